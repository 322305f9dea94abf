// Package keymap says which action a key means: in one pane, or everywhere.
package keymap

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/tui/internal/pane"
)

// Global is the scope of actions that all panes have.
const Global pane.ID = ""

// Map says which action a key means.
type Map struct {
	scopes map[pane.ID]*scope
}

type scope struct {
	actions []pane.Action
	byKey   map[string]string
}

// New returns an empty map.
func New() *Map { return &Map{scopes: map[pane.ID]*scope{}} }

// Add adds the actions of a scope. Overrides have, by the names of actions, the keys that replace their own.
func (m *Map) Add(id pane.ID, actions []pane.Action, overrides map[string][]string) {
	s := m.scopes[id]
	if s == nil {
		s = &scope{byKey: map[string]string{}}
		m.scopes[id] = s
	}
	for _, a := range actions {
		if keys, ok := overrides[a.Name]; ok {
			a.Keys = keys
		}
		s.actions = append(s.actions, a)
	}
	s.byKey = map[string]string{}
	// Keys that somebody chose win over those that come with the program.
	for _, chosen := range []bool{false, true} {
		for _, a := range s.actions {
			if _, ok := overrides[a.Name]; ok == chosen {
				for _, k := range a.Keys {
					s.byKey[k] = a.Name
				}
			}
		}
	}
}

// Lookup returns the action that a key means in a pane; "" for none.
func (m *Map) Lookup(id pane.ID, key string) string {
	for _, in := range []pane.ID{id, Global} {
		if s := m.scopes[in]; s != nil {
			if name, ok := s.byKey[key]; ok {
				return name
			}
		}
	}
	return ""
}

// Actions returns the actions of a scope, with the keys that do them.
func (m *Map) Actions(id pane.ID) []pane.Action {
	s := m.scopes[id]
	if s == nil {
		return nil
	}
	list := slices.Clone(s.actions)
	for i, a := range list {
		// A key that means another action does not do this one.
		list[i].Keys = slices.DeleteFunc(slices.Clone(a.Keys), func(k string) bool { return m.Lookup(id, k) != a.Name })
	}
	return list
}

// Keys returns the keys of an action in a scope.
func (m *Map) Keys(id pane.ID, action string) []string {
	for _, a := range m.Actions(id) {
		if a.Name == action {
			return a.Keys
		}
	}
	return nil
}

// Check returns what is wrong with overrides: names of actions that do not exist.
func (m *Map) Check(overrides map[string][]string) (errs []error) {
	known := map[string]bool{}
	for _, s := range m.scopes {
		for _, a := range s.actions {
			known[a.Name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(overrides)) {
		if !known[name] {
			errs = append(errs, fmt.Errorf("there is no action %q to give the keys %s to", name, strings.Join(overrides[name], " ")))
		}
	}
	return errs
}
