;; Exceptions with try_table and exception references.
(module
  (tag $error (export "error") (param i32 i64))
  (tag $other (param f64))
  (tag $empty)

  (func $throw_at (param $depth i32) (param $code i32)
    (if (i32.eqz (local.get $depth))
      (then (throw $error (local.get $code) (i64.const 1000))))
    (call $throw_at (i32.sub (local.get $depth) (i32.const 1)) (local.get $code)))

  ;; catch_deep catches what was thrown depth calls further down.
  (func $catch_deep (export "catch_deep") (param $depth i32) (param $code i32) (result i64)
    (local $extra i64)
    (block $caught (result i32 i64)
      (try_table (catch $error $caught)
        (call $throw_at (local.get $depth) (local.get $code)))
      (return (i64.const -1)))
    (local.set $extra)
    (i64.add (i64.extend_i32_s) (local.get $extra)))

  ;; kind throws one of four ways and says which clause caught it.
  (func (export "kind") (param $which i32) (result i32)
    (local $reference exnref)
    (block $any
      (block $any_ref (result exnref)
        (block $other_ref (result f64 exnref)
          (block $error (result i32 i64)
            (try_table (catch $error $error) (catch_ref $other $other_ref) (catch_all_ref $any_ref)
              (block $default
                (block $two
                  (block $one
                    (block $zero
                      (br_table $zero $one $two $default (local.get $which)))
                    (throw $error (i32.const 7) (i64.const 8)))
                  (throw $other (f64.const 2.5)))
                (throw $empty)))
            (return (i32.const 0)))
          (drop)
          (return (i32.add (i32.const 100))))
        (local.set $reference)
        (return (i32.add (i32.trunc_f64_s (f64.mul (f64.const 2))) (i32.const 200))))
      (drop)
      (return (i32.const 300)))
    (i32.const 400))

  ;; rethrow passes an exception on by throw_ref; the outer handler sees the same payload.
  (func (export "rethrow") (param $code i32) (result i32)
    (block $outer (result i32 i64)
      (try_table (catch $error $outer)
        (block $inner (result exnref)
          (try_table (catch_all_ref $inner)
            (call $throw_at (i32.const 3) (local.get $code)))
          (unreachable))
        (throw_ref))
      (unreachable))
    (drop))

  ;; Handlers that do not match are passed over.
  (func (export "unmatched") (result i32)
    (block $outer (result i32 i64)
      (try_table (catch $error $outer)
        (block $inner (result f64)
          (try_table (catch $other $inner)
            (throw $error (i32.const 5) (i64.const 6)))
          (unreachable))
        (drop))
      (unreachable))
    (drop))

  (func (export "loop") (param $count i32) (result i64)
    (local $sum i64)
    (loop $next
      (local.set $sum (i64.add (local.get $sum) (call $catch_deep (i32.const 2) (local.get $count))))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $sum))

  (func (export "uncaught") (call $throw_at (i32.const 2) (i32.const 99)))
  (func (export "uncaught_float") (throw $other (f64.const 1.25)))
  (func (export "null") (throw_ref (ref.null exn)))

  ;; A trap is not an exception: catch_all does not see it.
  (func (export "trap_passes") (result i32)
    (block $caught
      (try_table (catch_all $caught) (unreachable)))
    (i32.const 1)))
