package command

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
)

func memoryCommands() []*Command {
	return []*Command{
		{
			Names: []string{"x", "examine", "examinemem"}, Group: GroupMemory, Usage: "[/NFU] [ADDRESS]", Complete: CompleteExpr, Repeat: RepeatOn, format: true,
			Help: "examine memory",
			Text: "N is how many, F the form (x d u o t c a f, s for strings, i for instructions), U the size (b h w g: 1 2 4 8 bytes). Each stays as it was " +
				"where it is left out. The address is a number, a pointer, or the name of something in memory; for instructions an offset in the module file. Without one it goes on.",
			Example: "x/8xw &list\nx/s name\nx/16xb 0x400\nx/5i",
			Run:     (*Interp).examine,
		},
		{
			Names: []string{"find"}, Group: GroupMemory, Usage: "[/U] [FROM, TO | FROM, +LENGTH,] VALUE...", Complete: CompleteExpr, format: true,
			Help:    "look for bytes in memory",
			Text:    "VALUE is a number, of the size U (b h w g; 4 bytes without), or a string in quotes, without a zero at its end. Several follow one another. Without a range, all of memory.",
			Example: "find \"error\"\nfind /h 0x400, +0x1000, 513\nfind 1024, 4096, 'ab', 7",
			Run:     (*Interp).find,
		},
		{
			Names: []string{"dump"}, Group: GroupMemory, Usage: "FILE [FROM, TO | FROM, +LENGTH]", Complete: CompletePath,
			Help:    "write memory to a file; without a range, all of it",
			Example: "dump heap.bin 0x10000, 0x20000\ndump page.bin p, +4096",
			Run:     (*Interp).dump,
		},
		{
			Names: []string{"restore"}, Group: GroupMemory, Usage: "FILE ADDRESS", Complete: CompletePath,
			Help:    "read memory from a file",
			Example: "restore page.bin 0x10000",
			Run:     (*Interp).restore,
		},
		{
			Names: []string{"write"}, Group: GroupMemory, Usage: "[/U] ADDRESS, VALUE...", Complete: CompleteExpr, format: true,
			Help:    "change memory",
			Text:    "VALUE is a number, of the size U (b h w g; 4 bytes without), or a string in quotes. Several follow one another.",
			Example: "write 0x400, 7, 8\nwrite/b &flag, 1\nwrite name, \"bob\"",
			Run:     (*Interp).write,
		},
	}
}

// examined is where "x" goes on, and how.
type examined struct {
	form format
	inst target.InstanceID
	next uint64
	set  bool
}

func (in *Interp) examine(a Args) error {
	f, err := parseFormat(a.Format)
	if err != nil {
		return err
	}
	old := in.examined.form
	if f.letter == 0 {
		f.letter = old.letter
	}
	if f.letter == 0 {
		f.letter = 'x'
	}
	if f.letter == 'r' {
		return errors.New("no format 'r' of x; there are x d u o t a c f z, s for strings and i for instructions")
	}
	if f.size == 0 {
		f.size = old.size
	}
	if a.Format == "" && old.count > 0 {
		f.count = old.count
	}
	return in.withFrameIfAny(func(v *debugger.View, fr *debugger.Frame) error {
		at, err := in.examinedPlace(v, fr, a.Text, f)
		if err != nil {
			return placeError(err, a.Text)
		}
		if f.size == 0 {
			f.size = 4
		}
		if f.letter == 'c' && a.Format != "" && !strings.ContainsAny(a.Format, "bhwg") {
			f.size = 1
		}
		before := in.examined
		in.examined = examined{form: f, inst: at.Instance.ID, next: at.Addr, set: true}
		if err := in.examineAs(v, fr, at, f); err != nil {
			if in.examined.next == at.Addr { // nothing was shown
				in.examined = before
			}
			return err
		}
		return nil
	})
}

func (in *Interp) examineAs(v *debugger.View, f *debugger.Frame, at debugger.MemoryPlace, form format) error {
	switch form.letter {
	case 'i':
		return in.examineCode(v, f, at, form)
	case 's':
		return in.examineStrings(v, at, form)
	}
	return in.examineNumbers(v, at, form)
}

// examinedPlace returns where to examine.
func (in *Interp) examinedPlace(v *debugger.View, f *debugger.Frame, text string, form format) (debugger.MemoryPlace, error) {
	if text != "" {
		return v.MemoryPlace(f, text)
	}
	if in.examined.set && (form.letter == 'i') == (in.examined.form.letter == 'i') {
		inst, ok := v.Instance(in.examined.inst)
		if !ok {
			return debugger.MemoryPlace{}, errors.New("what was examined before is gone: give an address")
		}
		return debugger.MemoryPlace{Instance: inst, Addr: in.examined.next}, nil
	}
	if form.letter == 'i' && f != nil && !f.IsHost() {
		off, _ := f.Activation().FileOffset()
		return debugger.MemoryPlace{Instance: f.Instance, Addr: uint64(off)}, nil
	}
	return debugger.MemoryPlace{}, errors.New("give an address: 'x/8xw 0x400'")
}

// readMemory reads bytes of memory 0.
func readMemory(v *debugger.View, inst target.Instance, addr, n uint64) ([]byte, error) {
	size, err := v.MemorySize(inst, 0)
	if err != nil {
		return nil, err
	}
	if n > size || addr > size-n {
		return nil, &debugger.OutsideError{Addr: addr, Size: size}
	}
	b := make([]byte, n)
	return b, v.Target().ReadMemory(inst.ID, 0, b, addr)
}

// examineNumbers writes numbers in rows.
func (in *Interp) examineNumbers(v *debugger.View, at debugger.MemoryPlace, f format) error {
	size, err := v.MemorySize(at.Instance, 0)
	if err != nil {
		return err
	}
	if at.Addr >= size || size-at.Addr < uint64(f.size) {
		return &debugger.OutsideError{Addr: at.Addr, Size: size}
	}
	columns := map[int]int{1: 8, 2: 8, 4: 4, 8: 2}[f.size]
	if f.letter == 't' {
		columns = max(1, columns/2)
	}
	if f.letter == 'x' {
		f.letter = 'z'
	}
	symbol := v.Table(at.Instance.ID).DataSymbol
	for done := 0; done < f.count; {
		n := min(columns, f.count-done, int((size-at.Addr)/uint64(f.size)))
		if n == 0 {
			return &debugger.OutsideError{Addr: at.Addr, Size: size}
		}
		b, err := readMemory(v, at.Instance, at.Addr, uint64(n*f.size))
		if err != nil {
			return err
		}
		row := in.addressLabel(symbol, at.Addr)
		for i := range n {
			row += "  " + f.number(le(b[i*f.size:(i+1)*f.size]), f.size)
		}
		in.printf("%s\n", row)
		done += n
		at.Addr += uint64(n * f.size)
		in.examined.next = at.Addr
	}
	return nil
}

// addressLabel writes an address, with what lies there.
func (in *Interp) addressLabel(symbol func(uint64) (symbols.DataSymbol, bool), addr uint64) string {
	text := fmt.Sprintf("0x%x", addr)
	if sym, ok := symbol(addr); ok {
		text += " " + listing.DataPlace(sym, addr)
	}
	return in.paint(listing.Dim, text+":")
}

// examineStrings writes strings that end with a zero.
func (in *Interp) examineStrings(v *debugger.View, at debugger.MemoryPlace, f format) error {
	size, err := v.MemorySize(at.Instance, 0)
	if err != nil {
		return err
	}
	symbol := v.Table(at.Instance.ID).DataSymbol
	for range f.count {
		if at.Addr >= size {
			return &debugger.OutsideError{Addr: at.Addr, Size: size}
		}
		b, err := readMemory(v, at.Instance, at.Addr, min(uint64(in.settings.stringLength)+1, size-at.Addr))
		if err != nil {
			return err
		}
		more := ""
		n := bytes.IndexByte(b, 0)
		next := uint64(n + 1)
		if n < 0 {
			n, more = min(len(b), in.settings.stringLength), "…"
			next = uint64(n)
		}
		in.printf("%s  %s%s\n", in.addressLabel(symbol, at.Addr), strconv.Quote(string(b[:n])), more)
		at.Addr += next
		in.examined.next = at.Addr
	}
	return nil
}

// span evaluates the two ends of a range of memory.
func (in *Interp) span(v *debugger.View, f *debugger.Frame, first, last string) (at debugger.MemoryPlace, n uint64, err error) {
	if at, err = v.MemoryPlace(f, first); err != nil {
		return at, 0, err
	}
	size, err := v.MemorySize(at.Instance, 0)
	if err != nil {
		return at, 0, err
	}
	length, relative := strings.CutPrefix(last, "+")
	end, err := v.MemoryPlace(f, length)
	if err != nil {
		return at, 0, err
	}
	to := end.Addr
	if relative {
		to = at.Addr + end.Addr
	}
	if to < at.Addr || at.Addr > size {
		return at, 0, fmt.Errorf("the range 0x%x to 0x%x is none", at.Addr, to)
	}
	if to > size {
		return at, 0, &debugger.OutsideError{Addr: to, Size: size}
	}
	return at, to - at.Addr, nil
}

// valueBytes evaluates numbers and strings and puts them one after the other.
func (in *Interp) valueBytes(v *debugger.View, f *debugger.Frame, parts []string, form format) ([]byte, error) {
	size := form.size
	if size == 0 {
		size = 4
	}
	var out []byte
	for _, part := range parts {
		if n := len(part); n >= 2 && (part[0] == '"' || part[0] == '\'') && part[n-1] == part[0] {
			out = append(out, unquote(part)...)
			continue
		}
		n, err := in.integer(v, f, part)
		if err != nil {
			return nil, err
		}
		if signed := int64(n); size < 8 && n>>(8*size) != 0 && signed>>(8*size-1) != -1 {
			return nil, fmt.Errorf("%s does not fit in %s", printable(part), listing.Count(size, "byte"))
		}
		out = append(out, binary.LittleEndian.AppendUint64(nil, n)[:size]...)
	}
	if len(out) == 0 {
		return nil, errors.New("a value is needed: a number, or a string in quotes")
	}
	return out, nil
}

// integer evaluates an expression that is a number.
func (in *Interp) integer(v *debugger.View, f *debugger.Frame, text string) (uint64, error) {
	if n, err := strconv.ParseUint(text, 0, 64); err == nil {
		return n, nil
	}
	if n, err := strconv.ParseInt(text, 0, 64); err == nil {
		return uint64(n), nil
	}
	val, err := in.eval(v, f, text)
	if err != nil {
		return 0, err
	}
	n, err := val.Uint()
	if err != nil {
		signed, again := val.Int()
		if again != nil {
			return 0, errors.New(value.Reason(err))
		}
		n = uint64(signed)
	}
	return n, nil
}

func (in *Interp) find(a Args) error {
	form, err := parseFormat(a.Format)
	if err != nil {
		return err
	}
	if a.Text == "" {
		return a.usage()
	}
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		inst, err := v.InstanceOf(f)
		if err != nil {
			return err
		}
		at := debugger.MemoryPlace{Instance: inst}
		n, err := v.MemorySize(inst, 0)
		if err != nil {
			return err
		}
		parts := splitArgs(a.Text)
		if len(parts) > 2 {
			if at, n, err = in.span(v, f, parts[0], parts[1]); err != nil {
				return placeError(err, a.Text)
			}
			parts = parts[2:]
		}
		what, err := in.valueBytes(v, f, parts, form)
		if err != nil {
			return placeError(err, a.Text)
		}
		return in.search(v, at, n, what)
	})
}

const (
	// maxFound bounds what find shows.
	maxFound = 100
	// searchChunk is how much is searched at once, in bytes.
	searchChunk = 1 << 20
)

// search looks for bytes in n bytes of memory.
func (in *Interp) search(v *debugger.View, at debugger.MemoryPlace, n uint64, what []byte) error {
	symbol := v.Table(at.Instance.ID).DataSymbol
	found := 0
	for from, end := at.Addr, at.Addr+n; from < end && end-from >= uint64(len(what)); {
		if in.opts.Stop != nil {
			if err := in.opts.Stop(); err != nil {
				return err
			}
		}
		size := min(end-from, searchChunk+uint64(len(what)))
		b, err := readMemory(v, at.Instance, from, size)
		if err != nil {
			return err
		}
		for i := 0; ; i++ {
			j := bytes.Index(b[i:], what)
			if j < 0 || uint64(i+j) >= searchChunk && size > searchChunk {
				break
			}
			i += j
			if found++; found > maxFound {
				in.printf("… there may be more\n")
				return nil
			}
			in.printf("%s\n", strings.TrimSuffix(in.addressLabel(symbol, from+uint64(i)), ":"))
			in.examined = examined{form: in.examined.form, inst: at.Instance.ID, next: from + uint64(i), set: true}
		}
		if size <= searchChunk {
			break
		}
		from += searchChunk
	}
	if found == 0 {
		in.printf("not found\n")
	}
	return nil
}

// cutFile takes the name of a file, which may be in quotes, from the beginning of the arguments.
func cutFile(text string) (path, rest string) {
	if text != "" && (text[0] == '"' || text[0] == '\'') {
		if i := strings.IndexByte(text[1:], text[0]); i >= 0 {
			return text[1 : i+1], strings.TrimSpace(text[i+2:])
		}
	}
	path, rest, _ = strings.Cut(text, " ")
	return path, strings.TrimSpace(rest)
}

func (in *Interp) dump(a Args) error {
	path, rest := cutFile(a.Text)
	parts := splitArgs(rest)
	if path == "" || rest != "" && len(parts) != 2 {
		return a.usage()
	}
	var b []byte
	err := in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		inst, err := v.InstanceOf(f)
		if err != nil {
			return err
		}
		at := debugger.MemoryPlace{Instance: inst}
		n, err := v.MemorySize(inst, 0)
		if err == nil && rest != "" {
			at, n, err = in.span(v, f, parts[0], parts[1])
		}
		if err != nil {
			return placeError(err, rest)
		}
		b, err = readMemory(v, at.Instance, at.Addr, n)
		return err
	})
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, b, 0o666); err != nil {
		return err
	}
	in.printf("%s written\n", listing.Count(len(b), "byte"))
	return nil
}

func (in *Interp) restore(a Args) error {
	path, rest := cutFile(a.Text)
	if path == "" || rest == "" {
		return a.usage()
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Size() > maxRestored {
		return fmt.Errorf("%s is not a file of at most %s", printable(path), listing.Count(maxRestored, "byte"))
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		at, err := v.MemoryPlace(f, rest)
		if err != nil {
			return placeError(err, rest)
		}
		return in.poke(v, at, b)
	})
}

// maxRestored bounds the files that are read into memory, in bytes.
const maxRestored = 1 << 30

// poke writes bytes to memory and says so.
func (in *Interp) poke(v *debugger.View, at debugger.MemoryPlace, b []byte) error {
	if err := v.WriteMemory(at.Instance, 0, b, at.Addr); err != nil {
		return err
	}
	in.printf("%s at 0x%x changed\n", listing.Count(len(b), "byte"), at.Addr)
	return nil
}

func (in *Interp) write(a Args) error {
	form, err := parseFormat(a.Format)
	if err != nil {
		return err
	}
	parts := splitArgs(a.Text)
	if len(parts) < 2 {
		return a.usage()
	}
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		at, err := v.MemoryPlace(f, parts[0])
		if err != nil {
			return placeError(err, a.Text)
		}
		b, err := in.valueBytes(v, f, parts[1:], form)
		if err != nil {
			return placeError(err, a.Text)
		}
		return in.poke(v, at, b)
	})
}
