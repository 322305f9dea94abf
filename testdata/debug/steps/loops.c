// Loops of all kinds, some on one line, and several statements on a line.

// What optimisation cannot know.
volatile int one = 1;

static int sum_for(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        sum += i; //@break(body)
    }
    return sum;
}

static int one_line(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) sum += i * i; //@break(oneline)
    return sum;
}

static int nested(int n)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            count++; //@break(inner)
    return count;
}

static int with_while(int n)
{
    int steps = 0;
    while (n != 1) {
        if (n % 2 == 0)
            n = n / 2;
        else
            n = 3 * n + 1;
        steps++;
    }
    do {
        steps--;
    } while (steps > 5);
    return steps;
}

static int statements(int a, int b)
{
    int x = a + 1; int y = b + 2; int z = x * y; //@break(several)
    x += z; y -= z; z = x + y;
    if (z > 3) x = 1; else x = 2;
    return x + z;
}

static int breaks(int n)
{
    int found = -1;
    for (int i = 0; i < n; i++) {
        if (i % 2 == 0)
            continue;
        if (i > 4) {
            found = i;
            break;
        }
    }
    return found;
}

int main(void)
{
    int a = sum_for(3 * one);
    int b = one_line(4 * one);
    int c = nested(3 * one);
    int d = with_while(6 * one);
    int e = statements(one, 2);
    int f = breaks(10 * one);
    return a + b + c + d + e + f == 0 ? 1 : 0; //@break(end)
}
