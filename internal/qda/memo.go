package qda

import (
	"regexp"
	"slices"
)

// Memo is a note by a person, on anything or free.
type Memo struct {
	ID        ID     `log:"id"`
	Kind      string `log:"kind"` // "note", "method", "theory", "question", "summary" or the team's own word
	Title     string `log:"title"`
	Body      string `log:"body"` // Markdown; "[[coding:ID]]" and the like are live references
	CoderID   ID     `log:"coder_id" ref:"coder"`
	Owner     string `log:"owner_entity"` // "project", "document", "case", "code", "coding", "actor", "cell" or "" for a free memo
	OwnerID   ID     `log:"owner_id" ref:"@owner_entity,cascade"`
	CreatedAt string `log:"created_at"`
	ChangedAt string `log:"changed_at"`
}

var codingReference = regexp.MustCompile(`\[\[coding:([0-9a-f-]{36})\]\]`)

// AlsoOn lists the codings, besides its own, that a memo on a coding lies on: those that
// its text refers to. What is said of a difference is so found from either side of it.
func (m Memo) AlsoOn() []ID {
	var out []ID
	if m.Owner != "coding" {
		return nil
	}
	for _, found := range codingReference.FindAllStringSubmatch(m.Body, -1) {
		if id, err := ParseID(found[1]); err == nil && id != m.OwnerID && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Passage is a span of a document with its exact text, cited or linked.
type Passage struct {
	DocumentID ID   `log:"document_id" ref:"document,cascade"`
	TextHash   Hash `log:"text_hash"`
	Span
	Quote string `log:"quote"`
}

// Link joins two passages.
type Link struct {
	ID        ID       `log:"id"`
	Kind      LinkKind `log:"kind"`
	From      Passage  `log:"from_"`
	To        Passage  `log:"to_"`
	Note      string   `log:"note"`
	CoderID   ID       `log:"coder_id" ref:"coder"`
	CreatedAt string   `log:"created_at"`
}

// LinkKind says what the first passage does to the second.
type LinkKind string

const (
	Supports    LinkKind = "supports"
	Contradicts LinkKind = "contradicts"
	Implements  LinkKind = "implements"
	RefersTo    LinkKind = "refers_to"
)

// LinkKinds lists every kind.
func LinkKinds() []LinkKind { return []LinkKind{Supports, Contradicts, Implements, RefersTo} }

// Citation is a passage on which a statement rests: a finding cell, the value of
// an attribute, or a coordination relation.
type Citation struct {
	ID      ID     `log:"id"`
	OwnerID ID     `log:"owner_id" ref:"@owner_entity,cascade"`
	Owner   string `log:"owner_entity"` // "cell", "attribute_value" or "relation"
	Passage
	CodingID  ID     `log:"coding_id" ref:"coding,clear"` // the coding that it was cited from, none if cited from the text
	Role      string `log:"role"`                         // "supports", "qualifies" or "contradicts"
	Pos       string `log:"pos"`
	CoderID   ID     `log:"coder_id" ref:"coder"`
	CreatedAt string `log:"created_at"`
}

// Translation is the wording of a coding or citation in another language.
type Translation struct {
	ID         ID     `log:"id"`
	OwnerID    ID     `log:"owner_id" ref:"@owner_entity,cascade"`
	Owner      string `log:"owner_entity"` // "coding" or "citation"
	Lang       string `log:"lang"`
	Text       string `log:"text"`
	Translator string `log:"translator"`
	Status     string `log:"status"` // "draft" or "verified"
	At         string `log:"at"`
}

func (Memo) Entity() string        { return "memo" }
func (m Memo) Key() ID             { return m.ID }
func (Link) Entity() string        { return "link" }
func (l Link) Key() ID             { return l.ID }
func (Citation) Entity() string    { return "citation" }
func (c Citation) Key() ID         { return c.ID }
func (Translation) Entity() string { return "translation" }
func (t Translation) Key() ID      { return t.ID }
