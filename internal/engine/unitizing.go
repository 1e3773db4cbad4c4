package engine

import (
	"context"
	"slices"

	"articula/internal/agreement"
	"articula/internal/qda"
	"articula/internal/store"
)

// UnitizingQuery asks how alike coders cut texts into passages, for codes that exclude
// each other: those of Codes, which must be named.
type UnitizingQuery struct {
	AgreementQuery
	// Gamma computes gamma too, which takes long: two or three coders, 300 passages at most.
	Gamma bool `json:"gamma"`
	// Near is how far two boundaries may lie apart, in units, to be taken as one that was
	// moved; 0 for 2, as in the literature: the neighbouring place.
	Near int `json:"near"`
}

// UnitizingReport is how alike coders cut texts and name the pieces, boundaries
// included. Documents are strung together; those that not all of the coders have
// finished stay out of what needs all of them.
type UnitizingReport struct {
	Round     Ref              `json:"round"`
	Unit      string           `json:"unit"` // between which boundaries lie
	Coders    []Ref            `json:"coders"`
	Documents int              `json:"documents"`
	U         UnitizingValue   `json:"u"`   // same place and same code
	Bar       UnitizingValue   `json:"bar"` // same view of what is worth coding
	C         UnitizingValue   `json:"c"`   // same code where both coded
	Codes     []UnitizingValue `json:"codes"`
	// Experimental says that C and Codes, for three coders and more, rest on a reading of
	// the method that nobody has confirmed.
	Experimental bool             `json:"experimental"`
	Clashes      []UnitizingClash `json:"clashes"` // where a coder used two of the codes together: there is then no value
	Alpha1995    UnitizingValue   `json:"alpha_1995"`
	Gamma        *GammaView       `json:"gamma"` // nil unless asked for
	Boundaries   *BoundaryView    `json:"boundaries"`
}

// UnitizingValue is a coefficient, with the share of the text that it speaks of where
// that is not all of it.
type UnitizingValue struct {
	Code     Ref       `json:"code"` // none of those over all codes
	Value    *float64  `json:"value"`
	CI       []float64 `json:"ci" ts_type:"[number, number] | null"`
	Coverage *float64  `json:"coverage"` // never to be left out where it is there
	Reason   string    `json:"reason"`
}

// UnitizingClash is a place where one coder applied two of the codes.
type UnitizingClash struct {
	Document Ref    `json:"document"`
	Coder    Ref    `json:"coder"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Quote    string `json:"quote"`
	First    Ref    `json:"first"`
	Second   Ref    `json:"second"`
}

// GammaView is gamma with what it rests on.
type GammaView struct {
	Gamma    UnitizingValue `json:"gamma"`
	Category UnitizingValue `json:"category"` // agreement on the codes, given the alignment
	Passages int            `json:"passages"`
	Exact    bool           `json:"exact"`
	Samples  int            `json:"samples"`
	Seed     uint64         `json:"seed"`
}

// BoundaryView compares where two coders cut the text, whatever the code.
type BoundaryView struct {
	Similarity *float64 `json:"similarity"` // B (Fournier 2013); 1 is best
	Pk         *float64 `json:"pk"`         // 0 is best; for the literature only
	WindowDiff *float64 `json:"window_diff"`
	Near       int      `json:"near"`
	Reason     string   `json:"reason"`
}

// Unitizing compares how coders cut texts.
func (p *Project) Unitizing(ctx context.Context, q UnitizingQuery, progress Progress) (UnitizingReport, error) {
	out := UnitizingReport{Coders: []Ref{}, Codes: []UnitizingValue{}, Clashes: []UnitizingClash{}}
	if len(q.Codes) == 0 {
		return out, qda.E(qda.Invalid, "unitizing.codes", "Name the codes that exclude each other, so that each coder's passages with them are one way of cutting the text.")
	}
	if q.Unit == string(agreement.Character) || q.Unit == string(agreement.Segment) {
		return out, qda.E(qda.Invalid, "unitizing.unit", "Boundaries lie between sentences, turns or paragraphs. Choose one of these as the unit.")
	}
	q.bare = true
	err := p.compare(ctx, q.AgreementQuery, nil, func(tx *store.Tx, c comparison) error {
		group := c.query.Codes
		out.Round, out.Unit = Ref{c.study.round.ID, c.study.round.Label}, string(c.report.Unit)
		for _, id := range c.study.Coders {
			out.Coders = append(out.Coders, c.coder(id))
		}
		o := c.options
		o.SkipIntervals = false
		if progress != nil {
			o.Job.Progress = func(done, total int) { progress("comparing", done, total) }
		}
		r, err := agreement.CompareExclusive(c.study.Study, group, o)
		if err != nil {
			return err
		}
		out.Experimental = r.Experimental
		out.U, out.Bar, out.C = unitizingValue(r.U), unitizingValue(r.Bar), coveredValue(r.C)
		for i, k := range r.PerCode {
			v := coveredValue(k)
			v.Code = c.code(group[i])
			out.Codes = append(out.Codes, v)
		}
		if err := out.clashes(tx, c, r.Clashes); err != nil {
			return err
		}
		return out.strungTogether(c, group, q, o.Job)
	})
	return out, err
}

func unitizingValue(e agreement.Estimate) UnitizingValue {
	v := UnitizingValue{Value: e.Pointer(), Reason: string(e.Reason)}
	v.CI, _, _ = bounds(e)
	return v
}

func coveredValue(c agreement.Covered) UnitizingValue {
	v := unitizingValue(c.Estimate)
	if c.Defined {
		v.Coverage = &c.Coverage
	}
	return v
}

// clashes gives the places where codes that should exclude each other stand together
// their words.
func (out *UnitizingReport) clashes(tx *store.Tx, c comparison, list []agreement.GroupClash) error {
	for _, x := range list {
		ix, err := c.p.texts.of(tx, c.cat.docOf[x.Document].TextHash)
		if err != nil {
			return err
		}
		out.Clashes = append(out.Clashes, UnitizingClash{
			Document: c.document(x.Document), Coder: c.coder(x.Coder), Start: x.Span.Start, End: x.Span.End, Quote: ix.Slice(x.Span),
			First: c.code(x.Codes[0]), Second: c.code(x.Codes[1]),
		})
	}
	return nil
}

// strungTogether computes what is defined on one text: the documents that every coder
// has finished, one after the other.
func (out *UnitizingReport) strungTogether(c comparison, group []qda.ID, q UnitizingQuery, job agreement.Job) error {
	coders := c.study.Coders
	sections := make([][]agreement.Section, len(coders))
	units := make([][]agreement.GammaUnit, len(coders))
	masses := make([]agreement.Masses, len(coders))
	length := 0
	for _, d := range c.study.Documents {
		if !c.finishedBy(d.ID, coders) {
			continue
		}
		out.Documents++
		partition, _ := c.partition(d)
		for i, coder := range coders {
			var spans []qda.Span
			for k, code := range group {
				var own []qda.Span
				for _, x := range c.study.Codings {
					if x.Document == d.ID && x.Coder == coder && x.Code == code {
						own = append(own, x.Span)
					}
				}
				own, _ = agreement.Normalise(own, d.Length)
				for _, s := range own {
					moved := qda.Span{Start: length + s.Start, End: length + s.End}
					sections[i] = append(sections[i], agreement.Section{Span: moved, Value: k})
					units[i] = append(units[i], agreement.GammaUnit{Start: float64(moved.Start), End: float64(moved.End), Category: k})
				}
				spans = append(spans, own...)
			}
			masses[i] = joined(masses[i], massesOf(spans, partition.Units))
		}
		length += d.Length
	}
	if len(coders) == 2 {
		out.Boundaries = boundaryView(masses[0], masses[1], q.Near)
	}
	if len(out.Clashes) > 0 {
		out.Alpha1995.Reason = string(agreement.CodesOverlap)
	} else {
		out.Alpha1995 = unitizingValue(agreement.UnitizingAlpha1995(length, len(group), sections).Overall)
	}
	if !q.Gamma {
		return nil
	}
	r, err := agreement.Gamma(units, agreement.GammaOptions{Seed: q.Seed, Job: job})
	if err != nil {
		return err
	}
	out.Gamma = &GammaView{Gamma: unitizingValue(r.Gamma), Category: unitizingValue(r.Category), Exact: r.Exact, Samples: len(r.Chance), Seed: q.Seed}
	for _, list := range units {
		out.Gamma.Passages += len(list)
	}
	return nil
}

// finishedBy reports whether every one of the coders counts for the document.
func (c comparison) finishedBy(document qda.ID, coders []qda.ID) bool {
	return !slices.ContainsFunc(coders, func(coder qda.ID) bool {
		return !slices.ContainsFunc(c.study.Assignments, func(a agreement.Assignment) bool {
			return a.Document == document && a.Coder == coder && a.Finished
		})
	})
}

// massesOf says how passages cut a text into pieces, counted in units: there is a
// boundary where a passage begins or ends.
func massesOf(spans, units []qda.Span) agreement.Masses {
	cut := func(from, to int) bool { // between the middle of one unit and that of the next
		return slices.ContainsFunc(spans, func(s qda.Span) bool {
			return s.Start > from && s.Start <= to || s.End > from && s.End <= to
		})
	}
	middle := func(s qda.Span) int { return s.Start + s.Len()/2 }
	var out agreement.Masses
	n := 0
	for i, u := range units {
		n++
		if i+1 == len(units) || cut(middle(u), middle(units[i+1])) {
			out = append(out, n)
			n = 0
		}
	}
	return out
}

// joined strings two texts together without a boundary between them: where one text
// ends nobody had a choice.
func joined(a, b agreement.Masses) agreement.Masses {
	if len(a) == 0 || len(b) == 0 {
		return append(a, b...)
	}
	out := append(slices.Clone(a[:len(a)-1]), a[len(a)-1]+b[0])
	return append(out, b[1:]...)
}

func boundaryView(first, second agreement.Masses, near int) *BoundaryView {
	if near <= 0 {
		near = 2
	}
	b := agreement.BoundarySimilarity(first, second, near)
	return &BoundaryView{
		Similarity: b.Pointer(), Pk: agreement.Pk(first, second).Pointer(), WindowDiff: agreement.WindowDiff(first, second).Pointer(),
		Near: near, Reason: string(b.Reason),
	}
}
