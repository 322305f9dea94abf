//go:build darwin || freebsd

package vmem

// mapNoReserve is Linux's: elsewhere PROT_NONE pages are not counted anyway.
const mapNoReserve = 0
