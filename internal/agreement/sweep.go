package agreement

import "articula/internal/qda"

// A line is what coders are compared along: the characters of a document, or its
// sentences, turns or paragraphs counted from 0. One coder's use of one code is a
// lane, an ordered list of disjoint runs on the line. Every unit rule comes down
// to lanes on a line, so everything after projection is written once.

// run is a stretch of a line on which the same coders are inside.
type run struct {
	qda.Span
	count  int    // coders inside
	inside []bool // by lane; valid until the next run
}

// sweep walks along a line of the given length and calls visit for every longest
// run on which nothing changes, in order and without gaps. Runs also end at the
// stops, which must ascend. It costs (endpoints + stops) × lanes and allocates
// only per call.
func sweep(lanes [][]qda.Span, length int, stops []int, visit func(run)) {
	if length <= 0 {
		return
	}
	next := make([]int, len(lanes)) // next span of each lane
	r := run{inside: make([]bool, len(lanes))}
	stop := 0
	for at := 0; at < length; {
		end := length
		for stop < len(stops) && stops[stop] <= at {
			stop++
		}
		if stop < len(stops) {
			end = min(end, stops[stop])
		}
		r.count = 0
		for g, lane := range lanes {
			for next[g] < len(lane) && lane[next[g]].End <= at {
				next[g]++
			}
			r.inside[g] = false
			if next[g] == len(lane) {
				continue
			}
			if s := lane[next[g]]; s.Start <= at {
				r.inside[g] = true
				r.count++
				end = min(end, s.End)
			} else {
				end = min(end, s.Start)
			}
		}
		r.Span = qda.Span{Start: at, End: end}
		visit(r)
		at = end
	}
}

// Histogram counts the places of a line by how many of the lanes are inside:
// Histogram[h] places have h coders. Lanes are ordered runs within [0, length).
func Histogram(lanes [][]qda.Span, length int) []int {
	h := make([]int, len(lanes)+1)
	sweep(lanes, length, nil, func(r run) { h[r.count] += r.Len() })
	return h
}

// inner walks along two lanes and calls visit for each stretch that both share.
func inner(a, b []qda.Span, visit func(shared qda.Span, i, j int)) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if shared := a[i].Intersect(b[j]); shared.Len() > 0 {
			visit(shared, i, j)
		}
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
}
