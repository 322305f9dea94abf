// Programs that do not end by themselves, chosen by the first argument: read, sleep, loop.
#include <string.h>
#include <unistd.h>

volatile unsigned long turns;

static void spin(void)
{
    for (;;)
        turns++; //@break(spin)
}

static int wait_for_input(void)
{
    char line[64];
    return read(0, line, sizeof line); //@break(read)
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "read") == 0)
        return wait_for_input() < 0;
    if (strcmp(what, "sleep") == 0)
        return sleep(1000);
    if (strcmp(what, "loop") == 0)
        spin();
    return 0;
}
