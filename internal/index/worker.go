package index

import (
	"bytes"
	"math"
	"math/bits"
	"slices"
	"sort"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/query"
)

// worker reads texts for one search, one at a time.
type worker struct {
	*search
	matchers map[string]*query.Matcher // by language
	known    map[needleKey][][]byte
	ranges   []query.Range
	masks    [][]uint64
}

// do carries out a job.
func (w *worker) do(j *job) {
	if j.text.Gone {
		return
	}
	if j.entry != nil && w.proposed(j) {
		return
	}
	j.hits, j.scores, j.units = nil, nil, 0
	for i := range j.text.fields {
		f := &j.text.fields[i]
		if j.err = w.scanField(j, f); j.err != nil {
			j.err = qda.E(qda.Internal, "index.units", "The {kind} {id} could not be indexed: its parts do not fit its text.",
				"kind", string(j.target.Entity), "id", j.target.ID).Because(j.err)
			return
		}
	}
}

// proposed reads the units that the index proposes. It reports false if the text is
// not the one that was indexed; all of it has to be read then.
func (w *worker) proposed(j *job) bool {
	if len(j.entry.fields) != len(j.text.fields) {
		return false
	}
	for i, f := range j.entry.fields {
		if t := &j.text.fields[i]; f.name != t.Name || f.hash != t.hash() || f.lang != t.Lang {
			return false
		}
	}
	n := 0
	for _, c := range j.chunks {
		n += bits.OnesCount64(c.units)
	}
	j.hits = make([]Hit, 0, n+n/4)
	for _, c := range j.chunks {
		chunk, f := j.entry.fields[c.field].chunks[c.chunk], &j.text.fields[c.field]
		for set := c.units; set != 0; set &= set - 1 {
			bit := bits.TrailingZeros64(set)
			if bit+1 >= len(chunk.bits) {
				break
			}
			for i := chunk.bits[bit]; i < chunk.bits[bit+1]; i++ {
				if p := chunk.place(int(i)); p.end <= len(f.Text) {
					w.read(j, f, &p)
				}
			}
		}
	}
	return true
}

// scanField reads a whole field. Cutting a text into units can cost more than
// reading it, so a text in which the words do not occur at all is not cut.
func (w *worker) scanField(j *job, f *fieldText) error {
	fold := w.ix.texts.foldedOf(j.text, f)
	var mask []uint64
	if fold != nil {
		if mask = w.sift(fold, f.Lang, w.plan, 0); mask != nil && !slices.ContainsFunc(mask, func(m uint64) bool { return m != 0 }) {
			return nil
		}
	} else if !w.matcher(f.Lang).Occurs(f.Text) {
		return nil
	}
	places, err := f.placesOnce()
	if err != nil {
		return err
	}
	if fold == nil || !fold.cut {
		mask = nil
	}
	for i := range places {
		if mask == nil || mask[i/64]&(1<<(i%64)) != 0 {
			w.read(j, f, &places[i])
		}
	}
	return nil
}

func (w *worker) matcher(lang string) *query.Matcher {
	m := w.matchers[lang]
	if m == nil {
		m = w.query.Matcher(lang)
		w.matchers[lang] = m
	}
	return m
}

// read lets the matcher read one unit.
func (w *worker) read(j *job, f *fieldText, p *place) {
	if w.filter.Unit != nil && !w.filter.Unit(j.target, f.Name, p.Unit) {
		return
	}
	m := w.matcher(f.Lang)
	unit := f.Text[p.start:p.end]
	w.ranges = m.Match(unit, w.ranges[:0])
	if len(w.ranges) == 0 {
		return
	}
	j.units++
	score := 0.0
	if w.scored {
		score = float64(m.Distinct()) + 1/(2+math.Sqrt(float64(len(unit))/float64(len(w.ranges))))
	}
	at, cp := 0, p.Span.Start
	for _, r := range w.ranges {
		start, end := int(r.Start), int(r.End)
		span := qda.Span{Start: p.Span.Start + start, End: p.Span.Start + end}
		if !p.ascii() {
			cp += utf8.RuneCountInString(unit[at:start])
			at = start
			span = qda.Span{Start: cp, End: cp + utf8.RuneCountInString(unit[start:end])}
		}
		j.hits = append(j.hits, Hit{Target: j.target, Field: f.Name, Span: span, Quote: unit[start:end], Unit: p.Unit})
		if w.scored {
			j.scores = append(j.scores, score)
		}
	}
}

// needleKey names the needles of a run of words in a language.
type needleKey struct {
	lang  string
	first *int
}

// needles gives what a folded text must hold for the words to stand side by side in
// it, each on its own; none if nothing is known.
func (w *worker) needles(lang string, words []int) [][]byte {
	key := needleKey{lang, &words[0]}
	if n, ok := w.known[key]; ok {
		return n
	}
	var out [][]byte
	var run []byte // of words of which only one form will do
	end := func() {
		if run != nil {
			out = append(out, append(run, ' '))
			run = nil
		}
	}
	for _, id := range words {
		h := w.query.Distinct()[id].Hint(lang)
		if h.Only {
			run = append(append(run, ' '), h.Begins...)
			continue
		}
		end()
		switch {
		case h.Begins != "" && len(h.Begins)+1 >= len(h.Holds):
			out = append(out, []byte(" "+h.Begins))
		case h.Holds != "":
			out = append(out, []byte(h.Holds))
		}
	}
	end()
	w.known[key] = out
	return out
}

// sift finds the units of a folded text that the plan does not rule out, a bit for
// each; nil rules nothing out.
func (w *worker) sift(f *folded, lang string, p query.Plan, depth int) []uint64 {
	if f == nil {
		return nil
	}
	switch p.Op {
	case query.PlanNone:
		return w.mask(f, depth)
	case query.PlanWords:
		return w.siftWords(f, lang, p.Words, depth)
	case query.PlanAll:
		var all []uint64
		for _, k := range p.Plans {
			m := w.sift(f, lang, k, depth+1)
			if m == nil {
				continue
			}
			if all == nil {
				all = w.mask(f, depth)
				copy(all, m)
				continue
			}
			for i := range all {
				all[i] &= m[i]
			}
		}
		return all
	case query.PlanSome:
		some := w.mask(f, depth)
		for _, k := range p.Plans {
			m := w.sift(f, lang, k, depth+1)
			if m == nil {
				return nil
			}
			for i := range some {
				some[i] |= m[i]
			}
		}
		return some
	}
	return nil
}

// mask gives an empty mask for a text; each depth of the plan has its own.
func (w *worker) mask(f *folded, depth int) []uint64 {
	for len(w.masks) <= depth {
		w.masks = append(w.masks, nil)
	}
	n := (len(f.starts) + 62) / 64
	if cap(w.masks[depth]) < n {
		w.masks[depth] = make([]uint64, n)
	}
	m := w.masks[depth][:n]
	clear(m)
	return m
}

func (w *worker) siftWords(f *folded, lang string, words []int, depth int) []uint64 {
	var out []uint64
	for _, n := range w.needles(lang, words) {
		m := w.mask(f, depth+1)
		for at := 0; ; {
			i := bytes.Index(f.text[at:], n)
			if i < 0 {
				break
			}
			unit := sort.Search(len(f.starts), func(k int) bool { return int(f.starts[k]) > at+i }) - 1
			m[unit/64] |= 1 << (unit % 64)
			at = int(f.starts[unit+1]) // one place in a unit is enough
		}
		if out == nil {
			out = w.mask(f, depth)
			copy(out, m)
		} else {
			for i := range out {
				out[i] &= m[i]
			}
		}
	}
	return out
}
