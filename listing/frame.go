package listing

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/unwind"
)

// MaxName bounds the length of names in text, in characters.
const MaxName = 200

// File returns the name of a source file; dir is the current directory, without which files below it are named. "" leaves names as they are.
func File(dir string, f *symbols.File) string {
	if f == nil {
		return ""
	}
	path := strings.TrimPrefix(f.Path, "./")
	if dir != "" && filepath.IsAbs(path) {
		if rel, err := filepath.Rel(dir, path); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			path = rel
		}
	}
	return symbols.Printable(path)
}

// Position writes a place in the source: file:line:column, as far as it is known.
func Position(dir string, p symbols.Pos) string {
	if p.File == nil {
		return ""
	}
	text := File(dir, p.File)
	if p.Line > 0 {
		text += fmt.Sprintf(":%d", p.Line)
		if p.Column > 0 {
			text += fmt.Sprintf(":%d", p.Column)
		}
	}
	return text
}

// FrameName returns the name of a logical frame's function, and whether it is that of the source, after which arguments may follow.
func FrameName(f *symbols.Frame, p *unwind.Physical) (name string, source bool) {
	if f.Func == nil || f.Func.Origin < symbols.OriginGoTable || f.Func.Name == "" {
		return p.Name(), false
	}
	return symbols.Printable(f.Func.DisplayName()), f.Func.Origin == symbols.OriginDWARF
}

// CodePlace writes where a frame is in its module, with the instance's name where several is set.
func CodePlace(p *unwind.Physical, several bool) string {
	off, _ := p.FileOffset()
	text := fmt.Sprintf("func %d @ 0x%x", p.Func, uint64(off))
	if several && p.Instance != "" {
		text += " in " + Clip(symbols.Printable(p.Instance), MaxName)
	}
	return text
}

// Cycle describes the functions of a folded cycle of a stack.
func Cycle(stack *unwind.Stack, logical *unwind.Logical, it unwind.Item) string {
	const shown = 4
	name := func(i int) string {
		p := stack.Frame(it.First + i)
		name := p.Name()
		if list := logical.Frames(nil, &p); len(list) > 0 {
			name, _ = FrameName(&list[len(list)-1], &p)
		}
		return Clip(name, 60)
	}
	if it.Period == 1 {
		return name(0)
	}
	var names []string
	for i := range it.Period {
		if i == shown && it.Period > shown+1 {
			names = append(names, fmt.Sprintf("(%d more)", it.Period-shown))
			break
		}
		names = append(names, name(i))
	}
	return fmt.Sprintf("%s → %s, %s times", strings.Join(names, " → "), name(0), Grouped(it.Count/it.Period))
}

// Gap describes frames of a stack that are left out: count logical ones.
func Gap(stack *unwind.Stack, logical *unwind.Logical, it unwind.Item, count int) string {
	if it.Kind == unwind.Folded {
		return fmt.Sprintf("… %s folded: %s", Count(count, "frame"), Cycle(stack, logical, it))
	}
	return fmt.Sprintf("… %s left out", Count(count, "frame"))
}
