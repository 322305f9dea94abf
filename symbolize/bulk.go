package symbolize

import (
	"bufio"
	"bytes"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/wdbg/wdbg/symbols/filemap"
)

// block is some lines of input that one goroutine answers.
type block struct {
	text  []byte
	first int // number of the line before
	out   []byte
	done  chan error
}

const (
	// blockSize is how much input a block has at least, if there is so much.
	blockSize = 8 << 10
	// maxWorkers bounds the goroutines that answer.
	maxWorkers = 8
)

// bulk answers for the rest of the input, with several goroutines. Answers are written in the order of the lines, and do not wait
// for input.
func (l *lookup) bulk(w io.Writer, in *bufio.Reader) error {
	workers := min(runtime.GOMAXPROCS(0), maxWorkers)
	jobs, order := make(chan *block, workers), make(chan *block, workers)
	free := make(chan *block, 2*workers+1)
	for range cap(free) {
		free <- &block{done: make(chan error, 1)}
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			own := newLookup(l.module, l.base, l.opts, l.mu)
			for b := range jobs {
				b.done <- filemap.Guard(func() error { // it is of one goroutine
					own.answer(b)
					return nil
				})
			}
		})
	}
	var failed atomic.Bool
	written := make(chan error, 1)
	go func() { written <- writeBlocks(w, order, free, &failed) }()
	var err error
	for err == nil && !failed.Load() {
		b := <-free
		if err = b.fill(in, &l.number); len(b.text) > 0 {
			order <- b
			jobs <- b
		}
	}
	close(jobs)
	close(order)
	wg.Wait()
	if err := <-written; err != nil {
		return err
	}
	return readError(err, l.number)
}

// writeBlocks writes answers in order.
func writeBlocks(w io.Writer, order <-chan *block, free chan<- *block, failed *atomic.Bool) error {
	var err error
	for b := range order {
		problem := <-b.done
		if err == nil && problem == nil {
			_, problem = w.Write(b.out)
		}
		if err == nil && problem != nil {
			err = problem
			failed.Store(true)
		}
		free <- b
	}
	return err
}

// fill reads at least a line, and what else is there without waiting, up to a block.
func (b *block) fill(in *bufio.Reader, number *int) error {
	b.text, b.first = b.text[:0], *number
	for {
		line, err := in.ReadSlice('\n')
		if len(line) > 0 {
			*number++
			b.text = append(b.text, line...)
		}
		if err != nil || len(b.text) >= blockSize {
			return err
		}
		ready, _ := in.Peek(in.Buffered())
		if bytes.IndexByte(ready, '\n') < 0 {
			return nil
		}
	}
}

// answer answers for all lines of a block.
func (l *lookup) answer(b *block) {
	l.number = b.first
	b.out = b.out[:0]
	for line := range bytes.Lines(b.text) {
		b.out = l.line(b.out, line)
	}
}
