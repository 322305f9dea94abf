// Exceptions that leave frames, are caught at several depths, and are thrown again.

// What optimisation cannot know.
volatile int one = 1;

struct Error {
    int code;
};

struct Guard {
    int *released;
    ~Guard()
    {
        ++*released; //@break(unwind)
    }
};

static int thrower(int n)
{
    if (n > 2)
        throw Error{n}; //@break(throw)
    return n;
}

static int middle(int n, int *released)
{
    Guard guard{released};
    int r = thrower(n);
    return r + 1; //@break(normal)
}

static int catches(int n)
{
    int released = 0;
    int result;
    try {
        result = middle(n, &released);
    } catch (const Error &e) {
        result = e.code * 100; //@break(caught)
    }
    return result + released; //@break(after)
}

static int again(int n)
{
    try {
        return thrower(n);
    } catch (Error &e) {
        e.code++;
        throw; //@break(rethrow)
    }
}

static int outer(int n)
{
    try {
        return again(n);
    } catch (const Error &e) {
        return e.code; //@break(outer)
    } catch (...) {
        return -1;
    }
}

int main()
{
    int a = catches(1);
    int b = catches(3 * one);
    int c = outer(2);
    int d = outer(5 * one);
    return a + b + c + d == 312 ? 0 : 1; //@break(end)
}
