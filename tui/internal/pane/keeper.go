package pane

// Keeper is a pane of which something is remembered from one session to the next.
type Keeper interface {
	Pane
	// Kept returns what is to be remembered, Keep takes what was.
	Kept() []string
	Keep(list []string)
}
