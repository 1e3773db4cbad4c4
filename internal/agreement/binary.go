package agreement

import "articula/internal/qda"

// Table2 is the table of two coders and one code, in units or characters.
//
// Its coefficients come without a standard error: characters of one segment, and
// units of one document, are not independent, and the formulas would promise too
// much. Draw documents instead ([DocumentBootstrap]); where the units really are
// independent, the general [Table] has the formulas.
type Table2 struct {
	Both, OnlyFirst, OnlySecond, Neither int // a, b, c, d of the textbooks
}

// CrossLanes counts the places of a line by who applied the code. Nothing depends
// on the length of the line but the last cell.
func CrossLanes(first, second []qda.Span, length int) Table2 {
	a, b, both := Total(first), Total(second), Overlap(first, second)
	return Table2{Both: both, OnlyFirst: a - both, OnlySecond: b - both, Neither: length - a - b + both}
}

// Add adds up tables of different documents.
func (t *Table2) Add(u Table2) {
	t.Both += u.Both
	t.OnlyFirst += u.OnlyFirst
	t.OnlySecond += u.OnlySecond
	t.Neither += u.Neither
}

// Units is the number of units in the table.
func (t Table2) Units() int { return t.Both + t.OnlyFirst + t.OnlySecond + t.Neither }

// Table is the same as a general table over the categories 1 (applied) and 0.
func (t Table2) Table() Table {
	return Table{Scale: NewScale("1", "0"), Counts: [][]int{{t.Both, t.OnlyFirst}, {t.OnlySecond, t.Neither}}}
}

// trouble is why a coefficient corrected for chance has no value here, or "".
func (t Table2) trouble() Reason {
	switch {
	case t.Units() == 0:
		return NoPairableUnits
	case t.Both+t.OnlyFirst+t.OnlySecond == 0:
		return CodeNotUsed
	}
	return ""
}

// corrected is (p_a − p_e)/(1 − p_e) with p_e from the shares in which the two
// coders use the code.
func (t Table2) corrected(chance func(first, second float64) float64) Estimate {
	if why := t.trouble(); why != "" {
		return Estimate{Reason: why, N: t.Units()}
	}
	n := float64(t.Units())
	return aboveChance(float64(t.Both+t.Neither)/n, chance(float64(t.Both+t.OnlyFirst)/n, float64(t.Both+t.OnlySecond)/n), t.Units())
}

// Percent is (a+d)/n, NVivo's "percentage agreement".
func (t Table2) Percent() Estimate {
	if t.Units() == 0 {
		return unknown(NoPairableUnits)
	}
	e := known(float64(t.Both+t.Neither)/float64(t.Units()), t.Units())
	e.Observed = e.Value
	return e
}

// Cohen is Cohen's kappa; like every coefficient corrected for chance it has no
// value where nobody used the code. See [Table.Cohen].
func (t Table2) Cohen() Estimate {
	return t.corrected(func(p, q float64) float64 { return p*q + (1-p)*(1-q) })
}

// Scott is Scott's pi, see [Table.Scott].
func (t Table2) Scott() Estimate {
	return t.corrected(func(p, q float64) float64 { m := (p + q) / 2; return m*m + (1-m)*(1-m) })
}

// Alpha is Krippendorff's nominal alpha, see [Table.Alpha]. Observed and Expected
// are disagreements.
func (t Table2) Alpha() Estimate {
	if why := t.trouble(); why != "" {
		return Estimate{Reason: why, N: t.Units()}
	}
	n := 2 * float64(t.Units()) // judgements
	ones := float64(2*t.Both + t.OnlyFirst + t.OnlySecond)
	return belowChance(2*float64(t.OnlyFirst+t.OnlySecond)/n, 2*ones*(n-ones)/(n*(n-1)), t.Units())
}

// AC1 is Gwet's coefficient, see [Table.Gwet].
func (t Table2) AC1() Estimate {
	return t.corrected(func(p, q float64) float64 { return (p + q) * (1 - (p+q)/2) })
}

// PABAK is kappa adjusted for prevalence and bias, 2p_a − 1 (Byrt, Bishop & Carlin
// 1993): Brennan–Prediger with two categories.
func (t Table2) PABAK() Estimate {
	return t.corrected(func(float64, float64) float64 { return 0.5 })
}

// KappaMax is the largest kappa that the margins allow, see [Table.KappaMax].
func (t Table2) KappaMax() Estimate {
	kappa := t.Cohen()
	if !kappa.Defined {
		return kappa
	}
	n := float64(t.Units())
	first, second := float64(t.Both+t.OnlyFirst), float64(t.Both+t.OnlySecond)
	return aboveChance((min(first, second)+n-max(first, second))/n, kappa.Expected, t.Units())
}

// Positive is the specific agreement on using the code, 2a/(2a+b+c): when one
// used it, how often did the other (Cicchetti & Feinstein 1990). As a measure of
// coded text it is the Dice coefficient, and F1 with one coder as the reference.
func (t Table2) Positive() Estimate {
	return t.specific(t.Both, CodeNotUsed)
}

// Negative is the specific agreement on leaving the code out, 2d/(2d+b+c).
func (t Table2) Negative() Estimate {
	return t.specific(t.Neither, CodeAlwaysUsed)
}

func (t Table2) specific(agreed int, why Reason) Estimate {
	if t.Units() == 0 {
		return unknown(NoPairableUnits)
	}
	all := 2*agreed + t.OnlyFirst + t.OnlySecond
	if all == 0 {
		return Estimate{Reason: why, N: t.Units()}
	}
	return known(2*float64(agreed)/float64(all), t.Units())
}

// Jaccard is a/(a+b+c): of the text that anybody coded, the share that both did.
// It answers those who want uncoded text left out of percent agreement.
func (t Table2) Jaccard() Estimate {
	if why := t.trouble(); why != "" {
		return Estimate{Reason: why, N: t.Units()}
	}
	return known(float64(t.Both)/float64(t.Both+t.OnlyFirst+t.OnlySecond), t.Units())
}

// Precision is a/(a+b): of what the first coder coded, the share that the second
// coded too. With the consensus as the second, how much of a trainee's coding is
// right. It speaks of accuracy, not of agreement: the consensus is not independent.
func (t Table2) Precision() Estimate { return t.ofThose(t.Both + t.OnlyFirst) }

// Recall is a/(a+c): of what the second coder coded, the share that the first
// found.
func (t Table2) Recall() Estimate { return t.ofThose(t.Both + t.OnlySecond) }

func (t Table2) ofThose(n int) Estimate {
	switch {
	case t.Units() == 0:
		return unknown(NoPairableUnits)
	case n == 0:
		return unknown(CodeNotUsed)
	}
	return known(float64(t.Both)/float64(n), n)
}

// PrevalenceIndex is (a−d)/n: near ±1 one answer is so common that kappa falls
// although the coders agree (Byrt et al. 1993).
func (t Table2) PrevalenceIndex() Estimate { return t.perUnit(t.Both - t.Neither) }

// BiasIndex is (b−c)/n: how much more the first coder uses the code.
func (t Table2) BiasIndex() Estimate { return t.perUnit(t.OnlyFirst - t.OnlySecond) }

func (t Table2) perUnit(count int) Estimate {
	if t.Units() == 0 {
		return unknown(NoPairableUnits)
	}
	return known(float64(count)/float64(t.Units()), t.Units())
}
