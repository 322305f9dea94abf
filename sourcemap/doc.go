// Package sourcemap reads source maps of WebAssembly modules: version 3 (ECMA-426), plain and indexed.
//
// A module is one generated line, whose columns are byte offsets in the module's file. A segment begins at such an
// offset and holds up to the next one. Places in sources are given as lines and columns that count from 1; columns are
// UTF-16 code units, as the format has them. Mappings of further generated lines are reported and left out.
//
// A million segments take 16 MB, and are decoded in one pass. Names and texts of sources stay in the map's bytes until
// they are asked for.
//
// Input is not trusted: no bytes lead to a panic or to memory beyond a small multiple of their size.
package sourcemap
