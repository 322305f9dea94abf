package debugger

import "github.com/wdbg/wdbg/symbols"

// Files returns the source files that a name means: the end of a path. An exact path excludes others.
func (v *View) Files(name string) []*symbols.File {
	var files []*symbols.File
	for _, inst := range v.Instances() {
		files = append(files, matchingFiles(v.s.table(inst), name)...)
	}
	return files
}
