package engine

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/report"
	"articula/internal/safefile"
)

// ExportMemos says which memos are written, and how.
type ExportMemos struct {
	Format    string     `json:"format"` // "md", "docx", "html", "csv", "xlsx", "json" or "jsonl"
	Filter    MemoFilter `json:"filter"`
	BOM       bool       `json:"bom"`       // CSV: for Excel
	Semicolon bool       `json:"semicolon"` // CSV: for Excel in languages whose decimals have a comma
}

// memoFormats are those in which memos can be written.
var memoFormats = []string{"md", "docx", "html", "csv", "xlsx", "json", "jsonl"}

// ExportMemos writes memos, the latest first: as a text to read, or one row each. What
// they refer to is written in its present words. The file is complete or not there.
func (p *Project) ExportMemos(ctx context.Context, path string, r ExportMemos) (Exported, error) {
	out := Exported{Path: path}
	if !slices.Contains(memoFormats, r.Format) {
		return out, qda.E(qda.Invalid, "export.format", "{format} is not a format for this. Use one of {choices}.", "format", r.Format, "choices", strings.Join(memoFormats, ", "))
	}
	list, err := p.Memos(ctx, r.Filter)
	if err != nil {
		return out, err
	}
	info, err := p.Info(ctx)
	if err != nil {
		return out, err
	}
	switch out.Rows = len(list); r.Format {
	case "docx", "html":
		return out, explained(p.writeReport(path, r.Format, memoReport(info, list)))
	case "md":
		return out, explained(safefile.Write(path, func(to io.Writer) error {
			_, err := io.WriteString(to, memoMarkdown(info.Title, list))
			return err
		}))
	}
	return out, explained(safefile.Write(path, func(to io.Writer) error {
		done, err := writeTable(to, memoTable(list), Export{Format: r.Format, BOM: r.BOM, Semicolon: r.Semicolon})
		out.Rows, out.Long, out.Mended = done.Rows, done.Long, done.Mends
		return err
	}))
}

// memoFacts says in one line what is known of a memo.
func memoFacts(m MemoView) string {
	facts := []string{m.Kind, m.Coder.Name, m.ChangedAt[:10]}
	if m.OnName != "" {
		facts = append(facts, m.OnName)
	}
	return strings.Join(facts, " · ")
}

// memoHead is the title of a memo, or how it begins.
func memoHead(m MemoView) string { return orElse(m.Title, inVivoName(SayMemo(m))) }

func memoReport(info Info, list []MemoView) report.Document {
	d := report.Document{Title: info.Title, Lang: info.Language}
	if !slices.Contains(report.Languages(), d.Lang) {
		d.Lang = "en"
	}
	for _, m := range list {
		d.Blocks = append(d.Blocks, report.Head(1, memoHead(m)), report.Block{Text: &report.Text{Runs: []report.Run{{Text: memoFacts(m), Small: true}}}})
		for _, part := range paragraphs(SayMemo(m)) {
			d.Blocks = append(d.Blocks, report.Paragraph(part))
		}
	}
	return d
}

func memoMarkdown(title string, list []MemoView) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", title)
	for _, m := range list {
		fmt.Fprintf(&b, "\n## %s\n\n*%s*\n", memoHead(m), memoFacts(m))
		for _, part := range paragraphs(SayMemo(m)) {
			fmt.Fprintf(&b, "\n%s\n", part)
		}
	}
	return b.String()
}

func memoTable(list []MemoView) table.Table {
	t := table.Table{Name: "Memos", Columns: []table.Column{
		{Name: "memo_id", Type: table.Text, Meaning: "Identity of the memo; stays the same in every export and copy of the project"},
		{Name: "kind", Type: table.Text, Meaning: "What kind of memo it is"},
		{Name: "title", Type: table.Text, Meaning: "Its title"},
		{Name: "text", Type: table.Text, Meaning: "Its text, with what it refers to in words"},
		{Name: "coder", Type: table.Text, Meaning: "Who wrote it"},
		{Name: "on", Type: table.Text, Meaning: "What it is on: project, document, case, code, coding, actor, cell, or nothing"},
		{Name: "on_id", Type: table.Text, Meaning: "Identity of what it is on"},
		{Name: "on_name", Type: table.Text, Meaning: "Name of what it is on"},
		{Name: "created", Type: table.Date, Meaning: "When it was begun, UTC"},
		{Name: "changed", Type: table.Date, Meaning: "When it was changed last, UTC"},
	}}
	t.Rows = memoRows(list)
	return t
}

func memoRows(list []MemoView) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, m := range list {
			on := ""
			if !m.OnID.IsZero() {
				on = m.OnID.String()
			}
			if !yield([]any{m.ID.String(), m.Kind, m.Title, SayMemo(m), m.Coder.Name, m.On, on, m.OnName, m.CreatedAt, m.ChangedAt}, nil) {
				return
			}
		}
	}
}
