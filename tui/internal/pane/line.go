package pane

import (
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/tui/internal/frame"
)

// Line is a line of text that is typed.
type Line struct{ input textinput.Model }

// maxLine bounds how many characters a line may have.
const maxLine = 1 << 16

// NewLine returns a line with a text, and the cursor at its end.
func NewLine(text string) *Line {
	l := &Line{textinput.New()}
	l.input.Prompt, l.input.CharLimit = "", maxLine
	// The text of the clipboard comes as a tea.PasteMsg; suggestions are not the input's to make.
	l.input.KeyMap.Paste = key.NewBinding()
	l.input.KeyMap.NextSuggestion, l.input.KeyMap.PrevSuggestion, l.input.KeyMap.AcceptSuggestion = key.NewBinding(), key.NewBinding(), key.NewBinding()
	l.input.Focus()
	l.Set(text, len(text))
	return l
}

// Text returns what was typed.
func (l *Line) Text() string { return l.input.Value() }

// Cursor returns the byte of the text before which the cursor is.
func (l *Line) Cursor() int { return len(string([]rune(l.input.Value())[:l.input.Position()])) }

// Set replaces the text, and puts the cursor before one of its bytes.
func (l *Line) Set(text string, cursor int) {
	cursor = max(0, min(cursor, len(text)))
	l.input.SetValue(text)
	l.input.SetCursor(utf8.RuneCountInString(text[:cursor]))
}

// Insert inserts a text at the cursor; ends of lines become blanks.
func (l *Line) Insert(text string) { l.input, _ = l.input.Update(tea.PasteMsg{Content: text}) }

// Key takes a key, and reports whether it means something in a line: characters, and keys that edit or move the cursor.
func (l *Line) Key(k tea.KeyPressMsg) bool {
	m := l.input.KeyMap
	edits := key.Matches(k, m.CharacterForward, m.CharacterBackward, m.WordForward, m.WordBackward, m.DeleteWordBackward, m.DeleteWordForward,
		m.DeleteAfterCursor, m.DeleteBeforeCursor, m.DeleteCharacterBackward, m.DeleteCharacterForward, m.LineStart, m.LineEnd)
	if !edits && k.Text == "" {
		return false
	}
	l.input, _ = l.input.Update(k) // the command would make a cursor blink
	return true
}

// Draw draws the text on one row such that the cursor is seen. Active says whether it is shown.
func (l *Line) Draw(a frame.Area, active bool) {
	text := l.input.Value()
	before := frame.Width(text[:l.Cursor()])
	shift := max(0, before-a.Width+1)
	a.Text(-shift, 0, text, frame.Style{Role: frame.Input})
	if active {
		a.Cursor(before-shift, 0)
	}
}
