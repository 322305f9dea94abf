package validate

import (
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// constExpr checks a constant expression of a section, whose value must match the type. Of the module's
// globals it may read those that the context has so far.
func (v *validator) constExpr(section string, x wasm.ConstExpr, t wasm.ValType) error {
	v.section, v.isConst = section, true
	v.begin(x.Start, x.End, v.valueType(t))
	return v.finish(v.run())
}

// constant checks that the instruction may stand in a constant expression.
func (v *validator) constant() bool {
	switch v.r.Op {
	case op.I32Const, op.I64Const, op.F32Const, op.F64Const, op.V128Const,
		op.I32Add, op.I32Sub, op.I32Mul, op.I64Add, op.I64Sub, op.I64Mul,
		op.RefNull, op.RefFunc, op.RefI31, op.AnyConvertExtern, op.ExternConvertAny,
		op.StructNew, op.StructNewDefault, op.ArrayNew, op.ArrayNewDefault, op.ArrayNewFixed, op.End:
		return true
	case op.GlobalGet:
		if g := v.global(); v.err == nil && g.Mutable {
			v.failf("constant expression required: global %d is mutable", v.r.Index)
		}
		return v.err == nil
	}
	v.failf("constant expression required: %s is not constant", v.r.Op)
	return false
}
