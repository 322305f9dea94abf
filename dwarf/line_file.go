package dwarf

import "strings"

// LineFile is a source file of a line table.
type LineFile struct {
	// Path is the name with its directory and the directory of the compilation before it, as far as each is relative.
	Path string
	// Dir and Name are as the table has them; Dir is "" for the directory of the compilation before version 5.
	Dir, Name string
	// MD5 is the digest of the file's text, where HasMD5.
	MD5    [16]byte
	HasMD5 bool
	// Source is the text itself, where HasSource.
	Source    string
	HasSource bool
}

// NumFiles returns how many files the table lists.
func (h *LineHeader) NumFiles() int { return len(h.files) }

// FirstFile returns the index of the first file: 0 from version 5 on, else 1.
func (h *LineHeader) FirstFile() uint64 {
	if h.Version >= 5 {
		return 0
	}
	return 1
}

// File returns a file by the index that rows and DW_AT_decl_file have. Before version 5, index 0 stands for the unit's
// primary file. The file is made anew with each call. An error says that there is no such file, or how its entry is corrupt; then it has no path.
func (h *LineHeader) File(index uint64) (LineFile, error) {
	if index >= NoFile {
		return LineFile{}, h.errorf("file index %d is beyond %d", index, NoFile-1)
	}
	if index == 0 && h.Version < 5 && h.unitName != "" {
		return LineFile{Path: joinPath(h.compDir, h.unitName), Name: h.unitName}, nil
	}
	i := index - h.FirstFile()
	if i >= uint64(len(h.files)) {
		return LineFile{}, h.errorf("file %d of a table of %d", index, len(h.files))
	}
	return h.readFile(h.files[i])
}

func (h *LineHeader) readFile(at uint32) (LineFile, error) {
	r := h.reader(at)
	var f LineFile
	var dir uint64
	var err error
	keep := func(e error) {
		if err == nil {
			err = e
		}
	}
	for _, field := range h.fileFormat {
		v := field.read(r)
		if r.err != nil {
			return f, r.err
		}
		var e error
		switch field.content {
		case lnctPath:
			f.Name, e = h.string(v)
		case lnctDirectoryIndex:
			dir = v.num
		case lnctMD5:
			f.HasMD5 = copy(f.MD5[:], v.bytes) == 16
		case lnctLLVMSource: // empty where a file among others has none
			f.Source, e = h.string(v)
			f.HasSource = f.Source != ""
		}
		keep(e)
	}
	var e error
	f.Dir, e = h.dir(dir)
	keep(e)
	if err == nil {
		f.Path = h.path(f.Name, f.Dir, dir)
	}
	return f, err
}

// reader returns a reader of an entry.
func (h *LineHeader) reader(at uint32) *reader {
	r := newReader(".debug_line", h.sections.Line[:h.end], uint64(h.start)+uint64(at))
	r.wide = h.Wide
	return r
}

// dir returns a directory as the table has it. Before version 5, index 0 is the directory of the compilation.
func (h *LineHeader) dir(index uint64) (string, error) {
	i := index
	if h.Version < 5 {
		if index == 0 {
			return "", nil
		}
		i--
	}
	if i >= uint64(len(h.dirs)) {
		return "", h.errorf("directory %d of a table of %d", index, len(h.dirs))
	}
	r := h.reader(h.dirs[i])
	for _, field := range h.dirFormat {
		v := field.read(r)
		if r.err != nil {
			return "", r.err
		}
		if field.content == lnctPath {
			return h.string(v)
		}
	}
	return "", h.errorf("directory %d without a name", index)
}

// path joins a file's name with its directory and that of the compilation.
func (h *LineHeader) path(name, dir string, index uint64) string {
	if isAbsolutePath(name) {
		return name
	}
	base := h.compDir
	if h.Version >= 5 {
		switch {
		case index == 0 && !isAbsolutePath(base):
			base = "" // the same directory, already said
		case index != 0 && base == "":
			base, _ = h.dir(0)
		}
	}
	return joinPath(joinPath(base, dir), name)
}

// isAbsolutePath reports whether a path, of Unix or of Windows, says all directories.
func isAbsolutePath(p string) bool {
	return strings.HasPrefix(p, "/") || strings.HasPrefix(p, `\`) || hasDrive(p) && len(p) > 2 && (p[2] == '\\' || p[2] == '/')
}

// hasDrive reports whether a path begins with a drive of Windows.
func hasDrive(p string) bool {
	return len(p) >= 2 && p[1] == ':' && (p[0]|0x20 >= 'a' && p[0]|0x20 <= 'z')
}

// joinPath puts a directory before a path unless that is absolute. A "./" at the beginning of the path is left out;
// all else stays as it was written, ".." too: what it means depends on links of the machine of the compilation.
func joinPath(dir, p string) string {
	if dir == "" || isAbsolutePath(p) {
		return p
	}
	windows := isAbsolutePath(dir) && !strings.HasPrefix(dir, "/")
	slash := "/"
	if windows && strings.Contains(dir, `\`) {
		slash = `\`
	}
	separates := func(b byte) bool { return b == '/' || windows && b == '\\' }
	for len(p) >= 2 && p[0] == '.' && separates(p[1]) {
		for p = p[1:]; p != "" && separates(p[0]); {
			p = p[1:]
		}
	}
	switch {
	case p == "" || p == ".":
		return dir
	case separates(dir[len(dir)-1]):
		return dir + p
	}
	return dir + slash + p
}
