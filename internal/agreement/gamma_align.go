package agreement

import "slices"

// Alignment groups the units of the coders, at most one of each coder in a group
// and every unit in exactly one.
type Alignment struct {
	Groups   [][]int // per group, the index of each coder's unit, or −1
	Disorder float64 // sum of the groups' disorders over the mean number of units per coder
	Exact    bool    // proved to be the least possible disorder

	coders [][]GammaUnit
	by     Dissimilarity
}

// Align finds the alignment of two or three coders with the least disorder. The
// disorder of a group is the mean over all pairs of coders, a pair with an empty
// place counting Δ∅ (Mathet et al. 2015, §4.4). There may be several best
// alignments; the disorder is the same for all.
func Align(coders [][]GammaUnit, d Dissimilarity, job Job) (Alignment, error) {
	a := Alignment{coders: coders, by: d.orDefault(), Exact: true}
	units := countUnits(coders)
	p := newPairing(coders, a.by)
	var groups []group
	for _, part := range p.parts() {
		found, exact, stopped := part.solve(job)
		if stopped {
			return Alignment{}, errStopped()
		}
		groups = append(groups, found...)
		a.Exact = a.Exact && exact
	}
	saved := 0.0
	paired := make([][]bool, len(coders))
	for c := range coders {
		paired[c] = make([]bool, len(coders[c]))
	}
	for _, g := range groups {
		saved += g.saving
		row := make([]int, len(coders))
		for c := range coders {
			row[c] = g.unit[c]
			if row[c] >= 0 {
				paired[c][row[c]] = true
			}
		}
		a.Groups = append(a.Groups, row)
	}
	for c := range coders {
		for i, ok := range paired[c] {
			if !ok {
				row := unmatched(len(coders))
				row[c] = i
				a.Groups = append(a.Groups, row)
			}
		}
	}
	slices.SortStableFunc(a.Groups, func(x, y []int) int { return byPlace(a.first(x), a.first(y)) })
	if units > 0 {
		a.Disorder = (a.by.Empty*float64(units) - saved) / (float64(units) / float64(len(coders)))
	}
	return a, nil
}

// first is the earliest unit of a group.
func (a Alignment) first(row []int) GammaUnit {
	var first GammaUnit
	found := false
	for c, i := range row {
		if i >= 0 && (!found || byPlace(a.coders[c][i], first) < 0) {
			first, found = a.coders[c][i], true
		}
	}
	return first
}

// CategoryDisorder is the mean disagreement on the code over all aligned pairs,
// each weighing (1 − α·place)⁺ / (units in the group − 1), so that badly placed
// pairs say little (Mathet 2017). ok is false if no pair has any weight.
func (a Alignment) CategoryDisorder() (disorder float64, ok bool) {
	var sum, weight float64
	var members []GammaUnit
	for _, row := range a.Groups {
		members = members[:0]
		for c, i := range row {
			if i >= 0 {
				members = append(members, a.coders[c][i])
			}
		}
		for i, u := range members {
			for _, v := range members[i+1:] {
				w := max(0, 1-a.by.Position*place(u, v)) / float64(len(members)-1)
				weight += w
				if u.Category != v.Category {
					sum += w
				}
			}
		}
	}
	if weight < hair {
		return 0, false
	}
	return sum / weight, true
}

// group is a candidate for an alignment: two or three units and what is saved by
// aligning them instead of leaving each alone.
type group struct {
	unit   [gammaCoders]int // index of the unit, or −1
	saving float64
}

// pairing turns the search for the least disorder into one for the largest saving.
// A unit alone costs Δ∅. Two aligned units cost d for two coders and (d + 2Δ∅)/3
// for three; all three (d₁₂+d₁₃+d₂₃)/3. With saving p of a pair, the saving of a
// triple is p₁₂ + p₁₃ + p₂₃ − Δ∅. So a triple in which fewer than two pairs save
// anything is never better than a pair, and units that are not linked by saving
// pairs can be aligned apart from each other.
type pairing struct {
	coders     int
	empty      float64
	size       [gammaCoders]int
	pair       [gammaCoders][gammaCoders][][]float64 // saving of units of coders c < e
	candidates []group
}

func newPairing(coders [][]GammaUnit, d Dissimilarity) *pairing {
	p := &pairing{coders: len(coders), empty: d.Empty}
	for c := range coders {
		p.size[c] = len(coders[c])
		for e := c + 1; e < len(coders); e++ {
			m := make([][]float64, len(coders[c]))
			for i, u := range coders[c] {
				m[i] = make([]float64, len(coders[e]))
				for j, v := range coders[e] {
					if p.coders == 2 {
						m[i][j] = 2*d.Empty - d.Between(u, v)
					} else {
						m[i][j] = (4*d.Empty - d.Between(u, v)) / 3
					}
					if m[i][j] > 0 {
						g := group{unit: [gammaCoders]int{-1, -1, -1}, saving: m[i][j]}
						g.unit[c], g.unit[e] = i, j
						p.candidates = append(p.candidates, g)
					}
				}
			}
			p.pair[c][e] = m
		}
	}
	if p.coders == 3 {
		p.addTriples()
	}
	return p
}

func (p *pairing) addTriples() {
	for i := range p.size[0] {
		for j := range p.size[1] {
			ij := p.pair[0][1][i][j]
			for k := range p.size[2] {
				ik, jk := p.pair[0][2][i][k], p.pair[1][2][j][k]
				saving := ij + ik + jk - p.empty
				if saving > max(ij, ik, jk, 0) {
					p.candidates = append(p.candidates, group{unit: [gammaCoders]int{i, j, k}, saving: saving})
				}
			}
		}
	}
}

// saving is that of a pair of units of any two coders; 0 for a coder that is not
// there.
func (p *pairing) saving(c, i, e, j int) float64 {
	if c > e {
		c, i, e, j = e, j, c, i
	}
	return p.pair[c][e][i][j]
}

// parts splits the candidates into sets that share no unit.
func (p *pairing) parts() []*component {
	offset := [gammaCoders]int{0, p.size[0], p.size[0] + p.size[1]}
	parent := make([]int, p.size[0]+p.size[1]+p.size[2])
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	anyOf := func(g group) int {
		for c, i := range g.unit {
			if i >= 0 {
				return offset[c] + i
			}
		}
		return 0
	}
	for _, g := range p.candidates {
		for c, i := range g.unit {
			if i >= 0 {
				parent[find(offset[c]+i)] = find(anyOf(g))
			}
		}
	}
	at := make(map[int]int)
	var lists [][]group
	for _, g := range p.candidates {
		root := find(anyOf(g))
		i, ok := at[root]
		if !ok {
			i = len(lists)
			at[root] = i
			lists = append(lists, nil)
		}
		lists[i] = append(lists[i], g)
	}
	parts := make([]*component, len(lists))
	for i, list := range lists {
		parts[i] = newComponent(p, list)
	}
	return parts
}
