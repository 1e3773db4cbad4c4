package engine

import (
	"context"
	"fmt"
	"strings"

	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/store"
)

// CodeCorpus codes the documents of a project that were imported from a corpus: so
// many codings in each, of so many codes in a tree of two levels, by so many coders,
// in one operation. It gives the codes, the most frequent first.
func (p *Project) CodeCorpus(ctx context.Context, c qdatest.Corpus, each, codes, coders int) (list []qda.ID, err error) {
	_, err = p.update(ctx, "coding.bulk", func(tx *store.Tx) error {
		list = nil
		made := map[qda.ID]bool{}
		for i, pos := range qda.OrderKeys("", codes) {
			k := qda.Code{ID: c.ID("code", i), Pos: pos, Name: fmt.Sprintf("code %d", i), CreatedAt: tx.Now()}
			if i >= 20 {
				k.ParentID = list[i%20]
			}
			list = append(list, k.ID)
			if err := store.Put(tx, k); err != nil {
				return err
			}
		}
		for i := range coders {
			if err := store.Put(tx, qda.Coder{ID: c.ID("coder", i), Name: fmt.Sprintf("Coder %d", i)}); err != nil {
				return err
			}
		}
		round, err := roundFor(tx, qda.ID{})
		if err != nil {
			return err
		}
		documents, err := store.List[qda.Document](tx, store.Eq{})
		if err != nil {
			return err
		}
		for _, d := range documents {
			var n int
			if _, err := fmt.Sscanf(strings.TrimLeft(d.Title, "0")+" ", "%d", &n); err != nil && strings.Trim(d.Title, "0") != "" {
				continue
			}
			for _, coding := range c.Codings(c.Document(n), each, codes, coders) {
				coding.ID, coding.DocumentID, coding.TextHash, coding.RoundID = tx.NewID(), d.ID, d.TextHash, round
				key := coding.ID
				if made[key] {
					continue
				}
				made[key] = true
				if err := store.Put(tx, coding); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return list, err
}
