package wasi

import (
	"encoding/binary"
	"math"
	"time"

	"github.com/wdbg/wdbg/engine"
)

// Sizes, offsets and values in the records of poll_oneoff.
const (
	subscriptionSize = 48
	eventSize        = 32
	maxSubscriptions = 1 << 16

	subTag       = 8
	subDescr     = 16
	subClock     = 16
	subTimeout   = 24
	subClockFlag = 40

	eventClock   = 0
	eventFdRead  = 1
	eventFdWrite = 2

	clockRealtime  = 0
	clockMonotonic = 1
	abstime        = 1 // subclockflags
)

// forever is longer than any guest lives.
const forever = time.Duration(math.MaxInt64)

// poller is one poll_oneoff.
type poller struct {
	sys   *System
	call  *engine.Call
	begin time.Time
	in    []byte // a copy of the subscriptions: the events may overwrite them
	out   []byte
	first time.Duration // after begin comes the first clock event
	stdin bool          // some subscription waits for standard input
	ready bool          // some event is there already
}

// poll is poll_oneoff, done here because it sleeps: an interrupt must end it.
func (s *System) poll(c *engine.Call) error {
	p := poller{sys: s, call: c, first: forever, begin: time.Now()}
	nevents := uint32(c.Args[3])
	e := p.open(uint32(c.Args[0]), uint32(c.Args[1]), uint32(c.Args[2]), nevents)
	if e == errnoSuccess {
		e = p.scan()
	}
	if e == errnoSuccess {
		elapsed, err := p.wait()
		if err != nil {
			return err
		}
		n, err := p.report(elapsed)
		if err != nil {
			return err
		}
		binary.LittleEndian.PutUint32(c.Memory().Bytes()[nevents:], n)
	}
	c.Results[0] = uint64(e)
	return nil
}

// open finds the records in memory.
func (p *poller) open(in, out, n, nevents uint32) errno {
	if n == 0 || n > maxSubscriptions {
		return errnoInval
	}
	m := p.call.Memory()
	subs, ok1 := span(m, in, n*subscriptionSize)
	events, ok2 := span(m, out, n*eventSize)
	_, ok3 := span(m, nevents, 4)
	if !ok1 || !ok2 || !ok3 {
		return errnoFault
	}
	p.in, p.out = append([]byte(nil), subs...), events
	return errnoSuccess
}

// each calls f for each subscription until it fails.
func (p *poller) each(f func(sub []byte) errno) errno {
	for in := p.in; len(in) > 0; in = in[subscriptionSize:] {
		if e := f(in[:subscriptionSize]); e != errnoSuccess {
			return e
		}
	}
	return errnoSuccess
}

// scan looks at what is subscribed to.
func (p *poller) scan() errno {
	return p.each(func(sub []byte) errno {
		switch sub[subTag] {
		case eventClock:
			due, e := p.due(sub)
			p.first = min(p.first, due)
			return e
		case eventFdRead, eventFdWrite:
			if p.awaitsStdin(sub) {
				p.stdin = true
			} else {
				p.ready = true
			}
			return errnoSuccess
		}
		return errnoInval
	})
}

// due returns when, after begin, the clock of a subscription reaches its time.
func (p *poller) due(sub []byte) (time.Duration, errno) {
	timeout := binary.LittleEndian.Uint64(sub[subTimeout:])
	if binary.LittleEndian.Uint16(sub[subClockFlag:])&abstime == 0 {
		return time.Duration(min(timeout, math.MaxInt64)), errnoSuccess
	}
	var now int64
	switch binary.LittleEndian.Uint32(sub[subClock:]) {
	case clockRealtime:
		now = p.begin.UnixNano()
	case clockMonotonic:
		now = int64(p.begin.Sub(p.sys.epoch))
	default:
		return 0, errnoInval
	}
	return time.Duration(min(timeout, math.MaxInt64)) - time.Duration(now), errnoSuccess
}

// awaitsStdin reports whether a subscription is to standard input and nothing is there yet.
func (p *poller) awaitsStdin(sub []byte) bool {
	return sub[subTag] == eventFdRead && binary.LittleEndian.Uint32(sub[subDescr:]) == 0 && !p.sys.stdinReady(0)
}

// wait passes the time until the first event, and returns how much passed since the beginning.
func (p *poller) wait() (elapsed time.Duration, err error) {
	switch {
	case p.ready:
	case p.stdin:
		err = p.sys.awaitStdin(p.first)
	case len(p.call.Thread.Store.Threads) > 1:
		p.yield()
		return p.first, nil
	default:
		p.sys.sleep(p.first)
		err = p.sys.interruption()
	}
	return time.Since(p.begin), err
}

// yield leaves the waiting to the store, so that the other threads run meanwhile. It
// writes to a slot, which may be that of an argument of the call: they are all read.
func (p *poller) yield() {
	t, args := p.call.Thread, p.call.Args
	last := cap(t.Slots) - cap(args) + len(args) - 1
	t.Wait(nil, 0, int64(max(p.first, 0)), uint64(last))
}

// report writes the events that are there after a time and returns their number.
func (p *poller) report(elapsed time.Duration) (n uint32, err error) {
	out := p.out
	p.each(func(sub []byte) errno {
		e := errnoSuccess
		if sub[subTag] == eventClock {
			if due, _ := p.due(sub); due > elapsed {
				return errnoSuccess
			}
		} else {
			if p.awaitsStdin(sub) {
				return errnoSuccess
			}
			if e, err = p.sys.checkDescr(p.call, binary.LittleEndian.Uint32(sub[subDescr:])); err != nil {
				return errnoInval
			}
		}
		clear(out[:eventSize])
		copy(out, sub[:subTag])
		binary.LittleEndian.PutUint16(out[8:], uint16(e))
		out[10] = sub[subTag]
		out = out[eventSize:]
		n++
		return errnoSuccess
	})
	return n, err
}

// sleep passes time unless it is interrupted.
func (s *System) sleep(d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-s.interrupted:
	case <-s.paused:
	}
}

// span returns a range of a memory, which may be nil.
func span(m *engine.Memory, addr, size uint32) ([]byte, bool) {
	if m == nil || uint64(addr)+uint64(size) > uint64(len(m.Bytes())) {
		return nil, false
	}
	return m.Bytes()[addr : uint64(addr)+uint64(size)], true
}
