// Quicksort of size numbers, then a hash table of them: comparisons, swaps, scattered memory.

#include "kernel.h"

__attribute__((noinline)) static void quicksort(uint32_t *a, int32_t low, int32_t high) {
    while (high - low > 12) {
        uint32_t pivot = a[low + (high - low) / 2];
        int32_t i = low, j = high;
        while (i <= j) {
            while (a[i] < pivot) {
                i++;
            }
            while (a[j] > pivot) {
                j--;
            }
            if (i <= j) {
                uint32_t swap = a[i];
                a[i++] = a[j];
                a[j--] = swap;
            }
        }
        if (j - low < high - i) {
            quicksort(a, low, j);
            low = i;
        } else {
            quicksort(a, i, high);
            high = j;
        }
    }
    for (int32_t i = low + 1; i <= high; i++) {
        uint32_t value = a[i];
        int32_t j = i - 1;
        for (; j >= low && a[j] > value; j--) {
            a[j + 1] = a[j];
        }
        a[j + 1] = value;
    }
}

struct entry {
    uint32_t key;
    uint32_t count;
};

struct table {
    struct entry *entries;
    uint32_t mask;
};

static struct table new_table(uint32_t count) {
    uint32_t capacity = 16;
    while (capacity < count * 2) {
        capacity *= 2;
    }
    return (struct table){calloc(capacity, sizeof(struct entry)), capacity - 1};
}

// find returns the entry of key, or the free one where it belongs; the probing is linear.
static struct entry *find(struct table *table, uint32_t key) {
    uint32_t place = key * 2654435769u >> 7;
    for (;; place++) {
        struct entry *entry = &table->entries[place & table->mask];
        if (entry->count == 0 || entry->key == key) {
            return entry;
        }
    }
}

int main(int argc, char **argv) {
    uint32_t count = kernel_size(argc, argv, 400000);
    uint32_t *numbers = malloc(count * sizeof *numbers);
    uint32_t seed = 2463534242u;
    for (uint32_t i = 0; i < count; i++) {
        numbers[i] = next_random(&seed) % (count * 2);
    }
    struct table table = new_table(count);
    for (uint32_t i = 0; i < count; i++) {
        struct entry *entry = find(&table, numbers[i]);
        entry->key = numbers[i];
        entry->count++;
    }
    quicksort(numbers, 0, (int32_t)count - 1);
    uint64_t hash = 0;
    for (uint32_t i = 0; i < count; i++) {
        hash = hash * 31 + numbers[i] * (uint64_t)find(&table, numbers[count - 1 - i])->count;
    }
    free(table.entries);
    free(numbers);
    return kernel_result("sorthash", count, hash);
}
