package expr

import (
	"strings"
	"testing"
)

// countingContext counts what an evaluation asks for, and answers always.
func countingContext(reads, calls *int) *Context {
	ctx := testContext()
	ctx.Memory = func(p []byte, addr uint64) error {
		*reads++
		for i := range p {
			p[i] = byte(addr>>3) + byte(i)
		}
		return nil
	}
	location := ctx.Location
	ctx.Location = func(ref DIERef) ([]byte, *Context, error) {
		*calls++
		ref.Offset %= 8
		return location(ref)
	}
	return ctx
}

func addSeeds(f *testing.F) {
	for _, row := range opRows() {
		f.Add(row.code, false, byte(0))
	}
	f.Add(asm(local(10), signExtendOps(8), OpStackValue), true, byte(4))
	f.Add(asm(local(2), OpLit0+3, OpShra, OpStackValue, OpPiece, 4, OpPiece, 4), false, byte(8))
	f.Add(asm(OpLit0+31, OpLit0+1, OpMinus, OpDup, OpBra, uint16(0xfffa), OpLit0+9), false, byte(0))
}

func FuzzEval(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, code []byte, wide64 bool, size byte) {
		p := Params{Size: int(size)}
		if wide64 {
			p.AddrSize, p.OffsetSize = 8, 8
			p.Initial = []uint64{1 << 40}
		}
		var reads, calls int
		ctx := countingContext(&reads, &calls)
		r, err := Eval(code, ctx, p)
		if err != nil {
			if _, ok := err.(*Error); !ok || err.Error() == "" {
				t.Fatalf("error %#v", err)
			}
		} else {
			checkResult(t, r, p)
		}
		// An evaluation may be made twice.
		if reads > 2*maxReads || calls > 2*maxSteps {
			t.Fatalf("%d reads, %d calls", reads, calls)
		}
		if _, err := EvalNumber(code, ctx, p); err != nil {
			if _, ok := err.(*Error); !ok {
				t.Fatalf("error %#v", err)
			}
		}
	})
}

func checkResult(t *testing.T, r Result, p Params) {
	if len(r.Pieces) == 0 || len(r.Pieces) > maxPieces {
		t.Fatalf("%d pieces", len(r.Pieces))
	}
	for _, q := range r.Pieces {
		switch {
		case q.Bits == 0 && len(r.Pieces) > 1:
			t.Fatalf("one of several pieces has no size: %+v", r)
		case q.Kind == Value && q.BitOffset+q.Bits > 8*uint64(len(q.Bytes)):
			t.Fatalf("a value has less bytes than its piece: %+v", q)
		case q.Kind == Value && q.Bits == 0 && p.Size > 0 && len(q.Bytes) != p.Size:
			t.Fatalf("a value of %d bytes for %d: %+v", len(q.Bytes), p.Size, q)
		case q.Kind == Memory && q.Addr > p.addrMask():
			t.Fatalf("address 0x%x", q.Addr)
		}
	}
}

func FuzzString(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, code []byte, wide64 bool, version byte) {
		format := Format{Version: int(version)}
		if wide64 {
			format.AddrSize, format.OffsetSize = 8, 8
		}
		text := String(code, format, nil)
		if text == "" || len(text) > 100*(len(code)+1) {
			t.Fatalf("%d bytes of text for %d", len(text), len(code))
		}
		// What can be evaluated can be written.
		if _, err := Eval(code, nil, Params{Format: format}); err == nil && strings.HasPrefix(text, "<decoding error>") {
			t.Fatalf("%x has a result but no text", code)
		}
	})
}
