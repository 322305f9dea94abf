// Branches, calls within calls, and calls through pointers.

// What optimisation cannot know.
volatile int one = 1;

static int twice(int x)
{
    return 2 * x; //@break(twice)
}

static int plus_one(int x)
{
    return x + 1; //@break(plus)
}

static int add(int a, int b)
{
    int sum = a + b; //@break(add)
    return sum;
}

static int apply(int (*f)(int), int x)
{
    return f(x); //@break(apply)
}

static int classify(int n)
{
    switch (n) {
    case 0:
        return 10;
    case 1:
    case 2:
        n += 5;
        break;
    case 3:
        n += 1;
        // fall through
    default:
        n *= 2;
    }
    return n;
}

static int early(int n)
{
    if (n < 0)
        return -1;
    if (n > 100) {
        return 100;
    }
    return n;
}

static int with_goto(int n)
{
    int tries = 0;
again:
    tries++;
    if (tries < n)
        goto again;
    return tries;
}

static int ternary(int n)
{
    int r = n > 2 ? twice(n) : plus_one(n);
    r = n > 0 && r > 5 || n < -5;
    return r;
}

int main(void)
{
    int a = add(twice(one), plus_one(2)); //@break(nest)
    int b = apply(twice, 4 * one) + apply(plus_one, 5);
    int c = classify(0) + classify(2) + classify(3) + classify(7 * one);
    int d = early(-3) + early(200) + early(5 * one);
    int e = with_goto(3 * one);
    int f = ternary(1) + ternary(4 * one);
    int g = add(1,
                twice(
                    2));
    return a + b + c + d + e + f + g == 0; //@break(end)
}
