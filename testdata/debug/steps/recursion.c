// Recursion: direct, mutual, double, and with variables of its own in each frame.

// What optimisation cannot know.
volatile int one = 1;

static int fib(int n)
{
    if (n < 2) //@break(fib)
        return n;
    int a = fib(n - 1);
    int b = fib(n - 2);
    return a + b; //@break(sum)
}

static int is_odd(int n);

static int is_even(int n)
{
    if (n == 0)
        return 1; //@break(even)
    return is_odd(n - 1);
}

static int is_odd(int n)
{
    if (n == 0)
        return 0;
    return is_even(n - 1);
}

static int ackermann(int m, int n)
{
    if (m == 0)
        return n + 1;
    if (n == 0)
        return ackermann(m - 1, 1);
    return ackermann(m - 1, ackermann(m, n - 1));
}

static int depth(int level, int limit)
{
    int local = level * 10;
    if (level == limit)
        return local; //@break(deep)
    int below = depth(level + 1, limit);
    return local + below; //@break(back)
}

int main(void)
{
    int f = fib(4 * one);
    int e = is_even(5 * one);
    int a = ackermann(one, 2);
    int d = depth(0, 4 * one);
    return f + e + a + d == 107 ? 0 : 1; //@break(end)
}
