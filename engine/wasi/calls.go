package wasi

import "github.com/wdbg/wdbg/wasm"

// ModuleName is the module that guests import WASI preview 1 from.
const ModuleName = "wasi_snapshot_preview1"

// kind says what a parameter of a WASI call means, which decides its type and how a trace shows it.
type kind uint8

const (
	argNumber   kind = iota // i32, unsigned
	argSigned               // i32
	argNumber64             // i64, unsigned
	argSigned64             // i64
	argDescr                // i32: a file descriptor
	argPath                 // i32: address of a string whose length is the next parameter
	argInBufs               // i32: address of an array of buffers the call fills; its length is the next parameter
	argOutBufs              // i32: address of an array of buffers the call reads; its length is the next parameter
	argBuffer               // i32: address of a buffer the call fills; its size is the next parameter
	argLength               // i32: belongs to the parameter before
	argAddress              // i32: an address of no further interest
	argClockID              // i32
	argWhence               // i32
	argAdvice               // i32
	argOflags               // i32
	argFdflags              // i32
	argLookup               // i32
	argFstflags             // i32
	argRights               // i64
	res16                   // i32: address of a result, as are the following
	res32
	res64
	resDescr
	resFdstat
	resFilestat
	resPrestat
)

// valType returns the type of a parameter.
func (k kind) valType() wasm.ValType {
	switch k {
	case argNumber64, argSigned64, argRights:
		return wasm.I64
	}
	return wasm.I32
}

// isResult reports whether a parameter is where the call writes a result.
func (k kind) isResult() bool { return k >= res16 }

type param struct {
	name string
	kind kind
}

// call is a WASI call: its name and parameters. All but proc_exit return an errno.
type call struct {
	name   string
	params []param
}

func (c *call) funcType() wasm.FuncType {
	var t wasm.FuncType
	for _, p := range c.params {
		t.Params = append(t.Params, p.kind.valType())
	}
	if c.name != procExit {
		t.Results = []wasm.ValType{wasm.I32}
	}
	return t
}

// Calls that are not simply passed on.
const (
	procExit         = "proc_exit"
	schedYield       = "sched_yield"
	pollOneoff       = "poll_oneoff"
	fdRead           = "fd_read"
	fdClose          = "fd_close"
	fdRenumber       = "fd_renumber"
	fdFdstatSetFlags = "fd_fdstat_set_flags"
	fdAdvise         = "fd_advise"
)

// calls returns all calls of preview 1, in the order of its documentation.
func calls() []call {
	return append(append([]call{
		{"args_get", []param{{"argv", argAddress}, {"argv_buf", argAddress}}},
		{"args_sizes_get", []param{{"argc", res32}, {"argv_buf_size", res32}}},
		{"environ_get", []param{{"environ", argAddress}, {"environ_buf", argAddress}}},
		{"environ_sizes_get", []param{{"environc", res32}, {"environ_buf_size", res32}}},
		{"clock_res_get", []param{{"id", argClockID}, {"resolution", res64}}},
		{"clock_time_get", []param{{"id", argClockID}, {"precision", argNumber64}, {"time", res64}}},
	}, fdCalls()...), append(pathCalls(), otherCalls()...)...)
}

func fdCalls() []call {
	return []call{
		{fdAdvise, []param{{"fd", argDescr}, {"offset", argNumber64}, {"len", argNumber64}, {"advice", argAdvice}}},
		{"fd_allocate", []param{{"fd", argDescr}, {"offset", argNumber64}, {"len", argNumber64}}},
		{fdClose, []param{{"fd", argDescr}}},
		{"fd_datasync", []param{{"fd", argDescr}}},
		{"fd_fdstat_get", []param{{"fd", argDescr}, {"stat", resFdstat}}},
		{fdFdstatSetFlags, []param{{"fd", argDescr}, {"flags", argFdflags}}},
		{"fd_fdstat_set_rights", []param{{"fd", argDescr}, {"fs_rights_base", argRights}, {"fs_rights_inheriting", argRights}}},
		{"fd_filestat_get", []param{{"fd", argDescr}, {"stat", resFilestat}}},
		{"fd_filestat_set_size", []param{{"fd", argDescr}, {"size", argNumber64}}},
		{"fd_filestat_set_times", []param{{"fd", argDescr}, {"atim", argNumber64}, {"mtim", argNumber64}, {"fst_flags", argFstflags}}},
		{"fd_pread", []param{{"fd", argDescr}, {"iovs", argInBufs}, {"iovs_len", argLength}, {"offset", argNumber64}, {"nread", res32}}},
		{"fd_prestat_get", []param{{"fd", argDescr}, {"prestat", resPrestat}}},
		{"fd_prestat_dir_name", []param{{"fd", argDescr}, {"path", argBuffer}, {"path_len", argLength}}},
		{"fd_pwrite", []param{{"fd", argDescr}, {"iovs", argOutBufs}, {"iovs_len", argLength}, {"offset", argNumber64}, {"nwritten", res32}}},
		{fdRead, []param{{"fd", argDescr}, {"iovs", argInBufs}, {"iovs_len", argLength}, {"nread", res32}}},
		{"fd_readdir", []param{{"fd", argDescr}, {"buf", argBuffer}, {"buf_len", argLength}, {"cookie", argNumber64}, {"bufused", res32}}},
		{fdRenumber, []param{{"fd", argDescr}, {"to", argDescr}}},
		{"fd_seek", []param{{"fd", argDescr}, {"offset", argSigned64}, {"whence", argWhence}, {"newoffset", res64}}},
		{"fd_sync", []param{{"fd", argDescr}}},
		{"fd_tell", []param{{"fd", argDescr}, {"offset", res64}}},
		{"fd_write", []param{{"fd", argDescr}, {"iovs", argOutBufs}, {"iovs_len", argLength}, {"nwritten", res32}}},
	}
}

func pathCalls() []call {
	return []call{
		{"path_create_directory", []param{{"fd", argDescr}, {"path", argPath}, {"path_len", argLength}}},
		{"path_filestat_get", []param{{"fd", argDescr}, {"flags", argLookup}, {"path", argPath}, {"path_len", argLength}, {"stat", resFilestat}}},
		{"path_filestat_set_times", []param{{"fd", argDescr}, {"flags", argLookup}, {"path", argPath}, {"path_len", argLength},
			{"atim", argNumber64}, {"mtim", argNumber64}, {"fst_flags", argFstflags}}},
		{"path_link", []param{{"old_fd", argDescr}, {"old_flags", argLookup}, {"old_path", argPath}, {"old_path_len", argLength},
			{"new_fd", argDescr}, {"new_path", argPath}, {"new_path_len", argLength}}},
		{"path_open", []param{{"fd", argDescr}, {"dirflags", argLookup}, {"path", argPath}, {"path_len", argLength}, {"oflags", argOflags},
			{"fs_rights_base", argRights}, {"fs_rights_inheriting", argRights}, {"fdflags", argFdflags}, {"opened_fd", resDescr}}},
		{"path_readlink", []param{{"fd", argDescr}, {"path", argPath}, {"path_len", argLength}, {"buf", argBuffer}, {"buf_len", argLength}, {"bufused", res32}}},
		{"path_remove_directory", []param{{"fd", argDescr}, {"path", argPath}, {"path_len", argLength}}},
		{"path_rename", []param{{"fd", argDescr}, {"old_path", argPath}, {"old_path_len", argLength},
			{"new_fd", argDescr}, {"new_path", argPath}, {"new_path_len", argLength}}},
		{"path_symlink", []param{{"old_path", argPath}, {"old_path_len", argLength}, {"fd", argDescr}, {"new_path", argPath}, {"new_path_len", argLength}}},
		{"path_unlink_file", []param{{"fd", argDescr}, {"path", argPath}, {"path_len", argLength}}},
	}
}

func otherCalls() []call {
	return []call{
		{pollOneoff, []param{{"in", argAddress}, {"out", argAddress}, {"nsubscriptions", argNumber}, {"nevents", res32}}},
		{procExit, []param{{"rval", argNumber}}},
		{"proc_raise", []param{{"sig", argNumber}}},
		{schedYield, nil},
		{"random_get", []param{{"buf", argBuffer}, {"buf_len", argLength}}},
		{"sock_accept", []param{{"fd", argDescr}, {"flags", argFdflags}, {"opened_fd", resDescr}}},
		{"sock_recv", []param{{"fd", argDescr}, {"ri_data", argInBufs}, {"ri_data_len", argLength}, {"ri_flags", argNumber},
			{"ro_datalen", res32}, {"ro_flags", res16}}},
		{"sock_send", []param{{"fd", argDescr}, {"si_data", argOutBufs}, {"si_data_len", argLength}, {"si_flags", argNumber}, {"so_datalen", res32}}},
		{"sock_shutdown", []param{{"fd", argDescr}, {"how", argNumber}}},
	}
}
