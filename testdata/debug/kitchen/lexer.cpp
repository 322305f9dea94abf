#include "calc.h"

#include <cstdlib>

namespace calc {

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

Token Lexer::next()
{
    while (at_ < source_.size() && (source_[at_] == ' ' || source_[at_] == '\n'))
        at_++;
    if (at_ == source_.size())
        return Token{Kind::end, {}, 0, at_};
    char c = source_[at_];
    if (is_digit(c))
        return number(); //@break(digit)
    if (is_letter(c))
        return name();
    Token symbol{Kind::symbol, source_.substr(at_, 1), 0, at_};
    at_++;
    return symbol;
}

Token Lexer::number()
{
    size_t begin = at_;
    double value = 0;
    while (at_ < source_.size() && is_digit(source_[at_]))
        value = value * 10 + (source_[at_++] - '0');
    if (at_ < source_.size() && source_[at_] == '.') {
        double place = 0.1;
        for (at_++; at_ < source_.size() && is_digit(source_[at_]); at_++) {
            value += place * (source_[at_] - '0');
            place /= 10;
        }
    }
    return Token{Kind::number, source_.substr(begin, at_ - begin), value, begin}; //@break(number)
}

Token Lexer::name()
{
    size_t begin = at_;
    while (at_ < source_.size() && (is_letter(source_[at_]) || is_digit(source_[at_])))
        at_++;
    return Token{Kind::name, source_.substr(begin, at_ - begin), 0, begin};
}

} // namespace calc
