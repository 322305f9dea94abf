package wasi

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"testing"
	"time"

	"github.com/wdbg/wdbg/engine"
)

// Places of the records of poll_oneoff in the tests.
const (
	atSubs    = 4096
	atEvents  = 8192
	atNevents = 12288
)

// clockSub writes subscription n: to a clock.
func (g *guest) clockSub(n int, clock uint32, timeout uint64, flags uint16) {
	b := g.mem()[atSubs+n*subscriptionSize:][:subscriptionSize]
	clear(b)
	b[0], b[subTag] = byte(0x10+n), eventClock
	binary.LittleEndian.PutUint32(b[subClock:], clock)
	binary.LittleEndian.PutUint64(b[subTimeout:], timeout)
	binary.LittleEndian.PutUint16(b[subClockFlag:], flags)
}

// fdSub writes subscription n: to reading or writing a file.
func (g *guest) fdSub(n int, event byte, fd uint32) {
	b := g.mem()[atSubs+n*subscriptionSize:][:subscriptionSize]
	clear(b)
	b[0], b[subTag] = byte(0x10+n), event
	binary.LittleEndian.PutUint32(b[subDescr:], fd)
}

type event struct {
	user  byte
	errno errno
	kind  byte
}

func (g *guest) poll(n uint64) ([]event, errno) {
	e := g.call(pollOneoff, atSubs, atEvents, n, atNevents)
	if e != errnoSuccess {
		return nil, e
	}
	var events []event
	for i := range int(g.u32(atNevents)) {
		b := g.mem()[atEvents+i*eventSize:]
		events = append(events, event{b[0], errno(binary.LittleEndian.Uint16(b[8:])), b[10]})
	}
	return events, e
}

func TestPollClocks(t *testing.T) {
	g := newGuest(t, Config{})
	const hour = uint64(time.Hour)
	g.clockSub(0, clockMonotonic, hour, 0)
	g.clockSub(1, clockRealtime, 1000, 0)
	if events, e := g.poll(2); e != errnoSuccess || len(events) != 1 || events[0] != (event{0x11, 0, eventClock}) {
		t.Errorf("%v %v", events, e)
	}
	g.clockSub(0, clockRealtime, 12345, abstime) // long past
	g.clockSub(1, clockRealtime, math.MaxUint64, 0)
	if events, e := g.poll(2); e != errnoSuccess || len(events) != 1 || events[0].user != 0x10 {
		t.Errorf("%v %v", events, e)
	}
	g.clockSub(0, clockMonotonic, uint64(time.Since(g.sys.epoch)+time.Millisecond), abstime)
	if events, e := g.poll(1); e != errnoSuccess || len(events) != 1 {
		t.Errorf("%v %v", events, e)
	}
}

func TestPollFiles(t *testing.T) {
	g := newGuest(t, Config{})
	g.fdSub(0, eventFdWrite, 1)
	g.fdSub(1, eventFdRead, 77)
	g.clockSub(2, clockMonotonic, uint64(time.Hour), 0)
	events, e := g.poll(3)
	if e != errnoSuccess || len(events) != 2 || events[0] != (event{0x10, 0, eventFdWrite}) || events[1] != (event{0x11, errnoBadf, eventFdRead}) {
		t.Errorf("%v %v", events, e)
	}
}

func TestPollErrors(t *testing.T) {
	g := newGuest(t, Config{})
	if _, e := g.poll(0); e != errnoInval {
		t.Errorf("no subscription: %v", e)
	}
	if _, e := g.poll(1 << 40); e != errnoInval {
		t.Errorf("2^40 subscriptions: %v", e)
	}
	if _, e := g.poll(2000); e != errnoFault {
		t.Errorf("subscriptions beyond the memory: %v", e)
	}
	g.fdSub(0, 9, 1)
	if _, e := g.poll(1); e != errnoInval {
		t.Errorf("an unknown event: %v", e)
	}
	g.clockSub(0, 7, 1, abstime)
	if _, e := g.poll(1); e != errnoInval {
		t.Errorf("an unknown clock: %v", e)
	}
}

// interrupted checks that a call that would wait without end is ended by an interrupt.
func (g *guest) interrupted(name string, args ...uint64) {
	g.t.Helper()
	done := make(chan error)
	go func() {
		_, err := g.try(engine.OpenGate{}, name, args...)
		done <- err
	}()
	g.sys.Interrupt(engine.TrapInterrupted)
	var trap *engine.Trap
	if err := <-done; !errors.As(err, &trap) || trap.Kind != engine.TrapInterrupted {
		g.t.Errorf("%s: %v", name, err)
	}
}

func TestInterruptEndsSleep(t *testing.T) {
	g := newGuest(t, Config{})
	g.clockSub(0, clockMonotonic, math.MaxInt64, 0)
	g.interrupted(pollOneoff, atSubs, atEvents, 1, atNevents)
}

// pipe returns a guest whose standard input is a pipe.
func pipe(t *testing.T) (*guest, *os.File) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close(); w.Close() })
	return newGuest(t, Config{Stdin: r}), w
}

func TestInterruptEndsReading(t *testing.T) {
	g, _ := pipe(t)
	g.put32(800, 2000, 100)
	g.interrupted(fdRead, 0, 800, 1, 808)
}

func TestInterruptEndsPollOfStdin(t *testing.T) {
	g, _ := pipe(t)
	g.fdSub(0, eventFdRead, 0)
	g.interrupted(pollOneoff, atSubs, atEvents, 1, atNevents)
}

func TestPollStdin(t *testing.T) {
	g, w := pipe(t)
	g.fdSub(0, eventFdRead, 0)
	g.clockSub(1, clockMonotonic, 1000, 0)
	if events, e := g.poll(2); e != errnoSuccess || len(events) != 1 || events[0].kind != eventClock {
		t.Errorf("nothing to read: %v %v", events, e)
	}
	if _, err := w.WriteString("line\n"); err != nil {
		t.Fatal(err)
	}
	g.clockSub(1, clockMonotonic, uint64(time.Hour), 0)
	if events, e := g.poll(2); e != errnoSuccess || len(events) != 1 || events[0].kind != eventFdRead {
		t.Errorf("a line to read: %v %v", events, e)
	}
	if s, e := g.read(0, 100); e != errnoSuccess || s != "line\n" {
		t.Errorf("%q %v", s, e)
	}
	w.Close()
	if events, e := g.poll(2); e != errnoSuccess || len(events) != 1 || events[0].kind != eventFdRead {
		t.Errorf("the end of the input: %v %v", events, e)
	}
	if s, e := g.read(0, 100); e != errnoSuccess || s != "" {
		t.Errorf("%q %v", s, e)
	}
}
