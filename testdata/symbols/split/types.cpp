// A unit whose types are units of their own, in a package of split debug information.

namespace app {
struct Inner {
  int a, b;
};
struct Pair {
  Inner first;
  Inner *second;
};
} // namespace app

extern "C" int sum(app::Pair *pair) { return pair->first.a + pair->second->b; }

int main() {
  app::Inner inner = {3, 4};
  app::Pair pair = {{1, 2}, &inner};
  return sum(&pair);
}
