;; A program without debug information: calls, loops, a table, globals, a value that lives on the operand stack only.
(module
  (type $unary (func (param i32) (result i32)))
  (memory (export "memory") 1)
  (global $calls (mut i32) (i32.const 0))
  (global $limit (export "limit") i32 (i32.const 10))
  (table $operations 3 3 funcref)
  (elem (table $operations) (i32.const 0) func $double $square $negate)

  (func $double (param $x i32) (result i32)
    (call $count)
    (i32.add (local.get $x) (local.get $x)))

  (func $square (param $x i32) (result i32)
    (call $count)
    (i32.mul (local.get $x) (local.get $x)))

  (func $negate (param $x i32) (result i32)
    (call $count)
    (i32.sub (i32.const 0) (local.get $x)))

  (func $count
    (global.set $calls (i32.add (global.get $calls) (i32.const 1))))

  ;; apply calls an operation by its number; the argument stays on the operand stack under the call.
  (func $apply (param $operation i32) (param $x i32) (result i32)
    (i32.add
      (i32.const 1000)
      (call_indirect $operations (type $unary) (local.get $x) (local.get $operation))))

  (func $factorial (param $n i64) (result i64)
    (if (result i64) (i64.eqz (local.get $n))
      (then (i64.const 1))
      (else (i64.mul (local.get $n) (call $factorial (i64.sub (local.get $n) (i64.const 1)))))))

  ;; fill writes the numbers below limit to memory and returns their sum.
  (func $fill (param $at i32) (result i32)
    (local $i i32) (local $sum i32)
    (loop $next
      (i32.store (i32.add (local.get $at) (i32.shl (local.get $i) (i32.const 2))) (local.get $i))
      (local.set $sum (i32.add (local.get $sum) (local.get $i)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_s (local.get $i) (global.get $limit))))
    (local.get $sum))

  ;; run applies each operation and traps where the argument is not 3: the table has no fourth operation.
  (func $run (export "run") (param $x i32) (result i32)
    (local $i i32) (local $result i32)
    (loop $next
      (local.set $result (i32.add (local.get $result) (call $apply (local.get $i) (local.get $x))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_s (local.get $i) (local.get $x))))
    (i32.add (local.get $result) (call $fill (i32.const 64))))

  (func (export "factorial") (param $n i64) (result i64)
    (call $factorial (local.get $n)))

  (func (export "_start")
    (drop (call $run (i32.const 3)))))
