// The standard library in use: containers, strings, streams, algorithms, virtual calls,
// templates, lambdas, smart pointers. The output is that of a native build.

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace geometry {

class Shape {
public:
    explicit Shape(std::string name) : name_(std::move(name)) {}
    virtual ~Shape() { destroyed++; }
    virtual double area() const = 0;
    virtual std::string describe() const {
        std::ostringstream out;
        out << name_ << " of area " << std::fixed << std::setprecision(3) << area();
        return out.str();
    }
    static int destroyed;

protected:
    std::string name_;
};

int Shape::destroyed = 0;

class Circle : public Shape {
public:
    explicit Circle(double radius) : Shape("circle"), radius_(radius) {}
    double area() const override { return 3.14159265358979 * radius_ * radius_; }

private:
    double radius_;
};

class Named {
public:
    virtual ~Named() = default;
    virtual int number() const { return 7; }
};

class Box : public Shape, public Named {
public:
    Box(double width, double height) : Shape("box"), width_(width), height_(height) {}
    double area() const override { return width_ * height_; }
    std::string describe() const override { return Shape::describe() + " number " + std::to_string(number()); }
    int number() const override { return static_cast<int>(width_); }

private:
    double width_, height_;
};

} // namespace geometry

template <typename T, std::size_t N>
class Ring {
public:
    void push(T value) { items_[next_++ % N] = std::move(value); }
    template <typename F>
    void each(F f) const {
        for (std::size_t i = next_ > N ? next_ - N : 0; i < next_; i++) {
            f(items_[i % N]);
        }
    }

private:
    std::array<T, N> items_{};
    std::size_t next_ = 0;
};

template <typename... Numbers>
constexpr auto sum_of(Numbers... numbers) {
    return (numbers + ...);
}

static void shapes() {
    using namespace geometry;
    std::vector<std::unique_ptr<Shape>> shapes;
    shapes.push_back(std::make_unique<Circle>(1.5));
    shapes.push_back(std::make_unique<Box>(4.25, 2));
    shapes.push_back(std::make_unique<Circle>(0.5));
    std::sort(shapes.begin(), shapes.end(), [](const auto &a, const auto &b) { return a->area() < b->area(); });
    for (const auto &shape : shapes) {
        std::cout << shape->describe();
        if (auto *named = dynamic_cast<Named *>(shape.get())) {
            std::cout << " (cast to " << named->number() << ")";
        }
        std::cout << '\n';
    }
    shapes.clear();
    std::cout << Shape::destroyed << " destroyed\n";
}

static void words() {
    const std::string text = "it was the best of times it was the worst of times it was the age of wisdom";
    std::map<std::string, int> counts;
    std::unordered_map<std::string, std::vector<int>> places;
    std::istringstream in(text);
    int place = 0;
    for (std::string word; in >> word; place++) {
        counts[word]++;
        places[word].push_back(place);
    }
    for (const auto &[word, count] : counts) {
        std::cout << std::setw(8) << word << ' ' << count << ' '
                  << std::accumulate(places[word].begin(), places[word].end(), 0) << '\n';
    }
    std::set<char> letters(text.begin(), text.end());
    std::string reversed(letters.rbegin(), letters.rend());
    std::cout << '"' << reversed << "\" " << reversed.find("hg") << ' ' << text.substr(11, 8) << ' ' << (text.find("nothing") == std::string::npos) << '\n';
}

static void numbers() {
    std::vector<std::uint32_t> values(1000);
    std::uint32_t seed = 1;
    std::generate(values.begin(), values.end(), [&seed] { return seed = seed * 1664525u + 1013904223u; });
    std::sort(values.begin(), values.end(), std::greater<>());
    std::partial_sum(values.begin(), values.end(), values.begin());
    auto middle = std::lower_bound(values.begin(), values.end(), values[500]) - values.begin();
    std::cout << values.front() << ' ' << values.back() << ' ' << middle << ' ' << std::hex << values[123] << std::dec << '\n';
    std::deque<int> queue;
    for (int i = 0; i < 10; i++) {
        i % 2 ? queue.push_back(i) : queue.push_front(i);
    }
    for (int value : queue) {
        std::cout << value << ' ';
    }
    std::cout << sum_of(1, 2.5, 3L) << ' ' << std::setprecision(10) << 1.0 / 3 << ' ' << 1e100 << ' ' << std::boolalpha << (seed > 5) << '\n';
}

struct Visitor {
    std::string operator()(int i) const { return "int " + std::to_string(i); }
    std::string operator()(const std::string &s) const { return "string " + s; }
    std::string operator()(const std::vector<int> &v) const { return "vector of " + std::to_string(v.size()); }
};

static std::optional<int> parse(const std::string &text) {
    std::istringstream in(text);
    int value;
    if (in >> value) {
        return value;
    }
    return std::nullopt;
}

static void values() {
    std::vector<std::variant<int, std::string, std::vector<int>>> mixed = {5, std::string("five, but long enough for the heap"), std::vector<int>{1, 2, 3}};
    for (const auto &value : mixed) {
        std::cout << std::visit(Visitor{}, value) << '\n';
    }
    std::cout << parse("42 apples").value_or(-1) << ' ' << parse("apples").value_or(-1) << '\n';
    std::function<int(int)> factorial = [&factorial](int n) { return n < 2 ? 1 : n * factorial(n - 1); };
    std::cout << factorial(10) << '\n';
    auto shared = std::make_shared<std::string>("shared");
    std::weak_ptr<std::string> weak = shared;
    auto second = shared;
    std::cout << *weak.lock() << ' ' << shared.use_count();
    shared.reset();
    second.reset();
    std::cout << ' ' << weak.expired() << '\n';
    Ring<std::string, 3> ring;
    for (const char *word : {"one", "two", "three", "four", "five"}) {
        ring.push(word);
    }
    ring.each([](const std::string &word) { std::cout << word << ' '; });
    std::cout << '\n';
}

int main() {
    shapes();
    words();
    numbers();
    values();
    return 0;
}
