package index

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"articula/internal/query"
)

// catalogue is what the index holds at one generation: which targets, and where
// their units lie. It never changes once it is in use.
type catalogue struct {
	state   state
	entries map[Target]*entry
	noted   int // the operation up to which the index on the disk says that it has come

	mu       sync.Mutex
	terms    map[expansion][]string // see lookup.terms
	segments []uint64               // the segments of bleve that numbers is made for
	numbers  []number
}

// number says which chunk a number of bleve stands for.
type number struct {
	entry *entry // nil for one that is deleted
	field uint16
	chunk uint32
}

// expansion is a word of a query in one of the term fields.
type expansion struct {
	field string
	word  query.Word
}

// entry is one target of the catalogue.
type entry struct {
	target Target
	fields []fieldEntry
}

type fieldEntry struct {
	head
	chunks []*units
}

func newCatalogue(s state) *catalogue {
	return &catalogue{state: s, entries: map[Target]*entry{}, terms: map[expansion][]string{}, noted: s.Base.Seq}
}

// next is a copy to be changed into the catalogue of the next generation.
func (c *catalogue) next() *catalogue {
	n := newCatalogue(c.state)
	n.state.Gen++
	n.entries, n.noted = maps.Clone(c.entries), c.noted
	return n
}

// chunks counts the chunks of an entry.
func (e *entry) count() (n int) {
	if e != nil {
		for _, f := range e.fields {
			n += len(f.chunks)
		}
	}
	return n
}

var errIncomplete = errors.New("the index is not complete")

// readCatalogue reads the whole catalogue from an index and checks that no chunk
// is missing, cut or too many.
func readCatalogue(r bleveindex.IndexReader) (*catalogue, error) {
	b, err := r.GetInternal(stateKey)
	if err != nil {
		return nil, err
	}
	if b == nil {
		return nil, errIncomplete
	}
	s, err := decodeState(b)
	if err != nil {
		return nil, err
	}
	c := newCatalogue(s)
	total := 0
	for _, seg := range r.(*scorch.IndexSnapshot).Segments() {
		gone := seg.Deleted()
		for num := range uint64(seg.FullSize()) {
			if gone != nil && gone.Contains(uint32(num)) {
				continue
			}
			id, err := seg.DocID(num)
			if err != nil {
				return nil, err
			}
			t, field, n, ok := readChunkID(string(id))
			if !ok {
				return nil, errChunk
			}
			bad := errChunk
			err = seg.VisitDocument(num, func(name string, _ byte, value []byte, _ []uint64) bool {
				if name == unitsField {
					h, u, err := decode(value)
					if bad = err; err == nil {
						bad = c.put(t, field, n, h, u)
					}
				}
				return true
			})
			if err := cmp.Or(err, bad); err != nil {
				return nil, err
			}
			total++
		}
	}
	if total != s.Chunks {
		return nil, errIncomplete
	}
	return c, c.complete()
}

// put takes in one chunk, in any order.
func (c *catalogue) put(t Target, field, n int, h *head, u *units) error {
	if (h != nil) != (n == 0) || n > 1<<24 {
		return errChunk
	}
	e := c.entries[t]
	if e == nil {
		e = &entry{target: t}
		c.entries[t] = e
	}
	for len(e.fields) <= field {
		e.fields = append(e.fields, fieldEntry{})
	}
	f := &e.fields[field]
	if h != nil {
		f.head = *h
	}
	for len(f.chunks) <= n {
		f.chunks = append(f.chunks, nil)
	}
	if f.chunks[n] != nil {
		return errChunk
	}
	f.chunks[n] = u
	return nil
}

// complete checks that every field has the chunks that its head promises.
func (c *catalogue) complete() error {
	for _, e := range c.entries {
		for _, f := range e.fields {
			if len(e.fields) != f.fields || len(f.chunks) != f.head.chunks || slices.Contains(f.chunks, nil) {
				return errIncomplete
			}
		}
	}
	return nil
}

// numbering gives the chunk that each number of a snapshot stands for. Numbers change
// when bleve merges segments, so the list is made anew where the segments are others.
func (s *snapshot) numbering() ([]number, error) {
	var segments []uint64
	for _, seg := range s.segments() {
		segments = append(segments, seg.Id())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.numbers != nil && slices.Equal(segments, s.catalogue.segments) {
		return s.numbers, nil
	}
	numbers := []number{}
	for _, seg := range s.segments() {
		gone := seg.Deleted()
		for num := range uint64(seg.FullSize()) {
			n := number{}
			if gone == nil || !gone.Contains(uint32(num)) {
				id, err := seg.DocID(num)
				if err != nil {
					return nil, err
				}
				t, field, chunk, ok := readChunkID(string(id))
				e := s.entries[t]
				if !ok || e == nil || field >= len(e.fields) || chunk >= len(e.fields[field].chunks) {
					return nil, errChunk
				}
				n = number{e, uint16(field), uint32(chunk)}
			}
			numbers = append(numbers, n)
		}
	}
	s.catalogue.segments, s.numbers = segments, numbers
	return numbers, nil
}

func (s *snapshot) segments() []*scorch.SegmentSnapshot {
	return s.IndexReader.(*scorch.IndexSnapshot).Segments()
}
