// What Debian's wasi-libc lacks; clang's -wasm-enable-sjlj implements it, with testdata/debug/steps/sjlj.c.
#ifndef SETJMP_H
#define SETJMP_H
typedef void *jmp_buf[8];
int setjmp(jmp_buf) __attribute__((returns_twice));
void longjmp(jmp_buf, int) __attribute__((noreturn));
#endif
