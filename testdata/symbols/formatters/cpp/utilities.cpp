// Pointers, sums, products and the other vocabulary of libc++.
#include "stop.h"

#include <any>
#include <atomic>
#include <chrono>
#include <complex>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

struct Point {
  int x, y;
};

struct Shape {
  int sides = 0;
  virtual ~Shape() {}
};

struct Square : Shape {
  int edge = 5;
  Square() { sides = 4; }
};

struct Closer {
  void operator()(int *p) const { delete p; }
};

struct Counting {
  int closed = 3;
  void operator()(int *p) const { delete p; }
};

static void sums() {
  std::optional<int> nothing;
  std::optional<int> three = 3;
  std::optional<std::string> word = "word";
  std::optional<Point> point = Point{1, 2};
  std::variant<int, double, std::string> number = 1;
  std::variant<int, double, std::string> fraction = 2.5;
  std::variant<int, double, std::string> text = "a text that is long";
  std::variant<std::monostate, int> unset;
  std::variant<int, double, std::string> valueless = 1;
  std::memset(reinterpret_cast<char *>(&valueless) + sizeof valueless - 8, 0xff, 8); // as an exception leaves it
  std::any any_nothing;
  std::any any_int = 5;
  std::any any_text = std::string("any text");
  stop(nothing, three, word, point, number, fraction, text, unset, valueless, any_nothing, any_int, any_text); //@break(sums)
  //@shows(sums, nothing = nullopt)
  //@shows(sums, three = 3)
  //@shows(sums, word = "word")
  //@shows(sums, point = {x = 1, y = 2})
  //@shows(sums, number = (int) 1)
  //@shows(sums, fraction = (double) 2.5)
  //@shows(sums, text = (std::string) "a text that is long")
  //@shows(sums, unset = (std::monostate) {})
  //@shows(sums, valueless = valueless_by_exception)
  //@shows(sums, any_nothing = empty)
  //@shows(sums, any_int = (int) 5)
  //@shows(sums, any_text = (std::string) "any text")
}

static void pointers() {
  std::unique_ptr<int> no_int;
  auto an_int = std::make_unique<int>(42);
  auto an_array = std::make_unique<int[]>(3);
  std::unique_ptr<int, Closer> closed(new int(1));
  std::unique_ptr<int, Counting> counted(new int(2));
  std::unique_ptr<Shape> shape = std::make_unique<Square>();
  std::shared_ptr<int> shared_nothing;
  auto shared = std::make_shared<int>(7);
  auto shared_too = shared;
  std::shared_ptr<Point> point(new Point{1, 2});
  std::weak_ptr<int> weak = shared;
  std::weak_ptr<int> weak_nothing;
  std::weak_ptr<int> expired = std::make_shared<int>(8);
  stop(no_int, an_int, an_array, closed, counted, shape, shared_nothing, shared, shared_too, point, weak, weak_nothing, expired); //@break(pointers)
  //@shows(pointers, no_int = nullptr)
  //@shows(pointers, an_int = 42)
  //@shows(pointers, an_array = 0x…)
  //@shows(pointers, closed = 1)
  //@shows(pointers, counted = 2)
  //@shows(pointers, shape = (Square) {<Shape> = {sides = 4}, edge = 5})
  //@shows(pointers, shared_nothing = nullptr)
  //@shows(pointers, shared = 7 <use_count=2, weak_count=1>)
  //@shows(pointers, shared_too = 7 <use_count=2, weak_count=1>)
  //@shows(pointers, point = {x = 1, y = 2} <use_count=1, weak_count=0>)
  //@shows(pointers, weak = 7 <use_count=2, weak_count=1>)
  //@shows(pointers, weak_nothing = empty)
  //@shows(pointers, expired = expired <use_count=0, weak_count=1>)
}

static void products() {
  std::pair<int, std::string> pair = {1, "one"};
  std::pair<const char *, Point> nested = {"key", {1, 2}};
  std::tuple<> unit;
  std::tuple<int, double, std::string> triple = {1, 2.5, "three"};
  std::tuple<std::less<int>, int> with_empty;
  int target = 6;
  std::tuple<int &> reference = {target};
  std::reference_wrapper<int> wrapped = target;
  stop(pair, nested, unit, triple, with_empty, target, reference, wrapped); //@break(products)
  //@shows(products, pair = {first = 1, second = "one"})
  //@shows(products, nested = {first = 0x…)
  //@shows(products, unit = ())
  //@shows(products, triple = (1, 2.5, "three"))
  //@shows(products, with_empty = ({<std::__binary_function_keep_layout_base<int, int, bool>> = {}}, 0))
  //@shows(products, target = 6)
  //@shows(products, reference = (6))
  //@shows(products, wrapped = 6)
}

static int twice(int n) { return 2 * n; }

static void callables() {
  int captured = 3;
  std::string large = "captured by value, too large to be within the object";
  std::function<int(int)> nothing;
  std::function<int(int)> pointer = twice;
  std::function<int(int)> lambda = [captured](int n) { return n + captured; };
  std::function<int(int)> outside = [large](int n) { return n + int(large.size()); };
  std::function<bool(int, int)> object = std::less<int>();
  stop(captured, nothing, pointer, lambda, outside, object); //@break(callables)
  //@shows(callables, captured = 3)
  //@shows(callables, large = "captured by value, too large to be withi"…)
  //@shows(callables, nothing = empty)
  //@shows(callables, pointer = twice)
  //@shows(callables, lambda = callables()::$_0)
  //@shows(callables, outside = callables()::$_1)
  //@shows(callables, object = std::less<int>)
}

static void others() {
  std::atomic<int> atomic = 5;
  std::atomic<bool> atomic_bool = true;
  std::atomic_flag flag = ATOMIC_FLAG_INIT;
  using namespace std::chrono_literals;
  std::chrono::seconds seconds = 90s;
  std::chrono::milliseconds milliseconds = 1500ms;
  std::chrono::duration<double> fraction = 1.5s;
  std::chrono::hours hours = 3h;
  std::chrono::duration<int, std::ratio<86400>> days(2);
  std::chrono::duration<int, std::ratio<1, 30>> frames(60);
  std::chrono::system_clock::time_point epoch;
  std::complex<double> complex = {1, -2};
  std::error_code success;
  std::error_code failure = std::make_error_code(std::errc::no_such_file_or_directory);
  stop(atomic, atomic_bool, flag, seconds, milliseconds, fraction, hours, days, frames, epoch, complex, success, failure); //@break(others)
  //@shows(others, atomic = 5)
  //@shows(others, atomic_bool = true)
  //@shows(others, flag = false)
  //@shows(others, seconds = 90s)
  //@shows(others, milliseconds = 1500ms)
  //@shows(others, fraction = 1.5s)
  //@shows(others, hours = 3h)
  //@shows(others, days = 2d)
  //@shows(others, frames = 60[1/30]s)
  //@shows(others, epoch = 0us)
  //@shows(others, complex = (1, -2))
  //@shows(others, success = {value = 0, category = 0x…)
  //@shows(others, failure = {value = 44, category = 0x…)
}

int main() {
  sums();
  pointers();
  products();
  callables();
  others();
}
