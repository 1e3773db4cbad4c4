package engine

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// DecisionV is a decision on a disagreement as screens and files show it.
type DecisionV struct {
	ID       qda.ID `json:"id" ts_type:"string"`
	Choice   string `json:"choice"` // "a", "b", "both", "neither" or "new"
	A        Ref    `json:"a"`      // the coders between whom it was decided
	B        Ref    `json:"b"`
	Reason   string `json:"reason"` // "definition", "oversight", "boundary", "ambiguous" or ""
	Note     string `json:"note"`
	By       Ref    `json:"by"`
	At       string `json:"at"`
	Codebook Ref    `json:"codebook_version"`
}

// Decide settles one disagreement: a passage that the coders treated differently.
type Decide struct {
	Round    qda.ID   `json:"round" ts_type:"string"`
	Document qda.ID   `json:"document" ts_type:"string"`
	Code     qda.ID   `json:"code" ts_type:"string"`
	Span     qda.Span `json:"span"`
	A        qda.ID   `json:"a" ts_type:"string"`
	B        qda.ID   `json:"b" ts_type:"string"`
	Choice   string   `json:"choice"` // "a", "b", "both", "neither" or "new"
	// New are the codings that hold instead, for the choice "new".
	New    []NewCoding `json:"new"`
	Reason string      `json:"reason"` // "definition", "oversight", "boundary", "ambiguous" or ""
	Note   string      `json:"note"`
}

// NewCoding is a coding that none of the coders made so.
type NewCoding struct {
	Code qda.ID   `json:"code" ts_type:"string"`
	Span qda.Span `json:"span"`
}

// Decided says what a decision led to.
type Decided struct {
	Decision DecisionV    `json:"decision"`
	Round    Ref          `json:"consensus"` // the round that holds what was decided
	Codings  []CodingView `json:"codings"`   // of the consensus, made by this decision
	Settled  []Ref        `json:"settled"`   // codes whose difference at this passage is settled by it
}

// sides is what a decision keeps of what it decided on.
type sides struct {
	A    side     `json:"a"`
	B    side     `json:"b"`
	Made []qda.ID `json:"made"` // codings of the consensus
	// Cut are the whole runs of agreed codings of which less stands in the consensus
	// because of the decision; see layer.
	Cut []NewCoding `json:"cut,omitempty"`
}

type side struct {
	Coder   qda.ID   `json:"coder"`
	Codings []qda.ID `json:"codings"`
}

var (
	decisionChoices = []string{"a", "b", "both", "neither", "new"}
	decisionReasons = []string{"", "definition", "oversight", "boundary", "ambiguous"}
)

// Decide writes a decision into the consensus, a layer of its own: the coders' own
// codings stay as they are. What one coder did at the passage is all of her codings
// there of the codes in which the two differ. Deciding again replaces the decision
// and what it led to. It fails with Conflict while the document is blind.
func (p *Project) Decide(ctx context.Context, r Decide) (Decided, error) {
	var out Decided
	if !slices.Contains(decisionChoices, r.Choice) {
		return out, qda.E(qda.Invalid, "decision.choice", "{choice} is not a decision. Use a, b, both, neither or new. Nothing was changed.", "choice", r.Choice)
	}
	if !slices.Contains(decisionReasons, r.Reason) {
		return out, qda.E(qda.Invalid, "decision.reason", "{reason} is not a reason. Use definition, oversight, boundary or ambiguous. Nothing was changed.", "reason", r.Reason)
	}
	if r.Choice == "new" && len(r.New) == 0 {
		return out, qda.E(qda.Invalid, "decision.new", "Say which code holds instead, and where. Nothing was changed.")
	}
	var made []qda.ID
	var consensus qda.Round
	var codes []qda.ID
	var decision qda.ID
	_, err := p.update(ctx, "adjudicate", func(tx *store.Tx) error {
		made, codes = nil, nil
		round, d, ix, err := p.adjudicated(tx, r.Round, r.Document)
		if err != nil {
			return err
		}
		if err := checkSpan(d, ix, r.Span); err != nil {
			return err
		}
		a, err := codingsAt(tx, r, r.A)
		if err != nil {
			return err
		}
		b, err := codingsAt(tx, r, r.B)
		if err != nil {
			return err
		}
		codes = differing(r.Code, a, b)
		if consensus, err = consensusOf(tx, round); err != nil {
			return err
		}
		layer, err := layerOf(tx, consensus.ID, d, ix)
		if err != nil {
			return err
		}
		layer.withdraw(codes, r.Span)
		kept := r.New
		switch r.Choice {
		case "a":
			kept = keptOf(codes, a)
		case "b":
			kept = keptOf(codes, b)
		case "both":
			kept = append(keptOf(codes, a), keptOf(codes, b)...)
		}
		for _, k := range kept {
			id, err := layer.agree(k)
			if err != nil {
				return err
			}
			made = append(made, id)
		}
		between := sides{A: sideOf(r.A, a), B: sideOf(r.B, b), Made: made}
		for _, code := range codes {
			rec := qda.Decision{
				ID: tx.NewID(), RoundID: consensus.ID, DocumentID: d.ID, CodeID: code, Span: r.Span, Choice: r.Choice, Reason: r.Reason, Note: strings.TrimSpace(r.Note),
				CodebookVersionID: consensus.CodebookVersionID, CoderID: tx.Viewer(), At: tx.Now(),
			}
			if code == r.Code {
				decision = rec.ID
			}
			layer.decisions = append(layer.decisions, decidedOn{rec, between})
		}
		return layer.save()
	})
	if err != nil {
		return out, err
	}
	if out.Codings, err = p.codingsByID(ctx, made); err != nil {
		return out, err
	}
	out.Round, out.Settled = Ref{consensus.ID, consensus.Label}, []Ref{}
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		for _, c := range codes {
			out.Settled = append(out.Settled, Ref{c, cat.nameOfThing("code", c)})
		}
		all, err := decisionsOn(tx, cat, r.Round, func(id qda.ID) Ref { return Ref{id, cat.coderOf[id]} })
		for _, v := range all {
			if v.ID == decision {
				out.Decision = v
			}
		}
		return err
	})
	return out, err
}

// adjudicated reads the round and document of a decision, which must be open to all.
func (p *Project) adjudicated(tx *store.Tx, round, document qda.ID) (qda.Round, qda.Document, *textpos.Index, error) {
	r, err := store.Get[qda.Round](tx, round)
	if err != nil {
		return r, qda.Document{}, nil, err
	}
	if r.Kind == qda.ConsensusRound {
		return r, qda.Document{}, nil, qda.E(qda.Invalid, "decision.consensus", "{round} is what was decided already. Choose the round of coding. Nothing was changed.", "round", r.Label)
	}
	d, ix, err := p.documentText(tx, document)
	if err != nil {
		return r, d, nil, err
	}
	blind, err := tx.BlindDocuments(r.ID, false)
	if err == nil && blind[d.ID] {
		err = qda.E(qda.Conflict, "decision.blind", "{document} is still blind: not everybody has finished it. Nothing was changed.", "document", d.Title)
	}
	return r, d, ix, err
}

// codingsAt gives what a coder did at the passage.
func codingsAt(tx *store.Tx, r Decide, coder qda.ID) ([]qda.Coding, error) {
	var out []qda.Coding
	for c, err := range tx.Codings(store.CodingFilter{Documents: []qda.ID{r.Document}, Rounds: []qda.ID{r.Round}, Coders: []qda.ID{coder}}) {
		if err != nil {
			return nil, err
		}
		if c.Overlaps(r.Span) {
			out = append(out, c)
		}
	}
	return out, nil
}

// differing lists the code in question and those that only one of the two applied at
// the passage: whoever prefers one coding to the other decides on all of them.
func differing(code qda.ID, a, b []qda.Coding) []qda.ID {
	has := func(list []qda.Coding, code qda.ID) bool {
		return slices.ContainsFunc(list, func(c qda.Coding) bool { return c.CodeID == code })
	}
	out := []qda.ID{code}
	for _, c := range append(slices.Clone(a), b...) {
		if has(a, c.CodeID) != has(b, c.CodeID) && !slices.Contains(out, c.CodeID) {
			out = append(out, c.CodeID)
		}
	}
	return out
}

func keptOf(codes []qda.ID, list []qda.Coding) []NewCoding {
	var out []NewCoding
	for _, c := range list {
		if slices.Contains(codes, c.CodeID) {
			out = append(out, NewCoding{c.CodeID, c.Span})
		}
	}
	return out
}

func sideOf(coder qda.ID, list []qda.Coding) side {
	s := side{Coder: coder, Codings: []qda.ID{}}
	for _, c := range list {
		s.Codings = append(s.Codings, c.ID)
	}
	return s
}

// consensusOf gives the layer that holds what was decided on a round, made if there
// is none. It carries the version of the codebook under which it is decided.
func consensusOf(tx *store.Tx, of qda.Round) (qda.Round, error) {
	rounds, err := store.List[qda.Round](tx, store.Eq{})
	if err != nil {
		return qda.Round{}, err
	}
	projects, err := store.List[qda.Project](tx, store.Eq{})
	if err != nil {
		return qda.Round{}, err
	}
	version, err := freezeCodebook(tx, projects[0], "", "")
	if err != nil {
		return qda.Round{}, err
	}
	for _, r := range rounds {
		if r.Kind == qda.ConsensusRound && r.OfRoundID == of.ID {
			r.CodebookVersionID = version.ID
			return r, store.Save(tx, r)
		}
	}
	r := newRound(tx, of.Label+" – consensus", rounds)
	r.Kind, r.OfRoundID, r.CodebookVersionID = qda.ConsensusRound, of.ID, version.ID
	return r, store.Put(tx, r)
}

// madeBy gives the codings of the consensus that a decision led to.
func madeBy(d qda.Decision) []qda.ID {
	var s sides
	json.Unmarshal([]byte(d.Sides), &s) // sides that cannot be read led to nothing
	return s.Made
}

// decisionsOn reads what was decided on the disagreements of a round, by place.
func decisionsOn(tx *store.Tx, cat *catalog, round qda.ID, coder func(qda.ID) Ref) (map[string]DecisionV, error) {
	list, err := decisionsOf(tx, cat, round)
	if err != nil {
		return nil, err
	}
	// Of several at one place that shows which led to what the consensus holds, else the
	// latest: codes that were merged may each have been decided on.
	slices.SortStableFunc(list, func(a, b qda.Decision) int {
		if n := min(1, len(madeBy(a))) - min(1, len(madeBy(b))); n != 0 {
			return n
		}
		return cmp.Or(strings.Compare(a.At, b.At), bytes.Compare(a.ID[:], b.ID[:]))
	})
	out := map[string]DecisionV{}
	for _, d := range list {
		if out[placeKey(d.DocumentID, d.CodeID, d.Span)], err = decisionView(tx, d, coder); err != nil {
			return nil, err
		}
	}
	return out, nil
}
