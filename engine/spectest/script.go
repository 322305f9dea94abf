package spectest

import (
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// EnvDir is the environment variable that names the folder of the scripts.
const EnvDir = "WDBG_SPECTEST"

// Dir returns the folder of the scripts: what the environment variable names, else
// ../shared/spectest beside the repository, found from the working directory up. The error says what was tried.
func Dir() (string, error) {
	if dir := os.Getenv(EnvDir); dir != "" {
		if _, err := os.Stat(dir); err != nil {
			return "", fmt.Errorf("%s: %w", EnvDir, err)
		}
		return dir, nil
	}
	at, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(at)
		if up == at {
			return "", fmt.Errorf("%s is not set and no go.mod is above the working directory", EnvDir)
		}
		at = up
	}
	dir := filepath.Join(filepath.Dir(at), "shared", "spectest")
	if _, err := os.Stat(dir); err != nil {
		return "", fmt.Errorf("%s is not set, and there is no folder beside the repository: %w", EnvDir, err)
	}
	return dir, nil
}

// Files returns the paths of the scripts in a folder, sorted.
func Files(dir string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json.gz"))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no scripts (*.json.gz) in %s", dir)
	}
	sort.Strings(files)
	return files, err
}

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
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	s := &Script{}
	if err := json.NewDecoder(unzipped).Decode(s); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
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
