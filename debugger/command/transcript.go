package command

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
)

// transcript is a file that gets what is typed and shown.
type transcript struct {
	file   *os.File
	colors *regexp.Regexp
}

func (in *Interp) transcriptCommand(a Args) error {
	words := a.Words()
	switch {
	case a.Text == "-off":
		if in.log == nil {
			return errors.New("there is no transcript")
		}
		err := in.log.file.Close()
		in.log = nil
		return err
	case len(words) == 0 || words[0] == "-t" && len(words) < 2:
		return a.usage()
	}
	path, flags := a.Text, os.O_APPEND
	if rest, ok := cutWord(path, "-t"); ok {
		path, flags = rest, os.O_TRUNC
	}
	file, err := os.OpenFile(unquote(path), os.O_CREATE|os.O_WRONLY|flags, 0o666)
	if err != nil {
		return err
	}
	if in.log != nil {
		_ = in.log.file.Close() // another one takes its place
	}
	in.log = &transcript{file: file, colors: regexp.MustCompile("\x1b\\[[0-9;]*m")}
	return nil
}

// Typed tells the transcript what was typed, after a prompt. Run does not: what it is given may come from a file.
func (in *Interp) Typed(line string) {
	in.record(in.Prompt() + line + "\n")
}

// Failed tells the transcript of an error that was shown.
func (in *Interp) Failed(text string) { in.record(text) }

// record adds text to the transcript.
func (in *Interp) record(text string) {
	if in.log == nil {
		return
	}
	if strings.Contains(text, "\x1b") {
		text = in.log.colors.ReplaceAllString(text, "")
	}
	if _, err := fmt.Fprint(in.log.file, text); err != nil {
		_ = in.log.file.Close() // what it has is all there will be
		in.log = nil
		fmt.Fprintf(in.opts.Out, "the transcript ends: %s\n", printable(err.Error()))
	}
}
