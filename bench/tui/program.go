package main

import (
	"fmt"
	"strings"
)

// The measured program is one source file that is written here: functions of equal length, and one that calls them statement by statement, so
// that each step over a statement goes to the next line.
const (
	sourceLines = 20_000
	partLines   = 20
	statements  = 4_000
	parts       = (sourceLines - statements - 100) / partLines
)

// program is the text of the measured program in C.
type program struct {
	text string
	// first is the line of the first statement that is stepped over; the others follow.
	first int
}

// newProgram writes the measured program.
func newProgram() program {
	var b strings.Builder
	b.WriteString(prologue)
	for i := range parts {
		fmt.Fprintf(&b, part, i, i%7+1, i%11+2, i%13)
	}
	b.WriteString(walk)
	first := strings.Count(b.String(), "\n") + 1
	for i := range statements {
		fmt.Fprintf(&b, "    sum = part_%04d(sum, values[%d]); // statement %d\n", i*7%parts, i%elements, i)
	}
	b.WriteString(epilogue)
	for n := strings.Count(b.String(), "\n"); n < sourceLines; n++ {
		b.WriteString("// nothing more\n")
	}
	return program{text: b.String(), first: first}
}

// elements is how many elements the array of the measured program has.
const elements = 100

const prologue = `// Generated: a long file to step through.
struct point {
    int x, y;
    double weight;
};

`

// part is a function of partLines lines.
const part = `
// part_%04[1]d does a little.
__attribute__((noinline)) static int part_%04[1]d(int sum, int value)
{
    struct point here = {sum, value, 0.5};
    int count = %[2]d;
    int odd = 0;
    for (int i = 0; i < count; i++) {
        here.x += value * %[3]d;
        if (here.x & 1) {
            odd++;
            here.y ^= here.x;
        } else {
            here.weight *= 1.25; // it is even
        }
    }
    const char *text = "part %[1]d";
    return here.x + here.y + odd + text[0] + %[4]d;
}

`

const walk = `
#ifdef __wasm__
__attribute__((export_name("walk")))
#endif
int walk(int seed)
{
    int values[100];
    struct point origin = {1, 2, 3.0}, *place = &origin;
    const char *title = "a title";
    double ratio = 0.75;
    unsigned char flag = 'f';
    int sum = seed;
    for (int i = 0; i < 100; i++)
        values[i] = i * seed;
`

const epilogue = `    return sum + place->x + (int)ratio + flag + title[0];
}

#ifndef __wasm__
int main(int argc, char **argv)
{
    return walk(argc) == (long)argv;
}
#endif
`
