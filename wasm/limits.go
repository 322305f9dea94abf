package wasm

// Limits of this implementation (Wasm 3.0 appendix A.1). A module beyond one is
// refused with an error that says so. They bound what a single instruction can
// cost (parameters, fields) or what an index can mean; no compiler's output
// comes near them. Types are limited by MaxTypes.
const (
	// MaxSections bounds sections, custom ones included.
	MaxSections = 1_000_000
	// MaxFunctions bounds the functions a module defines, and those it imports with other things.
	MaxFunctions = 10_000_000
	// MaxImports bounds imports.
	MaxImports = 1_000_000
	// MaxExports bounds exports.
	MaxExports = 1_000_000
	// MaxTables bounds defined tables.
	MaxTables = 100_000
	// MaxMemories bounds defined memories.
	MaxMemories = 100_000
	// MaxTags bounds defined tags.
	MaxTags = 1_000_000
	// MaxGlobals bounds defined globals.
	MaxGlobals = 1_000_000
	// MaxElems bounds element segments.
	MaxElems = 1_000_000
	// MaxDatas bounds data segments.
	MaxDatas = 1_000_000
	// MaxParams bounds the parameters of a function type. Browsers have the same limit.
	MaxParams = 1_000
	// MaxResults bounds the results of a function type. Browsers have the same limit.
	MaxResults = 1_000
	// MaxFields bounds the fields of a structure type. Browsers have the same limit.
	MaxFields = 10_000
)
