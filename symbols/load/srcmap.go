package load

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/wdbg/wdbg/sourcemap"
)

// findMap returns the module's source map and its name; nil where there is none.
func (l *loader) findMap() (data []byte, name string, err error) {
	named, err := l.m.SourceMappingURL()
	if err != nil {
		return nil, "", err
	}
	if strings.HasPrefix(named, "data:") {
		data, err := sourcemap.DecodeDataURL(named)
		return data, "a data: URL in " + l.name(), err
	}
	if named == "" {
		if l.out.Path == "" || l.out.Path == "-" {
			return nil, "", nil
		}
		path := l.out.Path + ".map"
		data, err := l.read(path)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return data, path, err
	}
	path, err := l.localPath(named)
	if err == nil {
		data, err = l.read(path)
	}
	if err != nil && strings.Contains(named, "/") { // the address of a server: the file is often beside the module
		base := named[strings.LastIndex(named, "/")+1:]
		if near, e := l.read(l.beside(base)); e == nil {
			return near, l.beside(base), nil
		}
	}
	if err != nil {
		return nil, "", fmt.Errorf("the source map of %s is %q: %w", l.name(), named, err)
	}
	return data, path, nil
}
