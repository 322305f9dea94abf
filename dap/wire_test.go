package dap

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestReadMessage(t *testing.T) {
	for _, c := range []struct {
		name, in string
		problem  string // of the first message; "" where it can be read
		seq      int
		command  string
	}{
		{name: "plain", in: framed(`{"seq":7,"type":"request","command":"threads"}`), seq: 7, command: "threads"},
		{name: "line feeds alone", in: "content-length:2\n\n{}"},
		{name: "other fields", in: "Content-Type: x\r\nContent-Length: 2\r\nX: y\r\n\r\n{}"},
		{name: "stray line ends", in: "\r\n\r\n\n" + framed("{}")},
		{name: "no length", in: "X: y\r\n\r\n", problem: "a header without Content-Length"},
		{name: "negative length", in: "Content-Length: -1\r\n\r\n", problem: `"-1" is no length of a message`},
		{name: "no number", in: "Content-Length: many\r\n\r\n", problem: `"many" is no length of a message`},
		{name: "beyond 64 bits", in: "Content-Length: 99999999999999999999\r\n\r\n", problem: `"99999999999999999999" is no length of a message`},
		{name: "no field", in: "hello\r\n", problem: `"hello" is no field of a header; Content-Length: N was expected`},
		{name: "long line", in: "X: " + strings.Repeat("y", 100<<10) + "\r\n\r\n", problem: "a header that is too long"},
		{name: "many lines", in: strings.Repeat("X: y\r\n", 100) + "\r\n", problem: "a header that is too long"},
		{name: "array", in: framed("[1]"), problem: "the message is no request: json: cannot unmarshal array into Go value of type dap.incoming"},
		{name: "seq of another type", in: framed(`{"command":"next","seq":"x"}`), problem: "the message is no request: json: cannot unmarshal string into Go struct field incoming.seq of type int", command: "next"},
		{name: "cut off", in: framed(`{"seq":3,"command":"next","arguments":{`), problem: "the message is no request: unexpected end of JSON input", seq: 3, command: "next"},
		{name: "deep", in: framed(strings.Repeat("[", 100000)), problem: "the message is no request: invalid character '[' exceeded max depth"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := bufio.NewReader(strings.NewReader(c.in + framed(`{"seq":8,"type":"request","command":"next one"}`)))
			m, _, err := readMessage(r)
			var bad *wireError
			switch {
			case c.problem == "":
				if err != nil || m.Seq != c.seq || m.Command != c.command {
					t.Fatalf("%+v, %v", m, err)
				}
			case !errors.As(err, &bad) || bad.problem != c.problem || bad.seq != c.seq || bad.command != c.command:
				t.Fatalf("%#v, want %q of %d %q", err, c.problem, c.seq, c.command)
			}
			// What follows can be read.
			for m, _, err = readMessage(r); errors.As(err, &bad); m, _, err = readMessage(r) {
			}
			if err != nil || m.Seq != 8 {
				t.Errorf("afterwards: %+v, %v", m, err)
			}
		})
	}
}

func framed(content string) string { return string(appendMessage(nil, []byte(content))) }

// A message of 100 MB is refused by its number; it is not kept.
func TestHugeMessage(t *testing.T) {
	const size = 100 << 20
	head := `{"seq":41,"type":"request","command":"evaluate","arguments":{"expression":"`
	huge := io.MultiReader(strings.NewReader(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", size, head)), io.LimitReader(letters{}, int64(size-len(head))),
		strings.NewReader(framed(`{"seq":42,"type":"request","command":"initialize"}`)))
	c := dial(t, Config{}, huge)
	if m := c.answer(41); m.Success || !strings.Contains(m.Message, "too long") || m.Command != "evaluate" {
		t.Errorf("%+v", m)
	}
	if m := c.answer(42); !m.Success {
		t.Errorf("afterwards: %+v", m)
	}
}

// letters is a text without end.
type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// Whatever bytes come, the server ends with them, and each request is answered once.
func FuzzWire(f *testing.F) {
	for _, s := range []string{
		framed(`{"seq":1,"type":"request","command":"initialize","arguments":{"adapterID":"x"}}`) + framed(`{"seq":2,"type":"request","command":"threads"}`),
		framed(`{"seq":1,"type":"request","command":"initialize"}`) + framed(`{"seq":2,"type":"request","command":"launch","arguments":{"program":"x"}}`) +
			framed(`{"seq":3,"type":"request","command":"setBreakpoints","arguments":{"source":{"path":"x"},"breakpoints":[{"line":-1}]}}`),
		"Content-Length: -1\r\n\r\n", "Content-Length: 3\r\n\r\n{}", "\r\n\r\n", "garbage\r\n" + framed("null"),
		framed(`{"seq":1,"type":"request","command":"cancel","arguments":{"requestId":1}}`) + framed(`{"seq":1,"type":"request","command":"disconnect"}`),
		framed(`{"type":"response","request_seq":1}`),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		c := dial(t, Config{New: noProgram}, strings.NewReader(string(in)))
		answered := map[int]int{}
		for m := range c.msgs {
			if m.Type == "response" {
				answered[m.RequestSeq]++
			}
		}
		sent := map[int]int{}
		r := bufio.NewReader(strings.NewReader(string(in)))
		for {
			m, _, err := readMessage(r)
			var bad *wireError
			if errors.As(err, &bad) {
				sent[bad.seq]++
				continue
			}
			if err != nil {
				break
			}
			if m.Type != "response" {
				sent[m.Seq]++
			}
			if m.Command == "disconnect" && m.Type == "request" {
				return // what comes after it need not be answered
			}
		}
		for seq, n := range answered {
			if n > sent[seq] {
				t.Errorf("request %d was sent %d times and answered %d times", seq, sent[seq], n)
			}
		}
	})
}

var errNoProgram = errors.New("there are no programs here")

func noProgram(*LaunchArguments, Streams) (*Program, error) { return nil, errNoProgram }
