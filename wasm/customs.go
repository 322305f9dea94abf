package wasm

// Names of custom sections that tools agree on.
const (
	// CustomName holds names of functions, locals and so on (Wasm 3.0 §7.4.1); see Module.Names.
	CustomName = "name"
	// CustomProducers lists languages and tools; see Module.Producers.
	CustomProducers = "producers"
	// CustomBuildID identifies the build; see Module.BuildID.
	CustomBuildID = "build_id"
	// CustomExternalDebugInfo points to a file with DWARF; see Module.ExternalDebugInfo.
	CustomExternalDebugInfo = "external_debug_info"
	// CustomSourceMappingURL points to a source map; see Module.SourceMappingURL.
	CustomSourceMappingURL = "sourceMappingURL"
	// CustomTargetFeatures lists the features a module was compiled for; see Module.TargetFeatures.
	CustomTargetFeatures = "target_features"
	// CustomBranchHint holds the likely directions of branches; see Module.BranchHints.
	CustomBranchHint = "metadata.code.branch_hint"
	// CustomDylink marks a dynamic library.
	CustomDylink = "dylink.0"
	// CustomLinking marks a relocatable object file; see Module.Relocatable.
	CustomLinking = "linking"
)

// ProducerField is one field of the producers section, such as "language" or "processed-by".
type ProducerField struct {
	Name   string
	Values []Producer
}

// Producer is a language or tool and its version, which may be empty.
type Producer struct{ Name, Version string }

// TargetFeature is a feature with its mark: '+' used, '-' must not be used, '=' required of everything linked.
type TargetFeature struct {
	Mark byte
	Name string
}

// Producers returns the fields of the producers section (tool-conventions, ProducersSection); nil without one. On an
// error, an *Error, what was read before it is returned too.
func (m *Module) Producers() ([]ProducerField, error) {
	c, ok := m.customReader(CustomProducers)
	if !ok {
		return nil, nil
	}
	var fields []ProducerField
	for range c.count() {
		f := ProducerField{Name: c.r.Name()}
		for range c.count() {
			p := Producer{Name: c.r.Name(), Version: c.r.Name()}
			if c.r.err != nil {
				return append(fields, f), c.finish()
			}
			f.Values = append(f.Values, p)
		}
		if c.r.err != nil {
			break
		}
		fields = append(fields, f)
	}
	return fields, c.finish()
}

// BuildID returns the identifier in the build_id section, a part of the file; nil without one.
func (m *Module) BuildID() ([]byte, error) {
	c, ok := m.customReader(CustomBuildID)
	if !ok {
		return nil, nil
	}
	id := c.r.Bytes(int(c.count()))
	return id, c.finish()
}

// ExternalDebugInfo returns the URL or path of the file that holds the module's DWARF; "" if the module names none.
func (m *Module) ExternalDebugInfo() (string, error) { return m.customString(CustomExternalDebugInfo) }

// SourceMappingURL returns the URL or path of the module's source map; "" if the module names none.
func (m *Module) SourceMappingURL() (string, error) { return m.customString(CustomSourceMappingURL) }

// TargetFeatures returns the entries of the target_features section (tool-conventions, Linking); nil without one.
// On an error, an *Error, the entries before it are returned too.
func (m *Module) TargetFeatures() ([]TargetFeature, error) {
	c, ok := m.customReader(CustomTargetFeatures)
	if !ok {
		return nil, nil
	}
	var features []TargetFeature
	for range c.count() {
		at := c.r.Pos()
		f := TargetFeature{Mark: c.r.Byte(), Name: c.r.Name()}
		if f.Mark != '+' && f.Mark != '-' && f.Mark != '=' {
			c.r.Failf(at, "malformed feature prefix 0x%02x: expected '+', '-' or '='", f.Mark)
		}
		if c.r.err != nil {
			break
		}
		features = append(features, f)
	}
	return features, c.finish()
}

// Relocatable reports whether the file is an object file that a linker has yet to make a module of (tool-conventions, Linking).
func (m *Module) Relocatable() bool { return len(m.Custom(CustomLinking)) > 0 }

// customString reads a section that is one name.
func (m *Module) customString(name string) (string, error) {
	c, ok := m.customReader(name)
	if !ok {
		return "", nil
	}
	s := c.r.Name()
	return s, c.finish()
}

// customReader reads the payload of a custom section.
type customReader struct {
	r       *Reader
	section Section
}

// customReader returns a reader of the first custom section of a name.
func (m *Module) customReader(name string) (c customReader, ok bool) {
	for _, s := range m.Sections {
		if s.ID == SectionCustom && s.Name == name {
			return customReader{NewReader(m.Bytes, s.Start, s.End), s}, true
		}
	}
	return customReader{}, false
}

// count reads the length of a vector whose elements take at least one byte each.
func (c customReader) count() uint32 {
	at := c.r.Pos()
	n := c.r.U32()
	if uint64(n) > uint64(c.r.Len()) {
		c.r.Failf(at, "unexpected end: %d entries in %d bytes", n, c.r.Len())
		return 0
	}
	return n
}

// finish returns the first error, bytes left over being one.
func (c customReader) finish() error {
	if c.r.err == nil && c.r.Len() > 0 {
		c.r.Failf(c.r.Pos(), "section size mismatch: %d bytes are left after the last entry", c.r.Len())
	}
	if c.r.err == nil {
		return nil
	}
	c.r.err.Section = c.section.Name
	return c.r.err
}
