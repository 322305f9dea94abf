package wasi

import "fmt"

// errno is the result of a call.
type errno uint16

// The values made here; wazero makes the others.
const (
	errnoSuccess errno = 0
	errnoBadf    errno = 8
	errnoFault   errno = 21
	errnoInval   errno = 28
)

// String returns the symbol and what it means, such as "ENOENT (no such file or directory)".
func (e errno) String() string {
	table := errnoTable()
	if int(e) >= len(table) {
		return fmt.Sprintf("errno %d", uint16(e))
	}
	return fmt.Sprintf("%s (%s)", table[e][0], table[e][1])
}

// errnoTable lists symbol and meaning by value.
func errnoTable() [77][2]string {
	return [...][2]string{
		{"OK", "success"},
		{"E2BIG", "argument list too long"},
		{"EACCES", "permission denied"},
		{"EADDRINUSE", "address in use"},
		{"EADDRNOTAVAIL", "address not available"},
		{"EAFNOSUPPORT", "address family not supported"},
		{"EAGAIN", "resource unavailable, or operation would block"},
		{"EALREADY", "connection already in progress"},
		{"EBADF", "bad file descriptor"},
		{"EBADMSG", "bad message"},
		{"EBUSY", "device or resource busy"},
		{"ECANCELED", "operation canceled"},
		{"ECHILD", "no child processes"},
		{"ECONNABORTED", "connection aborted"},
		{"ECONNREFUSED", "connection refused"},
		{"ECONNRESET", "connection reset"},
		{"EDEADLK", "resource deadlock would occur"},
		{"EDESTADDRREQ", "destination address required"},
		{"EDOM", "mathematics argument out of domain of function"},
		{"EDQUOT", "disk quota exceeded"},
		{"EEXIST", "file exists"},
		{"EFAULT", "bad address"},
		{"EFBIG", "file too large"},
		{"EHOSTUNREACH", "host is unreachable"},
		{"EIDRM", "identifier removed"},
		{"EILSEQ", "illegal byte sequence"},
		{"EINPROGRESS", "operation in progress"},
		{"EINTR", "interrupted function"},
		{"EINVAL", "invalid argument"},
		{"EIO", "I/O error"},
		{"EISCONN", "socket is connected"},
		{"EISDIR", "is a directory"},
		{"ELOOP", "too many levels of symbolic links"},
		{"EMFILE", "file descriptor value too large"},
		{"EMLINK", "too many links"},
		{"EMSGSIZE", "message too large"},
		{"EMULTIHOP", "reserved"},
		{"ENAMETOOLONG", "filename too long"},
		{"ENETDOWN", "network is down"},
		{"ENETRESET", "connection aborted by network"},
		{"ENETUNREACH", "network unreachable"},
		{"ENFILE", "too many files open in system"},
		{"ENOBUFS", "no buffer space available"},
		{"ENODEV", "no such device"},
		{"ENOENT", "no such file or directory"},
		{"ENOEXEC", "executable file format error"},
		{"ENOLCK", "no locks available"},
		{"ENOLINK", "reserved"},
		{"ENOMEM", "not enough space"},
		{"ENOMSG", "no message of the desired type"},
		{"ENOPROTOOPT", "protocol not available"},
		{"ENOSPC", "no space left on device"},
		{"ENOSYS", "function not supported"},
		{"ENOTCONN", "the socket is not connected"},
		{"ENOTDIR", "not a directory or a symbolic link to a directory"},
		{"ENOTEMPTY", "directory not empty"},
		{"ENOTRECOVERABLE", "state not recoverable"},
		{"ENOTSOCK", "not a socket"},
		{"ENOTSUP", "not supported, or operation not supported on socket"},
		{"ENOTTY", "inappropriate I/O control operation"},
		{"ENXIO", "no such device or address"},
		{"EOVERFLOW", "value too large to be stored in data type"},
		{"EOWNERDEAD", "previous owner died"},
		{"EPERM", "operation not permitted"},
		{"EPIPE", "broken pipe"},
		{"EPROTO", "protocol error"},
		{"EPROTONOSUPPORT", "protocol not supported"},
		{"EPROTOTYPE", "protocol wrong type for socket"},
		{"ERANGE", "result too large"},
		{"EROFS", "read-only file system"},
		{"ESPIPE", "invalid seek"},
		{"ESRCH", "no such process"},
		{"ESTALE", "reserved"},
		{"ETIMEDOUT", "connection timed out"},
		{"ETXTBSY", "text file busy"},
		{"EXDEV", "cross-device link"},
		{"ENOTCAPABLE", "capabilities insufficient"},
	}
}
