// The switch loop of a bytecode interpreter: a stack machine that counts primes by trial division.

#include "kernel.h"

enum opcode {
    op_push, // followed by the value
    op_load, // followed by the variable
    op_store,
    op_add,
    op_multiply,
    op_remainder,
    op_less,
    op_equal,
    op_jump, // followed by the target
    op_jump_if_zero,
    op_call,
    op_return,
    op_halt,
};

enum { var_n, var_d, var_found, var_limit, var_hash, variables };

enum { code_size = 128, is_prime = 64 }; // is_prime is where that function starts

static int32_t code[code_size];

static int emit(int at, const int32_t *words, int count) {
    for (int i = 0; i < count; i++) {
        code[at + i] = words[i];
    }
    return at + count;
}

#define EMIT(at, ...) emit(at, (const int32_t[]){__VA_ARGS__}, sizeof((int32_t[]){__VA_ARGS__}) / sizeof(int32_t))

// assemble lays out the program
//
//     for n in 2..limit { if is_prime(n) { found++; hash = hash * 31 + n } }
//
// and fills in the jump targets once they are known.
static void assemble(void) {
    int at = EMIT(0, op_push, 2, op_store, var_n);
    int loop = at;
    at = EMIT(at, op_load, var_n, op_load, var_limit, op_less, op_jump_if_zero, 0);
    int to_end = at - 1;
    at = EMIT(at, op_call, is_prime, op_jump_if_zero, 0);
    int to_next = at - 1;
    at = EMIT(at, op_load, var_found, op_push, 1, op_add, op_store, var_found);
    at = EMIT(at, op_load, var_hash, op_push, 31, op_multiply, op_load, var_n, op_add, op_store, var_hash);
    code[to_next] = at;
    at = EMIT(at, op_load, var_n, op_push, 1, op_add, op_store, var_n, op_jump, loop);
    code[to_end] = at;
    EMIT(at, op_halt);

    at = EMIT(is_prime, op_push, 2, op_store, var_d);
    loop = at;
    at = EMIT(at, op_load, var_n, op_load, var_d, op_load, var_d, op_multiply, op_less, op_jump_if_zero, 0);
    int to_divide = at - 1;
    at = EMIT(at, op_push, 1, op_return);
    code[to_divide] = at;
    at = EMIT(at, op_load, var_n, op_load, var_d, op_remainder, op_push, 0, op_equal, op_jump_if_zero, 0);
    int to_more = at - 1;
    at = EMIT(at, op_push, 0, op_return);
    code[to_more] = at;
    EMIT(at, op_load, var_d, op_push, 1, op_add, op_store, var_d, op_jump, loop);
}

__attribute__((noinline)) static void run(uint32_t *values) {
    uint32_t stack[32];
    uint32_t *top = stack; // points to the next free slot
    int32_t returns[8];
    int depth = 0;
    const int32_t *pc = code;
    for (;;) {
        switch (*pc++) {
        case op_push:
            *top++ = (uint32_t)*pc++;
            break;
        case op_load:
            *top++ = values[*pc++];
            break;
        case op_store:
            values[*pc++] = *--top;
            break;
        case op_add:
            top--;
            top[-1] += top[0];
            break;
        case op_multiply:
            top--;
            top[-1] *= top[0];
            break;
        case op_remainder:
            top--;
            top[-1] %= top[0];
            break;
        case op_less:
            top--;
            top[-1] = top[-1] < top[0];
            break;
        case op_equal:
            top--;
            top[-1] = top[-1] == top[0];
            break;
        case op_jump:
            pc = code + *pc;
            break;
        case op_jump_if_zero:
            pc = *--top ? pc + 1 : code + *pc;
            break;
        case op_call:
            returns[depth++] = (int32_t)(pc + 1 - code);
            pc = code + *pc;
            break;
        case op_return:
            pc = code + returns[--depth];
            break;
        case op_halt:
            return;
        default:
            abort();
        }
    }
}

int main(int argc, char **argv) {
    uint32_t limit = kernel_size(argc, argv, 60000);
    uint32_t values[variables] = {0};
    values[var_limit] = limit;
    assemble();
    run(values);
    return kernel_result("interp", limit, (uint64_t)values[var_found] << 32 | values[var_hash]);
}
