;; 64-bit memory and table: i64 addresses, offsets beyond 4 GiB, growing past 4 GiB.
(module
  (memory $wide (export "memory") i64 1 70000)
  (table $table i64 4 8 funcref)
  (elem (table $table) (offset (i64.const 1)) func $one $two)
  (type $getter (func (result i32)))
  (func $one (type $getter) (i32.const 1))
  (func $two (type $getter) (i32.const 2))

  (func (export "size") (result i64) (memory.size $wide))

  (func (export "store_load") (param $address i64) (param $value i64) (result i64)
    (i64.store (local.get $address) (local.get $value))
    (i64.load (local.get $address)))

  ;; grow_past_4g leaves the memory at 65540 pages and uses its last page.
  (func (export "grow_past_4g") (result i64)
    (if (i64.eq (memory.grow (i64.const 65539)) (i64.const -1)) (then (return (i64.const -1))))
    (i64.store offset=0x100000000 (i64.const 16) (i64.const 1234567890123))
    (memory.copy (i64.const 0x100000100) (i64.const 0x100000010) (i64.const 8))
    (i64.add (i64.load (i64.const 0x100000100)) (memory.size $wide)))

  (func (export "far_offset") (result i32) (i32.load offset=0x200000000 (i64.const 0)))
  (func (export "wrapping_offset") (result i32) (i32.load offset=0xffffffffffffffff (i64.const 8)))

  (func (export "table_sum") (result i64)
    (table.set $table (i64.const 3) (table.get $table (i64.const 2)))
    (drop (table.grow $table (ref.null func) (i64.const 2)))
    (i64.add (table.size $table)
      (i64.extend_i32_u
        (i32.add (call_indirect $table (type $getter) (i64.const 1))
          (call_indirect $table (type $getter) (i64.const 3))))))

  (func (export "null_entry") (result i32) (call_indirect $table (type $getter) (i64.const 0)))
  (func (export "beyond_table") (result i32) (call_indirect $table (type $getter) (i64.const 0x100000001))))
