package command

// examined is where "x" goes on.
type examined struct{}
