package command

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// maxCandidates bounds what is offered.
const maxCandidates = 500

// Complete returns what the word before the cursor, which begins at a byte of the line, may become.
func (in *Interp) Complete(line string, cursor int) (start int, candidates []string) {
	cursor = max(0, min(cursor, len(line)))
	line = line[:cursor]
	list, at := in.commands, 0
	for {
		at += len(line[at:]) - len(strings.TrimLeft(line[at:], " \t"))
		end := strings.IndexAny(line[at:], " \t/")
		if end < 0 {
			found := names(list, line[at:])
			if at == 0 {
				for name := range in.aliases {
					if strings.HasPrefix(name, line) {
						found = append(found, name)
					}
				}
			}
			return at, sorted(found)
		}
		c, err := find(list, line[at:at+end], "")
		if err != nil {
			return cursor, nil
		}
		at += end
		if c.Sub == nil || c.Run != nil && !offers(c.Sub, line[at:]) {
			return in.completeArgs(c, line, at)
		}
		list = c.Sub
	}
}

// offers reports whether the first word of a text is a command of a list, or the beginning of one.
func offers(list []*Command, text string) bool {
	word := strings.TrimLeft(text, " \t")
	if i := strings.IndexAny(word, " \t"); i >= 0 {
		_, err := find(list, word[:i], "")
		return err == nil
	}
	return len(names(list, word)) > 0
}

// names returns the names of commands that begin with a word: full names, or others where only they do.
func names(list []*Command, word string) (found []string) {
	for _, c := range list {
		for _, n := range c.Names {
			if strings.HasPrefix(n, word) {
				found = append(found, n)
				break
			}
		}
	}
	return found
}

// sorted returns candidates in order, each once.
func sorted(list []string) []string {
	slices.Sort(list)
	list = slices.Compact(list)
	return list[:min(len(list), maxCandidates)]
}

// completeArgs completes the arguments of a command, which begin at a byte.
func (in *Interp) completeArgs(c *Command, line string, at int) (start int, candidates []string) {
	text := line[at:]
	word := at + strings.LastIndexAny(text, " \t") + 1
	if word == at && c.Complete != CompleteExpr { // the name is not finished
		return len(line), nil
	}
	var list []string
	switch c.Complete {
	case CompleteCommand:
		inner := strings.TrimLeft(text, " \t")
		start, list = in.Complete(inner, len(inner))
		return len(line) - len(inner) + start, list
	case CompleteExpr:
		return in.completeExpr(line, at)
	case CompletePath:
		list = paths(line[word:])
	case CompleteBreakpoint:
		for _, id := range in.pointIDs() {
			list = append(list, fmt.Sprint(id))
		}
	case CompleteSetting:
		return in.completeSetting(line, at)
	default:
		list = in.symbolNames(c.Complete)
		if c.Complete == CompleteType {
			if s, more := in.completeExpr(line, at); s == word {
				list = append(slices.Clone(list), more...)
			}
		}
	}
	return word, beginning(list, line[word:])
}

// beginning returns those of a list that begin with a word.
func beginning(list []string, word string) (found []string) {
	for _, s := range list {
		if strings.HasPrefix(s, word) {
			found = append(found, s)
		}
	}
	return sorted(found)
}

// paths returns the files that a path may become.
func paths(prefix string) []string {
	dir, _ := filepath.Split(prefix)
	from := dir
	if from == "" {
		from = "."
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return nil
	}
	var list []string
	for _, e := range entries {
		name := dir + e.Name()
		if e.IsDir() {
			name += string(filepath.Separator)
		}
		list = append(list, name)
	}
	return list
}

// completeSetting completes the name of a setting, or what it may be set to.
func (in *Interp) completeSetting(line string, at int) (start int, candidates []string) {
	text := strings.TrimLeft(line[at:], " \t")
	at = len(line) - len(text)
	var list []string
	for _, st := range settingTable() {
		if after, ok := strings.CutPrefix(text, st.name+" "); ok {
			word := len(line) - len(after) + strings.LastIndexAny(after, " \t") + 1
			return word, beginning(st.values, line[word:])
		}
		list = append(list, st.name)
	}
	return at, beginning(list, text)
}

// known are names that completion offers, collected once for a module.
type known struct{ functions, files, types, globals []string }

// symbolNames returns names of the program's modules that a kind of arguments may be.
func (in *Interp) symbolNames(kind Completion) (list []string) {
	_ = in.inspect(func(v *debugger.View) error { // while it runs nothing is offered
		for _, inst := range v.Instances() {
			k := in.known(v, inst)
			switch kind {
			case CompleteLocation:
				list = append(append(list, k.functions...), k.files...)
			case CompleteFunction:
				list = append(list, k.functions...)
			case CompleteSource:
				list = append(list, k.files...)
			case CompleteType:
				list = append(list, k.types...)
			}
		}
		return nil
	})
	return list
}

// maxKnown bounds the names of one sort that are kept.
const maxKnown = 200000

func (in *Interp) known(v *debugger.View, inst target.Instance) *known {
	if k := in.names[inst.Module]; k != nil {
		return k
	}
	k := &known{}
	t := v.Table(inst.ID)
	for f := range t.Funcs(false) {
		if len(k.functions) >= maxKnown {
			break
		}
		if name := f.QualifiedName(); name != "" {
			name, _, _ = strings.Cut(name, "(")
			k.functions = append(k.functions, printable(name))
		}
	}
	for _, f := range t.Files() {
		k.files = append(k.files, printable(f.Path[strings.LastIndexAny(f.Path, `/\`)+1:])+":")
	}
	for name := range t.TypeNames() {
		if len(k.types) >= maxKnown {
			break
		}
		k.types = append(k.types, printable(name))
	}
	for g := range t.Globals() {
		if len(k.globals) >= maxKnown {
			break
		}
		k.globals = append(k.globals, printable(symbols.Qualify(g.Scope, g.Name)))
	}
	if in.names == nil {
		in.names = map[*wasm.Module]*known{}
	}
	in.names[inst.Module] = k
	return k
}

// completeExpr completes the last name of an expression.
func (in *Interp) completeExpr(line string, at int) (start int, candidates []string) {
	start = len(line)
	for start > at && (isNameRune(rune(line[start-1])) && line[start-1] != '-' || line[start-1] == ':' || line[start-1] == '$') {
		start--
	}
	word := line[start:]
	var list []string
	_ = in.inspect(func(v *debugger.View) error { // while it runs nothing is offered
		f, _ := in.selected(v)
		if object, ok := memberOf(line[at:start]); ok {
			list = in.memberNames(v, f, object)
			return nil
		}
		if f != nil {
			for _, variable := range v.Values(f).List {
				list = append(list, printable(variable.Name))
			}
		}
		for _, inst := range v.Instances() {
			k := in.known(v, inst)
			list = append(append(list, k.globals...), k.functions...)
		}
		return nil
	})
	if strings.HasPrefix(word, "$") {
		list = append(list, "$local0", "$global[", "$stack[", "$mem[", "$pc")
	}
	return start, beginning(list, word)
}

// memberOf returns the expression whose member is wanted: what is before "." or "->" at the end.
func memberOf(text string) (object string, ok bool) {
	object, ok = strings.CutSuffix(text, ".")
	if !ok {
		object, ok = strings.CutSuffix(text, "->")
	}
	if !ok {
		return "", false
	}
	// The operand before it: back to a place where no bracket is open and an operator stands.
	depth, i := 0, len(object)
	for ; i > 0; i-- {
		c := object[i-1]
		switch {
		case c == ')' || c == ']':
			depth++
		case c == '(' || c == '[':
			if depth--; depth < 0 {
				return object[i:], true
			}
		case depth == 0 && strings.IndexByte(" \t+*/%&|!=<,?;{}~^", c) >= 0:
			return object[i:], true
		}
	}
	return object, true
}

// memberNames returns the names of the members of what an expression is, or points to.
func (in *Interp) memberNames(v *debugger.View, f *debugger.Frame, object string) (list []string) {
	p, err := expr.Compile(v.Env(f), object)
	if err != nil {
		return nil
	}
	t, _ := p.Type()
	for range 4 {
		s := t.Strip()
		if s == nil || s.Kind != symbols.KindPointer && s.Kind != symbols.KindReference && s.Kind != symbols.KindRvalueRef {
			break
		}
		t = s.Elem()
	}
	return appendMembers(nil, t.Strip(), 0)
}

// appendMembers adds the names of a structure's members, those of its bases and of members without a name too.
func appendMembers(list []string, t *symbols.Type, depth int) []string {
	if t == nil || depth > maxNested {
		return list
	}
	for _, m := range t.Details().Members {
		switch {
		case m.Base || m.Name == "":
			list = appendMembers(list, m.Type.Strip(), depth+1)
		case !m.Artificial:
			list = append(list, printable(m.Name))
		}
	}
	return list
}
