// Tail calls: frames are replaced, not pushed.

// What optimisation cannot know.
volatile int one = 1;

#if defined(__wasm__)
#define TAIL __attribute__((musttail))
#else
#define TAIL
#endif

static int odd(int n, int sum);

__attribute__((noinline)) static int even(int n, int sum)
{
    if (n == 0)
        return sum; //@break(done)
    TAIL return odd(n - 1, sum + n);
}

__attribute__((noinline)) static int odd(int n, int sum)
{
    if (n == 0)
        return -sum;
    TAIL return even(n - 1, sum + 1); //@break(odd)
}

__attribute__((noinline)) static int start(int n)
{
    int r = even(n, 0); //@break(start)
    return r + 1; //@break(back)
}

int main(void)
{
    int a = start(6 * one);
    int b = start(2);
    return a + b == 0; //@break(end)
}
