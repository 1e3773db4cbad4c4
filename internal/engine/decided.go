package engine

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// DecidedQuery asks for decisions of a round.
type DecidedQuery struct {
	Round  qda.ID `json:"round" ts_type:"string"`
	Code   qda.ID `json:"code" ts_type:"string"` // none: on all codes
	Reason string `json:"reason"`                // "" for all, "none" for those without a reason
	Limit  int    `json:"limit"`                 // 0 for all
	Masked bool   `json:"masked"`                // call people by letters
}

// DecidedPage is the passages that were decided on.
type DecidedPage struct {
	Total  int              `json:"total"`
	Items  []DecidedPassage `json:"items"`
	Hidden []Ref            `json:"hidden"` // documents on which something was decided that stays hidden until everybody has finished them
}

// DecidedPassage is a decision with the passage that it was about.
type DecidedPassage struct {
	DecisionV
	Document Ref    `json:"document"`
	Code     Ref    `json:"code"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Quote    string `json:"quote"`
}

// Decided lists what was decided on a round, in reading order: the passages behind the
// numbers of Reasons, whatever coders are compared on now.
func (p *Project) Decided(ctx context.Context, q DecidedQuery) (DecidedPage, error) {
	out := DecidedPage{Items: []DecidedPassage{}, Hidden: []Ref{}}
	if q.Reason != "none" && !slices.Contains(decisionReasons, q.Reason) {
		return out, qda.E(qda.Invalid, "decision.reason", "{reason} is not a reason. Use definition, oversight, boundary or ambiguous. Nothing was changed.", "reason", q.Reason)
	}
	names := AgreementQuery{Masked: q.Masked}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		all, err := decisionsOf(tx, cat, q.Round)
		if err != nil {
			return err
		}
		if out.Hidden, err = hiddenDecisions(tx, cat, q.Round); err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(d qda.Decision) bool {
			return cat.docOf[d.DocumentID] == nil || !q.Code.IsZero() && d.CodeID != q.Code || q.Reason != "" && d.Reason != q.Reason && (q.Reason != "none" || d.Reason != "")
		})
		order := cat.documentOrder()
		slices.SortStableFunc(all, func(a, b qda.Decision) int {
			if n := order[a.DocumentID] - order[b.DocumentID]; n != 0 {
				return n
			}
			return a.Start - b.Start
		})
		if out.Total = len(all); q.Limit > 0 {
			all = all[:min(q.Limit, len(all))]
		}
		for _, d := range all {
			v, err := decisionView(tx, d, func(id qda.ID) Ref { return names.coder(cat, id) })
			if err != nil {
				return err
			}
			doc := cat.docOf[d.DocumentID]
			ix, err := p.texts.of(tx, doc.TextHash)
			if err != nil {
				return err
			}
			out.Items = append(out.Items, DecidedPassage{v, Ref{doc.ID, doc.Title}, Ref{d.CodeID, cat.nameOfThing("code", d.CodeID)}, d.Start, d.End, ix.Slice(d.Span)})
		}
		return nil
	})
	return out, err
}

// ExplainDecision gives a decision another reason or note.
type ExplainDecision struct {
	ID     qda.ID `json:"id" ts_type:"string"`
	Reason string `json:"reason"`
	Note   string `json:"note"`
}

// ExplainDecision says why it was decided so, for all codes that were settled together.
// What was decided, by whom and when stays as it is.
func (p *Project) ExplainDecision(ctx context.Context, r ExplainDecision) error {
	if !slices.Contains(decisionReasons, r.Reason) {
		return qda.E(qda.Invalid, "decision.reason", "{reason} is not a reason. Use definition, oversight, boundary or ambiguous. Nothing was changed.", "reason", r.Reason)
	}
	_, err := p.update(ctx, "adjudicate.explain", func(tx *store.Tx) error {
		together, err := settledTogether(tx, r.ID)
		if err != nil {
			return err
		}
		for _, d := range together {
			d.Reason, d.Note = r.Reason, strings.TrimSpace(r.Note)
			if err := store.Save(tx, d); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// WithdrawDecision takes a decision back, with the codings of the consensus that only it
// led to; what it cut off of others comes back. The passage is undecided again, for all
// codes that were settled together.
func (p *Project) WithdrawDecision(ctx context.Context, id qda.ID) error {
	_, err := p.update(ctx, "adjudicate.withdraw", func(tx *store.Tx) error {
		together, err := settledTogether(tx, id)
		if err != nil {
			return err
		}
		var codes []qda.ID
		for _, d := range together {
			codes = append(codes, d.CodeID)
		}
		layer, err := p.layerIn(tx, together[0].RoundID, together[0].DocumentID)
		if err != nil {
			return err
		}
		layer.withdraw(codes, together[0].Span)
		return layer.save()
	})
	return err
}

// settledTogether gives a decision with those on other codes that the same choice settled.
func settledTogether(tx *store.Tx, id qda.ID) ([]qda.Decision, error) {
	if hidden, err := tx.Hides("decision", id); err != nil {
		return nil, err
	} else if hidden {
		return nil, qda.E(qda.Conflict, "decision.hidden", "What was decided there is hidden as long as not everybody has finished the document. Nothing was changed.")
	}
	d, err := store.Get[qda.Decision](tx, id)
	if err != nil {
		return nil, err
	}
	all, err := store.List[qda.Decision](tx, store.Eq{"round_id": d.RoundID, "document_id": d.DocumentID})
	return slices.DeleteFunc(all, func(x qda.Decision) bool { return x.Span != d.Span || x.Sides != d.Sides || x.At != d.At }), err
}

// decisionsOf reads the decisions on a round, but for those on documents that are blind.
func decisionsOf(tx *store.Tx, cat *catalog, round qda.ID) ([]qda.Decision, error) {
	var out []qda.Decision
	for _, r := range cat.consensusRounds(round) {
		list, err := store.List[qda.Decision](tx, store.Eq{"round_id": r.ID})
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

// hiddenDecisions lists the documents on which decisions on a round are hidden. That
// something was decided there is no secret: it could be seen before.
func hiddenDecisions(tx *store.Tx, cat *catalog, round qda.ID) ([]Ref, error) {
	out := []Ref{}
	for _, r := range cat.consensusRounds(round) {
		hidden, err := tx.HiddenDecisions(r.ID)
		if err != nil {
			return nil, err
		}
		for _, d := range cat.documents {
			if hidden[d.ID] && d.DeletedAt == "" {
				out = append(out, Ref{d.ID, d.Title})
			}
		}
	}
	return out, nil
}

// consensusRounds lists the layers that hold what was decided on a round.
func (c *catalog) consensusRounds(of qda.ID) []qda.Round {
	var out []qda.Round
	for _, r := range c.rounds {
		if r.Kind == qda.ConsensusRound && r.OfRoundID == of {
			out = append(out, r)
		}
	}
	return out
}

// decisionView is a decision as screens and files show it.
func decisionView(tx *store.Tx, d qda.Decision, coder func(qda.ID) Ref) (DecisionV, error) {
	var between sides
	json.Unmarshal([]byte(d.Sides), &between) // sides that cannot be read are nobody's
	v := DecisionV{ID: d.ID, Choice: d.Choice, A: coder(between.A.Coder), B: coder(between.B.Coder), Reason: d.Reason, Note: d.Note, By: coder(d.CoderID), At: d.At}
	if !d.CodebookVersionID.IsZero() {
		version, err := store.Get[qda.CodebookVersion](tx, d.CodebookVersionID)
		if err != nil {
			return v, err
		}
		v.Codebook = Ref{d.CodebookVersionID, version.Label}
	}
	return v, nil
}

// ReasonTally counts, for one code, why coders differed: what its definition has to
// say better.
type ReasonTally struct {
	Code      Ref            `json:"code"`
	Decisions int            `json:"decisions"`
	Reasons   map[string]int `json:"reasons"` // "" for none given
	Choices   map[string]int `json:"choices"`
}

// Reasons tallies the decisions on a round, most decided codes first.
func (p *Project) Reasons(ctx context.Context, round qda.ID) ([]ReasonTally, error) {
	out := []ReasonTally{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		at := map[qda.ID]int{}
		list, err := decisionsOf(tx, cat, round)
		for _, d := range list {
			i, known := at[d.CodeID]
			if !known {
				i = len(out)
				at[d.CodeID] = i
				out = append(out, ReasonTally{Code: Ref{d.CodeID, cat.nameOfThing("code", d.CodeID)}, Reasons: map[string]int{}, Choices: map[string]int{}})
			}
			out[i].Decisions++
			out[i].Reasons[d.Reason]++
			out[i].Choices[d.Choice]++
		}
		slices.SortStableFunc(out, func(a, b ReasonTally) int {
			if n := b.Decisions - a.Decisions; n != 0 {
				return n
			}
			return strings.Compare(codebook.Fold(a.Code.Name), codebook.Fold(b.Code.Name))
		})
		return err
	})
	return out, err
}
