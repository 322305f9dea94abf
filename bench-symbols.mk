# Measures how fast the source of code offsets is found, beside other tools. The module for it, 115 MB with debug information, is built
# the first time, which takes some minutes, clang 22 and Debian's archive. BENCH passes flags: make bench-symbols BENCH='-runs 9'.

.PHONY: bench-symbols

bench-symbols:
	@CGO_ENABLED=0 $(GO) run ./bench/symbols $(BENCH)
