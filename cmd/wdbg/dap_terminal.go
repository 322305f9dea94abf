package main

import (
	"bufio"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/wdbg/wdbg/dap"
	"github.com/wdbg/wdbg/engine/wasi"
)

// terminalWait is how long the process in an editor's terminal has to come.
const terminalWait = 30 * time.Second

// terminal is a terminal of an editor, in which a process passes on what is typed and shown.
type terminal struct {
	listener net.Listener
	token    string
	conn     net.Conn
}

func newTerminal() (dap.Terminal, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	token := make([]byte, 16)
	if _, err := rand.Read(token); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return &terminal{listener: l, token: hex.EncodeToString(token)}, nil
}

// Command returns what is run in the terminal.
func (t *terminal) Command() []string {
	self, err := os.Executable()
	if err != nil {
		self = "wdbg"
	}
	return []string{self, "dap-terminal", t.listener.Addr().String(), t.token}
}

// Streams waits for the process in the terminal.
func (t *terminal) Streams() (io.Reader, io.Writer, error) {
	defer t.listener.Close()
	if l, ok := t.listener.(*net.TCPListener); ok {
		if err := l.SetDeadline(time.Now().Add(terminalWait)); err != nil {
			return nil, nil, err
		}
	}
	for {
		conn, err := t.listener.Accept()
		if err != nil {
			return nil, nil, errors.New("nothing came from the terminal: is wdbg allowed to run there?")
		}
		r := bufio.NewReader(conn)
		if err := conn.SetReadDeadline(time.Now().Add(time.Second)); err == nil {
			line, err := r.ReadString('\n')
			if err == nil && subtle.ConstantTimeCompare([]byte(strings.TrimSpace(line)), []byte(t.token)) == 1 && conn.SetReadDeadline(time.Time{}) == nil {
				t.conn = conn
				return wasi.NewAhead(r), conn, nil // a program that waits for what is typed can be interrupted
			}
		}
		_ = conn.Close() // somebody else's
	}
}

// Close ends the process in the terminal.
func (t *terminal) Close() error {
	err := t.listener.Close()
	if errors.Is(err, net.ErrClosed) {
		err = nil
	}
	if t.conn != nil {
		err = errors.Join(err, t.conn.Close())
	}
	return err
}

// newDAPTerminalCmd returns the command that is run in an editor's terminal.
func newDAPTerminalCmd() *cobra.Command {
	return &cobra.Command{
		Use:    "dap-terminal ADDRESS TOKEN",
		Short:  "Connect a terminal with the program that is debugged",
		Hidden: true,
		Args:   cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			conn, err := net.Dial("tcp", args[0])
			if err != nil {
				return err
			}
			defer conn.Close()
			if _, err := io.WriteString(conn, args[1]+"\n"); err != nil {
				return err
			}
			go func() {
				_, _ = io.Copy(conn, cmd.InOrStdin()) // the end of what is typed is the end of what the program reads
				if tcp, ok := conn.(*net.TCPConn); ok {
					_ = tcp.CloseWrite()
				}
			}()
			_, err = io.Copy(cmd.OutOrStdout(), conn)
			return err
		},
	}
}
