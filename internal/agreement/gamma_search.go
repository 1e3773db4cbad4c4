package agreement

import (
	"math"
	"slices"
)

// component is a set of candidate groups to choose from, so that no unit is used
// twice and the saving is largest: weighted matching for two coders, its
// three-dimensional relative, which is hard, for three.
//
// The search relaxes the rule "not twice" for the units of one coder, the third,
// and charges a price for each of them instead (Lagrange). What is left is a
// matching of the other two coders, solved exactly; its value plus the prices is an
// upper bound. A choice that obeys the rule, made out of the relaxed one, is a lower
// bound. Prices rise where a unit is wanted twice and fall where it is left over.
// Candidates that cannot lead above the lower bound, by the prices that the matching
// proves itself with, are dropped, which soon leaves few. Where the bounds do not
// meet, the search branches on a group: taken, or dropped.
type component struct {
	candidates []group // units renumbered, in the order of the roles
	order      [gammaCoders]int
	units      [gammaCoders][]int // per role, the original units
	pair       [gammaCoders][gammaCoders][][]float64
	empty      float64
	best       float64
	chosen     []group
	steps      int
	job        Job
	stopped    bool
}

// searchSteps bounds the matchings solved for one component. It is far beyond what
// real codings need; it is there so that a contrived one ends.
const searchSteps = 5000

func newComponent(p *pairing, list []group) *component {
	c := &component{empty: p.empty}
	for _, g := range list {
		for coder, i := range g.unit {
			if i >= 0 {
				c.units[coder] = append(c.units[coder], i)
			}
		}
	}
	for coder := range c.units {
		slices.Sort(c.units[coder])
		c.units[coder] = slices.Compact(c.units[coder])
	}
	// The coder with the fewest units is the third: the fewer prices, the better.
	c.order = [gammaCoders]int{0, 1, 2}
	slices.SortStableFunc(c.order[:], func(a, b int) int { return len(c.units[b]) - len(c.units[a]) })
	c.units = [gammaCoders][]int{c.units[c.order[0]], c.units[c.order[1]], c.units[c.order[2]]}
	for r := range c.units {
		for s := r + 1; s < gammaCoders; s++ {
			c.pair[r][s] = make([][]float64, len(c.units[r]))
			for i, u := range c.units[r] {
				c.pair[r][s][i] = make([]float64, len(c.units[s]))
				for j, v := range c.units[s] {
					c.pair[r][s][i][j] = p.saving(c.order[r], u, c.order[s], v)
				}
			}
		}
	}
	for _, g := range list {
		n := group{saving: g.saving}
		for role, coder := range c.order {
			n.unit[role] = -1
			if g.unit[coder] >= 0 {
				n.unit[role], _ = slices.BinarySearch(c.units[role], g.unit[coder])
			}
		}
		c.candidates = append(c.candidates, n)
	}
	return c
}

// worth is the saving of any group of units, by role.
func (c *component) worth(unit [gammaCoders]int) float64 {
	sum, members := 0.0, 0
	for r, i := range unit {
		if i < 0 {
			continue
		}
		members++
		for s := r + 1; s < gammaCoders; s++ {
			if j := unit[s]; j >= 0 {
				sum += c.pair[r][s][i][j]
			}
		}
	}
	if members == gammaCoders {
		sum -= c.empty
	}
	return sum
}

// solve gives the chosen groups with their original units, and whether they were
// proved best.
func (c *component) solve(job Job) (groups []group, exact, stopped bool) {
	c.job = job
	all := make([]int, len(c.candidates))
	for i := range all {
		all[i] = i
	}
	exact = c.search(node{alive: all, price: make([]float64, len(c.units[2]))}, 300)
	for _, g := range c.chosen {
		n := group{saving: g.saving}
		for role, coder := range c.order {
			n.unit[coder] = -1
			if g.unit[role] >= 0 {
				n.unit[coder] = c.units[role][g.unit[role]]
			}
		}
		groups = append(groups, n)
	}
	return groups, exact, c.stopped
}

// node is a part of the search: some groups are taken, some candidates still alive.
type node struct {
	alive []int
	taken []int
	gain  float64 // of the groups taken
	price []float64
}

// better is by how much a choice must save more to be looked for.
const better = 1e-10

// search explores a node and reports whether it was explored to the end.
func (c *component) search(n node, rounds int) bool {
	n.price = slices.Clone(n.price)
	price, bound := slices.Clone(n.price), math.Inf(1)
	stride, lazy := 1.0, 0
	var choice []int
	for range rounds {
		if c.steps++; c.steps > searchSteps {
			return false
		}
		if c.job.stopped() {
			c.stopped = true
			return false
		}
		r := c.relax(n, price)
		before := c.best
		c.offer(n, r.choice)
		improved := r.value < bound-better
		if improved {
			bound, lazy = r.value, 0
			copy(n.price, price)
			choice = r.choice
		} else if lazy++; lazy == 10 {
			stride, lazy = stride/2, 0
		}
		if bound <= c.best+better {
			return true
		}
		if improved || c.best > before {
			n.alive = r.promising(c, n.alive, price)
		}
		if stride < 1e-3 || !c.reprice(price, r.choice, stride*(r.value-c.best)) {
			break
		}
	}
	branch := c.branchOn(n, choice)
	if branch < 0 {
		return true
	}
	g := c.candidates[branch]
	taken := node{taken: append(slices.Clone(n.taken), branch), gain: n.gain + g.saving, price: slices.Clone(n.price)}
	dropped := node{taken: n.taken, gain: n.gain, price: n.price}
	for _, i := range n.alive {
		if i != branch {
			dropped.alive = append(dropped.alive, i)
		}
		if !meet(g, c.candidates[i]) {
			taken.alive = append(taken.alive, i)
		}
	}
	if k := g.unit[2]; k >= 0 {
		taken.price[k] = 0
	}
	first := c.search(taken, 60)
	return c.search(dropped, 60) && first
}

// meet reports whether two groups share a unit.
func meet(g, h group) bool {
	for role := range g.unit {
		if g.unit[role] >= 0 && g.unit[role] == h.unit[role] {
			return true
		}
	}
	return false
}

// relaxation is a solved node with prices instead of the rule for the third
// coder's units.
type relaxation struct {
	value  float64 // upper bound
	choice []int   // candidates
	local  [2][]int
	alone  [2][]float64 // what a row or column is worth without the other
	dual   [2][]float64
}

func (c *component) relax(n node, price []float64) relaxation {
	r := relaxation{value: n.gain}
	var count [2]int
	for role := range r.local {
		r.local[role] = unmatched(len(c.units[role]))
		for _, i := range n.alive {
			if u := c.candidates[i].unit[role]; u >= 0 && r.local[role][u] < 0 {
				r.local[role][u] = count[role]
				count[role]++
			}
		}
		r.alone[role] = make([]float64, count[role])
	}
	rows, columns := count[0], count[1]
	aloneBy := [2][]int{unmatched(rows), unmatched(columns)}
	extra, togetherBy := make([][]float64, rows), make([][]int, rows)
	for i := range extra {
		extra[i], togetherBy[i] = make([]float64, columns), unmatched(columns)
	}
	for _, at := range n.alive {
		g := c.candidates[at]
		worth := g.saving - priceOf(g, price)
		switch i, j := r.at(0, g), r.at(1, g); {
		case i >= 0 && j >= 0:
			if worth > extra[i][j] {
				extra[i][j], togetherBy[i][j] = worth, at
			}
		case i >= 0:
			if worth > r.alone[0][i] {
				r.alone[0][i], aloneBy[0][i] = worth, at
			}
		case j >= 0:
			if worth > r.alone[1][j] {
				r.alone[1][j], aloneBy[1][j] = worth, at
			}
		}
	}
	for _, p := range price {
		r.value += p
	}
	for _, side := range r.alone {
		for _, v := range side {
			r.value += v
		}
	}
	for i := range extra { // what being together is worth beyond being alone
		for j := range extra[i] {
			extra[i][j] -= r.alone[0][i] + r.alone[1][j]
		}
	}
	pairs, rowPrice, columnPrice := assign(extra)
	r.dual = [2][]float64{rowPrice, columnPrice}
	for i, j := range pairs {
		if j >= 0 {
			r.value += extra[i][j]
			r.choice = append(r.choice, togetherBy[i][j])
			aloneBy[0][i], aloneBy[1][j] = -1, -1
		}
	}
	for _, side := range aloneBy {
		for _, at := range side {
			if at >= 0 {
				r.choice = append(r.choice, at)
			}
		}
	}
	return r
}

func (r relaxation) at(role int, g group) int {
	if g.unit[role] < 0 {
		return -1
	}
	return r.local[role][g.unit[role]]
}

func priceOf(g group, price []float64) float64 {
	if g.unit[2] < 0 {
		return 0
	}
	return price[g.unit[2]]
}

// promising keeps the candidates that could be part of something better than the
// best so far: a candidate costs the bound at least the prices of its row and
// column beyond what it is worth.
func (r relaxation) promising(c *component, alive []int, price []float64) []int {
	var kept []int
	for _, at := range alive {
		g := c.candidates[at]
		reach := r.value + g.saving - priceOf(g, price)
		for role := range r.dual {
			if i := r.at(role, g); i >= 0 {
				reach -= r.alone[role][i]
				if len(r.dual[role]) > 0 {
					reach -= r.dual[role][i]
				}
			}
		}
		if reach > c.best+better {
			kept = append(kept, at)
		}
	}
	return kept
}

// reprice moves the prices against double use and towards units left over, and
// reports whether there was anything to move.
func (c *component) reprice(price []float64, choice []int, gap float64) bool {
	wanted := c.wanted(choice)
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

// wanted counts how often a choice uses each unit of the third coder.
func (c *component) wanted(choice []int) []int {
	wanted := make([]int, len(c.units[2]))
	for _, at := range choice {
		if k := c.candidates[at].unit[2]; k >= 0 {
			wanted[k]++
		}
	}
	return wanted
}

// branchOn picks the group to branch on: of a unit that is wanted more than once
// the group with the largest saving; if there is none, the best that is alive. −1
// means that none is.
func (c *component) branchOn(n node, choice []int) int {
	wanted, pick := c.wanted(choice), -1
	for _, at := range choice {
		k := c.candidates[at].unit[2]
		if k >= 0 && wanted[k] > 1 && slices.Contains(n.alive, at) && (pick < 0 || c.candidates[at].saving > c.candidates[pick].saving) {
			pick = at
		}
	}
	if pick >= 0 {
		return pick
	}
	for _, at := range n.alive {
		if pick < 0 || c.candidates[at].saving > c.candidates[pick].saving {
			pick = at
		}
	}
	return pick
}
