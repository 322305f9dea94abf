package dap

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/listing"
)

// LaunchArguments are the attributes of a launch request. docs/dap.md describes them.
type LaunchArguments struct {
	Program        string            `json:"program"`
	Args           []string          `json:"args"`
	Cwd            string            `json:"cwd"`
	Env            map[string]string `json:"-"`
	Dirs           []string          `json:"dirs"`
	Stdin          string            `json:"stdin"`
	Invoke         string            `json:"invoke"`
	Link           Mappings          `json:"link"`
	StubImports    bool              `json:"stubImports"`
	StopOnEntry    bool              `json:"stopOnEntry"`
	StopOnTrap     *bool             `json:"stopOnTrap"`
	SourceMap      Mappings          `json:"sourceMap"`
	SourcePath     []string          `json:"sourcePath"`
	DebugDir       []string          `json:"debugDir"`
	InitCommands   []string          `json:"initCommands"`
	PreRunCommands []string          `json:"preRunCommands"`
	Console        string            `json:"console"`
	Heap           bool              `json:"heap"`
	NoDebug        bool              `json:"noDebug"`
	AuthToken      string            `json:"authToken"`
	unknown        []string
}

// Where a program's streams are.
const (
	consoleInternal   = "internalConsole"
	consoleIntegrated = "integratedTerminal"
	consoleExternal   = "externalTerminal"
)

// Mappings are pairs of text: an object in JSON, or an array of arrays of two.
type Mappings [][2]string

// UnmarshalJSON reads an object, whose order counts, or an array of pairs.
func (m *Mappings) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	t, err := d.Token()
	if err != nil {
		return err
	}
	if t == nil {
		return nil
	}
	if t != json.Delim('{') {
		var pairs [][]string
		if err := json.Unmarshal(b, &pairs); err != nil {
			return errors.New("an object of strings, or an array of pairs of strings, is expected")
		}
		for _, p := range pairs {
			if len(p) != 2 {
				return fmt.Errorf("a pair of strings is expected, not %d of them", len(p))
			}
			*m = append(*m, [2]string{p[0], p[1]})
		}
		return nil
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var to string
		if err := d.Decode(&to); err != nil {
			return fmt.Errorf("%v: a string is expected", name)
		}
		*m = append(*m, [2]string{fmt.Sprint(name), to})
	}
	return nil
}

// parseLaunch reads the attributes of a launch request.
func parseLaunch(raw json.RawMessage) (*LaunchArguments, error) {
	a := &LaunchArguments{}
	var env struct {
		Env map[string]*string `json:"env"`
	}
	if len(raw) == 0 {
		raw = json.RawMessage("{}")
	}
	if err := json.Unmarshal(raw, a); err != nil {
		return nil, fmt.Errorf("the attributes cannot be read: %w", tidyJSON(err))
	}
	if err := json.Unmarshal(raw, &env); err != nil {
		return nil, fmt.Errorf("the attributes cannot be read: %w", tidyJSON(err))
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, err
	}
	a.Env = map[string]string{}
	for name, value := range env.Env {
		if value != nil { // null takes a variable out of an environment; the program has none to begin with
			a.Env[name] = *value
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if !isAttribute(name) {
			a.unknown = append(a.unknown, name)
		}
	}
	a.expand()
	return a, a.check()
}

// expand puts the current directory, which editors start servers in, in place of the variable that most know as the project's folder: not all of
// them do it themselves.
func (a *LaunchArguments) expand() {
	dir, err := os.Getwd()
	if err != nil {
		return
	}
	r := strings.NewReplacer("${workspaceFolder}", dir, "${workspaceRoot}", dir)
	for _, s := range []*string{&a.Program, &a.Stdin} {
		*s = r.Replace(*s)
	}
	for _, list := range [][]string{a.Dirs, a.SourcePath, a.DebugDir} {
		for i := range list {
			list[i] = r.Replace(list[i])
		}
	}
	for _, list := range []Mappings{a.Link, a.SourceMap} {
		for i := range list {
			list[i][1] = r.Replace(list[i][1])
		}
	}
}

// tidyJSON makes of an error about Go's types one about attributes.
func tidyJSON(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		return fmt.Errorf("%s is a JSON %s, which does not fit", wrong.Field, wrong.Value)
	}
	return err
}

func (a *LaunchArguments) check() error {
	switch {
	case a.Program == "":
		return errors.New("which program? the attribute program is the path of a module (.wasm)")
	case strings.Contains(a.Program, "${"):
		return fmt.Errorf("program: %q has a variable that the editor has not replaced", a.Program)
	}
	switch a.Console {
	case "":
		a.Console = consoleInternal
	case consoleInternal, consoleIntegrated, consoleExternal:
	default:
		return fmt.Errorf("console: %q is none of %s, %s, %s", a.Console, consoleInternal, consoleIntegrated, consoleExternal)
	}
	return nil
}

func (a *LaunchArguments) stopOnTrap() bool { return a.StopOnTrap == nil || *a.StopOnTrap }

// attributes returns the names of the attributes that mean something.
func attributes() []string {
	return []string{
		"program", "args", "cwd", "env", "dirs", "stdin", "invoke", "link", "stubImports", "stopOnEntry", "stopOnTrap", "sourceMap", "sourcePath",
		"debugDir", "initCommands", "preRunCommands", "console", "heap", "noDebug", "authToken",
	}
}

// isAttribute reports whether an attribute means something, to the server or to editors.
func isAttribute(name string) bool {
	if strings.HasPrefix(name, "__") {
		return true
	}
	switch name {
	case "type", "name", "request", "presentation", "preLaunchTask", "postDebugTask", "internalConsoleOptions", "debugServer", "serverReadyAction",
		"suppressMultipleSessionWarning", "windows", "linux", "osx", "trace", "configPath", "consoleName", "consoleTitle":
		return true
	}
	return slices.Contains(attributes(), name)
}

// unknownText says of an attribute that it means nothing, and what was probably meant.
func unknownText(name string) string {
	text := fmt.Sprintf("the attribute %q is not known and has no effect", name)
	if near := listing.Nearest(name, attributes()); near != "" {
		text += fmt.Sprintf("; %q is", near)
	}
	return text
}
