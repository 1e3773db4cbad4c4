package engine

import (
	"path/filepath"
	"slices"
	"testing"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/store/foreign/foreigntest"
)

// copiesOfTaguette is a file with a project and a copy of it, which has the name and the
// time of the first, as Taguette makes them. In the copy, a document has grown.
func copiesOfTaguette(t *testing.T) (one, both string) {
	first := []string{
		`INSERT INTO projects VALUES (1, 'Study', '', '2024-01-01 10:00:00')`,
		`INSERT INTO documents VALUES (1, 'Law', '', '', '2024-01-01 11:00:00', 1, '<p>the committee meets</p>'), (2, 'Manual', '', '', '2024-01-01 12:00:00', 1, '<p>the manual says</p>')`,
		`INSERT INTO tags VALUES (1, 1, 'a', ''), (2, 1, 'b', '')`,
		`INSERT INTO highlights VALUES (1, 1, 4, 13, 'committee'), (2, 2, 4, 10, 'manual')`, `INSERT INTO highlight_tags VALUES (1, 1), (2, 2)`,
	}
	one, both = filepath.Join(t.TempDir(), "one.sqlite3"), filepath.Join(t.TempDir(), "both.sqlite3")
	foreigntest.Make(t, one, append([]string{taguetteTables}, first...)...)
	foreigntest.Make(t, both, append(append([]string{taguetteTables}, first...),
		`INSERT INTO projects VALUES (2, 'Study', '', '2024-01-01 10:00:00')`,
		`INSERT INTO documents VALUES (3, 'Law', '', '', '2024-01-01 11:00:00', 2, '<p>Today the committee meets</p>'), (4, 'Manual', '', '', '2024-01-01 12:00:00', 2, '<p>the manual says</p>')`,
		`INSERT INTO tags VALUES (3, 2, 'a', ''), (4, 2, 'b', '')`,
		`INSERT INTO highlights VALUES (3, 3, 10, 19, 'committee'), (4, 4, 4, 10, 'manual')`, `INSERT INTO highlight_tags VALUES (3, 3), (4, 4)`)...)
	return one, both
}

// A copy of a project in the same file is a project of its own: what is coded in it stays
// on its documents, with its codes, and a second import knows both again, whether the
// first came in alone or with the copy.
func TestACopyOfAProjectOfTaguetteStaysApart(t *testing.T) {
	one, both := copiesOfTaguette(t)
	for _, before := range []string{"", one} {
		p := freshProject(t, "Copies", "Coder A")
		if before != "" {
			takeOverProject(t, p, before)
		}
		r := takeOverProject(t, p, both)
		if len(r.Inside) != 2 || r.Inside[0].Name != "Study" || r.Inside[1].Name != "Study (2)" {
			t.Errorf("the projects of the file are %+v", r.Inside)
		}
		documents, codings := map[qda.ID]int{}, listed[qda.Coding](t, p)
		codes := map[qda.ID]bool{}
		for _, c := range codings {
			documents[c.DocumentID]++
			codes[c.CodeID] = true
		}
		if len(codings) != 4 || len(documents) != 4 || len(codes) != 4 || len(listed[qda.Document](t, p)) != 4 {
			t.Errorf("%d codings on %v with %d codes", len(codings), documents, len(codes))
		}
		again(t, p, both)
		sound(t, p)
	}
}

// The copy can be taken over without the first, by the name that the report gives it.
func TestTheCopyAloneOfTaguette(t *testing.T) {
	_, both := copiesOfTaguette(t)
	p := freshProject(t, "Copy", "Coder A")
	r, err := p.ImportProject(bg, ImportProject{Path: both, Projects: []string{"Study (2)"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.Inside, []bundle.Inside{{Name: "Study", Documents: 2}, {Name: "Study (2)", Documents: 2, Chosen: true}}) {
		t.Errorf("%+v", r.Inside)
	}
	d, err := p.FindDocument(bg, "Law")
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := p.Text(bg, d.ID); text != "Today the committee meets" || len(listed[qda.Coding](t, p)) != 2 {
		t.Errorf("%q and %d codings", text, len(listed[qda.Coding](t, p)))
	}
	again, err := p.ImportProject(bg, ImportProject{Path: both}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range again.Records {
		if c.Entity == "coding" && (c.Added != 2 || c.Known != 2) {
			t.Errorf("after the copy came the first: %+v", c)
		}
	}
	sound(t, p)
}

// Two rows with one number and name are two documents, each with its own codings.
func TestRowsOfOneNumberAreDocumentsOfTheirOwn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "twins.sqlite3")
	foreigntest.Make(t, path, taguetteTables,
		`INSERT INTO projects VALUES (1, 'Study', '', '')`,
		`INSERT INTO documents VALUES (1, 'Law', '', '', '', 1, '<p>the committee meets</p>'), (2, 'Law', '', '', '', 1, '<p>Today the committee meets</p>')`,
		`INSERT INTO tags VALUES (1, 1, 'a', '')`,
		`INSERT INTO highlights VALUES (1, 1, 4, 13, 'committee'), (2, 2, 10, 19, 'committee')`, `INSERT INTO highlight_tags VALUES (1, 1), (2, 1)`)
	p := freshProject(t, "Twins", "Coder A")
	takeOverProject(t, p, path)
	of := map[qda.ID]int{}
	for _, c := range listed[qda.Coding](t, p) {
		of[c.DocumentID]++
	}
	if len(of) != 2 {
		t.Errorf("codings lie on %v", of)
	}
	again(t, p, path)
	sound(t, p)
}
