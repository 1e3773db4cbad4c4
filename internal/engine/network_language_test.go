package engine_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"articula/internal/engine"
)

// The names of actors and values are in the language asked for; those of columns stay.
func TestTheTableOfANetworkIsInTheLanguageAskedFor(t *testing.T) {
	p := newSample(t)
	relations, err := p.Relations(ctx, engine.RelationFilter{})
	if err != nil {
		t.Fatal(err)
	}
	n, err := p.ActorNetwork(ctx, engine.RelationFilter{}, "es")
	if err != nil {
		t.Fatal(err)
	}
	facets, err := p.Facets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	spanish := func(v engine.FacetValue) string {
		for _, f := range facets {
			for _, x := range f.Values {
				if x.ID == v.Value && x.Names["es"] != "" {
					return x.Names["es"]
				}
			}
		}
		return v.Meaning
	}
	title := func(actor engine.Ref) string {
		return n.Nodes[slices.IndexFunc(n.Nodes, func(x engine.NetworkNode) bool { return x.ID == actor.ID })].Title
	}
	dir := t.TempDir()
	file := func(name string) string {
		if _, err := p.ExportNetwork(ctx, filepath.Join(dir, name), engine.RelationFilter{}, engine.Export{Format: name[len("net."):]}, "es"); err != nil {
			t.Fatal(err)
		}
		return filepath.Join(dir, name)
	}
	b, err := os.ReadFile(file("net.csv"))
	if err != nil {
		t.Fatal(err)
	}
	written, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenFile(file("net.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet, err := book.GetRows("Coordination")
	if err != nil {
		t.Fatal(err)
	}
	other := 0
	for _, rows := range [][][]string{written, sheet} {
		if rows[0][0] != "from" || rows[0][1] != "to" || len(rows) != len(relations)+1 {
			t.Fatalf("%d rows below %v", len(rows)-1, rows[0])
		}
		for i, r := range relations {
			row := rows[i+1]
			if row[0] != title(r.From) || row[1] != title(r.To) {
				t.Errorf("%s → %s, want %s → %s", row[0], row[1], title(r.From), title(r.To))
			}
			if title(r.From) != r.From.Name {
				other++
			}
			for _, v := range r.Facets {
				at := slices.Index(rows[0], v.Name)
				if at < 0 || !strings.Contains(row[at], spanish(v)) {
					t.Errorf("%s of %s → %s is %q, want %s", v.Name, row[0], row[1], row[max(at, 0)], spanish(v))
				}
			}
		}
	}
	if other == 0 {
		t.Error("no actor is called otherwise in Spanish")
	}
	actors, err := book.GetRows("Actors")
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range n.Nodes {
		if actors[i+1][1] != v.Title {
			t.Errorf("actor %s, want %s", actors[i+1][1], v.Title)
		}
	}
}

// The name of the register is the one in the language of the project, whatever else an actor is called there.
func TestAnActorHasATitleInOtherLanguagesThanThatOfTheProject(t *testing.T) {
	p := newSample(t)
	actors, err := p.Actors(ctx)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(actors, func(a engine.ActorView) bool { return a.Name == "Department for Social Prosperity" })
	if i < 0 {
		t.Fatal("the sample has no such actor")
	}
	a := actors[i]
	if !slices.ContainsFunc(a.Names, func(n engine.ActorNameView) bool { return n.Lang == "en" && !n.Acronym && n.Name != a.Name }) {
		t.Fatal("it has no other name in English")
	}
	if a.Titles["en"] != "" || a.Titles["es"] != "Departamento para la Prosperidad Social" {
		t.Errorf("%v", a.Titles)
	}
	facets, err := p.Facets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facets {
		for _, v := range f.Values {
			if v.ID == a.ID && (v.Names["en"] != "" || v.Names["es"] != a.Titles["es"]) {
				t.Errorf("as a value: %v", v.Names)
			}
		}
	}
}
