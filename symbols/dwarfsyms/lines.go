package dwarfsyms

import (
	"iter"
	"slices"
	"sort"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// fileKey tells files apart: two units may have compiled different texts of one name.
type fileKey struct {
	path string
	md5  [16]byte
	has  bool
}

// file returns a file of the unit's line table; nil if there is none of that index.
func (u *unit) file(index uint64) *symbols.File {
	t := u.lineTable()
	if t == nil || index > uint64(t.NumFiles()) {
		return nil
	}
	if f := u.fileCache[index].Load(); f != nil {
		return f
	}
	lf, err := t.File(index)
	if err != nil {
		u.s.report(err)
		return nil
	}
	f := u.s.intern(lf)
	u.fileCache[index].Store(f)
	return f
}

// file returns the file of a DW_AT_decl_file.
func (s *Source) file(du *dwarf.Unit, index uint64) *symbols.File { return s.unitOf(du).fileOf(index) }

// fileOf returns the file that an attribute of an entry names. Before DWARF 5, 0 is none (DWARF 4 §2.14).
func (u *unit) fileOf(index uint64) *symbols.File {
	if index == 0 && u.head.Version < 5 {
		return nil
	}
	return u.file(index)
}

// intern returns the one File for a file that many units have.
func (s *Source) intern(lf dwarf.LineFile) *symbols.File {
	k := fileKey{lf.Path, lf.MD5, lf.HasMD5}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[k]
	if f == nil {
		f = &symbols.File{Path: lf.Path, MD5: lf.MD5, HasMD5: lf.HasMD5}
		s.files[k] = f
	}
	if lf.HasSource && f.Embedded == nil {
		f.Embedded = func() []byte { return []byte(lf.Source) }
	}
	return f
}

// posAt returns the position of an instruction; without a file if none is known.
func (u *unit) posAt(at uint32) symbols.Pos {
	t := u.lineTable()
	if t == nil {
		return symbols.Pos{}
	}
	row, _, ok := t.Lookup(at)
	if !ok {
		return symbols.Pos{}
	}
	return u.pos1(row)
}

// pos1 returns the position of a row.
func (u *unit) pos1(row dwarf.Row) symbols.Pos {
	if row.File == dwarf.NoFile {
		return symbols.Pos{}
	}
	return symbols.Pos{File: u.file(uint64(row.File)), Line: int(row.Line), Column: int(row.Column)}
}

// callPos returns where an inlined call stands.
func (u *unit) callPos(c *inlined) symbols.Pos {
	file, line, column := uint64(c.file), uint64(c.line), uint64(c.column)
	if c.file == saturated || c.column == saturated {
		e, err := u.entries().Entry(c.die)
		if err != nil {
			return symbols.Pos{}
		}
		at := e.CodeInfo()
		if !at.HasFile {
			return symbols.Pos{Line: int(min(line, maxLine))}
		}
		file, column = at.File, at.Column
	}
	return symbols.Pos{File: u.fileOf(file), Line: int(min(line, maxLine)), Column: int(min(column, maxLine))}
}

// Rows implements symbols.LineSource.
func (s *Source) Rows(from, to wasm.CodeOffset) iter.Seq[symbols.Row] {
	return func(yield func(symbols.Row) bool) {
		for i := range s.m.Code {
			lo, hi := s.bodyRange(i)
			if hi <= uint32(from) {
				continue
			}
			if lo >= uint32(to) {
				return
			}
			if u := s.describing(i); u != nil && !u.rows(max(lo, uint32(from)), min(hi, uint32(to)), yield) {
				return
			}
		}
	}
}

// rows yields the rows that apply within [from, to), of one function, and one that ends them.
func (u *unit) rows(from, to uint32, yield func(symbols.Row) bool) bool {
	t := u.lineTable()
	if t == nil {
		return true
	}
	for at := from; at < to; {
		seq, ok := sequenceFrom(t, at, to)
		if !ok {
			return true
		}
		rows := t.Rows(seq)
		for i, r := range rows {
			if i+1 < len(rows) && rows[i+1].Addr <= at && r.Flags&dwarf.EndSequence == 0 && rows[i+1].Flags&dwarf.EndSequence == 0 {
				continue
			}
			if r.Addr >= to {
				return true
			}
			row := symbols.Row{At: wasm.CodeOffset(r.Addr), End: r.Flags&dwarf.EndSequence != 0,
				Stmt: r.Flags&dwarf.IsStmt != 0, PrologueEnd: r.Flags&dwarf.PrologueEnd != 0}
			if !row.End {
				row.Pos = u.pos1(r)
			}
			if !yield(row) {
				return false
			}
		}
		at = max(seq.End, at+1)
	}
	return true
}

// sequenceFrom returns the sequence that an address is in, or else the next one that begins before another address: many functions
// have no row where they begin, at the declarations of their locals.
func sequenceFrom(t *dwarf.LineTable, from, to uint32) (dwarf.Sequence, bool) {
	if seq, ok := t.SequenceAt(from); ok {
		return seq, true
	}
	return sequenceBegins(t, from, to)
}

// sequenceBegins returns the first sequence that begins in [from, to).
func sequenceBegins(t *dwarf.LineTable, from, to uint32) (dwarf.Sequence, bool) {
	all := t.Sequences()
	i := sort.Search(len(all), func(i int) bool { return all[i].Start >= from })
	if i == len(all) || all[i].Start >= to {
		return dwarf.Sequence{}, false
	}
	return all[i], true
}

// Files implements symbols.LineSource.
func (s *Source) Files() []*symbols.File {
	s.codeOnce.Do(s.collectFiles)
	return slices.Clone(s.withCode)
}

// collectFiles collects the files that rows of the units are of.
func (s *Source) collectFiles() {
	s.prepareLines()
	seen := map[*symbols.File]bool{}
	used := make([]bool, dwarf.NoFile+1)
	for _, u := range s.units {
		t := u.lineTable()
		if t == nil {
			continue
		}
		clear(used)
		for i := range t.NumRows() {
			r := t.Row(i)
			if used[r.File] || r.File == dwarf.NoFile || r.Line == 0 {
				continue
			}
			used[r.File] = true
			if f := u.file(uint64(r.File)); f != nil && !seen[f] {
				seen[f] = true
				s.withCode = append(s.withCode, f)
			}
		}
	}
}

// Places implements symbols.LineSource. Where no code is of the line itself, it returns none.
func (s *Source) Places(file *symbols.File, line, column int) []symbols.Place {
	s.prepareLines()
	var places []symbols.Place
	for _, u := range s.units {
		if t := u.lineTable(); t != nil && u.has(file) {
			for _, seq := range t.Sequences() {
				places = u.seqPlaces(places, t, seq, file, line, column)
			}
		}
	}
	return places
}

// has reports whether a unit's line table lists a file.
func (u *unit) has(file *symbols.File) bool {
	t := u.lineTable()
	for i := range uint64(t.NumFiles()) {
		if u.file(t.FirstFile()+i) == file {
			return true
		}
	}
	return false
}

// seqPlaces appends where code of a line begins in a sequence: at statements, unless an earlier row of the line leads there.
func (u *unit) seqPlaces(dst []symbols.Place, t *dwarf.LineTable, seq dwarf.Sequence, file *symbols.File, line, column int) []symbols.Place {
	inLine := false
	rows := t.Rows(seq)
	bodyEnd := uint32(0)
	for i, r := range rows {
		if r.Addr >= bodyEnd { // another function, as a rule of another sequence
			body, ok := u.s.body(wasm.CodeOffset(r.Addr))
			if !ok || u.s.describing(body) != u {
				return dst
			}
			_, bodyEnd = u.s.bodyRange(body)
			inLine = false
		}
		end := r.Flags&dwarf.EndSequence != 0
		here := !end && int(r.Line) == line && (column == 0 || int(r.Column) == column) && u.file(uint64(r.File)) == file
		covers := i+1 < len(rows) && rows[i+1].Addr > r.Addr
		if here && !inLine && covers && r.Flags&dwarf.IsStmt != 0 {
			dst = append(dst, symbols.Place{At: wasm.CodeOffset(r.Addr), Pos: u.pos1(r), Stmt: true,
				PrologueEnd: r.Flags&dwarf.PrologueEnd != 0})
			inLine = true
			continue
		}
		inLine = inLine && (here || r.Line == 0)
	}
	return dst
}
