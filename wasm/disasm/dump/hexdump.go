package dump

import (
	"encoding/hex"

	"github.com/wdbg/wdbg/wasm"
)

const (
	// rowBytes is the number of bytes per line of a hexdump.
	rowBytes = 16
	// previewBytes is how much of a data segment or section is shown where the listing is not of it alone.
	previewBytes = 4 * rowBytes
)

// hexdump writes the bytes file[start:end], all of them if the listing is of this section alone, with memory addresses
// from base on where base is known.
func (d *dumper) hexdump(start, end wasm.FileOffset, base *uint64) error {
	shown := end
	if d.opts.Section == "" {
		shown = min(end, start+previewBytes)
	}
	for at := start; at < shown; at += rowBytes {
		row := d.file[at:min(at+rowBytes, shown)]
		it := item{Kind: "bytes", Offset: ptr(at), Hex: hex.EncodeToString(row), indent: 1}
		var text []byte
		if base != nil {
			it.Address = ptr(*base + uint64(at-start))
			text = append(appendHex(append(text, '['), *it.Address), "]  "...)
		}
		if !d.opts.JSON {
			it.Text = string(appendRow(text, row))
		}
		if err := d.item(it); err != nil {
			return err
		}
	}
	if shown < end && !d.opts.JSON {
		return d.printf("%s  ... %d more bytes\n", d.appendBlank(nil), uint64(end-shown))
	}
	return nil
}

// appendRow appends bytes in hexadecimal and as ASCII.
func appendRow(dst, row []byte) []byte {
	for i := range rowBytes {
		if i == rowBytes/2 {
			dst = append(dst, ' ')
		}
		if i < len(row) {
			dst = append(hex.AppendEncode(dst, row[i:i+1]), ' ')
		} else {
			dst = append(dst, "   "...)
		}
	}
	dst = append(dst, " |"...)
	for _, c := range row {
		if c < ' ' || c > '~' {
			c = '.'
		}
		dst = append(dst, c)
	}
	return append(dst, '|')
}
