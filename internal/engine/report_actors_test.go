package engine

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"articula/internal/exchange/table"
	"articula/internal/report"
)

// TestAWorkbookCountsTheMapOfActors adds up the sheets of actor × actor.
func TestAWorkbookCountsTheMapOfActors(t *testing.T) {
	p := sampleProject(t)
	relations, err := p.Relations(bg, RelationFilter{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "actors.xlsx")
	if _, err := p.Report(bg, path, ReportRequest{Format: "xlsx", Lang: "fr", Sections: []string{"actors"}}, nil); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := table.Read(path, b)
	if err != nil {
		t.Fatal(err)
	}
	words := report.WordsIn("fr")
	sums := map[string]int{}
	for _, s := range sheets {
		if len(s.Header) == 0 || s.Header[0] != words.From || slices.Contains(s.Header, words.To) {
			continue
		}
		n := 0
		for _, row := range s.Rows {
			for _, cell := range row[1:] {
				v, err := strconv.Atoi(cell)
				if err != nil {
					t.Fatalf("%s: %v", s.Name, err)
				}
				n += v
			}
		}
		sums[s.Name] = n
	}
	want := map[string]int{words.ActorMap: len(relations)}
	for _, r := range relations {
		for _, f := range r.Facets {
			switch f.Name {
			case "level":
				want["niveau "+frenchValue(t, p, f)]++
			case "mechanism":
				want["mécanisme "+frenchValue(t, p, f)]++
			}
		}
	}
	for name, n := range want {
		found := false
		for sheet, got := range sums {
			if strings.EqualFold(sheet, string([]rune(name)[:min(31, len([]rune(name)))])) {
				found = true
				if got != n {
					t.Errorf("%s: %d coordinations, want %d", name, got, n)
				}
			}
		}
		if !found {
			t.Errorf("there is no sheet %s among %v", name, sums)
		}
	}
	if len(sums) != len(want) || len(want) < 5 {
		t.Errorf("%d sheets for %v", len(sums), want)
	}
}

func frenchValue(t *testing.T, p *Project, f FacetValue) string {
	t.Helper()
	facets, err := p.Facets(bg)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range facets {
		for _, v := range x.Values {
			if v.ID == f.Value {
				return v.Names["fr"]
			}
		}
	}
	t.Fatal("no such value")
	return ""
}

func TestNamesOfSheetsEndWithWholeWords(t *testing.T) {
	var titles, want []string
	for _, x := range [][2]string{
		{"Institutional architecture of the cases", "Institutional… cases"},
		{"Institutional architecture of the cases", "Institutional… cases (2)"},
		{"Documentos: Colombia FEST–UNIDOS", "Documentos Colombia FEST–UNIDOS"},
		{"Figura 1. Síntesis de resultados de los estudios de caso: Latin America", "Síntesis… Latin America"},
		{"Figura 2. Síntesis de resultados de los estudios de caso: Africa", "Síntesis de resultados… Africa"},
		{"Figura 3. Recommendations: Latin America", "Recommendations Latin America"},
		{"Figura 4. Recommendations: Africa", "Recommendations Africa"},
		{"Level 1", "Level 1"}, {"Level 2", "Level 2"},
		{"a: b / c", "a b c"},
		{strings.Repeat("x", 40), strings.Repeat("x", 31)},
		{"[]", " (2)"},
	} {
		titles, want = append(titles, x[0]), append(want, x[1])
	}
	for i, got := range sheetNames(titles) {
		if got != want[i] || utf8.RuneCountInString(got) > 31 {
			t.Errorf("%q is called %q, want %q", titles[i], got, want[i])
		}
	}
}

func TestThePictureNamesActorsInItsLanguage(t *testing.T) {
	p := sampleProject(t)
	n, err := p.ActorNetwork(bg, RelationFilter{}, "fr")
	if err != nil {
		t.Fatal(err)
	}
	actors, err := p.Actors(bg)
	if err != nil {
		t.Fatal(err)
	}
	translated := 0
	for _, v := range n.Nodes {
		want := v.Name
		for _, a := range actors {
			if a.ID != v.ID {
				continue
			}
			if at := slices.IndexFunc(a.Names, func(x ActorNameView) bool { return x.Lang == "fr" && !x.Acronym }); at >= 0 {
				want = a.Names[at].Name
			}
			if at := slices.IndexFunc(a.Names, func(x ActorNameView) bool { return x.Acronym }); at >= 0 {
				want = a.Names[at].Name
			}
		}
		if v.Label != want {
			t.Errorf("%s is labelled %q, want %q", v.Name, v.Label, want)
		}
		if v.Label != v.Name && slices.Equal(v.Lines, report.LabelLines(want)) {
			translated++
		}
	}
	if translated == 0 {
		t.Error("no actor has another label than its name")
	}
}

func TestASheetOfACaseSaysWhoSpeaksAndWhatNobodyCoded(t *testing.T) {
	p := sampleProject(t)
	v, err := p.PreviewReport(bg, ReportRequest{Format: "html", Lang: "es", Sections: []string{"cases"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, b := range v.Blocks {
		for _, r := range b.Runs {
			if strings.HasPrefix(r.Text, "Voces: ") && !strings.Contains(r.Text, "{") && !strings.HasSuffix(r.Text, " de 0.") {
				said++
			}
		}
	}
	if said != 7 {
		t.Errorf("%d of 7 sheets say who speaks", said)
	}
}
