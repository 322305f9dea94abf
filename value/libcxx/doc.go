// Package libcxx shows the types of LLVM's C++ standard library as what they mean.
//
// Members are found by their names, so that versions of the library, and ABIs of it, that lay objects out in other
// ways are served too; of a type that has not the members it should have nothing is said, and it is shown as it is.
// What an object claims about itself is compared with what could be true: one that is not constructed yet, or
// overwritten, is said to be invalid.
package libcxx
