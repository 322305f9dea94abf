package dap

import (
	"errors"
	"strings"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
)

// source returns the text of a source that has no file.
func (c *conn) source(r *request, a *proto.SourceArguments) (any, error) {
	src := proto.Source{SourceReference: a.SourceReference}
	if a.Source != nil {
		src = *a.Source
		if src.SourceReference == 0 {
			src.SourceReference = a.SourceReference
		}
	}
	var body proto.SourceResponseBody
	err := c.session.Inspect(func(v *debugger.View) error {
		what, ok, err := c.sources.virtual(v, &src)
		switch {
		case err != nil:
			return err
		case !ok:
			return errors.New("this source is a file: the client opens it")
		case what.file != nil:
			text, err := c.sources.open(what.file)
			if err != nil {
				return err
			}
			var b strings.Builder
			for n := 1; n <= text.Lines(); n++ {
				line, _ := text.Line(n)
				b.WriteString(line + "\n")
			}
			body.Content = b.String()
			return nil
		}
		t, err := c.code.text(v, what.inst, what.fn)
		if err != nil {
			return err
		}
		body.Content, body.MimeType = t.text, "text/x-wat"
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}
