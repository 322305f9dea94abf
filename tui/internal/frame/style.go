package frame

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
