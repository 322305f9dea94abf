// Stands in for threads and files, which libc++ for wasm32-wasi is built without: enough to compile what uses them.
#pragma once

#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <istream>
#include <memory>
#include <mutex>
#include <ostream>
#include <string>

namespace std {

struct mutex {
  void lock() {}
  void unlock() {}
  bool try_lock() { return true; }
};

struct recursive_mutex : mutex {};

struct condition_variable {
  void notify_one() {}
  void notify_all() {}
  template <class Lock> void wait(Lock &) {}
  template <class Lock, class Predicate> void wait(Lock &, Predicate done) {
    while (!done()) {
    }
  }
};

struct thread {
  struct id {
    bool operator==(id) const { return true; }
    bool operator!=(id) const { return false; }
  };
  thread() = default;
  template <class Func, class... Args> explicit thread(Func func, Args... args) { func(args...); }
  void join() {}
  id get_id() const { return {}; }
  static unsigned hardware_concurrency() { return 1; }
};

namespace this_thread {
inline thread::id get_id() { return {}; }
} // namespace this_thread

template <> class basic_ofstream<char> : public ostream {
public:
  basic_ofstream() : ostream(nullptr) {}
  template <class Name> basic_ofstream(const Name &, ios_base::openmode = ios_base::out) : ostream(nullptr) {}
  template <class Name> void open(const Name &, ios_base::openmode = ios_base::out) {}
  bool is_open() const { return false; }
  void close() {}
};

template <> class basic_ifstream<char> : public istream {
public:
  basic_ifstream() : istream(nullptr) {}
  template <class Name> basic_ifstream(const Name &, ios_base::openmode = ios_base::in) : istream(nullptr) {}
  template <class Name> void open(const Name &, ios_base::openmode = ios_base::in) {}
  bool is_open() const { return false; }
  void close() {}
};

} // namespace std
