// Variables that are changed in ways that are hard to see.
#include <string.h>
#include <unistd.h>

struct account {
    char owner[8];
    int balance;
};

static struct account account = {"ada", 100};
static int counter;
static char buffer[16];

static void rename_owner(struct account *a, const char *name)
{
    strcpy(a->owner, name); //@break(overflow)
}

static void stray(int *p)
{
    p[2] = 7; //@break(stray)
}

static void count(int n)
{
    for (int i = 0; i < n; i++)
        counter += i; //@break(count)
}

static void clear(void *p, unsigned n)
{
    __builtin_memset(p, 0, n); //@break(fill)
}

static int local(int n)
{
    int total = 0; //@break(local)
    for (int i = 1; i <= n; i++)
        total += i;
    return total; //@break(total)
}

int main(void)
{
    int values[4] = {1, 2, 3, 4};
    count(3); //@break(main)
    stray(values);
    rename_owner(&account, "grace hop");
    clear(&account, sizeof account);
    long n = read(0, buffer, sizeof buffer); //@break(read)
    int sum = local(3);
    counter = counter; //@break(same)
    return n + sum + values[2] == 13 + n ? 0 : 1; //@break(end)
}
