// Variables of every kind that C has, with known values. The program computes nothing of use: it is stepped
// through, by gdb in a native build and by wdbg in a WebAssembly one, and both have to show the same. So it uses
// no libraries, and nothing whose value depends on the size of a pointer.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// checkpoint is where the values in all calling functions are compared, whatever the optimisation: the
// compiler cannot see through it, so the calls are the same in every build.
__attribute__((noinline)) void checkpoint(int n) { __asm__ volatile("" : : "r"(n) : "memory"); }

// keep makes the compiler believe that an object is used and changed.
__attribute__((noinline)) void keep(const void *p) { __asm__ volatile("" : : "r"(p) : "memory"); }

// sink makes the compiler believe that a number is used.
__attribute__((noinline)) void sink(int64_t v) { __asm__ volatile("" : : "r"((int)v) : "memory"); }

// Globals and statics.

typedef enum { RED, GREEN = 5, BLUE } Color;
enum Sign { MINUS = -1, ZERO, PLUS };
enum Flags { READ = 1, WRITE = 2, EXEC = 4 };
enum Wide { SMALL = 1, LARGE = 0x1122334455667788 };

int global_int = 42;
static long long static_long = -1234567890123LL;
const char *global_text = "global text";
const char global_chars[] = "chars";
double global_double = 2.5;
unsigned global_array[4] = {1, 2, 3, 4};
int *global_pointer = &global_int;
static bool static_flag = true;
int never_used_global = 99;

typedef struct Point {
  int x, y;
} Point;

Point global_point = {-1, 1};

typedef struct Node {
  int value;
  struct Node *next;
} Node;

typedef struct {
  unsigned a : 3;
  int b : 5;
  unsigned long long c : 40;
  bool d : 1;
  Color e : 4;
  unsigned : 0;
  unsigned f : 7;
  signed char g : 2;
} Bits;

#pragma pack(push, 1)
typedef struct {
  char tag;
  uint32_t word;
  uint16_t half;
  unsigned odd : 11;
  unsigned rest : 13;
} Packed;
#pragma pack(pop)

typedef union {
  uint32_t word;
  uint8_t bytes[4];
  float real;
  struct {
    uint16_t low, high;
  } halves;
} Mixed;

typedef struct {
  int kind;
  union {
    int number;
    float real;
    struct {
      short first, second;
    };
  };
  struct {
    char inner[3];
  } named;
} Anonymous;

typedef struct {
  int count;
  short items[];
} Flexible;

typedef struct {
  Point corners[2];
  struct {
    Color fill;
    const char *title;
  } style;
  int grid[2][3];
} Shape;

typedef int (*Operation)(int, int);
typedef float Float4 __attribute__((vector_size(16)));
typedef int Int4 __attribute__((vector_size(16)));
typedef unsigned char Byte16 __attribute__((vector_size(16)));

__attribute__((noinline)) static int add(int a, int b) { return a + b; } //@break(add)
__attribute__((noinline)) static int mul(int a, int b) { return a * b; }

__attribute__((noinline)) static int integers(signed char sc, unsigned char uc, short s, unsigned short us, int i, unsigned u,
                                              long long ll, unsigned long long ull) {
  char c = 'c';
  signed char least = -128;
  unsigned char most = 255;
  bool yes = i < 0;
  bool no = !yes;
  long l = 100000L;
  unsigned long ul = 4000000000UL;
  int8_t i8 = (int8_t)(sc + 1);
  uint16_t u16 = (uint16_t)(us - 1);
  int32_t i32 = i / 2;
  uint64_t u64 = ull / 2;
  __int128 wide = (__int128)ll * 1000000007;
  unsigned __int128 uwide = ((unsigned __int128)ull << 64) | u;
  checkpoint(1); //@break(integers)
  //@locals(integers, sc=-7 '\371', uc=200 '\310', s=-30000, us=60000, i=-2000000000, u=4000000000, ll=-9000000000000000000)
  //@locals(integers, ull=18000000000000000000, least=-128 '\200', most=255 '\377', yes=true, no=false, l=100000, ul=4000000000)
  //@locals(integers, i8=-6 '\372', u16=59999, u64=9000000000000000000)
  sink(c + least + most + yes + no + l + (int64_t)ul + i8 + u16 + i32);
  sink((int64_t)(u64 / 4) + (int64_t)(wide & 0xffff) + (int64_t)(uwide & 0xffff) + uc);
  keep(&wide);
  return s;
}

__attribute__((noinline)) static double reals(float f, double d) {
  float third = f / 3;
  double half = d * 0.5;
  float tiny = 1e-40f;
  double huge = 1e300;
  double negative = -0.0;
  double infinite = huge * huge;
  long double exact = 1.5L;
  long double more = exact * 2 + (long double)d;
  _Complex float cf = f + 2.0f * __extension__ 1.0if;
  _Complex double cd = __extension__ 1.0i * d;
  checkpoint(2); //@break(reals)
  //@locals(reals, f=1.5, d=3.25, third=0.5, half=1.625, tiny=1e-40, huge=1e+300, infinite=inf)
  keep(&cf), keep(&cd), keep(&exact), keep(&more), keep(&infinite), keep(&huge), keep(&negative), keep(&tiny);
  return third + half;
}

__attribute__((noinline)) static int enumerations(Color color, enum Sign sign) {
  enum Flags mode = READ | EXEC;
  enum Flags none = 0;
  enum Wide wide = LARGE;
  Color unknown = (Color)77;
  Color next = color + 1;
  checkpoint(3); //@break(enumerations)
  //@locals(enumerations, color=GREEN, sign=MINUS, wide=LARGE, next=BLUE)
  keep(&mode), keep(&none), keep(&wide), keep(&unknown), keep(&next);
  return sign + (int)mode;
}

__attribute__((noinline)) static int characters(const char *text, const wchar_t *wide) {
  char array[8] = "abc";
  char full[4] = {'f', 'u', 'l', 'l'};
  char escaped[] = "tab\tquote\"back\\bell\a\x01\xff";
  const char *empty = "";
  const char *null = NULL;
  char newline = '\n';
  char zero = '\0';
  unsigned char byte = 0xe9;
  wchar_t letter = L'\u00e9';
  wchar_t line[] = L"h\u00e9llo";
  uint16_t utf16[] = u"u16";
  uint32_t utf32[] = U"\U0001F600";
  const char *utf8 = "gr\u00fc\u00dfe";
  array[1] = 'B';
  checkpoint(4); //@break(characters)
  keep(array), keep(full), keep(escaped), keep(&empty), keep(&null), keep(line), keep(utf16), keep(utf32), keep(&utf8);
  sink(newline + zero + byte + letter);
  return text[0] + (int)wide[0];
}

__attribute__((noinline)) static int pointers(int *in, const Point *point, Node *list, Operation op) {
  int value = *in + 1;
  int *to_value = &value;
  int **to_pointer = &to_value;
  void *opaque = to_value;
  const int *null = NULL;
  const volatile int *qualified = in;
  Operation other = mul;
  Operation none = NULL;
  Operation table[2] = {add, mul};
  int (*to_array)[4] = (int (*)[4])&global_array;
  Node *second = list->next;
  int called = op(value, 2);
  **to_pointer += 10;
  checkpoint(5); //@break(pointers)
  keep(to_pointer), keep(&opaque), keep(&null), keep(&qualified), keep(&other), keep(&none), keep(table), keep(&to_array);
  keep(&second);
  return called + value + point->x;
}

__attribute__((noinline)) static int arrays(int n) {
  int flat[5] = {10, 20, 30, 40, 50};
  int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
  char cube[2][2][2] = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
  const char *words[3] = {"one", "two", "three"};
  Point points[2] = {{1, 2}, {3, 4}};
  int zeros[20] = {0};
  int single[1] = {7};
  int variable[n]; __builtin_memset(variable, 0, sizeof variable);
  int matrix[n][n + 1]; __builtin_memset(matrix, 0, sizeof matrix);
  int sum = 0;
  for (int i = 0; i < n; i++) {
    variable[i] = i * i;
    for (int j = 0; j <= n; j++)
      matrix[i][j] = i * 10 + j;
    sum += variable[i];
  }
  checkpoint(6); //@break(arrays)
  keep(flat), keep(grid), keep(cube), keep(words), keep(points), keep(zeros), keep(variable), keep(matrix), keep(single);
  return sum;
}

__attribute__((noinline)) static int structures(Point p, const Shape *shape) {
  Point moved = {p.x + 1, p.y - 1};
  Point *to_moved = &moved;
  Shape copy = *shape;
  Bits bits = {5, -9, 0x123456789aULL, true, BLUE, 100, -2};
  Packed packed = {'t', 0xdeadbeef, 0x1234, 1027, 4099};
  Mixed mixed = {.word = 0x40490fdb};
  Anonymous anonymous = {.kind = 2, .first = 3, .second = 4, .named = {{'x', 'y', 'z'}}};
  struct {
    int local, type;
  } unnamed = {8, 9};
  const Point constant = {11, 12};
  volatile Point shaky = {13, 14};
  copy.grid[1][2] = 60;
  copy.style.title = "copied";
  bits.a = 6;
  bits.c++;
  checkpoint(7); //@break(structures)
  keep(&to_moved), keep(&copy), keep(&bits), keep(&packed), keep(&mixed), keep(&anonymous), keep(&unnamed);
  keep(&constant), keep((const void *)&shaky);
  return moved.x;
}

__attribute__((noinline)) static int flexible(void) {
  static struct {
    Flexible head;
    short room[4];
  } storage = {{4}, {1, 2, 3, 4}};
  Flexible *f = &storage.head;
  int sum = 0;
  for (int i = 0; i < f->count; i++)
    sum += f->items[i];
  checkpoint(8); //@break(flexible)
  keep(f);
  return sum;
}

__attribute__((noinline)) static int vectors(float scale) {
  Float4 floats = {1, 2, 3, 4};
  Int4 ints = {-1, 0, 1, 2};
  Byte16 bytes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255};
  floats *= scale;
  ints += 10;
  checkpoint(9); //@break(vectors)
  keep(&floats), keep(&ints), keep(&bytes);
  return ints[3];
}

__attribute__((noinline)) static int precise(int n) {
  _BitInt(7) seven = (_BitInt(7)) - 60;
  unsigned _BitInt(17) seventeen = 100000;
  _BitInt(33) above = (_BitInt(33))n * 1000000;
  unsigned _BitInt(64) word = 0xfedcba9876543210ULL;
  checkpoint(10); //@break(precise)
  keep(&seven), keep(&seventeen), keep(&above), keep(&word);
  return (int)seven;
}

__attribute__((noinline)) static int blocks(int x) {
  int outer = x;
  int total = 0;
  {
    int x = outer + 100;
    int hidden = x * 2;
    {
      int outer = hidden + 1;
      const char *x = "innermost";
      total += outer;
      checkpoint(11); //@break(shadow)
      //@locals(shadow, hidden=400, total=401)
      keep(&x), keep(&outer);
    }
    total += hidden;
    checkpoint(12);
    keep(&x);
  }
  for (int i = 0; i < 3; i++) {
    int square = i * i;
    total += square;
    checkpoint(13);
  }
  {
    int sibling = total;
    total -= 1;
    keep(&sibling);
  }
  checkpoint(14);
  return total;
}

__attribute__((noinline)) static int counter(int step) {
  static int calls;
  static int total = 1000;
  calls++;
  total += step;
  checkpoint(15); //@break(counter)
  return total + calls;
}

__attribute__((noinline)) static int factorial(int n) {
  int result = 1;
  if (n > 1) {
    int smaller = factorial(n - 1);
    result = n * smaller;
  }
  checkpoint(16); //@break(factorial)
  return result;
}

__attribute__((noinline)) static int even(int n);

__attribute__((noinline)) static int odd(int n) {
  int left = n - 1;
  int answer = 0;
  if (n > 0)
    answer = even(left);
  sink(left);
  return answer;
}

__attribute__((noinline)) static int even(int n) {
  int left = n - 1;
  int answer = 1;
  if (n > 0)
    answer = odd(left);
  else
    checkpoint(17);
  sink(left);
  return answer;
}

__attribute__((always_inline)) static inline int innermost(int c) {
  int triple = c * 3;
  checkpoint(18); //@break(inlined)
  //@inlined(inlined, innermost middle outermost)
  //@frames(inlined, innermost middle outermost inlines main)
  sink(triple);
  return triple + 1;
}

__attribute__((always_inline)) static inline int middle(int b) {
  int doubled = b * 2;
  int result = innermost(doubled + 1);
  sink(doubled);
  return result;
}

__attribute__((always_inline)) static inline int outermost(int a) {
  int first = a + 1;
  int second = middle(first);
  int third = middle(first + second);
  sink(first);
  return second + third;
}

__attribute__((noinline)) static int inlines(int n) {
  int before = n * 7;
  int got = outermost(n);
  int again = innermost(before);
  sink(before);
  return got + again;
}

__attribute__((noinline)) static int flow(int n) {
  int state = 0;
  int steps = 0;
  while (state != 3) {
    steps++;
    switch (state) {
    case 0:
      state = n > 2 ? 2 : 1;
      break;
    case 1:
      state = 3;
      break;
    case 2:
      n--;
      state = n & 1;
      break;
    }
    checkpoint(19);
  }
  do {
    steps += 2;
    if (steps == 9)
      continue;
    sink(steps);
  } while (steps < 12);
  int i = 0;
again:
  i++;
  if (i < 3)
    goto again;
  return steps + i;
}

__attribute__((noinline)) static int variadic(int count, ...) {
  __builtin_va_list __list; // of a type that depends on the machine
  int sum = 0;
  __builtin_va_start(__list, count);
  for (int i = 0; i < count; i++) {
    int item = __builtin_va_arg(__list, int);
    sum += item;
  }
  __builtin_va_end(__list);
  return sum;
}

__attribute__((noinline)) static Point returns(int x, int y) {
  Point result = {x * 2, y * 2};
  checkpoint(20);
  return result;
}

__attribute__((noinline)) static void globals(void) {
  global_int++;
  static_long += 7;
  static_flag = !static_flag;
  global_array[2] = 33;
  global_double *= 2;
  global_point.x = global_int;
  checkpoint(21); //@break(globals)
  keep(global_pointer), keep(global_text), keep(global_chars), keep(&static_long), keep(&static_flag), keep(global_array);
  keep(&global_double);
}

int main(void) {
  Node third = {3, NULL};
  Node second = {2, &third};
  Node first = {1, &second};
  Node ring = {9, NULL};
  Point origin = {3, 4};
  Shape shape = {{{0, 1}, {2, 3}}, {GREEN, "square"}, {{1, 2, 3}, {4, 5, 6}}};
  int total = 0;
  ring.next = &ring;
  keep(&ring);
  total += integers(-7, 200, -30000, 60000, -2000000000, 4000000000U, -9000000000000000000LL, 18000000000000000000ULL);
  total += (int)reals(1.5f, 3.25);
  total += enumerations(GREEN, MINUS);
  total += characters("text", L"wide");
  total += pointers(&total, &origin, &first, add);
  total += arrays(4);
  total += structures(origin, &shape);
  total += flexible();
  total += vectors(2);
  total += precise(4);
  total += blocks(100 + (total & 0));
  total += counter(5);
  total += counter(6);
  total += factorial(5);
  total += even(4);
  total += inlines(2);
  total += flow(5);
  total += variadic(3, 10, 20, 30);
  Point returned = returns(origin.x, origin.y);
  total += returned.x;
  globals();
  checkpoint(99); //@break(end)
  sink(total);
  keep(&first), keep(&ring), keep(&origin), keep(&shape), keep(&returned);
  return 0;
}
