package engine

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"articula/internal/exchange/graph"
	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/report"
)

// ExportNetwork writes the actors and their coordinations: "graphml" for programs
// that draw and measure networks, "svg" or "png" as a picture, "csv" with one row for
// each coordination, "xlsx" with the coordinations, the actors and the actor × actor
// matrix, whole and for each level and mechanism. Actors and values are called as the
// language calls them, "" the project's own; columns are not. A manifest lies beside it.
func (p *Project) ExportNetwork(ctx context.Context, path string, f RelationFilter, r Export, lang string) (Exported, error) {
	var n ActorNetwork
	var relations []RelationView
	var info Info
	read := func() (_ string, err error) {
		if n, err = p.ActorNetwork(ctx, f, lang); err == nil {
			relations, err = p.Relations(ctx, f)
		}
		if err == nil {
			relations, err = p.relationsIn(ctx, n, relations, lang)
		}
		if err == nil {
			info, err = p.Info(ctx)
		}
		return "Actors and their coordinations", err
	}
	return p.exportSteady(ctx, path, r, false, steady{read, func(to io.Writer, over *cover) (done table.Written, err error) {
		switch r.Format {
		case "graphml":
			err = graph.GraphML(to, over.network(n.graph(info.Title, relations)))
		case "svg":
			err = report.SVG(to, over.picture(n.picture(info.Title, report.WordsIn(lang))))
		case "png":
			err = report.PNG(to, over.picture(n.picture(info.Title, report.WordsIn(lang))))
		case "xlsx":
			sheets := append([]table.Table{relationTable(relations), n.nodeTable()}, n.matrixTables(relations, matrixNames{all: "Matrix", from: "from", value: func(v FacetValue) string { return v.Name + " " + v.Meaning }})...)
			done, err = table.XLSX(to, over.tables(wordedAll(sheets, orElse(r.Lang, lang)))...)
		default:
			done, err = writeTable(to, over.table(worded(relationTable(relations), orElse(r.Lang, lang))), r)
		}
		done.Rows = n.Relations
		return done, err
	}})
}

// relationsIn calls the actors and values of coordinations as a language calls them; n has
// the titles of the actors in it.
func (p *Project) relationsIn(ctx context.Context, n ActorNetwork, list []RelationView, lang string) ([]RelationView, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return nil, err
	}
	titles := map[qda.ID]string{}
	for _, v := range n.Nodes {
		titles[v.ID] = v.Title
	}
	for i := range list {
		r := &list[i]
		r.From.Name, r.To.Name = orElse(titles[r.From.ID], r.From.Name), orElse(titles[r.To.ID], r.To.Name)
		for k, v := range r.Facets {
			r.Facets[k].Meaning = cat.label(v.Value, v.Meaning, lang)
		}
	}
	return list, nil
}

// graph has an edge for each coordination, so that two between the same actors stay two.
func (n ActorNetwork) graph(title string, list []RelationView) graph.Network {
	g := graph.Network{Title: title}
	in := map[qda.ID]bool{}
	for _, v := range n.Nodes {
		in[v.ID] = true
		g.Nodes = append(g.Nodes, graph.Node{ID: v.ID.String(), Name: v.Title, Label: v.Label, Kind: string(v.Kind), X: v.X, Y: v.Y})
	}
	for _, r := range list {
		if !in[r.From.ID] || !in[r.To.ID] {
			continue // an actor in the bin
		}
		values := func(facet qda.ID) string {
			var out []string
			for _, v := range r.Facets {
				if v.Facet == facet {
					out = append(out, v.Meaning)
				}
			}
			return strings.Join(out, "; ")
		}
		g.Edges = append(g.Edges, graph.Edge{
			ID: r.ID.String(), From: r.From.ID.String(), To: r.To.ID.String(), Strength: r.Strength, Citations: len(Standing(r.Citations)),
			Levels: values(n.level), Mechanisms: values(n.mechanism), Directions: values(n.direction), Influences: values(n.influence),
			Case: r.Case.Name, Note: r.Note, Passages: passagesOf(r),
		})
	}
	return g
}

// passagesOf are those that a coordination rests on with their documents, a line each.
func passagesOf(r RelationView) string {
	return strings.Join(each(Standing(r.Citations), func(c CitationView) string { return fmt.Sprintf("“%s” (%s)", c.Quote, c.Document.Title) }), "\n")
}

// picture has a line for each coordination: whole where it is formal, dashed where it is
// informal, in the colour of its level.
func (n ActorNetwork) picture(title string, words report.Words) report.Network {
	pic := report.Network{
		Title:     words.ActorMap + ": " + title,
		Mechanism: n.Key.Mechanism, Legend: []string{words.Formal, words.Informal, words.FormalAndInformal, words.NotSaid},
		Level:    n.Key.Level,
		Strength: words.Strength, Strengths: []string{words.Weak, words.Medium, words.Strong},
	}
	for _, l := range n.Key.Levels {
		pic.Levels = append(pic.Levels, report.NetworkLevel{Level: l.Level, Name: l.Name, Mark: l.Mark})
	}
	pic.Description = fmt.Sprintf("%s: %d. %s: %d.", words.Actors, len(n.Nodes), words.Relations, n.Relations)
	for _, k := range qda.ActorKinds() {
		pic.Kinds = append(pic.Kinds, report.NetworkKind{Kind: string(k), Name: words.Names[string(k)]})
	}
	for _, v := range n.Nodes {
		pic.Nodes = append(pic.Nodes, report.NetworkNode{Name: v.Title, Label: v.Label, Kind: string(v.Kind), X: v.X, Y: v.Y, Side: v.Side})
	}
	for _, l := range n.Lines {
		pic.Edges = append(pic.Edges, report.NetworkEdge{From: l.From, To: l.To, Strength: l.Strength, Style: l.Style, Level: l.Level, Mark: l.Mark, Tooltip: l.Tooltip})
	}
	return pic
}

func relationTable(list []RelationView) table.Table {
	t := table.Table{Name: "Coordination", Columns: []table.Column{
		{Name: "from", Type: table.Text, Meaning: "Actor that coordinates"}, {Name: "to", Type: table.Text, Meaning: "Actor with which it coordinates"},
		{Name: "case", Type: table.Text, Meaning: "Case in which it does"}, {Name: "strength", Type: table.Integer, Meaning: "1 weak, 2 medium, 3 strong, 0 not known"},
	}}
	var facets []string
	for _, r := range list {
		for _, f := range r.Facets {
			facets = add(facets, f.Name)
		}
	}
	for _, f := range facets {
		t.Columns = append(t.Columns, table.Column{Name: f, Type: table.Text, Meaning: "Facet {facet}", Args: []string{"facet", f}})
	}
	t.Columns = append(t.Columns, table.Column{Name: "note", Type: table.Text, Meaning: "Note"}, table.Column{Name: "citations", Type: table.Integer, Meaning: "Number of passages that it rests on"},
		table.Column{Name: "passages", Type: table.Text, Meaning: "These passages with their documents"}, table.Column{Name: "coder", Type: table.Text, Meaning: "Who recorded it"})
	t.Rows = func(yield func([]any, error) bool) {
		for _, r := range list {
			row := []any{r.From.Name, r.To.Name, r.Case.Name, r.Strength}
			for _, f := range facets {
				var values []string
				for _, v := range r.Facets {
					if v.Name == f {
						values = append(values, v.Meaning)
					}
				}
				row = append(row, strings.Join(values, "; "))
			}
			if !yield(append(row, r.Note, len(Standing(r.Citations)), passagesOf(r), r.Coder.Name), nil) {
				return
			}
		}
	}
	return t
}

func (n ActorNetwork) nodeTable() table.Table {
	return table.Table{Name: "Actors", Columns: []table.Column{
		{Name: "actor_id", Type: table.Text, Meaning: "Identity of the actor"}, {Name: "actor", Type: table.Text, Meaning: "Name"}, {Name: "label", Type: table.Text, Meaning: "Acronym, if it has one"},
		{Name: "kind", Type: table.Text, Meaning: "Ministry, agency, programme, local_body, ngo, international or other"}, {Name: "degree", Type: table.Integer, Meaning: "Number of actors that it coordinates with"},
	}, Rows: func(yield func([]any, error) bool) {
		for _, v := range n.Nodes {
			if !yield([]any{v.ID.String(), v.Title, v.Label, string(v.Kind), v.Degree}, nil) {
				return
			}
		}
	}}
}

// matrixNames are what the tables of actor × actor are called: the one of all
// coordinations, the column of those that coordinate, and the table of a value.
type matrixNames struct {
	all, from string
	value     func(FacetValue) string
}

// matrixTables are actor × actor: how many coordinations lead from the row to the
// column, in all and for each value of the facets level and mechanism.
func (n ActorNetwork) matrixTables(list []RelationView, names matrixNames) []table.Table {
	out := []table.Table{n.matrixTable(names.all, names.from, list)}
	var values []FacetValue
	for _, r := range list {
		for _, v := range r.Facets {
			if (v.Facet == n.level || v.Facet == n.mechanism) && !slices.ContainsFunc(values, func(x FacetValue) bool { return x.Value == v.Value }) {
				values = append(values, v)
			}
		}
	}
	slices.SortFunc(values, func(a, b FacetValue) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Meaning, b.Meaning))
	})
	for _, v := range values {
		var with []RelationView
		for _, r := range list {
			if slices.ContainsFunc(r.Facets, func(x FacetValue) bool { return x.Value == v.Value }) {
				with = append(with, r)
			}
		}
		out = append(out, n.matrixTable(names.value(v), names.from, with))
	}
	return out
}

// matrixTable has the actors from which and to which a coordination of the list leads, and
// leaves out the rows and columns in which there would only be zeros.
func (n ActorNetwork) matrixTable(name, from string, list []RelationView) table.Table {
	count := map[[2]qda.ID]int{}
	leads, led := map[qda.ID]bool{}, map[qda.ID]bool{}
	for _, r := range list {
		count[[2]qda.ID{r.From.ID, r.To.ID}]++
		leads[r.From.ID], led[r.To.ID] = true, true
	}
	t := table.Table{Name: name, Heat: true, Columns: []table.Column{{Name: from, Type: table.Text, Meaning: "Actor that coordinates with those of the columns"}}}
	for _, v := range n.Nodes {
		if led[v.ID] {
			t.Columns = append(t.Columns, table.Column{Name: v.Title, Type: table.Integer, Meaning: "Number of coordinations with {actor}", Args: []string{"actor", v.Title}})
		}
	}
	t.Rows = func(yield func([]any, error) bool) {
		for _, v := range n.Nodes {
			if !leads[v.ID] {
				continue
			}
			row := []any{v.Title}
			for _, o := range n.Nodes {
				if led[o.ID] {
					row = append(row, count[[2]qda.ID{v.ID, o.ID}])
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return t
}
