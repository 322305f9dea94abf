// Objects of libc++ that are not what they should be: before their constructors, after their end, overwritten.
#include "stop.h"

#include <cstdlib>
#include <cstring>
#include <deque>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

// The compiler describes a class of which an object is made.
static void made() {
  std::deque<int> deque;
  std::unordered_map<int, int> table;
  std::function<void()> function;
  std::optional<int> optional;
  std::variant<int, double> variant;
  std::vector<bool> bits;
  std::string_view view;
  stop(deque, table, function, optional, variant, bits, view);
}

// raw returns memory that holds no object: every byte is fill.
template <class T> static T &raw(int fill) {
  void *p = std::malloc(sizeof(T));
  std::memset(p, fill, sizeof(T));
  return *static_cast<T *>(p);
}

static void garbage() {
  std::string &string_a5 = raw<std::string>(0xa5);
  std::string &string_5a = raw<std::string>(0x5a);
  std::string_view &view = raw<std::string_view>(0xa5);
  std::vector<int> &vector = raw<std::vector<int>>(0xff);
  std::vector<bool> &bits = raw<std::vector<bool>>(0xff);
  std::deque<int> &deque = raw<std::deque<int>>(0xa5);
  std::list<int> &list = raw<std::list<int>>(0xa5);
  std::forward_list<int> &forward = raw<std::forward_list<int>>(0xa5);
  std::map<int, int> &map = raw<std::map<int, int>>(0xa5);
  std::unordered_map<int, int> &table = raw<std::unordered_map<int, int>>(0xa5);
  std::optional<int> &optional = raw<std::optional<int>>(0xa5);
  std::variant<int, double> &variant = raw<std::variant<int, double>>(0xa5);
  std::unique_ptr<int> &unique = raw<std::unique_ptr<int>>(0xa5);
  std::shared_ptr<int> &shared = raw<std::shared_ptr<int>>(0xa5);
  std::function<void()> &function = raw<std::function<void()>>(0xa5);
  stop(string_a5, string_5a, view, vector, bits, deque, list, forward, map, table, optional, variant, unique, shared, function); //@break(garbage)
  //@shows(garbage, string_a5 = <invalid: size 2779096485, but room for 631612837>)
  //@shows(garbage, string_5a = <invalid: size 90 of a short string, which has room for 10>)
  //@shows(garbage, view = <invalid: size 2779096485 does not fit memory>)
  //@shows(garbage, vector = <invalid: its room, from 0xffffffff to 0xffffffff, reaches outside memory 0>)
  //@shows(garbage, bits = <invalid: size 4294967295 does not fit memory>)
  //@shows(garbage, deque = <invalid: size 2779096485 from element 2779096485 on, but room for 0>)
  //@shows(garbage, list = <invalid: size 2779096485 does not fit memory>)
  //@shows(garbage, forward = {<unavailable: address 0xa5a5a5a5 outside memory 0>})
  //@shows(garbage, map = <invalid: size 2779096485 does not fit memory>)
  //@shows(garbage, table = <invalid: size 2779096485, but the greatest load factor is -2.8735182454018313e-16>)
  //@shows(garbage, optional = <invalid: the flag that says whether there is a value is 165>)
  //@shows(garbage, variant = <invalid: alternative 165 of 2>)
  //@shows(garbage, unique = <unavailable: pointer 0xa5a5a5a5 outside memory 0>)
  //@shows(garbage, shared = 0xa5a5a5a5 <its control block: unavailable: pointer 0xa5a5a5a5 outside memory 0>)
  //@shows(garbage, function = <invalid: its policy is at 0xa5a5a5a5>)
}

static void zeros() {
  std::string &string = raw<std::string>(0);
  std::vector<int> &vector = raw<std::vector<int>>(0);
  std::deque<int> &deque = raw<std::deque<int>>(0);
  std::list<int> &list = raw<std::list<int>>(0);
  std::map<int, int> &map = raw<std::map<int, int>>(0);
  std::unordered_map<int, int> &table = raw<std::unordered_map<int, int>>(0);
  stop(string, vector, deque, list, map, table); //@break(zeros)
  //@shows(zeros, string = "")
  //@shows(zeros, vector = {})
  //@shows(zeros, deque = {})
  //@shows(zeros, list = <not initialized: it has no nodes, not even the end>)
  //@shows(zeros, map = <not initialized: it has no nodes, not even the end>)
  //@shows(zeros, table = <not initialized: the greatest load factor is 0>)
}

static void overwritten() {
  std::vector<int> &backwards = *new std::vector<int>{1, 2, 3};
  std::swap(reinterpret_cast<char **>(&backwards)[0], reinterpret_cast<char **>(&backwards)[1]);
  std::vector<int> &uneven = *new std::vector<int>{1, 2, 3};
  reinterpret_cast<char **>(&uneven)[1] -= 1;
  std::vector<int> &far = *new std::vector<int>{1, 2, 3};
  reinterpret_cast<char **>(&far)[1] = reinterpret_cast<char **>(&far)[2] = reinterpret_cast<char *>(0xfffffff0);
  // The last node points to the first one instead of the end: {next, previous} are swapped in order in the node.
  std::forward_list<int> &ring = *new std::forward_list<int>{1, 2, 3};
  void **first = *reinterpret_cast<void ***>(&ring);
  static_cast<void **>(static_cast<void **>(*first)[0])[0] = first;
  // A list that claims more elements than it has.
  std::list<int> &claims = *new std::list<int>{1, 2, 3};
  reinterpret_cast<unsigned *>(&claims)[2] = 1000;
  // A tree whose root is its own left child.
  std::map<int, int> &knot = *new std::map<int, int>{{1, 10}, {2, 20}, {3, 30}};
  void **root = reinterpret_cast<void ***>(&knot)[1];
  root[0] = root;
  reinterpret_cast<void ***>(&knot)[0] = root;
  stop(backwards, uneven, far, ring, claims, knot); //@break(overwritten)
  //@shows(overwritten, backwards = <invalid: the end 0x…)
  //@shows(overwritten, uneven = <invalid: 11 bytes are no multiple of the 4 of an element>)
  //@shows(overwritten, far = <invalid: its room, from 0x…)
  //@shows(overwritten, ring = {1, 2, 3, <unavailable: corrupt: a cycle, what follows is element 0 again>})
  //@shows(overwritten, claims = {1, 2, 3, <unavailable: corrupt: size 1000, but 3 nodes were found>})
  //@shows(overwritten, knot = {<unavailable: corrupt: the node at 0x…)
}

int main() {
  made();
  garbage();
  zeros();
  overwritten();
}
