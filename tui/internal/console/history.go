package console

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// maxHistory is how many lines are remembered, maxHistoryLine how long one is: the editor of line mode, with which the file is
// shared, reads no longer ones.
const (
	maxHistory     = 1000
	maxHistoryLine = 4000
)

// History is what was typed, oldest first.
type History struct {
	path  string
	Lines []string
}

// LoadHistory reads the file of a history; one that cannot be read is empty. With path "" nothing is kept.
func LoadHistory(path string) *History {
	h := &History{path: path}
	h.Reload()
	return h
}

// Reload reads the file again: line mode has written to it.
func (h *History) Reload() {
	file, err := os.Open(h.path)
	if err != nil {
		return
	}
	defer file.Close()
	h.Lines = nil
	for s := bufio.NewScanner(file); s.Scan(); {
		if line := s.Text(); line != "" && utf8.ValidString(line) {
			h.Lines = append(h.Lines, line)
		}
	}
	if len(h.Lines) > 2*maxHistory {
		h.Lines = h.Lines[len(h.Lines)-maxHistory:]
		_ = os.WriteFile(h.path, []byte(strings.Join(h.Lines, "\n")+"\n"), 0o600) // a long file is as good
	}
}

// Add remembers a line, unless it is the last one again, and adds it to the file.
func (h *History) Add(line string) {
	if strings.TrimSpace(line) == "" || len(line) > maxHistoryLine || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
		return
	}
	if n := len(h.Lines); n > 0 && h.Lines[n-1] == line {
		return
	}
	h.Lines = append(h.Lines, line)
	if h.path == "" || os.MkdirAll(filepath.Dir(h.path), 0o700) != nil {
		return
	}
	file, err := os.OpenFile(h.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return // there is nobody who could do something about it
	}
	_, _ = file.WriteString(line + "\n")
	_ = file.Close()
}
