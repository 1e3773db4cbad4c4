package cli

import (
	"fmt"
	"slices"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type tableCmd struct {
	onProject
	Table  string   `arg:"" help:"A CSV or XLSX file whose first row names the columns." type:"path"`
	Sheet  string   `help:"The sheet of a workbook; without it, the first." placeholder:"NAME"`
	Scope  string   `enum:"case,document" default:"case" help:"What a row is: a case (made if it is not there) or a document."`
	Key    string   `help:"The column that names it; without it: guessed." placeholder:"COLUMN"`
	Column []string `help:"What a column is, as Start=date: text, number, date, boolean or choice (of an attribute), answer, kind, description or skip. With the way in which it is written, where it can be read in two: Start=date:month-first (or day-first), Cost=number:decimal-comma (or decimal-point). Several may be given; other columns: as guessed." placeholder:"COLUMN=TYPE"`
	Rename []string `help:"Give the attribute of a column another name, as Start=Beginning; several may be given." placeholder:"COLUMN=NAME"`
	Skip   []string `help:"Leave this column out; several may be given." placeholder:"COLUMN"`
	Answer []string `help:"This column holds open answers: each becomes a document of its case; several may be given. Without it: columns of long texts that differ." placeholder:"COLUMN"`
	Lang   string   `help:"The language of open answers, two letters. Without it: guessed for each column, or that of the project." placeholder:"XX"`
	Beside bool     `help:"Keep the values that are held now beside others, as contested. Without it, a value that rests on no passage is replaced; the history has it."`
	DryRun bool     `help:"Only show what would be taken over, and what would not."`
}

func (tableCmd) Examples() []string {
	return []string{
		`articula table rural.articula cases.csv --dry-run`,
		`articula table rural.articula cases.csv --skip remark`,
		`articula table rural.articula cases.csv --column households=number:decimal-comma --rename households=families --dry-run`,
		`articula table rural.articula cases.csv --answer remark`,
	}
}

// request puts what is said of the columns together.
func (c *tableCmd) request() (engine.TableImport, error) {
	r := engine.TableImport{Path: c.Table, Sheet: c.Sheet, Scope: qda.Scope(c.Scope), Key: c.Key, Lang: c.Lang, Beside: c.Beside}
	for _, h := range c.Skip {
		r.Columns = append(r.Columns, engine.TableColumn{Header: h, Use: "skip"})
	}
	for _, h := range c.Answer {
		r.Columns = append(r.Columns, engine.TableColumn{Header: h, Use: "answer"})
	}
	for _, said := range c.Column {
		header, is, err := columnAnd(said)
		if err != nil {
			return r, err
		}
		is, form, _ := strings.Cut(is, ":")
		col := engine.TableColumn{Header: header, Use: "attribute", Type: qda.ValueType(is), Form: form}
		if slices.Contains([]string{"answer", "kind", "description", "skip"}, is) {
			col.Use, col.Type = is, ""
		}
		r.Columns = append(r.Columns, col)
	}
	for _, said := range c.Rename {
		header, name, err := columnAnd(said)
		if err != nil {
			return r, err
		}
		r.Columns = append(r.Columns, engine.TableColumn{Header: header, Name: name})
	}
	return r, nil
}

// columnAnd parts a column from what is said of it; its name may hold the sign, too.
func columnAnd(said string) (header, rest string, err error) {
	at := strings.LastIndexByte(said, '=')
	if at < 1 || strings.TrimSpace(said[at+1:]) == "" {
		return "", "", qda.E(qda.Invalid, "cli.column", "“{text}” does not say what a column is. Write the column, an equals sign and what it is, as Start=date. Nothing was changed.", "text", said)
	}
	return strings.TrimSpace(said[:at]), strings.TrimSpace(said[at+1:]), nil
}

func (c *tableCmd) Run(a *app) error {
	r, err := c.request()
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, c.DryRun, func(p *engine.Project) error {
		if c.DryRun {
			v, err := p.PreviewTable(a.ctx, r)
			if err != nil {
				return err
			}
			return a.print(v, func() {
				left := ""
				if n := v.Rows - v.Known - len(v.New); n > 0 {
					left = fmt.Sprintf(", %d left out", n)
				}
				a.say("%s, named by %s: %d known, %d new%s.", plural(v.Rows, "row", "rows"), v.Key, v.Known, len(v.New), left)
				a.columns(v.Columns, r)
				a.problems(v.Problems)
				if v.Answers+v.Updated > 0 {
					a.say("%s, %d with another text than in the project.", plural(v.Answers, "new open answer", "new open answers"), v.Updated)
				}
				other := ""
				if v.Changed > 0 {
					other = fmt.Sprintf(", %d of them where another is held now", v.Changed)
				}
				a.say("%s would be set%s.", plural(v.Values, "value", "values"), other)
				a.emptied(v.Emptied)
			})
		}
		done, err := p.ImportTable(a.ctx, r, a.progress())
		if err != nil {
			return err
		}
		return a.print(done, func() {
			a.columns(done.Columns, r)
			a.problems(done.Problems)
			if done.Answers+done.Updated > 0 {
				a.say("%s, %d brought up to date.", plural(done.Answers, "open answer", "open answers"), done.Updated)
			}
			a.emptied(done.Emptied)
			a.say("%s, %s, %s; %d held until now were replaced, %d stand beside them.", plural(done.Cases, "new case", "new cases"), plural(done.Attributes, "new attribute", "new attributes"), plural(done.Values, "value", "values"), done.Replaced, done.Contested)
		})
	})
}

// emptied says of cells that say nothing that they took nothing away.
func (a *app) emptied(n int) {
	switch {
	case n == 1:
		a.say("1 empty cell where the project has a value; the value stays.")
	case n > 1:
		a.say("%d empty cells where the project has a value; the values stay.", n)
	}
}

// columns says how each column is read, and where that is in doubt.
func (a *app) columns(list []engine.ColumnPreview, asked engine.TableImport) {
	for _, c := range list {
		if c.Use != "attribute" {
			lang := ""
			if c.Lang != "" {
				lang = ", in " + c.Lang
			}
			a.say("  %-24s %-11s %s%s", c.Header, c.Use, plural(c.Filled, "value", "values"), lang)
			if c.Use == "answer" && !slices.ContainsFunc(asked.Columns, func(o engine.TableColumn) bool { return o.Use == "answer" && sameName(o.Header, c.Header) }) {
				a.say("    long texts that differ are taken for open answers, each a document of its case: --column \"%s=text\" makes an attribute of them", c.Header)
			}
			continue
		}
		how := string(c.Type)
		if c.Form != "" {
			how += ", " + c.Form
		}
		a.say("  %-24s %-11s %d of %s as %s (%s)", c.Header, c.Use, c.Fits, plural(c.Filled, "value", "values"), c.Name, how)
		if c.Doubtful > 0 {
			other := map[string]string{"day-first": "month-first", "month-first": "day-first", "decimal-point": "decimal-comma", "decimal-comma": "decimal-point"}[c.Form]
			a.say("    %s can be read in two ways, and the column does not say which: read %s. For the other way: --column \"%s=%s:%s\"", plural(c.Doubtful, "value", "values"), c.Form, c.Header, c.Type, other)
		}
		if c.Timed > 0 {
			a.say("    %s of a time of day, which is not kept: --column \"%s=text\" keeps it", plural(c.Timed, "value", "values"), c.Header)
		}
	}
}

func (a *app) problems(list []engine.RowProblem) {
	for _, x := range list {
		a.say("line %d, %s: %s", x.Line, orElse(x.Column, "-"), x.Message)
	}
}
