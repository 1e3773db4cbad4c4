package analysis

import (
	"cmp"
	"math"
	"slices"
)

// Edge joins two nodes of a network, by number. Weight is how strongly it pulls.
type Edge struct {
	From, To int
	Weight   float64
}

// Point is a place in the unit square.
type Point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Layout places n nodes in the unit square so that those that are joined lie together
// and none lies on another, for a picture that is so many times as wide as it is high. What hangs together is laid out by itself, and the parts
// are set beside each other in rows, the large ones first: parts that nothing joins
// would drive each other to the edges. Nothing is left to chance, so the same network
// always gives the same picture.
func Layout(n int, edges []Edge, aspect float64) []Point {
	at := make([]Point, n)
	parts := together(n, edges)
	boxes := make([]Point, len(parts)) // how much room each takes
	for i, part := range parts {
		own := within(part, edges)
		for k, p := range settle(len(part), own) {
			at[part[k]] = p
			boxes[i] = Point{math.Max(boxes[i].X, p.X), math.Max(boxes[i].Y, p.Y)}
		}
	}
	for i, corner := range pack(boxes, aspect) {
		for _, k := range parts[i] {
			at[k] = Point{at[k].X + corner.X, at[k].Y + corner.Y}
		}
	}
	return fit(at, aspect)
}

// together gives the parts of a network that hang together, the largest first.
func together(n int, edges []Edge) [][]int {
	root := make([]int, n)
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	for _, e := range edges {
		a, b := find(e.From), find(e.To)
		root[max(a, b)] = min(a, b)
	}
	number := map[int]int{}
	var parts [][]int
	for i := range n {
		r := find(i)
		k, known := number[r]
		if !known {
			k = len(parts)
			number[r] = k
			parts = append(parts, nil)
		}
		parts[k] = append(parts[k], i)
	}
	slices.SortStableFunc(parts, func(a, b []int) int { return cmp.Compare(len(b), len(a)) })
	return parts
}

// within gives the edges of a part, by the numbers of its nodes in it.
func within(part []int, edges []Edge) []Edge {
	number := map[int]int{}
	for i, k := range part {
		number[k] = i
	}
	var out []Edge
	for _, e := range edges {
		if from, ok := number[e.From]; ok {
			out = append(out, Edge{from, number[e.To], e.Weight})
		}
	}
	return out
}

// Room around a part, in lengths of an edge; labels need more of it at the sides.
const (
	roomAside = 1.3
	roomBelow = 1.1
)

// pack sets boxes beside each other in rows, so that they are as large as they can be in a
// picture of that aspect, and gives their corners.
func pack(boxes []Point, aspect float64) []Point {
	area, widest := 0.0, 0.0
	for _, b := range boxes {
		area += (b.X + roomAside) * (b.Y + roomBelow)
		widest = math.Max(widest, b.X+roomAside)
	}
	var best []Point
	least := math.Inf(1)
	for by := 0.7; by < 1.6; by += 0.05 { // how long rows are, of what they were if no room was lost
		corners, wide, high := inRows(boxes, math.Max(widest, by*math.Sqrt(area*aspect)))
		if size := math.Max(wide, high*aspect); size < least-1e-9 {
			best, least = corners, size
		}
	}
	return best
}

// inRows sets boxes into rows of a length, and says how much room they take together.
func inRows(boxes []Point, length float64) (corners []Point, wide, high float64) {
	corners = make([]Point, len(boxes))
	x, y, tallest := 0.0, 0.0, 0.0
	for i, b := range boxes {
		if x > 0 && x+b.X+roomAside > length+1e-9 {
			x, y, tallest = 0, y+tallest, 0
		}
		corners[i] = Point{x, y}
		x += b.X + roomAside
		tallest = math.Max(tallest, b.Y+roomBelow)
		wide, high = math.Max(wide, x-roomAside), math.Max(high, y+b.Y)
	}
	return corners, wide, high
}

// settleSteps is how often the forces act; the picture is at rest by then.
const settleSteps = 300

// settle places what hangs together by the forces of Fruchterman and Reingold, "Graph
// Drawing by Force-directed Placement" (1991), from a circle in the order of the nodes.
// An edge is about 1 long, and the corner of the box lies at 0, 0.
func settle(n int, edges []Edge) []Point {
	at := make([]Point, n)
	for i := range at {
		angle := 2 * math.Pi * float64(i) / float64(max(n, 1))
		at[i] = Point{0.5 + 0.4*math.Cos(angle), 0.5 + 0.4*math.Sin(angle)}
	}
	if n < 3 {
		for i := range at {
			at[i] = Point{X: float64(i)}
		}
		return at
	}
	ideal := math.Sqrt(1 / float64(n))
	move := make([]Point, n)
	for step := range settleSteps {
		clear(move)
		for i := range at {
			for j := range i {
				dx, dy, d := between(at[i], at[j])
				push := ideal * ideal / d
				move[i].X += dx / d * push
				move[i].Y += dy / d * push
				move[j].X -= dx / d * push
				move[j].Y -= dy / d * push
			}
			// a weak pull to the middle keeps parts that nothing joins in the picture
			move[i].X += (0.5 - at[i].X) * ideal
			move[i].Y += (0.5 - at[i].Y) * ideal
		}
		for _, e := range edges {
			if e.From == e.To {
				continue
			}
			dx, dy, d := between(at[e.From], at[e.To])
			pull := d * d / ideal * e.Weight
			move[e.From].X -= dx / d * pull
			move[e.From].Y -= dy / d * pull
			move[e.To].X += dx / d * pull
			move[e.To].Y += dy / d * pull
		}
		heat := 0.1 * (1 - float64(step)/settleSteps)
		for i := range at {
			if d := math.Hypot(move[i].X, move[i].Y); d > 0 {
				at[i].X += move[i].X / d * math.Min(d, heat)
				at[i].Y += move[i].Y / d * math.Min(d, heat)
			}
		}
	}
	long := 0.0
	for _, e := range edges {
		_, _, d := between(at[e.From], at[e.To])
		long += d / float64(len(edges))
	}
	low := at[0]
	for _, p := range at {
		low = Point{math.Min(low.X, p.X), math.Min(low.Y, p.Y)}
	}
	for i, p := range at {
		at[i] = Point{(p.X - low.X) / long, (p.Y - low.Y) / long}
	}
	return at
}

// between gives the way from b to a; never of no length.
func between(a, b Point) (dx, dy, d float64) {
	dx, dy = a.X-b.X, a.Y-b.Y
	if d = math.Hypot(dx, dy); d < 1e-6 {
		return 1e-6, 0, 1e-6
	}
	return dx, dy, d
}

// fit scales the places to fill the unit square, so that proportions are kept in a picture
// of that aspect.
func fit(at []Point, aspect float64) []Point {
	if len(at) == 0 {
		return at
	}
	low, high := at[0], at[0]
	for _, p := range at {
		low = Point{math.Min(low.X, p.X), math.Min(low.Y, p.Y)}
		high = Point{math.Max(high.X, p.X), math.Max(high.Y, p.Y)}
	}
	size := math.Max(math.Max(high.X-low.X, (high.Y-low.Y)*aspect), 1e-9)
	for i, p := range at {
		at[i] = Point{0.5 + (p.X-(low.X+high.X)/2)/size, 0.5 + (p.Y-(low.Y+high.Y)/2)/size*aspect}
	}
	return at
}
