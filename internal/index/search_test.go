package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/textpos"
)

func target(e Entity, n byte) Target { return Target{e, qda.ID{15: n}} }

func doc(n byte, lang, text string) Item {
	return Item{Target: target(Document, n), Fields: []Field{{Name: "text", Lang: lang, Text: text}}}
}

// ready gives an index that has caught up.
func ready(t testing.TB, p *project, dir string) *Index {
	t.Helper()
	ix := New(Options{Dir: dir, Project: p.id}, p)
	if err := ix.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	if err := ix.CatchUp(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return ix
}

func find(t interface{ Fatal(...any) }, ix *Index, q string, f Filter, p Page) *Result {
	r, err := ix.Search(context.Background(), query.Parse(q, nil), f, p)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// naive searches by reading everything with a matcher and counting runes.
func naive(p *project, q string, f Filter) (out []string) {
	all, _ := p.All(context.Background())
	t := query.Parse(q, nil)
	for _, target := range all {
		if len(f.Entities) > 0 && !slices.Contains(f.Entities, target.Entity) || f.Only != nil && !slices.Contains(f.Only, target) {
			continue
		}
		for _, field := range p.items[target].Fields {
			ix := textpos.NewIndex(field.Text)
			units := query.Units(ix, qda.Structure{})
			if field.Units != nil {
				units, _ = field.Units()
			}
			m := t.Matcher(field.Lang)
			for _, u := range units {
				if f.Unit != nil && !f.Unit(target, field.Name, u) {
					continue
				}
				text := ix.Slice(u.Span)
				for _, r := range m.Match(text, nil) {
					start := u.Span.Start + len([]rune(text[:r.Start]))
					out = append(out, fmt.Sprintf("%s %d %s %d %q", target.Entity, target.ID[15], field.Name, start, text[r.Start:r.End]))
				}
			}
		}
	}
	return out
}

func shown(r *Result) (out []string) {
	for _, h := range r.Hits {
		out = append(out, fmt.Sprintf("%s %d %s %d %q", h.Target.Entity, h.Target.ID[15], h.Field, h.Span.Start, h.Quote))
	}
	return out
}

func TestSearch(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "es", "La coordinación existe.\n\nCoordinamos 😀 aquí, con la compañía."), doc(2, "fr", "L'école d’été: coordination"))
	p.do(Item{Target: target(Memo, 3), Fields: []Field{{Name: "title", Text: "Sobre la coordinación"}, {Name: "body", Lang: "es", Text: "nada"}}},
		Item{Target: target(Code, 4), Fields: []Field{{Name: "name", Lang: "en", Text: "coordination"}, {Name: "name", Lang: "es", Text: "coordinación"}}})
	ix := ready(t, p, t.TempDir())
	got := shown(find(t, ix, "coordinacion", Filter{}, Page{}))
	want := []string{
		`document 1 text 3 "coordinación"`, `document 1 text 25 "Coordinamos"`,
		`memo 3 title 9 "coordinación"`, `code 4 name 0 "coordinación"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := shown(find(t, ix, "ecole", Filter{}, Page{})); !slices.Equal(got, []string{`document 2 text 2 "école"`}) {
		t.Error(got)
	}
}

var docPieces = []string{"a", "b", "la", "coordinación", "coordinaciones", "Coordinar", "local", "locales", "abc", "ración", "cd", "salud", "saludo", "xy",
	" ", " ", " ", " ", ", ", "-", "'", "\n", "\n\n", "\n\n", "§", "%", "😀", "1,234", "北京", "e\u0301", "\u00ad", "\uFFFD", "שלום", "👩‍👩‍👧‍👦", "\u2028"}

var queryPieces = []string{"a", "b", "la", "coordinación", "coordinacion*", "local", "ab*", "*ón", "c?d", "salud~", "xy~2", `"la salud"`, `"la"`, "(", ")", "AND", "OR", "NOT", "NEAR/2", "§", "%", "😀", "1,234", "北京", "a*", "*"}

func someItem(t *rapid.T, target Target) Item {
	it := Item{Target: target}
	for n := range rapid.IntRange(0, 2).Draw(t, "fields") {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(docPieces), 0, 300).Draw(t, "text"), "")
		f := Field{Name: fmt.Sprint("f", n), Lang: rapid.SampledFrom([]string{"es", "en", "fr", "pt", "", "de"}).Draw(t, "lang"), Text: text}
		if rapid.Bool().Draw(t, "units") {
			ix := textpos.NewIndex(text)
			units := query.Units(ix, qda.Structure{})
			for i := range units {
				units[i].Speaker = fmt.Sprint("s", i%3)
				units[i].Kind = qda.Turn
			}
			f.Units = func() ([]query.Unit, error) { return units, nil }
		}
		it.Fields = append(it.Fields, f)
	}
	return it
}

// TestIndexEqualsScanEqualsNaive changes a project at random, searches it with an
// index that has caught up, one that has not, one that never opened, and naively.
func TestIndexEqualsScanEqualsNaive(t *testing.T) {
	dir := t.TempDir()
	run := 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		p := newProject(byte(1 + run%250))
		if err := Remove(dir, p.id); err != nil {
			t.Fatal(err)
		}
		targets := []Target{target(Document, 1), target(Document, 2), target(Document, 3), target(Memo, 4), target(Code, 5)}
		opened := New(Options{Dir: dir, Project: p.id}, p)
		defer opened.Close()
		if err := opened.Open(); err != nil {
			t.Fatal(err)
		}
		closed := New(Options{Project: p.id}, p)
		tiny := New(Options{Project: p.id, Memory: 1000}, p)
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0, 1:
				var items []Item
				for _, target := range targets {
					if rapid.Bool().Draw(t, "touch") {
						items = append(items, someItem(t, target))
					}
				}
				p.do(items...)
			case 2:
				p.do(Item{Target: rapid.SampledFrom(targets).Draw(t, "gone"), Gone: true})
			case 3:
				if err := opened.CatchUp(context.Background(), nil); err != nil {
					t.Fatal(err)
				}
			case 4: // another history
				p.mu.Lock()
				p.salt += "x"
				p.mu.Unlock()
			}
			q := strings.Join(rapid.SliceOfN(rapid.SampledFrom(queryPieces), 1, 6).Draw(t, "query"), " ")
			f := Filter{}
			if rapid.IntRange(0, 3).Draw(t, "filtered") == 0 {
				f.Only = []Target{targets[0], targets[3]}
				f.Unit = func(_ Target, _ string, u query.Unit) bool { return u.Speaker != "s1" }
			}
			want := naive(p, q, f)
			for name, ix := range map[string]*Index{"index": opened, "scan": closed, "scan without memory": tiny} {
				r := find(t, ix, q, f, Page{})
				if diff := cmp.Diff(want, shown(r)); diff != "" {
					t.Fatalf("%s, %q: %s", name, q, diff)
				}
				if r.Total != len(want) {
					t.Fatalf("%s, %q: total %d of %d", name, q, r.Total, len(want))
				}
			}
		}
	})
}
