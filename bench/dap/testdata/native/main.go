// What deep.c does, as a native Go program for Delve.
package main

import (
	"fmt"
	"os"
	"strconv"
)

const elements = 10000

type place struct{ line, column int }

var rounds = 1000000

// work loops at the bottom of the stack.
//
//go:noinline
func work(seed int) int {
	var values [elements]int
	here := place{1, 2}
	sum := seed
	for i := range values {
		values[i] = i * seed
	}
	for i := 0; i < rounds; i++ {
		slot := i % elements // step
		sum += values[slot]
		values[slot] = sum & 0xff
		here.line += sum & 1
		here.column = slot
	}
	return sum + here.line
}

//go:noinline
func descend(level, levels int) int {
	mine := level * 3
	if level == levels {
		return work(mine)
	}
	below := descend(level+1, levels)
	return below + mine
}

func main() {
	levels, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	fmt.Println(descend(1, levels))
}
