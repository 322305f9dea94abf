// A reactor: no main, but functions to call after _initialize.

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define EXPORT(name) __attribute__((export_name(name)))

static int32_t counter;

__attribute__((constructor)) static void prepare(void) { counter = 40; }

EXPORT("add_i32") int32_t add_i32(int32_t a, int32_t b) { return (int32_t)((uint32_t)a + (uint32_t)b); }
EXPORT("mul_i64") int64_t mul_i64(int64_t a, int64_t b) { return (int64_t)((uint64_t)a * (uint64_t)b); }
EXPORT("hypot_f32") float hypot_f32(float a, float b) { return sqrtf(a * a + b * b); }
EXPORT("mean_f64") double mean_f64(double a, double b) { return (a + b) / 2; }
EXPORT("mixed") double mixed(int32_t a, int64_t b, float c, double d) { return a + (double)b + c + d; }
EXPORT("no_result") void no_result(int32_t n) { printf("no_result(%d)\n", n); }

// next_count is 41 on its first call only if _initialize has run the constructor.
EXPORT("next_count") int32_t next_count(void) { return ++counter; }

EXPORT("divide") int32_t divide(int32_t a, int32_t b) { return a / b; }

EXPORT("leave") void leave(int32_t code) {
    printf("leaving with %d\n", code);
    exit(code);
}
