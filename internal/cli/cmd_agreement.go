package cli

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type agreementCmd struct {
	File string `arg:"" optional:"" help:"The project file; none with --from-csv." type:"path"`
	output
	Viewer    string   `name:"as" help:"The coder whose eyes are used: what is blind for her stays out." env:"ARTICULA_CODER" placeholder:"NAME"`
	FromCSV   string   `name:"from-csv" help:"Compare the columns of a table instead: rows are units, columns are coders." type:"path" placeholder:"UNITS.csv"`
	Coders    []string `help:"The coders to compare, as A,B,C. Without it: all who count." placeholder:"A,B"`
	Unit      string   `help:"What is compared: sentence, turn, paragraph, character, document or segment. Without it: as the project's settings say." placeholder:"UNIT"`
	Round     string   `help:"The round; without it the latest in which two of the coders worked." placeholder:"R"`
	Codes     []string `name:"code" help:"Only this code; may be given several times." placeholder:"C"`
	Document  []string `sep:"none" help:"Only this document; may be given several times." placeholder:"D"`
	Cover     string   `help:"How much of a unit must be coded: half, any, all, or a share such as 0.8. Without it: as the project's settings say." placeholder:"SHARE"`
	Level     string   `enum:"leaf,parent,top" default:"leaf" help:"Codes as they are, or rolled up to their parents or tops."`
	Match     string   `enum:"union,max,min" default:"union" help:"For segments: what their overlap is measured against."`
	Share     float64  `default:"0.5" help:"For segments: the overlap that makes two the same." placeholder:"SHARE"`
	Seed      uint64   `help:"Seed of the resampling." placeholder:"N"`
	Resamples int      `help:"How many resamples; 2000 without it." placeholder:"N"`
	Lang      string   `enum:"en,es,fr,pt" default:"en" help:"Language of the sentences."`
	Masked    bool     `help:"Call people by letters."`
	sharing
	AllFinished bool     `name:"all-finished" help:"Where nobody was assigned, take the named coders as having finished every document that one of them coded."`
	Passages    bool     `help:"List the passages on which the coders differ instead."`
	Kind        []string `help:"With --passages: only disagreements of this type: missed, different_code, sibling_code, boundary_only, extra_code." placeholder:"KIND"`
	Cell        string   `help:"With --passages: those behind one cell of the table of two coders: both, only_first, only_second; or counted: all that somebody coded; or unfilled: what fills no unit and counts nowhere." placeholder:"CELL"`
	Undecided   bool     `help:"With --passages: only those on which nothing was decided."`
	Context     int      `default:"60" help:"With --passages: characters of text before and after." placeholder:"N"`
	Report      string   `help:"Write a report with a methods paragraph; its ending says the format: docx, html, xlsx or json." type:"path" placeholder:"PATH"`
	Matrix      string   `help:"Write the matrix of units as CSV, so that anyone can compute it again; of characters with the column length, for as many as a row stands for." type:"path" placeholder:"PATH"`

	Columns    []string `help:"With --from-csv: the coders' columns, by heading or number." placeholder:"A,B"`
	Split      string   `help:"With --from-csv: a column by whose values the table is taken apart, such as code." placeholder:"COLUMN"`
	Times      string   `help:"With --from-csv: a column that says how many units each row stands for. Without it: the column length of a matrix of characters that was written by --matrix; else each row is one unit." placeholder:"COLUMN"`
	Header     string   `enum:"auto,yes,no" default:"auto" help:"With --from-csv: whether the first row names the columns."`
	Separator  string   `help:"With --from-csv: what stands between cells; found out without it." placeholder:"CHAR"`
	Categories []string `help:"With --from-csv: all categories that could have been chosen, in order." placeholder:"A,B"`
	Sets       string   `help:"With --from-csv: what separates several codes in one cell." placeholder:"CHAR"`
	Weights    string   `help:"With --from-csv: weights of the coefficients: linear, quadratic, radical, ordinal or ratio." placeholder:"NAME"`
}

func (c *agreementCmd) Examples() []string {
	return []string{
		`articula agreement rural.articula --coders "Coder A,Coder B" --unit sentence`,
		`articula agreement rural.articula --unit turn --passages --kind sibling_code`,
		`articula agreement rural.articula --matrix units.csv`,
		`articula agreement rural.articula --report agreement.docx --lang es`,
		`articula agreement --from-csv ratings.csv`,
	}
}

func (c *agreementCmd) Run(a *app) error {
	switch {
	case c.FromCSV != "" && c.File != "":
		return qda.E(qda.Invalid, "agreement.two_sources", "Name a project or a table, not both.")
	case c.FromCSV != "":
		return c.table(a)
	case c.File == "":
		return qda.E(qda.Invalid, "agreement.no_source", "Name a project file, or a table with --from-csv.")
	}
	return a.project(c.File, c.Viewer, true, func(p *engine.Project) error {
		q, err := c.query(a, p)
		if err != nil {
			return err
		}
		switch {
		case c.Matrix != "":
			done, err := p.ExportUnits(a.ctx, c.Matrix, q, a.progress())
			if err != nil {
				return err
			}
			return a.exported(done, nil, "row", "rows")
		case c.Report != "":
			done, err := p.ReportAgreement(a.ctx, c.Report, q, a.progress())
			if err != nil {
				return err
			}
			return a.print(done, func() { a.say("%s in %s", plural(done.Rows, "difference", "differences"), done.Path) })
		case c.Passages:
			return c.passages(a, p, q)
		}
		r, err := p.Agreement(a.ctx, q, a.progress())
		if err != nil {
			return err
		}
		return a.print(r, func() { a.showAgreement(r) })
	})
}

func (c *agreementCmd) query(a *app, p *engine.Project) (engine.AgreementQuery, error) {
	q := engine.AgreementQuery{
		Unit: c.Unit, Cover: c.Cover, Level: c.Level, Match: c.Match, Share: c.Share, Seed: c.Seed, Resamples: c.Resamples,
		Lang: c.Lang, Masked: c.Masked, AllFinished: c.AllFinished, For: c.share(),
	}
	if c.Round != "" {
		r, err := p.FindRound(a.ctx, c.Round)
		if err != nil {
			return q, err
		}
		q.Round = r.ID
	}
	for _, ref := range names(c.Coders) {
		k, err := p.FindCoder(a.ctx, ref)
		if err != nil {
			return q, err
		}
		q.Coders = append(q.Coders, k.ID)
	}
	for _, ref := range c.Document {
		d, err := p.FindDocument(a.ctx, ref)
		if err != nil {
			return q, err
		}
		q.Documents = append(q.Documents, d.ID)
	}
	var err error
	q.Codes, err = codesNamed(a, p, c.Codes)
	return q, err
}

func (c *agreementCmd) passages(a *app, p *engine.Project, q engine.AgreementQuery) error {
	page, err := p.Disagreements(a.ctx, engine.PassageQuery{AgreementQuery: q, Kinds: c.Kind, Cell: c.Cell, Open: c.Undecided, Context: c.Context}, a.progress())
	if err != nil {
		return err
	}
	return a.print(page, func() {
		for _, d := range page.Items {
			a.say("%s", oneLine(d.Before+"«"+d.Quote+"»"+d.After, 400))
			a.say("    %s · %d:%d · %s · %s · with: %s · without: %s", d.Document.Name, d.Start, d.End, d.Code.Name, d.Kind,
				joined(d.With, func(s engine.SideOf) string { return s.Coder.Name }),
				joined(d.Without, func(s engine.SideOf) string {
					if len(s.Instead) > 0 {
						return s.Coder.Name + " (" + joined(s.Instead, func(r engine.Ref) string { return r.Name }) + ")"
					}
					return s.Coder.Name
				}))
		}
		a.say("%s, %d undecided.", plural(page.Total, "passage", "passages"), page.Open)
	})
}

func (c *agreementCmd) table(a *app) error {
	q := engine.TableQuery{Columns: names(c.Columns), Split: c.Split, Times: c.Times, Separator: c.Separator, Categories: names(c.Categories), Sets: c.Sets, Weights: c.Weights, Seed: c.Seed, Resamples: c.Resamples, Lang: c.Lang}
	if len(q.Columns) == 0 {
		q.Columns = names(c.Coders)
	}
	if c.Header != "auto" {
		header := c.Header == "yes"
		q.Header = &header
	}
	r, err := a.engine.AgreementFromCSV(a.ctx, c.FromCSV, q)
	if err != nil {
		return err
	}
	return a.print(r, func() { a.showTable(r) })
}

// names takes apart lists that are written with commas: A,B.
func names(list []string) []string {
	var out []string
	for _, s := range list {
		for _, name := range strings.Split(s, ",") {
			if name = strings.TrimSpace(name); name != "" {
				out = append(out, name)
			}
		}
	}
	return out
}

func figure(v *float64) string {
	if v == nil {
		return "–"
	}
	return hundredths(*v)
}

func hundredths(v float64) string {
	switch {
	case math.Abs(v) < 0.005:
		v = 0 // no "-0.00"
	case v < 1 && v > 0.99:
		v = 0.99 // 0.998 is no 1.00
	}
	return fmt.Sprintf("%.2f", v)
}

func rangeOf(ci []float64) string {
	if len(ci) != 2 {
		return ""
	}
	return hundredths(ci[0]) + "–" + hundredths(ci[1])
}

func (a *app) showAgreement(r engine.AgreementReport) {
	a.say("%s · %s · by %s", r.Round.Name, joined(r.Coders, func(c engine.Ref) string { return c.Name }), r.Unit)
	for _, n := range r.Notices {
		a.note("%s", n)
	}
	a.say("%-44s %7s %6s %11s %6s %6s %6s %9s", "code", "percent", "alpha", "interval", "AC1", "kappa", "pos.", "disagreed")
	silent, short := 0, []string{}
	for _, c := range r.Codes {
		if !c.Compared() {
			switch {
			case c.Unused():
				silent++
			case c.FillsNone():
				short = append(short, fmt.Sprintf("%s (%s)", c.Code, byCoder(c.Unfilled)))
			}
			continue
		}
		a.say("%-44.44s %7s %6s %11s %6s %6s %6s %4d/%d", c.Code, figure(c.Percent), figure(c.Alpha), rangeOf(c.CI), figure(c.AC1), figure(c.Kappa), figure(c.Positive), c.Differ, c.Units)
		for _, s := range c.Says {
			a.say("    %s", s)
		}
		if len(c.Kinds) > 0 {
			var kinds []string
			for k, n := range c.Kinds {
				kinds = append(kinds, fmt.Sprintf("%s %d", k, n))
			}
			sort.Strings(kinds)
			a.say("    differences: %s", strings.Join(kinds, ", "))
		}
	}
	p := r.Pooled
	a.say("%-44s %7s %6s %11s %6s %6s %6s %4d/%d", "all codes together", figure(p.Percent), figure(p.Alpha), rangeOf(p.CI), figure(p.AC1), figure(p.Kappa), figure(p.Positive), p.Differ, p.Units)
	if silent > 0 {
		a.say("%s nobody used.", plural(silent, "code", "codes"))
	}
	if len(short) > 0 {
		a.say("%s used, but filling no unit, so that there are no numbers:", plural(len(short), "code", "codes"))
		for _, code := range short {
			a.say("    %s", code)
		}
	}
	if r.Unfilled > 0 {
		a.say("The codings that count nowhere: --passages --cell unfilled.")
	}
}

// byCoder writes how many each has: Ana 2, Ben 1.
func byCoder(counts map[string]int) string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		list = append(list, fmt.Sprintf("%s %d", name, counts[name]))
	}
	return strings.Join(list, ", ")
}

func (a *app) showTable(r engine.TableAgreement) {
	if !r.Header {
		a.note("The first row was read as judgements. If it names the coders, say --header yes.")
	}
	for _, n := range r.Notices {
		a.note("%s", n)
	}
	if len(r.Parts) > 0 {
		for _, part := range r.Parts {
			a.say("%-30.30s percent %s  alpha %s %s  kappa %s  AC1 %s  %s", part.Code, figure(part.Percent), figure(part.Alpha), rangeOf(part.CI), figure(part.Kappa), figure(part.AC1), part.Reason)
		}
		a.say("%-30s alpha %s", "all together", figure(r.Pooled))
		return
	}
	a.say("%s, %d judged by two or more; coders: %s", plural(r.Units, "unit", "units"), r.Pairable, strings.Join(r.Coders, ", "))
	for _, row := range []struct {
		name  string
		value *float64
	}{
		{"percent agreement", r.Percent}, {"Krippendorff alpha", r.Alpha}, {"  ordinal", r.Ordinal}, {"  interval", r.Interval}, {"  ratio", r.Ratio},
		{"Cohen kappa", r.Cohen}, {"Scott pi", r.Scott}, {"Fleiss kappa", r.Fleiss}, {"Conger kappa", r.Conger}, {"Light kappa", r.Light},
		{"Gwet AC1/AC2", r.AC1}, {"Brennan–Prediger", r.BP}, {"Holsti", r.Holsti}, {"alpha, MASI", r.MASI},
	} {
		if row.value != nil {
			line := fmt.Sprintf("%-20s %s", row.name, figure(row.value))
			if row.name == "Krippendorff alpha" && len(r.CI) == 2 {
				line += "  (" + rangeOf(r.CI) + ")"
			}
			a.say("%s", line)
		}
	}
	if r.Reason != "" {
		a.say("alpha has no value: %s", r.Reason)
	}
	switch r.ScaleReason {
	case "not_numeric":
		a.say("alphas for scales of numbers have no value: the judgements are not all numbers")
	case "negative_values":
		a.say("alpha for ratios has no value: some judgements are negative")
	}
	for _, c := range r.Codes {
		a.say("  %-28.28s percent %s  alpha %s  positive %s", c.Code, figure(c.Percent), figure(c.Alpha), figure(c.Positive))
	}
}
