package engine_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestEveryCoordinationIsALineOfItsOwn records one more between two actors that have one,
// at another level, and looks for both in the picture.
func TestEveryCoordinationIsALineOfItsOwn(t *testing.T) {
	p := newSample(t)
	all, err := p.Relations(ctx, engine.RelationFilter{})
	if err != nil {
		t.Fatal(err)
	}
	central, err := p.ParseFacet(ctx, "level=central")
	if err != nil {
		t.Fatal(err)
	}
	local, err := p.ParseFacet(ctx, "level=local")
	if err != nil {
		t.Fatal(err)
	}
	informal, err := p.ParseFacet(ctx, "mechanism=informal")
	if err != nil {
		t.Fatal(err)
	}
	from, to, at := all[0].From.ID, all[0].To.ID, all[0].Case.ID
	first, err := p.SaveRelation(ctx, engine.SaveRelation{From: from, To: to, Case: at, Facets: []engine.FacetValue{central}})
	if err != nil {
		t.Fatal(err)
	}
	second, err := p.SaveRelation(ctx, engine.SaveRelation{From: from, To: to, Case: at, Strength: 3, Facets: []engine.FacetValue{local, informal}})
	if err != nil {
		t.Fatal(err)
	}
	n, err := p.ActorNetwork(ctx, engine.RelationFilter{}, "es")
	if err != nil {
		t.Fatal(err)
	}
	if len(n.Lines) != n.Relations || len(n.Lines) != len(all)+2 {
		t.Fatalf("%d lines for %d coordinations", len(n.Lines), n.Relations)
	}
	line := func(id qda.ID) engine.NetworkLine {
		i := slices.IndexFunc(n.Lines, func(l engine.NetworkLine) bool { return l.Relation == id })
		if i < 0 || n.Nodes[n.Lines[i].From].ID != from || n.Nodes[n.Lines[i].To].ID != to {
			t.Fatalf("no line for %s", id)
		}
		return n.Lines[i]
	}
	a, b := line(first), line(second)
	if a.Bend == b.Bend || a.Color == b.Color || a.Mark != "C" || b.Mark != "L" || a.Style != 3 || b.Style != 1 || b.Strength != 3 {
		t.Errorf("%+v and %+v", a, b)
	}
	if !strings.HasPrefix(b.Tooltip, n.Nodes[b.From].Title+" → "+n.Nodes[b.To].Title+": local, informal") {
		t.Errorf("the tooltip is %q", b.Tooltip)
	}

	// The key is in the language, and a level keeps its colour when only some are shown.
	if n.Key.Level != "nivel" || n.Key.Mechanism != "mecanismo" || len(n.Key.Levels) < 3 {
		t.Errorf("%+v", n.Key)
	}
	named := func(n engine.ActorNetwork) map[string]string {
		out := map[string]string{}
		for _, l := range n.Key.Levels {
			out[l.Name] = l.Color
		}
		return out
	}
	some, err := p.ActorNetwork(ctx, engine.RelationFilter{Facets: []engine.FacetValue{local, informal}}, "es")
	if err != nil {
		t.Fatal(err)
	}
	for name, color := range named(some) {
		if named(n)[name] != color {
			t.Errorf("%s is %s, and %s where all are shown", name, color, named(n)[name])
		}
	}
	if named(some)["local"] != b.Color || named(some)["central"] != "" && len(some.Key.Levels) == len(n.Key.Levels) {
		t.Errorf("%+v", some.Key)
	}

	// Without the facet there is no key of levels.
	level, err := p.FindFacet(ctx, "level")
	if err != nil {
		t.Fatal(err)
	}
	svg := filepath.Join(t.TempDir(), "n.svg")
	if _, err := p.ExportNetwork(ctx, svg, engine.RelationFilter{}, engine.Export{Format: "svg"}, "es"); err != nil {
		t.Fatal(err)
	}
	drawn, err := os.ReadFile(svg)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{">nivel:<", ">intermedio<", ">mecanismo:<", ">Fuerza:<", ">formal e informal<"} {
		if !bytes.Contains(drawn, []byte(want)) {
			t.Errorf("the file does not say %s", want)
		}
	}
	if got := bytes.Count(drawn, []byte("<polygon")); got != len(n.Lines) {
		t.Errorf("%d heads of arrows in the file, %d lines", got, len(n.Lines))
	}
	if err := p.BinFacet(ctx, level.ID, true); err != nil {
		t.Fatal(err)
	}
	if n, err = p.ActorNetwork(ctx, engine.RelationFilter{}, "es"); err != nil || n.Key.Level != "" || len(n.Key.Levels) != 0 || n.Lines[0].Level != 0 {
		t.Errorf("%+v, %v", n.Key, err)
	}
}

func TestActorsAreTitledInTheLanguageAskedFor(t *testing.T) {
	p := newSample(t)
	actors, err := p.Actors(ctx)
	if err != nil {
		t.Fatal(err)
	}
	translated := map[string]int{}
	for _, lang := range []string{"", "en", "es", "fr", "de"} {
		n, err := p.ActorNetwork(ctx, engine.RelationFilter{}, lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range n.Nodes {
			a := actors[slices.IndexFunc(actors, func(a engine.ActorView) bool { return a.ID == v.ID })]
			want := a.Name
			if at := slices.IndexFunc(a.Names, func(x engine.ActorNameView) bool { return x.Lang == lang && lang != "" && lang != "en" && !x.Acronym }); at >= 0 {
				want = a.Names[at].Name
			}
			acronym := slices.ContainsFunc(a.Names, func(x engine.ActorNameView) bool { return x.Acronym && x.Name == v.Label })
			if v.Name != a.Name || v.Title != want || v.Label != want && !acronym {
				t.Errorf("in %q %q is titled %q, labelled %q", lang, v.Name, v.Title, v.Label)
			}
			if v.Title != v.Name {
				translated[lang]++
			}
		}
	}
	if translated["es"] == 0 || translated["fr"] == 0 || translated[""]+translated["en"]+translated["de"] != 0 {
		t.Errorf("titles in other languages than the project's: %v", translated)
	}
}
