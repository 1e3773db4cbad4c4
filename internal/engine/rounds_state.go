package engine

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// roundDetail describes a round; its assignments are added by who knows them.
func roundDetail(cat *catalog, r qda.Round, plan roundPlan, excerpts []qda.Excerpt) RoundDetail {
	d := RoundDetail{
		RoundView: RoundView{ID: r.ID, Label: r.Label, Kind: r.Kind, Blind: r.Blind}, Of: Ref{r.OfRoundID, cat.roundOf[r.OfRoundID]},
		How: plan.How, Seed: plan.Seed, Stratify: plan.Stratify, From: plan.From, Share: plan.Share, Codes: []Ref{}, Unit: plan.Unit, Target: plan.Target,
		Created: r.CreatedAt, Unlocked: r.UnlockedAt, UnlockedFor: plan.Unlock, Assignments: []AssignmentView{},
		Excerpts: []ExcerptView{}, Drawn: plan.Drawn, Cautions: []string{},
	}
	if !plan.Expert.IsZero() {
		d.Expert = Ref{plan.Expert, cat.coderOf[plan.Expert]}
	}
	for _, e := range excerpts {
		if doc := cat.docOf[e.DocumentID]; doc != nil {
			d.Excerpts = append(d.Excerpts, ExcerptView{ID: e.ID, Document: Ref{doc.ID, doc.Title}, Start: e.Start, End: e.End})
		}
	}
	for _, id := range plan.Codes {
		if n := cat.heir(id); n != nil {
			if now := (Ref{n.Code.ID, n.Path()}); !slices.Contains(d.Codes, now) {
				d.Codes = append(d.Codes, now)
			}
		}
	}
	return d
}

// Rounds lists the rounds with their plans.
func (p *Project) Rounds(ctx context.Context) ([]RoundDetail, error) {
	out := []RoundDetail{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		versions, err := store.List[qda.CodebookVersion](tx, store.Eq{})
		if err != nil {
			return err
		}
		assignments, err := store.List[qda.Assignment](tx, store.Eq{})
		if err != nil {
			return err
		}
		excerpts, err := excerptsByRound(tx)
		if err != nil {
			return err
		}
		seen, err := seenWork(tx, cat.rounds, assignments)
		if err != nil {
			return err
		}
		order := cat.documentOrder()
		slices.SortStableFunc(assignments, func(a, b qda.Assignment) int {
			return cmp.Or(order[a.DocumentID]-order[b.DocumentID], strings.Compare(cat.coderOf[a.CoderID], cat.coderOf[b.CoderID]))
		})
		for _, r := range cat.rounds {
			var plan roundPlan
			json.Unmarshal([]byte(r.Plan), &plan) // a plan that cannot be read is none
			d := roundDetail(cat, r, plan, excerpts[r.ID])
			for _, v := range versions {
				if v.ID == r.CodebookVersionID {
					d.Codebook = Ref{v.ID, v.Label}
				}
			}
			if err := p.showExcerpts(tx, cat, r.ID, d.Excerpts); err != nil {
				return err
			}
			blind, err := tx.BlindDocuments(r.ID, false)
			if err != nil {
				return err
			}
			for _, a := range assignments {
				if a.RoundID != r.ID || cat.docOf[a.DocumentID] == nil {
					continue
				}
				d.Total++
				if a.State == qda.AssignmentFinished {
					d.Finished++
				}
				d.Assignments = append(d.Assignments, AssignmentView{
					Document: Ref{a.DocumentID, cat.docOf[a.DocumentID].Title}, Coder: Ref{a.CoderID, cat.coderOf[a.CoderID]},
					State: a.State, Finished: a.FinishedAt, Blind: blind[a.DocumentID], Seen: seen[coderWork{r.ID, a.DocumentID, a.CoderID}],
				})
			}
			out = append(out, d)
		}
		return nil
	})
	return out, err
}

// Round reads one round with its plan.
func (p *Project) Round(ctx context.Context, id qda.ID) (RoundDetail, error) {
	list, err := p.Rounds(ctx)
	if err != nil {
		return RoundDetail{}, err
	}
	for _, r := range list {
		if r.ID == id {
			return r, nil
		}
	}
	return RoundDetail{}, qda.E(qda.NotFound, "round.gone", "The round {round} is not in the project (any more).", "round", id)
}

// FinishDocuments says that the present coder has finished documents of a round, or
// has taken them up again. A coder who finished with nothing said "no" everywhere.
func (p *Project) FinishDocuments(ctx context.Context, round qda.ID, documents []qda.ID, again bool) (RoundDetail, error) {
	_, err := p.update(ctx, "assignment.state", func(tx *store.Tx) error {
		for _, d := range documents {
			list, err := store.List[qda.Assignment](tx, store.Eq{"round_id": round, "document_id": d, "coder_id": tx.Viewer()})
			if err != nil {
				return err
			}
			if len(list) == 0 {
				return qda.E(qda.NotFound, "assignment.none", "You were not assigned this document in this round. Nothing was changed.", "document", d)
			}
			a := list[0]
			switch {
			case again && a.State == qda.AssignmentFinished:
				a.State, a.FinishedAt = qda.AssignmentReopened, ""
			case !again:
				a.State, a.FinishedAt = qda.AssignmentFinished, tx.Now()
			}
			if err := store.Save(tx, a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return RoundDetail{}, err
	}
	return p.Round(ctx, round)
}

// UnlockRound lifts the blindness of a round before everybody has finished. It is
// an act of its own in the log, with who did it, when and why.
func (p *Project) UnlockRound(ctx context.Context, round qda.ID, why string) (RoundDetail, error) {
	if strings.TrimSpace(why) == "" {
		return RoundDetail{}, qda.E(qda.Invalid, "round.unlock_why", "Say why the round is opened before everybody has finished: it is kept in the history. Nothing was changed.")
	}
	_, err := p.update(ctx, "round.unlock", func(tx *store.Tx) error {
		r, err := store.Get[qda.Round](tx, round)
		if err != nil {
			return err
		}
		if !r.Blind || r.UnlockedAt != "" {
			return qda.E(qda.Conflict, "round.not_blind", "The round {round} is not blind. Nothing was changed.", "round", r.Label)
		}
		var plan roundPlan
		json.Unmarshal([]byte(r.Plan), &plan) // as above
		plan.Unlock = strings.TrimSpace(why)
		if r.Plan, err = encodePlan(plan); err != nil {
			return err
		}
		r.UnlockedAt = tx.Now()
		return store.Save(tx, r)
	})
	if err != nil {
		return RoundDetail{}, err
	}
	return p.Round(ctx, round)
}
