// Pancake flips over all permutations of size numbers: small arrays, unpredictable loops.

#include "kernel.h"

enum { max_size = 12 };

struct counts {
    int checksum;
    int most_flips;
};

static int count_flips(const int *permutation, int n) {
    int p[max_size];
    for (int i = 0; i < n; i++) {
        p[i] = permutation[i];
    }
    int flips = 0;
    for (int first = p[0]; first != 0; first = p[0]) {
        for (int low = 0, high = first; low < high; low++, high--) {
            int swap = p[low];
            p[low] = p[high];
            p[high] = swap;
        }
        flips++;
    }
    return flips;
}

// next_permutation rotates the first elements as the count array says; 0 after the last.
static int next_permutation(int *permutation, int *count, int n) {
    for (int r = 1; r < n; r++) {
        int first = permutation[0];
        for (int i = 0; i < r; i++) {
            permutation[i] = permutation[i + 1];
        }
        permutation[r] = first;
        if (--count[r] > 0) {
            return 1;
        }
        count[r] = r + 1;
    }
    return 0;
}

static struct counts fannkuch(int n) {
    int permutation[max_size], count[max_size];
    for (int i = 0; i < n; i++) {
        permutation[i] = i;
        count[i] = i + 1;
    }
    struct counts result = {0, 0};
    int sign = 1;
    do {
        int flips = count_flips(permutation, n);
        result.checksum += sign * flips;
        if (flips > result.most_flips) {
            result.most_flips = flips;
        }
        sign = -sign;
    } while (next_permutation(permutation, count, n));
    return result;
}

int main(int argc, char **argv) {
    uint32_t n = kernel_size(argc, argv, 9);
    if (n < 1 || n > max_size) {
        return 2;
    }
    struct counts result = fannkuch((int)n);
    return kernel_result("fannkuch", n, (uint64_t)(uint32_t)result.checksum << 32 | (uint32_t)result.most_flips);
}
