package engine

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"slices"

	"articula/internal/qda"
)

// maskBlock is how many coders draw their letters from the same ones.
const maskBlock = 4

// masksOf gives every coder of a project the letter that she is called by where names are
// hidden: the same in every round, comparison and screen, and still the same when others
// join. Letters are handed out in the order of joining (seats, places in the log; those
// who came together by identity), four at a time: which of A to D the first has follows
// from the project, for A would else be whoever made it.
func masksOf(project qda.ID, coders []qda.Coder, seats map[qda.ID]int) map[qda.ID]string {
	order := slices.SortedFunc(slices.Values(coders), func(a, b qda.Coder) int {
		return cmp.Or(seats[a.ID]-seats[b.ID], bytes.Compare(a.ID[:], b.ID[:]))
	})
	out := make(map[qda.ID]string, len(coders))
	for n, c := range order {
		block := n / maskBlock
		out[c.ID] = letters(block*maskBlock + drawnOrder(project, block)[n%maskBlock])
	}
	return out
}

// drawnOrder is an order of the letters of a block that only the project tells.
func drawnOrder(project qda.ID, block int) []int {
	var drawn [maskBlock][sha256.Size]byte
	order := make([]int, maskBlock)
	for i := range order {
		drawn[i], order[i] = sha256.Sum256(append(project[:], byte(block), byte(i))), i
	}
	slices.SortFunc(order, func(a, b int) int { return bytes.Compare(drawn[a][:], drawn[b][:]) })
	return order
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
