package query_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/textpos"
	"articula/internal/words"
)

func matches(q, lang, unit string) []string {
	var out []string
	for _, r := range query.Parse(q, groups).Matcher(lang).Match(unit, nil) {
		out = append(out, unit[r.Start:r.End])
	}
	return out
}

func TestMatch(t *testing.T) {
	const es = "La coordinación entre los ministerios no existe; coordinamos aquí, en la escuela, con la compañía eléctrica. ¡Y LA ESCUELA!"
	const fr = "L'école d’été accueille les élèves des ménages; l’École est fermée."
	for _, c := range []struct {
		q, lang, unit string
		want          []string
	}{
		{"coordinacion", "es", es, []string{"coordinación", "coordinamos"}},
		{"coordinaciones", "es", es, []string{"coordinación", "coordinamos"}},
		{"coordinacion", "", es, []string{"coordinación"}},
		{`"coordinacion"`, "es", es, []string{"coordinación"}},
		{`"la compañía"`, "es", es, []string{"la compañía"}},
		{`"compañia la"`, "es", es, nil},
		{"la", "es", es, []string{"La", "la", "la", "LA"}},
		{"escuela ministerio", "es", es, []string{"ministerios", "escuela", "ESCUELA"}},
		{"escuela NOT ministerio", "es", es, nil},
		{"escuela NOT hospital", "es", es, []string{"escuela", "ESCUELA"}},
		{"hospital OR electrica", "es", es, []string{"eléctrica"}},
		{"COORDIN*", "es", es, []string{"coordinación", "coordinamos"}},
		{"*cion", "es", es, []string{"coordinación"}},
		{"electirca~2", "es", es, []string{"eléctrica"}},
		{"escuela NEAR/1 compañia", "es", es, nil},
		{"escuela NEAR/2 compañia", "es", es, []string{"escuela, con la compañía"}},
		{`"la escuela" OR escuela`, "es", es, []string{"la escuela", "LA ESCUELA"}},
		{"école", "fr", fr, []string{"école", "École"}},
		{"l'école", "fr", fr, []string{"L'école", "l’École"}},
		{"ete", "fr", fr, []string{"été"}},
		{"ELEVE", "fr", fr, []string{"élèves"}},
		{"ministry", "en", "Ministries and the MINISTRY's staff", []string{"Ministries", "MINISTRY"}},
		{"don't", "en", "They don't and dont.", []string{"don't"}},
		{"economico", "es", "socio-económico", []string{"económico"}},
		{"socio-economico", "es", "lo socio-económico", []string{"socio-económico"}},
		{"§ 5", "pt", "Art. 5º, § 2º. O § 5º aplica-se.", []string{"5", "§", "§", "5"}},
		{"😀", "", "bien 😀 y 😀", []string{"😀", "😀"}},
		{"e\u0301cole", "fr", fr, []string{"école", "École"}},
		{"ecole", "fr", "l'e\u0301cole", []string{"e\u0301cole"}},
		{"{coordination}", "pt", "A articulação e as mesas", []string{"articulação", "mesas"}},
		{"NOT a", "", "b", nil},
		{"b OR NOT a", "", "c", nil},
		{"1234", "es", "unos 1.234 hogares y 12345", []string{"1.234"}},
		{"2019", "es", "el 12.03.2019", []string{"2019"}},
		{"uno", "es", "bad\xffuno\xc3 uno", []string{"uno", "uno"}},
	} {
		if diff := cmp.Diff(c.want, matches(c.q, c.lang, c.unit)); diff != "" {
			t.Errorf("%s in %.30q: %s", c.q, c.unit, diff)
		}
	}
}

// naive evaluates a query by trying everything.
type naive struct {
	lang, unit string
	terms      []string
	at         []query.Range
}

type stretch struct {
	from, to int // words
	query.Range
}

func newNaive(lang, unit string) *naive {
	n := &naive{lang: lang, unit: unit}
	var s words.Scanner
	for s.Reset(unit); s.Next(); {
		n.terms = append(n.terms, string(s.Term))
		n.at = append(n.at, query.Range{Start: textpos.Byte(s.Start), End: textpos.Byte(s.End)})
	}
	return n
}

func (n *naive) fits(w query.Word, term string) bool {
	switch w.Kind {
	case query.Stem:
		return words.Stem(n.lang, w.Text) == words.Stem(n.lang, term)
	case query.Wild:
		p := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(w.Text))
		return regexp.MustCompile("^(?s:" + p + ")$").MatchString(term)
	case query.Fuzzy:
		return distance([]rune(w.Text), []rune(term)) <= w.Distance
	}
	return w.Text == term
}

func distance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
		for j := range d[i] {
			switch {
			case i == 0:
				d[i][j] = j
			case j > 0 && a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			case j > 0:
				d[i][j] = 1 + min(d[i-1][j-1], d[i][j-1], d[i-1][j])
			}
		}
	}
	return d[len(a)][len(b)]
}

func (n *naive) eval(q *query.Node) (bool, []stretch) {
	var out []stretch
	switch q.Op {
	case query.Words:
		for i := 0; i+len(q.Words) <= len(n.terms); i++ {
			ok := true
			for k, w := range q.Words {
				ok = ok && n.fits(w, n.terms[i+k])
			}
			if ok {
				out = append(out, stretch{i, i + len(q.Words), query.Range{Start: n.at[i].Start, End: n.at[i+len(q.Words)-1].End}})
			}
		}
		return len(out) > 0, out
	case query.Literal:
		for i := 0; i+len(q.Literal) <= len(n.unit); i++ {
			if n.unit[i:i+len(q.Literal)] == q.Literal && (len(out) == 0 || int(out[len(out)-1].End) <= i) {
				w := 0
				for w < len(n.at) && int(n.at[w].Start) < i {
					w++
				}
				out = append(out, stretch{w, w, query.Range{Start: textpos.Byte(i), End: textpos.Byte(i + len(q.Literal))}})
			}
		}
		return len(out) > 0, out
	case query.Not:
		ok, _ := n.eval(q.Nodes[0])
		return !ok, nil
	case query.And, query.Or:
		all, any := true, false
		for _, k := range q.Nodes {
			ok, s := n.eval(k)
			all, any = all && ok, any || ok
			if ok {
				out = append(out, s...)
			}
		}
		if q.Op == query.And && !all || !any {
			return false, nil
		}
		return true, out
	case query.Near:
		okA, as := n.eval(q.Nodes[0])
		okB, bs := n.eval(q.Nodes[1])
		if !okA || !okB {
			return false, nil
		}
		var all []stretch
		for _, a := range as {
			for _, b := range bs {
				x, y := a, b
				if y.Start < x.Start {
					x, y = y, x
				}
				if y.Start >= x.End && y.from >= x.to && y.from-x.to <= q.Distance {
					all = append(all, stretch{x.from, y.to, query.Range{Start: x.Start, End: y.End}})
				}
			}
		}
		for _, s := range all {
			if !slices.ContainsFunc(all, func(o stretch) bool { return o.Range != s.Range && o.Start >= s.Start && o.End <= s.End }) {
				out = append(out, s)
			}
		}
		return len(out) > 0, out
	}
	return false, nil
}

func (n *naive) match(q *query.Text) []query.Range {
	ok, all := n.eval(q.Root)
	if !ok {
		return nil
	}
	var out []query.Range
	for _, s := range all {
		if !slices.Contains(out, s.Range) && !slices.ContainsFunc(all, func(o stretch) bool { return o.Range != s.Range && o.Start <= s.Start && o.End >= s.End }) {
			out = append(out, s.Range)
		}
	}
	slices.SortFunc(out, func(a, b query.Range) int { return int(a.Start - b.Start) })
	return out
}

var unitPieces = []string{"a", "b", "la", "coordinación", "coordinaciones", "COORDINAR", "local", "locales", "abc", "ración", "cad", "cd", "salud", "saludo", "xy", "x", "mesas",
	" ", " ", " ", " ", ", ", "-", "'", "\n", "§", "%", "😀", "1,234", "12.03.2019", "北京", "\u0301", "\u00ad", "\xff", "שלום", "👩‍👩‍👧‍👦"}

// TestMatcherEqualsTryingEverything compares ranges, and the promise of plans and
// hints, with the naive evaluation.
func TestMatcherEqualsTryingEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := query.Parse(source(t), groups)
		lang := rapid.SampledFrom([]string{"es", "fr", "en", "pt", "", "de"}).Draw(t, "lang")
		m := q.Matcher(lang)
		for range 3 {
			unit := strings.Join(rapid.SliceOfN(rapid.SampledFrom(unitPieces), 0, 30).Draw(t, "unit"), "")
			n := newNaive(lang, unit)
			want, got := n.match(q), m.Match(unit, nil)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s in %q: %s", tree(q.Root), unit, diff)
			}
			if len(want) > 0 && !holds(q.Plan(), q, n) {
				t.Fatalf("%s matches %q, but its plan rules it out", tree(q.Root), unit)
			}
		}
	})
}

// holds evaluates a plan over the terms of a unit, and checks the hints on the way.
func holds(p query.Plan, q *query.Text, n *naive) bool {
	switch p.Op {
	case query.PlanAny:
		return true
	case query.PlanWords:
		for i := 0; i+len(p.Words) <= len(n.terms); i++ {
			ok := true
			for k, id := range p.Words {
				w := q.Distinct()[id]
				h, term := w.Hint(n.lang), n.terms[i+k]
				ok = ok && n.fits(w, term) && strings.HasPrefix(term, h.Begins) && strings.Contains(term, h.Holds) && (!h.Only || term == h.Begins)
			}
			if ok {
				return true
			}
		}
		return false
	case query.PlanAll:
		for _, k := range p.Plans {
			if !holds(k, q, n) {
				return false
			}
		}
		return true
	case query.PlanSome:
		return slices.ContainsFunc(p.Plans, func(k query.Plan) bool { return holds(k, q, n) })
	}
	return false
}

func TestUnits(t *testing.T) {
	const text = "Title\n\nINT: (0:01) How?\nP1: Well,\nit works.\n\nLoose end\nof two lines.\n\n  Last.  \n"
	ix := textpos.NewIndex(text)
	at := func(s string) qda.Span {
		i := strings.Index(text, s)
		return qda.Span{Start: ix.FromByte(textpos.Byte(i)), End: ix.FromByte(textpos.Byte(i + len(s)))}
	}
	structure := qda.Structure{Parts: []qda.Part{
		{Kind: qda.Page, Span: qda.Span{End: ix.Len()}},
		{Kind: qda.Heading, Span: at("Title")},
		{Kind: qda.Turn, Span: at("INT: (0:01) How?"), Speaker: "INT"},
		{Kind: qda.Paragraph, Span: at("INT: (0:01) How?")},
		{Kind: qda.TurnLabel, Span: at("INT:")},
		{Kind: qda.TurnLabel, Span: at("(0:01)")},
		{Kind: qda.Turn, Span: at("P1: Well,\nit works.\n"), Speaker: "P1"},
		{Kind: qda.TurnLabel, Span: at("P1:")},
		{Kind: qda.Paragraph, Span: at("P1: Well,")},
		{Kind: qda.Paragraph, Span: at("it works.")},
	}}
	want := []query.Unit{
		{Span: at("Title"), Kind: qda.Heading},
		{Span: at("INT: (0:01)"), Kind: qda.TurnLabel, Speaker: "INT"},
		{Span: at("How?"), Kind: qda.Turn, Speaker: "INT"},
		{Span: at("P1:"), Kind: qda.TurnLabel, Speaker: "P1"},
		{Span: at("Well,\nit works."), Kind: qda.Turn, Speaker: "P1"},
		{Span: at("Loose end\nof two lines."), Kind: qda.Paragraph},
		{Span: at("Last."), Kind: qda.Paragraph},
	}
	if diff := cmp.Diff(want, query.Units(ix, structure)); diff != "" {
		t.Error(diff)
	}
}

// TestUnitsCoverTheText: whatever the parts are, units are in order, do not
// overlap, and leave out nothing but space.
func TestUnitsCoverTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "é", "😀", " ", "\n", "\n\n", "e\u0301", "\u2028", "x y"}), 0, 60).Draw(t, "text"), "")
		ix := textpos.NewIndex(text)
		var s qda.Structure
		for range rapid.IntRange(0, 8).Draw(t, "parts") {
			a := rapid.IntRange(-1, ix.Len()+1).Draw(t, "a")
			s.Parts = append(s.Parts, qda.Part{
				Kind: rapid.SampledFrom([]qda.PartKind{qda.Turn, qda.Paragraph, qda.TurnLabel, qda.Heading, qda.Page}).Draw(t, "kind"),
				Span: qda.Span{Start: a, End: rapid.IntRange(a, ix.Len()+2).Draw(t, "b")},
			})
		}
		slices.SortFunc(s.Parts, func(a, b qda.Part) int { return a.Span.Start - b.Span.Start })
		at := 0
		for _, u := range append(query.Units(ix, s), query.Unit{Span: qda.Span{Start: ix.Len(), End: ix.Len()}}) {
			if u.Span.Start < at || u.Span.End > ix.Len() {
				t.Fatalf("unit %v after %d of %d", u.Span, at, ix.Len())
			}
			if between := ix.Slice(qda.Span{Start: at, End: u.Span.Start}); strings.TrimSpace(between) != "" {
				t.Fatalf("%q lies in no unit", between)
			}
			at = u.Span.End
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	unit := strings.Repeat("La coordinación entre los ministerios existe en el papel, pero cada programa tiene sus técnicos. ", 3)
	for _, q := range []string{"coordinacion", "coordinacion OR programa OR papel", `"cada programa"`, "coordinacion NEAR/9 papel", "*cion", "ministeiro~2"} {
		b.Run(q, func(b *testing.B) {
			m := query.Parse(q, nil).Matcher("es")
			var out []query.Range
			b.SetBytes(int64(len(unit)))
			for b.Loop() {
				out = m.Match(unit, out[:0])
			}
		})
	}
}
