package expr

import (
	"strconv"
	"strings"
)

// maxDerived bounds how often a type is a pointer to a pointer.
const maxDerived = 16

// typeAfter reads a type where only one can stand.
func (p *parser) typeAfter(before span) (*typeNode, error) {
	t, err := p.anyType()
	if err != nil {
		return nil, err
	}
	if t == nil {
		return nil, errorAt(p.text, p.peek().span, "a type is expected here, not %s", p.spell(p.peek()))
	}
	return t, nil
}

// anyType reads a type, whatever its name means; nil where there is none.
func (p *parser) anyType() (*typeNode, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	start := p.peek().span
	switch {
	case p.is("*") || p.is("&") || p.is("&&"):
		op := p.take().text
		for p.isWord("const") || p.isWord("mut") {
			p.take()
		}
		t, err := p.anyType()
		if t != nil {
			t.span = start.to(t.span)
			for range len(op) {
				t.derived = append(t.derived, derivation{kind: '*'})
			}
		}
		return t, err
	case p.is("["):
		return p.bracketType()
	}
	return p.cType(true), nil
}

// bracketType reads [T; n].
func (p *parser) bracketType() (*typeNode, error) {
	open := p.take().span
	elem, err := p.anyType()
	if err != nil || elem == nil {
		return nil, err
	}
	if err := p.expect(";", open); err != nil {
		return nil, err
	}
	n, ok := p.length()
	if !ok {
		return nil, errorAt(p.text, p.peek().span, "the length of an array is expected here")
	}
	end := p.peek().span
	if err := p.expect("]", open); err != nil {
		return nil, err
	}
	return &typeNode{span: open.to(end), elem: elem, len: n}, nil
}

// length reads the number of elements of an array.
func (p *parser) length() (int64, bool) {
	t := p.peek()
	if t.kind != tokenNumber {
		return 0, false
	}
	n, why := parseNumber(t.text, p.lang)
	if why != "" || n.float || n.hi != 0 || n.lo > 1<<40 {
		return 0, false
	}
	p.take()
	return int64(n.lo), true
}

// tryType reads a type as C writes it, if a name that can be one stands here; else it returns nil and the parser may be anywhere.
func (p *parser) tryType() *typeNode { return p.cType(false) }

// cType reads a type as C writes it; sure says that nothing but a type can stand here.
func (p *parser) cType(sure bool) *typeNode {
	t := &typeNode{span: p.peek().span}
	keyword := false
	var words []string
	for {
		next := p.peek()
		if next.kind != tokenName {
			break
		}
		if next.text == "const" || next.text == "volatile" {
			p.take()
			t.derived = append(t.derived, derivation{kind: next.text[0]})
			continue
		}
		if isTypeKeyword(next.text) && len(words) == 0 {
			p.take()
			keyword = true
			continue
		}
		if !isBuiltinWord(next.text) {
			break
		}
		words = append(words, p.take().text)
		t.span = t.to(next.span)
	}
	if len(words) > 0 {
		t.name = strings.Join(words, " ")
	} else {
		var at span
		if t.name, at = p.path(); t.name == "" {
			return nil
		}
		t.span = t.to(at)
	}
	nameEnd := p.pos
	p.declarator(t)
	if sure || keyword || len(words) > 0 {
		return t
	}
	switch k := p.meaning(t.name); {
	case p.names == nil:
		return t // a guess
	case k == nameType:
		return t
	case k == nameUnknown && p.pos > nameEnd && p.is(")"):
		return t // nothing else has this form
	case k == nameUnknown && builtinName(t.name, 4) != "":
		return t
	}
	return nil
}

// declarator reads what follows the name of a type: pointers, references, qualifiers and dimensions.
func (p *parser) declarator(t *typeNode) {
	for len(t.derived) < maxDerived {
		next := p.peek()
		switch {
		case p.is("*") || p.is("&"):
			t.derived = append(t.derived, derivation{kind: next.text[0]})
		case p.is("&&"):
			t.derived = append(t.derived, derivation{kind: '&'})
		case p.isWord("const") || p.isWord("volatile"):
			t.derived = append(t.derived, derivation{kind: next.text[0]})
		case p.is("["):
			after := p.at(2)
			n, err := strconv.ParseInt(p.at(1).text, 0, 40)
			if err != nil || after.kind != tokenOperator || after.text != "]" {
				return
			}
			t.derived = append(t.derived, derivation{kind: '[', n: n})
			p.pos += 2
			next = after
		default:
			return
		}
		p.take()
		t.span = t.to(next.span)
	}
}
