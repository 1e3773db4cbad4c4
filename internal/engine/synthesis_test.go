package engine_test

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

func synthesisNamed(t testing.TB, p *engine.Project, title string) engine.SynthesisView {
	t.Helper()
	ref, err := p.FindSynthesis(ctx, title)
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Synthesis(ctx, ref.ID)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func cellOf(t testing.TB, v engine.SynthesisView, row, column string) engine.CellView {
	t.Helper()
	for _, r := range v.Rows {
		for _, d := range v.Dimensions {
			for _, c := range v.Cells {
				if r.Name == row && d.Title == column && c.Row == r.Row && c.Dimension == d.ID {
					return c
				}
			}
		}
	}
	t.Fatalf("%s has no cell %s × %s", v.Title, row, column)
	return engine.CellView{}
}

// as works in the project as another person for a moment.
func as(t testing.TB, p *engine.Project, coder string, do func()) {
	t.Helper()
	me := p.Me().Name
	if err := p.Become(ctx, coder); err != nil {
		t.Fatal(err)
	}
	do()
	if err := p.Become(ctx, me); err != nil {
		t.Fatal(err)
	}
}

func TestTheSampleShowsEveryStateOfAFindingAndIsFreshAndFoundedElsewhere(t *testing.T) {
	p := newSample(t)
	stale := map[string]engine.Staleness{
		"Colombia FEST–UNIDOS × Political support":      {Known: true, New: 2},
		"Colombia PPP × Political support":              {Known: true, New: 3, Withdrawn: 1, Definitions: 1},
		"Mexico PROINPRO–PDP × Political support":       {Known: true, Definitions: 1},
		"Mexico PROINPRO–PDP × Implementation capacity": {Known: true, Withdrawn: 1},
	}
	unfounded := "Colombia PPP × Technical design"
	statuses := map[string]int{}
	list, err := p.Syntheses(ctx)
	if err != nil || len(list) < 4 {
		t.Fatalf("%+v %v", list, err)
	}
	for _, ref := range list {
		v, err := p.Synthesis(ctx, ref.ID)
		if err != nil {
			t.Fatal(err)
		}
		written := 0
		for i, c := range v.Cells {
			at := v.Rows[i/len(v.Dimensions)].Name + " × " + v.Dimensions[i%len(v.Dimensions)].Title
			for _, f := range c.Findings {
				written++
				statuses[f.Status]++
				want := engine.Staleness{Known: true}
				if s, ok := stale[at]; ok && v.Title == "Comparison by theme" {
					want = s
				}
				if f.Stale != want {
					t.Errorf("%s: %s: “%s” is stale in a new sample: %+v", v.Title, at, f.Statement, f.Stale)
				}
				if (len(f.Citations) == 0) != (at == unfounded) {
					t.Errorf("%s: %s: “%s” rests on %d passages", v.Title, at, f.Statement, len(f.Citations))
				}
			}
			statuses[c.State]++
		}
		if written != ref.Findings {
			t.Errorf("%s: %d findings shown, %d counted", v.Title, written, ref.Findings)
		}
		states, err := p.SynthesisStaleness(ctx, ref.ID)
		if err != nil || len(states) != written {
			t.Errorf("%s: staleness of %d findings of %d, %v", v.Title, len(states), written, err)
		}
	}
	for _, s := range []string{engine.FindingDraft, engine.FindingReviewed, engine.FindingContested, engine.CellUnwritten, engine.CellUnfounded, engine.CellEmpty} {
		if statuses[s] == 0 {
			t.Errorf("nothing in the sample is %s: %v", s, statuses)
		}
	}
}

func TestACellSaysWhatChangedSinceItWasWritten(t *testing.T) {
	p := newSample(t)
	theme := synthesisNamed(t, p, "Comparison by theme")
	before := cellOf(t, theme, "Peru Juntos–Haku Wiñay", "Implementation capacity")
	if len(before.Findings) != 1 || before.State != engine.CellWritten {
		t.Fatalf("%+v", before)
	}
	place := engine.CellPlace{Dimension: before.Dimension, Case: before.Case}
	detail, err := p.Cell(ctx, place)
	if err != nil {
		t.Fatal(err)
	}
	if len(detail.Passages) != before.Segments || before.Segments < 5 {
		t.Fatalf("%d passages, %d counted", len(detail.Passages), before.Segments)
	}
	// withdrawn: two of each coder's; resized: one; new: three; definitions: one
	var removed []qda.ID
	for _, coder := range []string{"Coder A", "Coder B"} {
		as(t, p, coder, func() {
			n := 0
			for _, x := range detail.Passages {
				if x.Segment.Coder != coder || n == 2 || x.Segment.End-x.Segment.Start < 20 {
					continue
				}
				n++
				if coder == "Coder B" && n == 2 {
					if _, err := p.ResizeCoding(ctx, x.Segment.ID, qda.Span{Start: x.Segment.Start, End: x.Segment.End - 5}); err != nil {
						t.Fatal(err)
					}
					continue
				}
				removed = append(removed, x.Segment.ID)
				if err := p.RemoveCodings(ctx, []qda.ID{x.Segment.ID}); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	var under []qda.ID
	for _, path := range []string{"Implementation capacity", "Implementation capacity/Staff"} {
		if c, err := p.FindCode(ctx, path); err == nil {
			under = append(under, c.ID)
		}
	}
	if len(under) != 2 {
		t.Fatal("the codes are not there")
	}
	d, err := p.FindDocument(ctx, "lineamientos-haku-winay.md")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: qda.Span{Start: 40 + 30*i, End: 60 + 30*i}, Codes: under[:1]}); err != nil {
			t.Fatal(err)
		}
	}
	said := "Who works there."
	if _, err := p.EditCode(ctx, engine.EditCode{ID: under[1], Definition: &said}); err != nil {
		t.Fatal(err)
	}
	got := cellOf(t, synthesisNamed(t, p, "Comparison by theme"), "Peru Juntos–Haku Wiñay", "Implementation capacity").Findings[0].Stale
	want := engine.Staleness{Known: true, New: 3, Withdrawn: len(removed), Resized: 1, Definitions: 1}
	if got != want || len(removed) != 3 {
		t.Errorf("%+v, want %+v", got, want)
	}
	detail, err = p.Cell(ctx, place)
	if err != nil {
		t.Fatal(err)
	}
	fresh := 0
	for _, x := range detail.Passages {
		if x.New {
			fresh++
		}
	}
	if fresh != 3 || len(detail.Withdrawn) != 3 || detail.Withdrawn[0].Now != "removed" || len(detail.Definitions) != 1 || detail.Definitions[0].Name != "Implementation capacity/Staff" {
		t.Errorf("%d new, %+v, %+v", fresh, detail.Withdrawn, detail.Definitions)
	}
	// looking at it again makes it fresh
	f := detail.Cell.Findings[0]
	if err := p.SetFindingStatus(ctx, []qda.ID{f.ID}, engine.FindingReviewed); err != nil {
		t.Fatal(err)
	}
	if again, err := p.Finding(ctx, f.ID); err != nil || !again.Stale.Fresh() || again.Status != engine.FindingReviewed {
		t.Errorf("%+v %v", again.Stale, err)
	}
	// and taking that back makes it stale again, as it was
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if again, err := p.Finding(ctx, f.ID); err != nil || again.Stale != want {
		t.Errorf("after undo: %+v %v", again.Stale, err)
	}
	whole(t, p)
}

// TestStalenessEqualsComparingWithWhatStoodThere does random work and compares what
// the cells say with sets of segments taken before and after.
func TestStalenessEqualsComparingWithWhatStoodThere(t *testing.T) {
	p := newSample(t)
	code, err := p.FindCode(ctx, "Coordination mechanisms")
	if err != nil {
		t.Fatal(err)
	}
	top, err := p.FindCase(ctx, "Latin America")
	if err != nil {
		t.Fatal(err)
	}
	peru, err := p.FindCase(ctx, "Peru Juntos–Haku Wiñay")
	if err != nil {
		t.Fatal(err)
	}
	id, err := p.SaveSynthesis(ctx, engine.SaveSynthesis{Title: "Check", Rows: []qda.ID{top.ID, peru.ID}})
	if err != nil {
		t.Fatal(err)
	}
	where := map[qda.ID]string{}
	for _, d := range []struct{ kind, query, where string }{
		{engine.DimensionCode, "", `code:"Coordination mechanisms"`},
		{engine.DimensionCode, "level:local", `code:"Coordination mechanisms" AND level:local`},
		{engine.DimensionFacet, "mechanism:informal", `mechanism:informal`},
	} {
		r := engine.SaveDimension{Synthesis: id, Title: d.where, Kind: d.kind, Query: d.query}
		if d.kind == engine.DimensionCode {
			r.Code = code.ID
		}
		col, err := p.SaveDimension(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		where[col] = d.where
	}
	type key struct{ finding, row, column qda.ID }
	before := map[key][]engine.Segment{}
	at := func(row, column qda.ID) []engine.Segment {
		return segments(t, p, where[column]+` AND case:`+row.String())
	}
	for col := range where {
		for _, row := range []qda.ID{top.ID, peru.ID} {
			f, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: col, Case: row, Statement: "Said."})
			if err != nil {
				t.Fatal(err)
			}
			before[key{f.ID, row, col}] = at(row, col)
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	level := facetNamed(t, p, "level")
	facets, _ := p.Facets(ctx)
	var levels []engine.FacetValue
	for _, f := range facets {
		for _, v := range f.Values {
			if f.ID == level {
				levels = append(levels, engine.FacetValue{Facet: f.ID, Value: v.ID})
			}
		}
	}
	for range 60 {
		mine := slices.DeleteFunc(segments(t, p, `case:"Latin America"`), func(s engine.Segment) bool { return s.CoderID != p.Me().ID })
		s := mine[r.IntN(len(mine))]
		var err error
		switch r.IntN(5) {
		case 0:
			err = p.RemoveCodings(ctx, []qda.ID{s.ID})
		case 1:
			_, err = p.RecodeCodings(ctx, []qda.ID{s.ID}, code.ID)
		case 2:
			_, err = p.ResizeCoding(ctx, s.ID, qda.Span{Start: s.Start, End: s.End - 1})
		case 3:
			_, err = p.AddCodings(ctx, engine.AddCodings{Document: s.Document.ID, Span: qda.Span{Start: s.Start + 1, End: s.End - 1}, Codes: []qda.ID{code.ID}, Overlap: engine.OverlapSeparate})
		case 4:
			_, err = p.SetFacets(ctx, []qda.ID{s.ID}, levels[r.IntN(len(levels))], true)
		}
		if err != nil && qda.KindOf(err) == qda.Internal {
			t.Fatal(err)
		}
	}
	states, err := p.SynthesisStaleness(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	changed, recoded := 0, 0
	for k, then := range before {
		want := engine.Staleness{Known: true}
		now := at(k.row, k.column)
		index := func(list []engine.Segment) map[qda.ID]engine.Segment {
			m := map[qda.ID]engine.Segment{}
			for _, s := range list {
				m[s.ID] = s
			}
			return m
		}
		was, is := index(then), index(now)
		for id, s := range is {
			if o, ok := was[id]; !ok {
				want.New++
			} else {
				if o.Start != s.Start || o.End != s.End {
					want.Resized++
				}
				if o.Code.ID != s.Code.ID {
					want.Recoded++
				}
			}
		}
		for id := range was {
			if _, ok := is[id]; !ok {
				want.Withdrawn++
			}
		}
		if states[k.finding] != want {
			t.Errorf("%s: %+v, want %+v", where[k.column], states[k.finding], want)
		}
		changed += want.New + want.Withdrawn
		recoded += want.Recoded
	}
	if changed < 10 || recoded == 0 {
		t.Errorf("only %d changes, %d recoded", changed, recoded)
	}
	whole(t, p)
}

func TestStatementsWithoutEvidenceAndEvidenceWithoutStatementsShow(t *testing.T) {
	p := newSample(t)
	theme := synthesisNamed(t, p, "Comparison by theme")
	states := map[string]int{}
	var open engine.CellView
	for _, c := range theme.Cells {
		states[c.State]++
		if c.State == engine.CellUnwritten {
			open = c
		}
	}
	if states[engine.CellUnwritten] == 0 || states[engine.CellWritten] == 0 {
		t.Fatalf("%v", states)
	}
	f, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: open.Dimension, Case: open.Case, Statement: "  Nothing is agreed.  "})
	if err != nil || f.Statement != "Nothing is agreed." || f.Status != engine.FindingDraft {
		t.Fatalf("%+v %v", f, err)
	}
	place := engine.CellPlace{Dimension: open.Dimension, Case: open.Case}
	detail, err := p.Cell(ctx, place)
	if err != nil || detail.Cell.State != engine.CellUnfounded || detail.Cell.Uncited != open.Segments {
		t.Fatalf("%+v %v", detail.Cell, err)
	}
	// cite by one key: the coding; its translation comes along
	var cite []engine.Cite
	for _, x := range detail.Passages[:2] {
		cite = append(cite, engine.Cite{Coding: x.Segment.ID})
	}
	cite[1].Role = "qualifies"
	if _, err := p.Translate(ctx, engine.Translate{Owner: "coding", ID: cite[0].Coding, Lang: "pt", Text: "Dito assim.", Status: "verified"}); err != nil {
		t.Fatal(err)
	}
	cited, err := p.AddCitations(ctx, "cell", f.ID, cite)
	if err != nil || len(cited) != 2 || cited[1].Role != "qualifies" || cited[0].Quote != detail.Passages[0].Segment.Quote {
		t.Fatalf("%+v %v", cited, err)
	}
	if len(cited[0].Translations) == 0 || !slices.ContainsFunc(cited[0].Translations, func(x engine.TranslationView) bool {
		return x.Lang == "pt" && x.Text == "Dito assim." && x.Status == "verified" && x.Translator == p.Me().Name
	}) {
		t.Errorf("the translation stayed behind: %+v", cited[0].Translations)
	}
	if again, err := p.AddCitations(ctx, "cell", f.ID, cite[:1]); err != nil || len(again) != 2 {
		t.Errorf("cited twice: %d %v", len(again), err)
	}
	none := qda.ID{}
	if err := p.EditCitation(ctx, engine.EditCitation{ID: cited[1].ID, After: &none}); err != nil {
		t.Fatal(err)
	}
	after, err := p.Finding(ctx, f.ID)
	if err != nil || after.Citations[0].ID != cited[1].ID || !after.Stale.Fresh() {
		t.Errorf("%+v %v", after, err)
	}
	if err := p.RemoveCitations(ctx, []qda.ID{cited[0].ID, cited[1].ID}); err != nil {
		t.Fatal(err)
	}
	for range 4 { // the removal, the order, the passages, the translation
		if _, err := p.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if back, err := p.Finding(ctx, f.ID); err != nil || len(back.Citations) != 0 {
		t.Errorf("%+v %v", back, err)
	}
	if err := p.RemoveFinding(ctx, f.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Finding(ctx, f.ID); qda.KindOf(err) != qda.NotFound {
		t.Error(err)
	}
	whole(t, p)
}

func TestFindingsOfACellHaveAnOrder(t *testing.T) {
	p := newSample(t)
	figure := synthesisNamed(t, p, "Synthesis of results")
	c := cellOf(t, figure, "Mali Nioro Cash+", "Results")
	if len(c.Findings) != 3 {
		t.Fatalf("%d findings", len(c.Findings))
	}
	if err := p.MoveFinding(ctx, c.Findings[2].ID, 0); err != nil {
		t.Fatal(err)
	}
	moved := cellOf(t, synthesisNamed(t, p, "Synthesis of results"), "Mali Nioro Cash+", "Results")
	var got []string
	for _, f := range moved.Findings {
		got = append(got, f.ID.String())
	}
	if want := []string{c.Findings[2].ID.String(), c.Findings[0].ID.String(), c.Findings[1].ID.String()}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if back := cellOf(t, synthesisNamed(t, p, "Synthesis of results"), "Mali Nioro Cash+", "Results"); back.Findings[0].ID != c.Findings[0].ID {
		t.Error("the order did not come back")
	}
	history, err := p.History(ctx, engine.HistoryFilter{Entity: "cell", ID: c.Findings[0].ID, Changes: true})
	if err != nil || len(history) == 0 || !strings.Contains(history[len(history)-1].Sentence, "wrote a finding") {
		t.Errorf("%+v %v", history, err)
	}
	whole(t, p)
}

func TestSynthesesAreBuiltChangedAndTakenBack(t *testing.T) {
	p, err := newEngine(t).Create(ctx, filepath.Join(qdatest.FastDir(t), "p.articula"), engine.NewProject{Title: "P", Codebook: "institutional-analysis", Coder: "A"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	k, err := p.EnsureCase(ctx, "Africa/Mali")
	if err != nil {
		t.Fatal(err)
	}
	id, err := p.SaveSynthesis(ctx, engine.SaveSynthesis{Title: "One"})
	if err != nil {
		t.Fatal(err)
	}
	var columns []qda.ID
	for _, title := range []string{"First", "Second", "Third"} {
		c, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: id, Title: title, Kind: engine.DimensionQuestion, Query: "What?"})
		if err != nil {
			t.Fatal(err)
		}
		columns = append(columns, c)
	}
	if _, err := p.SaveDimension(ctx, engine.SaveDimension{ID: columns[2], Title: "Third", Kind: engine.DimensionQuestion, After: &columns[0]}); err != nil {
		t.Fatal(err)
	}
	v, err := p.Synthesis(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, d := range v.Dimensions {
		titles = append(titles, d.Title)
	}
	if !slices.Equal(titles, []string{"First", "Third", "Second"}) || len(v.Rows) != 1 || v.Rows[0].Case != k.ID || len(v.Cells) != 3 || v.Cells[0].State != engine.CellEmpty {
		t.Errorf("%v %+v", titles, v)
	}
	for code, do := range map[string]func() error{
		"synthesis.no_title": func() error { _, err := p.SaveSynthesis(ctx, engine.SaveSynthesis{}); return err },
		"case.gone": func() error {
			_, err := p.SaveSynthesis(ctx, engine.SaveSynthesis{Title: "x", Rows: []qda.ID{id}})
			return err
		},
		"synthesis.gone": func() error { return p.RemoveSynthesis(ctx, columns[0]) },
		"dimension.kind": func() error {
			_, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: id, Title: "x", Kind: "y"})
			return err
		},
		"dimension.no_condition": func() error {
			_, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: id, Title: "x", Kind: "facet"})
			return err
		},
		"code.gone": func() error {
			_, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: id, Title: "x", Kind: "code"})
			return err
		},
		"dimension.gone": func() error { return p.RemoveDimension(ctx, id) },
		"finding.status": func() error {
			_, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: columns[0], Case: k.ID, Status: "reviewed"})
			return err
		},
		"citation.no_owner": func() error { _, err := p.AddCitations(ctx, "cell", id, nil); return err },
		"citation.owner":    func() error { _, err := p.AddCitations(ctx, "moon", id, nil); return err },
	} {
		if e := qda.AsError(do()); e == nil || e.Code != code {
			t.Errorf("%v, want %s", e, code)
		}
	}
	if err := p.RemoveSynthesis(ctx, id); err != nil {
		t.Fatal(err)
	}
	if list, _ := p.Syntheses(ctx); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if v, err := p.Synthesis(ctx, id); err != nil || len(v.Dimensions) != 3 {
		t.Errorf("%+v %v", v, err)
	}
	whole(t, p)
}

// TestACellCountsPassagesAndCodings opens cells and counts the places of what stands there.
func TestACellCountsPassagesAndCodings(t *testing.T) {
	p := newSample(t)
	ref, err := p.FindSynthesis(ctx, "Comparison by theme")
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Synthesis(ctx, ref.ID)
	if err != nil {
		t.Fatal(err)
	}
	fewer := 0
	for i, cell := range v.Cells {
		if i%4 != 0 {
			continue
		}
		d, err := p.Cell(ctx, engine.CellPlace{Dimension: cell.Dimension, Case: cell.Case})
		if err != nil {
			t.Fatal(err)
		}
		type place struct {
			document   qda.ID
			start, end int
		}
		all, open, uncited := map[place]bool{}, map[place]bool{}, 0
		for _, x := range d.Passages {
			at := place{x.Segment.Document.ID, x.Segment.Start, x.Segment.End}
			all[at] = true
			if !x.Cited {
				open[at] = true
				uncited++
			}
		}
		if cell.Segments != len(d.Passages) || cell.Uncited != uncited || cell.Passages != len(all) || cell.UncitedPassages != len(open) {
			t.Errorf("%s × %s: %d codings of %d passages, %d of %d not cited; want %d of %d, %d of %d", d.Row, d.Dimension.Title,
				cell.Segments, cell.Passages, cell.Uncited, cell.UncitedPassages, len(d.Passages), len(all), uncited, len(open))
		}
		if cell.Passages < cell.Segments {
			fewer++
		}
	}
	if fewer == 0 {
		t.Error("no passage of the sample is coded twice")
	}
}
