# What there is to do with this repository; only `make fixtures...` and `make bench-kernels` need more than Go.
GO ?= go

.DEFAULT_GOAL := build
.PHONY: build test vet debug-test fuzz generate cross ci

build:
	CGO_ENABLED=0 $(GO) build -o bin/ ./cmd/wdbg

test:
	$(GO) test ./...

vet:
	.ci/run format vet

debug-test:
	.ci/run debug

fuzz: # FUZZTIME=5m for each target
	FUZZTIME=$(or $(FUZZTIME),5m) .ci/run fuzz

generate:
	$(GO) generate ./...

cross:
	.ci/run cross

ci:
	.ci/run

include fixtures.mk
include bench.mk
include bench-symbols.mk
include bench-debug.mk
include vscode.mk
include bench-dap.mk
include bench-tui.mk
include testdata/symbols/symbols.mk
include testdata/symbols/formatters.mk
include testdata/symbols/assemblyscript.mk
include testdata/debug/debug.mk
