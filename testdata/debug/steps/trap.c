// A program that traps at its end.

// What optimisation cannot know.
volatile int one = 1;

struct node {
    struct node *next;
    int value;
};

static int total(const struct node *n)
{
    int sum = 0;
    while (n) {
        sum += n->value; //@break(add)
        n = n->next;
    }
    return sum;
}

static int quotient(int a, int b)
{
    return a / b; //@break(divide)
}

int main(void)
{
    struct node c = {0, 3 * one};
    struct node b = {&c, 2};
    struct node a = {&b, 1};
    int sum = total(&a);
    int zero = sum - 6;
    int q = quotient(sum, zero); //@break(before)
    return q;
}
