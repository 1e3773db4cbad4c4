package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type matrixCmd struct {
	onProject
	filter
	written
	Rows      string   `default:"code" help:"What the rows are: code, case, facet.NAME, attr.NAME, document, kind, source (norm, practice, other), role, year, month, coder, round." placeholder:"AXIS"`
	Columns   string   `default:"case" help:"What the columns are, likewise." placeholder:"AXIS"`
	Own       bool     `help:"Count codes and cases without what lies below them."`
	Together  string   `enum:",overlap,near,turn,document" default:"" help:"Rows and columns are codes: count the row's segments with which one of the column stands: overlap, near, turn or document. The same code at the same place is one segment, however many coders gave it in however many rounds." placeholder:"HOW"`
	Distance  int      `default:"200" help:"How many characters may lie between two segments that stand near each other." placeholder:"N"`
	Measure   string   `enum:"segments,documents,cases,characters" default:"segments" help:"What to show: segments, documents, cases or characters; JSON has all four." placeholder:"WHAT"`
	Group     string   `help:"Rows are cases or documents: gather them under the values of this attribute." placeholder:"ATTRIBUTE"`
	GroupCols string   `name:"group-columns" help:"Columns are cases or documents: likewise." placeholder:"ATTRIBUTE"`
	Fold      []string `help:"Fold this row: what is printed and what is drawn leave out the rows that lie below it. Several may be given; * for every row that gathers others. Tables in files and JSON keep all rows; the manifest beside a picture names those that are folded." placeholder:"NAME"`
	Split     bool     `help:"Count every cell for laws and manuals, for what people say, and for the rest, too."`
	Row       string   `help:"Open a cell: the row, by name, path or key; * for all." placeholder:"NAME"`
	Column    string   `help:"Open a cell: the column." placeholder:"NAME"`
	Source    string   `enum:",norm,practice,other" default:"" help:"Open a cell: only what laws and manuals say (norm), what people say (practice), or the rest (other)." placeholder:"WHICH"`
	Code      []string `help:"Only codings with this code or one below it." placeholder:"C"`
	Lang      string   `name:"names" help:"Names of codes, cases, facets and values in this language." placeholder:"XX"`
	Consensus bool     `help:"The adjudicated layer instead of the coders' own codings."`
}

// written says where a result goes as a file, by the ending of its name.
type written struct {
	Out       string `help:"Write the result to this file, whole or not at all; its ending says the format." type:"path" placeholder:"PATH"`
	BOM       bool   `name:"bom" help:"Begin CSV with a byte order mark, for Excel."`
	Semicolon bool   `help:"Separate CSV by semicolons, for Excel where decimals have a comma."`
	Words     string `enum:"en,es,fr,pt," default:"" help:"Language in which the dictionary of a workbook and the headings of a page say what stands in columns: en, es, fr, pt. The names of columns themselves are English in every CSV, workbook and JSON, for scripts rely on them." placeholder:"XX"`
	sharing
}

// format is the ending of the file's name.
func (w *written) format() string {
	return strings.ToLower(strings.TrimPrefix(filepath.Ext(w.Out), "."))
}

func (w *written) export() engine.Export {
	return engine.Export{Format: w.format(), BOM: w.BOM, Semicolon: w.Semicolon, Lang: w.Words, Share: w.share()}
}

// axis reads what the rows or columns shall be.
func (a *app) axis(p *engine.Project, word string, below bool) (engine.MatrixAxis, error) {
	by, name, named := strings.Cut(word, ".")
	if !named {
		return engine.MatrixAxis{By: by, Below: below}, nil
	}
	switch by {
	case "facet":
		f, err := p.FindFacet(a.ctx, name)
		return engine.MatrixAxis{By: engine.AxisFacet, ID: f.ID}, err
	case "attr", "attribute":
		for _, scope := range []qda.Scope{qda.OnCase, qda.OnDocument, qda.OnSpeaker} {
			attr, err := p.FindAttribute(a.ctx, scope, name)
			if err == nil {
				return engine.MatrixAxis{By: engine.AxisAttribute, ID: attr.ID}, nil
			}
		}
		return engine.MatrixAxis{}, qda.E(qda.NotFound, "attribute.unknown", "There is no attribute {attribute}.", "attribute", name)
	}
	return engine.MatrixAxis{By: word}, nil // the engine says what there is
}

func sameName(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }

func (matrixCmd) Examples() []string {
	return []string{
		`articula matrix rural.articula --rows code --columns case`,
		`articula matrix rural.articula --rows facet.level --columns case --measure documents`,
		`articula matrix rural.articula --columns code --together overlap --code "Coordination mechanisms" --own`,
		`articula matrix rural.articula --columns source --row "Political support" --column norm`,
		`articula matrix rural.articula --columns attr.intentionality --out matrix.xlsx`,
		`articula matrix rural.articula --rows case --columns facet.level --group intentionality --split`,
		`articula matrix rural.articula --rows case --columns facet.level --out levels.svg --names es`,
		`articula matrix rural.articula --fold "*" --columns attr.intentionality`,
		`articula matrix rural.articula --rows case --columns facet.mechanism --fold Africa --out mechanisms.svg`,
	}
}

func (c *matrixCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		q := engine.MatrixQuery{Together: c.Together, Where: c.condition(c.Code), Consensus: c.Consensus, Lang: c.Lang}
		if c.Together == "near" {
			q.Distance = c.Distance
		}
		var err error
		if q.Rows, err = a.axis(p, c.Rows, !c.Own); err != nil {
			return err
		}
		if q.Columns, err = a.axis(p, c.Columns, !c.Own); err != nil {
			return err
		}
		q.Split = c.Split
		for _, by := range []struct {
			name string
			axis *engine.MatrixAxis
		}{{c.Group, &q.Rows}, {c.GroupCols, &q.Columns}} {
			if by.name == "" {
				continue
			}
			group, err := a.axis(p, "attr."+by.name, false)
			if err != nil {
				return err
			}
			by.axis.Group = group.ID
		}
		if c.Out != "" {
			if len(c.Fold) > 0 {
				m, err := p.Matrix(a.ctx, q)
				if err != nil {
					return err
				}
				if q.Folded, err = foldedKeys(m.Rows, c.Fold); err != nil {
					return err
				}
			}
			done, err := p.ExportMatrix(a.ctx, c.Out, q, c.Measure, c.export())
			return a.exported(done, err, "row", "rows")
		}
		m, err := p.Matrix(a.ctx, q)
		if err != nil {
			return err
		}
		if c.Row == "" && c.Column == "" && c.Source == "" {
			folded, err := foldedKeys(m.Rows, c.Fold)
			if err != nil {
				return err
			}
			return a.print(m, func() { a.showMatrix(m, c.Measure, c.Together != "", engine.HiddenRows(m.Rows, folded)) })
		}
		cell := engine.CellQuery{Matrix: q, Source: c.Source}
		if cell.Row, err = headKey(m.Rows, c.Row); err != nil {
			return err
		}
		if cell.Column, err = headKey(m.Columns, c.Column); err != nil {
			return err
		}
		page, err := p.MatrixSegments(a.ctx, cell)
		if err != nil {
			return err
		}
		return a.print(page, func() { a.showSegments(page) })
	})
}

// headKey finds a row or column by what a person calls it.
func headKey(heads []engine.MatrixHead, name string) (string, error) {
	if name == "" || name == engine.AnyKey {
		return engine.AnyKey, nil
	}
	for _, is := range []func(engine.MatrixHead) string{
		func(h engine.MatrixHead) string { return h.Key }, func(h engine.MatrixHead) string { return h.Path }, func(h engine.MatrixHead) string { return h.Name },
	} {
		for _, h := range heads {
			if sameName(is(h), name) {
				return h.Key, nil
			}
		}
	}
	if sameName(name, "none") {
		return "", nil
	}
	return "", qda.E(qda.NotFound, "matrix.no_head", "The matrix has no row or column {key} (any more). Count it again.", "key", name)
}

// foldedKeys finds the rows that shall be folded; only those that gather others can be.
func foldedKeys(rows []engine.MatrixHead, names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		if name == engine.AnyKey {
			for _, h := range rows {
				if h.Group {
					out = append(out, h.Key)
				}
			}
			continue
		}
		key, err := headKey(rows, name)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(rows, func(h engine.MatrixHead) bool { return h.Key == key })
		if i < 0 || !rows[i].Group {
			return nil, qda.E(qda.Invalid, "matrix.no_group", "{row} gathers no other rows, so it cannot be folded.", "row", name)
		}
		out = append(out, key)
	}
	return out, nil
}

// showMatrix prints a matrix with its n: codings or, where codes stand together, the
// passages of each code, which count once however many coded them.
func (a *app) showMatrix(m engine.Matrix, measure string, together bool, hidden []bool) {
	one, many := "coding", "codings"
	if together {
		one, many = "passage", "passages"
	}
	const width = 34
	name := func(h engine.MatrixHead) string {
		if h.None {
			return "(none)"
		}
		return h.Name
	}
	for i, h := range m.Columns {
		a.say("  [%d] %s", i+1, name(h))
	}
	var split []string
	head := fmt.Sprintf("%-*s", width, strings.Replace(measure, "segments", many, 1))
	for i := range m.Columns {
		head += fmt.Sprintf("%8s", fmt.Sprintf("[%d]", i+1))
	}
	a.say("%s%8s   n %s, documents, cases", head, "all", many)
	for i, h := range m.Rows {
		if hidden[i] {
			continue
		}
		line := fmt.Sprintf("%-*s", width, strings.Repeat("  ", h.Depth)+oneLine(name(h), width-1-2*h.Depth))
		for k := range m.Columns {
			n, _ := engine.Measure(m.At(i, k), measure)
			line += fmt.Sprintf("%8s", orDot(n))
			if s := m.SplitAt(i, k); s != nil {
				split = append(split, fmt.Sprintf("%s × %s: %s", name(h), name(m.Columns[k]), splitText(*s, measure)))
			}
		}
		n, _ := engine.Measure(h.Tally, measure)
		a.say("%s%8d   %d, %d, %d", line, n, h.Tally.Segments, h.Tally.Documents, h.Tally.Cases)
	}
	line := fmt.Sprintf("%-*s", width, "all")
	for _, h := range m.Columns {
		n, _ := engine.Measure(h.Tally, measure)
		line += fmt.Sprintf("%8d", n)
	}
	n, _ := engine.Measure(m.Total, measure)
	a.say("%s%8d   %d, %d, %d", line, n, m.Total.Segments, m.Total.Documents, m.Total.Cases)
	for _, text := range split {
		a.say("%s", text)
	}
	a.say("%s of %s.", plural(m.Total.Segments, one, many), plural(m.Of.Segments, "coding", "codings"))
	a.hidden(m.Hidden)
}

func splitText(s engine.TallySplit, measure string) string {
	norm, _ := engine.Measure(s.Norm, measure)
	practice, _ := engine.Measure(s.Practice, measure)
	other, _ := engine.Measure(s.Other, measure)
	return fmt.Sprintf("norm %d, practice %d, other %d", norm, practice, other)
}

func orDot(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

// showSegments prints passages with where they stand.
func (a *app) showSegments(page engine.SegmentPage) {
	for _, s := range page.Segments {
		where := s.Document.Title
		if s.Position.Page != "" {
			where += ", p. " + s.Position.Page
		}
		if s.Position.Speaker != "" {
			where += ", " + s.Position.Speaker
		}
		a.say("“%s”", s.Quote)
		a.say("    %s · %d:%d · %s · %s", where, s.Start, s.End, s.Code.Path, s.Coder)
	}
	a.say("%s in %s of %s.", plural(page.Total, "coding", "codings"), plural(page.Documents, "document", "documents"), plural(page.Cases, "case", "cases"))
	a.hidden(page.Hidden)
}
