package script

import "testing"

func TestCommands(t *testing.T) {
	const transcript = `at the program's first instruction
(wdbg) break sum
breakpoint 1 in sum at a.c:1:2
(wdbg) commands 1
> print x
> end
(wdbg)
(wdbg) backtrace
> #0 sum(x=1) at a.c:1:2
(wdbg) commands 7
there is no breakpoint 7
> #0 sum(x=1) at a.c:1:2
(wdbg) quit
`
	const want = "break sum\ncommands 1\nprint x\nend\n\nbacktrace\ncommands 7\nquit\n"
	if got := Commands(transcript); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
