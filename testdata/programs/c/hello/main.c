// Standard input and output, arguments, environment, exit code.
//
// Prints its arguments and the environment variable GREETING, then every line of
// standard input with its number and length. Exits with the value of EXIT_CODE.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_arguments(int argc, char **argv) {
    printf("%d arguments\n", argc - 1);
    for (int i = 1; i < argc; i++) {
        printf("  [%d] \"%s\"\n", i, argv[i]);
    }
}

static int print_lines(FILE *in) {
    char line[256];
    int count = 0;
    while (fgets(line, sizeof line, in)) {
        size_t length = strcspn(line, "\n");
        line[length] = '\0';
        count++;
        printf("%3d %3d %s\n", count, (int)length, line);
    }
    return count;
}

int main(int argc, char **argv) {
    const char *greeting = getenv("GREETING");
    printf("%s, world\n", greeting ? greeting : "hello");
    print_arguments(argc, argv);
    int lines = print_lines(stdin);
    fprintf(stderr, "read %d lines\n", lines);
    const char *code = getenv("EXIT_CODE");
    return code ? atoi(code) : 0;
}
