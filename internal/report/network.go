package report

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Network is a picture of actors: nodes at places in the unit square and directed
// edges between them.
type Network struct {
	Title, Description string
	Nodes              []NetworkNode
	Edges              []NetworkEdge
	Legend             []string // what the line styles mean: formal, informal, both, not said
	Strengths          []string // what the widths of lines mean: weak, medium, strong
	// Kinds are the words for kinds of node, by kind, for the legend; those that no node
	// has are left out.
	Kinds []NetworkKind
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
	Tooltip  string
}

// The measures of the picture, in pixels.
const (
	NetworkWidth, NetworkHeight = 1000, 760
	netMarginX, netMarginY      = 110, 60
	netFoot                     = 56 // below the nodes, for the legend
	netRadius                   = 9
	netLetter                   = 13 // size of labels
	netLine                     = 15 // from one line of a label to the next
)

// kindColors tell kinds of actors apart; all have a contrast of at least 4.5 with
// white, so that they can be told from it. The window has the same.
var kindColors = map[string]string{
	"ministry": "#1f5fa8", "agency": "#2f6f4f", "programme": "#9a4b00", "local_body": "#7a3e9d", "ngo": "#a3294a", "international": "#4a5568", "other": "#5c5c5c",
}

// Line styles tell mechanisms apart twice: by how the line is broken and by its colour,
// which is the same in the window.
var (
	lineDashes = [][]float64{nil, {7, 5}, {14, 4, 3, 4}, {2, 4}}
	lineColors = []string{"#1f5fa8", "#9a4b00", "#6b3fa0", "#6b6b6b"}
)

// drawing is a picture as shapes, in the order in which they are laid on each other.
type drawing struct {
	width, height float64
	groups        []group
}

// group is what has one tooltip.
type group struct {
	tooltip string
	shapes  []shape
}

// shape is one of: a line or a curve from A to B, by way of C if Bent; a filled circle
// or polygon; a text.
type shape struct {
	kind    string // "line", "circle", "polygon" or "text"
	a, b, c point
	bent    bool
	points  []point
	radius  float64 // of a circle
	color   string
	width   float64 // of a line, or of the white edge around a circle or text
	dash    []float64
	text    string
	size    float64
	anchor  string // of a text: "start", "middle" or "end"

}

type point struct{ x, y float64 }

// draw lays the picture out.
func (n Network) draw() drawing {
	d := drawing{width: NetworkWidth, height: NetworkHeight}
	at := func(i int) point { return n.at(n.Nodes[i]) }
	both := map[[2]int]bool{}
	for _, e := range n.Edges {
		both[[2]int{e.From, e.To}] = true
	}
	for _, e := range n.Edges {
		bend := 0.0
		if both[[2]int{e.To, e.From}] {
			bend = 26 // two directions between the same actors do not hide each other
		}
		d.groups = append(d.groups, group{e.Tooltip, arrow(at(e.From), at(e.To), bend, lineWidth(e.Strength), e.Style)})
	}
	for i, v := range n.Nodes {
		g := group{tooltip: v.Name, shapes: []shape{{kind: "circle", a: at(i), radius: netRadius, color: colorOf(v.Kind), width: 2}}}
		d.groups = append(d.groups, group{v.Name, append(g.shapes, label(at(i), v)...)})
	}
	d.groups = append(d.groups, n.legend()...)
	return d
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
func arrow(from, to point, bend, width float64, style int) []shape {
	dx, dy := to.x-from.x, to.y-from.y
	far := math.Max(math.Hypot(dx, dy), 1)
	ux, uy := dx/far, dy/far
	gap := float64(netRadius + 3)
	line := shape{kind: "line", a: point{from.x + ux*gap, from.y + uy*gap}, b: point{to.x - ux*gap, to.y - uy*gap}, color: lineColors[style], width: width, dash: lineDashes[style]}
	if bend != 0 {
		line.bent, line.c = true, point{(from.x+to.x)/2 - uy*bend, (from.y+to.y)/2 + ux*bend}
		hx, hy := line.b.x-line.c.x, line.b.y-line.c.y
		h := math.Max(math.Hypot(hx, hy), 1)
		ux, uy = hx/h, hy/h
	}
	size := 5 + 1.6*width
	back := point{line.b.x - ux*size, line.b.y - uy*size}
	head := shape{kind: "polygon", color: line.color, points: []point{line.b, {back.x - uy*size/2.6, back.y + ux*size/2.6}, {back.x + uy*size/2.6, back.y - ux*size/2.6}}}
	line.b = back // the line ends where its head begins
	return []shape{line, head}
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
		out = append(out, shape{kind: "text", a: point{x, y + float64(i)*netLine}, text: line, size: netLetter, anchor: anchor, color: "#1a1a1a", width: 3})
	}
	return out
}

// legend says what lines, their widths and colours mean, in two rows.
func (n Network) legend() []group {
	var out []group
	x, y := 24.0, float64(NetworkHeight-34)
	for i, name := range n.Legend {
		style := i % len(lineDashes)
		out = append(out, group{shapes: []shape{
			{kind: "line", a: point{x, y}, b: point{x + 36, y}, color: lineColors[style], width: 2, dash: lineDashes[style]},
			{kind: "text", a: point{x + 44, y + 4}, text: name, size: 12, anchor: "start", color: "#1a1a1a"},
		}})
		x += 44 + 24 + float64(utf8.RuneCountInString(name))*6.6
	}
	for i, name := range n.Strengths {
		out = append(out, group{shapes: []shape{
			{kind: "line", a: point{x, y}, b: point{x + 24, y}, color: "#1a1a1a", width: lineWidth(i + 1)},
			{kind: "text", a: point{x + 30, y + 4}, text: name, size: 12, anchor: "start", color: "#1a1a1a"},
		}})
		x += 30 + 20 + float64(utf8.RuneCountInString(name))*6.6
	}
	x, y = 24, NetworkHeight-13
	for _, k := range n.Kinds {
		if !slices.ContainsFunc(n.Nodes, func(v NetworkNode) bool { return v.Kind == k.Kind }) {
			continue
		}
		out = append(out, group{shapes: []shape{
			{kind: "circle", a: point{x + 6, y}, radius: 5, color: colorOf(k.Kind)},
			{kind: "text", a: point{x + 16, y + 4}, text: k.Name, size: 12, anchor: "start", color: "#1a1a1a"},
		}})
		x += 16 + 24 + float64(utf8.RuneCountInString(k.Name))*6.6
	}
	return out
}

// LabelLines breaks a label into lines that fit between neighbours.
func LabelLines(s string) []string {
	const width, most = 22, 3
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
