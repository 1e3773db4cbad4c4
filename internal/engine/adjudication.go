package engine

import (
	"articula/internal/qda"
	"articula/internal/store"
)

// DecisionV is a decision on a disagreement as screens and files show it.
type DecisionV struct {
	ID       qda.ID `json:"id" ts_type:"string"`
	Choice   string `json:"choice"` // "a", "b", "both", "neither" or "new"
	Reason   string `json:"reason"` // "definition", "oversight", "boundary", "ambiguous" or ""
	Note     string `json:"note"`
	By       Ref    `json:"by"`
	At       string `json:"at"`
	Codebook Ref    `json:"codebook_version"`
}

// decisionsOn reads what was decided on the disagreements of a round, by place.
func decisionsOn(tx *store.Tx, cat *catalog, round qda.ID) (map[string]DecisionV, error) {
	out := map[string]DecisionV{}
	for _, r := range cat.rounds {
		if r.Kind != qda.ConsensusRound || r.OfRoundID != round {
			continue
		}
		list, err := store.List[qda.Decision](tx, store.Eq{"round_id": r.ID})
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			v := DecisionV{ID: d.ID, Choice: d.Choice, Reason: d.Reason, Note: d.Note, By: Ref{d.CoderID, cat.coderOf[d.CoderID]}, At: d.At}
			if !d.CodebookVersionID.IsZero() {
				version, err := store.Get[qda.CodebookVersion](tx, d.CodebookVersionID)
				if err != nil {
					return nil, err
				}
				v.Codebook = Ref{d.CodebookVersionID, version.Label}
			}
			out[placeKey(d.DocumentID, d.CodeID, d.Span)] = v
		}
	}
	return out, nil
}
