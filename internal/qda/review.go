package qda

// Decision is one adjudication of a disagreement between coders. The codings it
// leads to belong to a consensus round; the originals stay as they are.
type Decision struct {
	ID         ID `log:"id"`
	RoundID    ID `log:"round_id" ref:"round,cascade"` // the consensus round
	DocumentID ID `log:"document_id" ref:"document,cascade"`
	CodeID     ID `log:"code_id" ref:"code"`
	Span
	Choice            string `log:"choice"` // "a", "b", "both", "neither" or "new"
	Reason            string `log:"reason"` // "definition", "oversight", "boundary", "ambiguous" or ""
	Note              string `log:"note"`
	Sides             string `log:"sides"` // JSON: the codings that were decided on, by coder
	CodebookVersionID ID     `log:"codebook_version_id" ref:"codebook_version"`
	CoderID           ID     `log:"coder_id" ref:"coder"`
	At                string `log:"at"`
}

// MergeConflict keeps both sides of a field that two copies changed differently,
// until a person decides.
type MergeConflict struct {
	ID       ID     `log:"id"`
	Target   string `log:"target_entity"`
	TargetID ID     `log:"target_id"`
	Field    string `log:"field"`
	Ours     string `log:"ours"`
	Theirs   string `log:"theirs"`
	State    string `log:"state"` // "open", "ours", "theirs" or "edited"
	CoderID  ID     `log:"coder_id" ref:"coder"`
	At       string `log:"at"`
}

func (Decision) Entity() string      { return "decision" }
func (d Decision) Key() ID           { return d.ID }
func (MergeConflict) Entity() string { return "merge_conflict" }
func (c MergeConflict) Key() ID      { return c.ID }
