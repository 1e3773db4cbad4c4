package query_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"articula/internal/query"
)

var groups = func(name string) ([]string, bool) {
	switch name {
	case "coordination":
		return []string{"coordinación", "articulação", "working group", "mesa*"}, true
	case "empty":
		return nil, true
	}
	return nil, false
}

// tree writes a query's meaning in one line.
func tree(n *query.Node) string {
	var parts []string
	for _, w := range n.Words {
		switch w.Kind {
		case query.Stem:
			parts = append(parts, w.Text)
		case query.Fuzzy:
			parts = append(parts, fmt.Sprintf("%s~%d", w.Text, w.Distance))
		default:
			parts = append(parts, string(w.Kind)+":"+w.Text)
		}
	}
	switch n.Op {
	case query.Words:
		return strings.Join(parts, "+")
	case query.Literal:
		return "'" + n.Literal + "'"
	case query.Nothing:
		return "nothing"
	}
	for _, k := range n.Nodes {
		parts = append(parts, tree(k))
	}
	name := string(n.Op)
	if n.Op == query.Near {
		name = fmt.Sprintf("near%d", n.Distance)
	}
	if n.Group != "" {
		name += "{" + n.Group + "}"
	}
	return name + "(" + strings.Join(parts, " ") + ")"
}

func TestWhatAQueryMeans(t *testing.T) {
	for _, c := range []struct{ in, want, note string }{
		{"", "nothing", ""},
		{"   \t", "nothing", ""},
		{"Coordinación", "coordinacion", ""},
		{"coordinación local", "and(coordinacion local)", ""},
		{"a AND b AND c", "and(a b c)", ""},
		{"a OR b c", "or(a and(b c))", ""},
		{"(a OR b) c", "and(or(a b) c)", ""},
		{"a NOT b", "and(a not(b))", ""},
		{"NOT NOT a", "a", ""},
		{"a and b", "and(a and b)", ""},
		{`"la compañía"`, "exact:la+exact:compania", ""},
		{"“la compañía” «d’été»", "and(exact:la+exact:compania exact:d+exact:ete)", ""},
		{"l'école", "l+ecole", ""},
		{"inter-agency", "inter+agency", ""},
		{"coord*", "wild:coord*", ""},
		{"*nación c?sa", "and(wild:*nacion wild:c?sa)", ""},
		{"¿trust?", "trust", ""},
		{"c**d*-e?f", "wild:c*d*+wild:e?f", ""},
		{`"los program* nuevos"`, "exact:los+wild:program*+exact:nuevos", ""},
		{"coordinacion~ nutrition~2", "and(coordinacion~1 nutrition~2)", ""},
		{"ab~ abcd~2", "and(ab abcd~1)", "ab is too short to look for similar words."},
		{"a NEAR/5 b", "near5(a b)", ""},
		{"a NEAR b NEAR/0 c", "near0(near10(a b) c)", ""},
		{"a NEAR/2000 b", "near999(a b)", "The distance was limited to 999 words."},
		{`"salud escuela"~5`, "near5(exact:salud exact:escuela)", ""},
		{"{coordination} local", "and(or{coordination}(coordinacion articulacao working+group wild:mesa*) local)", ""},
		{"{no such} x", "and(no such x)", "There is no term group no such; its name was searched for instead."},
		{"{empty} x", "x", "The term group empty holds no words."},
		{"{open x", "and(open x)", ""},
		{"§ 5", "and('§' 5)", ""},
		{"50 % - 60", "and(50 '%' 60)", ""},
		{"😀", "'😀'", ""},
		{"...", "'...'", ""},
		{"*", "'*'", ""},
		{`"`, "nothing", "A quotation mark without its counterpart was left out."},
		{`say "yes`, "and(say yes)", "A quotation mark without its counterpart was left out."},
		{"(a", "a", "A parenthesis without its counterpart was left out."},
		{"a) b", "and(a b)", "A parenthesis without its counterpart was left out."},
		{"()", "nothing", ""},
		{"((a)) (())", "a", ""},
		{"AND", "and", "AND joins nothing here and was searched for as a word."},
		{"a AND OR b", "or(and(a and) b)", "AND joins nothing here and was searched for as a word."},
		{"OR a", "and(or a)", "OR joins nothing here and was searched for as a word."},
		{"a NOT", "and(a not)", "NOT joins nothing here and was searched for as a word."},
		{"a NEAR/5", "and(a near+5)", "NEAR/5 joins nothing here and was searched for as a word."},
		{"NEAR/x a", "and(near+x a)", ""},
		{"a (AND) b", "and(a and b)", "AND joins nothing here and was searched for as a word."},
		{"it's 1,234", "and(it+s 1234)", ""},
		{"北京", "北+京", ""},
		{"#~1", "1", ""},
		{"\xff a\xc3b", "and('\uFFFD' a+b)", ""},
	} {
		t.Run(c.in, func(t *testing.T) {
			q := query.Parse(c.in, groups)
			got := tree(q.Root)
			if got != c.want {
				t.Errorf("means %s, want %s", got, c.want)
			}
			var notes []string
			for _, n := range q.Notes {
				notes = append(notes, n.Message())
			}
			if s := strings.Join(notes, " "); s != c.note {
				t.Errorf("notes %q, want %q", s, c.note)
			}
		})
	}
}

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "There is nothing to look for.",
		"coordinacion":              "Find a form of “coordinacion”.",
		`"la compañía" NOT inform*`: "Find the word “la” followed by the word “compania” without a word like “inform*”, in one turn or paragraph.",
		"a NEAR/5 b OR §":           "Find a form of “a” with at most 5 words between it and a form of “b” or the signs “§”.",
		"{coordination}":            "Find a term of “coordination” (a form of “coordinacion” or a form of “articulacao” or a form of “working” followed by a form of “group” or a word like “mesa*”).",
		"salud~ (a OR b)":           "Find a word that differs from “salud” in one letter at most together with (a form of “a” or a form of “b”), in one turn or paragraph.",
	} {
		if got := query.Parse(in, groups).Sentence(); got != want {
			t.Errorf("%q: %s", in, got)
		}
	}
}

func TestQueryIsBounded(t *testing.T) {
	long := query.Parse(strings.Repeat("palabra ", 10_000), nil)
	if len(long.Notes) == 0 || len(long.Root.Nodes) > 1000 {
		t.Errorf("%d words, notes %v", len(long.Root.Nodes), long.Notes)
	}
	deep := query.Parse(strings.Repeat("(a OR ", 500)+"b"+strings.Repeat(")", 500), nil)
	if tree(deep.Root) == "" || deep.Empty() {
		t.Error("deep query was lost")
	}
	many := query.Parse("{g}", func(string) ([]string, bool) { return strings.Fields(strings.Repeat("termino ", 5000)), true })
	if len(many.Root.Nodes) != 1000 || len(many.Notes) != 1 || len(many.Distinct()) != 1 {
		t.Errorf("%d terms, %d words, notes %v", len(many.Root.Nodes), len(many.Distinct()), many.Notes)
	}
	cut := query.Parse(strings.Repeat("é", 3000), nil)
	if len(cut.Notes) != 1 || !utf8.ValidString(cut.String()) {
		t.Errorf("notes %v", cut.Notes)
	}
}

// pieces of queries, sane and broken.
var pieces = []string{"a", "b", "la", "coordinación", "local", "ab*", "*ón", "c?d", "*", "?", "salud~", "x~2", "~", `"`, "“", "”", "«", "»", "(", ")", "{", "}", "{coordination}",
	"AND", "OR", "NOT", "NEAR", "NEAR/3", "/", "-", "'", "§", "%", "😀", "1,234", "12.03.2019", "北京", " ", " ", " ", "\n", "\xff", "\u0301", "\u00ad", ".", `"la a"~4`}

func source(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 20).Draw(t, "query"), "")
}

// TestPrintedQueryMeansTheSame: the canonical form is understood as the same tree.
func TestPrintedQueryMeansTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkPrint(t, source(t)) })
}

func checkPrint(t interface{ Fatalf(string, ...any) }, in string) {
	q := query.Parse(in, groups)
	again := query.Parse(q.String(), groups)
	if tree(q.Root) != tree(again.Root) {
		t.Fatalf("%q means %s, but %q means %s", in, tree(q.Root), q.String(), tree(again.Root))
	}
	if again.String() != q.String() {
		t.Fatalf("%q prints %q, then %q", in, q.String(), again.String())
	}
	if q.Sentence() == "" {
		t.Fatalf("%q has no sentence", in)
	}
	if _, err := json.Marshal(q.Root); err != nil {
		t.Fatalf("%q: %v", in, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, p := range []string{`"a b"~3 OR (c NOT {coordination}) d* *e? NEAR/2 §`, "((((", `"“«`, "NOT NOT NOT", "a AND", strings.Repeat("(", 200), "{{}}", "~~", "*?*?"} {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkPrint(t, s)
		m := query.Parse(s, groups).Matcher("es")
		for _, unit := range []string{"", s, "la coordinación local (a b) 50 % — ab abc cd salud"} {
			end := -1
			for _, r := range m.Match(unit, nil) {
				if r.Start < 0 || r.End <= r.Start || int(r.End) > len(unit) || int(r.End) <= end {
					t.Fatalf("%q in %q: %v", s, unit, r)
				}
				end = int(r.End)
			}
		}
	})
}
