// Command gen writes op_gen.go from ops.tsv. Run it with go generate in wasm/op.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"log"
	"os"
	"strings"
)

var immNames = map[string]string{
	"none": "ImmNone", "block": "ImmBlock", "label": "ImmLabel", "br_table": "ImmBrTable", "func": "ImmFunc",
	"type": "ImmType", "call_indirect": "ImmCallIndirect", "local": "ImmLocal", "global": "ImmGlobal",
	"table": "ImmTable", "tag": "ImmTag", "memory": "ImmMemory", "memarg": "ImmMemArg",
	"memarg_lane": "ImmMemArgLane", "lane": "ImmLane", "i32": "ImmI32", "i64": "ImmI64", "f32": "ImmF32",
	"f64": "ImmF64", "v128": "ImmV128", "shuffle": "ImmShuffle", "select": "ImmSelect", "data": "ImmData",
	"elem": "ImmElem", "elem_table": "ImmElemTable", "table_table": "ImmTableTable",
	"data_memory": "ImmDataMemory", "memory_memory": "ImmMemoryMemory", "heap_type": "ImmHeapType",
	"type_field": "ImmTypeField", "type_n": "ImmTypeN", "type_data": "ImmTypeData", "type_elem": "ImmTypeElem",
	"type_type": "ImmTypeType", "br_on_cast": "ImmBrOnCast", "try_table": "ImmTryTable", "fence": "ImmFence",
}

var featureNames = map[string]string{
	"mvp": "MVP", "sign-extension": "SignExtension", "trunc-sat": "TruncSat", "bulk-memory": "BulkMemory",
	"reference-types": "ReferenceTypes", "simd": "SIMD", "tail-call": "TailCall",
	"function-references": "FunctionReferences", "gc": "GC", "exceptions": "Exceptions",
	"legacy-exceptions": "LegacyExceptions", "relaxed-simd": "RelaxedSIMD", "threads": "Threads",
}

func main() {
	src, err := os.ReadFile("ops.tsv")
	if err != nil {
		log.Fatal(err)
	}
	var consts, rows bytes.Buffer
	for n, line := range strings.Split(strings.TrimSpace(string(src)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if err := emit(&consts, &rows, strings.Split(line, "\t")); err != nil {
			log.Fatalf("ops.tsv:%d: %v", n+1, err)
		}
	}
	out := fmt.Sprintf("// Code generated from ops.tsv; DO NOT EDIT.\n\npackage op\n\n// The instructions, named by their mnemonics.\nconst (\n%s)\n\nvar table = [Count]Info{\n%s}\n", consts.String(), rows.String())
	formatted, err := format.Source([]byte(out))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("op_gen.go", formatted, 0o644); err != nil {
		log.Fatal(err)
	}
}

func emit(consts, rows *bytes.Buffer, cols []string) error {
	if len(cols) != 6 {
		return fmt.Errorf("%d columns, want 6", len(cols))
	}
	value, err := opValue(cols[0])
	if err != nil {
		return err
	}
	imm, ok := immNames[cols[2]]
	if !ok {
		return fmt.Errorf("unknown immediate %q", cols[2])
	}
	feature, ok := featureNames[cols[5]]
	if !ok {
		return fmt.Errorf("unknown feature %q", cols[5])
	}
	name := camel(cols[1])
	fmt.Fprintf(consts, "%s Op = %s // %s\n", name, value, cols[1])
	fmt.Fprintf(rows, "%s: {Name: %q", name, cols[1])
	if cols[3] == "*" {
		rows.WriteString(", Special: true")
	} else {
		params, results, _ := strings.Cut(cols[3], ":")
		if params != "" {
			fmt.Fprintf(rows, ", Params: %q", params)
		}
		if results != "" {
			fmt.Fprintf(rows, ", Results: %q", results)
		}
	}
	fmt.Fprintf(rows, ", Imm: %s", imm)
	if cols[4] != "0" {
		fmt.Fprintf(rows, ", Align: %s", cols[4])
	}
	fmt.Fprintf(rows, ", Feature: %s},\n", feature)
	return nil
}

// opValue turns an opcode column into the Go expression of its Op.
func opValue(code string) (string, error) {
	prefix, sub, ok := strings.Cut(code, ":")
	if !ok {
		return "0x" + code, nil
	}
	switch prefix {
	case "fb", "fc", "fd", "fe":
		return "base" + strings.ToUpper(prefix) + " + 0x" + sub, nil
	}
	return "", fmt.Errorf("unknown prefix %q", prefix)
}

// camel turns a mnemonic into an exported Go name: i32.trunc_sat_f32_s → I32TruncSatF32S.
func camel(mnemonic string) string {
	var b strings.Builder
	for _, part := range strings.FieldsFunc(mnemonic, func(r rune) bool { return r == '.' || r == '_' }) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}
