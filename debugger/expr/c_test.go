package expr_test

import "testing"

func TestC(t *testing.T) {
	tables(t, "c/values_O0_v5.wasm", "c/values.c", map[string]string{
		"integers": `
			i                      => -2000000000
			i + 1                  => -1999999999
			i - 2000000000         => 294967296
			u + 1                  => 4000000001
			sc + uc                => 193
			sizeof(sc + uc)        => 4
			us * us                => -694967296
			ll / 2                 => -4500000000000000000
			ull % 1000             => 0
			i < u                  => 1
			-1 < u                 => 0
			i == -2000000000 && u > 3 => 1
			!yes                   => 0
			~0                     => -1
			1 << 31                => -2147483648
			1 << 32                => error: 1 << 32: shift by more bits than the type has
			-i / 7                 => 285714285
			i % 7                  => -5
			1 / 0                  => error: 1 / 0: division by zero
			i / (i - i)            => error: i / (i - i): division by zero
			c                      => 99 'c'
			c + 1                  => 100
			c == 'c'               => 1
			(char)(c + 1)          => 100 'd'
			(unsigned char)-1      => 255 '\377'
			(long long)i * 4       => -8000000000
			(short)u               => 10240
			(double)i              => -2000000000
			(_Bool)17              => true
			wide                   => -9000000063000000000000000000
			wide / 1000000007      => -9000000000000000000
			uwide >> 64            => 18000000000000000000
			wide < 0               => 1
			sizeof(int)            => 4
			sizeof(unsigned long long) => 8
			sizeof wide            => 16
			sizeof(struct Point)   => 8
			0x10 + 010 + 0b11      => 27
			4294967295             => 4294967295
			4294967295u            => 4294967295
			1.5 + 1                => 2.5
			1e3                    => 1000
			7 / 2                  => 3
			7 / 2.0                => 3.5
			yes ? 10 : 20          => 10
			no ? 1 : 2.5           => 2.5
			(i, u)                 => error: ')' is expected here, not ','
			i +                    => error: the expression is not complete
			cc                     => error: no variable 'cc'; did you mean 'c'?
			i32 + i8               => -1000000006
			*i                     => error: 'i' has the type int, which is not a pointer
			i.x                    => error: i has no members: it has the type int
			global_int             => 42
			*(&global_int + 0)     => 42
			*&global_int           => 42
			*&i                    => -2000000000
			integers               => error: integers is function 6, which has no address: it is not in table 0
		`,
		"reals": `
			f + d                  => 4.75
			f * 2                  => 3
			third + 0.1f           => 0.6
			third + 0.1            => 0.6
			huge * huge            => inf
			negative == 0          => 1
			(int)d                 => 3
			(int)huge              => error: (int)huge: out of the range of the type
			exact                  => 1.5
			exact + 1              => error: arithmetic with long double is not supported; cast it to double
			(double)exact + 1      => 2.5
			f % 2                  => error: '%' has no meaning for float
			cf                     => 1.5 + 2i
			d > third && third < 1 => 1
			-d                     => -3.25
		`,
		"enumerations": `
			color                  => GREEN
			color == GREEN         => 1
			GREEN == color         => 1
			color + 1              => 6
			(Color)6               => BLUE
			sign < 0               => 1
			sign == MINUS          => 1
			PLUS                   => PLUS
			mode & EXEC            => 4
			(enum Flags)(READ | WRITE) => READ | WRITE
			wide == LARGE          => 1
			wide + 1               => 1234605616436508553
			GREEM                  => error: no variable 'GREEM'
		`,
		"characters": `
			text                   => 0x10007 "text"
			text[0]                => 116 't'
			*text                  => 116 't'
			*(text + 2)            => 120 'x'
			text == "text"         => 1
			text != "tex"          => 1
			text == "textual"      => 0
			text < "u"             => 1
			"text" == text         => 1
			array                  => "aBc"
			array == "aBc"         => 1
			full == "full"         => 1
			wide == L"wide"        => 1
			wide == "wide"         => 1
			utf8 == "grüße"        => 1
			null == "x"            => error: null: unavailable: null pointer
			*null                  => error: *null: unavailable: null pointer
			null == 0              => 1
			!null                  => 1
			null == nullptr        => 1
			array[7]               => 0 '\000'
			array[8]               => error: index 8 is outside of array: it has 8 elements
			array[-1]              => error: index -1 is outside of array: it has 8 elements
			text[1:3]              => "ex"
			array[0:2]             => "aB"
			*(array + 1)           => 66 'B'
			newline == '\n'        => 1
			letter                 => 233 L'é'
			letter == L'é'         => 1
			letter == 0xe9         => 1
			"lit"                  => "lit"
			"a" "b"                => "ab"
			sizeof "abc"           => 4
			sizeof array           => 8
		`,
		"pointers": `
			*in                    => -29759
			in == &value           => 0
			value                  => -29748
			*to_value              => -29748
			**to_pointer           => -29748
			to_pointer[0][0]       => -29748
			*opaque                => error: 'opaque' has the type void *: what it points to has no type; cast it, as in *(char *)p
			*(int *)opaque         => -29748
			*(int*)opaque + 1      => -29747
			{int}opaque            => -29748
			opaque == to_value     => 1
			point->x               => 3
			point.y                => 4
			(*point).x             => 3
			list->next->value      => 2
			list->next->next->value => 3
			list->next->next->next->value => error: list->next->next->next->value: unavailable: null pointer
			list->nxt              => error: Node has no member 'nxt'; did you mean 'next'?
			list->value == 1 && list->next->value > 1 => 1
			*to_array              => {1, 2, 3, 4}
			(*to_array)[2]         => 3
			global_array[1:3]      => {2, 3}
			*global_array@2        => {1, 2}
			global_array[1]@2      => {2, 3}
			&global_array[3] - &global_array[1] => 2
			global_array + 1 == &global_array[1] => 1
			op                     => 0x1
			*op                    => 0x1
			op == add              => 1
			&add                   => 0x1
			mul                    => 0x2
			second->value          => 2
			(long)&point->y - (long)point => 4
		`,
		"arrays": `
			flat[2]                => 30
			flat[n - 1]            => 40
			flat[n + 1]            => error: index 5 is outside of flat: it has 5 elements
			2[flat]                => 30
			grid[1][2]             => 6
			grid[1]                => {4, 5, 6}
			cube[1][0][1]          => 6 '\006'
			words[1]               => 0x10016 "two"
			words[1] == "two"      => 1
			points[1].y            => 4
			variable[3]            => 9
			variable[4]            => error: index 4 is outside of variable: it has 4 elements
			matrix[2][3]           => 23
			matrix[n - 1][n]       => 34
			flat[1:4]              => {20, 30, 40}
			flat[:2]               => {10, 20}
			flat[3:]               => {40, 50}
			flat[3:9]              => error: the slice 3:9 is outside of flat: it has 5 elements
			flat[4:2]              => error: the slice begins at 4, after its end 2
			sizeof flat            => 20
			sizeof(flat)/sizeof(flat[0]) => 5
			*flat                  => 10
			sum == 14 ? words[0] : words[2] => 0x10029 "one"
			flat["x"]              => error: '"x"' is a string, which is not an integer
		`,
		"structures": `
			p.x + p.y              => 7
			shape->grid[1][1]      => 5
			copy.style.title       => 0x10033 "copied"
			copy.style.fill        => GREEN
			bits.a                 => 6
			bits.b                 => -9
			bits.c                 => 78187493531
			bits.c + 1             => 78187493532
			bits.a * 2 + bits.g    => 10
			bits.e == BLUE         => 1
			&bits.a                => error: 'bits.a' is a bit-field, which has no address
			packed.word            => 3735928559
			packed.odd             => 1027
			mixed.real > 3.14 && mixed.real < 3.15 => 1
			mixed.halves.low       => 4059
			anonymous.first        => 3
			anonymous.second + anonymous.kind => 6
			anonymous.named.inner[1] => 121 'y'
			unnamed.type           => 9
			constant.x             => 11
			shaky.y                => 14
			p                      => {x = 3, y = 4}
			p == moved             => error: 'p' has the type Point: compare its members
			p ? 1 : 2              => error: 'p' has the type Point, which is neither true nor false
			*(Point *)&p           => {x = 3, y = 4}
			((Point *)&shape->corners)[1] => {x = 2, y = 3}
			*(struct Point *)to_moved => {x = 4, y = 3}
			(struct Nope *)to_moved => error: no type 'Nope'; did you mean 'Node'?
			(Pont *)to_moved       => error: no type 'Pont'; did you mean 'Point'?
		`,
		"flexible": `
			f->items[2]            => 3
			f->items[0:4]          => {1, 2, 3, 4}
			f->items[1:]           => error: the length of f->items is not known: say where the slice ends
			storage.room           => {1, 2, 3, 4}
		`,
		"vectors": `
			floats[1]              => 4
			ints[3] + 1            => 13
			bytes[15]              => 255 '\377'
		`,
		"precise": `
			seven                  => -60
			seven + 1              => -59
			seventeen + 1          => 100001
			above * 2              => 8000000
			word                   => 18364758544493064720
		`,
		"shadow": `
			x                      => 0x1000c "innermost"
			outer                  => 401
			hidden                 => 400
		`,
		"counter": `
			calls                  => 1
			total                  => 1005
			counter::calls         => 1
			flexible::storage.head.count => 4
		`,
		"inlined": `
			c                      => 7
			triple + c             => 28
			first                  => error: no variable 'first'
		`,
	})
}
