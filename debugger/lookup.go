package debugger

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
)

// Files returns the source files that a name means: the end of a path. An exact path excludes others.
func (v *View) Files(name string) []*symbols.File {
	var files []*symbols.File
	for _, inst := range v.Instances() {
		files = append(files, matchingFiles(v.s.table(inst), name)...)
	}
	return files
}

// FramesAt returns the logical frames of the physical one at a position of a thread's stack, counted from the innermost, which is all
// that is looked at: it is for those who show parts of deep stacks. They are numbered from number on.
func (v *View) FramesAt(t target.ThreadID, position, number int) ([]*Frame, error) {
	list, err := v.target.Frames(t, position, 1)
	if err != nil {
		return nil, err
	}
	var frames []*Frame
	for _, p := range list {
		frames = v.logical(frames, p)
	}
	for _, f := range frames {
		f.Number += number
	}
	return frames, nil
}
