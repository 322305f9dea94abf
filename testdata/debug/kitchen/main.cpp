#include "calc.h"

#include <cstdio>

namespace calc {

double run(const Program &program, Scope &globals)
{
    double last = 0;
    for (const ExprPtr &statement : program.statements)
        last = statement->eval(globals); //@break(statement)
    return last;
}

} // namespace calc

static calc::Scope globals;

static bool calculate(const char *source)
{
    calc::Program program = calc::parse(source);
    for (const calc::Error &error : program.errors)
        std::printf("%zu: %s\n", error.at, error.message.c_str());
    if (!program.errors.empty())
        return false;
    double result = calc::run(program, globals);
    std::printf("%s = %g\n", source, result); //@break(result)
    return true;
}

int main(int argc, char **argv)
{
    globals.variables["pi"] = 3.25; // nearly
    int failed = 0;
    if (argc < 2)
        failed += !calculate("let x = 3; x * (x + 1)");
    for (int i = 1; i < argc; i++)
        failed += !calculate(argv[i]);
    return failed; //@break(end)
}
