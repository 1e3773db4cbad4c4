package engine

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/report"
	"articula/internal/safefile"
	"articula/internal/store"
)

// ReportRequest says what a report holds.
type ReportRequest struct {
	Format    string   `json:"format"`                       // "docx", "html" or "xlsx"
	Lang      string   `json:"lang"`                         // en, es, fr or pt; "" is the project's own
	Title     string   `json:"title"`                        // "" is the project's
	Sections  []string `json:"sections"`                     // see [ReportSections]; none for all
	Syntheses []qda.ID `json:"syntheses" ts_type:"string[]"` // none for all
	Cases     []qda.ID `json:"cases" ts_type:"string[]"`     // with a sheet; none for all without others below them
	Agreement bool     `json:"agreement"`                    // compute the agreement between coders for the section on methods

	Share Sharing `json:"share"`
}

// ReportSections lists the parts that a report can have, in their order.
func ReportSections() []string {
	return []string{"synthesis", "cases", "gap", "facets", "actors", "codebook", "methods"}
}

// Report writes a report: DOCX with real tables and a note for every quote, HTML
// in which every quote opens its context, or XLSX with a sheet for each table and for
// each matrix of actors. The
// file is complete or not there.
func (p *Project) Report(ctx context.Context, path string, r ReportRequest, progress Progress) (Exported, error) {
	out := Exported{Path: path}
	if !slices.Contains([]string{"docx", "html", "xlsx"}, r.Format) {
		return out, qda.E(qda.Invalid, "export.format", "{format} is not a format for this. Use one of {choices}.", "format", r.Format, "choices", "docx, html, xlsx")
	}
	b, err := p.buildReport(ctx, r, progress)
	if err != nil {
		return out, err
	}
	out.Hidden, out.Rows = len(b.info.Hidden), b.tables()
	return out, safefile.Write(path, func(to io.Writer) error {
		switch r.Format {
		case "docx":
			return report.DOCX(to, b.doc, b.over.made(p.eng.opts.Now()))
		case "html":
			return report.HTML(to, b.doc)
		}
		sheets := b.sheets()
		for i := range sheets {
			sheets[i].Lang, sheets[i].Page = b.words.Lang, true
		}
		done, err := table.XLSX(to, sheets...)
		out.Long, out.Mended = done.Long, done.Mends
		return err
	})
}

// buildReport gathers what a report holds.
func (p *Project) buildReport(ctx context.Context, r ReportRequest, progress Progress) (*reportBuilder, error) {
	if len(r.Sections) == 0 {
		r.Sections = ReportSections()
	}
	for _, s := range r.Sections {
		if !slices.Contains(ReportSections(), s) {
			return nil, qda.E(qda.Invalid, "report.section", "{section} is not a part of a report. Use {choices}.", "section", s, "choices", strings.Join(ReportSections(), ", "))
		}
	}
	info, err := p.Info(ctx)
	if err != nil {
		return nil, err
	}
	if r.Lang == "" {
		r.Lang = info.Language
	}
	b := &reportBuilder{p: p, ctx: ctx, request: r, words: report.WordsIn(r.Lang), info: info}
	b.doc = report.Document{Title: orElse(r.Title, info.Title), Lang: b.words.Lang, Wide: true}
	b.doc.Subtitle = report.Fill(b.words.MadeOn, "date", qda.FormatTime(p.eng.opts.Now())[:10])
	if b.over, err = p.coverFor(ctx, r.Share); err != nil {
		return nil, err
	}
	if info.Language != "" && info.Language != b.words.Lang {
		b.put(report.Block{Text: &report.Text{Runs: []report.Run{{Text: report.Fill(b.words.WrittenIn, "language", b.words.Name(info.Language)), Italic: true, Small: true}}}})
	}
	if err := b.build(progress); err != nil {
		return nil, err
	}
	b.doc = b.over.document(b.doc)
	return b, nil
}

// reportBuilder gathers the blocks of a report.
type reportBuilder struct {
	p       *Project
	ctx     context.Context
	request ReportRequest
	words   report.Words
	info    Info
	doc     report.Document
	figures int
	over    *cover
	// matrices are the map of actors as tables of actor × actor, for a workbook, in
	// which a picture could not be counted with.
	matrices []table.Table
}

func (b *reportBuilder) build(progress Progress) error {
	steps := map[string]func() error{
		"synthesis": b.synthesis, "cases": b.caseSheets, "gap": b.gap, "facets": b.facets, "actors": b.actors, "codebook": b.codebook, "methods": b.methods,
	}
	wanted := slices.DeleteFunc(ReportSections(), func(s string) bool { return !slices.Contains(b.request.Sections, s) })
	for i, name := range wanted {
		if err := b.ctx.Err(); err != nil {
			return qda.E(qda.Cancelled, "report.cancelled", "The report was stopped. Nothing was written.").Because(err)
		}
		if progress != nil {
			progress(name, i, len(wanted))
		}
		if err := steps[name](); err != nil {
			return err
		}
	}
	if progress != nil {
		progress("", len(wanted), len(wanted))
	}
	return nil
}

func (b *reportBuilder) put(blocks ...report.Block) { b.doc.Blocks = append(b.doc.Blocks, blocks...) }

func (b *reportBuilder) heading(level int, s string) { b.put(report.Head(level, s)) }

// named gives the catalog's names in the language of the report.
func (b *reportBuilder) named(fn func(tx *store.Tx, cat *catalog) error) error {
	return b.p.withCatalog(b.ctx, fn)
}

// quotes turns cited passages into quotes, with their translation into the language
// of the report, else into any. Those of documents in the bin are left out.
func (b *reportBuilder) quotes(list []CitationView) []report.Quote {
	list = Standing(list)
	out := make([]report.Quote, len(list))
	for i, c := range list {
		q := report.Quote{Text: c.Quote, Lang: c.Lang, Before: c.Before, After: c.After, Source: b.source(c.Document, c.Position)}
		if c.Role != "supports" {
			q.Role = b.words.Role(c.Role)
		}
		t, ok := inLanguage(c.Translations, b.words.Lang)
		if !ok && len(c.Translations) > 0 && c.Lang != b.words.Lang {
			t, ok = c.Translations[0], true
		}
		if ok && t.Lang != c.Lang {
			q.Translation, q.TransLang = t.Text, t.Lang
			q.TransNote = report.Fill(b.words.TranslatedBy, "by", t.Translator, "status", b.words.Status(t.Status))
		}
		out[i] = q
	}
	return out
}

// source says in words where a passage stands.
func (b *reportBuilder) source(d SegmentDocument, at Position) string {
	parts := []string{d.Title, b.words.Name(string(d.Kind))}
	if d.Date != "" {
		parts = append(parts, d.Date)
	}
	if at.Page != "" {
		parts = append(parts, b.words.Page+" "+at.Page)
	}
	if at.Speaker != "" {
		parts = append(parts, at.Speaker)
	}
	return strings.Join(parts, ", ")
}

func (b *reportBuilder) tables() int {
	n := 0
	for _, block := range b.doc.Blocks {
		if block.Table != nil {
			n += len(block.Table.Rows)
		}
	}
	return n
}

func sheetOf(t report.Table, name string, words report.Words) table.Table {
	out := table.Table{Name: name}
	for _, h := range t.Head {
		out.Columns = append(out.Columns, table.Column{Name: h, Type: table.Text, Meaning: t.Caption})
		out.Columns = append(out.Columns, table.Column{Name: h + " – " + words.Evidence, Type: table.Text, Meaning: words.Evidence})
	}
	out.Rows = func(yield func([]any, error) bool) {
		for _, row := range t.Rows {
			var line []any
			for i := range t.Head {
				text, quotes := "", ""
				if i < len(row) {
					text, quotes = cellText(row[i])
				}
				line = append(line, text, quotes)
			}
			if !yield(line, nil) {
				return
			}
		}
	}
	return dropEmpty(out, t, words)
}

// dropEmpty leaves out the columns of evidence in which nothing stands.
func dropEmpty(t table.Table, from report.Table, words report.Words) table.Table {
	keep := make([]bool, len(t.Columns))
	for i := range keep {
		keep[i] = i%2 == 0
	}
	for _, row := range from.Rows {
		for i, c := range row {
			if _, quotes := cellText(c); quotes != "" && 2*i+1 < len(keep) {
				keep[2*i+1] = true
			}
		}
	}
	rows := t.Rows
	var columns []table.Column
	for i, c := range t.Columns {
		if keep[i] {
			columns = append(columns, c)
		}
	}
	t.Columns = columns
	t.Rows = func(yield func([]any, error) bool) {
		for row, err := range rows {
			var kept []any
			for i, v := range row {
				if keep[i] {
					kept = append(kept, v)
				}
			}
			if !yield(kept, err) {
				return
			}
		}
	}
	return t
}

func plainText(runs []report.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// cellText is what a cell says, and the quotes on which it rests.
func cellText(c report.Cell) (text, quotes string) {
	var texts, quoted []string
	for _, p := range c {
		texts = append(texts, plainText(p.Runs))
		for _, r := range p.Runs {
			for _, q := range r.Quotes {
				line := fmt.Sprintf("“%s” (%s)", q.Text, q.Source)
				if q.Role != "" {
					line = q.Role + ": " + line
				}
				if q.Translation != "" {
					line += fmt.Sprintf(" – “%s” [%s]", q.Translation, q.TransNote)
				}
				quoted = append(quoted, line)
			}
		}
	}
	return strings.Join(texts, "\n"), strings.Join(quoted, "\n")
}
