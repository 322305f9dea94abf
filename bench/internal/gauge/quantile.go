package gauge

import (
	"cmp"
	"slices"
	"time"
)

// Quantile returns the value that a part q of the list does not exceed; 0 of an empty list.
func Quantile[T cmp.Ordered](list []T, q float64) T {
	var zero T
	if len(list) == 0 {
		return zero
	}
	list = slices.Clone(list)
	slices.Sort(list)
	at := int(q*float64(len(list)) + 0.999999)
	return list[min(max(at, 1), len(list))-1]
}

// Milliseconds returns a time in milliseconds.
func Milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
