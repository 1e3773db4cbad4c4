package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// A bundle goes from the process that reads a file to the one that has the project in
// parts: a head of JSON and bytes each. [Bundle.Send] makes them, [Bundle.Take] puts
// them together and believes none of them.

// part is the head of a part. Exactly one of its fields is set.
type part struct {
	Records   []wireRecord `json:"records,omitempty"`
	Text      bool         `json:"text,omitempty"`      // the bytes are a text
	Source    *string      `json:"source,omitempty"`    // the bytes are a file of the media type
	Structure bool         `json:"structure,omitempty"` // the bytes are a structure as JSON
	Rest      *rest        `json:"rest,omitempty"`
}

type wireRecord struct {
	Entity string      `json:"e"`
	Row    []wireValue `json:"r"`
}

// wireValue is a value; as bytes, for identities are no texts.
type wireValue struct {
	Str []byte `json:"s,omitempty"`
	Int int64  `json:"i,omitempty"`
}

type rest struct {
	Origin    string     `json:"origin"`
	Account   []Entry    `json:"account"`
	Questions []Question `json:"questions"`
	Inside    []Inside   `json:"inside"`
}

const recordsInPart = 200

// byHash gives the hashes of contents in the order of their bytes.
func byHash[T any](contents map[qda.Hash]T) []qda.Hash {
	return slices.SortedFunc(maps.Keys(contents), func(a, b qda.Hash) int { return bytes.Compare(a[:], b[:]) })
}

// Send hands the bundle over in parts: the same bundle in the same ones every time.
func (b *Bundle) Send(tell func(head any, body []byte) error) error {
	for _, h := range byHash(b.Texts) {
		if err := tell(part{Text: true}, []byte(b.Texts[h].Body)); err != nil {
			return fmt.Errorf("text %s: %w", h, err)
		}
	}
	for _, h := range byHash(b.Sources) {
		s := b.Sources[h]
		if err := tell(part{Source: &s.MediaType}, s.Bytes); err != nil {
			return err
		}
	}
	for _, h := range byHash(b.Structures) {
		body, err := json.Marshal(b.Structures[h])
		if err != nil {
			return err
		}
		if err := tell(part{Structure: true}, body); err != nil {
			return err
		}
	}
	for at := 0; at < len(b.Records); at += recordsInPart {
		var p part
		for _, r := range b.Records[at:min(at+recordsInPart, len(b.Records))] {
			e := oplog.EntityOf(r)
			w := wireRecord{Entity: e.Name}
			for _, v := range e.RowOf(r) {
				w.Row = append(w.Row, wireValue{[]byte(v.Str), v.Int})
			}
			p.Records = append(p.Records, w)
		}
		if err := tell(p, nil); err != nil {
			return err
		}
	}
	return tell(part{Rest: &rest{b.Origin, b.Account.Entries, b.Questions, b.Inside}}, nil)
}

var errPart = errors.New("bundle: a part is not one")

// Take adds a part that Send made.
func (b *Bundle) Take(head json.RawMessage, body []byte) error {
	var p part
	if err := json.Unmarshal(head, &p); err != nil {
		return fmt.Errorf("%w: %w", errPart, err)
	}
	switch {
	case p.Text:
		if textpos.Normalise(string(body)) != string(body) {
			return fmt.Errorf("%w: a text is not normalised", errPart)
		}
		b.AddText(string(body))
	case p.Source != nil:
		b.AddSource(body, *p.Source)
	case p.Structure:
		var s qda.Structure
		if err := json.Unmarshal(body, &s); err != nil {
			return fmt.Errorf("%w: %w", errPart, err)
		}
		b.Structures[qda.HashOf(body)] = s
	case p.Rest != nil:
		b.Origin, b.Account, b.Questions, b.Inside = p.Rest.Origin, Account{p.Rest.Account}, p.Rest.Questions, p.Rest.Inside
	}
	for _, w := range p.Records {
		r, err := w.record()
		if err != nil {
			return err
		}
		b.Put(r)
	}
	return nil
}

// record gives the record of a row in which every value is of its column's kind.
func (w wireRecord) record() (qda.Record, error) {
	e, ok := oplog.EntityNamed(w.Entity)
	if !ok || len(w.Row) != len(e.Columns) {
		return nil, fmt.Errorf("%w: no record %q", errPart, w.Entity)
	}
	row := make(oplog.Row, len(w.Row))
	for i, v := range w.Row {
		fits := len(v.Str) == 0
		switch e.Columns[i].Type {
		case oplog.IDType:
			fits = fits && i > 0 || len(v.Str) == len(qda.ID{})
		case oplog.HashType:
			fits = fits || len(v.Str) == len(qda.Hash{})
		case oplog.TextType:
			fits = utf8.Valid(v.Str)
		}
		if !fits {
			return nil, fmt.Errorf("%w: %s of a %s", errPart, e.Columns[i].Name, e.Name)
		}
		row[i] = oplog.Value{Str: string(v.Str), Int: v.Int}
	}
	return e.RecordOf(row), nil
}

// Sound reports whether every coding stands in a text of the bundle and has its words.
func (b *Bundle) Sound() bool {
	last, ix := qda.Hash{}, textpos.NewIndex("")
	for _, c := range Of[qda.Coding](b) {
		if c.TextHash != last {
			last, ix = c.TextHash, textpos.NewIndex(b.Texts[c.TextHash].Body)
		}
		if !c.Span.Valid(ix.Len()) || ix.Slice(c.Span) != c.Quote {
			return false
		}
	}
	return true
}
