package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// shellPrompt is what the shell in a pane says when it waits for a command.
const shellPrompt = "ready$ "

// patience is how long something may take to be seen; a machine that has much else to do needs it.
const patience = time.Minute

// tmuxConfig has no line but those of the pane, and names the terminal of which tmux is one.
const tmuxConfig = `set -g status off
set -g default-terminal screen-256color
set -g escape-time 0
set -g history-limit 1000
`

// tmuxPane is a shell in a real terminal: a pane of tmux that is all of its window.
type tmuxPane struct {
	t      *testing.T
	socket string
	// work is an empty folder, which is the home of the shell too.
	work string
}

// newTmuxPane starts a shell in a terminal of some size; it stands in the folder of the repository. Without tmux the test is skipped, or
// fails where WDBG_NEED_TMUX is set.
func newTmuxPane(t *testing.T, width, height int) *tmuxPane {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		if os.Getenv("WDBG_NEED_TMUX") != "" {
			t.Fatal("tmux is not installed, though WDBG_NEED_TMUX is set")
		}
		t.Skip("tmux is not installed: NOTHING IS RUN IN A REAL TERMINAL")
	}
	// The path of a socket is short.
	work, err := os.MkdirTemp("", "wdbg")
	if err != nil {
		t.Fatal(err)
	}
	p := &tmuxPane{t: t, socket: filepath.Join(work, "tmux"), work: work}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the terminal shows at last:\n%s", p.screen())
		}
		_ = exec.Command("tmux", "-S", p.socket, "kill-server").Run()
		_ = os.RemoveAll(work)
	})
	config := filepath.Join(work, "tmux.conf")
	if err := os.WriteFile(config, []byte(tmuxConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	shell := []string{"env", "-i", "PATH=" + os.Getenv("PATH"), "HOME=" + work, "XDG_CONFIG_HOME=" + work, "XDG_STATE_HOME=" + work, "TERM=screen-256color",
		"LANG=C.UTF-8", "PS1=" + shellPrompt, "WORK=" + work, "sh"}
	start := append([]string{"-u", "-f", config, "new-session", "-d", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height), "-c", repository}, shell...)
	p.tmux(start...)
	p.await("the prompt of the shell", func(s string) bool { return strings.HasPrefix(s, strings.TrimSpace(shellPrompt)) })
	return p
}

// tmux carries out a command of tmux and returns what it says.
func (p *tmuxPane) tmux(args ...string) string {
	p.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-S", p.socket}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.t.Fatalf("tmux %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// screen returns what is to be seen.
func (p *tmuxPane) screen() string {
	out, err := exec.Command("tmux", "-S", p.socket, "capture-pane", "-p").CombinedOutput()
	if err != nil {
		return err.Error()
	}
	return string(out)
}

// ask returns what tmux knows of the pane.
func (p *tmuxPane) ask(format string) string {
	p.t.Helper()
	return strings.TrimSpace(p.tmux("display-message", "-p", format))
}

// keys presses keys by tmux's names of them: Enter, C-c, F5; others stand for themselves.
func (p *tmuxPane) keys(names ...string) {
	p.t.Helper()
	p.tmux(append([]string{"send-keys"}, names...)...)
}

// typed types a text.
func (p *tmuxPane) typed(text string) {
	p.t.Helper()
	p.tmux("send-keys", "-l", text)
}

// enter types a line.
func (p *tmuxPane) enter(line string) {
	p.t.Helper()
	p.typed(line)
	p.keys("Enter")
}

// resize makes the terminal another size.
func (p *tmuxPane) resize(width, height int) {
	p.t.Helper()
	p.tmux("resize-window", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height))
}

// await looks at the screen until it is as it has to be.
func (p *tmuxPane) await(what string, is func(screen string) bool) {
	p.t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	late := time.After(patience)
	for {
		screen := p.screen()
		if is(screen) {
			return
		}
		select {
		case <-late:
			p.t.Fatalf("%s is not seen within %v; the screen is:\n%s", what, patience, screen)
		case <-look.C:
		}
	}
}

// sees waits until all of some texts are on the screen.
func (p *tmuxPane) sees(texts ...string) {
	p.t.Helper()
	p.await(fmt.Sprintf("%q", texts), func(s string) bool {
		for _, text := range texts {
			if !strings.Contains(s, text) {
				return false
			}
		}
		return true
	})
}

// lacks waits until a text is not on the screen.
func (p *tmuxPane) lacks(text string) {
	p.t.Helper()
	p.await("a screen without "+text, func(s string) bool { return !strings.Contains(s, text) })
}

// matches waits until a row of the screen matches a pattern.
func (p *tmuxPane) matches(pattern string) {
	p.t.Helper()
	re := regexp.MustCompile("(?m)" + pattern)
	p.await("a row that matches "+pattern, re.MatchString)
}

// shell carries out a command of the shell, which must say a text that is not in the command.
func (p *tmuxPane) shell(command, says string) {
	p.t.Helper()
	p.enter(command)
	p.matches("^" + regexp.QuoteMeta(says) + "$")
}

// modes is what a program leaves of the terminal besides what is on the screen.
func (p *tmuxPane) modes() string {
	return p.ask("alternate screen #{alternate_on}, cursor #{cursor_flag}, keypad #{keypad_flag} #{keypad_cursor_flag}, mouse #{mouse_any_flag} #{mouse_sgr_flag}, " +
		"insert #{insert_flag}, wrap #{wrap_flag}, origin #{origin_flag}, scroll region #{scroll_region_upper}-#{scroll_region_lower}")
}

// remembered is a terminal before a program used it.
type remembered struct {
	pane  *tmuxPane
	modes string
}

// remember leaves something on the screen, and notes how the terminal is.
func (p *tmuxPane) remember() remembered {
	p.t.Helper()
	p.shell(`stty -g > $WORK/before; printf 'was %s\n' here`, "was here")
	return remembered{p, p.modes()}
}

// sane checks that the terminal is as it was: its modes, the settings of its line, what was on the screen, and where the shell writes.
func (r remembered) sane() {
	p := r.pane
	p.t.Helper()
	p.await("the prompt of the shell as the last row", func(s string) bool {
		return strings.HasSuffix(strings.TrimRight(s, "\n"), strings.TrimSpace(shellPrompt))
	})
	if got := p.modes(); got != r.modes {
		p.t.Errorf("the terminal is left with %s; it was %s", got, r.modes)
	}
	p.sees("was here")
	p.shell(`stty -g > $WORK/after; cmp $WORK/before $WORK/after && printf 'the line is %s\n' 'as it was'`, "the line is as it was")
	p.shell(`printf 'first\nsec%s\n' ond`, "second")
	// What is typed is seen, once, and results begin at the first column.
	p.typed("echo typed")
	p.matches(`^` + regexp.QuoteMeta(shellPrompt) + `echo typed$`)
	p.keys("Enter")
	p.matches(`^typed$`)
}
