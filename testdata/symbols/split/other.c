#include "shared.h"

static const char *message = "swapped";

__attribute__((noinline)) void checkpoint(int n) { __asm__ volatile("" : : "r"(n) : "memory"); }
__attribute__((noinline)) void sink(int n) { __asm__ volatile("" : : "r"(n) : "memory"); }

__attribute__((noinline)) int swap(struct Pair *pair) {
  int old = pair->first;
  int sum = old + pair->second;
  pair->first = pair->second;
  pair->second = old;
  for (int i = 0; i < 2; i++) {
    int scaled = i * sum;
    checkpoint(scaled); //@break(loop)
    //@locals(loop, old=1, sum=3, i=0, scaled=0)
    //@frames(loop, swap main)
  }
  sink(message[0]);
  return sum;
}
