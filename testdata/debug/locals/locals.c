// Variables in places of all kinds: frames of a recursion, statics, globals, thread-local storage, blocks that hide others.

int global = 11;
static int hidden = 12;
_Thread_local int per_thread = 13;

struct pair {
    int first;
    long long second;
};

static struct pair pairs[3] = {{1, 10}, {2, 20}, {3, 30}};

static int recurse(int level)
{
    int mine = level * level;
    static int calls;
    calls++;
    if (level == 3)
        return mine; //@break(deep)
    int theirs = recurse(level + 1);
    return mine + theirs; //@break(back)
}

static int shadow(int x)
{
    int y = x + 1;
    {
        int x = y * 2;
        y += x; //@break(inner)
    }
    return x + y; //@break(outer)
}

__attribute__((noinline)) static struct pair make(int n)
{
    struct pair p = {n, n * 100LL};
    return p; //@break(make)
}

__attribute__((noinline)) static double half(double x)
{
    return x / 2; //@break(half)
}

int main(void)
{
    per_thread += 1;
    int r = recurse(0);
    int s = shadow(4);
    struct pair p = make(5);
    double h = half(7);
    pairs[1].second = p.second;
    return r + s + global + hidden + per_thread + (int)h + pairs[0].first == 0; //@break(end)
}
