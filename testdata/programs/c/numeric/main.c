// Arithmetic, conversions, string functions, sorting and allocation: the output is the
// same as that of a native build of this file.

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 88172645463325252u;

// next_random is Marsaglia's xorshift64.
static uint64_t next_random(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void integers32(void) {
    static const int32_t values[] = {0, 1, -1, 7, -7, 1000003, -65537, INT32_MAX, INT32_MIN + 1};
    const int count = sizeof values / sizeof values[0];
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
            int32_t a = values[i], b = values[j];
            uint32_t ua = (uint32_t)a, ub = (uint32_t)b;
            int32_t quotient = b ? a / b : 0, remainder = b ? a % b : 0;
            printf("%" PRIu32 " %" PRIu32 " %" PRIu32 " %" PRId32 " %" PRId32 " %" PRIu32 " %" PRIu32 " %d%d%d%d\n",
                   ua + ub, ua - ub, ua * ub, quotient, remainder, ub ? ua / ub : 0, ub ? ua % ub : 0,
                   a < b, ua < ub, a >= b, ua >= ub);
        }
        uint32_t v = (uint32_t)values[i];
        printf("%08" PRIx32 " %08" PRIx32 " %08" PRIx32 " %d %d %d %d\n", v << 5, v >> 9, (v << 13) | (v >> 19),
               v ? __builtin_clz(v) : 32, v ? __builtin_ctz(v) : 32, __builtin_popcount(v), (int)(int8_t)v + (int)(int16_t)v);
    }
}

static void integers64(void) {
    for (int i = 0; i < 40; i++) {
        int64_t a = (int64_t)next_random(), b = (int64_t)(next_random() >> (next_random() % 63)) | 1;
        uint64_t ua = (uint64_t)a, ub = (uint64_t)b;
        printf("%016" PRIx64 " %016" PRIx64 " %" PRId64 " %" PRId64 " %" PRIu64 " %" PRIu64 " %d %d %d\n", ua + ub, ua * ub,
               a / b, a % b, ua / ub, ua % ub, __builtin_clzll(ub), __builtin_ctzll(ub), __builtin_popcountll(ua));
        printf("%016" PRIx64 " %016" PRIx64 " %" PRId64 " %" PRId32 "\n", ua << (i & 63), ua >> (i & 63), a >> (i & 63), (int32_t)a);
    }
#ifdef __SIZEOF_INT128__
    unsigned __int128 wide = ((unsigned __int128)next_random() << 64) | next_random();
    unsigned __int128 quotient = wide / next_random();
    printf("%016" PRIx64 "%016" PRIx64 "\n", (uint64_t)(quotient >> 64), (uint64_t)quotient);
#endif
}

static void floats(void) {
    float sum = 0;
    for (int i = 1; i <= 1000; i++) {
        sum += 1.0f / (float)i;
    }
    printf("%.9g %.9g %.9g\n", sum, sqrtf(sum), sum * 1e-40f);
    for (int i = 0; i < 20; i++) {
        float x = (float)(int32_t)next_random() / 65536.0f, y = (float)(i - 10) * 0.75f;
        printf("%.9g %.9g %.9g %.9g %.9g %.9g %d\n", x + y, x * y, y != 0 ? x / y : x, floorf(x), rintf(y), copysignf(x, y), (int)x);
    }
}

static void doubles(void) {
    static const double specials[] = {0.0, -0.0, 1.5, -2.5, 0.1, 1e308, 5e-324, 3.5, 4503599627370497.5, 1e22};
    for (size_t i = 0; i < sizeof specials / sizeof specials[0]; i++) {
        double x = specials[i];
        uint64_t bits;
        memcpy(&bits, &x, sizeof bits);
        printf("%.17g %016" PRIx64 " %g %.3f %.17g %.17g %.17g %.17g\n", x, bits, x, fmod(x, 1000), floor(x), ceil(x), trunc(x), rint(x));
    }
    double inf = 1e308 * 10, nan = inf - inf;
    printf("%a %g %g %d %d %d %d\n", 0.1, inf, -inf, isnan(nan), isinf(inf), nan == nan, nan < inf);
    for (int i = 1; i <= 20; i++) {
        double x = i * 0.37;
        printf("%.12g %.12g %.12g %.12g %.12g %.12g\n", sin(x), cos(x), exp(x), log(x), pow(x, 1.7), atan2(x, 2.0));
    }
    for (int i = 0; i < 20; i++) {
        double x = (double)(int64_t)next_random() / 4294967296.0;
        printf("%.17g %" PRId64 " %" PRIu32 " %.9g\n", x, (int64_t)x, (uint32_t)fabs(x), (double)(float)x);
    }
}

static void strings(void) {
    char buffer[128] = "the quick brown fox";
    char copy[128];
    strcat(buffer, " jumps");
    strcpy(copy, buffer);
    memmove(copy + 4, copy, 10);
    copy[14] = '\0';
    printf("%s|%s|%d|%d\n", buffer, copy, (int)strlen(buffer), memcmp(buffer, copy, 8) < 0);
    printf("%d %d %d\n", strcmp("abc", "abd") < 0, strncmp("abcx", "abcy", 3), strcmp("b", "a") > 0);
    printf("%s %s %s\n", strchr(buffer, 'q'), strrchr(buffer, 'o'), strstr(buffer, "brown"));
    for (char *word = strtok(buffer, " "); word; word = strtok(NULL, " ")) {
        printf("<%s>", word);
    }
    printf("\n%ld %ld %.17g %" PRIu64 "\n", strtol("-123abc", NULL, 10), strtol("7fff", NULL, 16), strtod("3.14159e-7", NULL),
           (uint64_t)strtoull("18446744073709551615", NULL, 10));
    printf("[%8.3f] [%-8d] [%+d] [%#x] [%05d] [%.2s] [%c] [%%] [%e] [%10s] [%-10s]\n", 3.14159, 42, 7, 255, -42, "xyz", 'q', 12345.678, "right", "left");
}

static int compare_numbers(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sorting(void) {
    enum { count = 2000 };
    uint32_t *numbers = malloc(count * sizeof *numbers);
    for (int i = 0; i < count; i++) {
        numbers[i] = (uint32_t)next_random();
    }
    qsort(numbers, count, sizeof *numbers, compare_numbers);
    uint32_t hash = 0;
    for (int i = 0; i < count; i++) {
        hash = hash * 31 + numbers[i];
    }
    uint32_t *found = bsearch(&numbers[777], numbers, count, sizeof *numbers, compare_numbers);
    printf("%" PRIu32 " %" PRIu32 " %" PRIu32 " %d\n", numbers[0], numbers[count - 1], hash, (int)(found - numbers));
    free(numbers);
}

static void allocation(void) {
    enum { slots = 200 };
    unsigned char *blocks[slots] = {0};
    size_t sizes[slots] = {0};
    uint64_t sum = 0;
    int damaged = 0;
    for (int round = 0; round < 5000; round++) {
        int slot = (int)(next_random() % slots);
        for (size_t i = 0; i < sizes[slot]; i++) {
            damaged += blocks[slot][i] != (unsigned char)slot;
        }
        sizes[slot] = next_random() % 2000 + 1;
        blocks[slot] = realloc(blocks[slot], sizes[slot]);
        memset(blocks[slot], slot, sizes[slot]);
        sum += sizes[slot];
    }
    for (int slot = 0; slot < slots; slot++) {
        free(blocks[slot]);
    }
    int *zeros = calloc(1000, sizeof *zeros);
    for (int i = 0; i < 1000; i++) {
        damaged += zeros[i] != 0;
    }
    free(zeros);
    printf("%" PRIu64 " bytes, %d damaged\n", sum, damaged);
}

struct shape {
    const char *name;
    double (*area)(const struct shape *);
    union {
        struct { double width, height; } box;
        double radius;
    };
    unsigned corners : 4, solid : 1;
};

static double box_area(const struct shape *s) { return s->box.width * s->box.height; }
static double circle_area(const struct shape *s) { return 3.0 * s->radius * s->radius; }

static struct shape scaled(struct shape s, double factor) {
    if (s.corners) {
        s.box.width *= factor;
        s.box.height *= factor;
    } else {
        s.radius *= factor;
    }
    return s;
}

static double sum_of(int count, ...) {
    va_list list;
    va_start(list, count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += i % 2 ? va_arg(list, double) : va_arg(list, int);
    }
    va_end(list);
    return sum;
}

static void structures(void) {
    struct shape shapes[] = {
        {.name = "box", .area = box_area, .box = {2.5, 4}, .corners = 4, .solid = 1},
        {.name = "circle", .area = circle_area, .radius = 1.5},
    };
    for (int i = 0; i < 2; i++) {
        struct shape bigger = scaled(shapes[i], i + 2);
        printf("%s %.17g %.17g %u %u\n", shapes[i].name, shapes[i].area(&shapes[i]), bigger.area(&bigger), bigger.corners, bigger.solid);
    }
    printf("%.17g\n", sum_of(4, 1, 2.5, 3, 4.25));
}

static const char *classify(int n) {
    switch (n) {
    case 0: return "none";
    case 1: return "one";
    case 2: case 3: case 4: return "few";
    case 10: return "ten";
    case -1: return "minus one";
    default: return n < 0 ? "negative" : "many";
    }
}

static void control(void) {
    for (int i = -2; i < 12; i += 1 + (i > 4)) {
        printf("%s ", classify(i));
    }
    int steps = 0;
    for (uint64_t n = 97; n != 1; n = n % 2 ? 3 * n + 1 : n / 2) {
        if (++steps > 1000) {
            goto done;
        }
    }
done:
    printf("%d\n", steps);
}

int main(void) {
    integers32();
    integers64();
    floats();
    doubles();
    strings();
    sorting();
    allocation();
    structures();
    control();
    return 0;
}
