package panes

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// ask asks for an address.
func (p *memoryPane) ask(c *pane.Context) tea.Cmd {
	s, focus, space, cursor := c.Session, c.Focus, p.wanted(c), p.cursor
	return pane.Send(pane.Ask{Label: "address: ", History: "address", Complete: completer(c, focus), Done: func(text string) tea.Cmd {
		text = strings.TrimSpace(text)
		if text == "" {
			return nil
		}
		if addr, ok := memoryNumber(text, cursor); ok {
			return pane.Send(pane.ShowMemory{Instance: space.inst, Memory: space.mem, Addr: addr})
		}
		return func() tea.Msg {
			var msg tea.Msg
			err := s.Inspect(func(v *debugger.View) error {
				at, err := evaluatePlace(v, focus, text)
				msg = pane.ShowMemory{Instance: at.Instance.ID, Addr: at.Addr}
				return err
			})
			if err != nil {
				return pane.Tell{Text: err.Error(), Error: true}
			}
			return msg
		}
	}})
}

// memoryNumber reads an address that is a number, or where +N or -N are from the cursor.
func memoryNumber(text string, cursor uint64) (addr uint64, ok bool) {
	n, err := strconv.ParseUint(strings.TrimLeft(text, "+-"), 0, 64)
	if err != nil {
		return 0, false
	}
	switch {
	case strings.HasPrefix(text, "+"):
		return cursor + min(n, math.MaxUint64-cursor), true
	case strings.HasPrefix(text, "-"):
		return cursor - min(n, cursor), true
	}
	return n, true
}

// evaluatePlace evaluates an expression that means a place in memory, in the selected frame.
func evaluatePlace(v *debugger.View, focus pane.Focus, text string) (debugger.MemoryPlace, error) {
	f, err := focused(v, focus)
	if err != nil {
		return debugger.MemoryPlace{}, err
	}
	return v.MemoryPlace(f, text)
}

// edit asks for bytes to write at the cursor.
func (p *memoryPane) edit(c *pane.Context) tea.Cmd {
	read := p.shown(c)
	switch {
	case read == nil:
		return pane.Send(pane.Tell{Text: p.unread(c), Error: true})
	case p.cursor >= read.size:
		return pane.Fail(&debugger.OutsideError{Addr: p.cursor, Size: read.size})
	}
	space, addr := read.space, p.cursor
	return pane.Send(pane.Ask{Label: fmt.Sprintf("bytes at 0x%x (hex digits or \"text\"): ", addr), History: "bytes", Done: func(text string) tea.Cmd {
		if strings.TrimSpace(text) == "" {
			return nil
		}
		b, err := parseBytes(text)
		if err != nil {
			return pane.Fail(err)
		}
		return pane.Edit(c, func(v *debugger.View) error {
			inst, ok := v.Instance(space.inst)
			if !ok {
				return fmt.Errorf("instance %d no longer exists", space.inst)
			}
			return v.WriteMemory(inst, space.mem, b, addr)
		})
	}})
}

// parseBytes reads bytes that were typed: hex digits, with blanks and "0x" as one likes, and texts in double quotes.
func parseBytes(text string) (b []byte, err error) {
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimLeft(rest, " \t,") {
		if rest[0] == '"' {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				return nil, fmt.Errorf("the text %s has no end", symbols.Printable(rest))
			}
			text, err := unquoteBytes(quoted[1 : len(quoted)-1])
			if err != nil {
				return nil, fmt.Errorf("%s is no text: %w", symbols.Printable(quoted), err)
			}
			b, rest = append(b, text...), rest[len(quoted):]
			continue
		}
		n := strings.IndexAny(rest, " \t,\"")
		if n < 0 {
			n = len(rest)
		}
		digits := strings.TrimPrefix(strings.ToLower(rest[:n]), "0x")
		if len(digits) == 1 {
			digits = "0" + digits
		}
		if len(digits)%2 != 0 {
			return nil, fmt.Errorf("%s: two hex digits are a byte, and there is half a one", symbols.Printable(rest[:n]))
		}
		for i := 0; i < len(digits); i += 2 {
			x, err := strconv.ParseUint(digits[i:i+2], 16, 8)
			if err != nil {
				return nil, fmt.Errorf("%q are not hex digits", symbols.Printable(digits[i:i+2]))
			}
			b = append(b, byte(x))
		}
		rest = rest[n:]
	}
	if len(b) == 0 {
		return nil, fmt.Errorf("%s has no bytes", symbols.Printable(text))
	}
	return b, nil
}

// unquoteBytes returns the bytes that what stands between double quotes means. Unlike strconv.Unquote it leaves bytes that are not UTF-8 as they are.
func unquoteBytes(s string) (b []byte, err error) {
	for s != "" {
		if s[0] >= utf8.RuneSelf {
			b, s = append(b, s[0]), s[1:]
			continue
		}
		char, multibyte, tail, err := strconv.UnquoteChar(s, '"')
		if err != nil {
			return nil, err
		}
		if multibyte {
			b = utf8.AppendRune(b, char)
		} else {
			b = append(b, byte(char))
		}
		s = tail
	}
	return b, nil
}
