package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/store"
)

// ExportDataset says what a dataset holds.
type ExportDataset struct {
	Where     string `json:"where"` // which codings; "" for all
	Consensus bool   `json:"consensus"`
	BOM       bool   `json:"bom"` // begin CSV with a byte order mark, for Excel

	Share Sharing `json:"share"`
}

// DatasetFile is a file of a dataset.
type DatasetFile struct {
	Name    string `json:"name"`
	Rows    int    `json:"rows"` // of a table, without its head; 0 for other files
	Bytes   int    `json:"bytes"`
	SHA256  string `json:"sha256"`
	Meaning string `json:"meaning"`
}

// Dataset says what was written: it is also the manifest that lies in the folder, or beside
// a file that is written alone.
type Dataset struct {
	Path      string        `json:"path"`
	Program   string        `json:"program"`
	Project   Ref           `json:"project"`
	Created   string        `json:"created"`
	Operation int           `json:"operation"` // the last one in the history when it was written
	Where     string        `json:"where"`
	Consensus bool          `json:"consensus"`
	Codebook  string        `json:"codebook_sha256"`  // of codebook.yaml: names the state of the codebook
	Version   string        `json:"codebook_version"` // its label: of the latest version that was kept; "" if none was
	Changed   bool          `json:"codebook_changed"` // whether the codebook was changed since that one
	Codings   int           `json:"codings"`
	Hidden    int           `json:"hidden"`  // documents in a blind round, of which others' codings were left out
	Mended    int           `json:"mended"`  // characters that a format cannot hold, written as U+FFFD
	Profile   string        `json:"profile"` // of sharing: what was taken out
	Takes     []string      `json:"takes"`   // what that is
	Files     []DatasetFile `json:"files"`

	Matrix *MatrixAsked `json:"matrix,omitempty"` // of a matrix: what was counted
	Units  *UnitsAsked  `json:"units,omitempty"`  // of a matrix of units: what was compared
}

// MatrixAsked is the question that a written matrix answers, beside which codings it counts.
type MatrixAsked struct {
	Rows     MatrixAxis `json:"rows"`
	Columns  MatrixAxis `json:"columns"`
	Together string     `json:"together"`
	Distance int        `json:"distance"`
	Split    bool       `json:"split"`
	Measure  string     `json:"measure"` // of CSV, JSON and pictures; workbooks have all
	// Folded are the rows of a picture, by their paths, below which others lie that it does
	// not draw; tables have all rows.
	Folded []string `json:"folded"`
}

// UnitsAsked is what a written matrix of units compares.
type UnitsAsked struct {
	Round     qda.ID   `json:"round"`
	Coders    []qda.ID `json:"coders"` // in the order of the columns; none where their names are hidden
	Documents []qda.ID `json:"documents"`
	Unit      string   `json:"unit"`
	Cover     string   `json:"cover"`
	Level     string   `json:"level"`
}

// ExportDataset writes a folder for statistics: one row per coding, matrices of
// documents, cases and units by codes, the codebook, scripts that read them in R and
// SPSS with types and labels, and a manifest with the hash of every file. The folder
// is complete or not there. It fails with Conflict if there is a file or folder of
// that name.
func (p *Project) ExportDataset(ctx context.Context, path string, r ExportDataset, progress Progress) (Dataset, error) {
	out := Dataset{Path: path, Files: []DatasetFile{}}
	if _, err := os.Lstat(path); err == nil {
		return out, qda.E(qda.Conflict, "dataset.exists", "There is already something called {path}. It was not touched. Choose another name.", "path", path)
	}
	draft, err := os.MkdirTemp(filepath.Dir(path), ".new-*")
	if errors.Is(err, os.ErrNotExist) {
		return out, qda.E(qda.NotFound, "dataset.no_folder", "The folder of {path} does not exist. Nothing was written. Make the folder first, or choose another place.", "path", path).Because(err)
	}
	if err != nil {
		return out, explained(err)
	}
	defer os.RemoveAll(draft)
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		found, w, err := p.selectCodings(tx, cat, r.Where, r.Consensus, nil)
		if err != nil {
			return err
		}
		if w.cover, err = p.coverOver(tx, cat, r.Share, documentsOf(found)); err != nil {
			return err
		}
		var book []byte
		if out, book, err = p.manifest(w, r.Where, r.Consensus, r.Share, len(found)); err != nil {
			return err
		}
		out.Path = path
		d := &dataset{folder: draft, r: r, w: w, found: found, out: &out, book: book, progress: progress}
		return d.write()
	})
	if err != nil {
		return out, explained(err)
	}
	if err := ctx.Err(); err != nil {
		return out, explained(err)
	}
	return out, explained(os.Rename(draft, path))
}

// dataset is a folder in the making.
type dataset struct {
	folder   string
	r        ExportDataset
	w        *world
	found    []qda.Coding
	out      *Dataset
	book     []byte // the codebook as text
	progress Progress
	tables   []table.Table // as they were written, without rows: for the dictionary and the scripts
	files    []string      // their names
	shapes   []tableShape  // what their cells are like
}

func (d *dataset) write() error {
	codings, err := d.w.codingTable(d.found, d.progress)
	if err != nil {
		return err
	}
	lines := d.w.cover.table(worded(codings, ""))
	m := newCross(d.w, d.found, d.r.Where != "")
	for _, step := range []func() error{
		func() error {
			return d.table("codings.csv", codings, "One row per coding, with everything that belongs to it")
		},
		func() error { return d.jsonLines(lines) },
		func() error { return d.table("documents.csv", m.documentTable(), "The documents and their attributes") },
		func() error { return d.table("cases.csv", m.caseTable(), "The cases and their attributes") },
		func() error {
			return d.table("codes.csv", m.codeTable(), "The codes: which column of the matrices is which code")
		},
		func() error {
			for _, measure := range crossMeasures {
				for _, by := range []string{"document", "case"} {
					if err := d.table(by+"_by_code_"+measure+".csv", m.table(by, measure), "Each "+by+" by each code: "+crossMeaning[measure]); err != nil {
						return err
					}
				}
			}
			return nil
		},
		func() error {
			return d.table("unit_by_code.csv", m.unitTable(), "Each turn or paragraph by each code: 1 if a coding touches it, for coefficients and models")
		},
		func() error {
			return d.file("codebook.yaml", d.book, 0, "The codebook: names, definitions, rules, examples, facets, in every language")
		},
		func() error {
			return d.file("dictionary.csv", d.dictionary(), 0, "What each column of each table means")
		},
		func() error {
			return d.file("read_in_R.R", []byte(rScript(d.files, d.tables)), 0, "Reads the tables in R, with types and labels; needs no package")
		},
		func() error {
			return d.file("read_in_SPSS.sps", []byte(spssSyntax(d.files, d.tables, d.shapes)), 0, "Reads the tables in SPSS or PSPP, with types, labels and levels")
		},
	} {
		if err := d.w.tx.Context().Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
		if d.w.err != nil {
			return d.w.err
		}
	}
	b, err := json.MarshalIndent(withoutPath(*d.out), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(d.folder, "manifest.json"), append(b, '\n'), 0o600)
}

// withoutPath is the manifest as it lies in the folder: where that is on somebody's
// computer is no part of it.
func withoutPath(d Dataset) Dataset {
	d.Path = ""
	return d
}

func (d *dataset) table(name string, t table.Table, meaning string) error {
	var b strings.Builder
	t = d.w.cover.table(worded(t, ""))
	shape := shapeOf(&t)
	done, err := table.CSV(&b, t, table.CSVOptions{BOM: d.r.BOM})
	if err != nil {
		return err
	}
	d.out.Mended += done.Mends
	t.Rows = nil
	d.tables, d.files, d.shapes = append(d.tables, t), append(d.files, name), append(d.shapes, *shape)
	return d.file(name, []byte(b.String()), done.Rows, meaning)
}

func (d *dataset) file(name string, b []byte, rows int, meaning string) error {
	f, err := os.OpenFile(filepath.Join(d.folder, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(b); err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	d.out.Files = append(d.out.Files, DatasetFile{Name: name, Rows: rows, Bytes: len(b), SHA256: qda.HashOf(b).String(), Meaning: meaning})
	return err
}

// jsonLines writes one object per coding and line, and the schema of a line.
func (d *dataset) jsonLines(t table.Table) error {
	var b strings.Builder
	done, err := writeLines(&b, t)
	if err != nil {
		return err
	}
	if err := d.file("codings.jsonl", []byte(b.String()), done.Rows, "The same as codings.csv, one JSON object in each line"); err != nil {
		return err
	}
	return d.file("codings.schema.json", lineSchema(t), 0, "JSON Schema of a line of codings.jsonl")
}

func (d *dataset) dictionary() []byte {
	t := table.Table{Name: "dictionary", Columns: []table.Column{{Name: "file", Type: table.Text}, {Name: "column", Type: table.Text}, {Name: "type", Type: table.Text}, {Name: "meaning", Type: table.Text}}}
	t.Rows = func(yield func([]any, error) bool) {
		for i, x := range d.tables {
			for _, c := range x.Columns {
				if !yield([]any{d.files[i], c.Name, string(c.Type), c.Meaning}, nil) {
					return
				}
			}
		}
	}
	var b strings.Builder
	if _, err := table.CSV(&b, t, table.CSVOptions{BOM: d.r.BOM}); err != nil {
		d.w.fail(err)
	}
	return []byte(b.String())
}

// writeLines writes one JSON object per row and line, fields in the order of the
// columns.
func writeLines(to io.Writer, t table.Table) (table.Written, error) {
	var done table.Written
	for row, err := range t.Rows {
		if err != nil {
			return done, err
		}
		line, err := jsonRow(t.Columns, row)
		if err != nil {
			return done, err
		}
		if _, err := io.WriteString(to, line+"\n"); err != nil {
			return done, err
		}
		done.Rows++
	}
	return done, nil
}

// lineSchema is the JSON Schema (draft 2020-12) of a line.
func lineSchema(t table.Table) []byte {
	types := map[table.Type]any{table.Text: "string", table.Date: "string", table.Integer: "integer", table.Number: "number", table.Boolean: "boolean"}
	var names []string
	var b strings.Builder
	fmt.Fprintf(&b, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"A coding\",\n  \"description\": \"One coded passage, as the data dictionary describes it. Positions count Unicode code points.\",\n  \"type\": \"object\",\n  \"additionalProperties\": false,\n  \"properties\": {")
	for i, c := range t.Columns {
		names = append(names, c.Name)
		kinds := []any{types[c.Type], "null"}
		if c.Type == table.Number || c.Type == table.Boolean {
			kinds = []any{types[c.Type], "string", "null"} // several values stand as one text
		}
		field, _ := json.Marshal(map[string]any{"type": kinds, "description": c.Meaning})
		name, _ := json.Marshal(c.Name)
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, "\n    %s: %s", name, field)
	}
	required, _ := json.Marshal(names)
	fmt.Fprintf(&b, "\n  },\n  \"required\": %s\n}\n", required)
	return []byte(b.String())
}

// jsonRow writes a row as an object.
func jsonRow(columns []table.Column, row []any) (string, error) {
	var b strings.Builder
	b.WriteString("{")
	for i, c := range columns {
		name, err := json.Marshal(c.Name)
		if err != nil {
			return "", err
		}
		value, err := json.Marshal(row[i])
		if err != nil {
			return "", err
		}
		if i > 0 {
			b.WriteString(",")
		}
		b.Write(name)
		b.WriteString(":")
		b.Write(value)
	}
	b.WriteString("}")
	return b.String(), nil
}
