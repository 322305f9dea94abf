package main

import (
	"errors"
	"io"
	"os"
	"time"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/wasi"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/filemap"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/target/local"
)

// launcher starts a program again and again, each time from its files.
type launcher struct {
	opts           *runOptions
	stdin          io.Reader
	stdout, stderr io.Writer
	sources        *srcfile.Finder
	launched       bool
}

func newLauncher(o *runOptions, stdin io.Reader, stdout, stderr io.Writer) (*launcher, error) {
	l := &launcher{opts: o, stdin: stdin, stdout: stdout, stderr: stderr}
	var err error
	l.sources, err = o.finder(o.module)
	return l, err
}

// launch makes the program, of which nothing has run.
func (l *launcher) launch() (*target.Target, error) {
	s := &session{runOptions: l.opts, stdin: l.stdin, stdout: l.stdout, stderr: l.stderr, sources: l.sources, read: l.read}
	if seeker, ok := l.stdin.(io.Seeker); ok {
		_, _ = seeker.Seek(0, io.SeekStart) // a terminal or pipe goes on
	}
	defer func() { l.launched = true }()
	var err error
	if s.modules, err = s.load(); err != nil {
		return nil, err
	}
	if s.sys, err = wasi.New(s.world()); err != nil {
		return nil, &usageError{err}
	}
	s.store = engine.NewStore(s.config())
	end := s.sys.Close
	if s.timeout != 0 {
		s.store.SetTimeout(s.timeout)
		timer := time.AfterFunc(s.timeout, func() { s.sys.Interrupt(engine.TrapTimeout) })
		end = func() error {
			timer.Stop()
			return s.sys.Close()
		}
	}
	p := s.newProgram()
	return local.New(local.Config{
		Store: s.store, Next: p.next, Pause: s.sys.Pause, Close: end, Explain: p.explain,
	}), nil
}

// explain turns an error of making an instance into one that says what to do.
func (p *program) explain(_ *local.Step, err error) error {
	var link *engine.LinkError
	if errors.As(err, &link) {
		return p.linker.explain(p.m, link)
	}
	return err
}

// symbols finds the debug information of an instance's module.
func (l *launcher) symbols(i target.Instance) (*symbols.Table, []error) {
	m := load.Attach(i.Module, i.Path, load.Options{DebugDirs: l.opts.debugDirs})
	return m.Table, m.Notes
}

// read reads the file of a module: soon for the first time, and so that it can be freed for further ones.
func (l *launcher) read(path string) ([]byte, error) {
	if l.launched {
		return os.ReadFile(path)
	}
	return filemap.Load(path)
}
