// setjmp and longjmp: frames are left without returning.

// What optimisation cannot know.
volatile int one = 1;
#if defined(__wasm__)
typedef void *jmp_buf[8];
int setjmp(jmp_buf) __attribute__((returns_twice));
void longjmp(jmp_buf, int) __attribute__((noreturn));
#else
#include <setjmp.h>
#endif

static jmp_buf place;

static void inner(int n)
{
    if (n > 0)
        longjmp(place, n); //@break(jump)
}

static int outer(int n)
{
    inner(n);
    return n + 1; //@break(straight)
}

static int attempt(int n)
{
    int code = setjmp(place);
    if (code == 0) {
        outer(n);
        return 0;
    }
    return code * 2; //@break(landed)
}

int main(void)
{
    int a = attempt(0);
    int b = attempt(7 * one);
    return a + b == 14 ? 0 : 1; //@break(end)
}
