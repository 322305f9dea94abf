# Measures how soon wdbg tui answers a key, beside gdb -tui, where that is installed, on a native program of the same source. The large module is
# that of bench-symbols with one program more. BENCH passes flags: make bench-tui BENCH='-presses 100 -hold 3s'.

.PHONY: bench-tui

bench-tui:
	@CGO_ENABLED=0 $(GO) run ./bench/tui $(BENCH)
