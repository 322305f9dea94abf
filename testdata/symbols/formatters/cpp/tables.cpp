// Hash tables of libc++.
#include "stop.h"

#include <string>
#include <unordered_map>
#include <unordered_set>

static void tables() {
  std::unordered_map<std::string, int> none;
  std::unordered_map<std::string, int> one = {{"key", 1}};
  std::unordered_map<int, int> many;
  for (int i = 0; i < 300; i++)
    many[i] = i * i;
  std::unordered_multimap<int, char> twice = {{5, 'a'}, {5, 'a'}};
  std::unordered_set<int> number = {11};
  std::unordered_set<std::string> word = {"a word that is long"};
  std::unordered_multiset<int> doubled = {2, 2};
  auto found = one.find("key");
  stop(none, one, many, twice, number, word, doubled, found); //@break(tables)
  //@shows(tables, none = {})
  //@shows(tables, one = {["key"] = 1})
  //@shows(tables, many = size=300 {[299] = 89401, [298] = 88804, [297] = 88209, [296] = 87616, [295] = 87025, [294] = 86436, …})
  //@shows(tables, twice = {[5] = 97 'a', [5] = 97 'a'})
  //@shows(tables, number = {11})
  //@shows(tables, word = {"a word that is long"})
  //@shows(tables, doubled = {2, 2})
  //@shows(tables, found = {first = "key", second = 1})
}

int main() { tables(); }
