// Package dwarftest assembles DWARF sections in tests.
//
//	b := dwarftest.New(dwarftest.Format{Version: 5})
//	b.Unit(dwarftest.Header{}, dwarftest.Entry(0x11, // DW_TAG_compile_unit
//		dwarftest.A(0x72, 0x17, dwarftest.StrOffsetsBase), // DW_AT_str_offsets_base, DW_FORM_sec_offset
//		dwarftest.A(0x03, 0x25, "a.c"),                    // DW_AT_name, DW_FORM_strx1
//	).With(
//		dwarftest.Entry(0x2e, dwarftest.A(0x11, 0x01, 0x10)), // DW_TAG_subprogram, DW_AT_low_pc, DW_FORM_addr
//	))
//	sections := b.Sections()
//
// Tags, attributes, forms, opcodes and kinds are given by their numbers: a test should not read what is wrong in
// the tables that it tests. The functions that encode (U, S, Cat ...) make what the Builder cannot express, malformed
// sections first of all. Nothing here checks validity. Misuse panics: it is a fault of the test.
package dwarftest
