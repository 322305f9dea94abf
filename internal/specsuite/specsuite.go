// Package specsuite finds and reads the scripts of the official WebAssembly test suite, for the tests of
// several packages. Scripts are gzipped JSON, one object each, as their folder's README describes.
package specsuite

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
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

// Read decodes a script into a pointer to a structure of the caller's.
func Read(path string, script any) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := json.NewDecoder(unzipped).Decode(script); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// Script is what tests of modules need of a script.
type Script struct {
	Group    string    `json:"group"`
	Commands []Command `json:"commands"`
}

// Command is what they need of a command.
type Command struct {
	Type       string    `json:"type"`
	Line       int       `json:"line"`
	Text       string    `json:"text"`
	ModuleType string    `json:"module_type"`
	Wasm       []byte    `json:"wasm"`
	Obsolete   bool      `json:"obsolete"`
	Commands   []Command `json:"commands"`
}

// Modules returns the commands that carry a binary module, in order, those nested in threads too.
func (s *Script) Modules() []Command { return modules(s.Commands) }

func modules(commands []Command) []Command {
	var found []Command
	for _, c := range commands {
		if c.ModuleType == "binary" {
			found = append(found, c)
		}
		found = append(found, modules(c.Commands)...)
	}
	return found
}
