package dap

import (
	"unicode/utf8"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/symbols"
)

// guest is a stream that the program writes to.
type guest struct {
	c        *conn
	category string
}

// Write passes output on. It waits where the client is slow.
func (g guest) Write(p []byte) (int, error) {
	g.c.mail.write(g.category, p, g.c.show)
	return len(p), nil
}

// decoder puts characters together whose bytes are written one by one.
type decoder struct{ rest []byte }

// decode returns the text that is complete.
func (d *decoder) decode(p []byte) string {
	p = append(d.rest, p...)
	end := len(p)
	for n := 1; n <= utf8.UTFMax && n <= len(p); n++ {
		if utf8.RuneStart(p[len(p)-n]) {
			if !utf8.FullRune(p[len(p)-n:]) {
				end = len(p) - n
			}
			break
		}
	}
	d.rest = append([]byte(nil), p[end:]...)
	return string(p[:end])
}

// show sends output of the program.
func (c *conn) show(o *output) {
	defer c.mail.shown(len(o.text))
	d := c.streams[o.category]
	if d == nil {
		d = &decoder{}
		c.streams[o.category] = d
	}
	if text := d.decode(o.text); text != "" {
		c.event("output", proto.OutputEventBody{Category: o.category, Output: text})
	}
}

// flush sends what was held back of characters that are not complete.
func (c *conn) flush() {
	for category, d := range c.streams {
		if len(d.rest) > 0 {
			c.event("output", proto.OutputEventBody{Category: category, Output: string(d.rest)})
			d.rest = nil
		}
	}
}

// say tells something about the debugging in the console.
func (c *conn) say(text string) {
	c.event("output", proto.OutputEventBody{Category: "console", Output: text + "\n"})
}

// sayError tells of an error that belongs to no request.
func (c *conn) sayError(err error) {
	c.event("output", proto.OutputEventBody{Category: "important", Output: errorText(err) + "\n"})
}

// log tells the message of a log point, with its place.
func (c *conn) log(text string, pos symbols.Pos) {
	body := proto.OutputEventBody{Category: "console", Output: text + "\n"}
	body.Source, body.Line, body.Column = c.at(pos)
	c.event("output", body)
}
