// Deques, lists and adaptors of libc++.
#include "stop.h"

#include <deque>
#include <forward_list>
#include <list>
#include <queue>
#include <stack>
#include <string>

static void deques() {
  std::deque<int> none;
  std::deque<int> numbers = {1, 2, 3};
  numbers.push_front(0);
  std::deque<int> blocks; // of 1024 elements each
  for (int i = 0; i < 3000; i++)
    blocks.push_back(i);
  for (int i = 0; i < 1500; i++)
    blocks.pop_front();
  std::deque<std::string> words = {"x", "y"};
  std::queue<int> queue;
  queue.push(1);
  queue.push(2);
  std::stack<int> stack;
  stack.push(3);
  std::priority_queue<int> heap;
  heap.push(4);
  heap.push(9);
  heap.push(5);
  auto second = numbers.begin() + 1;
  stop(none, numbers, blocks, words, queue, stack, heap, second); //@break(deques)
  //@shows(deques, none = {})
  //@shows(deques, numbers = {0, 1, 2, 3})
  //@shows(deques, blocks = size=1500 {1500, 1501, 1502, 1503, 1504, 1505, …})
  //@shows(deques, words = {"x", "y"})
  //@shows(deques, queue = {1, 2})
  //@shows(deques, stack = {3})
  //@shows(deques, heap = {9, 4, 5})
  //@shows(deques, second = 0x…)
}

static void lists() {
  std::list<int> none;
  std::list<int> numbers = {1, 2, 3};
  std::list<std::string> words = {"one", "two"};
  std::list<int> many;
  for (int i = 0; i < 400; i++)
    many.push_back(i);
  std::forward_list<int> forward = {4, 5, 6};
  std::forward_list<int> forward_none;
  auto second = std::next(numbers.begin());
  auto fifth = std::next(forward.begin());
  stop(none, numbers, words, many, forward, forward_none, second, fifth); //@break(lists)
  //@shows(lists, none = {})
  //@shows(lists, numbers = {1, 2, 3})
  //@shows(lists, words = {"one", "two"})
  //@shows(lists, many = size=400 {0, 1, 2, 3, 4, 5, …})
  //@shows(lists, forward = {4, 5, 6})
  //@shows(lists, forward_none = {})
  //@shows(lists, second = 0x…)
  //@shows(lists, fifth = 0x…)
}

int main() {
  deques();
  lists();
}
