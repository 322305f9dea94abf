// Recursive Fibonacci: calls and little else.

#include "kernel.h"

__attribute__((noinline)) static uint32_t fib(uint32_t n) {
    if (n < 2) {
        return n;
    }
    return fib(n - 1) + fib(n - 2);
}

int main(int argc, char **argv) {
    uint32_t n = kernel_size(argc, argv, 35);
    return kernel_result("fib", n, fib(n));
}
