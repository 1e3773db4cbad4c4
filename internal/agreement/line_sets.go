package agreement

import (
	"cmp"
	"slices"

	"articula/internal/qda"
)

// sets computes the alpha over sets: at every place, the codes of each coder who
// finished.
func (c *comparison) sets() (Estimate, error) {
	if c.options.Unit == Segment {
		return unknown(NotApplicable), nil
	}
	ratings := make([]SetRatings, len(c.lines))
	err := c.options.Job.quietly().each(len(c.lines), func(d int) {
		l := c.lines[d]
		if len(l.coders) < 2 {
			return
		}
		l.walkSets(func(on qda.Span, sets [][]int) {
			row := make([]int, len(c.study.Coders))
			for g := range row {
				row[g] = Missing
			}
			for i, set := range sets {
				row[l.coders[i]] = ratings[d].Set(set)
			}
			ratings[d].Units, ratings[d].Times = append(ratings[d].Units, row), append(ratings[d].Times, on.Len())
		})
	})
	if err != nil {
		return Estimate{}, err
	}
	if c.why != "" {
		return unknown(c.why), nil
	}
	var all SetRatings
	for d := range ratings {
		number := make([]int, len(ratings[d].Sets))
		for s, set := range ratings[d].Sets {
			number[s] = all.Set(set)
		}
		for i, row := range ratings[d].Units {
			for g, s := range row {
				if s != Missing {
					row[g] = number[s]
				}
			}
			all.Units, all.Times = append(all.Units, row), append(all.Times, ratings[d].Times[i])
		}
	}
	return all.Alpha(MASI, c.options.Resampling.Seed), nil
}

// walkSets walks along a line and gives, for every stretch on which nobody's codes
// change, the codes of each coder who finished, ascending. The lists are valid
// until the next stretch.
func (l *line) walkSets(visit func(on qda.Span, sets [][]int)) {
	type event struct {
		at, coder, code int
		begins          bool
	}
	var events []event
	for code, coders := range l.lanes {
		for g, runs := range coders {
			for _, s := range runs {
				events = append(events, event{s.Start, g, code, true}, event{s.End, g, code, false})
			}
		}
	}
	slices.SortFunc(events, func(a, b event) int { return cmp.Compare(a.at, b.at) })
	sets := make([][]int, len(l.coders))
	at := 0
	for i := 0; ; {
		end := l.length
		if i < len(events) {
			end = events[i].at
		}
		if end > at {
			visit(qda.Span{Start: at, End: end}, sets)
			at = end
		}
		if i == len(events) {
			return
		}
		for ; i < len(events) && events[i].at == at; i++ {
			e := events[i]
			place, found := slices.BinarySearch(sets[e.coder], e.code)
			switch {
			case e.begins && !found:
				sets[e.coder] = slices.Insert(sets[e.coder], place, e.code)
			case !e.begins && found:
				sets[e.coder] = slices.Delete(sets[e.coder], place, place+1)
			}
		}
	}
}
