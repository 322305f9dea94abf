package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/unwind"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// The JSON report; docs/run.md describes it.
type (
	jsonReport struct {
		Event      string         `json:"event"`
		Trap       string         `json:"trap"`
		Message    string         `json:"message"`
		Detail     string         `json:"detail,omitempty"`
		ExitStatus int            `json:"exit_status"`
		Exception  *jsonException `json:"exception,omitempty"`
		Thread     *int           `json:"thread,omitempty"`
		Threads    []jsonThread   `json:"threads"`
		Notes      []string       `json:"notes,omitempty"`
	}
	jsonThread struct {
		ID     int        `json:"id"`
		Depth  int        `json:"depth"`
		Frames []jsonItem `json:"frames"`
	}
	jsonItem struct {
		Index   int        `json:"index"`
		Frame   *jsonFrame `json:"frame,omitempty"`
		Folded  *jsonFold  `json:"folded,omitempty"`
		Skipped int        `json:"skipped,omitempty"`
	}
	jsonFold struct {
		Frames int      `json:"frames"`
		Cycle  []string `json:"cycle"`
	}
	jsonFrame struct {
		Function      string       `json:"function"`
		RawName       string       `json:"raw_name"`
		Host          bool         `json:"host"`
		Inlined       bool         `json:"inlined,omitempty"`
		Source        *jsonSource  `json:"source,omitempty"`
		Variables     *[]jsonVar   `json:"variables,omitempty"`
		VariablesErr  string       `json:"variables_error,omitempty"`
		Instance      string       `json:"instance,omitempty"`
		FunctionIndex *uint32      `json:"function_index,omitempty"`
		FileOffset    *uint64      `json:"file_offset,omitempty"`
		CodeOffset    *uint64      `json:"code_offset,omitempty"`
		FuncOffset    *uint32      `json:"function_offset,omitempty"`
		Locals        *[]jsonValue `json:"locals,omitempty"`
		LocalsError   string       `json:"locals_error,omitempty"`
		Operands      *[]jsonValue `json:"operands,omitempty"`
		OperandsError string       `json:"operands_error,omitempty"`
	}
	jsonSource struct {
		File   string `json:"file"`
		Line   int    `json:"line,omitempty"`
		Column int    `json:"column,omitempty"`
		From   string `json:"from"`
	}
	jsonVar struct {
		Name        string `json:"name"`
		Kind        string `json:"kind"`
		Type        string `json:"type,omitempty"`
		Block       int    `json:"block,omitempty"`
		Value       string `json:"value,omitempty"`
		Unavailable string `json:"unavailable,omitempty"`
	}
	jsonValue struct {
		Name  string `json:"name,omitempty"`
		Type  string `json:"type"`
		Value string `json:"value"`
	}
	jsonException struct {
		Tag     uint64      `json:"tag"`
		Payload []jsonValue `json:"payload"`
	}
)

func writeJSON(w io.Writer, trap *engine.Trap, opts Options) error {
	r := jsonReport{
		Event:      "trap",
		Trap:       strings.ReplaceAll(trap.Kind.String(), " ", "-"),
		Message:    trap.Error(),
		Detail:     trap.Detail,
		ExitStatus: opts.Status,
		Threads:    []jsonThread{},
	}
	if th := trap.Thread; th != nil {
		r.Thread = &th.ID
		r.Exception = exception(trap)
		for _, th := range append([]*engine.Thread{th}, others(trap)...) {
			r.Threads = append(r.Threads, opts.Symbols.threadJSON(th))
		}
	}
	for _, note := range opts.Symbols.notes() {
		r.Notes = append(r.Notes, note.Error())
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(r)
}

func exception(trap *engine.Trap) *jsonException {
	s := trap.Thread.Store
	if trap.Kind != engine.TrapUncaughtException || !s.Heap.Contains(trap.Exception) {
		return nil
	}
	tag := s.TagOf(s.Heap.ExnTag(trap.Exception))
	e := &jsonException{Tag: tag.ID}
	payload := engine.FromSlots(tag.Func.Params, s.Heap.ExnPayload(nil, trap.Exception))
	e.Payload = valuesJSON(payload, func(int) string { return "" })
	return e
}

func (s *Symbols) threadJSON(th *engine.Thread) jsonThread {
	stack := collect(th)
	t := jsonThread{ID: th.ID, Frames: []jsonItem{}}
	logical := unwind.Logical{Table: s.Table}
	for _, it := range stack.Summary(fullItems) {
		j := jsonItem{Index: t.Depth}
		t.Depth += logical.CountRange(stack, it.First, it.First+it.Count)
		switch it.Kind {
		case unwind.Shown:
			p := stack.Frame(it.First)
			t.Frames = append(t.Frames, s.framesJSON(th, &p, &logical, j.Index)...)
			continue
		case unwind.Folded:
			j.Folded = &jsonFold{Frames: t.Depth - j.Index}
			for i := range it.Period {
				p := stack.Frame(it.First + i)
				j.Folded.Cycle = append(j.Folded.Cycle, p.Name())
			}
		case unwind.Skipped:
			j.Skipped = t.Depth - j.Index
		}
		t.Frames = append(t.Frames, j)
	}
	return t
}

// framesJSON returns the logical frames of a physical one. What belongs to the machine stands with the last.
func (s *Symbols) framesJSON(th *engine.Thread, p *unwind.Physical, logical *unwind.Logical, index int) []jsonItem {
	list := logical.Frames(nil, p)
	if len(list) == 0 {
		list = []symbols.Frame{{}}
	}
	var items []jsonItem
	for i := range list {
		f := &list[i]
		j := &jsonFrame{RawName: p.RawName(), Host: p.IsHost(), Inlined: f.Inlined}
		if f.Inlined {
			j.RawName = ""
			if f.Func != nil {
				j.RawName = f.Func.RawName()
			}
		}
		j.Function, _ = listing.FrameName(f, p)
		if f.Pos.File != nil {
			j.Source = &jsonSource{File: f.Pos.File.Path, Line: f.Pos.Line, Column: f.Pos.Column, From: f.Origin.String()}
		}
		s.variablesJSON(j, th, p, f)
		if i == len(list)-1 {
			machineJSON(j, th, p)
		}
		items = append(items, jsonItem{Index: index + i, Frame: j})
	}
	return items
}

func (s *Symbols) variablesJSON(j *jsonFrame, th *engine.Thread, p *unwind.Physical, f *symbols.Frame) {
	vars := s.variables(th, p, f)
	if vars.Err != nil {
		j.VariablesErr = vars.Err.Error()
	}
	if len(vars.List) == 0 {
		return
	}
	list := []jsonVar{}
	printer := vars.FullPrinter()
	for _, variable := range vars.List[:min(len(vars.List), maxVariables)] {
		v := jsonVar{Name: variable.Name, Kind: variable.Kind.String(), Block: variable.Block}
		if variable.Type != nil {
			v.Type = variable.Type.String()
		}
		if val := value.Of(vars.Context, variable); val.Err() != nil {
			v.Unavailable = vars.Why(variable, val.Err())
		} else {
			v.Value = printer.Text(val)
		}
		list = append(list, v)
	}
	j.Variables = &list
}

// machineJSON adds what the machine has of a frame.
func machineJSON(f *jsonFrame, th *engine.Thread, p *unwind.Physical) {
	if p.IsHost() {
		return
	}
	f.Instance = p.Instance
	index, at := uint32(p.Func), uint32(p.Offset)
	f.FunctionIndex, f.FuncOffset = &index, &at
	if off, ok := p.FileOffset(); ok {
		file, code := uint64(off), uint64(p.Module.CodeOffsetOf(off))
		f.FileOffset, f.CodeOffset = &file, &code
	}
	names := p.Module.Names()
	f.Locals, f.LocalsError = listJSON(locals(th, p), func(i int) string {
		return names.Local(p.Func, wasm.LocalIndex(i))
	})
	f.Operands, f.OperandsError = listJSON(operands(th, p), func(int) string { return "" })
}

// listJSON returns the values, or why there are none.
func listJSON(vs values, name func(i int) string) (list *[]jsonValue, reason string) {
	if vs.err != nil {
		return nil, vs.err.Error()
	}
	all := valuesJSON(vs.list, name)
	if n := len(vs.list) - len(all); n > 0 {
		reason = fmt.Sprintf("%d more left out", n)
	}
	return &all, reason
}

func valuesJSON(vs []engine.Value, name func(i int) string) []jsonValue {
	list := []jsonValue{}
	for i, v := range vs[:min(len(vs), maxValues)] {
		list = append(list, jsonValue{Name: name(i), Type: v.Type.String(), Value: v.String()})
	}
	return list
}
