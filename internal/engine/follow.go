package engine

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"articula/internal/agreement"
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// LookAgain lists, for one code, the codings made before its definition was changed
// for the last time.
type LookAgain struct {
	Code     Ref       `json:"code"`
	Changed  string    `json:"changed"` // when
	By       Ref       `json:"by"`
	Count    int       `json:"count"`  // how many codings are still to be looked at
	Looked   int       `json:"looked"` // how many older ones were looked at since and kept
	Segments []Segment `json:"segments"`
}

// definitionFields are the fields of a code whose change may make earlier codings wrong.
var definitionFields = []string{"definition", "include_when", "exclude_when"}

// LookAgain lists the codings to be looked at again because what their code means was
// changed after they were made, unless somebody gave them the code since or said that they
// still hold; of all codes if none are named, and of each code the
// first ones in reading order, all with a limit of 0. People are named as the query says;
// nothing else of it counts.
func (p *Project) LookAgain(ctx context.Context, codes []qda.ID, q AgreementQuery, limit int) ([]LookAgain, error) {
	out := []LookAgain{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		w := newWorld(p, tx, cat)
		order := cat.documentOrder()
		checks, err := store.List[qda.CodingCheck](tx, store.Eq{})
		if err != nil {
			return err
		}
		held := map[qda.ID]string{}
		for _, c := range checks {
			held[c.CodingID] = c.Definition
		}
		given, err := tx.CodingsGiven()
		if err != nil {
			return err
		}
		for n := range cat.tree.Standing {
			if len(codes) > 0 && !slices.Contains(codes, n.Code.ID) {
				continue
			}
			change, ok, err := lastDefinition(tx, cat, n.Code.ID)
			if err != nil || !ok {
				if err != nil {
					return err
				}
				continue
			}
			var before []qda.Coding
			looked := 0
			for c, err := range tx.Codings(store.CodingFilter{Codes: []qda.ID{n.Code.ID}}) {
				if err != nil {
					return err
				}
				if c.CreatedAt >= change.At || givenAfter(given[c.ID], n.Code.ID, change.Lamport) {
					continue
				}
				if held[c.ID] == change.Ref.String() {
					looked++
					continue
				}
				before = append(before, c)
			}
			if len(before) == 0 && looked == 0 {
				continue
			}
			count := len(before)
			slices.SortStableFunc(before, func(a, b qda.Coding) int {
				return cmp.Or(order[a.DocumentID]-order[b.DocumentID], a.Start-b.Start)
			})
			if limit > 0 {
				before = before[:min(limit, count)]
			}
			segments, err := w.segments(before, 0)
			if err != nil {
				return err
			}
			for i := range segments {
				who := q.coder(cat, segments[i].CoderID)
				segments[i].Coder, segments[i].CoderID = who.Name, who.ID
			}
			out = append(out, LookAgain{Code: Ref{n.Code.ID, n.Path()}, Changed: change.At, By: q.coder(cat, change.CoderID), Count: count, Looked: looked, Segments: segments})
		}
		return w.err
	})
	return out, err
}

// givenAfter reports whether the last code that a coding was given by somebody who may have
// known of an operation with this Lamport clock is this one.
func givenAfter(given []store.Given, code qda.ID, lamport int) bool {
	for _, g := range slices.Backward(given) {
		if g.Lamport > lamport {
			return g.Code == code
		}
	}
	return false
}

// CheckCodings says that codings still hold under what their codes mean now, as one
// operation. They are no longer to be looked at, until a definition changes again.
func (p *Project) CheckCodings(ctx context.Context, ids []qda.ID) error {
	cat, err := p.names(ctx)
	if err != nil {
		return err
	}
	_, err = p.update(ctx, "coding.check", func(tx *store.Tx) error {
		definitions := map[qda.ID]string{}
		for _, id := range ids {
			coding, err := seenCoding(tx, id)
			if err != nil {
				return err
			}
			if _, known := definitions[coding.CodeID]; !known {
				change, changed, err := lastDefinition(tx, cat, coding.CodeID)
				if err != nil {
					return err
				}
				if changed {
					definitions[coding.CodeID] = change.Ref.String()
				}
			}
			if definitions[coding.CodeID] == "" {
				continue // it means what it meant at first
			}
			if err := checked(tx, qda.CodingCheck{CodingID: id, Definition: definitions[coding.CodeID], CoderID: tx.Viewer(), At: tx.Now()}); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// checked writes that a coding holds, in place of what was said of it before.
func checked(tx *store.Tx, c qda.CodingCheck) error {
	have, err := store.List[qda.CodingCheck](tx, store.Eq{"coding_id": c.CodingID})
	if err != nil {
		return err
	}
	if len(have) > 0 {
		c.ID = have[0].ID
		return store.Save(tx, c)
	}
	c.ID = qda.NaturalID("coding_check", c.CodingID)
	return store.Put(tx, c)
}

// redefines reports whether a change gave a code another meaning. To translate what it
// means, where no translation was, is no change of it; to word the translation anew is.
func (c *catalog) redefines(change oplog.Change, code qda.ID) bool {
	if change.Verb != oplog.Update {
		return false
	}
	if of, ok := c.labelled(change); ok {
		return of.ID == code && slices.Contains(definitionFields, of.Field)
	}
	return change.Entity.Name == "code" && change.ID == code && slices.ContainsFunc(definitionFields, change.Touches)
}

// lastDefinition finds the last action that changed what a code means.
func lastDefinition(tx *store.Tx, cat *catalog, code qda.ID) (oplog.Op, bool, error) {
	ops, err := tx.Ops(store.OpFilter{Entity: "code", ID: code, Labels: cat.labelsOf(code), Newest: true})
	if err != nil {
		return oplog.Op{}, false, err
	}
	for _, op := range ops {
		changes, err := tx.Changes(op.Seq)
		if err != nil {
			return op, false, err
		}
		for _, c := range changes {
			if cat.redefines(c, code) {
				return op, true, nil
			}
		}
	}
	return oplog.Op{}, false, nil
}

// RoundsOverTime is how agreement went from round to round.
type RoundsOverTime struct {
	Rounds  []RoundAgreement   `json:"rounds"`
	Changes []DefinitionChange `json:"changes"` // of definitions, between them
}

// RoundAgreement is the agreement of one round.
type RoundAgreement struct {
	Round     Ref         `json:"round"`
	Kind      string      `json:"kind"`
	Created   string      `json:"created"`
	Codebook  Ref         `json:"codebook_version"`
	Coders    []Ref       `json:"coders"`
	Documents int         `json:"documents"` // that two or more have coded
	Percent   *float64    `json:"percent"`
	Alpha     *float64    `json:"alpha"`
	CI        []float64   `json:"ci" ts_type:"[number, number] | null"`
	Reason    string      `json:"reason"`
	Target    float64     `json:"target"`
	ByCode    []RoundCode `json:"codes"`
}

// RoundCode is the agreement on one code in one round.
type RoundCode struct {
	Code    Ref      `json:"code"`
	Percent *float64 `json:"percent"`
	Alpha   *float64 `json:"alpha"`
	Differ  int      `json:"disagreed"`
}

// DefinitionChange is a moment at which a code came to mean something else.
type DefinitionChange struct {
	At   string `json:"at"`
	Code Ref    `json:"code"`
	By   Ref    `json:"by"`
}

// RoundsOverTime compares the rounds, always on the independent codings.
func (p *Project) RoundsOverTime(ctx context.Context, q AgreementQuery) (RoundsOverTime, error) {
	out := RoundsOverTime{Rounds: []RoundAgreement{}, Changes: []DefinitionChange{}}
	rounds, err := p.Rounds(ctx)
	if err != nil {
		return out, err
	}
	for _, r := range rounds {
		if r.Kind == qda.ConsensusRound {
			continue
		}
		q.Round = r.ID
		a, err := p.Agreement(ctx, q, nil)
		if err != nil {
			return out, err
		}
		v := RoundAgreement{
			Round: Ref{r.ID, r.Label}, Kind: r.Kind, Created: r.Created, Codebook: r.Codebook, Coders: a.Coders, Documents: a.common(),
			Percent: a.Pooled.Percent, Alpha: a.Pooled.Alpha, CI: a.Pooled.CI, Reason: a.Pooled.Reason, Target: r.Target, ByCode: []RoundCode{},
		}
		for _, c := range a.Codes {
			if c.Compared() {
				v.ByCode = append(v.ByCode, RoundCode{Ref{c.ID, c.Code}, c.Percent, c.Alpha, c.Differ})
			}
		}
		out.Rounds = append(out.Rounds, v)
	}
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) (err error) {
		out.Changes, err = definitionChanges(tx, cat, q)
		return err
	})
	return out, err
}

// definitionChanges lists when codes came to mean something else, in order, and names
// people as the query does.
func definitionChanges(tx *store.Tx, cat *catalog, q AgreementQuery) ([]DefinitionChange, error) {
	out := []DefinitionChange{}
	for n := range cat.tree.Standing {
		ops, err := tx.Ops(store.OpFilter{Entity: "code", ID: n.Code.ID, Labels: cat.labelsOf(n.Code.ID)})
		if err != nil {
			return nil, err
		}
		for _, op := range ops {
			changes, err := tx.Changes(op.Seq)
			if err != nil {
				return nil, err
			}
			for _, c := range changes {
				if cat.redefines(c, n.Code.ID) {
					out = append(out, DefinitionChange{At: op.At, Code: Ref{n.Code.ID, n.Path()}, By: q.coder(cat, op.CoderID)})
					break // one action is one change, whatever it worded anew
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b DefinitionChange) int { return cmp.Compare(a.At, b.At) })
	return out, nil
}

// DriftReport follows one coder's agreement with the consensus through time.
type DriftReport struct {
	Coder   Ref                `json:"coder"`
	Round   Ref                `json:"round"`
	Unit    string             `json:"unit"`
	Days    int                `json:"days"`
	Target  float64            `json:"target"` // share of units coded as decided, over all windows
	Windows []DriftWindow      `json:"windows"`
	Z       *float64           `json:"z"` // Cochran–Armitage test for a trend
	P       float64            `json:"p"`
	Changes []DefinitionChange `json:"changes"` // to be marked on the chart
}

// DriftWindow is a stretch of time: the documents that were last worked on in it.
type DriftWindow struct {
	From      string  `json:"from"`
	Documents int     `json:"documents"`
	Units     int     `json:"units"`  // units and codes that either applied
	Agreed    int     `json:"agreed"` // of these, by both
	Rate      float64 `json:"rate"`   // codings per 1,000 words
	Length    float64 `json:"length"` // mean length of a coding, in characters
	EWMA      float64 `json:"ewma"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	Signal    bool    `json:"signal"` // outside the limits: a reason to look
	// Places are the passages behind the numbers: the coder is the first side, what was
	// decided the second.
	Places []PairedPlace `json:"places"`
}

// Drift follows a coder window by window, by when she coded and not by the order of
// the documents.
func (p *Project) Drift(ctx context.Context, coder qda.ID, days int, q AgreementQuery) (DriftReport, error) {
	out := DriftReport{Days: max(1, days), Windows: []DriftWindow{}, Changes: []DefinitionChange{}}
	q.Coders = []qda.ID{coder}
	q.bare = true
	err := p.compare(ctx, q, nil, func(tx *store.Tx, c comparison) error {
		out.Coder, out.Round, out.Unit = c.coder(coder), Ref{c.study.round.ID, c.study.round.Label}, string(c.report.Unit)
		agreed, consensus, speaks, err := c.decidedLayer(tx)
		if err != nil {
			return err
		}
		windows, err := c.windows(tx, coder, consensus, agreed, speaks, out.Days)
		if err != nil {
			return err
		}
		total, right := 0, 0
		var tests []agreement.Window
		for i, w := range windows {
			total += w.Units
			right += w.Agreed
			tests = append(tests, agreement.Window{Score: float64(i + 1), Agreed: w.Agreed, Decisions: w.Units})
		}
		if total == 0 {
			out.P = 1
			return nil
		}
		out.Target = float64(right) / float64(total)
		var values []float64
		for _, w := range windows {
			values = append(values, float64(w.Agreed)/float64(max(1, w.Units)))
		}
		mean := float64(total) / float64(len(windows))
		chart := agreement.EWMA(values, out.Target, math.Sqrt(out.Target*(1-out.Target)/mean), 0.2, 2.7)
		for i, point := range chart {
			windows[i].EWMA, windows[i].Low, windows[i].High, windows[i].Signal = point.Value, max(0, point.Low), min(1, point.High), point.Signal
		}
		out.Windows = windows
		trend := agreement.CochranArmitage(tests)
		out.Z, out.P = trend.Z.Pointer(), trend.P
		out.Changes, err = definitionChanges(tx, c.cat, q)
		return err
	})
	return out, err
}

// decidedLayer reads what was decided on the round.
func (c comparison) decidedLayer(tx *store.Tx) (agreed []agreement.Coding, consensus qda.ID, speaks map[qda.ID]bool, err error) {
	speaks = map[qda.ID]bool{}
	for _, r := range c.cat.rounds {
		if r.Kind == qda.ConsensusRound && r.OfRoundID == c.study.round.ID {
			consensus = r.ID
		}
	}
	if consensus.IsZero() {
		return nil, consensus, nil, qda.E(qda.NotFound, "consensus.none", "Nothing has been decided on {round} yet. Decide on differences, or put together what coders agree on.", "round", c.study.round.Label)
	}
	for k, err := range tx.Codings(store.CodingFilter{Rounds: []qda.ID{consensus}}) {
		if err != nil {
			return nil, consensus, nil, err
		}
		speaks[k.DocumentID] = true
		agreed = append(agreed, agreement.Coding{Document: k.DocumentID, Coder: consensus, Code: k.CodeID, Text: k.TextHash, Span: k.Span})
	}
	decisions, err := store.List[qda.Decision](tx, store.Eq{"round_id": consensus})
	for _, d := range decisions {
		speaks[d.DocumentID] = true
	}
	return agreed, consensus, speaks, err
}

// windows sorts the documents by when the coder last coded in them.
func (c comparison) windows(tx *store.Tx, coder, consensus qda.ID, agreed []agreement.Coding, speaks map[qda.ID]bool, days int) ([]DriftWindow, error) {
	last := map[qda.ID]string{}
	count, length := map[qda.ID]int{}, map[qda.ID]int{}
	for k, err := range tx.Codings(store.CodingFilter{Rounds: []qda.ID{c.study.round.ID}, Coders: []qda.ID{coder}}) {
		if err != nil {
			return nil, err
		}
		last[k.DocumentID] = max(last[k.DocumentID], k.CreatedAt)
		count[k.DocumentID]++
		length[k.DocumentID] += k.Len()
	}
	byWindow := map[int64][]qda.ID{}
	width := int64(days) * 24 * 3600
	for _, d := range c.study.Documents {
		at, err := time.Parse(qda.TimeLayout, last[d.ID])
		if !speaks[d.ID] || err != nil {
			continue // nothing was decided on it, or nothing coded: it has no place in time
		}
		byWindow[at.Unix()/width] = append(byWindow[at.Unix()/width], d.ID)
	}
	var keys []int64
	for k := range byWindow {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out := []DriftWindow{}
	for _, k := range keys {
		only := map[qda.ID]bool{}
		w := DriftWindow{From: time.Unix(k*width, 0).UTC().Format("2006-01-02"), Documents: len(byWindow[k])}
		words, n, chars := 0, 0, 0
		for _, id := range byWindow[k] {
			only[id] = true
			ix, err := c.p.texts.of(tx, c.cat.docOf[id].TextHash)
			if err != nil {
				return nil, err
			}
			words += len(strings.Fields(ix.Text()))
			n += count[id]
			chars += length[id]
		}
		one, _, err := c.against(tx, coder, consensus, agreed, only)
		if err != nil {
			return nil, err
		}
		w.Places = one.Places
		w.Agreed, w.Units = one.All.Right, one.All.Right+one.All.Extra+one.All.Missed
		if words > 0 {
			w.Rate = 1000 * float64(n) / float64(words)
		}
		if n > 0 {
			w.Length = float64(chars) / float64(n)
		}
		out = append(out, w)
	}
	return out, nil
}
