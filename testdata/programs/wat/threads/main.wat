;; A wasi-threads program by hand: $workers threads each add to shared words, and the main
;; thread waits for them. Word 0: threads still running; 8: the i64 total; 16: a spin-free lock;
;; 20: a total under the lock.
(module
  (import "wasi" "thread-spawn" (func $thread_spawn (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (import "env" "memory" (memory 1 4 shared))
  (export "memory" (memory 0))
  (global $workers i32 (i32.const 3))
  (global $rounds i32 (i32.const 500))

  (func $lock
    (block $locked
      (loop $again
        (br_if $locked (i32.eqz (i32.atomic.rmw.xchg (i32.const 16) (i32.const 1))))
        (drop (memory.atomic.wait32 (i32.const 16) (i32.const 1) (i64.const -1)))
        (br $again))))

  (func $unlock
    (i32.atomic.store (i32.const 16) (i32.const 0))
    (drop (memory.atomic.notify (i32.const 16) (i32.const 1))))

  (func $work (param $start i32)
    (local $i i32)
    (loop $next
      (drop (i64.atomic.rmw.add (i32.const 8) (i64.extend_i32_u (local.get $start))))
      (call $lock)
      (i32.store (i32.const 20) (i32.add (i32.load (i32.const 20)) (i32.const 1)))
      (call $unlock)
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (global.get $rounds)))))

  (func (export "wasi_thread_start") (param $id i32) (param $start i32)
    (call $work (local.get $start))
    (drop (i32.atomic.rmw.sub (i32.const 0) (i32.const 1)))
    (drop (memory.atomic.notify (i32.const 0) (i32.const 1))))

  ;; Exits with 0 where both totals are right, else with 1.
  (func (export "_start")
    (local $i i32) (local $left i32)
    (i32.atomic.store (i32.const 0) (global.get $workers))
    (loop $spawn
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (if (i32.le_s (call $thread_spawn (local.get $i)) (i32.const 0)) (then (call $proc_exit (i32.const 2))))
      (br_if $spawn (i32.lt_u (local.get $i) (global.get $workers))))
    (block $done
      (loop $wait
        (br_if $done (i32.eqz (local.tee $left (i32.atomic.load (i32.const 0)))))
        (drop (memory.atomic.wait32 (i32.const 0) (local.get $left) (i64.const -1)))
        (br $wait)))
    (call $proc_exit
      (i32.eqz
        (i32.and
          (i64.eq (i64.atomic.load (i32.const 8)) (i64.const 3000))
          (i32.eq (i32.load (i32.const 20)) (i32.const 1500)))))))
