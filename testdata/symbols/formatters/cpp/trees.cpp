// Trees of libc++.
#include "stop.h"

#include <map>
#include <set>
#include <string>
#include <vector>

static void trees() {
  std::map<std::string, int> none;
  std::map<std::string, int> ages = {{"bob", 42}, {"alice", 30}, {"carol", 7}};
  std::map<int, std::vector<int>> rows = {{2, {20, 21}}, {1, {}}};
  std::multimap<int, char> twice = {{1, 'a'}, {1, 'b'}, {0, 'z'}};
  std::set<int> numbers = {3, 1, 2};
  std::set<std::string> words = {"b", "a"};
  std::multiset<int> doubled = {2, 1, 2};
  std::map<int, int> many;
  for (int i = 0; i < 1000; i++)
    many[i * 7 % 1000] = i;
  auto found = ages.find("bob");
  auto last = numbers.rbegin();
  auto smallest = numbers.cbegin();
  stop(none, ages, rows, twice, numbers, words, doubled, many, found, last, smallest); //@break(trees)
  //@shows(trees, none = {})
  //@shows(trees, ages = {["alice"] = 30, ["bob"] = 42, ["carol"] = 7})
  //@shows(trees, rows = {[1] = {}, [2] = {20, 21}})
  //@shows(trees, twice = {[0] = 122 'z', [1] = 97 'a', [1] = 98 'b'})
  //@shows(trees, numbers = {1, 2, 3})
  //@shows(trees, words = {"a", "b"})
  //@shows(trees, doubled = {1, 2, 2})
  //@shows(trees, many = size=1000 {[0] = 0, [1] = 143, [2] = 286, [3] = 429, [4] = 572, [5] = 715, …})
  //@shows(trees, found = {first = "bob", second = 42})
  //@shows(trees, last = 0x…)
  //@shows(trees, smallest = 1)
}

int main() { trees(); }
