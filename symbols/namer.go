package symbols

import (
	"slices"
	"strings"
)

// Namer gives functions their DisplayName. It remembers what scopes look like, which many functions share: it is for
// those who need very many names. It is not for several goroutines.
type Namer struct {
	scopes map[scopeKey]*shortener
}

type scopeKey struct {
	scope  string
	goArgs bool
}

// maxScopesKept bounds how many scopes are remembered.
const maxScopesKept = 1 << 16

// Name returns f.DisplayName().
func (n *Namer) Name(f *Func) string {
	if s := f.display.Load(); s != nil {
		return *s
	}
	if !inTwoParts(f) {
		return f.DisplayName()
	}
	scope := n.scope(f)
	if scope == nil {
		return f.DisplayName()
	}
	s := shortener{in: f.Name, goArgs: scope.goArgs, groups: slices.Clone(scope.groups)}
	s.out = append(make([]byte, 0, len(scope.out)+len(f.Name)+8), scope.out...)
	if !s.render() {
		return f.DisplayName()
	}
	return f.keep(s.fitting())
}

// inTwoParts reports whether scope and name can be rendered one after the other: there is nothing at the end that only
// names of linkers have, and no return type at the beginning.
func inTwoParts(f *Func) bool {
	return f.Origin == OriginDWARF && f.Scope != "" && f.Name != "" && len(f.Scope)+len(f.Name) <= maxShortened-len("::") &&
		!strings.HasSuffix(f.Name, "]") && !strings.Contains(f.Name, ".llvm.") && !endsInHash(f.Name) &&
		!strings.ContainsRune(f.Scope, '\'') && !strings.Contains(f.Scope, ">(") && !strings.Contains(f.Name, ">(")
}

// endsInHash reports whether a name in a scope may end with what trimRustHash drops.
func endsInHash(name string) bool {
	i := len(name) - len("h0123456789abcdef")
	return i >= 0 && name[i] == 'h'
}

// scope returns the function's scope as it is rendered, with the colons after it; nil where it does not have the form of one.
func (n *Namer) scope(f *Func) *shortener {
	k := scopeKey{f.Scope, goNames(f.Language)}
	if known, ok := n.scopes[k]; ok {
		return known
	}
	s := newShortener(f.Scope+"::", f.Language)
	if !s.render() {
		s = nil
	}
	if n.scopes == nil || len(n.scopes) >= maxScopesKept {
		n.scopes = map[scopeKey]*shortener{}
	}
	n.scopes[k] = s
	return s
}
