package command

// displays are the expressions that are shown at every stop.
type displays struct {
	list []display
	next int
}

type display struct {
	id           int
	expr, format string
	disabled     bool
}

func (in *Interp) showDisplays() {}
