package engine

import (
	"fmt"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/report"
	"articula/internal/store"
)

// synthesis writes the framework matrices: as a table with a row for each case or,
// where there is one column whose cells hold several findings, as figures with a
// column for each case, one for every group of cases.
func (b *reportBuilder) synthesis() error {
	list, err := b.p.Syntheses(b.ctx)
	if err != nil {
		return err
	}
	b.heading(1, b.words.SynthesisTable)
	for _, ref := range list {
		if len(b.request.Syntheses) > 0 && !slices.Contains(b.request.Syntheses, ref.ID) {
			continue
		}
		v, err := b.synthesisWithContext(ref.ID)
		if err != nil {
			return err
		}
		if len(v.Dimensions) == 0 || len(v.Rows) == 0 {
			continue
		}
		b.heading(2, v.Title)
		if len(v.Dimensions) == 1 && slices.ContainsFunc(v.Cells, func(c CellView) bool { return len(c.Findings) > 1 }) {
			err = b.figuresOf(v)
		} else {
			err = b.tableOf(v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// synthesisWithContext reads a matrix whose citations have the text around them, and which
// is called as the report's language calls it. The path of a row of a case is that to it.
func (b *reportBuilder) synthesisWithContext(id qda.ID) (SynthesisView, error) {
	v, err := b.p.Synthesis(b.ctx, id)
	if err != nil {
		return v, err
	}
	err = b.p.withSynthesis(b.ctx, id, func(s *synthesisWorld, _ qda.Synthesis) error {
		for i, c := range v.Cells {
			for k, f := range c.Findings {
				if v.Cells[i].Findings[k].Citations, err = s.w.citationViews(s.cited[f.ID], citationContext); err != nil {
					return err
				}
			}
		}
		v.Title = s.w.cat.titleIn(v.ID, v.Title, b.words.Lang)
		for i, r := range s.rows {
			if v.Rows[i].Name, err = s.w.rowName(r, b.words.Lang); err != nil {
				return err
			}
			for k, m := range v.Rows[i].Members {
				v.Rows[i].Members[k].Name = s.w.cat.caseIn(m.ID, b.words.Lang)
			}
			if r.Kind == qda.RowOfCase {
				above := s.w.cat.casePathIn(r.CaseID, b.words.Lang)
				v.Rows[i].Path = strings.Join(above[:len(above)-1], " › ")
			}
		}
		for i, d := range v.Dimensions {
			v.Dimensions[i].Title = s.columnTitle(d, b.words.Lang)
		}
		return nil
	})
	return v, err
}

// columnTitle is the title of a column in a language: the one that it was given, or that of
// its code where it is called as the code is.
func (s *synthesisWorld) columnTitle(d DimensionView, lang string) string {
	title := s.w.cat.titleIn(d.ID, d.Title, lang)
	if code := s.w.cat.tree.Node(d.Code); code != nil && s.w.cat.called(d.Code, code.Code.Name, title) {
		return s.w.cat.label(d.Code, code.Code.Name, lang)
	}
	return title
}

func (b *reportBuilder) tableOf(v SynthesisView) error {
	t := report.Table{Caption: v.Title, Head: []string{b.words.Case}, RowHead: true, Widths: []int{3}}
	for _, d := range v.Dimensions {
		t.Head = append(t.Head, d.Title)
		t.Widths = append(t.Widths, 4)
	}
	for i, r := range v.Rows {
		row := []report.Cell{rowName(r)}
		for k := range v.Dimensions {
			cell := v.Cells[i*len(v.Dimensions)+k]
			var out report.Cell
			for _, f := range cell.Findings {
				out = append(out, b.finding(f))
			}
			if len(out) == 0 {
				out = append(out, b.nothingSaid(cell))
			}
			row = append(row, out)
		}
		t.Rows = append(t.Rows, row)
	}
	b.put(report.Block{Table: &t})
	return nil
}

// rowName is a case with what it belongs to, or a group with the cases that it gathers.
func rowName(r SynthesisRow) report.Cell {
	out := report.Cell{{Runs: []report.Run{{Text: r.Name, Bold: true}}}}
	above := r.Path
	if r.By != qda.RowOfCase {
		above = strings.Join(each(r.Members, func(c Ref) string { return c.Name }), ", ")
	}
	if above != "" && above != r.Name {
		out = append(out, report.Text{Runs: []report.Run{{Text: above, Small: true}}})
	}
	return out
}

// finding is a statement with its quotes and, where it is not simply reviewed and
// fresh, what it is.
func (b *reportBuilder) finding(f FindingView) report.Text {
	runs := []report.Run{{Text: f.In(b.words.Lang), Quotes: b.quotes(f.Citations)}}
	var notes []string
	if f.Statement != "" && f.Status != FindingReviewed {
		notes = append(notes, b.words.Status(f.Status))
	}
	if f.Statement != "" && len(Standing(f.Citations)) == 0 {
		notes = append(notes, b.words.Unfounded)
	}
	if !f.Stale.Fresh() {
		notes = append(notes, report.Fill(b.words.Stale, "n", b.staleness(f.Stale)))
	}
	if len(notes) > 0 {
		runs = append(runs, report.Run{Text: " [" + strings.Join(notes, "; ") + "]", Italic: true, Small: true})
	}
	return report.Text{Runs: runs}
}

// staleness says in words what changed: "3 new, 1 withdrawn, 1 definition changed".
func (b *reportBuilder) staleness(s Staleness) string {
	var parts []string
	for _, x := range []struct {
		n    int
		text string
	}{{s.New, b.words.StaleNew}, {s.Withdrawn, b.words.StaleWithdrawn}, {s.Resized, b.words.StaleResized}, {s.Recoded, b.words.StaleRecoded}, {s.Definitions, b.words.StaleDefinitions}} {
		if x.n > 0 {
			parts = append(parts, b.words.Count(x.text, x.n))
		}
	}
	return strings.Join(parts, ", ")
}

func (b *reportBuilder) nothingSaid(c CellView) report.Text {
	text := b.words.Silent
	if c.Segments > 0 {
		text = b.words.Count(b.words.Unwritten, c.Passages)
	}
	return report.Text{Runs: []report.Run{{Text: text, Italic: true, Small: true}}}
}

// figuresOf writes one figure for each group at the top of the case tree: cases are
// columns, findings are rows in their order. What gathers cases of several groups stands in
// a figure of its own.
func (b *reportBuilder) figuresOf(v SynthesisView) error {
	groups := map[qda.ID][]int{}
	var order []qda.ID
	names := map[qda.ID]string{}
	cases := map[qda.ID]bool{} // groups of which a case has a row, and not only the group itself
	err := b.named(func(_ *store.Tx, cat *catalog) error {
		for i, r := range v.Rows {
			top := cat.cases.topOf(r)
			if groups[top.ID] == nil {
				order = append(order, top.ID)
			}
			groups[top.ID] = append(groups[top.ID], i)
			cases[top.ID] = cases[top.ID] || top.ID != r.Case
			names[top.ID] = cat.caseIn(top.ID, b.words.Lang)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, g := range order {
		b.figures++
		about := v.Title
		if !g.IsZero() {
			about = b.words.Named(v.Title, names[g])
		}
		if cases[g] && !g.IsZero() {
			about = report.Fill(b.words.ResultsOf, "group", names[g])
		}
		t := report.Table{Caption: fmt.Sprintf("%s %d. %s", b.words.Figure, b.figures, about)}
		most := 0
		for _, i := range groups[g] {
			t.Head = append(t.Head, v.Rows[i].Name)
			most = max(most, len(v.Cells[i].Findings))
		}
		for part := range most {
			var row []report.Cell
			for _, i := range groups[g] {
				if part < len(v.Cells[i].Findings) {
					row = append(row, report.Cell{b.finding(v.Cells[i].Findings[part])})
				} else {
					row = append(row, nil)
				}
			}
			t.Rows = append(t.Rows, row)
		}
		b.put(report.Block{Table: &t})
	}
	return nil
}

// topOf is the group at the top of the tree in which all cases of a row lie; one without
// an identity where they lie in several.
func (t caseTree) topOf(r SynthesisRow) qda.Case {
	var top qda.Case
	for i, m := range r.Members {
		k := t.byID[m.ID]
		for up := t.byID[k.ParentID]; up != nil; up = t.byID[up.ParentID] {
			k = up
		}
		if i > 0 && k.ID != top.ID {
			return qda.Case{}
		}
		top = *k
	}
	return top
}
