package report

import (
	"math"
	"slices"
	"strings"
)

// Network is a picture of actors: nodes at places in the unit square and directed
// edges between them.
type Network struct {
	Title, Description string
	Nodes              []NetworkNode
	Edges              []NetworkEdge
	// Mechanism, Level and Strength head the rows of the legend that say what the line
	// styles, the colours and the widths of lines mean; "" heads nothing.
	Mechanism, Level, Strength string
	Legend                     []string // of the line styles: formal, informal, both, not said
	Levels                     []NetworkLevel
	Strengths                  []string // weak, medium, strong
	// Kinds are the words for kinds of node, by kind, for the legend; those that no node
	// has are left out.
	Kinds []NetworkKind
}

// NetworkLevel names the levels of edges that have this number.
type NetworkLevel struct {
	Level int
	Name  string
	Mark  string // the letter on its lines, see [Marks]
}

// NetworkKind names a kind of node.
type NetworkKind struct{ Kind, Name string }

// NetworkNode is one actor. Label stands in the picture at the given side of the node,
// Name in its tooltip.
type NetworkNode struct {
	Name, Label, Kind string
	X, Y              float64
	Side              string // "below", "above", "right", "left", or "below-right" and so on; "" is below
}

// NetworkEdge joins two nodes by number. Strength 0 is not known.
type NetworkEdge struct {
	From, To int
	Strength int
	Style    int // 0 formal, 1 informal, 2 both, 3 not said
	Level    int // of those in the legend, 0 where it is not said
	Mark     string
	Tooltip  string
}

// The measures of the picture, in pixels.
const (
	NetworkWidth, NetworkHeight = 1000, 656
	netMarginX, netMarginY      = 90, 48
	netFoot                     = 96 // below the nodes, for the legend
	netRadius                   = 10
	netLetter                   = 15 // size of labels
	netLine                     = 17 // from one line of a label to the next
	netMark                     = 8  // radius of what a letter stands on
	netMarkLetter               = 10

	// NetworkAspect is how many times as wide as high the part is in which nodes stand.
	NetworkAspect = float64(NetworkWidth-2*netMarginX) / (NetworkHeight - netFoot - 2*netMarginY)
)

// kindColors tell kinds of actors apart; all have a contrast of at least 4.5 with
// white, so that they can be told from it. The window has the same.
var kindColors = map[string]string{
	"ministry": "#1f5fa8", "agency": "#2f6f4f", "programme": "#9a4b00", "local_body": "#7a3e9d", "ngo": "#a3294a", "international": "#4a5568", "other": "#5c5c5c",
}

// lineDashes tell mechanisms apart by how a line is broken, which is the same in the
// window; levelColors tell levels apart, with a contrast of at least 4.5 with white.
var (
	lineDashes  = [][]float64{nil, {7, 5}, {14, 4, 3, 4}, {2, 4}}
	levelColors = []string{"#1f5fa8", "#9a4b00", "#2f6f4f", "#6b3fa0", "#a3294a", "#00666e"}
)

// LevelColor is the colour of a level, by its number; there are six, then they begin
// again. 0, which is none, is grey.
func LevelColor(level int) string {
	if level <= 0 {
		return "#6b6b6b"
	}
	return levelColors[(level-1)%len(levelColors)]
}

// draw lays the picture out.
func (n Network) draw() drawing {
	d := drawing{width: NetworkWidth, height: NetworkHeight}
	at := func(i int) point { return n.at(n.Nodes[i]) }
	bends := n.Bends()
	var marks []group // no line lies on a letter
	for i, e := range n.Edges {
		line := arrow(at(e.From), at(e.To), bends[i], lineWidth(e.Strength), LevelColor(e.Level), lineDashes[e.Style])
		d.groups = append(d.groups, group{e.Tooltip, line})
		if e.Mark != "" {
			marks = append(marks, group{e.Tooltip, marked(line[0].middle(), e.Mark, LevelColor(e.Level))})
		}
	}
	d.groups = append(d.groups, marks...)
	for i, v := range n.Nodes {
		g := group{tooltip: v.Name, shapes: []shape{{kind: "circle", a: at(i), radius: netRadius, color: colorOf(v.Kind), width: 2}}}
		d.groups = append(d.groups, group{v.Name, append(g.shapes, label(at(i), v)...)})
	}
	d.groups = append(d.groups, n.legend()...)
	return d
}

// Bends says how far each edge is pulled aside, to the right of its way, in pixels: those
// between the same two nodes lie side by side, and what leads back on the other side. One
// alone is straight.
func (n Network) Bends() []float64 {
	const apart, most = 52.0, 208.0 // from one to the next, and from the first to the last
	between := map[[2]int][]int{}
	for i, e := range n.Edges {
		key := [2]int{min(e.From, e.To), max(e.From, e.To)}
		between[key] = append(between[key], i)
	}
	out := make([]float64, len(n.Edges))
	back := func(i int) int {
		if n.Edges[i].From > n.Edges[i].To {
			return 0
		}
		return 1
	}
	for _, list := range between {
		slices.SortStableFunc(list, func(a, b int) int { return back(a) - back(b) })
		gap := math.Min(apart, most/math.Max(1, float64(len(list)-1)))
		for k, i := range list {
			out[i] = (float64(k) - float64(len(list)-1)/2) * gap
			if back(i) == 0 && out[i] != 0 {
				out[i] = -out[i] // its right is the left of the others
			}
		}
	}
	return out
}

// lineWidth grows with the strength of a coordination.
func lineWidth(strength int) float64 { return 1 + float64(strength)*0.9 }

// at is where a node stands in the picture.
func (n Network) at(v NetworkNode) point {
	return point{netMarginX + v.X*(NetworkWidth-2*netMarginX), netMarginY + v.Y*(NetworkHeight-netFoot-2*netMarginY)}
}

func colorOf(kind string) string {
	if c := kindColors[kind]; c != "" {
		return c
	}
	return kindColors["other"]
}

// arrow leads from the edge of one node to that of the other.
func arrow(from, to point, bend, width float64, color string, dash []float64) []shape {
	const gap = netRadius + 3
	out := toward(from, to)
	in := out
	line := shape{kind: "line", color: color, width: width, dash: dash}
	if bend != 0 {
		line.bent, line.c = true, point{(from.x+to.x)/2 - out.y*bend, (from.y+to.y)/2 + out.x*bend}
		out, in = toward(from, line.c), toward(line.c, to)
	}
	line.a = point{from.x + out.x*gap, from.y + out.y*gap}
	tip := point{to.x - in.x*gap, to.y - in.y*gap}
	size := 5 + 1.6*width
	line.b = point{tip.x - in.x*size, tip.y - in.y*size} // the line ends where its head begins
	head := shape{kind: "polygon", color: color, points: []point{tip, {line.b.x - in.y*size/2.6, line.b.y + in.x*size/2.6}, {line.b.x + in.y*size/2.6, line.b.y - in.x*size/2.6}}}
	return []shape{line, head}
}

// marked is the letter of a level, for those to whom its colour says nothing.
func marked(at point, mark, color string) []shape {
	return []shape{
		{kind: "circle", a: at, radius: netMark, color: color, width: 1},
		{kind: "text", a: point{at.x, at.y + netMarkLetter*0.36}, text: mark, size: netMarkLetter, anchor: "middle", color: whiteLetter},
	}
}

// toward is the way from one point to another, of length 1 where they are not the same.
func toward(from, to point) point {
	far := math.Max(math.Hypot(to.x-from.x, to.y-from.y), 1)
	return point{(to.x - from.x) / far, (to.y - from.y) / far}
}

// label stands at its side of a node.
func label(at point, v NetworkNode) []shape {
	lines := LabelLines(v.Label)
	x, y, anchor := at.x, at.y+netRadius+netLine, "middle"
	switch v.Side {
	case "above":
		y = at.y - netRadius - 6 - float64(len(lines)-1)*netLine
	case "right":
		x, y, anchor = at.x+netRadius+6, at.y+4-float64(len(lines)-1)*netLine/2, "start"
	case "left":
		x, y, anchor = at.x-netRadius-6, at.y+4-float64(len(lines)-1)*netLine/2, "end"
	case "below-right":
		x, y, anchor = at.x+netRadius, at.y+netRadius+8, "start"
	case "below-left":
		x, y, anchor = at.x-netRadius, at.y+netRadius+8, "end"
	case "above-right":
		x, y, anchor = at.x+netRadius, at.y-netRadius-float64(len(lines)-1)*netLine, "start"
	case "above-left":
		x, y, anchor = at.x-netRadius, at.y-netRadius-float64(len(lines)-1)*netLine, "end"
	}
	var out []shape
	for i, line := range lines {
		out = append(out, shape{kind: "text", a: point{x, y + float64(i)*netLine}, text: line, size: netLetter, anchor: anchor, color: ink, width: 3})
	}
	return out
}

// LabelLines breaks a label into lines that fit between neighbours.
func LabelLines(s string) []string {
	const width, most = 18, 3
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	if lines = append(lines, line); len(lines) > most {
		lines = append(lines[:most-1], lines[most-1]+" …")
	}
	return lines
}
