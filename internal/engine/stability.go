package engine

import (
	"context"
	"encoding/json"
	"slices"

	"articula/internal/agreement"
	"articula/internal/qda"
	"articula/internal/store"
)

// StabilityReport compares one coder's second pass over documents with her first; in a
// round to learn in, with the answers of the one she learns from.
type StabilityReport struct {
	Coder     Ref             `json:"coder"`
	Expert    Ref             `json:"expert"` // who made the first pass, if it was not she
	First     Ref             `json:"first"`
	Second    Ref             `json:"second"`
	Unit      string          `json:"unit"`
	Documents int             `json:"documents"`
	Units     int             `json:"units"`
	Same      int             `json:"same"` // units with the same codes in both passes
	Percent   *float64        `json:"percent"`
	Alpha     *float64        `json:"alpha"`
	Kappa     *float64        `json:"kappa"` // pooled over the codes (De Vries et al. 2008)
	CI        []float64       `json:"ci" ts_type:"[number, number] | null"`
	Reason    string          `json:"reason"`
	Codes     []StabilityCode `json:"codes"`  // most changed first
	Places    []PairedPlace   `json:"places"` // where either applied a code, in reading order
}

// StabilityCode is one code in the two passes.
type StabilityCode struct {
	Code     Ref            `json:"code"`
	Percent  *float64       `json:"percent"`
	Alpha    *float64       `json:"alpha"`
	Kappa    *float64       `json:"kappa"`
	CI       []float64      `json:"ci" ts_type:"[number, number] | null"`
	Positive *float64       `json:"positive"`
	Table    AgreementTable `json:"table"` // first pass against second
	Lost     int            `json:"lost"`  // units that had the code the first time only
	Gained   int            `json:"gained"`
	P        float64        `json:"p"` // McNemar's exact test of whether she gained or lost it
}

// Stability compares a coder with herself, on the documents that she finished in both
// rounds. If the second is a round to learn in, the first pass is what the one she
// learns from did there.
func (p *Project) Stability(ctx context.Context, coder, first, second qda.ID, q AgreementQuery) (StabilityReport, error) {
	out := StabilityReport{Codes: []StabilityCode{}, Places: []PairedPlace{}}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		out.Coder, out.First, out.Second = q.coder(cat, coder), Ref{first, cat.roundOf[first]}, Ref{second, cat.roundOf[second]}
		set := settingsOf(cat.project)
		q.Round = second
		if err := q.follow(tx, cat, set); err != nil {
			return err
		}
		out.Unit = q.Unit
		o, err := q.options(ctx, nil, set)
		if err != nil {
			return err
		}
		before := coder
		if expert := expertOf(cat, first, second); !expert.IsZero() && expert != coder {
			before, out.Expert = expert, q.coder(cat, expert)
		}
		s, err := p.twoPasses(tx, cat, q, [2]pass{{first, before}, {second, coder}})
		if err != nil {
			return err
		}
		out.Documents = len(s.Documents)
		if out.Documents == 0 {
			return qda.E(qda.NotFound, "stability.none", "{coder} has not finished the same document in both rounds.", "coder", out.Coder.Name)
		}
		r, err := agreement.Compare(s, o)
		if err != nil {
			return err
		}
		out.Percent, out.Alpha, out.Reason = r.Pooled.Percent.Pointer(), r.Pooled.Alpha.Pointer(), string(r.Pooled.Alpha.Reason)
		out.Kappa = r.Pooled.Kappa.Pointer()
		out.CI, _, _ = bounds(r.Pooled.Alpha)
		for _, d := range r.Documents {
			out.Units += d.Units
		}
		for _, c := range r.Codes {
			if c.Sums.Applied == 0 || c.Table == nil {
				continue
			}
			v := StabilityCode{
				Code: Ref{c.Code, cat.nameOfThing("code", c.Code)}, Percent: c.Percent.Pointer(), Alpha: c.Alpha.Pointer(), Kappa: c.Kappa.Pointer(), Positive: c.Positive.Pointer(),
				Table: *tableView(*c.Table), Lost: c.Table.OnlyFirst, Gained: c.Table.OnlySecond, P: c.Table.McNemar().PExact,
			}
			v.CI, _, _ = bounds(c.Alpha)
			out.Codes = append(out.Codes, v)
		}
		slices.SortStableFunc(out.Codes, func(a, b StabilityCode) int { return b.Lost + b.Gained - a.Lost - a.Gained })
		c := comparison{p: p, cat: cat, options: o, study: study{Study: s}, report: r}
		if out.Places, err = c.pairedPlaces(tx); err != nil {
			return err
		}
		if out.Unit == string(agreement.Character) || out.Unit == string(agreement.Segment) {
			return nil
		}
		out.Same = out.Units
		for _, v := range out.Places {
			if len(v.First)+len(v.Second) > 0 {
				out.Same--
			}
		}
		return nil
	})
	return out, err
}

// pass is what one coder did in one round.
type pass struct{ round, coder qda.ID }

// expertOf is who gave the answers to a round to learn in.
func expertOf(cat *catalog, first, second qda.ID) qda.ID {
	for _, r := range cat.rounds {
		if r.ID == second && r.OfRoundID == first {
			var plan roundPlan
			json.Unmarshal([]byte(r.Plan), &plan) // a plan that cannot be read is none
			return plan.Expert
		}
	}
	return qda.ID{}
}

// twoPasses gathers the documents that were finished in both. The rounds stand for the
// coders, on the units of the query.
func (p *Project) twoPasses(tx *store.Tx, cat *catalog, q AgreementQuery, passes [2]pass) (agreement.Study, error) {
	var s agreement.Study
	finished := map[qda.ID]int{}
	partitions := map[qda.ID]agreement.Document{}
	for i, one := range passes {
		s.Coders = append(s.Coders, one.round)
		q.Round, q.Coders = one.round, []qda.ID{one.coder}
		part, err := p.readStudy(tx, cat, q)
		if err != nil {
			return s, err
		}
		s.Codes = part.Codes
		for _, d := range part.Documents {
			partitions[d.ID] = d
		}
		for _, a := range part.Assignments {
			if a.Finished {
				finished[a.Document] |= 1 << i
				a.Coder = one.round
				s.Assignments = append(s.Assignments, a)
			}
		}
		for _, c := range part.Codings {
			c.Coder = one.round
			s.Codings = append(s.Codings, c)
		}
	}
	for _, d := range cat.documents {
		if finished[d.ID] == 3 && (q.excerpts == nil || len(q.excerpts[d.ID]) > 0) {
			s.Documents = append(s.Documents, partitions[d.ID])
		}
	}
	return s, nil
}
