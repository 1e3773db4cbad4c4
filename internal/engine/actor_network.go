package engine

import (
	"cmp"
	"context"
	"slices"

	"articula/internal/analysis"
	"articula/internal/qda"
	"articula/internal/report"
)

// ActorNetwork is the actors that coordinate, as a matrix and as a picture.
type ActorNetwork struct {
	Nodes []NetworkNode `json:"nodes"`
	Edges []NetworkEdge `json:"edges"` // one for each pair of actors and direction that has a coordination
	Lines []NetworkLine `json:"lines"` // one for each coordination, as the picture draws it
	Key   NetworkKey    `json:"key"`
	// Relations counts the coordinations behind the edges; Cited those of them that
	// rest on a passage.
	Relations int `json:"relations"`
	Cited     int `json:"cited"`

	level, mechanism, direction, influence qda.ID // the facets that say so
}

// NetworkNode is an actor with its place in the picture, in the unit square. The
// place depends on all coordinations of the project and not on what is shown, so
// that an actor stays where it is when the filter changes.
type NetworkNode struct {
	ID     qda.ID        `json:"id" ts_type:"string"`
	Name   string        `json:"name"`
	Title  string        `json:"title"` // its name in the language that was asked for, if it has one
	Label  string        `json:"label"` // an acronym, if it has one; else the title
	Lines  []string      `json:"lines"` // of the label, as the picture breaks it
	Side   string        `json:"side"`  // of the node, on which the label stands: below, above, right, left, below-right and so on
	Kind   qda.ActorKind `json:"kind"`
	X      float64       `json:"x"`
	Y      float64       `json:"y"`
	Degree int           `json:"degree"` // actors that it coordinates with
}

// NetworkEdge is what two actors have to do with each other.
type NetworkEdge struct {
	From       int      `json:"from"` // number in Nodes, from 0
	To         int      `json:"to"`
	Relations  []qda.ID `json:"relations" ts_type:"string[]"`
	Citations  int      `json:"citations"`
	Strength   int      `json:"strength"` // the largest
	Levels     []string `json:"levels"`   // in the language that was asked for
	Mechanisms []string `json:"mechanisms"`
	Formal     bool     `json:"formal"` // one of the mechanisms is the formal one, in whatever language
	Informal   bool     `json:"informal"`
	Cases      []string `json:"cases"`
}

// ActorNetwork reads the coordinations that meet the filter. Titles, labels, lines and
// their key are in a language; "" is the project's own.
func (p *Project) ActorNetwork(ctx context.Context, f RelationFilter, lang string) (ActorNetwork, error) {
	out := ActorNetwork{Nodes: []NetworkNode{}, Edges: []NetworkEdge{}, Lines: []NetworkLine{}}
	all, err := p.Relations(ctx, RelationFilter{})
	if err != nil {
		return out, err
	}
	shown, err := p.Relations(ctx, f)
	if err != nil {
		return out, err
	}
	actors, err := p.Actors(ctx)
	if err != nil {
		return out, err
	}
	cat, err := p.names(ctx)
	if err != nil {
		return out, err
	}
	others := lang // acronyms in the project's own language are the actor's own
	if lang == cat.language() {
		others = ""
	}
	places := networkPlaces(actors, all)
	number := map[qda.ID]int{}
	for _, a := range actors {
		if !slices.ContainsFunc(shown, func(r RelationView) bool { return r.From.ID == a.ID || r.To.ID == a.ID }) {
			continue
		}
		number[a.ID] = len(out.Nodes)
		n := NetworkNode{ID: a.ID, Name: a.Name, Kind: a.Kind, X: places[a.ID].X, Y: places[a.ID].Y}
		n.Title, n.Label = a.titleIn(others)
		out.Nodes = append(out.Nodes, n)
	}
	edges := map[[2]int]int{}
	level, mechanism := cat.facetCalled("level"), cat.facetCalled("mechanism")
	out.level, out.mechanism, out.direction, out.influence = level, mechanism, cat.facetCalled("direction"), cat.facetCalled("influence")
	drawer := newLineDrawer(cat, out, all, lang)
	for _, r := range shown {
		from, ok1 := number[r.From.ID]
		to, ok2 := number[r.To.ID]
		if !ok1 || !ok2 {
			continue // an actor in the bin
		}
		at, known := edges[[2]int{from, to}]
		if !known {
			at = len(out.Edges)
			edges[[2]int{from, to}] = at
			out.Edges = append(out.Edges, NetworkEdge{From: from, To: to, Relations: []qda.ID{}, Levels: []string{}, Mechanisms: []string{}, Cases: []string{}})
		}
		e := &out.Edges[at]
		e.Relations = append(e.Relations, r.ID)
		cited := len(Standing(r.Citations))
		e.Citations += cited
		e.Strength = max(e.Strength, r.Strength)
		for _, v := range r.Facets {
			switch v.Facet {
			case level:
				e.Levels = add(e.Levels, cat.label(v.Value, v.Meaning, lang))
			case mechanism:
				e.Mechanisms = add(e.Mechanisms, cat.label(v.Value, v.Meaning, lang))
			}
		}
		line := drawer.line(r, from, to)
		e.Formal = e.Formal || line.Style == styleFormal || line.Style == styleBoth
		e.Informal = e.Informal || line.Style == styleInformal || line.Style == styleBoth
		e.Cases = add(e.Cases, r.Case.Name)
		out.Lines = append(out.Lines, line)
		out.Relations++
		if cited > 0 {
			out.Cited++
		}
	}
	out.Key = drawer.key(out.Lines)
	out.countDegrees()
	out.place()
	return out, nil
}

// titleIn is what an actor is called in a language, and what stands beside it in a
// picture: an acronym, that of the language first, else the same.
func (a ActorView) titleIn(lang string) (title, label string) {
	title = cmp.Or(a.Titles[lang], a.Name)
	acronyms := map[string]string{}
	for _, x := range a.Names {
		if !x.Acronym {
			continue
		}
		if label == "" {
			label = x.Name
		}
		if acronyms[x.Lang] == "" {
			acronyms[x.Lang] = x.Name
		}
	}
	if own := acronyms[lang]; own != "" {
		label = own
	}
	return title, cmp.Or(label, title)
}

// place says how and where lines and labels stand in the picture, once for all who draw
// it.
func (n *ActorNetwork) place() {
	pic := n.picture("", report.WordsIn(""))
	for i, side := range pic.LabelSides() {
		n.Nodes[i].Lines, n.Nodes[i].Side = report.LabelLines(n.Nodes[i].Label), side
	}
	for i, bend := range pic.Bends() {
		n.Lines[i].Bend = bend
	}
}

func (n *ActorNetwork) countDegrees() {
	for i := range n.Nodes {
		others := map[int]bool{}
		for _, e := range n.Edges {
			switch i {
			case e.From:
				others[e.To] = true
			case e.To:
				others[e.From] = true
			}
		}
		n.Nodes[i].Degree = len(others)
	}
}

// networkPlaces lays out everything that coordinates in the project.
func networkPlaces(actors []ActorView, all []RelationView) map[qda.ID]analysis.Point {
	number := map[qda.ID]int{}
	var ids []qda.ID
	for _, a := range actors {
		if a.Relations > 0 {
			number[a.ID] = len(ids)
			ids = append(ids, a.ID)
		}
	}
	weight := map[[2]int]float64{}
	var order [][2]int
	for _, r := range all {
		from, ok1 := number[r.From.ID]
		to, ok2 := number[r.To.ID]
		if !ok1 || !ok2 {
			continue
		}
		key := [2]int{min(from, to), max(from, to)}
		if weight[key] == 0 {
			order = append(order, key)
		}
		weight[key] = min(3, weight[key]+1)
	}
	var edges []analysis.Edge
	for _, key := range order {
		edges = append(edges, analysis.Edge{From: key[0], To: key[1], Weight: weight[key]})
	}
	out := map[qda.ID]analysis.Point{}
	for i, at := range analysis.Layout(len(ids), edges, report.NetworkAspect) {
		out[ids[i]] = at
	}
	return out
}
