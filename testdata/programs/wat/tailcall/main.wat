;; Tail calls in constant space: direct, indirect and through a function reference.
(module
  (type $step (func (param $n i64) (param $sum i64) (result i64)))
  (table $steps 2 funcref)
  (elem (table $steps) (i32.const 0) func $indirect_even $indirect_odd)
  (elem declare func $by_reference)

  (func $even (export "even") (param $n i64) (result i32)
    (if (i64.eqz (local.get $n)) (then (return (i32.const 1))))
    (return_call $odd (i64.sub (local.get $n) (i64.const 1))))

  (func $odd (export "odd") (param $n i64) (result i32)
    (if (i64.eqz (local.get $n)) (then (return (i32.const 0))))
    (return_call $even (i64.sub (local.get $n) (i64.const 1))))

  ;; The callee takes more parameters than its caller, so the frame has to grow.
  (func $count_down (export "count_down") (param $n i64) (result i64)
    (return_call $count_down_from (local.get $n) (i64.const 0) (i64.const 1) (i64.const 2)))

  (func $count_down_from (param $n i64) (param $a i64) (param $b i64) (param $c i64) (result i64)
    (local $unused1 i64) (local $unused2 f64)
    (if (i64.eqz (local.get $n)) (then (return (local.get $a))))
    (return_call $count_down_from
      (i64.sub (local.get $n) (i64.const 1))
      (i64.add (local.get $a) (local.get $b)) (local.get $c) (local.get $b)))

  (func $indirect_even (type $step) (param $n i64) (param $sum i64) (result i64)
    (if (i64.eqz (local.get $n)) (then (return (local.get $sum))))
    (return_call_indirect $steps (type $step)
      (i64.sub (local.get $n) (i64.const 1)) (i64.add (local.get $sum) (i64.const 2)) (i32.const 1)))

  (func $indirect_odd (type $step) (param $n i64) (param $sum i64) (result i64)
    (if (i64.eqz (local.get $n)) (then (return (local.get $sum))))
    (return_call_indirect $steps (type $step)
      (i64.sub (local.get $n) (i64.const 1)) (i64.add (local.get $sum) (i64.const 1)) (i32.const 0)))

  (func (export "indirect") (param $n i64) (result i64)
    (return_call $indirect_even (local.get $n) (i64.const 0)))

  (func $by_reference (type $step) (param $n i64) (param $sum i64) (result i64)
    (if (i64.eqz (local.get $n)) (then (return (local.get $sum))))
    (return_call_ref $step
      (i64.sub (local.get $n) (i64.const 1)) (i64.add (local.get $sum) (local.get $n)) (ref.func $by_reference)))

  (func (export "reference") (param $n i64) (result i64)
    (return_call $by_reference (local.get $n) (i64.const 0)))

  ;; A trap below a tail call: $trap_at_zero's caller is no longer on the stack.
  (func $trap_at_zero (param $n i32) (result i32)
    (if (i32.eqz (local.get $n)) (then (return (i32.div_u (i32.const 1) (local.get $n)))))
    (return_call $trap_at_zero (i32.sub (local.get $n) (i32.const 1))))

  (func (export "trap") (result i32)
    (i32.add (i32.const 1) (call $trap_at_zero (i32.const 1000)))))
