package expr

import (
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/symbols"
)

// parser reads an expression.
type parser struct {
	text   string
	lang   symbols.Language
	tokens []token
	pos    int
	depth  int
	// names says what a name means; nil guesses.
	names func(name string) nameKind
}

// Parse checks the syntax of an expression of a language. What depends on what names mean is guessed. The error is an *Error.
func Parse(text string, lang symbols.Language) (*Expr, error) {
	root, err := parse(text, lang, nil)
	if err != nil {
		return nil, err
	}
	return &Expr{Text: text, root: root}, nil
}

func parse(text string, lang symbols.Language, names func(string) nameKind) (*node, error) {
	tokens, err := lex(text, lang)
	if err != nil {
		return nil, err
	}
	p := &parser{text: text, lang: lang, tokens: tokens, names: names}
	if p.peek().kind == tokenEnd {
		return nil, errorAt(text, p.peek().span, "there is no expression")
	}
	n, err := p.expression()
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind != tokenEnd {
		return nil, p.unexpected(t)
	}
	return n, nil
}

func (p *parser) peek() token { return p.tokens[p.pos] }

// at returns a token further on; the last is tokenEnd.
func (p *parser) at(n int) token { return p.tokens[min(p.pos+n, len(p.tokens)-1)] }

func (p *parser) take() token {
	t := p.tokens[p.pos]
	if t.kind != tokenEnd {
		p.pos++
	}
	return t
}

// is reports whether the next token is an operator.
func (p *parser) is(op string) bool {
	t := p.peek()
	return t.kind == tokenOperator && t.text == op
}

// isWord reports whether the next token is a word.
func (p *parser) isWord(word string) bool {
	t := p.peek()
	return t.kind == tokenName && t.text == word
}

// accept takes an operator if it is the next token.
func (p *parser) accept(op string) bool {
	if !p.is(op) {
		return false
	}
	p.pos++
	return true
}

// expect takes an operator.
func (p *parser) expect(op string, after span) error {
	if p.accept(op) {
		return nil
	}
	t := p.peek()
	if t.kind == tokenEnd {
		return errorAt(p.text, t.span, "'%s' is missing", op)
	}
	return errorAt(p.text, t.span, "'%s' is expected here, not %s", op, p.spell(t))
}

// spell returns a token for messages.
func (p *parser) spell(t token) string {
	if t.kind == tokenEnd {
		return "the end"
	}
	return "'" + snippet(p.text, t.span) + "'"
}

func (p *parser) unexpected(t token) error {
	if t.kind == tokenEnd {
		return errorAt(p.text, t.span, "the expression is not complete")
	}
	return errorAt(p.text, t.span, "unexpected %s", p.spell(t))
}

// enter counts how deep the parser is.
func (p *parser) enter() error {
	if p.depth++; p.depth > maxNested {
		return errorAt(p.text, p.peek().span, "the expression nests too deep")
	}
	return nil
}

// expression reads an assignment, or what has higher precedence.
func (p *parser) expression() (*node, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	left, err := p.conditional()
	if err != nil {
		return nil, err
	}
	t := p.peek()
	if t.kind != tokenOperator || !isAssignment(t.text) {
		return left, nil
	}
	p.take()
	right, err := p.expression()
	if err != nil {
		return nil, err
	}
	return &node{kind: nodeAssign, span: left.to(right.span), text: t.text, textAt: t.span, kids: []*node{left, right}}, nil
}

func isAssignment(op string) bool {
	switch op {
	case "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=":
		return true
	}
	return false
}

// conditional reads a ? b : c.
func (p *parser) conditional() (*node, error) {
	cond, err := p.binary(0)
	if err != nil || !p.is("?") {
		return cond, err
	}
	at := p.take().span
	yes, err := p.expression()
	if err != nil {
		return nil, err
	}
	if err := p.expect(":", at); err != nil {
		return nil, err
	}
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	no, err := p.conditional()
	if err != nil {
		return nil, err
	}
	return &node{kind: nodeCond, span: cond.to(no.span), textAt: at, kids: []*node{cond, yes, no}}, nil
}

// operatorOf returns the operator that a token is, words of C++, Zig and others among them.
func (p *parser) operatorOf(t token) string {
	if t.kind == tokenName {
		switch {
		case t.text == "and" && p.words():
			return "&&"
		case t.text == "or" && p.words():
			return "||"
		}
		return ""
	}
	if t.kind != tokenOperator {
		return ""
	}
	switch t.text {
	case "===":
		return "=="
	case "!==":
		return "!="
	}
	return t.text
}

// words reports whether and, or and not are operators.
func (p *parser) words() bool {
	return p.lang == symbols.CPlusPlus || p.lang == symbols.Zig || p.lang == symbols.D
}

// binary reads operators of at least a precedence.
func (p *parser) binary(least int) (*node, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	left, err := p.as()
	if err != nil {
		return nil, err
	}
	for {
		t := p.peek()
		op := p.operatorOf(t)
		prec, ok := precedence(op, p.lang)
		if !ok || prec < least {
			return left, nil
		}
		p.take()
		right, err := p.binary(prec + 1)
		if err != nil {
			return nil, err
		}
		left = &node{kind: nodeBinary, span: left.to(right.span), text: op, textAt: t.span, kids: []*node{left, right}}
	}
}

// precedence returns the precedence of a binary operator in a language; a greater one binds tighter.
func precedence(op string, lang symbols.Language) (int, bool) {
	switch op {
	case "*", "/", "%":
		return 13, true
	case "+", "-":
		return 12, true
	case "@":
		return 11, true
	case "<<", ">>":
		if lang == symbols.Go || lang == symbols.TinyGo {
			return 13, true
		}
		return 10, true
	case "<", "<=", ">", ">=":
		return 6, true
	case "==", "!=":
		return 5, true
	case "&&":
		return 1, true
	case "||":
		return 0, true
	}
	i := strings.Index("|^&", op)
	if i < 0 || op == "" {
		return 0, false
	}
	switch lang {
	case symbols.Rust, symbols.Zig, symbols.Swift:
		return 7 + i, true
	case symbols.Go, symbols.TinyGo:
		return 12 + i/2, true
	}
	return 2 + i, true
}

// as reads x as T, of Rust and AssemblyScript.
func (p *parser) as() (*node, error) {
	n, err := p.unary()
	if err != nil {
		return nil, err
	}
	for p.isWord("as") {
		at := p.take().span
		t, err := p.typeAfter(at)
		if err != nil {
			return nil, err
		}
		n = &node{kind: nodeCast, span: n.to(t.span), textAt: at, typ: t, kids: []*node{n}}
	}
	return n, nil
}

// unary reads operators before an operand, and casts.
func (p *parser) unary() (*node, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	t := p.peek()
	if t.kind == tokenName && t.text == "sizeof" {
		return p.sizeof()
	}
	op := ""
	if t.kind == tokenOperator {
		op = t.text
	} else if t.kind == tokenName && t.text == "not" && p.words() {
		op = "!"
	}
	switch op {
	case "-", "+", "!", "~", "*", "&", "++", "--":
		p.take()
		if op == "&" && p.lang == symbols.Rust && p.isWord("mut") {
			p.take()
		}
		kid, err := p.unary()
		if err != nil {
			return nil, err
		}
		return &node{kind: nodeUnary, span: t.span.to(kid.span), text: op, textAt: t.span, kids: []*node{kid}}, nil
	case "{":
		return p.typedAddress()
	case "(":
		if n, ok, err := p.cast(); ok || err != nil {
			return n, err
		}
	}
	return p.postfix()
}

// sizeof reads the operand of sizeof: a type in parentheses, or an expression.
func (p *parser) sizeof() (*node, error) {
	word := p.take()
	n := &node{kind: nodeSizeof, textAt: word.span}
	if p.is("(") {
		before := p.pos
		p.take()
		if n.typ = p.tryType(); n.typ != nil && p.is(")") {
			n.span = word.span.to(p.take().span)
			return n, nil
		}
		p.pos, n.typ = before, nil
	}
	kid, err := p.unary()
	if err != nil {
		return nil, err
	}
	n.span, n.kids = word.span.to(kid.span), []*node{kid}
	return n, nil
}

// typedAddress reads {type} address.
func (p *parser) typedAddress() (*node, error) {
	open := p.take().span
	t, err := p.typeAfter(open)
	if err != nil {
		return nil, err
	}
	if err := p.expect("}", open); err != nil {
		return nil, err
	}
	kid, err := p.unary()
	if err != nil {
		return nil, err
	}
	return &node{kind: nodeAt, span: open.to(kid.span), textAt: open, typ: t, kids: []*node{kid}}, nil
}

// cast reads (type) operand; ok is false where the parenthesis does not begin a cast.
func (p *parser) cast() (n *node, ok bool, err error) {
	before := p.pos
	open := p.take().span
	t := p.tryType()
	if t == nil || !p.is(")") {
		p.pos = before
		return nil, false, nil
	}
	p.take()
	if !p.beginsOperand() || p.names == nil && !p.surelyType(t) && !p.beginsValue() {
		p.pos = before
		return nil, false, nil
	}
	kid, err := p.unary()
	if err != nil {
		return nil, true, err
	}
	return &node{kind: nodeCast, span: open.to(kid.span), textAt: t.span, typ: t, kids: []*node{kid}}, true, nil
}

// surelyType reports whether a type cannot be anything else, whatever names mean.
func (p *parser) surelyType(t *typeNode) bool {
	return len(t.derived) > 0 || builtinName(t.name, 4) != ""
}

// beginsValue reports whether the next token begins an operand and is no operator.
func (p *parser) beginsValue() bool {
	t := p.peek()
	switch t.kind {
	case tokenEnd:
		return false
	case tokenName:
		return t.text != "as" && !(p.words() && (t.text == "and" || t.text == "or"))
	case tokenOperator:
		return false
	}
	return true
}

// beginsOperand reports whether the next token may begin an operand.
func (p *parser) beginsOperand() bool {
	t := p.peek()
	if t.kind != tokenOperator {
		return p.beginsValue()
	}
	switch t.text {
	case "(", "-", "+", "!", "~", "*", "&", "++", "--", "{", "::":
		return true
	}
	return false
}

// index of a member of a tuple as its name.
func tupleMember(digits string) string {
	if n, err := strconv.ParseUint(digits, 10, 31); err == nil {
		return "__" + strconv.FormatUint(n, 10)
	}
	return ""
}
