package targettest

import (
	"math/rand/v2"
	"testing"

	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/validate"
)

// testChurn sets and removes breaks at random while programs run and are stepped: they do the same as without.
func testChurn(t *testing.T, make Factory) {
	for seed := range uint64(30) {
		s := loaded(t, make, basic())
		Churn(t, s.Target, seed, 400)
		s.checkResults()
	}
}

// Churn runs a program, of which nothing but instances has been made, to its end, adding and removing breaks at random and executing
// instructions, for a number of stops. It checks what stops it, and returns the last stop.
func Churn(t testing.TB, tgt *target.Target, seed uint64, stops int) target.Stop {
	t.Helper()
	c := churner{TB: t, Target: tgt, random: rand.New(rand.NewPCG(seed, 1))}
	for _, i := range tgt.Instances() {
		for f := range i.Module.Funcs {
			index := wasm.FuncIndex(len(i.Module.ImportedFuncs) + f)
			for _, in := range instrs(i.Module, index) {
				c.places = append(c.places, target.Place{Instance: i.ID, Func: index, Offset: in.at})
			}
		}
	}
	c.last.Thread = target.AnyThread
	for range stops {
		c.toggle()
		if c.resume(); c.last.Ended() {
			return c.last
		}
		c.look()
		c.jump()
	}
	if err := tgt.RemoveBreaks(c.breaks); err != nil {
		t.Fatal(err)
	}
	return tgt.Resume(target.Resume{})
}

// churner changes breaks of a target.
type churner struct {
	testing.TB
	*target.Target
	random *rand.Rand
	places []target.Place
	breaks []*target.Break
	last   target.Stop
	valid  map[*wasm.Module]*validate.Context
}

// toggle removes some breaks, and adds others: anywhere, and about where the program stands.
func (c *churner) toggle() {
	c.Helper()
	var gone, added, kept []*target.Break
	for _, b := range c.breaks {
		if c.random.IntN(3) == 0 {
			gone = append(gone, b)
		} else {
			kept = append(kept, b)
		}
	}
	for range c.random.IntN(6) {
		added = append(added, at(c.places[c.random.IntN(len(c.places))]))
	}
	frames, err := c.Frames(c.last.Thread, 0, 3)
	if c.last.Thread != target.AnyThread && err != nil {
		c.Fatal(err)
	}
	for _, f := range frames {
		if f.Host == nil && c.random.IntN(3) == 0 {
			added = append(added, at(f.Place))
		}
	}
	for _, b := range added {
		if c.random.IntN(3) == 0 {
			b.Test = func(target.Frame) bool { return c.random.IntN(20) == 0 }
		}
	}
	if err := c.RemoveBreaks(gone); err != nil {
		c.Fatal(err)
	}
	if err := c.AddBreaks(added); err != nil {
		c.Fatal(err)
	}
	c.breaks = append(kept, added...)
}

// resume runs the program on, or by an instruction, or interrupts it.
func (c *churner) resume() {
	c.Helper()
	r := target.Resume{Thread: c.last.Thread}
	switch c.random.IntN(8) {
	case 0:
		c.Interrupt()
	case 1, 2, 3:
		r.Instr = true
	}
	c.last = c.Resume(r)
	if c.last.Ended() || c.last.Reason != target.AtBreak {
		return
	}
	frames, err := c.Frames(c.last.Thread, 0, 1)
	if err != nil || len(frames) != 1 || len(c.last.Breaks) == 0 {
		c.Fatalf("%+v, frames %v, %v", c.last, frames, err)
	}
	for _, b := range c.last.Breaks {
		if b.Place != frames[0].Place {
			c.Fatalf("stopped for a break at %+v, the thread is at %+v", b.Place, frames[0].Place)
		}
	}
}

// look reads all frames of all threads, and now and then writes back what is there.
func (c *churner) look() {
	c.Helper()
	for _, t := range c.Threads() {
		frames, err := c.Frames(t.ID, 0, 100)
		if err != nil {
			c.Fatal(err)
		}
		for _, f := range frames {
			if f.Host == nil {
				c.lookAt(f)
			}
		}
	}
}

func (c *churner) lookAt(f target.Frame) {
	c.Helper()
	locals, err := c.Locals(f.Thread, f.Depth)
	if err != nil {
		c.Fatal(err)
	}
	operands, err := c.Operands(f.Thread, f.Depth)
	if err != nil {
		c.Fatal(err)
	}
	if c.Mutate == nil || c.random.IntN(10) != 0 {
		return
	}
	for n, w := range locals {
		if err := c.Mutate.SetLocal(f.Thread, f.Depth, wasm.LocalIndex(n), w); err != nil {
			c.Fatal(err)
		}
	}
	for n, w := range operands {
		if err := c.Mutate.SetOperand(f.Thread, f.Depth, n, w); err != nil {
			c.Fatal(err)
		}
	}
}
