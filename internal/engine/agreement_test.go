package engine_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"articula/internal/engine"
	"articula/internal/qda"
)

// pair is an interview of eight sentences, coded by two people with one code: both
// have the first, A alone the third, B the fourth half and the fifth whole.
func pair(t *testing.T) (*engine.Project, qda.Document) {
	t.Helper()
	p, _ := newProject(t)
	importText(t, p, "SENT.txt", "Alpha one here. Beta two here. Gamma three here. Delta four here. Epsilon five here. Zeta six here. Eta seven here. Theta eight here.\n")
	d, err := p.FindDocument(ctx, "SENT")
	if err != nil {
		t.Fatal(err)
	}
	add(t, p, d, "resistance", "Alpha one here.")
	add(t, p, d, "resistance", "Gamma three here.")
	become(t, p, "Coder B")
	add(t, p, d, "resistance", "Alpha one here.")
	add(t, p, d, "resistance", "four here. Epsilon five here.")
	add(t, p, d, "formal", "Gamma three here.")
	return p, d
}

func TestHowCodersCutTheText(t *testing.T) {
	p, _ := pair(t)
	q := engine.UnitizingQuery{AgreementQuery: engine.AgreementQuery{Codes: []qda.ID{code(t, p, "resistance")}, Unit: "sentence"}, Gamma: true}
	r, err := p.Unitizing(ctx, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	// 132 characters; A coded 15 and 17 of them, B 15 and 27.
	if r.U.Value == nil || *r.U.Value <= 0 || *r.U.Value >= 1 || r.Alpha1995.Value == nil || r.Gamma == nil || r.Gamma.Passages != 4 || !r.Gamma.Exact || r.Documents != 1 {
		t.Errorf("%+v", r)
	}
	if len(r.Codes) != 1 || r.Codes[0].Value != nil || r.Codes[0].Reason != "no_variation" {
		t.Errorf("the one code where both coded: %+v", r.Codes)
	}
	// A cuts after sentences 1, 2 and 3, B after 1, 3 or 4, and 5: one of eight in common at least.
	if b := r.Boundaries; b == nil || b.Similarity == nil || *b.Similarity <= 0 || *b.Similarity >= 1 || b.Pk == nil || b.WindowDiff == nil {
		t.Errorf("%+v", r.Boundaries)
	}
	// One who uses two of the codes together has not cut the text.
	q.Codes = append(q.Codes, code(t, p, "formal"))
	d, err := p.FindDocument(ctx, "SENT")
	if err != nil {
		t.Fatal(err)
	}
	add(t, p, d, "formal", "Alpha one")
	if r, err = p.Unitizing(ctx, q, nil); err != nil || len(r.Clashes) != 1 || r.Clashes[0].Quote != "Alpha one" || r.U.Value != nil || r.U.Reason != "codes_overlap" {
		t.Errorf("%+v %v", r, err)
	}
	_, err = p.Unitizing(ctx, engine.UnitizingQuery{}, nil)
	wantError(t, err, qda.Invalid, "unitizing.codes")
}

// A round is about the codes that it was planned for, and is compared on its unit.
func TestAPlanNarrowsTheComparison(t *testing.T) {
	p, d := pair(t)
	round, err := p.PlanRound(ctx, engine.PlanRound{Label: "About one", Coders: coders(t, p, "Coder A", "Coder B"), Codes: []qda.ID{code(t, p, "resistance")}, Documents: []qda.ID{d.ID}, Unit: "document", Open: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.Agreement(ctx, engine.AgreementQuery{Round: round.ID}, nil)
	if err != nil || r.Unit != "document" {
		t.Fatalf("%q %v", r.Unit, err)
	}
	for _, c := range r.Codes {
		if c.Code != "resistance" && !strings.HasPrefix(c.Code, "resistance/") {
			t.Errorf("the round is not about %s", c.Code)
		}
	}
	if len(r.Codes) == 0 {
		t.Error("no code is left")
	}
	named, err := p.Agreement(ctx, engine.AgreementQuery{Round: round.ID, Codes: []qda.ID{code(t, p, "formal")}, Unit: "sentence"}, nil)
	if err != nil || len(named.Codes) != 1 || named.Unit != "sentence" {
		t.Errorf("what is asked for goes before the plan: %+v %v", named.Codes, err)
	}
}

func near(t *testing.T, name string, got *float64, want float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > 1e-9 {
		t.Errorf("%s: got %v, want %v", name, deref(got), want)
	}
}

func deref(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

func codeNamed(t *testing.T, r engine.AgreementReport, path string) engine.AgreementCode {
	t.Helper()
	i := slices.IndexFunc(r.Codes, func(c engine.AgreementCode) bool { return c.Code == path })
	if i < 0 {
		t.Fatalf("no code %s in %+v", path, r.Codes)
	}
	return r.Codes[i]
}

func TestAgreementOfTwoCodersOnSentences(t *testing.T) {
	p, d := pair(t)
	r, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "sentence"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := codeNamed(t, r, "resistance")
	// A has 1 and 3, B has 1, 4 (10 of 16 characters) and 5: a=1 b=1 c=2 d=4
	if *c.Table != (engine.AgreementTable{Both: 1, First: 1, Second: 2, Neither: 4}) || c.Units != 8 || c.Differ != 3 {
		t.Errorf("table %+v, %d of %d", c.Table, c.Differ, c.Units)
	}
	near(t, "percent", c.Percent, 5.0/8)
	near(t, "positive", c.Positive, 2.0/5)
	// Of the four sentences that either coded, both coded one: 40 % is of what each coded, not of those.
	if !slices.Contains(c.Says, "When one coder used “resistance”, another did so, too, 40 % of the time.") {
		t.Errorf("%q", c.Says)
	}
	near(t, "kappa", c.Kappa, (5.0/8-(2.0/8*3/8+6.0/8*5/8))/(1-(2.0/8*3/8+6.0/8*5/8)))
	near(t, "alpha", c.Alpha, 1-(6.0/16)/(2*5.0*11/(16*15)))
	if c.Standing != "low" || c.Kinds["different_code"] != 1 || len(c.CI) != 0 {
		t.Errorf("%+v", c)
	}
	if f := codeNamed(t, r, "coordination/informal"); f.Reason != "code_not_used" || f.Alpha != nil || *f.Percent != 1 {
		t.Errorf("%+v", f)
	}
	if any, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "sentence", Cover: "0.9"}, nil); err != nil || codeNamed(t, any, "resistance").Table.Second != 1 {
		t.Errorf("with nine tenths to be covered the half sentence still counts: %+v %v", any.Codes, err)
	}

	page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Unit: "sentence"}, Code: c.ID}, nil)
	if err != nil || page.Total != 3 {
		t.Fatalf("%+v %v", page, err)
	}
	var quotes []string
	for _, i := range page.Items {
		quotes = append(quotes, i.Quote)
	}
	if !slices.Equal(quotes, []string{"Gamma three here.", "Delta four here.", "Epsilon five here."}) {
		t.Errorf("%q", quotes)
	}
	first := page.Items[0]
	if first.Kind != "different_code" || first.With[0].Coder.Name != "Coder A" || first.Without[0].Instead[0].Name != "coordination/formal" || len(first.With[0].Codings) != 1 || first.Document.ID != d.ID {
		t.Errorf("%+v", first)
	}
	for cell, want := range map[string]string{"both": "Alpha one here.", "only_first": "Gamma three here."} {
		page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Unit: "sentence"}, Code: c.ID, Cell: cell}, nil)
		if err != nil || page.Total != 1 || page.Items[0].Quote != want {
			t.Errorf("%s: %+v %v", cell, page.Items, err)
		}
	}
	for unit, want := range map[string]int{"sentence": 4, "segment": 3} { // one that both gave, the rest on which they differ
		page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Unit: unit}, Code: c.ID, Cell: "counted"}, nil)
		if err != nil || page.Total != want || page.Kinds["agreed"] != 1 || page.Open != want-1 {
			t.Errorf("by %s: %d counted, %d to decide, %v %v", unit, page.Total, page.Open, page.Kinds, err)
		}
	}
	// The figures of all codes together count what is listed without naming a code.
	two := r.Pooled.Table
	if n := two.Both + two.First + two.Second + two.Neither; r.Pooled.Units != n {
		t.Errorf("all codes together: %d units, and %d in the table", r.Pooled.Units, n)
	}
	for cell, want := range map[string]int{"both": two.Both, "only_first": two.First, "only_second": two.Second, "counted": two.Both + two.First + two.Second, "": r.Pooled.Differ} {
		page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Unit: "sentence"}, Cell: cell}, nil)
		if err != nil || want == 0 || page.Total != want {
			t.Errorf("all codes, %q: %d, want %d, %v", cell, page.Total, want, err)
		}
	}
	masked, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Unit: "sentence", Masked: true}}, nil)
	if err != nil || !slices.Contains([]string{"A", "B", "C", "D"}, masked.Items[0].With[0].Coder.Name) || !masked.Items[0].With[0].Coder.ID.IsZero() {
		t.Errorf("masked: %+v %v", masked.Items[0].With, err)
	}
}

// TestSegmentsAreSaidInTheirOwnWords: where segments are matched there is no alpha, and
// what there is instead is said.
func TestSegmentsAreSaidInTheirOwnWords(t *testing.T) {
	p, _ := pair(t) // of four segments, the first of each coder has a counterpart
	for lang, want := range map[string]string{"en": "Holsti’s coefficient is 0.50", "pt": "O coeficiente de Holsti é 0,50"} {
		r, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "segment", Lang: lang}, nil)
		if err != nil {
			t.Fatal(err)
		}
		c := codeNamed(t, r, "resistance")
		near(t, "Holsti", c.Holsti, 2*1.0/(2*1+2))
		q := float64(len(r.Codes))
		near(t, "Brennan–Prediger", c.KappaN, (1.0/3-1/q)/(1-1/q))
		if lang == "en" && c.Says[0] != "2 of 4 segments have a counterpart." {
			t.Errorf("a pair is two segments: %q", c.Says[0])
		}
		if c.Alpha != nil || !strings.HasPrefix(c.Says[1], want) || len(c.Says) != 4 || len(r.Pooled.Says) != 2 || r.Pooled.Says[1] != c.Says[2] {
			t.Errorf("%s: %q, together %q", lang, c.Says, r.Pooled.Says)
		}
	}
}

func TestAgreementCountsCharactersByIntervals(t *testing.T) {
	p, d := pair(t)
	r, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "character"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Document(ctx, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	a, b, c := 15, 17, 29
	if got := *codeNamed(t, r, "resistance").Table; got != (engine.AgreementTable{Both: a, First: b, Second: c, Neither: v.Characters - a - b - c}) {
		t.Errorf("%+v of %d", got, v.Characters)
	}
}

func TestWhoCountsIsSaidByAssignments(t *testing.T) {
	p, d := pair(t)
	become(t, p, "Coder C")
	add(t, p, d, "formal", "Zeta six here.")
	// C coded, so C counts where nobody was assigned
	r, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "sentence"}, nil)
	if err != nil || len(r.Coders) != 3 || r.Presumed != 1 {
		t.Fatalf("%+v %v", r.Coders, err)
	}
	engine.MakeBlind(t, p, d.ID)
	r, err = p.Agreement(ctx, engine.AgreementQuery{Unit: "sentence"}, nil)
	if err != nil || r.Hidden != 1 || len(r.Incomplete) != 3 || len(r.Documents) != 0 {
		t.Errorf("a blind document must not enter: %+v %v", r.Documents, err)
	}
	page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Unit: "sentence"}}, nil)
	if err != nil || page.Total != 0 {
		t.Errorf("a blind document shows passages: %+v %v", page, err)
	}
}

func TestTheMatrixOfUnitsGivesTheSameNumbers(t *testing.T) {
	p := newSample(t)
	for _, q := range []engine.AgreementQuery{
		{Unit: "sentence"}, {Unit: "paragraph"}, {Unit: "turn"}, {Unit: "document"}, {Unit: "character"},
		{Unit: "sentence", Level: "parent"}, {Unit: "sentence", Level: "top"}, {Unit: "character", Level: "top"},
	} {
		unit := q.Unit + " " + q.Level
		r, err := p.Agreement(ctx, q, nil)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "units.csv")
		done, err := p.ExportUnits(ctx, path, q, nil)
		if err != nil || done.Rows == 0 {
			t.Fatalf("%+v %v", done, err)
		}
		from, err := newEngine(t).AgreementFromCSV(ctx, path, engine.TableQuery{Split: "code", Resamples: 1})
		if err != nil {
			t.Fatal(err)
		}
		compared := 0
		for _, part := range from.Parts {
			c := codeNamed(t, r, part.Code)
			if part.Pairable == 0 {
				continue
			}
			if c.Alpha == nil {
				if part.Alpha != nil {
					t.Errorf("%s %s: alpha %v from the table, none from the project (%s)", unit, part.Code, *part.Alpha, c.Reason)
				}
				continue
			}
			compared++
			near(t, unit+" "+part.Code+" alpha", part.Alpha, *c.Alpha)
			near(t, unit+" "+part.Code+" percent", part.Percent, *c.Percent)
			near(t, unit+" "+part.Code+" kappa", part.Kappa, *c.Kappa)
			near(t, unit+" "+part.Code+" AC1", part.AC1, *c.AC1)
			if part.Table != nil && *part.Table != *c.Table {
				t.Errorf("%s %s: %+v, want %+v", unit, part.Code, part.Table, c.Table)
			}
		}
		if compared < 20 && q.Level == "" || compared < 3 {
			t.Errorf("%s: only %d codes compared", unit, compared)
		}
		near(t, unit+" pooled", from.Pooled, *r.Pooled.Alpha)
	}
}

func TestTablesAsPeopleHaveThem(t *testing.T) {
	e := newEngine(t)
	kripp := "0,1;1,1;0,1;0,0;0,0;0,1;0,0;0,0;1,0;0,0" // Krippendorff (2011), example A: 0.095
	rows := strings.Split(kripp, ";")
	for name, text := range map[string]string{
		"bare":               strings.Join(rows, "\n") + "\n",
		"headed":             "Ana,Ben\n" + strings.Join(rows, "\n"),
		"with a unit column": "unit,Ana,Ben\nu" + strings.Join(rows, "\nu") + "\n",
		"semicolons":         "\ufeffAna;Ben\r\n" + strings.ReplaceAll(strings.Join(rows, "\r\n"), ",", ";"),
	} {
		if name == "with a unit column" {
			var b strings.Builder
			b.WriteString("unit,Ana,Ben\n")
			for i, r := range rows {
				b.WriteString(strings.Repeat("x", i+1) + "," + r + "\n")
			}
			text = b.String()
		}
		path := filepath.Join(t.TempDir(), "t.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := e.AgreementFromCSV(ctx, path, engine.TableQuery{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if r.Alpha == nil || math.Abs(*r.Alpha-0.0952380952381) > 1e-9 || r.Units != 10 || len(r.Coders) != 2 {
			t.Errorf("%s: %+v", name, r)
		}
		near(t, name+" kappa", r.Kappa, 0.0909090909091)
		near(t, name+" AC1", r.AC1, 0.310344827586207)
		near(t, name+" positive", r.Positive, 2.0/6)
	}
	_, err := e.AgreementFromCSV(ctx, filepath.Join(t.TempDir(), "none.csv"), engine.TableQuery{})
	wantError(t, err, qda.NotFound, "import.missing")
	path := filepath.Join(t.TempDir(), "ragged.csv")
	os.WriteFile(path, []byte("a,b\n1\n"), 0o600)
	_, err = e.AgreementFromCSV(ctx, path, engine.TableQuery{})
	wantError(t, err, qda.Invalid, "agreement.ragged_table")
}

func TestMissingCellsAreMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.csv")
	// Krippendorff (2011), example C: four coders, missing values; nominal 0.743, ordinal 0.815, interval 0.849, ratio 0.797
	os.WriteFile(path, []byte("A,B,C,D\n1,1,NA,1\n2,2,3,2\n3,3,3,3\n3,3,3,3\n2,2,2,2\n1,2,3,4\n4,4,4,4\n1,1,2,1\n2,2,2,2\n,5,5,5\n*,.,1,1\n,,3,\n"), 0o600)
	r, err := newEngine(t).AgreementFromCSV(ctx, path, engine.TableQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string][2]any{"nominal": {r.Alpha, 0.743}, "ordinal": {r.Ordinal, 0.815}, "interval": {r.Interval, 0.849}, "ratio": {r.Ratio, 0.797}} {
		if got := v[0].(*float64); got == nil || math.Abs(*got-v[1].(float64)) > 0.0005 {
			t.Errorf("%s: %v, want %v", name, deref(got), v[1])
		}
	}
}

// TestTablesAreReadAsTheyWereMeant has what spreadsheets and statistics programs write:
// coders called as categories are, numbers of two spellings, texts of other encodings.
func TestTablesAreReadAsTheyWereMeant(t *testing.T) {
	e := newEngine(t)
	units := "A,B;B,B;A,A;B,A;A,A" // of which one differs, and one the other way round
	rows := strings.Split(units, ";")
	numbered := func(first, form string) string {
		var b strings.Builder
		b.WriteString(first + ",A,B\n")
		for i, r := range rows {
			fmt.Fprintf(&b, form+",%s\n", i+1, r)
		}
		return b.String()
	}
	read := func(text string, q engine.TableQuery) (engine.TableAgreement, error) {
		path := filepath.Join(t.TempDir(), "t.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return e.AgreementFromCSV(ctx, path, q)
	}
	for name, text := range map[string]string{
		"coders called as categories":                   numbered("unit", "%d"),
		"names of rows as R has them":                   numbered(`""`, `"%d"`),
		"codes with accents, in the letters of Windows": strings.NewReplacer("A", "s\xed", "B", "no").Replace("sara,benno\n" + strings.Join(rows, "\n")),
		"UTF-16": func() string {
			b, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("Ana\tBen\r\n" + strings.ReplaceAll(strings.Join(rows, "\r\n"), ",", "\t"))
			return b
		}(),
		"numbers of two spellings":       "Ana,Ben\n1.0,2\n2.0,2\n1.0,1\n2.0,1\n1.0,1\n",
		"what programs call missing":     "Ana,Ben\n" + strings.Join(rows, "\n") + "\nNaN,A\n#N/A,NULL\nA,nan\n",
		"a comma within quotation marks": `"Ferro, Ana";Ben` + "\n" + strings.ReplaceAll(strings.Join(rows, "\n"), ",", ";"),
	} {
		r, err := read(text, engine.TableQuery{})
		if err != nil || r.Pairable != 5 || len(r.Coders) != 2 || len(r.Categories) != 2 || !r.Header {
			t.Errorf("%s: %+v %v", name, r, err)
			continue
		}
		near(t, name, r.Percent, 0.6)
		near(t, name+", alpha", r.Alpha, 0.25)
		if (r.Ordinal != nil) != (name == "numbers of two spellings") {
			t.Errorf("%s: words have no order, but an ordinal alpha of %v", name, r.Ordinal)
		}
	}
	if r, err := read(strings.Join(rows, "\n"), engine.TableQuery{}); err != nil || r.Header || r.Pairable != 5 {
		t.Errorf("without headings: %+v %v", r, err)
	}
	if r, err := read(strings.Join(rows, "\n"), engine.TableQuery{Categories: []string{"A", "B"}}); err != nil || r.Ordinal == nil {
		t.Errorf("categories in their order: %+v %v", r, err)
	}
	for _, text := range []string{"Ana,Ben\n", "unit,Ana,Ben\n"} {
		_, err := read(text, engine.TableQuery{})
		wantError(t, err, qda.Invalid, "agreement.empty_table")
	}
}

// TestHighAgreementWithALowKappaIsExplainedByItself has a code that is rare: the coders
// agree on nearly everything, and kappa says little.
func TestHighAgreementWithALowKappaIsExplainedByItself(t *testing.T) {
	p, _ := pair(t)
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, "Sentence number %d is here. ", i)
	}
	importText(t, p, "RARE.txt", text.String())
	d, err := p.FindDocument(ctx, "RARE")
	if err != nil {
		t.Fatal(err)
	}
	// What only one has read has no part in it.
	importText(t, p, "ALONE.txt", text.String()+"And one more.\n")
	alone, err := p.FindDocument(ctx, "ALONE")
	if err != nil {
		t.Fatal(err)
	}
	add(t, p, alone, "formal", "Sentence number 8 is here.")
	become(t, p, "Coder A")
	add(t, p, d, "informal", "Sentence number 3 is here.")
	become(t, p, "Coder B")
	add(t, p, d, "informal", "Sentence number 9 is here.")
	for lang, want := range map[string]string{"en": "High agreement, low kappa: “informal” is rare (0.5 %)", "fr": "« informal » est rare (0,5 %)"} {
		r, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "sentence", Documents: []qda.ID{d.ID, alone.ID}, Lang: lang}, nil)
		if err != nil {
			t.Fatal(err)
		}
		c := codeNamed(t, r, "coordination/informal")
		if c.Table == nil || !slices.ContainsFunc(c.Says, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("%s: %q, percent %v, kappa %v", lang, c.Says, c.Percent, c.Kappa)
		}
		// An alpha that is shown as 0.00 is not called worse than chance.
		near(t, "alpha", c.Alpha, 1-(2*2.0/400)/(2*2.0*398/(400*399)))
		if slices.ContainsFunc(c.Says, func(s string) bool { return strings.Contains(s, "Worse than") || strings.Contains(s, "Pire que") }) {
			t.Errorf("%s: %q", lang, c.Says)
		}
	}
}

// TestARoundThatWasOnlyPlannedIsNotCompared has a round after the one that was coded, in
// which nobody has finished: until somebody has, the one before is what is looked at.
func TestARoundThatWasOnlyPlannedIsNotCompared(t *testing.T) {
	p, _ := pair(t)
	importText(t, p, "NEXT.txt", "One more text. It was not coded yet.\n")
	d, err := p.FindDocument(ctx, "NEXT")
	if err != nil {
		t.Fatal(err)
	}
	become(t, p, "Coder A")
	first := sentences(t, p, false).Round.ID
	next, err := p.PlanRound(ctx, engine.PlanRound{Label: "Next", Coders: coders(t, p, "Coder A", "Coder B"), Documents: []qda.ID{d.ID}})
	if err != nil {
		t.Fatal(err)
	}
	for i, who := range []string{"Coder A", "Coder B"} {
		r, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "sentence"}, nil)
		if err != nil || r.Round.ID != first || r.Pooled.Alpha == nil {
			t.Errorf("when %d have finished: %+v %v", i, r.Round, err)
		}
		become(t, p, who)
		if _, err := p.FinishDocuments(ctx, next.ID, []qda.ID{d.ID}, false); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "sentence"}, nil); err != nil || r.Round.ID != next.ID {
		t.Errorf("when both have finished: %+v %v", r.Round, err)
	}
}

// TestTheMethodsCountWhatWasCodedTwice: documents that only one has read are no part of
// what the numbers rest on.
func TestTheMethodsCountWhatWasCodedTwice(t *testing.T) {
	p := newSample(t)
	path := filepath.Join(t.TempDir(), "r.html")
	if _, err := p.ReportAgreement(ctx, path, engine.AgreementQuery{Unit: "sentence"}, nil); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), "Coder A, Coder B coded 10 documents independently") {
		t.Errorf("%v %s", err, text[:min(len(text), 2000)])
	}
	r, err := p.RoundsOverTime(ctx, engine.AgreementQuery{Unit: "sentence"})
	if err != nil || r.Rounds[1].Documents != 10 {
		t.Errorf("%+v %v", r.Rounds, err)
	}
}
