package command

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/value"
)

// settings are what "set" changes.
type settings struct {
	width, height   int // -1: that of the terminal; 0: no limit
	listSize        int
	elements, depth int
	stringLength    int
	hex             bool
	confirm         bool
	prompt          string
	context         []string // panels shown after every stop
	disassembleNext string   // on, off, auto: where there is no source
	backtraceLimit  int
	// schedulerLocking says when only one thread runs: off, on, step.
	schedulerLocking string
}

func defaults() settings {
	return settings{
		width: -1, height: -1, listSize: 10, elements: value.DefaultMaxElements, depth: value.DefaultMaxDepth,
		stringLength: value.DefaultMaxString, confirm: true, prompt: "(wdbg) ", disassembleNext: "auto", backtraceLimit: 100, schedulerLocking: lockingOff,
	}
}

// setting is a row of the table of settings.
type setting struct {
	name, help string
	// values are what it may be, for people and for completion.
	values []string
	get    func(s *settings) string
	set    func(s *settings, text string) error
}

// settingTable returns the settings in the order in which they are shown.
func settingTable() []setting {
	return []setting{
		number("width", "columns of the terminal; 0 is no limit, -1 what the terminal has", -1, 10000, func(s *settings) *int { return &s.width }),
		number("height", "lines before the pager stops; 0 is no pager, -1 what the terminal has", -1, 10000, func(s *settings) *int { return &s.height }),
		number("listsize", "lines that list shows", 1, 1000, func(s *settings) *int { return &s.listSize }),
		number("print elements", "elements and members shown of one value", 1, 1<<20, func(s *settings) *int { return &s.elements }),
		number("print depth", "how deep values are shown that contain others", 1, 40, func(s *settings) *int { return &s.depth }),
		number("print string", "characters shown of a string", 1, 1<<20, func(s *settings) *int { return &s.stringLength }),
		onOff("print hex", "show integers in base 16", func(s *settings) *bool { return &s.hex }),
		onOff("confirm", "ask before something is lost", func(s *settings) *bool { return &s.confirm }),
		{"prompt", "what stands before each line that is typed", nil, func(s *settings) string { return strconv.Quote(s.prompt) },
			func(s *settings, text string) error {
				s.prompt = unquote(text)
				return nil
			}},
		{"context", "what is shown after every stop, beside the line: names of panels, or none", panelNames(),
			func(s *settings) string { return strings.Join(s.context, " ") }, setContext},
		{"disassemble-next", "show the next instruction at every stop: on, off, or auto: where there is no source, and after steps by instruction", []string{"on", "off", "auto"},
			func(s *settings) string { return s.disassembleNext }, setDisassembleNext},
		{"scheduler-locking", "whether only the selected thread runs: off, on, or step: when it is stepped with next, step, nexti, stepi", []string{lockingOff, lockingOn, lockingStep},
			func(s *settings) string { return s.schedulerLocking }, setSchedulerLocking},
		number("backtrace limit", "frames that backtrace shows without a number", 1, 100000, func(s *settings) *int { return &s.backtraceLimit }),
	}
}

func number(name, help string, least, most int, field func(*settings) *int) setting {
	return setting{name, help, nil, func(s *settings) string { return strconv.Itoa(*field(s)) },
		func(s *settings, text string) error {
			n, err := strconv.Atoi(text)
			if err != nil || n < least || n > most {
				return fmt.Errorf("'%s' must be a number from %d to %d", name, least, most)
			}
			*field(s) = n
			return nil
		}}
}

func onOff(name, help string, field func(*settings) *bool) setting {
	get := func(s *settings) string {
		if *field(s) {
			return "on"
		}
		return "off"
	}
	return setting{name, help, []string{"on", "off"}, get, func(s *settings, text string) error {
		on, err := parseOnOff(text)
		if err != nil {
			return fmt.Errorf("'%s' must be on or off", name)
		}
		*field(s) = on
		return nil
	}}
}

func parseOnOff(text string) (bool, error) {
	switch text {
	case "on", "1", "yes", "true", "":
		return true, nil
	case "off", "0", "no", "false":
		return false, nil
	}
	return false, fmt.Errorf("must be on or off")
}

func setDisassembleNext(s *settings, text string) error {
	if text != "on" && text != "off" && text != "auto" {
		return fmt.Errorf("'disassemble-next' must be on, off or auto")
	}
	s.disassembleNext = text
	return nil
}

func setSchedulerLocking(s *settings, text string) error {
	if text != lockingOff && text != lockingOn && text != lockingStep {
		return fmt.Errorf("'scheduler-locking' must be off, on or step")
	}
	s.schedulerLocking = text
	return nil
}

// unquote takes quotes away.
func unquote(text string) string {
	if s, err := strconv.Unquote(text); err == nil {
		return s
	}
	if n := len(text); n >= 2 && text[0] == '\'' && text[n-1] == '\'' {
		return text[1 : n-1]
	}
	return text
}

// findSetting returns the setting that a text begins with, and the rest.
func findSetting(text string) (st setting, rest string, err error) {
	var names []string
	best := -1
	for _, s := range settingTable() {
		names = append(names, s.name)
		if after, ok := cutWord(text, s.name); ok && len(s.name) > best {
			st, rest, best = s, after, len(s.name)
		}
	}
	if best >= 0 {
		return st, rest, nil
	}
	before, _, _ := strings.Cut(text, "=")
	words := strings.Fields(before)
	for n := range min(len(words), 2) { // what follows may be the value
		word := strings.Join(words[:n+1], " ")
		if near := listing.Nearest(word, names); near != "" {
			return st, "", fmt.Errorf("no setting '%s'; did you mean '%s'?", printable(word), near)
		}
	}
	return st, "", fmt.Errorf("no setting '%s'; 'show' lists what there is", printable(strings.TrimSpace(before)))
}

// cutWord removes words from the beginning of a text.
func cutWord(text, words string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(text, words)
	if !ok || rest != "" && rest[0] != ' ' {
		return text, false
	}
	return strings.TrimSpace(rest), true
}

// Height returns after how many lines a pager stops: 0 for never, -1 for what the terminal has.
func (in *Interp) Height() int { return in.settings.height }
