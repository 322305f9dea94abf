# The programs of testdata/debug that are not C or C++, built like those of fixtures.mk.
#
#   make fixtures-debug-languages

.PHONY: fixtures-debug-languages

fixtures-debug: fixtures-debug-languages

# AssemblyScript: the stub runtime, because code that keeps references for a collector has no places in the source map. The maps keep the
# text of the program and leave out the library's.
fixtures-debug-languages: $(FIXTURES_TMP)/rust/ready
	for o in 0 3; do \
	  $(RUSTC) --sysroot $(FIXTURES_TMP)/rust --edition 2021 --target wasm32-wasi --crate-name shapes -C linker=$(RUST_LD) -C codegen-units=1 \
	    -C opt-level=$$o -C overflow-checks=on -C debug-assertions=on -g --remap-path-prefix $(CURDIR)=. $(D)/rust/shapes.rs -o $(D)/rust/shapes_O$$o.wasm && \
	  $(OBJCOPY) -R .debug_pubnames -R .debug_pubtypes $(D)/rust/shapes_O$$o.wasm && \
	  ( cd $(D)/assemblyscript && \
	    $(ASC) queue.ts -o queue_O$$o.wasm -O$$o --debug --sourceMap --runtime stub --use abort=queue/aborted && \
	    $(NODE26) ../../symbols/assemblyscript/trim.mjs queue_O$$o.wasm.map ) || exit 1; \
	done
	$(WAT2WASM) $(D)/wat/plain.wat -o $(D)/wat/plain.wasm
	$(WAT2WASM) --debug-names $(D)/wat/plain.wat -o $(D)/wat/names.wasm
