// A calculator: numbers, variables, functions. "let x = 3; x * (x + 1)" is 12.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace calc {

enum class Kind { number, name, symbol, end };

struct Token {
    Kind kind;
    std::string_view text;
    double number;
    size_t at; // where it begins in the source
};

class Lexer {
public:
    explicit Lexer(std::string_view source) : source_(source) {}
    Token next();

private:
    Token number();
    Token name();

    std::string_view source_;
    size_t at_ = 0;
};

struct Error {
    std::string message;
    size_t at;
};

// What names mean while a program is evaluated.
struct Scope {
    std::map<std::string, double> variables;
    const Scope *outer = nullptr;

    const double *find(const std::string &name) const;
};

class Expr {
public:
    virtual ~Expr() = default;
    virtual double eval(Scope &scope) const = 0;
};

using ExprPtr = std::unique_ptr<Expr>;

struct Function {
    std::string name;
    std::vector<std::string> parameters;
    ExprPtr body;
};

struct Program {
    std::vector<Function> functions;
    std::vector<ExprPtr> statements;
    std::vector<Error> errors;
};

Program parse(std::string_view source);
double run(const Program &program, Scope &globals);

} // namespace calc
