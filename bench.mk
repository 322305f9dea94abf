# Measures the engine beside others; see docs/benchmarks.md. It takes about a quarter of an hour on a machine that has
# nothing else to do. BENCH passes flags: make bench BENCH='-runs 1 -filter fib'.
#
#   make bench                  everything
#   make bench-expected-small   what the kernels print with tiny sizes, from native builds (needs a C compiler)

.PHONY: bench bench-expected-small

bench:
	@CGO_ENABLED=0 $(GO) run ./bench $(BENCH)

# Kernels and their tiny sizes.
SMALL := fib:15 sha256:3 nbody:100 fannkuch:5 matmul:12 sorthash:500 interp:300 strings:2 mandelbrot:16 json:20

bench-expected-small:
	mkdir -p $(FIXTURES_TMP)/native
	for s in $(SMALL); do k=$${s%:*}; \
	  $(CC) -O2 -ffp-contract=off bench/kernels/$$k.c -o $(FIXTURES_TMP)/native/$$k -lm && \
	  printf '%s\t%s\n' $$k "$$($(FIXTURES_TMP)/native/$$k $${s#*:})" || exit 1; \
	done > bench/kernels/expected_small.txt
