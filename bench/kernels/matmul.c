// The product of two square matrices of doubles: nested loops over memory.

#include "kernel.h"

#include <string.h>

static double *new_matrix(uint32_t n, uint32_t seed) {
    double *m = malloc((size_t)n * n * sizeof *m);
    for (uint32_t i = 0; i < n * n; i++) {
        m[i] = (double)(next_random(&seed) % 1000) / 8;
    }
    return m;
}

__attribute__((noinline)) static void multiply(uint32_t n, const double *a, const double *b, double *out) {
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < n; j++) {
            double sum = 0;
            for (uint32_t k = 0; k < n; k++) {
                sum += a[i * n + k] * b[k * n + j];
            }
            out[i * n + j] = sum;
        }
    }
}

int main(int argc, char **argv) {
    uint32_t n = kernel_size(argc, argv, 320);
    double *a = new_matrix(n, 1), *b = new_matrix(n, 2), *out = new_matrix(n, 3);
    multiply(n, a, b, out);
    uint64_t hash = 0;
    for (uint32_t i = 0; i < n * n; i++) {
        uint64_t bits;
        memcpy(&bits, &out[i], sizeof bits);
        hash = (hash ^ bits) * 0x100000001b3u;
    }
    free(a);
    free(b);
    free(out);
    return kernel_result("matmul", n, hash);
}
