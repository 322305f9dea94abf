package sourcemap

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// IsDataURL reports whether a URL contains its data itself.
func IsDataURL(url string) bool { return len(url) >= 5 && strings.EqualFold(url[:5], "data:") }

// DecodeDataURL returns the data in a data: URL (RFC 2397), of whatever media type.
func DecodeDataURL(url string) ([]byte, error) {
	if !IsDataURL(url) {
		return nil, errors.New("not a data URL")
	}
	mediaType, text, ok := strings.Cut(url[5:], ",")
	if !ok {
		return nil, errors.New("malformed data URL: no comma before the data")
	}
	text, _, _ = strings.Cut(text, "#") // the fragment
	plain, err := unpercent(text)
	if err != nil {
		return nil, err
	}
	parameter := mediaType[strings.LastIndexByte(mediaType, ';')+1:]
	if len(parameter) == len(mediaType) || !strings.EqualFold(strings.TrimSpace(parameter), "base64") {
		return plain, nil
	}
	return unbase64(plain)
}

// unpercent decodes %XX.
func unpercent(s string) ([]byte, error) {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			out = append(out, s[i])
			continue
		}
		if i+2 >= len(s) || hexDigit(s[i+1]) < 0 || hexDigit(s[i+2]) < 0 {
			return nil, fmt.Errorf("malformed data URL: %% without two hexadecimal digits, %d bytes into the data", i)
		}
		out = append(out, byte(hexDigit(s[i+1])<<4|hexDigit(s[i+2])))
		i += 2
	}
	return out, nil
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// unbase64 decodes base 64 in both alphabets, with or without padding and with white space in it.
func unbase64(b []byte) ([]byte, error) {
	clean := make([]byte, 0, len(b))
	for _, c := range b {
		switch c {
		case ' ', '\t', '\r', '\n', '\f':
			continue
		case '-':
			c = '+'
		case '_':
			c = '/'
		}
		clean = append(clean, c)
	}
	text := strings.TrimRight(string(clean), "=")
	data, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("malformed data URL: %w", err)
	}
	return data, nil
}
