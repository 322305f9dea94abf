package simd

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/wasm/op"
)

// The integer instructions are compared with a slow reference that takes lanes
// out one bit at a time and computes with big integers.

// bitsOf returns v as a number of 128 bits.
func bitsOf(v V128) *big.Int {
	x := new(big.Int).SetUint64(v.Hi)
	return x.Lsh(x, 64).Or(x, new(big.Int).SetUint64(v.Lo))
}

// lanesOf returns the lanes of v, read as signed or unsigned numbers.
func lanesOf(v V128, width uint, signed bool) []*big.Int {
	var lanes []*big.Int
	x := bitsOf(v)
	for at := uint(0); at < 128; at += width {
		lane := new(big.Int)
		for b := range width {
			lane.SetBit(lane, int(b), x.Bit(int(at+b)))
		}
		if signed && lane.Bit(int(width-1)) == 1 {
			lane.Sub(lane, power(width))
		}
		lanes = append(lanes, lane)
	}
	return lanes
}

// fromLanes is the inverse of lanesOf; lanes are taken modulo their width.
func fromLanes(lanes []*big.Int, width uint) V128 {
	x := new(big.Int)
	for i, lane := range lanes {
		m := new(big.Int).Mod(lane, power(width))
		x.Or(x, m.Lsh(m, uint(i)*width))
	}
	lo := new(big.Int).And(x, new(big.Int).Sub(power(64), big.NewInt(1)))
	return V128{lo.Uint64(), x.Rsh(x, 64).Uint64()}
}

func power(n uint) *big.Int { return new(big.Int).Lsh(big.NewInt(1), n) }

// clamp brings x into the range of a number of width bits.
func clamp(x *big.Int, width uint, signed bool) *big.Int {
	low, high := new(big.Int), new(big.Int).Sub(power(width), big.NewInt(1))
	if signed {
		low.Neg(power(width - 1))
		high.Sub(power(width-1), big.NewInt(1))
	}
	switch {
	case x.Cmp(low) < 0:
		return low
	case x.Cmp(high) > 0:
		return high
	}
	return x
}

// laneWidth returns the number of bits in a lane of the shape a name starts with.
func laneWidth(shape string) uint {
	name, _, _ := strings.Cut(shape, "_")
	return map[string]uint{"i8x16": 8, "i16x8": 16, "i32x4": 32, "i64x2": 64}[name]
}

// refBinary computes a binary integer instruction; ok is false for others.
func refBinary(name string, a, b V128) (v V128, ok bool) {
	shape, action, _ := strings.Cut(name, ".")
	width := laneWidth(shape)
	if width == 0 {
		return V128{}, false
	}
	base, signed := strings.CutSuffix(action, "_s")
	if !signed {
		base = strings.TrimSuffix(action, "_u")
	}
	if narrower, found := strings.CutPrefix(base, "narrow_"); found {
		from := laneWidth(narrower)
		lanes := append(lanesOf(a, from, true), lanesOf(b, from, true)...)
		for i := range lanes {
			lanes[i] = clamp(lanes[i], width, signed)
		}
		return fromLanes(lanes, width), true
	}
	if half, found := strings.CutPrefix(base, "extmul_"); found {
		half, narrower, _ := strings.Cut(half, "_")
		x, y := refExtend(a, laneWidth(narrower), half, signed), refExtend(b, laneWidth(narrower), half, signed)
		for i := range x {
			x[i].Mul(x[i], y[i])
		}
		return fromLanes(x, width), true
	}
	if base == "dot_i16x8" || base == "relaxed_dot_i8x16_i7x16" {
		x, y := lanesOf(a, width/2, true), lanesOf(b, width/2, true)
		return fromLanes(refDot(x, y, width, base != "dot_i16x8"), width), true
	}
	x, y := lanesOf(a, width, signed), lanesOf(b, width, signed)
	var r []*big.Int
	for i := range x {
		lane := refLane(base, x[i], y[i], width, signed)
		if lane == nil {
			return V128{}, false
		}
		r = append(r, lane)
	}
	return fromLanes(r, width), true
}

// refDot returns the sums of two neighbouring products.
func refDot(x, y []*big.Int, width uint, saturate bool) []*big.Int {
	var r []*big.Int
	for i := 0; i < len(x); i += 2 {
		p, q := new(big.Int).Mul(x[i], y[i]), new(big.Int).Mul(x[i+1], y[i+1])
		if p.Add(p, q); saturate {
			p = clamp(p, width, true)
		}
		r = append(r, p)
	}
	return r
}

// refExtend returns half of the lanes of v.
func refExtend(v V128, width uint, half string, signed bool) []*big.Int {
	lanes := lanesOf(v, width, signed)
	if half == "low" {
		return lanes[:len(lanes)/2]
	}
	return lanes[len(lanes)/2:]
}

// refLane computes one lane of the instructions that work lane by lane.
func refLane(base string, x, y *big.Int, width uint, signed bool) *big.Int {
	truth := func(b bool) *big.Int {
		if b {
			return big.NewInt(-1)
		}
		return big.NewInt(0)
	}
	z := new(big.Int)
	switch base {
	case "add":
		return z.Add(x, y)
	case "sub":
		return z.Sub(x, y)
	case "mul":
		return z.Mul(x, y)
	case "add_sat":
		return clamp(z.Add(x, y), width, signed)
	case "sub_sat":
		return clamp(z.Sub(x, y), width, signed)
	case "min":
		if x.Cmp(y) < 0 {
			return x
		}
		return y
	case "max":
		if x.Cmp(y) > 0 {
			return x
		}
		return y
	case "avgr":
		return z.Add(x, y).Add(z, big.NewInt(1)).Rsh(z, 1)
	case "q15mulr_sat", "relaxed_q15mulr":
		return clamp(z.Mul(x, y).Add(z, big.NewInt(1<<14)).Rsh(z, 15), width, true)
	case "eq":
		return truth(x.Cmp(y) == 0)
	case "ne":
		return truth(x.Cmp(y) != 0)
	case "lt":
		return truth(x.Cmp(y) < 0)
	case "gt":
		return truth(x.Cmp(y) > 0)
	case "le":
		return truth(x.Cmp(y) <= 0)
	case "ge":
		return truth(x.Cmp(y) >= 0)
	}
	return nil
}

// refUnary computes a unary integer instruction; ok is false for others.
func refUnary(name string, a V128) (v V128, ok bool) {
	shape, action, _ := strings.Cut(name, ".")
	width := laneWidth(shape)
	if width == 0 {
		return V128{}, false
	}
	base, signed := strings.CutSuffix(action, "_s")
	if !signed {
		base = strings.TrimSuffix(action, "_u")
	}
	if half, found := strings.CutPrefix(base, "extend_"); found {
		half, narrower, _ := strings.Cut(half, "_")
		return fromLanes(refExtend(a, laneWidth(narrower), half, signed), width), true
	}
	var r []*big.Int
	if narrower, found := strings.CutPrefix(base, "extadd_pairwise_"); found {
		x := lanesOf(a, laneWidth(narrower), signed)
		for i := 0; i < len(x); i += 2 {
			r = append(r, new(big.Int).Add(x[i], x[i+1]))
		}
		return fromLanes(r, width), true
	}
	for _, x := range lanesOf(a, width, base != "popcnt") {
		switch base {
		case "neg":
			x.Neg(x)
		case "abs":
			x.Abs(x)
		case "popcnt":
			x = big.NewInt(int64(strings.Count(x.Text(2), "1")))
		default:
			return V128{}, false
		}
		r = append(r, x)
	}
	return fromLanes(r, width), true
}

// refShift computes a vector shift.
func refShift(name string, a V128, n uint32) V128 {
	shape, action, _ := strings.Cut(name, ".")
	width := laneWidth(shape)
	lanes := lanesOf(a, width, action == "shr_s")
	for _, x := range lanes {
		if action == "shl" {
			x.Lsh(x, uint(n)%width)
		} else {
			x.Rsh(x, uint(n)%width)
		}
	}
	return fromLanes(lanes, width)
}

// refTest computes any_true, all_true and bitmask.
func refTest(name string, a V128) uint32 {
	shape, action, _ := strings.Cut(name, ".")
	if action == "any_true" {
		return uint32(min(1, bitsOf(a).BitLen()))
	}
	all, mask := uint32(1), uint32(0)
	for i, x := range lanesOf(a, laneWidth(shape), true) {
		if x.Sign() == 0 {
			all = 0
		}
		if x.Sign() < 0 {
			mask |= 1 << i
		}
	}
	if action == "all_true" {
		return all
	}
	return mask
}

// randomVector returns a vector in which limits and equal neighbours are as
// frequent as other numbers, in lanes of any width.
func randomVector(r *rand.Rand) V128 {
	limits := [...]byte{0, 1, 0x7f, 0x80, 0x81, 0xff}
	var b [16]uint64
	for i := range b {
		switch r.IntN(3) {
		case 0:
			b[i] = uint64(limits[r.IntN(len(limits))])
		case 1:
			b[i] = r.Uint64N(256)
		default:
			if i > 0 {
				b[i] = b[i-1]
			}
		}
	}
	var v V128
	for i := range 8 {
		v.Lo |= b[i] << (8 * i)
		v.Hi |= b[i+8] << (8 * i)
	}
	return v
}

// randomPair returns two vectors that are equal in about a third of their bytes.
func randomPair(r *rand.Rand) (a, b V128) {
	a, b = randomVector(r), randomVector(r)
	mask := randomVector(r)
	return a, v128Bitselect(a, b, V128{mask.Lo & randomVector(r).Lo, mask.Hi})
}

func TestIntegersAgainstReference(t *testing.T) {
	const rounds = 300
	r := rand.New(rand.NewPCG(1, 2))
	counted := map[string]int{}
	check := func(o op.Op, inputs string, got, want V128) {
		if got != want {
			t.Fatalf("%v %s = %016x, want %016x", o, inputs, got, want)
		}
	}
	for _, o := range vectorOps(t) {
		for range rounds {
			a, b := randomPair(r)
			inputs := fmt.Sprintf("(%016x, %016x)", a, b)
			if f := Unary(o); f != nil {
				if want, ok := refUnary(o.String(), a); ok {
					check(o, inputs, f(a), want)
					counted["unary"]++
				}
			}
			if f := Binary(o); f != nil {
				if want, ok := refBinary(o.String(), a, b); ok {
					check(o, inputs, f(a, b), want)
					counted["binary"]++
				}
			}
			if f := Shift(o); f != nil {
				n := uint32(b.Lo)
				check(o, fmt.Sprintf("(%016x, %d)", a, n), f(a, n), refShift(o.String(), a, n))
				counted["shift"]++
			}
			if f := Test(o); f != nil {
				for _, v := range [...]V128{a, {Lo: b.Lo}, {Hi: b.Hi}, {}} {
					if got, want := f(v), refTest(o.String(), v); got != want {
						t.Fatalf("%v(%016x) = %#x, want %#x", o, v, got, want)
					}
				}
				counted["test"]++
			}
		}
	}
	// The reference must not lose instructions by a change of their names.
	want := map[string]int{"unary": 25, "binary": 89, "shift": 12, "test": 9}
	for category, n := range want {
		if counted[category] != n*rounds {
			t.Errorf("%s: %d instructions were compared, want %d", category, counted[category]/rounds, n)
		}
	}
}

// lane returns a byte of v.
func lane(v V128, i int) byte { return byte(bitsOf(v).Rsh(bitsOf(v), uint(8*i)).Uint64()) }

func TestByteMovesAgainstReference(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		a, b := randomPair(r)
		indices := V128{r.Uint64() & r.Uint64(), r.Uint64() & r.Uint64() & r.Uint64()}
		swizzled := i8x16Swizzle(a, indices)
		var lanes [16]byte
		for i := range lanes {
			lanes[i] = lane(indices, i) % 32
			var want byte
			if index := int(lane(indices, i)); index < 16 {
				want = lane(a, index)
			}
			if got := lane(swizzled, i); got != want {
				t.Fatalf("i8x16.swizzle(%016x, %016x): byte %d is %#x, want %#x", a, indices, i, got, want)
			}
		}
		shuffled := Shuffle(a, b, lanes)
		for i, index := range lanes {
			want := lane(a, int(index))
			if index >= 16 {
				want = lane(b, int(index)-16)
			}
			if got := lane(shuffled, i); got != want {
				t.Fatalf("i8x16.shuffle %v (%016x, %016x): byte %d is %#x, want %#x", lanes, a, b, i, got, want)
			}
		}
	}
}

func TestLaneAccessAgainstReference(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		a, x := randomVector(r), r.Uint64()
		for _, width := range [...]int{1, 2, 4, 8} {
			bits := uint(8 * width)
			for i := range 16 / width {
				want := lanesOf(a, bits, false)
				if got := ExtractBytes(a, uint8(i), width); got != want[i].Uint64() {
					t.Fatalf("ExtractBytes(%016x, %d, %d) = %#x, want %#x", a, i, width, got, want[i])
				}
				want[i].SetUint64(x)
				if got := InsertBytes(a, uint8(i), width, x); got != fromLanes(want, bits) {
					t.Fatalf("InsertBytes(%016x, %d, %d, %#x) = %016x", a, i, width, x, got)
				}
			}
		}
	}
}
