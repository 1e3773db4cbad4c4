package engine

import (
	"context"
	"encoding/json"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"articula/internal/agreement"
	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/report"
	"articula/internal/safefile"
)

// ReportAgreement writes a comparison for people: a methods paragraph filled from the
// run, the overview by code, pair and document, and the passages on which the coders
// differ. The ending of the path says the format: docx, html, xlsx or json.
func (p *Project) ReportAgreement(ctx context.Context, path string, q AgreementQuery, progress Progress) (Exported, error) {
	out := Exported{Path: path}
	format := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	switch format {
	case "docx", "html", "xlsx", "json":
	default:
		return out, qda.E(qda.Invalid, "export.format", "{format} is not a format for this. Use one of {choices}.", "format", format, "choices", "docx, html, xlsx, json")
	}
	over, err := p.coverFor(ctx, q.For)
	if err != nil {
		return out, err
	}
	q.spoken = format != "json" // programs know codes by their own names
	r, err := p.Agreement(ctx, q, progress)
	if err != nil {
		return out, err
	}
	q.Round = r.Round.ID
	page, err := p.Disagreements(ctx, PassageQuery{AgreementQuery: q, Context: 120}, nil)
	if err != nil {
		return out, err
	}
	round, err := p.Round(ctx, r.Round.ID)
	if err != nil {
		return out, err
	}
	w := wordsIn(q.Lang)
	out.Rows, out.Hidden = len(page.Items), r.Hidden
	err = safefile.Write(path, func(to io.Writer) error {
		switch format {
		case "json":
			var b strings.Builder
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			err := enc.Encode(map[string]any{"agreement": r, "disagreements": page.Items, "methods": methods(r, round, w)})
			if err == nil {
				_, err = io.WriteString(to, over.json(b.String()))
			}
			return err
		case "xlsx":
			done, err := table.XLSX(to, over.tables(agreementSheets(r, page, round, w))...)
			out.Long, out.Mended = done.Long, done.Mends
			return err
		case "html":
			return report.HTML(to, over.document(agreementDocument(r, page, round, w)))
		}
		return report.DOCX(to, over.document(agreementDocument(r, page, round, w)), over.made(p.eng.opts.Now()))
	})
	return out, err
}

// common counts the documents that two or more have coded: on them the numbers rest.
func (r AgreementReport) common() int {
	n := 0
	for _, d := range r.Documents {
		if len(d.Coders) > 1 {
			n++
		}
	}
	return n
}

// methods is the paragraph that says how the numbers came about.
func methods(r AgreementReport, round RoundDetail, w wording) string {
	var names []string
	for _, c := range r.Coders {
		names = append(names, c.Name)
	}
	cover := w.percent(r.Cover)
	if r.Cover == 0 {
		cover = w.say("cover.any")
	}
	kappa := "Cohen"
	if len(r.Coders) > 2 {
		kappa = "Fleiss"
	}
	parts := []string{w.say("methods.who", "coders", strings.Join(names, ", "), "n", strconv.Itoa(r.common()), "round", r.Round.Name)}
	if round.Blind && round.Unlocked == "" {
		parts = append(parts, w.say("methods.blind"))
	}
	if round.How == "random" {
		key := "methods.drawn"
		if round.Stratify != "" {
			key = "methods.strata"
		}
		parts = append(parts, w.say(key, "n", strconv.Itoa(round.From), "seed", strconv.FormatUint(round.Seed, 10), "by", round.Stratify))
	}
	switch agreement.Unit(r.Unit) {
	case agreement.Segment:
		parts = append(parts, w.say("methods.segment", "share", w.percent(r.Share), "of", w.say("of."+r.Match)))
	case agreement.WholeDocument:
		parts = append(parts, w.say("methods.document"))
	case agreement.Character:
		parts = append(parts, w.say("methods.character"))
	default:
		parts = append(parts, w.say("methods.unit", "unit", w.texts["unit."+r.Unit], "cover", cover))
	}
	switch agreement.Level(r.Level) {
	case agreement.Parents, agreement.Tops:
		parts = append(parts, w.say("methods."+r.Level))
	}
	if r.Unit == string(agreement.Segment) {
		parts = append(parts, w.say("methods.numbers.segment"))
	} else {
		parts = append(parts, w.say("methods.numbers", "kappa", kappa))
	}
	if r.Pooled.Method != "" {
		parts = append(parts, w.say("methods.interval", "method", w.say("method."+r.Pooled.Method), "n", strconv.Itoa(r.Resamples), "seed", strconv.FormatUint(r.Seed, 10)))
	}
	if r.Codebook.Name != "" {
		parts = append(parts, w.say("methods.codebook", "name", r.Codebook.Name))
	}
	parts = append(parts, w.say("methods.limits", "low", w.number(r.Settings.Low), "high", w.number(r.Settings.High)))
	if r.Seen > 0 {
		parts = append(parts, w.say("methods.seen", "n", strconv.Itoa(r.Seen)))
	} else {
		parts = append(parts, w.say("methods.independent"))
	}
	return strings.Join(parts, " ")
}

func (w wording) value(v *float64) string {
	if v == nil {
		return "–"
	}
	return w.number(*v)
}

// share writes a share in per cent.
func (w wording) share(v *float64) string {
	if v == nil {
		return "–"
	}
	return w.percent(*v)
}

func (w wording) ends(ci []float64) string {
	if len(ci) != 2 {
		return ""
	}
	return w.number(ci[0]) + "–" + w.number(ci[1])
}

// agreementDocument lays the comparison out for reading.
func agreementDocument(r AgreementReport, page DisagreementPage, round RoundDetail, w wording) report.Document {
	d := report.Document{Title: w.say("title"), Subtitle: r.Round.Name, Lang: w.lang, Wide: true}
	add := func(b ...report.Block) { d.Blocks = append(d.Blocks, b...) }
	add(report.Head(1, w.say("methods")), report.Paragraph(methods(r, round, w)))
	for _, n := range r.Notices {
		add(report.Paragraph(n))
	}
	add(report.Head(1, w.say("overview")))
	for _, s := range r.Pooled.Says {
		add(report.Paragraph(s))
	}
	if none := r.fillNone(w); none != "" {
		add(report.Paragraph(none))
	}
	if !r.Settings.Off {
		add(report.Block{Table: codeTable(r, w)})
		if len(r.Pairs) > 1 {
			add(report.Head(2, w.say("pairs")), report.Block{Table: pairTable(r, w)})
		}
		add(report.Head(2, w.say("documents")), report.Block{Table: documentTable(r, w)})
	}
	add(report.Head(1, w.say("explained")))
	for _, c := range r.Codes {
		if !c.Compared() && !c.FillsNone() {
			continue
		}
		add(report.Head(2, c.Code))
		for _, s := range c.Says {
			add(report.Paragraph(s))
		}
	}
	add(report.Head(1, w.say("differences")))
	for _, x := range page.Items {
		text := x.Code.Name + " · " + w.say("kind."+x.Kind) + " · " + w.say("with", "names", sideNames(x.With)) + " · " + w.say("without", "names", sideNames(x.Without))
		if x.Decision != nil {
			text += " · " + w.decided(*x.Decision)
		}
		add(report.Block{Text: &report.Text{Runs: []report.Run{{Text: text, Quotes: []report.Quote{{Text: x.Quote, Before: x.Before, After: x.After, Source: placeOf(x)}}}}}})
	}
	return d
}

func sideNames(list []SideOf) string {
	var names []string
	for _, s := range list {
		name := s.Coder.Name
		var instead []string
		for _, c := range s.Instead {
			instead = append(instead, c.Name)
		}
		if len(instead) > 0 {
			name += " (" + strings.Join(instead, ", ") + ")"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func placeOf(x Disagreement) string {
	return x.Document.Name + ", " + strconv.Itoa(x.Start) + "–" + strconv.Itoa(x.End)
}

func codeTable(r AgreementReport, w wording) *report.Table {
	t := &report.Table{
		Caption: w.say("overview"), RowHead: true, Widths: []int{30, 9, 9, 12, 8, 8, 8, 16, 10},
		Head: []string{w.say("code"), "%", "α", w.say("ci"), "AC1", "κ", w.say("pos"), w.say("cells"), w.say("differ")},
	}
	row := func(c AgreementCode, name string) {
		cells := ""
		if c.Table != nil {
			cells = strconv.Itoa(c.Table.Both) + " / " + strconv.Itoa(c.Table.First) + " / " + strconv.Itoa(c.Table.Second) + " / " + strconv.Itoa(c.Table.Neither)
		}
		var line []report.Cell
		for _, s := range []string{name, w.share(c.Percent), w.value(c.Alpha), w.ends(c.CI), w.value(c.AC1), w.value(c.Kappa), w.value(c.Positive), cells, strconv.Itoa(c.Differ) + " / " + strconv.Itoa(c.Units)} {
			line = append(line, report.Plain(s))
		}
		t.Rows = append(t.Rows, line)
	}
	for _, c := range r.Codes {
		if c.Compared() {
			row(c, c.Code)
		}
	}
	row(r.Pooled, w.say("together"))
	return t
}

func pairTable(r AgreementReport, w wording) *report.Table {
	t := &report.Table{Caption: w.say("pairs"), RowHead: true, Head: []string{w.say("pairs"), "%", "α", "AC1", "κ", w.say("differ")}}
	for _, p := range r.Pairs {
		var line []report.Cell
		for _, s := range []string{p.First.Name + " – " + p.Second.Name, w.share(p.Percent), w.value(p.Alpha), w.value(p.AC1), w.value(p.Kappa), strconv.Itoa(p.Differ)} {
			line = append(line, report.Plain(s))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

func documentTable(r AgreementReport, w wording) *report.Table {
	t := &report.Table{Caption: w.say("documents"), RowHead: true, Widths: []int{50, 12, 12, 12, 14}, Head: []string{w.say("document"), w.say("unit"), "%", "α", w.say("differ")}}
	for _, d := range r.Documents {
		if len(d.Coders) < 2 {
			continue
		}
		var line []report.Cell
		for _, s := range []string{d.Document.Name, w.texts["unit."+d.Unit], w.share(d.Percent), w.value(d.Alpha), strconv.Itoa(d.Differ)} {
			line = append(line, report.Plain(s))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// agreementSheets gives the comparison in full precision, one sheet for each question.
func agreementSheets(r AgreementReport, page DisagreementPage, round RoundDetail, w wording) []table.Table {
	number := func(v *float64) any {
		if v == nil {
			return nil
		}
		return *v
	}
	sheet := func(name string, columns []string, rows [][]any) table.Table {
		t := table.Table{Name: name, Rows: eachRow(rows)}
		for i, c := range columns {
			t.Columns = append(t.Columns, table.Column{Name: c, Type: typeOf(rows, i)})
		}
		return t
	}
	var codes, documents, differences [][]any
	for _, c := range append(append([]AgreementCode{}, r.Codes...), r.Pooled) {
		row := []any{c.Code, number(c.Percent), number(c.Alpha), nil, nil, number(c.AC1), number(c.Kappa), number(c.Positive), nil, nil, nil, nil, c.Units, c.Differ, c.Reason}
		if c.Code == "" {
			row[0] = w.say("together")
		}
		if len(c.CI) == 2 {
			row[3], row[4] = c.CI[0], c.CI[1]
		}
		if c.Table != nil {
			row[8], row[9], row[10], row[11] = c.Table.Both, c.Table.First, c.Table.Second, c.Table.Neither
		}
		codes = append(codes, row)
	}
	for _, d := range r.Documents {
		documents = append(documents, []any{d.Document.Name, d.Unit, d.Units, number(d.Percent), number(d.Alpha), d.Differ, d.Reason})
	}
	for _, x := range page.Items {
		var decision DecisionV
		if x.Decision != nil {
			decision = *x.Decision
		}
		differences = append(differences, []any{x.Document.Name, x.Start, x.End, x.Code.Name, x.Kind, sideNames(x.With), sideNames(x.Without), x.Quote, decision.Choice, decision.held(), decision.Reason, decision.By.Name, decision.Note})
	}
	said := [][]any{{methods(r, round, w)}}
	for _, n := range append(slices.Clone(r.Notices), r.fillNone(w)) {
		if n != "" {
			said = append(said, []any{n})
		}
	}
	return []table.Table{
		sheet("Codes", []string{"code", "percent", "alpha", "ci_low", "ci_high", "ac1", "kappa", "positive", "both", "only_first", "only_second", "neither", "units", "disagreed", "reason"}, codes),
		sheet("Documents", []string{"document", "unit", "units", "percent", "alpha", "disagreed", "reason"}, documents),
		sheet("Differences", []string{"document", "start", "end", "code", "kind", "with", "without", "quote", "decision", "decided_as", "decision_reason", "decided_by", "decision_note"}, differences),
		sheet("Methods", []string{"methods"}, said),
	}
}

func eachRow(rows [][]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// typeOf finds the type of a column by what stands in it.
func typeOf(rows [][]any, column int) table.Type {
	for _, row := range rows {
		switch row[column].(type) {
		case int:
			return table.Integer
		case float64:
			return table.Number
		case string:
			return table.Text
		}
	}
	return table.Text
}
