# Measures how much the debugger is in the way, beside lldb where that is installed. The large module is that of bench-symbols.
# BENCH passes flags: make bench-debug BENCH='-runs 3'.
#
#   make bench-debug           everything
#   make bench-debug-programs  the measured program (clang 22)

.PHONY: bench-debug bench-debug-programs

bench-debug:
	@CGO_ENABLED=0 $(GO) run ./bench/debug $(BENCH)

bench-debug-programs: fixtures-lib
	$(CLANG) $(WASI) $(LEAN) -O0 bench/debug/programs/condition.c -o bench/debug/programs/condition.wasm
	$(WASM_AS) bench/debug/programs/stubs.wat -o bench/debug/programs/stubs.wasm
