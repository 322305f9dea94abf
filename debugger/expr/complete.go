package expr

import (
	"iter"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// CandidateKind is what a completion is.
type CandidateKind uint8

// Kinds of completions.
const (
	CandidateVariable CandidateKind = iota
	CandidateMember
	CandidateFunc
	CandidateType
	CandidateState // $pc and the like
)

// Candidate is a name that may stand at the end of an expression.
type Candidate struct {
	Name string
	Kind CandidateKind
	// Detail is the type of a variable or member; it may be empty.
	Detail string
}

// maxCandidates bounds how many are returned.
const maxCandidates = 1000

// Complete returns the names that fit what is before the cursor, a byte offset, sorted, and where the word begins that they replace.
func Complete(env *Env, text string, cursor int) (list []Candidate, from int) {
	cursor = min(max(cursor, 0), len(text))
	text = text[:cursor]
	from = wordStart(text)
	word := text[from:]
	c := newChecker(env, text)
	switch before := strings.TrimRight(text[:from], " "); {
	case strings.HasPrefix(word, "$"):
		list = c.stateCandidates(word)
	case strings.HasSuffix(before, "->"):
		list = c.memberCandidates(strings.TrimSuffix(before, "->"), word)
	case strings.HasSuffix(before, "."):
		list = c.memberCandidates(strings.TrimSuffix(before, "."), word)
	case strings.HasSuffix(before, "::"):
		list = c.scopeCandidates(before, word)
	default:
		list = c.nameCandidates(word)
	}
	slices.SortFunc(list, func(a, b Candidate) int {
		if d := strings.Compare(a.Name, b.Name); d != 0 {
			return d
		}
		return int(a.Kind) - int(b.Kind)
	})
	list = slices.CompactFunc(list, func(a, b Candidate) bool { return a.Name == b.Name })
	return list[:min(len(list), maxCandidates)], from
}

// wordStart returns where the name at the end of a text begins.
func wordStart(text string) int {
	for start := len(text) - 1; start >= 0; start-- {
		if text[start] == '$' {
			return start
		}
		if c := text[start]; c != '_' && !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'z') && c < 0x80 {
			return start + 1
		}
	}
	return 0
}

// candidates collects names that begin with a word.
type candidates struct {
	word string
	list []Candidate
}

func (l *candidates) add(name string, kind CandidateKind, typ *symbols.Type) {
	if name == "" || !strings.HasPrefix(name, l.word) || len(l.list) >= 4*maxCandidates {
		return
	}
	k := Candidate{Name: name, Kind: kind}
	if typ != nil {
		k.Detail = typeName(typ)
	}
	l.list = append(l.list, k)
}

func (l *candidates) addAll(names iter.Seq[string], kind CandidateKind) {
	for name := range names {
		l.add(name, kind, nil)
	}
}

// nameCandidates returns names that need nothing before them. Without a word, those of the frame only.
func (c *checker) nameCandidates(word string) []Candidate {
	l := candidates{word: word}
	for _, v := range c.variables() {
		if !v.Artificial || v.Name == "this" {
			l.add(v.Name, CandidateVariable, v.Type)
		}
	}
	if this := c.this(); this != nil {
		l.addMembers(c, this.base)
	}
	if word != "" {
		l.addAll(c.env.Symbols.globalNames(), CandidateVariable)
		l.addAll(c.env.Symbols.funcNames(), CandidateFunc)
		l.addAll(c.env.Symbols.typeNames(), CandidateType)
	}
	return l.list
}

// addMembers adds the members of a class.
func (l *candidates) addMembers(c *checker, class *symbols.Type) {
	for _, name := range c.memberNames(class) {
		typ := (*symbols.Type)(nil)
		if path, ok := c.findMember(class, name); ok {
			typ = path[len(path)-1].Type
		}
		l.add(name, CandidateMember, typ)
	}
}

// memberCandidates returns the members of what an expression, which is the end of a text, is.
func (c *checker) memberCandidates(text, word string) []Candidate {
	l := candidates{word: word}
	operand := text[operandStart(text):]
	p, err := Compile(c.env, operand)
	if err != nil || p.HasEffects() {
		return nil
	}
	r, err := p.begin(c.env)
	if err != nil {
		return nil
	}
	defer r.end()
	t, err := r.resolve(p.root)
	if err != nil {
		return nil
	}
	for range maxDerived {
		if !t.isPointer() {
			break
		}
		next, err := c.deref(t.span, t)
		if err != nil || next == t {
			return nil
		}
		if t, err = r.resolve(next); err != nil {
			return nil
		}
	}
	if !t.isClass() {
		return nil
	}
	l.addMembers(c, t.base)
	l.addMethods(c, t.base, 0)
	if t.val != nil && c.ctx.Machine != nil {
		l.addDynamic(c, t.val(r))
	}
	return l.list
}

// addMethods adds the functions of a class and its bases.
func (l *candidates) addMethods(c *checker, class *symbols.Type, depth int) {
	if class == nil || depth > maxDerived || c.env.Symbols == nil || class.QualifiedName() == "" {
		return
	}
	c.env.Symbols.Funcs("")
	for name, funcs := range c.env.Symbols.funcs {
		if !strings.HasPrefix(name, l.word) || strings.HasPrefix(name, "~") || name == withoutArgs(class.Name) || strings.HasPrefix(name, "operator") {
			continue
		}
		for _, f := range funcs {
			if scope, _ := splitFunc(f); f.HasIndex && sameSpelling(scope, class.QualifiedName()) {
				l.add(name, CandidateFunc, nil)
				break
			}
		}
	}
	for _, m := range basesOf(class) {
		l.addMethods(c, c.strip(m.Type), depth+1)
	}
}

// addDynamic adds the members of the class that an object was made as, and of the active variant.
func (l *candidates) addDynamic(c *checker, v value.Value) {
	if whole, ok := v.Dynamic(); ok {
		l.addMembers(c, c.strip(whole.Type()))
		l.addMethods(c, c.strip(whole.Type()), 0)
	}
	if active, ok := v.Variant(); ok && active.Err == nil {
		for _, m := range active.Members {
			if m.Name != active.Name {
				l.add(memberText(m.Name), CandidateMember, m.Value.Type())
			}
		}
		if base := c.strip(active.Value.Type()); base != nil {
			l.addMembers(c, base)
		}
	}
}

// operandStart returns where the operand at the end of a text begins: names, members, indices, calls.
func operandStart(text string) int {
	depth := 0
	i := len(text)
	for i > 0 {
		c := text[i-1]
		switch {
		case c == ')' || c == ']':
			depth++
		case c == '(' || c == '[':
			if depth == 0 {
				return i
			}
			depth--
		case depth > 0:
		case c == '.' || c == ':' || c == '_' || c == '$' || isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80:
		case c == '>' && i > 1 && text[i-2] == '-':
			i--
		default:
			return i
		}
		i--
	}
	return 0
}

// scopeCandidates returns what is declared in a scope: "app::" before a word.
func (c *checker) scopeCandidates(before, word string) []Candidate {
	l := candidates{word: word}
	scope := strings.TrimSuffix(before[operandStart(before):], "::")
	for _, typ := range c.types(scope) {
		base := c.strip(typ)
		if base == nil {
			continue
		}
		for _, e := range base.Details().Enumerators {
			l.add(e.Name, CandidateVariable, typ)
		}
		for _, v := range base.Details().Statics {
			l.add(v.Name, CandidateVariable, v.Type)
		}
		l.addMethods(c, base, 0)
	}
	path := splitPath(scope)
	if scope == "" {
		path = nil
	}
	for name := range c.env.Symbols.globalNames() {
		for _, v := range c.env.Symbols.AnyGlobals(name) {
			if strings.HasPrefix(name, word) && matchesPath(splitPath(v.Scope), path) {
				l.add(name, CandidateVariable, v.Type)
			}
		}
	}
	for name := range c.env.Symbols.funcNames() {
		if !strings.HasPrefix(name, word) {
			continue
		}
		for _, f := range c.env.Symbols.Funcs(name) {
			if in, _ := splitFunc(f); matchesPath(splitPath(in), path) {
				l.add(name, CandidateFunc, nil)
				break
			}
		}
	}
	return l.list
}

// stateCandidates returns names of the machine's state.
func (c *checker) stateCandidates(word string) []Candidate {
	l := candidates{word: word}
	for _, name := range []string{"$pc", "$mem[", "$stack[", "$local[", "$global[", "$_"} {
		l.add(name, CandidateState, nil)
	}
	m := c.env.Module
	if m == nil {
		return l.list
	}
	for i := range m.NumGlobals() {
		if name, ok := c.globalName(uint32(i)); ok {
			l.add("$"+name, CandidateState, nil)
		}
	}
	return l.list
}
