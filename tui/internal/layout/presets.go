package layout

// Preset is a layout that comes with the program.
type Preset struct {
	Name, Help string
	Root       *Node
}

func region(weight float64, tabs ...string) *Node { return &Node{Weight: weight, Tabs: tabs} }

func columns(weight float64, kids ...*Node) *Node {
	return &Node{Weight: weight, Columns: true, Kids: kids}
}

func rows(weight float64, kids ...*Node) *Node { return &Node{Weight: weight, Kids: kids} }

// Presets returns the layouts that come with the program; each call returns new ones.
func Presets() []Preset {
	return []Preset{
		{"small", "source and variables; all else in tabs", rows(1,
			columns(62,
				region(60, "source", "code"),
				rows(40, region(55, "variables", "machine", "watches"), region(45, "stack", "points")),
			),
			region(38, "console", "output", "memory", "heap"),
		)},
		{"large", "source beside code, and most of the rest", rows(1,
			columns(64,
				region(40, "source"),
				region(34, "code"),
				rows(32, region(58, "variables"), region(42, "machine", "watches")),
			),
			columns(36,
				region(40, "console"),
				region(34, "output", "memory"),
				rows(32, region(55, "stack"), region(45, "points", "heap")),
			),
		)},
		{"code", "the machine's view: code, operands, memory", rows(1,
			columns(60,
				region(55, "code", "source"),
				rows(45, region(55, "machine", "variables", "watches"), region(45, "stack", "points")),
			),
			columns(40, region(60, "memory", "heap"), region(40, "console", "output")),
		)},
		{"wide", "source over code, for wide and low screens", columns(1,
			rows(42, region(58, "source"), region(42, "code")),
			rows(30, region(50, "variables", "watches"), region(50, "machine", "memory", "heap")),
			rows(30, region(45, "stack", "points"), region(55, "console", "output")),
		)},
		{"source", "source and console", rows(1,
			region(68, "source", "code", "machine", "memory", "heap"),
			columns(32, region(60, "console", "output"), region(40, "variables", "watches", "stack", "points")),
		)},
	}
}

// For returns the name of the preset that fits a screen.
func For(width, height int) string {
	switch {
	case width >= 140 && height >= 30:
		return "large"
	case width >= 140:
		return "wide"
	}
	return "small"
}
