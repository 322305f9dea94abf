// Package console carries out the commands that are typed into the terminal interface, on a goroutine of its own: a command may wait
// for the program, and the interface must be alive meanwhile.
package console

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pulse"
)

// Messages to the interface.
type (
	// Updated says that there is more text, or that what the console does has changed.
	Updated struct{}
	// Selected says that a command has selected a frame.
	Selected struct {
		Thread target.ThreadID
		Number int
	}
	// Done says that a command was carried out that may have changed the state of the program.
	Done struct{}
	// Completed says what the word before the cursor of a line, which begins at a byte, may become.
	Completed struct {
		Line       string
		Cursor     int
		Start      int
		Candidates []string
	}
	// Question asks for an answer; Answer is called once with it.
	Question struct {
		Text   string
		Answer func(yes bool)
	}
	// Quit says that the debugger is to be left.
	Quit struct{}
)

// Errors of commands that were given up.
var (
	errGivenUp     = errors.New("the program runs")
	errInterrupted = errors.New("interrupted")
)

// patience is how long a command waits for the program before a further line takes its place.
const patience = 500 * time.Millisecond

// updates is the time between two messages about more text.
const updates = 33 * time.Millisecond

// Console carries out lines, one after the other. Its methods may be called from any goroutine, except for History's.
type Console struct {
	Log     Log
	History *History

	s *debugger.Session
	// in belongs to the console's goroutine, while it is attached.
	in     *command.Interp
	out    io.Writer
	now    func() time.Time
	wake   chan struct{}
	update *pulse.Pulse

	mu       sync.Mutex
	post     func(msg any)
	leaving  bool
	work     []job
	errands  []func()           // what can be done while a command waits for the program
	giveUp   context.CancelFunc // of the command that waits for the program
	waits    time.Time          // since when it does
	awaited  *debugger.Stop     // for which one did last
	owed     bool               // nobody waits any more for a stop that has to be shown
	stopping bool               // the command under way is to end
	answer   chan bool          // of the question that was asked
	selected *Selected          // that was told, and not confirmed
	state    State
	width    int
	last     string // what an empty line repeats
}

// job is something to be done in turn.
type job struct {
	do    func()
	typed bool // do carries out a line that was typed
}

// State is what the console is doing.
type State struct {
	// Prompt stands before the line that is typed.
	Prompt string
	// Collecting: the lines that are typed belong to the command "commands".
	Collecting bool
	// Busy is the line that is being carried out; "" is none.
	Busy string
	// Waiting is how many lines wait for that.
	Waiting int
}

// New returns a console for a session's commands; path is the file that keeps what was typed.
func New(in *command.Interp, path string) *Console {
	k := &Console{in: in, s: in.Session(), History: LoadHistory(path), now: time.Now, wake: make(chan struct{}, 1), width: 80}
	k.out = writer{k}
	k.update = pulse.New(updates, func() { k.tell(Updated{}) })
	k.state.Prompt = in.Prompt()
	return k
}

// Attach takes the Interp over from another front end, until Detach. Messages are sent with post, which may be called from any goroutine.
func (k *Console) Attach(post func(msg any)) (detach func()) {
	before := k.in.Attach(command.Options{})
	mine := before
	mine.Out, mine.Color, mine.Width = k.out, true, k.columns
	mine.Wait, mine.Confirm, mine.Stop = k.wait, k.confirm, k.stop
	k.in.Attach(mine)
	ended := make(chan struct{})
	k.mu.Lock()
	k.post, k.leaving, k.stopping, k.awaited = post, false, false, k.in.LastStop()
	k.state = State{Prompt: k.in.Prompt(), Collecting: k.in.Collecting()}
	k.mu.Unlock()
	k.History.Reload()
	k.s.Go(func() { k.serve(ended) })
	return func() {
		k.detach()
		<-ended
		k.in.Attach(before)
	}
}

// detach ends the goroutine. The command under way gives up; the program goes on.
func (k *Console) detach() {
	k.mu.Lock()
	k.leaving, k.work, k.errands = true, nil, nil
	busy := k.state.Busy != "" && k.giveUp == nil
	k.mu.Unlock()
	k.abandon()
	if busy {
		k.s.Go(func() { _ = k.s.Interrupt() }) // it may be evaluating something that does not end
	}
	k.signal()
}

// Out returns where text for the console is written.
func (k *Console) Out() io.Writer { return k.out }

type writer struct{ k *Console }

func (w writer) Write(p []byte) (int, error) {
	n, err := w.k.Log.Write(p)
	w.k.update.Beat()
	return n, err
}

// SetWidth says how many columns there are.
func (k *Console) SetWidth(n int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.width = n
}

func (k *Console) columns() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.width
}

// State returns what the console is doing.
func (k *Console) State() State {
	k.mu.Lock()
	defer k.mu.Unlock()
	st := k.state
	for _, j := range k.work {
		if j.typed {
			st.Waiting++
		}
	}
	return st
}

// Enter carries out a line that was typed, after those before it. An empty one repeats the last one, where that makes sense.
// A command that has been waiting for the program for a while waits no longer.
func (k *Console) Enter(line string) {
	k.mu.Lock()
	late := k.giveUp != nil && k.now().Sub(k.waits) >= patience
	k.work = append(k.work, job{do: func() { k.typed(line) }, typed: true})
	k.mu.Unlock()
	if late {
		k.abandon()
	}
	k.signal()
	k.update.Beat()
}

// Stopped tells of a stop. One that no command has waited for is shown, and the commands of what was hit are carried out.
func (k *Console) Stopped(stop *debugger.Stop) {
	k.mu.Lock()
	k.selected = nil
	k.mu.Unlock()
	k.add(func() { k.stopped(stop) })
}

// Select makes a frame the one that commands are about.
func (k *Console) Select(t target.ThreadID, number int) {
	k.mu.Lock()
	told := k.selected
	k.selected = nil
	k.mu.Unlock()
	if told != nil {
		return // it is what a command has selected, or what was selected before that
	}
	k.add(func() {
		if now, n, ok := k.in.Selected(); !ok || now != t || n != number {
			k.in.Select(t, number)
		}
	})
}

// Complete has Completed sent for a line; also while a command waits for the program.
func (k *Console) Complete(line string, cursor int) {
	k.errand(func() {
		start, list := k.in.Complete(line, cursor)
		k.tell(Completed{line, cursor, start, list})
	})
}

// Rest has a function called when everything is done that the console was told before.
func (k *Console) Rest(f func()) { k.add(f) }

// Abandon forgets the lines of "commands" that have been typed.
func (k *Console) Abandon() {
	k.add(func() {
		k.in.Abandon()
		k.last = ""
		k.rest()
	})
}

// Interrupt ends the command under way, and those after it, and the program where it runs.
func (k *Console) Interrupt() {
	k.mu.Lock()
	busy := k.state.Busy != ""
	k.stopping = busy
	k.work = slices.DeleteFunc(k.work, func(j job) bool { return j.typed })
	k.say(false)
	k.mu.Unlock()
	k.s.Go(func() { _ = k.s.Interrupt() }) // where nothing runs there is nothing to interrupt
}

// tell sends a message.
func (k *Console) tell(msg any) {
	k.mu.Lock()
	post := k.post
	k.mu.Unlock()
	if post != nil {
		post(msg)
	}
}

// fail shows an error of a command.
func (k *Console) fail(err error) {
	k.Log.Say(strings.TrimRight(err.Error(), "\n"), frame.Error)
	k.in.Failed(err.Error() + "\n")
	k.update.Beat()
}
