package engine

import (
	"context"
	"strings"

	"articula/internal/qda"
)

// FindCoder resolves what a person calls a coder: identity, name or initials.
func (p *Project) FindCoder(ctx context.Context, ref string) (qda.Coder, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return qda.Coder{}, err
	}
	if id, err := qda.ParseID(ref); err == nil {
		for _, c := range cat.coders {
			if c.ID == id {
				return c, nil
			}
		}
	}
	found, ok := matchNames(cat.coders, ref, func(c qda.Coder) string { return c.Name }, func(c qda.Coder) string { return c.Initials })
	switch {
	case ok:
		return found[0], nil
	case len(found) > 1:
		return qda.Coder{}, qda.E(qda.Conflict, "coder.ambiguous", "{n} coders are called {coder}. Name the one you mean by identity.", "n", len(found), "coder", ref)
	}
	var names []string
	for _, c := range cat.coders {
		names = append(names, c.Name)
	}
	return qda.Coder{}, qda.E(qda.NotFound, "coder.unknown", "There is no coder {coder}. The project has {choices}.", "coder", ref, "choices", strings.Join(names, ", "))
}
