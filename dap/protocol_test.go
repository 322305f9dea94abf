package dap

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// names reads a chapter of what the protocol names.
func names(t *testing.T, chapter string) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/protocol-1.71.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "["+chapter+"]\n")
	if !ok {
		t.Fatalf("there is no chapter %s", chapter)
	}
	rest, _, _ = strings.Cut(rest, "[")
	list := strings.Fields(rest)
	slices.Sort(list)
	return list
}

func TestEachRequestHasARow(t *testing.T) {
	var rows []string
	for _, r := range table() {
		rows = append(rows, r.command)
	}
	if want := names(t, "requests"); !slices.Equal(rows, want) {
		t.Errorf("the table has\n%v\nthe protocol\n%v", rows, want)
	}
}

// offered returns the capabilities that are true, or not empty.
func offered(t *testing.T) map[string]any {
	t.Helper()
	b, err := json.Marshal(serverCapabilities())
	if err != nil {
		t.Fatal(err)
	}
	var caps map[string]any
	if err := json.Unmarshal(b, &caps); err != nil {
		t.Fatal(err)
	}
	return caps
}

func TestCapabilitiesAreTheProtocols(t *testing.T) {
	known := names(t, "capabilities")
	if len(known) != 42 {
		t.Errorf("the protocol has 42 capabilities, not %d", len(known))
	}
	for name := range offered(t) {
		if !slices.Contains(known, name) {
			t.Errorf("%s is no capability", name)
		}
	}
	for _, r := range table() {
		if r.capability != "" && !slices.Contains(known, r.capability) {
			t.Errorf("%s needs %s, which is no capability", r.command, r.capability)
		}
	}
}

// A capability that is not offered has its reason in the manual.
func TestWhatIsNotOfferedIsExplained(t *testing.T) {
	manual, err := os.ReadFile("../docs/dap.md")
	if err != nil {
		t.Fatal(err)
	}
	caps := offered(t)
	for _, name := range names(t, "capabilities") {
		if caps[name] == nil && !strings.Contains(string(manual), "`"+name+"`") {
			t.Errorf("docs/dap.md does not say why there is no %s", name)
		}
	}
}

func TestEachRequestAndCapabilityHasAConversation(t *testing.T) {
	files, err := filepath.Glob("../cmd/wdbg/testdata/dap/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no conversations", err)
	}
	said, shown, events := map[string]bool{}, map[string]bool{}, map[string]bool{}
	request, event := regexp.MustCompile(`(?m)^> (\w+)`), regexp.MustCompile(`(?m)^< event (\w+)`)
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range request.FindAllStringSubmatch(string(text), -1) {
			said[m[1]] = true
		}
		for _, m := range event.FindAllStringSubmatch(string(text), -1) {
			events[m[1]] = true
		}
		for line := range strings.Lines(string(text)) {
			if list, ok := strings.CutPrefix(line, "#!"); ok {
				for _, name := range strings.Fields(list) {
					shown[name] = true
				}
			}
		}
	}
	for _, r := range table() {
		if !said[r.command] {
			t.Errorf("no conversation has %s", r.command)
		}
	}
	known := names(t, "capabilities")
	for name := range offered(t) {
		if !shown[name] {
			t.Errorf("no conversation is about %s", name)
		}
	}
	for name := range maps.Keys(shown) {
		if !slices.Contains(known, name) {
			t.Errorf("a conversation is about %s, which is no capability", name)
		}
	}
	// The capabilities are all said at once, nothing is in progress where nothing takes long, and what is updated is the work's own.
	for _, name := range names(t, "events") {
		if !events[name] && name != "capabilities" && name != "progressUpdate" {
			t.Errorf("no conversation has the event %s", name)
		}
	}
}
