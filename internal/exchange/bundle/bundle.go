// Package bundle holds the work of a project as plain values: what readers of other
// programs' files give and writers of such files take. It knows no database and no
// format.
//
// A Bundle is a list of records, the contents that they name by hash, and an
// account of everything that was met on the way. Records carry identities that
// follow from the file, so that reading it twice gives the same ones; the engine
// fits them into a project.
package bundle

import (
	"crypto/sha256"
	"strings"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// Bundle is the work of one project.
type Bundle struct {
	Origin     string // the program that wrote the file, as the file says
	Records    []qda.Record
	Texts      map[qda.Hash]qda.Text
	Sources    map[qda.Hash]qda.Source
	Structures map[qda.Hash]qda.Structure
	Elsewhere  Contents // where contents are that the bundle does not hold; nil for nowhere
	Account    Account
	Questions  []Question
	Inside     []Inside          // the projects of the file, where it can hold several
	Merged     map[qda.ID]qda.ID // codes that are no records any more, and what they became
}

// Inside is one of several projects in a file.
type Inside struct {
	Name      string `json:"name"`
	Documents int    `json:"documents"`
	Chosen    bool   `json:"chosen"` // it is in the bundle
}

// Contents are what records name by hash, read when they are asked for: the texts of
// a large project need not be in memory together. What is not there is an error of
// kind NotFound.
type Contents interface {
	Text(qda.Hash) (qda.Text, error)
	Structure(qda.Hash) (qda.Structure, error)
	Source(qda.Hash) (qda.Source, error)
	SourceType(qda.Hash) (string, error)
}

// Question is a decision that the file left open and the reader took: the person
// may take it differently and read again.
type Question struct {
	About      string `json:"about"`  // the document
	Source     string `json:"source"` // its identity in the file, to answer by
	Choice     string `json:"choice"`
	Other      string `json:"other"` // the next best, "" if there is none
	Confidence string `json:"confidence"`
	Evidence   string `json:"evidence"`
	Seen       Seen   `json:"seen"` // what the evidence says, in figures
}

// Seen are the passages of a text as one way of counting places them.
type Seen struct {
	Passages int `json:"passages"`
	Words    int `json:"words"`   // that begin and end at words
	Named    int `json:"named"`   // that have a name or words of their own
	Exact    int `json:"exact"`   // of them, that are what it says
	Begun    int `json:"begun"`   // of them, that begin with what it says, or are it
	Split    int `json:"split"`   // whose end would split a character
	Outside  int `json:"outside"` // that lie outside of the text
}

// New makes an empty bundle.
func New(origin string) *Bundle {
	return &Bundle{Origin: origin, Texts: map[qda.Hash]qda.Text{}, Sources: map[qda.Hash]qda.Source{}, Structures: map[qda.Hash]qda.Structure{}}
}

// Put adds a record.
func (b *Bundle) Put(r qda.Record) { b.Records = append(b.Records, r) }

// Of lists the records of one kind, in the order in which they were put.
func Of[T qda.Record](b *Bundle) []T {
	var out []T
	for _, r := range b.Records {
		if t, ok := r.(T); ok {
			out = append(out, t)
		}
	}
	return out
}

// AddText keeps a normalised text and gives its name.
func (b *Bundle) AddText(text string) qda.Hash {
	h := qda.HashOf([]byte(text))
	if _, ok := b.Texts[h]; !ok {
		b.Texts[h] = qda.Text{Hash: h, Body: text, Runes: len([]rune(text)), Norm: textpos.NormVersion}
	}
	return h
}

// AddSource keeps a file and gives its name; no bytes have none.
func (b *Bundle) AddSource(data []byte, mediaType string) qda.Hash {
	if data == nil {
		return qda.Hash{}
	}
	h := qda.HashOf(data)
	if _, ok := b.Sources[h]; !ok {
		b.Sources[h] = qda.Source{Hash: h, MediaType: mediaType, Bytes: data}
	}
	return h
}

// Text gives a text by its name; one without a name where there is none.
func (b *Bundle) Text(h qda.Hash) (qda.Text, error) {
	return look(b, h, b.Texts, Contents.Text)
}

// Structure gives a structure by its name; one of no text where there is none.
func (b *Bundle) Structure(h qda.Hash) (qda.Structure, error) {
	return look(b, h, b.Structures, Contents.Structure)
}

// Source gives a file by its name; one without bytes where there is none.
func (b *Bundle) Source(h qda.Hash) (qda.Source, error) {
	return look(b, h, b.Sources, Contents.Source)
}

// SourceType gives the media type of a file without reading it; "" where there is none.
func (b *Bundle) SourceType(h qda.Hash) (string, error) {
	if s, ok := b.Sources[h]; ok {
		return s.MediaType, nil
	}
	return look(b, h, nil, Contents.SourceType)
}

func look[T any](b *Bundle, h qda.Hash, held map[qda.Hash]T, read func(Contents, qda.Hash) (T, error)) (none T, err error) {
	if v, ok := held[h]; ok {
		return v, nil
	}
	if b.Elsewhere == nil || h.IsZero() {
		return none, nil
	}
	v, err := read(b.Elsewhere, h)
	if qda.KindOf(err) == qda.NotFound {
		return none, nil
	}
	return v, err
}

// DerivedID is an identity that follows from texts, as a UUID of version 8 (RFC
// 9562 §5.8) over their SHA-256: for things that a file does not give one.
func DerivedID(parts ...string) qda.ID {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	id := qda.ID(sum[:16])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}
