package codebook

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	tree "articula/internal/codebook"
	"articula/internal/formula"
	"articula/internal/qda"
	"articula/internal/textpos"
	"articula/internal/yamltree"
)

// ReadCSV reads a table of codes. It needs a first row with the names of the
// columns, among them path or name. With a path, the code stands there, under
// parents that are made if the table has no row for them; with a parent instead,
// under the last code of that name or path; with neither, at the root. Errors are
// of kind Invalid and name the line; nothing is then taken over.
//
// Tables of other programs are read as these document them. MAXQDA has the columns
// Code and Memo, and in Code the codes above one before it, with ">" or "\" between
// (manual of MAXQDA 2022, "Import codes and code memos from an Excel table"; of
// MAXQDA 12 the same with "\"). QualCoder has no first row: codes stand in the first
// column, the categories above them before it with ">>" between, and memos in the
// second (wiki of ccbogel/QualCoder, "6.1. Imports and Exports"). Taguette has tag,
// description and a count (its export.py). Headings are known in English, German, Spanish,
// French and Portuguese, and columns may be levels: theme, category, subcategory, code,
// subcode.
func ReadCSV(b []byte) (Book, []Notice, error) {
	if len(b) > maxTable {
		return Book{}, nil, qda.E(qda.Invalid, "yaml.too_large", "The file has {size} bytes; a readable file may have at most {limit}. Nothing was taken over.", "size", len(b), "limit", maxTable)
	}
	t := &table{reader: reader{ids: map[qda.ID]int{}}, at: map[string]*node{}, root: &node{}}
	text := textpos.Normalise(t.decode(b))
	in := csv.NewReader(strings.NewReader(text))
	in.Comma = separator(text)
	in.FieldsPerRecord = -1
	in.LazyQuotes = true
	if t.categories = listOfCategories(text); t.categories {
		t.columns = []csvColumn{{what: "categories"}, plainColumn("definition")}
		if strings.Contains(text, "\t") {
			in.Comma = '\t'
		}
	}
	for first := !t.categories; ; first = false {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			var p *csv.ParseError
			line := 0
			if errors.As(err, &p) {
				line = p.Line
			}
			return Book{}, nil, qda.E(qda.Invalid, "codebook.csv_row", "Line {line} is not a readable row of a table. Nothing was taken over.", "line", line).Because(err)
		}
		line, _ := in.FieldPos(0)
		if first {
			err = t.header(row)
		} else {
			err = t.row(row, line)
		}
		if err != nil {
			return Book{}, nil, err
		}
	}
	t.reportMade(t.root)
	book := Book{Codes: t.root.codes()}
	if book.Empty() {
		return Book{}, nil, qda.E(qda.Invalid, "codebook.empty", "The file holds no code, facet or attribute, so there was nothing to take over.")
	}
	return book, t.notices, nil
}

// The limits of a table, which bound the memory, too: each code of a path holds the path
// down to it, so a path of many levels takes the square of its length.
const (
	maxTable   = 32 << 20
	maxCodes   = 50_000
	maxLevels  = 100 // as in a codebook written as YAML
	maxColumns = 1000
)

type table struct {
	reader
	codes   int
	columns []csvColumn
	// categories: there is no first row, and the codes above one stand before it
	categories bool
	at         map[string]*node // the last code at each path
	root       *node
}

// node is a code whose children are still being read.
type node struct {
	code    Code
	below   []*node
	forPath string // set while there is no row for it, only for a code below it
	line    int    // of that row
}

func (n *node) codes() []Code {
	var out []Code
	for _, b := range n.below {
		c := b.code
		c.Codes = b.codes()
		out = append(out, c)
	}
	return out
}

// csvColumn says what the cells of a column are.
type csvColumn struct {
	what  string // "id", "path", "categories", "parent", "level", "folder", "color", "wording" or "" for unknown
	level int    // which of the levels
	tree  bool   // of names: codes above may stand before it, as MAXQDA writes them
	field
	lang string
}

func (t *table) decode(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	t.notice("codebook.not_utf8", "The file is not UTF-8; it was read as Windows-1252. Look at the accents.")
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return string(bytes.ToValidUTF8(b, []byte("\uFFFD")))
	}
	return string(s)
}

// separator is the sign that splits the first row into most columns.
func separator(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, r := range ",;\t" {
		if n := strings.Count(line, string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}

// listOfCategories reports whether a table is a list as QualCoder takes it: without
// names of columns, and with categories before codes.
func listOfCategories(text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	for _, cell := range strings.FieldsFunc(first, func(r rune) bool { return strings.ContainsRune(",;\t\"", r) }) {
		if c := columnOf(cell); c.what != "" {
			return false
		}
	}
	return strings.Contains(text, categorySign)
}

// categorySign stands between a category and what is in it.
const categorySign = ">>"

// above stands between a code and one below it in the column Code of MAXQDA.
var above = regexp.MustCompile(`\s*[>\\]\s*`)

func (t *table) header(row []string) error {
	if len(row) > maxColumns {
		return qda.E(qda.Invalid, "codebook.too_many_columns", "The file has more than {limit} columns. Nothing was taken over.", "limit", maxColumns)
	}
	placed := false
	hasCode := slices.ContainsFunc(row, isCode)
	hasParent := slices.ContainsFunc(row, func(cell string) bool {
		what := columnOf(cell).what
		return what == "path" || what == "parent" || what == "level"
	})
	for _, cell := range row {
		c := columnOf(cell)
		c.tree = hasCode && !hasParent && isCode(cell)
		placed = placed || c.what == "level"
		placed = placed || c.what == "path" || c.what == "wording" && c.key == "name" && c.lang == ""
		if c.what == "" && strings.TrimSpace(cell) != "" {
			t.notice("codebook.unknown_column", "The column {column} is not known and was left out.", "column", cell)
		}
		t.columns = append(t.columns, c)
	}
	if hasLevels(t.columns) {
		for i, c := range t.columns {
			switch {
			case c.what == "parent":
				t.columns[i] = csvColumn{what: "level", level: slices.Index(levels, "parent")}
			case c.what == "wording" && c.key == "name" && c.lang == "":
				t.columns[i] = csvColumn{what: "level", level: slices.Index(levels, "name")}
			}
		}
	}
	if !placed {
		return qda.E(qda.Invalid, "codebook.no_columns", "The first row names no column path or name, so nothing was taken over. Give the columns names: path, name, definition, include, exclude, example, color.")
	}
	return nil
}

func (t *table) row(row []string, line int) error {
	n := &node{}
	var path, parent string
	byLevel := make([]string, len(levels))
	for i, cell := range row {
		if i >= len(t.columns) {
			if strings.TrimSpace(cell) != "" {
				t.notice("codebook.extra_cell", "Line {line} has more cells than the first row has columns; the rest was left out.", "line", line)
				break
			}
			continue
		}
		cell = formula.Unguard(cell)
		var err error
		switch c := t.columns[i]; c.what {
		case "path":
			path = strings.TrimSpace(cell)
		case "categories":
			path = joined(strings.Split(cell, categorySign))
		case "parent":
			parent = strings.TrimSpace(cell)
			if strings.Contains(parent, `\`) && !strings.ContainsAny(parent, "/>") { // as MAXQDA writes a path
				parent = strings.ReplaceAll(parent, `\`, "/")
			}
		case "level":
			byLevel[c.level] = cell
		case "id":
			n.code.ID, err = t.csvIdentity(cell, line)
		case "folder":
			n.code.Folder, err = csvTruth(cell, line)
		case "color":
			var ok bool
			if n.code.Color, ok = readColor(cell); !ok {
				err = badColor(line, cell)
			}
		case "wording":
			if names := above.Split(strings.TrimSpace(cell), -1); c.tree && len(names) > 1 && !slices.Contains(names, "") {
				path = joined(names)
				continue
			}
			n.code.set(c, cell)
		}
		if err != nil {
			return err
		}
	}
	n.code.Name = tidyName(n.code.Name)
	path = cmp.Or(path, joined(byLevel))
	if path == "" && n.code.Name == "" {
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			return nil
		}
		return nameless("code", line)
	}
	return t.place(n, path, parent, line)
}

func joined(names []string) string {
	var tidy []string
	for _, n := range names {
		if n = tidyName(n); n != "" {
			tidy = append(tidy, n)
		}
	}
	return tree.JoinPath(tidy)
}

func (c *Code) set(col csvColumn, cell string) {
	if col.lang == "" {
		*col.of(&c.Wording) = cell
		return
	}
	if cell == "" {
		return
	}
	w := c.Translations[col.lang]
	*col.of(&w) = cell
	if c.Translations == nil {
		c.Translations = Translations{}
	}
	c.Translations[col.lang] = w
}

// place hangs a code into the tree.
func (t *table) place(n *node, path, parent string, line int) error {
	var names []string
	switch {
	case path != "":
		names = tree.SplitPath(path)
		if n.code.Name == "" {
			n.code.Name = names[len(names)-1]
		}
	case parent != "":
		above := tree.SplitPath(parent)
		if p := t.lastNamed(above); p != "" {
			above = tree.SplitPath(p)
		}
		names = append(above, n.code.Name)
	default:
		names = []string{n.code.Name}
	}
	if len(names) > maxLevels {
		return qda.E(qda.Invalid, "yaml.too_deep", "Line {line} is nested deeper than {limit} levels. Nothing was taken over.", "line", line, "limit", maxLevels)
	}
	up := t.root
	for i := range names[:len(names)-1] {
		key := tree.JoinPath(names[:i+1])
		if t.at[key] == nil {
			made := &node{code: Code{Wording: Wording{Name: names[i]}, Folder: t.categories}, forPath: key, line: line}
			up.below = append(up.below, made)
			t.at[key] = made
			t.codes++
		}
		up = t.at[key]
	}
	if t.codes++; t.codes > maxCodes {
		return qda.E(qda.Invalid, "codebook.too_many_codes", "The file holds more than {limit} codes. Nothing was taken over.", "limit", maxCodes)
	}
	key := tree.JoinPath(names)
	switch there := t.at[key]; {
	case there != nil && there.forPath != "": // its row comes after those of codes below it
		there.code, there.forPath = n.code, ""
		return nil
	case there != nil:
		t.notice("codebook.same_name", "Line {line}: the code {name} stands twice under the same parent; both were taken over.", "line", line, "name", n.code.Name)
	}
	up.below = append(up.below, n)
	t.at[key] = n
	return nil
}

func (t *table) reportMade(n *node) {
	if n.forPath != "" && !t.categories {
		t.notice("codebook.parent_made", "Line {line}: there is no row for the code {path}; it was made without a definition.", "line", n.line, "path", n.forPath)
	}
	for _, b := range n.below {
		t.reportMade(b)
	}
}

// lastNamed is the path of a code that is named by its last names only, "" if
// there is none or if they are a full path already.
func (t *table) lastNamed(names []string) string {
	want := tree.JoinPath(names)
	if t.at[want] != nil {
		return ""
	}
	found := ""
	for path := range t.at {
		if strings.HasSuffix(path, "/"+want) && (found == "" || path < found) {
			found = path
		}
	}
	return found
}

func (t *table) csvIdentity(cell string, line int) (qda.ID, error) {
	return t.identity(yamlScalar(strings.TrimSpace(cell), line))
}

func csvTruth(cell string, line int) (bool, error) {
	switch strings.ToLower(strings.TrimSpace(cell)) {
	case "1", "x":
		return true, nil
	case "0":
		return false, nil
	}
	return truth(yamlScalar(strings.TrimSpace(cell), line).Value)
}

// yamlScalar lets a cell be read by what reads the values of a YAML file.
func yamlScalar(text string, line int) yamltree.Entry {
	return yamltree.Entry{Line: line, Value: &yamltree.Node{Line: line, Text: text}}
}
