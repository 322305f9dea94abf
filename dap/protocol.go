package dap

import (
	"encoding/json"

	proto "github.com/google/go-dap"
)

// What version 1.71 of the protocol has and the types of package proto have not.

type capabilities struct {
	proto.Capabilities
	SupportsDataBreakpointBytes bool             `json:"supportsDataBreakpointBytes,omitempty"`
	BreakpointModes             []breakpointMode `json:"breakpointModes,omitempty"`
	SupportsANSIStyling         bool             `json:"supportsANSIStyling,omitempty"`
}

type breakpointMode struct {
	Mode        string   `json:"mode"`
	Label       string   `json:"label"`
	Description string   `json:"description,omitempty"`
	AppliesTo   []string `json:"appliesTo"`
}

type initializeArguments struct {
	proto.InitializeRequestArguments
	// Lines and columns start at 1 where nothing is said.
	LinesStartAt1        *bool `json:"linesStartAt1"`
	ColumnsStartAt1      *bool `json:"columnsStartAt1"`
	SupportsANSIStyling  bool  `json:"supportsANSIStyling"`
	SupportsVariableType bool  `json:"supportsVariableType"`
}

type disconnectArguments struct {
	Restart           bool  `json:"restart"`
	TerminateDebuggee *bool `json:"terminateDebuggee"`
	SuspendDebuggee   bool  `json:"suspendDebuggee"`
}

type breakpoint struct {
	proto.Breakpoint
	// Lines and columns that start at 0 are not left out.
	Line   *int   `json:"line,omitempty"`
	Column *int   `json:"column,omitempty"`
	Reason string `json:"reason,omitempty"` // why it is not verified: "pending" or "failed"
}

type breakpointsBody struct {
	Breakpoints []breakpoint `json:"breakpoints"`
}

type breakpointEventBody struct {
	Reason     string     `json:"reason"`
	Breakpoint breakpoint `json:"breakpoint"`
}

type sourceBreakpoint struct {
	proto.SourceBreakpoint
	Mode string `json:"mode"`
}

type setBreakpointsArguments struct {
	Source         proto.Source       `json:"source"`
	Breakpoints    []sourceBreakpoint `json:"breakpoints"`
	Lines          []int              `json:"lines"`
	SourceModified bool               `json:"sourceModified"`
}

type instructionBreakpoint struct {
	proto.InstructionBreakpoint
	Mode string `json:"mode"`
}

type setInstructionBreakpointsArguments struct {
	Breakpoints []instructionBreakpoint `json:"breakpoints"`
}

type dataBreakpointInfoArguments struct {
	proto.DataBreakpointInfoArguments
	Bytes     int    `json:"bytes"`
	AsAddress bool   `json:"asAddress"`
	Mode      string `json:"mode"`
}

type dataBreakpoint struct {
	proto.DataBreakpoint
	Mode string `json:"mode"`
}

type setDataBreakpointsArguments struct {
	Breakpoints []dataBreakpoint `json:"breakpoints"`
}

type exceptionFilterOptions struct {
	proto.ExceptionFilterOptions
	Mode string `json:"mode"`
}

type setExceptionBreakpointsArguments struct {
	Filters          []string                 `json:"filters"`
	FilterOptions    []exceptionFilterOptions `json:"filterOptions"`
	ExceptionOptions json.RawMessage          `json:"exceptionOptions"`
}

type variable struct {
	proto.Variable
	DeclarationLocationReference int `json:"declarationLocationReference,omitempty"`
	ValueLocationReference       int `json:"valueLocationReference,omitempty"`
}

type variablesBody struct {
	Variables []variable `json:"variables"`
}

type evaluateBody struct {
	proto.EvaluateResponseBody
	ValueLocationReference int `json:"valueLocationReference,omitempty"`
}

type setVariableBody struct {
	proto.SetVariableResponseBody
	MemoryReference        string `json:"memoryReference,omitempty"`
	ValueLocationReference int    `json:"valueLocationReference,omitempty"`
}

type setExpressionBody struct {
	proto.SetExpressionResponseBody
	MemoryReference        string `json:"memoryReference,omitempty"`
	ValueLocationReference int    `json:"valueLocationReference,omitempty"`
}

type locationsArguments struct {
	LocationReference int `json:"locationReference"`
}

type locationsBody struct {
	Source proto.Source `json:"source"`
	Line   int          `json:"line"`
	Column int          `json:"column,omitempty"`
}

type module struct {
	proto.Module
	// The additional columns: see moduleColumns.
	Symbols    string `json:"symbols,omitempty"`
	BuildID    string `json:"buildId,omitempty"`
	CodeOffset string `json:"codeOffset,omitempty"`
}

type modulesBody struct {
	Modules      []module `json:"modules"`
	TotalModules int      `json:"totalModules"`
}

type moduleEventBody struct {
	Reason string `json:"reason"`
	Module module `json:"module"`
}

type disassembledInstruction struct {
	proto.DisassembledInstruction
	Line             *int   `json:"line,omitempty"`
	Column           *int   `json:"column,omitempty"`
	PresentationHint string `json:"presentationHint,omitempty"`
}

type disassembleBody struct {
	Instructions []disassembledInstruction `json:"instructions"`
}
