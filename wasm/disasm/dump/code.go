package dump

import (
	"encoding/json"
	"strconv"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
)

// code writes the disassembly of the selected functions.
func (d *dumper) code() error {
	if d.opts.Section != "" && d.opts.Section != wasm.SectionCode.String() {
		return nil // the code is in another section than the one selected
	}
	sel, err := d.selectFuncs()
	if err != nil {
		return err
	}
	return each(sel.len(), func(i int) error { return d.funcCode(sel.get(i), sel) })
}

// funcCode writes one function.
func (d *dumper) funcCode(f wasm.FuncIndex, sel *selection) error {
	imp, imported := d.m.FuncImport(f)
	if imported {
		return d.importedFunc(f, imp)
	}
	if d.opts.JSON {
		return d.funcJSON(f, sel)
	}
	if err := d.printf("\n"); err != nil {
		return err
	}
	for line := range d.p.Lines(f) {
		if line.Kind == disasm.LineError {
			d.note(line.Err)
		}
		if !sel.shows(line) {
			continue
		}
		d.buf = d.p.AppendLine(d.appendSource(d.buf[:0], line), line)
		if _, err := d.w.Write(d.buf); err != nil {
			return err
		}
	}
	return nil
}

// appendSource appends what of the source begins at a line, as comments.
func (d *dumper) appendSource(dst []byte, l *disasm.Line) []byte {
	if d.opts.Source == nil || l.Kind != disasm.LineInstr {
		return dst
	}
	for _, text := range d.opts.Source(l.Offset) {
		dst = append(append(append(dst, ";; "...), text...), '\n')
	}
	return dst
}

// shows reports whether a line lies in the selected range of offsets. Headers and errors always do.
func (s *selection) shows(l *disasm.Line) bool {
	if s.to == 0 || l.Kind == disasm.LineFunc || l.Kind == disasm.LineError {
		return true
	}
	return l.Offset <= s.to && l.Offset+wasm.FileOffset(max(len(l.Bytes), 1)) > s.from
}

// importedFunc says that a function has no code here.
func (d *dumper) importedFunc(f wasm.FuncIndex, imp *wasm.Import) error {
	it := item{Kind: "code", Index: ptr(uint32(f)), Module: imp.Module, Field: imp.Name, Type: ptr(uint32(imp.Func))}
	it.Name, it.Symbol = d.funcNames(f)
	it.Text = string(d.p.AppendFunc([]byte("("), f)) + ") ;; imported"
	if !d.opts.JSON {
		if err := d.printf("\n"); err != nil {
			return err
		}
	}
	return d.item(it)
}

// funcRecord is a function's object without its lines.
type funcRecord struct {
	Kind       string          `json:"kind"`
	Index      wasm.FuncIndex  `json:"index"`
	Name       string          `json:"name,omitempty"`
	Symbol     string          `json:"symbol,omitempty"`
	Type       wasm.TypeIndex  `json:"type"`
	Start      wasm.FileOffset `json:"start"`
	End        wasm.FileOffset `json:"end"`
	CodeOffset wasm.CodeOffset `json:"code_offset"`
	Size       uint64          `json:"size"`
}

// funcJSON writes a function as one object, its locals and instructions as arrays, as they are decoded.
func (d *dumper) funcJSON(f wasm.FuncIndex, sel *selection) error {
	body, _ := d.m.Body(f)
	rec := funcRecord{
		Kind: "code", Index: f, Type: d.m.FuncTypeIndex(f), Start: body.Start, End: body.End,
		CodeOffset: d.m.CodeOffsetOf(body.Start), Size: uint64(body.End - body.Start),
	}
	rec.Name, rec.Symbol = d.funcNames(f)
	head, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	d.buf = append(d.buf[:0], head[:len(head)-1]...)
	lines := jsonLines{source: d.opts.Source}
	for line := range d.p.Lines(f) {
		if line.Kind == disasm.LineError {
			d.note(line.Err)
		}
		if sel.shows(line) {
			d.buf = lines.append(d.buf, line)
		}
		if len(d.buf) > 32<<10 {
			if _, err := d.w.Write(d.buf); err != nil {
				return err
			}
			d.buf = d.buf[:0]
		}
	}
	d.buf = append(lines.close(d.buf), "}\n"...)
	_, err = d.w.Write(d.buf)
	return err
}

// jsonLines writes lines into the arrays of a function's object.
type jsonLines struct {
	array  string // the open array's key
	source func(wasm.FileOffset) []string
}

// append appends a line, in the array its kind belongs to.
func (j *jsonLines) append(dst []byte, l *disasm.Line) []byte {
	switch l.Kind {
	case disasm.LineFunc:
		return appendJSONString(append(dst, `,"text":`...), l.Text)
	case disasm.LineLocal:
		dst = j.open(dst, "locals")
	case disasm.LineError:
		dst = append(j.close(dst), `,"error":`...)
		rec, err := json.Marshal(newErrorRecord(l.Err))
		if err != nil {
			return append(dst, "null"...)
		}
		return append(dst, rec...)
	default:
		dst = j.open(dst, "instructions")
	}
	dst = strconv.AppendUint(append(dst, `{"offset":`...), uint64(l.Offset), 10)
	dst = strconv.AppendInt(append(dst, `,"depth":`...), int64(l.Depth), 10)
	if l.Kind != disasm.LineLocal {
		dst = append(append(append(dst, `,"op":"`...), l.Op.String()...), '"')
	}
	dst = appendJSONString(append(dst, `,"text":`...), l.Text)
	for i, t := range l.Targets {
		if i == 0 {
			dst = append(dst, `,"targets":[`...)
		} else {
			dst = append(dst, ',')
		}
		dst = strconv.AppendUint(dst, uint64(t), 10)
	}
	if len(l.Targets) > 0 {
		dst = append(dst, ']')
	}
	return append(j.appendSource(dst, l), '}')
}

// appendSource appends what of the source begins at an instruction.
func (j *jsonLines) appendSource(dst []byte, l *disasm.Line) []byte {
	if j.source == nil || l.Kind != disasm.LineInstr {
		return dst
	}
	list := j.source(l.Offset)
	if len(list) == 0 {
		return dst
	}
	quoted, err := json.Marshal(list)
	if err != nil {
		return dst // strings always can be
	}
	return append(append(dst, `,"source":`...), quoted...)
}

// open continues the array of a key, or closes the one that is open and begins it.
func (j *jsonLines) open(dst []byte, key string) []byte {
	if j.array == key {
		return append(dst, ',')
	}
	dst = j.close(dst)
	j.array = key
	return append(append(append(dst, `,"`...), key...), `":[`...)
}

// close ends the open array, if there is one.
func (j *jsonLines) close(dst []byte) []byte {
	if j.array == "" {
		return dst
	}
	j.array = ""
	return append(dst, ']')
}

// appendJSONString appends text as a JSON string. The text is UTF-8 without control characters.
func appendJSONString(dst, text []byte) []byte {
	dst = append(dst, '"')
	for _, c := range text {
		if c == '"' || c == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	return append(dst, '"')
}
