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
			Label: text, Text: text, Type: kind, Detail: detail, Start: from, Length: units(line, cursor) - from, SortText: rank(kind) + text,
		})
	}
	prefix := 0
	if strings.HasPrefix(line, "`") {
		prefix = 1
	} else if strings.HasPrefix(line, "-exec ") {
		prefix = len("-exec ")
	}
	start, commands := cursor, []string(nil)
	if prefix <= cursor {
		if frame, err := c.selectionOf(id); err == nil && frame != nil { // else that of the stop is meant
			c.console.words.Select(frame.thread, frame.number)
		}
		start, commands = c.console.words.Complete(line[prefix:], cursor-prefix)
		start += prefix
	}
	names, from := c.names(id, line[prefix:], cursor-prefix)
	from += prefix
	kinds := map[string]expr.Candidate{}
	for _, x := range names {
		kinds[x.Name] = x
	}
	for _, text := range commands {
		switch x, known := kinds[text]; {
		case start == prefix:
			add(text, start, "keyword", "")
		case known && from == start:
			add(text, start, candidateKind(x.Kind), x.Detail)
		default:
			add(text, start, "text", "")
		}
	}
	if prefix == 0 && (start == 0 || len(commands) == 0 && !c.console.words.Knows(line)) { // a line may be an expression
		for _, x := range names {
			add(x.Name, from, candidateKind(x.Kind), x.Detail)
		}
	}
	return body, nil
}

// names returns what an expression may go on with; nothing while the program runs.
func (c *conn) names(id *debugger.FrameID, line string, cursor int) (list []expr.Candidate, from int) {
	if cursor < 0 {
		return nil, 0
	}
	_ = c.session.Inspect(func(v *debugger.View) error {
		f, err := (&inspection{c: c, v: v}).frame(id)
		if err == nil {
			list, from = expr.Complete(v.Env(f), line, cursor)
		}
		return err
	})
	return list, from
}

// maxCompletions bounds what is offered.
const maxCompletions = 500

// rank sorts what is offered: variables come before functions, these before types.
func rank(kind proto.CompletionItemType) string {
	switch kind {
	case "variable", "field":
		return "0"
	case "keyword", "value":
		return "1"
	case "function":
		return "2"
	}
	return "3"
}

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
func (c *conn) selectionOf(id *debugger.FrameID) (s *selection, err error) {
	if id == nil {
		return nil, nil
	}
	err = c.session.Inspect(func(v *debugger.View) error {
		f, err := (&inspection{c: c, v: v}).frame(id)
		if f != nil {
			s = &selection{f.Thread, f.Number}
		}
		return err
	})
	return s, err
}
