//go:build !linux

package filemap

import "errors"

// loadLarge fails: only Linux puts memory in the place of a mapping without a moment in between.
func loadLarge(string, int64) ([]byte, error) { return nil, errors.ErrUnsupported }
