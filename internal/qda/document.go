package qda

// Document is what is read. Its text is found by TextHash; the file it came from
// by SourceHash; the structure beside the text by StructureHash.
type Document struct {
	ID            ID           `log:"id"`
	Title         string       `log:"title"`
	FileName      string       `log:"file_name"` // as it was imported, without its folder
	Kind          DocumentKind `log:"kind"`
	Lang          string       `log:"lang"` // ISO 639-1, "" unknown
	Date          string       `log:"date"` // of the document itself: YYYY, YYYY-MM or YYYY-MM-DD
	Jurisdiction  string       `log:"jurisdiction"`
	Description   string       `log:"description"`
	TextHash      Hash         `log:"text_hash"`
	SourceHash    Hash         `log:"source_hash"`
	StructureHash Hash         `log:"structure_hash"`
	Encoding      string       `log:"encoding"` // of the imported file, for plain text; "" otherwise
	Pos           string       `log:"pos"`      // order among documents, see OrderBetween
	CreatedAt     string       `log:"created_at"`
	DeletedAt     string       `log:"deleted_at"` // "" unless it lies in the bin
}

// DocumentKind says what sort of evidence a document is.
type DocumentKind string

const (
	Law        DocumentKind = "law"
	Decree     DocumentKind = "decree"
	Manual     DocumentKind = "manual"
	Agreement  DocumentKind = "agreement"
	Report     DocumentKind = "report"
	Interview  DocumentKind = "interview"
	FocusGroup DocumentKind = "focus_group"
	FieldNote  DocumentKind = "field_note"
	OtherKind  DocumentKind = "other"
)

// DocumentKinds lists every kind in the order in which screens show them.
func DocumentKinds() []DocumentKind {
	return []DocumentKind{Law, Decree, Manual, Agreement, Report, Interview, FocusGroup, FieldNote, OtherKind}
}

// Formal reports whether the kind states what the norm is (laws, decrees,
// manuals, agreements), as opposed to what people say about practice.
func (k DocumentKind) Formal() bool {
	return k == Law || k == Decree || k == Manual || k == Agreement
}

// Spoken reports whether documents of the kind consist of turns.
func (k DocumentKind) Spoken() bool { return k == Interview || k == FocusGroup }

// Revision records that a document's text was replaced: which text by which, and
// the edit list that carried the codings over.
type Revision struct {
	ID         ID     `log:"id"`
	DocumentID ID     `log:"document_id" ref:"document,cascade"`
	FromHash   Hash   `log:"from_hash"`
	ToHash     Hash   `log:"to_hash"`
	Edits      string `log:"edits"`  // JSON array of [start, end, replacement], in code points of the old text
	Reason     string `log:"reason"` // "correction", "pseudonyms", "retranscription", "consolidation"
	Note       string `log:"note"`
	CoderID    ID     `log:"coder_id" ref:"coder"`
	At         string `log:"at"`
}

// PassageLanguage says that a span of a document is written in another language than
// the document. Spans of one document do not overlap.
type PassageLanguage struct {
	ID         ID     `log:"id"`
	DocumentID ID     `log:"document_id" ref:"document,cascade"`
	Lang       string `log:"lang"` // ISO 639-1
	Span
}

// Speaker is one voice of one document.
type Speaker struct {
	ID         ID          `log:"id"`
	DocumentID ID          `log:"document_id" ref:"document,cascade"`
	Name       string      `log:"name"` // as the text has it
	Role       SpeakerRole `log:"role"`
	Note       string      `log:"note"`
}

// SpeakerRole is the part that a voice has in a conversation.
type SpeakerRole string

const (
	Interviewer SpeakerRole = "interviewer"
	Authority   SpeakerRole = "authority" // political authority
	Technical   SpeakerRole = "technical" // technical manager
	OtherRole   SpeakerRole = "other"
)

// SpeakerRoles lists every role.
func SpeakerRoles() []SpeakerRole {
	return []SpeakerRole{Interviewer, Authority, Technical, OtherRole}
}

// Text is an immutable normalised text, named by the hash of its UTF-8 bytes.
type Text struct {
	Hash  Hash
	Body  string
	Runes int // length in code points
	Norm  int // version of the normalisation that made it
}

// Source is the file that a document was imported from, byte for byte.
type Source struct {
	Hash      Hash
	MediaType string
	Bytes     []byte
}

func (Document) Entity() string        { return "document" }
func (d Document) Key() ID             { return d.ID }
func (Revision) Entity() string        { return "revision" }
func (r Revision) Key() ID             { return r.ID }
func (PassageLanguage) Entity() string { return "passage_language" }
func (p PassageLanguage) Key() ID      { return p.ID }
func (Speaker) Entity() string         { return "speaker" }
func (s Speaker) Key() ID              { return s.ID }
