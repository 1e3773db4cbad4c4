package seed

import "articula/internal/qda"

// Project is a whole project as values. Identities, hashes and times in the
// embedded domain types are empty.
type Project struct {
	Title       string
	Description string
	Language    string
	Codebook    string // the name of the codebook file that the codes come from
	Coders      []Coder
	Rounds      []Round
	Versions    []Version
	TermGroups  []TermGroup
	Cases       []Case // parents before children
	Values      []AttributeValue
	Documents   []Document
	Assignments []Assignment
	Codings     []Coding
	Translation []Translation
	Actors      []Actor // parents before children
	Relations   []Relation
	Links       []Link
	Memos       []Memo
	Syntheses   []Synthesis
}

// Coder is a coder; other values refer to the Key.
type Coder struct {
	Key string
	qda.Coder
}

// Round is a round; other values refer to the Key.
type Round struct {
	Key  string
	Note string
	qda.Round
}

// Version is a frozen state of the codebook, as it stood before the definitions were
// reworded that findings say something of; Round is the key of the round that was coded
// with it.
type Version struct {
	Label, Note  string
	Coder, Round string
}

// TermGroup is a group of words that mean one thing.
type TermGroup struct {
	Name  string
	Terms []string
}

// Case is a case; Parent is the name of the case above it or "".
type Case struct {
	Parent string
	Names  map[string]string // in other languages
	qda.Case
}

// AttributeValue is a value on a case, on a document, or on a speaker of a document.
type AttributeValue struct {
	Case      string // of an attribute on cases
	Document  string // slug, of an attribute on documents or speakers
	Speaker   string
	Attribute string
	Coder     string // key
	Citations []Citation
	qda.AttributeValue
}

// Document is a document with its file.
type Document struct {
	Slug     string
	Path     string // below documents/
	Case     string // the whole document belongs to it
	AlsoIn   []CasePart
	Passages []LanguagePart // in another language than the document
	Speakers []qda.Speaker
	Bytes    []byte // the file as it is
	Text     string // the file, normalised
	qda.Document
}

// CasePart is a passage of a document that belongs to a case of its own.
type CasePart struct {
	Passage
	Case string
}

// LanguagePart is a passage in another language than its document.
type LanguagePart struct {
	Passage
	Lang string
}

// Assignment says who coded a document in which round, and when it was finished.
type Assignment struct {
	Document string
	Coder    string
	Round    string
	Finished string // YYYY-MM-DD
}

// Passage is a place in a document, by its words.
type Passage struct {
	Document string // slug
	Quote    string
	Nth      int // which occurrence, from 1
}

// Coding is one coding by one coder.
type Coding struct {
	Passage
	Code   string // path
	Coder  string
	Round  string
	Facets []FacetValue
	Memo   string
}

// FacetValue is a value of a facet; for the facets that take actors, an actor's
// name.
type FacetValue struct{ Facet, Value string }

// Citation is a passage on which something rests.
type Citation struct {
	Passage
	Role string // "supports", "qualifies" or "contradicts"
}

// Translation is the wording of a passage in another language. It belongs to every
// coding and citation of exactly this passage.
type Translation struct {
	Passage
	Lang       string
	Text       string
	Translator string
	Status     string // "draft" or "verified"
}

// Actor is an actor with its names; Parent is the name of the actor above it.
type Actor struct {
	Parent string
	Names  []qda.ActorName
	qda.Actor
}

// Relation is a coordination relation between two actors, by name.
type Relation struct {
	From, To  string
	Case      string
	Coder     string
	Strength  int
	Facets    []FacetValue
	Note      string
	Citations []Citation
}

// Link joins two passages.
type Link struct {
	Kind     qda.LinkKind
	From, To Passage
	Coder    string
	Note     string
}

// Memo is a memo on the project, or on the code, document or case that is set.
type Memo struct {
	Owner    string // "project", "code", "document" or "case"
	Code     string // path
	Document string // slug
	Case     string
	Coder    string
	Kind     string
	Title    string
	Body     string
}

// Synthesis is a framework matrix.
type Synthesis struct {
	Title      string
	Titles     map[string]string // in other languages
	Rows       []string          // names of cases, in the order in which they are shown
	Gathered   []Row             // rows of several cases, after these
	Dimensions []Dimension
	Cells      []Cell
}

// Dimension is a column; cells refer to the Key. Code is a path.
type Dimension struct {
	Key    string
	Code   string
	Titles map[string]string
	qda.Dimension
}

// Row gathers the cases that hold a value of an attribute, or those that are named.
type Row struct {
	Title     string
	Titles    map[string]string
	Attribute string
	Value     string
	Cases     []string
}

// Cell is a finding. Part counts the findings of one row in one column from 0.
type Cell struct {
	Case       string // or the title of a row of several cases
	Dimension  string
	Part       int
	Statement  string
	Statements map[string]string // in other languages
	Status     string
	Coder      string
	Citations  []Citation
	Since      Since
}

// Since is what happened at the place of a finding after it was written.
type Since struct {
	New       []Passage // coded only then
	Withdrawn []Coding  // that stood there and was taken away
	Reworded  []Reworded
}

// Reworded is a code whose definition said something else before.
type Reworded struct {
	Code string // path
	Was  string
}

// Empty reports whether nothing happened.
func (s Since) Empty() bool { return len(s.New)+len(s.Withdrawn)+len(s.Reworded) == 0 }
