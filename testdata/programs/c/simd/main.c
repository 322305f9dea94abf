// 128-bit vectors through the compiler's intrinsics; every sum is computed by scalar code too.

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wasm_simd128.h>

enum { count = 1024 };

static float floats_a[count], floats_b[count];
static int16_t shorts_a[count], shorts_b[count];
static uint8_t bytes_a[count], bytes_b[count];

static void fill(void) {
    uint32_t seed = 12345;
    for (int i = 0; i < count; i++) {
        seed = seed * 1664525u + 1013904223u;
        floats_a[i] = (float)(seed >> 24) / 16;
        floats_b[i] = (float)(seed >> 16 & 255) / 8;
        shorts_a[i] = (int16_t)(seed >> 8);
        shorts_b[i] = (int16_t)(seed >> 3);
        bytes_a[i] = (uint8_t)(seed >> 20);
        bytes_b[i] = (uint8_t)(seed >> 11);
    }
}

static void dot_floats(void) {
    v128_t sums = wasm_f32x4_splat(0);
    float lanes[4] = {0};
    for (int i = 0; i < count; i += 4) {
        sums = wasm_f32x4_add(sums, wasm_f32x4_mul(wasm_v128_load(&floats_a[i]), wasm_v128_load(&floats_b[i])));
        for (int k = 0; k < 4; k++) {
            lanes[k] += floats_a[i + k] * floats_b[i + k];
        }
    }
    printf("f32x4 %.9g %.9g | %.9g %.9g\n", wasm_f32x4_extract_lane(sums, 0), wasm_f32x4_extract_lane(sums, 3), lanes[0], lanes[3]);
}

static void dot_shorts(void) {
    v128_t sums = wasm_i32x4_splat(0);
    uint32_t scalar = 0;
    for (int i = 0; i < count; i += 8) {
        sums = wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(wasm_v128_load(&shorts_a[i]), wasm_v128_load(&shorts_b[i])));
        for (int k = 0; k < 8; k++) {
            scalar += (uint32_t)(shorts_a[i + k] * shorts_b[i + k]);
        }
    }
    uint32_t total = (uint32_t)wasm_i32x4_extract_lane(sums, 0) + (uint32_t)wasm_i32x4_extract_lane(sums, 1) +
                     (uint32_t)wasm_i32x4_extract_lane(sums, 2) + (uint32_t)wasm_i32x4_extract_lane(sums, 3);
    printf("i16x8.dot %u | %u\n", total, scalar);
}

static void saturating_bytes(void) {
    uint32_t vector = 0, scalar = 0;
    for (int i = 0; i < count; i += 16) {
        v128_t a = wasm_v128_load(&bytes_a[i]), b = wasm_v128_load(&bytes_b[i]);
        v128_t sum = wasm_u8x16_add_sat(a, b), average = wasm_u8x16_avgr(a, b);
        v128_t least = wasm_u8x16_min(a, b), equal = wasm_i8x16_eq(a, b);
        uint8_t out[4][16];
        wasm_v128_store(out[0], sum);
        wasm_v128_store(out[1], average);
        wasm_v128_store(out[2], least);
        wasm_v128_store(out[3], equal);
        for (int k = 0; k < 16; k++) {
            int x = bytes_a[i + k], y = bytes_b[i + k];
            vector = vector * 31 + out[0][k] + out[1][k] * 3u + out[2][k] * 7u + out[3][k];
            scalar = scalar * 31 + (uint32_t)(x + y > 255 ? 255 : x + y) + (uint32_t)(x + y + 1) / 2 * 3 + (uint32_t)(x < y ? x : y) * 7 + (x == y ? 255u : 0);
        }
    }
    printf("u8x16 %u | %u\n", vector, scalar);
}

// reverse_string uses a shuffle; find_byte a comparison and a bit mask.
static void text(void) {
    char line[17] = "0123456789abcdef";
    v128_t v = wasm_v128_load(line);
    char reversed[17] = {0};
    wasm_v128_store(reversed, wasm_i8x16_shuffle(v, v, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
    uint32_t mask = wasm_i8x16_bitmask(wasm_i8x16_eq(v, wasm_i8x16_splat('b')));
    char swizzled[17] = {0};
    wasm_v128_store(swizzled, wasm_i8x16_swizzle(v, wasm_i8x16_make(4, 2, 0, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15)));
    printf("%s %d %s\n", reversed, __builtin_ctz(mask), swizzled);
}

static void doubles_and_conversions(void) {
    v128_t d = wasm_f64x2_make(2.25, -7.5);
    v128_t root = wasm_f64x2_sqrt(wasm_f64x2_abs(d));
    v128_t whole = wasm_i32x4_trunc_sat_f64x2_zero(d);
    v128_t nearest = wasm_f64x2_nearest(d);
    printf("%.17g %.17g %d %d %g %g\n", wasm_f64x2_extract_lane(root, 0), wasm_f64x2_extract_lane(root, 1),
           wasm_i32x4_extract_lane(whole, 0), wasm_i32x4_extract_lane(whole, 1),
           wasm_f64x2_extract_lane(nearest, 0), wasm_f64x2_extract_lane(nearest, 1));
    v128_t wide = wasm_i64x2_extmul_low_i32x4(wasm_i32x4_make(-3, 100000, 0, 0), wasm_i32x4_splat(70000));
    v128_t narrow = wasm_i16x8_narrow_i32x4(wasm_i32x4_make(-70000, 70000, 5, -5), wasm_i32x4_splat(9));
    printf("%lld %lld %d %d %d\n", (long long)wasm_i64x2_extract_lane(wide, 0), (long long)wasm_i64x2_extract_lane(wide, 1),
           wasm_i16x8_extract_lane(narrow, 0), wasm_i16x8_extract_lane(narrow, 1), wasm_i16x8_extract_lane(narrow, 3));
}

int main(void) {
    fill();
    dot_floats();
    dot_shorts();
    saturating_bytes();
    text();
    doubles_and_conversions();
    return 0;
}
