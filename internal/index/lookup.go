package index

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"articula/internal/query"
)

// maxTerms is how many terms a word of a query may stand for in the index. A word
// that stands for more (a*) rules nothing out: all units are read.
const maxTerms = 20_000

// unitSet is a set of units: for each chunk, by its number in bleve, a bit for each
// unit. nil means all.
type unitSet []uint64

// lookup finds the chunks in which the plan can hold. Damage that makes bleve panic
// is an error.
func (s *search) lookup(snap *snapshot) (found map[*entry][]candidate, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("looking up failed: %v", p)
		}
	}()
	return s.candidates(snap)
}

func (s *search) candidates(snap *snapshot) (map[*entry][]candidate, error) {
	numbers, err := snap.numbering()
	if err != nil {
		return nil, err
	}
	l := &lookup{search: s, snap: snap, fields: termFields(), size: len(numbers)}
	found, err := l.eval(s.plan)
	if err != nil {
		return nil, err
	}
	if found == nil {
		return l.everything(), nil
	}
	out := map[*entry][]candidate{}
	for i, set := range found {
		if n := &numbers[i]; set != 0 && n.entry != nil {
			out[n.entry] = append(out[n.entry], candidate{int(n.field), int(n.chunk), set})
		}
	}
	return out, nil
}

type lookup struct {
	*search
	snap   *snapshot
	fields map[string]string // term fields and their languages
	size   int               // chunks in bleve, also those that are deleted
}

// everything gives all units of all targets.
func (l *lookup) everything() map[*entry][]candidate {
	out := make(map[*entry][]candidate, len(l.snap.entries))
	for _, e := range l.snap.entries {
		for field, f := range e.fields {
			for chunk := range f.chunks {
				out[e] = append(out[e], candidate{field, chunk, 1<<maxBits - 1})
			}
		}
	}
	return out
}

// eval works the plan out.
func (l *lookup) eval(p query.Plan) (unitSet, error) {
	switch p.Op {
	case query.PlanNone:
		return make(unitSet, l.size), nil
	case query.PlanAny:
		return nil, nil
	case query.PlanWords:
		var all unitSet
		for i, id := range p.Words {
			if slices.Contains(p.Words[:i], id) {
				continue
			}
			u, err := l.word(l.query.Distinct()[id])
			if err != nil {
				return nil, err
			}
			all = all.and(u)
		}
		return all, nil
	case query.PlanAll:
		var all unitSet
		for _, k := range p.Plans {
			u, err := l.eval(k)
			if err != nil {
				return nil, err
			}
			all = all.and(u)
		}
		return all, nil
	}
	some := make(unitSet, l.size)
	for _, k := range p.Plans {
		u, err := l.eval(k)
		if u == nil || err != nil {
			return nil, err
		}
		for i := range some {
			some[i] |= u[i]
		}
	}
	return some, nil
}

// and gives what is in both; u may be changed.
func (u unitSet) and(v unitSet) unitSet {
	if u == nil {
		return v
	}
	if v != nil {
		for i := range u {
			u[i] &= v[i]
		}
	}
	return u
}

// word finds the units that hold a word of the query in any of its forms.
func (l *lookup) word(w query.Word) (unitSet, error) {
	if err := l.ctx.Err(); err != nil {
		return nil, err
	}
	out := make(unitSet, l.size)
	var doc bleveindex.TermFieldDoc
	for field, lang := range l.fields {
		terms, err := l.terms(field, lang, w)
		if err != nil {
			return nil, err
		}
		if len(terms) > maxTerms {
			return nil, nil
		}
		for _, term := range terms {
			r, err := l.snap.TermFieldReader(l.ctx, []byte(term), field, true, false, false)
			if err != nil {
				return nil, err
			}
			for {
				d, err := r.Next(doc.Reset())
				if err != nil {
					_ = r.Close()
					return nil, err
				}
				if d == nil {
					break
				}
				out[d.ID.Value()] |= d.Freq
			}
			if err := r.Close(); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// terms lists the terms of a field that the word stands for, at most one more than
// maxTerms. The list is kept with the catalogue.
func (l *lookup) terms(field, lang string, w query.Word) ([]string, error) {
	h := w.Hint(lang)
	if h.Only {
		return []string{h.Begins}, nil
	}
	key := expansion{field, w}
	l.snap.mu.Lock()
	known, ok := l.snap.terms[key]
	l.snap.mu.Unlock()
	if ok {
		return known, nil
	}
	dict, err := l.dictionary(field, w, h)
	if err != nil {
		return nil, err
	}
	test := w.Test(lang)
	var out []string
	for n := 0; len(out) <= maxTerms; n++ {
		e, err := dict.Next()
		if err != nil {
			_ = dict.Close()
			return nil, err
		}
		if e == nil {
			break
		}
		if test(e.Term) {
			out = append(out, e.Term)
		}
		if n%1024 == 0 {
			if err := l.ctx.Err(); err != nil {
				_ = dict.Close()
				return nil, err
			}
		}
	}
	if err := dict.Close(); err != nil {
		return nil, err
	}
	l.snap.mu.Lock()
	defer l.snap.mu.Unlock()
	if len(l.snap.terms) >= 1000 {
		clear(l.snap.terms)
	}
	l.snap.terms[key] = out
	return out, nil
}

// dictionary opens the part of a field's dictionary in which the word's terms lie.
func (l *lookup) dictionary(field string, w query.Word, h query.Hint) (bleveindex.FieldDict, error) {
	// an automaton that bleve refuses to build is no loss: the terms that it would
	// leave out are tested one by one
	switch {
	case w.Kind == query.Fuzzy:
		if r, ok := l.snap.IndexReader.(bleveindex.IndexReaderFuzzy); ok {
			if d, err := r.FieldDictFuzzy(field, w.Text, w.Distance, ""); err == nil {
				return d, nil
			}
		}
	case w.Kind == query.Wild && strings.TrimSuffix(w.Text, "*") != h.Begins:
		if r, ok := l.snap.IndexReader.(bleveindex.IndexReaderRegexp); ok {
			pattern := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(w.Text))
			if d, err := r.FieldDictRegexp(field, pattern); err == nil {
				return d, nil
			}
		}
	}
	return l.snap.FieldDictPrefix(field, []byte(h.Begins))
}
