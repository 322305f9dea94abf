// Thread-local variables, and globals that are dropped.

_Thread_local int counter = 7;
static _Thread_local struct {
  int a;
  char text[4];
} local_state = {3, "tls"};
int dropped_by_linker = 12;
int shared = 1;

__attribute__((noinline)) void checkpoint(int n) { __asm__ volatile("" : : "r"(n) : "memory"); }
__attribute__((noinline)) void keep(void *p) { __asm__ volatile("" : : "r"(p) : "memory"); }

__attribute__((export_name("run"))) int run(int n) {
  counter += n;
  local_state.a *= 2;
  shared += counter;
  keep(&counter), keep(&local_state);
  checkpoint(1); //@break(tls)
  //@locals(tls, n=5)
  //@globals(tls, counter=12, shared=13)
  return counter + local_state.a;
}
