package value

// Shown is what a formatter makes of a value. How the parts make one line is the Printer's business: the value's
// language decides the punctuation.
type Shown struct {
	// Name goes before the value: the name of a structure or variant in Rust ("Point", "Some"), of the dynamic type
	// in C++ ("(Circle)").
	Name string
	// Summary says in a few words what the value is. For StylePlain that is all there is to say ("42", "0x1234 <f>"); for
	// other styles it stands for children that are not shown ("size=3", "use_count=2").
	Summary string
	// Text is a string that the value is, or points to; it goes after Summary.
	Text *Text
	// Style is how the children are shown in one line.
	Style Style
	// Children are what the value contains; nil is nothing. With StylePlain, what a tree may unfold, such as what a
	// pointer points to, but which is not shown in one line.
	Children Children
	// Note goes after everything, in angle brackets: "not terminated", "corrupt: size 7, but 5 nodes were found".
	Note string
	// Err says why there is nothing else to show.
	Err error
}

// Style is how the children of a value are shown in one line.
type Style uint8

// Styles, with what becomes of them in C and in Rust.
const (
	StylePlain   Style = iota // not at all: Summary and Text are everything
	StyleStruct               // {x = 1, y = 2}    Point {x: 1, y: 2}
	StyleTuple                // (1, 2)            Some(1)
	StyleList                 // {1, 2}            [1, 2]
	StyleSet                  // {1, 2}            {1, 2}
	StyleMap                  // {["a"] = 1}       {"a": 1}, for children with a Key
	StyleWrapper              // the first child alone, as if there were nothing around it: what a smart pointer points to
	StyleRef                  // &1: the first child after an ampersand, as with Rust's references
)

// Child is something that a value contains: a member, an element, an entry of a map.
type Child struct {
	// Name of a member or base class; "[3]" for elements; "" for an anonymous union, and for what has no name of its own.
	Name  string
	Value Value
	// Key is set for an entry of a map.
	Key *Value
	// Base is a base class.
	Base bool
}

// Children are what a value contains, read in pages.
type Children interface {
	// Len returns how many there are. If exact is false there are at least n, and Slice finds out.
	Len() (n int64, exact bool)
	// Slice returns up to n children from one on. Fewer mean that there are no more. What cannot be read is a failed Value
	// among the others; where there is no way to go on from it (a list with a wild pointer) it is the last one.
	Slice(from, n int64) []Child
}

// List is Children that are there already.
type List []Child

// Len returns how many there are.
func (l List) Len() (int64, bool) { return int64(len(l)), true }

// Slice returns a part of the list.
func (l List) Slice(from, n int64) []Child {
	if from < 0 || from >= int64(len(l)) || n <= 0 {
		return nil
	}
	return l[from:min(int64(len(l)), from+min(n, int64(len(l))))]
}

// Text is a string in the program.
type Text struct {
	// Len is the length in units; -1 says that a zero ends it.
	Len int64
	// Unit is the size of a unit in bytes: 1 (UTF-8 or bytes), 2 (UTF-16) or 4 (UTF-32).
	Unit int
	// Prefix goes before the opening quote: "L", "u", "U", "b".
	Prefix string
	// Padded: zeros at the end are not part of the string.
	Padded bool
	// Read returns n units from one on, or, with Len -1, fewer if there is a zero among them, which is included. On an error
	// it returns what is before.
	Read func(from, n int64) ([]byte, error)
}

// Formatter shows the values of some types.
type Formatter interface {
	// Format returns what is to be shown; false: the value is not the formatter's. The value is never a reference, and
	// has the type of its declaration: Strip it first.
	Format(v Value) (Shown, bool)
}

// FormatFunc is a function as a Formatter.
type FormatFunc func(v Value) (Shown, bool)

// Format calls the function.
func (f FormatFunc) Format(v Value) (Shown, bool) { return f(v) }

// Formatters are asked in order.
type Formatters []Formatter

// Show returns what the first formatter that takes a value makes of it, else the plain rendering of its language.
// References are followed.
func (fs Formatters) Show(v Value) Shown {
	sh, _ := fs.show(v, options{})
	return sh
}

// options are what the plain rendering depends on.
type options struct {
	hex    bool
	letter byte // of Format
}
