package engine_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestVoicesAreThoseThatTheSegmentsShow counts voices over retrieved segments.
func TestVoicesAreThoseThatTheSegmentsShow(t *testing.T) {
	p := newSample(t)
	q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisCode, Below: true}, Columns: engine.MatrixAxis{By: engine.AxisCase}}
	c, err := p.Coverage(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	interviewer := map[string]bool{}
	docs, _ := p.Documents(ctx, engine.DocumentFilter{})
	for _, d := range docs {
		v, err := p.Document(ctx, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range v.Speakers {
			interviewer[d.ID.String()+s.Name] = s.Role == qda.Interviewer
		}
	}
	single, checked := 0, 0
	for _, cell := range c.Cells {
		if cell.Voices.Single {
			single++
		}
		if (cell.Row+cell.Column)%5 != 0 || c.Columns[cell.Column].None {
			continue
		}
		checked++
		voices, kinds, levels, n := map[string]bool{}, map[string]bool{}, map[string]bool{}, 0
		for _, s := range segments(t, p, `code:`+c.Rows[cell.Row].Key+` AND case=`+c.Columns[cell.Column].Key) {
			n++
			kinds[string(s.Document.Kind)] = true
			for _, l := range s.Facets["level"] {
				levels[l] = true
			}
			who := s.Position.Speaker // no passage of the sample has two speakers
			if who == "" || interviewer[s.Document.ID.String()+who] {
				who = ""
			}
			voices[s.Document.ID.String()+who] = true
		}
		v := cell.Voices
		if v.Segments != n || v.Voices != len(voices) || len(v.Kinds) != len(kinds) || len(v.Levels) != len(levels) || v.Single != (len(voices) == 1) {
			t.Errorf("%s × %s: %+v; want %d segments, %d voices, %v, %v", c.Rows[cell.Row].Path, c.Columns[cell.Column].Path, v, n, len(voices), kinds, levels)
		}
	}
	if single != c.Single || single == 0 || checked < 20 {
		t.Errorf("%d single voices, %d said, %d cells checked", single, c.Single, checked)
	}
}

func TestWhatIsUncodedAndWhatIsNewIsCounted(t *testing.T) {
	p := newSample(t)
	list, err := p.DocumentsCoverage(ctx, engine.OrderDocument)
	if err != nil {
		t.Fatal(err)
	}
	all := segments(t, p, "")
	seen := map[qda.ID]bool{}
	for _, d := range list {
		covered, codes, fresh := map[int]bool{}, map[qda.ID]bool{}, 0
		for _, s := range all {
			if s.Document.ID != d.Document.ID {
				continue
			}
			codes[s.Code.ID] = true
			for c := s.Start; c < s.End; c++ {
				covered[c] = true
			}
		}
		for c := range codes {
			if !seen[c] {
				seen[c] = true
				fresh++
			}
		}
		if d.Coded != len(covered) || d.Codes != len(codes) || d.New != fresh || d.Total != len(seen) || d.Coded > d.Characters {
			t.Errorf("%s: %+v; want %d covered, %d codes, %d new", d.Document.Title, d, len(covered), len(codes), fresh)
		}
		gaps, err := p.UncodedPassages(ctx, []qda.ID{d.Document.ID})
		if err != nil {
			t.Fatal(err)
		}
		if len(gaps) != d.Uncoded || d.Uncoded > d.Passages {
			t.Errorf("%s: %d uncoded passages, %d counted", d.Document.Title, len(gaps), d.Uncoded)
		}
		for _, g := range gaps {
			for c := g.Start; c < g.End; c++ {
				if covered[c] {
					t.Fatalf("%s: %q is coded", d.Document.Title, g.Quote)
				}
			}
		}
	}
	for _, order := range []string{engine.OrderDate, engine.OrderCoded} {
		other, err := p.DocumentsCoverage(ctx, order)
		if err != nil || len(other) != len(list) || other[len(other)-1].Total != list[len(list)-1].Total {
			t.Errorf("%s: %v", order, err)
		}
		if order == engine.OrderDate && !slices.IsSortedFunc(other, func(a, b engine.DocumentCoverage) int {
			switch {
			case a.Document.Date == "" || b.Document.Date == "" || a.Document.Date == b.Document.Date:
				return 0
			case a.Document.Date < b.Document.Date:
				return -1
			}
			return 1
		}) {
			t.Error("documents are not in the order of their dates")
		}
	}
	if _, err := p.DocumentsCoverage(ctx, "moon"); qda.KindOf(err) != qda.Invalid {
		t.Error(err)
	}
}

// TestNormAndPracticeAreHeldAgainstEachOther counts sides over retrieved segments and
// follows a contradiction from the text into the report.
func TestNormAndPracticeAreHeldAgainstEachOther(t *testing.T) {
	p := newSample(t)
	rows, err := p.Gap(ctx, engine.GapQuery{})
	if err != nil {
		t.Fatal(err)
	}
	norm := "(kind:law OR kind:decree OR kind:manual OR kind:agreement)"
	practice := "(kind:interview OR kind:focus_group OR kind:field_note)"
	verdicts := map[string]int{}
	for i, r := range rows {
		verdicts[r.Verdict]++
		for _, l := range r.Links {
			if l.From.Source == l.To.Source || l.From.Source == engine.SourceOther || l.To.Source == engine.SourceOther {
				t.Errorf("a link between %s and %s", l.From.Source, l.To.Source)
			}
		}
		if i%6 != 0 && r.Verdict != engine.GapContradicted {
			continue
		}
		where := ` AND code:` + r.Code.ID.String() + ` AND case:` + r.Case.ID.String()
		n, s := segments(t, p, norm+where), segments(t, p, practice+where)
		if r.Norm.Segments != len(n) || r.Practice.Segments != len(s) {
			t.Errorf("%s × %s: %d and %d, want %d and %d", r.Case.Name, r.Code.Name, r.Norm.Segments, r.Practice.Segments, len(n), len(s))
		}
		hinders := 0
		for _, x := range s {
			if slices.Contains(x.Facets["influence"], "hinders") {
				hinders++
			}
		}
		if r.Practice.Hinders != hinders {
			t.Errorf("%s × %s: %d hinder, want %d", r.Case.Name, r.Code.Name, r.Practice.Hinders, hinders)
		}
		switch {
		case r.Verdict == engine.GapNormSilent && (len(n) > 0 || len(s) == 0), r.Verdict == engine.GapPracticeSilent && (len(s) > 0 || len(n) == 0):
			t.Errorf("%s × %s is %s", r.Case.Name, r.Code.Name, r.Verdict)
		}
	}
	// a link leads from one side to the other, so that neither is silent
	byLink := 0
	for _, r := range rows {
		contradicts, supports := false, false
		for _, l := range r.Links {
			contradicts = contradicts || l.Kind == "contradicts"
			supports = supports || l.Kind == "supports" || l.Kind == "implements"
		}
		if (r.Verdict == engine.GapContradicted) != contradicts || (r.Verdict == engine.GapSupported) != (supports && !contradicts) ||
			len(r.Links) > 0 && (r.Verdict == engine.GapNormSilent || r.Verdict == engine.GapPracticeSilent) {
			t.Errorf("%s × %s is %s beside %d links", r.Case.Name, r.Code.Name, r.Verdict, len(r.Links))
		}
		if r.Norm.Segments == 0 && r.Norm.Linked > 0 || r.Practice.Segments == 0 && r.Practice.Linked > 0 {
			byLink++
		}
	}
	if byLink == 0 {
		t.Error("no side speaks through a link alone")
	}
	for _, v := range []string{engine.GapContradicted, engine.GapBoth, engine.GapNormSilent, engine.GapPracticeSilent} {
		if verdicts[v] == 0 {
			t.Errorf("nothing is %s: %v", v, verdicts)
		}
	}
	if _, err := p.Gap(ctx, engine.GapQuery{Codes: []qda.ID{p.Me().ID}}); qda.KindOf(err) != qda.NotFound {
		t.Error(err)
	}
}

// The report says of both ends of a link which does it and to which it is done.
func TestTheReportSaysWhoContradictsWhom(t *testing.T) {
	p := newSample(t)
	for lang, ends := range map[string][]string{
		"en": {"contradicts ", "contradicted by ", "implements ", "referred to by "},
		"es": {"contradice ", "contradicho por ", "aplica ", "mencionado por "},
		"fr": {"contredit ", "contredit par ", "met en œuvre ", "mentionné par "},
		"pt": {"contradiz ", "contrariado por ", "aplica ", "mencionado por "},
	} {
		v, err := p.PreviewReport(ctx, engine.ReportRequest{Format: "html", Lang: lang, Sections: []string{"gap"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		for _, end := range ends {
			if !strings.Contains(string(b), `"role":"`+end) {
				t.Errorf("%s: no passage %s another", lang, end)
			}
		}
	}
}

// The cell of a synthesis says on which levels its cited passages are coded.
func TestTheVoicesOfAFindingHaveLevels(t *testing.T) {
	p := newSample(t)
	list, err := p.Syntheses(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all := segments(t, p, "")
	some := 0
	for _, ref := range list {
		v, err := p.Synthesis(ctx, ref.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range v.Cells {
			want := map[string]bool{}
			for _, f := range c.Findings {
				for _, x := range f.Citations {
					for _, s := range all {
						if s.Document.ID == x.Document.ID && s.Start < x.End && x.Start < s.End {
							for _, level := range s.Facets["level"] {
								want[level] = true
							}
						}
					}
				}
			}
			if !slices.Equal(c.Voices.Levels, slices.Sorted(maps.Keys(want))) && len(c.Voices.Levels)+len(want) > 0 {
				t.Errorf("levels %v, want %v", c.Voices.Levels, want)
			}
			some += len(want)
		}
	}
	if some == 0 {
		t.Error("no cited passage of the sample has a level")
	}
}
