// Two units whose debug information is split off, or kept in another file.

#include "shared.h"

int global_total = 5;

__attribute__((always_inline)) static inline int twice(int n) {
  int doubled = n * 2;
  checkpoint(doubled); //@break(inlined)
  return doubled;
}

int main(void) {
  struct Pair pair = {1, 2};
  int first = twice(pair.first);
  int second = swap(&pair);
  global_total += first + second;
  checkpoint(3); //@break(main)
  //@locals(main, first=2, second=3)
  sink(pair.first + first + second);
  return 0;
}
