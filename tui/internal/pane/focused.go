package pane

// Focused says that a frame was selected, or is what it was after the program stood still again: Context.Focus.
type Focused struct{}
