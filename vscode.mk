# The extension for Visual Studio Code. It needs node 20 and npm.
#
#   make vsix            editors/vscode/wdbg.vsix, to be installed with `code --install-extension`
#   make vsix-test       the tests of what is not the editor's
#   make vscode-test     the extension in a real editor: code-server, in Debian's chromium; also a C++ compiler, make, python3, libkrb5-dev
#                        and ripgrep. Pictures of it are written to docs with VSCODE_SHOTS=docs
#   make fixtures-vscode the program that vscode-test debugs (clang 22)

VSCODE := editors/vscode

.PHONY: vsix vsix-test vscode-test fixtures-vscode

$(VSCODE)/node_modules/.package-lock.json: $(VSCODE)/package-lock.json
	cd $(VSCODE) && npm ci --no-audit --no-fund

vsix: $(VSCODE)/node_modules/.package-lock.json
	cp LICENSE $(VSCODE)/LICENSE
	cd $(VSCODE) && rm -rf out && npm run --silent compile && npm run --silent package

vsix-test: $(VSCODE)/node_modules/.package-lock.json build
	cd $(VSCODE) && rm -rf out && npm run --silent compile && WDBG=$(CURDIR)/bin/wdbg npm run --silent test

vscode-test: vsix build
	$(VSCODE)/test/install.sh
	WDBG=$(CURDIR)/bin/wdbg VSIX=$(CURDIR)/$(VSCODE)/wdbg.vsix VSCODE_SHOTS=$(abspath $(VSCODE_SHOTS)) node $(VSCODE)/test/editor.mjs

fixtures-vscode: fixtures-lib
	cd $(VSCODE)/test/workspace && $(CLANGXX) $(WASI) -ffile-prefix-map=$(CURDIR)/$(VSCODE)/test/workspace=. $(LEAN) -std=c++20 -fno-exceptions -O0 main.cpp -o main.wasm
