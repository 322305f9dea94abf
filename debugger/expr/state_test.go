package expr_test

import "testing"

func TestState(t *testing.T) {
	tables(t, "c/values_O0_v5.wasm", "c/values.c", map[string]string{
		"integers": `
			$local0                => -7
			$local[0]              => -7
			$local0 + 1            => -6
			$local[6]              => -9000000000000000000
			$local99999            => error: there is no wasm local 99999: there are 22
			$local[__x]            => error: there is no wasm local '__x'
			$global0 > 0x400       => 1
			$global[__stack_pointer] == $global0 => 1
			$__stack_pointer == $global0 => 1
			$global[9]             => error: there is no wasm global 9: there are 1
			$stack[0]              => error: $stack[0]: unavailable: cannot be read here: wasm operand 0, of 0
			$stack[-1]             => error: $stack[-1]: unavailable: cannot be read here: wasm operand 0, of 0
			$pc > 0                => 1
			$mem[&i] == (unsigned char)i => 1
			$mem[0x400]            => 0
			$mem[&sc:&sc + 1]      => {249}
			$mem[0x400:0x404]      => {0, 0, 0, 0}
			$mem[0x400]@2          => {0, 0}
			$mem[0xffffffff]       => error: $mem[0xffffffff]: unavailable: address 0xffffffff outside memory 0
			$mem                   => error: $mem needs an index: $mem[0]
			{int}&i                => -2000000000
			{unsigned short[2]}&i  => {27648, 35018}
			$_                     => error: there are no results yet
			$nothing               => error: there is no '$nothing': $pc, $localN, $globalN, $stackN, $mem[address], names of wasm locals and globals, $_ and $1 are known
		`,
	})
}

func TestHistory(t *testing.T) {
	open(t, "c/values_O0_v5.wasm", "c/values.c").visit(t, map[string]func(*stop){"structures": func(s *stop) {
		for _, text := range []string{"p", "shape", "moved.x * 10"} {
			s.history = append(s.history, s.value(t, text).Held())
		}
		s.value(t, "p.x = 55")
		table(t, s, "history", `
			$1        => {x = 3, y = 4}
			$1.x + 1  => 4
			p.x       => 55
			$_        => 40
			$         => 40
			$$->grid[1][1] => 5
			$$2.y     => 4
			$3 / 4    => 10
			$4        => error: there is no result 4: they are numbered from 1 to 3
		`)
	}})
}

func TestAssignment(t *testing.T) {
	tables(t, "c/values_O0_v5.wasm", "c/values.c", map[string]string{
		"integers": `
			i = 5                  => 5
			i                      => 5
			i += 2                 => 7
			i *= 3                 => 21
			i <<= 2                => 84
			i++                    => 84
			i                      => 85
			--i                    => 84
			sc = 300               => 44 ','
			u = -1                 => 4294967295
			yes = 5                => true
			wide = wide + 1        => -9000000062999999999999999999
			i + 1 = 2              => error: 'i + 1' is a computed value: there is no place to assign to
			1 = 2                  => error: '1' is a computed value: there is no place to assign to
			i = i8 = 7             => 7
			i                      => 7
			global_int = 1         => 1
			global_int             => 1
			$local0 = 99           => 99
			$local[0]              => 99
			$global0 -= 16         => 65264
			$mem[&i] = 0xff        => 255
			i                      => 255
			i = "x"                => error: a string of the expression has no address in the program: it cannot be assigned
			i /= 0                 => error: i /= 0: division by zero
			i                      => 255
		`,
		"reals": `
			f = 2                  => 2
			f                      => 2
			d = f / 4              => 0.5
			d += 1                 => 1.5
			exact = 1              => error: a long double cannot be assigned
			f++                    => 2
			f                      => 3
		`,
		"enumerations": `
			color = BLUE           => BLUE
			color = 5              => GREEN
			sign = PLUS            => PLUS
		`,
		"characters": `
			array[0] = 'X'         => 88 'X'
			array                  => "XBc"
			array = "hello"        => "hello"
			array = "much too long" => error: the string takes 13 bytes, array has 8
			text = utf8            => 0x1001a "grüße"
			text++                 => 0x1001a "grüße"
			text                   => 0x1001b "rüße"
			null = 0               => 0x0
			null = 1.5             => error: '1.5' has the type double cannot be assigned to const char *
		`,
		"structures": `
			p.x = p.y * 2          => 8
			p                      => {x = 8, y = 4}
			moved = p              => {x = 8, y = 4}
			moved = bits           => error: 'bits' has the type Bits cannot be assigned to Point
			bits.a = 3             => 3
			bits.a = 9             => error: 9 does not fit the bit-field 'bits.a' of 3 bits
			bits.b = -16           => -16
			bits.c += 1            => 78187493532
			bits.d = 0             => false
			bits                   => {a = 3, b = -16, c = 78187493532, d = false, e = BLUE, f = 100, g = -2 '\376'}
			packed.odd = 5         => 5
			packed.rest            => 4099
			copy.grid[0][1] = 77   => 77
			copy.grid              => {{1, 77, 3}, {4, 5, 60}}
			to_moved->x = 1        => 1
			moved.x                => 1
			*to_moved = constant   => {x = 11, y = 12}
			mixed.real = 1         => 1
			mixed.word             => 1065353216
		`,
	})
}

// TestOptimized asks for what an optimised program no longer has.
func TestOptimized(t *testing.T) {
	tables(t, "c/values_O2_v5.wasm", "c/values.c", map[string]string{
		"integers": `
			i                      => -2000000000
			i + sc                 => -2000000007
			uwide + 1              => error: uwide: optimized out
			&i                     => error: i has no address: it is a value without a place
			i = 5                  => error: i cannot be assigned to: unavailable: not supported: the compiler keeps it as a constant, without a place
		`,
		"characters": `
			text                   => error: text: optimized out
			text == "x"            => error: text: optimized out
			*text                  => error: text: optimized out
			text[1]                => error: text: optimized out
			text + 1               => error: text: optimized out
			text = 0               => error: text: optimized out
			array[1]               => 66 'B'
			array[0]               => error: array[0]: optimized out
			array                  => <unavailable: bytes 0-0, 2-7 of 8: optimized out>
		`,
		"pointers": `
			null == 0 && *in       => error: in: optimized out: it was in wasm local 0, which has been written to since
			value + 1              => error: value: optimized out
			null == 0 || value     => 1
			null != 0 && value     => 0
			to_value == 0 ? value : 3 => 3
			called                 => -29756
			list->next->value      => 2
			&list                  => error: list has no address: it is in wasm local 2
			list = list->next      => 0xfff0
			list->value            => 2
			$local2 == list        => 1
			called++               => -29756
			called                 => -29755
		`,
		"structures": `
			p.x                    => error: p.x: optimized out
			copy.grid[0][1]        => error: copy.grid[0][1]: optimized out
			moved.x + 1            => 5
			bits.a                 => 6
		`,
		"arrays": `
			flat[2]                => 30
			sum                    => error: sum: optimized out
			variable[2]            => 4
			matrix[1][1]           => 11
		`,
	})
}
