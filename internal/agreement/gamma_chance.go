package agreement

import (
	"math"
	"math/rand/v2"
	"slices"
)

// ContinuumDraw makes one random continuum with as many coders as the reference.
type ContinuumDraw func(reference [][]GammaUnit, random *rand.Rand) [][]GammaUnit

// DrawByStatistics draws the number of units, the gaps and the lengths from normal
// distributions with the means and deviations of the reference, and codes by their
// frequency: the default of pygamma-agreement (Titeux & Riad 2021).
func DrawByStatistics(reference [][]GammaUnit, random *rand.Rand) [][]GammaUnit {
	var counts, gaps, lengths []float64
	var categories []int
	for _, units := range reference {
		units = slices.Clone(units)
		slices.SortFunc(units, byPlace)
		counts = append(counts, float64(len(units)))
		for i, u := range units {
			lengths = append(lengths, u.End-u.Start)
			categories = append(categories, u.Category)
			switch {
			case i > 0:
				gaps = append(gaps, u.Start-units[i-1].End)
			case u.Start > 0:
				gaps = append(gaps, u.Start)
			}
		}
	}
	slices.Sort(categories)
	count, gap, length := normalOf(counts), normalOf(gaps), normalOf(lengths)
	continuum := make([][]GammaUnit, len(reference))
	for g := range continuum {
		at := 0.0
		for range max(1, int(count.draw(random))) {
			start := at + gap.draw(random)
			size := math.Abs(length.draw(random))
			for size == 0 {
				size = math.Abs(length.draw(random))
			}
			u := GammaUnit{Start: start, End: start + size, Category: categories[random.IntN(len(categories))]}
			continuum[g] = append(continuum[g], u)
			at = u.End
		}
	}
	return continuum
}

// normal is a normal distribution fitted to values (population deviation).
type normal struct{ mean, deviation float64 }

func normalOf(values []float64) normal {
	n := normal{mean: mean(values)}
	for _, v := range values {
		n.deviation += (v - n.mean) * (v - n.mean)
	}
	if len(values) > 0 {
		n.deviation = math.Sqrt(n.deviation / float64(len(values)))
	}
	return n
}

func (n normal) draw(random *rand.Rand) float64 { return n.mean + n.deviation*random.NormFloat64() }

// DrawByShifting takes a real coder for each random one and turns the continuum
// about a random point, as if it were a ring; points closer to each other than half
// a mean unit are avoided while there is room. This is the sampling of Mathet et al.
// (2015, §5.2), which keeps everything but the places.
func DrawByShifting(reference [][]GammaUnit, random *rand.Rand) [][]GammaUnit {
	low, high, length, units := math.Inf(1), math.Inf(-1), 0.0, 0
	for _, c := range reference {
		for _, u := range c {
			low, high = min(low, u.Start), max(high, u.End)
			length += u.End - u.Start
			units++
		}
	}
	apart := length / float64(units) / 2
	free := [][2]float64{{low, high}}
	continuum := make([][]GammaUnit, len(reference))
	for g := range continuum {
		pivot := low + random.Float64()*(high-low)
		if room := roomOf(free); room > 0 {
			pivot = pointIn(free, random.Float64()*room)
			free = without(free, pivot-apart, pivot+apart)
		}
		for _, u := range reference[random.IntN(len(reference))] {
			shift := pivot - low
			if u.Start+shift >= high {
				shift -= high - low
			}
			continuum[g] = append(continuum[g], GammaUnit{Start: u.Start + shift, End: u.End + shift, Category: u.Category})
		}
		slices.SortFunc(continuum[g], byPlace)
	}
	return continuum
}

func roomOf(free [][2]float64) float64 {
	room := 0.0
	for _, f := range free {
		room += f[1] - f[0]
	}
	return room
}

func pointIn(free [][2]float64, along float64) float64 {
	for _, f := range free {
		if along <= f[1]-f[0] {
			return f[0] + along
		}
		along -= f[1] - f[0]
	}
	return free[len(free)-1][1]
}

func without(free [][2]float64, from, to float64) [][2]float64 {
	var left [][2]float64
	for _, f := range free {
		if head := min(f[1], from); head > f[0] {
			left = append(left, [2]float64{f[0], head})
		}
		if tail := max(f[0], to); tail < f[1] {
			left = append(left, [2]float64{tail, f[1]})
		}
	}
	return left
}

func byPlace(u, v GammaUnit) int {
	switch {
	case u.Start != v.Start:
		if u.Start < v.Start {
			return -1
		}
		return 1
	case u.End != v.End:
		if u.End < v.End {
			return -1
		}
		return 1
	}
	return u.Category - v.Category
}
