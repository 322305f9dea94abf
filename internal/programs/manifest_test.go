package programs

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// row is a run of a fixture program: a row of testdata/programs/manifest.json, described in the README
// beside it. Paths are relative to that folder.
type row struct {
	Name         string            `json:"name"`
	Wasm         string            `json:"wasm"`
	Args         []string          `json:"args"`
	Env          map[string]string `json:"env"`
	Stdin        string            `json:"stdin"`
	Dirs         []dir             `json:"dirs"`
	Links        map[string]string `json:"links"`
	SharedMemory []int             `json:"shared_memory"` // wdbg makes the memory by the import's own type
	Invoke       string            `json:"invoke"`
	InvokeArgs   []string          `json:"invoke_args"`

	Results        []string `json:"results"`
	Stdout         string   `json:"stdout"`
	StdoutFile     string   `json:"stdout_file"`
	StderrContains string   `json:"stderr_contains"`
	Exit           int      `json:"exit"`
	Trap           string   `json:"trap"`
	Features       []string `json:"features"`
}

// dir is a preopened directory; without Host it is a new one.
type dir struct {
	Guest string `json:"guest"`
	Host  string `json:"host"`
}

// manifest reads the rows of a folder's manifest.json.
func manifest(t *testing.T, folder string) []row {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields() // an expectation that nobody looks at is none
	var rows []row
	if err := d.Decode(&rows); err != nil {
		t.Fatal(err)
	}
	return rows
}
