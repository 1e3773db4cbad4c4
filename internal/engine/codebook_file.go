package engine

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"path/filepath"
	"strings"

	tree "articula/internal/codebook"
	"articula/internal/exchange/codebook"
	"articula/internal/exchange/refi"
	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/store"
)

// CodebookReport says what taking over a codebook did.
type CodebookReport struct {
	Added     int             `json:"added"`   // codes, facets, values, attributes and choices that were not there
	Changed   int             `json:"changed"` // that were there and got other texts, in whatever language
	Unchanged int             `json:"unchanged"`
	Notices   []ImportWarning `json:"notices"` // what the file said and could not be taken over
}

// ImportCodebook says which codebook is taken over.
type ImportCodebook struct {
	Path string
	Dots bool // a dot in the name of a code makes a level
}

// maxBook bounds a codebook that is read as a whole: YAML, CSV, a workbook.
const maxBook = 64 << 20

// CodebookPreview says what taking over a codebook would do.
type CodebookPreview struct {
	CodebookReport
	Dots  bool           `json:"dots"`  // whether there are names that dots would make levels of
	Total int            `json:"total"` // how many codes there are in it
	Codes []IncomingCode `json:"codes"` // the first of them, parents before children
}

// IncomingCode is a code of a codebook that is looked at.
type IncomingCode struct {
	Name   string `json:"name"`
	Depth  int    `json:"depth"`  // how many codes are above it
	Folder bool   `json:"folder"` // nothing is coded with it
	State  string `json:"state"`  // "new", "changed" or "same"
}

// firstCodes is how many codes of a codebook a preview names.
const firstCodes = 12

// ImportCodebook takes over a codebook file (YAML, CSV, XLSX, or of the REFI-QDA
// standard: QDC, or the codebook of a QDPX), as one operation. What
// is there already, by identity or by path, gets the texts of the file where the
// file has some; the rest is added, and a code that lies in the bin comes back.
// Nothing is deleted, and what stands is not moved.
func (p *Project) ImportCodebook(ctx context.Context, r ImportCodebook) (CodebookReport, error) {
	var out CodebookPreview
	book, err := out.read(ctx, r.Path)
	if err != nil {
		return out.CodebookReport, explained(err)
	}
	_, err = p.update(ctx, "codebook.import", func(tx *store.Tx) error { return out.takeOver(tx, book, r.Dots) })
	return out.CodebookReport, err
}

// PreviewCodebook says what ImportCodebook would do, and changes nothing: it does all of
// it and lets none of it be kept, so that the two cannot differ.
func (p *Project) PreviewCodebook(ctx context.Context, r ImportCodebook) (CodebookPreview, error) {
	var out CodebookPreview
	book, err := out.read(ctx, r.Path)
	if err != nil {
		return out, explained(err)
	}
	// Not as an update, with which somebody new would join the project.
	_, err = p.store.Update(ctx, p.Me().ID, "codebook.import", func(tx *store.Tx) error {
		if err := out.takeOver(tx, book, r.Dots); err != nil {
			return err
		}
		return errPreview
	})
	if errors.Is(err, errPreview) {
		err = nil
	}
	return out, explained(err)
}

// read reads the codebook, and notes what could not be read.
func (c *CodebookPreview) read(ctx context.Context, path string) (codebook.Book, error) {
	c.Notices, c.Codes = []ImportWarning{}, []IncomingCode{}
	book, notices, err := readBook(ctx, path)
	for _, n := range notices {
		c.Notices = append(c.Notices, warningOf(n))
	}
	return book, err
}

// takeOver merges a book into the project's.
func (c *CodebookPreview) takeOver(tx *store.Tx, book codebook.Book, dots bool) error {
	c.Added, c.Changed, c.Unchanged, c.Total, c.Codes = 0, 0, 0, 0, c.Codes[:0]
	have, err := bookRecords(tx)
	if err != nil {
		return err
	}
	known := map[qda.ID]bool{}
	for _, o := range have.Codes {
		known[o.ID] = true
	}
	// What is there by its identity is not moved, so its name is whole as well.
	stays := func(id qda.ID) bool { return known[id] }
	if c.Dots = book.HasDots(stays); dots {
		book = book.Dotted(stays)
	}
	t := newTakeOver(tx, have, book, &c.CodebookReport)
	return t.all(func(n *tree.Node, state string) {
		if c.Total++; len(c.Codes) < firstCodes {
			c.Codes = append(c.Codes, IncomingCode{Name: n.Code.Name, Depth: n.Depth(), Folder: n.Code.Folder, State: state})
		}
	})
}

// readBook reads a codebook in the format that its name says.
func readBook(ctx context.Context, path string) (codebook.Book, []codebook.Notice, error) {
	name := filepath.Base(path)
	kind := strings.ToLower(filepath.Ext(name))
	switch kind {
	case ".qdc", ".qdpx", ".qde":
		file, size, err := openRegular(path)
		if err != nil {
			return codebook.Book{}, nil, err
		}
		defer file.Close()
		f, err := refi.Open(ctx, file, size, name, refi.DefaultLimits())
		if err != nil {
			return codebook.Book{}, nil, err
		}
		return refi.DecodeCodebook(f)
	}
	b, err := fileBytes(path, maxBook)
	if err != nil {
		return codebook.Book{}, nil, err
	}
	switch kind {
	case ".csv", ".tsv", ".txt":
		return codebook.ReadCSV(b)
	case ".xlsx":
		sheets, err := table.Read(name, b)
		if err != nil {
			return codebook.Book{}, nil, err
		}
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		if err := w.WriteAll(append([][]string{sheets[0].Header}, sheets[0].Rows...)); err != nil {
			return codebook.Book{}, nil, err
		}
		return codebook.ReadCSV(text.Bytes())
	}
	return codebook.ReadYAML(b)
}

func find[T any](list []T, is func(T) bool) (T, bool) {
	for _, x := range list {
		if is(x) {
			return x, true
		}
	}
	var none T
	return none, false
}

func overwrite(field *string, text string) {
	if text != "" {
		*field = text
	}
}

func foldPath(names []string) string {
	folded := make([]string, len(names))
	for i, n := range names {
		folded[i] = tree.Fold(n)
	}
	return strings.Join(folded, "\x00")
}

// bookRecords reads the records that make up the project's codebook.
func bookRecords(tx *store.Tx) (r codebook.Records, err error) {
	for _, read := range []func() error{
		reader(tx, &r.Codes), reader(tx, &r.Facets), reader(tx, &r.FacetValues), reader(tx, &r.Attributes), reader(tx, &r.Choices), reader(tx, &r.Labels),
	} {
		if err := read(); err != nil {
			return r, err
		}
	}
	return r, nil
}
