package unwind

// Item is a part of a stack's summary: a frame to show, or a run of frames to leave out.
type Item struct {
	// First is the position of the first frame of the item, Count the number of its frames.
	First, Count int
	// Kind says what the frames are.
	Kind ItemKind
	// Period is the length of the cycle that Folded frames repeat; it divides Count.
	Period int
}

// ItemKind is the kind of an Item.
type ItemKind uint8

// Kinds of items.
const (
	// Shown is a single frame.
	Shown ItemKind = iota
	// Folded are frames that repeat the cycle of Period frames that stands before them.
	Folded
	// Skipped are frames left out because there are too many.
	Skipped
)

const (
	// maxPeriod bounds the length of the cycles that are looked for.
	maxPeriod = 64
	// minFolded is the least number of frames worth folding.
	minFolded = 8
	// maxItems bounds the items that are made before most of them are left out again: beyond it, only
	// the outermost frames are looked at.
	maxItems = 1 << 13
)

// Summary returns the stack with repeating cycles of functions folded and, where more than
// limit items remain (0: no limit), those in the middle left out. The innermost frames have twice the share of the outermost.
func (s *Stack) Summary(limit int) []Item {
	bound := len(s.frames)
	if limit > 0 {
		bound = maxItems + limit
	}
	items := s.fold(nil, 0, bound)
	if end := itemsEnd(items); end < len(s.frames) {
		from := max(end, len(s.frames)-bound)
		if from > end {
			items = append(items, Item{First: end, Count: from - end, Kind: Skipped})
		}
		items = s.fold(items, from, 3*bound)
	}
	return s.cut(items, limit)
}

func itemsEnd(items []Item) int {
	if len(items) == 0 {
		return 0
	}
	last := items[len(items)-1]
	return last.First + last.Count
}

// fold appends the items of the frames from frame i on until there are bound items.
func (s *Stack) fold(items []Item, i, bound int) []Item {
	for i < len(s.frames) && len(items) < bound {
		period, count := s.cycle(i)
		for range max(period, 1) {
			items = append(items, Item{First: i, Count: 1})
			i++
		}
		if period > 0 {
			items = append(items, Item{First: i, Count: count, Kind: Folded, Period: period})
			i += count
		}
	}
	return items
}

// cycle returns the length of the shortest cycle of functions that begins at frame i and is repeated often enough,
// and how many frames after its first round are to be folded: all full rounds but the last, which shows
// where the recursion came from. The period is 0 where there is none.
func (s *Stack) cycle(i int) (period, count int) {
	f := s.frames
	for p := 1; p <= maxPeriod && i+2*p+minFolded <= len(f); p++ {
		if f[i].fn != f[i+p].fn {
			continue
		}
		j := i + p
		for j < len(f) && f[j].fn == f[j-p].fn {
			j++
		}
		if rounds := (j - i) / p; rounds > 2 && (rounds-2)*p >= minFolded {
			return p, (rounds - 2) * p
		}
	}
	return 0, 0
}

func (s *Stack) cut(items []Item, limit int) []Item {
	if limit <= 0 || len(items) <= limit {
		return items
	}
	head := limit * 2 / 3
	tail := items[len(items)-(limit-head):]
	first := items[head].First
	skipped := Item{First: first, Count: tail[0].First - first, Kind: Skipped}
	return append(append(items[:head:head], skipped), tail...)
}
