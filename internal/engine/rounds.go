package engine

import (
	"context"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// roundFor gives the round asked for, else the latest round of coding, made if
// there is none.
func roundFor(tx *store.Tx, id qda.ID) (qda.ID, error) {
	rounds, err := store.List[qda.Round](tx, store.Eq{})
	if err != nil {
		return id, err
	}
	latest := qda.ID{}
	for _, r := range rounds {
		if r.ID == id {
			return id, nil
		}
		if r.Kind == qda.CodingRound {
			latest = r.ID
		}
	}
	if !id.IsZero() {
		return id, qda.E(qda.NotFound, "round.gone", "The round {round} is not in the project (any more).", "round", id)
	}
	if latest.IsZero() {
		r := newRound(tx, "Round 1", rounds)
		return r.ID, store.Put(tx, r)
	}
	return latest, nil
}

func newRound(tx *store.Tx, label string, among []qda.Round) qda.Round {
	last := ""
	for _, r := range among {
		last = max(last, r.Pos)
	}
	return qda.Round{ID: tx.NewID(), Label: label, Kind: qda.CodingRound, Plan: "{}", Pos: qda.OrderKeys(last, 1)[0], CreatedAt: tx.Now()}
}

// RoundNamed finds a round by identity or label, or makes one with that label.
func (p *Project) RoundNamed(ctx context.Context, ref string) (qda.Round, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return qda.Round{}, err
	}
	if id, err := qda.ParseID(ref); err == nil {
		for _, r := range cat.rounds {
			if r.ID == id {
				return r, nil
			}
		}
	}
	for _, r := range cat.rounds {
		if r.Label == ref || codebook.Fold(r.Label) == codebook.Fold(ref) && codebook.Fold(ref) != "" {
			return r, nil
		}
	}
	var r qda.Round
	_, err = p.update(ctx, "round.add", func(tx *store.Tx) error {
		r = newRound(tx, strings.TrimSpace(ref), cat.rounds)
		if r.Label == "" {
			return qda.E(qda.Invalid, "round.no_label", "A round needs a name. Nothing was changed.")
		}
		return store.Put(tx, r)
	})
	return r, err
}
