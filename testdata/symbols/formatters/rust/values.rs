// The types of Rust's standard library, each in some of its states; maps and sets are in maps.rs.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BinaryHeap, HashMap, LinkedList, VecDeque};
use std::ffi::{CStr, CString, OsStr, OsString};
use std::num::{NonZeroU32, NonZeroU8, Wrapping};
use std::path::{Path, PathBuf};
use std::rc::{Rc, Weak};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

/// Makes an object live in memory up to here.
#[inline(never)]
fn look_at<T: ?Sized>(object: &T) {
    let address = object as *const T as *const u8;
    unsafe { std::ptr::read_volatile(&address) };
}

struct Point {
    x: i32,
    y: i32,
}

trait Shape {
    fn sides(&self) -> u32;
}

struct Square(u32);

impl Shape for Square {
    fn sides(&self) -> u32 {
        self.0
    }
}

#[inline(never)]
fn strings() {
    let empty = String::new();
    let string = String::from("string");
    let accents = "gr\u{fc}\u{df}e \u{1f30d}".to_string();
    let nul = "a\0b\n\"".to_string();
    let long = "x".repeat(5000);
    let slice: &str = &string[1..4];
    let slice_empty: &str = "";
    let boxed: Box<str> = "boxed".into();
    let shared: Rc<str> = "shared".into();
    let borrowed: Cow<str> = Cow::Borrowed("borrowed");
    let owned: Cow<str> = Cow::Owned("owned".to_string());
    let os_string = OsString::from("os");
    let os_str: &OsStr = &os_string;
    let path_buf = PathBuf::from("/tmp/file");
    let path: &Path = &path_buf;
    let c_string = CString::new("c string").unwrap();
    let c_str: &CStr = &c_string;
    let reference = &string;
    let letter = 'R';
    let globe = '\u{1f30d}';
    look_at(&(&empty, &string, &accents, &nul, &long, &slice, &slice_empty, &boxed, &shared, &borrowed, &owned, &os_string, &os_str, &path_buf, &path, &c_string, &c_str, &reference, &letter, &globe)); //@break(strings)
    //@shows(strings, empty = "")
    //@shows(strings, string = "string")
    //@shows(strings, accents = "grüße 🌍")
    //@shows(strings, nul = "a\0b\n\"")
    //@shows(strings, long = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"…)
    //@shows(strings, slice = "tri")
    //@shows(strings, slice_empty = "")
    //@shows(strings, boxed = "boxed")
    //@shows(strings, shared = "shared" <strong=1, weak=0>)
    //@shows(strings, borrowed = Borrowed("borrowed"))
    //@shows(strings, owned = Owned("owned"))
    //@shows(strings, os_string = "os")
    //@shows(strings, os_str = "os")
    //@shows(strings, path_buf = "/tmp/file")
    //@shows(strings, path = "/tmp/file")
    //@shows(strings, c_string = "c string")
    //@shows(strings, c_str = "c string")
    //@shows(strings, reference = &"string")
    //@shows(strings, letter = 'R')
    //@shows(strings, globe = '🌍')
}

#[inline(never)]
fn sequences() {
    let none: Vec<i32> = Vec::new();
    let vec = vec![1, 2, 3];
    let words = vec!["one".to_string(), "two".to_string()];
    let units = vec![(), ()];
    let points = vec![Point { x: 1, y: 2 }];
    let thousands = vec![7u16; 5000];
    let slice: &[i32] = &vec[1..];
    let slice_none: &[i32] = &[];
    let boxed: Box<[i32]> = vec![4, 5].into_boxed_slice();
    let shared: Rc<[i32]> = Rc::from([6, 7]);
    let array = [1u8, 2, 3];
    let mut deque = VecDeque::with_capacity(5);
    let mut i = 0;
    while i < 11 {
        deque.push_back(i); // the first elements are gone, the last ones at the beginning of the buffer
        if i >= 5 {
            deque.pop_front();
        }
        i += 1;
    }
    let deque_none: VecDeque<i32> = VecDeque::new();
    let mut heap = BinaryHeap::new();
    heap.push(9);
    let mut list = LinkedList::new();
    list.push_back(1);
    list.push_back(2);
    list.push_back(3);
    let mut iter = vec.iter();
    iter.next();
    let mut taken_vec = vec![8, 9].into_iter();
    taken_vec.next();
    let mut taken_array = [1, 2, 3].into_iter();
    taken_array.next();
    let mut chars = "chars".chars();
    chars.next();
    let maybe = std::mem::MaybeUninit::new(3);
    look_at(&(&none, &vec, &words, &units, &points, &thousands, &slice, &slice_none, &boxed, &shared, &array, &deque, &deque_none, &heap, &list, &iter, &taken_vec, &taken_array, &chars, &maybe)); //@break(sequences)
    //@shows(sequences, none = [])
    //@shows(sequences, vec = [1, 2, 3])
    //@shows(sequences, words = ["one", "two"])
    //@shows(sequences, units = [(), ()])
    //@shows(sequences, points = [Point {x: 1, y: 2}])
    //@shows(sequences, thousands = [7 <repeats 5000 times>])
    //@shows(sequences, slice = [2, 3])
    //@shows(sequences, slice_none = [])
    //@shows(sequences, boxed = [4, 5])
    //@shows(sequences, shared = [6, 7] <strong=1, weak=0>)
    //@shows(sequences, array = [1, 2, 3])
    //@shows(sequences, deque = [6, 7, 8, 9, 10])
    //@shows(sequences, deque_none = [])
    //@shows(sequences, heap = [9])
    //@shows(sequences, list = [1, 2, 3])
    //@shows(sequences, iter = [2, 3])
    //@shows(sequences, taken_vec = [9])
    //@shows(sequences, taken_array = [2, 3])
    //@shows(sequences, chars = "hars")
    //@shows(sequences, maybe = 3 <may not be initialized>)
}

#[inline(never)]
fn enums() {
    let none: Option<i32> = None;
    let some = Some(3);
    let some_string = Some("text".to_string());
    let none_string: Option<String> = None;
    let some_box = Some(Box::new(4));
    let none_box: Option<Box<i32>> = None;
    let some_ref: Option<&i32> = Some(&5);
    let ok: Result<i32, String> = Ok(1);
    let err: Result<i32, String> = Err("went wrong".to_string());
    let nested: Option<Option<bool>> = Some(None);
    let point = Some(Point { x: 1, y: 2 });
    look_at(&(&none, &some, &some_string, &none_string, &some_box, &none_box, &some_ref, &ok, &err, &nested, &point)); //@break(enums)
    //@shows(enums, none = None)
    //@shows(enums, some = Some(3))
    //@shows(enums, some_string = Some("text"))
    //@shows(enums, none_string = None)
    //@shows(enums, some_box = Some(4))
    //@shows(enums, none_box = None)
    //@shows(enums, some_ref = Some(&5))
    //@shows(enums, ok = Ok(1))
    //@shows(enums, err = Err("went wrong"))
    //@shows(enums, nested = Some(None))
    //@shows(enums, point = Some(Point {x: 1, y: 2}))
}

#[inline(never)]
fn pointers() {
    let boxed = Box::new(Point { x: 1, y: 2 });
    let dynamic: Box<dyn Shape> = Box::new(Square(4));
    let square = Square(5);
    let by_ref: &dyn Shape = &square;
    let rc = Rc::new(7);
    let rc_too = Rc::clone(&rc);
    let weak = Rc::downgrade(&rc);
    let weak_none: Weak<i32> = Weak::new();
    let arc = Arc::new("arc".to_string());
    let arc_weak = Arc::downgrade(&arc);
    let rc_dynamic: Rc<dyn Shape> = Rc::new(Square(6));
    let rc_cell = Rc::new(RefCell::new(vec![1, 2]));
    look_at(&(&boxed, &dynamic, &by_ref, &rc, &rc_too, &weak, &weak_none, &arc, &arc_weak, &rc_dynamic, &rc_cell)); //@break(pointers)
    //@shows(pointers, boxed = Point {x: 1, y: 2})
    //@shows(pointers, dynamic = Square(4))
    //@shows(pointers, square = Square(5))
    //@shows(pointers, by_ref = &Square(5))
    //@shows(pointers, rc = 7 <strong=2, weak=1>)
    //@shows(pointers, rc_too = 7 <strong=2, weak=1>)
    //@shows(pointers, weak = 7 <strong=2, weak=1>)
    //@shows(pointers, weak_none = (Weak) <never had a value>)
    //@shows(pointers, arc = "arc" <strong=1, weak=1>)
    //@shows(pointers, arc_weak = "arc" <strong=1, weak=1>)
    //@shows(pointers, rc_dynamic = Square(6) <strong=1, weak=0>)
    //@shows(pointers, rc_cell = [1, 2] <strong=1, weak=0>)
    look_at(&(dynamic.sides() + by_ref.sides() + rc_dynamic.sides()));
}

#[inline(never)]
fn cells() {
    let cell = Cell::new(1);
    let free = RefCell::new(2);
    let lent = RefCell::new(3);
    let first = lent.borrow();
    let second = lent.borrow();
    let taken = RefCell::new(4);
    let exclusive = taken.borrow_mut();
    let mutex = Mutex::new(5);
    let locked = Mutex::new(6);
    let guard = locked.lock().unwrap();
    let rwlock = RwLock::new(7);
    let atomic = AtomicU32::new(8);
    let atomic_bool = AtomicBool::new(true);
    look_at(&(&cell, &free, &lent, &first, &second, &taken, &exclusive, &mutex, &locked, &guard, &rwlock, &atomic, &atomic_bool)); //@break(cells)
    //@shows(cells, cell = 1)
    //@shows(cells, free = 2)
    //@shows(cells, lent = 3 <borrowed 2 times>)
    //@shows(cells, first = 3)
    //@shows(cells, second = 3)
    //@shows(cells, taken = 4 <mutably borrowed>)
    //@shows(cells, exclusive = 4)
    //@shows(cells, mutex = 5)
    //@shows(cells, locked = 6 <locked>)
    //@shows(cells, guard = 6)
    //@shows(cells, rwlock = 7)
    //@shows(cells, atomic = 8)
    //@shows(cells, atomic_bool = true)
}

#[inline(never)]
fn numbers() {
    let duration = Duration::from_millis(1500);
    let short = Duration::from_nanos(42);
    let non_zero = NonZeroU32::new(9).unwrap();
    let some_non_zero = NonZeroU8::new(3);
    let no_non_zero = NonZeroU8::new(0);
    let wrapping = Wrapping(250u8);
    let range = 1..5;
    let from = 2..;
    let to = ..3u8;
    let inclusive = 1..=4;
    let wide = i128::MIN;
    let unit = ();
    let tuple = (1, "two", 3.5);
    let unique = std::ptr::null::<i32>();
    look_at(&(&duration, &short, &non_zero, &some_non_zero, &no_non_zero, &wrapping, &range, &from, &to, &inclusive, &wide, &unit, &tuple, &unique)); //@break(numbers)
    //@shows(numbers, duration = 1.5s)
    //@shows(numbers, short = 42ns)
    //@shows(numbers, non_zero = 9)
    //@shows(numbers, some_non_zero = Some(3))
    //@shows(numbers, no_non_zero = None)
    //@shows(numbers, wrapping = Wrapping(250))
    //@shows(numbers, range = 1..5)
    //@shows(numbers, from = 2..)
    //@shows(numbers, to = ..3)
    //@shows(numbers, inclusive = 1..=4)
    //@shows(numbers, wide = -170141183460469231731687303715884105728)
    //@shows(numbers, unit = ())
    //@shows(numbers, tuple = (1, "two", 3.5))
    //@shows(numbers, unique = 0x0)
}

/// Memory that holds no object: every byte is FILL.
#[inline(never)]
fn raw<T, const FILL: u8>() -> &'static T {
    let size = std::mem::size_of::<T>().max(1);
    let block = vec![FILL; size + 16].leak();
    let at = block.as_ptr() as usize;
    unsafe { &*(((at + 15) & !15) as *const T) }
}

#[inline(never)]
fn invalid() {
    let string: &String = raw::<String, 0xa5>();
    let vec: &Vec<i32> = raw::<Vec<i32>, 0xa5>();
    let deque: &VecDeque<i32> = raw::<VecDeque<i32>, 0xa5>();
    let map: &HashMap<i32, i32> = raw::<HashMap<i32, i32>, 0xa5>();
    let tree: &BTreeMap<i32, i32> = raw::<BTreeMap<i32, i32>, 0xa5>();
    let rc: &Rc<i32> = raw::<Rc<i32>, 0xa5>();
    let boxed: &Box<i32> = raw::<Box<i32>, 0xa5>();
    let zero_vec: &Vec<i32> = raw::<Vec<i32>, 0>();
    look_at(&(&string, &vec, &deque, &map, &tree, &rc, &boxed, &zero_vec)); //@break(invalid)
    //@shows(invalid, string = &<invalid: size 2779096485 does not fit memory>)
    //@shows(invalid, vec = &<invalid: size 2779096485 does not fit memory>)
    //@shows(invalid, deque = &<invalid: size 2779096485 does not fit memory>)
    //@shows(invalid, map = &<invalid: a mask of 0xa5a5a5a5>)
    //@shows(invalid, tree = &<invalid: size 2779096485, but 2779096485 levels>)
    //@shows(invalid, rc = &<invalid: pointer 0xa5a5a5a5 outside memory 0>)
    //@shows(invalid, boxed = &<unavailable: pointer 0xa5a5a5a5 outside memory 0>)
    //@shows(invalid, zero_vec = &<invalid: its buffer is a null pointer, which no vector has>)
}

fn main() {
    strings();
    sequences();
    enums();
    pointers();
    cells();
    numbers();
    invalid();
    let point = Point { x: 0, y: 0 };
    look_at(&(point.x + point.y));
}
