package engine

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/qda"
	"articula/internal/textpos"
)

func survey(t testing.TB, rows ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "survey.csv")
	if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Rows of a survey become cases with attributes and open answers; a later state of
// the table brings them up to date and doubles nothing.
func TestASurveyComesInAndIsBroughtUpToDate(t *testing.T) {
	p := freshProject(t, "Survey", "Coder A")
	columns := []TableColumn{{Header: "what changed?", Use: "answer"}}
	first := survey(t, "case,age,what changed?", `R1,44,"We meet every month. 😀 It helps."`, `R2,x,Nothing has changed`, `R3,51,`)
	preview, err := p.PreviewTable(bg, TableImport{Path: first, Columns: columns})
	if err != nil || preview.Answers != 2 || len(preview.New) != 3 {
		t.Fatalf("%+v %v", preview, err)
	}
	done, err := p.ImportTable(bg, TableImport{Path: first, Columns: columns}, nil)
	if err != nil || done.Cases != 3 || done.Answers != 2 || done.Values != 2 || len(done.Problems) != 1 || done.Problems[0].Line != 3 || done.Problems[0].Args["value"] != "x" {
		t.Fatalf("%+v %v", done, err)
	}
	sound(t, p)
	d, err := p.FindDocument(bg, "R1 – what changed?")
	if err != nil {
		t.Fatal(err)
	}
	c, err := p.AddCode(bg, AddCode{Name: "meetings"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.AddCodings(bg, AddCodings{Document: d.ID, Span: qda.Span{Start: 3, End: 19}, Codes: []qda.ID{c.ID}}); err != nil {
		t.Fatal(err)
	}
	same, err := p.ImportTable(bg, TableImport{Path: first, Columns: columns}, nil)
	if err != nil || same.Cases+same.Answers+same.Updated+same.Values != 0 {
		t.Errorf("the same table again: %+v %v", same, err)
	}
	// words around the coded ones change, on both sides: the coding goes along
	second := survey(t, "case,age,what changed?", `R1,44,"Now: We meet every month. 😀 It helps a lot."`, `R2,x,Everything`, `R4,60,New`)
	preview, err = p.PreviewTable(bg, TableImport{Path: second, Columns: columns})
	if err != nil || preview.Answers != 1 || preview.Updated != 2 || len(preview.Problems) != 1 {
		t.Fatalf("%+v %v", preview, err)
	}
	next, err := p.ImportTable(bg, TableImport{Path: second, Columns: columns}, nil)
	if err != nil || next.Answers != 1 || next.Updated != 2 || next.Cases != 1 || len(next.Problems) != 1 {
		t.Fatalf("%+v %v", next, err)
	}
	sound(t, p)
	// coded words that change, and an answer in the bin, are named with their lines
	r2, err := p.FindDocument(bg, "R2 – what changed?")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.BinDocuments(bg, []qda.ID{r2.ID}, false); err != nil {
		t.Fatal(err)
	}
	other := survey(t, "case,age,what changed?", `R1,44,"We meet every year."`, `R2,,Something`)
	preview, err = p.PreviewTable(bg, TableImport{Path: other, Columns: columns})
	if err != nil || preview.Answers+preview.Updated != 0 || len(preview.Problems) != 2 {
		t.Fatalf("%+v %v", preview, err)
	}
	for i, code := range []string{"table.answer_coded", "table.answer_binned"} {
		if x := preview.Problems[i]; x.Code != code || x.Line != i+2 || x.Column != "what changed?" {
			t.Errorf("%+v", x)
		}
	}
	if left, err := p.ImportTable(bg, TableImport{Path: other, Columns: columns}, nil); err != nil || left.Answers+left.Updated != 0 || len(left.Problems) != 2 {
		t.Errorf("%+v %v", left, err)
	}
	if err := p.BinDocuments(bg, []qda.ID{r2.ID}, true); err != nil {
		t.Fatal(err)
	}
	third := survey(t, "case,age,what changed?", `R1,44,"We meet every month. 😀 It helps a lot."`)
	if last, err := p.ImportTable(bg, TableImport{Path: third, Columns: columns}, nil); err != nil || last.Updated != 1 {
		t.Fatalf("%+v %v", last, err)
	}
	sound(t, p)
	if text, _ := p.Text(bg, d.ID); text != "We meet every month. 😀 It helps a lot." {
		t.Errorf("%q", text)
	}
	list := listed[qda.Coding](t, p)
	if len(list) != 1 || list[0].Quote != "meet every month" {
		t.Errorf("%+v", list)
	}
	if revisions := listed[qda.Revision](t, p); len(revisions) != 3 {
		t.Errorf("%d revisions", len(revisions))
	}
	if _, err := p.Undo(bg); err != nil {
		t.Error(err)
	}
	sound(t, p)
	if _, err := p.PreviewTable(bg, TableImport{Path: first, Scope: qda.OnDocument, Columns: columns}); qda.KindOf(err) != qda.Invalid {
		t.Errorf("answers of documents: %v", err)
	}
}

func TestTheDifferenceOfTwoTextsMakesTheSecond(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab😀é\n ")), 0, 16, -1)
		from, to := text.Draw(t, "from"), text.Draw(t, "to")
		for _, edits := range []textpos.Edits{difference(from, to), wordChanges(from, to)} {
			if err := edits.Check(len([]rune(from))); err != nil {
				t.Fatal(err)
			}
			if got := edits.Apply(textpos.NewIndex(from)); got != to {
				t.Fatalf("%q", got)
			}
		}
	})
}

// Two rows of one case, a column named like the one that names the cases, and the line with
// which a file says how it is divided.
func TestATableThatNamesThingsTwice(t *testing.T) {
	p := freshProject(t, "Survey", "Coder A")
	done, err := p.ImportTable(bg, TableImport{Path: survey(t, "sep=;", "case;case;age;age", "Group/G1;x;44;45", "G2;y;60;61")}, nil)
	if err != nil || done.Cases != 2 || done.Values != 2 || len(done.Columns) != 1 || len(done.Problems) != 2 || done.Problems[0].Line != 2 || done.Problems[0].Code != "table.header" {
		t.Fatalf("%+v %v", done, err)
	}
	again, err := p.PreviewTable(bg, TableImport{Path: survey(t, "case,age", "Group/G1,44", "G1,50", "G2,60")})
	if err != nil || again.Known != 2 || len(again.New) != 0 || again.Values != 0 || len(again.Problems) != 1 || again.Problems[0].Code != "table.twice" || again.Problems[0].Line != 3 {
		t.Errorf("%+v %v", again, err)
	}
	sound(t, p)
}

// A value that does not fit its column is named and kept out; its row comes in, and whoever
// imports can have the column as text instead.
func TestAColumnIsReadAsAWholeAndMayBeChosenOtherwise(t *testing.T) {
	p := freshProject(t, "Survey", "Coder A")
	file := survey(t, "case;since;cost;code", "R1;03/04/2020;1.234,5;05001", "R2;25/04/2020;1.234;11001", "R3;5 de mayo de 2021;unknown;17001", "R4;soon;12;17001")
	preview, err := p.PreviewTable(bg, TableImport{Path: file})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		is     qda.ValueType
		form   string
		fits   int
		doubts int
	}{{qda.DateValue, "day-first", 3, 0}, {qda.NumberValue, "decimal-comma", 3, 0}, {qda.ChoiceValue, "", 4, 0}} {
		c := preview.Columns[i]
		if c.Type != want.is || c.Form != want.form || c.Fits != want.fits || c.Doubtful != want.doubts || c.Filled != 4 {
			t.Errorf("%+v", c)
		}
	}
	if preview.Values != 10 || len(preview.Problems) != 2 || len(preview.New) != 4 {
		t.Errorf("%+v", preview)
	}
	done, err := p.ImportTable(bg, TableImport{Path: file, Columns: []TableColumn{{Header: "Since", Form: "month-first", Type: qda.DateValue}, {Header: "cost", Type: qda.TextValue}, {Header: "cost", Name: "spent"}}}, nil)
	if err != nil || done.Values != 11 || done.Cases != 4 || len(done.Problems) != 1 || done.Problems[0].Code != "attribute.not_date" || len(done.Columns) != 3 {
		t.Fatalf("%+v %v", done, err)
	}
	got := map[string][]string{}
	for _, v := range listed[qda.AttributeValue](t, p) {
		a, err := p.Attributes(bg)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range a {
			if x.ID == v.AttributeID {
				got[x.Name] = append(got[x.Name], v.Value)
			}
		}
	}
	slices.Sort(got["since"])
	slices.Sort(got["spent"])
	if !slices.Equal(got["since"], []string{"2020-03-04", "2020-04-25", "2021-05-05"}) || !slices.Equal(got["spent"], []string{"1.234", "1.234,5", "12", "unknown"}) {
		t.Errorf("%v", got)
	}
	sound(t, p)
	for _, bad := range []TableColumn{{Header: "moon"}, {Header: "cost", Type: qda.NumberValue, Form: "day-first"}, {Header: "since", Type: qda.TextValue}} {
		if _, err := p.PreviewTable(bg, TableImport{Path: file, Columns: []TableColumn{bad}}); err == nil || qda.KindOf(err) == qda.Internal {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
