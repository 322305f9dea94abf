// C++ exceptions: types, base classes, destructors on the way, rethrowing, nesting,
// constructors that throw. The output is that of a native build.
//
// With the argument "uncaught" nobody catches what is thrown; with "noexcept" an exception
// meets a function that promised none.

#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Guard {
    const char *name;
    explicit Guard(const char *name) : name(name) {}
    ~Guard() { std::printf("  ~Guard(%s)\n", name); }
};

struct First {
    virtual ~First() = default;
    int first = 1;
};

struct Second {
    virtual ~Second() = default;
    int second = 2;
};

struct Both : First, Second {
    int both = 3;
};

class ParseError : public std::runtime_error {
public:
    ParseError(const std::string &what, int line) : std::runtime_error(what), line_(line) {}
    int line() const { return line_; }

private:
    int line_;
};

void throw_kind(int kind) {
    Guard guard("throw_kind");
    switch (kind) {
    case 0: throw 42;
    case 1: throw 2.5;
    case 2: throw "a string";
    case 3: throw std::string("a std::string that is long enough to be on the heap");
    case 4: throw std::out_of_range("out of range");
    case 5: throw ParseError("parse error", 17);
    case 6: throw Both();
    case 7: throw std::make_unique<int>(7);
    default: std::printf("  no throw\n");
    }
}

void catch_kind(int kind) {
    std::printf("kind %d\n", kind);
    try {
        Guard guard("catch_kind");
        throw_kind(kind);
    } catch (int value) {
        std::printf("  int %d\n", value);
    } catch (const char *text) {
        std::printf("  text %s\n", text);
    } catch (const std::string &text) {
        std::printf("  string %s\n", text.c_str());
    } catch (const ParseError &error) {
        std::printf("  ParseError %s in line %d\n", error.what(), error.line());
    } catch (const std::exception &error) {
        std::printf("  exception %s\n", error.what());
    } catch (Second &second) {
        std::printf("  Second %d\n", second.second);
    } catch (...) {
        std::printf("  something else\n");
    }
}

void rethrow_it(int depth) {
    Guard guard("rethrow_it");
    if (depth == 0) {
        throw ParseError("from below", 3);
    }
    try {
        rethrow_it(depth - 1);
    } catch (const std::logic_error &) {
        std::printf("  never\n");
    } catch (std::runtime_error &error) {
        std::printf("  passing on %s at %d\n", error.what(), depth);
        throw;
    }
}

struct Member {
    explicit Member(int number) : number(number) {
        if (number == 3) {
            throw number;
        }
        std::printf("  Member(%d)\n", number);
    }
    ~Member() { std::printf("  ~Member(%d)\n", number); }
    int number;
};

struct Owner {
    Member a{1}, b{2}, c;
    explicit Owner(int third) try : c(third) {
        std::printf("  Owner\n");
    } catch (int number) {
        std::printf("  Owner failed with %d\n", number);
        throw number + 100;
    }
};

void constructors() {
    for (int number : {4, 3}) {
        try {
            Owner owner(number);
        } catch (int number) {
            std::printf("  caught %d\n", number);
        }
    }
}

void nested() {
    try {
        try {
            throw 1;
        } catch (int outer) {
            try {
                throw std::string("inner");
            } catch (const std::string &inner) {
                std::printf("  %s inside %d\n", inner.c_str(), outer);
            }
            throw outer + 1.5;
        }
    } catch (double value) {
        std::printf("  then %g\n", value);
    }
}

// find_first leaves a loop inside a callback by throwing.
template <typename F>
void each(const std::vector<int> &values, F f) {
    for (int value : values) {
        f(value);
    }
}

int find_first(const std::vector<int> &values, int wanted) {
    try {
        int index = 0;
        each(values, [&](int value) {
            if (value == wanted) {
                throw index;
            }
            index++;
        });
    } catch (int found) {
        return found;
    }
    return -1;
}

void promise_none(bool broken) noexcept {
    if (broken) {
        throw_kind(0);
    }
}

} // namespace

int main(int argc, char **argv) {
    if (argc > 1 && std::strcmp(argv[1], "uncaught") == 0) {
        throw_kind(5);
    }
    promise_none(argc > 1 && std::strcmp(argv[1], "noexcept") == 0);
    for (int kind = 0; kind < 9; kind++) {
        catch_kind(kind);
    }
    try {
        rethrow_it(2);
    } catch (const ParseError &error) {
        std::printf("caught %s in line %d\n", error.what(), error.line());
    }
    constructors();
    nested();
    long sum = 0;
    for (int i = 0; i < 1000; i++) {
        sum += find_first({5, 6, 7, 8, 9}, i % 7 + 4);
    }
    std::printf("sum %ld\n", sum);
    try {
        std::printf("%d\n", std::vector<int>(3).at(5));
    } catch (const std::exception &) {
        std::printf("at() threw\n");
    }
    return 0;
}
