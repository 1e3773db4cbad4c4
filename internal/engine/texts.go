package engine

import (
	"sync"

	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// texts keeps the texts that were looked at last, ready for converting positions.
// Texts never change, so an entry is never wrong.
type texts struct {
	mu    sync.Mutex
	byKey map[qda.Hash]*textpos.Index
	order []qda.Hash // least recently used first
	bytes int
}

// textsLimit is how many bytes of text are kept in memory.
const textsLimit = 96 << 20

// of gives the text with the hash.
func (c *texts) of(tx *store.Tx, hash qda.Hash) (*textpos.Index, error) {
	c.mu.Lock()
	ix := c.byKey[hash]
	if ix != nil {
		c.touch(hash)
	}
	c.mu.Unlock()
	if ix != nil {
		return ix, nil
	}
	t, err := tx.Text(hash)
	if err != nil {
		return nil, err
	}
	ix = textpos.NewIndex(t.Body)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey == nil {
		c.byKey = map[qda.Hash]*textpos.Index{}
	}
	if c.byKey[hash] == nil {
		c.byKey[hash] = ix
		c.order = append(c.order, hash)
		c.bytes += len(t.Body)
	}
	for c.bytes > textsLimit && len(c.order) > 1 {
		old := c.order[0]
		c.order = c.order[1:]
		c.bytes -= len(c.byKey[old].Text())
		delete(c.byKey, old)
	}
	return ix, nil
}

// touch moves an entry to the end of the line. A text in the last places is left
// there: following one document must not shuffle the line at every look.
func (c *texts) touch(hash qda.Hash) {
	n := len(c.order)
	for i := n - 1; i >= 0 && i > n-8; i-- {
		if c.order[i] == hash {
			return
		}
	}
	for i, h := range c.order {
		if h == hash {
			c.order = append(append(c.order[:i:i], c.order[i+1:]...), hash)
			return
		}
	}
}
