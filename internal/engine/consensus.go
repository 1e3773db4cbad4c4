package engine

import (
	"context"
	"slices"
	"sort"

	"articula/internal/agreement"
	"articula/internal/qda"
	"articula/internal/store"
)

// MergeCoders says how what coders agree on becomes consensus without being looked
// at one by one.
type MergeCoders struct {
	Round     qda.ID   `json:"round" ts_type:"string"`
	Documents []qda.ID `json:"documents" ts_type:"string[]"` // empty: all that everybody has finished
	// Strategy is "unanimous" (the default): where everybody applied the code;
	// "threshold": where enough did, see below; "fill": where everybody did, and where
	// one did and the others applied nothing at all.
	Strategy string  `json:"strategy"`
	Voters   int     `json:"voters"` // for threshold: how many must have finished the document; 0 for 2
	Share    float64 `json:"share"`  // for threshold: part of them that must have applied the code; 0 for more than half. A tie is never enough.
	DryRun   bool    `json:"dry_run"`
	// Discard names documents in which what people decided is taken back first.
	Discard []qda.ID `json:"discard" ts_type:"string[]"`
}

// MergedCoders says what became consensus.
type MergedCoders struct {
	Consensus Ref `json:"consensus"`
	Codings   int `json:"codings"`   // that were added
	Known     int `json:"known"`     // that were there already
	Decided   int `json:"decided"`   // agreed passages left alone, or in a part, because a person has decided there
	Documents int `json:"documents"` // that were gone through
	Skipped   int `json:"skipped"`   // with fewer coders than needed, or still blind
	Discarded int `json:"discarded"` // decisions of people that were taken back
}

// MergeCoders fills the consensus with what coders agree on. What a person has
// decided stays as it is, unless it is discarded in so many words, and doing it twice
// adds nothing.
func (p *Project) MergeCoders(ctx context.Context, r MergeCoders) (MergedCoders, error) {
	var out MergedCoders
	switch r.Strategy {
	case "":
		r.Strategy = "unanimous"
	case "unanimous", "threshold", "fill":
	default:
		return out, qda.E(qda.Invalid, "consensus.strategy", "{strategy} is not a way of putting codings together. Use unanimous, threshold or fill.", "strategy", r.Strategy)
	}
	if r.Share < 0 || r.Share > 1 {
		return out, qda.E(qda.Invalid, "consensus.share", "The share must lie between 0 and 1. Nothing was changed.")
	}
	r.Voters = max(2, r.Voters)
	cat, err := p.names(ctx)
	if err != nil {
		return out, err
	}
	work := func(tx *store.Tx) error {
		out = MergedCoders{}
		round, err := store.Get[qda.Round](tx, r.Round)
		if err != nil {
			return err
		}
		q := AgreementQuery{Round: r.Round, Documents: r.Documents, Unit: string(agreement.Character)}
		if err := q.follow(tx, cat, AgreementSettings{}); err != nil {
			return err
		}
		s, err := p.readStudy(tx, cat, q)
		if err != nil {
			return err
		}
		out.Skipped = len(s.hidden)
		consensus := qda.Round{Label: round.Label + " – consensus"}
		if !r.DryRun {
			if consensus, err = consensusOf(tx, round); err != nil {
				return err
			}
		} else {
			for _, c := range cat.rounds {
				if c.Kind == qda.ConsensusRound && c.OfRoundID == round.ID {
					consensus = c
				}
			}
		}
		out.Consensus = Ref{consensus.ID, consensus.Label}
		for _, d := range s.Documents {
			if err := p.mergeDocument(tx, cat, r, s, d, consensus, &out); err != nil {
				return err
			}
		}
		return nil
	}
	if r.DryRun {
		return out, p.view(ctx, work)
	}
	_, err = p.update(ctx, "adjudicate.merge", work)
	return out, err
}

func (p *Project) mergeDocument(tx *store.Tx, cat *catalog, r MergeCoders, s study, d agreement.Document, consensus qda.Round, out *MergedCoders) error {
	doc := cat.docOf[d.ID]
	ix, err := p.texts.of(tx, doc.TextHash)
	if err != nil {
		return err
	}
	layer, err := layerOf(tx, consensus.ID, *doc, ix)
	if err != nil {
		return err
	}
	discard := slices.Contains(r.Discard, d.ID)
	if discard {
		out.Discarded += len(layer.decisions)
		layer.decisions = nil
	}
	var voters []qda.ID
	for _, a := range s.Assignments {
		if a.Document == d.ID && a.Finished {
			voters = append(voters, a.Coder)
		}
	}
	if len(voters) < r.Voters {
		out.Skipped++
		if discard {
			err = r.save(layer)
		}
		return err
	}
	out.Documents++
	all := map[qda.ID][]qda.Span{} // everything that a coder coded, with whatever code
	byCode := map[qda.ID]map[qda.ID][]qda.Span{}
	for _, c := range s.Codings {
		if c.Document != d.ID || !slices.Contains(voters, c.Coder) {
			continue
		}
		all[c.Coder] = append(all[c.Coder], c.Span)
		if byCode[c.Code] == nil {
			byCode[c.Code] = map[qda.ID][]qda.Span{}
		}
		byCode[c.Code][c.Coder] = append(byCode[c.Code][c.Coder], c.Span)
	}
	for coder := range all {
		all[coder], _ = agreement.Normalise(all[coder], d.Length)
	}
	there := layer.standing()
	for _, c := range layer.decisive() {
		there = append(there, NewCoding{c.CodeID, c.Span})
	}
	for _, code := range s.Codes {
		for _, span := range r.agreedSpans(byCode[code.ID], all, voters, d.Length) {
			run := NewCoding{code.ID, ix.TrimSpace(span)}
			if run.Span.Len() <= 0 {
				continue
			}
			if layer.decidedIn(run) {
				out.Decided++
			}
			for _, part := range layer.parts(run) {
				if holds(there, part) {
					out.Known++
				} else {
					out.Codings++
				}
			}
			if !holds(layer.runs, run) {
				layer.addRun(run)
			}
		}
	}
	return r.save(layer)
}

// save writes what was put together, unless it is only asked about.
func (r MergeCoders) save(l *layer) error {
	if r.DryRun {
		return nil
	}
	return l.save()
}

// agreedSpans finds where enough coders applied a code.
func (r MergeCoders) agreedSpans(coded map[qda.ID][]qda.Span, all map[qda.ID][]qda.Span, voters []qda.ID, length int) []qda.Span {
	lanes := map[qda.ID][]qda.Span{}
	cuts := []int{}
	for coder, spans := range coded {
		lanes[coder], _ = agreement.Normalise(spans, length)
		for _, s := range lanes[coder] {
			cuts = append(cuts, s.Start, s.End)
		}
	}
	if r.Strategy == "fill" {
		for _, spans := range all {
			for _, s := range spans {
				cuts = append(cuts, s.Start, s.End)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []qda.Span
	for i := 1; i < len(cuts); i++ {
		span := qda.Span{Start: cuts[i-1], End: cuts[i]}
		votes, busy := 0, 0
		for _, v := range voters {
			if covers(lanes[v], span.Start) {
				votes++
			}
			if covers(all[v], span.Start) {
				busy++
			}
		}
		if !r.enough(votes, busy, len(voters)) {
			continue
		}
		if n := len(out); n > 0 && out[n-1].End == span.Start {
			out[n-1].End = span.End
			continue
		}
		out = append(out, span)
	}
	return out
}

func (r MergeCoders) enough(votes, busy, voters int) bool {
	switch r.Strategy {
	case "threshold":
		if 2*votes == voters { // a tie is a dispute, whatever the share
			return false
		}
		if r.Share == 0 {
			return 2*votes > voters
		}
		return votes > 0 && float64(votes) >= r.Share*float64(voters)-1e-9
	case "fill":
		return votes == voters || votes == 1 && busy == 1
	}
	return votes == voters
}

// covers reports whether one of ordered disjoint spans holds the position.
func covers(spans []qda.Span, pos int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > pos })
	return i < len(spans) && spans[i].Start <= pos
}

// AccuracyReport compares each coder with the consensus. It says how much of what was
// decided a coder had found, and is no agreement: the consensus was made of the
// coders' own work.
type AccuracyReport struct {
	Round     Ref             `json:"round"`
	Consensus Ref             `json:"consensus"`
	Unit      string          `json:"unit"`
	Documents int             `json:"documents"` // that the consensus speaks of
	Undecided int             `json:"undecided"` // disagreements in them on which nothing was decided
	Coders    []CoderAccuracy `json:"coders"`
}

// CoderAccuracy is how one coder's work stands against the consensus.
type CoderAccuracy struct {
	Coder Ref            `json:"coder"`
	All   AccuracyOn     `json:"all"`
	Codes []AccuracyOn   `json:"codes"` // most misses first
	Kinds map[string]int `json:"kinds"`
	// Places are the passages behind the numbers: the coder is the first side, what was
	// decided the second.
	Places []PairedPlace `json:"places"`
}

// AccuracyOn is the accuracy on one code, or on all.
type AccuracyOn struct {
	Code      Ref      `json:"code"`
	Right     int      `json:"right"`     // units that both have
	Extra     int      `json:"extra"`     // that only the coder has
	Missed    int      `json:"missed"`    // that only the consensus has
	Precision *float64 `json:"precision"` // of what she coded, the part that was right
	Recall    *float64 `json:"recall"`    // of what was right, the part that she coded
	F1        *float64 `json:"f1"`
}

// Accuracy compares coders with the consensus of a round; in a round of training,
// with what the expert decided there.
func (p *Project) Accuracy(ctx context.Context, q AgreementQuery) (AccuracyReport, error) {
	out := AccuracyReport{Coders: []CoderAccuracy{}}
	q.bare, q.everyone = true, true
	page, err := p.Disagreements(ctx, PassageQuery{AgreementQuery: q, Limit: 1}, nil)
	if err != nil {
		return out, err
	}
	q.Round = page.Round.ID
	out.Round = page.Round
	err = p.compare(ctx, q, nil, func(tx *store.Tx, c comparison) error {
		out.Unit = string(c.report.Unit)
		agreed, consensus, speaks, err := c.decidedLayer(tx)
		if err != nil {
			return err
		}
		out.Consensus = Ref{consensus, c.cat.roundOf[consensus]}
		decisions, err := store.List[qda.Decision](tx, store.Eq{"round_id": consensus})
		if err != nil {
			return err
		}
		decided := map[string]bool{}
		for _, d := range decisions {
			speaks[d.DocumentID] = true
			decided[placeKey(d.DocumentID, d.CodeID, d.Span)] = true
		}
		for _, code := range c.report.Codes {
			for _, d := range code.Disagreements {
				if speaks[d.Document] && !decided[placeKey(d.Document, code.Code, d.Span)] {
					out.Undecided++
				}
			}
		}
		for _, coder := range c.study.Coders {
			one, documents, err := c.against(tx, coder, consensus, agreed, speaks)
			if err != nil {
				return err
			}
			out.Documents = max(out.Documents, documents)
			out.Coders = append(out.Coders, one)
		}
		return nil
	})
	return out, err
}

// against compares one coder with the consensus over the documents that it speaks of.
func (c comparison) against(tx *store.Tx, coder, consensus qda.ID, agreed []agreement.Coding, speaks map[qda.ID]bool) (CoderAccuracy, int, error) {
	out := CoderAccuracy{Coder: c.coder(coder), Codes: []AccuracyOn{}, Kinds: map[string]int{}}
	s := agreement.Study{Coders: []qda.ID{coder, consensus}, Codes: c.study.Codes, Codings: slices.Clone(agreed)}
	for _, d := range c.study.Documents {
		if !speaks[d.ID] {
			continue
		}
		for _, a := range c.study.Assignments {
			if a.Document == d.ID && a.Coder == coder && a.Finished {
				s.Documents = append(s.Documents, d)
				s.Assignments = append(s.Assignments, a, agreement.Assignment{Document: d.ID, Coder: consensus, Finished: true})
			}
		}
	}
	for _, k := range c.study.Codings {
		if k.Coder == coder {
			s.Codings = append(s.Codings, k)
		}
	}
	o := c.options
	o.SkipIntervals, o.Job.Progress = true, nil
	r, err := agreement.Compare(s, o)
	if err != nil {
		return out, 0, err
	}
	var all agreement.Table2
	for _, code := range r.Codes {
		if code.Table == nil || code.Sums.Applied == 0 {
			continue
		}
		all.Add(*code.Table)
		out.Codes = append(out.Codes, accuracyOn(c.code(code.Code), *code.Table))
		for kind, n := range code.Kinds {
			out.Kinds[string(kind)] += n
		}
	}
	slices.SortStableFunc(out.Codes, func(a, b AccuracyOn) int { return b.Extra + b.Missed - a.Extra - a.Missed })
	out.All = accuracyOn(Ref{}, all)
	c.study.Study, c.report = s, r
	out.Places, err = c.pairedPlaces(tx)
	return out, len(s.Documents), err
}

func accuracyOn(code Ref, t agreement.Table2) AccuracyOn {
	return AccuracyOn{
		Code: code, Right: t.Both, Extra: t.OnlyFirst, Missed: t.OnlySecond,
		Precision: t.Precision().Pointer(), Recall: t.Recall().Pointer(), F1: t.Positive().Pointer(),
	}
}
