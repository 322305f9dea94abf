// Package pty opens pseudo-terminals of the system, for what is tested and measured in one. There are some on Linux only.
package pty
