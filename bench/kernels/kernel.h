// What the kernels share: the size from the command line and the line with the checksum.

#ifndef KERNEL_H
#define KERNEL_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static inline uint32_t kernel_size(int argc, char **argv, uint32_t default_size) {
    return argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : default_size;
}

static inline int kernel_result(const char *name, uint32_t size, uint64_t checksum) {
    printf("%s %" PRIu32 " %016" PRIx64 "\n", name, size, checksum);
    return 0;
}

// next_random is Marsaglia's xorshift32; *state must not be 0.
static inline uint32_t next_random(uint32_t *state) {
    uint32_t x = *state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}

#endif
