package report

import (
	"bufio"
	"fmt"
	"io"
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
	Legend             []string // what the line styles mean: formal, informal, both, not said
}

// NetworkNode is one actor. Label stands in the picture, Name in its tooltip.
type NetworkNode struct {
	Name, Label, Kind string
	X, Y              float64
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
	netWidth, netHeight = 1000, 760
	netMargin           = 90
	netRadius           = 9
)

// kindColors tell kinds of actors apart; all have a contrast of at least 4.5 with
// white, so that labels in them can be read.
var kindColors = map[string]string{
	"ministry": "#1f5fa8", "agency": "#2f6f4f", "programme": "#9a4b00", "local_body": "#7a3e9d", "ngo": "#a3294a", "international": "#4a5568", "other": "#5c5c5c",
}

var dashes = []string{"", "7 5", "14 4 3 4", "2 4"}

// SVG draws the network: one file, without scripts, with a title for every node and
// edge that screen readers and tooltips show.
func SVG(w io.Writer, n Network) error {
	b := bufio.NewWriter(w)
	p := func(format string, args ...any) { fmt.Fprintf(b, format, args...) }
	p(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="t d" font-family="system-ui, 'Liberation Sans', Arial, sans-serif">`, netWidth, netHeight, netWidth, netHeight)
	p("\n<title id=\"t\">%s</title>\n<desc id=\"d\">%s</desc>\n", xmlText(n.Title), xmlText(n.Description))
	p(`<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#555"/></marker></defs>` + "\n")
	p("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", netWidth, netHeight)
	at := func(i int) (float64, float64) {
		return netMargin + n.Nodes[i].X*(netWidth-2*netMargin), netMargin/2 + n.Nodes[i].Y*(netHeight-2*netMargin)
	}
	both := map[[2]int]bool{}
	for _, e := range n.Edges {
		both[[2]int{e.From, e.To}] = true
	}
	for _, e := range n.Edges {
		x1, y1 := at(e.From)
		x2, y2 := at(e.To)
		bend := 0.0
		if both[[2]int{e.To, e.From}] {
			bend = 26 // two directions between the same actors do not hide each other
		}
		p(`<path d="%s" fill="none" stroke="#555" stroke-width="%.1f" stroke-dasharray="%s" marker-end="url(#arrow)"><title>%s</title></path>`+"\n",
			edgePath(x1, y1, x2, y2, bend), 1+float64(e.Strength)*0.9, dashes[e.Style], xmlText(e.Tooltip))
	}
	kinds := []string{}
	for i, v := range n.Nodes {
		x, y := at(i)
		color := kindColors[v.Kind]
		if color == "" {
			color = kindColors["other"]
		}
		if !slices.Contains(kinds, v.Kind) {
			kinds = append(kinds, v.Kind)
		}
		p(`<g><title>%s</title><circle cx="%.1f" cy="%.1f" r="%d" fill="%s" stroke="#fff" stroke-width="2"/>`, xmlText(v.Name), x, y, netRadius, color)
		for k, line := range labelLines(v.Label) {
			p(`<text x="%.1f" y="%.1f" font-size="13" text-anchor="middle" fill="#1a1a1a" stroke="#fff" stroke-width="3" paint-order="stroke">%s</text>`, x, y+netRadius+14+float64(k)*14, xmlText(line))
		}
		p("</g>\n")
	}
	for i, name := range n.Legend {
		x := 20 + i*240
		p(`<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#555" stroke-width="2" stroke-dasharray="%s"/><text x="%d" y="%d" font-size="12" fill="#1a1a1a">%s</text>`+"\n",
			x, netHeight-16, x+36, netHeight-16, dashes[i%len(dashes)], x+44, netHeight-12, xmlText(name))
	}
	p("</svg>\n")
	return b.Flush()
}

// edgePath draws from the edge of one node to that of the other.
func edgePath(x1, y1, x2, y2, bend float64) string {
	dx, dy := x2-x1, y2-y1
	d := math.Max(math.Hypot(dx, dy), 1)
	ux, uy := dx/d, dy/d
	gap := float64(netRadius + 3)
	x1, y1, x2, y2 = x1+ux*gap, y1+uy*gap, x2-ux*gap, y2-uy*gap
	if bend == 0 {
		return fmt.Sprintf("M%.1f %.1fL%.1f %.1f", x1, y1, x2, y2)
	}
	return fmt.Sprintf("M%.1f %.1fQ%.1f %.1f %.1f %.1f", x1, y1, (x1+x2)/2-uy*bend, (y1+y2)/2+ux*bend, x2, y2)
}

// labelLines breaks a label into lines that fit between neighbours.
func labelLines(s string) []string {
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
