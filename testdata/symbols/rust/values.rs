// Variables of the kinds that Rust's core has, with known values. It has no standard library, so that the module is small:
// std's own types are in other fixtures.

#![no_std]
#![no_main]

use core::cell::Cell;
use core::cell::RefCell;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

static mut KEPT: *const u8 = core::ptr::null();
static mut CHECKPOINT: u32 = 0;

// keep makes the compiler believe that a value is used.
#[inline(never)]
fn keep<T: ?Sized>(value: &T) {
    unsafe { core::ptr::write_volatile(core::ptr::addr_of_mut!(KEPT), value as *const T as *const u8) };
}

#[inline(never)]
#[no_mangle]
extern "C" fn checkpoint(n: u32) {
    unsafe { core::ptr::write_volatile(core::ptr::addr_of_mut!(CHECKPOINT), n) };
}

#[derive(Clone, Copy)]
pub enum Level {
    Low = 1,
    High = 200,
}

pub enum Shape {
    Unit,
    Circle(f32),
    Rect { width: u16, height: u16 },
    Text(&'static str),
}

pub enum Tree<'a> {
    Leaf(i32),
    Node(&'a Tree<'a>, &'a Tree<'a>),
}

pub struct Point {
    x: i32,
    y: i32,
}

pub struct Pair<T>(T, T);

pub struct Empty;

pub union Bits {
    word: u32,
    real: f32,
}

static GREETING: &str = "hello";
static TABLE: [u16; 4] = [1, 2, 3, 500];
static mut COUNTER: u32 = 10;

pub trait Area {
    fn area(&self) -> i32;
}

impl Area for Point {
    #[inline(never)]
    fn area(&self) -> i32 {
        let product = self.x * self.y;
        checkpoint(1); //@break(method)
        //@locals(method, product=12)
        product
    }
}

#[inline(never)]
fn numbers(a: i8, b: u16, c: i64, d: u128) -> i64 {
    let negative: i128 = -170141183460469231731687303715884105728;
    let yes = true;
    let letter = 'é';
    let smiley = '\u{1F600}';
    let size: usize = 4096;
    let real = 1.5f64;
    let single = -0.25f32;
    let unit = ();
    checkpoint(2); //@break(numbers)
    //@locals(numbers, a=-5, b=60000, c=-5000000000, yes=true, size=4096, real=1.5, single=-0.25)
    keep(&(negative, yes, letter, smiley, size, real, single, unit));
    a as i64 + b as i64 + c + d as i64
}

#[inline(never)]
fn enums(shape: &Shape, level: Level) -> u32 {
    let some: Option<u32> = Some(7);
    let none: Option<u32> = None;
    let reference: Option<&u32> = some.as_ref();
    let nothing: Option<&u32> = None;
    let niche: Option<Level> = Some(Level::High);
    let no_niche: Option<Level> = None;
    let ordering = core::cmp::Ordering::Less;
    let fine: Result<u8, &str> = Ok(3);
    let wrong: Result<u8, &str> = Err("bad");
    let letter: Option<char> = Some('z');
    let big: Option<u128> = Some(1 << 100);
    let circle = Shape::Circle(2.5);
    let rect = Shape::Rect { width: 3, height: 4 };
    let text = Shape::Text("shape");
    let unit = Shape::Unit;
    checkpoint(3); //@break(enums)
    keep(&(some, none, reference, nothing, niche, no_niche, ordering, fine, wrong, letter, big));
    keep(&(circle, rect, text, unit));
    match shape {
        Shape::Rect { width, height } => {
            let area = *width as u32 * *height as u32;
            checkpoint(4);
            area + level as u32
        }
        _ => level as u32,
    }
}

#[inline(never)]
fn references(text: &str, slice: &[u16], object: &dyn Area, number: &mut i32) -> usize {
    let array = [10u8, 20, 30];
    let part = &slice[1..3];
    let bytes = b"bytes";
    let grid = [[1i16, 2], [3, 4], [5, 6]];
    let tuple = (1u8, "two", 3.5f32);
    let nested = ((1, 2), [Point { x: 1, y: 2 }, Point { x: 3, y: 4 }]);
    let pair = Pair(11i32, 12);
    let pointer: *const i32 = number;
    let function: fn(i8, u16, i64, u128) -> i64 = numbers;
    let empty: &[u32] = &[];
    let bits = Bits { word: 0x3fc00000 };
    let cell = Cell::new(5);
    let guarded = RefCell::new(6);
    *number += 1;
    cell.set(cell.get() + 1);
    *guarded.borrow_mut() += 1;
    checkpoint(5); //@break(references)
    keep(&(array, part, bytes, grid, tuple, nested.0, pointer, function, empty));
    keep(&nested.1);
    keep(&pair);
    keep(&bits);
    keep(&(&cell, &guarded));
    text.len() + object.area() as usize
}

#[inline(never)]
fn closures(start: i32) -> i32 {
    let mut count = 0;
    let factor = start * 2;
    let mut add = |n: i32| {
        count += n;
        let product = n * factor;
        checkpoint(6); //@break(closure)
        product
    };
    let first = add(1);
    let second = add(2);
    checkpoint(7);
    first + second + count
}

#[inline(always)]
fn innermost(a: i32) -> i32 {
    let triple = a * 3;
    checkpoint(8); //@break(inlined)
    triple + 1
}

#[inline(always)]
fn middle(b: i32) -> i32 {
    let doubled = b * 2;
    innermost(doubled) + 1
}

#[inline(never)]
fn outer(c: i32) -> i32 {
    let got = middle(c + 1);
    keep(&got);
    got + innermost(c)
}

#[inline(never)]
fn generic<T: Copy + PartialOrd>(a: T, b: T) -> T {
    let larger = if a > b { a } else { b };
    checkpoint(9);
    larger
}

#[inline(never)]
fn sum(tree: &Tree) -> i32 {
    let total = match tree {
        Tree::Leaf(n) => *n,
        Tree::Node(left, right) => sum(left) + sum(right),
    };
    checkpoint(10); //@break(tree)
    total
}

#[inline(never)]
fn fail(index: usize) -> u16 {
    let table = &TABLE;
    table[index] //@break(panic)
}

#[no_mangle]
pub extern "C" fn _start() {
    let mut number = 41;
    let point = Point { x: 3, y: 4 };
    let leaves = [Tree::Leaf(1), Tree::Leaf(2)];
    let tree = Tree::Node(&leaves[0], &leaves[1]);
    let mut total = numbers(-5, 60000, -5000000000, 1 << 70);
    total += enums(&Shape::Rect { width: 3, height: 4 }, Level::Low) as i64;
    total += references(GREETING, &TABLE, &point, &mut number) as i64;
    total += closures(5) as i64;
    total += outer(7) as i64;
    total += generic(1, 2) as i64;
    total += generic('a', 'b') as i64;
    total += sum(&tree) as i64;
    unsafe { COUNTER += 1 };
    total += fail(number as usize - 42) as i64;
    checkpoint(99); //@break(end)
    keep(&(total, &point.x, &Empty, unsafe { COUNTER }));
    keep(&tree);
}
