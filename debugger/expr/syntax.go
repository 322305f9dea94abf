package expr

// nodeKind is the kind of a node of the syntax tree.
type nodeKind uint8

const (
	nodeNumber nodeKind = iota
	nodeChar
	nodeString
	nodeWord     // true, false, nullptr and so on
	nodeName     // text: a path with ::
	nodeState    // $name
	nodeUnary    // text: the operator
	nodePostfix  // ++ and --
	nodeBinary   // text: the operator
	nodeAssign   // text: the operator
	nodeCond     // a ? b : c
	nodeCast     // of kids[0] to typ
	nodeAt       // {typ} kids[0]
	nodeSizeof   // of typ, or of kids[0]
	nodeMember   // kids[0].text
	nodeIndex    // kids[0][kids[1]]
	nodeSlice    // kids[0][kids[1]:kids[2]], each of which may be nil
	nodeCall     // kids[0](kids[1:])
	nodeTypeName // typ alone
)

// node is a node of the syntax tree.
type node struct {
	kind nodeKind
	span
	text   string
	textAt span // of the operator or of the member's name
	kids   []*node
	typ    *typeNode
	num    number // of nodeNumber
	runes  []rune // of nodeChar and nodeString
	raw    []bool
	prefix string
	// inclusive: the end of the slice is one of its elements.
	inclusive bool
}

// typeNode is a type as it is written: a name, and what is derived of it, the innermost first.
type typeNode struct {
	span
	name    string
	derived []derivation
	// elem is the type of the elements of an array that is written in brackets; then name is empty.
	elem *typeNode
	len  int64
}

// derivation makes a type of another.
type derivation struct {
	kind byte // '*', '&', 'c' for const, 'v' for volatile, '['
	n    int64
}

// nameKind says what a name means where it stands, which is needed to read (a)-b, a<b> and the like.
type nameKind uint8

const (
	nameUnknown nameKind = iota
	nameValue
	nameType
	nameFunc
)

// Expr is an expression whose syntax has been checked, not its names.
type Expr struct {
	Text string
	root *node
}

// builtinWords are the words that C puts names of types together of.
func isBuiltinWord(word string) bool {
	switch word {
	case "unsigned", "signed", "int", "char", "short", "long", "float", "double", "bool", "_Bool", "void",
		"__int128", "wchar_t", "char8_t", "char16_t", "char32_t":
		return true
	}
	return false
}

// isTypeKeyword reports whether a word says that the name of a type follows.
func isTypeKeyword(word string) bool {
	switch word {
	case "struct", "class", "union", "enum", "typename":
		return true
	}
	return false
}
