package qda

// Set is a named selection of documents, codes, cases or memos.
type Set struct {
	ID          ID     `log:"id"`
	Name        string `log:"name"`
	Target      string `log:"target_entity"` // what its members are; "" for mixed
	Description string `log:"description"`
	Pos         string `log:"pos"`
}

// SetMember says that a thing belongs to a set.
type SetMember struct {
	ID       ID     `log:"id"`
	SetID    ID     `log:"set_id" ref:"item_set,cascade"`
	Target   string `log:"target_entity"`
	TargetID ID     `log:"target_id" ref:"@target_entity,cascade"`
	Pos      string `log:"pos"`
}

// SavedQuery is a retrieval or search kept under a name.
type SavedQuery struct {
	ID      ID     `log:"id"`
	Name    string `log:"name"`
	Kind    string `log:"kind"` // "segments" or "search"
	Text    string `log:"text"`
	CoderID ID     `log:"coder_id" ref:"coder"`
	At      string `log:"at"`
}

// TermGroup gathers words of several languages that mean one thing in the
// project, so that one query finds them all.
type TermGroup struct {
	ID    ID     `log:"id"`
	Name  string `log:"name"`
	Terms string `log:"terms"` // JSON array of texts
}

// Preserved is something that another tool's file held and that has no home in
// this project: kept as it was, reported, and written out again.
type Preserved struct {
	ID      ID     `log:"id"`
	OwnerID ID     `log:"owner_id" ref:"@owner_entity,cascade"`
	Owner   string `log:"owner_entity"`
	Format  string `log:"format"` // "refi-project" …
	Element string `log:"element"`
	Body    string `log:"body"`
	Pos     string `log:"pos"`
}

func (Set) Entity() string        { return "item_set" }
func (s Set) Key() ID             { return s.ID }
func (SetMember) Entity() string  { return "set_member" }
func (m SetMember) Key() ID       { return m.ID }
func (SavedQuery) Entity() string { return "saved_query" }
func (q SavedQuery) Key() ID      { return q.ID }
func (TermGroup) Entity() string  { return "term_group" }
func (g TermGroup) Key() ID       { return g.ID }
func (Preserved) Entity() string  { return "preserved" }
func (p Preserved) Key() ID       { return p.ID }
