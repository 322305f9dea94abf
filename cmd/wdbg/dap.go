package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/wdbg/wdbg/dap"
	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/debugger/script"
	"github.com/wdbg/wdbg/repl"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// dapOptions are the flags of wdbg dap.
type dapOptions struct {
	listen, log, token string
	once               bool
}

// progressAfter is how long loading takes before an editor is told of it.
const progressAfter = 300 * time.Millisecond

// newDAPCmd returns the command that serves editors.
func newDAPCmd() *cobra.Command {
	o := dapOptions{}
	cmd := &cobra.Command{
		Use:   "dap [flags]",
		Short: "Serve an editor: the Debug Adapter Protocol",
		Long: `Serve the Debug Adapter Protocol: on standard input and output, as editors start it, or with --listen on a
TCP address, a session for each connection. What is debugged, the editor says in its launch request; docs/dap.md lists
the attributes.

Whoever can connect can run programs. So an address that other machines can reach needs --auth-token (or the environment
variable WDBG_AUTH_TOKEN), which launch requests then have to have as their attribute authToken.`,
		Example: `  wdbg dap
  wdbg dap --listen 127.0.0.1:4711
  wdbg dap --log dap.log`,
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return serveDAP(&o, cmd) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.listen, "listen", "", "serve connections to `HOST:PORT` instead of standard input and output; port 0 is any")
	f.BoolVar(&o.once, "once", false, "end after the first connection")
	f.StringVar(&o.token, "auth-token", "", "the `TOKEN` that launch requests must have")
	f.StringVar(&o.log, "log", "", "write all messages to `FILE`, - for standard error")
	return cmd
}

func serveDAP(o *dapOptions, cmd *cobra.Command) error {
	if o.token == "" {
		o.token = os.Getenv("WDBG_AUTH_TOKEN")
	}
	cfg := dap.Config{
		New: newDAPProgram, Terminal: newTerminal, AuthToken: o.token, Detached: cmd.ErrOrStderr(), ProgressAfter: progressAfter,
	}
	switch o.log {
	case "":
	case "-":
		cfg.Log = cmd.ErrOrStderr()
	default:
		file, err := os.Create(o.log)
		if err != nil {
			return err
		}
		defer file.Close()
		cfg.Log = file
	}
	if o.listen == "" {
		return dap.Serve(cfg, cmd.InOrStdin(), cmd.OutOrStdout())
	}
	return listenDAP(o, cfg, cmd.OutOrStdout(), cmd.ErrOrStderr())
}

// listenDAP serves connections.
func listenDAP(o *dapOptions, cfg dap.Config, stdout, stderr io.Writer) error {
	l, err := net.Listen("tcp", o.listen)
	if err != nil {
		return err
	}
	defer l.Close()
	if o.token == "" && !isLoopback(l.Addr()) {
		return usagef("--listen %s: other machines could run programs here; use a loopback address such as 127.0.0.1, or --auth-token", o.listen)
	}
	if cfg.Log != nil {
		cfg.Log = &lockedWriter{out: cfg.Log}
	}
	fmt.Fprintf(stdout, "DAP server listening at: %s\n", l.Addr())
	var sessions sync.WaitGroup
	defer sessions.Wait()
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		serve := func() {
			defer conn.Close()
			if err := dap.Serve(cfg, conn, conn); err != nil && !errors.Is(err, net.ErrClosed) {
				fmt.Fprintf(stderr, "wdbg: %v: %v\n", conn.RemoteAddr(), err)
			}
		}
		if o.once {
			serve()
			return nil
		}
		sessions.Go(serve)
	}
}

// isLoopback reports whether only this machine can reach an address.
func isLoopback(a net.Addr) bool {
	tcp, ok := a.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// lockedWriter lets several sessions write to one log.
type lockedWriter struct {
	mu  sync.Mutex
	out io.Writer
}

func (w *lockedWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.Write(p)
}

// newDAPProgram prepares the program of a launch request.
func newDAPProgram(a *dap.LaunchArguments, std dap.Streams) (*dap.Program, error) {
	o := newRunOptions()
	o.module, o.args, o.cwd, o.dirs, o.invoke, o.stubImports = a.Program, a.Args, a.Cwd, a.Dirs, a.Invoke, a.StubImports
	o.debugDirs, o.sourcePaths = a.DebugDir, a.SourcePath
	for name, value := range a.Env {
		o.env = append(o.env, name+"="+value)
	}
	for _, l := range a.Link {
		o.links = append(o.links, l[0]+"="+l[1])
	}
	for _, m := range a.SourceMap {
		o.sourceMaps = append(o.sourceMaps, m[0]+"="+m[1])
	}
	stdin, closeStdin, err := dapStdin(a, std)
	if err != nil {
		return nil, err
	}
	l, err := newLauncher(&o, stdin, std.Stdout, std.Stderr)
	if err != nil {
		closeStdin()
		return nil, err
	}
	scripted := &script.Formatters{}
	dir, _ := os.Getwd() // paths are shown in full without it
	return &dap.Program{
		Session: debugger.Config{
			Launch: l.launch, SetArgs: func(args []string) { o.args = args }, Entry: o.invoke, Symbols: l.symbols,
			Formatters: func(m *wasm.Module) value.Formatters { return append(value.Formatters{scripted}, formatters(m)...) },
		},
		Sources: l.sources, Dir: dir, Close: closeStdin,
		Source: func(in *command.Interp, out io.Writer) func(string) error {
			r := repl.New(in.Session(), repl.Options{
				Screen: repl.NewScreen(out, out, true),
				Script: func(path string) (bool, error) { return script.New(in, out, scripted).Run(path) },
			})
			r.Use(in)
			return r.Source
		},
	}, nil
}

// dapStdin returns what a program reads.
func dapStdin(a *dap.LaunchArguments, std dap.Streams) (in io.Reader, done func(), err error) {
	switch {
	case a.Stdin != "":
		file, err := os.Open(a.Stdin)
		if err != nil {
			return nil, nil, fmt.Errorf("stdin: %w", err)
		}
		return file, func() { _ = file.Close() }, nil
	case std.Stdin != nil:
		return std.Stdin, func() {}, nil
	}
	return &emptyStdin{notice: func() {
		std.Notice(`note: the program reads its standard input, which is empty; the attribute stdin gives it a file, and "console": "integratedTerminal" a terminal`)
	}}, func() {}, nil
}
