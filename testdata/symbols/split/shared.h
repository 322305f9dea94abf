struct Pair {
  int first, second;
};

void checkpoint(int n);
void sink(int n);
int swap(struct Pair *pair);
