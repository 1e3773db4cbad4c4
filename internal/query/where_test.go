package query_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"articula/internal/qda"
	"articula/internal/query"
)

// condTree writes a condition's meaning in one line.
func condTree(c *query.Cond) string {
	if c == nil {
		return "everything"
	}
	if c.Op == query.CondTest {
		s := string(c.Field)
		if c.Name != "" {
			s += "." + c.Name
		}
		s += string(c.Compare)
		if c.Any {
			s += "*"
		} else {
			s += "[" + c.Value + "]"
		}
		if c.Field == query.OnNear {
			s += fmt.Sprintf("~%d", c.Distance)
		}
		return s
	}
	var parts []string
	for _, k := range c.Conds {
		parts = append(parts, condTree(k))
	}
	return string(c.Op) + "(" + strings.Join(parts, " ") + ")"
}

func TestWhatAConditionMeans(t *testing.T) {
	for in, want := range map[string]string{
		"":                                   "everything",
		"  \n ":                              "everything",
		"code:coordination/informal":         "code:[coordination/informal]",
		`code="a b"`:                         "code=[a b]",
		"code:a AND case:b":                  "and(code:[a] case:[b])",
		"code:a case:b lang:es":              "and(code:[a] case:[b] lang:[es])",
		"code:a or code:b and not code:c":    "or(code:[a] and(code:[b] not(code:[c])))",
		"(code:a OR code:b) AND code:c":      "and(or(code:[a] code:[b]) code:[c])",
		"code:a AND (code:b AND code:c)":     "and(code:[a] and(code:[b] code:[c]))",
		"NOT NOT code:a":                     "not(not(code:[a]))",
		"facet.level:local":                  "facet.level:[local]",
		"level:local":                        "facet.level:[local]",
		`"direction of influence"!=vertical`: "facet.direction of influence!=[vertical]",
		`attr."number of programmes">=2`:     "attr.number of programmes>=[2]",
		"attr.country = Peru":                "attr.country=[Peru]",
		"date>=2015 date<2016-06":            "and(date>=[2015] date<[2016-06])",
		"memo:yes":                           "memo:[yes]",
		`text:"la \"coordinación\" local"`:   `text:[la "coordinación" local]`,
		"near:code~200":                      "near:[code]~200",
		"near:code":                          "near:[code]~50",
		`near:"a b"~7`:                       "near:[a b]~7",
		`near:"a~9"`:                         "near:[a~9]~50",
		"near:a~b":                           "near:[a~b]~50",
		"code:*":                             "code:*",
		`code:"*"`:                           "code:[*]",
		"level!=*":                           "facet.level!=*",
		"CODE:a":                             "code:[a]",
		"and:x":                              "facet.and:[x]",
		"not:x":                              "facet.not:[x]",
		"code:AND":                           "code:[AND]",
		"code::x":                            "code:[:x]",
		"speaker:P001 role:authority":        "and(speaker:[P001] role:[authority])",
		"code:año/niño":                      "code:[año/niño]",
	} {
		w, err := query.ParseWhere(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := condTree(w.Root); got != want {
			t.Errorf("%s means %s, want %s", in, got, want)
		}
	}
}

func TestErrorsSayWhere(t *testing.T) {
	for in, want := range map[string]string{
		"code":                       "The condition cannot be read at character 5: a comparison: : = != should stand there, not the end.",
		"code:":                      "The condition cannot be read at character 6: a value should stand there, not the end.",
		"code:a AND":                 "The condition cannot be read at character 11: a condition such as code:name should stand there, not the end.",
		"(code:a":                    "The condition cannot be read at character 8: a closing parenthesis should stand there, not the end.",
		"code:a)":                    "The condition cannot be read at character 7: the end of the condition or AND or OR should stand there, not “)”.",
		"ñandú:x OR )":               "The condition cannot be read at character 12: a condition such as code:name should stand there, not “)”.",
		"code>a":                     "The condition cannot be read at character 5: a comparison: : = != should stand there, not “>”.",
		`code:"a`:                    "The condition cannot be read at character 8: a closing quotation mark should stand there, not the end.",
		"attr:x":                     "The condition cannot be read at character 5: a full stop and a name, as in attr.name should stand there, not “:”.",
		"attr.:x":                    "The condition cannot be read at character 6: a name should stand there, not “:”.",
		"coordination":               "The condition cannot be read at character 13: a comparison: : = != should stand there, not the end.",
		"date>*":                     "The condition cannot be read at character 6: a value should stand there, not “*”.",
		"code:a !":                   "The condition cannot be read at character 8: a comparison such as : or >= should stand there, not “!”.",
		"code:(a)":                   "The condition cannot be read at character 6: a value should stand there, not “(”.",
		strings.Repeat("(", 60):      "The condition has too many parentheses inside of each other: 40 are the most.",
		strings.Repeat("a:b ", 3000): "The condition is too long: 8192 characters are the most.",
	} {
		_, err := query.ParseWhere(in)
		if err == nil || qda.AsError(err).Message() != want || qda.KindOf(err) != qda.Invalid {
			t.Errorf("%.40s: %v", in, err)
		}
	}
}

var wherePieces = []string{"code", "case", "level", "attr", "facet", ".", ":", "=", "!=", "<", ">=", "!", "x", "año", "a/b", "2015", "2015-06", "*", `"a b"`, `"x\"y"`, `"`, "~20", "near:", "near", "date", "memo", "yes", "text:", "(", ")", " ", " ", " ", "AND", "OR", "not", "\\", "\xff", "\n"}

// someCond makes a condition that a person could have meant.
func someCond(t *rapid.T, depth int) *query.Cond {
	if depth > 0 && rapid.IntRange(0, 2).Draw(t, "nest") > 0 {
		op := rapid.SampledFrom([]query.CondOp{query.CondAnd, query.CondOr, query.CondNot}).Draw(t, "op")
		c := &query.Cond{Op: op}
		n := 1
		if op != query.CondNot {
			n = rapid.IntRange(2, 3).Draw(t, "parts")
		}
		for i := range n {
			k := someCond(t, depth-1)
			if i == 0 && k.Op == op && op != query.CondNot {
				c.Conds = append(c.Conds, k.Conds...) // chains are flat
				continue
			}
			c.Conds = append(c.Conds, k)
		}
		return c
	}
	c := &query.Cond{Op: query.CondTest}
	c.Field = rapid.SampledFrom([]query.WhereField{query.OnCode, query.OnCase, query.OnKind, query.OnLang, query.OnDate, query.OnFacet, query.OnAttribute, query.OnRole, query.OnMemo,
		query.OnWeight, query.OnText, query.OnNear, query.OnOverlaps, query.OnSpeaker, query.OnCoded, query.OnDocument, query.OnSet, query.OnCoder, query.OnRound, query.OnJurisdiction}).Draw(t, "field")
	any := rapid.Bool().Draw(t, "any")
	compares := []query.Compare{query.Is}
	values := []string{"a", "b", "a b", `q"\`, "", "x(y)", "*", "~5", "c~5", "AND", "a.b", ":", "año"}
	switch c.Field {
	case query.OnDate, query.OnCoded:
		compares, values = []query.Compare{query.Is, query.Equal, query.Unequal, query.Less, query.AtMost, query.Greater, query.AtLeast}, []string{"2015", "2015-06", "2015-06-30"}
	case query.OnWeight:
		compares, values = []query.Compare{query.Is, query.Unequal, query.Less, query.AtLeast}, []string{"50", "0", "100"}
	case query.OnAttribute:
		c.Name = rapid.SampledFrom([]string{"number", "when", "flag", "note", "kind of case"}).Draw(t, "name")
		compares = []query.Compare{query.Is, query.Equal, query.Unequal}
		switch c.Name {
		case "number":
			compares, values = append(compares, query.Less, query.AtMost, query.Greater, query.AtLeast), []string{"2", "2.5", "-1"}
		case "when":
			compares, values = append(compares, query.Less, query.AtLeast), []string{"2015", "2015-06"}
		case "flag":
			values = []string{"yes", "no"}
		}
	case query.OnFacet:
		c.Name = rapid.SampledFrom([]string{"level", "direction of influence", "and"}).Draw(t, "name")
		compares = []query.Compare{query.Is, query.Equal, query.Unequal}
	case query.OnKind:
		values = []string{"law", "interview", "focus group"}
	case query.OnRole:
		values = []string{"authority", "interviewer"}
	case query.OnMemo:
		values = []string{"yes", "no"}
	case query.OnText:
		any, values = false, []string{"coordinación", `"la mesa"`, "NOT agua", "{coordination}"}
	case query.OnNear:
		c.Distance = rapid.IntRange(0, 300).Draw(t, "distance")
	}
	c.Compare = rapid.SampledFrom(compares).Draw(t, "compare")
	if c.Any = any && (c.Compare == query.Is || c.Compare == query.Unequal || c.Compare == query.Equal); !c.Any {
		c.Value = rapid.SampledFrom(values).Draw(t, "value")
	}
	return c
}

// TestPrintedConditionMeansTheSame: printing and parsing gives the same tree, and the
// canonical form is its own.
func TestPrintedConditionMeansTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCond(t, 4)
		w := &query.Where{Root: c}
		again, err := query.ParseWhere(w.String())
		if err != nil {
			t.Fatalf("%s: %v", w, err)
		}
		if condTree(c) != condTree(again.Root) {
			t.Fatalf("%s means %s, want %s", w, condTree(again.Root), condTree(c))
		}
		checkWhere(t, w.String())
	})
	rapid.Check(t, func(t *rapid.T) {
		checkWhere(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(wherePieces), 0, 14).Draw(t, "source"), ""))
	})
}

func checkWhere(t interface{ Fatalf(string, ...any) }, in string) {
	w, err := query.ParseWhere(in)
	if err != nil {
		e := qda.AsError(err)
		if e.Kind != qda.Invalid || strings.Contains(e.Message(), "{") && !strings.Contains(in, "{") {
			t.Fatalf("%q: %v", in, err)
		}
		for _, a := range e.Args {
			if n, ok := a.Value.(int); ok && a.Name == "position" && (n < 1 || n > len([]rune(in))+1) {
				t.Fatalf("%q: position %d", in, n)
			}
		}
		return
	}
	again, err := query.ParseWhere(w.String())
	if err != nil || condTree(w.Root) != condTree(again.Root) || again.String() != w.String() {
		t.Fatalf("%q prints %q, which means %v, %v", in, w, again, err)
	}
	tests := strings.Count(condTree(w.Root), "[") + strings.Count(condTree(w.Root), "*")
	clauses := 0
	for i, c := range w.Clauses() {
		if (c.Test == nil) == !c.Group || i == 0 && (c.Depth != 0 || c.Join != "") {
			t.Fatalf("%q: clause %+v", in, c)
		}
		if c.Test != nil {
			clauses++
		}
	}
	if clauses > tests || (clauses == 0) != (w.Root == nil) || w.Sentence() == "" {
		t.Fatalf("%q: %d clauses of %d tests", in, clauses, tests)
	}
	if _, err := json.Marshal(w.Clauses()); err != nil {
		t.Fatalf("%q: %v", in, err)
	}
}

func FuzzParseWhere(f *testing.F) {
	for _, s := range []string{`code:a AND (NOT level:"x y" OR near:c~20) date>=2015`, `attr."n"!=2`, `text:"\"`, "((((", "a:b c:d", "near:\"x\"~5", "not not not", "!=", "\"\":\"\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkWhere(t, s) })
}

func TestClausesAndSentence(t *testing.T) {
	w, err := query.ParseWhere(`code:coordination AND NOT (level:local OR kind!=law) AND near:trust~20`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range w.Clauses() {
		s := fmt.Sprintf("%d %s", c.Depth, c.Join)
		if c.Not {
			s += " not"
		}
		if c.Test != nil {
			s += " " + condTree(c.Test)
		}
		got = append(got, s)
	}
	want := []string{"0  code:[coordination]", "0 and not", "1  facet.level:[local]", "1 or kind!=[law]", "0 and near:[trust]~20"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if s := w.Sentence(); s != "The code is “coordination” or below it and not (level is “local” or the kind of document is not “law”) and it lies at most 20 characters from “trust”." {
		t.Error(s)
	}
	if s := (&query.Where{}).Sentence(); s != "Everything." {
		t.Error(s)
	}
}

// world is a small project: names are single letters, identities carry them.
type world struct{ asked []string }

func id(s string) (id qda.ID) { copy(id[:], s); return id }

func (w *world) Find(kind query.NameKind, name string, below bool) ([]qda.ID, error) {
	w.asked = append(w.asked, string(kind)+" "+name)
	if name == "unknown" {
		return nil, qda.E(qda.NotFound, "test.unknown", "There is no {name}.", "name", name)
	}
	ids := []qda.ID{id(name)}
	if below {
		ids = append(ids, id(name+"/below"))
	}
	return ids, nil
}

func (w *world) Choices(attribute qda.ID, name string) ([]string, error) {
	if attribute == id("note2") && name == "tipo dos" {
		return []string{"Tipo 2"}, nil
	}
	return nil, nil
}

func (w *world) Attributes(name string) ([]qda.Attribute, error) {
	switch name {
	case "number":
		return []qda.Attribute{{ID: id("number"), Name: name, Scope: qda.OnCase, Type: qda.NumberValue}}, nil
	case "when":
		return []qda.Attribute{{ID: id("when"), Name: name, Scope: qda.OnDocument, Type: qda.DateValue}}, nil
	case "flag":
		return []qda.Attribute{{ID: id("flag"), Name: name, Scope: qda.OnSpeaker, Type: qda.BooleanValue}}, nil
	case "note", "kind of case":
		return []qda.Attribute{{ID: id("note1"), Name: name, Scope: qda.OnCase, Type: qda.TextValue}, {ID: id("note2"), Name: name, Scope: qda.OnDocument, Type: qda.ChoiceValue}}, nil
	}
	return nil, qda.E(qda.NotFound, "test.unknown", "There is no {name}.", "name", name)
}

func (w *world) Facet(name, value string) (qda.Facet, []qda.ID, error) {
	f := qda.Facet{ID: id(name), Name: name}
	if value == "" {
		return f, nil, nil
	}
	return f, []qda.ID{id(value)}, nil
}

func (w *world) TermGroup(name string) ([]string, bool) { return groups(name) }

// thing is a passage with facts of the test's choice; it notes what it is asked.
type thing struct {
	asked                        []string
	document                     qda.ID
	kind                         qda.DocumentKind
	lang, date, jurisdiction     string
	codes, coders, rounds, cases []qda.ID
	coded, speakers              []string
	roles                        []qda.SpeakerRole
	weights                      []int
	memo, set                    bool
	facets                       map[qda.ID][]qda.ID
	values                       map[qda.ID][]string
	text                         string
	related                      map[query.WhereField]int
}

func (f *thing) ask(what string)                  { f.asked = append(f.asked, what) }
func (f *thing) Document() qda.ID                 { f.ask("document"); return f.document }
func (f *thing) Kind() qda.DocumentKind           { f.ask("kind"); return f.kind }
func (f *thing) Lang() string                     { f.ask("lang"); return f.lang }
func (f *thing) Date() string                     { f.ask("date"); return f.date }
func (f *thing) Jurisdiction() string             { f.ask("jurisdiction"); return f.jurisdiction }
func (f *thing) Codes() []qda.ID                  { f.ask("codes"); return f.codes }
func (f *thing) Coders() []qda.ID                 { f.ask("coders"); return f.coders }
func (f *thing) Rounds() []qda.ID                 { f.ask("rounds"); return f.rounds }
func (f *thing) Cases() []qda.ID                  { f.ask("cases"); return f.cases }
func (f *thing) Coded() []string                  { f.ask("coded"); return f.coded }
func (f *thing) Weights() []int                   { f.ask("weights"); return f.weights }
func (f *thing) HasMemo() bool                    { f.ask("memo"); return f.memo }
func (f *thing) InSet(sets []qda.ID) bool         { f.ask("set"); return f.set }
func (f *thing) Speakers() []string               { f.ask("speakers"); return f.speakers }
func (f *thing) Roles() []qda.SpeakerRole         { f.ask("roles"); return f.roles }
func (f *thing) Qualifiers(facet qda.ID) []qda.ID { f.ask("facet"); return f.facets[facet] }
func (f *thing) Passage() string                  { f.ask("text"); return f.text }
func (f *thing) Values(a qda.Attribute) []string {
	f.ask("attr")
	if a.Scope == qda.OnDocument {
		panic("asked a passage for an attribute of the document")
	}
	return f.values[a.ID]
}
func (f *thing) DocumentValues(a qda.Attribute) []string { f.ask("attr"); return f.values[a.ID] }
func (f *thing) Related(how query.WhereField, codes []qda.ID, distance int) bool {
	f.ask("related")
	gap, ok := f.related[how]
	return ok && (how != query.OnNear || gap <= distance)
}

func bind(t interface{ Fatal(...any) }, s string) *query.Condition {
	w, err := query.ParseWhere(s)
	if err != nil {
		t.Fatal(s, err)
	}
	c, err := w.Bind(&world{})
	if err != nil {
		t.Fatal(s, err)
	}
	return c
}

func TestConditionsMeetFacts(t *testing.T) {
	f := &thing{
		document: id("d"), kind: qda.FocusGroup, lang: "es", date: "2015-03-10", jurisdiction: "Perú",
		codes: []qda.ID{id("a/below")}, coders: []qda.ID{id("ana")}, rounds: []qda.ID{id("1")}, cases: []qda.ID{id("peru")},
		coded: []string{"2026-01-05T09:00:00.000Z"}, speakers: []string{"P001"}, roles: []qda.SpeakerRole{qda.Authority}, weights: []int{70}, memo: true, set: true,
		facets: map[qda.ID][]qda.ID{id("level"): {id("local"), id("central")}},
		values: map[qda.ID][]string{id("number"): {"3"}, id("when"): {"2015"}, id("flag"): {"true"}, id("note1"): {"Una mesa de coordinación"}, id("note2"): {"Tipo 2"}},
		text:   "La coordinación local existe en la mesa", related: map[query.WhereField]int{query.OnOverlaps: 0, query.OnNear: 30},
	}
	for s, want := range map[string]bool{
		"": true, "code:a": true, "code=a": false, `code="a/below"`: true, "code!=a": true, "code:b": false, "code:*": true, "code!=*": false,
		"case:peru": true, "case!=peru": false, "document:d": true, "document=e": false, "coder:ana": true, "round=1": true, "set:x": true, "set!=x": false,
		`kind:"focus group"`: true, "kind:focus_group": true, "kind:law": false, "kind!=law": true, "lang:es": true, "lang:ES": true, "lang!=*": false,
		"jurisdiction:peru": true, "date>=2015": true, "date>2015": false, "date<2015": false, "date<=2015": true, "date>=2015-04": false, "date:2015-03": true, "date!=2015": false, "date<2016-01-01": true,
		"coded>=2026": true, "coded<2026-01-05": false, "coded:2026-01-05": true,
		`coded<"2026-01-05T09:00:00.001Z"`: true, `coded<"2026-01-05T09:00:00.000Z"`: false, `coded>="2026-01-05T09:00:00.000Z"`: true,
		"level:local": true, "level:central": true, "level:other": false, "level!=local": false, "level:*": true, "mechanism:*": false, "mechanism!=*": true, "mechanism!=formal": true,
		"attr.number>=2": true, "attr.number<2": false, "attr.number:3": true, "attr.number=3.0": true, "attr.number!=3": false, "attr.number:*": true,
		"attr.when>=2015": true, "attr.when>=2015-06": true, "attr.when<2015": false, "attr.when:2015-06": true, "attr.when=2015": true, "attr.when=2015-06": false, "attr.when!=2015-06": true, "attr.when!=2015": false, "attr.flag:yes": true, "attr.flag:no": false, "attr.flag!=no": true,
		"attr.note:coordinacion": true, "attr.note=coordinacion": false, `attr.note="una mesa de coordinacion"`: true, `attr.note="tipo 2"`: true, `attr.note="tipo dos"`: true, `attr.note:"tipo dos"`: true, `attr.note!="tipo dos"`: false, "attr.note!=x": true, `attr.note!="tipo 2"`: false,
		"speaker:p001": true, "speaker:P002": false, "role:authority": true, "role:interviewer": false, "role!=*": false,
		"memo:yes": true, "memo:no": false, "memo:*": true, "weight>=50": true, "weight>70": false, "weight!=70": false, "weight!=10": true, "weight:*": true,
		"text:coordinaciones": true, `text:"\"la mesa\""`: true, "text:agua": false, `text:"NOT agua"`: true, "text:{coordination}": true,
		"overlaps:x": true, "within:x": false, "contains:x": false, "near:x~30": true, "near:x~29": false, "overlaps:*": true,
		"code:b OR code:a": true, "code:a AND code:b": false, "NOT code:b": true, "NOT (code:a AND NOT code:b)": false,
	} {
		if got := bind(t, s).Match(f); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
	nothing := &thing{}
	for s, want := range map[string]bool{
		"code:a": false, "code!=a": true, "lang:es": false, "lang!=es": true, "date>=2015": false, "date<2015": false, "date!=2015": true, "weight<50": false, "weight!=*": true,
		"attr.number<2": false, "attr.number!=2": true, "level!=local": true, "role:*": false, "memo:no": true, "speaker!=P001": true, "kind:law": false, "text:a": false,
	} {
		if got := bind(t, s).Match(nothing); got != want {
			t.Errorf("%s of nothing: %v", s, got)
		}
	}
}

func TestOnlyWhatIsAskedIsLookedUp(t *testing.T) {
	w, err := query.ParseWhere("code:a AND case:b AND code:c")
	if err != nil {
		t.Fatal(err)
	}
	names := &world{}
	c, err := w.Bind(names)
	if err != nil {
		t.Fatal(err)
	}
	f := &thing{codes: []qda.ID{id("z")}}
	for range 3 {
		c.Match(f)
	}
	if !slices.Equal(f.asked, []string{"codes", "codes", "codes"}) || len(names.asked) != 3 {
		t.Errorf("facts %v, names %v", f.asked, names.asked)
	}
}

func TestNamesAndValuesThatDoNotFit(t *testing.T) {
	for in, want := range map[string]string{
		"code:unknown":        "There is no unknown.",
		"attr.unknown:1":      "There is no unknown.",
		"kind:novel":          "“novel” at character 6 is not known as kind: law, decree, manual, agreement, report, interview, focus_group, field_note, other are.",
		"role:king":           "“king” at character 6 is not known as role: interviewer, authority, technical, other are.",
		"lang:es date>=15":    "“15” at character 15 is no date: YYYY, YYYY-MM or YYYY-MM-DD is expected.",
		"date>=2015-13":       "“2015-13” at character 7 is no date: YYYY, YYYY-MM or YYYY-MM-DD is expected.",
		"weight>=much":        "“much” at character 9 is no number.",
		"attr.number>NaN":     "“NaN” at character 13 is no number.",
		"memo:perhaps":        "“perhaps” at character 6 is neither yes nor no.",
		"attr.note>a":         "The attribute note has no order: it cannot be compared by >.",
		"attr.flag:perhaps":   "“perhaps” at character 11 is neither yes nor no.",
		"attr.when<yesterday": "“yesterday” at character 11 is no date: YYYY, YYYY-MM or YYYY-MM-DD is expected.",

		// Documents have days, and no times.
		`date<"2026-01-05T09:00:00.000Z"`: "“2026-01-05T09:00:00.000Z” at character 6 is no date: YYYY, YYYY-MM or YYYY-MM-DD is expected.",
	} {
		w, err := query.ParseWhere(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if _, err := w.Bind(&world{}); err == nil || qda.AsError(err).Message() != want {
			t.Errorf("%s: %v", in, err)
		}
	}
	w, _ := query.ParseWhere(`text:"{nothing}"`)
	if c, err := w.Bind(&world{}); err != nil || len(c.Notes) != 1 {
		t.Errorf("%v, %v", c, err)
	}
}

func someThing(t *rapid.T) *thing {
	ids := func(label string, from ...string) (out []qda.ID) {
		for _, s := range rapid.SliceOfN(rapid.SampledFrom(from), 0, 2).Draw(t, label) {
			out = append(out, id(s))
		}
		return out
	}
	texts := func(label string, from ...string) []string {
		return rapid.SliceOfN(rapid.SampledFrom(from), 0, 2).Draw(t, label)
	}
	f := &thing{
		document: id(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "document")), kind: rapid.SampledFrom([]qda.DocumentKind{qda.Law, qda.Interview, ""}).Draw(t, "kind"),
		lang: rapid.SampledFrom([]string{"a", "es", ""}).Draw(t, "lang"), date: rapid.SampledFrom([]string{"", "2014", "2015", "2015-06", "2015-06-30", "2016-01-01"}).Draw(t, "date"),
		codes: ids("codes", "a", "a/below", "b", "c"), cases: ids("cases", "a", "b"), coders: ids("coders", "a", "b"), rounds: ids("rounds", "a"), coded: texts("coded", "2015-06-30T00:00:00.000Z", "2026-01-01T00:00:00.000Z"),
		speakers: texts("speakers", "a", "b", "x"), memo: rapid.Bool().Draw(t, "memo"), set: rapid.Bool().Draw(t, "set"),
		facets:  map[qda.ID][]qda.ID{id("level"): ids("level", "a", "b"), id("and"): ids("and", "a b", "año")},
		values:  map[qda.ID][]string{id("number"): texts("number", "1", "2", "2.5", "x"), id("when"): texts("when", "2014", "2015-06", "soon"), id("flag"): texts("flag", "true", "false"), id("note1"): texts("note1", "a", "a b", "Año"), id("note2"): texts("note2", "b", "a b")},
		text:    rapid.SampledFrom([]string{"", "la mesa del agua", "coordinación"}).Draw(t, "text"),
		related: map[query.WhereField]int{},
	}
	for _, r := range []query.WhereField{query.OnOverlaps, query.OnNear} {
		if rapid.Bool().Draw(t, "related") {
			f.related[r] = rapid.IntRange(0, 300).Draw(t, "gap")
		}
	}
	return f
}

// truth evaluates a condition test by test, asking each as a condition of its own.
func truth(t *rapid.T, c *query.Cond, f *thing) bool {
	switch c.Op {
	case query.CondNot:
		return !truth(t, c.Conds[0], f)
	case query.CondAnd:
		all := true
		for _, k := range c.Conds {
			all = truth(t, k, f) && all
		}
		return all
	case query.CondOr:
		any := false
		for _, k := range c.Conds {
			any = truth(t, k, f) || any
		}
		return any
	}
	got := bind(t, (&query.Where{Root: c}).String()).Match(f)
	if c.Compare == query.Unequal { // != is the denial of =
		same := *c
		same.Compare = query.Equal
		if got == bind(t, (&query.Where{Root: &same}).String()).Match(f) {
			t.Fatalf("%s and its contrary agree on %+v", condTree(c), f)
		}
	}
	return got
}

// TestConditionsAreBoolean compares whole conditions with their parts, and what is
// said of a document with what holds for its passages.
func TestConditionsAreBoolean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := someCond(t, 3)
		c := bind(t, (&query.Where{Root: root}).String())
		f := someThing(t)
		got := c.Match(f)
		if want := truth(t, root, f); got != want {
			t.Fatalf("%s: %v on %+v", condTree(root), got, f)
		}
		switch v := c.MatchDocument(f); {
		case v == query.Never && got, v == query.Always && !got:
			t.Fatalf("%s: %v, but the document said %d", condTree(root), got, v)
		}
	})
}
