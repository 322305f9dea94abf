;; Three memories: loads, stores, bulk operations between them, and growing one alone.
(module
  (memory $small (export "small") 1 1)
  (memory $big (export "big") 2 8)
  (memory $empty 0 0)
  (data (memory $small) (i32.const 16) "small data")
  (data (memory $big) (offset (i32.const 65536)) "big data")
  (data $passive "passive data")

  (func (export "sizes") (result i32)
    (i32.add (memory.size $small)
      (i32.add (i32.mul (memory.size $big) (i32.const 100))
        (i32.mul (memory.size $empty) (i32.const 10000)))))

  (func (export "grow") (result i32)
    (drop (memory.grow $big (i32.const 3)))
    (i32.add (i32.mul (memory.grow $small (i32.const 1)) (i32.const 1000))
      (memory.size $big)))

  ;; copy_across copies from one memory to the other and back, and sums bytes of both.
  (func (export "copy_across") (result i32)
    (local $i i32) (local $sum i32)
    (memory.copy $big $small (i32.const 100) (i32.const 16) (i32.const 10))
    (memory.copy $small $big (i32.const 200) (i32.const 65536) (i32.const 8))
    (memory.init $big $passive (i32.const 110) (i32.const 0) (i32.const 12))
    (memory.fill $small (i32.const 208) (i32.const 7) (i32.const 8))
    (loop $next
      (local.set $sum
        (i32.add (i32.mul (local.get $sum) (i32.const 31))
          (i32.add
            (i32.load8_u $big (i32.add (local.get $i) (i32.const 100)))
            (i32.load8_u $small (i32.add (local.get $i) (i32.const 200))))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 22))))
    (local.get $sum))

  (func (export "separate") (result i64)
    (i64.store $small (i32.const 1000) (i64.const 1))
    (i64.store $big (i32.const 1000) (i64.const 2))
    (i64.add (i64.mul (i64.load $small (i32.const 1000)) (i64.const 10))
      (i64.load $big (i32.const 1000))))

  (func (export "beyond_small") (result i32) (i32.load $small (i32.const 65533)))
  (func (export "same_place_in_big") (result i32) (i32.load $big (i32.const 65533)))
  (func (export "beyond_empty") (result i32) (i32.load8_u $empty (i32.const 0))))
