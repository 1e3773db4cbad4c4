package engine

import (
	"regexp"
	"strconv"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// What a memo refers to stands in its text as [[code:ID]], with document, case,
// coding or memo in the same way, and as [[passage:DOCUMENT:START:END:TEXT]] for
// words that nobody coded: code points of the text of this hash. Names and words are
// not kept there, so that they are always those of now.
var reference = regexp.MustCompile(`\[\[(document|code|case|coding|memo|passage):([0-9a-f-]{36})(?::(\d{1,9}):(\d{1,9}):([0-9a-f]{64}))?\]\]`)

// ReferenceView is a thing or passage that a memo refers to, as it is now.
type ReferenceView struct {
	Text    string       `json:"text"` // as it stands in the memo
	Kind    string       `json:"kind"` // "document", "code", "case", "coding", "memo" or "passage"
	ID      qda.ID       `json:"id" ts_type:"string"`
	Name    string       `json:"name"`  // of a coding: its code; of a passage: ""
	Quote   string       `json:"quote"` // the words of a coding or passage
	Source  string       `json:"source"`
	Passage *MemoPassage `json:"passage,omitempty"` // where they stand
	Gone    bool         `json:"gone"`              // it is not in the project, or hidden from the coder
}

// said is the reference in words, for texts that nobody can press.
func (r ReferenceView) said() string {
	switch {
	case r.Gone:
		return "[…]"
	case r.Quote != "":
		return "“" + r.Quote + "” (" + r.Source + ")"
	}
	return r.Name
}

// references resolves what a text refers to, each reference once, in their order.
func (p *Project) references(tx *store.Tx, cat *catalog, text string) ([]ReferenceView, error) {
	out := []ReferenceView{}
	seen := map[string]bool{}
	for _, m := range reference.FindAllStringSubmatch(text, -1) {
		if seen[m[0]] {
			continue
		}
		seen[m[0]] = true
		id, err := qda.ParseID(m[2])
		if err != nil {
			continue // not written by the program: it stays a text
		}
		r := ReferenceView{Text: m[0], Kind: m[1], ID: id, Gone: true}
		if err := p.resolve(tx, cat, &r, m[3:]); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func (p *Project) resolve(tx *store.Tx, cat *catalog, r *ReferenceView, place []string) error {
	name := func(s string) { r.Name, r.Gone = s, false }
	switch r.Kind {
	case "document":
		if !cat.binned(r.ID) {
			name(cat.docOf[r.ID].Title)
		}
	case "code":
		if n := cat.tree.Node(r.ID); n != nil {
			name(n.Path())
		}
	case "case":
		if cat.cases.byID[r.ID] != nil {
			name(cat.cases.path(r.ID))
		}
	case "memo":
		m, err := store.Get[qda.Memo](tx, r.ID)
		if qda.KindOf(err) == qda.NotFound {
			return nil
		}
		name(orElse(m.Title, inVivoName(reference.ReplaceAllString(m.Body, "…"))))
		return err
	case "coding":
		c, err := store.Get[qda.Coding](tx, r.ID)
		if qda.KindOf(err) == qda.NotFound || err == nil && cat.binned(c.DocumentID) {
			return nil
		}
		if err != nil {
			return err
		}
		if n := cat.tree.Node(c.CodeID); n != nil {
			r.Name = n.Path()
		}
		r.Gone, r.Quote, r.Source, r.Passage = false, c.Quote, cat.docOf[c.DocumentID].Title, &MemoPassage{c.DocumentID, c.Start, c.End}
	case "passage":
		if cat.binned(r.ID) || place[0] == "" {
			return nil
		}
		hash, err := qda.ParseHash(place[2])
		if err != nil {
			return nil
		}
		start, _ := strconv.Atoi(place[0])
		end, _ := strconv.Atoi(place[1])
		d := cat.docOf[r.ID]
		span, there, err := tx.PassageNow(*d, hash, qda.Span{Start: start, End: end})
		if err != nil || !there {
			return err
		}
		ix, err := p.texts.of(tx, d.TextHash)
		if err != nil {
			return err
		}
		r.Gone, r.Quote, r.Source, r.Passage = false, ix.Slice(span), d.Title, &MemoPassage{d.ID, span.Start, span.End}
	}
	return nil
}

// SayMemo gives the text of a memo with what it refers to in words.
func SayMemo(m MemoView) string {
	words := map[string]string{}
	for _, r := range m.References {
		words[r.Text] = r.said()
	}
	return reference.ReplaceAllStringFunc(m.Body, func(s string) string {
		if w, ok := words[s]; ok {
			return w
		}
		return s
	})
}

// paragraphs cuts a text where lines are empty.
func paragraphs(s string) []string {
	var out []string
	for _, part := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
