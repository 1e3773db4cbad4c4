package engine

import (
	"bytes"
	"crypto/sha256"
	"slices"

	"articula/internal/qda"
)

// masksOf gives every coder of a project the letter that she is called by where names are
// hidden: the same in every round, comparison and screen. The letters follow a hash, for
// in the order of joining A would be whoever made the project.
func masksOf(project qda.ID, coders []qda.Coder) map[qda.ID]string {
	drawn := make([][sha256.Size]byte, len(coders))
	order := make([]int, len(coders))
	for i, c := range coders {
		drawn[i], order[i] = sha256.Sum256(append(project[:], c.ID[:]...)), i
	}
	slices.SortFunc(order, func(a, b int) int { return bytes.Compare(drawn[a][:], drawn[b][:]) })
	out := make(map[qda.ID]string, len(coders))
	for n, i := range order {
		out[coders[i].ID] = letters(n)
	}
	return out
}

// letters counts A, B … Z, AA.
func letters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letters(i/26-1) + letters(i%26)
}

// coder names somebody as the query calls people; none for nobody.
func (q AgreementQuery) coder(cat *catalog, id qda.ID) Ref {
	switch {
	case !q.Masked || id.IsZero():
		return Ref{id, cat.coderOf[id]}
	case q.Known:
		return Ref{id, cat.maskOf[id]}
	}
	return Ref{Name: cat.maskOf[id]}
}
