// What a debugger's client asks about in the benchmark: a deep stack, a large array among the variables, a loop to step through.

#define ELEMENTS 10000

struct place {
    int line, column;
};

static volatile int rounds = 1000000;

// work loops at the bottom of the stack.
__attribute__((noinline)) static int work(int seed)
{
    int values[ELEMENTS];
    struct place here = {1, 2};
    int sum = seed;
    for (int i = 0; i < ELEMENTS; i++)
        values[i] = i * seed;
    for (int i = 0; i < rounds; i++) {
        int slot = i % ELEMENTS; // step
        sum += values[slot];
        values[slot] = sum & 0xff;
        here.line += sum & 1;
        here.column = slot;
    }
    return sum + here.line;
}

__attribute__((noinline)) static int descend(int level, int levels)
{
    int mine = level * 3;
    if (level == levels)
        return work(mine);
    int below = descend(level + 1, levels);
    return below + mine;
}

// deep calls itself until that many frames are on the stack, and works there.
__attribute__((export_name("deep"))) int deep(int levels)
{
    return descend(1, levels);
}
