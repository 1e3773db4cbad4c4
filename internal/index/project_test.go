package index

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"articula/internal/qda"
)

// project is a source in memory, with a log.
type project struct {
	mu    sync.Mutex
	id    qda.ID
	items map[Target]Item
	log   [][]Target // by operation, from 1
	salt  string     // makes another log
	loads int        // items read
	hook  func(Target)
}

func newProject(n byte) *project {
	return &project{id: qda.ID{15: n}, items: map[Target]Item{}}
}

// do is one operation.
func (p *project) do(items ...Item) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var ts []Target
	for _, it := range items {
		if it.Gone {
			delete(p.items, it.Target)
		} else {
			p.items[it.Target] = it
		}
		ts = append(ts, it.Target)
	}
	p.log = append(p.log, ts)
}

func (p *project) op(seq int) Op {
	if seq < 1 || seq > len(p.log) {
		return Op{}
	}
	b, _ := json.Marshal(p.log[:seq])
	return Op{Seq: seq, Hash: qda.HashOf([]byte(fmt.Sprint(p.salt, seq, len(b))))}
}

func (p *project) Head(context.Context) (Op, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.op(len(p.log)), nil
}

func (p *project) Op(_ context.Context, seq int) (Op, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.op(seq), nil
}

func (p *project) Changed(_ context.Context, after Place, limit int) ([]Change, Place, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []Change
	for seq := after.Seq + 1; seq <= len(p.log); seq++ {
		ts := p.log[seq-1]
		for n := range ts {
			if seq == after.Seq+1 && n < after.N {
				continue
			}
			if len(out) == limit {
				return out, out[limit-1].After, nil
			}
			next := Place{Seq: seq - 1, N: n + 1}
			if n+1 == len(ts) {
				next = Place{Seq: seq}
			}
			out = append(out, Change{ts[n], next})
		}
	}
	return out, Place{Seq: len(p.log)}, nil
}

func (p *project) All(context.Context) ([]Target, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []Target
	for t := range p.items {
		out = append(out, t)
	}
	slices.SortFunc(out, Target.Compare)
	return out, nil
}

func (p *project) Load(_ context.Context, ts []Target, each func(Item) error) error {
	for _, t := range ts {
		p.mu.Lock()
		it, ok := p.items[t]
		p.loads++
		hook := p.hook
		p.mu.Unlock()
		if hook != nil {
			hook(t)
		}
		if !ok {
			it = Item{Target: t, Gone: true}
		}
		if err := each(it); err != nil {
			return err
		}
	}
	return nil
}

var _ Source = (*project)(nil)

func span(a, b int) qda.Span { return qda.Span{Start: a, End: b} }
