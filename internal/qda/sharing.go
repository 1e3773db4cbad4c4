package qda

// PseudonymKind says what a name names.
type PseudonymKind string

// The kinds of name, in the order in which they are offered.
const (
	PersonName       PseudonymKind = "person"
	OrganisationName PseudonymKind = "organisation"
	AcronymName      PseudonymKind = "acronym"
	PlaceName        PseudonymKind = "place"
	RoleName         PseudonymKind = "role"
	OtherName        PseudonymKind = "other"
)

// PseudonymKinds lists the kinds of name.
func PseudonymKinds() []PseudonymKind {
	return []PseudonymKind{PersonName, OrganisationName, AcronymName, PlaceName, RoleName, OtherName}
}

// Pseudonym is a name that must not leave the project, and what stands for it.
type Pseudonym struct {
	ID          ID            `log:"id"`
	Kind        PseudonymKind `log:"kind"`
	Name        string        `log:"name"`
	Replacement string        `log:"replacement"`
	Lang        string        `log:"lang"`       // ISO 639-1 of the documents that it counts in; "" for all
	MatchCase   bool          `log:"match_case"` // only as it is written
	Forms       string        `log:"forms"`      // JSON array of objects with text and replacement: forms that do not follow by rule
	Note        string        `log:"note"`
	CreatedAt   string        `log:"created_at"`
}

// What may be said of a word that could tell who somebody is.
const (
	AnswerKeep   = "keep"   // it stays, in one document
	AnswerIgnore = "ignore" // it says nothing about anybody, wherever it stands
)

// IdentifierAnswer is what somebody decided on a word that a scan for names found.
type IdentifierAnswer struct {
	ID         ID     `log:"id"`
	Text       string `log:"text"`
	Answer     string `log:"answer"`
	DocumentID ID     `log:"document_id" ref:"document,cascade"` // of AnswerKeep; none elsewhere than in documents
	CoderID    ID     `log:"coder_id" ref:"coder"`
	At         string `log:"at"`
}

// RevisedForPseudonyms is the reason of a revision that replaced names: passages that
// held a part of a name hold the whole replacement after it.
const RevisedForPseudonyms = "pseudonyms"

func (Pseudonym) Entity() string        { return "pseudonym" }
func (p Pseudonym) Key() ID             { return p.ID }
func (IdentifierAnswer) Entity() string { return "identifier_answer" }
func (a IdentifierAnswer) Key() ID      { return a.ID }
