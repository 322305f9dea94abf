// Mistakes with the heap, chosen by the first argument: none, leak, double, invalid, interior.
#include <cstdlib>
#include <cstring>
#include <new>

struct Node {
    Node *next;
    int value;
};

static Node *push(Node *list, int value)
{
    return new Node{list, value};
}

static void drop(Node *list)
{
    while (list) {
        Node *next = list->next;
        delete list;
        list = next;
    }
}

static char *copy(const char *text)
{
    char *s = static_cast<char *>(malloc(strlen(text) + 1));
    strcpy(s, text);
    return s;
}

static void leak_nodes(int n)
{
    Node *list = nullptr;
    for (int i = 0; i < n; i++)
        list = push(list, i);
    if (list)
        drop(list->next); // the first one is forgotten
}

static void leak_text()
{
    char *a = copy("forgotten");
    char *b = copy("freed");
    a[0] = b[0];
    free(b);
}

static void release(void *p)
{
    free(p);
}

static void double_free()
{
    void *p = malloc(40);
    release(p);
    release(p);
}

static void invalid_free()
{
    static int not_on_heap;
    release(&not_on_heap);
}

static void interior_free()
{
    char *p = static_cast<char *>(malloc(64));
    release(p + 8);
}

static void tidy()
{
    int *array = static_cast<int *>(calloc(10, sizeof(int)));
    array = static_cast<int *>(realloc(array, 40 * sizeof(int)));
    void *aligned = nullptr;
    if (posix_memalign(&aligned, 64, 128) == 0)
        free(aligned);
    free(array);
    drop(push(push(nullptr, 1), 2));
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "none";
    tidy();
    if (strcmp(what, "leak") == 0) {
        leak_nodes(3);
        leak_text();
    } else if (strcmp(what, "double") == 0) {
        double_free();
    } else if (strcmp(what, "invalid") == 0) {
        invalid_free();
    } else if (strcmp(what, "interior") == 0) {
        interior_free();
    }
    return 0; //@break(end)
}
