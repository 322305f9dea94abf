;; Garbage collection: structures, arrays, i31, casts, recursive types, and enough allocation
;; that a collector has to run.
(module
  (rec
    (type $node (struct (field $next (mut (ref null $node))) (field $value (mut i32))))
    (type $forest (array (mut (ref null $tree))))
    (type $tree (struct (field $left (ref null $tree)) (field $right (ref null $tree)) (field $owner (mut (ref null $forest))))))
  (type $ints (array (mut i32)))
  (type $bytes (array (mut i8)))
  (type $text (array i8))
  (type $any_array (array (mut anyref)))
  (rec
    (type $area_method (func (param (ref $shape)) (result f64)))
    (type $shape (sub (struct (field $area (ref $area_method)) (field $id (mut i32))))))
  (type $circle (sub $shape (struct (field $area (ref $area_method)) (field $id (mut i32)) (field $radius f64))))
  (type $box (sub final $shape
    (struct (field $area (ref $area_method)) (field $id (mut i32)) (field $width f64) (field $height f64))))
  (type $packed (struct (field $byte (mut i8)) (field $short (mut i16)) (field $wide (mut i64)) (field $vector (mut v128))))

  (data $letters "hello, garbage collection")
  (elem $methods (ref null $area_method) (ref.func $circle_area) (ref.func $box_area))
  (global $kept (mut (ref null $ints)) (ref.null $ints))
  (global $origin (ref $node) (struct.new $node (ref.null $node) (i32.const 5)))
  (table $objects 4 anyref)

  ;; Lists

  (func $build_list (param $count i32) (result (ref null $node))
    (local $head (ref null $node))
    (loop $next
      (local.set $head (struct.new $node (local.get $head) (local.get $count)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $head))

  (func $reverse_list (param $list (ref null $node)) (result (ref null $node))
    (local $done (ref null $node)) (local $rest (ref null $node))
    (block $end
      (loop $next
        (br_if $end (ref.is_null (local.get $list)))
        (local.set $rest (struct.get $node $next (local.get $list)))
        (struct.set $node $next (local.get $list) (local.get $done))
        (local.set $done (local.get $list))
        (local.set $list (local.get $rest))
        (br $next)))
    (local.get $done))

  ;; list_sum weighs the values of a reversed list of count nodes by their place.
  (func (export "list_sum") (param $count i32) (result i64)
    (local $list (ref null $node)) (local $sum i64) (local $place i64)
    (local.set $list (call $reverse_list (call $build_list (local.get $count))))
    (block $end
      (loop $next
        (br_on_null $end (local.get $list))
        (drop)
        (local.set $place (i64.add (local.get $place) (i64.const 1)))
        (local.set $sum (i64.add (local.get $sum)
          (i64.mul (local.get $place) (i64.extend_i32_s (struct.get $node $value (local.get $list))))))
        (local.set $list (struct.get $node $next (local.get $list)))
        (br $next)))
    (local.get $sum))

  ;; Trees

  (func $build_tree (param $depth i32) (param $owner (ref null $forest)) (result (ref $tree))
    (if (result (ref $tree)) (i32.eqz (local.get $depth))
      (then (struct.new $tree (ref.null $tree) (ref.null $tree) (local.get $owner)))
      (else
        (struct.new $tree
          (call $build_tree (i32.sub (local.get $depth) (i32.const 1)) (local.get $owner))
          (call $build_tree (i32.sub (local.get $depth) (i32.const 1)) (local.get $owner))
          (local.get $owner)))))

  (func $count_tree (param $tree (ref null $tree)) (result i32)
    (block $null
      (return
        (i32.add (i32.const 1)
          (i32.add
            (call $count_tree (struct.get $tree $left (br_on_null $null (local.get $tree))))
            (call $count_tree (struct.get $tree $right (local.get $tree)))))))
    (i32.const 0))

  ;; trees builds rounds trees of the given depth, keeps every fourth, and counts all nodes
  ;; while they are young and the kept ones again at the end.
  (func (export "trees") (param $depth i32) (param $rounds i32) (result i32)
    (local $forest (ref $forest)) (local $tree (ref null $tree)) (local $i i32) (local $total i32)
    (local.set $forest (array.new_default $forest (local.get $rounds)))
    (loop $next
      (local.set $tree (call $build_tree (local.get $depth) (local.get $forest)))
      (local.set $total (i32.add (local.get $total) (call $count_tree (local.get $tree))))
      (if (i32.eqz (i32.rem_u (local.get $i) (i32.const 4)))
        (then (array.set $forest (local.get $forest) (local.get $i) (local.get $tree))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $rounds))))
    (local.set $i (i32.const 0))
    (loop $next
      (local.set $total (i32.add (local.get $total) (call $count_tree (array.get $forest (local.get $forest) (local.get $i)))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $rounds))))
    (local.get $total))

  ;; churn allocates count short-lived nodes and arrays of growing length; a ring of 64 keeps
  ;; the newest alive, and their contents are checked when they are pushed out.
  (func (export "churn") (param $count i32) (result i32)
    (local $ring (ref $any_array)) (local $old anyref) (local $i i32) (local $place i32) (local $errors i32)
    (local.set $ring (array.new_default $any_array (i32.const 64)))
    (loop $next
      (local.set $place (i32.rem_u (local.get $i) (i32.const 64)))
      (local.set $old (array.get $any_array (local.get $ring) (local.get $place)))
      (if (i32.eqz (ref.is_null (local.get $old)))
        (then
          (local.set $errors (i32.add (local.get $errors)
            (i32.ne
              (call $identity_of (local.get $old))
              (i32.sub (local.get $i) (i32.const 64)))))))
      (array.set $any_array (local.get $ring) (local.get $place) (call $make_object (local.get $i)))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
    (local.get $errors))

  ;; make_object returns one of three kinds of object that remember n.
  (func $make_object (param $n i32) (result anyref)
    (local $kind i32)
    (local.set $kind (i32.rem_u (local.get $n) (i32.const 3)))
    (if (i32.eqz (local.get $kind))
      (then (return (struct.new $node (struct.new $node (ref.null $node) (i32.const -1)) (local.get $n)))))
    (if (i32.eq (local.get $kind) (i32.const 1))
      (then (return (array.new $ints (local.get $n) (i32.add (i32.const 1) (i32.rem_u (local.get $n) (i32.const 50)))))))
    (ref.i31 (local.get $n)))

  (func $identity_of (param $object anyref) (result i32)
    (local $array (ref null $ints))
    (block $is_node (result (ref $node))
      (block $is_array (result (ref $ints))
        (block $is_number (result (ref i31))
          (br_on_cast $is_number anyref (ref i31) (local.get $object))
          (br_on_cast $is_array anyref (ref $ints))
          (br_on_cast $is_node anyref (ref $node))
          (unreachable))
        (return (i31.get_u)))
      (local.set $array)
      (return (array.get $ints (local.get $array) (i32.sub (array.len (local.get $array)) (i32.const 1)))))
    (return (struct.get $node $value)))

  ;; Shapes: subtyping, methods through function references, casts

  (func $circle_area (type $area_method) (param $shape (ref $shape)) (result f64)
    (local $radius f64)
    (local.set $radius (struct.get $circle $radius (ref.cast (ref $circle) (local.get $shape))))
    (f64.mul (f64.const 3) (f64.mul (local.get $radius) (local.get $radius))))

  (func $box_area (type $area_method) (param $shape (ref $shape)) (result f64)
    (local $box (ref $box))
    (local.set $box (ref.cast (ref $box) (local.get $shape)))
    (f64.mul (struct.get $box $width (local.get $box)) (struct.get $box $height (local.get $box))))

  (func $new_shape (param $kind i32) (result (ref $shape))
    (if (result (ref $shape)) (local.get $kind)
      (then (struct.new $box (ref.func $box_area) (i32.const 2) (f64.const 2.5) (f64.const 4)))
      (else (struct.new $circle (ref.func $circle_area) (i32.const 1) (f64.const 1.5)))))

  (func (export "area") (param $kind i32) (result f64)
    (local $shape (ref $shape))
    (local.set $shape (call $new_shape (local.get $kind)))
    (call_ref $area_method (local.get $shape) (struct.get $shape $area (local.get $shape))))

  ;; casts is a decimal digit for every test.
  (func (export "casts") (param $kind i32) (result i32)
    (local $shape (ref $shape))
    (local.set $shape (call $new_shape (local.get $kind)))
    (i32.add
      (ref.test (ref $circle) (local.get $shape))
      (i32.add
        (i32.mul (i32.const 10) (ref.test (ref $box) (local.get $shape)))
        (i32.add
          (i32.mul (i32.const 100) (ref.test structref (local.get $shape)))
          (i32.add
            (i32.mul (i32.const 1000) (ref.test arrayref (local.get $shape)))
            (i32.mul (i32.const 10000) (call $not_box (local.get $shape))))))))

  (func $not_box (param $shape (ref $shape)) (result i32)
    (block $other (result (ref $shape))
      (drop (br_on_cast_fail $other (ref $shape) (ref $box) (local.get $shape)))
      (return (i32.const 2)))
    (drop)
    (i32.const 3))

  ;; Arrays

  (func (export "text_hash") (result i32)
    (local $text (ref $text)) (local $copy (ref $bytes)) (local $i i32) (local $hash i32)
    (local.set $text (array.new_data $text $letters (i32.const 0) (i32.const 25)))
    (local.set $copy (array.new $bytes (i32.const 0xe9) (i32.const 30)))
    (array.copy $bytes $text (local.get $copy) (i32.const 3) (local.get $text) (i32.const 7) (i32.const 18))
    (array.fill $bytes (local.get $copy) (i32.const 25) (i32.const 0x42) (i32.const 2))
    (array.init_data $bytes $letters (local.get $copy) (i32.const 28) (i32.const 1) (i32.const 2))
    (loop $next
      (local.set $hash
        (i32.add (i32.mul (local.get $hash) (i32.const 31))
          (i32.add
            (array.get_u $bytes (local.get $copy) (local.get $i))
            (i32.mul (i32.const 7) (array.get_s $bytes (local.get $copy) (local.get $i))))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (array.len (local.get $copy)))))
    (local.get $hash))

  ;; sort fills an array of count numbers, sorts it by shell sort and hashes it; -1 where a
  ;; pair is out of order.
  (func (export "sort") (param $count i32) (result i32)
    (local $a (ref $ints)) (local $i i32) (local $j i32) (local $gap i32) (local $seed i32) (local $v i32)
    (local.set $a (array.new_default $ints (local.get $count)))
    (local.set $seed (i32.const 42))
    (loop $next
      (local.set $seed (i32.add (i32.mul (local.get $seed) (i32.const 1103515245)) (i32.const 12345)))
      (array.set $ints (local.get $a) (local.get $i) (i32.shr_u (local.get $seed) (i32.const 8)))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
    (local.set $gap (i32.shr_u (local.get $count) (i32.const 1)))
    (loop $gaps
      (local.set $i (local.get $gap))
      (loop $insert
        (local.set $v (array.get $ints (local.get $a) (local.get $i)))
        (local.set $j (local.get $i))
        (block $found
          (loop $shift
            (br_if $found (i32.lt_u (local.get $j) (local.get $gap)))
            (br_if $found (i32.le_u (array.get $ints (local.get $a) (i32.sub (local.get $j) (local.get $gap))) (local.get $v)))
            (array.set $ints (local.get $a) (local.get $j)
              (array.get $ints (local.get $a) (i32.sub (local.get $j) (local.get $gap))))
            (local.set $j (i32.sub (local.get $j) (local.get $gap)))
            (br $shift)))
        (array.set $ints (local.get $a) (local.get $j) (local.get $v))
        (br_if $insert (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
      (br_if $gaps (local.tee $gap (i32.shr_u (local.get $gap) (i32.const 1)))))
    (global.set $kept (local.get $a))
    (local.set $i (i32.const 1))
    (local.set $v (array.get $ints (local.get $a) (i32.const 0)))
    (loop $next
      (if (i32.gt_u
            (array.get $ints (local.get $a) (i32.sub (local.get $i) (i32.const 1)))
            (array.get $ints (local.get $a) (local.get $i)))
        (then (return (i32.const -1))))
      (local.set $v (i32.add (i32.mul (local.get $v) (i32.const 31)) (array.get $ints (local.get $a) (local.get $i))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
    (local.get $v))

  ;; elements makes an array from an element segment and calls what is in it.
  (type $method_array (array (mut (ref null $area_method))))
  (func (export "elements") (result f64)
    (local $methods (ref $method_array))
    (local.set $methods (array.new_elem $method_array $methods (i32.const 0) (i32.const 2)))
    (array.init_elem $method_array $methods (local.get $methods) (i32.const 0) (i32.const 1) (i32.const 1))
    (call_ref $area_method (call $new_shape (i32.const 1)) (array.get $method_array (local.get $methods) (i32.const 0))))

  ;; Fields, i31, conversions, tables and globals

  (func (export "packed") (result i64)
    (local $p (ref $packed))
    (local.set $p (struct.new_default $packed))
    (struct.set $packed $byte (local.get $p) (i32.const 0x1ff))
    (struct.set $packed $short (local.get $p) (i32.const 0x18000))
    (struct.set $packed $wide (local.get $p) (i64.const 1000000))
    (struct.set $packed $vector (local.get $p) (v128.const i64x2 1 20000000))
    (i64.add
      (i64.extend_i32_s
        (i32.add
          (i32.add (struct.get_s $packed $byte (local.get $p)) (struct.get_u $packed $byte (local.get $p)))
          (i32.add (struct.get_s $packed $short (local.get $p)) (struct.get_u $packed $short (local.get $p)))))
      (i64.add (struct.get $packed $wide (local.get $p))
        (i64x2.extract_lane 1 (struct.get $packed $vector (local.get $p))))))

  (func (export "i31") (param $n i32) (result i32)
    (i32.sub (i31.get_s (ref.i31 (local.get $n))) (i31.get_u (ref.i31 (local.get $n)))))

  (func (export "conversions") (result i32)
    (local $node (ref $node)) (local $outside externref)
    (local.set $node (struct.new $node (global.get $origin) (i32.const 6)))
    (local.set $outside (extern.convert_any (local.get $node)))
    (table.set $objects (i32.const 2) (any.convert_extern (local.get $outside)))
    (i32.add
      (struct.get $node $value (ref.cast (ref $node) (table.get $objects (i32.const 2))))
      (i32.add
        (i32.mul (i32.const 10) (ref.eq (local.get $node) (ref.cast eqref (table.get $objects (i32.const 2)))))
        (i32.mul (i32.const 100)
          (ref.eq (ref.i31 (i32.const 9)) (ref.i31 (i32.const 9)))))))

  ;; Traps

  (func (export "cast_failure") (result f64)
    (struct.get $circle $radius (ref.cast (ref $circle) (call $new_shape (i32.const 1)))))
  (func (export "null_structure") (result i32) (struct.get $node $value (ref.null $node)))
  (func (export "null_array") (result i32) (array.len (ref.null $ints)))
  (func (export "null_i31") (result i32) (i31.get_s (ref.null i31)))
  (func (export "null_function") (result f64)
    (call_ref $area_method (call $new_shape (i32.const 0)) (ref.null $area_method)))
  (func (export "array_bounds") (param $index i32) (result i32)
    (array.get $ints (array.new $ints (i32.const 3) (i32.const 10)) (local.get $index)))
  (func (export "array_copy_bounds")
    (array.copy $ints $ints (array.new $ints (i32.const 0) (i32.const 4)) (i32.const 2)
      (array.new $ints (i32.const 0) (i32.const 4)) (i32.const 0) (i32.const 3)))
  (func (export "data_bounds")
    (drop (array.new_data $bytes $letters (i32.const 20) (i32.const 6)))))
