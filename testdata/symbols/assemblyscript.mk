# The modules of testdata/symbols/assemblyscript and their source maps. The maps keep the text of the program and leave
# out the library's. main_inline.wasm has its map in itself, as a data: URL.
S_AS := testdata/symbols/assemblyscript
ASC_LEAN := --debug --runtime stub --use abort=

.PHONY: fixtures-symbols-assemblyscript
fixtures-symbols-assemblyscript:
	cd $(S_AS) && for o in 0 3; do \
	  $(ASC) main.ts -o main_O$$o.wasm -O$$o $(ASC_LEAN) --sourceMap && $(NODE26) trim.mjs main_O$$o.wasm.map || exit 1; \
	done
	cd $(S_AS) && $(ASC) main.ts -o main_inline.wasm -O0 $(ASC_LEAN) \
	  --sourceMap "data:application/json;base64,$$(base64 -w0 main_O0.wasm.map)"
