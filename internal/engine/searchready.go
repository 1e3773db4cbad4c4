package engine

import (
	"context"
	"time"

	"articula/internal/index"
)

// searchPause is how long after a change the index is brought up to date: a person
// who codes is not to be slowed down by it.
const searchPause = time.Second

// KeepSearchReady brings the index up to date now and after each change, until the
// context ends. It returns at once. What keeps the index from being opened is told
// once; searching works all the same.
func (p *Project) KeepSearchReady(ctx context.Context, progress Progress, told func(error)) {
	wake := make(chan struct{}, 1)
	nudge := func() {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
	cancel := p.Subscribe(func(e Event) {
		for _, entity := range e.Entities {
			switch entity {
			case "document", "memo", "code", "label":
				nudge()
				return
			}
		}
	})
	nudge()
	go func() {
		defer cancel()
		first := true
		for {
			select {
			case <-ctx.Done():
				return
			case <-wake:
			}
			if !first {
				select {
				case <-ctx.Done():
					return
				case <-time.After(searchPause):
				}
			}
			if err := p.PrepareSearch(ctx, progress); err != nil && ctx.Err() == nil && first && told != nil {
				told(err)
			}
			first = false
		}
	}()
}

// SearchStatus says whether searches are answered by the index.
func (p *Project) SearchStatus(ctx context.Context) index.Status { return p.searcher(ctx).Status() }
