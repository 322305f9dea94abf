package groundtruth

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// scope is what gdb shows in a frame. Variables are keyed by name and line of declaration.
type scope struct {
	Fn   string         `json:"fn"`
	Line int            `json:"line"`
	Vars map[string]any `json:"vars"`
}

// event is an arrival at another line within one activation of a function.
type event struct {
	scope
	// Hit counts the arrivals at this line of this function.
	Hit int `json:"hit"`
	// Stack are all frames but the innermost, at calls of checkpoint; Globals the variables outside of functions, also
	// only there.
	Stack   []scope        `json:"stack"`
	Globals map[string]any `json:"globals"`
}

// key identifies an event in every run.
func (e *event) key() string { return fmt.Sprintf("%s:%d hit %d", e.Fn, e.Line, e.Hit) }

// readTruth returns the events of a recorded run.
func readTruth(t *testing.T, name string) []*event {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("..", "..", "testdata", "symbols", "truth", name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var events []*event
	var globals map[string]any
	lines := bufio.NewScanner(bytes.NewReader(file))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		e := &event{}
		dec := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		dec.UseNumber()
		if err := dec.Decode(e); err != nil {
			t.Fatalf("%s, line %d: %v", name, len(events)+1, err)
		}
		if e.Globals != nil {
			globals = e.Globals
		} else if e.Stack != nil {
			e.Globals = globals // they are recorded where they have changed
		}
		events = append(events, e)
	}
	if err := lines.Err(); err != nil || len(events) == 0 {
		t.Fatalf("%s: %d events, %v", name, len(events), err)
	}
	return events
}
