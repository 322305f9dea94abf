package dwarfsyms

import (
	"iter"
	"sort"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// elided stands for a part of a name that is too long or cannot be read.
const elided = "…"

// Bounds of names that are put together of others.
const (
	maxNameLength = 4096 // in bytes
	maxNameParts  = 1000
)

// namer puts names together.
type namer struct {
	s    *Source
	left int // how many parts it may still read
}

// typeName returns an entry's own name. Compilers may leave out the arguments of templates, as the entries below say
// them (clang -gsimple-template-names): they are put back.
func (s *Source) typeName(e *dwarf.Entry) string {
	n := namer{s, maxNameParts}
	return n.name(e, maxTypeDepth)
}

// name returns an entry's own name.
func (n *namer) name(e *dwarf.Entry, depth int) string {
	if !e.Has(dwarf.AttrName) && e.Has(attrSignature) { // a declaration says no more than where its type unit is
		if ref, ok := e.Attr(attrSignature).Ref(); ok {
			if def, err := ref.Entry(); err == nil {
				e = &def
			}
		}
	}
	name := n.s.str(e.Attr(dwarf.AttrName))
	if rest, ok := strings.CutPrefix(name, "_STN|"); ok { // simple names beside the whole ones
		return strings.Replace(rest, "|", "", 1)
	}
	if name == "" || !e.HasChildren() || strings.Contains(name, "<") && !strings.HasPrefix(name, "operator") {
		return name
	}
	switch e.Tag() {
	case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagSubprogram, dwarf.TagTemplateAlias, dwarf.TagVariable:
		return name + n.templateSuffix(e, depth-1)
	}
	return name
}

// scope returns the qualified name of what an entry is declared in.
func (n *namer) scope(ref dwarf.Ref, depth int) string {
	path := ""
	for e := range n.s.enclosing(ref) {
		if len(path) > maxNameLength || n.left <= 0 {
			return elided + "::" + path
		}
		name := n.name(&e, depth)
		if name == "" && e.Tag() == dwarf.TagNamespace {
			name = "(anonymous namespace)"
		}
		if path == "" || name == "" {
			path = name + path
		} else {
			path = name + "::" + path
		}
	}
	return path
}

// enclosing yields what an entry is declared in, from the inside out.
func (s *Source) enclosing(ref dwarf.Ref) iter.Seq[dwarf.Entry] {
	return func(yield func(dwarf.Entry) bool) {
		x := s.unitOf(ref.Unit).indexed()
		i := sort.Search(len(x.scopes), func(i int) bool { return x.scopes[i].off >= ref.Off }) - 1
		for i >= 0 && x.scopes[i].end <= ref.Off {
			i = int(x.scopes[i].parent)
		}
		for ; i >= 0; i = int(x.scopes[i].parent) {
			e, err := ref.Unit.Entry(x.scopes[i].off)
			if err != nil {
				s.report(err)
				return
			}
			if !yield(e) {
				return
			}
		}
	}
}

// templateSuffix returns the arguments of a template in angle brackets; "" where an entry is not of a template in C++.
func (n *namer) templateSuffix(e *dwarf.Entry, depth int) string {
	if n.s.language(e.Unit()) != symbols.CPlusPlus {
		return ""
	}
	args, found := n.templateNames(nil, e, depth)
	if !found {
		return ""
	}
	list := strings.Join(args, ", ")
	if strings.HasSuffix(list, ">") {
		list += " "
	}
	return "<" + list + ">"
}

// templateNames appends the spelling of a template's arguments. found is also set for an empty pack.
func (n *namer) templateNames(dst []string, e *dwarf.Entry, depth int) (args []string, found bool) {
	length := 0
	for child, err := range e.Children() {
		if err != nil || length > maxNameLength || n.left <= 0 {
			break
		}
		text := ""
		switch child.Tag() {
		case dwarf.TagTemplateType:
			text = n.spellTarget(&child, "", depth)
		case dwarf.TagTemplateValue:
			text = n.templateValue(&child, depth)
		case dwarf.TagGNUTemplateTemplateParam:
			n.left--
			text = n.s.str(child.Attr(attrTemplateName))
		case dwarf.TagGNUTemplateParamPack:
			found = true
			if n.left--; depth > 0 {
				dst, _ = n.templateNames(dst, &child, depth-1)
			}
			continue
		default:
			continue
		}
		found = true
		length += len(text)
		dst = append(dst, text)
	}
	return dst, found
}

// templateValue spells an argument that is a value, as clang does.
func (n *namer) templateValue(e *dwarf.Entry, depth int) string {
	v, ok := n.s.constant(e)
	t, found := n.s.resolve(e)
	if !ok || !found {
		return elided
	}
	if t.Tag() == dwarf.TagBaseType {
		switch n.s.str(t.Attr(dwarf.AttrName)) {
		case "bool":
			return strconv.FormatBool(v != 0)
		case "int":
			return strconv.FormatInt(v, 10)
		case "long":
			return strconv.FormatInt(v, 10) + "L"
		case "long long":
			return strconv.FormatInt(v, 10) + "LL"
		case "unsigned int":
			return strconv.FormatUint(uint64(v), 10) + "U"
		case "unsigned long":
			return strconv.FormatUint(uint64(v), 10) + "UL"
		case "unsigned long long":
			return strconv.FormatUint(uint64(v), 10) + "ULL"
		case "char":
			if v >= ' ' && v <= '~' {
				return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(string(rune(v))) + "'"
			}
			return "'\\x" + strconv.FormatUint(uint64(uint8(v)), 16) + "'"
		}
	}
	return "(" + n.spell(&t, "", depth) + ")" + strconv.FormatInt(v, 10)
}

// spellTarget spells the type that an entry refers to, declaring inner.
func (n *namer) spellTarget(e *dwarf.Entry, inner string, depth int) string {
	t, ok, err := n.s.target(e)
	switch {
	case err != nil:
		return elided
	case !ok:
		return declare("void", inner)
	}
	return n.spell(&t, inner, depth)
}

// spell returns the C++ declaration of inner, mostly empty, with a type.
func (n *namer) spell(e *dwarf.Entry, inner string, depth int) string {
	if n.left--; depth <= 0 || n.left < 0 || len(inner) > maxNameLength {
		return elided
	}
	switch kindOf(e.Tag()) {
	case symbols.KindPointer:
		return n.spellTarget(e, "*"+inner, depth-1)
	case symbols.KindReference:
		return n.spellTarget(e, "&"+inner, depth-1)
	case symbols.KindRvalueRef:
		return n.spellTarget(e, "&&"+inner, depth-1)
	case symbols.KindMember:
		return n.spellTarget(e, n.containing(e, depth-1)+"::*"+inner, depth-1)
	case symbols.KindArray:
		dims := ""
		for _, d := range n.s.dims(e, nil) {
			dims += "["
			if d.Count >= 0 {
				dims += strconv.FormatInt(d.Count, 10)
			}
			dims += "]"
		}
		return n.spellTarget(e, parens(inner)+dims, depth-1)
	case symbols.KindFunc:
		return n.spellTarget(e, parens(inner)+"("+n.paramNames(e, depth-1)+")", depth-1)
	case symbols.KindConst:
		return n.spellQualified(e, "const", inner, depth)
	case symbols.KindVolatile:
		return n.spellQualified(e, "volatile", inner, depth)
	case symbols.KindRestrict:
		return n.spellQualified(e, "__restrict", inner, depth)
	case symbols.KindAtomic:
		return declare("_Atomic("+n.spellTarget(e, "", depth-1)+")", inner)
	}
	name := n.name(e, depth-1)
	if e.Tag() != dwarf.TagBaseType {
		name = symbols.Qualify(n.scope(e.Ref(), depth-1), name)
	}
	return declare(name, inner)
}

// spellQualified spells a qualified type: the qualifier stands before a name, but after the * of a pointer.
func (n *namer) spellQualified(e *dwarf.Entry, word, inner string, depth int) string {
	t, ok, err := n.s.target(e)
	if err == nil && ok {
		switch kindOf(t.Tag()) {
		case symbols.KindPointer, symbols.KindMember:
			return n.spell(&t, declare(word, inner), depth-1)
		}
	}
	return word + " " + n.spellTarget(e, inner, depth-1)
}

// containing spells the class of a pointer to a member.
func (n *namer) containing(e *dwarf.Entry, depth int) string {
	ref, ok := e.Attr(dwarf.AttrContainingType).Ref()
	if !ok {
		return elided
	}
	class, err := ref.Entry()
	if err != nil {
		return elided
	}
	return n.spell(&class, "", depth)
}

// paramNames spells the parameters of a function type.
func (n *namer) paramNames(e *dwarf.Entry, depth int) string {
	var list []string
	length := 0
	for child, err := range e.Children() {
		if err != nil || length > maxNameLength || n.left <= 0 {
			break
		}
		switch {
		case child.Tag() == dwarf.TagUnspecifiedParams:
			list = append(list, "...")
		case child.Tag() == dwarf.TagFormalParameter && !child.Attr(dwarf.AttrArtificial).Flag():
			text := n.spellTarget(&child, "", depth)
			length += len(text)
			list = append(list, text)
		}
	}
	return strings.Join(list, ", ")
}

// declare puts what is declared behind the name of a type.
func declare(name, inner string) string {
	switch {
	case inner == "":
		return name
	case strings.HasPrefix(inner, "["):
		return name + inner
	}
	return name + " " + inner
}

// parens puts what declares a pointer in parentheses, where it is an array or a function that is pointed to.
func parens(inner string) string {
	if inner == "" || strings.HasPrefix(inner, "[") {
		return inner
	}
	return "(" + inner + ")"
}
