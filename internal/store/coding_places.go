package store

import (
	"cmp"
	"errors"
	"slices"

	"articula/internal/qda"
)

// placesRead gathers codings as they come from the file. A hundred thousand of them are
// twenty megabytes: they are written once where they arrive and once where they belong.
type placesRead struct {
	number    map[qda.ID]int32 // of each document, as they come
	documents []documentRead
	last      int32 // the document of the coding before; many of one come together
	blocks    [][]qda.Coding
	of        [][]int32         // for each coding, its document
	moments   map[string]string // few different times: the texts are shared
	n         int
}

type documentRead struct {
	id    qda.ID
	count int
}

// placesBlock is how many codings one block holds.
const placesBlock = 4096

func (r *placesRead) add(ids, start, end, at any, keep func(qda.Coding) bool) error {
	const five = 5 * len(qda.ID{})
	bytes, ok := asText(ids)
	from, ok1 := start.(int64)
	to, ok2 := end.(int64)
	moment, ok3 := asText(at)
	if !ok || !ok1 || !ok2 || !ok3 || len(bytes) != five {
		return explain(errors.New("a coding of an unknown form"))
	}
	if len(r.blocks) == 0 || len(r.blocks[len(r.blocks)-1]) == placesBlock {
		r.blocks = append(r.blocks, make([]qda.Coding, 0, placesBlock))
		r.of = append(r.of, make([]int32, 0, placesBlock))
	}
	block, of := &r.blocks[len(r.blocks)-1], &r.of[len(r.of)-1]
	*block = append(*block, qda.Coding{})
	c := &(*block)[len(*block)-1]
	for i, id := range []*qda.ID{&c.ID, &c.DocumentID, &c.CodeID, &c.CoderID, &c.RoundID} {
		copy(id[:], bytes[i*len(id):])
	}
	c.Start, c.End = int(from), int(to)
	known, ok := r.moments[moment]
	if !ok {
		known = moment
		r.moments[known] = known
	}
	c.CreatedAt = known
	if !keep(*c) {
		*block = (*block)[:len(*block)-1]
		return nil
	}
	*of = append(*of, r.document(c.DocumentID))
	r.documents[r.last].count++
	r.n++
	return nil
}

// document gives the number of a document and remembers it.
func (r *placesRead) document(id qda.ID) int32 {
	if len(r.documents) > 0 && r.documents[r.last].id == id {
		return r.last
	}
	n, known := r.number[id]
	if !known {
		n = int32(len(r.documents))
		r.number[id] = n
		r.documents = append(r.documents, documentRead{id: id})
	}
	r.last = n
	return n
}

// asText gives a value that the driver may hand over as a text or as bytes.
func asText(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case []byte:
		return string(v), true
	}
	return "", false
}

// inOrder gives the codings by document and place.
func (r *placesRead) inOrder() []qda.Coding {
	ranks := make([]int32, len(r.documents))
	for i := range ranks {
		ranks[i] = int32(i)
	}
	slices.SortFunc(ranks, func(a, b int32) int { return byBytes(r.documents[a].id, r.documents[b].id) })
	next, at := make([]int, len(r.documents)), 0
	for _, n := range ranks {
		next[n] = at
		at += r.documents[n].count
	}
	out := make([]qda.Coding, r.n)
	for i, block := range r.blocks {
		for k := range block {
			n := r.of[i][k]
			out[next[n]] = block[k]
			next[n]++
		}
	}
	inPlace := func(a, b qda.Coding) int { return cmp.Or(a.Start-b.Start, b.End-a.End, byBytes(a.ID, b.ID)) }
	at = 0
	for _, n := range ranks {
		list := out[at:next[n]]
		if !slices.IsSortedFunc(list, inPlace) {
			slices.SortFunc(list, inPlace)
		}
		at = next[n]
	}
	return out
}
