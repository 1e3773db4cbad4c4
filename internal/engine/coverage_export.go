package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/exchange/table"
	"articula/internal/qda"
)

// Singles gives the coverage with only those cells that rest on one voice.
func (c Coverage) Singles() Coverage {
	c.Cells = slices.DeleteFunc(slices.Clone(c.Cells), func(x CoverageCell) bool { return !x.Voices.Single })
	return c
}

// ExportCoverage writes who speaks in the cells of a matrix, one row for each cell that
// holds something; singles leaves out those in which more than one voice speaks.
func (p *Project) ExportCoverage(ctx context.Context, path string, q MatrixQuery, singles bool, r Export) (Exported, error) {
	r.Lang, r.Where, r.Consensus = orElse(r.Lang, q.Lang), q.Where, q.Consensus
	return p.exportTable(ctx, path, r, true, func() (table.Table, error) {
		v, err := p.Coverage(ctx, q)
		if singles {
			v = v.Singles()
		}
		return v.table(), err
	})
}

// ExportDocumentsCoverage writes how much of each document is coded and what it brought.
func (p *Project) ExportDocumentsCoverage(ctx context.Context, path, order string, r Export) (Exported, error) {
	return p.exportTable(ctx, path, r, true, func() (table.Table, error) {
		list, err := p.DocumentsCoverage(ctx, order)
		return documentsCoverageTable(list), err
	})
}

// ExportUncoded writes the turns and paragraphs without a coding.
func (p *Project) ExportUncoded(ctx context.Context, path string, documents []qda.ID, r Export) (Exported, error) {
	return p.exportTable(ctx, path, r, true, func() (table.Table, error) {
		list, err := p.UncodedPassages(ctx, documents)
		return uncodedTable(list), err
	})
}

// ExportGap writes what norm and practice say, one row for each case and dimension.
func (p *Project) ExportGap(ctx context.Context, path string, q GapQuery, r Export) (Exported, error) {
	return p.exportTable(ctx, path, r, true, func() (table.Table, error) {
		list, err := p.Gap(ctx, q)
		return gapTable(list), err
	})
}

func (c Coverage) table() table.Table {
	t := table.Table{Name: "Voices", Columns: []table.Column{
		{Name: "row", Type: table.Text, Meaning: "What the row is, with what stands above it"},
		{Name: "column", Type: table.Text, Meaning: "What the column is, with what stands above it"},
		{Name: "voices", Type: table.Integer, Meaning: "Different voices: speakers, and documents in which nobody is named"},
		{Name: "segments", Type: table.Integer, Meaning: "Segments of the cell"},
		{Name: "documents", Type: table.Integer, Meaning: "Documents that they come from"},
		{Name: "kinds", Type: table.Text, Meaning: "Kinds of these documents, separated by semicolons"},
		{Name: "sources", Type: table.Text, Meaning: "norm, practice, other: what shall be, what people say, the rest"},
		{Name: "levels", Type: table.Text, Meaning: "Values of the facet level on the segments"},
		{Name: "single", Type: table.Boolean, Meaning: "The cell rests on one voice"},
	}}
	t.Rows = func(yield func([]any, error) bool) {
		for _, x := range c.Cells {
			v := x.Voices
			if !yield([]any{c.Rows[x.Row].shown(), c.Columns[x.Column].shown(), v.Voices, v.Segments, v.Documents, semicolons(v.Kinds), semicolons(v.Sources), semicolons(v.Levels), v.Single}, nil) {
				return
			}
		}
	}
	return t
}

func semicolons(list []string) string { return strings.Join(list, "; ") }

func documentsCoverageTable(list []DocumentCoverage) table.Table {
	t := table.Table{Name: "Documents", Columns: []table.Column{
		{Name: "document_id", Type: table.Text, Meaning: "Identity of the document"},
		{Name: "document", Type: table.Text, Meaning: "Title of the document"},
		{Name: "kind", Type: table.Text, Meaning: "What the document is: {kinds}", Args: []string{"kinds", kindChoices()}},
		{Name: "language", Type: table.Text, Meaning: "Language of the document, ISO 639-1"},
		{Name: "document_date", Type: table.Date, Meaning: "Date of the document itself: YYYY, YYYY-MM or YYYY-MM-DD"},
		{Name: "cases", Type: table.Text, Meaning: "Cases that the document belongs to, separated by semicolons"},
		{Name: "characters", Type: table.Integer, Meaning: "Length of the document in Unicode code points"},
		{Name: "coded", Type: table.Integer, Meaning: "Characters under at least one coding"},
		{Name: "codings", Type: table.Integer, Meaning: "Codings of the document"},
		{Name: "codes", Type: table.Integer, Meaning: "Different codes among them"},
		{Name: "new", Type: table.Integer, Meaning: "Codes that no document in a row above has"},
		{Name: "new_codes", Type: table.Text, Meaning: "Names of these codes, separated by semicolons"},
		{Name: "total", Type: table.Integer, Meaning: "Different codes in this row and those above"},
		{Name: "passages", Type: table.Integer, Meaning: "Turns or paragraphs"},
		{Name: "uncoded", Type: table.Integer, Meaning: "Turns or paragraphs without a coding"},
	}}
	t.Rows = func(yield func([]any, error) bool) {
		for _, d := range list {
			cases := each(d.Cases, func(r Ref) string { return r.Name })
			if !yield([]any{d.Document.ID.String(), d.Document.Title, string(d.Document.Kind), d.Document.Lang, d.Document.Date, semicolons(cases), d.Characters, d.Coded, d.Codings, d.Codes, d.New, semicolons(each(d.NewCodes, func(r Ref) string { return r.Name })), d.Total, d.Passages, d.Uncoded}, nil) {
				return
			}
		}
	}
	return t
}

func uncodedTable(list []UncodedPassage) table.Table {
	t := table.Table{Name: "Uncoded", Columns: []table.Column{
		{Name: "document_id", Type: table.Text, Meaning: "Identity of the document"},
		{Name: "document", Type: table.Text, Meaning: "Title of the document"},
		{Name: "kind", Type: table.Text, Meaning: "What the document is: {kinds}", Args: []string{"kinds", kindChoices()}},
		{Name: "language", Type: table.Text, Meaning: "Language of the document, ISO 639-1"},
		{Name: "start", Type: table.Integer, Meaning: "First character, counted in Unicode code points from 0"},
		{Name: "end", Type: table.Integer, Meaning: "Character after the last one, in Unicode code points"},
		{Name: "page", Type: table.Text, Meaning: "Page on which the passage begins"},
		{Name: "turn", Type: table.Integer, Meaning: "Turn in which it begins, from 1"},
		{Name: "paragraph", Type: table.Integer, Meaning: "Paragraph in which it begins, from 1"},
		{Name: "speaker", Type: table.Text, Meaning: "Who speaks there"},
		{Name: "asking", Type: table.Boolean, Meaning: "An interviewer speaks: most of these need no coding"},
		{Name: "quote", Type: table.Text, Meaning: "The words of the turn or paragraph, exactly"},
	}}
	t.Rows = func(yield func([]any, error) bool) {
		for _, u := range list {
			if !yield([]any{u.Document.ID.String(), u.Document.Title, string(u.Document.Kind), u.Document.Lang, u.Start, u.End, u.Position.Page, orNone(u.Position.Turn), orNone(u.Position.Paragraph), u.Position.Speaker, u.Asking, u.Quote}, nil) {
				return
			}
		}
	}
	return t
}

func gapTable(list []GapRow) table.Table {
	t := table.Table{Name: "Gap", Columns: []table.Column{
		{Name: "case", Type: table.Text, Meaning: "Case, with what stands above it"},
		{Name: "code", Type: table.Text, Meaning: "Dimension: a code with those below it"},
		{Name: "verdict", Type: table.Text, Meaning: "contradicted, supported, both, norm_silent, practice_silent, other or silent"},
		{Name: "opposed", Type: table.Boolean, Meaning: "The norm mostly enables and practice mostly hinders, or the other way round"},
	}}
	for _, side := range []struct{ name, of string }{{SourceNorm, "formal documents"}, {SourcePractice, "what people say"}, {SourceOther, "other sources"}} {
		t.Columns = append(t.Columns,
			table.Column{Name: side.name, Type: table.Integer, Meaning: "Segments of {side}", Args: []string{"side", side.of}},
			table.Column{Name: side.name + "_documents", Type: table.Integer, Meaning: "Documents that they come from"},
			table.Column{Name: side.name + "_linked", Type: table.Integer, Meaning: "Passages of {side} that only a link brings in", Args: []string{"side", side.of}})
	}
	t.Columns = append(t.Columns, table.Column{Name: "links", Type: table.Text, Meaning: "Links between norm and practice, one on each line: what does what to what"})
	t.Rows = func(yield func([]any, error) bool) {
		for _, r := range list {
			row := []any{r.Case.Name, r.Code.Name, r.Verdict, r.Opposed}
			for _, s := range []GapSide{r.Norm, r.Practice, r.Other} {
				row = append(row, s.Segments, s.Documents, s.Linked)
			}
			links := each(r.Links, func(l LinkView) string {
				return "“" + l.From.Quote + "” (" + l.From.Document.Title + ") " + strings.ReplaceAll(l.Kind, "_", " ") + " “" + l.To.Quote + "” (" + l.To.Document.Title + ")"
			})
			if !yield(append(row, strings.Join(links, "\n")), nil) {
				return
			}
		}
	}
	return t
}
