package gauge

import "testing"

func TestQuantile(t *testing.T) {
	list := []int{5, 1, 4, 2, 3}
	for _, test := range []struct {
		q    float64
		want int
	}{{0, 1}, {0.2, 1}, {0.5, 3}, {0.99, 5}, {1, 5}} {
		if got := Quantile(list, test.q); got != test.want {
			t.Errorf("quantile %g is %d, not %d", test.q, got, test.want)
		}
	}
	if list[0] != 5 || Quantile[int](nil, 0.5) != 0 {
		t.Error("the list is changed, or an empty one has a quantile")
	}
}
