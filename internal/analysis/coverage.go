package analysis

import (
	"sort"

	"articula/internal/qda"
)

// Cover joins spans that overlap or touch, in order, and says how many code points
// they cover together.
func Cover(spans []qda.Span) (joined []qda.Span, covered int) {
	sorted := append([]qda.Span(nil), spans...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Start < sorted[j].Start })
	for _, s := range sorted {
		if n := len(joined); n > 0 && s.Start <= joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, s.End)
			continue
		}
		joined = append(joined, s)
	}
	for _, s := range joined {
		covered += s.Len()
	}
	return joined, covered
}

// Untouched gives those of the units that no span overlaps. Units are in order and
// do not overlap.
func Untouched(units, spans []qda.Span) []qda.Span {
	joined, _ := Cover(spans)
	var out []qda.Span
	i := 0
	for _, u := range units {
		for i < len(joined) && joined[i].End <= u.Start {
			i++
		}
		if i == len(joined) || !joined[i].Overlaps(u) {
			out = append(out, u)
		}
	}
	return out
}

// Saturation says, for each of a series of sets, which of its members none of the sets
// before it had, in their order, and how many different members there are up to it.
func Saturation[T comparable](series [][]T) (fresh [][]T, total []int) {
	seen := map[T]bool{}
	fresh, total = make([][]T, len(series)), make([]int, len(series))
	for i, set := range series {
		for _, x := range set {
			if !seen[x] {
				seen[x] = true
				fresh[i] = append(fresh[i], x)
			}
		}
		total[i] = len(seen)
	}
	return fresh, total
}
