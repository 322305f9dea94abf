// The Mandelbrot set on a grid: a tight loop of double arithmetic with an early exit.

#include "kernel.h"

enum { most_iterations = 100 };

static uint32_t escape_time(double cx, double cy) {
    double x = 0, y = 0;
    uint32_t i = 0;
    for (; i < most_iterations; i++) {
        double xx = x * x, yy = y * y;
        if (xx + yy > 4) {
            break;
        }
        y = 2 * x * y + cy;
        x = xx - yy + cx;
    }
    return i;
}

int main(int argc, char **argv) {
    uint32_t size = kernel_size(argc, argv, 700);
    uint64_t hash = 0;
    for (uint32_t row = 0; row < size; row++) {
        for (uint32_t column = 0; column < size; column++) {
            hash = hash * 31 + escape_time(column * 3.0 / size - 2.25, row * 3.0 / size - 1.5);
        }
    }
    return kernel_result("mandelbrot", size, hash);
}
