// Optimised code: values that are nowhere but on the operand stack, and one line that became code in several places.

// What optimisation cannot know.
volatile int one = 1;

__attribute__((noinline)) static int weigh(int n)
{
    return n * one;
}

__attribute__((always_inline)) static inline int twice(int n)
{
    int doubled = n + n;
    return doubled + one; //@break(twice)
}

__attribute__((noinline)) static int on_stack(int a, int b)
{
    int product = a * b;
    int sum = product + weigh(a); //@break(product)
    return sum + one;             //@break(sum)
}

int main(void)
{
    int a = on_stack(6 * one, 7 * one);
    int b = twice(20 * one); //@break(first)
    int c = twice(weigh(30)); //@break(second)
    int d = twice(a);
    return a + b + c + d == 250 ? 0 : 1; //@break(end)
}
