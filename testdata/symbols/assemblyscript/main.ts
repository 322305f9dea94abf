// The program behind the tests of source maps. A comment //@line(name) names its line for them.

@external("env", "log")
declare function log(x: i32): void;

class Point {
  constructor(public x: f64, public y: f64) {} //@line(new)

  length(): f64 {
    return Math.sqrt(this.x * this.x + this.y * this.y); //@line(sqrt)
  }
}

export function hypotenuse(x: f64, y: f64): f64 {
  const p = new Point(x, y); //@line(hypotenuse)
  return p.length();
}

export function remainder(a: i32, b: i32): i32 {
  if (b == 0) {
    unreachable(); //@line(trap)
  }
  return a % b; //@line(remainder)
}

function report<T>(value: T): void {
  /* é😀 */ log(<i32>value); //@line(log)
}

export function total(n: i32): i32 {
  let sum = 0;
  for (let i = 1; i <= n; i++) { //@line(loop)
    sum += clz(i); //@line(clz)
  }
  report<i32>(sum);
  report<i64>(<i64>sum + 1);
  return sum; //@line(return)
}
