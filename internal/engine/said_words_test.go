package engine_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func pageOf(t *testing.T, write func(path string) error) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.html")
	if err := write(path); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Pages are for people: keys stand in them as words. Tables for programs keep the keys.
func TestValuesOnPagesAreWords(t *testing.T) {
	p := newSample(t)
	said := pageOf(t, func(path string) error {
		_, err := p.ExportUncoded(ctx, path, nil, engine.Export{Format: "html", Lang: "fr"})
		return err
	})
	for _, word := range []string{">entretien<", ">décret<", ">oui<", ">non<"} {
		if !strings.Contains(said, word) {
			t.Errorf("%s is not said", word)
		}
	}
	for _, key := range []string{">interview<", ">decree<", ">true<", ">false<"} {
		if strings.Contains(said, key) {
			t.Errorf("%s is said as a key", key)
		}
	}
	path := filepath.Join(t.TempDir(), "uncoded.csv")
	if _, err := p.ExportUncoded(ctx, path, nil, engine.Export{Format: "csv", Lang: "fr"}); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || !strings.Contains(string(b), ",interview,") || !strings.Contains(string(b), ",false,") {
		t.Errorf("the keys are gone from the table for programs: %v", err)
	}
}

// The rows of an attribute of yes and no are words on a page, and open what they count.
func TestYesAndNoAsRowsOfAMatrix(t *testing.T) {
	p := newSample(t)
	attr, err := p.SaveAttribute(ctx, engine.SaveAttribute{Scope: qda.OnCase, Name: "piloted", Type: qda.BooleanValue})
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Colombia PPP": "true", "Mali Nioro Cash+": "false"} {
		k, err := p.FindCase(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.SetValue(ctx, engine.SetValue{Attribute: attr.ID, Owner: k.ID, Value: value}); err != nil {
			t.Fatal(err)
		}
	}
	q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisAttribute, ID: attr.ID}, Columns: engine.MatrixAxis{By: engine.AxisFacet, ID: facetNamed(t, p, "level")}}
	m, err := p.Matrix(ctx, q)
	if err != nil || len(m.Rows) < 2 {
		t.Fatalf("%+v %v", m.Rows, err)
	}
	for _, value := range []string{"true", "false"} {
		i := slices.IndexFunc(m.Rows, func(h engine.MatrixHead) bool { return h.Key == value })
		if i < 0 || m.Rows[i].Tally.Segments == 0 {
			t.Fatalf("%s: %+v", value, m.Rows)
		}
		page, err := p.Segments(ctx, engine.SegmentQuery{Where: `attr.piloted="` + value + `"`})
		if err != nil || len(page.Segments) != m.Rows[i].Tally.Segments {
			t.Errorf("%s: %d passages, %d counted, %v", value, len(page.Segments), m.Rows[i].Tally.Segments, err)
		}
	}
	for lang, words := range map[string][]string{"es": {">sí<", ">no<"}, "pt": {">sim<", ">não<"}} {
		said := pageOf(t, func(path string) error {
			_, err := p.ExportMatrix(ctx, path, q, "segments", engine.Export{Format: "html", Lang: lang})
			return err
		})
		for _, w := range words {
			if !strings.Contains(said, w) {
				t.Errorf("%s: %s is not said", lang, w)
			}
		}
		if strings.Contains(said, ">true<") || strings.Contains(said, ">false<") {
			t.Errorf("%s: keys are said", lang)
		}
	}
}

// The table of coordinations calls actors what the map above it calls them.
func TestCoordinationsCallActorsAsTheMapDoes(t *testing.T) {
	p := newSample(t)
	n, err := p.ActorNetwork(ctx, engine.RelationFilter{}, "fr")
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.PreviewReport(ctx, engine.ReportRequest{Format: "html", Lang: "fr", Sections: []string{"actors"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	titles, translated := map[string]bool{}, 0
	for _, x := range n.Nodes {
		titles[x.Title] = true
		if x.Title != x.Name {
			translated++
		}
	}
	if translated == 0 {
		t.Fatal("no actor has a French name")
	}
	rows := 0
	for _, b := range v.Blocks {
		if b.Kind != "table" {
			continue
		}
		for _, row := range b.Rows {
			for _, c := range row[:2] {
				rows++
				if name := c.Paragraphs[0][0].Text; !titles[name] {
					t.Errorf("%q is not on the map", name)
				}
			}
		}
	}
	if rows == 0 {
		t.Error("there is no table")
	}
}

// A report on agreement calls codes what they are in its language; its data keeps their own names.
func TestAReportOnAgreementCallsCodesInItsLanguage(t *testing.T) {
	p := newSample(t)
	for format, want := range map[string]string{"html": "soutien politique/", "docx": "soutien politique/", "xlsx": "soutien politique/", "json": "political support/"} {
		path := filepath.Join(t.TempDir(), "report."+format)
		if _, err := p.ReportAgreement(ctx, path, engine.AgreementQuery{Unit: "sentence", Lang: "fr"}, nil); err != nil {
			t.Fatal(err)
		}
		said := strings.ToLower(contents(t, path, format))
		if !strings.Contains(said, want) {
			t.Errorf("%s: no %s", format, want)
		}
		if other := "political support/"; format != "json" && strings.Contains(said, other) {
			t.Errorf("%s: there is %s", format, other)
		}
	}
}
