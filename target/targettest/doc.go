// Package targettest holds what every target has to do, as tests, and a target that does what a script says, for the tests of front ends.
package targettest
