package engine

import (
	"sync/atomic"
	"time"

	"github.com/wdbg/wdbg/engine/heap"
	"github.com/wdbg/wdbg/wasm"
)

// Config are a store's parameters; the zero value of each but Tier is a default.
type Config struct {
	Tier Tier
	// MaxMemory bounds each linear memory and the heap of GC objects, in bytes.
	MaxMemory uint64
	// MaxStack bounds a thread's stack, in bytes.
	MaxStack uint64
	// Fuel is how many ticks a guest may run; 0 means no bound.
	Fuel uint64
	// Quantum is how many ticks a thread runs before the next one's turn.
	Quantum uint64
	// Gate is the door for everything that is not determined by the program; nil means the real world.
	Gate Gate
}

// Defaults of Config.
const (
	DefaultMaxStack = 64 << 20
	DefaultQuantum  = 10_000
	// maxFrames bounds the depth of calls.
	maxFrames = 1 << 20
)

// Gate is the one door through which everything enters that the program does not determine:
// results of host functions and the clock.
type Gate interface {
	// HostCall performs a call of a host function.
	HostCall(c *Call) error
	// Now returns a monotonic clock in nanoseconds, for atomic waits.
	Now() int64
	// Sleep passes time while every thread waits.
	Sleep(d time.Duration)
}

// OpenGate is the Gate to the real world.
type OpenGate struct{}

// HostCall calls the function.
func (OpenGate) HostCall(c *Call) error { return c.Func.Host.Call(c) }

// Now reads the system's clock.
func (OpenGate) Now() int64 { return time.Now().UnixNano() }

// Sleep sleeps.
func (OpenGate) Sleep(d time.Duration) { time.Sleep(d) }

// Store holds everything that instances share: types, functions, the heap,
// the threads. One goroutine at a time may use it, except for Interrupt.
type Store struct {
	Types   *wasm.TypeSpace
	Heap    *heap.Heap
	Funcs   []*Func
	Threads []*Thread
	// Instances in the order in which they were made.
	Instances []*Instance

	cfg        Config
	memories   []*Memory
	globals    []*Global
	tables     []*Table
	tags       []*Tag
	nextThread int
	interrupt  atomic.Uint32
	deadline   int64 // on the gate's clock, 0: none
	fuel       uint64
	pause      atomic.Bool
	untidy     []*Func // whose code may stop where nothing wants it any more
	hooks      Hooks
	waiters    []*Thread
	paused     *Thread // whose turn a probe stopped; nil: none
	only       *Thread // the one that gets turns; nil: all do
	pinned     []Ref
	typeIndex  map[wasm.TypeID]typePlace // of the types of the first typesOf instances
	typesOf    int
	watch      *watchSet // nil: nothing is watched
	watchEra   uint64    // counts changes of watch
}

// NewStore makes an empty store.
func NewStore(cfg Config) *Store {
	if cfg.MaxStack == 0 {
		cfg.MaxStack = DefaultMaxStack
	}
	if cfg.Quantum == 0 {
		cfg.Quantum = DefaultQuantum
	}
	if cfg.Gate == nil {
		cfg.Gate = OpenGate{}
	}
	types := wasm.NewTypeSpace()
	return &Store{
		Types: types,
		Heap:  heap.New(types, heap.Config{MaxBytes: cfg.MaxMemory}),
		cfg:   cfg,
		fuel:  cfg.Fuel,
	}
}

// Close releases the memories of the store; nothing of it may be used afterwards.
func (s *Store) Close() {
	for _, m := range s.memories {
		m.release()
	}
	s.memories = nil
}

// Interrupt makes the running thread stop at its next tick. It may be called from any goroutine.
func (s *Store) Interrupt() { s.interrupt.Store(1) }

// Pause makes the running thread stop at its next turn, probe or call of the host, so that it can go on later. Without a thread that runs the next one stops at once. It may be
// called from any goroutine.
func (s *Store) Pause() { s.pause.Store(true) }

// SetTimeout makes execution trap when d has passed on the gate's clock.
func (s *Store) SetTimeout(d time.Duration) { s.deadline = s.cfg.Gate.Now() + int64(d) }

// NewHostFunc adds a host function to the store.
func (s *Store) NewHostFunc(h *HostFunc) *Func {
	f := &Func{
		Type:        s.Types.AddFunc(h.Type),
		FuncType:    &h.Type,
		ParamSlots:  uint32(SlotsOf(h.Type.Params)),
		ResultSlots: uint32(SlotsOf(h.Type.Results)),
		Host:        h,
	}
	s.addFunc(f)
	return f
}

func (s *Store) addFunc(f *Func) {
	f.ID = uint32(len(s.Funcs))
	s.Funcs = append(s.Funcs, f)
}

// NewMemory makes a memory of its own in the store.
func (s *Store) NewMemory(t wasm.MemoryType) (*Memory, error) {
	m, err := newMemory(t, s.cfg.MaxMemory)
	if err != nil {
		return nil, err
	}
	s.memories = append(s.memories, m)
	return m, nil
}

// NewTable makes a table in the store; t's heap types use the store's type identifiers.
func (s *Store) NewTable(t wasm.TableType, init Ref) (*Table, error) {
	table, err := newTable(t, init)
	if err != nil {
		return nil, err
	}
	s.tables = append(s.tables, table)
	return table, nil
}

// NewGlobal makes a global in the store; t's heap types use the store's type identifiers.
func (s *Store) NewGlobal(t wasm.GlobalType, v Value) *Global {
	g := &Global{Type: t, Lo: v.Lo, Hi: v.Hi}
	s.globals = append(s.globals, g)
	return g
}

// FuncOf returns the function of a reference; nil for anything else.
func (s *Store) FuncOf(r Ref) *Func {
	if !r.IsFunc() || int(r.Func()) >= len(s.Funcs) {
		return nil
	}
	return s.Funcs[r.Func()]
}
