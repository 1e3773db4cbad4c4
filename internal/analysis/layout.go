package analysis

import "math"

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

// layoutSteps is how often the forces act; the picture is at rest by then.
const layoutSteps = 300

// Layout places n nodes so that those that are joined lie together and none lies on
// another: the forces of Fruchterman and Reingold, "Graph Drawing by Force-directed
// Placement" (1991), from a circle in the order of the nodes. Nothing is left to
// chance, so the same network always gives the same picture.
func Layout(n int, edges []Edge) []Point {
	at := make([]Point, n)
	for i := range at {
		angle := 2 * math.Pi * float64(i) / float64(max(n, 1))
		at[i] = Point{0.5 + 0.4*math.Cos(angle), 0.5 + 0.4*math.Sin(angle)}
	}
	if n < 2 {
		if n == 1 {
			at[0] = Point{0.5, 0.5}
		}
		return at
	}
	ideal := math.Sqrt(1 / float64(n))
	move := make([]Point, n)
	for step := range layoutSteps {
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
		heat := 0.1 * (1 - float64(step)/layoutSteps)
		for i := range at {
			if d := math.Hypot(move[i].X, move[i].Y); d > 0 {
				at[i].X += move[i].X / d * math.Min(d, heat)
				at[i].Y += move[i].Y / d * math.Min(d, heat)
			}
		}
	}
	return fit(at)
}

// between gives the way from b to a; never of no length.
func between(a, b Point) (dx, dy, d float64) {
	dx, dy = a.X-b.X, a.Y-b.Y
	if d = math.Hypot(dx, dy); d < 1e-6 {
		return 1e-6, 0, 1e-6
	}
	return dx, dy, d
}

// fit scales the places to fill the unit square, keeping proportions.
func fit(at []Point) []Point {
	low, high := at[0], at[0]
	for _, p := range at {
		low = Point{math.Min(low.X, p.X), math.Min(low.Y, p.Y)}
		high = Point{math.Max(high.X, p.X), math.Max(high.Y, p.Y)}
	}
	size := math.Max(math.Max(high.X-low.X, high.Y-low.Y), 1e-9)
	for i, p := range at {
		at[i] = Point{0.5 + (p.X-(low.X+high.X)/2)/size, 0.5 + (p.Y-(low.Y+high.Y)/2)/size}
	}
	return at
}
