;; A cache that keeps objects alive: a global holds a table, the table's buckets hold entries, and those hold documents.
(module $cache
  (rec
    (type $bytes (array (mut i8)))
    (type $document (struct (field $text (ref $bytes)) (field $length (mut i32))))
    (type $entry (struct (field $key i32) (field $value (mut (ref null $document))) (field $next (mut (ref null $entry)))))
    (type $buckets (array (mut (ref null $entry))))
    (type $table (struct (field $buckets (ref $buckets)) (field $count (mut i32)))))

  (global $cache (mut (ref null $table)) (ref.null $table))
  (memory (export "memory") 1)

  (func $new_document (param $size i32) (result (ref $document))
    (struct.new $document (array.new $bytes (i32.const 120) (local.get $size)) (local.get $size)))

  ;; put keeps a document under a key: nothing removes it any more.
  (func $put (param $key i32) (param $value (ref $document))
    (local $buckets (ref $buckets))
    (local.set $buckets (struct.get $table $buckets (ref.as_non_null (global.get $cache))))
    (array.set $buckets (local.get $buckets) (i32.rem_u (local.get $key) (i32.const 4))
      (struct.new $entry (local.get $key) (local.get $value)
        (array.get $buckets (local.get $buckets) (i32.rem_u (local.get $key) (i32.const 4)))))
    (struct.set $table $count (ref.as_non_null (global.get $cache))
      (i32.add (struct.get $table $count (ref.as_non_null (global.get $cache))) (i32.const 1))))

  ;; handle makes a document for a request; every third one is kept.
  (func $handle (param $request i32) (result i32)
    (local $document (ref null $document))
    (local.set $document (call $new_document (i32.add (i32.const 16) (local.get $request))))
    (if (i32.eqz (i32.rem_u (local.get $request) (i32.const 3)))
      (then (call $put (local.get $request) (ref.as_non_null (local.get $document)))))
    (struct.get $document $length (ref.as_non_null (local.get $document))))

  (func $run (export "_start")
    (local $i i32)
    (global.set $cache (struct.new $table (array.new $buckets (ref.null $entry) (i32.const 4)) (i32.const 0)))
    (loop $next
      (drop (call $handle (local.get $i)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 12))))
    (call $done))

  (func $done (export "done")))
