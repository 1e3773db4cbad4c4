package engine

import (
	"cmp"
	"context"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"articula/internal/agreement"
	"articula/internal/codebook"
	"articula/internal/exchange/table"
	"articula/internal/qda"
)

// TableQuery says how a table of judgements is to be read: rows are units, columns
// are coders.
type TableQuery struct {
	Columns    []string `json:"columns"`   // headings (or numbers, from 1) of the coders' columns; empty: all but those that tell which unit a row is about
	Times      string   `json:"times"`     // heading of a column that says how many units each row stands for; "" as lengths says
	Split      string   `json:"split"`     // heading of a column, such as "code": one comparison for each of its values
	Header     *bool    `json:"header"`    // nil: found out
	Separator  string   `json:"separator"` // between cells: "," ";" or a tab; "" found out
	Categories []string `json:"categories"`
	Sets       string   `json:"sets"`    // what separates several codes in one cell; "" if a cell holds one
	Weights    string   `json:"weights"` // of the weighted coefficients: "" none, "linear", "quadratic", "ordinal", "radical" or "ratio"
	Seed       uint64   `json:"seed"`
	Resamples  int      `json:"resamples"`
	Lang       string   `json:"lang"` // of the notices: en (""), es, fr or pt
}

// TableAgreement is what can be said about a table. Its fields mean what they mean
// in AgreementCode.
type TableAgreement struct {
	Code       string          `json:"code"` // value of the column to split by; "" without one
	Coders     []string        `json:"coders"`
	Header     bool            `json:"header"` // the first row was taken for the names of the columns
	Categories []string        `json:"categories"`
	Units      int             `json:"units"`    // judged by one or more
	Pairable   int             `json:"pairable"` // judged by two or more
	Percent    *float64        `json:"percent"`
	Alpha      *float64        `json:"alpha"` // Krippendorff, nominal
	CI         []float64       `json:"ci" ts_type:"[number, number] | null"`
	AC1        *float64        `json:"ac1"`   // AC2 with weights
	Kappa      *float64        `json:"kappa"` // Cohen's for two coders, Fleiss' for more
	Positive   *float64        `json:"positive"`
	Table      *AgreementTable `json:"table"`
	Reason     string          `json:"reason"`
	Method     string          `json:"ci_method"`
	NoCI       string          `json:"ci_reason"`
	Missed     int             `json:"ci_undefined"`
	Ordinal    *float64        `json:"alpha_ordinal"`
	Interval   *float64        `json:"alpha_interval"`
	Ratio      *float64        `json:"alpha_ratio"`
	Weighted   *float64        `json:"alpha_weighted"`
	// ScaleReason says why alphas for scales of numbers have no value: "not_numeric",
	// "negative_values" (of ratios alone) or "".
	ScaleReason string   `json:"scale_reason"`
	Cohen       *float64 `json:"cohen"`
	Scott       *float64 `json:"scott"`
	Fleiss      *float64 `json:"fleiss"`
	Conger      *float64 `json:"conger"`
	Light       *float64 `json:"light"`
	BP          *float64 `json:"brennan_prediger"`
	Holsti      *float64 `json:"holsti"`
	KappaMax    *float64 `json:"kappa_max"`
	NoMax       string   `json:"kappa_max_reason"` // why there is none, as beside a weighted kappa
	MASI        *float64 `json:"masi"`             // with sets
	Jaccard     *float64 `json:"jaccard"`          // with sets
	Dice        *float64 `json:"dice"`             // with sets
	// Approximate says that alphas over sets rest on pairs drawn at random: there are too
	// many sets to compare each with each.
	Approximate bool             `json:"sets_approximate"`
	Disagreed   []int            `json:"disagreed_rows"`
	Codes       []TableCategory  `json:"codes"` // each category, or each code of sets, against all others
	Pairs       []TablePair      `json:"pairs"`
	Parts       []TableAgreement `json:"parts,omitempty"` // with a column to split by
	Pooled      *float64         `json:"pooled_alpha"`    // over the parts, or over the codes of sets
	Notices     []string         `json:"notices"`         // what a reader must know first; of the whole table alone
}

// TableCategory is one category against all others.
type TableCategory struct {
	Code     string          `json:"code"`
	Percent  *float64        `json:"percent"`
	Alpha    *float64        `json:"alpha"`
	CI       []float64       `json:"ci" ts_type:"[number, number] | null"`
	AC1      *float64        `json:"ac1"`
	Kappa    *float64        `json:"kappa"`
	Positive *float64        `json:"positive"`
	Table    *AgreementTable `json:"table"`
	Reason   string          `json:"reason"`
}

// TablePair compares two columns.
type TablePair struct {
	First   string   `json:"first"`
	Second  string   `json:"second"`
	Units   int      `json:"units"`
	Percent *float64 `json:"percent"`
	Alpha   *float64 `json:"alpha"`
	AC1     *float64 `json:"ac1"`
	Kappa   *float64 `json:"kappa"`
	Scott   *float64 `json:"scott"`
	Holsti  *float64 `json:"holsti"`
}

// AgreementFromCSV compares the columns of a table without any project. An empty
// cell, NA, N/A, #N/A, NaN, NULL, "." and "*" are missing. The file may be in UTF-8,
// UTF-16 or Windows-1252. It ends with Cancelled where ctx does.
func (e *Engine) AgreementFromCSV(ctx context.Context, path string, q TableQuery) (TableAgreement, error) {
	raw, err := fileBytes(path, table.MaxBytes)
	if err != nil {
		return TableAgreement{}, err
	}
	t, err := readJudgements(raw, q)
	if err != nil {
		return TableAgreement{}, err
	}
	o := agreement.TableOptions{
		Categories: q.Categories, SetSeparator: q.Sets,
		Resampling: agreement.Resampling{Seed: q.Seed, Resamples: q.Resamples},
		Job:        agreement.Job{Stopped: func() bool { return ctx.Err() != nil }},
	}
	if o.Weights, err = weighting(q.Weights); err != nil {
		return TableAgreement{}, err
	}
	o.Coders, o.Categories, o.Times = t.coders, t.categories, t.times
	if t.split == nil {
		r, alpha, err := tableAgreement(t.cells, o, len(o.Categories) > 0)
		r.Header, r.Notices = t.header, append(t.says(q), undefined(alpha, wordsIn(q.Lang))...)
		if q.Weights == "ratio" && r.ScaleReason == string(agreement.NegativeValues) {
			r.Notices = append(r.Notices, wordsIn(q.Lang).say("negative"))
		}
		if r.Approximate {
			r.Notices = append(r.Notices, wordsIn(q.Lang).say("estimated", "seed", strconv.FormatUint(q.Seed, 10)))
		}
		return r, err
	}
	out := TableAgreement{Coders: t.coders, Header: t.header, Notices: t.says(q), Categories: []string{}, Disagreed: []int{}, Codes: []TableCategory{}, Pairs: []TablePair{}, Parts: []TableAgreement{}}
	ordered := len(o.Categories) > 0
	if !ordered && q.Sets == "" { // what could be chosen in one part, could be in all
		o.Categories = agreement.ScaleOf(slices.DeleteFunc(slices.Concat(t.cells...), func(cell string) bool { return cell == "" })).Names
	}
	var alphas []agreement.Estimate
	for _, name := range distinct(t.split) {
		var rows [][]string
		o.Times = nil
		for i, row := range t.cells {
			if t.split[i] == name {
				rows = append(rows, row)
				if t.times != nil {
					o.Times = append(o.Times, t.times[i])
				}
			}
		}
		part, alpha, err := tableAgreement(rows, o, ordered)
		if err != nil {
			return out, err
		}
		part.Code, part.Header, out.Approximate = name, t.header, out.Approximate || part.Approximate
		out.Parts = append(out.Parts, part)
		out.Units += part.Units
		out.Pairable += part.Pairable
		alphas = append(alphas, alpha)
	}
	if out.Approximate {
		out.Notices = append(out.Notices, wordsIn(q.Lang).say("estimated", "seed", strconv.FormatUint(q.Seed, 10)))
	}
	pooled := agreement.PooledBinaryAlpha(alphas)
	out.Pooled, out.Reason = pooled.Pointer(), string(pooled.Reason)
	return out, nil
}

func weighting(name string) (agreement.Weighting, error) {
	switch name {
	case "", "none", "unweighted":
		return agreement.Unweighted, nil
	case "linear":
		return agreement.Linear, nil
	case "quadratic":
		return agreement.Quadratic, nil
	case "radical":
		return agreement.Radical, nil
	case "ordinal":
		return agreement.OrdinalWeights, nil
	case "ratio":
		return agreement.RatioWeights, nil
	}
	return nil, qda.E(qda.Invalid, "agreement.weights", "{value} are not known weights. Use linear, quadratic, radical, ordinal or ratio.", "value", name)
}

// tableAgreement compares one table. Whether the categories have an order that somebody
// named, ordered says.
func tableAgreement(cells [][]string, o agreement.TableOptions, ordered bool) (TableAgreement, agreement.Estimate, error) {
	r, err := agreement.FromTable(cells, o)
	if err != nil {
		return TableAgreement{}, agreement.Estimate{}, err
	}
	out := TableAgreement{
		Coders: r.Coders, Categories: append([]string{}, r.Categories...), Units: r.Units, Pairable: r.Pairable,
		Percent: r.Percent.Pointer(), Alpha: r.Alpha.Pointer(), AC1: r.Gwet.Pointer(), Kappa: r.Fleiss.Pointer(), Reason: string(r.Alpha.Reason),
		Ordinal: r.AlphaOrdinal.Pointer(), Interval: r.AlphaInterval.Pointer(), Ratio: r.AlphaRatio.Pointer(), Weighted: r.AlphaWeighted.Pointer(),
		Cohen: r.Cohen.Pointer(), Scott: r.Scott.Pointer(), Fleiss: r.Fleiss.Pointer(), Conger: r.Conger.Pointer(), Light: r.Light.Pointer(),
		BP: r.BrennanPrediger.Pointer(), Holsti: r.Holsti.Pointer(), KappaMax: r.CohenMax.Pointer(), NoMax: string(r.CohenMax.Reason),
		Disagreed: append([]int{}, r.Disagreements...), Codes: []TableCategory{}, Pairs: []TablePair{}, Notices: []string{},
	}
	if len(r.Coders) == 2 {
		out.Kappa = out.Cohen
	}
	if !ordered && out.Interval == nil {
		out.Ordinal = nil // words have no order unless somebody says which
	}
	for _, e := range []agreement.Estimate{r.AlphaInterval, r.AlphaRatio} {
		if e.Reason == agreement.NotNumeric || e.Reason == agreement.NegativeValues {
			out.ScaleReason = cmp.Or(out.ScaleReason, string(e.Reason))
		}
	}
	out.CI, out.Method, out.NoCI = bounds(r.Alpha)
	if u := r.Alpha.Uncertainty; u != nil {
		out.Missed = u.Degenerate
	}
	for i := range out.Disagreed {
		out.Disagreed[i]++ // people count rows from 1
	}
	list := r.PerCategory
	if r.Sets != nil {
		list = r.Sets.PerCode
		out.Approximate = r.Sets.MASI.Approximate
		out.MASI, out.Jaccard, out.Dice, out.Pooled = r.Sets.MASI.Pointer(), r.Sets.Jaccard.Pointer(), r.Sets.Dice.Pointer(), r.Sets.Pooled.Pointer()
	}
	for _, c := range list {
		v := TableCategory{Code: c.Name, Percent: c.Percent.Pointer(), Alpha: c.Alpha.Pointer(), AC1: c.AC1.Pointer(), Kappa: c.Kappa.Pointer(), Positive: c.Positive.Pointer(), Reason: string(c.Alpha.Reason)}
		v.CI, _, _ = bounds(c.Alpha)
		if c.Table != nil {
			v.Table = tableView(*c.Table)
		}
		out.Codes = append(out.Codes, v)
		if yes(c.Name) && len(r.Categories) <= 2 && r.Sets == nil { // a table of yes and no: the whole speaks of the yes
			out.Positive, out.Table = v.Positive, v.Table
		}
	}
	for _, p := range r.Pairs {
		out.Pairs = append(out.Pairs, TablePair{
			First: p.First, Second: p.Second, Units: p.Units, Percent: p.Percent.Pointer(), Alpha: p.Alpha.Pointer(), AC1: p.AC.Pointer(),
			Kappa: p.Cohen.Pointer(), Scott: p.Scott.Pointer(), Holsti: p.Holsti.Pointer(),
		})
	}
	return out, r.Alpha, nil
}

func bounds(e agreement.Estimate) (ci []float64, method, none string) {
	if u := e.Uncertainty; u != nil {
		return []float64{u.Low, u.High}, string(u.Method), ""
	}
	return nil, "", string(e.NoInterval)
}

// yes recognises the category that says that something was applied.
func yes(name string) bool {
	switch codebook.Fold(name) {
	case "1", "yes", "si", "oui", "sim", "true", "x":
		return true
	}
	return false
}

// judgements is a table as it was understood.
type judgements struct {
	coders []string
	cells  [][]string
	split  []string // value of the column to split by, for each row; nil without one
	times  []int    // how many units each row stands for; nil if one each
	length string   // heading of the column that says so; "" without one
	header bool     // the first row named the columns

	categories []string // as the query names them, numbers as the cells have them
	commas     bool     // numbers may have decimal commas
}

// readJudgements finds the coders' columns in a table.
func readJudgements(raw []byte, q TableQuery) (judgements, error) {
	var t judgements
	rows, separator, err := readCSV(raw, q.Separator)
	if err != nil {
		return t, err
	}
	t.commas = separator != ',' && q.Sets != ","
	if len(rows) == 0 {
		return t, qda.E(qda.Invalid, "agreement.empty_table", "The table has no rows. Nothing was computed.")
	}
	width := len(rows[0])
	for i, row := range rows {
		if len(row) != width {
			return t, qda.E(qda.Invalid, "agreement.ragged_table", "Row {row} of the table has {n} cells and the first has {m}. Nothing was computed.", "row", i+1, "n", len(row), "m", width)
		}
	}
	header := looksLikeHeader(rows, t.commas)
	if q.Header != nil {
		header = *q.Header
	}
	names := make([]string, width)
	for i := range names {
		names[i] = strconv.Itoa(i + 1)
		if header && strings.TrimSpace(rows[0][i]) != "" {
			names[i] = strings.TrimSpace(rows[0][i])
		}
	}
	if t.header = header; header {
		rows = rows[1:]
	}
	if len(rows) == 0 {
		return t, qda.E(qda.Invalid, "agreement.empty_table", "The table has no rows. Nothing was computed.")
	}
	find := func(name string) (int, error) {
		for i, n := range names {
			if codebook.Fold(n) == codebook.Fold(name) {
				return i, nil
			}
		}
		if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= width {
			return n - 1, nil
		}
		return 0, qda.E(qda.NotFound, "agreement.no_column", "The table has no column {column}. It has {choices}. Nothing was computed.", "column", name, "choices", strings.Join(names, ", "))
	}
	split := -1
	if q.Split != "" {
		if split, err = find(q.Split); err != nil {
			return t, err
		}
	}
	times := lengths(names, rows)
	if q.Times != "" {
		if times, err = find(q.Times); err != nil {
			return t, err
		}
	}
	if times >= 0 {
		if t.times, err = counts(names[times], rows, times); err != nil {
			return t, err
		}
		t.length = names[times]
	}
	var columns []int
	for _, name := range q.Columns {
		i, err := find(name)
		if err != nil {
			return t, err
		}
		columns = append(columns, i)
	}
	if len(columns) == 0 {
		for i := range names {
			if i == split || i == times || header && describes(names[i]) || i == 0 && namesUnits(rows) {
				continue
			}
			if header && len(columns) == 0 && numbersUnits(names[i], rows, i) {
				continue
			}
			columns = append(columns, i)
		}
	}
	for _, i := range columns {
		t.coders = append(t.coders, names[i])
	}
	for _, row := range rows {
		cells := make([]string, len(columns))
		for k, i := range columns {
			if cell := strings.TrimSpace(row[i]); !missing(cell) {
				cells[k] = cell
			}
		}
		t.cells = append(t.cells, cells)
		if split >= 0 {
			t.split = append(t.split, row[split])
		}
	}
	t.categories = q.Categories
	if t.commas {
		t.pointed()
	}
	return t, nil
}

func missing(cell string) bool {
	switch strings.ToUpper(cell) {
	case "", "NA", "N/A", "#N/A", "NAN", "NULL", ".", "*":
		return true
	}
	return false
}

// namesUnits reports whether the first column only names the rows: every value
// once, and none of them used anywhere else.
func namesUnits(rows [][]string) bool {
	if len(rows) < 2 || len(rows[0]) < 3 {
		return false
	}
	first := map[string]bool{}
	for _, row := range rows {
		if first[row[0]] || missing(strings.TrimSpace(row[0])) {
			return false
		}
		first[row[0]] = true
	}
	for _, row := range rows {
		if slices.ContainsFunc(row[1:], func(cell string) bool { return first[cell] }) {
			return sequence(rows)
		}
	}
	return true
}

// sequence reports whether the first column counts the rows from 1 or 0, and goes
// beyond every number that the coders used.
func sequence(rows [][]string) bool {
	offset, err := strconv.Atoi(rows[0][0])
	if err != nil || offset != 0 && offset != 1 {
		return false
	}
	largest := 0
	for i, row := range rows {
		if n, err := strconv.Atoi(row[0]); err != nil || n != i+offset {
			return false
		}
		for _, cell := range row[1:] {
			if n, err := strconv.Atoi(strings.TrimSpace(cell)); err == nil {
				largest = max(largest, n)
			}
		}
	}
	return len(rows) > 5 && len(rows) > largest
}

// looksLikeHeader reports whether the first row names the columns: it calls one as a
// column of units is called, or leaves the one before the coders without a name; else
// none of its cells is empty, all differ, and none occurs below. Coders may be called
// as categories are, so that without a column of units only a person can tell.
func looksLikeHeader(rows [][]string, commas bool) bool {
	seen := map[string]bool{}
	for i, cell := range rows[0] {
		cell = strings.TrimSpace(cell)
		if describes(cell) && !under(rows, i, cell) {
			return true
		}
		if seen[cell] || i > 0 && missing(cell) {
			return false
		}
		if isNumber(cell) || commas && isNumber(withPoint(cell)) {
			return false // a table of numbers; name the columns by words, or say that there are headings
		}
		seen[cell] = true
	}
	if seen[""] && len(rows) > 1 && !under(rows, 0, "") { // as R writes the names of its rows
		return true
	}
	for _, row := range rows[1:] {
		for _, cell := range row {
			if cell = strings.TrimSpace(cell); cell != "" && seen[cell] {
				return false
			}
		}
	}
	return true
}

// under reports whether a column has a value below its first row.
func under(rows [][]string, column int, value string) bool {
	return slices.ContainsFunc(rows[1:], func(row []string) bool {
		return codebook.Fold(strings.TrimSpace(row[column])) == codebook.Fold(value)
	})
}

// readCSV reads a table whose separator may have to be found out, and says which it is.
func readCSV(raw []byte, separator string) ([][]string, rune, error) {
	broken := func(err error) error {
		return qda.E(qda.Invalid, "agreement.not_csv", "The file is not a table in CSV form. Nothing was computed. Save it as CSV and try again.").Because(err)
	}
	text, err := table.Decode(raw)
	if err != nil {
		return nil, 0, broken(err)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = table.Separator(text), -1, true
	if separator != "" {
		r.Comma = []rune(separator)[0]
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil, 0, broken(err)
	}
	return rows, r.Comma, nil
}

func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
