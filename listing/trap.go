package listing

// TrapHint explains a trap, given its kind as the specification's tests have it, to somebody who meets it for the first time; "" where its text says it all.
func TrapHint(kind string) string {
	switch kind {
	case "unreachable":
		return "compilers end abort(), failed assertions and panics with this instruction"
	case "indirect call type mismatch":
		return "a function was called through a pointer of another type"
	case "uninitialized element", "undefined element":
		return "a call through a null or invalid function pointer"
	case "invalid conversion to integer":
		return "NaN or infinity was converted to an integer"
	case "call of a missing import":
		return "the import was missing; without --stub-imports the program would not have started"
	case "out of fuel":
		return "the limit was set by --fuel"
	case "timeout":
		return "the limit was set by --timeout"
	}
	return ""
}
