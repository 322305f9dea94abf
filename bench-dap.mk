# Measures how long an editor waits for wdbg dap, beside Delve, which is installed for it in the folder for what is built. The large module is
# that of bench-symbols with one program more. BENCH passes flags: make bench-dap BENCH='-steps 50'.
#
#   make bench-dap           everything
#   make bench-dap-programs  the program, alone in a small module (clang 22)

.PHONY: bench-dap bench-dap-programs

bench-dap:
	@CGO_ENABLED=0 $(GO) run ./bench/dap $(BENCH)

bench-dap-programs:
	$(CLANG) --target=wasm32-unknown-unknown $(BARE) -O0 -gdwarf-5 -Wl,--no-entry -Wl,-z,stack-size=1048576 bench/dap/programs/deep.c -o bench/dap/programs/deep.wasm
