package console

import (
	"context"
	"errors"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
)

// add adds work that is no line.
func (k *Console) add(do func()) {
	k.mu.Lock()
	k.work = append(k.work, job{do: do})
	k.mu.Unlock()
	k.signal()
}

// errand adds what can be done at once while a command waits for the program.
func (k *Console) errand(do func()) {
	k.mu.Lock()
	k.errands = append(k.errands, do)
	k.mu.Unlock()
	k.signal()
}

func (k *Console) signal() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// serve does the work, until the console is detached.
func (k *Console) serve(ended chan struct{}) {
	defer close(ended)
	for {
		k.runErrands()
		k.mu.Lock()
		if k.leaving {
			k.post = nil
			k.mu.Unlock()
			return
		}
		var next job
		if len(k.work) > 0 {
			next, k.work = k.work[0], k.work[1:]
		}
		k.mu.Unlock()
		if next.do == nil {
			<-k.wake
			continue
		}
		next.do()
	}
}

func (k *Console) runErrands() {
	for {
		k.mu.Lock()
		list := k.errands
		k.errands = nil
		k.mu.Unlock()
		if len(list) == 0 {
			return
		}
		for _, do := range list {
			do()
		}
	}
}

// typed carries out a line that was typed.
func (k *Console) typed(line string) {
	prompt := k.in.Prompt()
	if strings.TrimSpace(line) == "" && !k.in.Collecting() {
		if line = k.last; line == "" {
			return
		}
	} else {
		k.last = k.in.Again(line)
	}
	k.Log.Echo(prompt, line)
	k.in.Typed(line)
	k.perform(line)
}

// perform carries out a line, shows its error, and tells the interface what else it has to know.
func (k *Console) perform(line string) {
	k.mu.Lock()
	k.state.Busy, k.stopping = line, false
	k.mu.Unlock()
	k.update.Beat()
	thread, number, had := k.in.Selected()
	stop := k.lastStop()
	err := k.in.Run(line)
	k.rest()
	switch {
	case errors.Is(err, command.ErrQuit):
		k.tell(Quit{})
		return
	case err != nil && !errors.Is(err, errGivenUp):
		k.fail(err)
	}
	if t, n, ok := k.in.Selected(); ok && (!had && n != 0 || had && (t != thread || n != number) && (n != 0 || stop == k.lastStop())) {
		told := Selected{t, n}
		k.mu.Lock()
		k.selected = &told
		k.mu.Unlock()
		k.tell(told)
		return
	}
	k.tell(Done{})
}

// lastStop is the stop that a command has waited for last.
func (k *Console) lastStop() *debugger.Stop {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.awaited
}

// rest notes that no command is under way.
func (k *Console) rest() {
	k.mu.Lock()
	k.state = State{Prompt: k.in.Prompt(), Collecting: k.in.Collecting()}
	k.mu.Unlock()
	k.update.Beat()
}

// stopped makes a stop the one that commands are about, unless that was done by the command that waited for it.
func (k *Console) stopped(stop *debugger.Stop) {
	k.mu.Lock()
	mine, owed := k.awaited == stop, k.owed
	k.mu.Unlock()
	if mine || !k.stands(stop) {
		return
	}
	k.mu.Lock()
	k.awaited, k.owed = stop, false
	k.mu.Unlock()
	commands := k.in.CommandsOf(stop)
	silent := len(commands) > 0 && commands[0] == "silent"
	switch {
	case silent:
		k.in.Stopped(stop)
		commands = commands[1:]
	case owed:
		k.in.PrintStop(stop)
	default:
		k.in.Stopped(stop)
		if text := k.in.Headline(stop); text != "" && worthSaying(stop) {
			k.Log.Tell(text)
			k.update.Beat()
		}
	}
	for _, line := range commands {
		if k.stop() != nil || !k.stands(stop) {
			break
		}
		k.perform(line)
	}
}

// worthSaying reports whether the console says why the program stands still, where a key let it go on.
func worthSaying(stop *debugger.Stop) bool {
	return stop.Reason != debugger.ReasonStep && stop.Reason != debugger.ReasonJump
}

// stands reports whether the program still stands where a stop says.
func (k *Console) stands(stop *debugger.Stop) bool {
	same := false
	err := k.s.Inspect(func(v *debugger.View) error {
		same = v.Stop() == stop
		return nil
	})
	return err == nil && same
}

// wait waits until the program stands still, or nobody wants to. It is called by commands.
func (k *Console) wait() (*debugger.Stop, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	k.mu.Lock()
	k.giveUp, k.waits = cancel, k.now()
	stopping, leaving := k.stopping, k.leaving
	k.mu.Unlock()
	if leaving {
		cancel()
	}
	if stopping { // before it ran
		_ = k.s.Interrupt()
	}
	var stop *debugger.Stop
	var err error
	done := make(chan struct{})
	k.s.Go(func() {
		defer close(done)
		stop, err = k.s.Wait(ctx)
	})
	for waiting := true; waiting; {
		k.runErrands()
		select {
		case <-done:
			waiting = false
		case <-k.wake:
		}
	}
	k.signal() // what woke it may be for others
	k.mu.Lock()
	defer k.mu.Unlock()
	k.giveUp = nil
	if stop != nil {
		k.awaited = stop
	}
	if errors.Is(err, context.Canceled) {
		k.owed = true
		return nil, errGivenUp
	}
	return stop, err
}

// abandon has the command that waits for the program wait no longer; a question is answered with no.
func (k *Console) abandon() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.giveUp != nil {
		k.giveUp()
	}
	k.say(false)
}

// stop is the error of a command that shall not go on.
func (k *Console) stop() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.stopping || k.leaving {
		return errInterrupted
	}
	return nil
}

// confirm asks a question and waits for the answer.
func (k *Console) confirm(text string) bool {
	answer := make(chan bool, 1)
	k.mu.Lock()
	if k.leaving || k.stopping {
		k.mu.Unlock()
		return false
	}
	k.answer = answer
	k.mu.Unlock()
	k.tell(Question{text, func(yes bool) {
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.answer == answer {
			k.say(yes)
		}
	}})
	return <-answer
}

// say answers the question that was asked. The caller holds mu.
func (k *Console) say(yes bool) {
	if k.answer != nil {
		k.answer <- yes
		k.answer = nil
	}
}
