// Every trap that C can raise, chosen by the first argument.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The operands are volatile so that the compiler can neither fold nor foresee the trap.
static volatile int32_t zero = 0;
static volatile int32_t minus_one = -1;
static volatile int32_t lowest = INT32_MIN;
static volatile int64_t lowest_wide = INT64_MIN;
static volatile uintptr_t far_away = 0xfffffff0u;
static volatile float huge = 1e30f;
static volatile double not_a_number;
static volatile int depth;

typedef int (*unary)(int);

static int add_one(int x) { return x + 1; }
static double half(double x) { return x / 2; }

static volatile unary null_function;
static volatile unary one_function = add_one;

static void trap_unreachable(void) { __builtin_trap(); }
static void trap_abort(void) { abort(); }
static void trap_load(void) { printf("%d\n", *(volatile int32_t *)far_away); }
static void trap_store(void) { *(volatile int64_t *)far_away = 1; }
static void trap_memcpy(void) { memcpy((void *)far_away, (void *)&depth, (size_t)(256 + zero)); }
static void trap_divide(void) { printf("%d\n", 7 / zero); }
static void trap_remainder(void) { printf("%d\n", (int)(7u % (uint32_t)zero)); }
static void trap_overflow(void) { printf("%d\n", lowest / minus_one); }
static void trap_overflow_wide(void) { printf("%lld\n", (long long)(lowest_wide / minus_one)); }
static void trap_null_function(void) { printf("%d\n", null_function(1)); }

static void trap_wrong_type(void) {
    double (*volatile as_double)(double) = half;
    unary wrong = (unary)(void *)as_double;
    printf("%d\n", wrong(1));
}

static void trap_outside_table(void) {
    volatile uintptr_t index = 100000;
    printf("%d\n", ((unary)index)(1));
}

// recurse never ends. Where its frames live on the shadow stack (-O0), that stack runs out
// of linear memory; where they do not, the engine's own call stack does.
__attribute__((noinline)) static int recurse(int n) {
    depth++;
    int below = recurse(n + 1);
    depth--;
    return below * 3 + n;
}

static void trap_recursion(void) { printf("%d\n", recurse(0)); }

#ifdef __wasm__
static void trap_conversion(void) { printf("%d\n", __builtin_wasm_trunc_s_i32_f32(huge)); }
static void trap_conversion_nan(void) {
    not_a_number = zero / (double)zero;
    printf("%lld\n", (long long)__builtin_wasm_trunc_u_i64_f64(not_a_number));
}
#endif

static const struct {
    const char *name;
    void (*raise)(void);
} kinds[] = {
    {"unreachable", trap_unreachable},
    {"abort", trap_abort},
    {"load", trap_load},
    {"store", trap_store},
    {"memcpy", trap_memcpy},
    {"divide", trap_divide},
    {"remainder", trap_remainder},
    {"overflow", trap_overflow},
    {"overflow-wide", trap_overflow_wide},
    {"null-function", trap_null_function},
    {"wrong-type", trap_wrong_type},
    {"outside-table", trap_outside_table},
    {"recursion", trap_recursion},
#ifdef __wasm__
    {"conversion", trap_conversion},
    {"conversion-nan", trap_conversion_nan},
#endif
};

int main(int argc, char **argv) {
    if (argc != 2 || one_function(1) != 2) {
        return 2;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(argv[1], kinds[i].name) == 0) {
            printf("about to trap: %s\n", argv[1]);
            fflush(stdout);
            kinds[i].raise();
            return 0;
        }
    }
    printf("no such trap: %s\n", argv[1]);
    return 2;
}
