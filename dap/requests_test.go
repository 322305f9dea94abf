package dap

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/debuggee"
)

// Whatever the arguments of requests are, they are answered, and the server lives on.
func FuzzRequests(f *testing.F) {
	rows := table()
	for i, r := range rows {
		f.Add(uint8(i), `{"threadId":1,"frameId":1,"variablesReference":2,"startFrame":1,"levels":-1,"count":9999999999,"start":-5}`)
		if r.command == "setBreakpoints" {
			f.Add(uint8(i), `{"source":{"path":"x.c","sourceReference":9},"breakpoints":[{"line":99999999999,"column":-3,"condition":"((((","hitCondition":"%","logMessage":"{{{"}]}`)
		}
		if r.command == "evaluate" {
			f.Add(uint8(i), `{"expression":"x/99999999xw 0","context":"repl"}`)
			f.Add(uint8(i), `{"expression":"$mem[0:0xffffffffffffffff]","context":"clipboard"}`)
		}
		if r.command == "disassemble" || r.command == "readMemory" || r.command == "dataBreakpointInfo" {
			f.Add(uint8(i), `{"memoryReference":"0xffffffffffffffff","name":"0xffffffffffffffff","asAddress":true,"bytes":9000000000000000000,"offset":9223372036854775807,"count":100,"instructionOffset":-1000,"instructionCount":100}`)
		}
	}
	f.Fuzz(func(t *testing.T, row uint8, arguments string) {
		r := rows[int(row)%len(rows)]
		if !json.Valid([]byte(arguments)) || strings.ContainsAny(arguments, "\r\n") || r.command == "disconnect" || touchesFiles(arguments) {
			return
		}
		c := reach(t, inStopped)
		c.call("stackTrace", `{"threadId":1}`)
		c.call("scopes", `{"frameId":1}`)
		c.answer(c.send(r.command, arguments))
		c.call("cancel", "")
		c.end()
	})
}

// touchesFiles reports whether a command among the arguments might write files or read any.
func touchesFiles(arguments string) bool {
	for _, word := range []string{"transcript", "dump", "restore", "source", "save", "load", "record", "\\u", "tr", "du", "so", "sa", "re", "lo"} {
		if strings.Contains(arguments, word) {
			return true
		}
	}
	return false
}

// A call of a function that does not return ends when its request is cancelled.
func TestCancelledCalls(t *testing.T) {
	c := dial(t, programs(&debuggee.Program{}, nil), nil)
	c.call("initialize", `{"adapterID":"wdbg"}`)
	c.call("launch", `{"program":"debug/wait/wait_O0.wasm","stopOnEntry":true}`)
	c.call("configurationDone", "")
	c.event("stopped")
	for _, arguments := range []string{
		`{"expression":"spin()","context":"watch"}`, `{"expression":"print spin()","context":"repl"}`,
	} {
		call := c.send("evaluate", arguments)
		if m := c.answer(c.send("cancel", `{"requestId":`+jsonNumber(call)+`}`)); !m.Success {
			t.Fatalf("cancel of %d: %+v", call, m)
		}
		if m := c.answer(call); m.Success || m.Message != "cancelled" {
			t.Errorf("%s: %+v", arguments, m)
		}
	}
	// A request that waits behind another one is cancelled too; and the program is as it was.
	first, second := c.send("evaluate", `{"expression":"spin()","context":"watch"}`), c.send("threads", "")
	c.send("cancel", `{"requestId":`+jsonNumber(second)+`}`)
	c.send("cancel", `{"requestId":`+jsonNumber(first)+`}`)
	for _, seq := range []int{first, second} {
		if m := c.answer(seq); m.Success || m.Message != "cancelled" {
			t.Errorf("%+v", m)
		}
	}
	c.call("next", `{"threadId":1}`)
	c.event("stopped")
	c.end()
}

func jsonNumber(n int) string {
	b, err := json.Marshal(n)
	if err != nil {
		return "0"
	}
	return string(b)
}

// Numbers of a stop mean nothing after it.
func TestStaleHandles(t *testing.T) {
	c := reach(t, inStopped)
	c.call("stackTrace", `{"threadId":1}`)
	c.call("scopes", `{"frameId":1}`)
	c.call("variables", `{"variablesReference":2}`)
	for _, resume := range []string{"next", "restart"} {
		c.call(resume, `{"threadId":1}`)
		c.event("stopped")
		for _, r := range [][2]string{
			{"scopes", `{"frameId":1}`}, {"variables", `{"variablesReference":2}`}, {"evaluate", `{"expression":"1","frameId":1}`}, {"restartFrame", `{"frameId":1}`},
			{"setVariable", `{"variablesReference":2,"name":"x","value":"1"}`}, {"stepInTargets", `{"frameId":1}`}, {"goto", `{"threadId":1,"targetId":3}`},
			{"stepIn", `{"threadId":1,"targetId":3}`}, {"locations", `{"locationReference":4}`}, {"completions", `{"text":"x","column":1,"frameId":1}`},
		} {
			if m := c.answer(c.send(r[0], r[1])); m.Success {
				t.Errorf("after %s, %s %s succeeds", resume, r[0], r[1])
			}
		}
	}
	c.end()
}
