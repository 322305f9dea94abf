# Builds a large module with debug information: Debian's binaryen 108, C++ at -O2 -g with DWARF 5, against static libc++. It needs
# apt-get with Debian's archive (for the sources), dpkg-dev's tar or any, clang-22, lld-22, libc++-22-dev-wasm32, wasi-libc; minutes of
# time and 1 GB of space.
#
#   make -j -f bench/symbols/big.mk WORK=DIR                        makes DIR/big.wasm
#   make -j -f bench/symbols/big.mk WORK=DIR WITH=FILE.c DIR/FILE.wasm   the same with one more program in it, for bench-dap

HERE := $(abspath $(dir $(lastword $(MAKEFILE_LIST))))
WORK ?= $(or $(TMPDIR),/tmp)/wdbg-bench-symbols

VERSION := 108-1
APT     := apt-get -o Dir::Etc::sourcelist=$(WORK)/apt/sources.list -o Dir::Etc::sourceparts=$(WORK)/apt/parts -o Dir::State::lists=$(WORK)/apt/lists
CXX_BIG := clang++-22 --target=wasm32-wasi -Wno-deprecated -O2 -g -gdwarf-5
# Exceptions are ignored, and threads.h stands in for the thread library: libc++ for wasm32-wasi has neither.
FLAGS   := -std=c++17 -fexceptions -fignore-exceptions -w -include $(HERE)/threads.h -I$(WORK)/config -Isrc -Ithird_party/llvm-project/include \
           -D_GNU_SOURCE -D_WASI_EMULATED_MMAN -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS \
           -D__STDC_FORMAT_MACROS -D__STDC_CONSTANT_MACROS -D__STDC_LIMIT_MACROS -DBUILD_LLVM_DWARF -DNDEBUG

.PHONY: all
all: $(WORK)/big.wasm

ifeq ($(wildcard $(WORK)/source/.ready),)
# The list of objects is known when the sources are there: make starts itself once more.
$(WORK)/big.wasm: $(WORK)/source/.ready
	$(MAKE) -f $(lastword $(MAKEFILE_LIST)) WORK=$(WORK) $@

$(WORK)/source/.ready:
	mkdir -p $(WORK)/apt/parts $(WORK)/apt/lists/partial $(WORK)/source $(WORK)/config
	echo 'deb-src http://deb.debian.org/debian bookworm main' > $(WORK)/apt/sources.list
	$(APT) -q update
	cd $(WORK)/apt && $(APT) -q source --download-only binaryen=$(VERSION)
	tar -xzf $(WORK)/apt/binaryen_*.orig.tar.gz -C $(WORK)/source --strip-components=1
	echo '#define PROJECT_VERSION "108"' > $(WORK)/config/config.h
	rm -r $(WORK)/apt/lists
	touch $@
else
# One program, wasm-opt; the others' main functions stay out.
SOURCES := $(shell cd $(WORK)/source && find src third_party/llvm-project -name '*.cpp' -not -path 'src/tools/*' | sort) \
           $(addprefix src/tools/,wasm-opt.cpp $(addprefix fuzzing/,fuzzing.cpp heap-types.cpp random.cpp))
OBJECTS := $(SOURCES:%.cpp=$(WORK)/objects/%.o)

$(WORK)/objects/%.o: $(WORK)/source/%.cpp
	@mkdir -p $(@D)
	@cd $(WORK)/source && $(CXX_BIG) $(FLAGS) -c $*.cpp -o $@

# Nobody runs it, so what its libraries lack may stay undefined.
LINK := $(CXX_BIG) --no-wasm-opt -Wl,--allow-undefined -Wl,--build-id=sha1
LIBS := -lwasi-emulated-mman -lwasi-emulated-process-clocks -lwasi-emulated-signal

$(WORK)/big.wasm: $(OBJECTS)
	$(LINK) $^ -o $@.new $(LIBS)
	mv $@.new $@

# The program in C, at -O0; it exports what is called, and may use much stack.
ifdef WITH
$(WORK)/$(basename $(notdir $(WITH))).wasm: $(OBJECTS) $(WITH)
	clang-22 --target=wasm32-wasi -Wno-deprecated -O0 -g -gdwarf-5 -c $(abspath $(WITH)) -o $@.o
	$(LINK) $(OBJECTS) $@.o -Wl,-z,stack-size=1048576 -o $@.new $(LIBS)
	mv $@.new $@
endif
endif
