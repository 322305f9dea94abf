// Package rust shows the types of Rust's standard library as what they mean.
//
// The library's private members are no promise: they have been renamed, wrapped and moved between versions. They are
// looked for by name in all that an object contains, and what is found is compared with what could be true. A type in
// which they are not found is shown as it is.
package rust
