// Variables of every kind that C++ has beyond C's, with known values: see values.c, which says how it is used.

#include <stddef.h>
#include <stdint.h>

__attribute__((noinline)) void checkpoint(int n) { __asm__ volatile("" : : "r"(n) : "memory"); }
__attribute__((noinline)) void keep(const void *p) { __asm__ volatile("" : : "r"(p) : "memory"); }
__attribute__((noinline)) void sink(int v) { __asm__ volatile("" : : "r"(v) : "memory"); }

namespace app {

enum class Level : uint8_t { LOW = 1, HIGH = 200 };
enum struct Mask : unsigned { NONE = 0, A = 1, B = 2, C = 4 };
enum Plain { FIRST, SECOND };

int config = 7;
static const int limit = 50;
constexpr int folded = 12;
inline int shared_inline = 3;

namespace detail {
int depth = 3;
inline namespace v2 {
int version = 2;
}
} // namespace detail

namespace {
int hidden = 11;
}

struct Counter {
  static int count;
  static constexpr int step = 5;
  static const char *const label;
  int id;
  explicit Counter(int id) : id(id) { count += step; }
};

int Counter::count = 100;
const char *const Counter::label = "counter";

} // namespace app

// Classes.

class Base {
public:
  int base_value;
  explicit Base(int v) : base_value(v) {}
  int get() const { return base_value; }
  __attribute__((noinline)) int method(int extra) {
    int sum = base_value + extra;
    checkpoint(101); //@break(method)
    base_value++;
    return sum;
  }

protected:
  char secret = 's';
};

class Derived : public Base {
  int derived_value;

public:
  Derived(int b, int d) : Base(b), derived_value(d) {}
  __attribute__((noinline)) int both() const {
    int result = base_value * 10 + derived_value;
    checkpoint(102);
    return result;
  }
};

struct Left {
  int left = 1;
};
struct Right {
  int right = 2;
};
struct Empty {};
struct Multiple : Left, Right, private Empty {
  int own = 3;
};

struct VirtualBase {
  int shared = 77;
  virtual ~VirtualBase() {}
};
struct VirtualLeft : virtual VirtualBase {
  int vleft = 5;
};
struct VirtualRight : virtual VirtualBase {
  int vright = 6;
};
struct Diamond : VirtualLeft, VirtualRight {
  int bottom = 8;
  __attribute__((noinline)) int touch() {
    int sum = shared + vleft + vright + bottom;
    checkpoint(103); //@break(diamond)
    shared++;
    return sum;
  }
};

class Animal {
public:
  int legs;
  explicit Animal(int legs) : legs(legs) {}
  virtual ~Animal() {}
  virtual int speak(int times) const = 0;
};

class Dog : public Animal {
public:
  int bark;
  Dog() : Animal(4), bark(9) {}
  __attribute__((noinline)) int speak(int times) const override {
    int noise = bark * times;
    checkpoint(104); //@break(virtual)
    return noise + legs;
  }
};

class Bird final : public Animal {
public:
  short wings = 2;
  Bird() : Animal(2) {}
  __attribute__((noinline)) int speak(int times) const override {
    int noise = wings + times;
    checkpoint(105);
    return noise;
  }
};

// Templates.

template <typename T, int N> struct Fixed {
  T items[N];
  int used = 0;
  __attribute__((noinline)) void add(const T &item) {
    items[used] = item;
    used++;
    checkpoint(106); //@break(template)
  }
};

template <typename T> struct Pair {
  T first, second;
  template <typename U> Pair<U> convert() const { return {static_cast<U>(first), static_cast<U>(second)}; }
};

template <typename T> __attribute__((noinline)) T largest(T a, T b) {
  T result = a > b ? a : b;
  checkpoint(107);
  return result;
}

template <typename... Args> __attribute__((noinline)) int sum(Args... args) {
  int total = 0;
  ((total += args), ...);
  checkpoint(108);
  return total;
}

template <int N> struct Factorial {
  static constexpr int value = N * Factorial<N - 1>::value;
};
template <> struct Factorial<0> {
  static constexpr int value = 1;
};

// Functions.

__attribute__((noinline)) static int references(int &lvalue, const Base &base, int &&rvalue, Derived *&pointer) {
  int &alias = lvalue;
  const int &constant = 5;
  int array[3] = {1, 2, 3};
  int(&whole)[3] = array;
  Base &upcast = *pointer;
  auto &&forwarded = alias;
  alias += 10;
  rvalue++;
  whole[1] = 20;
  checkpoint(109); //@break(references)
  keep(&constant), keep(array), keep(&upcast), keep(&forwarded), keep(&whole);
  return lvalue + base.base_value + rvalue;
}

__attribute__((noinline)) static int members() {
  int Base::*field = &Base::base_value;
  int Base::*nothing = nullptr;
  int (Base::*getter)() const = &Base::get;
  Base object(31);
  Base *to_object = &object;
  decltype(nullptr) null = nullptr;
  object.*field += 1;
  int got = (to_object->*getter)();
  checkpoint(110); //@break(members)
  keep(&field), keep(&nothing), keep(&getter), keep(&to_object), keep(&null);
  return got;
}

__attribute__((noinline)) static int enums(app::Level level) {
  app::Mask mask = app::Mask::C;
  app::Plain plain = app::SECOND;
  enum { LOCAL_A = 3, LOCAL_B } local = LOCAL_B;
  bool loud = level == app::Level::HIGH;
  char8_t c8 = u8'x';
  char16_t c16 = u'\u00e9';
  char32_t c32 = U'\U0001F600';
  wchar_t wide = L'w';
  const char16_t *text16 = u"sixteen";
  const char32_t *text32 = U"thirty-two";
  checkpoint(111); //@break(enums)
  keep(&mask), keep(&plain), keep(&local), keep(&loud), keep(&c8), keep(&c16), keep(&c32), keep(&wide);
  keep(&text16), keep(&text32);
  return static_cast<int>(level);
}

__attribute__((noinline)) static int lambdas(int start) {
  int captured = start * 2;
  int changed = 1;
  auto by_value = [captured](int x) {
    int inside = captured + x;
    checkpoint(112); //@break(lambda)
    return inside;
  };
  auto by_reference = [&changed, start](int x) {
    changed += x;
    int seen = changed + start;
    checkpoint(113);
    return seen;
  };
  auto generic = [](auto a, auto b) { return a + b; };
  int first = by_value(5);
  int second = by_reference(7);
  int third = generic(1, 2);
  checkpoint(114);
  keep(&by_value), keep(&by_reference), keep(&generic);
  sink(first + second);
  return first + second + third + changed;
}

struct Holder {
  int seed;
  __attribute__((noinline)) int capture() {
    auto with_this = [this](int x) {
      int sum = seed + x;
      checkpoint(115);
      return sum;
    };
    return with_this(1) + with_this(2);
  }
};

__attribute__((noinline)) static int objects() {
  Derived derived(3, 4);
  Multiple multiple;
  Right *right = &multiple;
  Diamond diamond;
  VirtualBase *top = &diamond;
  Dog dog;
  Bird bird;
  Animal *animals[2] = {&dog, &bird};
  const Animal &animal = dog;
  keep(&derived), keep(&multiple), keep(&diamond), keep(&dog), keep(&bird), keep(animals);
  int result = derived.both();
  result += derived.method(1);
  result += diamond.touch();
  for (Animal *a : animals)
    result += a->speak(2);
  checkpoint(116); //@break(objects)
  keep(&derived), keep(&multiple), keep(&right), keep(&diamond), keep(&top), keep(&animal), keep(animals);
  return result;
}

__attribute__((noinline)) static int templates() {
  Fixed<short, 3> shorts = {};
  Fixed<const char *, 2> texts = {};
  keep(&shorts), keep(&texts);
  Pair<int> pair = {1, 2};
  Pair<double> wide = pair.convert<double>();
  Pair<Pair<char>> nested = {{'a', 'b'}, {'c', 'd'}};
  shorts.add(11);
  shorts.add(12);
  texts.add("text");
  int big = largest(3, 9);
  double real = largest(2.5, 1.5);
  int total = sum(1, 2, short(3));
  int factorial = Factorial<5>::value;
  checkpoint(117); //@break(templates)
  keep(&shorts), keep(&texts), keep(&pair), keep(&wide), keep(&nested), keep(&real);
  sink(big + total + factorial);
  return big + total + factorial;
}

namespace shapes {

struct Vec {
  float x, y;
  __attribute__((always_inline)) Vec operator+(const Vec &other) const {
    Vec result = {x + other.x, y + other.y};
    return result;
  }
  __attribute__((always_inline)) float dot(const Vec &other) const {
    float product = x * other.x + y * other.y;
    checkpoint(118); //@break(dot)
    return product;
  }
  __attribute__((always_inline)) float length2() const {
    float squared = dot(*this);
    return squared;
  }
};

__attribute__((noinline)) int measure(Vec a, Vec b) {
  Vec total = a + b;
  float squared = total.length2();
  int rounded = static_cast<int>(squared);
  checkpoint(119);
  keep(&total);
  return rounded;
}

} // namespace shapes

struct Tree {
  int key;
  Tree *left = nullptr, *right = nullptr;
  explicit Tree(int key) : key(key) {}
  __attribute__((noinline)) void insert(Tree *node) {
    Tree *&side = node->key < key ? left : right;
    if (side)
      side->insert(node);
    else
      side = node;
    checkpoint(120);
  }
  __attribute__((noinline)) int sum() const {
    int total = key;
    if (left)
      total += left->sum();
    if (right)
      total += right->sum();
    return total;
  }
};

__attribute__((noinline)) static int trees() {
  Tree root(50), low(20), high(80), middle(60);
  keep(&root), keep(&low), keep(&high), keep(&middle);
  root.insert(&low);
  root.insert(&high);
  root.insert(&middle);
  int total = root.sum();
  checkpoint(121); //@break(trees)
  keep(&root);
  return total;
}

__attribute__((noinline)) static int statics(int n) {
  static int calls = 0;
  static app::Counter counter(n);
  calls += n;
  app::config += calls;
  app::detail::depth++;
  app::detail::version = 20;
  app::hidden--;
  app::shared_inline++;
  checkpoint(122); //@break(statics)
  keep(&app::limit), keep(&app::hidden), keep(&app::Counter::label), keep(&counter);
  return calls + app::folded;
}

__attribute__((noinline)) static int scopes(int value) {
  int result = 0;
  if (int doubled = value * 2; doubled > 5) {
    int value = doubled + 1;
    result += value;
    checkpoint(123);
  }
  switch (int kind = value % 3) {
  case 0: {
    const char *kind = "zero";
    keep(&kind);
    result += 1;
    break;
  }
  default:
    result += kind;
  }
  auto [one, two] = Pair<int>{value, value + 1};
  struct Local {
    int field;
    int twice() const { return field * 2; }
  } local = {value};
  result += one + two + local.twice();
  checkpoint(124); //@break(scopes)
  keep(&local);
  return result;
}

int main() {
  int number = 5;
  int temporary = 6;
  Derived derived(1, 2);
  Derived *pointer = &derived;
  Holder holder = {40};
  keep(&derived), keep(&holder), keep(&number), keep(&temporary), keep(&pointer); // so that they are in memory all along
  int total = references(number, derived, static_cast<int &&>(temporary), pointer);
  total += members();
  total += enums(app::Level::HIGH);
  total += lambdas(10);
  total += holder.capture();
  total += objects();
  total += templates();
  total += shapes::measure({1, 2}, {3, 4});
  total += trees();
  total += statics(3);
  total += statics(4);
  total += scopes(4);
  total += scopes(9);
  checkpoint(199); //@break(end)
  keep(&derived), keep(&holder), keep(&number), keep(&pointer);
  sink(total);
  return 0;
}
