#include "calc.h"

namespace calc {

namespace {

struct Number : Expr {
    double value;

    explicit Number(double v) : value(v) {}
    double eval(Scope &) const override { return value; }
};

struct Variable : Expr {
    std::string name;

    explicit Variable(std::string n) : name(std::move(n)) {}

    double eval(Scope &scope) const override
    {
        const double *found = scope.find(name); //@break(lookup)
        return found ? *found : 0;
    }
};

struct Binary : Expr {
    char op;
    ExprPtr left, right;

    Binary(char o, ExprPtr l, ExprPtr r) : op(o), left(std::move(l)), right(std::move(r)) {}

    double eval(Scope &scope) const override
    {
        double a = left->eval(scope);
        double b = right->eval(scope);
        switch (op) { //@break(binary)
        case '+':
            return a + b;
        case '-':
            return a - b;
        case '*':
            return a * b;
        case '/':
            return a / b;
        }
        return 0;
    }
};

struct Let : Expr {
    std::string name;
    ExprPtr value;

    Let(std::string n, ExprPtr v) : name(std::move(n)), value(std::move(v)) {}

    double eval(Scope &scope) const override
    {
        double v = value->eval(scope);
        scope.variables[name] = v;
        return v; //@break(let)
    }
};

class Parser {
public:
    Parser(std::string_view source, Program &program) : lexer_(source), program_(program) { advance(); }

    void parse()
    {
        while (token_.kind != Kind::end) {
            ExprPtr statement = this->statement();
            if (statement)
                program_.statements.push_back(std::move(statement));
            if (!accept(';') && token_.kind != Kind::end) {
                fail("expected ;");
                return;
            }
        }
    }

private:
    void advance() { token_ = lexer_.next(); }

    bool accept(char c)
    {
        if (token_.kind != Kind::symbol || token_.text[0] != c)
            return false;
        advance();
        return true;
    }

    void fail(const char *message)
    {
        program_.errors.push_back(Error{message, token_.at}); //@break(error)
    }

    ExprPtr statement()
    {
        if (token_.kind == Kind::name && token_.text == "let") {
            advance();
            std::string name(token_.text);
            advance();
            if (!accept('='))
                fail("expected =");
            return std::make_unique<Let>(std::move(name), sum());
        }
        return sum();
    }

    ExprPtr sum()
    {
        ExprPtr left = product();
        while (token_.kind == Kind::symbol && (token_.text[0] == '+' || token_.text[0] == '-')) {
            char op = token_.text[0];
            advance();
            left = std::make_unique<Binary>(op, std::move(left), product());
        }
        return left;
    }

    ExprPtr product()
    {
        ExprPtr left = primary();
        while (token_.kind == Kind::symbol && (token_.text[0] == '*' || token_.text[0] == '/')) {
            char op = token_.text[0];
            advance();
            left = std::make_unique<Binary>(op, std::move(left), primary());
        }
        return left;
    }

    ExprPtr primary()
    {
        if (token_.kind == Kind::number) {
            double value = token_.number;
            advance();
            return std::make_unique<Number>(value);
        }
        if (token_.kind == Kind::name) {
            std::string name(token_.text);
            advance();
            return std::make_unique<Variable>(std::move(name)); //@break(variable)
        }
        if (accept('(')) {
            ExprPtr inner = sum();
            if (!accept(')'))
                fail("expected )");
            return inner;
        }
        fail("expected a number, a name or (");
        advance();
        return std::make_unique<Number>(0);
    }

    Lexer lexer_;
    Token token_{Kind::end, {}, 0, 0};
    Program &program_;
};

} // namespace

const double *Scope::find(const std::string &name) const
{
    for (const Scope *scope = this; scope; scope = scope->outer) {
        auto found = scope->variables.find(name);
        if (found != scope->variables.end())
            return &found->second;
    }
    return nullptr;
}

Program parse(std::string_view source)
{
    Program program;
    Parser parser(source, program);
    parser.parse();
    return program; //@break(parsed)
}

} // namespace calc
