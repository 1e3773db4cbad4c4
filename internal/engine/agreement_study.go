package engine

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"articula/internal/agreement"
	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// study is what a comparison of coders looks at, together with what was left out
// and why.
type study struct {
	agreement.Study
	round      qda.Round
	presumed   []qda.ID // documents without assignments: whoever coded there was taken as having finished
	incomplete []unfinished
	hidden     []qda.ID          // documents that a blind round still keeps apart
	assigned   int               // of the coders asked for, and all in documents that are kept apart
	since      map[qda.ID]string // when it began that a code could be applied
	apart      []qda.ID          // coders left out because they have finished nothing together with another
	passed     int               // codings of theirs in documents that they have not finished
	unpaired   bool              // no two of its coders have
}

// unfinished is a coder who was to code a document and has not finished it.
type unfinished struct{ document, coder qda.ID }

// readStudy gathers the codings to be compared. Whether a coder counts for a
// document is said by the assignments of the round; a document that nobody was
// assigned to counts for those who coded something in it. Documents that are still
// blind are left out as a whole: what the viewer may not see must not enter a
// number either.
func (p *Project) readStudy(tx *store.Tx, cat *catalog, q AgreementQuery) (study, error) {
	s := study{since: cat.since()}
	rounds := cat.codingRounds()
	assignments, err := store.List[qda.Assignment](tx, store.Eq{})
	if err != nil {
		return s, err
	}
	if s.round, err = chooseRound(tx, rounds, assignments, q); err != nil {
		return s, err
	}
	if s.Codes, err = studyCodes(cat, q); err != nil {
		return s, err
	}
	// her own work she sees before the others have finished
	alone := len(q.Coders) == 1 && q.Coders[0] == tx.Viewer()
	blind, err := tx.BlindDocuments(s.round.ID, alone)
	if err != nil {
		return s, err
	}
	byDocument := map[qda.ID][]qda.Assignment{}
	for _, a := range assignments {
		if a.RoundID == s.round.ID {
			byDocument[a.DocumentID] = append(byDocument[a.DocumentID], a)
		}
	}
	codings := map[qda.ID][]qda.Coding{}
	for c, err := range tx.Codings(store.CodingFilter{Rounds: []qda.ID{s.round.ID}, Documents: q.Documents, Coders: q.Coders}) {
		if err != nil {
			return s, err
		}
		codings[c.DocumentID] = append(codings[c.DocumentID], c)
	}
	coders := map[qda.ID]bool{}
	for _, d := range cat.documents {
		if d.DeletedAt != "" || len(q.Documents) > 0 && !slices.Contains(q.Documents, d.ID) {
			continue
		}
		if blind[d.ID] {
			s.hidden = append(s.hidden, d.ID)
			s.assigned += len(byDocument[d.ID])
			for _, a := range byDocument[d.ID] {
				if a.State != qda.AssignmentFinished {
					s.incomplete = append(s.incomplete, unfinished{d.ID, a.CoderID})
				}
			}
			continue
		}
		if !s.assign(d, byDocument[d.ID], codings[d.ID], q, cat) {
			continue
		}
		unit, err := p.studyDocument(tx, d, q.Unit, q.excerpts[d.ID])
		if err != nil {
			return s, err
		}
		s.Documents = append(s.Documents, unit)
		for _, c := range codings[d.ID] {
			s.Codings = append(s.Codings, agreement.Coding{Document: c.DocumentID, Coder: c.CoderID, Code: c.CodeID, Text: c.TextHash, Span: c.Span})
		}
	}
	for _, a := range s.Assignments {
		coders[a.Coder] = true
	}
	for _, c := range cat.coders {
		if coders[c.ID] && len(q.Coders) == 0 {
			s.Coders = append(s.Coders, c.ID)
		}
	}
	if q.Masked { // the order, too, would tell who is who
		slices.SortFunc(s.Coders, func(a, b qda.ID) int {
			x, y := cat.maskOf[a], cat.maskOf[b]
			return cmp.Or(len(x)-len(y), strings.Compare(x, y))
		})
	}
	if len(q.Coders) > 0 {
		s.Coders = slices.Clone(q.Coders) // in the order in which they were named
	}
	return s, nil
}

// assign says who counts for a document; false if nobody does.
func (s *study) assign(d qda.Document, assigned []qda.Assignment, codings []qda.Coding, q AgreementQuery, cat *catalog) bool {
	wanted := func(coder qda.ID) bool { return len(q.Coders) == 0 || slices.Contains(q.Coders, coder) }
	if len(assigned) > 0 {
		any := false
		for _, a := range assigned {
			if !wanted(a.CoderID) {
				continue
			}
			any = true
			s.assigned++
			one := agreement.Assignment{Document: d.ID, Coder: a.CoderID, Finished: a.State == qda.AssignmentFinished}
			if !one.Finished {
				s.incomplete = append(s.incomplete, unfinished{d.ID, a.CoderID})
			}
			if one.Finished {
				one.Unknown = s.later(s.lastWork(a, codings))
			}
			s.Assignments = append(s.Assignments, one)
		}
		return any
	}
	present := map[qda.ID]bool{}
	for _, c := range codings {
		present[c.CoderID] = true
	}
	if q.AllFinished && len(present) > 0 {
		for _, c := range q.Coders {
			present[c] = true
		}
	}
	for _, c := range cat.coders {
		if present[c.ID] && wanted(c.ID) {
			s.Assignments = append(s.Assignments, agreement.Assignment{Document: d.ID, Coder: c.ID, Finished: true})
		}
	}
	if len(present) > 0 {
		s.presumed = append(s.presumed, d.ID)
	}
	return len(present) > 0
}

// lastWork is when a coder last had to do with a document: when she finished it, or
// last coded in it, or the round began, whichever is latest. Dates of finishing
// alone may come from another clock than the rest.
func (s *study) lastWork(a qda.Assignment, codings []qda.Coding) string {
	last := max(a.FinishedAt, s.round.CreatedAt)
	for _, c := range codings {
		if c.CoderID == a.CoderID {
			last = max(last, c.CreatedAt)
		}
	}
	return last
}

// later lists the codes that were made after a moment: who worked before it did not
// leave them out, but did not know them.
func (s *study) later(moment string) []qda.ID {
	var out []qda.ID
	for _, c := range s.Codes {
		if s.since[c.ID] > moment {
			out = append(out, c.ID)
		}
	}
	return out
}

// codingRounds lists the rounds in which coders code independently.
func (c *catalog) codingRounds() []qda.Round {
	var out []qda.Round
	for _, r := range c.rounds {
		if r.Kind != qda.ConsensusRound {
			out = append(out, r)
		}
	}
	return out
}

// chooseRound gives the round asked for, else the latest one in which two of the
// coders have done the same document, else the latest in which two are to, else the
// latest.
func chooseRound(tx *store.Tx, rounds []qda.Round, assignments []qda.Assignment, q AgreementQuery) (qda.Round, error) {
	for _, r := range rounds {
		if r.ID == q.Round && !q.Round.IsZero() {
			return r, nil
		}
	}
	if !q.Round.IsZero() {
		return qda.Round{}, qda.E(qda.NotFound, "round.not_coding", "The round {round} is not one in which coders coded independently. Choose a round of coding.", "round", q.Round)
	}
	type job struct{ round, document qda.ID }
	const planned, done = 1, 2
	on := map[job]map[qda.ID]int{}
	shared := map[qda.ID]int{}
	assigned := map[job]bool{}
	note := func(round, document, coder qda.ID, how int) {
		if len(q.Coders) > 0 && !slices.Contains(q.Coders, coder) || len(q.Documents) > 0 && !slices.Contains(q.Documents, document) {
			return
		}
		at := job{round, document}
		if on[at] == nil {
			on[at] = map[qda.ID]int{}
		}
		on[at][coder] = max(on[at][coder], how)
		finished := 0
		for _, how := range on[at] {
			finished += how / done
		}
		if len(on[at]) > 1 {
			shared[round] = max(shared[round], planned)
		}
		if finished > 1 {
			shared[round] = done
		}
	}
	for _, a := range assignments {
		how := planned
		if a.State == qda.AssignmentFinished {
			how = done
		}
		assigned[job{a.RoundID, a.DocumentID}] = true
		note(a.RoundID, a.DocumentID, a.CoderID, how)
	}
	coded, err := tx.RoundCoders()
	if err != nil {
		return qda.Round{}, err
	}
	for _, c := range coded {
		how := done // where nobody was assigned, whoever coded counts
		if assigned[job{c.Round, c.Document}] {
			how = planned
		}
		note(c.Round, c.Document, c.Coder, how)
	}
	for _, least := range []int{done, planned, 0} {
		for _, r := range slices.Backward(rounds) {
			if r.Kind == qda.CodingRound && shared[r.ID] >= least {
				return r, nil
			}
		}
	}
	return qda.Round{}, qda.E(qda.NotFound, "agreement.no_round", "Nothing has been coded yet, so there is nothing to compare.")
}

// studyCodes lists the codes to compare, all that can be applied if none are named.
func studyCodes(cat *catalog, q AgreementQuery) ([]agreement.Code, error) {
	if q.none {
		return nil, nil
	}
	named := q.Codes
	for _, id := range named {
		if cat.tree.Node(id) == nil {
			return nil, noCode(id)
		}
	}
	var out []agreement.Code
	for n := range cat.tree.Standing {
		if n.Code.Folder && len(named) == 0 || len(named) > 0 && !slices.Contains(named, n.Code.ID) {
			continue
		}
		c := agreement.Code{ID: n.Code.ID}
		for up := n.Parent; up != nil; up = up.Parent {
			c.Ancestors = append(c.Ancestors, up.Code.ID)
		}
		out = append(out, c)
	}
	return out, nil
}

// studyDocument divides a document into units. Turns and paragraphs are read off
// the structure; sentences end within a paragraph; excerpts were chosen beforehand.
func (p *Project) studyDocument(tx *store.Tx, d qda.Document, unit string, excerpts []qda.Span) (agreement.Document, error) {
	out := agreement.Document{ID: d.ID, Text: d.TextHash, Partitions: map[agreement.Unit][]qda.Span{agreement.Excerpt: excerpts}}
	ix, err := p.texts.of(tx, d.TextHash)
	if err != nil {
		return out, err
	}
	out.Length = ix.Len()
	structure, err := tx.Structure(d.StructureHash)
	if err != nil {
		return out, err
	}
	out.Partitions[agreement.Turn] = wordSpans(ix, structure.Of(qda.Turn))
	blocks := wordSpans(ix, structure.Blocks())
	if len(blocks) == 0 {
		blocks = lines(ix)
	}
	out.Partitions[agreement.Paragraph] = blocks
	if unit == string(agreement.Sentence) {
		for _, b := range blocks {
			out.Partitions[agreement.Sentence] = append(out.Partitions[agreement.Sentence], sentencesOf(ix, b)...)
		}
	}
	return out, nil
}

// wordSpans gives the places of parts that hold more than blanks.
func wordSpans(ix *textpos.Index, parts []qda.Part) []qda.Span {
	var out []qda.Span
	for _, part := range parts {
		if s := ix.TrimSpace(part.Span); s.Len() > 0 {
			out = append(out, s)
		}
	}
	return out
}

// lines divides a text that nothing is known about.
func lines(ix *textpos.Index) []qda.Span {
	var out []qda.Span
	pos := 0
	for line := range strings.Lines(ix.Text()) {
		end := pos + len([]rune(line))
		if s := ix.TrimSpace(qda.Span{Start: pos, End: end}); s.Len() > 0 {
			out = append(out, s)
		}
		pos = end
	}
	return out
}

// sentencesOf divides a passage into sentences (Unicode Standard Annex #29).
func sentencesOf(ix *textpos.Index, within qda.Span) []qda.Span {
	var out []qda.Span
	rest, state, pos := ix.Slice(within), -1, within.Start
	for len(rest) > 0 {
		var sentence string
		sentence, rest, state = uniseg.FirstSentenceInString(rest, state)
		end := pos + len([]rune(sentence))
		if s := ix.TrimSpace(qda.Span{Start: pos, End: end}); s.Len() > 0 {
			out = append(out, s)
		}
		pos = end
	}
	return out
}
