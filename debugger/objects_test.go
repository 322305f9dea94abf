package debugger_test

import (
	"fmt"
	"testing"

	"github.com/wdbg/wdbg/debugger"
)

// TestObjectGroups counts objects by type, all or as many as may be visited.
func TestObjectGroups(t *testing.T) {
	p := newProgram(t, "debug/gc/cache.wasm")
	p.start()
	if _, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: "done"}); err != nil {
		t.Fatal(err)
	}
	p.resume(debugger.ReasonBreakpoint)
	for _, test := range []struct {
		limit, some int
		complete    bool
		count       uint64
		listed      int
	}{
		{0, 0, true, 30, 0}, {30, 2, true, 30, 8}, {29, 100, false, 29, 29}, {1, 1, false, 1, 1},
	} {
		p.inspect(func(v *debugger.View, _ *debugger.Frame) {
			groups, complete, err := v.ObjectGroups(test.limit, test.some)
			count, listed := uint64(0), 0
			for _, g := range groups {
				count, listed = count+g.Count, listed+len(g.First)
			}
			got, want := fmt.Sprint(complete, count, listed, err), fmt.Sprint(test.complete, test.count, test.listed, error(nil))
			if got != want {
				t.Errorf("limit %d, %d of each: %s, want %s", test.limit, test.some, got, want)
			}
		})
	}
}
