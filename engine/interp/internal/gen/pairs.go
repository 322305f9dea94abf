package main

import "fmt"

// step is an operation on x and y, as one half of a pair.
type step struct {
	name, expr string
	imm        bool // y is a constant
	swapped    bool // x and y of a second step change places
}

// Pairs: two instructions of which the second takes what the first has made.
// The first's operands are in b and c (or imm), the second's other operand d in the first free place.

func pairs(o *out) {
	shift := func(name, expr string) step { return step{name: name, expr: expr, imm: true} }
	i32 := []step{{name: "Add", expr: "x + y"}, {name: "Sub", expr: "x - y"}, {name: "Mul", expr: "x * y"}, {name: "And", expr: "x & y"},
		{name: "Or", expr: "x | y"}, {name: "Xor", expr: "x ^ y"}, shift("AddI", "x + y"), shift("MulI", "x * y"), shift("AndI", "x & y"),
		shift("ShlI", "x << (y & 31)"), shift("ShrUI", "x >> (y & 31)"), shift("RotlI", "bits.RotateLeft32(x, int(y&31))")}
	second := []step{{name: "Add", expr: "p + d"}, {name: "Sub", expr: "p - d"}, {name: "Sub", expr: "d - p", swapped: true}, {name: "And", expr: "p & d"},
		{name: "Or", expr: "p | d"}, {name: "Xor", expr: "p ^ d"}, {name: "AddI", expr: "p + d", imm: true}, {name: "AndI", expr: "p & d", imm: true}}
	integerPairs(o, lanes[0], i32, second)
	i64 := []step{i32[0], i32[3], i32[4], i32[5], i32[6], i32[8], shift("ShlI", "x << (y & 63)"), shift("ShrUI", "x >> (y & 63)")}
	integerPairs(o, lanes[1], i64, []step{second[0], second[3], second[4], second[5], second[6], second[7]})
	floatPairs(o)
	loadPairs(o)
}

func (o *out) pair(first, second string, swapped bool, body string) {
	name := "op" + first + second
	key := [2]string{"op" + first, "op" + second}
	if swapped {
		name += "Swapped"
	}
	o.op(name, body+next)
	o.pairs = append(o.pairs, pairRow{key[0], key[1], swapped, name})
}

type pairRow struct {
	first, second string
	swapped       bool
	name          string
}

func integerPairs(o *out, l lane, firsts, seconds []step) {
	for _, f := range firsts {
		for _, s := range seconds {
			x := l.read + "(fp, in.b)"
			y, d := l.read+"(fp, in.c)", l.read+"(fp, uint16(in.imm))"
			switch {
			case f.imm && s.imm:
				y, d = l.typ+"(int32(in.imm))", l.typ+"(int64(in.imm) >> 32)"
			case f.imm:
				y, d = l.typ+"(in.imm)", l.read+"(fp, in.c)"
			case s.imm:
				d = l.typ + "(in.imm)"
			}
			body := fmt.Sprintf("x, y, d := %s, %s, %s\np := %s\nw64(fp, in.a, uint64(%s))", x, y, d, f.expr, s.expr)
			o.pair(l.name+f.name, l.name+s.name, s.swapped, body)
		}
	}
}

func floatPairs(o *out) {
	for _, f := range []step{{name: "Mul", expr: "x * y"}, {name: "Add", expr: "x + y"}, {name: "Sub", expr: "x - y"}} {
		for _, s := range []step{{name: "Add", expr: "p + d"}, {name: "Sub", expr: "p - d"}, {name: "Sub", expr: "d - p", swapped: true}, {name: "Mul", expr: "p * d"}} {
			// The conversion keeps Go from rounding once where the two instructions round twice.
			o.pair("F64"+f.name, "F64"+s.name, s.swapped, fmt.Sprintf(
				"x, y, d := rf64(fp, in.b), rf64(fp, in.c), rf64(fp, uint16(in.imm))\np := float64(%s)\nwf64(fp, in.a, %s)", f.expr, s.expr))
		}
	}
}

// loadPairs: an operation on what has just been loaded. A fault is the load's.
func loadPairs(o *out) {
	add := func(load, size, value, op, read, d, expr, write string, swapped bool) {
		name, mode := "op"+load+op, "atSlot"
		if swapped {
			name += "Swapped"
		}
		if read != "in.imm" {
			mode = "atSlotShort"
		}
		o.access(name, size, "load", mode)
		o.pair(load, op, swapped, fmt.Sprintf(
			"ea := uint64(r32(fp, in.b)) + %s\nif ea+%s > memLen {\ngoto trap\n}\np := %s\nd := %s\n%s", read, size, value, d, fmt.Sprintf(write, expr)))
	}
	w, wf := "w64(fp, in.a, uint64(%s))", "wf64(fp, in.a, %s)"
	word := "*(*uint32)(unsafe.Add(mem, ea))"
	for _, s := range [][2]string{{"I32Add", "p + d"}, {"I32Xor", "p ^ d"}, {"I32And", "p & d"}, {"I32Sub", "p - d"}} {
		add("I32Load", "4", word, s[0], "in.imm", "r32(fp, in.c)", s[1], w, false)
	}
	add("I32Load", "4", word, "I32Sub", "in.imm", "r32(fp, in.c)", "d - p", w, true)
	// Offset and constant share imm.
	for _, s := range [][2]string{{"I32AddI", "p + d"}, {"I32ShlI", "p << (d & 31)"}, {"I32MulI", "p * d"}, {"I32AndI", "p & d"}} {
		add("I32Load", "4", word, s[0], "uint64(uint32(in.imm))", "uint32(in.imm >> 32)", s[1], w, false)
	}
	add("I64Load", "8", "*(*uint64)(unsafe.Add(mem, ea))", "I64Add", "in.imm", "r64(fp, in.c)", "p + d", w, false)
	add("I64Load", "8", "*(*uint64)(unsafe.Add(mem, ea))", "I64AddI", "uint64(uint32(in.imm))", "uint64(int64(in.imm) >> 32)", "p + d", w, false)
	for _, s := range [][2]string{{"F64Add", "p + d"}, {"F64Sub", "p - d"}, {"F64Mul", "p * d"}} {
		add("I64Load", "8", "*(*float64)(unsafe.Add(mem, ea))", s[0], "in.imm", "rf64(fp, in.c)", s[1], wf, false)
	}
	add("I64Load", "8", "*(*float64)(unsafe.Add(mem, ea))", "F64Sub", "in.imm", "rf64(fp, in.c)", "d - p", wf, true)
}

// addressed adds loads whose address has just been computed by an addition. Where they fault, the
// sum is written where the operand stack has it (see machine.fault).
func addressed(o *out) {
	for _, r := range [][3]string{{"I32Load", "4", "uint64(*(*uint32)(p))"}, {"I64Load", "8", "*(*uint64)(p)"},
		{"I32Load8U", "1", "uint64(*(*uint8)(p))"}, {"I32Load16U", "2", "uint64(*(*uint16)(p))"}} {
		rest := fmt.Sprintf("if ea+%s > memLen {\ngoto trap\n}\np := unsafe.Add(mem, ea)\nw64(fp, in.a, %s)", r[1], r[2]) + next
		o.access("op"+r[0]+"AtAddI", r[1], "load", "atSumConst")
		o.access("op"+r[0]+"AtAdd", r[1], "load", "atSum")
		o.op("op"+r[0]+"AtAddI", "ea := uint64(r32(fp, in.b)+uint32(in.imm>>32)) + uint64(uint32(in.imm))\n"+rest)
		o.op("op"+r[0]+"AtAdd", "ea := uint64(r32(fp, in.b)+r32(fp, in.c)) + uint64(uint32(in.imm))\n"+rest)
	}
}

// constantAccess adds loads from a constant address and stores of a constant.
func constantAccess(o *out, loads [][3]string, stores [][4]string) {
	for _, r := range loads {
		o.access("op"+r[0]+"K", r[1], "load", "atConst")
		o.op("op"+r[0]+"K", fmt.Sprintf("ea := in.imm\nif ea+%s > memLen {\ngoto trap\n}\np := unsafe.Add(mem, ea)\nw64(fp, in.a, %s)", r[1], r[2])+next)
	}
	for _, r := range stores {
		o.access("op"+r[0]+"K", r[1], "store", "atSlotShort")
		o.op("op"+r[0]+"K", fmt.Sprintf("ea := uint64(r32(fp, in.b)) + uint64(uint32(in.imm))\nif ea+%s > memLen {\ngoto trap\n}\n*(*%s)(unsafe.Add(mem, ea)) = %s(int64(in.imm) >> 32)", r[1], r[2], r[2])+next)
	}
}

// counting adds the ends of counting loops: an addition of a constant to a local and a branch back
// that compares the sum.
func counting(o *out) {
	back := "pc = unsafe.Add(pc, int32(in.imm))\nt.Budget--\nif t.Budget <= 0 {\ngoto tick\n}\n} else {\npc = unsafe.Add(pc, insSize)\n}"
	for _, r := range [][2]string{{"Ne", "x != y"}, {"LtS", "int32(x) < int32(y)"}, {"LtU", "x < y"}, {"GtS", "int32(x) > int32(y)"}, {"GtU", "x > y"}} {
		o.op("opAddBrI32"+r[0], "x, y := r32(fp, in.b)+uint32(in.imm>>32), r32(fp, in.c)\nw64(fp, in.a, uint64(x))\nif "+r[1]+" {\n"+back)
		o.op("opAddBrI32"+r[0]+"I", "x, y := r32(fp, in.b)+uint32(int16(in.c)), uint32(in.imm>>32)\nw64(fp, in.a, uint64(x))\nif "+r[1]+" {\n"+back)
		o.counting = append(o.counting, [2]string{"opBrI32" + r[0] + "Back", "opAddBrI32" + r[0]}, [2]string{"opBrI32" + r[0] + "IBack", "opAddBrI32" + r[0] + "I"})
	}
	o.op("opAddBrI32Nez", "x := r32(fp, in.b)+uint32(in.imm>>32)\nw64(fp, in.a, uint64(x))\nif x != 0 {\n"+back)
	o.counting = append(o.counting, [2]string{"opBrI32NezBack", "opAddBrI32Nez"})
}

// watched adds the instructions before accesses that may be watched: they leave the loop where the access is near what is.
// Their operands are those of the access, whose address they compute as it does.
func watched(o *out) {
	for _, r := range [][3]string{
		{"Load", "Read", "uint64(r32(fp, in.b)) + in.imm"},
		{"LoadK", "Read", "in.imm"},
		{"LoadAtAddI", "Read", "uint64(r32(fp, in.b)+uint32(in.imm>>32)) + uint64(uint32(in.imm))"},
		{"LoadAtAdd", "Read", "uint64(r32(fp, in.b)+r32(fp, in.c)) + uint64(uint32(in.imm))"},
		{"Store", "Write", "uint64(r32(fp, in.b)) + in.imm"},
		{"StoreK", "Write", "uint64(r32(fp, in.b)) + uint64(uint32(in.imm))"},
	} {
		o.op("opWatch"+r[0], fmt.Sprintf("rest := uint64(in.a) >> watchSizePos\nif %s + rest - m.hull.%sLo < m.hull.%sSpan + rest {\ngoto slow\n}", r[2], r[1], r[1])+next)
	}
}
