package symbols

import "strings"

// Namer gives functions their DisplayName. It remembers what scopes look like, which many functions share: it is for
// those who need very many names. It is not for several goroutines.
type Namer struct {
	scopes map[scopeKey]*[numLimits]string
}

type scopeKey struct {
	scope  string
	goArgs bool
}

// maxScopesKept bounds how many scopes are remembered.
const maxScopesKept = 1 << 16

// Name returns f.DisplayName().
func (n *Namer) Name(f *Func) string {
	if f.Scope == "" || f.Origin != OriginDWARF || len(f.Scope)+len(f.Name) > maxShortened || trimSuffixes(f.Name) != f.Name ||
		trimRustHash(f.Name) != f.Name || strings.Contains(f.Scope, ">(") || strings.Contains(f.Name, ">(") {
		return f.DisplayName() // with what only names of linkers have
	}
	scopes := n.scope(f)
	if scopes == nil {
		return f.DisplayName()
	}
	s := newShortener(f.Name, f.Language)
	for i, l := range limits() {
		if !s.render(scopes[i], l) {
			return f.DisplayName()
		}
		if len(s.out) <= maxDisplay {
			break
		}
	}
	return Printable(string(s.out))
}

// scope returns the function's scope with the colons after it for each limit; nil where it does not have the form of one.
func (n *Namer) scope(f *Func) *[numLimits]string {
	s := newShortener(f.Scope+"::", f.Language)
	k := scopeKey{f.Scope, s.goArgs}
	if known, ok := n.scopes[k]; ok {
		return known
	}
	var all *[numLimits]string
	var rendered [numLimits]string
	for i, l := range limits() {
		if !s.render("", l) {
			break
		}
		rendered[i] = string(s.out)
		if i == numLimits-1 {
			all = &rendered
		}
	}
	if n.scopes == nil || len(n.scopes) >= maxScopesKept {
		n.scopes = map[scopeKey]*[numLimits]string{}
	}
	n.scopes[k] = all
	return all
}
