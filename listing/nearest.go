package listing

import "strings"

// Nearest returns the name that another was probably meant to be, "" if none is like it.
func Nearest(name string, among []string) (best string) {
	least := max(1, len(name)/3) + 1
	for _, n := range among {
		if strings.EqualFold(n, name) {
			return n
		}
		if d := distance(name, n, least); d < least && d < len(name) {
			best, least = n, d
		}
	}
	return best
}

// distance returns how many bytes have to be changed, added, removed or swapped with their
// neighbours to turn a into b; bound where the lengths already differ by that much.
func distance(a, b string, bound int) int {
	if len(a)-len(b) >= bound || len(b)-len(a) >= bound {
		return bound
	}
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next[0] = i + 1
		for j := range len(b) {
			d := row[j]
			if a[i] != b[j] {
				d = 1 + min(row[j], row[j+1], next[j])
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			next[j+1] = d
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
