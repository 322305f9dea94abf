// Objects of AssemblyScript's runtime, which have headers that say what they are.

function fail(message: string | null, file: string | null, line: u32, column: u32): void {
  unreachable();
}

class Point {
  constructor(public x: i32, public y: i32) {}
}

function look(object: usize): void {
  marker = object;
}

export let marker: usize = 0;

export function strings(): void {
  let empty = "";
  let literal = "literal";
  let made = "made " + literal.length.toString();
  let accents = "grüße 🌍";
  let number = 42;
  look(changetype<usize>(empty));
  look(changetype<usize>(literal));
  look(changetype<usize>(made));
  look(changetype<usize>(accents));
  look(number);
  //@shows(strings, empty = 32 "")
  //@shows(strings, literal = 64 "literal")
  //@shows(strings, made = 37344 "made 7")
  //@shows(strings, accents = 2320 "grüße 🌍")
  //@shows(strings, number = 42)
}

export function containers(): void {
  let array = [1, 2, 3];
  let words = ["one", "two"];
  let fixed: StaticArray<f64> = [1.5, 2.5];
  let bytes = new Uint8Array(3);
  bytes[1] = 200;
  let map = new Map<string, i32>();
  map.set("a", 1);
  map.set("b", 2);
  map.delete("a");
  let set = new Set<i32>();
  set.add(7);
  let point = new Point(1, 2);
  look(changetype<usize>(array));
  look(changetype<usize>(words));
  look(changetype<usize>(fixed));
  look(changetype<usize>(bytes));
  look(changetype<usize>(map));
  look(changetype<usize>(set));
  look(changetype<usize>(point));
  //@shows(containers, array = 37408 size=3 {1, 2, 3})
  //@shows(containers, words = 37488 size=2 {"one", "two"})
  //@shows(containers, fixed = 37536 size=2 {1.5, 2.5})
  //@shows(containers, bytes = 37584 size=3 {0, 200, 0})
  //@shows(containers, map = 37648 size=1 {["b"] = 2})
  //@shows(containers, set = 37824 size=1 {7})
  //@shows(containers, point = 37984)
}

export function _start(): void {
  strings();
  containers();
}
