package qda

import "time"

// Record is a thing that a project consists of: it has an identity, and every
// change to it is written to the operation log.
type Record interface {
	// Entity is the name of the kind of record in the operation log, which is
	// also the name of its table.
	Entity() string
	// Key is the identity of the record.
	Key() ID
}

// Records gives one empty value of every kind of record, in an order in which
// each kind comes after those that it refers to.
func Records() []Record {
	return []Record{
		Project{}, Coder{},
		Document{}, Revision{}, Speaker{}, PassageLanguage{},
		Case{}, CaseSpan{}, Attribute{}, Choice{}, AttributeValue{},
		Code{}, Label{}, CodebookVersion{}, Facet{}, FacetValue{},
		Round{}, Assignment{}, Excerpt{}, Coding{}, CodingCheck{}, Qualifier{},
		Memo{}, Link{}, Actor{}, ActorName{}, Relation{},
		Synthesis{}, SynthesisRow{}, RowMember{}, Dimension{}, Cell{}, Citation{}, Translation{},
		Decision{}, MergeConflict{},
		Set{}, SetMember{}, SavedQuery{}, TermGroup{}, Snapshot{}, Preserved{},
		Pseudonym{}, IdentifierAnswer{}, RefusedMention{},
	}
}

// TimeLayout is how every time is stored and exported: RFC 3339 in UTC with
// milliseconds.
const TimeLayout = "2006-01-02T15:04:05.000Z"

// FormatTime writes a time in [TimeLayout]; the zero time is "".
func FormatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(TimeLayout)
}

// Project is the one row that describes the whole.
type Project struct {
	ID          ID     `log:"id"`
	Title       string `log:"title"`
	Description string `log:"description"`
	Language    string `log:"lang"`     // of the interface texts in reports; ISO 639-1 or ""
	Settings    string `log:"settings"` // JSON object: thresholds and other project-wide choices
	CreatedAt   string `log:"created_at"`
}

// Coder is a person who works in the project.
type Coder struct {
	ID       ID     `log:"id"`
	Name     string `log:"name"`
	Initials string `log:"initials"`
	Color    string `log:"color"` // #rrggbb
	Role     string `log:"role"`  // "coder" or "supervisor"
}

// Snapshot is a named point in the history, to come back to.
type Snapshot struct {
	ID        ID     `log:"id"`
	Name      string `log:"name"`
	SessionID ID     `log:"session_id"` // with N: the last operation that belongs to it
	N         int    `log:"n"`
	CoderID   ID     `log:"coder_id" ref:"coder"`
	At        string `log:"at"`
}

func (Project) Entity() string  { return "project" }
func (p Project) Key() ID       { return p.ID }
func (Coder) Entity() string    { return "coder" }
func (c Coder) Key() ID         { return c.ID }
func (Snapshot) Entity() string { return "snapshot" }
func (s Snapshot) Key() ID      { return s.ID }
