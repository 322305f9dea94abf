// Classes, templates, lambdas, operators, and loops over ranges.

// What optimisation cannot know.
volatile int one = 1;

struct Counter {
    int *count;

    explicit Counter(int *c) : count(c)
    {
        ++*count; //@break(ctor)
    }

    ~Counter()
    {
        --*count; //@break(dtor)
    }

    int value() const { return *count; }
};

struct Vec {
    int x, y;

    Vec operator+(const Vec &other) const
    {
        return Vec{x + other.x, y + other.y}; //@break(plus)
    }

    int &operator[](int i)
    {
        return i == 0 ? x : y;
    }
};

template <class T>
T largest(T a, T b)
{
    if (a < b) //@break(largest)
        return b;
    return a;
}

struct Shape {
    virtual int area() const = 0;
};

struct Square : Shape {
    int side;
    explicit Square(int s) : side(s) {}
    int area() const override
    {
        return side * side; //@break(square)
    }
};

struct Rect : Shape {
    int w, h;
    Rect(int w, int h) : w(w), h(h) {}
    int area() const override { return w * h; }
};

static int scopes()
{
    int live = 0;
    Counter a(&live);
    {
        Counter b(&live);
        live += b.value();
        live -= 2;
    }
    return live;
}

static int over_range()
{
    int values[] = {3, 1, 2};
    int sum = 0;
    for (int v : values) {
        sum += v; //@break(range)
    }
    return sum;
}

static int with_lambda(int base)
{
    int calls = 0;
    auto add = [&](int n) {
        calls++; //@break(lambda)
        return base + n;
    };
    int r = add(1) + add(2);
    return r + calls;
}

int main()
{
    int a = scopes();
    Vec v = Vec{1, 2} + Vec{3, 4 * one};
    v[1] = 7;
    int b = largest(3, 5 * one) + (int)largest(2.5, 1.5);
    Square s(3 * one);
    Rect r(2, 4);
    const Shape *shapes[] = {&s, &r};
    int total = 0;
    for (const Shape *shape : shapes)
        total += shape->area();
    int c = over_range();
    int d = with_lambda(10 * one);
    return a + v[0] + v[1] + b + total + c + d == 0; //@break(end)
}
