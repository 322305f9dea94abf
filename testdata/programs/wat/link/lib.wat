;; A library to be linked by name: functions, a memory, a table, a mutable global and a tag.
(module
  (memory (export "memory") 1)
  (table $callbacks (export "callbacks") 4 funcref)
  (global $calls (export "calls") (mut i32) (i32.const 0))
  (tag (export "failure") (param i32))
  (type $unary (func (param i32) (result i32)))

  (func $count (global.set $calls (i32.add (global.get $calls) (i32.const 1))))

  (func (export "add") (param $a i32) (param $b i32) (result i32)
    (call $count)
    (i32.add (local.get $a) (local.get $b)))

  (func (export "store_at") (param $address i32) (param $value i32)
    (call $count)
    (i32.store (local.get $address) (local.get $value)))

  ;; apply calls a function that another module has put into the table.
  (func (export "apply") (param $index i32) (param $x i32) (result i32)
    (call $count)
    (call_indirect $callbacks (type $unary) (local.get $x) (local.get $index)))

  (func (export "divide") (param $a i32) (param $b i32) (result i32)
    (i32.div_s (local.get $a) (local.get $b))))
