package agreement

import "math"

// Masses describe how a text of so many units (sentences, lines) is cut into
// segments: the number of units of each segment, in order.
type Masses []int

// Len is the number of units.
func (m Masses) Len() int {
	n := 0
	for _, size := range m {
		n += size
	}
	return n
}

// boundaries marks the places between units where a segment ends.
func (m Masses) boundaries() []bool {
	b := make([]bool, max(0, m.Len()-1))
	at := 0
	for _, size := range m[:max(0, len(m)-1)] {
		at += size
		if at > 0 && at <= len(b) {
			b[at-1] = true
		}
	}
	return b
}

// BoundarySimilarity is B (Fournier 2013, "Evaluating text segmentation using
// boundary edit distance"): 1 − (additions + Σ distance/near) / (additions +
// transpositions + matches). A boundary that one coder put up to near−1 places
// beside the other's is a transposition and costs only in part; near is 2 in the
// paper. Without any boundary in either, the two agree.
func BoundarySimilarity(first, second Masses, near int) Estimate {
	if first.Len() != second.Len() || first.Len() == 0 {
		return unknown(NoPairableUnits)
	}
	a, b := first.boundaries(), second.boundaries()
	matches := 0
	for i := range a {
		if a[i] && b[i] {
			matches++
		}
	}
	moved := make([]bool, len(a))
	transpositions, cost := 0, 0.0
	for distance := 1; distance < near; distance++ {
		for i := 0; i+distance < len(a); i++ {
			j := i + distance
			if moved[i] || moved[j] || a[i] == b[i] || a[j] == b[j] || a[i] == a[j] {
				continue
			}
			moved[i], moved[j] = true, true
			transpositions++
			cost += float64(distance) / float64(near)
		}
	}
	additions := 0
	for i := range a {
		if a[i] != b[i] && !moved[i] {
			additions++
		}
	}
	all := additions + transpositions + matches
	if all == 0 {
		return known(1, first.Len())
	}
	return known(1-(float64(additions)+cost)/float64(all), first.Len())
}

// Pk is the probability that two units so many places apart are wrongly in the
// same or in different segments (Beeferman, Berger & Lafferty 1999); 0 is best. For
// comparison with the literature: it punishes near misses and misses unevenly. The
// window is half the mean segment of the reference, rounded half to even, at least
// 2.
func Pk(hypothesis, reference Masses) Estimate {
	return windowed(hypothesis, reference, func(h, r int) bool { return (h == 0) != (r == 0) })
}

// WindowDiff is the share of windows in which the two have different numbers of
// boundaries (Pevzner & Hearst 2002); 0 is best. The window is that of [Pk].
func WindowDiff(hypothesis, reference Masses) Estimate {
	return windowed(hypothesis, reference, func(h, r int) bool { return h != r })
}

func windowed(hypothesis, reference Masses, wrong func(inHypothesis, inReference int) bool) Estimate {
	n := reference.Len()
	if hypothesis.Len() != n || n == 0 {
		return unknown(NoPairableUnits)
	}
	window := max(2, int(math.RoundToEven(float64(n)/float64(len(reference))/2)))
	if n <= window {
		return unknown(TooFewUnits)
	}
	h, r := before(hypothesis.boundaries()), before(reference.boundaries())
	errors := 0
	for i := 0; i+window < n; i++ {
		if wrong(h[i+window]-h[i], r[i+window]-r[i]) {
			errors++
		}
	}
	return known(float64(errors)/float64(n-window), n-window)
}

// before counts, for each unit, the boundaries before it.
func before(boundaries []bool) []int {
	counts := make([]int, len(boundaries)+1)
	for i, b := range boundaries {
		counts[i+1] = counts[i]
		if b {
			counts[i+1]++
		}
	}
	return counts
}
