package agreement

import (
	"math"

	"articula/internal/qda"
)

// UnitizingReport is the u-alpha family for a group of codes that exclude each
// other, over all documents of a study.
type UnitizingReport struct {
	Codes        []qda.ID
	U            Estimate // same place and same code
	Bar          Estimate // same view of what matters
	C            Covered  // same code where both coded
	PerCode      []Covered
	Experimental bool // C and PerCode, for three coders and more; see [Unitizing.Experimental]

	// Clashes are the places where a coder used two codes of the group together. If
	// there are any, there is no partition to compare and no coefficient has a value.
	Clashes []GroupClash
	Repairs Repairs
	Ignored Ignored
}

// GroupClash is a place where one coder applied two codes that exclude each other.
type GroupClash struct {
	Document, Coder qda.ID
	Span            qda.Span
	Codes           [2]qda.ID
}

// CompareExclusive computes the u-alpha family (Krippendorff et al. 2016) for codes
// that were declared to exclude each other, with intervals from drawing documents.
// Documents are strung together; no segment spans two.
func CompareExclusive(s Study, group []qda.ID, o Options) (UnitizingReport, error) {
	o = o.orDefault()
	o.Unit = Character
	lines, ignored, err := s.only(group).linesOf(o)
	if err != nil {
		return UnitizingReport{}, err
	}
	r := UnitizingReport{Codes: group, Ignored: ignored, PerCode: make([]Covered, len(group))}
	all := NewUnitizing(len(group))
	var documents []*Unitizing
	for _, l := range lines {
		r.Repairs.Add(l.repairs)
		coders, clashes := l.sections(len(group))
		for _, clash := range clashes {
			r.Clashes = append(r.Clashes, GroupClash{
				Document: s.Documents[l.document].ID, Coder: s.Coders[clash.Coder], Span: clash.Span,
				Codes: [2]qda.ID{group[clash.Codes[0]], group[clash.Codes[1]]},
			})
		}
		if len(clashes) > 0 || len(coders) < 2 || l.length == 0 {
			continue
		}
		one := NewUnitizing(len(group))
		one.Add(l.length, coders)
		documents = append(documents, one)
		all.Merge(one)
	}
	why := whyNothing(lines)
	if len(r.Clashes) > 0 {
		why = CodesOverlap
	}
	if why != "" {
		r.U, r.Bar, r.C.Estimate = unknown(why), unknown(why), unknown(why)
		for k := range r.PerCode {
			r.PerCode[k].Estimate = unknown(why)
		}
		return r, nil
	}
	r.Experimental = all.Experimental()
	r.U, r.Bar, r.C = all.U(), all.Bar(), all.C()
	for k := range group {
		r.PerCode[k] = all.K(k)
	}
	if !o.SkipIntervals {
		r.intervals(documents, o)
	}
	return r, nil
}

// intervals draws documents.
func (r *UnitizingReport) intervals(documents []*Unitizing, o Options) {
	estimates := []*Estimate{&r.U, &r.Bar, &r.C.Estimate}
	for k := range r.PerCode {
		estimates = append(estimates, &r.PerCode[k].Estimate)
	}
	if len(documents) < fewestClusters {
		for _, e := range estimates {
			if e.Defined {
				e.NoInterval = NeedsDocuments
			}
		}
		return
	}
	values := make([][]float64, len(estimates))
	o.Resampling.draw(len(documents), func(times []int) float64 {
		sum := NewUnitizing(len(r.Codes))
		for i, n := range times {
			if n > 0 {
				sum.mergeTimes(documents[i], n)
			}
		}
		values[0], values[1], values[2] = append(values[0], orNaN(sum.U())), append(values[1], orNaN(sum.Bar())), append(values[2], orNaN(sum.C().Estimate))
		for k := range r.PerCode {
			values[3+k] = append(values[3+k], orNaN(sum.K(k).Estimate))
		}
		return math.NaN()
	})
	for i, e := range estimates {
		if e.Defined {
			e.Uncertainty, e.NoInterval = fromResamples(values[i], o.Resampling.Level, o.Resampling.Goal, ByDocument)
		}
	}
}

// only is the study reduced to some codes, in the order given.
func (s Study) only(codes []qda.ID) Study {
	known := make(map[qda.ID]Code, len(s.Codes))
	for _, c := range s.Codes {
		known[c.ID] = c
	}
	s.Codes = nil
	for _, id := range codes {
		c, ok := known[id]
		if !ok {
			c.ID = id
		}
		s.Codes = append(s.Codes, c)
	}
	return s
}

// linesOf is locate and lines together.
func (s Study) linesOf(o Options) ([]*line, Ignored, error) {
	at, err := s.locate()
	if err != nil {
		return nil, Ignored{}, err
	}
	return s.lines(at, o)
}

// sections gives the partition of each coder who finished and knew all codes of
// the group, numbering clashes by the study's coders.
func (l *line) sections(codes int) (coders [][]Section, clashes []Clash) {
	for i, coder := range l.coders {
		if len(l.unknown[i]) > 0 {
			continue
		}
		perCode := make([][]qda.Span, codes)
		for k := range codes {
			if l.segments[k] != nil {
				perCode[k] = l.segments[k][i]
			}
		}
		sections, overlaps := Sections(coder, perCode)
		clashes = append(clashes, overlaps...)
		coders = append(coders, sections)
	}
	return coders, clashes
}

// GammaOf computes gamma for the codes of one document. Codes may overlap.
func GammaOf(s Study, document qda.ID, codes []qda.ID, o GammaOptions) (GammaResult, error) {
	l, err := s.lineOf(document, codes, o.Job)
	if err != nil {
		return GammaResult{}, err
	}
	continuum := make([][]GammaUnit, len(l.coders))
	for code, coders := range l.segments {
		for i, segments := range coders {
			for _, t := range segments {
				continuum[i] = append(continuum[i], GammaUnit{Start: float64(t.Start), End: float64(t.End), Category: code})
			}
		}
	}
	return Gamma(continuum, o)
}

// UnitizingAlpha1995Of computes the older alpha_U for the codes of one document,
// for comparison with INCEpTION.
func UnitizingAlpha1995Of(s Study, document qda.ID, codes []qda.ID) (AlphaU1995, error) {
	l, err := s.lineOf(document, codes, Job{})
	if err != nil {
		return AlphaU1995{}, err
	}
	coders := make([][]Section, len(l.coders))
	for code, lanes := range l.segments {
		for i, segments := range lanes {
			for _, t := range segments {
				coders[i] = append(coders[i], Section{t, code})
			}
		}
	}
	return UnitizingAlpha1995(l.length, len(codes), coders), nil
}

// lineOf prepares one document and some codes.
func (s Study) lineOf(document qda.ID, codes []qda.ID, job Job) (*line, error) {
	s = s.only(codes)
	for _, d := range s.Documents {
		if d.ID != document {
			continue
		}
		s.Documents = []Document{d}
		lines, _, err := s.linesOf(Options{Unit: Character, Job: job}.orDefault())
		if err != nil {
			return nil, err
		}
		return lines[0], nil
	}
	return nil, qda.E(qda.NotFound, "agreement.no_document",
		"The document {document} is not part of the comparison. Nothing was computed.", "document", document)
}
