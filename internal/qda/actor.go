package qda

// Actor is an institution or programme that acts in the cases.
type Actor struct {
	ID          ID        `log:"id"`
	Name        string    `log:"name"`
	Kind        ActorKind `log:"kind"`
	ParentID    ID        `log:"parent_id" ref:"actor"` // the institution that it belongs to
	Description string    `log:"description"`
	Pos         string    `log:"pos"`
	DeletedAt   string    `log:"deleted_at"`
	MergedInto  ID        `log:"merged_into" ref:"actor,clear"` // the actor that took over what it had, none if it stands or was only binned
}

// ActorKind says what sort of institution an actor is.
type ActorKind string

const (
	Ministry      ActorKind = "ministry"
	Agency        ActorKind = "agency"
	Programme     ActorKind = "programme"
	LocalBody     ActorKind = "local_body"
	NGO           ActorKind = "ngo"
	International ActorKind = "international"
	OtherActor    ActorKind = "other"
)

// ActorKinds lists every kind.
func ActorKinds() []ActorKind {
	return []ActorKind{Ministry, Agency, Programme, LocalBody, NGO, International, OtherActor}
}

// ActorName is one of the names and acronyms under which texts speak of an actor.
type ActorName struct {
	ID      ID     `log:"id"`
	ActorID ID     `log:"actor_id" ref:"actor,cascade"`
	Name    string `log:"name"`
	Lang    string `log:"lang"` // ISO 639-1, "" for any
	Acronym bool   `log:"acronym"`
}

// RefusedMention says that a passage where the name of an actor stands does not speak
// of it: the finder does not propose it again.
type RefusedMention struct {
	ID         ID     `log:"id"` // natural: of the actor, the document and the passage
	ActorID    ID     `log:"actor_id" ref:"actor,cascade"`
	DocumentID ID     `log:"document_id" ref:"document,cascade"`
	CoderID    ID     `log:"coder_id" ref:"coder"`
	At         string `log:"at"`
	Span
}

// Relation says that two actors coordinate (or fail to), in a case. Its level,
// mechanism and direction are qualifiers; its evidence are citations.
type Relation struct {
	ID       ID     `log:"id"`
	FromID   ID     `log:"from_id" ref:"actor,cascade"`
	ToID     ID     `log:"to_id" ref:"actor,cascade"`
	CaseID   ID     `log:"case_id" ref:"case_unit"`
	Strength int    `log:"strength"` // 0 unknown, 1 weak, 2 medium, 3 strong
	Note     string `log:"note"`
	CoderID  ID     `log:"coder_id" ref:"coder"`
	At       string `log:"at"`
}

func (Actor) Entity() string          { return "actor" }
func (a Actor) Key() ID               { return a.ID }
func (ActorName) Entity() string      { return "actor_name" }
func (n ActorName) Key() ID           { return n.ID }
func (RefusedMention) Entity() string { return "refused_mention" }
func (r RefusedMention) Key() ID      { return r.ID }
func (Relation) Entity() string       { return "relation" }
func (r Relation) Key() ID            { return r.ID }
