package agreement

import (
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// CodeSet is what one coder applied to one unit: codes in ascending order, each
// once. The empty set says that the coder looked and applied nothing.
type CodeSet []int

// overlap counts what two sets share.
func (a CodeSet) overlap(b CodeSet) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// SetDistance says how different two sets are, from 0 (the same) to 1.
type SetDistance func(a, b CodeSet) float64

// MASI is 1 − J·M (Passonneau 2006): J the Jaccard index, M = 1 for equal sets,
// 2/3 if one contains the other, 1/3 if they overlap, 0 if they are disjoint. Exact
// thirds are used (NLTK rounds them to 0.67 and 0.33).
func MASI(a, b CodeSet) float64 { return 1 - jaccard(a, b)*(1-monotonicity(a, b)) }

// JaccardDistance is 1 − |A∩B| / |A∪B|.
func JaccardDistance(a, b CodeSet) float64 { return 1 - jaccard(a, b) }

// DiceDistance is 1 − 2|A∩B| / (|A|+|B|).
func DiceDistance(a, b CodeSet) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	return 1 - 2*float64(a.overlap(b))/float64(len(a)+len(b))
}

// SameSet counts only equal sets as agreement.
func SameSet(a, b CodeSet) float64 {
	if slices.Equal(a, b) {
		return 0
	}
	return 1
}

// Monotonicity is the distance of Passonneau (2004), without the Jaccard index: 0,
// 1/3, 2/3 or 1 for equal, contained, overlapping and disjoint sets; the empty set
// counts as contained in any other. For comparison with the literature.
func Monotonicity(a, b CodeSet) float64 { return monotonicity(a, b) }

// ScaledJaccard is what DKPro Statistics calls MASI: the Jaccard distance times
// [Monotonicity]. For comparison with that library; it is not Passonneau's.
func ScaledJaccard(a, b CodeSet) float64 { return (1 - jaccard(a, b)) * monotonicity(a, b) }

func jaccard(a, b CodeSet) float64 {
	common := a.overlap(b)
	all := len(a) + len(b) - common
	if all == 0 {
		return 1
	}
	return float64(common) / float64(all)
}

func monotonicity(a, b CodeSet) float64 {
	switch common := a.overlap(b); {
	case common == len(a) && common == len(b):
		return 0
	case common == len(a) || common == len(b):
		return 1.0 / 3 // the empty set lies in every set
	case common == 0:
		return 1
	default:
		return 2.0 / 3
	}
}

// SetRatings is a table of units × coders whose cells are sets of codes:
// Units[i][g] is an index into Sets, or [Missing].
type SetRatings struct {
	Sets  []CodeSet // distinct
	Units [][]int
	Times []int // how often each row occurs; nil for once each
	index map[string]int
}

// Set gives the index of a set, adding it if it is new. The codes may be in any
// order and repeated.
func (r *SetRatings) Set(codes []int) int {
	set := slices.Clone(codes)
	slices.Sort(set)
	set = slices.Compact(set)
	var key strings.Builder
	for _, c := range set {
		key.WriteString(strconv.Itoa(c))
		key.WriteByte(' ')
	}
	if r.index == nil {
		r.index = make(map[string]int)
	}
	at, ok := r.index[key.String()]
	if !ok {
		at = len(r.Sets)
		r.index[key.String()] = at
		r.Sets = append(r.Sets, set)
	}
	return at
}

func (r SetRatings) times(i int) int {
	if r.Times == nil {
		return 1
	}
	return r.Times[i]
}

// Binary is the table of one code: applied (1) or not (0).
func (r SetRatings) Binary(code int) Ratings {
	b := Ratings{Scale: NewScale("0", "1"), Times: r.Times}
	has := make([]int, len(r.Sets))
	for s, set := range r.Sets {
		if _, ok := slices.BinarySearch(set, code); ok {
			has[s] = 1
		}
	}
	for _, unit := range r.Units {
		row := make([]int, len(unit))
		for g, s := range unit {
			row[g] = Missing
			if s != Missing {
				row[g] = has[s]
			}
		}
		b.Units = append(b.Units, row)
	}
	return b
}

// Beyond this many distinct sets the expected distance is estimated from
// setDraws pairs drawn at random instead of all pairs: the cost of all pairs grows
// with the square.
const (
	manySets = 3000
	setDraws = 1_000_000
)

// Alpha is Krippendorff's alpha over sets (Passonneau 2006; Artstein & Poesio
// 2008, §3.3): D_o is the mean distance of the sets that two coders gave the same
// unit, D_e that of any two sets given. With more than 3,000 distinct sets D_e is
// estimated from pairs drawn with the seed, and the estimate says so.
func (r SetRatings) Alpha(d SetDistance, seed uint64) Estimate {
	margins := make([]float64, len(r.Sets))
	heard := make(map[int]bool)
	var observed, total float64
	pairable := 0
	present := make([]int, 0, 16)
	for i, unit := range r.Units {
		present = present[:0]
		for g, s := range unit {
			if s != Missing {
				heard[g] = true
				present = append(present, s)
			}
		}
		if len(present) < 2 {
			continue
		}
		pairable += r.times(i)
		sum := 0.0
		for a, s := range present {
			margins[s] += float64(r.times(i))
			total += float64(r.times(i))
			for _, u := range present[a+1:] {
				if s != u {
					sum += 2 * d(r.Sets[s], r.Sets[u])
				}
			}
		}
		observed += float64(r.times(i)) * sum / float64(len(present)-1)
	}
	switch {
	case len(heard) < 2:
		return unknown(FewerThanTwoCoders)
	case pairable == 0:
		return unknown(NoPairableUnits)
	}
	sampled := len(r.Sets) > manySets
	var expected float64
	if sampled {
		expected = r.drawnDistance(d, margins, total, seed)
	} else {
		for a := range r.Sets {
			for b := range a {
				expected += 2 * margins[a] * margins[b] * d(r.Sets[a], r.Sets[b])
			}
		}
		expected /= total * (total - 1)
	}
	e := belowChance(observed/total, expected, pairable)
	e.Approximate = sampled
	return e
}

// drawnDistance estimates the mean distance of two different judgements.
func (r SetRatings) drawnDistance(d SetDistance, margins []float64, total float64, seed uint64) float64 {
	upTo := make([]float64, len(margins))
	sum := 0.0
	for i, m := range margins {
		sum += m
		upTo[i] = sum
	}
	random := rand.New(rand.NewPCG(seed, uint64(len(margins))))
	draw := func() int {
		return min(sort.SearchFloat64s(upTo, math53(random)*total), len(upTo)-1)
	}
	far := 0.0
	for range setDraws {
		a, b := draw(), draw()
		if a != b {
			far += d(r.Sets[a], r.Sets[b])
		}
	}
	return far / setDraws * total / (total - 1)
}

// math53 is uniform in (0, 1], so that a search for it never lands on a set
// without weight at the front.
func math53(random *rand.Rand) float64 { return 1 - random.Float64() }

// PooledBinaryAlpha is one alpha over many yes/no decisions: 1 − Σ D_o / Σ D_e over
// the codes, numerators and denominators pooled apart (after De Vries et al. 2008).
// A mean of the codes' alphas would hang on the rarest code.
func PooledBinaryAlpha(perCode []Estimate) Estimate {
	var observed, expected float64
	n, entered := 0, false
	why := FewerThanTwoCoders
	for i, e := range perCode {
		if i == 0 && e.Reason != "" {
			why = e.Reason
		}
		if e.Defined {
			observed += e.Observed
			expected += e.Expected
			n = max(n, e.N)
			entered = true
		}
	}
	if !entered {
		return unknown(why)
	}
	return belowChance(observed, expected, n)
}
