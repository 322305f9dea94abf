package dap

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// sources are the sources that the client was told of.
type sources struct {
	finder *srcfile.Finder
	known  map[*symbols.File]known
	// byName are the files of a module's symbols by the last element of their paths, in lower case.
	byName map[*symbols.Table]map[string][]*symbols.File
	// taken are files that were not found, and that the client showed to have: it set breakpoints there.
	taken map[*symbols.File]string
	// refs are what has no file; a reference is an index in it, from 1 on.
	refs  []virtual
	byRef map[string]int
	stale map[string]bool // files that were said to be stale
	// globals are those that were found.
	globals listing.Globals
}

// known is a source file as the client knows it.
type known struct {
	source *proto.Source
	found  bool
}

// virtual is a source without a file: the code of a function, or a file that is in the debug information.
type virtual struct {
	file *symbols.File
	inst target.InstanceID
	fn   wasm.FuncIndex
}

func (s *sources) reset(p *Program) {
	*s = sources{
		finder: p.Sources, known: map[*symbols.File]known{}, byName: map[*symbols.Table]map[string][]*symbols.File{},
		taken: map[*symbols.File]string{}, byRef: map[string]int{}, stale: map[string]bool{},
	}
}

// restarted forgets what belonged to the modules of before.
func (s *sources) restarted() {
	s.known, s.byName = map[*symbols.File]known{}, map[*symbols.Table]map[string][]*symbols.File{}
	s.taken, s.globals = map[*symbols.File]string{}, listing.Globals{}
}

// of returns the source of a file of the debug information; found is false where its text is nowhere.
func (s *sources) of(c *conn, f *symbols.File) (src *proto.Source, found bool) {
	if k, ok := s.known[f]; ok {
		return k.source, k.found
	}
	k := s.find(c, f)
	s.known[f] = k
	return k.source, k.found
}

func (s *sources) find(c *conn, f *symbols.File) known {
	src := &proto.Source{Name: symbols.Printable(baseName(f.Path))}
	if f.HasMD5 {
		src.Checksums = []proto.Checksum{{Algorithm: "MD5", Checksum: hex.EncodeToString(f.MD5[:])}}
	}
	if path := s.taken[f]; path != "" {
		src.Path = c.pathOut(path)
		return known{src, true}
	}
	text, err := s.open(f)
	switch {
	case err != nil:
		src.Path, src.PresentationHint, src.Origin = symbols.Printable(f.Path), "deemphasize", "not found"
		return known{src, false}
	case text.Path == "":
		src.SourceReference = s.reference("file "+f.Path, virtual{file: f})
		src.Origin = "embedded in the debug information"
	default:
		src.Path = c.pathOut(absolute(text.Path))
		if text.Stale {
			src.Origin = "not the text that was compiled"
			if !s.stale[text.Path] {
				s.stale[text.Path] = true
				c.say("note: " + symbols.Printable(text.Path) + " is not the text that was compiled: lines may be off")
			}
		}
	}
	return known{src, true}
}

func (s *sources) open(f *symbols.File) (*srcfile.Text, error) {
	if f == nil || s.finder == nil {
		return nil, errors.New("there is no source")
	}
	return s.finder.Open(f)
}

// line returns a line of a file.
func (s *sources) line(f *symbols.File, line int) (string, bool) {
	text, err := s.open(f)
	if err != nil {
		return "", false
	}
	return text.Line(line)
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// reference returns the number of a source without a file.
func (s *sources) reference(key string, v virtual) int {
	if n, ok := s.byRef[key]; ok {
		return n
	}
	s.refs = append(s.refs, v)
	s.byRef[key] = len(s.refs)
	return len(s.refs)
}

// adapterData identifies the code of a function in what an editor keeps from one session to the next.
type adapterData struct {
	Instance string `json:"instance"`
	Func     uint32 `json:"func"`
}

// ofCode returns the source that is the code of a function.
func (s *sources) ofCode(v *debugger.View, inst target.Instance, fn wasm.FuncIndex, title string) *proto.Source {
	ref := s.reference(fmt.Sprintf("code %d %d", inst.ID, fn), virtual{inst: inst.ID, fn: fn})
	data, err := json.Marshal(adapterData{inst.Name, uint32(fn)})
	if err != nil {
		data = nil
	}
	return &proto.Source{Name: codeName(title), SourceReference: ref, Origin: "disassembly", AdapterData: data}
}

// codeName makes a file name of a function's, whose end says what is in it.
func codeName(title string) string {
	name := strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' {
			return '|'
		}
		return r
	}, title)
	if r := []rune(name); len(r) > 80 {
		name = string(r[:80]) + "…"
	}
	return name + ".wat"
}

// virtual returns what the client means by a source without a file; ok is false where it has one.
func (s *sources) virtual(v *debugger.View, src *proto.Source) (found virtual, ok bool, err error) {
	if src.SourceReference > 0 {
		if src.SourceReference > len(s.refs) {
			return found, true, fmt.Errorf("there is no source %d", src.SourceReference)
		}
		return s.refs[src.SourceReference-1], true, nil
	}
	var data adapterData
	if src.Path != "" || len(src.AdapterData) == 0 || json.Unmarshal(src.AdapterData, &data) != nil || data.Instance == "" {
		return found, false, nil
	}
	for _, inst := range v.Instances() {
		if inst.Name == data.Instance && uint64(data.Func) < uint64(inst.Module.NumFuncs()) {
			return virtual{inst: inst.ID, fn: wasm.FuncIndex(data.Func)}, true, nil
		}
	}
	return found, true, fmt.Errorf("function %d of %.60q is not loaded", data.Func, data.Instance)
}

// files returns the files of an instance's debug information that the client means by a path, and why it is thought so where that is
// not certain.
func (s *sources) files(c *conn, t *symbols.Table, path string) (list []*symbols.File) {
	var alike []*symbols.File
	for _, f := range s.named(t)[strings.ToLower(baseName(path))] {
		if s.means(f, path) {
			list = append(list, f)
		} else if _, found := s.of(c, f); !found && s.taken[f] == "" {
			alike = append(alike, f)
		}
	}
	if len(list) > 0 {
		return list
	}
	return s.take(alike, path)
}

// means reports whether a file is the one of a path.
func (s *sources) means(f *symbols.File, path string) bool {
	if samePath(f.Path, path) {
		return true
	}
	if taken := s.taken[f]; taken != "" {
		return samePath(taken, path)
	}
	text, err := s.open(f)
	return err == nil && text.Path != "" && samePath(absolute(text.Path), path)
}

// take decides which of files that were not found are the client's: those whose paths end most alike.
func (s *sources) take(alike []*symbols.File, path string) (list []*symbols.File) {
	best := 0
	for _, f := range alike {
		n := commonEnd(f.Path, path)
		if n > best {
			best, list = n, nil
		}
		if n == best && n > 0 {
			list = append(list, f)
		}
	}
	for _, f := range list {
		if !samePath(f.Path, list[0].Path) {
			return nil // several are as good
		}
	}
	for _, f := range list {
		s.taken[f] = path
		delete(s.known, f)
	}
	return list
}

// named returns the files of a table by name.
func (s *sources) named(t *symbols.Table) map[string][]*symbols.File {
	if m := s.byName[t]; m != nil {
		return m
	}
	m := map[string][]*symbols.File{}
	for _, f := range t.Files() {
		name := strings.ToLower(baseName(f.Path))
		m[name] = append(m[name], f)
	}
	s.byName[t] = m
	return m
}
