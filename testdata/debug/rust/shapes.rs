// Rust as a debugger meets it: enums, generics, iterators, closures, traits, recursion, a panic. An argument chooses how it ends:
// none, panic, index, overflow.

use std::fmt;

// opaque hides a value from optimisation.
fn opaque<T: Copy>(value: T) -> T {
    unsafe { std::ptr::read_volatile(&value) }
}

#[derive(Debug, Clone)]
enum Shape {
    Dot,
    Circle(f64),
    Box { width: f64, height: f64 },
    Group(Vec<Shape>),
}

#[derive(Debug, PartialEq)]
enum Error {
    Empty,
    TooLarge { limit: usize, found: usize },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Empty => write!(f, "nothing there"),
            Error::TooLarge { limit, found } => write!(f, "{} of at most {}", found, limit),
        }
    }
}

trait Area {
    fn area(&self) -> f64;
}

impl Area for Shape {
    #[inline(never)]
    fn area(&self) -> f64 {
        match self {
            Shape::Dot => 0.0,
            Shape::Circle(radius) => 3.0 * radius * radius, //@break(circle)
            Shape::Box { width, height } => width * height, //@break(box)
            Shape::Group(parts) => {
                let mut sum = 0.0;
                for part in parts {
                    sum += part.area(); //@break(part)
                }
                sum //@break(group)
            }
        }
    }
}

struct Stack<T> {
    items: Vec<T>,
    limit: usize,
}

impl<T: Clone> Stack<T> {
    fn new(limit: usize) -> Self {
        Stack { items: Vec::new(), limit }
    }

    #[inline(never)]
    fn push(&mut self, item: T) -> Result<usize, Error> {
        if self.items.len() == self.limit {
            return Err(Error::TooLarge { limit: self.limit, found: self.items.len() + 1 });
        }
        self.items.push(item); //@break(push)
        Ok(self.items.len())
    }

    fn pop(&mut self) -> Result<T, Error> {
        self.items.pop().ok_or(Error::Empty)
    }
}

#[inline(never)]
fn factorial(n: u64) -> u64 {
    if n == 0 {
        return 1; //@break(bottom)
    }
    let below = factorial(n - 1);
    n * below //@break(product)
}

#[inline(never)]
fn squares(limit: i32) -> Vec<i32> {
    (1..=limit)
        .filter(|n| n % 2 == 1) //@break(filter)
        .map(|n| n * n)
        .collect()
}

#[inline(never)]
fn fill(stack: &mut Stack<&'static str>) -> Result<usize, Error> {
    for word in ["one", "two", "three"] {
        stack.push(word)?; //@break(word)
    }
    Ok(stack.items.len())
}

#[inline(never)]
fn element(values: &[i32], at: usize) -> i32 {
    values[at] //@break(element)
}

fn main() {
    let how = std::env::args().nth(1).unwrap_or_default();
    let shapes = vec![
        Shape::Dot,
        Shape::Circle(2.0),
        Shape::Group(vec![Shape::Box { width: 2.0, height: 3.0 }, Shape::Circle(1.0)]),
    ];
    let areas: Vec<f64> = shapes.iter().map(|s| s.area()).collect();
    let factor = factorial(opaque(5));
    let odd = squares(opaque(7));
    let mut words = Stack::new(2);
    let filled = fill(&mut words);
    let last = words.pop();
    let label = String::from("shapes");
    let nothing: Option<Box<Shape>> = None;
    let some = Some(Box::new(shapes[1].clone()));
    println!("{} {:?} {} {:?} {:?} {:?}", label, areas, factor, odd, filled, last); //@break(end)
    match how.as_str() {
        "panic" => panic!("asked to: {}", filled.unwrap_err()), //@break(panic)
        "index" => println!("{}", element(&odd, opaque(9))),
        "overflow" => println!("{}", opaque(i32::MAX) + opaque(1)),
        _ => println!("{} {}", nothing.is_none(), some.is_some()),
    }
}
