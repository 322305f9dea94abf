package wasi

import (
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// Config is what a guest sees of the world; the zero value shows nothing.
type Config struct {
	// Args are the arguments, the program's name first.
	Args []string
	// Env is the environment, each entry "NAME=value"; of several entries of a name the last counts.
	Env []string
	// Dirs are the directories of the host the guest may use.
	Dirs []Dir
	// Cwd is the directory of the guest's file system it starts in; "" leaves that to the guest. Preview 1 has
	// no notion of it: the variable PWD says it, which Go programs heed, and where the guest has no "/" of
	// its own its directory also becomes "/", where wasi-libc starts.
	Cwd string
	// Stdin, Stdout and Stderr are the standard streams; nil is an empty input and an output that is
	// thrown away. For *os.File the guest sees what sort of file it is.
	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// Dir maps a directory of the host into the guest's file system.
type Dir struct {
	Host, Guest string
	ReadOnly    bool
}

// resolve checks the configuration and returns it with Cwd turned into its effects.
func (c Config) resolve() (Config, error) {
	seen := map[string]bool{}
	for _, d := range c.Dirs {
		if err := d.check(); err != nil {
			return c, err
		}
		if at := guestPath(d.Guest); seen[at] {
			return c, fmt.Errorf("two directories for the guest's %s", at)
		} else {
			seen[at] = true
		}
	}
	for _, a := range c.Args {
		if strings.Contains(a, "\x00") {
			return c, fmt.Errorf("argument %q contains a NUL", a)
		}
	}
	for _, kv := range c.Env {
		if _, _, err := cutEnv(kv); err != nil {
			return c, err
		}
	}
	if c.Cwd == "" {
		return c, nil
	}
	return c.enter(seen)
}

// enter makes Cwd the guest's working directory.
func (c Config) enter(mapped map[string]bool) (Config, error) {
	cwd := guestPath(c.Cwd)
	d, ok := c.lookup(cwd)
	if !ok {
		return c, fmt.Errorf("the guest has no directory %s", c.Cwd)
	}
	if err := d.check(); err != nil {
		return c, err
	}
	c.Env = append(append([]string(nil), c.Env...), "PWD="+cwd)
	if !mapped["/"] {
		d.Guest = "/"
		c.Dirs = append(append([]Dir(nil), c.Dirs...), d)
	}
	return c, nil
}

// lookup returns the host's directory for one of the guest.
func (c Config) lookup(guest string) (d Dir, ok bool) {
	best := -1
	for _, dir := range c.Dirs {
		at := guestPath(dir.Guest)
		rest, under := strings.CutPrefix(guest+"/", strings.TrimSuffix(at, "/")+"/")
		if under && len(at) > best {
			best, ok = len(at), true
			d = dir
			d.Host = strings.TrimSuffix(dir.Host+"/"+rest, "/")
		}
	}
	return d, ok
}

func (d Dir) check() error {
	if d.Host == "" || d.Guest == "" {
		return fmt.Errorf("a directory without a name")
	}
	if strings.Contains(d.Guest, "\x00") {
		return fmt.Errorf("directory name %q contains a NUL", d.Guest)
	}
	info, err := os.Stat(d.Host)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a directory", d.Host)
	}
	return nil
}

// guestPath returns the absolute form of a guest's path.
func guestPath(p string) string { return path.Clean("/" + p) }

func cutEnv(kv string) (name, value string, err error) {
	name, value, ok := strings.Cut(kv, "=")
	switch {
	case !ok || name == "":
		return "", "", fmt.Errorf("environment variable %q is not of the form NAME=value", kv)
	case strings.Contains(kv, "\x00"):
		return "", "", fmt.Errorf("environment variable %q contains a NUL", kv)
	}
	return name, value, nil
}
