;; The legacy exception instructions: try, catch, catch_all, rethrow, delegate.
(module
  (tag $error (param i32 i64))
  (tag $other (param f64))

  (func $throw_at (param $depth i32) (param $code i32)
    (if (i32.eqz (local.get $depth))
      (then (throw $error (local.get $code) (i64.const 1000))))
    (call $throw_at (i32.sub (local.get $depth) (i32.const 1)) (local.get $code)))

  (func $catch_deep (export "catch_deep") (param $depth i32) (param $code i32) (result i64)
    (local $extra i64)
    (try (result i64)
      (do
        (call $throw_at (local.get $depth) (local.get $code))
        (i64.const -1))
      (catch $error
        (local.set $extra)
        (i64.add (i64.extend_i32_s) (local.get $extra)))))

  (func (export "kind") (param $which i32) (result i32)
    (try (result i32)
      (do
        (if (i32.eq (local.get $which) (i32.const 1)) (then (throw $error (i32.const 7) (i64.const 8))))
        (if (i32.eq (local.get $which) (i32.const 2)) (then (throw $other (f64.const 2.5))))
        (i32.const 0))
      (catch $error (drop) (i32.add (i32.const 100)))
      (catch_all (i32.const 200))))

  (func (export "rethrow") (param $code i32) (result i32)
    (try $outer (result i32)
      (do
        (try $inner (result i32)
          (do (call $throw_at (i32.const 3) (local.get $code)) (i32.const -1))
          (catch_all (rethrow $inner))))
      (catch $error (drop) (i32.mul (i32.const 2)))))

  ;; rethrow_outer throws a second exception while handling the first, then rethrows the first.
  (func (export "rethrow_outer") (result i32)
    (try (result i32)
      (do
        (try $first (result i32)
          (do (throw $error (i32.const 11) (i64.const 0)))
          (catch $error
            (drop) (drop)
            (try $second (result i32)
              (do (throw $other (f64.const 1)))
              (catch $other (drop) (rethrow $first))))))
      (catch $error (drop) (i32.add (i32.const 1)))))

  ;; delegate skips the handler of $middle.
  (func (export "delegate") (result i32)
    (try $outer (result i32)
      (do
        (try $middle (result i32)
          (do
            (try (result i32)
              (do (throw $error (i32.const 3) (i64.const 0)))
              (delegate $outer)))
          (catch_all (i32.const -1))))
      (catch $error (drop) (i32.add (i32.const 30)))))

  ;; A delegate to the function's own label throws to the caller.
  (func $delegate_to_caller
    (try
      (do (throw $other (f64.const 4)))
      (delegate 0)))

  (func (export "delegate_to_caller") (result i32)
    (try (result i32)
      (do (call $delegate_to_caller) (i32.const -1))
      (catch $other (i32.trunc_f64_s))))

  (func (export "branch_out") (result i32)
    (block $done (result i32)
      (try
        (do (br $done (i32.const 1)))
        (catch_all (br $done (i32.const 2))))
      (i32.const 3)))

  (func (export "loop") (param $count i32) (result i64)
    (local $sum i64)
    (loop $next
      (local.set $sum (i64.add (local.get $sum) (call $catch_deep (i32.const 2) (local.get $count))))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $sum))

  (func (export "uncaught") (call $throw_at (i32.const 2) (i32.const 99)))

  (func (export "trap_passes") (result i32)
    (try (result i32)
      (do (unreachable))
      (catch_all (i32.const 1)))))
