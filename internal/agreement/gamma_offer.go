package agreement

import "slices"

// offer makes a valid choice out of a relaxed one and keeps it if it is the best
// so far. Groups that do not collide are taken, the largest saving first; then, for
// one coder after the other, that coder's units are dealt out anew to what the
// others form, as long as it helps.
func (c *component) offer(n node, choice []int) {
	sorted := slices.Clone(choice)
	slices.SortFunc(sorted, func(a, b int) int {
		switch x, y := c.candidates[a].saving, c.candidates[b].saving; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return a - b
	})
	var used [gammaCoders][]bool
	for role := range used {
		used[role] = make([]bool, len(c.units[role]))
	}
	var groups [][gammaCoders]int
	take := func(g group) {
		for role, i := range g.unit {
			if i >= 0 && used[role][i] {
				return
			}
		}
		for role, i := range g.unit {
			if i >= 0 {
				used[role][i] = true
			}
		}
		groups = append(groups, g.unit)
	}
	for _, at := range n.taken {
		take(c.candidates[at])
	}
	for _, at := range sorted {
		take(c.candidates[at])
	}
	for role := range used {
		for i, taken := range used[role] {
			if !taken {
				single := [gammaCoders]int{-1, -1, -1}
				single[role] = i
				groups = append(groups, single)
			}
		}
	}
	total := c.total(groups)
	for stale, role := 0, gammaCoders-1; stale < gammaCoders; role = (role + 1) % gammaCoders {
		if dealt := c.deal(groups, role); c.total(dealt) > total+better {
			groups, total, stale = dealt, c.total(dealt), 0
		} else {
			stale++
		}
	}
	if total > c.best+better || c.chosen == nil {
		c.best, c.chosen = total, nil
		for _, unit := range groups {
			if w := c.worth(unit); w != 0 {
				c.chosen = append(c.chosen, group{unit: unit, saving: w})
			}
		}
	}
}

func (c *component) total(groups [][gammaCoders]int) float64 {
	sum := 0.0
	for _, unit := range groups {
		sum += c.worth(unit)
	}
	return sum
}

// deal takes one coder's units out of their groups and deals them out again as
// well as possible.
func (c *component) deal(groups [][gammaCoders]int, role int) [][gammaCoders]int {
	var rest [][gammaCoders]int
	for _, unit := range groups {
		unit[role] = -1
		if unit != [gammaCoders]int{-1, -1, -1} {
			rest = append(rest, unit)
		}
	}
	weight := make([][]float64, len(rest))
	for i, unit := range rest {
		before := c.worth(unit)
		weight[i] = make([]float64, len(c.units[role]))
		for k := range weight[i] {
			unit[role] = k
			weight[i][k] = c.worth(unit) - before
		}
	}
	dealt := make([]bool, len(c.units[role]))
	pairs, _, _ := assign(weight)
	for i, k := range pairs {
		if k >= 0 {
			rest[i][role] = k
			dealt[k] = true
		}
	}
	for k, ok := range dealt {
		if !ok {
			single := [gammaCoders]int{-1, -1, -1}
			single[role] = k
			rest = append(rest, single)
		}
	}
	return rest
}
