package dap

import (
	"fmt"
	"io"
	"path/filepath"

	proto "github.com/google/go-dap"
)

// runInTerminal has the client open a terminal, and passes on the streams that are there.
func (c *conn) runInTerminal(then func(in io.Reader, out io.Writer, err error)) {
	term, err := c.cfg.Terminal()
	if err != nil {
		then(nil, nil, err)
		return
	}
	c.term = term
	kind := "integrated"
	if c.args.Console == consoleExternal {
		kind = "external"
	}
	c.ask("runInTerminal", proto.RunInTerminalRequestArguments{
		Kind: kind, Title: "wdbg: " + c.programName(), Cwd: filepath.Dir(c.args.Program), Args: term.Command(),
	}, func(m *incoming) {
		if !m.Success {
			then(nil, nil, fmt.Errorf("the client could not open a terminal: %s", m.Message))
			return
		}
		go func() {
			in, out, err := term.Streams()
			c.mail.post(func() { c.mail.let(func() { then(in, out, err) }) })
		}()
	})
}
