package engine

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"articula/internal/agreement"
	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// AgreementQuery says what to compare. The zero value compares everybody in the
// latest round that two people worked in, on every code, unit by unit as the
// project's settings say.
type AgreementQuery struct {
	Round     qda.ID   `json:"round" ts_type:"string"`       // none: the latest that two of the coders worked in
	Coders    []qda.ID `json:"coders" ts_type:"string[]"`    // empty: all who count
	Codes     []qda.ID `json:"codes" ts_type:"string[]"`     // empty: all that can be applied
	Documents []qda.ID `json:"documents" ts_type:"string[]"` // empty: all of the round
	Unit      string   `json:"unit"`                         // "sentence", "turn", "paragraph", "character", "document", "segment" or "excerpt"; "" as the settings say
	Cover     string   `json:"cover"`                        // "half", "any", "all" or a share such as "0.8"; "" as the settings say
	Level     string   `json:"level"`                        // "leaf" (""), "parent" or "top"
	Match     string   `json:"match"`                        // for segments: "union" (""), "max" or "min"
	Share     float64  `json:"share"`                        // for segments: overlap that makes two the same; 0 for 0.5
	Seed      uint64   `json:"seed"`
	Resamples int      `json:"resamples"` // 0 for 2,000
	Lang      string   `json:"lang"`      // of the sentences: en (""), es, fr or pt
	Masked    bool     `json:"masked"`    // call people by letters, the same ones in every comparison
	Known     bool     `json:"known"`     // with Masked: keep the coders' identities, for a screen that asks again
	// AllFinished takes the named coders as having finished every document that one
	// of them coded, where nobody was assigned.
	AllFinished bool `json:"all_finished"`
	// For says who gets the report that is written.
	For Sharing `json:"for"`

	excerpts map[qda.ID][]qda.Span // by document: what the round is about, if not whole documents
	planned  []qda.ID              // codes that the plan of the round names, if the query names none
	covered  bool                  // Cover was asked for, and not taken from the settings
	none     bool                  // of them none stands any more: no code is compared, whatever Codes says

	everyone bool // also who has finished nothing together with another: each is compared with what was decided

	bare   bool // without intervals: only the passages are wanted
	spoken bool // for people to read: codes are called what they are in Lang
}

// AgreementReport is how consistently coders coded, with all that is needed to
// compute it again.
type AgreementReport struct {
	Unit       string              `json:"unit"`
	Cover      float64             `json:"cover"`
	Level      string              `json:"level"`
	Match      string              `json:"match"` // with segments: what their overlap was measured against; "" otherwise
	Share      float64             `json:"share"` // with segments: the overlap that made two the same; 0 otherwise
	Round      Ref                 `json:"round"`
	Codebook   Ref                 `json:"codebook_version"` // of the round, none if it has none
	Coders     []Ref               `json:"coders"`
	Settings   AgreementSettings   `json:"settings"`
	Seed       uint64              `json:"seed"`
	Resamples  int                 `json:"resamples"`
	Codes      []AgreementCode     `json:"codes"` // most disagreed units first
	Pooled     AgreementCode       `json:"pooled"`
	Levels     []AgreementLevel    `json:"levels"`
	Pairs      []AgreementPair     `json:"pairs"`
	Documents  []AgreementDocument `json:"documents"` // most disagreed units first
	Confusions []AgreementMixUp    `json:"confusions"`
	// Incomplete lists who has not finished what; results change when they do.
	Incomplete []AgreementOpen `json:"incomplete"`
	Hidden     int             `json:"hidden"`   // documents left out because they are still blind
	Presumed   int             `json:"presumed"` // documents without assignments, where those who coded count as having finished
	Ignored    int             `json:"ignored"`  // codings that do not enter: of coders who have not finished, of codes they did not know
	Repaired   int             `json:"repaired"` // codings that had to be cut or joined first
	Unfilled   int             `json:"unfilled"` // codings in no number: they fill no unit by the rule of cover
	// Seen counts the codings that were made, changed or taken away after their coders could
	// see the work of the others. They are no independent work.
	Seen    int      `json:"seen"`
	Notices []string `json:"notices"`
}

// AgreementCode is the agreement on one code, or on all of them pooled. Numbers that
// do not exist are null, and Reason says why; see package agreement.
type AgreementCode struct {
	Code     string           `json:"code"` // path
	ID       qda.ID           `json:"id" ts_type:"string"`
	Percent  *float64         `json:"percent"`
	Alpha    *float64         `json:"alpha"` // Krippendorff, nominal
	CI       []float64        `json:"ci" ts_type:"[number, number] | null"`
	AC1      *float64         `json:"ac1"`
	Kappa    *float64         `json:"kappa"`    // Cohen's for two coders, Fleiss' for more
	Positive *float64         `json:"positive"` // specific agreement on using the code
	Negative *float64         `json:"negative"`
	Table    *AgreementTable  `json:"table"`  // with two coders
	Reason   string           `json:"reason"` // why alpha has no value; "" if it has
	UAlpha   *float64         `json:"u_alpha"`
	Holsti   *float64         `json:"holsti"`
	KappaN   *float64         `json:"kappa_n"`
	KappaMax *float64         `json:"kappa_max"`
	MASI     *float64         `json:"masi"`             // pooled only: alpha over the sets of codes
	Guessed  bool             `json:"masi_approximate"` // it rests on pairs of sets drawn at random, as there are too many for all
	Prev     *float64         `json:"prevalence_index"`
	Bias     *float64         `json:"bias_index"`
	Matched  *AgreementMatch  `json:"matched"`      // with segments
	Below    *float64         `json:"below_goal"`   // share of resamples below the lower threshold
	AtMost   *float64         `json:"at_most"`      // what may still disagree where nothing was seen to
	Units    int              `json:"units"`        // judged by two or more
	Differ   int              `json:"disagreed"`    // of those
	Missed   int              `json:"ci_undefined"` // resamples in which alpha had no value; they are not in the interval
	Method   string           `json:"ci_method"`    // how the interval was found
	NoCI     string           `json:"ci_reason"`    // why there is none
	Standing string           `json:"standing"`     // "good", "tentative", "low" or "none", by the project's thresholds
	Kinds    map[string]int   `json:"kinds"`        // disagreements by type
	Says     []string         `json:"says"`         // in words, the plain sentence first
	Used     map[string]int   `json:"used"`         // codings, by coder, in documents that two or more judged
	Unfilled map[string]int   `json:"unfilled"`     // those of them that fill no unit and are in no number
	Pairs    []AgreementPair  `json:"pairs"`
	By       []AgreementPlace `json:"by_document"`
}

// AgreementTable is the table of two coders, in units or characters.
type AgreementTable struct {
	Both    int `json:"both"`
	First   int `json:"only_first"`
	Second  int `json:"only_second"`
	Neither int `json:"neither"`
}

// AgreementMatch counts how segments pair up.
type AgreementMatch struct {
	Pairs  int `json:"pairs"`
	First  int `json:"only_first"`
	Second int `json:"only_second"`
}

// AgreementPair is the agreement of two coders.
type AgreementPair struct {
	First    Ref            `json:"first"`
	Second   Ref            `json:"second"`
	Percent  *float64       `json:"percent"`
	Alpha    *float64       `json:"alpha"`
	AC1      *float64       `json:"ac1"`
	Kappa    *float64       `json:"kappa"`
	Positive *float64       `json:"positive"`
	Table    AgreementTable `json:"table"`
	Differ   int            `json:"disagreed"`
	Reason   string         `json:"reason"`
	Why      string         `json:"why"` // the same in words
}

// AgreementPlace is what one document contributes to one code.
type AgreementPlace struct {
	Document qda.ID   `json:"document" ts_type:"string"`
	Coders   int      `json:"coders"`
	Units    int      `json:"units"`
	Differ   int      `json:"disagreed"`
	Percent  *float64 `json:"percent"`
	Alpha    *float64 `json:"alpha"`
	Why      string   `json:"why"` // in words, why alpha has no value; "" if it has
}

// AgreementDocument is the agreement on one document over all codes.
type AgreementDocument struct {
	Document Ref      `json:"document"`
	Unit     string   `json:"unit"` // in effect: a document without turns is divided into paragraphs
	Units    int      `json:"units"`
	Coders   []Ref    `json:"coders"`
	Percent  *float64 `json:"percent"`
	Alpha    *float64 `json:"alpha"`
	Differ   int      `json:"disagreed"`
	Reason   string   `json:"reason"`
	Why      string   `json:"why"` // the same in words
}

// AgreementLevel is the pooled agreement with codes rolled up the tree.
type AgreementLevel struct {
	Level   string   `json:"level"`
	Codes   int      `json:"codes"`
	Percent *float64 `json:"percent"`
	Alpha   *float64 `json:"alpha"`
}

// AgreementMixUp counts where one coder applied one code and another another.
// Second is none where the other applied nothing.
type AgreementMixUp struct {
	First  Ref `json:"first"`
	Second Ref `json:"second"`
	Count  int `json:"count"`
}

// AgreementOpen is a document that a coder has not finished.
type AgreementOpen struct {
	Document Ref `json:"document"`
	Coder    Ref `json:"coder"`
}

// Agreement compares coders.
func (p *Project) Agreement(ctx context.Context, q AgreementQuery, progress Progress) (AgreementReport, error) {
	var out AgreementReport
	err := p.compare(ctx, q, progress, func(tx *store.Tx, c comparison) error {
		var err error
		out, err = c.view(tx)
		return err
	})
	return out, err
}

// comparison is a comparison that has been computed, with the names for it.
type comparison struct {
	p       *Project
	cat     *catalog
	query   AgreementQuery
	options agreement.Options
	study   study
	report  agreement.Report
	set     AgreementSettings
}

// compare computes and hands on.
func (p *Project) compare(ctx context.Context, q AgreementQuery, progress Progress, then func(*store.Tx, comparison) error) error {
	return p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		c := comparison{p: p, cat: cat, query: q, set: settingsOf(cat.project)}
		var err error
		if err = c.query.follow(tx, cat, c.set); err != nil {
			return err
		}
		if c.options, err = c.query.options(ctx, progress, c.set); err != nil {
			return err
		}
		if c.study, err = p.readStudy(tx, cat, c.query); err != nil {
			return err
		}
		if !q.everyone {
			c.study.leaveApart()
		}
		if c.report, err = agreement.Compare(c.study.Study, c.options); err != nil {
			return err
		}
		return then(tx, c)
	})
}

// follow takes from the plan of the round and from the settings what the query leaves
// open: the unit, how much of one must be coded, and the codes that the round is
// about, with those under them. A round about excerpts is
// compared on these, whatever was asked for.
func (q *AgreementQuery) follow(tx *store.Tx, cat *catalog, set AgreementSettings) error {
	assignments, err := store.List[qda.Assignment](tx, store.Eq{})
	if err != nil {
		return err
	}
	round, err := chooseRound(tx, cat.codingRounds(), assignments, *q)
	if err != nil {
		return err
	}
	var plan roundPlan
	json.Unmarshal([]byte(round.Plan), &plan) // a plan that cannot be read is none
	excerpts, err := excerptsByRound(tx)
	if err != nil {
		return err
	}
	if q.excerpts = spansByDocument(excerpts[round.ID]); q.excerpts != nil {
		q.Unit = string(agreement.Excerpt) // nobody was asked about the rest of the texts
	} else if q.Unit == string(agreement.Excerpt) {
		q.Unit = ""
	}
	q.covered = q.Cover != "" && q.Cover != set.Cover
	q.Round, q.Unit, q.Cover = round.ID, cmp.Or(q.Unit, plan.Unit, set.Unit), cmp.Or(q.Cover, set.Cover)
	if len(q.Codes) == 0 && len(plan.Codes) > 0 {
		q.planned = plan.Codes
		q.Codes = slices.DeleteFunc(cat.codesOrBelow(plan.Codes), func(id qda.ID) bool { return cat.tree.Node(id).Code.Folder })
		q.none = len(q.Codes) == 0
	}
	return nil
}

// options translates the query.
func (q AgreementQuery) options(ctx context.Context, progress Progress, set AgreementSettings) (agreement.Options, error) {
	o := agreement.Options{
		Unit: agreement.Unit(q.Unit), Level: agreement.Level(q.Level),
		Matching:      agreement.Matching{Of: agreement.Denominator(q.Match), Share: q.Share},
		Resampling:    agreement.Resampling{Seed: q.Seed, Resamples: q.Resamples, Goal: set.Low},
		SkipIntervals: q.bare,
		Job:           agreement.Job{Stopped: func() bool { return ctx.Err() != nil }},
	}
	if progress != nil {
		o.Job.Progress = func(done, total int) { progress("comparing", done, total) }
	}
	wrong := func(what, value, choices string) error {
		return qda.E(qda.Invalid, "agreement.choice", "{value} is not a {what} of a comparison. Use {choices}.", "value", value, "what", what, "choices", choices)
	}
	if !slices.Contains(agreement.Units(), o.Unit) {
		return o, wrong("unit", q.Unit, "sentence, turn, paragraph, character, document, segment, excerpt")
	}
	switch o.Level {
	case "", agreement.AsCoded, agreement.Parents, agreement.Tops:
	default:
		return o, wrong("level", q.Level, "leaf, parent, top")
	}
	switch o.Matching.Of {
	case "":
		o.Matching.Of = agreement.OfUnion
	case agreement.OfUnion, agreement.OfLonger, agreement.OfShorter:
	default:
		return o, wrong("measure of overlap", q.Match, "union, max, min")
	}
	if o.Matching.Share < 0 || o.Matching.Share > 1 {
		return o, wrong("share", strconv.FormatFloat(q.Share, 'g', -1, 64), "0.01 to 1")
	}
	if o.Matching.Share == 0 {
		o.Matching.Share = 0.5
	}
	switch q.Cover {
	case "", "half":
		o.Cover = agreement.Half
	case "any":
		o.Cover = agreement.Any
	case "all":
		o.Cover = 1
	default:
		share, err := strconv.ParseFloat(q.Cover, 64)
		if err != nil || !(share > 0 && share <= 1) { // nor what is no number
			return o, wrong("cover", q.Cover, "half, any, all, a number up to 1")
		}
		o.Cover = agreement.Cover(share)
	}
	return o, nil
}

func (c comparison) coder(id qda.ID) Ref {
	return c.query.coder(c.cat, id)
}

func (c comparison) document(id qda.ID) Ref {
	if d := c.cat.docOf[id]; d != nil {
		return Ref{id, d.Title}
	}
	return Ref{ID: id}
}

func (c comparison) code(id qda.ID) Ref {
	n := c.cat.tree.Node(id)
	switch {
	case n == nil:
		return Ref{ID: id}
	case c.query.spoken:
		return Ref{id, c.cat.pathIn(n, c.query.Lang)}
	}
	return Ref{id, n.Path()}
}

// pathIn is a code with what stands above it, as they are called in a language.
func (c *catalog) pathIn(n *codebook.Node, lang string) string {
	var names []string
	for at := n; at != nil; at = at.Parent {
		names = append(names, c.label(at.Code.ID, at.Code.Name, lang))
	}
	slices.Reverse(names)
	return codebook.JoinPath(names)
}

// view puts the report into the words of screens and files.
func (c comparison) view(tx *store.Tx) (AgreementReport, error) {
	r := c.report
	out := AgreementReport{
		Unit: string(r.Unit), Cover: shown(r.Cover), Level: string(r.Level), Match: string(r.Matching.Of), Share: r.Matching.Share, Round: Ref{c.study.round.ID, c.study.round.Label}, Settings: c.set,
		Seed: r.Resampling.Seed, Resamples: r.Resampling.Resamples, Hidden: len(c.study.hidden), Presumed: len(c.study.presumed),
		Ignored:  r.Ignored.NotFinished + r.Ignored.NotAssigned + r.Ignored.UnknownCode + c.study.passed,
		Repaired: r.Repairs.Empty + r.Repairs.Outside + r.Repairs.Clipped + r.Repairs.Joined,
		Coders:   []Ref{}, Codes: []AgreementCode{}, Levels: []AgreementLevel{}, Pairs: []AgreementPair{}, Documents: []AgreementDocument{},
		Confusions: []AgreementMixUp{}, Incomplete: []AgreementOpen{}, Notices: []string{},
	}
	if id := c.study.round.CodebookVersionID; !id.IsZero() {
		v, err := store.Get[qda.CodebookVersion](tx, id)
		if err != nil {
			return out, err
		}
		out.Codebook = Ref{id, v.Label}
	}
	for _, id := range r.Coders {
		out.Coders = append(out.Coders, c.coder(id))
	}
	w := wordsIn(c.query.Lang)
	for _, code := range r.Codes {
		out.Codes = append(out.Codes, c.codeView(code, w))
		out.Unfilled += len(code.Unfilled)
	}
	slices.SortStableFunc(out.Codes, func(a, b AgreementCode) int { return b.Differ - a.Differ })
	out.Pooled = c.pooledView(w)
	for _, l := range r.Levels {
		out.Levels = append(out.Levels, AgreementLevel{string(l.Level), l.Codes, l.Percent.Pointer(), l.Alpha.Pointer()})
	}
	for _, pair := range r.Pairs {
		out.Pairs = append(out.Pairs, c.pairView(pair, w))
	}
	for _, d := range r.Documents {
		v := AgreementDocument{Document: c.document(d.Document), Unit: string(d.Unit), Units: d.Units, Coders: []Ref{}, Percent: d.Percent.Pointer(), Alpha: d.Alpha.Pointer(), Differ: d.Disagreed, Reason: string(d.Alpha.Reason), Why: w.why(d.Alpha.Reason)}
		for _, id := range d.Coders {
			v.Coders = append(v.Coders, c.coder(id))
		}
		out.Documents = append(out.Documents, v)
	}
	slices.SortStableFunc(out.Documents, func(a, b AgreementDocument) int { return b.Differ - a.Differ })
	for _, m := range r.Confusions {
		v := AgreementMixUp{First: c.code(m.First), Count: m.Count}
		if !m.Second.IsZero() {
			v.Second = c.code(m.Second)
		}
		out.Confusions = append(out.Confusions, v)
	}
	for _, u := range c.study.incomplete {
		out.Incomplete = append(out.Incomplete, AgreementOpen{c.document(u.document), c.coder(u.coder)})
	}
	if err := c.countSeen(tx, &out); err != nil {
		return out, err
	}
	out.Notices = c.notices(out, w)
	return out, nil
}

// shown writes the rule "any" as 0, the share that it stands for.
func shown(c agreement.Cover) float64 {
	if c == agreement.Any {
		return 0
	}
	return float64(c)
}

func (c comparison) codeView(r agreement.CodeReport, w wording) AgreementCode {
	v := AgreementCode{
		ID: r.Code, Code: c.code(r.Code).Name, Percent: r.Percent.Pointer(), Alpha: r.Alpha.Pointer(), AC1: r.AC1.Pointer(), Kappa: r.Kappa.Pointer(),
		Positive: r.Positive.Pointer(), Negative: r.Negative.Pointer(), Reason: string(r.Reason), UAlpha: r.UAlpha.Pointer(), Holsti: r.Holsti.Pointer(),
		KappaN: r.KappaN.Pointer(), KappaMax: r.KappaMax.Pointer(), Prev: r.PrevalenceIndex.Pointer(), Bias: r.BiasIndex.Pointer(),
		Units: r.Sums.Pairable, Differ: r.Sums.Disagreed, Kinds: map[string]int{}, Used: map[string]int{}, Unfilled: map[string]int{}, Pairs: []AgreementPair{}, By: []AgreementPlace{},
	}
	if t := r.Table; t != nil {
		v.Table = tableView(*t)
	}
	if m := r.Matched; m != nil {
		v.Matched = &AgreementMatch{m.Pairs, m.OnlyFirst, m.OnlySecond}
		v.Units, v.Differ = m.Pairs+m.OnlyFirst+m.OnlySecond, m.OnlyFirst+m.OnlySecond
	}
	if r.AtMost > 0 {
		v.AtMost = &r.AtMost
	}
	v.interval(r.Alpha)
	for kind, n := range r.Kinds {
		v.Kinds[string(kind)] = n
	}
	for i, id := range c.study.Coders {
		v.Used[c.coder(id).Name] = 0
		if i < len(r.Used) { // nothing is counted where there is no document
			v.Used[c.coder(id).Name] = r.Used[i]
		}
	}
	for _, u := range r.Unfilled {
		v.Unfilled[c.coder(u.Coder).Name]++
	}
	for _, pair := range r.Pairs {
		v.Pairs = append(v.Pairs, c.pairView(pair, w))
	}
	for _, d := range r.Documents {
		alpha := d.Alpha()
		place := AgreementPlace{Document: d.Document, Coders: d.Coders, Units: d.Pairable, Differ: d.Disagreed, Percent: d.Percent().Pointer(), Alpha: alpha.Pointer(), Why: w.why(alpha.Reason)}
		if m := d.Matched; m != nil {
			place.Units, place.Differ, place.Percent, place.Alpha = m.Pairs+m.OnlyFirst+m.OnlySecond, m.OnlyFirst+m.OnlySecond, m.Percent().Pointer(), nil
			place.Why = w.why(agreement.NotApplicable)
		}
		v.By = append(v.By, place)
	}
	v.Standing = c.set.standing(v.Alpha)
	v.Says = c.says(v, r, w)
	return v
}

// interval takes over how sure the value is.
func (v *AgreementCode) interval(e agreement.Estimate) {
	v.NoCI = string(e.NoInterval)
	if u := e.Uncertainty; u != nil {
		v.CI, v.Method, v.Below = []float64{u.Low, u.High}, string(u.Method), &u.BelowGoal
		v.Missed = u.Degenerate
	}
}

func tableView(t agreement.Table2) *AgreementTable {
	return &AgreementTable{t.Both, t.OnlyFirst, t.OnlySecond, t.Neither}
}

func (c comparison) pairView(r agreement.PairReport, w wording) AgreementPair {
	v := AgreementPair{
		First: c.coder(r.First), Second: c.coder(r.Second), Percent: r.Percent.Pointer(), Alpha: r.Alpha.Pointer(), AC1: r.AC1.Pointer(),
		Kappa: r.Kappa.Pointer(), Positive: r.Positive.Pointer(), Table: *tableView(r.Table), Differ: r.Table.OnlyFirst + r.Table.OnlySecond, Reason: string(r.Alpha.Reason), Why: w.why(r.Alpha.Reason),
	}
	if r.Matched != (agreement.Matched{}) {
		v.Table = AgreementTable{Both: r.Matched.Pairs, First: r.Matched.OnlyFirst, Second: r.Matched.OnlySecond}
		v.Differ = r.Matched.OnlyFirst + r.Matched.OnlySecond
	}
	return v
}

func (c comparison) pooledView(w wording) AgreementCode {
	r := c.report.Pooled
	v := AgreementCode{
		Code: "", Percent: r.Percent.Pointer(), Alpha: r.Alpha.Pointer(), AC1: r.AC1.Pointer(), Kappa: r.Kappa.Pointer(), MASI: r.MASI.Pointer(), Guessed: r.MASI.Approximate,
		Reason: string(r.Alpha.Reason), Kinds: map[string]int{}, Used: map[string]int{}, Unfilled: map[string]int{}, Pairs: []AgreementPair{}, By: []AgreementPlace{}, Says: []string{},
	}
	var both, either float64
	var table agreement.Table2
	two := true
	for _, code := range c.report.Codes {
		if code.Table == nil {
			two = false
		}
		if !code.Sums.Used() && (code.Matched == nil || *code.Matched == (agreement.Matched{})) {
			continue // nobody used it: it is in none of the numbers
		}
		v.Units += code.Sums.Pairable
		v.Differ += code.Sums.Disagreed
		if m := code.Matched; m != nil {
			v.Units += m.Pairs + m.OnlyFirst + m.OnlySecond
			v.Differ += m.OnlyFirst + m.OnlySecond
		}
		for kind, n := range code.Kinds {
			v.Kinds[string(kind)] += n
		}
		both += code.Sums.Both
		either += code.Sums.Both + code.Sums.Mixed
		if code.Table != nil {
			table.Add(*code.Table)
		}
	}
	if either > 0 {
		positive := both / either
		v.Positive = &positive
	}
	if two && len(c.report.Codes) > 0 && c.report.Unit != agreement.Segment {
		v.Table = tableView(table)
	}
	v.interval(r.Alpha)
	v.Standing = c.set.standing(v.Alpha)
	switch {
	case c.report.Unit == agreement.Segment && v.Units > 0:
		v.Says = append(v.Says, c.paired(v, w), w.say("segments.none"))
	case v.Alpha != nil:
		v.Says = append(v.Says, w.say("alpha", "alpha", w.number(*v.Alpha)))
	case v.Reason != "":
		v.Says = append(v.Says, w.reason(v.Reason))
	}
	if v.NoCI == string(agreement.TooFewUnits) && v.Alpha != nil {
		v.Says = append(v.Says, w.say("few"))
	}
	if len(v.CI) == 2 {
		v.Says = append(v.Says, w.interval(v.CI, v.Method))
		v.Says = append(v.Says, undefined(r.Alpha, w)...)
	}
	return v
}

// codersNamed is how sentences name the coders of a comparison.
func (c comparison) codersNamed(w wording) string {
	var names []string
	for _, id := range c.study.Coders {
		names = append(names, c.coder(id).Name)
	}
	if len(names) < 2 {
		return cmp.Or(strings.Join(names, ""), "?")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + w.say("and") + " " + names[len(names)-1]
}
