// Arrays of libc++: vectors, arrays, spans, bit sets.
#include "stop.h"

#include <array>
#include <bitset>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

struct Point {
  int x, y;
};

static void vectors() {
  std::vector<int> none;
  std::vector<int> numbers = {1, 2, 3};
  std::vector<std::string> words = {"one", "a longer word"};
  std::vector<std::vector<int>> rows = {{1}, {}, {2, 3}};
  std::vector<Point> points = {{1, 2}, {3, 4}};
  std::vector<bool> flags = {true, false, true};
  std::vector<bool> many_flags(70, false);
  many_flags[64] = true;
  std::vector<int> thousands(5000, 7);
  thousands[4999] = 9;
  auto first = numbers.begin();
  auto second_word = words.cbegin() + 1;
  auto flag = flags.begin() + 2;
  stop(none, numbers, words, rows, points, flags, many_flags, thousands, first, second_word, flag); //@break(vectors)
  //@shows(vectors, none = {})
  //@shows(vectors, numbers = {1, 2, 3})
  //@shows(vectors, words = {"one", "a longer word"})
  //@shows(vectors, rows = {{1}, {}, {2, 3}})
  //@shows(vectors, points = {{x = 1, y = 2}, {x = 3, y = 4}})
  //@shows(vectors, flags = {true, false, true})
  //@shows(vectors, many_flags = size=70 {false, false, false, false, false, false, …})
  //@shows(vectors, thousands = {7 <repeats 4999 times>, 9})
  //@shows(vectors, first = 0x…)
  //@shows(vectors, second_word = 0x…)
  //@shows(vectors, flag = 0x…)
}

static void fixed(std::initializer_list<int> initial) {
  std::array<int, 3> array = {1, 2, 3};
  std::array<int, 0> array_none;
  std::array<Point, 2> points = {{{1, 2}, {3, 4}}};
  std::span<int> span(array);
  std::span<int, 2> span_fixed(array.data() + 1, 2);
  std::bitset<10> bits(0b1000000101);
  std::bitset<70> more_bits;
  more_bits.set(69);
  std::bitset<0> no_bits;
  stop(initial, array, array_none, points, span, span_fixed, bits, more_bits, no_bits); //@break(fixed)
  //@shows(fixed, initial = {7, 8, 9})
  //@shows(fixed, array = {1, 2, 3})
  //@shows(fixed, array_none = {})
  //@shows(fixed, points = {{x = 1, y = 2}, {x = 3, y = 4}})
  //@shows(fixed, span = {1, 2, 3})
  //@shows(fixed, span_fixed = {2, 3})
  //@shows(fixed, bits = 0b1000000101)
  //@shows(fixed, more_bits = 0b1000000000000000000000000000000000000000000000000000000000000000000000)
  //@shows(fixed, no_bits = {})
}

int main() {
  vectors();
  fixed({7, 8, 9});
}
