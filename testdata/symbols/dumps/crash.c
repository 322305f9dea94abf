// A module that traps in as many ways as there are arguments for run; see README.md beside it.

struct point {
  int x, y;
};

__attribute__((import_module("env"), import_name("host"))) int host(int);

static volatile int sink;
static int table[4] = {10, 20, 30, 40};

__attribute__((noinline)) int divide(int a, int b) {
  int q = a / b; // integer divide by zero //@ divide
  sink = q;
  return q;
}

__attribute__((noinline)) int load(struct point *p, int off) {
  int v = ((int *)p)[off]; // out of bounds //@ load
  return v + p->x;
}

static inline int halve(int v) {
  return divide(100, v) + 1; //@ halve
}

static inline int quarter(int v) {
  int h = halve(v); //@ quarter
  return halve(h - 51);
}

__attribute__((noinline)) int recurse(int n) {
  volatile char frame[64];
  frame[n & 63] = (char)n; //@ recurse
  return recurse(n + 1) + frame[0]; //@ recurse
}

typedef int (*unary)(int);

static int direct(int n) {
  sink = n;
  __builtin_trap(); // unreachable //@ direct
}

static int plain(int n) {
  return host(n) + 1; //@ plain
}

static unary volatile callbacks[2] = {direct, plain};

__attribute__((noinline)) int middle(int n) {
  struct point p = {n, n * 2};
  switch (n) {
  case 0:
    return quarter(n); //@ middle:0
  case 1:
    return load(&p, 0x3000000); //@ middle:1
  case 2:
    return callbacks[0](n); //@ middle:2
  case 3:
    return callbacks[1](n); //@ middle:3
  case 4:
    return recurse(n); //@ middle:4
  }
  return table[n & 3] + p.y;
}

__attribute__((export_name("run"))) int run(int n) {
  int r = middle(n); //@ run
  return r + sink;
}
