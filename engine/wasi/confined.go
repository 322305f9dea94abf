package wasi

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	experimentalsys "github.com/tetratelabs/wazero/experimental/sys"
	"github.com/tetratelabs/wazero/sys"
)

// confined is a directory that a guest cannot leave by symbolic links. (wazero sees to "..".) Something else
// on the host that exchanges files for links at just the right moment could still help it out.
type confined struct {
	experimentalsys.FS
	root *os.Root
}

// check reports a path that leads out of the directory; follow says whether a link at its end counts.
func (c confined) check(path string, follow bool) experimentalsys.Errno {
	path = strings.TrimRight(path, "/")
	if path == "" {
		return 0
	}
	var err error
	if follow {
		_, err = c.root.Stat(path)
	} else {
		_, err = c.root.Lstat(path)
	}
	// What the system refuses, it will refuse the operation itself; anything else is os.Root's own refusal.
	var errno syscall.Errno
	if err == nil || errors.As(err, &errno) || errors.Is(err, fs.ErrNotExist) {
		return 0
	}
	return experimentalsys.EPERM
}

// OpenFile opens a file in the directory.
func (c confined) OpenFile(path string, flag experimentalsys.Oflag, perm fs.FileMode) (experimentalsys.File, experimentalsys.Errno) {
	if e := c.check(path, flag&experimentalsys.O_NOFOLLOW == 0); e != 0 {
		return nil, e
	}
	return c.FS.OpenFile(path, flag, perm)
}

// Stat follows links.
func (c confined) Stat(path string) (sys.Stat_t, experimentalsys.Errno) {
	if e := c.check(path, true); e != 0 {
		return sys.Stat_t{}, e
	}
	return c.FS.Stat(path)
}

// Lstat does not follow a link at the end.
func (c confined) Lstat(path string) (sys.Stat_t, experimentalsys.Errno) {
	if e := c.check(path, false); e != 0 {
		return sys.Stat_t{}, e
	}
	return c.FS.Lstat(path)
}

// Mkdir makes a directory.
func (c confined) Mkdir(path string, perm fs.FileMode) experimentalsys.Errno {
	if e := c.check(path, false); e != 0 {
		return e
	}
	return c.FS.Mkdir(path, perm)
}

// Chmod changes permissions.
func (c confined) Chmod(path string, perm fs.FileMode) experimentalsys.Errno {
	if e := c.check(path, true); e != 0 {
		return e
	}
	return c.FS.Chmod(path, perm)
}

// Rename moves a file or a link.
func (c confined) Rename(from, to string) experimentalsys.Errno {
	if e := max(c.check(from, false), c.check(to, false)); e != 0 {
		return e
	}
	return c.FS.Rename(from, to)
}

// Rmdir removes a directory.
func (c confined) Rmdir(path string) experimentalsys.Errno {
	if e := c.check(path, false); e != 0 {
		return e
	}
	return c.FS.Rmdir(path)
}

// Unlink removes a file or a link.
func (c confined) Unlink(path string) experimentalsys.Errno {
	if e := c.check(path, false); e != 0 {
		return e
	}
	return c.FS.Unlink(path)
}

// Link makes a hard link.
func (c confined) Link(oldPath, newPath string) experimentalsys.Errno {
	if e := max(c.check(oldPath, true), c.check(newPath, false)); e != 0 {
		return e
	}
	return c.FS.Link(oldPath, newPath)
}

// Symlink makes a symbolic link, to wherever it likes.
func (c confined) Symlink(oldPath, linkName string) experimentalsys.Errno {
	if e := c.check(linkName, false); e != 0 {
		return e
	}
	return c.FS.Symlink(oldPath, linkName)
}

// Readlink returns what a symbolic link says.
func (c confined) Readlink(path string) (string, experimentalsys.Errno) {
	if e := c.check(path, false); e != 0 {
		return "", e
	}
	return c.FS.Readlink(path)
}

// Utimens changes times.
func (c confined) Utimens(path string, atim, mtim int64) experimentalsys.Errno {
	if e := c.check(path, true); e != 0 {
		return e
	}
	return c.FS.Utimens(path, atim, mtim)
}
