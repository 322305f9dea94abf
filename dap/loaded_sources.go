package dap

import (
	"cmp"
	"slices"

	proto "github.com/google/go-dap"
)

// maxSources bounds the sources of one answer.
const maxSources = 20000

// loadedSources lists the source files that have code, as far as their text is there.
func (c *conn) loadedSources(r *request, _ *struct{}) (any, error) {
	c.listed = true
	body := proto.LoadedSourcesResponseBody{Sources: []proto.Source{}}
	err := c.inspect(r, func(in *inspection) error {
		seen := map[string]bool{}
		for _, inst := range in.v.Instances() {
			for _, f := range in.v.Table(inst.ID).Files() {
				if err := r.stop(); err != nil {
					return err
				}
				src, found := c.sources.of(c, f)
				key := src.Path
				if src.SourceReference > 0 {
					key = src.Name + "\x00" + f.Path
				}
				if !found || seen[key] || len(body.Sources) >= maxSources {
					continue
				}
				seen[key] = true
				body.Sources = append(body.Sources, *src)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(body.Sources, func(a, b proto.Source) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Name, b.Name)) })
	return body, nil
}
