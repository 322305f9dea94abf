// A loop whose line is reached a million times, and one call that runs long.

static volatile unsigned sum;

static int work(int n)
{
    for (int i = 0; i < n; i++) {
        sum += i; // hot
    }
    return n;
}

__attribute__((noinline)) static unsigned long_call(unsigned n)
{
    unsigned x = 1;
    for (unsigned i = 0; i < n; i++)
        x = x * 1664525u + 1013904223u;
    return x;
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? 1000 : 1000000;
    int a = work(n);                                    // first
    unsigned b = long_call(argc > 2 ? 1000 : 12500000u); // long
    return a == 0 && b == 0;                            // last
}
