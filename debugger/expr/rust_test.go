package expr_test

import "testing"

func TestRust(t *testing.T) {
	tables(t, "rust/values_O0.wasm", "rust/values.rs", map[string]string{
		"numbers": `
			a                      => -5
			a + 1                  => -4
			a + 200                => error: 200 does not fit i8
			a - 124                => error: a - 124: overflow
			b as i64 + c           => -4999940000
			b + c                  => error: the types differ: u16 and i64; write 'as i64'
			a as u8                => 251
			real as u8             => 1
			1e10 as i32            => 2147483647
			d                      => 1180591620717411303424
			d >> 64                => 64
			negative               => -170141183460469231731687303715884105728
			negative - 1           => error: negative - 1: overflow
			negative / -1          => error: negative / -1: overflow
			yes && a < 0           => true
			letter == 'é'          => true
			smiley as u32          => 128512
			size / 4               => 1024
			size % 1000 == 96      => true
			10u64 * 3              => 30
			1_000 + 1              => 1001
			real * 2.0             => 3.0
			real * 2               => 3.0
			single + 0.25          => 0.0
			!a                     => 4
			!yes                   => false
			a & 3 == 3             => true
			size == 4096usize      => true
			values::TABLE[3]       => 500
			TABLE[3]               => 500
			TABLE[4]               => error: index 4 is outside of TABLE: it has 4 elements
			TABLE[1..3]            => [2, 3]
			TABLE[1..=3]           => [2, 3, 500]
			GREETING               => "hello"
			GREETING == "hello"    => true
			GREETING[1]            => 101
			COUNTER                => 10
			COUNTER + 1            => 11
			300u8                  => error: 300u8 does not fit u8
		`,
		"enums": `
			some                   => Some(7)
			some.0                 => 7
			some.__0 + 1           => 8
			none.0                 => error: 'none' is None here, which has no '0'
			circle.0               => 2.5
			rect.width             => 3
			rect.width * rect.height => 12
			rect.radius            => error: 'rect' is Rect here, which has no 'radius'
			text.0                 => "shape"
			text.0 == "shape"      => true
			wrong.0 == "bad"       => true
			level == Level::Low    => true
			level                  => Level::Low
			level as u8            => 1
		`,
		"references": `
			text                   => "hello"
			text == "hello"        => true
			slice[3]               => 500
			slice[4]               => error: index 4 is outside of slice: it has 4 elements
			slice[1..3]            => [2, 3]
			part[0]                => 2
			array[1]               => 20
			bytes[0]               => 98
			grid[2][1]             => 6
			tuple.0                => 1
			tuple.1                => "two"
			tuple.1 == "two"       => true
			nested.1[1].y          => 4
			pair.0 + 1             => 12
			*number                => 42
			number + 1             => 43
			*pointer + 1           => 43
			bits.word              => 1069547520
			bits.real              => 1.5
			pointer as usize == number as *const i32 as usize => true
			number as usize        => error: 'number' is a reference: write '*number', or 'number as *const T' for the address
		`,
		"closure": `
			n + 1                  => 2
			product                => 10
		`,
		"method": `
			self.x * self.y        => 12
			x                      => error: no variable 'x'
			self.area()            => 7
		`,
		"tree": `
			total                  => 1
		`,
	})
}
