package bundle

import "articula/internal/qda"

// Unplaced is a coding that no text has a place for: it is kept beside the records, as
// its file had it, and written out again.
type Unplaced struct {
	Code, Coder string // identities of records, or those that the file has for them; "" for none
	Kind        UnplacedKind
	Page        int    // of a PDF, from 1; 0 for none
	Area        [4]int // left, first, right, second edge of an area as the file counts them
	Begin, End  int    // of a time, in milliseconds; of a text, as the file counts
	Name        string // what the file calls the selection
	CreatedAt   string
}

// UnplacedKind says where such a coding lies.
type UnplacedKind string

const (
	OnArea  UnplacedKind = "area"  // of a picture or of a page
	OnTime  UnplacedKind = "time"  // of a recording
	OnWords UnplacedKind = "words" // of a text, where the file says nothing that can be placed
	OnWhole UnplacedKind = "whole" // a document without a text
)

// CodeOf and CoderOf are the names under which readers of tables add to a row that they
// keep which records of the bundle it is about.
const (
	CodeOf  = "_code"
	CoderOf = "_coder"
)

// Becomes tells what a record has become, by its kind and identity in a file.
type Becomes func(kind string, id qda.ID) (qda.ID, bool)
