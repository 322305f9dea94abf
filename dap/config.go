package dap

import (
	"io"
	"time"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/symbols/srcfile"
)

// Config is what a server needs of the command that it is part of.
type Config struct {
	// New prepares a program to be debugged. Nothing of it is read before the session starts it.
	New func(a *LaunchArguments, std Streams) (*Program, error)
	// Terminal prepares the streams of a program that runs in a terminal of the client; nil: there are none.
	Terminal func() (Terminal, error)
	// AuthToken, where it is not empty, has to be an attribute of launch before anything runs.
	AuthToken string
	// Detached is where a program writes that goes on without a client; nil drops it.
	Detached io.Writer
	// Log receives each message; nil: nothing does.
	Log io.Writer
	// ProgressAfter is how long work takes that is reported as progress.
	ProgressAfter time.Duration
}

// Streams are a program's.
type Streams struct {
	Stdin          io.Reader // nil: empty, or what the launch attribute says
	Stdout, Stderr io.Writer
	// Notice takes what a person should know about them.
	Notice func(text string)
}

// Program is a program to be debugged.
type Program struct {
	// Session is what its session is made of, but for Notify.
	Session debugger.Config
	// Sources finds its source files.
	Sources *srcfile.Finder
	// Dir is the current directory: files below it are named without it.
	Dir string
	// Source returns what carries out files of commands, and scripts, for an interpreter of commands that writes to out.
	Source func(in *command.Interp, out io.Writer) func(path string) error
	// Close frees what belongs to the program beside its session.
	Close func()
}

// Terminal is a terminal of the client in which a program's streams are.
type Terminal interface {
	// Command is what has to be run in the terminal, which connects it with this process.
	Command() []string
	// Streams waits until that has happened.
	Streams() (io.Reader, io.Writer, error)
	// Close ends what runs in the terminal.
	Close() error
}
