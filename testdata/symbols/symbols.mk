# Rebuilds the modules of testdata/symbols, which fixtures.mk says the tools of, and records the truth about their variables.
# Also: clang-14 (for one module), gdb, python3, and npm's binaryen@131.
#
#   make fixtures-symbols    the modules
#   make symbols-truth       what native builds hold in their variables, asked of gdb
#   make symbols-large       large modules for comparisons with LLVM's tools, outside of the repository; prints their folder

CLANG14   ?= clang-14
LLVM_DWP  ?= llvm-dwp-22
LLVM_NM   ?= llvm-nm-22
DWARFDUMP ?= llvm-dwarfdump-22
WASM_OPT  ?= wasm-opt
GDB       ?= gdb

S          := testdata/symbols
S_FLAGS    := --target=wasm32-wasi -Wno-deprecated -Wall -Wextra -Wno-unused-parameter --no-wasm-opt -g $(NO_PATH) -Wl,--build-id=sha1
S_C        := $(S_FLAGS) -Wno-gnu-variable-sized-type-not-at-end
S_CXX      := $(S_FLAGS) -std=c++20 -fno-exceptions
S_NATIVE   := -g -gdwarf-5 -O0 -no-pie -fno-pic -w
S_LARGE    := $(FIXTURES_TMP)/symbols
S_TRUTH    := $(FIXTURES_TMP)/truth
# Levels of optimisation and versions of DWARF.
S_BUILDS   := 0-4 0-5 1-5 2-4 2-5 s-5

.PHONY: fixtures-symbols symbols-values symbols-rust symbols-split symbols-external symbols-variants symbols-truth symbols-large

fixtures-symbols: symbols-values symbols-rust symbols-split symbols-external symbols-variants

symbols-values: fixtures-lib
	for b in $(S_BUILDS); do o=$${b%-*} v=$${b#*-}; \
	  $(CLANG) $(S_C) $(LEAN) -O$$o -gdwarf-$$v $(S)/c/values.c -o $(S)/c/values_O$${o}_v$$v.wasm && \
	  $(CLANGXX) $(S_CXX) $(LEAN) -O$$o -gdwarf-$$v $(S)/cpp/values.cpp -o $(S)/cpp/values_O$${o}_v$$v.wasm || exit 1; \
	done
	for o in 0 2; do \
	  $(CLANG14) --target=wasm32-wasi -w -g $(NO_PATH) -ffile-prefix-map=$$($(CLANG14) -print-resource-dir)=clang -O$$o -c $(S)/c/values.c -o $(FIXTURES_TMP)/values.o && \
	  $(CLANG) $(S_C) $(LEAN) $(FIXTURES_TMP)/values.o -o $(S)/c/values_O$${o}_clang14.wasm || exit 1; \
	done

symbols-rust: $(FIXTURES_TMP)/rust/ready
	for o in 0 3; do \
	  $(RUSTC) --sysroot $(FIXTURES_TMP)/rust --edition 2021 --target wasm32-wasi --crate-name values --crate-type cdylib \
	    -C linker=$(RUST_LD) -C codegen-units=1 -C opt-level=$$o -C panic=abort -C link-self-contained=no -C link-args=--no-entry \
	    -A dead-code -g --remap-path-prefix $(CURDIR)=. $(S)/rust/values.rs -o $(S)/rust/values_O$$o.wasm || exit 1; \
	done

# The compiler writes main.dwo beside the object files; the modules name them relative to where they are.
symbols-split: fixtures-lib
	for v in 4 5; do \
	  rm -rf $(S)/split/v$$v && mkdir $(S)/split/v$$v && ( cd $(S)/split/v$$v && \
	    for f in main other; do \
	      $(CLANG) --target=wasm32-wasi -Wno-deprecated -g -O1 -gdwarf-$$v -gsplit-dwarf -fdebug-compilation-dir=. \
	        -ffile-prefix-map=$(CURDIR)/$(S)/split/=../ -c ../$$f.c -o $$f.o || exit 1; \
	    done && \
	    $(CLANG) $(S_FLAGS) $(LEAN) main.o other.o -o main.wasm && rm main.o other.o ) && \
	  mkdir $(S)/split/v$$v/packed && cp $(S)/split/v$$v/main.wasm $(S)/split/v$$v/packed/ && \
	  ( cd $(S)/split/v$$v && $(LLVM_DWP) main.dwo other.dwo -o packed/main.wasm.dwp ) || exit 1; \
	done

	for v in 4 5; do \
	  rm -rf $(S)/split/types$$v && mkdir $(S)/split/types$$v && ( cd $(S)/split/types$$v && \
	    $(CLANGXX) --target=wasm32-wasi -Wno-deprecated -g -O0 -gdwarf-$$v -gsplit-dwarf -fdebug-types-section -fdebug-compilation-dir=. \
	      -ffile-prefix-map=$(CURDIR)/$(S)/split/=../ -c ../types.cpp -o main.o && \
	    $(CLANG) $(S_FLAGS) $(LEAN) main.o -o main.wasm && $(LLVM_DWP) main.dwo -o main.wasm.dwp && rm main.o main.dwo ) || exit 1; \
	done

# Debug information in another file: named by external_debug_info, or lying beside under the usual name; with the same
# build id, another one or none.
symbols-external: X = $(S)/external
symbols-external: fixtures-lib
	rm -rf $(X) && mkdir -p $(X)/named/debug $(X)/beside $(X)/same_id $(X)/other_id $(X)/missing
	$(CLANG) $(S_FLAGS) $(LEAN) -O1 $(S)/split/main.c $(S)/split/other.c -o $(FIXTURES_TMP)/whole.wasm
	$(OBJCOPY) --only-keep-debug $(FIXTURES_TMP)/whole.wasm $(FIXTURES_TMP)/debug.wasm
	$(OBJCOPY) --strip-debug $(FIXTURES_TMP)/whole.wasm $(FIXTURES_TMP)/stripped.wasm
	$(OBJCOPY) --dump-section=build_id=$(FIXTURES_TMP)/build_id $(FIXTURES_TMP)/whole.wasm /dev/null
	printf '\024%s' 'another build, truly' > $(FIXTURES_TMP)/other_id
	cp $(FIXTURES_TMP)/debug.wasm $(X)/named/debug/main.debug.wasm
	printf '\025%s' 'debug/main.debug.wasm' > $(FIXTURES_TMP)/url
	$(OBJCOPY) --add-section=external_debug_info=$(FIXTURES_TMP)/url $(FIXTURES_TMP)/stripped.wasm $(X)/named/main.wasm
	cp $(FIXTURES_TMP)/stripped.wasm $(X)/beside/main.wasm
	cp $(FIXTURES_TMP)/debug.wasm $(X)/beside/main.debug.wasm
	cp $(FIXTURES_TMP)/stripped.wasm $(X)/same_id/main.wasm
	$(OBJCOPY) --add-section=build_id=$(FIXTURES_TMP)/build_id $(FIXTURES_TMP)/debug.wasm $(X)/same_id/main.wasm.debug.wasm
	cp $(FIXTURES_TMP)/stripped.wasm $(X)/other_id/main.wasm
	$(OBJCOPY) --add-section=build_id=$(FIXTURES_TMP)/other_id $(FIXTURES_TMP)/debug.wasm $(X)/other_id/main.debug.wasm
	printf '\011%s' 'gone.wasm' > $(FIXTURES_TMP)/url
	$(OBJCOPY) --add-section=external_debug_info=$(FIXTURES_TMP)/url $(FIXTURES_TMP)/stripped.wasm $(X)/missing/main.wasm

# Other ways to make debug information, all of the same sources; stale.wasm has code that wasm-opt changed without it.
symbols-variants: V = $(S)/variants
symbols-variants: BARE_V = -g -O1 -nostdlib -ffreestanding --no-wasm-opt $(NO_PATH)
symbols-variants: fixtures-lib
	$(CLANGXX) $(S_CXX) $(LEAN) -O0 -gdwarf-4 -fdebug-types-section $(S)/cpp/values.cpp -o $(V)/types_v4.wasm
	$(CLANGXX) $(S_CXX) $(LEAN) -O0 -gdwarf-5 -fdebug-types-section $(S)/cpp/values.cpp -o $(V)/types_v5.wasm
	$(CLANGXX) $(S_CXX) $(LEAN) -O1 -gdwarf-5 -gpubnames -Xclang -gsimple-template-names=simple $(S)/cpp/values.cpp -o $(V)/names_v5.wasm
	$(CLANG) $(S_FLAGS) $(LEAN) -O1 -gdwarf-5 -gembed-source $(S)/split/main.c $(S)/split/other.c -o $(V)/embedded.wasm
	$(CLANG) $(S_FLAGS) $(LEAN) -O2 -gdwarf-5 -flto $(S)/split/main.c $(S)/split/other.c -o $(V)/lto.wasm
	$(CLANG) $(S_FLAGS) $(LEAN) -O2 -gdwarf-5 -gline-tables-only $(S)/split/main.c $(S)/split/other.c -o $(V)/lines.wasm
	$(CLANG) --target=wasm32-wasi -Wno-deprecated -O1 -g $(NO_PATH) -c $(S)/split/main.c -o $(V)/relocatable.o
	$(CLANG) --target=wasm64-unknown-unknown $(BARE_V) -Wl,--no-entry -Wl,--export-all $(S)/split/main.c $(S)/split/other.c -o $(V)/wasm64.wasm
	$(CLANG) --target=wasm32-unknown-unknown $(BARE_V) -fPIC -shared -Wl,--experimental-pic,--no-entry $(V)/tls.c -o $(V)/pic.wasm
	$(CLANG) --target=wasm32-unknown-unknown $(BARE_V) -gdwarf-5 -Wl,--no-entry $(V)/tls.c -o $(V)/tls_single.wasm
	$(CLANG) --target=wasm32-unknown-unknown $(BARE_V) -gdwarf-5 -pthread -matomics -mbulk-memory -Wl,--no-entry \
	  -Wl,--shared-memory,--max-memory=1048576 $(V)/tls.c -o $(V)/tls_threads.wasm
	$(WASM_OPT) -O2 -g $(S)/cpp/values_O0_v5.wasm -o $(V)/stale.wasm

# A native build is stepped from one row of its line table to the next.
symbols-truth:
	mkdir -p $(S_TRUTH)
	for p in c/values.c cpp/values.cpp; do \
	  case $$p in *.c) cc="$(CLANG)" ;; *) cc="$(CLANGXX) -std=c++20" ;; esac; out=$$(basename $$p); \
	  $$cc $(S_NATIVE) $(S)/$$p -o $(S_TRUTH)/program && \
	  $(LLVM_NM) --defined-only $(S_TRUTH)/program > $(S_TRUTH)/names && \
	  $(DWARFDUMP) --debug-line $(S_TRUTH)/program | python3 $(S)/truth/rows.py $$p $(S_TRUTH)/names > $(S_TRUTH)/rows && \
	  TRUTH_SOURCE=$$p TRUTH_ROWS=$(S_TRUTH)/rows TRUTH_OUT=$(S)/truth/$$out.jsonl \
	    $(GDB) -batch -nx -x $(S)/truth/record.py $(S_TRUTH)/program > $(S_TRUTH)/log 2>&1 || exit 1; \
	  wc -l $(S)/truth/$$out.jsonl; \
	done

# Nothing of these modules is run, so what their library lacks may stay undefined. Functions keep the linker's names.
symbols-large: $(S_LARGE)/cpp_O0.wasm $(S_LARGE)/cpp_O1.wasm $(S_LARGE)/cpp_O2.wasm $(S_LARGE)/cpp_v4.wasm $(S_LARGE)/cpp_lto.wasm \
               $(S_LARGE)/split.wasm $(S_LARGE)/rust_O0.wasm $(S_LARGE)/rust_O3.wasm
	@echo $(S_LARGE)

S_LINK      := --no-wasm-opt -Wl,--allow-undefined -Wl,-no-demangle
S_CXX_LARGE := --target=wasm32-wasi -Wno-deprecated -g -std=c++20 -fno-exceptions $(NO_PATH)

$(S_LARGE)/cpp_O0.wasm: S_HOW = -O0 -gdwarf-5
$(S_LARGE)/cpp_O1.wasm: S_HOW = -O1 -gdwarf-5
$(S_LARGE)/cpp_O2.wasm: S_HOW = -O2 -gdwarf-5
$(S_LARGE)/cpp_v4.wasm: S_HOW = -Os -gdwarf-4
$(S_LARGE)/cpp_lto.wasm: S_HOW = -O2 -gdwarf-5 -flto
$(S_LARGE)/cpp_%.wasm: $(S)/large/large.cpp
	@mkdir -p $(@D)
	$(CLANGXX) $(S_CXX_LARGE) $(S_LINK) $(S_HOW) $< -o $@

$(S_LARGE)/split.wasm: $(S)/large/large.cpp
	@mkdir -p $(@D)
	$(CLANGXX) $(S_CXX_LARGE) -O1 -gdwarf-5 -gsplit-dwarf -c $< -o $(@D)/split.o
	$(CLANGXX) $(S_CXX_LARGE) $(S_LINK) $(@D)/split.o -o $@

$(S_LARGE)/rust_O%.wasm: $(P)/rust/library/main.rs
	@mkdir -p $(@D)
	$(RUSTC) --edition 2021 --target wasm32-wasi --crate-name library -C linker=$(RUST_LD) -C opt-level=$* -g $< -o $@
