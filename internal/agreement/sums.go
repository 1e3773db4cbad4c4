package agreement

import "articula/internal/qda"

// Sums are the sufficient statistics of one code over some text: everything that
// the coefficients for any number of coders need, in a form that adds. The sums of
// two documents are the sums of the project, which is also what makes resampling
// documents cheap.
type Sums struct {
	Units     int // places that at least one coder judged
	Pairable  int // places that at least two judged
	Disagreed int // pairable places on which they were not all of one mind

	Agreement float64 // Σ over pairable places of the share of agreeing pairs
	Applied   float64 // Σ over judged places of the share of coders who applied the code

	// Coincidences, see [Coincidences]: both coders applied the code, one of them
	// did (each order counted, so this is o₁₀ and also o₀₁), neither did.
	Both, Mixed, Neither float64

	// For u-alpha: the length of all coders' lines together, the squared lengths of
	// the segments, and the length outside of segments.
	Line, Squares, Gaps float64
}

// SumsOf gives the sums of one stretch of text from its histogram: places[h] were
// given the code by h of the len(places)−1 coders who judged it.
func SumsOf(places []int) Sums {
	var s Sums
	r := len(places) - 1
	if r < 1 {
		return s
	}
	for h, n := range places {
		if n == 0 {
			continue
		}
		s.Units += n
		s.Applied += float64(n) * float64(h) / float64(r)
		if r < 2 {
			continue
		}
		s.Pairable += n
		if h != 0 && h != r {
			s.Disagreed += n
		}
		both, mixed, neither := h*(h-1), h*(r-h), (r-h)*(r-h-1)
		s.Agreement += float64(n) * float64(both+neither) / float64(r*(r-1))
		s.Both += float64(n) * float64(both) / float64(r-1)
		s.Mixed += float64(n) * float64(mixed) / float64(r-1)
		s.Neither += float64(n) * float64(neither) / float64(r-1)
	}
	return s
}

// WithSegments adds what u-alpha needs: the segments of each coder (touching ones
// apart) on a line of the given length. With one coder nothing can be paired and
// nothing is added.
func (s Sums) WithSegments(coders [][]qda.Span, length int) Sums {
	if len(coders) < 2 {
		return s
	}
	for _, segments := range coders {
		s.Line += float64(length)
		s.Squares += Squares(segments)
		s.Gaps += float64(length - Total(segments))
	}
	return s
}

// Add adds up.
func (s *Sums) Add(t Sums) { s.addTimes(t, 1) }

// addTimes adds t as if it had occurred so many times.
func (s *Sums) addTimes(t Sums, times int) {
	s.Units += times * t.Units
	s.Pairable += times * t.Pairable
	s.Disagreed += times * t.Disagreed
	f := float64(times)
	s.Agreement += f * t.Agreement
	s.Applied += f * t.Applied
	s.Both += f * t.Both
	s.Mixed += f * t.Mixed
	s.Neither += f * t.Neither
	s.Line += f * t.Line
	s.Squares += f * t.Squares
	s.Gaps += f * t.Gaps
}

// Used reports whether somebody applied the code to a place that two or more judged. What
// one alone judged can be compared with nothing.
func (s Sums) Used() bool { return s.Both+s.Mixed > 0 }

// trouble is why nothing corrected for chance can be said, or "".
func (s Sums) trouble() Reason {
	switch {
	case s.Pairable == 0:
		return NoPairableUnits
	case !s.Used():
		return CodeNotUsed
	}
	return ""
}

// Percent is simple percent agreement, see [Tally.Percent].
func (s Sums) Percent() Estimate {
	if s.Pairable == 0 {
		return unknown(NoPairableUnits)
	}
	e := known(s.Agreement/float64(s.Pairable), s.Pairable)
	e.Observed = e.Value
	return e
}

// kappaLike is (p_a − p_e)/(1 − p_e) with p_e a function of the code's prevalence.
func (s Sums) kappaLike(chance func(prevalence float64) float64) Estimate {
	if why := s.trouble(); why != "" {
		return Estimate{Reason: why, N: s.Pairable}
	}
	return aboveChance(s.Agreement/float64(s.Pairable), chance(s.Applied/float64(s.Units)), s.Pairable)
}

// Fleiss is Fleiss' kappa, see [Tally.Fleiss].
func (s Sums) Fleiss() Estimate {
	return s.kappaLike(func(p float64) float64 { return p*p + (1-p)*(1-p) })
}

// AC1 is Gwet's coefficient, see [Tally.Gwet].
func (s Sums) AC1() Estimate {
	return s.kappaLike(func(p float64) float64 { return 2 * p * (1 - p) })
}

// BrennanPrediger is 2p_a − 1, see [Tally.BrennanPrediger].
func (s Sums) BrennanPrediger() Estimate {
	return s.kappaLike(func(float64) float64 { return 0.5 })
}

// Alpha is Krippendorff's nominal alpha, see [Tally.Alpha]. Observed and Expected
// are disagreements; sums of both over codes make [PooledBinaryAlpha].
func (s Sums) Alpha() Estimate {
	if why := s.trouble(); why != "" {
		return Estimate{Reason: why, N: s.Pairable}
	}
	observed, expected := s.disagreement()
	return belowChance(observed, expected, s.Pairable)
}

// disagreement is D_o and D_e.
func (s Sums) disagreement() (observed, expected float64) {
	ones, zeros := s.Both+s.Mixed, s.Neither+s.Mixed
	n := ones + zeros
	if n < 2 {
		return 0, 0
	}
	return 2 * s.Mixed / n, 2 * ones * zeros / (n * (n - 1))
}

// UAlpha is the u-alpha of Krippendorff, Mathet, Bouvry & Widlöcher (2016) for one
// code against the text without it; see [Unitizing.U] for the terms.
func (s Sums) UAlpha() Estimate {
	if s.Pairable == 0 || s.Line == 0 {
		return unknown(NoPairableUnits)
	}
	if !s.Used() {
		return Estimate{Reason: CodeNotUsed, N: s.Pairable}
	}
	coded, gap := s.Both+s.Mixed, s.Neither+s.Mixed
	scale := s.Line / (s.Line*s.Line - s.Squares - s.Gaps)
	byChance := scale*(coded*coded-s.Squares) + scale*(gap*gap-s.Gaps)
	observed, expected := s.Line-s.Both-s.Neither, s.Line-byChance
	return belowChance(observed/s.Line, expected/s.Line, s.Pairable)
}

// Positive is the specific agreement on using the code for any number of coders:
// given that one coder applied it, how often did another (de Vet et al. 2017;
// with two coders 2a/(2a+b+c)).
func (s Sums) Positive() Estimate { return s.specific(s.Both, CodeNotUsed) }

// Negative is the same for leaving the code out.
func (s Sums) Negative() Estimate { return s.specific(s.Neither, CodeAlwaysUsed) }

func (s Sums) specific(agreed float64, why Reason) Estimate {
	if s.Pairable == 0 {
		return unknown(NoPairableUnits)
	}
	if agreed+s.Mixed == 0 {
		return Estimate{Reason: why, N: s.Pairable}
	}
	return known(agreed/(agreed+s.Mixed), s.Pairable)
}
