# Rebuilds the committed .wasm files from their sources. Nothing else needs these tools:
#
#   Debian 12: clang-22 lld-22 llvm-22 libc++-22-dev-wasm32 libc++abi-22-dev-wasm32
#              libclang-rt-22-dev-wasm32 wasi-libc wabt rustc libstd-rust-dev-wasm32 lld-14 gcc g++
#   npm:       assemblyscript@0.28, node@26
#   cargo:     wasm-tools@1.263
#   and Go.
#
#   make fixtures            every module of testdata/programs, testdata/symbols and examples
#   make bench-kernels       the modules of bench/kernels
#   make fixtures-expected   what the programs print, from native builds of the same sources
#   make fixtures-check      runs testdata/programs/manifest.json under node and compares

CLANG      ?= clang-22
CLANGXX    ?= clang++-22
LLVM_AR    ?= llvm-ar-22
OBJCOPY    ?= llvm-objcopy-22
WAT2WASM   ?= wat2wasm
WASM_TOOLS ?= wasm-tools
RUSTC      ?= /usr/bin/rustc
RUST_LD    ?= wasm-ld-14
RUST_WASM  ?= /usr/lib/rustlib/wasm32-wasi/lib
WASI_LIB   ?= /usr/lib/wasm32-wasi
CXX_LIB    ?= /usr/lib/llvm-22/lib/wasm32-wasi
ASC        ?= asc
NODE26     ?= node
GO         ?= go
CC         ?= cc
CXX        ?= c++

# Where libraries without debug information and native builds are put.
FIXTURES_TMP ?= $(or $(TMPDIR),/tmp)/wdbg-fixtures

P       := testdata/programs
NO_PATH := -ffile-prefix-map=$(CURDIR)=.
WASI    := --target=wasm32-wasi -Wno-deprecated -Wall -Wextra --no-wasm-opt -g $(NO_PATH) -Wl,--build-id=sha1
# The C library's own debug information is left out, but for one program that keeps it.
LEAN    := -L$(FIXTURES_TMP)/lib
BARE    := -Wall -g -O1 -nostdlib -ffreestanding --no-wasm-opt $(NO_PATH)
KERNELS := fib sha256 nbody fannkuch matmul sorthash interp strings mandelbrot json

.PHONY: fixtures fixtures-lib fixtures-c fixtures-cpp fixtures-rust fixtures-go fixtures-assemblyscript \
        fixtures-wat fixtures-examples bench-kernels fixtures-expected fixtures-check

fixtures: fixtures-c fixtures-cpp fixtures-rust fixtures-go fixtures-assemblyscript fixtures-wat fixtures-examples \
          fixtures-symbols fixtures-symbols-assemblyscript fixtures-formatters fixtures-debug

fixtures-lib:
	mkdir -p $(FIXTURES_TMP)/lib
	$(OBJCOPY) --strip-debug $(WASI_LIB)/libc.a $(FIXTURES_TMP)/lib/libc.a
	$(OBJCOPY) --strip-debug $(CXX_LIB)/libc++.a $(FIXTURES_TMP)/lib/libc++.a
	$(OBJCOPY) --strip-debug $(CXX_LIB)/libc++abi.a $(FIXTURES_TMP)/lib/libc++abi.a

fixtures-c: fixtures-lib
	for o in 0 2; do \
	  $(CLANG) $(WASI) -O$$o $(P)/c/hello/main.c -o $(P)/c/hello/main_O$$o.wasm && \
	  $(CLANG) $(WASI) $(LEAN) -O$$o $(P)/c/files/main.c -o $(P)/c/files/main_O$$o.wasm && \
	  $(CLANG) $(WASI) $(LEAN) -O$$o -Wno-infinite-recursion $(P)/c/traps/main.c -o $(P)/c/traps/main_O$$o.wasm && \
	  $(CLANG) $(WASI) $(LEAN) -O$$o $(P)/c/numeric/main.c -o $(P)/c/numeric/main_O$$o.wasm && \
	  $(CLANG) $(WASI) $(LEAN) -O$$o -msimd128 $(P)/c/simd/main.c -o $(P)/c/simd/main_O$$o.wasm && \
	  $(CLANG) $(WASI) $(LEAN) -O$$o $(P)/c/deepchain/main.c -o $(P)/c/deepchain/main_O$$o.wasm || exit 1; \
	done
	$(CLANG) $(WASI) $(LEAN) -O1 -mexec-model=reactor $(P)/c/reactor/main.c -o $(P)/c/reactor/main.wasm
	$(CLANG) --target=wasm32-unknown-unknown $(BARE) -pthread -matomics -mbulk-memory \
	  -Wl,--import-memory,--export-memory,--shared-memory,--max-memory=1048576,--export=_start \
	  $(P)/c/threads/main.c -o $(P)/c/threads/main.wasm
	$(CLANG) --target=wasm64-unknown-unknown $(BARE) -Wl,--no-entry $(P)/c/memory64/main.c -o $(P)/c/memory64/main.wasm

# The optimised build keeps its names but no debug information, to stay small.
fixtures-cpp: fixtures-lib
	$(CLANGXX) $(WASI) $(LEAN) -std=c++20 -fno-exceptions -O0 $(P)/cpp/library/main.cpp -o $(P)/cpp/library/main_O0.wasm
	$(CLANGXX) $(WASI) $(LEAN) -std=c++20 -fno-exceptions -O2 -Wl,--strip-debug $(P)/cpp/library/main.cpp -o $(P)/cpp/library/main_O2.wasm
	$(CLANGXX) $(WASI) $(LEAN) -std=c++20 -fwasm-exceptions -mllvm -wasm-use-legacy-eh=false -O1 \
	  $(P)/cpp/exceptions/main.cpp $(P)/cpp/exceptions/runtime.cpp -o $(P)/cpp/exceptions/main_exnref.wasm
	$(CLANGXX) $(WASI) $(LEAN) -std=c++20 -fwasm-exceptions -mllvm -wasm-use-legacy-eh=true -O1 \
	  $(P)/cpp/exceptions/main.cpp $(P)/cpp/exceptions/runtime.cpp -o $(P)/cpp/exceptions/main_legacy.wasm

# The standard library's debug information would make these modules 9 MB.
$(FIXTURES_TMP)/rust/ready:
	rm -rf $(FIXTURES_TMP)/rust
	mkdir -p $(FIXTURES_TMP)/rust/lib/rustlib/wasm32-wasi
	cp -r $(RUST_WASM) $(FIXTURES_TMP)/rust/lib/rustlib/wasm32-wasi/lib
	for lib in $(FIXTURES_TMP)/rust/lib/rustlib/wasm32-wasi/lib/*.rlib; do \
	  mkdir $(FIXTURES_TMP)/rust/objects && ( cd $(FIXTURES_TMP)/rust/objects && $(LLVM_AR) x $$lib && \
	    for o in *.o; do test ! -f $$o || $(OBJCOPY) --strip-debug $$o; done && \
	    rm $$lib && $(LLVM_AR) rcsD $$lib lib.rmeta $$(ls | grep -v 'lib.rmeta') ) && \
	  rm -r $(FIXTURES_TMP)/rust/objects || exit 1; \
	done
	$(OBJCOPY) --strip-debug $(FIXTURES_TMP)/rust/lib/rustlib/wasm32-wasi/lib/self-contained/libc.a
	touch $@

fixtures-rust: $(FIXTURES_TMP)/rust/ready
	for o in 0 3; do \
	  $(RUSTC) --sysroot $(FIXTURES_TMP)/rust --edition 2021 --target wasm32-wasi --crate-name library \
	    -C linker=$(RUST_LD) -C codegen-units=1 -C opt-level=$$o -g --remap-path-prefix $(CURDIR)=. \
	    $(P)/rust/library/main.rs -o $(P)/rust/library/main_O$$o.wasm && \
	  $(OBJCOPY) -R .debug_pubnames -R .debug_pubtypes $(P)/rust/library/main_O$$o.wasm || exit 1; \
	done

fixtures-go:
	GOOS=wasip1 GOARCH=wasm $(GO) build -trimpath -o $(P)/go/library/main.wasm $(P)/go/library/main.go

# The debug build names a source map, which with the library's sources in it is too large to keep.
fixtures-assemblyscript:
	cd $(P)/assemblyscript/library && $(ASC) main.ts -o main_O0.wasm --debug --sourceMap --use abort=main/fail --runtime incremental
	rm $(P)/assemblyscript/library/main_O0.wasm.map
	cd $(P)/assemblyscript/library && $(ASC) main.ts -o main_O3.wasm -O3 --use abort=main/fail --runtime incremental

fixtures-wat:
	for name in gc array_copy_self tailcall multimemory memory64 threads simd traps exceptions; do \
	  $(WASM_TOOLS) parse $(P)/wat/$$name/main.wat -o $(P)/wat/$$name/main.wasm || exit 1; \
	done
	$(WASM_TOOLS) parse $(P)/wat/link/lib.wat -o $(P)/wat/link/lib.wasm
	$(WASM_TOOLS) parse $(P)/wat/link/main.wat -o $(P)/wat/link/main.wasm
	$(WAT2WASM) --enable-exceptions --debug-names $(P)/wat/exceptions_legacy/main.wat -o $(P)/wat/exceptions_legacy/main.wasm

# The functions of the example stay apart, so that its backtrace tells the story.
fixtures-examples: fixtures-lib
	$(CLANG) $(WASI) $(LEAN) -O1 -fno-inline examples/trap/trap.c -o examples/trap/trap.wasm
	$(CLANG) $(WASI) $(LEAN) -O1 -fno-inline examples/hello/hello.c -o examples/hello/hello.wasm

bench-kernels: fixtures-lib
	for k in $(KERNELS); do for o in 0 2; do \
	  $(CLANG) $(WASI) $(LEAN) -mbulk-memory -O$$o bench/kernels/$$k.c -o bench/kernels/$${k}_O$$o.wasm || exit 1; \
	done; done
	mkdir -p $(FIXTURES_TMP)/native
	for k in $(KERNELS); do \
	  $(CC) -O2 -ffp-contract=off bench/kernels/$$k.c -o $(FIXTURES_TMP)/native/$$k -lm && \
	  printf '%s\t%s\n' $$k "$$($(FIXTURES_TMP)/native/$$k)" || exit 1; \
	done > bench/kernels/expected.txt

fixtures-expected: N = $(FIXTURES_TMP)/native
fixtures-expected:
	mkdir -p $(N) && rm -rf $(N)/scratch && mkdir $(N)/scratch
	for name in hello files numeric; do \
	  $(CC) -O1 -ffp-contract=off $(P)/c/$$name/main.c -o $(N)/$$name -lm || exit 1; \
	done
	printf 'one\ntwo words\n\nlast' | GREETING=welcome EXIT_CODE=0 $(N)/hello first 'second one' '' 2>/dev/null > $(P)/c/hello/expected.txt
	$(N)/files $(P)/c/files/data $(N)/scratch > $(P)/c/files/expected.txt
	$(N)/numeric > $(P)/c/numeric/expected.txt
	$(CXX) -std=c++20 -O1 $(P)/cpp/library/main.cpp -o $(N)/cpp && $(N)/cpp > $(P)/cpp/library/expected.txt
	$(CXX) -std=c++20 -O1 $(P)/cpp/exceptions/main.cpp -o $(N)/cpp && $(N)/cpp > $(P)/cpp/exceptions/expected.txt
	$(RUSTC) --edition 2021 --crate-name library $(P)/rust/library/main.rs -o $(N)/rust && $(N)/rust > $(P)/rust/library/expected.txt
	$(GO) run $(P)/go/library/main.go > $(P)/go/library/expected.txt

fixtures-check:
	$(NODE26) $(P)/check.mjs
