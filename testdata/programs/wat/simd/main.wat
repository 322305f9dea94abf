;; SIMD and relaxed SIMD where the result does not depend on the implementation's choice.
(module
  (memory 1)
  (data (i32.const 0) "\00\01\02\03\04\05\06\07\08\09\0a\0b\0c\0d\0e\0f\ff\fe\fd\fc\fb\fa\f9\f8\80\7f\00\40\20\10\08\04")

  ;; hash folds a vector into one i64.
  (func $hash (param $v v128) (result i64)
    (i64.xor
      (i64x2.extract_lane 0 (local.get $v))
      (i64.rotl (i64x2.extract_lane 1 (local.get $v)) (i64.const 17))))

  (func (export "bytes") (result i64)
    (local $a v128) (local $b v128)
    (local.set $a (v128.load (i32.const 0)))
    (local.set $b (v128.load (i32.const 16)))
    (call $hash
      (v128.xor
        (v128.xor (i8x16.add_sat_s (local.get $a) (local.get $b)) (i8x16.sub_sat_u (local.get $b) (local.get $a)))
        (v128.xor (i8x16.popcnt (local.get $b)) (i8x16.swizzle (local.get $b) (local.get $a))))))

  (func (export "shorts") (result i64)
    (local $a v128) (local $b v128)
    (local.set $a (v128.load (i32.const 3)))
    (local.set $b (v128.load (i32.const 13)))
    (call $hash
      (v128.xor
        (v128.xor (i16x8.q15mulr_sat_s (local.get $a) (local.get $b)) (i16x8.extmul_high_i8x16_s (local.get $a) (local.get $b)))
        (v128.xor (i16x8.shr_s (local.get $b) (i32.const 3)) (i16x8.narrow_i32x4_u (local.get $a) (local.get $b))))))

  (func (export "floats") (result f64)
    (local $v v128)
    (local.set $v (f64x2.mul (f64x2.convert_low_i32x4_s (v128.load (i32.const 8))) (v128.const f64x2 1e-6 2e-6)))
    (f64.add
      (f64x2.extract_lane 0 (f64x2.sqrt (f64x2.abs (local.get $v))))
      (f64x2.extract_lane 1 (f64x2.pmin (local.get $v) (f64x2.ceil (local.get $v))))))

  (func (export "relaxed") (result i64)
    (call $hash
      (v128.xor
        (i8x16.relaxed_swizzle (v128.load (i32.const 16)) (v128.load (i32.const 0)))
        (v128.xor
          (i32x4.relaxed_trunc_f32x4_s (v128.const f32x4 1.5 -2.5 100 -100))
          (f32x4.relaxed_madd (v128.const f32x4 2 3 4 5) (v128.const f32x4 0.5 0.25 2 4) (v128.const f32x4 1 1 1 1))))))

  (func (export "lanes") (result i32)
    (local $v v128)
    (local.set $v (v128.load8_lane 5 (i32.const 16) (v128.load32_splat (i32.const 4))))
    (v128.store16_lane 2 (i32.const 100) (local.get $v))
    (i32.add (i32.load (i32.const 100)) (i8x16.bitmask (local.get $v))))

  (func (export "any_all") (result i32)
    (i32.add
      (v128.any_true (v128.const i32x4 0 0 0 0))
      (i32.mul (i32.const 10)
        (i32.add
          (i32x4.all_true (v128.const i32x4 1 2 3 4))
          (i32.mul (i32.const 10) (i16x8.all_true (v128.const i32x4 1 2 3 4)))))))

  (func (export "beyond") (result i32)
    (i32x4.extract_lane 0 (v128.load (i32.const 65521)))))
