package listing

import (
	"fmt"

	"github.com/wdbg/wdbg/symbols"
)

// DataPlace says where in an object of static storage an address lies: "<account+8>".
func DataPlace(s symbols.DataSymbol, addr uint64) string {
	return fmt.Sprintf("<%s+%d>", Clip(symbols.Printable(s.Name), 60), addr-s.Addr)
}
