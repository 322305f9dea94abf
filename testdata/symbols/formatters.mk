# Rebuilds the modules of testdata/symbols/formatters, which fixtures.mk says the tools of.
#
#   make fixtures-formatters

FORMATTERS := testdata/symbols/formatters
SHOWN_CXX  := strings arrays deques trees tables utilities invalid
SHOWN_RUST := values maps

.PHONY: fixtures-formatters formatters-cpp formatters-rust formatters-assemblyscript

fixtures-formatters: formatters-cpp formatters-rust formatters-assemblyscript

# Names of functions are in the debug information too; without the name section the modules stay small.
formatters-cpp: fixtures-lib
	for f in $(SHOWN_CXX); do for o in 0 2; do \
	  $(CLANGXX) $(WASI) $(LEAN) -std=c++20 -fno-exceptions -O$$o $(FORMATTERS)/cpp/$$f.cpp -o $(FORMATTERS)/cpp/$${f}_O$$o.wasm && \
	  $(OBJCOPY) -R name $(FORMATTERS)/cpp/$${f}_O$$o.wasm || exit 1; \
	done; done

formatters-rust: $(FIXTURES_TMP)/rust/ready
	for f in $(SHOWN_RUST); do for o in 0 3; do \
	  $(RUSTC) --sysroot $(FIXTURES_TMP)/rust --edition 2021 --target wasm32-wasi --crate-name $$f \
	    -C linker=$(RUST_LD) -C codegen-units=1 -C opt-level=$$o -C overflow-checks=off -C symbol-mangling-version=v0 -g \
	    --remap-path-prefix $(CURDIR)=. $(FORMATTERS)/rust/$$f.rs -o $(FORMATTERS)/rust/$${f}_O$$o.wasm && \
	  $(OBJCOPY) -R .debug_pubnames -R .debug_pubtypes -R name $(FORMATTERS)/rust/$${f}_O$$o.wasm || exit 1; \
	done; done

formatters-assemblyscript:
	cd $(FORMATTERS)/assemblyscript && $(ASC) main.ts -o main.wasm --debug --runtime incremental --exportRuntime --use abort=main/fail
