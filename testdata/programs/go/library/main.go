// The Go runtime and standard library in use: goroutines, channels, maps, fmt, sort, strings,
// interfaces, generics, defer and recover, garbage collection. The output is that of a native build.
//
// With the argument "panic" it ends in an uncaught panic.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"
)

type shape interface {
	area() float64
}

type circle struct{ radius float64 }
type box struct{ width, height float64 }

func (c circle) area() float64 { return 3 * c.radius * c.radius }
func (b *box) area() float64   { return b.width * b.height }

type number interface{ ~int | ~float64 }

func sum[T number](values ...T) (total T) {
	for _, v := range values {
		total += v
	}
	return total
}

type tree[T any] struct {
	left, right *tree[T]
	value       T
}

func (t *tree[T]) insert(value T, less func(a, b T) bool) *tree[T] {
	if t == nil {
		return &tree[T]{value: value}
	}
	if less(value, t.value) {
		t.left = t.left.insert(value, less)
	} else {
		t.right = t.right.insert(value, less)
	}
	return t
}

func (t *tree[T]) each(yield func(T)) {
	if t != nil {
		t.left.each(yield)
		yield(t.value)
		t.right.each(yield)
	}
}

func values() {
	shapes := []shape{circle{1.5}, &box{2.5, 4}}
	for _, s := range shapes {
		switch s := s.(type) {
		case circle:
			fmt.Printf("%T %v %g\n", s, s, s.area())
		case *box:
			fmt.Printf("%T %+v %g\n", s, *s, s.area())
		}
	}
	fmt.Println(sum(1, 2, 3), sum(0.1, 0.2, 0.3))
	var root *tree[string]
	for _, word := range strings.Fields("the quick brown fox jumps over the lazy dog") {
		root = root.insert(word, func(a, b string) bool { return a < b })
	}
	root.each(func(word string) { fmt.Print(word, " ") })
	fmt.Println()
	fmt.Printf("%08b|%x|%q|%6.2f|%-5s|%+d|%v|%U\n", 37, "hex", 'é', 3.14159, "ab", 7, []byte{1, 2}, '⌘')
}

func maps() {
	counts := map[string]int{}
	for _, r := range "mississippi" {
		counts[string(r)]++
	}
	delete(counts, "m")
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if counts[keys[i]] != counts[keys[j]] {
			return counts[keys[i]] > counts[keys[j]]
		}
		return keys[i] < keys[j]
	})
	fmt.Println(keys, counts)
}

// pipeline squares numbers in several goroutines and adds them up in another.
func pipeline() {
	numbers, squares := make(chan int), make(chan int, 4)
	var workers sync.WaitGroup
	for range 5 {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for n := range numbers {
				squares <- n * n
			}
		}()
	}
	go func() {
		for n := 1; n <= 100; n++ {
			numbers <- n
		}
		close(numbers)
		workers.Wait()
		close(squares)
	}()
	total := 0
	for s := range squares {
		total += s
	}
	fmt.Println("squares", total)
}

func waiting() {
	timeout := time.After(time.Hour)
	tick := make(chan string)
	go func() {
		time.Sleep(2 * time.Millisecond)
		tick <- "tick"
	}()
	select {
	case word := <-tick:
		fmt.Println(word)
	case <-timeout:
		fmt.Println("timeout")
	}
}

var errMissing = errors.New("missing")

func find(index int) (value int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	if index < 0 {
		return 0, fmt.Errorf("find %d: %w", index, errMissing)
	}
	var nothing *box
	if index == 7 {
		return int(nothing.width), nil
	}
	return []int{1, 2, 3}[index] / (index - 1), nil
}

func failures() {
	for _, index := range []int{0, 1, 2, 3, 7, -1} {
		value, err := find(index)
		fmt.Println(index, value, err, errors.Is(err, errMissing))
	}
}

// garbage allocates far more than it keeps.
func garbage() {
	var kept [][]byte
	total := 0
	for i := range 20000 {
		b := make([]byte, i%2000+1)
		b[len(b)-1] = byte(i)
		if i%500 == 0 {
			kept = append(kept, b)
		}
		total += len(b)
	}
	runtime.GC()
	check := 0
	for _, b := range kept {
		check = check*31 + int(b[len(b)-1]) + len(b)
		check &= 0xffffff
	}
	fmt.Println("allocated", total, "kept", len(kept), check)
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "panic" {
		var m map[string]int
		m["write to a nil map"] = 1
	}
	values()
	maps()
	pipeline()
	waiting()
	failures()
	garbage()
	if len(os.Args) > 1 && os.Args[1] == "exit" {
		os.Exit(5)
	}
}
