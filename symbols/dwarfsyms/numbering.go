package dwarfsyms

// numbering gives numbers to offsets: a hash table that is emptied at no cost, as one is needed for each unit.
type numbering struct {
	slots []numbered
	round uint32 // what was put in in other rounds does not count
	used  int
}

type numbered struct{ key, value, round uint32 }

func (t *numbering) reset() {
	t.used = 0
	if t.round++; t.round == 0 {
		clear(t.slots)
		t.round = 1
	}
}

// number returns the number of a key, which is next if it is new.
func (t *numbering) number(key, next uint32) (n uint32, isNew bool) {
	if 2*t.used >= len(t.slots) {
		t.grow()
	}
	s := t.find(key)
	if s.round == t.round {
		return s.value, false
	}
	*s = numbered{key, next, t.round}
	t.used++
	return next, true
}

// find returns the slot of a key, or the free one where it belongs.
func (t *numbering) find(key uint32) *numbered {
	mask := uint32(len(t.slots) - 1)
	for i := key * 0x9e3779b1 >> 7 & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.round != t.round || s.key == key {
			return s
		}
	}
}

func (t *numbering) grow() {
	old := t.slots
	t.slots = make([]numbered, max(1<<10, 2*len(old)))
	for _, s := range old {
		if s.round == t.round {
			*t.find(s.key) = s
		}
	}
}
