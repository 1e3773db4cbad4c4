package engine

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/report"
	"articula/internal/safefile"
	"articula/internal/store"
	"articula/internal/textpos"
)

// ExportDocuments says how documents are written with their codings.
type ExportDocuments struct {
	Format    string `json:"format"` // "html" or "docx"
	Where     string `json:"where"`  // which codings; "" for all. With a condition, only the documents that have some are written
	Consensus bool   `json:"consensus"`

	Share Sharing `json:"share"`
}

// DocumentsWritten says what was written.
type DocumentsWritten struct {
	Path      string `json:"path"`
	Documents int    `json:"documents"`
	Codings   int    `json:"codings"`
	Hidden    int    `json:"hidden"`   // documents in a blind round, of which others' codings were left out
	Manifest  string `json:"manifest"` // the file beside it that says what it holds
}

// ExportCodedDocuments writes documents with their whole text. What is coded is bold,
// and each coding is a number in brackets where it begins, and the number with its
// code and coder where it ends, so that codings that overlap can be told apart. The
// file is complete or not there; a manifest lies beside it.
func (p *Project) ExportCodedDocuments(ctx context.Context, path string, r ExportDocuments, progress Progress) (DocumentsWritten, error) {
	out := DocumentsWritten{Path: path}
	if r.Format != "html" && r.Format != "docx" {
		return out, qda.E(qda.Invalid, "export.format", "{format} is not a format for this. Use one of {choices}.", "format", r.Format, "choices", "html, docx")
	}
	var d report.Document
	var m Dataset
	var over *cover
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		found, w, err := p.selectCodings(tx, cat, r.Where, r.Consensus, nil)
		if err != nil {
			return err
		}
		d.Title, d.Lang = cat.project.Title, orElse(cat.project.Language, "en")
		if !slices.Contains(report.Languages(), d.Lang) {
			d.Lang = "en"
		}
		var only map[qda.ID]bool
		if r.Where != "" {
			only = documentsOf(found)
		}
		if over, err = p.coverOver(tx, cat, r.Share, only); err != nil {
			return err
		}
		w.cover = over
		if m, _, err = p.manifest(w, r.Where, r.Consensus, r.Share, len(found)); err != nil {
			return err
		}
		out.Hidden = m.Hidden
		byDocument := map[qda.ID][]qda.Coding{}
		for _, c := range found {
			byDocument[c.DocumentID] = append(byDocument[c.DocumentID], c)
		}
		for i, doc := range cat.documents {
			list := byDocument[doc.ID]
			if doc.DeletedAt != "" || r.Where != "" && len(list) == 0 {
				continue
			}
			step(progress, doc.Title, i, len(cat.documents))
			if err := ctx.Err(); err != nil {
				return err
			}
			text, err := tx.Text(doc.TextHash)
			if err != nil {
				return err
			}
			body := text.Body
			if w.cover != nil {
				t, err := w.cover.text(tx, &doc)
				if err != nil {
					return err
				}
				body, list = t.ix.Text(), slices.Clone(list)
				for i := range list {
					if list[i], err = w.cover.coding(tx, &doc, list[i]); err != nil {
						return err
					}
				}
			}
			d.Blocks = append(d.Blocks, report.Head(1, doc.Title))
			d.Blocks = append(d.Blocks, w.marked(body, list)...)
			out.Documents++
			out.Codings += len(list)
		}
		step(progress, "", len(cat.documents), len(cat.documents))
		d = w.cover.document(d)
		return w.err
	})
	if err != nil {
		return out, explained(err)
	}
	out.Manifest, err = withManifest(path, "The documents with their codings, to be read", &m, func(to io.Writer) (int, error) {
		return 0, p.reportTo(to, r.Format, d, over)
	})
	return out, explained(err)
}

// writeReport writes a report in one of its formats.
func (p *Project) writeReport(path, format string, d report.Document) error {
	return safefile.Write(path, func(to io.Writer) error { return p.reportTo(to, format, d, nil) })
}

func (p *Project) reportTo(to io.Writer, format string, d report.Document, over *cover) error {
	if format == "docx" {
		return report.DOCX(to, d, over.made(p.eng.opts.Now()))
	}
	return report.HTML(to, d)
}

// mark is an end of a coding.
type mark struct {
	at    int
	opens bool
	n     int // number of the coding in its document, from 1
	c     qda.Coding
}

// marked cuts a text into paragraphs whose runs begin and end where codings do.
func (w *world) marked(text string, list []qda.Coding) []report.Block {
	ix := textpos.NewIndex(text)
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b qda.Coding) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	var marks []mark
	for i, c := range list {
		marks = append(marks, mark{c.Start, true, i + 1, c}, mark{c.End, false, i + 1, c})
	}
	slices.SortStableFunc(marks, func(a, b mark) int {
		switch {
		case a.at != b.at:
			return a.at - b.at
		case a.opens != b.opens && !a.opens:
			return -1
		case a.opens != b.opens:
			return 1
		case a.opens:
			return a.n - b.n
		}
		return b.n - a.n
	})
	var blocks []report.Block
	var line report.Text
	open, from := 0, 0
	end := func() {
		if len(line.Runs) > 0 {
			blocks = append(blocks, report.Block{Text: &report.Text{Runs: line.Runs}})
		}
		line = report.Text{}
	}
	put := func(to int) {
		for i, part := range strings.Split(ix.Slice(qda.Span{Start: from, End: to}), "\n") {
			if i > 0 {
				end()
			}
			if part != "" {
				line.Runs = append(line.Runs, report.Run{Text: part, Bold: open > 0})
			}
		}
		from = to
	}
	for _, m := range marks {
		if m.at > from {
			put(m.at)
		}
		if m.opens {
			open++
			line.Runs = append(line.Runs, report.Run{Text: fmt.Sprintf("[%d ", m.n), Small: true})
			continue
		}
		open--
		line.Runs = append(line.Runs, report.Run{Text: fmt.Sprintf(" %d: %s (%s)]", m.n, w.codePath(m.c.CodeID), w.cover.coder(m.c.CoderID, w.cat.coderOf[m.c.CoderID])), Small: true})
	}
	put(ix.Len())
	end()
	return blocks
}

func (w *world) codePath(id qda.ID) string {
	if n := w.cat.tree.Node(id); n != nil {
		return n.Path()
	}
	return id.String()
}
