package validate

import (
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// signature says how to check an instruction.
type signature struct {
	// check checks the immediates; for a special instruction, everything.
	check     func(*validator)
	params    [3]wasm.ValType
	numParams uint8
	hasResult bool
	special   bool
	// align is the log2 of the natural alignment; exact means that the alignment must be equal to it.
	align uint8
	exact bool
	// lanes is the number of lanes an instruction's lane index selects from.
	lanes  uint8
	result wasm.ValType
}

func (s *signature) paramTypes() []wasm.ValType { return s.params[:s.numParams] }

// signatures holds the check of each instruction. It is only read.
var signatures = buildSignatures()

func buildSignatures() *[op.Count]signature {
	table := new([op.Count]signature)
	for o := op.Op(0); o < op.Count; o++ {
		if info, ok := o.Info(); ok {
			table[o] = newSignature(o, info)
		}
	}
	return table
}

func newSignature(o op.Op, info *op.Info) signature {
	sig := signature{align: info.Align, exact: info.Feature == op.Threads, lanes: numLanes(info)}
	if info.Special {
		sig.special = true
		sig.check = specials[o]
		return sig
	}
	sig.check = immediates[info.Imm]
	if strings.Contains(info.Params+info.Results, "a") {
		sig.special = true
		sig.check = addressed[info.Imm]
	}
	for i := range len(info.Params) {
		sig.params[i] = typeOfLetter(info.Params[i])
		sig.numParams++
	}
	if info.Results != "" {
		sig.hasResult = true
		sig.result = typeOfLetter(info.Results[0])
	}
	return sig
}

// addrType stands for the type of addresses in a signature.
const addrType wasm.ValType = 1

func typeOfLetter(letter byte) wasm.ValType {
	switch letter {
	case 'i':
		return wasm.I32
	case 'I':
		return wasm.I64
	case 'f':
		return wasm.F32
	case 'F':
		return wasm.F64
	case 'v':
		return wasm.V128
	}
	return addrType
}

// numLanes returns how many lanes the lane index of an instruction counts, from the shape in its name (i8x16) or, of
// a memory access, from the size of its lane.
func numLanes(info *op.Info) uint8 {
	switch info.Imm {
	case op.ImmMemArgLane:
		return 16 >> info.Align
	case op.ImmLane:
		shape, _, _ := strings.Cut(info.Name, ".")
		_, count, _ := strings.Cut(shape, "x")
		if n, err := strconv.ParseUint(count, 10, 8); err == nil {
			return uint8(n)
		}
	}
	return 0
}

// immediates are the checks of the immediates of instructions with a fixed signature; nil: nothing to check.
var immediates = [...]func(*validator){
	op.ImmLane:    (*validator).lane,
	op.ImmShuffle: (*validator).shuffle,
	op.ImmData:    (*validator).dataIndex,
	op.ImmElem:    (*validator).elemIndex,
	op.ImmFence:   nil,
}

// addressed are the checks of instructions whose signature has the type of a memory's addresses.
var addressed = [op.ImmFence + 1]func(*validator){
	op.ImmMemArg:     (*validator).access,
	op.ImmMemArgLane: (*validator).laneAccess,
	op.ImmMemory:     (*validator).memorySized,
}
