//go:build !wdbgdebug

package heap

// checked says whether accesses and collections are checked, at a cost. Build with the tag wdbgdebug for that.
const checked = false

func (h *Heap) mustBeSound(string)              {}
func (h *Heap) checkKind(Ref, Kind)             {}
func (h *Heap) checkAccess(Ref, uint64, uint64) {}
