package query

import (
	"cmp"
	"slices"
	"strings"

	"articula/internal/textpos"
	"articula/internal/words"
)

// Range is a piece of a unit's text in UTF-8 bytes, half-open.
type Range struct{ Start, End textpos.Byte }

// Matcher finds what a text query asks for in units of one language. It keeps what
// it has worked out about words, so use one for many units; it must not be used by
// two goroutines at once.
type Matcher struct {
	root     *Node
	tests    []func(string) bool
	literals bool

	begins words.Beginnings // of the terms that can be asked for
	seen   map[string]int32 // term → position in sets, -1 for none
	sets   [][]int          // the words that a term stands for

	scanner words.Scanner
	found   [][]hit // by word, in order
	touched []int   // the words that have hits
	starts  []int   // of all words of the unit, kept for literals
}

// hit is a word, or a run of words, of the unit: by word count and by bytes, both
// half-open.
type hit struct{ from, to, start, end int }

// maxSeen bounds what a matcher remembers.
const maxSeen = 1 << 16

// Matcher compiles the query for a language (ISO 639-1, "" if it is not known).
func (t *Text) Matcher(lang string) *Matcher {
	m := &Matcher{root: t.Root, seen: map[string]int32{}, found: make([][]hit, len(t.words))}
	for _, w := range t.words {
		m.tests = append(m.tests, w.Test(lang))
		m.begins.Allow(w.Hint(lang).Begins)
	}
	m.literals = t.Root.has(Literal)
	return m
}

func (n *Node) has(op Op) bool {
	return n.Op == op || slices.ContainsFunc(n.Nodes, func(k *Node) bool { return k.has(op) })
}

// Match appends to into what the query asks for in a unit's text: ranges in order
// of their start, of which none lies within another. There are none where the
// query as a whole does not hold, or asks only for what should be absent.
func (m *Matcher) Match(unit string, into []Range) []Range {
	m.read(unit)
	if len(m.touched) == 0 && !m.literals {
		return into
	}
	ok, hits := m.eval(m.root, unit, nil)
	if !ok || len(hits) == 0 {
		return into
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	end := -1
	for _, h := range hits {
		if h.end > end {
			into = append(into, Range{textpos.Byte(h.start), textpos.Byte(h.end)})
			end = h.end
		}
	}
	return into
}

// Holds reports whether the query as a whole holds in a unit, also where it asks for
// nothing but absence.
func (m *Matcher) Holds(unit string) bool {
	m.read(unit)
	ok, _ := m.eval(m.root, unit, nil)
	return ok
}

// Occurs reports whether any word of the query occurs in the text, or may: a text
// in which none does holds no match.
func (m *Matcher) Occurs(text string) bool {
	if m.literals {
		return true
	}
	m.scanner.Reset(text)
	for {
		if _, ok := m.scanner.NextOf(&m.begins); !ok {
			return false
		}
		set, ok := m.seen[string(m.scanner.Term)]
		if !ok {
			set = m.learn(string(m.scanner.Term))
		}
		if set >= 0 {
			return true
		}
	}
}

// Distinct is how many different words of the query the last unit held.
func (m *Matcher) Distinct() int { return len(m.touched) }

// read finds the words of the unit that the query speaks of.
func (m *Matcher) read(unit string) {
	for _, id := range m.touched {
		m.found[id] = m.found[id][:0]
	}
	m.touched, m.starts = m.touched[:0], m.starts[:0]
	s := &m.scanner
	s.Reset(unit)
	for n := 0; ; n++ {
		if m.literals { // every word counts
			if !s.Next() {
				break
			}
			m.starts = append(m.starts, s.Start)
		} else {
			passed, ok := s.NextOf(&m.begins)
			if !ok {
				break
			}
			n += passed
		}
		set, ok := m.seen[string(s.Term)]
		if !ok {
			set = m.learn(string(s.Term))
		}
		if set < 0 {
			continue
		}
		for _, id := range m.sets[set] {
			if len(m.found[id]) == 0 {
				m.touched = append(m.touched, id)
			}
			m.found[id] = append(m.found[id], hit{n, n + 1, s.Start, s.End})
		}
	}
}

// learn works out which words of the query a term stands for.
func (m *Matcher) learn(term string) int32 {
	if len(m.seen) >= maxSeen {
		clear(m.seen)
		m.sets = m.sets[:0]
	}
	var ids []int
	for id, test := range m.tests {
		if test(term) {
			ids = append(ids, id)
		}
	}
	set := int32(-1)
	if ids != nil {
		set = int32(len(m.sets))
		m.sets = append(m.sets, ids)
	}
	m.seen[term] = set
	return set
}

// eval decides whether the node holds in the unit, and appends its hits. What a
// node appended that does not hold is taken back.
func (m *Matcher) eval(n *Node, unit string, into []hit) (bool, []hit) {
	before := len(into)
	switch n.Op {
	case Words:
		into = m.sequence(n.ids, into)
		return len(into) > before, into
	case Literal:
		into = m.literal(n.Literal, unit, into)
		return len(into) > before, into
	case And:
		for _, k := range n.Nodes {
			ok := false
			if ok, into = m.eval(k, unit, into); !ok {
				return false, into[:before]
			}
		}
		return true, into
	case Or:
		any := false
		for _, k := range n.Nodes {
			ok := false
			ok, into = m.eval(k, unit, into)
			any = any || ok
		}
		return any, into
	case Not:
		ok, _ := m.eval(n.Nodes[0], unit, nil)
		return !ok, into
	case Near:
		okA, a := m.eval(n.Nodes[0], unit, nil)
		if !okA {
			return false, into
		}
		okB, b := m.eval(n.Nodes[1], unit, nil)
		if !okB {
			return false, into
		}
		into = near(a, b, n.Distance, into)
		return len(into) > before, into
	}
	return false, into
}

// sequence appends the places where the words stand side by side.
func (m *Matcher) sequence(ids []int, into []hit) []hit {
	if len(ids) == 1 {
		return append(into, m.found[ids[0]]...)
	}
	for _, first := range m.found[ids[0]] {
		whole, ok := first, true
		for _, id := range ids[1:] {
			i, found := slices.BinarySearchFunc(m.found[id], whole.to, func(h hit, from int) int { return cmp.Compare(h.from, from) })
			if !found {
				ok = false
				break
			}
			whole.to, whole.end = m.found[id][i].to, m.found[id][i].end
		}
		if ok {
			into = append(into, whole)
		}
	}
	return into
}

// literal appends the places where the signs stand.
func (m *Matcher) literal(literal, unit string, into []hit) []hit {
	for at := 0; ; {
		i := strings.Index(unit[at:], literal)
		if i < 0 {
			return into
		}
		start := at + i
		at = start + len(literal)
		n, _ := slices.BinarySearch(m.starts, start) // words before it
		into = append(into, hit{n, n, start, at})
	}
}

// near appends the stretches that reach from a hit of one side to a hit of the
// other with at most distance words between, where the two do not overlap, and
// that hold no smaller one.
func near(a, b []hit, distance int, into []hit) []hit {
	byFrom := func(x, y hit) int { return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to)) }
	slices.SortFunc(a, byFrom)
	slices.SortFunc(b, byFrom)
	var spans []hit
	for _, side := range [2]struct{ first, second []hit }{{a, b}, {b, a}} {
		for _, x := range side.first { // x before y; the nearest y is enough
			i, _ := slices.BinarySearchFunc(side.second, x.to, func(h hit, to int) int { return cmp.Compare(h.from, to) })
			best := -1
			for k := i; k < len(side.second) && side.second[k].from-x.to <= distance; k++ {
				y := side.second[k]
				if best >= 0 && y.from >= side.second[best].to {
					break // nothing further right ends earlier
				}
				if y.start >= x.end && (best < 0 || y.to < side.second[best].to) {
					best = k
				}
			}
			if best >= 0 {
				y := side.second[best]
				spans = append(spans, hit{x.from, y.to, x.start, y.end})
			}
		}
	}
	// from the last start to the first: a stretch is smallest if it ends before all
	// those that start where it does or behind it
	slices.SortFunc(spans, func(x, y hit) int { return cmp.Or(cmp.Compare(y.start, x.start), cmp.Compare(x.end, y.end)) })
	for i, s := range spans {
		if i == 0 || s.end < spans[i-1].end {
			into = append(into, s)
		} else {
			spans[i] = spans[i-1] // carries the least end along
		}
	}
	return into
}
