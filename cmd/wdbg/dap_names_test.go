package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// dapVariable is a variable as a client sees it.
type dapVariable struct {
	Name, Value, Type, EvaluateName string
	VariablesReference              int
	IndexedVariables                int
}

// An expression that stands beside a variable means that variable, wherever in a tree it is.
func TestDAPEvaluateNames(t *testing.T) {
	for _, p := range []struct{ module, source, marker string }{
		{"debug/kitchen/calc_O0.wasm", "debug/kitchen/parser.cpp", "binary"},
		{"debug/kitchen/calc_O0.wasm", "debug/kitchen/main.cpp", "statement"},
		{"debug/rust/shapes_O0.wasm", "debug/rust/shapes.rs", "part"},
		{"debug/locals/locals_O0.wasm", "debug/locals/locals.c", "inner"},
		{"debug/steps/trap_O0.wasm", "debug/steps/trap.c", "add"},
		{"debug/heap/heap_O0.wasm", "", "main"},
	} {
		t.Run(filepath.Base(p.module)+" "+p.marker, func(t *testing.T) {
			c, done := newConversation(t)
			c.launch(p.module)
			if p.source == "" {
				c.must("setFunctionBreakpoints", fmt.Sprintf(`{"breakpoints":[{"name":%q}]}`, p.marker), nil)
			} else {
				c.must("setBreakpoints", c.fill(fmt.Sprintf(`{"source":{"path":"$ROOT/testdata/%s"},"breakpoints":[{"line":@(%s:%s)}]}`, p.source, p.source, p.marker)), nil)
			}
			c.must("configurationDone", "", nil)
			c.await("stopped", false)
			var stack struct{ StackFrames []struct{ ID int } }
			c.must("stackTrace", `{"threadId":1,"levels":3}`, &stack)
			seen := 0
			for _, f := range stack.StackFrames {
				var scopes struct {
					Scopes []struct {
						Name               string
						VariablesReference int
					}
				}
				c.must("scopes", fmt.Sprintf(`{"frameId":%d}`, f.ID), &scopes)
				for _, s := range scopes.Scopes {
					seen += c.compareNames(f.ID, s.VariablesReference, 0)
				}
			}
			if seen < 5 {
				t.Errorf("only %d expressions were there to compare", seen)
			}
			t.Logf("%d expressions", seen)
			c.in.Close()
			<-done
		})
	}
}

// compareNames evaluates the expressions of variables, and those in them, and returns how many there were.
func (c *conversation) compareNames(frame, ref, depth int) (seen int) {
	c.t.Helper()
	if depth > 5 {
		return 0
	}
	var list struct{ Variables []dapVariable }
	c.must("variables", fmt.Sprintf(`{"variablesReference":%d,"count":20}`, ref), &list)
	for _, v := range list.Variables {
		if v.EvaluateName != "" {
			seen++
			var got struct{ Result, Type string }
			text, err := json.Marshal(v.EvaluateName)
			if err != nil {
				c.t.Fatal(err)
			}
			m := c.call("evaluate", fmt.Sprintf(`{"expression":%s,"frameId":%d,"context":"watch"}`, text, frame))
			if !m.Success {
				c.t.Errorf("%s of %s = %s: %s", v.EvaluateName, v.Name, v.Value, m.Message)
				continue
			}
			if err := json.Unmarshal(m.Body, &got); err != nil {
				c.t.Fatal(err)
			}
			shown := v.Value
			if strings.HasPrefix(v.EvaluateName, "$") { // the machine's are shown in base 16 as well
				shown, _, _ = strings.Cut(shown, " (")
			}
			if strings.TrimSuffix(got.Result, ".0") != strings.TrimSuffix(shown, ".0") && len(v.Value) < 300 {
				c.t.Errorf("%s is %s, but the expression %s is %s", v.Name, v.Value, v.EvaluateName, got.Result)
			}
		}
		if v.VariablesReference > 0 {
			seen += c.compareNames(frame, v.VariablesReference, depth+1)
		}
	}
	return seen
}

// call sends a request and returns its answer.
func (c *conversation) call(command, arguments string) message {
	c.t.Helper()
	seq := c.request(command, arguments)
	for {
		m, ok := c.next()
		if !ok {
			c.t.Fatalf("no answer to %s", command)
		}
		if m.Type == "response" && m.RequestSeq == seq {
			return m
		}
		c.record(m)
	}
}

// must is call for requests that succeed; body, where it is not nil, takes what they say.
func (c *conversation) must(command, arguments string, body any) {
	c.t.Helper()
	m := c.call(command, arguments)
	if !m.Success {
		c.t.Fatalf("%s %s: %s", command, arguments, m.Message)
	}
	if body != nil {
		if err := json.Unmarshal(m.Body, body); err != nil {
			c.t.Fatal(err)
		}
	}
}
