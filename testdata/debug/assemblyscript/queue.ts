// AssemblyScript as a debugger meets it: classes, methods, closures of the library, recursion, an assertion that fails.

class Item {
  next: Item | null = null;
  constructor(public name: string, public weight: i32) {}
}

class Queue {
  first: Item | null = null;
  length: i32 = 0;

  insert(item: Item): void {
    let before: Item | null = null;
    let after = this.first;
    while (after != null && after.weight < item.weight) {
      before = after; //@break(walk)
      after = after.next;
    }
    item.next = after; //@break(link)
    if (before == null) this.first = item;
    else before.next = item;
    this.length++;
  }

  take(): Item {
    let item = this.first;
    assert(item != null, "the queue is empty"); //@break(take)
    this.first = item!.next;
    this.length--;
    return item!;
  }
}

function fibonacci(n: i32): i32 {
  if (n < 2) return n; //@break(fibonacci)
  return fibonacci(n - 1) + fibonacci(n - 2);
}

export let total: i32 = 0;

export function run(count: i32): i32 {
  let queue = new Queue();
  let names = ["pear", "apple", "plum", "fig"];
  for (let i = 0; i < count; i++) {
    let name = names[i % names.length];
    queue.insert(new Item(name, name.length)); //@break(insert)
  }
  total = 0;
  while (queue.length > 0) {
    total += queue.take().weight; //@break(sum)
  }
  return total + fibonacci(6); //@break(end)
}

// fail takes from an empty queue.
export function fail(): void {
  new Queue().take();
}

export function _start(): void {
  run(4);
}

function aborted(message: string | null, file: string | null, line: u32, column: u32): void {
  unreachable();
}
