package report

import (
	"math"
	"sync"
	"unicode/utf8"

	"golang.org/x/image/font"
)

// sides are where a label can stand, the best first.
var sides = []string{"below", "above", "right", "left", "below-right", "above-right", "below-left", "above-left"}

// box is a rectangle of the picture.
type box struct{ left, top, right, bottom float64 }

// LabelSides chooses where each label stands, so that labels lie as little as they can
// on each other, on nodes and on lines. Nothing is left to chance.
func (n Network) LabelSides() []string {
	chosen := make([]string, len(n.Nodes))
	boxes := make([]box, len(n.Nodes))
	for i := range chosen {
		chosen[i] = sides[0]
		boxes[i] = n.labelBox(i, sides[0])
	}
	var onLines []point
	for _, g := range (Network{Nodes: n.Nodes, Edges: n.Edges}).draw().groups {
		for _, s := range g.shapes {
			switch s.kind {
			case "line":
				onLines = append(onLines, along(s.way(), 4)...)
			case "polygon": // the head of an arrow
				onLines = append(onLines, along(s.points, 4)...)
			case "circle":
				if s.radius == netMark {
					onLines = append(onLines, circle(s.a, s.radius)...)
				}
			}
		}
	}
	const rounds = 4 // a label that moved may make room for one before it
	for range rounds {
		for i := range n.Nodes {
			best := math.Inf(1)
			for rank, side := range sides {
				b := n.labelBox(i, side)
				cost := float64(rank) * 2
				for k, at := range n.Nodes {
					if k != i {
						cost += 3*b.shared(boxes[k]) + 6*b.shared(around(n.at(at), netRadius+2))
					}
				}
				halo := box{b.left - 2, b.top - 2, b.right + 2, b.bottom + 2}
				for _, p := range onLines {
					if halo.holds(p) {
						cost += 20
					}
				}
				if b.left < 4 || b.top < 4 || b.right > NetworkWidth-4 || b.bottom > NetworkHeight-netFoot {
					cost += 5000
				}
				if cost < best {
					best, chosen[i], boxes[i] = cost, side, b
				}
			}
		}
	}
	return chosen
}

// labelBox is about the room that a label takes at a side of its node.
func (n Network) labelBox(i int, side string) box {
	v := n.Nodes[i]
	v.Side = side
	out := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, s := range label(n.at(v), v) {
		wide := textWide(s.text, netLetter)
		left := s.a.x
		switch s.anchor {
		case "middle":
			left -= wide / 2
		case "end":
			left -= wide
		}
		out = box{math.Min(out.left, left), math.Min(out.top, s.a.y-netLetter), math.Max(out.right, left+wide), math.Max(out.bottom, s.a.y+4)}
	}
	return out
}

// textWide is how wide a text of a size stands, in the font of the PNG; others are about
// as wide.
func textWide(s string, size float64) float64 {
	face, err := labelFace()
	if err != nil {
		return float64(utf8.RuneCountInString(s)) * size * 0.6
	}
	return float64(font.MeasureString(face, s)) / 64 * size / netLetter
}

var labelFace = sync.OnceValues(func() (font.Face, error) { return newFace(netLetter) })

func around(p point, r float64) box { return box{p.x - r, p.y - r, p.x + r, p.y + r} }

func (b box) holds(p point) bool {
	return p.x >= b.left && p.x <= b.right && p.y >= b.top && p.y <= b.bottom
}

// shared is the area that two boxes have in common.
func (b box) shared(o box) float64 {
	wide := math.Min(b.right, o.right) - math.Max(b.left, o.left)
	high := math.Min(b.bottom, o.bottom) - math.Max(b.top, o.top)
	return math.Max(wide, 0) * math.Max(high, 0)
}

// along gives points of a way, so many pixels apart.
func along(way []point, step float64) []point {
	var out []point
	for i := 1; i < len(way); i++ {
		a, b := way[i-1], way[i]
		parts := math.Ceil(math.Hypot(b.x-a.x, b.y-a.y)/step) + 1
		for k := range int(parts) + 1 {
			t := float64(k) / parts
			out = append(out, point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t})
		}
	}
	return out
}
