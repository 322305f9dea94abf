package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/unwind"
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
			r.Threads = append(r.Threads, threadJSON(th))
		}
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

func threadJSON(th *engine.Thread) jsonThread {
	stack := collect(th)
	t := jsonThread{ID: th.ID, Depth: stack.Len(), Frames: []jsonItem{}}
	for _, it := range stack.Summary(fullItems) {
		j := jsonItem{Index: it.First}
		switch it.Kind {
		case unwind.Shown:
			p := stack.Frame(it.First)
			j.Frame = frameJSON(th, &p)
		case unwind.Folded:
			j.Folded = &jsonFold{Frames: it.Count}
			for i := range it.Period {
				p := stack.Frame(it.First + i)
				j.Folded.Cycle = append(j.Folded.Cycle, p.Name())
			}
		case unwind.Skipped:
			j.Skipped = it.Count
		}
		t.Frames = append(t.Frames, j)
	}
	return t
}

func frameJSON(th *engine.Thread, p *unwind.Physical) *jsonFrame {
	f := &jsonFrame{Function: p.Name(), RawName: p.RawName(), Host: p.IsHost()}
	if p.IsHost() {
		return f
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
	return f
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
