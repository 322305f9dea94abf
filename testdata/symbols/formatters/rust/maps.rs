// The maps and sets of Rust's standard library.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Makes an object live in memory up to here.
#[inline(never)]
fn look_at<T: ?Sized>(object: &T) {
    let address = object as *const T as *const u8;
    unsafe { std::ptr::read_volatile(&address) };
}

#[inline(never)]
fn hashes() {
    let none: HashMap<i32, i32> = HashMap::new();
    let mut one = HashMap::new();
    one.insert("key", 1);
    let mut string = HashMap::new();
    string.insert("numbers".to_string(), vec![1, 2]);
    let mut many = HashMap::new();
    let mut i = 0;
    while i < 300 {
        many.insert(i, i * i);
        i += 1;
    }
    let mut set = HashSet::new();
    set.insert(5u8);
    let set_none: HashSet<u8> = HashSet::new();
    look_at(&(&none, &one, &string, &many, &set, &set_none)); //@break(hashes)
    //@shows(hashes, none = {})
    //@shows(hashes, one = {"key": 1})
    //@shows(hashes, string = {"numbers": [1, 2]})
    //@shows(hashes, many = size=300 {…)
    //@shows(hashes, set = {5})
    //@shows(hashes, set_none = {})
}

#[inline(never)]
fn trees() {
    let none: BTreeMap<i32, i32> = BTreeMap::new();
    let mut three = BTreeMap::new();
    three.insert("b", 2);
    three.insert("a", 1);
    three.insert("c", 3);
    let mut many = BTreeMap::new();
    let mut i = 0u32;
    while i < 1000 {
        many.insert(i, u64::from(i) * 10);
        i += 1;
    }
    let mut set = BTreeSet::new();
    set.insert("x".to_string());
    set.insert("y".to_string());
    look_at(&(&none, &three, &many, &set)); //@break(trees)
    //@shows(trees, none = {})
    //@shows(trees, three = {"a": 1, "b": 2, "c": 3})
    //@shows(trees, many = size=1000 {0: 0, 1: 10, 2: 20, 3: 30, 4: 40, 5: 50, …})
    //@shows(trees, set = {"x", "y"})
}

fn main() {
    hashes();
    trees();
}
