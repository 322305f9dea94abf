package screen

import (
	"encoding/base64"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// modes are the sequences that make a terminal ready for frames, and undo it.
type modes struct {
	// rich is a terminal that passes over sequences that it does not know: the console of Linux does not over all.
	rich bool
	// multiplexer is GNU screen, which passes on what is wrapped.
	wrapped bool
}

func modesOf(env uv.Environ) modes {
	name := env.Getenv("TERM")
	return modes{
		rich:    !strings.HasPrefix(name, "linux") && !strings.HasPrefix(name, "vt") && !strings.HasPrefix(name, "cons"),
		wrapped: strings.HasPrefix(name, "screen") && env.Getenv("TMUX") == "" && env.Getenv("STY") != "",
	}
}

const (
	alternate    = "\x1b[?1049h"
	noAlternate  = "\x1b[?1049l"
	noWrap       = "\x1b[?7l" // what is written to the last column does not scroll
	wrap         = "\x1b[?7h"
	paste        = "\x1b[?2004h" // pasted text is marked as such
	noPaste      = "\x1b[?2004l"
	mouseOn      = "\x1b[?1002h\x1b[?1006h" // clicks, wheel, and motion with a button held; positions as numbers
	mouseOff     = "\x1b[?1002l\x1b[?1003l\x1b[?1006l"
	keysClear    = "\x1b[>1u" // keys that are written alike otherwise can be told apart
	keysAsBefore = "\x1b[<u"
	pushTitle    = "\x1b[22;0t"
	popTitle     = "\x1b[23;0t"
	usualCursor  = "\x1b[0 q"
	noStyle      = "\x1b[0m"
)

// mouseMode returns what switches reports of the mouse.
func mouseMode(on bool) string {
	if on {
		return mouseOn
	}
	return mouseOff
}

// enter returns what makes the terminal the screen's.
func (m modes) enter(mouse bool) string {
	s := alternate + noWrap + hideCursor
	if m.rich {
		s = pushTitle + s + paste + keysClear
	}
	if mouse {
		s += mouseMode(true)
	}
	return s
}

// leave returns what undoes enter.
func (m modes) leave() string {
	s := mouseMode(false)
	if m.rich {
		s += keysAsBefore + noPaste + usualCursor
	}
	s += endUpdate + noStyle + wrap + showCursor + noAlternate
	if m.rich {
		s += popTitle
	}
	return s
}

// title returns what gives the window a title.
func (m modes) title(text string) string {
	if !m.rich {
		return ""
	}
	return "\x1b]2;" + clean(text) + "\x07"
}

// copy returns what gives a text to the clipboard.
func (m modes) copy(text string) string {
	if !m.rich {
		return ""
	}
	s := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\x07"
	if m.wrapped {
		return wrapped(s)
	}
	return s
}

// wrapped has GNU screen pass on a sequence, in pieces that it takes.
func wrapped(s string) string {
	const piece = 240
	var b strings.Builder
	for len(s) > 0 {
		n := min(len(s), piece)
		b.WriteString("\x1bP" + s[:n] + "\x1b\\")
		s = s[n:]
	}
	return b.String()
}
