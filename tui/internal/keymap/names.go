package keymap

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// modifiers are what may stand before the name of a key, in the order in which they are named.
const modifiers = "ctrl alt shift meta hyper super"

// named are the keys that have names.
const named = "enter tab backspace esc space up down left right begin find insert delete select pgup pgdown home end"

// synonyms are other names for keys.
const synonyms = "escape=esc return=enter pageup=pgup pagedown=pgdown pgdn=pgdown del=delete ins=insert"

// Parse returns the name by which package tea calls a key that a person has named: "ctrl+p", "f10", "N".
func Parse(name string) (string, error) {
	rest := name
	var mods []string
	for {
		mod, after, ok := strings.Cut(rest, "+")
		if !ok || after == "" || !slices.Contains(strings.Fields(modifiers), strings.ToLower(mod)) {
			break
		}
		mods = append(mods, strings.ToLower(mod))
		rest = after
	}
	key, err := parseKey(rest)
	if err != nil {
		return "", fmt.Errorf("%q is no key: %w", name, err)
	}
	if r, n := utf8.DecodeRuneInString(key); n == len(key) && slices.Equal(mods, []string{"shift"}) && unicode.IsLetter(r) {
		return string(unicode.ToUpper(r)), nil
	}
	if len(mods) > 0 {
		key = strings.ToLower(key)
	}
	whole := ""
	for _, mod := range strings.Fields(modifiers) {
		if slices.Contains(mods, mod) {
			whole += mod + "+"
		}
	}
	return whole + key, nil
}

// parseKey returns the name of a key without modifiers.
func parseKey(name string) (string, error) {
	if r, n := utf8.DecodeRuneInString(name); n == len(name) && n > 0 && r != utf8.RuneError {
		switch {
		case r == ' ':
			return "space", nil
		case unicode.IsGraphic(r):
			return name, nil
		}
	}
	lower := strings.ToLower(name)
	for _, pair := range strings.Fields(synonyms) {
		if other, key, _ := strings.Cut(pair, "="); other == lower {
			return key, nil
		}
	}
	if slices.Contains(strings.Fields(named), lower) || regexp.MustCompile(`^f([1-9]|[1-5][0-9]|6[0-3])$`).MatchString(lower) {
		return lower, nil
	}
	return "", errors.New("expected a character, a name such as enter, esc, space, up, pgdown or f10, with ctrl+, alt+, shift+ before it")
}
