package engine

import (
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// A passage is cited once for a thing. Two copies may each cite it, and so may two coders
// of a blind round who do not see each other's citations; then there are several records
// of it. None of them is deleted when they meet: each may be all that somebody is allowed
// to see, and the one who takes her own away must not take away what the other said. They
// are read as one, which is the one with the smallest identity, and changed as one.

// citedPlace is what makes two citations the same.
type citedPlace struct {
	owner, document qda.ID
	text            qda.Hash
	span            qda.Span
}

func placeCited(c qda.Citation) citedPlace {
	return citedPlace{c.OwnerID, c.DocumentID, c.TextHash, c.Span}
}

// eachOnce gives the citations that stand for themselves and for those that are the same,
// in the order of the list.
func eachOnce(list []qda.Citation) []qda.Citation {
	first := make(map[citedPlace]qda.ID, len(list))
	for _, c := range list {
		at := placeCited(c)
		if id, twice := first[at]; !twice || compareIDs(c.ID, id) < 0 {
			first[at] = c.ID
		}
	}
	if len(first) == len(list) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(c qda.Citation) bool { return first[placeCited(c)] != c.ID })
}

// sameCitations reads the citations that are the same as the given one, itself first and
// then in the order of their identities.
func sameCitations(tx *store.Tx, c qda.Citation) ([]qda.Citation, error) {
	list, err := store.List[qda.Citation](tx, store.Eq{"owner_id": c.OwnerID, "document_id": c.DocumentID})
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(x qda.Citation) bool { return x.ID == c.ID || placeCited(x) != placeCited(c) })
	slices.SortFunc(list, func(a, b qda.Citation) int { return compareIDs(a.ID, b.ID) })
	return append([]qda.Citation{c}, list...), nil
}

// wordingsOf reads the wordings of citations, with those that the same citations have, by
// the identity of each.
func (w *world) wordingsOf(list []qda.Citation) (map[qda.ID][]TranslationView, error) {
	same := make(map[qda.ID][]qda.ID, len(list))
	var all []qda.ID
	for _, c := range list {
		twins, err := sameCitations(w.tx, c)
		if err != nil {
			return nil, err
		}
		same[c.ID] = each(twins, qda.Citation.Key)
		all = append(all, same[c.ID]...)
	}
	have, err := w.translations(all)
	if err != nil {
		return nil, err
	}
	out := make(map[qda.ID][]TranslationView, len(list))
	for id, twins := range same {
		for _, twin := range twins {
			for _, t := range have[twin] {
				if !slices.ContainsFunc(out[id], func(o TranslationView) bool { return o.Lang == t.Lang && o.Text == t.Text }) {
					out[id] = append(out[id], t)
				}
			}
		}
	}
	return out, nil
}

// spansOnce gives the links of documents to cases without those that say what another
// says already: two copies may each have made it. The list is in the order of identities.
func spansOnce(list []qda.CaseSpan) []qda.CaseSpan {
	seen := make(map[qda.CaseSpan]bool, len(list))
	return slices.DeleteFunc(list, func(s qda.CaseSpan) bool {
		s = linkMade(s)
		twice := seen[s]
		seen[s] = true
		return twice
	})
}

// linkMade is what a link of a document to a case says, whoever made it.
func linkMade(s qda.CaseSpan) qda.CaseSpan {
	s.ID = qda.ID{}
	if s.Whole {
		s.Span = qda.Span{}
	}
	return s
}
