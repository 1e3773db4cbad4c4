package agreement_test

import (
	"articula/internal/agreement"
	"articula/internal/qda"
)

// splitMix is Steele, Lea & Flood's SplitMix64, which every language can repeat.
type splitMixState struct{ x uint64 }

func splitMix(seed uint64) *splitMixState { return &splitMixState{seed} }

func (s *splitMixState) next() uint64 {
	s.x += 0x9e3779b97f4a7c15
	z := s.x
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (s *splitMixState) below(n int) int { return int(s.next() % uint64(n)) }

// raw makes codings the way coders do: per code some true passages, which each
// coder finds more or less exactly, and some of an own invention.
func raw(length, codes, coders, passages int, seed uint64) [][][]qda.Span {
	random := splitMix(seed)
	passage := func() qda.Span {
		start := random.below(length - 400)
		return qda.Span{Start: start, End: start + 20 + random.below(380)}
	}
	out := make([][][]qda.Span, codes)
	for c := range out {
		truth := make([]qda.Span, passages)
		for i := range truth {
			truth[i] = passage()
		}
		out[c] = make([][]qda.Span, coders)
		for g := range out[c] {
			for _, s := range truth {
				found, left, right := random.below(100), random.below(81), random.below(81)
				seen := qda.Span{Start: max(0, s.Start+left-40), End: min(length, s.End+right-40)}
				if found >= 15 && seen.Len() > 0 {
					out[c][g] = append(out[c][g], seen)
				}
			}
			for range 3 {
				out[c][g] = append(out[c][g], passage())
			}
		}
	}
	return out
}

// generate is raw, normalised.
func generate(length, codes, coders, passages int, seed uint64) [][][]qda.Span {
	lanes := raw(length, codes, coders, passages, seed)
	for c := range lanes {
		for g := range lanes[c] {
			lanes[c][g], _ = agreement.Normalise(lanes[c][g], length)
		}
	}
	return lanes
}
