package frame

import (
	"slices"
	"strings"
)

// Role says what a piece of text is, not what it looks like: that is for a theme to say.
type Role uint8

// Roles. Each has a letter, which stands for it in grids of styles.
const (
	Normal Role = iota
	Dim         // less important: line numbers, offsets, hints
	Strong      // more important
	Keyword
	Type
	String
	Number
	Comment
	Function
	Error   // traps, what failed
	Warning // what is unavailable or stale
	Good    // what went well, such as a program that runs
	Changed // a value that is another one than at the stop before
	Point   // a breakpoint that stops
	PointOff
	PointPending
	Here     // the marker of the instruction that is next
	Inline   // values of variables within source lines
	Border   // between panes
	Title    // of a pane
	TitleOn  // of the pane that has the focus
	Key      // a key in the footer
	Status   // the top row
	Match    // what was searched for
	Accent   // a name in the palette, a link
	Selected // the chosen entry of a list
	Input    // what is typed
)

// letters of roles, in their order.
const letters = " dS" + "ktsncf" + "ewg" + "*" + "BbP" + ">i" + "|TF" + "K=" + "/aLI"

// Letter returns the letter that stands for the role in grids of styles; a blank for Normal.
func (r Role) Letter() byte {
	if int(r) < len(letters) {
		return letters[r]
	}
	return '?'
}

// Roles is how many there are.
const Roles = len(letters)

// roleNames are what configurations call roles, in their order.
const roleNames = "normal dim strong keyword type string number comment function error warning good changed " +
	"point point-off point-pending here inline border title title-on key status match accent selected input"

// Name returns what the role is called in configurations.
func (r Role) Name() string { return nth(roleNames, int(r)) }

// RoleNamed finds a role by its name.
func RoleNamed(name string) (Role, bool) {
	i := slices.Index(strings.Fields(roleNames), name)
	return Role(max(i, 0)), i >= 0
}

// nth returns a word of a list.
func nth(words string, i int) string {
	if list := strings.Fields(words); i < len(list) {
		return list[i]
	}
	return "unknown"
}

// Ground is what is behind text.
type Ground uint8

// Grounds.
const (
	Plain      Ground = iota
	CurrentRow        // the line that is executed next
	CursorRow         // where the cursor of a pane is
	FrameRow          // the line at which an outer frame waits
	BarRow            // bars: status, titles, footer
	Popup             // behind what lies over the panes
	Chosen            // the chosen entry of a list
	Found             // what was searched for
	Alert             // behind explanations of traps
)

// grounds are their letters in grids of styles.
const grounds = " HCFBPSMA"

// Letter returns the letter that stands for the ground; a blank for Plain.
func (g Ground) Letter() byte {
	if int(g) < len(grounds) {
		return grounds[g]
	}
	return '?'
}

// Grounds is how many there are.
const Grounds = len(grounds)

// groundNames are what configurations call grounds, in their order.
const groundNames = "plain current-row cursor-row frame-row bar popup chosen found alert"

// Name returns what the ground is called in configurations.
func (g Ground) Name() string { return nth(groundNames, int(g)) }

// GroundNamed finds a ground by its name.
func GroundNamed(name string) (Ground, bool) {
	i := slices.Index(strings.Fields(groundNames), name)
	return Ground(max(i, 0)), i >= 0
}

// Style is how a cell is set off.
type Style struct {
	Role   Role
	Ground Ground
}

// On returns the style of a role on another ground.
func (s Style) On(g Ground) Style {
	s.Ground = g
	return s
}
