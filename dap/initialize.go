package dap

import (
	"fmt"

	proto "github.com/google/go-dap"
)

// initialize says what the server can do.
func (c *conn) initialize(_ *request, a *initializeArguments) (any, error) {
	switch a.PathFormat {
	case "", "path":
	case "uri":
		c.client.uris = true
	default:
		return nil, fmt.Errorf("pathFormat %.40q: path and uri are understood", a.PathFormat)
	}
	c.client.initializeArguments = *a
	c.client.lines, c.client.columns = first(a.LinesStartAt1), first(a.ColumnsStartAt1)
	c.phase = phaseInitialized
	return serverCapabilities(), nil
}

// first returns the number of the first line or column; 1 where nothing is said.
func first(startsAt1 *bool) int {
	if startsAt1 != nil && !*startsAt1 {
		return 0
	}
	return 1
}

// Modes of breakpoints.
const (
	modeLine   = "line"   // where a line begins to be executed
	modeCode   = "code"   // each piece of code of a line
	modeChange = "change" // where a value changes
	modeWrite  = "write"  // each write, of the same value too
)

// serverCapabilities returns what the server can do. docs/dap.md has the reasons of what it cannot.
func serverCapabilities() capabilities {
	return capabilities{
		Capabilities: proto.Capabilities{
			SupportsConfigurationDoneRequest:      true,
			SupportsFunctionBreakpoints:           true,
			SupportsConditionalBreakpoints:        true,
			SupportsHitConditionalBreakpoints:     true,
			SupportsEvaluateForHovers:             true,
			ExceptionBreakpointFilters:            exceptionFilters(),
			SupportsStepBack:                      false, // the runtime cannot go back yet
			SupportsSetVariable:                   true,
			SupportsRestartFrame:                  true,
			SupportsGotoTargetsRequest:            true,
			SupportsStepInTargetsRequest:          true,
			SupportsCompletionsRequest:            true,
			CompletionTriggerCharacters:           []string{".", ">", ":", " "},
			SupportsModulesRequest:                true,
			AdditionalModuleColumns:               moduleColumns(),
			SupportedChecksumAlgorithms:           []proto.ChecksumAlgorithm{"MD5"},
			SupportsRestartRequest:                true,
			SupportsExceptionOptions:              false, // superseded by filter options
			SupportsValueFormattingOptions:        true,
			SupportsExceptionInfoRequest:          true,
			SupportTerminateDebuggee:              true,
			SupportSuspendDebuggee:                false, // nobody could come back to the program
			SupportsDelayedStackTraceLoading:      true,
			SupportsLoadedSourcesRequest:          true,
			SupportsLogPoints:                     true,
			SupportsTerminateThreadsRequest:       false, // WebAssembly has no way to end one thread
			SupportsSetExpression:                 true,
			SupportsTerminateRequest:              true,
			SupportsDataBreakpoints:               true,
			SupportsReadMemoryRequest:             true,
			SupportsWriteMemoryRequest:            true,
			SupportsDisassembleRequest:            true,
			SupportsCancelRequest:                 true,
			SupportsBreakpointLocationsRequest:    true,
			SupportsClipboardContext:              true,
			SupportsSteppingGranularity:           true,
			SupportsInstructionBreakpoints:        true,
			SupportsExceptionFilterOptions:        true,
			SupportsSingleThreadExecutionRequests: true,
		},
		SupportsDataBreakpointBytes: true,
		SupportsANSIStyling:         true,
		BreakpointModes: []breakpointMode{
			{Mode: modeLine, Label: "Line", Description: "Stop once when the line begins, after a function's prologue", AppliesTo: []string{"source"}},
			{Mode: modeCode, Label: "All code of the line", Description: "Stop at each piece of code of the line, before prologues too", AppliesTo: []string{"source"}},
			{Mode: modeChange, Label: "Changes", Description: "Stop where the value changes", AppliesTo: []string{"data"}},
			{Mode: modeWrite, Label: "All writes", Description: "Stop at each write, of the same value too", AppliesTo: []string{"data"}},
		},
	}
}
