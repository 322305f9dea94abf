#!/bin/sh
# Builds Debian's Lua 5.4 for wasm32-wasi, at -O0 with DWARF 5, for sessions with a real program: nothing of it is in this repository.
#
#   testdata/debug/external/lua/build.sh DIR      makes DIR/lua.wasm; its sources are in DIR/src
#
# It needs apt-get with Debian's archive (for the sources), clang-22, lld-22, libclang-rt-22-dev-wasm32 and wasi-libc, and half a minute.
set -eu
dir=${1:?"usage: build.sh DIR"}
here=$(cd "$(dirname "$0")" && pwd)
: "${CLANG:=clang-22}" "${OPT:=-O0}" "${SUITE:=bookworm}"

mkdir -p "$dir/apt/lists/partial" "$dir/apt/parts" "$dir/objects"
dir=$(cd "$dir" && pwd)
if [ ! -f "$dir/src/lua.c" ]; then
  apt() { apt-get -qq -o Dir::Etc::sourcelist="$dir/apt/sources.list" -o Dir::Etc::sourceparts="$dir/apt/parts" -o Dir::State::lists="$dir/apt/lists" "$@"; }
  echo "deb-src http://deb.debian.org/debian $SUITE main" > "$dir/apt/sources.list"
  apt update
  (cd "$dir/apt" && apt source --download-only lua5.4)
  tar -xzf "$dir"/apt/lua5.4_*.orig.tar.gz -C "$dir" --strip-components=1
fi

# Lua's errors are longjmp, which become exceptions.
target="--target=wasm32-wasi -Wno-deprecated"
throw="-fwasm-exceptions -mllvm -wasm-use-legacy-eh=false"
flags="$OPT -g -gdwarf-5 -w -ffile-prefix-map=$dir=. -I$here/include -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS -DL_tmpnam=20"
cd "$dir"
for source in src/*.c "$here/missing.c"; do
  case $source in */luac.c) continue ;; esac
  $CLANG $target $throw -mllvm -wasm-enable-sjlj $flags -c "$source" -o "objects/$(basename "$source" .c).o"
done
$CLANG $target $throw -O1 -c "$here/../../steps/sjlj.c" -o objects/sjlj.o
$CLANG $target --no-wasm-opt objects/*.o -lwasi-emulated-signal -lwasi-emulated-process-clocks -o lua.wasm
echo "$dir/lua.wasm"
