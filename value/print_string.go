package value

import "strconv"

// minRepeats is how many equal elements, one after the other, are shown as one, as in gdb.
const minRepeats = 11

// maxPadding bounds how far an array is read to find out whether only zeros follow.
const maxPadding = 1 << 16

// string writes a string in quotes, as much as there is room for, and what is wrong with it.
func (p *printing) string(t *Text, lang syntax) {
	if t.Unit != 1 && t.Unit != 2 && t.Unit != 4 || t.Read == nil {
		p.angled(Reason(unsupported("characters of %d bytes", t.Unit)))
		return
	}
	b, more, err := t.shown(p.maxString)
	if err != nil && len(b) == 0 {
		p.angled(Reason(err))
		return
	}
	p.quoted(b, t, lang)
	if more {
		p.write("…")
	}
	if err != nil {
		p.write(" ")
		p.angled(Reason(err))
	}
}

// shown returns the units of a string that are shown, at most limit; more says that others follow.
func (t *Text) shown(limit int64) (b []byte, more bool, err error) {
	unit := int64(t.Unit)
	want := limit + 1
	if t.Len >= 0 {
		want = min(want, t.Len)
	}
	b, err = t.Read(0, want)
	b = b[:min(int64(len(b)), want*unit)/unit*unit]
	read := int64(len(b)) / unit
	switch {
	case t.Len < 0:
		n := zeroUnit(b, t.Unit)
		if n >= 0 {
			b, read = b[:n], int64(n)/unit
		}
		more = read > limit
	case t.Padded && err == nil:
		full := b
		if b = trimZeros(b, t.Unit); len(b) < len(full) && t.Len > read && !t.zerosFrom(read) {
			b = full
		} else if len(b) < len(full) {
			return b, false, nil
		}
		more = t.Len > limit
	default:
		more = t.Len > limit && err == nil
	}
	if int64(len(b)) > limit*unit {
		b = wholeCharacters(b[:limit*unit], t.Unit)
	}
	return b, more, err
}

// zeroUnit returns the offset of the first zero unit, -1 without.
func zeroUnit(b []byte, unit int) int {
	for i := 0; i+unit <= len(b); i += unit {
		if isZero(b[i : i+unit]) {
			return i
		}
	}
	return -1
}

// trimZeros drops the zero units at the end.
func trimZeros(b []byte, unit int) []byte {
	for len(b) >= unit && isZero(b[len(b)-unit:]) {
		b = b[:len(b)-unit]
	}
	return b
}

// zerosFrom reports whether nothing but zeros follows.
func (t *Text) zerosFrom(from int64) bool {
	if t.Len-from > maxPadding {
		return false
	}
	b, err := t.Read(from, t.Len-from)
	return err == nil && isZero(b)
}

// wholeCharacters drops the beginning of a UTF-8 character at the end.
func wholeCharacters(b []byte, unit int) []byte {
	if unit != 1 {
		return b
	}
	for i := 1; i <= 3 && i <= len(b); i++ {
		c := b[len(b)-i]
		if c&0xc0 == 0x80 {
			continue
		}
		if c >= 0xc0 && (i == 1 || c >= 0xe0 && i == 2 || c >= 0xf0 && i == 3) {
			return b[:len(b)-i]
		}
		break
	}
	return b
}

// quoted writes a string in quotes. In C, many equal characters are one, outside of the quotes: "ab", ' ' <repeats 20 times>.
func (p *printing) quoted(b []byte, t *Text, lang syntax) {
	open, first := false, true
	for len(b) > 0 && !p.full {
		text, n := lang.next(b, t.Unit, '"')
		if run := repeats(b, n); run >= minRepeats && !lang.braced {
			if open {
				p.write(`"`)
			}
			if !first {
				p.write(", ")
			}
			text, _ = lang.next(b, t.Unit, '\'')
			p.write(t.Prefix + "'" + text + "' <repeats " + strconv.Itoa(run) + " times>")
			open, first = false, false
			b = b[n*run:]
			continue
		}
		if !open {
			if !first {
				p.write(", ")
			}
			p.write(t.Prefix + `"`)
			open, first = true, false
		}
		p.write(text)
		b = b[n:]
	}
	if first {
		p.write(t.Prefix + `""`)
	} else if open {
		p.write(`"`)
	}
}

// repeats returns how often the first n bytes are there, one after the other.
func repeats(b []byte, n int) int {
	run := 1
	for n > 0 && len(b) >= (run+1)*n && string(b[run*n:(run+1)*n]) == string(b[:n]) {
		run++
	}
	return run
}
