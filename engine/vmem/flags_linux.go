package vmem

import "syscall"

const mapNoReserve = syscall.MAP_NORESERVE
