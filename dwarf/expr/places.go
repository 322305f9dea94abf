package expr

// WasmPlaces returns the locals, and the operands of the operand stack, that an expression names, as far as it can be decoded.
func WasmPlaces(code []byte, f Format) (locals, operands []uint32) {
	for pos := 0; pos < len(code); {
		in, err := decode(code, pos, f)
		if err != nil {
			return locals, operands
		}
		pos = in.next
		if in.op != OpWasmLocation && in.op != OpWasmLocationInt || in.args[1] > 1<<32-1 {
			continue
		}
		switch in.args[0] {
		case wasmLocal, wasmLocalIndirect:
			locals = append(locals, uint32(in.args[1]))
		case wasmOperand:
			operands = append(operands, uint32(in.args[1]))
		}
	}
	return locals, operands
}
