package stacktext

import "strings"

// Trap is why a program stopped, as far as the text tells.
type Trap uint8

// Kinds of traps that tell which instructions can be at fault.
const (
	TrapUnknown Trap = iota // nothing was said, or nothing that is known
	TrapUnreachable
	TrapDivideByZero
	TrapOverflow   // of an integer: of a division, or of a conversion from floating point
	TrapConversion // NaN to an integer
	TrapMemory     // access out of bounds
	TrapIndirect   // a call through a table: type, null, index
	TrapAnywhere   // may be reported at any instruction: exhausted stack, interrupt, fuel
	TrapHost       // a function of the host failed
)

// trapWords are what engines say, in small letters. The first that a text contains counts.
var trapWords = []struct {
	words string
	trap  Trap
}{
	{"unreachable", TrapUnreachable},
	{"by zero", TrapDivideByZero},
	{"integer overflow", TrapOverflow},
	{"unrepresentable", TrapOverflow},
	{"invalid conversion", TrapConversion},
	{"float", TrapConversion},
	{"out of bounds memory", TrapMemory},
	{"memory access out of bounds", TrapMemory},
	{"memory out of bounds", TrapMemory},
	{"indirect call", TrapIndirect},
	{"undefined element", TrapIndirect},
	{"uninitialized element", TrapIndirect},
	{"stack", TrapAnywhere},
	{"interrupt", TrapAnywhere},
	{"fuel", TrapAnywhere},
	{"terminated", TrapAnywhere},
}

// trapLabels are what stands before the reason.
var trapLabels = []string{
	"Exception: ", "RuntimeError: ", "wasm error: ", "wasm trap: ", "[trap] ", "execution failed: ",
}

// trapOf returns the trap that a line tells of, and whether it tells of any.
func trapOf(line string) (trap Trap, ok bool) {
	for _, label := range trapLabels {
		_, reason, found := strings.Cut(line, label)
		if !found {
			continue
		}
		reason = strings.ToLower(reason)
		for _, w := range trapWords {
			if strings.Contains(reason, w.words) {
				return w.trap, true
			}
		}
		return TrapUnknown, true
	}
	if strings.Contains(line, "(recovered by wazero)") {
		return TrapHost, true
	}
	return TrapUnknown, false
}
