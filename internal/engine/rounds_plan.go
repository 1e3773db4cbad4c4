package engine

import (
	"cmp"
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"

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
	Again  qda.ID  `json:"again" ts_type:"string"`
	Unit   string  `json:"unit"`    // of the comparison; "" as the settings say
	Target float64 `json:"target"`  // alpha to be reached; 0 for the upper threshold
	DryRun bool    `json:"dry_run"` // only say what would be planned
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
	if !r.Again.IsZero() {
		if err := p.finishedBefore(ctx, &r); err != nil {
			return out, err
		}
	}
	chosen, strata, from, err := r.choose(cat)
	if err != nil {
		return out, err
	}
	plan := roundPlan{How: "hand", Share: r.Share, Codes: r.Codes, Unit: r.Unit, Target: r.Target}
	if r.Draw > 0 {
		plan.How, plan.Seed, plan.Stratify, plan.From = "random", r.Seed, r.Stratify, from
	}
	pairs := r.shareOut(chosen)
	if r.DryRun {
		round := qda.Round{Label: r.Label, Kind: r.kind(), Blind: !r.Open}
		out = roundDetail(cat, round, plan)
		for _, a := range pairs {
			out.Assignments = append(out.Assignments, AssignmentView{Document: Ref{a.DocumentID, cat.docOf[a.DocumentID].Title}, Coder: Ref{a.CoderID, cat.coderOf[a.CoderID]}, State: qda.AssignmentOpen, Blind: !r.Open})
		}
		out.Total, out.Strata = len(pairs), strata
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
		return nil
	}); err != nil {
		return out, err
	}
	out, err = p.Round(ctx, round.ID)
	out.Strata = strata
	return out, err
}

// finishedBefore draws from what every one of the coders finished in the round that is
// repeated.
func (p *Project) finishedBefore(ctx context.Context, r *PlanRound) error {
	before, err := p.Round(ctx, r.Again)
	if err != nil {
		return err
	}
	if before.Kind == qda.ConsensusRound {
		return qda.E(qda.Invalid, "round.again", "{round} is what was decided, and nobody's own work. Repeat a round of coding. Nothing was planned.", "round", before.Label)
	}
	done := map[qda.ID]int{}
	for _, a := range before.Assignments {
		if a.State == qda.AssignmentFinished && slices.Contains(r.Coders, a.Coder.ID) {
			done[a.Document.ID]++
		}
	}
	var documents []qda.ID
	for _, a := range before.Assignments {
		id := a.Document.ID
		if done[id] == len(r.Coders) && !slices.Contains(documents, id) && (len(r.Documents) == 0 || slices.Contains(r.Documents, id)) {
			documents = append(documents, id)
		}
	}
	if len(documents) == 0 {
		return qda.E(qda.NotFound, "round.nothing_again", "These coders have finished no such document in {round}. Nothing was planned.", "round", before.Label)
	}
	r.Documents = documents
	return nil
}

func (r PlanRound) kind() string {
	if r.Training {
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
	if r.Unit != "" {
		if _, err := (AgreementQuery{Unit: r.Unit}).options(context.Background(), nil, settingsOf(cat.project)); err != nil {
			return err
		}
	}
	return nil
}

// choose gives the documents of the plan, in the project's order, and how many of
// them have each value of the attribute. The same seed draws the same documents
// from the same ones, on any machine and in any order of the project.
func (r PlanRound) choose(cat *catalog) (chosen []qda.ID, strata map[string]int, from int, err error) {
	var pool []qda.ID
	for _, d := range cat.documents {
		if d.DeletedAt == "" && (len(r.Documents) == 0 || slices.Contains(r.Documents, d.ID)) {
			pool = append(pool, d.ID)
		}
	}
	if len(pool) == 0 {
		return nil, nil, 0, qda.E(qda.Invalid, "round.no_documents", "There are no documents to code. Nothing was planned.")
	}
	if r.Draw == 0 {
		return pool, nil, len(pool), nil
	}
	if r.Draw > len(pool) {
		return nil, nil, 0, qda.E(qda.Invalid, "round.draw_many", "{n} documents cannot be drawn from {m}. Nothing was planned.", "n", r.Draw, "m", len(pool))
	}
	groups, err := r.strata(cat, pool)
	if err != nil {
		return nil, nil, 0, err
	}
	values := make([]string, 0, len(groups))
	for v := range groups {
		values = append(values, v)
	}
	slices.Sort(values)
	sizes := make([]int, len(values))
	for i, v := range values {
		sizes[i] = len(groups[v])
	}
	quota := apportion(r.Draw, sizes)
	random := rand.New(rand.NewPCG(r.Seed, 0x726f756e64)) // "round"
	in := map[qda.ID]bool{}
	strata = map[string]int{}
	for i, v := range values {
		group := groups[v]
		slices.SortFunc(group, func(a, b qda.ID) int { return strings.Compare(string(a[:]), string(b[:])) })
		random.Shuffle(len(group), func(i, j int) { group[i], group[j] = group[j], group[i] })
		for _, id := range group[:quota[i]] {
			in[id] = true
		}
		strata[v] = quota[i]
	}
	for _, id := range pool {
		if in[id] {
			chosen = append(chosen, id)
		}
	}
	if r.Stratify == "" {
		strata = nil
	}
	return chosen, strata, len(pool), nil
}

// strata groups documents by the value that an attribute has for their first case;
// "" gathers those without one.
func (r PlanRound) strata(cat *catalog, pool []qda.ID) (map[string][]qda.ID, error) {
	groups := map[string][]qda.ID{}
	if r.Stratify == "" {
		groups[""] = slices.Clone(pool)
		return groups, nil
	}
	var attribute qda.Attribute
	var names []string
	for _, a := range cat.attrs {
		if a.Scope != qda.OnCase {
			continue
		}
		names = append(names, a.Name)
		if cat.called(a.ID, a.Name, r.Stratify) {
			attribute = a
		}
	}
	if attribute.ID.IsZero() {
		return nil, qda.E(qda.NotFound, "attribute.unknown_case", "Cases have no attribute {name}. They have {choices}.", "name", r.Stratify, "choices", strings.Join(names, ", "))
	}
	for _, id := range pool {
		value := ""
		for _, k := range cat.documentCases(id) {
			// a country is often known of a case's parent only
			for up := k; up != nil && value == ""; up = cat.cases.byID[up.ParentID] {
				for _, v := range cat.held[up.ID] {
					if v.AttributeID == attribute.ID && v.Status == "held" {
						value = v.Value
					}
				}
			}
			if value != "" {
				break
			}
		}
		groups[value] = append(groups[value], id)
	}
	return groups, nil
}

// apportion shares n out in proportion to the sizes, by largest remainders; ties go
// to the larger group, then the earlier one. No group gets more than it has.
func apportion(n int, sizes []int) []int {
	total := 0
	for _, s := range sizes {
		total += s
	}
	out := make([]int, len(sizes))
	rest := make([]int, len(sizes))
	left := n
	for i, s := range sizes {
		out[i] = n * s / total
		rest[i] = n * s % total
		left -= out[i]
	}
	order := make([]int, len(sizes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Or(rest[b]-rest[a], sizes[b]-sizes[a]) })
	for _, i := range order {
		if left > 0 && out[i] < sizes[i] {
			out[i]++
			left--
		}
	}
	return out
}

// shareOut assigns: the first part of the documents, drawn by the seed, to
// everybody, the others in turn to one coder each.
func (r PlanRound) shareOut(documents []qda.ID) []qda.Assignment {
	everybody := map[qda.ID]bool{}
	if r.Share == 0 || r.Share == 1 {
		for _, d := range documents {
			everybody[d] = true
		}
	} else {
		shuffled := slices.Clone(documents)
		slices.SortFunc(shuffled, func(a, b qda.ID) int { return strings.Compare(string(a[:]), string(b[:])) })
		random := rand.New(rand.NewPCG(r.Seed, 0x7368617265)) // "share"
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		n := max(1, int(r.Share*float64(len(documents))+0.5))
		for _, d := range shuffled[:min(n, len(shuffled))] {
			everybody[d] = true
		}
	}
	var out []qda.Assignment
	turn := 0
	for _, d := range documents {
		if everybody[d] {
			for _, c := range r.Coders {
				out = append(out, qda.Assignment{DocumentID: d, CoderID: c})
			}
			continue
		}
		out = append(out, qda.Assignment{DocumentID: d, CoderID: r.Coders[turn%len(r.Coders)]})
		turn++
	}
	return out
}

func roundDetail(cat *catalog, r qda.Round, plan roundPlan) RoundDetail {
	d := RoundDetail{
		RoundView: RoundView{ID: r.ID, Label: r.Label, Kind: r.Kind, Blind: r.Blind}, Of: Ref{r.OfRoundID, cat.roundOf[r.OfRoundID]},
		How: plan.How, Seed: plan.Seed, Stratify: plan.Stratify, From: plan.From, Share: plan.Share, Codes: []Ref{}, Unit: plan.Unit, Target: plan.Target,
		Created: r.CreatedAt, Unlocked: r.UnlockedAt, UnlockedFor: plan.Unlock, Assignments: []AssignmentView{},
	}
	for _, id := range plan.Codes {
		if n := cat.tree.Node(id); n != nil {
			d.Codes = append(d.Codes, Ref{id, n.Path()})
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
		order := map[qda.ID]int{}
		for i, d := range cat.documents {
			order[d.ID] = i
		}
		slices.SortStableFunc(assignments, func(a, b qda.Assignment) int {
			return cmp.Or(order[a.DocumentID]-order[b.DocumentID], strings.Compare(cat.coderOf[a.CoderID], cat.coderOf[b.CoderID]))
		})
		for _, r := range cat.rounds {
			var plan roundPlan
			json.Unmarshal([]byte(r.Plan), &plan) // a plan that cannot be read is none
			d := roundDetail(cat, r, plan)
			for _, v := range versions {
				if v.ID == r.CodebookVersionID {
					d.Codebook = Ref{v.ID, v.Label}
				}
			}
			blind, err := tx.BlindDocuments(r.ID)
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
					State: a.State, Finished: a.FinishedAt, Blind: blind[a.DocumentID],
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
