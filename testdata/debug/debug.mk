# Rebuilds the modules of testdata/debug with the tools that fixtures.mk names, and records what gdb says of stepping through native builds.
#
#   make fixtures-debug    the modules (also: wasm-as of npm's binaryen@131)
#   make debug-truth       the lines that step and next visit in native builds (gdb, python3)

WASM_AS  ?= wasm-as

D        := testdata/debug
D_FLAGS  := $(WASI) -Wno-unused-parameter -Wno-self-assign -Wno-parentheses -Wno-dangling-else -gdwarf-5
D_EH     := -fwasm-exceptions -mllvm -wasm-use-legacy-eh=false
D_TRUTH  := $(FIXTURES_TMP)/debug-truth
D_STEPS  := recursion loops flow inlined trap

.PHONY: fixtures-debug debug-truth

fixtures-debug: fixtures-lib
	for o in 0 2; do \
	  for p in $(D_STEPS); do \
	    $(CLANG) $(D_FLAGS) $(LEAN) -O$$o $(D)/steps/$$p.c -o $(D)/steps/$${p}_O$$o.wasm || exit 1; \
	  done && \
	  $(CLANG) $(D_FLAGS) $(LEAN) -O$$o -mtail-call $(D)/steps/tails.c -o $(D)/steps/tails_O$$o.wasm && \
	  $(CLANGXX) $(D_FLAGS) $(LEAN) -std=c++20 -fno-exceptions -O$$o $(D)/steps/classes.cpp -o $(D)/steps/classes_O$$o.wasm && \
	  $(CLANGXX) $(D_FLAGS) $(LEAN) -std=c++20 $(D_EH) -O$$o $(D)/steps/exceptions.cpp $(P)/cpp/exceptions/runtime.cpp -o $(D)/steps/exceptions_O$$o.wasm && \
	  $(CLANG) $(D_FLAGS) $(D_EH) -mllvm -wasm-enable-sjlj -O$$o -c $(D)/steps/jumps.c -o $(FIXTURES_TMP)/jumps.o && \
	  $(CLANG) --target=wasm32-wasi -Wno-deprecated $(D_EH) -O1 -c $(D)/steps/sjlj.c -o $(FIXTURES_TMP)/sjlj.o && \
	  $(CLANG) $(D_FLAGS) $(LEAN) $(FIXTURES_TMP)/jumps.o $(FIXTURES_TMP)/sjlj.o -o $(D)/steps/jumps_O$$o.wasm && \
	  $(CLANG) $(D_FLAGS) $(LEAN) -O$$o $(D)/locals/locals.c -o $(D)/locals/locals_O$$o.wasm || exit 1; \
	done
	$(CLANG) $(D_FLAGS) $(LEAN) -O2 $(D)/locals/operands.c -o $(D)/locals/operands_O2.wasm
	$(CLANGXX) $(D_FLAGS) $(LEAN) -std=c++20 -fno-exceptions -O0 $(D)/heap/heap.cpp -o $(D)/heap/heap_O0.wasm
	$(CLANG) $(D_FLAGS) $(LEAN) -O0 -mbulk-memory $(D)/watch/watch.c -o $(D)/watch/watch_O0.wasm
	$(CLANG) $(D_FLAGS) $(LEAN) -O0 $(D)/wait/wait.c -o $(D)/wait/wait_O0.wasm
	$(CLANGXX) $(D_FLAGS) $(LEAN) -std=c++20 -fno-exceptions -O0 $(D)/kitchen/main.cpp $(D)/kitchen/lexer.cpp $(D)/kitchen/parser.cpp -o $(D)/kitchen/calc_O0.wasm
	$(WASM_AS) -all -g $(D)/gc/cache.wat -o $(D)/gc/cache.wasm

# What gdb visits in native builds at -O0. It loses track of exceptions and longjmp, so these are left out.
debug-truth:
	mkdir -p $(D_TRUTH)
	for p in $(D_STEPS); do \
	  $(CLANG) -w -O0 -gdwarf-5 -no-pie -fno-pic $(D)/steps/$$p.c -o $(D_TRUTH)/$$p || exit 1; \
	done
	$(CLANGXX) -w -std=c++20 -O0 -gdwarf-5 -no-pie -fno-pic $(D)/steps/classes.cpp -o $(D_TRUTH)/classes
	for p in $(D_STEPS) classes; do \
	  for how in step next; do \
	    STEPS_HOW=$$how STEPS_OUT=$(D)/truth/$$p.$$how.json $(GDB) -batch -nx -x $(D)/truth/steps.py $(D_TRUTH)/$$p >/dev/null || exit 1; \
	  done; \
	done

include testdata/debug/languages.mk
