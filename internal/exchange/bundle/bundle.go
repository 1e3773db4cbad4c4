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
	"slices"
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
	Inside     []Inside // the projects of the file, where it can hold several
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

// Account says what became of everything in a file. For each kind of thing, In is
// Stored + Kept + Left.
type Account struct{ Entries []Entry }

// Entry is the account of one kind of thing.
type Entry struct {
	Element string   `json:"element"`
	In      int      `json:"in"`
	Stored  int      `json:"stored"` // as records of the project
	Kept    int      `json:"kept"`   // as they were, beside the records, to be written out again
	Left    int      `json:"left"`   // not taken over
	Notes   []Remark `json:"notes,omitempty"`
}

// Remark says what happened to some of the things of an entry, and names them, the
// first ones at least.
type Remark struct {
	What  string   `json:"what"`
	Count int      `json:"count"`
	Names []string `json:"names"`
}

const namesShown = 20

func (a *Account) entry(element string) *Entry {
	for i := range a.Entries {
		if a.Entries[i].Element == element {
			return &a.Entries[i]
		}
	}
	a.Entries = append(a.Entries, Entry{Element: element})
	return &a.Entries[len(a.Entries)-1]
}

// Stored counts a thing that became a record.
func (a *Account) Stored(element string) {
	e := a.entry(element)
	e.In, e.Stored = e.In+1, e.Stored+1
}

// Kept counts a thing that is kept as it was, and says why.
func (a *Account) Kept(element, name, what string) {
	e := a.entry(element)
	e.In, e.Kept = e.In+1, e.Kept+1
	e.remark(what, name)
}

// Left counts a thing that was not taken over, and says why.
func (a *Account) Left(element, name, what string) {
	e := a.entry(element)
	e.In, e.Left = e.In+1, e.Left+1
	e.remark(what, name)
}

// Note says something of a thing that is counted elsewhere.
func (a *Account) Note(element, name, what string) { a.entry(element).remark(what, name) }

func (e *Entry) remark(what, name string) {
	for i := range e.Notes {
		if e.Notes[i].What == what {
			e.Notes[i].Count++
			if len(e.Notes[i].Names) < namesShown {
				e.Notes[i].Names = append(e.Notes[i].Names, name)
			}
			return
		}
	}
	e.Notes = append(e.Notes, Remark{what, 1, []string{name}})
}

// Sorted gives the entries by name.
func (a *Account) Sorted() []Entry {
	out := slices.Clone(a.Entries)
	slices.SortFunc(out, func(x, y Entry) int { return strings.Compare(x.Element, y.Element) })
	return out
}

// Balanced reports whether everything that came in is accounted for.
func (a *Account) Balanced() bool {
	for _, e := range a.Entries {
		if e.In != e.Stored+e.Kept+e.Left {
			return false
		}
	}
	return true
}

// Settle closes the account of a kind of thing of which in were met: what was
// neither stored nor left is kept.
func (a *Account) Settle(element string, in int) {
	e := a.entry(element)
	e.In, e.Kept = in, in-e.Stored-e.Left
}

// Join adds another account to this one.
func (a *Account) Join(o Account) {
	for _, x := range o.Entries {
		e := a.entry(x.Element)
		e.In, e.Stored, e.Kept, e.Left = e.In+x.In, e.Stored+x.Stored, e.Kept+x.Kept, e.Left+x.Left
		for _, n := range x.Notes {
			at := slices.IndexFunc(e.Notes, func(m Remark) bool { return m.What == n.What })
			if at < 0 {
				e.Notes = append(e.Notes, n)
				continue
			}
			e.Notes[at].Count += n.Count
			e.Notes[at].Names = append(e.Notes[at].Names, n.Names[:min(len(n.Names), namesShown-min(namesShown, len(e.Notes[at].Names)))]...)
		}
	}
}
