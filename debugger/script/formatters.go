package script

import (
	"fmt"
	"path"
	"sync"

	"go.starlark.net/starlark"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// Formatters show values by functions of scripts. It implements value.Formatter and may be used before there are any. It is
// safe for several goroutines.
type Formatters struct {
	mu   sync.Mutex
	list []formatter // the last added first
}

type formatter struct {
	e       *Engine
	pattern string
	fn      *starlark.Function
}

func (fs *Formatters) add(e *Engine, pattern string, fn *starlark.Function) error {
	if _, err := path.Match(pattern, ""); err != nil {
		return fmt.Errorf("the pattern %q cannot be read: %v", pattern, err)
	}
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.list = append([]formatter{{e, pattern, fn}}, fs.list...)
	return nil
}

// Format implements value.Formatter.
func (fs *Formatters) Format(v value.Value) (value.Shown, bool) {
	fs.mu.Lock()
	list := fs.list
	fs.mu.Unlock()
	if len(list) == 0 {
		return value.Shown{}, false
	}
	t := v.Strip().Type()
	if t == nil {
		return value.Shown{}, false
	}
	for _, f := range list {
		if f.matches(t) {
			return f.show(v), true
		}
	}
	return value.Shown{}, false
}

func (f *formatter) matches(t *symbols.Type) bool {
	for _, name := range [2]string{t.QualifiedName(), symbols.ShortenType(t.QualifiedName())} {
		if ok, _ := path.Match(f.pattern, name); ok {
			return true
		}
	}
	return false
}

// show calls the function. What is wrong with it is shown in place of the value.
func (f *formatter) show(v value.Value) value.Shown {
	result, err := starlark.Call(f.e.thread("formatter"), f.fn, starlark.Tuple{&Value{e: f.e, v: v, direct: true}}, nil)
	if err != nil {
		return value.Shown{Err: fmt.Errorf("formatter %s: %w", f.fn.Name(), err)}
	}
	if s, ok := starlark.AsString(result); ok {
		return value.Shown{Summary: symbols.Printable(s)}
	}
	return value.Shown{Summary: symbols.Printable(result.String())}
}
