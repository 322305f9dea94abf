package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm/disasm/dump"
)

// newObjdumpCmd returns the command that lists sections, their entries and code.
func newObjdumpCmd() *cobra.Command {
	var opts dump.Options
	var noDemangle, source bool
	var symbolFlags symbolFlags
	cmd := &cobra.Command{
		Use:   "objdump [-h|-x|-d [-S]] [-j SECTION] [--func NAME|INDEX|RANGE] [--json] MODULE",
		Short: "List a module's sections, their entries and its code",
		Long: `List what a module consists of: its sections (-h), their entries (-x) and its
code in the text format, with the file offset of every instruction (-d).
MODULE may be - for standard input. Without -h, -x or -d: the code if --func
or "-j code" is given, the entries of another section given by -j, else the sections.`,
		Example: `  wdbg objdump -h app.wasm
  wdbg objdump -d --func main app.wasm
  wdbg objdump -d -S --func '*::push_back' app.wasm
  wdbg objdump -d --func 0x1f0-0x240 app.wasm
  wdbg objdump -j .debug_line app.wasm
  wdbg objdump -d --json app.wasm | jq .name`,
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			file, err := readModule(args[0], cmd.InOrStdin(), os.ReadFile)
			if err != nil {
				return err
			}
			opts.Name = args[0]
			if !noDemangle {
				opts.Disasm.Demangle = symbols.Demangle // as in call stacks
			}
			if source {
				opts.Code = true
				if opts.Source, err = sourceLines(file, args[0], &symbolFlags, cmd.ErrOrStderr()); err != nil {
					return err
				}
			}
			if err := dump.Write(cmd.OutOrStdout(), file, opts); err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.Bool("help", false, "show this help") // -h is for headers, as in other objdumps
	f.BoolVarP(&opts.Headers, "headers", "h", false, "list the sections: offsets, sizes, numbers of entries")
	f.BoolVarP(&opts.Details, "details", "x", false, "list the entries of sections: types, imports, functions, data, ...")
	f.BoolVarP(&opts.Code, "disassemble", "d", false, "list the code")
	f.BoolVarP(&source, "source", "S", false, "list the code with the source lines between the instructions")
	f.StringVarP(&opts.Section, "section", "j", "", "only the section `NAME`, in full, such as code, data or .debug_info")
	f.StringVar(&opts.Func, "func", "", "only the functions `SEL`: a name, a pattern with * and ?, an index, a range 3-7,\n"+
		"a file offset 0x1f2, or the instructions of 0x1f2-0x240")
	f.BoolVar(&opts.JSON, "json", false, "write JSON, one object per line")
	f.BoolVar(&noDemangle, "no-demangle", false, "show C++ and Rust symbols as they are")
	symbolFlags.add(f)
	f.BoolVar(&opts.Disasm.ShowBytes, "bytes", false, "show the bytes of each instruction")
	return cmd
}
