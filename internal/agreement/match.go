package agreement

import (
	"slices"

	"articula/internal/qda"
)

// Denominator is what the overlap of two segments is measured against. Vendors
// who offer segment agreement do not say which they take.
type Denominator string

const (
	OfUnion   Denominator = "union" // strictest: the text that either covers
	OfLonger  Denominator = "max"   // the longer segment
	OfShorter Denominator = "min"   // the shorter segment: 1 when one lies in the other
)

// Matching says when two coders' segments count as the same: if they overlap by at
// least Share of the denominator. The zero value is 50 % of the union.
type Matching struct {
	Of    Denominator
	Share float64 // in (0, 1]
}

func (m Matching) orDefault() Matching {
	if m.Of == "" {
		m.Of = OfUnion
	}
	if m.Share <= 0 {
		m.Share = 0.5
	}
	return m
}

// Matched counts how the segments of two coders pair up. Counts of different
// documents add. There is no count of "neither": text without segments has no
// number of segments, which is why Cohen's kappa does not exist here.
type Matched struct {
	Pairs, OnlyFirst, OnlySecond int
}

// Add adds up.
func (m *Matched) Add(n Matched) {
	m.Pairs += n.Pairs
	m.OnlyFirst += n.OnlyFirst
	m.OnlySecond += n.OnlySecond
}

// MatchSegments pairs the segments of two coders one to one: of all overlapping
// pairs that reach the share, the best overlap first, then the earliest. It gives
// the counts and, for each segment, the index of its partner or −1. Both lists
// must be ordered and disjoint.
func MatchSegments(first, second []qda.Span, by Matching) (m Matched, partnerOfFirst, partnerOfSecond []int) {
	by = by.orDefault()
	type candidate struct {
		share float64
		i, j  int
	}
	var candidates []candidate
	inner(first, second, func(shared qda.Span, i, j int) {
		a, b := first[i].Len(), second[j].Len()
		whole := a + b - shared.Len()
		switch by.Of {
		case OfLonger:
			whole = max(a, b)
		case OfShorter:
			whole = min(a, b)
		}
		if share := float64(shared.Len()) / float64(whole); share >= by.Share-hair {
			candidates = append(candidates, candidate{share, i, j})
		}
	})
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		switch {
		case a.share > b.share:
			return -1
		case a.share < b.share:
			return 1
		case a.i != b.i:
			return a.i - b.i
		}
		return a.j - b.j
	})
	partnerOfFirst, partnerOfSecond = unmatched(len(first)), unmatched(len(second))
	for _, c := range candidates {
		if partnerOfFirst[c.i] < 0 && partnerOfSecond[c.j] < 0 {
			partnerOfFirst[c.i], partnerOfSecond[c.j] = c.j, c.i
			m.Pairs++
		}
	}
	m.OnlyFirst, m.OnlySecond = len(first)-m.Pairs, len(second)-m.Pairs
	return m, partnerOfFirst, partnerOfSecond
}

func unmatched(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = -1
	}
	return p
}

// Percent is m / (m + a + b): matched segments over all that had to be matched.
func (m Matched) Percent() Estimate {
	all := m.Pairs + m.OnlyFirst + m.OnlySecond
	if all == 0 {
		return unknown(CodeNotUsed)
	}
	e := known(float64(m.Pairs)/float64(all), all)
	e.Observed = e.Value
	return e
}

// Holsti is 2m / (2m + a + b) (Holsti 1969).
func (m Matched) Holsti() Estimate {
	all := 2*m.Pairs + m.OnlyFirst + m.OnlySecond
	if all == 0 {
		return unknown(CodeNotUsed)
	}
	return known(2*float64(m.Pairs)/float64(all), m.Pairs+m.OnlyFirst+m.OnlySecond)
}

// KappaN corrects the percentage for chance 1/q with q codes to choose from
// (Brennan & Prediger 1981), as MAXQDA documents it for segments.
func (m Matched) KappaN(codes int) Estimate {
	p := m.Percent()
	if !p.Defined {
		return p
	}
	if codes < 2 {
		return unknown(NoVariation)
	}
	return aboveChance(p.Value, 1/float64(codes), p.N)
}
