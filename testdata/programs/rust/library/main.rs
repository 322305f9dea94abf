//! The standard library in use: collections, strings, iterators, traits, enums, `Result`,
//! smart pointers. The output is that of a native build.
//!
//! With an argument it ends in a panic: `index`, `unwrap`, `overflow`, `refcell` or `exit`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet, VecDeque};
use std::fmt;
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64),
    Operator(char),
    Open,
    Close,
}

#[derive(Debug)]
enum ParseError {
    Unexpected { character: char, position: usize },
    MissingOperand,
    DivisionByZero(f64),
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseError::Unexpected { character, position } => {
                write!(f, "unexpected {:?} at {}", character, position)
            }
            ParseError::MissingOperand => write!(f, "missing operand"),
            ParseError::DivisionByZero(dividend) => write!(f, "{} divided by zero", dividend),
        }
    }
}

impl std::error::Error for ParseError {}

fn tokenize(text: &str) -> Result<Vec<Token>, ParseError> {
    let mut tokens = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some(&(position, character)) = characters.peek() {
        match character {
            ' ' => {
                characters.next();
            }
            '0'..='9' | '.' => {
                let mut digits = String::new();
                while let Some(&(_, c)) = characters.peek() {
                    if !c.is_ascii_digit() && c != '.' {
                        break;
                    }
                    digits.push(c);
                    characters.next();
                }
                tokens.push(Token::Number(digits.parse().unwrap_or(f64::NAN)));
            }
            '+' | '-' | '*' | '/' => {
                tokens.push(Token::Operator(character));
                characters.next();
            }
            '(' | ')' => {
                tokens.push(if character == '(' { Token::Open } else { Token::Close });
                characters.next();
            }
            _ => return Err(ParseError::Unexpected { character, position }),
        }
    }
    Ok(tokens)
}

fn precedence(operator: char) -> u8 {
    match operator {
        '*' | '/' => 2,
        _ => 1,
    }
}

fn apply(operator: char, values: &mut Vec<f64>) -> Result<(), ParseError> {
    let right = values.pop().ok_or(ParseError::MissingOperand)?;
    let left = values.pop().ok_or(ParseError::MissingOperand)?;
    values.push(match operator {
        '+' => left + right,
        '-' => left - right,
        '*' => left * right,
        _ if right == 0.0 => return Err(ParseError::DivisionByZero(left)),
        _ => left / right,
    });
    Ok(())
}

/// Evaluates an expression by the shunting-yard algorithm.
fn evaluate(text: &str) -> Result<f64, Box<dyn std::error::Error>> {
    let mut values = Vec::new();
    let mut operators: Vec<Token> = Vec::new();
    for token in tokenize(text)? {
        match token {
            Token::Number(value) => values.push(value),
            Token::Open => operators.push(token),
            Token::Close => {
                while let Some(Token::Operator(operator)) = operators.pop() {
                    apply(operator, &mut values)?;
                }
            }
            Token::Operator(operator) => {
                while let Some(Token::Operator(top)) = operators.last() {
                    if precedence(*top) < precedence(operator) {
                        break;
                    }
                    let top = *top;
                    operators.pop();
                    apply(top, &mut values)?;
                }
                operators.push(token);
            }
        }
    }
    while let Some(Token::Operator(operator)) = operators.pop() {
        apply(operator, &mut values)?;
    }
    values.pop().ok_or_else(|| "empty expression".into())
}

fn expressions() {
    for text in ["1 + 2 * 3", "(1 + 2) * 3 - 4 / 8", "2 *", "7 / (3 - 3)", "1 + é", "", "0.1 + 0.2"] {
        match evaluate(text) {
            Ok(value) => println!("{:24} = {}", text, value),
            Err(error) => println!("{:24} : {}", text, error),
        }
    }
}

trait Shape {
    fn area(&self) -> f64;
    fn name(&self) -> String {
        String::from("shape")
    }
}

struct Circle {
    radius: f64,
}

struct Rectangle {
    width: f64,
    height: f64,
}

impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }
}

impl Shape for Rectangle {
    fn area(&self) -> f64 {
        self.width * self.height
    }
    fn name(&self) -> String {
        format!("rectangle {}x{}", self.width, self.height)
    }
}

fn shapes() {
    let mut shapes: Vec<Box<dyn Shape>> = vec![
        Box::new(Circle { radius: 1.5 }),
        Box::new(Rectangle { width: 2.0, height: 4.5 }),
        Box::new(Circle { radius: 0.5 }),
    ];
    shapes.sort_by(|a, b| a.area().partial_cmp(&b.area()).unwrap());
    for shape in &shapes {
        println!("{:>16} {:8.3}", shape.name(), shape.area());
    }
    println!("{:?}", shapes.iter().map(|s| s.area()).fold(0.0, f64::max));
}

fn collections() {
    let text = "the cat sat on the mat and the dog sat on the cat";
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in text.split_whitespace() {
        *counts.entry(word).or_insert(0) += 1;
    }
    let mut ordered: Vec<_> = counts.iter().collect();
    ordered.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    println!("{:?}", &ordered[..3]);

    let by_length: BTreeMap<usize, Vec<&str>> = text.split(' ').fold(BTreeMap::new(), |mut map, word| {
        map.entry(word.len()).or_insert_with(Vec::new).push(word);
        map
    });
    println!("{:?}", by_length);

    let unique: HashSet<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let mut letters: Vec<char> = unique.into_iter().collect();
    letters.sort_unstable();
    println!("{}", letters.iter().rev().collect::<String>());

    let mut heap: BinaryHeap<u32> = (1..=10).map(|n| n * 7919 % 101).collect();
    let mut queue = VecDeque::new();
    while let Some(top) = heap.pop() {
        if top % 2 == 0 {
            queue.push_back(top)
        } else {
            queue.push_front(top)
        }
    }
    println!("{:?}", queue);
}

fn iterators() {
    let primes: Vec<u64> = (2u64..).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0)).take(15).collect();
    println!("{:?}", primes);
    let total: u64 = primes.windows(2).zip(primes.iter().step_by(2)).map(|(pair, p)| pair[1] * p - pair[0]).sum();
    let (even, odd): (Vec<u64>, Vec<u64>) = primes.iter().partition(|p| *p / 2 % 2 == 0);
    println!("{} {} {:x} {:#010b}", total, even.len(), odd.iter().product::<u64>(), odd[0]);
    let words: Vec<String> = "Grüße, Jürgen ❤".chars().rev().map(|c| c.to_uppercase().to_string()).collect();
    println!("{}", words.concat());
    println!("{:?} {:?}", "42".parse::<i32>(), "4x".parse::<i32>().map_err(|e| e.to_string()));
    println!("{:?} {:?} {}", i32::MAX.checked_add(1), 200u8.saturating_add(100), 200u8.wrapping_add(100));
    println!("{} {} {:e} {:?}", 1.0e21, f64::MIN_POSITIVE, 123456.0f32, 0.1f32 + 0.2f32);
}

#[derive(Debug)]
struct Node {
    value: i32,
    children: RefCell<Vec<Rc<Node>>>,
}

impl Drop for Node {
    fn drop(&mut self) {
        print!("drop({}) ", self.value);
    }
}

fn sum(node: &Node) -> i32 {
    node.value + node.children.borrow().iter().map(|child| sum(child)).sum::<i32>()
}

fn smart_pointers() {
    let leaf = Rc::new(Node { value: 3, children: RefCell::new(vec![]) });
    let branch = Rc::new(Node { value: 5, children: RefCell::new(vec![Rc::clone(&leaf)]) });
    leaf.children.borrow_mut().push(Rc::new(Node { value: 9, children: RefCell::default() }));
    println!("{} {} {:?}", sum(&branch), Rc::strong_count(&leaf), leaf);
    drop(branch);
    println!("{}", Rc::strong_count(&leaf));
    drop(leaf);
    println!();
}

fn average(values: &[i32], skip: usize) -> i32 {
    let rest = &values[skip..];
    rest.iter().sum::<i32>() / rest.len() as i32
}

fn fail(kind: &str) {
    println!("about to fail: {}", kind);
    match kind {
        "index" => println!("{}", average(&[1, 2, 3], kind.len())),
        "divide" => println!("{}", average(&[1, 2, 3], kind.len() / 2)),
        "unwrap" => println!("{}", evaluate("1 / 0").unwrap()),
        "overflow" => println!("{}", (0..kind.len() as u32 * 5).fold(1i32, |n, _| n.checked_mul(2).expect("overflow"))),
        "refcell" => {
            let cell = RefCell::new(1);
            let _first = cell.borrow_mut();
            *cell.borrow_mut() += 1;
        }
        "exit" => std::process::exit(3),
        _ => println!("no such failure"),
    }
}

fn main() {
    if let Some(kind) = std::env::args().nth(1) {
        return fail(&kind);
    }
    expressions();
    shapes();
    collections();
    iterators();
    smart_pointers();
}
