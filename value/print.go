package value

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

// Text returns a value as one line.
func (p *Printer) Text(v Value) string {
	w := p.begin()
	w.value(v, 0)
	return string(w.out)
}

// Variable returns the value of a variable as one line. Where it has none, Why is asked for the reason.
func (p *Printer) Variable(ctx *Context, variable *symbols.Variable) string {
	v := Of(ctx, variable)
	if v.err == nil || p.Why == nil {
		return p.Text(v)
	}
	why := p.Why(variable, v.err)
	if why == "" {
		return p.Text(v)
	}
	w := p.begin()
	w.angled(why)
	return string(w.out)
}

// Show returns what a value is shown as, for front ends that unfold values themselves. Children are Text's or Show's again.
func (p *Printer) Show(v Value) Shown {
	sh, _ := p.formatters().show(v, p.options())
	return sh
}

// formatters returns those that are asked.
func (p *Printer) formatters() Formatters {
	if p.Format == 'r' {
		return nil
	}
	return p.Formatters
}

func (p *Printer) options() options { return options{hex: p.Hex, letter: p.Format} }

// begin returns the state of an empty line.
func (p *Printer) begin() *printing {
	limit := func(n, otherwise int) int {
		if n <= 0 {
			return otherwise
		}
		return n
	}
	return &printing{
		formatters:  p.formatters(),
		options:     p.options(),
		maxDepth:    limit(p.MaxDepth, DefaultMaxDepth),
		maxElements: int64(limit(p.MaxElements, DefaultMaxElements)),
		maxString:   int64(limit(p.MaxString, DefaultMaxString)),
		maxLength:   limit(p.MaxLength, DefaultMaxLength),
		compare:     maxCompared,
	}
}

// printing is a line that is being made.
type printing struct {
	formatters             Formatters
	options                options
	maxDepth, maxLength    int
	maxElements, maxString int64

	out     []byte
	full    bool
	compare int64 // bytes that may still be compared to find equal elements
	// active are the objects that what is being written is a part of.
	active []object
}

// object is a place in memory with a type.
type object struct {
	addr        uint64
	kind        symbols.Kind
	scope, name string
}

// maxCompared bounds what is read of arrays to find equal elements, in bytes, for one line.
const maxCompared = 4 << 20

// maxNested bounds how many values are within one another, whether or not there are braces around them.
const maxNested = 48

// write appends text, as much as there is room for.
func (p *printing) write(s string) {
	if p.full {
		return
	}
	if room := p.maxLength - len(p.out); len(s) > room {
		p.full = true
		for room > 0 && !utf8.RuneStart(s[room]) {
			room--
		}
		p.out = append(append(p.out, s[:room]...), "…"...)
		return
	}
	p.out = append(p.out, s...)
}

// insert puts text before what was written from a position on.
func (p *printing) insert(at int, s string) {
	rest := string(p.out[at:])
	p.out, p.full = p.out[:at], false
	p.write(s)
	p.write(rest)
}

// angled writes what is not a value.
func (p *printing) angled(s string) { p.write("<" + symbols.Printable(s) + ">") }

// value writes a value that is within depth braces.
func (p *printing) value(v Value, depth int) {
	if p.full {
		return
	}
	if err := v.ctx.Stopped(); err != nil {
		p.angled("interrupted: " + err.Error())
		return
	}
	if len(p.active) >= maxNested {
		p.write("…")
		return
	}
	sh, v := p.formatters.show(v, p.options)
	if sh.Err != nil {
		p.angled(Reason(sh.Err))
		return
	}
	here := object{}
	if addr, ok := v.Address(); ok && v.typ != nil {
		here = object{addr, v.typ.Kind, v.typ.Scope, v.typ.Name}
		if p.isActive(here) {
			p.angled("cycle: 0x" + strconv.FormatUint(addr, 16) + " again")
			return
		}
	}
	before := len(p.out)
	p.active = append(p.active, here)
	p.shown(sh, syntaxOf(v.typ), depth)
	p.active = p.active[:len(p.active)-1]
	if sh.Note != "" {
		if len(p.out) > before {
			p.write(" ")
		}
		p.angled(sh.Note)
	}
}

// isActive reports whether an object that has braces is a part of itself.
func (p *printing) isActive(o object) bool {
	if o.name == "" {
		return false
	}
	for _, a := range p.active {
		if a == o {
			return true
		}
	}
	return false
}

// shown writes what a formatter made.
func (p *printing) shown(sh Shown, lang syntax, depth int) {
	if sh.Style == StylePlain || sh.Children == nil {
		p.words(sh.Name, sh.Summary)
		if sh.Text != nil {
			if sh.Name != "" || sh.Summary != "" {
				p.write(" ")
			}
			p.string(sh.Text, lang)
		}
		return
	}
	switch sh.Style {
	case StyleWrapper, StyleRef:
		p.wrapped(sh, depth)
	case StyleStruct:
		p.braces(sh, lang, lang.spaced, "{", "}", depth)
	case StyleTuple:
		p.braces(sh, lang, false, "(", ")", depth)
	case StyleSet:
		p.braces(sh, lang, lang.spaced, "{", "}", depth)
	case StyleMap:
		p.braces(sh, lang, lang.spaced, lang.mapOpen, lang.mapClose, depth)
	default:
		p.braces(sh, lang, lang.spaced, lang.listOpen, lang.listClose, depth)
	}
}

// words writes words with spaces between those that are not empty.
func (p *printing) words(words ...string) {
	space := false
	for _, w := range words {
		if w == "" {
			continue
		}
		if space {
			p.write(" ")
		}
		p.write(w)
		space = true
	}
}

// wrapped writes the one child of something that is not shown itself.
func (p *printing) wrapped(sh Shown, depth int) {
	children := sh.Children.Slice(0, 1)
	if len(children) == 0 {
		p.words(sh.Name, sh.Summary)
		return
	}
	if sh.Name != "" {
		p.write(sh.Name + " ")
	}
	if sh.Style == StyleRef {
		p.write("&")
	}
	p.value(children[0].Value, depth)
}

// braces writes the children of a value. The summary is before them if not all of them are there.
func (p *printing) braces(sh Shown, lang syntax, spaced bool, open, closing string, depth int) {
	summary := sh.Summary + " "
	if sh.Name != "" {
		p.write(sh.Name)
		if spaced || strings.HasSuffix(sh.Name, ")") {
			p.write(" ")
		} else {
			summary = " " + summary
		}
	}
	if p.full {
		return
	}
	begin, all := len(p.out), false
	p.write(open)
	if n, exact := sh.Children.Len(); depth >= p.maxDepth && (n > 0 || !exact) {
		p.write("…")
	} else if run, ok := sh.Children.(elements); ok {
		all = p.elements(run, depth+1)
	} else {
		all = p.children(sh, lang, depth+1)
	}
	p.write(closing)
	if sh.Summary != "" && !all {
		p.insert(begin, summary)
	}
}

// children writes the first children of a value, and reports whether these are all.
func (p *printing) children(sh Shown, lang syntax, depth int) bool {
	children := sh.Children.Slice(0, p.maxElements+1)
	for i, c := range children {
		if p.full {
			return false
		}
		if i > 0 {
			p.write(", ")
		}
		if int64(i) == p.maxElements {
			p.write("…")
			return false
		}
		switch {
		case sh.Style == StyleMap && c.Key != nil:
			p.write(lang.keyOpen)
			p.value(*c.Key, depth)
			p.write(lang.keyClose + lang.keyAssign)
		case sh.Style == StyleStruct && c.Base:
			p.write("<" + symbols.ShortenType(c.Name) + ">" + lang.assign)
		case sh.Style == StyleStruct && c.Name != "":
			p.write(symbols.Printable(c.Name) + lang.assign)
		}
		p.value(c.Value, depth)
	}
	return !p.full
}

// elements writes the first elements of an array; equal ones that follow one another are written once. It reports whether these
// are all.
func (p *printing) elements(e elements, depth int) bool {
	shown := int64(0)
	for i := int64(0); i < e.n && !p.full; shown++ {
		if i > 0 {
			p.write(", ")
		}
		if shown == p.maxElements {
			p.write("…")
			return false
		}
		page := e.Slice(i, 1)
		if len(page) == 0 {
			return false
		}
		p.value(page[0].Value, depth)
		if page[0].Value.isBeyond() && i+1 < e.n {
			p.write(", …") // and all the others
			return false
		}
		run, whole := e.Run(i, &p.compare)
		if run < minRepeats {
			i++
			continue
		}
		if i += run; whole {
			p.write(" <repeats " + strconv.FormatInt(run, 10) + " times>")
		} else {
			p.write(" <repeats at least " + strconv.FormatInt(run, 10) + " times>, …")
			return false
		}
	}
	return !p.full
}
