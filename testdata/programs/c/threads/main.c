// Guest threads by the wasi-threads convention, without a C library: shared memory, atomics,
// wait and notify, a stack and thread-local storage for each thread.
//
// With an argument, the last thread traps instead of ending.

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))

IMPORT("wasi", "thread-spawn") int32_t thread_spawn(void *argument);
IMPORT("wasi_snapshot_preview1", "proc_exit") _Noreturn void proc_exit(int32_t code);
IMPORT("wasi_snapshot_preview1", "args_sizes_get") int32_t args_sizes_get(size_t *count, size_t *size);

struct iovec {
    const char *base;
    size_t length;
};
IMPORT("wasi_snapshot_preview1", "fd_write") int32_t fd_write(int32_t fd, const struct iovec *vectors, size_t count, size_t *written);

enum { thread_count = 4, rounds = 1000, stack_size = 4096, tls_size = 64, ring_size = 8 };

// A start is what a new thread needs first; wasi_thread_start below knows the first two fields.
struct start {
    char *stack_top;
    char *tls;
    int32_t number;
};

static char stacks[thread_count][stack_size] __attribute__((aligned(16)));
static char tls_blocks[thread_count][tls_size] __attribute__((aligned(16)));
static struct start starts[thread_count];

static _Thread_local int32_t own_rounds;

static atomic_int atomic_total;
static int32_t locked_total;
static int32_t tls_total;
static atomic_int lock_word;
static atomic_int running;

static int32_t ring[ring_size];
static atomic_int ring_head, ring_tail;

static void wait_while(atomic_int *word, int32_t value) {
    __builtin_wasm_memory_atomic_wait32((int *)word, value, -1);
}

static void wake(atomic_int *word, uint32_t count) { __builtin_wasm_memory_atomic_notify((int *)word, count); }

// The lock is 0 when free, 1 when held, 2 when held with waiters.
static void lock(void) {
    int free = 0;
    if (atomic_compare_exchange_strong(&lock_word, &free, 1)) {
        return;
    }
    while (atomic_exchange(&lock_word, 2) != 0) {
        wait_while(&lock_word, 2);
    }
}

static void unlock(void) {
    if (atomic_exchange(&lock_word, 0) == 2) {
        wake(&lock_word, 1);
    }
}

static void count_rounds(void) {
    for (int i = 0; i < rounds; i++) {
        atomic_fetch_add(&atomic_total, 1);
        own_rounds++;
        lock();
        locked_total++;
        unlock();
    }
    lock();
    tls_total += own_rounds;
    unlock();
}

// The first thread produces the numbers 1..rounds, which the main thread takes out again.
static void produce(void) {
    for (int32_t i = 1; i <= rounds; i++) {
        int head = atomic_load(&ring_head);
        for (int tail; head - (tail = atomic_load(&ring_tail)) == ring_size;) {
            wait_while(&ring_tail, tail);
        }
        ring[head % ring_size] = i;
        atomic_store(&ring_head, head + 1);
        wake(&ring_head, 1);
    }
}

static int32_t consume(void) {
    int32_t sum = 0;
    for (int32_t i = 0; i < rounds; i++) {
        int tail = atomic_load(&ring_tail);
        for (int head; (head = atomic_load(&ring_head)) == tail;) {
            wait_while(&ring_head, head);
        }
        sum += ring[tail % ring_size];
        atomic_store(&ring_tail, tail + 1);
        wake(&ring_tail, 1);
    }
    return sum;
}

static int32_t must_trap;

static void last_thread_traps(int32_t number) {
    if (must_trap && number == thread_count - 1) {
        __builtin_trap();
    }
}

__attribute__((used)) static void thread_main(int32_t id, struct start *start) {
    (void)id;
    if (start->number == 0) {
        produce();
    }
    count_rounds();
    last_thread_traps(start->number);
    atomic_fetch_sub(&running, 1);
    wake(&running, 1);
}

// The entry of every thread sets the stack pointer and thread-local storage before any C runs.
__asm__(".globaltype __stack_pointer, i32\n"
        ".functype __wasm_init_tls (i32) -> ()\n"
        ".functype thread_main (i32, i32) -> ()\n"
        ".globl wasi_thread_start\n"
        ".export_name wasi_thread_start, wasi_thread_start\n"
        "wasi_thread_start:\n"
        ".functype wasi_thread_start (i32, i32) -> ()\n"
        "local.get 1\n"
        "i32.load 0\n"
        "global.set __stack_pointer\n"
        "local.get 1\n"
        "i32.load 4\n"
        "call __wasm_init_tls\n"
        "local.get 0\n"
        "local.get 1\n"
        "call thread_main\n"
        "end_function\n");

static void print(const char *text) {
    size_t length = 0, written;
    while (text[length]) {
        length++;
    }
    struct iovec vector = {text, length};
    fd_write(1, &vector, 1, &written);
}

static void print_number(const char *label, int32_t number) {
    char digits[12];
    char *p = digits + sizeof digits;
    *--p = '\0';
    *--p = '\n';
    do {
        *--p = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    print(label);
    print(p);
}

void _start(void) {
    size_t count, size;
    args_sizes_get(&count, &size);
    must_trap = count > 1;
    atomic_store(&running, thread_count);
    for (int32_t i = 0; i < thread_count; i++) {
        starts[i] = (struct start){stacks[i] + stack_size, tls_blocks[i], i};
        if (thread_spawn(&starts[i]) <= 0) {
            print("thread-spawn failed\n");
            proc_exit(1);
        }
    }
    int32_t sum = consume();
    for (int left; (left = atomic_load(&running)) != 0;) {
        wait_while(&running, left);
    }
    print_number("sum of the ring: ", sum);
    print_number("atomic total: ", atomic_load(&atomic_total));
    print_number("locked total: ", locked_total);
    print_number("thread-local total: ", tls_total);
    proc_exit(0);
}
