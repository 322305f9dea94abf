package theme

import "github.com/wdbg/wdbg/tui/internal/frame"

// The terminal's 16 colours.
const (
	black uint8 = iota
	red
	green
	yellow
	blue
	magenta
	cyan
	white
	brightBlack
	brightRed
	brightGreen
	brightYellow
	brightBlue
	brightMagenta
	brightCyan
	brightWhite
)

// dark is for terminals with light text on a dark ground.
func dark() *Theme {
	t := &Theme{name: "dark", text: hex(0xdcdfe4, white, 253), back: hex(0x16181d, black, 234)}
	t.roles = [frame.Roles]Look{
		frame.Normal:       {},
		frame.Dim:          {Fore: hex(0x9aa2b1, brightBlack, 247)},
		frame.Strong:       {Fore: hex(0xffffff, brightWhite, 231), Attr: Bold},
		frame.Keyword:      {Fore: hex(0xd6a8f0, brightMagenta, 183)},
		frame.Type:         {Fore: hex(0x7fd4dc, cyan, 116)},
		frame.String:       {Fore: hex(0xa9d78b, green, 150)},
		frame.Number:       {Fore: hex(0xf0b482, yellow, 216)},
		frame.Comment:      {Fore: hex(0xa3adbd, brightBlack, 145), Attr: Italic},
		frame.Function:     {Fore: hex(0x8fc6ff, brightCyan, 117)},
		frame.Error:        {Fore: hex(0xff9c94, brightRed, 217), Attr: Bold},
		frame.Warning:      {Fore: hex(0xf2c55c, yellow, 221)},
		frame.Good:         {Fore: hex(0x93dc9a, green, 114)},
		frame.Changed:      {Fore: hex(0xffd75f, brightYellow, 221), Attr: Bold},
		frame.Point:        {Fore: hex(0xff9086, brightRed, 210), Attr: Bold},
		frame.PointOff:     {Fore: hex(0xa9b0bd, brightBlack, 248)},
		frame.PointPending: {Fore: hex(0xf0b482, yellow, 216)},
		frame.Here:         {Fore: hex(0xffe082, brightYellow, 222), Attr: Bold},
		frame.Inline:       {Fore: hex(0x9fb7a8, cyan, 151), Attr: Italic},
		frame.Border:       {Fore: hex(0x8b93a5, brightBlack, 245)},
		frame.Title:        {Fore: hex(0xb4bccb, white, 250)},
		frame.TitleOn:      {Fore: hex(0xffffff, brightWhite, 231), Attr: Bold | Underline},
		frame.Key:          {Fore: hex(0x9bdcff, brightCyan, 153), Attr: Bold},
		frame.Status:       {Fore: hex(0xeef1f6, brightWhite, 255)},
		frame.Match:        {Fore: hex(0xffe08a, brightYellow, 222), Attr: Bold | Underline},
		frame.Accent:       {Fore: hex(0x9bdcff, cyan, 153)},
		frame.Selected:     {Fore: hex(0xffffff, brightWhite, 231), Attr: Bold},
		frame.Input:        {Fore: hex(0xffffff, brightWhite, 231)},
	}
	t.grounds = [frame.Grounds]ground{
		frame.CurrentRow: {Look{Fore: Indexed(black), Back: hex(0x4a3d12, yellow, 53)}, true},
		frame.CursorRow:  {Look{Fore: Indexed(brightWhite), Back: hex(0x2a2f3a, brightBlack, 236)}, true},
		frame.FrameRow:   {Look{Fore: Indexed(brightWhite), Back: hex(0x1d3a30, magenta, 17)}, true},
		frame.BarRow:     {Look{Fore: Indexed(black), Back: hex(0x30323f, white, 237)}, true},
		frame.Popup:      {Look{Back: hex(0x1f222b, black, 235)}, false},
		frame.Chosen:     {Look{Fore: Indexed(brightWhite), Back: hex(0x1f3f66, blue, 17)}, true},
		frame.Found:      {Look{Fore: Indexed(black), Back: hex(0x4d2b63, cyan, 52)}, true},
		frame.Alert:      {Look{Fore: Indexed(brightWhite), Back: hex(0x5a1f24, red, 52)}, true},
	}
	return t
}

// light is for terminals with dark text on a light ground.
func light() *Theme {
	t := &Theme{name: "light", text: hex(0x24292f, black, 235), back: hex(0xffffff, brightWhite, 231)}
	t.roles = [frame.Roles]Look{
		frame.Normal:       {},
		frame.Dim:          {Fore: hex(0x5f6772, brightBlack, 241)},
		frame.Strong:       {Fore: hex(0x000000, black, 16), Attr: Bold},
		frame.Keyword:      {Fore: hex(0x7a1fa2, magenta, 54)},
		frame.Type:         {Fore: hex(0x00565e, cyan, 23)},
		frame.String:       {Fore: hex(0x0b5a1c, green, 22)},
		frame.Number:       {Fore: hex(0x8a3c00, red, 88)},
		frame.Comment:      {Fore: hex(0x545d68, brightBlack, 240), Attr: Italic},
		frame.Function:     {Fore: hex(0x0a4a9e, blue, 19)},
		frame.Error:        {Fore: hex(0xa40e1c, red, 88), Attr: Bold},
		frame.Warning:      {Fore: hex(0x754200, red, 58)},
		frame.Good:         {Fore: hex(0x0b5a1c, green, 22)},
		frame.Changed:      {Fore: hex(0x9c1f00, red, 88), Attr: Bold},
		frame.Point:        {Fore: hex(0xa8101f, red, 124), Attr: Bold},
		frame.PointOff:     {Fore: hex(0x545d68, brightBlack, 240)},
		frame.PointPending: {Fore: hex(0x754200, magenta, 58)},
		frame.Here:         {Fore: hex(0x6d4200, blue, 58), Attr: Bold},
		frame.Inline:       {Fore: hex(0x3d5a4c, cyan, 238), Attr: Italic},
		frame.Border:       {Fore: hex(0x6b7380, brightBlack, 242)},
		frame.Title:        {Fore: hex(0x424a53, black, 238)},
		frame.TitleOn:      {Fore: hex(0x000000, black, 16), Attr: Bold | Underline},
		frame.Key:          {Fore: hex(0x0a4a9e, blue, 19), Attr: Bold},
		frame.Status:       {Fore: hex(0x1b1f24, black, 234)},
		frame.Match:        {Fore: hex(0x6d4200, magenta, 58), Attr: Bold | Underline},
		frame.Accent:       {Fore: hex(0x0a4a9e, blue, 19)},
		frame.Selected:     {Fore: hex(0x000000, black, 16), Attr: Bold},
		frame.Input:        {Fore: hex(0x000000, black, 16)},
	}
	t.grounds = [frame.Grounds]ground{
		frame.CurrentRow: {Look{Fore: Indexed(black), Back: hex(0xfff0a8, yellow, 229)}, true},
		frame.CursorRow:  {Look{Fore: Indexed(black), Back: hex(0xe8ebf0, white, 254)}, true},
		frame.FrameRow:   {Look{Fore: Indexed(black), Back: hex(0xd5f0dc, green, 194)}, true},
		frame.BarRow:     {Look{Fore: Indexed(brightWhite), Back: hex(0xdde1e8, black, 253)}, true},
		frame.Popup:      {Look{Fore: Indexed(black), Back: hex(0xf4f5f8, brightWhite, 255)}, false},
		frame.Chosen:     {Look{Fore: Indexed(brightWhite), Back: hex(0xcfe3ff, blue, 189)}, true},
		frame.Found:      {Look{Fore: Indexed(black), Back: hex(0xead8ff, cyan, 225)}, true},
		frame.Alert:      {Look{Fore: Indexed(brightWhite), Back: hex(0xffdcdc, red, 224)}, true},
	}
	return t
}

// none has no colours. It is also what terminals without colours show of other themes.
func none() *Theme {
	t := &Theme{name: "none", text: RGB(0xdcdfe4), back: RGB(0x16181d)}
	for role, attr := range map[frame.Role]Attr{
		frame.Dim: Faint, frame.Strong: Bold, frame.Keyword: Bold, frame.Comment: Faint,
		frame.Error: Bold | Underline, frame.Warning: Faint | Underline, frame.Good: Bold, frame.Changed: Bold | Underline,
		frame.Point: Bold | Reverse, frame.PointOff: Faint | Reverse, frame.PointPending: Reverse, frame.Here: Bold,
		frame.Inline: Faint, frame.Border: Faint, frame.TitleOn: Bold | Reverse, frame.Key: Bold, frame.Status: Reverse,
		frame.Match: Bold | Underline, frame.Accent: Underline, frame.Selected: Bold,
	} {
		t.roles[role].Attr = attr
	}
	for g, attr := range map[frame.Ground]Attr{
		frame.CurrentRow: Reverse, frame.CursorRow: Underline, frame.FrameRow: Bold | Underline,
		frame.Chosen: Reverse | Bold, frame.Found: Reverse | Underline, frame.Alert: Reverse | Bold | Underline,
	} {
		t.grounds[g].Attr = attr
	}
	return t
}
