package spectest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/wdbg/wdbg/internal/specsuite"
)

// Script is one test script.
type Script struct {
	// Name is the script's name without its group, such as "br_table".
	Name     string
	Group    string    `json:"group"`
	Source   string    `json:"source_filename"`
	Commands []Command `json:"commands"`
}

// Load reads a script.
func Load(path string) (*Script, error) {
	s := &Script{}
	if err := specsuite.Read(path, s); err != nil {
		return nil, err
	}
	s.Name = strings.TrimPrefix(strings.TrimSuffix(filepath.Base(path), ".json.gz"), s.Group+".")
	return s, nil
}

// Command is one command of a script. Which fields are set depends on Type.
type Command struct {
	Type string `json:"type"`
	Line int    `json:"line"`

	Name       string `json:"name"`
	As         string `json:"as"`
	Instance   string `json:"instance"`
	Module     string `json:"module"`
	ModuleType string `json:"module_type"`
	Wasm       string `json:"wasm"`
	Text       string `json:"text"`
	Obsolete   bool   `json:"obsolete"`

	Action   *Action `json:"action"`
	Expected []Value `json:"expected"`

	Shared   []string  `json:"shared"`
	Commands []Command `json:"commands"`
	Thread   string    `json:"thread"`
}

// hasModule reports whether the command carries a module rather than naming one.
func (c *Command) hasModule() bool { return c.ModuleType != "" }

// file returns the bytes of the command's binary module.
func (c *Command) file() ([]byte, error) {
	if c.ModuleType != "binary" {
		return nil, fmt.Errorf("module_type %q is not binary", c.ModuleType)
	}
	return base64.StdEncoding.DecodeString(c.Wasm)
}

// Action is the call of an exported function or the reading of an exported global.
type Action struct {
	Type   string  `json:"type"`
	Module string  `json:"module"`
	Field  string  `json:"field"`
	Args   []Value `json:"args"`
}

// Value is an argument or the pattern of a result.
type Value struct {
	Type     string          `json:"type"`
	LaneType string          `json:"lane_type"`
	Value    json.RawMessage `json:"value"`
	Values   []Value         `json:"values"`
}

// Count returns the number of the script's commands, those of threads included.
func (s *Script) Count() int { return count(s.Commands) }

func count(commands []Command) int {
	n := len(commands)
	for i := range commands {
		n += count(commands[i].Commands)
	}
	return n
}
