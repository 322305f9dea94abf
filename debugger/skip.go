package debugger

// Skip is code that steps do not stop in: library code mostly.
type Skip struct {
	ID int
	// Function and File are globs of qualified names and of paths; "" is any.
	Function, File string
	Disabled       bool
}

// skips are the skip list of a session.
type skips struct{ list []Skip }

// AddSkip adds to the skip list.
func (s *Session) AddSkip(sk Skip) (Skip, error) { return Skip{}, errNotYet }

// RemoveSkip removes from it.
func (s *Session) RemoveSkip(id int) error { return errNotYet }

// Skips returns the skip list.
func (s *Session) Skips() []Skip { return nil }
