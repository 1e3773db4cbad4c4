package engine

import (
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// Standing gives the citations on which something rests: those of documents that are not
// in the bin. The others are kept, and count again once the document is fetched back.
func Standing(list []CitationView) []CitationView {
	out := make([]CitationView, 0, len(list))
	for _, c := range list {
		if !c.Binned {
			out = append(out, c)
		}
	}
	return out
}

// standingOf is [Standing] of records.
func (c *catalog) standingOf(list []qda.Citation) []qda.Citation {
	if !slices.ContainsFunc(list, func(x qda.Citation) bool { return c.binned(x.DocumentID) }) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(x qda.Citation) bool { return c.binned(x.DocumentID) })
}

// restsOn reads the citations of many owners at once, as [citationsOf] does, without
// those of documents in the bin.
func (c *catalog) restsOn(tx *store.Tx, owner string) (map[qda.ID][]qda.Citation, error) {
	all, err := citationsOf(tx, owner)
	if owner == "attribute_value" {
		all = c.citedOnce(all)
	}
	for id, list := range all {
		all[id] = c.standingOf(list)
	}
	return all, err
}
