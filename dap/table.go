package dap

// row is what there is to say of a request.
type row struct {
	command string
	// states are those in which it is legal.
	states states
	// capability offers it to the client; "" where it needs none.
	capability string
	handle     func(c *conn, r *request) (any, error)
}

// byCommand returns the rows by their requests.
func byCommand() map[string]*row {
	list := table()
	rows := make(map[string]*row, len(list))
	for i := range list {
		rows[list[i].command] = &list[i]
	}
	return rows
}

// refuse returns the handler of a request that makes no sense here.
func refuse(err error) func(*conn, *request) (any, error) {
	return func(*conn, *request) (any, error) { return nil, err }
}

// table returns the requests of version 1.71 of the protocol that go to a server.
func table() []row {
	return []row{
		{"attach", inInitialized, "", refuse(errAttach)},
		{"breakpointLocations", inProgram, "supportsBreakpointLocationsRequest", handler((*conn).breakpointLocations)},
		{"cancel", inAny, "supportsCancelRequest", handler((*conn).cancel)},
		{"completions", inProgram, "supportsCompletionsRequest", handler((*conn).completions)},
		{"configurationDone", inConfiguring, "supportsConfigurationDoneRequest", handler((*conn).configurationDone)},
		{"continue", inStopped | inOver, "", handler((*conn).continue_)},
		{"dataBreakpointInfo", inStill, "supportsDataBreakpoints", handler((*conn).dataBreakpointInfo)},
		{"disassemble", inStill, "supportsDisassembleRequest", handler((*conn).disassemble)},
		{"disconnect", inAny, "", handler((*conn).disconnect)},
		{"evaluate", inProgram, "", handler((*conn).evaluate)},
		{"exceptionInfo", inStopped | inOver, "supportsExceptionInfoRequest", handler((*conn).exceptionInfo)},
		{"goto", inStopped, "supportsGotoTargetsRequest", handler((*conn).goto_)},
		{"gotoTargets", inStopped, "supportsGotoTargetsRequest", handler((*conn).gotoTargets)},
		{"initialize", inNew, "", handler((*conn).initialize)},
		{"launch", inInitialized, "", handler((*conn).launch)},
		{"loadedSources", inStill, "supportsLoadedSourcesRequest", handler((*conn).loadedSources)},
		{"locations", inStill, "", handler((*conn).locations)},
		{"modules", inStill, "supportsModulesRequest", handler((*conn).modules)},
		{"next", inStopped | inOver, "", handler((*conn).next)},
		{"pause", inRunning | inStopped | inOver, "", handler((*conn).pause)},
		{"readMemory", inStill, "supportsReadMemoryRequest", handler((*conn).readMemory)},
		{"restart", inProgram, "supportsRestartRequest", handler((*conn).restart)},
		{"restartFrame", inStopped, "supportsRestartFrame", handler((*conn).restartFrame)},
		{"reverseContinue", inStopped, "supportsStepBack", refuse(errBack)},
		{"scopes", inStill, "", handler((*conn).scopes)},
		{"setBreakpoints", inProgram, "", handler((*conn).setBreakpoints)},
		{"setDataBreakpoints", inProgram, "supportsDataBreakpoints", handler((*conn).setDataBreakpoints)},
		{"setExceptionBreakpoints", inProgram, "", handler((*conn).setExceptionBreakpoints)},
		{"setExpression", inStill, "supportsSetExpression", handler((*conn).setExpression)},
		{"setFunctionBreakpoints", inProgram, "supportsFunctionBreakpoints", handler((*conn).setFunctionBreakpoints)},
		{"setInstructionBreakpoints", inProgram, "supportsInstructionBreakpoints", handler((*conn).setInstructionBreakpoints)},
		{"setVariable", inStill, "supportsSetVariable", handler((*conn).setVariable)},
		{"source", inStill, "", handler((*conn).source)},
		{"stackTrace", inStill, "", handler((*conn).stackTrace)},
		{"stepBack", inStopped, "supportsStepBack", refuse(errBack)},
		{"stepIn", inStopped | inOver, "", handler((*conn).stepIn)},
		{"stepInTargets", inStopped, "supportsStepInTargetsRequest", handler((*conn).stepInTargets)},
		{"stepOut", inStopped | inOver, "", handler((*conn).stepOut)},
		{"terminate", inProgram, "supportsTerminateRequest", handler((*conn).terminate)},
		{"terminateThreads", inRunning | inStopped, "supportsTerminateThreadsRequest", refuse(errThreadsEnd)},
		{"threads", inProgram | inEnded, "", handler((*conn).threadList)},
		{"variables", inStill, "", handler((*conn).variables)},
		{"writeMemory", inStill, "supportsWriteMemoryRequest", handler((*conn).writeMemory)},
	}
}
