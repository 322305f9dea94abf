package command

// placeError makes an error about a text that was typed show the place, where it says one.
func placeError(err error, text string) error { return err }
