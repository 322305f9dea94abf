;; Uses everything that "lib" exports.
(module
  (import "lib" "add" (func $add (param i32 i32) (result i32)))
  (import "lib" "store_at" (func $store_at (param i32 i32)))
  (import "lib" "apply" (func $apply (param i32 i32) (result i32)))
  (import "lib" "divide" (func $divide (param i32 i32) (result i32)))
  (import "lib" "memory" (memory $shared 1))
  (import "lib" "callbacks" (table $callbacks 4 funcref))
  (import "lib" "calls" (global $calls (mut i32)))
  (import "lib" "failure" (tag $failure (param i32)))
  (elem (table $callbacks) (i32.const 0) func $square $fail $ratio)

  (func $square (param $x i32) (result i32) (i32.mul (local.get $x) (local.get $x)))
  (func $fail (param $x i32) (result i32) (throw $failure (local.get $x)))
  (func $ratio (param $x i32) (result i32) (call $divide (i32.const 100) (local.get $x)))

  (func (export "sum") (result i32)
    (call $store_at (i32.const 64) (i32.const 1000))
    (i32.store (i32.const 68) (i32.const 200))
    (call $add (i32.load (i32.const 64)) (i32.load (i32.const 68))))

  ;; calls is the library's own counter, seen and changed from here.
  (func (export "calls") (result i32)
    (global.set $calls (i32.const 10))
    (drop (call $add (i32.const 1) (i32.const 2)))
    (global.get $calls))

  ;; back_and_forth: this module calls the library, which calls back through the table.
  (func (export "back_and_forth") (param $x i32) (result i32)
    (call $apply (i32.const 0) (local.get $x)))

  (func (export "caught") (param $x i32) (result i32)
    (block $handler (result i32)
      (try_table (catch $failure $handler)
        (drop (call $apply (i32.const 1) (local.get $x))))
      (i32.const -1)))

  ;; The trap's stack alternates between the two modules.
  (func (export "trap") (param $x i32) (result i32)
    (call $apply (i32.const 2) (local.get $x)))

  (func (export "wrong_entry") (result i32) (call $apply (i32.const 3) (i32.const 1))))
