package engine

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"articula/internal/exchange/codebook"
	"articula/internal/exchange/refi"
	"articula/internal/qda"
	"articula/internal/report"
	"articula/internal/store"
)

// ExportCodebook says how the codebook is written.
type ExportCodebook struct {
	Format  string  `json:"format"`  // "yaml", "csv", "qdc", "html" or "docx"
	BOM     bool    `json:"bom"`     // CSV: for Excel
	Preview bool    `json:"preview"` // only say what the format has no place for
	Share   Sharing `json:"share"`
}

// ExportCodebook writes the codebook as "yaml", "csv" or "qdc", or as "html" or "docx"
// to be read, and a manifest beside it. Notices name what the format has no place for.
func (p *Project) ExportCodebook(ctx context.Context, path string, r ExportCodebook) ([]ImportWarning, error) {
	lay := p.coverFor
	if r.Preview {
		lay = p.coverAsIs
	}
	over, err := lay(ctx, r.Share)
	if err != nil {
		return nil, explained(err)
	}
	book, memos, m, err := p.book(ctx, over, r.Share)
	if err != nil {
		return nil, explained(err)
	}
	var write func(io.Writer) error
	var lost []codebook.Notice
	whole := func(b []byte) func(io.Writer) error {
		return func(to io.Writer) error {
			_, err := to.Write(b)
			return err
		}
	}
	switch r.Format {
	case "yaml":
		write = whole(codebook.WriteYAML(book))
	case "csv":
		write = whole(codebook.WriteCSV(book, codebook.CSVOptions{BOM: r.BOM}))
		lost = codebook.Losses(book, codebook.Places{Rules: true, Translations: true})
	case "qdc":
		b, notices, err := refi.EncodeCodebook(book, "Articula "+p.eng.opts.Version)
		if err != nil {
			return nil, explained(err)
		}
		write, lost = whole(b), notices
	case "html", "docx":
		write = func(to io.Writer) error { return p.reportTo(to, r.Format, codebookReport(book), over) }
	default:
		return nil, qda.E(qda.Invalid, "export.format", "{format} is not a format for this. Use one of {choices}.", "format", r.Format, "choices", "yaml, csv, qdc, html, docx")
	}
	if memos > 0 {
		lost = append(lost, qda.E(qda.Invalid, "codebook.lost_memos", "A codebook has no memos; those on codes stay in the project: {count}.", "count", memos))
	}
	out := []ImportWarning{}
	for _, n := range lost {
		out = append(out, warningOf(n))
	}
	if r.Preview {
		return out, nil
	}
	_, err = withManifest(path, "The codebook", &m, func(to io.Writer) (int, error) { return 0, write(to) })
	return out, err
}

// book gives the project's codebook as it is to be written, how many memos there are on
// its codes, and of which state of the project it is.
func (p *Project) book(ctx context.Context, over *cover, share Sharing) (book codebook.Book, memos int, m Dataset, err error) {
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		r, err := bookRecords(tx)
		if err != nil {
			return err
		}
		book = codebook.FromRecords(over.book(r))
		book.Title, book.Language = over.words(cat.project.Title), cat.project.Language
		if book.Language == "" && len(book.Languages()) > 0 {
			book.Language = "en"
		}
		var all []qda.Memo
		if err := reader(tx, &all)(); err != nil {
			return err
		}
		written := map[qda.ID]bool{}
		book.Walk(func(_ []string, c *codebook.Code) { written[c.ID] = true })
		for _, m := range all {
			if m.Owner == "code" && written[m.OwnerID] {
				memos++
			}
		}
		m, err = p.manifestOf(tx, cat, over, "", false, share, 0)
		return err
	})
	return book, memos, m, err
}

// warningOf is a notice for people, with what translating it needs.
func warningOf(n *qda.Error) ImportWarning {
	w := ImportWarning{Code: n.Code, Message: n.Message(), Count: 1}
	for _, a := range n.Args {
		if w.Args == nil {
			w.Args = map[string]string{}
		}
		w.Args[a.Name] = fmt.Sprint(a.Value)
	}
	return w
}

// codebookWords are the words of a codebook on paper.
var codebookWords = map[string]struct {
	rules              [3]string
	facets, attributes string
}{
	"en": {[3]string{"When", "Not when", "Example"}, "Facets", "Attributes"},
	"es": {[3]string{"Cuándo", "Cuándo no", "Ejemplo"}, "Facetas", "Atributos"},
	"fr": {[3]string{"Quand", "Pas quand", "Exemple"}, "Facettes", "Attributs"},
	"pt": {[3]string{"Quando", "Não quando", "Exemplo"}, "Facetas", "Atributos"},
}

// codebookReport is the codebook to be read on paper: a heading for each code, with
// what it means, when it applies and how other languages say it; then the facets and
// attributes with their values.
func codebookReport(book codebook.Book) report.Document {
	d := report.Document{Title: book.Title, Lang: orElse(book.Language, "en")}
	if !slices.Contains(report.Languages(), d.Lang) {
		d.Lang = "en"
	}
	words := codebookWords[d.Lang]
	labelled := func(label, text string) {
		if text != "" {
			d.Blocks = append(d.Blocks, report.Block{Text: &report.Text{Runs: []report.Run{{Text: label + ": ", Bold: true}, {Text: strings.ReplaceAll(text, "\n", " ")}}}})
		}
	}
	say := func(w codebook.Wording, tr codebook.Translations) {
		for part := range strings.SplitSeq(w.Definition, "\n") {
			if part != "" {
				d.Blocks = append(d.Blocks, report.Paragraph(part))
			}
		}
		for i, rule := range []string{w.Include, w.Exclude, w.Example} {
			labelled(words.rules[i], rule)
		}
		for _, lang := range slices.Sorted(maps.Keys(tr)) {
			t := tr[lang]
			labelled(lang, inOneLine(t.Name, t.Definition))
			for i, rule := range []string{t.Include, t.Exclude, t.Example} {
				labelled(lang+", "+words.rules[i], rule)
			}
		}
	}
	book.Walk(func(path []string, c *codebook.Code) {
		d.Blocks = append(d.Blocks, report.Head(min(len(path), 6), c.Name))
		say(c.Wording, c.Translations)
	})
	if len(book.Facets) > 0 {
		d.Blocks = append(d.Blocks, report.Head(1, words.facets))
	}
	for _, f := range book.Facets {
		d.Blocks = append(d.Blocks, report.Head(2, f.Name))
		say(f.Wording, f.Translations)
		for _, v := range f.Values {
			d.Blocks = append(d.Blocks, report.Head(3, v.Name))
			say(v.Wording, v.Translations)
		}
	}
	if len(book.Attributes) > 0 {
		d.Blocks = append(d.Blocks, report.Head(1, words.attributes))
	}
	for _, a := range book.Attributes {
		d.Blocks = append(d.Blocks, report.Head(2, a.Name))
		say(a.Wording, a.Translations)
		for _, v := range a.Choices {
			d.Blocks = append(d.Blocks, report.Head(3, v.Name))
			say(v.Wording, v.Translations)
		}
	}
	return d
}

// inOneLine puts the texts that are not empty one after the other.
func inOneLine(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " — ")
}
