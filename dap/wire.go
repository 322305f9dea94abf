package dap

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Limits of what a client may send.
const (
	maxMessage = 32 << 20 // the content of a message, in bytes
	maxHeader  = 4 << 10  // a line of a header, in bytes
	maxLines   = 32       // lines of a header
)

// wireError is what is wrong with one message; the next one can be read.
type wireError struct {
	problem string
	// seq and command are what could be read of the message; 0 and "" where nothing could.
	seq     int
	command string
}

func (e *wireError) Error() string { return e.problem }

// incoming is a message from the client.
type incoming struct {
	Seq       int             `json:"seq"`
	Type      string          `json:"type"`
	Command   string          `json:"command"`
	Arguments json.RawMessage `json:"arguments"`
	// Of responses to what the server requested:
	RequestSeq int             `json:"request_seq"`
	Success    bool            `json:"success"`
	Message    string          `json:"message"`
	Body       json.RawMessage `json:"body"`
}

// readMessage reads the next message. A *wireError is about that message alone; any other error is the end of the stream.
func readMessage(r *bufio.Reader) (*incoming, []byte, error) {
	length, err := readHeader(r)
	if err != nil {
		return nil, nil, err
	}
	if length > maxMessage {
		return nil, nil, skipMessage(r, length)
	}
	content := make([]byte, length)
	if _, err := io.ReadFull(r, content); err != nil {
		return nil, nil, err
	}
	m := &incoming{}
	if err := json.Unmarshal(content, m); err != nil {
		bad := peekMessage(content)
		bad.problem = fmt.Sprintf("the message is no request: %v", err)
		return nil, content, bad
	}
	return m, content, nil
}

// readHeader reads the fields before a message's content, which a line without any ends, and returns the content's length.
func readHeader(r *bufio.Reader) (length int64, err error) {
	length = -1
	problem := ""
	for n := 0; ; n++ {
		line, long, err := readLine(r)
		if err != nil {
			return 0, err
		}
		name, value, isField := strings.Cut(line, ":")
		switch {
		case line == "" && n == 0 && problem == "":
			n = -1 // stray line ends between messages
			continue
		case line == "":
			if problem == "" && length < 0 {
				problem = "a header without Content-Length"
			}
			if problem != "" {
				return 0, &wireError{problem: problem}
			}
			return length, nil
		case long || n >= maxLines:
			problem = "a header that is too long"
		case !isField:
			problem = fmt.Sprintf("%.40q is no field of a header; Content-Length: N was expected", line)
			if n == 0 {
				return 0, &wireError{problem: problem}
			}
		case strings.EqualFold(strings.TrimSpace(name), "Content-Length"):
			length, err = strconv.ParseInt(strings.TrimSpace(value), 10, 64)
			if err != nil || length < 0 {
				problem, length = fmt.Sprintf("%.40q is no length of a message", strings.TrimSpace(value)), -1
			}
		}
	}
}

// readLine reads a line without its end; of one that is too long, the beginning.
func readLine(r *bufio.Reader) (line string, long bool, err error) {
	var b []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(b) < maxHeader {
			b = append(b, part...)
		} else {
			long = true
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return "", false, err
		}
		return strings.TrimRight(string(b[:min(len(b), maxHeader)]), "\r\n"), long || len(b) > maxHeader, nil
	}
}

// skipMessage passes over a message that is too long. Its beginning mostly says which request it is.
func skipMessage(r *bufio.Reader, length int64) error {
	head := make([]byte, 4<<10)
	if _, err := io.ReadFull(r, head); err != nil {
		return err
	}
	if _, err := io.CopyN(io.Discard, r, length-int64(len(head))); err != nil {
		return err
	}
	bad := peekMessage(head)
	bad.problem = fmt.Sprintf("a message of %d bytes is too long; at most %d are read", length, maxMessage)
	return bad
}

// peekMessage finds out which request a message is that cannot be read as a whole.
func peekMessage(head []byte) *wireError {
	bad := &wireError{}
	d := json.NewDecoder(bytes.NewReader(head))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return bad
	}
	for {
		name, err := d.Token()
		if err != nil || name == json.Delim('}') {
			return bad
		}
		switch name {
		case "seq":
			err = d.Decode(&bad.seq)
		case "command":
			err = d.Decode(&bad.command)
		default:
			var rest json.RawMessage
			err = d.Decode(&rest)
		}
		if err != nil {
			return bad
		}
	}
}

// appendMessage appends a message with its header.
func appendMessage(dst []byte, content []byte) []byte {
	dst = append(dst, "Content-Length: "...)
	dst = strconv.AppendInt(dst, int64(len(content)), 10)
	dst = append(dst, "\r\n\r\n"...)
	return append(dst, content...)
}
