// Uses much of the C++ standard library, for modules with much code and debug information of many shapes. It is built
// when it is needed, and only read, not run.

#include <algorithm>
#include <any>
#include <array>
#include <bitset>
#include <charconv>
#include <chrono>
#include <complex>
#include <cstdio>
#include <deque>
#include <format>
#include <forward_list>
#include <functional>
#include <iomanip>
#include <iostream>
#include <list>
#include <locale>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <random>
#include <ranges>
#include <regex>
#include <set>
#include <sstream>
#include <stack>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <valarray>
#include <variant>
#include <vector>

namespace {

struct Record {
  std::string name;
  int weight;
  std::optional<double> ratio;
  auto operator<=>(const Record &other) const { return weight <=> other.weight; }
  bool operator==(const Record &other) const { return weight == other.weight; }
};

struct Visitor {
  std::ostream &out;
  void operator()(int v) const { out << "int " << v; }
  void operator()(const std::string &v) const { out << "string " << std::quoted(v); }
  void operator()(const std::vector<Record> &v) const {
    for (const auto &record : v)
      out << record.name << '=' << record.weight << ' ';
  }
};

template <typename Container> auto total(const Container &c) {
  return std::accumulate(std::begin(c), std::end(c), typename Container::value_type{});
}

template <typename... Lists> void mix(std::ostream &out, Lists &&...lists) {
  ((out << total(lists) << '\n'), ...);
}

void containers(std::ostream &out) {
  std::vector<int> v(100);
  std::iota(v.begin(), v.end(), 1);
  std::list<long> l(v.begin(), v.end());
  std::deque<double> d(v.rbegin(), v.rend());
  std::set<unsigned> s(v.begin(), v.end());
  std::forward_list<short> f(v.begin(), v.end());
  mix(out, v, l, d, s, f);
  std::map<std::string, std::vector<Record>> by_name;
  std::unordered_map<std::string, std::unordered_set<int>> index;
  std::multimap<int, std::string_view> ordered;
  for (int i : v) {
    std::string key = std::to_string(i % 7);
    by_name[key].push_back({key, i, i % 2 ? std::optional<double>(i / 2.0) : std::nullopt});
    index[key].insert(i);
    ordered.emplace(-i, "entry");
  }
  for (auto &[key, records] : by_name) {
    std::sort(records.begin(), records.end(), std::greater<>());
    std::stable_partition(records.begin(), records.end(), [](const Record &r) { return r.ratio.has_value(); });
    out << key << ':' << records.front().weight << ' ' << index[key].size() << '\n';
  }
  std::priority_queue<Record> queue;
  std::stack<std::string, std::deque<std::string>> stack;
  for (auto &[key, records] : by_name)
    for (auto &r : records)
      queue.push(r), stack.push(r.name);
  out << queue.top().name << stack.top() << ordered.size() << '\n';
}

void texts(std::ostream &out) {
  std::regex word("([a-z]+)-?([0-9]*)", std::regex::ECMAScript | std::regex::icase);
  std::string line = "alpha-1 beta gamma-23 Delta";
  for (std::sregex_iterator it(line.begin(), line.end(), word), end; it != end; ++it)
    out << it->str(1) << '/' << it->str(2) << ' ';
  out << std::regex_replace(line, word, "<$1>") << '\n';
  out << std::format("{:>8}|{:<8.3f}|{:#x}|{}\n", "right", 3.14159, 255, true);
  std::istringstream in("1 2.5 word 0x1f");
  int i;
  double real;
  std::string text, hex;
  in >> i >> real >> text >> hex;
  out << std::setw(10) << std::setfill('*') << i + real << std::hex << std::stoi(hex, nullptr, 16) << text << '\n';
  char buffer[32];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, 1.0 / 3);
  double back = 0;
  std::from_chars(buffer, end, i);
  out << std::string_view(buffer, end) << back << static_cast<int>(error) << '\n';
}

void numbers(std::ostream &out) {
  std::mt19937_64 engine(42);
  std::uniform_int_distribution<int> uniform(1, 6);
  std::normal_distribution<double> normal(0, 1);
  std::valarray<double> values(50);
  for (auto &v : values)
    v = uniform(engine) + normal(engine);
  out << values.sum() << ' ' << std::pow(std::complex<double>(1, 2), 2.5) << ' ' << std::sqrt(values).max() << '\n';
  std::bitset<70> bits(0xdeadbeef);
  out << bits << ' ' << (bits << 3).count() << '\n';
  auto squares = std::views::iota(1, 20) | std::views::filter([](int n) { return n % 3 == 0; }) |
                 std::views::transform([](int n) { return n * n; });
  for (int n : squares)
    out << n << ' ';
  out << std::chrono::duration_cast<std::chrono::minutes>(std::chrono::seconds(7200)).count() << '\n';
}

void values(std::ostream &out) {
  using Value = std::variant<int, std::string, std::vector<Record>>;
  std::array<Value, 3> all = {7, "text", std::vector<Record>{{"a", 1, 0.5}, {"b", 2, std::nullopt}}};
  for (const auto &v : all)
    std::visit(Visitor{out}, v);
  std::any any = std::make_pair(1, std::string("any"));
  if (auto *pair = std::any_cast<std::pair<int, std::string>>(&any))
    out << pair->second;
  std::function<int(int)> factorial = [&](int n) { return n < 2 ? 1 : n * factorial(n - 1); };
  auto shared = std::make_shared<Record>(Record{"shared", 3, 1.0});
  std::weak_ptr<Record> weak = shared;
  auto unique = std::make_unique<Record[]>(3);
  auto tuple = std::make_tuple(1, 2.5, std::string("three"));
  out << factorial(6) << weak.use_count() << std::get<2>(tuple) << unique[0].weight << '\n';
}

} // namespace

int main() {
  std::ostringstream out;
  containers(out);
  texts(out);
  numbers(out);
  values(out);
  std::cout << out.str() << std::flush;
  return 0;
}
