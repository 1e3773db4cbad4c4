package index

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"

	"articula/internal/qda"
	"articula/internal/query"
)

// Filter narrows a search.
type Filter struct {
	// Only lists the targets to search, in the order in which hits are wanted; nil
	// searches everything in the order of Target.Compare.
	Only []Target
	// Entities are the kinds of thing to search; none means all.
	Entities []Entity
	// Unit decides which units count: those of a speaker, those that are no label.
	// nil lets all count. It is called by several goroutines at once.
	Unit func(t Target, field string, u query.Unit) bool
}

// Order says how hits are sorted.
type Order int

const (
	ByPlace     Order = iota // by target, field and place in the text
	ByRelevance              // units with more of the query's words first, then those where they stand closer
)

// Page says which hits are wanted.
type Page struct {
	Order Order
	Skip  int
	Limit int // 0 for all
}

// Hit is one place that was asked for.
type Hit struct {
	Target Target
	Field  string   // name of the field
	Span   qda.Span // in the field's text
	Quote  string   // exactly the text of the span
	Unit   query.Unit
}

// Count is how much was found in one target.
type Count struct {
	Target Target
	Hits   int
	Units  int
}

// Result is the answer to a search.
type Result struct {
	Hits    []Hit
	Total   int     // of all hits, whatever the page
	Targets []Count // that have hits, in order
	Scanned int     // targets that were read for want of an index
}

// Search finds what the query asks for. The answer rests on the project's texts as
// they are now: what the index proposes is read in the text, and what it does not
// know yet is read from beginning to end.
func (ix *Index) Search(ctx context.Context, q *query.Text, f Filter, p Page) (*Result, error) {
	if q.Empty() {
		return &Result{}, nil
	}
	head, err := ix.texts.sync(ctx)
	if err != nil {
		return nil, err
	}
	s := &search{ix: ix, ctx: ctx, query: q, plan: q.Plan(), filter: f, scored: p.Order == ByRelevance}
	snap := ix.snapshot()
	if snap != nil {
		defer snap.Close()
		if err := s.propose(snap, head); err != nil {
			return nil, err
		}
	}
	if err := s.rest(); err != nil {
		return nil, err
	}
	if err := s.run(); err != nil {
		return nil, err
	}
	return s.result(p), nil
}

// search is one search under way.
type search struct {
	ix     *Index
	ctx    context.Context
	query  *query.Text
	plan   query.Plan
	filter Filter
	scored bool

	rank     map[Target]int // of Filter.Only
	complete bool           // the index covers everything
	covered  func(Target) bool
	jobs     []*job
	scanned  int
}

// job is one target to be read.
type job struct {
	target Target
	entry  *entry      // nil: read all of it
	chunks []candidate // of entry, in order
	text   *text
	hits   []Hit
	scores []float64 // of hits
	units  int
	err    error
}

// candidate is a chunk with the units that may match, a bit for each.
type candidate struct {
	field, chunk int
	units        uint64
}

func (s *search) wanted(t Target) bool {
	if len(s.filter.Entities) > 0 && !slices.Contains(s.filter.Entities, t.Entity) {
		return false
	}
	if s.filter.Only == nil {
		return true
	}
	if s.rank == nil {
		s.rank = make(map[Target]int, len(s.filter.Only))
		for i, t := range s.filter.Only {
			if _, twice := s.rank[t]; !twice {
				s.rank[t] = i
			}
		}
	}
	_, ok := s.rank[t]
	return ok
}

// propose asks the index. Targets that changed since it was written are left out.
func (s *search) propose(snap *snapshot, head Op) error {
	same, err := s.ix.sameLog(s.ctx, snap.state, head)
	if err != nil || !same {
		return err
	}
	changed := map[Target]bool{}
	if base := (Place{snap.state.Base.Seq, snap.state.N}); base != (Place{Seq: head.Seq}) {
		changes, next, err := s.ix.source.Changed(s.ctx, base, many)
		if err != nil {
			return err
		}
		if next.Seq < head.Seq {
			return nil // too much has changed
		}
		for _, c := range changes {
			changed[c.Target] = true
		}
	}
	found, err := s.lookup(snap)
	if err != nil {
		if s.ctx.Err() != nil {
			return s.ctx.Err()
		}
		s.ix.doubt(snap.catalogue) // the texts are read instead
		return nil
	}
	for e, chunks := range found {
		if !changed[e.target] && s.wanted(e.target) {
			slices.SortFunc(chunks, func(a, b candidate) int {
				return cmp.Or(cmp.Compare(a.field, b.field), cmp.Compare(a.chunk, b.chunk))
			})
			s.jobs = append(s.jobs, &job{target: e.target, entry: e, chunks: chunks})
		}
	}
	for t := range changed {
		s.scan(t)
	}
	s.complete = snap.state.Done
	s.covered = func(t Target) bool { return snap.entries[t] != nil || changed[t] }
	return nil
}

// rest adds what the index does not cover.
func (s *search) rest() error {
	if s.complete {
		return nil
	}
	all, err := s.ix.texts.everything(s.ctx)
	if err != nil {
		return err
	}
	for _, t := range all {
		if s.covered == nil || !s.covered(t) {
			s.scan(t)
		}
	}
	return nil
}

// scan adds a target to be read from beginning to end.
func (s *search) scan(t Target) {
	if s.wanted(t) {
		s.jobs = append(s.jobs, &job{target: t})
		s.scanned++
	}
}

// run reads what is to be read: texts that are kept at once, the others as the
// source hands them over.
func (s *search) run() error {
	var missing []*job
	var ready []*job
	for _, j := range s.jobs {
		if j.text = s.ix.texts.get(j.target); j.text != nil {
			ready = append(ready, j)
		} else {
			missing = append(missing, j)
		}
	}
	work := make(chan *job, 64)
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), max(1, len(s.jobs)/8)) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			w := worker{search: s, matchers: map[string]*query.Matcher{}, known: map[needleKey][][]byte{}}
			for j := range work {
				if ctx.Err() == nil {
					w.do(j)
				}
				if j.err != nil {
					stop()
				}
			}
		}()
	}
	err := s.feed(ctx, ready, missing, work)
	close(work)
	wg.Wait()
	for _, j := range s.jobs {
		if j.err != nil {
			return j.err
		}
	}
	return err
}

// feed hands the jobs to the workers.
func (s *search) feed(ctx context.Context, ready, missing []*job, work chan<- *job) error {
	for _, j := range ready {
		work <- j
	}
	if len(missing) == 0 {
		return s.ctx.Err()
	}
	targets := make([]Target, len(missing))
	for i, j := range missing {
		targets[i] = j.target
	}
	i := 0
	return s.ix.source.Load(ctx, targets, func(item Item) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		j := missing[i]
		i++
		j.text = s.ix.texts.keep(item, j.entry != nil)
		work <- j
		return nil
	})
}

// result sorts what was found and cuts out the page.
func (s *search) result(p Page) *Result {
	r := &Result{Scanned: s.scanned}
	found := slices.DeleteFunc(s.jobs, func(j *job) bool { return len(j.hits) == 0 })
	slices.SortFunc(found, func(a, b *job) int {
		if s.filter.Only != nil {
			return cmp.Compare(s.rank[a.target], s.rank[b.target])
		}
		return a.target.Compare(b.target)
	})
	for _, j := range found {
		r.Targets = append(r.Targets, Count{Target: j.target, Hits: len(j.hits), Units: j.units})
		r.Total += len(j.hits)
	}
	skip, limit := min(max(p.Skip, 0), r.Total), r.Total
	if p.Limit > 0 {
		limit = min(p.Limit, r.Total-skip)
	}
	if p.Order == ByRelevance {
		r.Hits = relevant(found, r.Total)
		r.Hits = r.Hits[skip:min(skip+limit, r.Total)]
		return r
	}
	r.Hits = make([]Hit, 0, min(limit, r.Total-skip))
	for _, j := range found {
		from := min(skip, len(j.hits))
		skip -= from
		to := min(from+limit-len(r.Hits), len(j.hits))
		r.Hits = append(r.Hits, j.hits[from:to]...)
	}
	return r
}

// relevant sorts all hits by the score of their units, the best first.
func relevant(jobs []*job, total int) []Hit {
	type scored struct {
		hit   *Hit
		score float64
	}
	all := make([]scored, 0, total)
	for _, j := range jobs {
		for i := range j.hits {
			all = append(all, scored{&j.hits[i], j.scores[i]})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	hits := make([]Hit, len(all))
	for i, a := range all {
		hits[i] = *a.hit
	}
	return hits
}
