package listing

import "strings"

// syntax is what is known of a language to colour it.
type syntax struct {
	line  []string  // what begins a comment up to the end of the line
	block [2]string // what begins and ends others
	// words are keywords and names of types, with their colours.
	words map[string]Color
	// wordBytes are bytes that words have beside letters and digits.
	wordBytes string
	// preprocessor: lines that begin with # are for one.
	preprocessor bool
	// chars: single quotes are around characters; backtick: grave accents are around strings; longStrings: strings may have several lines.
	chars, backtick, longStrings bool
}

// syntaxOf returns the syntax of files with an extension; nil where it is not known.
func syntaxOf(ext string) *syntax {
	s := &syntax{line: []string{"//"}, block: [2]string{"/*", "*/"}, words: map[string]Color{}, chars: true}
	types := "bool char double float int long short signed unsigned void size_t ssize_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t uintptr_t intptr_t wchar_t"
	keywords := "auto break case const continue default do else enum extern for goto if inline register restrict return sizeof static struct switch typedef union volatile while true false NULL"
	switch strings.ToLower(ext) {
	case ".c", ".h":
		s.preprocessor = true
	case ".cc", ".cpp", ".cxx", ".c++", ".hh", ".hpp", ".hxx", ".ipp", ".m", ".mm":
		s.preprocessor = true
		keywords += " alignas alignof and bitand bitor catch class co_await co_return co_yield concept consteval constexpr constinit const_cast decltype delete " +
			"dynamic_cast explicit export final friend mutable namespace new noexcept not nullptr operator or override private protected public " +
			"reinterpret_cast requires static_assert static_cast template this thread_local throw try typeid typename using virtual xor"
	case ".rs":
		s.longStrings = true
		types = "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize String Vec Option Result Box Self"
		keywords = "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self " +
			"static struct super trait true type unsafe use where while"
	case ".go":
		s.backtick = true
		types = "any bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr"
		keywords = "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct " +
			"switch type var true false nil iota"
	case ".ts", ".js", ".mjs", ".tsx", ".as":
		s.backtick = true
		types = "any bool boolean f32 f64 i8 i16 i32 i64 isize never number object string u8 u16 u32 u64 usize v128 void"
		keywords = "abstract as async await break case catch class const constructor continue declare default delete do else enum export extends false finally " +
			"for from function get if implements import in instanceof interface let namespace new null of private protected public readonly return set " +
			"static super switch this throw true try type typeof undefined var while yield"
	case ".zig":
		s.block = [2]string{}
		types = "bool f16 f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize void anyerror type"
		keywords = "and break catch comptime const continue defer else enum errdefer error export extern false fn for if inline null or orelse packed pub " +
			"return struct switch test true try undefined union unreachable var while"
	case ".wat", ".wast":
		s.line, s.block, s.chars, s.wordBytes = []string{";;"}, [2]string{"(;", ";)"}, false, ".$!%&*+-/:<=>?@\\^|~#"
		types = "i32 i64 f32 f64 v128 funcref externref anyref eqref i31ref structref arrayref exnref"
		keywords = "module func param result local type import export memory data table elem global mut start block loop if then else end call call_indirect return " +
			"br br_if br_table drop select unreachable nop rec struct array field ref tag throw try_table catch sub final"
	default:
		return nil
	}
	for w := range strings.FieldsSeq(types) {
		s.words[w] = Green
	}
	for w := range strings.FieldsSeq(keywords) {
		s.words[w] = Blue
	}
	return s
}
