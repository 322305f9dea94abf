package dap

import (
	"strings"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/expr"
)

// completions says what may be typed next in the console.
func (c *conn) completions(r *request, a *proto.CompletionsArguments) (any, error) {
	line, column := a.Text, a.Column-c.client.columns
	if a.Line > c.client.lines { // a text of several lines: the one with the cursor
		lines := strings.Split(a.Text, "\n")
		line = lines[min(a.Line-c.client.lines, len(lines)-1)]
	}
	cursor := min(bytesOf(line, max(0, column)), len(line))
	id, err := c.handles.frameOrNone(a.FrameId)
	if err != nil {
		return nil, err
	}
	body := proto.CompletionsResponseBody{Targets: []proto.CompletionItem{}}
	seen := map[string]bool{}
	add := func(text string, start int, kind proto.CompletionItemType, detail string) {
		if seen[text] || len(body.Targets) >= maxCompletions {
			return
		}
		seen[text] = true
		from := units(line, start)
		body.Targets = append(body.Targets, proto.CompletionItem{
			Label: text, Text: text, Type: kind, Detail: detail, Start: from, Length: units(line, cursor) - from,
		})
	}
	prefix := 0
	if strings.HasPrefix(line, "`") {
		prefix = 1
	} else if strings.HasPrefix(line, "-exec ") {
		prefix = len("-exec ")
	}
	if prefix <= cursor {
		if frame := c.selectionOf(id); frame != nil {
			c.console.words.Select(frame.thread, frame.number)
		}
		start, list := c.console.words.Complete(line[prefix:], cursor-prefix)
		for _, text := range list {
			kind := proto.CompletionItemType("keyword")
			if start > 0 {
				kind = "text"
			}
			add(text, start+prefix, kind, "")
		}
	}
	if prefix == 0 {
		_ = c.session.Inspect(func(v *debugger.View) error { // while the program runs, there are no expressions
			f, err := (&inspection{c: c, v: v}).frame(id)
			if err != nil {
				return err
			}
			list, start := expr.Complete(v.Env(f), line, cursor)
			for _, x := range list {
				add(x.Name, start, candidateKind(x.Kind), x.Detail)
			}
			return nil
		})
	}
	return body, nil
}

// maxCompletions bounds what is offered.
const maxCompletions = 500

func candidateKind(k expr.CandidateKind) proto.CompletionItemType {
	switch k {
	case expr.CandidateMember:
		return "field"
	case expr.CandidateFunc:
		return "function"
	case expr.CandidateType:
		return "class"
	case expr.CandidateState:
		return "value"
	}
	return "variable"
}

// selectionOf returns a frame as commands select it; nil for none.
func (c *conn) selectionOf(id *debugger.FrameID) (s *selection) {
	if id == nil {
		return nil
	}
	_ = c.session.Inspect(func(v *debugger.View) error { // without a frame, that of the stop is meant
		if f, err := (&inspection{c: c, v: v}).frame(id); err == nil && f != nil {
			s = &selection{f.Thread, f.Number}
		}
		return nil
	})
	return s
}
