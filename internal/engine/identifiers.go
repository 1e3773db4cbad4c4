package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/oplog"
	"articula/internal/pseudonym"
	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// IdentifierQuery says what is scanned for words that may tell who somebody is.
type IdentifierQuery struct {
	Documents []qda.ID `json:"documents" ts_type:"string[]"` // none for the whole project
	Open      bool     `json:"open"`                         // only what has no answer
}

// IdentifierScan is what a scan found.
type IdentifierScan struct {
	Findings []IdentifierFinding `json:"findings"`
	Open     int                 `json:"open"`     // without an answer, listed or not
	Answered int                 `json:"answered"` // with one
}

// IdentifierFinding is a word or number that is no name of the register, and may tell
// who somebody is, with where it stands.
type IdentifierFinding struct {
	Text   string            `json:"text"`
	Why    string            `json:"why"`    // see [pseudonym.Suspicions], or "speaker"
	Count  int               `json:"count"`  // places
	Answer string            `json:"answer"` // "keep", "ignore"; "" if some of its places have none
	Places []IdentifierPlace `json:"places"` // the first of those without an answer, else the first
}

// IdentifierPlace is where a finding stands: in the text of a document, or in a field
// of a record.
type IdentifierPlace struct {
	Document Ref    `json:"document"` // of a text; empty elsewhere
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Entity   string `json:"entity"` // elsewhere: the kind of record, its name and field
	Name     string `json:"name"`
	Field    string `json:"field"`
	Before   string `json:"before"`
	After    string `json:"after"`
}

// placesShown is how many places of a finding are told.
const placesShown = 5

// scannedFields are the fields besides the texts of documents in which people write,
// of what goes out in a publication.
var scannedFields = map[string][]string{
	"document": {"title", "description", "jurisdiction"}, "case_unit": {"name", "description"}, "label": {"text"}, "attribute_value": {"value", "alternatives", "note"},
	"code": {"definition", "include_when", "exclude_when", "example"}, "cell": {"statement"}, "translation": {"text"}, "link": {"note"}, "relation": {"note"}, "project": {"title", "description"},
}

// ScanIdentifiers looks for what may tell who somebody is although the names of the
// register are replaced. Findings of one wording are one, the most frequent first in
// each kind.
func (p *Project) ScanIdentifiers(ctx context.Context, q IdentifierQuery) (IdentifierScan, error) {
	out := IdentifierScan{Findings: []IdentifierFinding{}}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		var only map[qda.ID]bool
		if len(q.Documents) > 0 {
			only = map[qda.ID]bool{}
			for _, id := range q.Documents {
				if cat.docOf[id] == nil {
					return noDocument(id)
				}
				only[id] = true
			}
		}
		found, err := p.scanIdentifiers(tx, cat, only)
		for _, f := range found {
			if f.Answer == "" {
				out.Open++
			} else {
				out.Answered++
			}
			if f.Answer == "" || !q.Open {
				out.Findings = append(out.Findings, f)
			}
		}
		return err
	})
	return out, err
}

// answers are what was decided, by wording and by document.
type answers map[string]map[qda.ID]string

func readAnswers(tx *store.Tx) (answers, error) {
	list, err := store.List[qda.IdentifierAnswer](tx, store.Eq{})
	out := answers{}
	for _, a := range list {
		if out[a.Text] == nil {
			out[a.Text] = map[qda.ID]string{}
		}
		out[a.Text][a.DocumentID] = a.Answer
	}
	return out, err
}

// of gives the answer to a wording in a document, or elsewhere where there is none.
func (a answers) of(text string, document qda.ID) string {
	if a[text][qda.ID{}] == qda.AnswerIgnore {
		return qda.AnswerIgnore
	}
	return a[text][document]
}

// identifierScan gathers findings by wording.
type identifierScan struct {
	answers answers
	names   *pseudonym.Names
	found   map[string]*IdentifierFinding
	open    map[string]bool
}

func (s *identifierScan) add(why, text string, at IdentifierPlace) {
	text = strings.Join(strings.Fields(text), " ")
	f := s.found[text]
	if f == nil {
		f = &IdentifierFinding{Text: text, Why: why, Places: []IdentifierPlace{}}
		s.found[text] = f
	}
	f.Count++
	answer := s.answers.of(text, at.Document.ID)
	switch {
	case answer == "" && !s.open[text]:
		s.open[text], f.Answer, f.Places = true, "", []IdentifierPlace{at}
	case answer == "" || !s.open[text]:
		if !s.open[text] {
			f.Answer = answer
		}
		if len(f.Places) < placesShown {
			f.Places = append(f.Places, at)
		}
	}
}

const identifierContext = 40 // characters shown on each side of a finding

func (p *Project) scanIdentifiers(tx *store.Tx, cat *catalog, only map[qda.ID]bool) ([]IdentifierFinding, error) {
	list, err := readPseudonyms(tx)
	if err != nil {
		return nil, err
	}
	s := &identifierScan{found: map[string]*IdentifierFinding{}, open: map[string]bool{}}
	if s.names, err = p.knownNames(tx, cat, list); err != nil {
		return nil, err
	}
	if s.answers, err = readAnswers(tx); err != nil {
		return nil, err
	}
	c := &cover{entries: entriesOf(list), matchers: map[string]*pseudonym.Matcher{}}
	for _, d := range cat.documents {
		if d.DeletedAt != "" || only != nil && !only[d.ID] {
			continue
		}
		if err := tx.Context().Err(); err != nil {
			return nil, err
		}
		text, err := tx.Text(d.TextHash)
		if err != nil {
			return nil, err
		}
		m, ix := c.matcher(d.Lang), textpos.NewIndex(text.Body)
		for _, f := range m.Scan(text.Body, s.names) {
			s.add(string(f.Why), f.Text, IdentifierPlace{Document: Ref{d.ID, d.Title}, Start: f.Span.Start, End: f.Span.End, Before: ix.Slice(qda.Span{Start: max(0, f.Span.Start-identifierContext), End: f.Span.Start}), After: ix.Slice(qda.Span{Start: f.Span.End, End: min(ix.Len(), f.Span.End+identifierContext)})})
		}
		for _, who := range cat.speakers[d.ID] {
			if who.Name != "" && m.Replace(who.Name) == who.Name {
				s.add("speaker", who.Name, IdentifierPlace{Document: Ref{d.ID, d.Title}, Entity: "speaker", Name: who.Name, Field: "name"})
			}
		}
	}
	if err := s.records(tx, c, only); err != nil {
		return nil, err
	}
	return s.sorted(), nil
}

// records scans the fields of records in which people write.
func (s *identifierScan) records(tx *store.Tx, c *cover, only map[qda.ID]bool) error {
	for _, e := range oplog.Entities() {
		fields := scannedFields[e.Name]
		if len(fields) == 0 {
			continue
		}
		rows, err := store.Rows(tx, e)
		if err != nil {
			return err
		}
		deleted, bin := e.Column("deleted_at")
		for _, row := range rows {
			if bin && row[deleted].Str != "" || e.Name == "document" && only != nil && !only[row.Key()] || e.Name == "label" && !ownWords(e, row) {
				continue
			}
			for _, field := range fields {
				i, _ := e.Column(field)
				text := row[i].Str
				ix := textpos.NewIndex(text)
				for _, f := range c.matcher("").Scan(text, s.names) {
					if e.Name == "code" && f.Why == pseudonym.Capitalised {
						continue // definitions name what is studied, not who was asked
					}
					s.add(string(f.Why), f.Text, IdentifierPlace{Entity: e.Name, Name: nameOfRow(e, row), Field: field, Before: ix.Slice(qda.Span{Start: max(0, f.Span.Start-identifierContext), End: f.Span.Start}), After: ix.Slice(qda.Span{Start: f.Span.End, End: min(ix.Len(), f.Span.End+identifierContext)})})
				}
			}
		}
	}
	return nil
}

// ownWords reports whether a text in another language is that of a case or a finding: such
// a one is written of what is studied, as codes and titles are not.
func ownWords(e *oplog.Entity, row oplog.Row) bool {
	var l qda.Label
	e.Fill(&l, row)
	return l.Owner == caseEntity || l.Field == statementField
}

func (s *identifierScan) sorted() []IdentifierFinding {
	out := make([]IdentifierFinding, 0, len(s.found))
	for _, f := range s.found {
		out = append(out, *f)
	}
	order := []string{"speaker"}
	for _, w := range pseudonym.Suspicions() {
		order = append(order, string(w))
	}
	slices.SortFunc(out, func(a, b IdentifierFinding) int {
		if c := slices.Index(order, a.Why) - slices.Index(order, b.Why); c != 0 {
			return c
		}
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Text, b.Text)
	})
	return out
}

// AnswerIdentifiers says what is decided on wordings that a scan found.
type AnswerIdentifiers struct {
	Texts  []string `json:"texts"`
	Answer string   `json:"answer"` // "keep": they stay where they stand now; "ignore": they say nothing anywhere; "": no answer any more
}

// AnswerIdentifiers writes the answers.
func (p *Project) AnswerIdentifiers(ctx context.Context, r AnswerIdentifiers) error {
	if !slices.Contains([]string{"", qda.AnswerKeep, qda.AnswerIgnore}, r.Answer) {
		return qda.E(qda.Invalid, "identifier.answer", "{answer} is not an answer. Use keep or ignore, or put the name into the register.", "answer", r.Answer)
	}
	cat, err := p.names(ctx)
	if err != nil {
		return err
	}
	_, err = p.update(ctx, "identifier.answer", func(tx *store.Tx) error {
		places, err := p.identifierPlaces(tx, cat)
		if err != nil {
			return err
		}
		for _, text := range r.Texts {
			text = strings.Join(strings.Fields(text), " ")
			old, err := store.List[qda.IdentifierAnswer](tx, store.Eq{"text": text})
			if err != nil {
				return err
			}
			for _, a := range old {
				if err := store.Delete[qda.IdentifierAnswer](tx, a.ID); err != nil {
					return err
				}
			}
			var where []qda.ID
			switch r.Answer {
			case qda.AnswerIgnore:
				where = []qda.ID{{}}
			case qda.AnswerKeep:
				if where = places[text]; len(where) == 0 {
					return qda.E(qda.NotFound, "identifier.unknown", "A scan finds no “{text}” any more. Nothing was changed.", "text", text)
				}
			}
			for _, d := range where {
				a := qda.IdentifierAnswer{ID: answerOf(text, d), Text: text, Answer: r.Answer, DocumentID: d, CoderID: tx.Viewer(), At: tx.Now()}
				if err := store.Put(tx, a); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

// identifierPlaces gives the documents in which each wording stands; none for elsewhere.
func (p *Project) identifierPlaces(tx *store.Tx, cat *catalog) (map[string][]qda.ID, error) {
	list, err := readPseudonyms(tx)
	if err != nil {
		return nil, err
	}
	known, err := p.knownNames(tx, cat, list)
	if err != nil {
		return nil, err
	}
	out := map[string][]qda.ID{}
	c := &cover{entries: entriesOf(list), matchers: map[string]*pseudonym.Matcher{}}
	add := func(text string, id qda.ID) {
		text = strings.Join(strings.Fields(text), " ")
		if !slices.Contains(out[text], id) {
			out[text] = append(out[text], id)
		}
	}
	for _, d := range cat.documents {
		if d.DeletedAt != "" {
			continue
		}
		text, err := tx.Text(d.TextHash)
		if err != nil {
			return nil, err
		}
		for _, f := range c.matcher(d.Lang).Scan(text.Body, known) {
			add(f.Text, d.ID)
		}
		for _, who := range cat.speakers[d.ID] {
			add(who.Name, d.ID)
		}
	}
	s := &identifierScan{answers: answers{}, names: known, found: map[string]*IdentifierFinding{}, open: map[string]bool{}}
	if err := s.records(tx, c, nil); err != nil {
		return nil, err
	}
	for text := range s.found {
		add(text, qda.ID{})
	}
	return out, nil
}

// answerOf is the identity of the answer to a name, in one document or (the zero identity)
// in all of them: two people who answer apart say it of one thing.
func answerOf(text string, document qda.ID) qda.ID {
	return qda.NaturalID("identifier_answer", qda.Key(text), document)
}
