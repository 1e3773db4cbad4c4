package agreement

import "math"

// Estimate is one number about agreement, or the reason why there is none. It is
// never NaN or infinite: where a formula divides nothing by nothing the value is
// undefined and Reason says which situation that is.
type Estimate struct {
	Value   float64 // 0 unless Defined
	Defined bool
	Reason  Reason // why the value is undefined; "" if it is defined
	N       int    // what the value rests on: units, characters or segments, as the unit rule says

	// What the coefficient compares: agreement in the kappa family (percent,
	// kappa, pi, AC1, Brennan–Prediger), disagreement in the alpha family. Both are
	// 0 where the coefficient has no such parts.
	Observed, Expected float64

	Uncertainty *Uncertainty // nil if none was or could be computed
	NoInterval  Reason       // why Uncertainty is nil although it was asked for

	Approximate bool // the value was itself estimated by drawing at random, see [SetRatings.Alpha]
}

// Uncertainty says how far the value might lie elsewhere, and by what reasoning.
type Uncertainty struct {
	SE        float64 // standard error: analytic, or the standard deviation of the resamples
	Low, High float64 // the interval; High is at most 1
	Level     float64 // of the interval, 0.95 for 95 %
	Method    Method

	Freedom    int     // degrees of freedom of Student's t, for the analytic methods
	Resamples  int     // drawn, for the resampling methods
	Degenerate int     // resamples in which the value was undefined; they are left out of SE and interval
	BelowGoal  float64 // share of the resamples whose value lies below the goal that was set
}

// Troubled reports whether more than one resample in a hundred had no value, so
// that the interval tells of the luckier draws only and has to carry a notice.
func (u Uncertainty) Troubled() bool { return 100*u.Degenerate > u.Resamples }

// Method is a way to an interval.
type Method string

const (
	LargeSample Method = "large_sample"       // delta method on a two-coder table (Fleiss, Cohen & Everitt 1969)
	Linearised  Method = "linearised"         // Gwet's linearisation over units (2014, ch. 5)
	ByDocument  Method = "document_bootstrap" // documents drawn with replacement
	ByTurn      Method = "turn_bootstrap"     // turns drawn, where documents are too few
	ByParagraph Method = "paragraph_bootstrap"
	ByUnit      Method = "unit_bootstrap"  // single units drawn
	ByPair      Method = "pair_bootstrap"  // Krippendorff's own algorithm; about half as wide, see doc.go
	ByContinua  Method = "random_continua" // random continua drawn anew, for gamma
)

// Reason is a stable code for why a number is missing. The wording belongs to
// whoever shows it.
type Reason string

const (
	FewerThanTwoCoders Reason = "fewer_than_two_coders" // only one person has judged this
	NoPairableUnits    Reason = "no_pairable_units"     // several have, but never the same unit
	NoVariation        Reason = "no_variation"          // everybody always chose the same; chance cannot be estimated
	CodeNotUsed        Reason = "code_not_used"         // nobody applied the code anywhere
	FillsNoUnit        Reason = "fills_no_unit"         // the code was used, but too little of every unit is covered
	CodeKnownToOne     Reason = "code_known_to_one"     // several finished the same documents, but fewer than two of them knew the code
	CodeAlwaysUsed     Reason = "code_always_used"      // everybody applied the code everywhere, so "both left it out" never occurred
	TooFewUnits        Reason = "too_few_units"         // no interval: fewer than ten units, or fewer than eight clusters to draw from
	Stretches          Reason = "stretches"             // no interval: rows are stretches of text, whose characters are not independent of one another
	NotNumeric         Reason = "not_numeric"           // the metric needs numbers and the categories are words
	NegativeValues     Reason = "negative_values"       // the ratio metric needs values that are not negative
	NotApplicable      Reason = "not_applicable"        // the coefficient has no meaning for this unit or number of coders
	NeedsDocuments     Reason = "needs_documents"       // no interval: segments cannot be cut, and documents are too few to draw from
	CodesOverlap       Reason = "codes_overlap"         // a coder used codes together that exclude each other
	NothingAligned     Reason = "nothing_aligned"       // no two coders' segments were aligned with any weight
	TooManyCoders      Reason = "too_many_coders"       // more than the exact method can do
	TooManySegments    Reason = "too_many_segments"     // more than the exact method can do
	MissingFromTable   Reason = "missing_ratings"       // the coefficient needs complete ratings
)

// Pointer is the value, or nil if it is undefined: what JSON writes as null.
func (e Estimate) Pointer() *float64 {
	if !e.Defined {
		return nil
	}
	v := e.Value
	return &v
}

// Student is the interval of the value at the given level by Student's t, from an
// analytic standard error; ok is false if there is none. The upper end is capped
// at 1.
func (e Estimate) Student(level float64) (low, high float64, ok bool) {
	if !e.analytic() {
		return 0, 0, false
	}
	return e.around(studentQuantile((1+level)/2, e.Uncertainty.Freedom))
}

// Normal is the same interval with the normal distribution in place of Student's t,
// as most statistical packages print it for large samples.
func (e Estimate) Normal(level float64) (low, high float64, ok bool) {
	if !e.analytic() {
		return 0, 0, false
	}
	return e.around(normalQuantile((1 + level) / 2))
}

func (e Estimate) analytic() bool {
	return e.Defined && e.Uncertainty != nil && (e.Uncertainty.Method == LargeSample || e.Uncertainty.Method == Linearised)
}

func (e Estimate) around(quantile float64) (low, high float64, ok bool) {
	half := quantile * e.Uncertainty.SE
	return e.Value - half, min(1, e.Value+half), true
}

// confidence is the level of every interval that is not asked for otherwise.
const confidence = 0.95

// withVariance attaches an analytic standard error. Rounding may leave a variance
// a hair below zero; it is zero then.
func (e Estimate) withVariance(variance float64, freedom int, method Method) Estimate {
	if !e.Defined {
		return e
	}
	if freedom < 1 {
		e.NoInterval = TooFewUnits
		return e
	}
	e.Uncertainty = &Uncertainty{SE: math.Sqrt(max(0, variance)), Level: confidence, Method: method, Freedom: freedom}
	e.Uncertainty.Low, e.Uncertainty.High, _ = e.Student(confidence)
	return e
}

// hair is what sums of rounded shares may be off by. Real departures from no
// variation are larger by orders of magnitude: one character among ten million
// already makes 1e-7.
const hair = 1e-12

func known(value float64, n int) Estimate { return Estimate{Value: value, Defined: true, N: n} }

func unknown(why Reason) Estimate { return Estimate{Reason: why} }

// aboveChance is (observed − expected) / (1 − expected), the form that all
// coefficients of the kappa family share.
func aboveChance(observed, expected float64, n int) Estimate {
	e := Estimate{N: n, Observed: observed, Expected: expected}
	if 1-expected < hair {
		e.Reason = NoVariation
		return e
	}
	e.Value, e.Defined = (observed-expected)/(1-expected), true
	return e
}

// belowChance is 1 − observed / expected, the form of the alpha family, in which
// observed and expected are disagreements.
func belowChance(observed, expected float64, n int) Estimate {
	e := Estimate{N: n, Observed: observed, Expected: expected}
	if expected < hair {
		e.Reason = NoVariation
		return e
	}
	e.Value, e.Defined = 1-observed/expected, true
	return e
}

// RuleOfThree is the upper end of the 95 % interval for the share of units that
// may still disagree when none of n did: 3/n (Hanley & Lippman-Hand 1983, JAMA
// 249, 1743–1745).
func RuleOfThree(n int) float64 {
	if n < 1 {
		return 1
	}
	return min(1, 3/float64(n))
}
