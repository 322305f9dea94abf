package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/wdbg/wdbg/dap"
	"github.com/wdbg/wdbg/internal/debuggee"
)

// A conversation is a file of what a client says, and of what comes back, which -update writes:
//
//	> command {arguments}      a request; $ROOT is the repository, @(file:name) the line of a //@break(name), $(name) what was kept
//	? event                    wait for an event
//	= name path                keep a part of the last answer: stackFrames[0].id, scopes[name=Locals].variablesReference
//	%initialize                initialize, unseen
//	%launch MODULE {more}      initialize and launch, unseen, up to the event initialized
//	%client {arguments}        what initialize shall say in %launch
//	%raw text                  bytes as they are, with Go's escapes
//	< ...                      what came: not read
type conversation struct {
	t      *testing.T
	in     *io.PipeWriter
	msgs   chan message
	seq    int
	out    []string
	client map[string]any
	kept   map[string]any
	last   map[string]any
	root   string
	asked  []message // reverse requests
}

type message struct {
	Seq        int             `json:"seq"`
	Type       string          `json:"type"`
	Command    string          `json:"command"`
	Event      string          `json:"event"`
	RequestSeq int             `json:"request_seq"`
	Success    bool            `json:"success"`
	Message    string          `json:"message"`
	Body       json.RawMessage `json:"body"`
	Arguments  json.RawMessage `json:"arguments"`
}

func TestDAPConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/dap/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := converse(t, string(text))
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(text) {
				t.Errorf("%s differs (-update writes it):\n%s", path, diffLines(string(text), got))
			}
		})
	}
}

// diffLines shows the first lines that differ.
func diffLines(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < len(w) || i < len(g); i++ {
		if i >= len(w) || i >= len(g) || w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant:\n%s\ngot:\n%s", i+1, strings.Join(w[min(i, len(w)):min(i+12, len(w))], "\n"), strings.Join(g[min(i, len(g)):min(i+12, len(g))], "\n"))
		}
	}
	return ""
}

// newConversation connects with a server; done says that it has ended.
func newConversation(t *testing.T) (c *conversation, done chan error) {
	return newConversationWith(t, dap.Config{New: newDAPProgram, Terminal: testTerminal})
}

func newConversationWith(t *testing.T, cfg dap.Config) (c *conversation, done chan error) {
	c = &conversation{t: t, msgs: make(chan message, 1000), client: map[string]any{
		"adapterID": "wdbg", "supportsVariableType": true, "supportsVariablePaging": true, "supportsMemoryReferences": true,
		"supportsInvalidatedEvent": true, "supportsMemoryEvent": true,
	}, kept: map[string]any{}}
	c.root = filepath.Dir(debuggee.Root())
	serverIn, in := io.Pipe()
	out, serverOut := io.Pipe()
	c.in = in
	done = make(chan error, 1)
	go func() {
		done <- dap.Serve(cfg, serverIn, serverOut)
		serverOut.Close()
	}()
	go c.read(out)
	return c, done
}

// converse says what a conversation's client says, and returns it with what came back.
func converse(t *testing.T, text string) string {
	c, done := newConversation(t)
	var lines []string
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if !strings.HasPrefix(line, "<") && !strings.HasPrefix(line, "  ") {
			lines = append(lines, line)
		}
	}
	for i, line := range lines {
		c.out = append(c.out, line)
		more := i+1 < len(lines) && strings.HasPrefix(lines[i+1], "? ")
		c.say(line, more)
	}
	c.in.Close()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("the server does not end")
	}
	return strings.Join(c.out, "\n") + "\n"
}

// testTerminal is a terminal in which nothing is typed.
func testTerminal() (dap.Terminal, error) { return fakeTerminal{}, nil }

type fakeTerminal struct{}

func (fakeTerminal) Command() []string { return []string{"wdbg", "dap-terminal", "ADDRESS", "TOKEN"} }
func (fakeTerminal) Streams() (io.Reader, io.Writer, error) {
	return strings.NewReader("typed\n"), io.Discard, nil
}
func (fakeTerminal) Close() error { return nil }

func (c *conversation) read(r io.Reader) {
	defer close(c.msgs)
	b := bufio.NewReader(r)
	for {
		var n int
		for {
			line, err := b.ReadString('\n')
			if err != nil {
				return
			}
			line = strings.TrimSpace(line)
			if line == "" {
				break
			}
			if _, err := fmt.Sscanf(line, "Content-Length: %d", &n); err != nil {
				c.t.Errorf("header %q", line)
			}
		}
		content := make([]byte, n)
		if _, err := io.ReadFull(b, content); err != nil {
			return
		}
		var m message
		if err := json.Unmarshal(content, &m); err != nil {
			c.t.Errorf("%v in %s", err, content)
		}
		c.msgs <- m
	}
}

// next returns the next message; it is an error if there is none.
func (c *conversation) next() (message, bool) {
	select {
	case m, ok := <-c.msgs:
		return m, ok
	case <-time.After(time.Minute):
		c.t.Fatalf("nothing comes any more after:\n%s", strings.Join(c.out[max(0, len(c.out)-15):], "\n"))
		return message{}, false
	}
}

// say carries out a line. More says that the next one waits for what comes.
func (c *conversation) say(line string, more bool) {
	c.t.Helper()
	mark, rest, _ := strings.Cut(line, " ")
	switch mark {
	case ">":
		command, arguments, _ := strings.Cut(rest, " ")
		c.show(c.request(command, c.fill(arguments)), command, more)
	case "?":
		c.await(rest, more)
	case "=":
		name, path, _ := strings.Cut(rest, " ")
		c.kept[name] = c.part(path)
	case "%client":
		if err := json.Unmarshal([]byte(rest), &c.client); err != nil {
			c.t.Fatalf("%s: %v", line, err)
		}
	case "%initialize":
		c.initialize()
	case "%launch":
		c.launch(rest)
	case "%raw":
		text, err := strconv.Unquote(`"` + rest + `"`)
		if err != nil {
			c.t.Fatalf("%s: %v", line, err)
		}
		_, _ = io.WriteString(c.in, text)
		c.show(-1, "", more)
	case "%answer":
		c.answer(c.fill(rest))
	default:
		if mark != "" && !strings.HasPrefix(mark, "#") {
			c.t.Fatalf("what is %q?", line)
		}
	}
}

// request sends a request and returns its number.
func (c *conversation) request(command, arguments string) int {
	c.t.Helper()
	c.seq++
	m := map[string]any{"seq": c.seq, "type": "request", "command": command}
	if arguments != "" {
		if !json.Valid([]byte(arguments)) {
			c.t.Fatalf("not JSON: %s", arguments)
		}
		m["arguments"] = json.RawMessage(arguments)
	}
	content, err := json.Marshal(m)
	if err != nil {
		c.t.Fatal(err)
	}
	fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(content), content)
	return c.seq
}

// answer answers the last request of the server.
func (c *conversation) answer(body string) {
	ask := c.asked[len(c.asked)-1]
	content := fmt.Sprintf(`{"seq":%d,"type":"response","request_seq":%d,"command":%q,"success":%v,"body":{}}`, 100000+c.seq, ask.Seq, ask.Command, body != "no")
	fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(content), content)
	if c.last == nil { // a launch that waits for it
		c.show(-1, "", true)
	}
}

// show records what comes up to the answer to a request and, unless something is waited for next, up to that to another one that
// is sent now: so all that the request has caused is there.
func (c *conversation) show(seq int, command string, more bool) {
	if more {
		return
	}
	end := c.request("cancel", "")
	var seen, passed bool
	for {
		m, ok := c.next()
		if !ok {
			return
		}
		if m.Type == "response" && m.RequestSeq == end {
			if seen || seq < 0 {
				return
			}
			passed = true // the answer comes later
			continue
		}
		c.record(m)
		if m.Type == "response" && m.RequestSeq == seq {
			seen = true
			if m.Command == "disconnect" {
				return
			}
			if passed {
				end = c.request("cancel", "")
			}
		}
	}
}

// await records what comes up to an event.
func (c *conversation) await(event string, more bool) {
	for {
		m, ok := c.next()
		if !ok {
			return
		}
		c.record(m)
		if m.Event == event || m.Type == "request" && m.Command == event || m.Type == "response" && "response:"+m.Command == event {
			return
		}
	}
}

// initialize says hello, unseen.
func (c *conversation) initialize() {
	client, err := json.Marshal(c.client)
	if err != nil {
		c.t.Fatal(err)
	}
	c.request("initialize", string(client))
	c.next()
}

// launch makes a session, unseen.
func (c *conversation) launch(rest string) {
	c.t.Helper()
	module, more, _ := strings.Cut(rest, " ")
	c.initialize()
	args := map[string]any{"program": filepath.Join(c.root, "testdata", filepath.FromSlash(module))}
	if more != "" {
		if err := json.Unmarshal([]byte(c.fill(more)), &args); err != nil {
			c.t.Fatalf("%s: %v", more, err)
		}
	}
	content, err := json.Marshal(args)
	if err != nil {
		c.t.Fatal(err)
	}
	c.request("launch", string(content))
	for {
		m, ok := c.next()
		if !ok || m.Event == "initialized" {
			return
		}
		if m.Type == "response" && !m.Success {
			c.t.Fatalf("%s: %s", m.Command, m.Message)
		}
	}
}

var (
	keptPattern   = regexp.MustCompile(`\$\((\w+)\)`)
	markerPattern = regexp.MustCompile(`@\(([\w./]+):(\w+)\)`)
)

// fill puts what was kept, the repository's path and lines of markers into a text.
func (c *conversation) fill(text string) string {
	text = strings.ReplaceAll(text, "$ROOT", filepath.ToSlash(c.root))
	text = keptPattern.ReplaceAllStringFunc(text, func(s string) string {
		v, ok := c.kept[keptPattern.FindStringSubmatch(s)[1]]
		if !ok {
			c.t.Fatalf("%s was not kept", s)
		}
		if n, ok := v.(float64); ok {
			return strconv.Itoa(int(n))
		}
		return fmt.Sprint(v)
	})
	return markerPattern.ReplaceAllStringFunc(text, func(s string) string {
		m := markerPattern.FindStringSubmatch(s)
		file, err := os.ReadFile(filepath.Join(c.root, "testdata", filepath.FromSlash(m[1])))
		if err != nil {
			c.t.Fatal(err)
		}
		before, _, ok := strings.Cut(string(file), "@break("+m[2]+")")
		if !ok {
			c.t.Fatalf("%s has no marker %s", m[1], m[2])
		}
		return strconv.Itoa(strings.Count(before, "\n") + 1)
	})
}

var stepPattern = regexp.MustCompile(`^(\w*)(?:\[(?:(\w+)=([^\]]+)|(\d+))\])?$`)

// part returns a part of the last answer.
func (c *conversation) part(path string) any {
	var at any = c.last
	for _, step := range strings.Split(path, ".") {
		m := stepPattern.FindStringSubmatch(step)
		if m == nil {
			c.t.Fatalf("%q is no path", path)
		}
		if m[1] != "" {
			object, _ := at.(map[string]any)
			at = object[m[1]]
		}
		list, _ := at.([]any)
		if m[2] != "" {
			at = nil
			for _, x := range list {
				if o, _ := x.(map[string]any); fmt.Sprint(o[m[2]]) == m[3] {
					at = x
				}
			}
		}
		if m[4] != "" {
			n, _ := strconv.Atoi(m[4])
			if n >= len(list) {
				c.t.Fatalf("%q: there are %d", path, len(list))
			}
			at = list[n]
		}
	}
	if at == nil {
		c.t.Fatalf("%q is not in %v", path, c.last)
	}
	return at
}

// record adds a message to the conversation.
func (c *conversation) record(m message) {
	body := string(m.Body)
	var head string
	switch {
	case m.Type == "event":
		head = "< event " + m.Event
	case m.Type == "request":
		head, body = "< request "+m.Command, string(m.Arguments)
		c.asked = append(c.asked, m)
	case !m.Success:
		c.last = nil
		c.out = append(c.out, c.tidy(strings.ReplaceAll(fmt.Sprintf("< error %s: %s", m.Command, m.Message), "\n", "\n  ")))
		return
	default:
		head = "< " + m.Command
		c.last = nil
		if len(m.Body) > 0 {
			if err := json.Unmarshal(m.Body, &c.last); err != nil {
				c.t.Fatal(err)
			}
		}
	}
	if m.Event == "output" && c.joinOutput(m) {
		return
	}
	c.out = append(c.out, c.tidy(strings.TrimSpace(head+" "+pretty(body))))
}

// joinOutput adds output to the output before it: how much comes at once does not matter.
func (c *conversation) joinOutput(m message) bool {
	var b struct {
		Category, Output, Group string
		Line                    int
	}
	if json.Unmarshal(m.Body, &b) != nil || b.Group != "" || b.Line != 0 {
		return false
	}
	text := strings.ReplaceAll(strings.TrimSuffix(b.Output, "\n"), "\n", "\n  ")
	head := "< output " + b.Category + "\n"
	n := len(c.out) - 1
	if n >= 0 && strings.HasPrefix(c.out[n], head) {
		c.out[n] += c.tidy("\n  " + text)
		return true
	}
	c.out = append(c.out, c.tidy(head+"  "+text))
	return true
}

// inHostCall is where an interrupt may have found the program, or not.
var inHostCall = regexp.MustCompile(` in a call of the host: [\w.]+`)

func (c *conversation) tidy(text string) string {
	if strings.HasPrefix(text, "< event stopped") {
		text = inHostCall.ReplaceAllString(text, "")
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, filepath.ToSlash(c.root), "$ROOT"), c.root, "$ROOT")
}

// pretty writes JSON with an element of an array a line.
func pretty(body string) string {
	if len(body) < 120 || !json.Valid([]byte(body)) {
		return body
	}
	var b bytes.Buffer
	depth, quoted := 0, false
	for i := 0; i < len(body); i++ {
		ch := body[i]
		if quoted {
			b.WriteByte(ch)
			if ch == '\\' {
				i++
				b.WriteByte(body[i])
			}
			quoted = ch != '"'
			continue
		}
		switch ch {
		case '"':
			quoted = true
		case '[':
			if depth++; i+1 < len(body) && body[i+1] == '{' {
				b.WriteString("[\n" + strings.Repeat("  ", depth))
				continue
			}
		case ']':
			depth--
		case ',':
			if i+1 < len(body) && body[i+1] == '{' && body[i-1] == '}' {
				b.WriteString(",\n" + strings.Repeat("  ", depth))
				continue
			}
		}
		b.WriteByte(ch)
	}
	return b.String()
}
