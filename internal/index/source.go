package index

import (
	"bytes"
	"cmp"
	"context"

	"articula/internal/qda"
	"articula/internal/query"
)

// Entity says what kind of thing can be found.
type Entity string

const (
	Document Entity = "document"
	Memo     Entity = "memo"
	Code     Entity = "code"
)

var entities = []Entity{Document, Memo, Code}

// Target names a thing that can be found.
type Target struct {
	Entity Entity
	ID     qda.ID
}

// Compare orders targets: documents, memos, codes, each by identity.
func (t Target) Compare(u Target) int {
	return cmp.Or(cmp.Compare(t.Entity.order(), u.Entity.order()), bytes.Compare(t.ID[:], u.ID[:]))
}

func (e Entity) order() int {
	for i, x := range entities {
		if x == e {
			return i
		}
	}
	return len(entities)
}

// Item is a thing with its texts, as the project has it now.
type Item struct {
	Target
	// Gone says that the thing does not exist any more, or lies in the bin.
	Gone   bool
	Fields []Field
}

// Field is one text of an item: the text of a document, the title or body of a
// memo, the name or definition of a code in one language.
type Field struct {
	Name string // tells the fields of an item apart
	Lang string // ISO 639-1, "" unknown
	Text string // normalised, see package textpos
	// Hash names Text. It may be none; it is then worked out.
	Hash qda.Hash
	// Units cuts the text, see [query.Units]; nil cuts it at empty lines. It is only
	// called where units are needed, within the call of Load that gave the field or
	// later.
	Units func() ([]query.Unit, error)
}

// Op is an operation of the project's log: its number and its hash. The zero Op
// stands before the first.
type Op struct {
	Seq  int      `json:"seq"`
	Hash qda.Hash `json:"hash"`
}

// Place is a place in the log: all operations up to Seq, and the first N targets of
// the next one. An operation can be as large as an import of ten thousand files.
type Place struct {
	Seq int `json:"seq"`
	N   int `json:"n"`
}

// Change is a target that an operation touched, and the place behind it.
type Change struct {
	Target Target
	After  Place
}

// Source is the project as the index sees it. Its methods may be called by several
// goroutines at once.
type Source interface {
	// Head is the last operation of the log.
	Head(context.Context) (Op, error)
	// Op is the operation with a number; the zero Op if there is none.
	Op(ctx context.Context, seq int) (Op, error)
	// Changed lists the documents, memos and codes touched by operations behind a
	// place, in the order of the log, at most limit of them, and the place to go on
	// from, which is the head where nothing is left. Whatever changes what Load gives
	// for a target touches it; a target may be listed again.
	Changed(ctx context.Context, after Place, limit int) (list []Change, next Place, err error)
	// All lists everything that exists, in the order of Target.Compare.
	All(context.Context) ([]Target, error)
	// Load reads items in the order asked for and hands each to the function, whose
	// error ends it. What does not exist is handed over as Gone.
	Load(context.Context, []Target, func(Item) error) error
}
