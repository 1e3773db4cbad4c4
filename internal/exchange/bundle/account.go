package bundle

import (
	"slices"
	"strings"
)

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
	Code   string            `json:"code"` // what is said, for translation
	What   string            `json:"what"` // the same in English
	Args   map[string]string `json:"args,omitempty"`
	Beside bool              `json:"beside,omitempty"` // it travels beside the project, where only this program reads it
	Count  int               `json:"count"`
	Names  []string          `json:"names"`
}

// Reason is why something did not come over as it was: a stable code for translation and
// an English clause with {name} placeholders.
type Reason struct {
	code, text string
	args       []string // names and values in turn
	beside     bool
}

// Why makes a Reason. The args are alternating names and values.
func Why(code, text string, args ...string) Reason { return Reason{code: code, text: text, args: args} }

// Beside says of the reason that what it speaks of travels beside the project.
func (r Reason) Beside() Reason {
	r.beside = true
	return r
}

// String is the clause in English.
func (r Reason) String() string { return r.remark().What }

// remark is the reason without anything that it speaks of.
func (r Reason) remark() Remark {
	m := Remark{Code: r.code, What: r.text, Beside: r.beside}
	for i := 0; i+1 < len(r.args); i += 2 {
		if m.Args == nil {
			m.Args = map[string]string{}
		}
		m.Args[r.args[i]] = r.args[i+1]
		m.What = strings.ReplaceAll(m.What, "{"+r.args[i]+"}", r.args[i+1])
	}
	return m
}

// says reports whether two remarks say the same.
func (m Remark) says(o Remark) bool {
	return m.Code == o.Code && m.What == o.What && m.Beside == o.Beside
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
func (a *Account) Kept(element, name string, why Reason) {
	e := a.entry(element)
	e.In, e.Kept = e.In+1, e.Kept+1
	e.remark(why, name)
}

// Left counts a thing that was not taken over, and says why.
func (a *Account) Left(element, name string, why Reason) {
	e := a.entry(element)
	e.In, e.Left = e.In+1, e.Left+1
	e.remark(why, name)
}

// Note says something of a thing that is counted elsewhere.
func (a *Account) Note(element, name string, why Reason) { a.entry(element).remark(why, name) }

func (e *Entry) remark(why Reason, name string) {
	m := why.remark()
	at := slices.IndexFunc(e.Notes, m.says)
	if at < 0 {
		m.Count, m.Names = 1, []string{name}
		e.Notes = append(e.Notes, m)
		return
	}
	n := &e.Notes[at]
	if n.Count++; len(n.Names) < namesShown {
		n.Names = append(n.Names, name)
	}
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
			at := slices.IndexFunc(e.Notes, n.says)
			if at < 0 {
				e.Notes = append(e.Notes, n)
				continue
			}
			e.Notes[at].Count += n.Count
			e.Notes[at].Names = append(e.Notes[at].Names, n.Names[:min(len(n.Names), namesShown-min(namesShown, len(e.Notes[at].Names)))]...)
		}
	}
}
