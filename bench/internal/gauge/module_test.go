package gauge

import "testing"

func TestReadModule(t *testing.T) {
	p, err := ReadModule("../../../testdata/symbols/c/values_O0_v5.wasm")
	if err != nil {
		t.Fatal(err)
	}
	if p.Code < 1000 || p.Debug < 1000 || p.Code+p.Debug > p.Size || p.Funcs < 20 {
		t.Errorf("%+v", p)
	}
	if _, err := ReadModule("module.go"); err == nil {
		t.Error("a Go file passes for a module")
	}
}
