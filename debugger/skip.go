package debugger

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/symbols"
)

// Skip is code that steps do not stop in: library code mostly. What is called from it is not stopped in either.
type Skip struct {
	ID int
	// Function and File are globs of qualified names and of paths; "" is any. A star stands for anything, slashes too.
	Function, File string
	Disabled       bool
}

// skips are the skip list of a session.
type skips struct {
	list []Skip
	next int
}

// libraries are what is skipped unless it is removed from the list.
var libraries = [...]Skip{
	{Function: "std::*"},
	{Function: "__gnu_cxx::*"},
	{Function: "__cxxabiv1::*"},
	{Function: "__cxa_*"},
	{Function: "_Unwind_*"},
	{Function: "operator new*"},
	{Function: "operator delete*"},
	{File: "*/include/c++/*"},
	{File: "*library/core/src/*"},
	{File: "*library/alloc/src/*"},
	{File: "*library/std/src/*"},
	{Function: "runtime.*"},
	{Function: "internal/*"},
	{Function: "~lib/*"},
	{File: "*libc-bottom-half/*"},
	{File: "*libc-top-half/*"},
	{File: "*/dlmalloc/*"},
}

func (s *skips) init() {
	for _, sk := range libraries {
		s.add(sk)
	}
}

func (s *skips) add(sk Skip) Skip {
	s.next++
	sk.ID = s.next
	s.list = append(s.list, sk)
	return sk
}

// matches reports whether the function of a frame is skipped.
func (s *skips) matches(fr *symbols.Frame) bool {
	if fr.Func == nil {
		return false
	}
	name, path := symbols.Qualify(fr.Func.Scope, fr.Func.Name), ""
	if f := fr.Func.Decl.File; f != nil {
		path = strings.ReplaceAll(f.Path, `\`, "/")
	}
	for i := range s.list {
		sk := &s.list[i]
		if !sk.Disabled && (sk.Function == "" || matchGlob(sk.Function, name)) && (sk.File == "" || matchGlob(sk.File, path)) {
			return true
		}
	}
	return false
}

// matchGlob reports whether a text matches a pattern, in which * stands for any text and ? for one byte.
func matchGlob(pattern, text string) bool {
	star, mark := -1, 0
	p, t := 0, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// AddSkip adds to the skip list.
func (s *Session) AddSkip(sk Skip) (Skip, error) {
	err := s.do(opConfigure, func() error {
		if sk.Function == "" && sk.File == "" {
			return fmt.Errorf("name a function or a file to skip")
		}
		sk = s.skips.add(sk)
		return nil
	})
	return sk, err
}

// RemoveSkip removes from it.
func (s *Session) RemoveSkip(id int) error {
	return s.do(opConfigure, func() error {
		i := slices.IndexFunc(s.skips.list, func(sk Skip) bool { return sk.ID == id })
		if i < 0 {
			return fmt.Errorf("there is no skip %d", id)
		}
		s.skips.list = slices.Delete(s.skips.list, i, i+1)
		return nil
	})
}

// EnableSkip makes a skip count, or not.
func (s *Session) EnableSkip(id int, on bool) error {
	return s.do(opConfigure, func() error {
		for i := range s.skips.list {
			if s.skips.list[i].ID == id {
				s.skips.list[i].Disabled = !on
				return nil
			}
		}
		return fmt.Errorf("there is no skip %d", id)
	})
}

// Skips returns the skip list: at first, of libraries.
func (s *Session) Skips() []Skip {
	var list []Skip
	_ = s.do(opConfigure, func() error { // a closed session skips nothing
		list = slices.Clone(s.skips.list)
		return nil
	})
	return list
}
