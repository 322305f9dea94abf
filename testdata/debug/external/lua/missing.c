// What WASI has not: commands and temporary files fail.
#include <stddef.h>
#include <stdio.h>

int system(const char *command)
{
    return command ? -1 : 0;
}

FILE *tmpfile(void)
{
    return NULL;
}

char *tmpnam(char *name)
{
    (void)name;
    return NULL;
}
