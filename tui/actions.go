package tui

import (
	"fmt"

	"github.com/wdbg/wdbg/tui/internal/pane"
)

// globalActions are those that do not depend on the pane.
func globalActions() []pane.Action {
	return append(runActions(), append(viewActions(), moveActions()...)...)
}

func runActions() []pane.Action {
	return []pane.Action{
		{Name: "step-over", Keys: []string{"n", "f10"}, Help: "step to the next line, over calls", Short: "next"},
		{Name: "step-into", Keys: []string{"s", "f11"}, Help: "step to the next line, into calls", Short: "step"},
		{Name: "step-out", Keys: []string{"o", "shift+f11"}, Help: "go on until this frame has returned", Short: "out"},
		{Name: "continue", Keys: []string{"c", "f5"}, Help: "go on until something stops the program", Short: "cont"},
		{Name: "step-over-instruction", Keys: []string{"N", "shift+f10"}, Help: "step one instruction, over calls"},
		{Name: "step-into-instruction", Keys: []string{"S"}, Help: "step one instruction, into calls"},
		{Name: "step-until", Keys: []string{"U"}, Help: "step over, but not back to earlier lines: leaves loops"},
		{Name: "interrupt", Keys: []string{"ctrl+c", "f6"}, Help: "stop the running program"},
		{Name: "restart", Keys: []string{"r", "ctrl+shift+f5"}, Help: "start the program again", Short: "restart"},
		{Name: "frame-up", Keys: []string{"u"}, Help: "select the frame that called this one", Short: "up"},
		{Name: "frame-down", Keys: []string{"d"}, Help: "select the frame that this one called"},
	}
}

func viewActions() []pane.Action {
	return []pane.Action{
		{Name: "help", Keys: []string{"?", "f1"}, Help: "show the keys of this pane", Short: "help"},
		{Name: "palette", Keys: []string{"ctrl+p"}, Help: "find an action, function, file or symbol", Short: "find"},
		{Name: "command", Keys: []string{":"}, Help: "carry out a command of the console"},
		{Name: "search", Keys: []string{"/"}, Help: "look for text in this pane"},
		{Name: "search-next", Keys: []string{"."}, Help: "the next place that was looked for"},
		{Name: "search-previous", Keys: []string{","}, Help: "the one before"},
		{Name: "next-pane", Keys: []string{"tab"}, Help: "go to the next pane"},
		{Name: "previous-pane", Keys: []string{"shift+tab"}, Help: "go to the pane before"},
		{Name: "next-tab", Keys: []string{"]", "ctrl+pgdown"}, Help: "the next pane of the same region"},
		{Name: "previous-tab", Keys: []string{"[", "ctrl+pgup"}, Help: "the one before"},
		{Name: "zoom", Keys: []string{"z"}, Help: "show this pane alone, or all again"},
		{Name: "layout", Keys: []string{"L"}, Help: "the next way to divide the screen"},
		{Name: "theme", Keys: []string{"ctrl+t"}, Help: "the next theme: auto, dark, light, none"},
		{Name: "wider", Keys: []string{">"}, Help: "make this pane wider"},
		{Name: "narrower", Keys: []string{"<"}, Help: "make this pane narrower"},
		{Name: "higher", Keys: []string{"+"}, Help: "make this pane higher"},
		{Name: "lower", Keys: []string{"-"}, Help: "make this pane lower"},
		{Name: "here", Keys: []string{"="}, Help: "show where the selected frame is"},
		{Name: "redraw", Keys: []string{"ctrl+l"}, Help: "draw the screen anew"},
		{Name: "suspend", Keys: []string{"ctrl+z"}, Help: "go back to the shell for a while"},
		{Name: "line-mode", Keys: []string{"ctrl+\\"}, Help: "go on at a prompt, and back with the command tui"},
		{Name: "quit", Keys: []string{"q", "ctrl+q"}, Help: "leave the debugger", Short: "quit"},
	}
}

func moveActions() []pane.Action {
	return []pane.Action{
		{Name: pane.Up, Keys: []string{"up", "k"}, Help: "move up"},
		{Name: pane.Down, Keys: []string{"down", "j"}, Help: "move down"},
		{Name: pane.Left, Keys: []string{"left", "h"}, Help: "move left, fold"},
		{Name: pane.Right, Keys: []string{"right", "l"}, Help: "move right, unfold"},
		{Name: pane.PageUp, Keys: []string{"pgup", "ctrl+b"}, Help: "a page up"},
		{Name: pane.PageDown, Keys: []string{"pgdown", "ctrl+f"}, Help: "a page down"},
		{Name: pane.HalfUp, Keys: []string{"ctrl+u"}, Help: "half a page up"},
		{Name: pane.HalfDown, Keys: []string{"ctrl+d"}, Help: "half a page down"},
		{Name: pane.Top, Keys: []string{"g", "home"}, Help: "to the beginning"},
		{Name: pane.Bottom, Keys: []string{"G", "end"}, Help: "to the end"},
		{Name: pane.Enter, Keys: []string{"enter"}, Help: "do what is likeliest to be wanted"},
		{Name: pane.Escape, Keys: []string{"esc"}, Help: "end a search, put a message away"},
	}
}

// paneActions choose panes by numbers.
func (m *Model) paneActions() (list []pane.Action) {
	for i, id := range m.order {
		a := pane.Action{Name: "pane-" + string(id), Help: "go to the pane " + string(id)}
		if i < 10 {
			a.Keys = []string{fmt.Sprint((i + 1) % 10)}
		}
		list = append(list, a)
	}
	return list
}
