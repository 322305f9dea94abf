;; What the large module imports of a C++ runtime that was built without exceptions and threads.
(module
  (func (export "__cxa_allocate_exception") (param i32) (result i32) (unreachable))
  (func (export "__cxa_throw") (param i32 i32 i32) (unreachable))
  (func (export "__cxa_thread_atexit") (param i32 i32 i32) (result i32) (i32.const 0)))
