package agreement

import (
	"slices"

	"articula/internal/qda"
)

// Section is a stretch of text to which a coder gave a value, a code of a group
// whose codes exclude each other.
type Section struct {
	qda.Span
	Value int // index of the code within the group
}

// Clash is a place where one coder gave two values of an exclusive group.
type Clash struct {
	Coder int
	Span  qda.Span
	Codes [2]int // indexes within the group, ascending
}

// Sections makes one coder's partition out of the segments per value. Where two
// values overlap there is no partition; the clashes are given instead.
func Sections(coder int, perValue [][]qda.Span) ([]Section, []Clash) {
	var all []Section
	for v, segments := range perValue {
		for _, s := range segments {
			all = append(all, Section{s, v})
		}
	}
	slices.SortFunc(all, func(a, b Section) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.Value - b.Value
	})
	var clashes []Clash
	for i, s := range all {
		for _, t := range all[i+1:] {
			if t.Start >= s.End {
				break
			}
			clashes = append(clashes, Clash{coder, s.Intersect(t.Span), [2]int{min(s.Value, t.Value), max(s.Value, t.Value)}})
		}
	}
	if clashes != nil {
		return nil, clashes
	}
	return all, nil
}

// Unitizing holds the sufficient statistics of the u-alpha family (Krippendorff,
// Mathet, Bouvry & Widlöcher 2016, "On the reliability of unitizing textual
// continua: further developments", Quality & Quantity 50, 2347–2364). Each coder
// cuts a line into valued sections and the gaps between them. The statistics of
// several documents add; no section may span two.
type Unitizing struct {
	Values int
	common [][]float64 // l_ck: lengths where one coder has c and another k; index Values is the gap φ
	line   float64     // l..: all coders' lines together
	square []float64   // s_c: squared lengths of the sections of value c
	gaps   float64     // s_φ: a gap has no inner structure, so its places count singly
	inner  []float64   // s*_c, see coveredSquares
	coders int         // the most that any document had
}

// NewUnitizing is empty statistics for a group of so many codes.
func NewUnitizing(values int) *Unitizing {
	return &Unitizing{Values: values, common: square(values + 1), square: make([]float64, values), inner: make([]float64, values)}
}

// Add enters a document of the given length with the sections of each coder, in
// order, touching ones apart. A document of fewer than two coders says nothing and
// is passed over.
func (u *Unitizing) Add(length int, coders [][]Section) {
	m := len(coders)
	if m < 2 || length <= 0 {
		return
	}
	u.coders = max(u.coders, m)
	u.line += float64(m) * float64(length)
	counts := make([]int, u.Values+1)
	walkSections(coders, length, u.Values, func(n int, values []int) {
		clear(counts)
		for _, v := range values {
			counts[v]++
		}
		for c, a := range counts {
			if a == 0 {
				continue
			}
			for k, b := range counts {
				if c == k {
					b--
				}
				u.common[c][k] += float64(n) * float64(a) * float64(b) / float64(m-1)
			}
		}
	})
	for _, sections := range coders {
		coded := 0
		for _, s := range sections {
			u.square[s.Value] += float64(s.Len()) * float64(s.Len())
			coded += s.Len()
		}
		u.gaps += float64(length - coded)
	}
	for i, sections := range coders {
		for j, others := range coders {
			if i != j {
				u.coveredSquares(sections, others, 1/float64(m-1))
			}
		}
	}
}

// coveredSquares adds one ordered pair's part of s*_c, the self-pairing term of the
// coefficients that look only where both coded (eq. 10 of the paper): for each
// section, the square of the length that the other coder coded with any value.
//
// For two coders all implementations agree. For three and more this follows the
// reading that squares per other coder; another squares the union over the other
// coders. Until the paper's equation has been checked against both, C and K are
// marked experimental for three and more coders, and this is the only place to
// change.
func (u *Unitizing) coveredSquares(sections, others []Section, weight float64) {
	next := 0
	for _, s := range sections {
		for next < len(others) && others[next].End <= s.Start {
			next++
		}
		covered := 0
		for k := next; k < len(others) && others[k].Start < s.End; k++ {
			covered += s.Intersect(others[k].Span).Len()
		}
		u.inner[s.Value] += weight * float64(covered) * float64(covered)
	}
}

// walkSections calls visit for every stretch on which no coder's value changes,
// with its length and the value of each coder, gap standing for none.
func walkSections(coders [][]Section, length, gap int, visit func(n int, values []int)) {
	next := make([]int, len(coders))
	values := make([]int, len(coders))
	for at := 0; at < length; {
		end := length
		for g, sections := range coders {
			for next[g] < len(sections) && sections[next[g]].End <= at {
				next[g]++
			}
			values[g] = gap
			if next[g] == len(sections) {
				continue
			}
			if s := sections[next[g]]; s.Start <= at {
				values[g] = s.Value
				end = min(end, s.End)
			} else {
				end = min(end, s.Start)
			}
		}
		visit(end-at, values)
		at = end
	}
}

// Merge adds the statistics of other documents.
func (u *Unitizing) Merge(v *Unitizing) { u.mergeTimes(v, 1) }

// mergeTimes adds v as if it had occurred so many times.
func (u *Unitizing) mergeTimes(v *Unitizing, times int) {
	f := float64(times)
	for c, row := range v.common {
		for k, x := range row {
			u.common[c][k] += f * x
		}
	}
	for c := range v.square {
		u.square[c] += f * v.square[c]
		u.inner[c] += f * v.inner[c]
	}
	u.line += f * v.line
	u.gaps += f * v.gaps
	u.coders = max(u.coders, v.coders)
}

// Experimental reports whether C and K rest on the open question of
// coveredSquares: whether there were three or more coders.
func (u *Unitizing) Experimental() bool { return u.coders > 2 }

// margin is l_c.
func (u *Unitizing) margin(c int) float64 {
	sum := 0.0
	for _, x := range u.common[c] {
		sum += x
	}
	return sum
}

// trouble is why nothing can be said, or "".
func (u *Unitizing) trouble() Reason {
	if u.line == 0 {
		return NoPairableUnits
	}
	if u.margin(u.Values) == u.line {
		return CodeNotUsed
	}
	return ""
}

// expected is e_cc (and e_φφ): what pairing any two places of different sections
// at random would give.
func (u *Unitizing) expected(c int) float64 {
	self, all := u.gaps, u.gaps
	for _, s := range u.square {
		all += s
	}
	if c < u.Values {
		self = u.square[c]
	}
	l := u.margin(c)
	return u.line * (l*l - self) / (u.line*u.line - all)
}

// U is u-alpha: do the coders put the same code at the same place, boundaries and
// gaps included?
func (u *Unitizing) U() Estimate {
	if why := u.trouble(); why != "" {
		return unknown(why)
	}
	observed, expected := u.line, u.line
	for c := range u.common {
		observed -= u.common[c][c]
		expected -= u.expected(c)
	}
	return u.per(u.line, observed, expected)
}

// Bar is |u-alpha: do they agree on what is worth coding at all, whatever the code?
func (u *Unitizing) Bar() Estimate {
	if why := u.trouble(); why != "" {
		return unknown(why)
	}
	gap := u.Values
	l, all := u.margin(gap), u.gaps
	for _, s := range u.square {
		all += s
	}
	byChance := u.line * (l*u.line - u.gaps) / (u.line*u.line - all)
	return u.per(u.line, l-u.common[gap][gap], byChance-u.expected(gap))
}

// Covered is an estimate together with the share of the text that it speaks of.
// It must never be shown without: (k)u-alpha can be 1.00 over half of the text
// that carries the code.
type Covered struct {
	Estimate
	Coverage float64
}

// both is l*_c, the pairable length of value c where both coded.
func (u *Unitizing) both(c int) float64 { return u.margin(c) - u.common[c][u.Values] }

// inside is t and Σ s*: all such length and its self-pairing.
func (u *Unitizing) inside() (all, self float64) {
	for c := range u.Values {
		all += u.both(c)
		self += u.inner[c]
	}
	return all, self
}

// expectedInside is e*_ck.
func (u *Unitizing) expectedInside(c, k int) float64 {
	all, self := u.inside()
	own := 0.0
	if c == k {
		own = u.inner[c]
	}
	if all*all-self < hair {
		return 0
	}
	return all * (u.both(c)*u.both(k) - own) / (all*all - self)
}

// C is cu-alpha: where both coded, did they use the same code? Coverage is the
// share of the coders' text where that is so.
func (u *Unitizing) C() Covered {
	if why := u.trouble(); why != "" {
		return Covered{Estimate: unknown(why)}
	}
	all, _ := u.inside()
	coverage := all / u.line
	if all == 0 {
		return Covered{Estimate: unknown(NoPairableUnits)}
	}
	observed, expected := all, all
	for c := range u.Values {
		observed -= u.common[c][c]
		expected -= u.expectedInside(c, c)
	}
	return Covered{u.per(all, observed, expected), coverage}
}

// K is (k)u-alpha of one code: where both coded and one used the code, did the
// other? Coverage is the share of the code's text where both coded.
func (u *Unitizing) K(k int) Covered {
	if why := u.trouble(); why != "" {
		return Covered{Estimate: unknown(why)}
	}
	l := u.margin(k)
	if l == 0 {
		return Covered{Estimate: unknown(CodeNotUsed)}
	}
	both := u.both(k)
	if both == 0 {
		return Covered{Estimate: unknown(NoPairableUnits)}
	}
	row := 0.0 // e*_k
	for c := range u.Values {
		row += u.expectedInside(k, c)
	}
	return Covered{u.per(both, both-u.common[k][k], (row-u.expectedInside(k, k))*both/max(row, hair)), both / l}
}

// per is 1 − observed/expected with both as shares of a length.
func (u *Unitizing) per(length, observed, expected float64) Estimate {
	return belowChance(observed/length, expected/length, int(length+0.5))
}
