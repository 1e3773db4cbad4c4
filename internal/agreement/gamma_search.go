package agreement

import (
	"math"
	"slices"
)

// component is a set of candidate groups to choose from, so that no unit is used
// twice and the saving is largest: weighted matching for two coders, its
// three-dimensional relative for three.
//
// The search relaxes the rule "not twice" for the units of one coder, the third,
// and charges a price for each of them instead (Lagrange). What is left is a
// matching of the other two coders, solved exactly; its value plus the prices is an
// upper bound, its choice, cleared of double use, a lower one. Prices are raised
// where a unit is wanted twice and lowered where it is left over. Where the bounds
// do not meet, the search branches on a group: taken, or forbidden.
type component struct {
	candidates []group // units renumbered within the component
	original   []group
	order      [gammaCoders]int // which coder is row, column and third
	size       [gammaCoders]int // rows, columns, thirds
	best       float64
	chosen     []int
	steps      int
	job        Job
	stopped    bool
}

// searchSteps bounds the matchings solved for one component. It is far beyond what
// real codings need; it is there so that a contrived one ends.
const searchSteps = 20_000

func newComponent(list []group) *component {
	p := &component{original: list}
	var units [gammaCoders][]int
	for _, g := range list {
		for c, i := range g.unit {
			if i >= 0 {
				units[c] = append(units[c], i)
			}
		}
	}
	for c := range units {
		slices.Sort(units[c])
		units[c] = slices.Compact(units[c])
	}
	// The coder with the fewest units is the third: the fewer prices, the better.
	p.order = [gammaCoders]int{0, 1, 2}
	slices.SortStableFunc(p.order[:], func(a, b int) int { return len(units[b]) - len(units[a]) })
	for role, c := range p.order {
		p.size[role] = len(units[c])
	}
	for _, g := range list {
		n := group{saving: g.saving}
		for role, c := range p.order {
			n.unit[role] = -1
			if g.unit[c] >= 0 {
				n.unit[role], _ = slices.BinarySearch(units[c], g.unit[c])
			}
		}
		p.candidates = append(p.candidates, n)
	}
	return p
}

// solve gives the chosen groups, and whether they were proved best.
func (p *component) solve(job Job) (groups []group, exact, stopped bool) {
	p.job = job
	p.best = -1
	n := node{
		banned: make([]bool, len(p.candidates)),
		price:  make([]float64, p.size[2]),
	}
	for role := range n.used {
		n.used[role] = make([]bool, p.size[role])
	}
	exact = p.search(n, 200)
	for _, i := range p.chosen {
		groups = append(groups, p.original[i])
	}
	return groups, exact, p.stopped
}

// node is a part of the search: some groups are taken, some forbidden.
type node struct {
	banned []bool
	taken  []int
	used   [gammaCoders][]bool
	gain   float64 // of the groups taken
	price  []float64
}

func (n node) free(g group) bool {
	for role, i := range g.unit {
		if i >= 0 && n.used[role][i] {
			return false
		}
	}
	return true
}

// search explores a node and reports whether it was explored to the end.
func (p *component) search(n node, rounds int) bool {
	n.price = slices.Clone(n.price)
	bound := math.Inf(1)
	price := slices.Clone(n.price)
	stride := 1.0
	lazy := 0
	var wanted []int // candidates chosen at the tightest bound
	for range rounds {
		if p.steps++; p.steps > searchSteps {
			return false
		}
		if p.job.stopped() {
			p.stopped = true
			return false
		}
		value, choice := p.relaxed(n, price)
		p.repair(n, choice)
		if value < bound-1e-12 {
			bound, lazy = value, 0
			copy(n.price, price)
			wanted = choice
		} else if lazy++; lazy == 8 {
			stride, lazy = stride/2, 0
		}
		if bound <= p.best+1e-10 {
			return true
		}
		if !p.reprice(price, choice, stride*(value-p.best)) || stride < 1e-4 {
			break
		}
	}
	branch := p.branchOn(n, wanted)
	if branch < 0 {
		return true
	}
	g := p.candidates[branch]
	taken := node{banned: n.banned, taken: append(slices.Clone(n.taken), branch), gain: n.gain + g.saving, price: n.price}
	for role, used := range n.used {
		taken.used[role] = slices.Clone(used)
		if i := g.unit[role]; i >= 0 {
			taken.used[role][i] = true
		}
	}
	first := p.search(taken, 40)
	forbidden := n
	forbidden.banned = slices.Clone(n.banned)
	forbidden.banned[branch] = true
	return p.search(forbidden, 40) && first
}

// relaxed solves the node with prices instead of the rule for the third coder's
// units, and gives the upper bound and the candidates chosen.
func (p *component) relaxed(n node, price []float64) (value float64, choice []int) {
	rows, columns := p.size[0], p.size[1]
	alone := [2][]float64{make([]float64, rows), make([]float64, columns)} // best without the other
	aloneBy := [2][]int{unmatched(rows), unmatched(columns)}
	together := make([][]float64, rows)
	togetherBy := make([][]int, rows)
	for i := range together {
		together[i], togetherBy[i] = make([]float64, columns), unmatched(columns)
	}
	for c, g := range p.candidates {
		if n.banned[c] || !n.free(g) {
			continue
		}
		worth := g.saving
		if k := g.unit[2]; k >= 0 {
			worth -= price[k]
		}
		switch i, j := g.unit[0], g.unit[1]; {
		case i >= 0 && j >= 0:
			if worth > together[i][j] {
				together[i][j], togetherBy[i][j] = worth, c
			}
		case i >= 0:
			if worth > alone[0][i] {
				alone[0][i], aloneBy[0][i] = worth, c
			}
		case j >= 0:
			if worth > alone[1][j] {
				alone[1][j], aloneBy[1][j] = worth, c
			}
		}
	}
	value = n.gain
	for k, cost := range price {
		if !n.used[2][k] {
			value += cost
		}
	}
	extra := make([][]float64, rows) // what being together is worth beyond being alone
	for i := range extra {
		extra[i] = make([]float64, columns)
		value += alone[0][i]
		for j := range extra[i] {
			extra[i][j] = together[i][j] - alone[0][i] - alone[1][j]
		}
	}
	for _, v := range alone[1] {
		value += v
	}
	for i, j := range assign(extra) {
		if j >= 0 {
			value += extra[i][j]
			choice = append(choice, togetherBy[i][j])
			aloneBy[0][i], aloneBy[1][j] = -1, -1
		}
	}
	for _, side := range aloneBy {
		for _, c := range side {
			if c >= 0 {
				choice = append(choice, c)
			}
		}
	}
	return value, choice
}

// repair makes a valid choice out of a relaxed one: the groups of largest saving
// first, then whatever else still fits.
func (p *component) repair(n node, choice []int) {
	bySaving := func(a, b int) int {
		switch x, y := p.candidates[a].saving, p.candidates[b].saving; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return a - b
	}
	choice = slices.Clone(choice)
	slices.SortFunc(choice, bySaving)
	var used [gammaCoders][]bool
	for role := range used {
		used[role] = slices.Clone(n.used[role])
	}
	trial := node{used: used}
	total, kept := n.gain, slices.Clone(n.taken)
	take := func(c int) bool {
		g := p.candidates[c]
		if n.banned[c] || !trial.free(g) {
			return false
		}
		for role, i := range g.unit {
			if i >= 0 {
				trial.used[role][i] = true
			}
		}
		total += g.saving
		kept = append(kept, c)
		return true
	}
	dropped := false
	for _, c := range choice {
		if !take(c) {
			dropped = true
		}
	}
	if dropped {
		rest := make([]int, len(p.candidates))
		for c := range rest {
			rest[c] = c
		}
		slices.SortFunc(rest, bySaving)
		for _, c := range rest {
			take(c)
		}
	}
	if total > p.best {
		p.best, p.chosen = total, kept
	}
}

// reprice moves the prices against double use and towards units left over, and
// reports whether there was anything to move.
func (p *component) reprice(price []float64, choice []int, gap float64) bool {
	wanted := make([]int, len(price))
	for _, c := range choice {
		if k := p.candidates[c].unit[2]; k >= 0 {
			wanted[k]++
		}
	}
	length := 0
	for k, w := range wanted {
		if w > 1 || w == 0 && price[k] > 0 {
			length += (w - 1) * (w - 1)
		}
	}
	if length == 0 {
		return false
	}
	for k, w := range wanted {
		price[k] = max(0, price[k]+gap/float64(length)*float64(w-1))
	}
	return true
}

// branchOn picks the group to branch on: of a unit that is wanted more than once
// the group with the largest saving; if there is none, the best group that is still
// open. −1 means that nothing is open.
func (p *component) branchOn(n node, choice []int) int {
	wanted := make([]int, p.size[2])
	for _, c := range choice {
		if k := p.candidates[c].unit[2]; k >= 0 {
			wanted[k]++
		}
	}
	pick := -1
	better := func(c int) bool { return pick < 0 || p.candidates[c].saving > p.candidates[pick].saving }
	for _, c := range choice {
		if k := p.candidates[c].unit[2]; k >= 0 && wanted[k] > 1 && better(c) {
			pick = c
		}
	}
	if pick >= 0 {
		return pick
	}
	for c, g := range p.candidates {
		if !n.banned[c] && n.free(g) && better(c) {
			pick = c
		}
	}
	return pick
}
