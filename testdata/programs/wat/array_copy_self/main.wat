;; An array of one element copied onto itself, the element being an empty array of the same,
;; recursive type: what a write barrier or a marking collector with wrong invariants breaks on.
(module
  (type $array (array (mut (ref null $array))))

  (func $check (param $outer (ref $array)) (result i32)
    (i32.add
      (i32.mul (array.len (local.get $outer)) (i32.const 10))
      (array.len (ref.as_non_null (array.get $array (local.get $outer) (i32.const 0))))))

  ;; run copies count times and returns 10: length 1 outside, 0 inside.
  (func (export "run") (param $count i32) (result i32)
    (local $outer (ref $array))
    (local.set $outer (array.new_fixed $array 1 (array.new_fixed $array 0)))
    (loop $next
      (array.copy $array $array (local.get $outer) (i32.const 0) (local.get $outer) (i32.const 0) (i32.const 1))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (call $check (local.get $outer)))

  ;; run_with_garbage also replaces the element, so that every round leaves garbage behind.
  (func (export "run_with_garbage") (param $count i32) (result i32)
    (local $outer (ref $array))
    (local.set $outer (array.new_fixed $array 1 (array.new_fixed $array 0)))
    (loop $next
      (array.copy $array $array (local.get $outer) (i32.const 0) (local.get $outer) (i32.const 0) (i32.const 1))
      (array.set $array (local.get $outer) (i32.const 0) (array.new_default $array (i32.const 0)))
      (array.copy $array $array (local.get $outer) (i32.const 0) (local.get $outer) (i32.const 0) (i32.const 1))
      (local.set $outer (array.new_fixed $array 1 (array.get $array (local.get $outer) (i32.const 0))))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (call $check (local.get $outer)))

  ;; An array that holds itself, copied onto itself: the cycle must stay whole and collectable.
  (func (export "run_cycle") (param $count i32) (result i32)
    (local $outer (ref null $array))
    (loop $next
      (local.set $outer (array.new_default $array (i32.const 2)))
      (array.set $array (local.get $outer) (i32.const 0) (local.get $outer))
      (array.copy $array $array (local.get $outer) (i32.const 1) (local.get $outer) (i32.const 0) (i32.const 1))
      (array.copy $array $array (local.get $outer) (i32.const 0) (local.get $outer) (i32.const 0) (i32.const 2))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (i32.add
      (ref.eq (local.get $outer) (array.get $array (local.get $outer) (i32.const 0)))
      (i32.mul (i32.const 10)
        (ref.eq (local.get $outer) (array.get $array (local.get $outer) (i32.const 1)))))))
