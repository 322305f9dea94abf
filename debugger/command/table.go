package command

import "slices"

// table returns the commands.
func table() []*Command {
	return slices.Concat(runCommands(), breakCommands(), stackCommands(), dataCommands(), sourceCommands(), objectCommands(), heapCommands(), skipCommands(), infoCommands(), sessionCommands())
}
