package engine

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// PlanRound says who is to code what.
type PlanRound struct {
	Label     string   `json:"label"`
	Training  bool     `json:"training"` // a round to learn in: it stays out of results
	Open      bool     `json:"open"`     // not blind: coders see each other's work
	Coders    []qda.ID `json:"coders" ts_type:"string[]"`
	Documents []qda.ID `json:"documents" ts_type:"string[]"` // chosen by hand; or what is drawn from, empty for all
	// Draw says how many documents are drawn at random: 0 takes all of Documents.
	Draw     int    `json:"draw"`
	Seed     uint64 `json:"seed"`
	Stratify string `json:"stratify"` // attribute of cases whose values are drawn from in proportion; "" for none
	// Share is the part of the documents that everybody codes; the others are shared
	// out, one coder each. 0 and 1 mean that everybody codes everything.
	Share float64  `json:"share"`
	Codes []qda.ID `json:"codes" ts_type:"string[]"` // that the round is about, with those under them; empty for all
	// Again repeats an earlier round: the documents that its coders finished there are
	// coded once more, and nobody sees what she did the first time before she has
	// finished.
	Again qda.ID `json:"again" ts_type:"string"`
	// Expert makes it a round to learn in: what this coder did in the round that is
	// repeated are the answers. Whoever learns sees them when she has finished.
	Expert   qda.ID       `json:"expert" ts_type:"string"`
	Excerpts PlanExcerpts `json:"excerpts"` // the passages that the round is about; none for whole documents
	Unit     string       `json:"unit"`     // of the comparison; "" as the settings say
	Target   float64      `json:"target"`   // alpha to be reached; 0 for the upper threshold
	DryRun   bool         `json:"dry_run"`  // only say what would be planned
}

// roundPlan is what a round keeps of how it was planned.
type roundPlan struct {
	How      string   `json:"how"` // "hand" or "random"
	Seed     uint64   `json:"seed,omitempty"`
	Stratify string   `json:"stratify,omitempty"`
	From     int      `json:"from,omitempty"` // how many documents were drawn from
	Share    float64  `json:"share,omitempty"`
	Codes    []qda.ID `json:"codes,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Target   float64  `json:"target,omitempty"`
	Unlock   string   `json:"unlock,omitempty"` // why blindness was lifted early
	Expert   qda.ID   `json:"expert,omitzero"`
	Drawn    string   `json:"drawn,omitempty"` // what was drawn as excerpts: "sentence", "turn" or "paragraph"
}

// RoundDetail is a round with its plan and how far it is.
type RoundDetail struct {
	RoundView
	Codebook    Ref              `json:"codebook_version"`
	Of          Ref              `json:"of"` // the round that it decides on or repeats
	How         string           `json:"how"`
	Seed        uint64           `json:"seed"`
	Stratify    string           `json:"stratify"`
	From        int              `json:"from"`
	Share       float64          `json:"share"`
	Codes       []Ref            `json:"codes"`
	Expert      Ref              `json:"expert"`   // whose codings in the round that is repeated are the answers
	Excerpts    []ExcerptView    `json:"excerpts"` // in the order in which they are handed out
	Drawn       string           `json:"drawn"`    // what was drawn as excerpts: "sentence", "turn" or "paragraph"; "" if they were chosen by hand
	Cautions    []string         `json:"cautions"` // of a plan: "few_excerpts", "few_decisions", "too_soon"
	Unit        string           `json:"unit"`
	Target      float64          `json:"target"`
	Created     string           `json:"created"`
	Unlocked    string           `json:"unlocked"` // when blindness was lifted early
	UnlockedFor string           `json:"unlocked_for"`
	Assignments []AssignmentView `json:"assignments"`
	Finished    int              `json:"finished"`
	Total       int              `json:"total"`
	Strata      map[string]int   `json:"strata,omitempty"` // of a plan: documents of each value
}

// AssignmentView says who codes a document in a round, and how far she is.
type AssignmentView struct {
	Document Ref    `json:"document"`
	Coder    Ref    `json:"coder"`
	State    string `json:"state"` // "open", "finished" or "reopened"
	Finished string `json:"finished_at"`
	Blind    bool   `json:"blind"` // others' codings of it are not shown
	// Seen counts her codings that were made, changed or taken away after she could see the
	// work of the others.
	Seen int `json:"seen"`
}

// PlanRound begins a round, or says how it would look. The codebook is frozen as it
// stands, so that it is known what the coders worked with.
func (p *Project) PlanRound(ctx context.Context, r PlanRound) (RoundDetail, error) {
	var out RoundDetail
	cat, err := p.names(ctx)
	if err != nil {
		return out, err
	}
	if err := checkPlan(cat, &r); err != nil {
		return out, err
	}
	var cautions []string
	if !r.Again.IsZero() {
		if cautions, err = p.finishedBefore(ctx, &r); err != nil {
			return out, err
		}
	}
	chosen, strata, from, err := r.choose(cat)
	if err != nil {
		return out, err
	}
	excerpts, more, err := p.chooseExcerpts(ctx, r, chosen)
	if err != nil {
		return out, err
	}
	cautions = append(cautions, more...)
	if len(excerpts) > 0 {
		chosen = slices.DeleteFunc(chosen, func(d qda.ID) bool {
			return !slices.ContainsFunc(excerpts, func(e qda.Excerpt) bool { return e.DocumentID == d })
		})
	}
	plan := roundPlan{How: "hand", Share: r.Share, Codes: r.Codes, Unit: r.Unit, Target: r.Target, Expert: r.Expert}
	if r.Excerpts.Draw > 0 {
		plan.Drawn, plan.Seed = r.Excerpts.unit(), r.Seed
	}
	if r.Draw > 0 {
		plan.How, plan.Seed, plan.Stratify, plan.From = "random", r.Seed, r.Stratify, from
	}
	pairs := r.shareOut(chosen)
	if r.DryRun {
		round := qda.Round{Label: r.Label, Kind: r.kind(), Blind: !r.Open}
		out = roundDetail(cat, round, plan, excerpts)
		for _, a := range pairs {
			out.Assignments = append(out.Assignments, AssignmentView{Document: Ref{a.DocumentID, cat.docOf[a.DocumentID].Title}, Coder: Ref{a.CoderID, cat.coderOf[a.CoderID]}, State: qda.AssignmentOpen, Blind: !r.Open})
		}
		out.Total, out.Strata, out.Cautions = len(pairs), strata, append(out.Cautions, cautions...)
		return out, nil
	}
	var round qda.Round
	if _, err := p.update(ctx, "round.plan", func(tx *store.Tx) error {
		round = newRound(tx, r.Label, cat.rounds)
		round.Kind, round.Blind, round.OfRoundID = r.kind(), !r.Open, r.Again
		version, err := freezeCodebook(tx, cat.project, "", "")
		if err != nil {
			return err
		}
		round.CodebookVersionID = version.ID
		if round.Plan, err = encodePlan(plan); err != nil {
			return err
		}
		if err := store.Put(tx, round); err != nil {
			return err
		}
		for _, a := range pairs {
			a.ID, a.RoundID, a.State = qda.NaturalID("assignment", round.ID, a.DocumentID, a.CoderID), round.ID, qda.AssignmentOpen
			if err := store.Put(tx, a); err != nil {
				return err
			}
		}
		for i, pos := range qda.OrderKeys("", len(excerpts)) {
			e := excerpts[i]
			e.ID, e.RoundID, e.Pos = tx.NewID(), round.ID, pos
			if err := store.Put(tx, e); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return out, err
	}
	out, err = p.Round(ctx, round.ID)
	out.Strata, out.Cautions = strata, append(out.Cautions, cautions...)
	return out, err
}

// soon is how long ago a coder's own earlier work should lie when she repeats it, so
// that she does it and does not remember it.
const soon = 14 * 24 * time.Hour

// finishedBefore draws from what every one of the coders finished in the round that is
// repeated, or from what the one they learn from did there. It warns where that was a
// short while ago.
func (p *Project) finishedBefore(ctx context.Context, r *PlanRound) (cautions []string, err error) {
	before, err := p.Round(ctx, r.Again)
	if err != nil {
		return nil, err
	}
	if before.Kind == qda.ConsensusRound {
		return nil, qda.E(qda.Invalid, "round.again", "{round} is what was decided, and nobody's own work. Repeat a round of coding. Nothing was planned.", "round", before.Label)
	}
	who := r.Coders
	if !r.Expert.IsZero() {
		who = []qda.ID{r.Expert}
	}
	done, assigned, last := map[qda.ID]int{}, map[qda.ID]bool{}, ""
	for _, a := range before.Assignments {
		assigned[a.Document.ID] = true
		if a.State == qda.AssignmentFinished && slices.Contains(who, a.Coder.ID) {
			done[a.Document.ID]++
			last = max(last, a.Finished)
		}
	}
	long := ""
	if err := p.view(ctx, func(tx *store.Tx) error {
		now, err := time.Parse(qda.TimeLayout, tx.Now())
		if err != nil {
			return err
		}
		long = qda.FormatTime(now.Add(-soon))
		coded, err := tx.RoundCoders()
		for _, c := range coded {
			if c.Round == r.Again && c.Coder == r.Expert && !assigned[c.Document] { // nobody was assigned: who coded there has finished
				done[c.Document] = 1
			}
		}
		return err
	}); err != nil {
		return nil, err
	}
	wanted := r.Documents
	r.Documents = nil
	for id, n := range done {
		if n == len(who) && (len(wanted) == 0 || slices.Contains(wanted, id)) {
			r.Documents = append(r.Documents, id)
		}
	}
	if len(r.Documents) == 0 {
		return nil, qda.E(qda.NotFound, "round.nothing_again", "These coders have finished no such document in {round}. Nothing was planned.", "round", before.Label)
	}
	if r.Expert.IsZero() && last > long {
		cautions = append(cautions, "too_soon")
	}
	return cautions, nil
}

func (r PlanRound) kind() string {
	if r.Training || !r.Expert.IsZero() {
		return qda.TrainingRound
	}
	return qda.CodingRound
}

func encodePlan(plan roundPlan) (string, error) {
	b, err := json.Marshal(plan)
	return string(b), err
}

func checkPlan(cat *catalog, r *PlanRound) error {
	r.Label = strings.TrimSpace(r.Label)
	nothing := " Nothing was planned."
	switch {
	case r.Label == "":
		return qda.E(qda.Invalid, "round.no_label", "A round needs a name. Nothing was changed.")
	case len(r.Coders) == 0:
		return qda.E(qda.Invalid, "round.no_coders", "Nobody was named to code in the round."+nothing)
	case r.Share < 0 || r.Share > 1:
		return qda.E(qda.Invalid, "round.share", "The share that everybody codes must lie between 0 and 1."+nothing)
	case r.Target < 0 || r.Target > 1:
		return qda.E(qda.Invalid, "round.target", "The target must lie between 0 and 1."+nothing)
	case r.Draw < 0:
		return qda.E(qda.Invalid, "round.draw", "A negative number of documents cannot be drawn."+nothing)
	case !r.Expert.IsZero() && (r.Again.IsZero() || r.Open):
		return qda.E(qda.Invalid, "round.expert", "Say which round holds the answers that are learnt from, and leave the new one blind."+nothing)
	case !r.Expert.IsZero() && slices.Contains(r.Coders, r.Expert):
		return qda.E(qda.Invalid, "round.expert_learns", "{name} cannot both learn and give the answers."+nothing, "name", cat.coderOf[r.Expert])
	case !r.Expert.IsZero() && cat.coderOf[r.Expert] == "":
		return qda.E(qda.NotFound, "coder.gone", "A coder of the plan is not in the project."+nothing)
	case r.Stratify != "" && r.Draw == 0:
		return qda.E(qda.Invalid, "round.stratify", "Say how many documents are to be drawn; only a drawing can be stratified."+nothing)
	}
	for _, other := range cat.rounds {
		if codebook.Fold(other.Label) == codebook.Fold(r.Label) {
			return qda.E(qda.Conflict, "round.exists", "There is already a round {round}."+nothing+" Choose another name.", "round", other.Label)
		}
	}
	for i, id := range r.Coders {
		if cat.coderOf[id] == "" {
			return qda.E(qda.NotFound, "coder.gone", "A coder of the plan is not in the project."+nothing)
		}
		if slices.Contains(r.Coders[:i], id) {
			return qda.E(qda.Invalid, "round.twice", "{name} is named twice."+nothing, "name", cat.coderOf[id])
		}
	}
	for i, id := range r.Documents {
		if cat.docOf[id] == nil || cat.docOf[id].DeletedAt != "" {
			return noDocument(id)
		}
		if slices.Contains(r.Documents[:i], id) {
			return qda.E(qda.Invalid, "round.twice", "{name} is named twice."+nothing, "name", cat.docOf[id].Title)
		}
	}
	for _, id := range r.Codes {
		if cat.tree.Node(id) == nil {
			return noCode(id)
		}
	}
	if err := r.Excerpts.check(r.Again); err != nil {
		return err
	}
	if r.Unit != "" {
		if _, err := (AgreementQuery{Unit: r.Unit}).options(context.Background(), nil, settingsOf(cat.project)); err != nil {
			return err
		}
	}
	return nil
}
