package engine

import (
	"sort"
	"sync"

	"articula/internal/qda"
	"articula/internal/store"
)

// shape is what of the structure of a text answers the question where a passage
// stands: on which page, in which turn and paragraph. It is kept for every document
// that was looked at, so it holds no more than that.
type shape struct {
	pages, turns, blocks []stretch
}

// stretch is a page, a turn or a block.
type stretch struct {
	Span    qda.Span
	Label   string // of a page
	Speaker string // of a turn
}

func newShape(s qda.Structure) *shape {
	same := map[string]string{} // one string for all turns of a speaker
	stretches := func(parts []qda.Part) []stretch {
		out := make([]stretch, len(parts))
		for i, p := range parts {
			if same[p.Speaker] == "" {
				same[p.Speaker] = p.Speaker
			}
			out[i] = stretch{Span: p.Span, Speaker: same[p.Speaker]}
			if p.Kind == qda.Page {
				out[i].Label = p.Label
			}
		}
		return out
	}
	return &shape{pages: stretches(s.Of(qda.Page)), turns: stretches(s.Of(qda.Turn)), blocks: stretches(s.Blocks())}
}

// at gives the last part that starts at or before the position, or -1.
func at(parts []stretch, pos int) int {
	return sort.Search(len(parts), func(i int) bool { return parts[i].Span.Start > pos }) - 1
}

// Position says where in a document a passage begins.
type Position struct {
	Page      string `json:"page"`      // as printed or counted, "" if the document has none
	Turn      int    `json:"turn"`      // from 1, 0 if it lies in none
	Paragraph int    `json:"paragraph"` // from 1, 0 if it lies in none
	Speaker   string `json:"speaker"`   // "" if it lies in no turn
}

func (s *shape) position(pos int) Position {
	var p Position
	if i := at(s.pages, pos); i >= 0 {
		p.Page = s.pages[i].Label
	}
	if i := at(s.turns, pos); i >= 0 && pos < s.turns[i].Span.End {
		p.Turn, p.Speaker = i+1, s.turns[i].Speaker
	}
	if i := at(s.blocks, pos); i >= 0 && pos < s.blocks[i].Span.End {
		p.Paragraph = i + 1
	}
	return p
}

// speakers names those who speak in a span, in order, each once.
func (s *shape) speakers(span qda.Span) []string {
	var out []string
	for i := max(0, at(s.turns, span.Start)); i < len(s.turns) && s.turns[i].Span.Start < span.End; i++ {
		t := s.turns[i]
		if !t.Span.Overlaps(span) || t.Speaker == "" {
			continue
		}
		known := false
		for _, o := range out {
			known = known || o == t.Speaker
		}
		if !known {
			out = append(out, t.Speaker)
		}
	}
	return out
}

// shapes keeps structures that were looked at. They never change.
type shapes struct {
	mu    sync.Mutex
	byKey map[qda.Hash]*shape
	kept  int // stretches
}

// stretchesLimit is how many stretches are kept, which take some fifty bytes each:
// those of about a hundred and fifty megabytes of text.
const stretchesLimit = 1_500_000

func (c *shapes) of(tx *store.Tx, hash qda.Hash) (*shape, error) {
	c.mu.Lock()
	s := c.byKey[hash]
	c.mu.Unlock()
	if s != nil {
		return s, nil
	}
	structure, err := tx.Structure(hash)
	if err != nil {
		return nil, err
	}
	s = newShape(structure)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey == nil || c.kept > stretchesLimit {
		c.byKey, c.kept = map[qda.Hash]*shape{}, 0
	}
	c.byKey[hash] = s
	c.kept += len(s.pages) + len(s.turns) + len(s.blocks)
	return s, nil
}
