//go:build wdbgdebug

package programs

// debugBuild is set where the engine checks itself; see the tag wdbgdebug in package heap.
const debugBuild = true
