package expr

import (
	"strings"

	"github.com/wdbg/wdbg/symbols"
)

// postfix reads an operand and what follows it: members, indices, calls.
func (p *parser) postfix() (*node, error) {
	n, err := p.operand()
	for count := 0; err == nil; count++ {
		if count > 4*maxNested {
			return nil, errorAt(p.text, p.peek().span, "the expression nests too deep")
		}
		t := p.peek()
		if t.kind != tokenOperator {
			return n, nil
		}
		switch t.text {
		case ".", "->":
			n, err = p.member(n)
		case ".*":
			if p.lang != symbols.Zig {
				return nil, errorAt(p.text, t.span, "pointers to members cannot be followed here")
			}
			p.take()
			n = &node{kind: nodeUnary, span: n.to(t.span), text: "*", textAt: t.span, kids: []*node{n}}
		case "->*":
			return nil, errorAt(p.text, t.span, "pointers to members cannot be followed here")
		case "[":
			n, err = p.index(n)
		case "(":
			n, err = p.call(n)
		case "++", "--":
			p.take()
			n = &node{kind: nodePostfix, span: n.to(t.span), text: t.text, textAt: t.span, kids: []*node{n}}
		default:
			return n, nil
		}
	}
	return n, err
}

// member reads .name and ->name.
func (p *parser) member(of *node) (*node, error) {
	op := p.take()
	t := p.take()
	n := &node{kind: nodeMember, span: of.to(t.span), text: t.text, textAt: t.span, kids: []*node{of}}
	switch t.kind {
	case tokenName:
		for p.is("::") && p.at(1).kind == tokenName {
			p.take()
			next := p.take()
			n.text += "::" + next.text
			n.span, n.textAt = n.to(next.span), t.to(next.span)
		}
		return n, nil
	case tokenNumber:
		if n.text = tupleMember(t.text); n.text != "" {
			return n, nil
		}
	case tokenEnd:
		return nil, errorAt(p.text, t.span, "the name of a member is missing after '%s'", op.text)
	}
	return nil, errorAt(p.text, t.span, "the name of a member is expected after '%s', not %s", op.text, p.spell(t))
}

// index reads [i], [from:to] and the ranges of Rust.
func (p *parser) index(of *node) (*node, error) {
	open := p.take().span
	n := &node{kind: nodeSlice, textAt: open, kids: []*node{of, nil, nil}}
	var err error
	if !p.is(":") && !p.is("..") && !p.is("..=") {
		if n.kids[1], err = p.expression(); err != nil {
			return nil, err
		}
	}
	switch {
	case p.accept("..="):
		n.inclusive = true
	case p.accept(":"), p.accept(".."):
	default:
		n.kind, n.kids = nodeIndex, n.kids[:2]
	}
	if n.kind == nodeSlice && !p.is("]") {
		if n.kids[2], err = p.expression(); err != nil {
			return nil, err
		}
	}
	end := p.peek().span
	if err := p.expect("]", open); err != nil {
		return nil, err
	}
	n.span = of.to(end)
	return n, nil
}

// call reads (arguments).
func (p *parser) call(of *node) (*node, error) {
	open := p.take().span
	n := &node{kind: nodeCall, textAt: open, kids: []*node{of}}
	for !p.is(")") {
		if len(n.kids) > 1 {
			if err := p.expect(",", open); err != nil {
				return nil, err
			}
		}
		arg, err := p.expression()
		if err != nil {
			return nil, err
		}
		n.kids = append(n.kids, arg)
	}
	n.span = of.to(p.take().span)
	return n, nil
}

// operand reads what is no operator.
func (p *parser) operand() (*node, error) {
	t := p.peek()
	switch t.kind {
	case tokenNumber:
		p.take()
		n := &node{kind: nodeNumber, span: t.span, text: t.text}
		var why string
		if n.num, why = parseNumber(t.text, p.lang); why != "" {
			return nil, errorAt(p.text, t.span, "%s", why)
		}
		return n, nil
	case tokenChar, tokenString:
		return p.quoted()
	case tokenState:
		p.take()
		return &node{kind: nodeState, span: t.span, text: t.text}, nil
	case tokenName:
		return p.nameOrType()
	}
	switch {
	case p.is("("):
		p.take()
		n, err := p.expression()
		if err != nil {
			return nil, err
		}
		end := p.peek().span
		if err := p.expect(")", t.span); err != nil {
			return nil, err
		}
		n.span = t.span.to(end)
		return n, nil
	case p.is("::"):
		return p.nameOrType()
	}
	return nil, p.unexpected(t)
}

// quoted reads a character, or strings one after the other.
func (p *parser) quoted() (*node, error) {
	t := p.take()
	n := &node{kind: nodeString, span: t.span, prefix: t.prefix}
	if t.kind == tokenChar {
		n.kind = nodeChar
	}
	for {
		runes, raw, why := unescape(t.text)
		if why != "" {
			return nil, errorAt(p.text, t.span, "%s", why)
		}
		n.runes, n.raw = append(n.runes, runes...), append(n.raw, raw...)
		n.span = n.to(t.span)
		if n.kind == nodeChar || p.peek().kind != tokenString {
			break
		}
		t = p.take()
	}
	if n.kind == nodeChar && len(n.runes) != 1 {
		return nil, errorAt(p.text, n.span, "one character is expected between the quotes")
	}
	return n, nil
}

// nameOrType reads a name, with its path; a type that stands alone or makes a value of another; and the casts of C++.
func (p *parser) nameOrType() (*node, error) {
	t := p.peek()
	switch t.text {
	case "true", "false", "nullptr", "NULL", "null", "nil":
		if p.meaning(t.text) == nameUnknown {
			p.take()
			return &node{kind: nodeWord, span: t.span, text: t.text}, nil
		}
	case "static_cast", "reinterpret_cast", "const_cast", "dynamic_cast":
		if next := p.at(1); next.kind == tokenOperator && next.text == "<" {
			return p.namedCast()
		}
	case "new", "delete", "throw", "alignof", "typeid", "decltype":
		if p.meaning(t.text) == nameUnknown && p.at(1).kind != tokenEnd {
			return nil, errorAt(p.text, t.span, "'%s' is not supported in expressions", t.text)
		}
	}
	before := p.pos
	if typ := p.tryType(); typ != nil && (p.surelyType(typ) || p.names != nil) && !(p.is("(") && len(typ.derived) == 0 && !isBuiltinWord(t.text)) {
		if p.is("(") || !p.beginsOperand() && !p.is("[") && !p.is(".") {
			return &node{kind: nodeTypeName, span: typ.span, typ: typ, text: typ.name}, nil
		}
	}
	p.pos = before
	path, at := p.path()
	if path == "" {
		return nil, p.unexpected(p.peek())
	}
	return &node{kind: nodeName, span: at, text: path}, nil
}

// namedCast reads static_cast<T>(x).
func (p *parser) namedCast() (*node, error) {
	word := p.take()
	open := p.take().span
	t, err := p.typeAfter(open)
	if err != nil {
		return nil, err
	}
	if err := p.expect(">", open); err != nil {
		return nil, err
	}
	paren := p.peek().span
	if err := p.expect("(", open); err != nil {
		return nil, err
	}
	kid, err := p.expression()
	if err != nil {
		return nil, err
	}
	end := p.peek().span
	if err := p.expect(")", paren); err != nil {
		return nil, err
	}
	return &node{kind: nodeCast, span: word.span.to(end), textAt: t.span, typ: t, kids: []*node{kid}}, nil
}

// path reads a::b<c>::d. It is empty where there is no name.
func (p *parser) path() (string, span) {
	var b strings.Builder
	at := p.peek().span
	if p.accept("::") {
		b.WriteString("::")
	}
	for {
		t := p.peek()
		if t.kind != tokenName {
			break
		}
		p.take()
		at = at.to(t.span)
		b.WriteString(t.text)
		if args, end, ok := p.templateArgs(b.String()); ok {
			b.WriteString(args)
			at = at.to(end)
		}
		if !p.is("::") || p.at(1).kind != tokenName {
			break
		}
		p.take()
		b.WriteString("::")
	}
	if s := b.String(); s != "::" {
		return s, at
	}
	return "", at
}

// templateArgs reads <...> after a name, if it makes one with it: before "::", or where it is known by that name.
func (p *parser) templateArgs(name string) (args string, at span, ok bool) {
	before := p.pos
	if p.is("::") && p.at(1).text == "<" && p.lang == symbols.Rust {
		p.take()
	}
	if !p.is("<") || !p.hasTemplates() {
		p.pos = before
		return "", span{}, false
	}
	depth, start := 0, p.peek().start
	for {
		t := p.take()
		switch {
		case t.kind == tokenEnd, t.text == "&&", t.text == "||", t.text == ";", t.text == "=", t.text == "?":
			p.pos = before
			return "", span{}, false
		case t.text == "<":
			depth++
		case t.text == ">":
			depth--
		case t.text == ">>":
			depth -= 2
		}
		if depth > 0 {
			continue
		}
		args, at = p.text[start:t.end], span{start, t.end}
		if depth < 0 || !p.is("::") && (p.names == nil || !p.isMade(name+args)) {
			p.pos = before
			return "", span{}, false
		}
		return args, at, true
	}
}

// isMade reports whether a name with arguments is one.
func (p *parser) isMade(name string) bool {
	k := p.names(name)
	return k == nameType || k == nameFunc || k == nameValue
}

// hasTemplates reports whether brackets may be part of names.
func (p *parser) hasTemplates() bool {
	switch p.lang {
	case symbols.C, symbols.Go, symbols.TinyGo:
		return false
	}
	return true
}

// meaning returns what a name means.
func (p *parser) meaning(name string) nameKind {
	if p.names == nil {
		return nameUnknown
	}
	return p.names(name)
}
