// Package agree compares what wdbg says about code with what LLVM's tools say: functions, inlined calls and source lines of
// every instruction, and the locations of variables. Its tests need LLVM 22 and are skipped without.
package agree
