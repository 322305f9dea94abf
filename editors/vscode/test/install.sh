#!/bin/sh
# Installs the editor that editor.mjs drives, code-server, into this folder from npm. Its own script of installation downloads ripgrep from
# elsewhere; the system's is taken instead, and the native modules are built here. It needs node 20 with its headers, a C++ compiler, make,
# python3, libkrb5-dev and ripgrep. NODEDIR is where node's include/node is.
set -eu
cd "$(dirname "$0")"
case "$(node --version)" in v20.*) ;; *) echo "code-server needs node 20; this is $(node --version)" >&2; exit 1 ;; esac
rg=$(command -v rg) || { echo "ripgrep is not installed" >&2; exit 1; }
nodedir=${NODEDIR:-$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")}
gyp=$(dirname "$(readlink -f "$(command -v npm)")")/../node_modules/node-gyp/bin/node-gyp.js
log=node_modules/.native.log
root=$PWD

build() { # directory, arguments of node-gyp
  ( cd "$1" && shift && node "$gyp" rebuild --nodedir="$nodedir" "$@" ) >>"$root/$log" 2>&1 ||
    { echo "$1 cannot be built: see $log" >&2; exit 1; }
}

[ -e node_modules/.ready ] && [ node_modules/.ready -nt package-lock.json ] && exit 0
npm ci --ignore-scripts --no-audit --no-fund
code=$root/node_modules/code-server
for where in lib/vscode lib/vscode/extensions; do
  ( cd "$code/$where" && npm install --ignore-scripts --omit=dev --no-audit --no-fund )
done
cd "$code/lib/vscode"
ln -sfn node_modules node_modules.asar
mkdir -p node_modules/@vscode/ripgrep/bin
cp "$rg" node_modules/@vscode/ripgrep/bin/rg
cd "$root"
for module in @vscode/spdlog node-pty @parcel/watcher native-watchdog @vscode/deviceid kerberos; do
  build "$code/lib/vscode/node_modules/$module"
done
bindings=$root/node_modules/argon2/lib/binding/napi-v3
build node_modules/argon2 --module_name=argon2 --module_path="$bindings" --module="$bindings/argon2.node" --napi_version=9 --napi_build_version=3
touch node_modules/.ready
