package local_test

import (
	"testing"

	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/target/targettest"
	"github.com/wdbg/wdbg/wasm"
)

// TestTarget runs what every target has to pass.
func TestTarget(t *testing.T) {
	targettest.Run(t, func(t *testing.T, module []byte) *target.Target {
		m, err := wasm.Decode(module)
		if err != nil {
			t.Fatal(err)
		}
		return command(t, m, nil).Target
	})
}
