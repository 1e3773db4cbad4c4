package engine

import (
	"context"
	"strings"

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

// roundNamed gives the round with the identity, or with the label, made if there is
// none; with neither, the one that roundFor gives.
func roundNamed(tx *store.Tx, id qda.ID, label string) (qda.ID, error) {
	if label == "" {
		return roundFor(tx, id)
	}
	rounds, err := store.List[qda.Round](tx, store.Eq{})
	if err != nil {
		return id, err
	}
	if r, ok := findRound(rounds, label); ok {
		return r.ID, nil
	}
	r := newRound(tx, strings.TrimSpace(label), rounds)
	if r.Label == "" {
		return id, qda.E(qda.Invalid, "round.no_label", "A round needs a name. Nothing was changed.")
	}
	return r.ID, store.Put(tx, r)
}

// findRound resolves what a person calls a round: its identity or label.
func findRound(rounds []qda.Round, ref string) (qda.Round, bool) {
	if id, err := qda.ParseID(ref); err == nil {
		for _, r := range rounds {
			if r.ID == id {
				return r, true
			}
		}
	}
	found, ok := matchNames(rounds, ref, func(r qda.Round) string { return r.Label })
	if !ok {
		return qda.Round{}, false
	}
	return found[0], true
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
	if r, ok := findRound(cat.rounds, ref); ok {
		return r, nil
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

// FindRound resolves what a person calls a round: identity or label.
func (p *Project) FindRound(ctx context.Context, ref string) (qda.Round, error) {
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
	found, ok := matchNames(cat.rounds, ref, func(r qda.Round) string { return r.Label })
	switch {
	case ok:
		return found[0], nil
	case len(found) > 1:
		return qda.Round{}, qda.E(qda.Conflict, "round.ambiguous", "{n} rounds are called {round}. Name the one you mean by identity.", "n", len(found), "round", ref)
	}
	var labels []string
	for _, r := range cat.rounds {
		labels = append(labels, r.Label)
	}
	return qda.Round{}, qda.E(qda.NotFound, "round.unknown", "There is no round {round}. The project has {choices}.", "round", ref, "choices", strings.Join(labels, ", "))
}
