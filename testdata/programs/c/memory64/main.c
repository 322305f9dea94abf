// A 64-bit memory: C for wasm64 without a C library. Pointers and sizes are i64.

#include <stddef.h>
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(name)))
#define PAGE 65536

// grow_and_use grows the memory by pages, writes a word at both ends of the new part, and
// returns the sum of what is read back; -1 where the memory does not grow.
EXPORT("grow_and_use") int64_t grow_and_use(int64_t pages) {
    size_t old = __builtin_wasm_memory_grow(0, (size_t)pages);
    if (old == SIZE_MAX) {
        return -1;
    }
    char *start = (char *)(old * PAGE);
    volatile int64_t *first = (volatile int64_t *)start;
    volatile int64_t *last = (volatile int64_t *)(start + pages * PAGE - sizeof(int64_t));
    *first = 40;
    *last = 2;
    return *first + *last;
}

struct item {
    struct item *next;
    int64_t value;
};

static struct item items[1000];

// list_sum links the items in reverse order and adds their values up to n.
EXPORT("list_sum") int64_t list_sum(int64_t n) {
    struct item *head = NULL;
    for (int64_t i = 0; i < n && i < 1000; i++) {
        items[i] = (struct item){head, i * i};
        head = &items[i];
    }
    int64_t sum = 0;
    for (struct item *item = head; item; item = item->next) {
        sum += item->value;
    }
    return sum;
}

EXPORT("pointer_size") int32_t pointer_size(void) { return (int32_t)sizeof(void *); }

EXPORT("load") int64_t load(int64_t address) { return *(volatile int64_t *)address; }
