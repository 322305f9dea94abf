package expr_test

import (
	"testing"

	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/internal/fixture"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/assemblyscript"
	"github.com/wdbg/wdbg/wasm"
)

func TestLibcxx(t *testing.T) {
	for program, points := range map[string]map[string]string{
		"arrays": {"vectors": `
			numbers[1]             => 2
			numbers[1] * 2 == 4    => true
			numbers[3]             => error: index 3 is outside of numbers: it has 3 elements
			numbers[-1]            => error: index -1 is outside of numbers: it has 3 elements
			none[0]                => error: index 0 is outside of none: it is empty
			words[1]               => "a longer word"
			words[1] == "a longer word" => true
			words[0] != "two"      => true
			words[0][2]            => 101 'e'
			words[0][3]            => error: index 3 is outside of words[0]: it has 3 elements
			rows[2][1]             => 3
			rows[1][0]             => error: index 0 is outside of rows[1]: it is empty
			points[1].y            => 4
			points[0:2]            => {{x = 1, y = 2}, {x = 3, y = 4}}
			numbers[1:]            => {2, 3}
			numbers[1:9]           => error: the slice 1:9 is outside of numbers: it has 3 elements
			flags[1]               => false
			many_flags[64] && !many_flags[63] => true
			thousands[4999]        => 9
			thousands[4999] == 9 ? numbers[0] : numbers[1] => 1
			&numbers[1] - &numbers[0] => 1
			numbers[0] = 50        => 50
			numbers                => {50, 2, 3}
			points[1].x += 7       => 10
			points[1]              => {x = 10, y = 4}
			numbers.size()         => 7
			numbers["x"]           => error: 'numbers' has the type std::vector<int>, which is not a map
			numbers + 1            => error: 'numbers' has the type std::vector<int>, for which '+' has no meaning
		`, "fixed": `
			array[2]               => 3
			span[0]                => 1
			span_fixed[1]          => 3
		`},
		"tables": {"tables": `
			one["key"]             => 1
			one["key"] + 1         => 2
			one["kez"]             => error: one has no key "kez"
			many[17]               => 289
			many[1000]             => error: many has no key 1000
			none["x"]              => error: none has no key "x"
		`},
		"trees": {"trees": `
			ages["bob"]            => 42
			rows[2][1]             => 21
			rows[1][0]             => error: index 0 is outside of rows[1]: it is empty
			many[5]                => 715
			ages["bob"] = 43       => 43
			ages["bob"]            => 43
		`},
		"strings": {"narrow": `
			little == "abc"        => true
			little < "abd"         => true
			"abc" == little        => true
			spills == "0123456789a" => true
			empty == ""            => true
			by_reference == spills => error: 'by_reference' has the type const std::string: compare its members
			*by_pointer == "abc"   => true
			nul == "a\0b"          => true
			accents == "grüße 🌍"  => true
			thousands[4999]        => 120 'x'
			little[1] == 'b'       => true
		`, "wide": `
			u16 == "sixteen 🌍"    => true
			w == L"wide"           => true
			u32[0] == 't'          => true
		`},
		"deques": {"deques": `
			numbers[2]             => 2
			blocks[1400]           => 2900
			blocks[2:5]            => {1502, 1503, 1504}
			words[1] == "y"        => true
			words[0:2]             => {"x", "y"}
		`, "lists": `
			numbers[1]             => 2
			words[1]               => "two"
			numbers[3]             => error: index 3 is outside of numbers: it has 3 elements
		`},
		"utilities": {"pointers": `
			*an_int                => 42
			*an_int + 1            => 43
			*no_int                => error: 'no_int' is nullptr: it points to nothing
			shape->sides           => 4
			shape->edge            => 5
			(*shape).sides         => 4
			*shared                => 7
			point->y               => 2
			point->z               => error: std::shared_ptr<Point>::element_type has no member 'z'
			*point                 => {x = 1, y = 2}
		`, "sums": `
			*three                 => 3
			*nothing               => error: 'nothing' is nullopt: it points to nothing
			*word == "word"        => true
			point->x               => 1
		`},
	} {
		tables(t, "formatters/cpp/"+program+"_O0.wasm", "formatters/cpp/"+program+".cpp", points)
	}
}

func TestRustCollections(t *testing.T) {
	tables(t, "formatters/rust/values_O0.wasm", "formatters/rust/values.rs", map[string]string{
		"strings": `
			string == "string"     => true
			accents == "grüße 🌍"  => true
			string[0]              => 115
			slice == "tri"         => true
			*reference == "string" => true
			reference == "string"  => true
			boxed == "boxed"       => true
		`,
		"sequences": `
			vec[1] + 1             => 3
			vec[3]                 => error: index 3 is outside of vec: it has 3 elements
			words[1] == "two"      => true
			points[0].y            => 2
			slice[1]               => 3
			boxed[0]               => 4
			deque[4]               => 10
			deque[1..3]            => [7, 8]
			list[2]                => 3
			vec[1..]               => [2, 3]
			none[0]                => error: index 0 is outside of none: it is empty
		`,
		"pointers": `
			boxed.x + boxed.y      => 3
			(*boxed).x             => 1
			*rc                    => 7
			*rc + 1                => 8
		`,
		"enums": `
			some.0                 => 3
			some_string.0 == "text" => true
			point.0.y              => 2
		`,
	})
	tables(t, "formatters/rust/maps_O0.wasm", "formatters/rust/maps.rs", map[string]string{
		"hashes": `
			one["key"]             => 1
			string["numbers"][1]   => 2
			many[17]               => 289
			many[1000]             => error: many has no key 1000
		`,
		"trees": `
			three["b"]             => 2
			many[999]              => 9990
		`,
	})
}

// TestAssemblyScript evaluates expressions in the caller of a function that is told where objects are.
func TestAssemblyScript(t *testing.T) {
	p := open(t, "formatters/assemblyscript/main.wasm", "formatters/assemblyscript/main.ts")
	var last *stop
	stops := map[string]*stop{}
	for f := range p.module.NumFuncs() {
		body, ok := p.module.Body(wasm.FuncIndex(f))
		if !ok || p.module.FuncName(wasm.FuncIndex(f)) != "main/look" {
			continue
		}
		p.run.At(p.module.CodeOffsetOf(body.Start), func(s *fixture.Stop) {
			frames := s.Logical(p.table)
			last = p.env(frames[1], 0)
			last.Formatters = value.Formatters{assemblyscript.New(p.module)}
			last.machine.Machine = freeze(last.machine.Machine)
			stops[p.module.FuncName(frames[1].In.Func)] = last
		})
	}
	if _, err := p.run.Finish(); err != nil {
		t.Fatal(err)
	}
	table(t, stops["main/strings"], "strings", `
		literal == "literal"     => true
		made == "made 7"         => true
		made != 'made 8'         => true
		accents == "grüße 🌍"    => true
		number + 1               => 43
		number == 42 && literal == "literal" => true
		number == "x"            => error: number: unavailable: not supported: i32 is no string
		literal[0] == 0x6c       => true
	`)
	table(t, stops["main/containers"], "containers", `
		array[1]                 => 2
		array[3]                 => error: index 3 is outside of array: it has 3 elements
		words[1] == "two"        => true
		map["b"]                 => 2
		map["a"]                 => error: map has no key "a"
		bytes[1]                 => 200
		array[0:2]               => [1, 2]
		fixed[1]                 => 2.5
		point                    => 37984
		{i32}point               => 1
		*(i32 *)(point + 4)      => 2
	`)
}

// TestWithoutSymbols evaluates what is known without debug information.
func TestWithoutSymbols(t *testing.T) {
	open(t, "c/values_O0_v5.wasm", "c/values.c").visit(t, map[string]func(*stop){"integers": func(s *stop) {
		s.Env = &expr.Env{Context: s.Context, Module: s.Module, Index: s.Index, At: s.At}
		table(t, s, "bare", `
			$local0 * 2            => -14
			$local[0] == -7 && 1   => true
			$mem[$global0]         => 0
			(unsigned char)$local0 => 249 '\371'
			{u16}0x400             => 0
			{int[2]}0x400          => {0, 0}
			$pc == 0               => false
			7 / 2                  => 3
			sizeof(long)           => 4
			x                      => error: no variable 'x': there is no debug information here; $local0, $stack[0], $global[0], $mem[0] are known
			f(1)                   => error: no variable 'f': there is no debug information here; $local0, $stack[0], $global[0], $mem[0] are known
			$local0 = 1            => error: this program cannot be changed
			(Point *)1             => error: no type 'Point': there is no debug information
		`)
		s.Env = &expr.Env{}
		table(t, s, "nothing", `
			1 + 1                  => 2
			$local0                => error: $local0: unavailable: cannot be read here: there is no machine to read from
			$mem[0]                => error: $mem[0]: unavailable: cannot be read here: there is no machine to read from
			$pc                    => error: there is no function whose instruction $pc could be
		`)
	}})
}
