package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"articula/internal/query"
)

// quotes gives what a query finds, as text.
func quotes(t *testing.T, ix *Index, q string) (out []string) {
	t.Helper()
	for _, h := range find(t, ix, q, Filter{}, Page{}).Hits {
		out = append(out, h.Quote)
	}
	return out
}

func both(t *testing.T, p *project, check func(t *testing.T, ix *Index)) {
	t.Helper()
	t.Run("index", func(t *testing.T) { check(t, ready(t, p, t.TempDir())) })
	t.Run("scan", func(t *testing.T) { check(t, New(Options{Project: p.id}, p)) })
}

func expect(t *testing.T, ix *Index, q string, want ...string) {
	t.Helper()
	if got := quotes(t, ix, q); !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", q, got, want)
	}
}

func TestInvalidBytesDoNotEndTheText(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "es", "uno\xff dos\n\ntres\xc3 cuatro\n\n\xed\xa0\x80último"))
	both(t, p, func(t *testing.T, ix *Index) {
		for _, w := range []string{"uno", "dos", "tres", "cuatro", "último"} {
			expect(t, ix, w, w)
		}
	})
}

func TestFrequentWordsAreFound(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "en", "They don't know the law of it"), doc(2, "es", "con la compañía y el té"), doc(3, "fr", "c'est l'été, où il a été"), doc(4, "pt", "você não está"))
	both(t, p, func(t *testing.T, ix *Index) {
		expect(t, ix, "don't", "don't")
		expect(t, ix, "the", "the")
		expect(t, ix, `"la compañía"`, "la compañía")
		expect(t, ix, `"la compania"`, "la compañía")
		expect(t, ix, "ete", "été", "été")
		expect(t, ix, "voce nao", "você", "não")
		expect(t, ix, `"the law of it"`, "the law of it")
	})
}

func TestElisionIsNoPartOfTheHit(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "fr", "Devant l'école et l’école, quelqu'un"), doc(2, "it", "dell'acqua"))
	both(t, p, func(t *testing.T, ix *Index) {
		expect(t, ix, "école", "école", "école")
		expect(t, ix, "l'ecole", "l'école", "l’école")
		expect(t, ix, "acqua", "acqua")
	})
}

func TestPatternsInCapitalsAreFolded(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "es", "Coordinación COORDINADA descoordinado"))
	both(t, p, func(t *testing.T, ix *Index) {
		expect(t, ix, "COORDINÁ*", "Coordinación", "COORDINADA")
		expect(t, ix, "*COORDIN*", "Coordinación", "COORDINADA", "descoordinado")
		expect(t, ix, "CORDINACION~", "Coordinación")
	})
}

// TestRangesPointIntoTheTextAsItIs: letters that fold to fewer or more bytes do not
// move what follows them.
func TestRangesPointIntoTheTextAsItIs(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "", "Œuvre ñandú straße ﬁn e\u0301te\u0301 😀 👩‍👩‍👧‍👦 שָׁלוֹם aquí"))
	both(t, p, func(t *testing.T, ix *Index) {
		for q, want := range map[string]string{"aqui": "aquí", "ete": "e\u0301te\u0301", "שלום": "שָׁלוֹם", "fin": "ﬁn", "strasse": "straße", "oeuvre": "Œuvre"} {
			r := find(t, ix, q, Filter{}, Page{})
			if len(r.Hits) != 1 || r.Hits[0].Quote != want {
				t.Errorf("%s: %+v", q, r.Hits)
				continue
			}
			text := []rune(p.items[target(Document, 1)].Fields[0].Text)
			if got := string(text[r.Hits[0].Span.Start:r.Hits[0].Span.End]); got != want {
				t.Errorf("%s: span %v is %q", q, r.Hits[0].Span, got)
			}
		}
	})
}

// TestEachLanguageHasItsOwnForms asks often: which analyser is used must not depend
// on chance.
func TestEachLanguageHasItsOwnForms(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "en", "policies"), doc(2, "es", "las políticas"), doc(3, "fr", "les politiques"), doc(4, "pt", "as políticas municipais"), doc(5, "de", "Politiken"), doc(6, "", "politicas"))
	both(t, p, func(t *testing.T, ix *Index) {
		for range 100 {
			expect(t, ix, "policy", "policies")
			expect(t, ix, "politica", "políticas", "políticas")
			expect(t, ix, "politique", "politiques")
			expect(t, ix, "municipal", "municipais")
			expect(t, ix, "politiken", "Politiken")
			expect(t, ix, `"politicas"`, "políticas", "políticas", "politicas")
		}
	})
}

// TestAnyTextIsASearch: queries that mean something to other engines.
func TestAnyTextIsASearch(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "es", "a+b (c) [d] {e} f:g h^2 i/j \\k l~m -n \"o\" ? * ..."))
	both(t, p, func(t *testing.T, ix *Index) {
		for _, q := range []string{"+", "-", "a:b", "f:g", "[d]", "h^2", "i/j", `\k`, "l~m", "-n", "?", "*", "...", `"`, "((", "AND", "x OR", "NEAR/", "{e}", "/a.*/", "_exists_", "field:*", strings.Repeat("(", 2000), strings.Repeat("a* ", 900)} {
			find(t, ix, q, Filter{}, Page{})
		}
		expect(t, ix, "f:g", "f:g")
		expect(t, ix, "{e}", "e")
		expect(t, ix, "...", "...")
	})
}

func TestDeletedTextsAreNotFound(t *testing.T) {
	p := newProject(1)
	var many []string
	for i := range 500 {
		many = append(many, fmt.Sprintf("párrafo secreto %d", i))
	}
	p.do(doc(1, "es", strings.Join(many, "\n\n")), doc(2, "es", "otro secreto"))
	dir := t.TempDir()
	ix := ready(t, p, dir)
	if n := find(t, ix, "secreto", Filter{}, Page{}).Total; n != 501 {
		t.Fatal(n)
	}
	before := ix.Status()
	p.do(doc(1, "es", "solo un párrafo"))
	p.do(Item{Target: target(Document, 2), Gone: true})
	for _, step := range []string{"before catching up", "after"} {
		if n := find(t, ix, "secreto", Filter{}, Page{}).Total; n != 0 {
			t.Errorf("%s: %d", step, n)
		}
		expect(t, ix, "párrafo", "párrafo")
		if err := ix.CatchUp(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if s := ix.Status(); s.Chunks != 1 || s.Targets != 1 || before.Chunks < 9 {
		t.Errorf("%+v, before %+v", s, before)
	}
}

// TestPhraseDoesNotCrossUnits and says so: AND, NEAR and phrases speak of one unit.
func TestPhraseDoesNotCrossUnits(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "es", "la mesa\nredonda\n\ndel agua"))
	both(t, p, func(t *testing.T, ix *Index) {
		expect(t, ix, `"mesa redonda"`, "mesa\nredonda")
		expect(t, ix, `"redonda del"`)
		expect(t, ix, "mesa agua")
	})
}

func TestFilters(t *testing.T) {
	p := newProject(1)
	units := func() ([]query.Unit, error) {
		return []query.Unit{
			{Span: span(0, 4), Kind: "turn_label", Speaker: "INT"}, {Span: span(5, 9), Kind: "turn", Speaker: "INT"},
			{Span: span(10, 13), Kind: "turn_label", Speaker: "P1"}, {Span: span(14, 18), Kind: "turn", Speaker: "P1"}}, nil
	}
	d := doc(1, "es", "INT: agua\nP1: agua")
	d.Fields[0].Units = units
	p.do(d, doc(2, "es", "agua"), Item{Target: target(Memo, 3), Fields: []Field{{Name: "body", Text: "agua int"}}})
	if !utf8.ValidString(d.Fields[0].Text) {
		t.Fatal()
	}
	both(t, p, func(t *testing.T, ix *Index) {
		for _, c := range []struct {
			q    string
			f    Filter
			want string
		}{
			{"agua", Filter{}, "document 1 5, document 1 14, document 2 0, memo 3 0"},
			{"agua", Filter{Only: []Target{target(Memo, 3), target(Document, 1)}}, "memo 3 0, document 1 5, document 1 14"},
			{"agua", Filter{Only: []Target{}}, ""},
			{"agua", Filter{Entities: []Entity{Memo, Code}}, "memo 3 0"},
			{"agua", Filter{Unit: func(t Target, _ string, u query.Unit) bool { return u.Speaker == "P1" }}, "document 1 14"},
			{"int", Filter{}, "document 1 0, memo 3 5"},
			{"int", Filter{Unit: func(_ Target, _ string, u query.Unit) bool { return u.Kind != "turn_label" }}, "memo 3 5"},
		} {
			var got []string
			for _, h := range find(t, ix, c.q, c.f, Page{}).Hits {
				got = append(got, fmt.Sprintf("%s %d %d", h.Target.Entity, h.Target.ID[15], h.Span.Start))
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("%s: %s, want %s", c.q, s, c.want)
			}
		}
	})
}

func TestPages(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "es", "agua agua\n\nagua y salud"), doc(2, "es", "salud\n\nagua salud"), doc(3, "es", "agua"))
	both(t, p, func(t *testing.T, ix *Index) {
		all := find(t, ix, "agua OR salud", Filter{}, Page{})
		if all.Total != 8 || len(all.Hits) != 8 || len(all.Targets) != 3 || all.Targets[0] != (Count{target(Document, 1), 4, 2}) {
			t.Fatalf("%+v", all)
		}
		for skip := range 10 {
			for limit := range 10 {
				r := find(t, ix, "agua OR salud", Filter{}, Page{Skip: skip, Limit: limit})
				want := all.Hits[min(skip, 8):]
				if limit > 0 {
					want = want[:min(limit, len(want))]
				}
				if r.Total != 8 || !slices.Equal(r.Hits, want) {
					t.Fatalf("skip %d limit %d: %d hits, want %d", skip, limit, len(r.Hits), len(want))
				}
			}
		}
		best := find(t, ix, "agua OR salud", Filter{}, Page{Order: ByRelevance})
		if h := best.Hits[0]; best.Total != 8 || len(best.Hits) != 8 || h.Target != target(Document, 2) || h.Span.Start != 7 {
			t.Errorf("best is %+v", h)
		}
		if top := find(t, ix, "agua OR salud", Filter{}, Page{Order: ByRelevance, Skip: 1, Limit: 2}); !slices.Equal(top.Hits, best.Hits[1:3]) {
			t.Error("a page of the best is not a page of the best")
		}
	})
}
