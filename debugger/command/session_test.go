package command_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/internal/debuggee"
)

func values() *debuggee.Program    { return &debuggee.Program{Path: "symbols/c/values_O0_v5.wasm"} }
func recursion() *debuggee.Program { return &debuggee.Program{Path: "debug/steps/recursion_O0.wasm"} }

// TestRunning starts, steps and ends a program.
func TestRunning(t *testing.T) {
	c := open(t, values())
	c.fails("next", "the program has not been started")
	c.fails("bt", "the program has not been started")
	c.want("break pointers", "breakpoint 1 at pointers is pending")
	c.want("run", "breakpoint 1\n", "pointers(in=0x", "int value = *in + 1;", "^")
	c.want("next", "int *to_value = &value;")
	c.want("next 3", "const int *null = NULL;")
	c.want("finish", "pointers returned ", "main() at")
	c.want("step 2", "arrays(")
	c.want("stepi", "arrays(")
	c.want("nexti 2", "arrays(")
	c.want("until", "arrays(")
	c.want("finish", "main() at")
	c.want("advance structures", "structures(")
	c.want("info program", "the program is stopped", "in thread 0 of 1")
	c.want("continue", "the program exited normally")
	c.fails("continue", "the program has ended")
	c.fails("bt", "the program has ended and has no stack any more")
	c.want("start", "main() at")
	c.want("kill", "the program was killed")
	c.fails("info locals", "the program has not been started")
	c.want("restart", "at the program's first instruction")
	c.fails("continue 3", "did not stop at a breakpoint")
	c.fails("next x", "usage: next [N]")
	c.want("start", "temporary breakpoint", "main() at")
	g := open(t, &debuggee.Program{Path: "debug/gc/cache.wasm"})
	g.want("start", "at the program's first instruction", "run  func 3")
	g.want("info breakpoints", "there are no breakpoints")
	if _, err := c.try("quit"); !errors.Is(err, command.ErrQuit) {
		t.Errorf("quit: %v", err)
	}
}

// TestUnknown types what is no command.
func TestUnknown(t *testing.T) {
	c := open(t, values())
	for line, text := range map[string]string{
		"brek main":        "no command 'brek'; did you mean 'break'?",
		"info locasl":      "no command 'info locasl'; did you mean 'info locals'?",
		"info":             "'info' needs to know what",
		"\x1b[2J":          `no command '\x1b[2J'`,
		"fi":               "'fi' may be ",
		"set listsiz 3":    "no setting 'listsiz'; did you mean 'listsize'?",
		"set listsize x":   "'listsize' must be a number from 1 to 1000",
		"set confirm may":  "'confirm' must be on or off",
		"set context x":    "no panel 'x'",
		"delete 7":         "there is no breakpoint 7",
		"condition x":      "usage: condition",
		"thread 1 2 3":     "the program has not been started",
		"x/y 0":            "no format 'y'",
		"unalias nothing":  "there is no alias 'nothing'",
		"alias break = bt": "'break' is a command already",
		"transcript -off":  "there is no transcript",
		"source x":         "there are no files of commands here",
		"info functions (": "'(' is not a regular expression",
	} {
		c.fails(line, text)
	}
}

// TestBreakpoints changes and lists breakpoints.
func TestBreakpoints(t *testing.T) {
	c := open(t, recursion())
	c.do("break fib if n == 1")
	c.want("run", "breakpoint 1", "fib(n=1)")
	c.do("condition 1 n == 0", "commands 1", "print n", "end")
	c.want("continue", "fib(n=0)", "$1 = 0")
	c.want("info breakpoints", "only if n == 0", "hit 2 times", "print n")
	c.fails("condition 1 m == 0", "no variable 'm'")
	c.want("disable 1", "")
	c.want("info b", "disabled")
	c.do("enable 1", "condition 1", "commands 1", "end")
	c.do("commands 1", "silent", "printf \"quiet %d\\n\", n", "end")
	if out := c.do("continue"); !strings.HasPrefix(out, "quiet ") {
		t.Errorf("a silent stop is shown:\n%s", out)
	}
	c.do("commands 1", "end")
	c.want("ignore 1 2", "the next 2 hits of breakpoint 1 do not count")
	c.want("continue 2", "fib(")
	c.want("tbreak is_odd", "temporary breakpoint 2 in is_odd")
	c.do("delete 1")
	c.want("continue", "temporary breakpoint 2", "is_odd(")
	c.want("info b", "there are no breakpoints")
	c.do("break is_even", "on 3 bt 1")
	c.want("continue", "is_even(", "#0 is_even(")
	c.want("up", "#1 ")
	c.want("watch -l n", "watchpoint 4: *(int *)0x", "4 bytes at 0x")
	c.do("delete 4", "down")
	c.want("clear", "breakpoint 3 is removed")
	c.fails("clear", "there is no breakpoint at this place")
	c.fails("break nowhere", "no function 'nowhere'")
	c.fails("on 3 bt", "there is no breakpoint 3")
	c.want("logpoint is_odd, n is {n}", "logpoint 5 in is_odd")
	c.want("watch $mem[0x400:0x408]", "watchpoint 6: $mem[0x400:0x408]")
	c.want("catch fd_write", "catchpoint 7: calls of the host: fd_write")
	c.want("info b", "logpoint 5", "message: n is {n}", "watchpoint 6", "catchpoint 7")
	c.want("delete", "")
	c.want("info b", "there are no breakpoints")
}

// TestStack looks at frames.
func TestStack(t *testing.T) {
	c := open(t, recursion())
	c.do("break fib if n == 1", "run")
	c.want("bt", "> #0 fib(n=1)", "#1 fib(n=2)", "main()")
	c.want("bt 1", "#0 fib(n=1)", "more frames follow")
	c.want("bt -1", "_start")
	c.want("bt full 2", "#0 fib(n=1)", "n = 1", "#1 fib(n=2)", "n = 2")
	c.want("up", "#1 fib(n=2)", "=>", "^")
	c.want("print n", "$1 = 2")
	c.want("bt 2", "  #0", "> #1")
	c.want("info frame", "frame 1 of thread 0: fib(n=2)", "called by fib")
	c.want("down", "#0 fib(n=1)")
	c.fails("down", "this is the innermost frame")
	c.want("up 1000", "_start")
	c.fails("up", "this is the outermost frame")
	c.fails("frame 1000", "there is no frame 1000")
	c.want("frame 2", "#2 ")
	c.want("frame", "#2 ")
	c.want("info threads", "> 0")
	c.want("thread", "thread 0 is selected")
	c.fails("thread 9", "there is no thread 9")
	c.want("next", "fib(")
	c.want("frame", "#") // the selection ended with the stop
}

// TestData shows values, types and memory.
func TestData(t *testing.T) {
	c := open(t, values())
	c.do("break pointers", "run")
	c.want("info locals val", "value = ")
	c.want("info args", "in = 0x", "op = 0x1 <add>")
	c.want("print global_point", "$1 = {x = -1, y = 1}")
	c.want("p/x global_array", "$2 = {0x1, 0x2, 0x3, 0x4}")
	c.want("p/t 10", "$3 = 1010")
	c.want("p $1.x + 3", "$4 = 2")
	c.want("set var global_int = 77", "")
	c.want("p global_int", "= 77")
	c.want("p global_int = 3", "= 3")
	c.want("ptype/o Node", "struct Node {", "0 |    4 */     int value;", "4 |    4 */     struct Node *next;", "}  (8 bytes)")
	c.want("ptype Color", "enum", "GREEN = 5,")
	c.want("whatis global_text", "const char *")
	c.want("x/2dw &global_array", "<global_array+0>:  1  2")
	c.want("x", "<global_array+8>:  3  4")
	c.want("x/s global_text", `"global text"`)
	c.want("x/2i", "=>", "local.get")
	c.want(`printf "%d|%4x|%s|%c|%.1f|%p%%\n", 1 + 1, 255, global_text, 65, global_double, &global_array`, "2|  ff|global text|A|2.5|0x", "%\n")
	c.fails(`printf "%d\n"`, "more verbs than there are values")
	c.fails(`printf "%q\n", 1`, "no verb '%q'")
	c.want("find \"global text\"", "0x")
	c.want("find /w &global_array, +16, 3, 4", "<global_array+8>")
	c.want("write &global_array, 9, 8", "8 bytes at 0x")
	c.want("p global_array", "{9, 8, 3, 4}")
	c.want("info symbol &global_array", "global_array+0, which has 16 bytes")
	c.want("info variables ^global_d", "global_double = 2.5")
	c.want("display global_int", "1: global_int = 3")
	c.want("next", "1: global_int = 3")
	c.do("undisplay 1")
	c.fails("undisplay 1", "there is no display 1")
	c.fails("print 1 +", "1 +\n     ^")
	c.fails("x 0xffffffff", "address 0xffffffff is outside of the memory")
	c.fails("write/b &global_int, 300", "300 does not fit in 1 byte")
	if file := filepath.Join(t.TempDir(), "memory"); true {
		c.want("dump "+file+" &global_array, +16", "16 bytes written")
		c.do("write &global_array, 0")
		c.want("restore "+file+" &global_array", "16 bytes at 0x")
		c.want("p global_array", "{9, 8, 3, 4}")
	}
}

// TestMachine shows what the machine has.
func TestMachine(t *testing.T) {
	c := open(t, values())
	c.do("break pointers", "run")
	c.want("info wasm", "pc = 0x", "$local0 (parameter) = i32", "operand stack: empty")
	c.want("info globals", "__stack_pointer: mut i32 =")
	c.want("info memories", "memory 0 has 131,072 bytes (0x20000), 2 pages")
	c.want("info tables", "table 0", "funcref, 3 elements")
	c.want("info table 0 1 2", "[1] = add", "[2] = mul")
	c.want("info segments", "data 0")
	c.want("info modules", "program", "symbols: DWARF in")
	c.fails("info table 7", "there is no table 7")
}

// TestSource lists source lines and code.
func TestSource(t *testing.T) {
	c := open(t, values())
	c.do("break pointers", "run", "set listsize 4")
	c.want("list", "values.c:\n", "=>", "int value = *in + 1;", "^")
	first := c.do("list")
	if strings.Contains(first, "int value = *in + 1;") {
		t.Errorf("the second list does not go on:\n%s", first)
	}
	c.want("list -", "|")
	c.want("list values.c:1,3", "    1 | // Variables of every kind")
	c.want("list main", "int main(void) {")
	c.fails("list valeus.c:3", "did you mean 'values.c'?")
	c.fails("list 100000", "is beyond the end")
	c.want("disassemble", "(func $pointers", "int value = *in + 1;", "=>", "local.get")
	c.want("disassemble /nr add", "(func $add", "i32.add")
	c.fails("disassemble nothing", "no function 'nothing'")
	c.want("info line", "0x", "in pointers at ", "values.c:")
	c.want("info scope add", "int a", "(parameter)")
	c.want("info source", "values.c", "language: C")
	c.want("info sources values", "values.c")
	c.want("info functions ^str", "structures")
	c.want("info types ^Node", "Node")
}

// TestHeap finds what was not freed.
func TestHeap(t *testing.T) {
	c := open(t, &debuggee.Program{Path: "debug/heap/heap_O0.wasm", Args: []string{"leak"}})
	c.fails("heap", "the program has not been started")
	c.do("heap on")
	c.want("run", "the program exited normally")
	c.want("heap", "live: ", "allocations: ")
	c.want("heap leaks", "by ", "copy at ", "leak_text")
	c.fails("heap lekas", "no command 'heap lekas'")
	d := open(t, &debuggee.Program{Path: "debug/heap/heap_O0.wasm", Args: []string{"double"}})
	d.do("heap on")
	d.want("run", "heap:", "free")
}

// TestObjects finds what keeps objects alive.
func TestObjects(t *testing.T) {
	c := open(t, &debuggee.Program{Path: "debug/gc/cache.wasm"})
	c.do("break done", "run", "object collect")
	c.want("info objects", "struct document", "objects, ")
	c.want("info objects document", "#1 struct document")
	c.want("object #1", "struct document", ".0", "array bytes", ".1")
	c.want("object path #1", "global 0", "struct table", "array buckets", "struct entry", "struct document")
	c.want("object referrers #1", "struct entry")
	c.want("object $global[cache] .0", "array buckets")
	c.fails("object #99", "no object #99")
	c.fails("object $local99", "there is no $local99")
	c.fails("object $global[cache] .7", "there is no field 7")
}

// TestExceptions stops at throws.
func TestExceptions(t *testing.T) {
	c := open(t, &debuggee.Program{Path: "debug/steps/exceptions_O0.wasm"})
	c.fails("info exception", "did not stop because of an exception")
	c.do("catch throw")
	c.want("run", "catchpoint 1", "about to throw an exception of tag", "it is caught in ", "__cxa_throw(")
	c.want("info exception", "about to throw")
	c.want("bt", "thrower(")
}

// TestTrap shows why a program ended, which can be looked at and started again.
func TestTrap(t *testing.T) {
	c := open(t, &debuggee.Program{Path: "debug/steps/trap_O0.wasm"})
	c.want("run", "trap: integer divide by zero", "quotient(a=6, b=0)", "return a / b;")
	c.want("bt", "#1 main()")
	c.want("print a + b", "= 6")
	c.fails("next", "the program has ended")
	c.want("run", "trap:")
}

// TestSettings changes settings and aliases, and writes a transcript.
func TestSettings(t *testing.T) {
	c := open(t, values())
	c.want("show listsize", "listsize = 10", "lines that list shows")
	c.want("show", "width = -1", "print elements = 200")
	c.do("set listsize 3", "set print hex on", "set context args locals")
	c.want("show context", "context = args locals")
	c.do("alias pg = print global_int")
	c.want("alias", "pg = print global_int")
	c.do("break pointers")
	c.want("run", "── args", "in = 0x", "── locals", "value = ")
	c.want("pg + 1", "$1 = 0x2b")
	c.want("info skip", "function std::*")
	c.want("skip function helper*", "function helper*")
	c.want("skip", "function pointers")
	c.fails("skip delete 99", "there is no skip 99")
	file := filepath.Join(t.TempDir(), "log")
	c.do("transcript "+file, "pg", "transcript -off")
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "$2 = 0x2a") {
		t.Errorf("transcript %q, %v", text, err)
	}
}

// TestAgain says what an empty line repeats.
func TestAgain(t *testing.T) {
	in := open(t, values()).in
	for line, want := range map[string]string{
		"next 3": "next 3", "s": "s", "list 1,3": "list", "x/3xw 0": "x", "print 1": "", "quit": "", "nonsense": "", "": "", "up": "up",
	} {
		if got := in.Again(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

// TestComplete completes words.
func TestComplete(t *testing.T) {
	c := open(t, values())
	c.do("break pointers", "run")
	for _, test := range []struct {
		line  string
		start int
		want  []string
		all   bool // nothing else is offered
	}{
		{"bre", 0, []string{"break", "breakpoints"}, true},
		{"info lo", 5, []string{"locals"}, true},
		{"info ", 5, []string{"args", "locals", "wasm"}, false},
		{"break poin", 6, []string{"pointers"}, true},
		{"break val", 6, []string{"values.c:"}, true},
		{"print glob", 6, []string{"global_int", "global_point"}, false},
		{"print global_point.", 19, []string{"x", "y"}, true},
		{"p/x 1 + list->n", 14, []string{"next"}, true},
		{"print $lo", 6, []string{"$local0"}, true},
		{"delete ", 7, []string{"1"}, true},
		{"set lists", 4, []string{"listsize"}, true},
		{"set context arg", 12, []string{"args"}, true},
		{"help inf", 5, []string{"info"}, true},
		{"ptype Nod", 6, []string{"Node"}, true},
		{"quit x", 6, nil, true},
	} {
		start, got := c.in.Complete(test.line, len(test.line))
		if start != test.start && got != nil {
			t.Errorf("%q: the word begins at %d, want %d", test.line, start, test.start)
		}
		for _, w := range test.want {
			if !slices.Contains(got, w) {
				t.Errorf("%q: %q, without %q", test.line, got, w)
			}
		}
		if test.all && len(got) != len(test.want) {
			t.Errorf("%q: %q, want %q", test.line, got, test.want)
		}
	}
}

// TestColor makes sure that colours are all that they add.
func TestColor(t *testing.T) {
	plain := open(t, values())
	colored := open(t, values(), func(o *command.Options) { o.Color = true })
	for _, line := range []string{"break pointers", "run", "list", "list 1,60", "disassemble", "bt", "info locals", "info wasm", "ptype Node", "list 200,500"} {
		want, got := plain.do(line), colored.do(line)
		if line != "break pointers" && line != "run" && !strings.Contains(got, "\x1b[") {
			t.Errorf("%s: no colour", line)
		}
		for strings.Contains(got, "\x1b[") {
			before, after, _ := strings.Cut(got, "\x1b[")
			_, after, _ = strings.Cut(after, "m")
			got = before + after
		}
		if got != want {
			t.Errorf("%s: in colour it is another text:\n%s\nwant\n%s", line, got, want)
		}
	}
}

// TestGo debugs a Go program, of which the lines are known and the variables are not.
func TestGo(t *testing.T) {
	c := open(t, &debuggee.Program{Path: "programs/go/library/main.wasm"})
	c.want("start", "main.main at main.go:", "func main() {")
	c.want("bt", "> #0 main.main at main.go:", "runtime.main at ")
	c.fails("info locals", "no debug information about variables here")
	c.want("stepi", "main.main at main.go:")
	c.want("info wasm", "$local0 (parameter) = i32")
	c.want("info functions ^main\\.maps", "main.maps  main.go:")
}

// TestDeepStack folds recursion, and finds both ends of a stack.
func TestDeepStack(t *testing.T) {
	c := open(t, &debuggee.Program{Path: "programs/c/traps/main_O0.wasm", Args: []string{"recursion"}})
	c.want("run", "trap: out of bounds memory access", "recurse(")
	c.want("bt", "> #0 ", "frames folded: recurse", "trap_recursion()", "_start()")
	c.want("bt -2", "_start()")
	c.want("frame 3", "#3 recurse(n=")
	c.want("up 1000000", "_start")
	c.fails("frame 1000000", "there is no frame 1000000")
}
