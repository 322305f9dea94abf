package wasi

import (
	"io/fs"

	experimentalsys "github.com/tetratelabs/wazero/experimental/sys"
)

// readOnlyFS makes opening for writing fail as on a read-only file system: wazero's
// own read-only file system says "not supported", which programs report misleadingly.
type readOnlyFS struct{ experimentalsys.FS }

// OpenFile opens a file for reading.
func (r readOnlyFS) OpenFile(path string, flag experimentalsys.Oflag, perm fs.FileMode) (experimentalsys.File, experimentalsys.Errno) {
	const access = experimentalsys.O_RDONLY | experimentalsys.O_WRONLY | experimentalsys.O_RDWR
	writes := flag&access == experimentalsys.O_WRONLY || flag&access == experimentalsys.O_RDWR
	if writes && flag&experimentalsys.O_DIRECTORY != 0 {
		return nil, experimentalsys.EISDIR
	}
	if writes || flag&(experimentalsys.O_CREAT|experimentalsys.O_TRUNC) != 0 {
		return nil, experimentalsys.EROFS
	}
	return r.FS.OpenFile(path, flag, perm)
}
