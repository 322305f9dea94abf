package dump

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
)

// custom writes what a custom section holds: its entries where the section is known, else bytes. A section
// that repeats a name is shown as bytes, for readers take the first.
func (d *dumper) custom(s wasm.Section) error {
	decoders := map[string]func(wasm.Section) error{
		wasm.CustomName:              d.nameSection,
		wasm.CustomProducers:         d.producers,
		wasm.CustomBuildID:           d.buildID,
		wasm.CustomTargetFeatures:    d.targetFeatures,
		wasm.CustomSourceMappingURL:  d.urlOf(d.m.SourceMappingURL),
		wasm.CustomExternalDebugInfo: d.urlOf(d.m.ExternalDebugInfo),
		wasm.CustomBranchHint:        d.branchHints,
	}
	if decode := decoders[s.Name]; decode != nil && d.m.Custom(s.Name)[0] == s {
		return decode(s)
	}
	return d.hexdump(s.Start, s.End, nil)
}

// customItem writes an entry of a custom section, and the fault where reading it failed.
func (d *dumper) customItem(kind, name, text string) error {
	return d.item(item{Kind: kind, Name: name, Text: text, indent: 1})
}

func (d *dumper) producers(wasm.Section) error {
	fields, fault := d.m.Producers()
	for _, f := range fields {
		for _, v := range f.Values {
			text := printable(f.Name) + ": " + printable(v.Name)
			if v.Version != "" {
				text += " " + printable(v.Version)
			}
			if err := d.customItem("producer", v.Name, text); err != nil {
				return err
			}
		}
	}
	return d.badIf(fault)
}

// badIf notes and writes a fault, if there is one.
func (d *dumper) badIf(fault error) error {
	if fault == nil {
		return nil
	}
	return d.bad(fault)
}

func (d *dumper) buildID(wasm.Section) error {
	id, fault := d.m.BuildID()
	if fault == nil {
		it := item{Kind: "build_id", Hex: hex.EncodeToString(id), Text: hex.EncodeToString(id), indent: 1}
		return d.item(it)
	}
	return d.bad(fault)
}

func (d *dumper) targetFeatures(wasm.Section) error {
	features, fault := d.m.TargetFeatures()
	for _, f := range features {
		if err := d.customItem("target_feature", f.Name, string(rune(f.Mark))+printable(f.Name)); err != nil {
			return err
		}
	}
	return d.badIf(fault)
}

// urlOf returns the decoder of a section that holds a URL.
func (d *dumper) urlOf(read func() (string, error)) func(wasm.Section) error {
	return func(s wasm.Section) error {
		url, fault := read()
		if fault != nil {
			return d.bad(fault)
		}
		return d.customItem(s.Name, url, string(disasm.AppendString(nil, url)))
	}
}

func (d *dumper) branchHints(wasm.Section) error {
	funcs, fault := d.m.BranchHints()
	for _, f := range funcs {
		body, _ := d.m.Body(f.Func)
		for _, h := range f.Hints {
			it := item{Kind: "branch_hint", Index: ptr(uint32(f.Func)), Offset: ptr(body.Start + wasm.FileOffset(h.Offset)), indent: 1}
			text := "unlikely"
			if h.Likely {
				text = "likely"
			}
			it.Text = string(d.p.AppendIndex([]byte("func "), disasm.SpaceFunc, uint32(f.Func))) + " " + text
			if err := d.item(it); err != nil {
				return err
			}
		}
	}
	return d.badIf(fault)
}

// nameKinds are the subsections of the name section by identifier (Wasm 3.0 §7.4.1 and the
// extended-name-section proposal). Indirect ones name things within functions or types.
func nameKinds(id byte) (what string, indirect, ok bool) {
	kinds := [...]string{"module", "function", "local", "label", "type", "table", "memory", "global", "elem", "data", "field", "tag"}
	if int(id) >= len(kinds) {
		return fmt.Sprintf("subsection %d", id), false, false
	}
	what = kinds[id]
	return what, what == "local" || what == "label" || what == "field", true
}

// nameSection writes the number of names of each kind, and the names if the listing is of this section alone.
func (d *dumper) nameSection(s wasm.Section) error {
	r := wasm.NewReader(d.m.Bytes, s.Start, s.End)
	for r.Len() > 0 && r.Err() == nil {
		at := r.Pos()
		id := r.Byte()
		size := min(uint64(r.U32()), uint64(r.Len()))
		if r.Err() != nil {
			break
		}
		sub := nameSubsection{at: at, id: id, r: wasm.NewReader(d.m.Bytes, r.Pos(), r.Pos()+wasm.FileOffset(size))}
		r.Bytes(int(size))
		if err := d.nameSubsection(sub); err != nil {
			return err
		}
	}
	return d.badIf(d.m.Names().Err())
}

type nameSubsection struct {
	at wasm.FileOffset
	id byte
	r  *wasm.Reader
}

func (d *dumper) nameSubsection(sub nameSubsection) error {
	what, indirect, known := nameKinds(sub.id)
	it := item{Kind: "names", Name: what, Offset: ptr(sub.at), indent: 1}
	switch {
	case what == "module":
		it.Text = "module name: " + printable(d.m.Names().Module)
		return d.item(it)
	case !known:
		it.Text = fmt.Sprintf("%s: %d bytes", what, sub.r.Len())
		return d.item(it)
	}
	r := *sub.r
	count, err := eachName(&r, indirect, func(nameEntry) error { return nil })
	if err != nil {
		return err
	}
	it.Size = &count
	it.Text = fmt.Sprintf("%s names: %d", what, count)
	if err := d.item(it); err != nil || d.opts.Section == "" {
		return err
	}
	_, err = eachName(sub.r, indirect, func(n nameEntry) error { return d.name(what, indirect, n) })
	return err
}

// nameEntry is one name; outer is the function or type of an indirect one.
type nameEntry struct {
	at           wasm.FileOffset
	outer, inner uint32
	name         string
}

func (d *dumper) name(what string, indirect bool, n nameEntry) error {
	it := item{Kind: what + "_name", Index: &n.inner, Offset: &n.at, Name: n.name, indent: 2}
	text := fmt.Sprintf("%d ", n.inner)
	if indirect {
		it.Entry = ptr(uint64(n.outer))
		text = fmt.Sprintf("%d.%d ", n.outer, n.inner)
	}
	it.Text = text + string(disasm.AppendIdent(nil, n.name))
	return d.item(it)
}

// eachName calls f for the names of a subsection until an error of f or the end of what can be read, and returns
// their number.
func eachName(r *wasm.Reader, indirect bool, f func(nameEntry) error) (count uint64, err error) {
	outers := uint32(1)
	if indirect {
		outers = r.U32()
	}
	for ; outers > 0 && r.Err() == nil; outers-- {
		var n nameEntry
		if indirect {
			n.outer = r.U32()
		}
		for names := r.U32(); names > 0; names-- {
			n.at, n.inner = r.Pos(), r.U32()
			name := r.Bytes(int(min(uint64(r.U32()), uint64(r.Len()))))
			if r.Err() != nil {
				break
			}
			n.name = strings.ToValidUTF8(string(name), "\ufffd")
			if err := f(n); err != nil {
				return count, err
			}
			count++
		}
	}
	return count, nil
}
