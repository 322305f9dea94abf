// Functions that are inlined at every level of optimisation, one into another.

volatile int sink;

__attribute__((always_inline)) static inline int square(int x)
{
    int r = x * x; //@break(square)
    sink = r;
    return r;
}

__attribute__((always_inline)) static inline int sum_squares(int a, int b)
{
    int left = square(a); //@break(left)
    int right = square(b);
    return left + right;
}

__attribute__((noinline)) static int user(int n)
{
    int total = 0;
    for (int i = 0; i < n; i++) {
        total += sum_squares(i, n); //@break(call)
        sink = total;
    }
    return total; //@break(total)
}

int main(void)
{
    int a = user(2);
    int b = square(a);
    sink = b;
    return a + b == 0; //@break(end)
}
