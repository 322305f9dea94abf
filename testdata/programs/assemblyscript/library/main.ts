// AssemblyScript over plain WASI: arrays, strings, classes, maps, closures-free callbacks,
// garbage collection. Only fd_write and proc_exit are imported.
//
// _start prints; the other exports are for being called by name, some of them to trap.

// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_write")
declare function fd_write(fd: i32, vectors: usize, count: i32, written: usize): i32;

// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "proc_exit")
declare function proc_exit(code: i32): void;

const vector = memory.data(8);
const written = memory.data(4);

function print(text: string, fd: i32 = 1): void {
  const bytes = String.UTF8.encode(text + "\n");
  store<usize>(vector, changetype<usize>(bytes));
  store<usize>(vector, bytes.byteLength, 4);
  fd_write(fd, vector, 1, written);
}

// fail replaces the runtime's abort: it says what and where, then traps.
export function fail(message: string | null, file: string | null, line: u32, column: u32): void {
  print(`abort: ${message ? message : ""} at line ${line}`, 2);
  unreachable();
}

abstract class Shape {
  constructor(public name: string) {}
  abstract area(): f64;
  describe(): string {
    return `${this.name} of area ${this.area()}`;
  }
}

class Circle extends Shape {
  constructor(public radius: f64) {
    super("circle");
  }
  area(): f64 {
    return 3.0 * this.radius * this.radius;
  }
}

class Box extends Shape {
  constructor(public width: f64, public height: f64) {
    super("box");
  }
  area(): f64 {
    return this.width * this.height;
  }
  describe(): string {
    return super.describe() + ` and width ${this.width}`;
  }
}

class Stack<T> {
  private items: T[] = [];
  push(item: T): void {
    this.items.push(item);
  }
  pop(): T {
    return this.items.pop();
  }
  get size(): i32 {
    return this.items.length;
  }
}

function shapes(): void {
  const all: Shape[] = [new Circle(1.5), new Box(2.5, 4), new Circle(0.5)];
  all.sort((a, b) => (a.area() < b.area() ? -1 : 1));
  for (let i = 0; i < all.length; i++) {
    const shape = all[i];
    print(shape.describe() + (shape instanceof Box ? " (a box)" : ""));
  }
}

function words(): void {
  const text = "the quick brown fox jumps over the lazy dog and the cat";
  const counts = new Map<string, i32>();
  const list = text.split(" ");
  for (let i = 0; i < list.length; i++) {
    const word = list[i];
    counts.set(word, counts.has(word) ? counts.get(word) + 1 : 1);
  }
  const keys = counts.keys().sort();
  print(keys.map<string>((key) => key.toUpperCase().padEnd(6, ".")).join(""));
  print(`the: ${counts.get("the")}, ${text.indexOf("fox")}, ${text.substring(4, 9)}, ${text.replace("lazy", "Grüße ❤")}`);
}

function numbers(): void {
  const values = new Int32Array(50);
  let seed: u32 = 1;
  for (let i = 0; i < values.length; i++) {
    seed = seed * 1664525 + 1013904223;
    values[i] = (seed >> 16) as i32;
  }
  values.sort();
  print(`${values[0]} ${values[49]} ${values.reduce((sum, value) => sum + value, 0)}`);
  print(`${f64.parse("2.5e3")} ${0.1 + 0.2} ${<f32>0.1} ${i64.MAX_VALUE} ${u8.MAX_VALUE} ${Math.sqrt(2)}`);
}

// garbage allocates many objects and keeps few.
function garbage(): void {
  const kept = new Stack<Circle>();
  for (let i = 0; i < 20000; i++) {
    const circle = new Circle(i as f64);
    if (i % 1000 == 0) kept.push(circle);
  }
  let sum = 0.0;
  while (kept.size) sum += kept.pop().radius;
  print(`kept ${sum}`);
}

export function _start(): void {
  shapes();
  words();
  numbers();
  garbage();
}

export function fibonacci(n: i32): i64 {
  let a: i64 = 0, b: i64 = 1;
  for (let i = 0; i < n; i++) {
    const next = a + b;
    a = b;
    b = next;
  }
  return a;
}

export function mean(a: f32, b: f64): f64 {
  return (a + b) / 2;
}

export function element(index: i32): i32 {
  const values: i32[] = [10, 20, 30];
  return values[index];
}

export function remainder(a: i32, b: i32): i32 {
  return a % b;
}

export function exit(code: i32): void {
  proc_exit(code);
}
