package index

import (
	"context"
	"slices"
	"strconv"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/textpos"
)

// batchBytes is how much text goes into one batch. Smaller ones cost time in
// merging, larger ones memory; see doc.go for the figures.
const batchBytes = 1 << 20

// page is how many changes are asked for at once.
const page = 500

// idle is how many operations that touch nothing searchable may pass before the
// place in the log is written down again.
const idle = 500

// Progress says how far catching up has come.
type Progress struct {
	Done, Total int // targets; Total is what is known so far
	Bytes       int // of text read
}

// CatchUp brings the index up to the project's log: it goes on where it stopped,
// or builds the index anew where the log is not the one that it was built from.
// What has been written stays if the context ends it.
func (ix *Index) CatchUp(ctx context.Context, progress func(Progress)) error {
	ix.work.Lock()
	defer ix.work.Unlock()
	if d, _ := ix.current(); d == nil {
		if err := ix.open(); err != nil {
			return err
		}
	}
	u := &update{ix: ix, progress: progress}
	head, err := ix.source.Head(ctx)
	if err != nil {
		return err
	}
	_, c := ix.current()
	ix.mu.Lock()
	doubts := ix.doubts
	ix.mu.Unlock()
	if same, err := ix.sameLog(ctx, c.state, head); err != nil {
		return err
	} else if !same || doubts {
		if err := ix.restart(); err != nil {
			return err
		}
		_, c = ix.current()
	}
	u.start(c)
	if !c.state.Done {
		if err := u.build(ctx, head); err != nil {
			return err
		}
	}
	return u.follow(ctx)
}

// sameLog reports whether the index was built from the log that the project has.
func (ix *Index) sameLog(ctx context.Context, s state, head Op) (bool, error) {
	switch {
	case s.Base == Op{}:
		return true, nil
	case s.Base.Seq > head.Seq:
		return false, nil
	case s.Base.Seq == head.Seq:
		return s.Base == head, nil
	}
	op, err := ix.source.Op(ctx, s.Base.Seq)
	return op == s.Base, err
}

// update gathers batches.
type update struct {
	ix       *Index
	progress func(Progress)
	report   Progress

	next  *catalogue
	batch *bleveindex.Batch
	bytes int
}

func (u *update) start(c *catalogue) {
	u.next, u.batch, u.bytes = c.next(), bleveindex.NewBatch(), 0
}

// build reads everything that exists, in the order of targets.
func (u *update) build(ctx context.Context, head Op) error {
	all, err := u.ix.source.All(ctx)
	if err != nil {
		return err
	}
	if s := &u.next.state; s.After == nil {
		s.Base = head // what happens from now on is read from the log afterwards
	} else {
		n, found := slices.BinarySearchFunc(all, *s.After, Target.Compare)
		if found {
			n++
		}
		all = all[n:]
	}
	u.report.Total = len(all)
	err = u.load(ctx, all, func(i int) { u.next.state.After = &all[i] })
	if err != nil {
		return err
	}
	u.next.state.Done, u.next.state.After = true, nil
	return u.flush()
}

// follow reads the log from where the index stopped.
func (u *update) follow(ctx context.Context) error {
	for {
		s := u.next.state
		changes, next, err := u.ix.source.Changed(ctx, Place{s.Base.Seq, s.N}, page)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			if next == (Place{s.Base.Seq, s.N}) {
				return nil
			}
			if err := u.reach(ctx, next); err != nil {
				return err
			}
			if next.Seq-u.next.noted < idle {
				u.pass()
			} else if err := u.flush(); err != nil {
				return err
			}
			continue
		}
		targets, places := distinct(changes)
		u.report.Total += len(targets)
		var last Place
		err = u.load(ctx, targets, func(i int) { last = places[i] }, func() error { return u.reach(ctx, last) })
		if err != nil {
			return err
		}
		if err := u.reach(ctx, changes[len(changes)-1].After); err != nil {
			return err
		}
		if err := u.flush(); err != nil {
			return err
		}
	}
}

// pass notes the place in memory alone: what lies before it holds nothing for the
// index, and no search need look there again.
func (u *update) pass() {
	ix := u.ix
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.now == nil {
		return
	}
	c := newCatalogue(ix.now.state)
	c.state.Base, c.state.N = u.next.state.Base, u.next.state.N
	c.entries, c.noted = ix.now.entries, ix.now.noted
	ix.now = c
	u.start(c)
}

// distinct gives the targets in the order in which each comes last, so that the
// place behind it lies behind everything before it.
func distinct(changes []Change) (targets []Target, places []Place) {
	seen := map[Target]bool{}
	for _, c := range slices.Backward(changes) {
		if !seen[c.Target] {
			seen[c.Target] = true
			targets, places = append(targets, c.Target), append(places, c.After)
		}
	}
	slices.Reverse(targets)
	slices.Reverse(places)
	return targets, places
}

// reach notes a place in the log as read.
func (u *update) reach(ctx context.Context, p Place) error {
	s := &u.next.state
	if p.Seq != s.Base.Seq {
		op, err := u.ix.source.Op(ctx, p.Seq)
		if err != nil {
			return err
		}
		s.Base = op
	}
	s.N = p.N
	return nil
}

// prepared is an item ready for the batch.
type prepared struct {
	fresh  *entry
	chunks []*chunk
	bytes  int
	err    error
}

// load reads targets into batches and writes each batch that is full; the next texts
// are read and cut meanwhile. done is called behind each target, before before each
// batch.
func (u *update) load(ctx context.Context, targets []Target, done func(i int), before ...func() error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	items := make(chan prepared, 16)
	go func() {
		defer close(items)
		err := u.ix.source.Load(ctx, targets, func(item Item) error {
			select {
			case items <- prepare(item):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		if err != nil {
			select {
			case items <- prepared{err: err}:
			case <-ctx.Done():
			}
		}
	}()
	i := 0
	for p := range items {
		if err := ctx.Err(); err != nil {
			return qda.E(qda.Cancelled, "index.cancelled", "Indexing was stopped. What has been read is kept; the rest is searched without the index.").Because(err)
		}
		if p.err != nil {
			return p.err
		}
		u.add(p)
		done(i)
		i++
		u.report.Done++
		if u.bytes >= batchBytes {
			for _, f := range before {
				if err := f(); err != nil {
					return err
				}
			}
			if err := u.flush(); err != nil {
				return err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return qda.E(qda.Cancelled, "index.cancelled", "Indexing was stopped. What has been read is kept; the rest is searched without the index.").Because(err)
	}
	return nil
}

// prepare cuts an item into chunks.
func prepare(item Item) prepared {
	p := prepared{fresh: &entry{target: item.Target}}
	if item.Gone {
		return p
	}
	for n, f := range item.Fields {
		chunks, err := chunksOf(item.Target, n, len(item.Fields), f)
		if err != nil {
			return prepared{err: err}
		}
		fe := fieldEntry{head: chunks.head}
		for _, c := range chunks.list {
			fe.chunks = append(fe.chunks, c.units())
		}
		p.fresh.fields = append(p.fresh.fields, fe)
		p.chunks = append(p.chunks, chunks.list...)
		p.bytes += len(f.Text)
	}
	return p
}

// add puts an item into the batch, in place of what the index held of it.
func (u *update) add(p prepared) {
	t, fresh := p.fresh.target, p.fresh
	old := u.next.entries[t]
	for _, c := range p.chunks {
		u.batch.Update(c)
	}
	if old != nil {
		for n, f := range old.fields {
			kept := 0
			if n < len(fresh.fields) {
				kept = len(fresh.fields[n].chunks)
			}
			for k := kept; k < len(f.chunks); k++ {
				u.batch.Delete(chunkID(t, n, k))
			}
		}
	}
	u.bytes += p.bytes
	u.report.Bytes += p.bytes
	u.next.state.Chunks += fresh.count() - old.count()
	if fresh.count() == 0 {
		delete(u.next.entries, t)
	} else {
		u.next.entries[t] = fresh
	}
}

// fieldChunks are the chunks of one field.
type fieldChunks struct {
	head head
	list []*chunk
}

func chunksOf(t Target, n, fields int, f Field) (fieldChunks, error) {
	places, err := f.places()
	if err != nil {
		return fieldChunks{}, qda.E(qda.Internal, "index.units", "The {kind} {id} could not be indexed: its parts do not fit its text.",
			"kind", string(t.Entity), "id", t.ID).Because(err)
	}
	parts := cut(places)
	c := fieldChunks{head: head{fields: fields, chunks: len(parts), name: f.Name, lang: f.Lang, hash: f.hash()}}
	for i, part := range parts {
		h := &c.head
		if i > 0 {
			h = nil
		}
		c.list = append(c.list, newChunk(chunkID(t, n, i), f.Lang, f.Text, h, part))
	}
	return c, nil
}

// hash names the text of a field.
func (f Field) hash() qda.Hash {
	if f.Hash.IsZero() {
		return qda.HashOf([]byte(f.Text))
	}
	return f.Hash
}

// places cuts a field into units.
func (f Field) places() ([]place, error) {
	if f.Units == nil {
		return placed(f.Text, query.Units(textpos.NewIndex(f.Text), qda.Structure{}))
	}
	units, err := f.Units()
	if err != nil {
		return nil, err
	}
	return placed(f.Text, units)
}

// flush writes the batch together with the state that it leads to.
func (u *update) flush() error {
	ix, c := u.ix, u.next
	u.batch.SetInternal(stateKey, c.state.encode())
	ix.mu.Lock()
	d := ix.disk
	ix.coming = c
	ix.mu.Unlock()
	if err := d.write(u.batch); err != nil {
		return ix.without(qda.E(qda.Storage, "index.write", "The search index could not be written (batch {batch}). Searches read the texts themselves; nothing of the project is affected.",
			"batch", strconv.FormatUint(c.state.Gen, 10)).Because(err))
	}
	c.noted = c.state.Base.Seq
	ix.mu.Lock()
	ix.now, ix.coming = c, nil
	ix.mu.Unlock()
	u.start(c)
	if u.progress != nil {
		u.progress(u.report)
	}
	return nil
}
