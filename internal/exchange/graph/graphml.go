// Package graph writes networks for other programs: GraphML, which Gephi, yEd,
// Cytoscape, igraph and NetworkX read.
package graph

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
)

// Network is a directed graph with a place for every node.
type Network struct {
	Title string
	Nodes []Node
	Edges []Edge
}

// Node is a vertex. X and Y lie in the unit square, Y growing downwards.
type Node struct {
	ID, Name, Label, Kind string
	X, Y                  float64
}

// Edge is one coordination between two nodes, by their identities; the same two may have
// several.
type Edge struct {
	ID, From, To string
	Strength     int // 0 where it is not known
	Citations    int
	Levels       string
	Mechanisms   string
	Directions   string
	Influences   string
	Case         string
	Note         string
	Passages     string // that it rests on, a line each
}

// canvas is how many units the unit square has in programs that draw.
const canvas = 1000

// keys are the attributes of nodes and edges, as GraphML declares them.
var keys = []struct{ id, of, name, typ string }{
	{"name", "node", "name", "string"}, {"label", "node", "label", "string"}, {"kind", "node", "kind", "string"}, {"x", "node", "x", "double"}, {"y", "node", "y", "double"},
	{"strength", "edge", "strength", "int"}, {"weight", "edge", "weight", "double"}, {"citations", "edge", "citations", "int"},
	{"levels", "edge", "levels", "string"}, {"mechanisms", "edge", "mechanisms", "string"}, {"directions", "edge", "directions", "string"}, {"influences", "edge", "influences", "string"},
	{"case", "edge", "case", "string"}, {"note", "edge", "note", "string"}, {"passages", "edge", "passages", "string"},
}

// GraphML writes the network by the specification at graphml.graphdrawing.org.
func GraphML(w io.Writer, n Network) error {
	b := bufio.NewWriter(w)
	out := &escaper{w: b}
	out.raw(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n")
	for _, k := range keys {
		out.raw(fmt.Sprintf("  <key id=%q for=%q attr.name=%q attr.type=%q/>\n", k.id, k.of, k.name, k.typ))
	}
	out.raw(`  <graph edgedefault="directed"><desc>`)
	out.text(n.Title)
	out.raw("</desc>\n")
	for _, v := range n.Nodes {
		out.raw(`    <node id="`)
		out.text(v.ID)
		out.raw("\">\n")
		out.data("name", v.Name)
		out.data("label", v.Label)
		out.data("kind", v.Kind)
		out.data("x", number(v.X*canvas))
		out.data("y", number(v.Y*canvas))
		out.raw("    </node>\n")
	}
	for _, e := range n.Edges {
		out.raw(`    <edge id="`)
		out.text(e.ID)
		out.raw(`" source="`)
		out.text(e.From)
		out.raw(`" target="`)
		out.text(e.To)
		out.raw("\">\n")
		out.data("strength", strconv.Itoa(e.Strength))
		out.data("weight", strconv.Itoa(max(1, e.Strength)))
		out.data("citations", strconv.Itoa(e.Citations))
		out.data("levels", e.Levels)
		out.data("mechanisms", e.Mechanisms)
		out.data("directions", e.Directions)
		out.data("influences", e.Influences)
		out.data("case", e.Case)
		out.data("note", e.Note)
		out.data("passages", e.Passages)
		out.raw("    </edge>\n")
	}
	out.raw("  </graph>\n</graphml>\n")
	if out.err != nil {
		return out.err
	}
	return b.Flush()
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// escaper writes XML and remembers the first failure.
type escaper struct {
	w   io.Writer
	err error
}

func (e *escaper) raw(s string) {
	if e.err == nil {
		_, e.err = io.WriteString(e.w, s)
	}
}

func (e *escaper) text(s string) {
	if e.err == nil {
		e.err = xml.EscapeText(e.w, []byte(s))
	}
}

func (e *escaper) data(key, value string) {
	e.raw(fmt.Sprintf("      <data key=%q>", key))
	e.text(value)
	e.raw("</data>\n")
}
