package qda

// Round is a pass of coding: who codes what, with which version of the codebook.
// The consensus is a round of its own kind, so that it never mixes with the
// independent codings.
type Round struct {
	ID                ID     `log:"id"`
	Label             string `log:"label"`
	Kind              string `log:"kind"`  // "coding", "consensus" or "training"
	Blind             bool   `log:"blind"` // nobody sees others' codings of a document until all its assigned coders have finished
	OfRoundID         ID     `log:"of_round_id" ref:"round"`
	CodebookVersionID ID     `log:"codebook_version_id" ref:"codebook_version"`
	Plan              string `log:"plan"` // JSON: how documents were chosen, seed, unit, target, share
	Pos               string `log:"pos"`
	CreatedAt         string `log:"created_at"`
	UnlockedAt        string `log:"unlocked_at"` // when blindness was lifted early, "" if it was not
}

// Rounds are of one of these kinds.
const (
	CodingRound    = "coding"
	ConsensusRound = "consensus"
	TrainingRound  = "training"
)

// Assignment says that a coder codes a document in a round.
type Assignment struct {
	ID         ID     `log:"id"`
	RoundID    ID     `log:"round_id" ref:"round,cascade"`
	DocumentID ID     `log:"document_id" ref:"document,cascade"`
	CoderID    ID     `log:"coder_id" ref:"coder"`
	State      string `log:"state"` // "open", "finished" or "reopened"
	FinishedAt string `log:"finished_at"`
}

// Assignments are in one of these states.
const (
	AssignmentOpen     = "open"
	AssignmentFinished = "finished"
	AssignmentReopened = "reopened"
)

// Excerpt is a passage chosen beforehand that coders judge as one unit: a round with
// excerpts is about these alone.
type Excerpt struct {
	ID         ID `log:"id"`
	RoundID    ID `log:"round_id" ref:"round,cascade"`
	DocumentID ID `log:"document_id" ref:"document,cascade"`
	Span
	Pos string `log:"pos"` // in this order they are handed out
}

// Coding is a code applied by a coder, in a round, to a span of a document's
// text. Quote is exactly the text of the span.
type Coding struct {
	ID         ID   `log:"id"`
	DocumentID ID   `log:"document_id" ref:"document,cascade"`
	TextHash   Hash `log:"text_hash"` // the text that the span refers to
	CodeID     ID   `log:"code_id" ref:"code"`
	CoderID    ID   `log:"coder_id" ref:"coder"`
	RoundID    ID   `log:"round_id" ref:"round"`
	Span
	Quote     string `log:"quote"`
	Weight    int    `log:"weight"` // 0 for none, else 1–100
	CreatedAt string `log:"created_at"`
}

// CodingCheck says that a coding was looked at after what its code means had changed, and
// still holds. There is at most one for a coding: the last look counts.
type CodingCheck struct {
	ID         ID     `log:"id"`
	CodingID   ID     `log:"coding_id" ref:"coding,cascade"`
	Definition string `log:"definition"` // the operation that gave the code the meaning it was held against: clocks of two computers may differ
	CoderID    ID     `log:"coder_id" ref:"coder"`
	At         string `log:"at"`
}

// Qualifier is one facet's value on a coding or relation.
type Qualifier struct {
	ID      ID     `log:"id"`
	OwnerID ID     `log:"owner_id" ref:"@owner_entity,cascade"`
	Owner   string `log:"owner_entity"` // "coding" or "relation"
	FacetID ID     `log:"facet_id" ref:"facet"`
	ValueID ID     `log:"value_id" ref:"facet_value|actor"` // a facet value, or an actor where the facet takes actors
}

func (Round) Entity() string       { return "round" }
func (r Round) Key() ID            { return r.ID }
func (Assignment) Entity() string  { return "assignment" }
func (a Assignment) Key() ID       { return a.ID }
func (Excerpt) Entity() string     { return "excerpt" }
func (e Excerpt) Key() ID          { return e.ID }
func (Coding) Entity() string      { return "coding" }
func (c Coding) Key() ID           { return c.ID }
func (CodingCheck) Entity() string { return "coding_check" }
func (c CodingCheck) Key() ID      { return c.ID }
func (Qualifier) Entity() string   { return "qualifier" }
func (q Qualifier) Key() ID        { return q.ID }
