// What clang's -wasm-enable-sjlj expects of a C library: setjmp notes which call of the function it was in, longjmp throws.

__asm__(".globl __c_longjmp\n"
        ".tagtype __c_longjmp i32\n"
        "__c_longjmp:\n");

struct jump {
    void *invocation;
    unsigned label;
    struct {
        void *env;
        int value;
    } thrown;
};

void __wasm_setjmp(void *env, unsigned label, void *invocation)
{
    struct jump *j = env;
    j->invocation = invocation;
    j->label = label;
}

unsigned __wasm_setjmp_test(void *env, void *invocation)
{
    struct jump *j = env;
    return j->label != 0 && j->invocation == invocation ? j->label : 0;
}

void __wasm_longjmp(void *env, int value)
{
    struct jump *j = env;
    j->thrown.env = env;
    j->thrown.value = value ? value : 1;
    __builtin_wasm_throw(1, &j->thrown);
}
