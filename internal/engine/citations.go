package engine

import (
	"context"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// Cite names a passage on which a statement rests: a coding, or a span of a document.
type Cite struct {
	Coding   qda.ID `json:"coding" ts_type:"string"` // none: the span
	Document qda.ID `json:"document" ts_type:"string"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Role     string `json:"role"` // see [CitationRoles]; "" is "supports"
}

// CitationRoles are what a cited passage can do to a statement.
func CitationRoles() []string { return []string{"supports", "qualifies", "contradicts"} }

// CitationView is a cited passage as screens and files show it.
type CitationView struct {
	ID           qda.ID            `json:"id" ts_type:"string"`
	Owner        string            `json:"owner"` // "cell", "attribute_value" or "relation"
	OwnerID      qda.ID            `json:"owner_id" ts_type:"string"`
	Document     SegmentDocument   `json:"document"`
	Start        int               `json:"start"`
	End          int               `json:"end"`
	Quote        string            `json:"quote"`
	Lang         string            `json:"lang"` // of the passage
	Before       string            `json:"before"`
	After        string            `json:"after"`
	Role         string            `json:"role"`
	Coding       qda.ID            `json:"coding" ts_type:"string"` // none if it was cited from the text, or the coding is gone
	Position     Position          `json:"position"`
	Source       string            `json:"source"` // norm, practice or other
	Moved        bool              `json:"moved"`  // the document has another text now: the quote stands in the one before
	Binned       bool              `json:"binned"` // the document is in the bin: nothing rests on the passage, see [Standing]
	Coder        Ref               `json:"coder"`
	Created      string            `json:"created"`
	Translations []TranslationView `json:"translations"`
}

// AddCitations puts passages at the end of what a finding, an attribute's value or a
// relation rests on. A passage that is cited there already is passed over.
func (p *Project) AddCitations(ctx context.Context, owner string, id qda.ID, list []Cite) ([]CitationView, error) {
	_, err := p.update(ctx, "citation.add", func(tx *store.Tx) error {
		if err := citable(tx, owner, id); err != nil {
			return err
		}
		return p.cite(tx, owner, id, list)
	})
	if err != nil {
		return nil, err
	}
	return p.Citations(ctx, id)
}

// cite is AddCitations within a larger operation.
func (p *Project) cite(tx *store.Tx, owner string, id qda.ID, list []Cite) error {
	have, err := store.List[qda.Citation](tx, store.Eq{"owner_id": id})
	if err != nil {
		return err
	}
	last := ""
	for _, c := range have {
		last = max(last, c.Pos)
	}
	for _, r := range list {
		if r.Role == "" {
			r.Role = "supports"
		}
		if !slices.Contains(CitationRoles(), r.Role) {
			return qda.E(qda.Invalid, "citation.role", "{role} is not what a passage can do to a statement. Use supports, qualifies or contradicts. Nothing was changed.", "role", r.Role)
		}
		at, err := p.passage(tx, r)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(have, func(c qda.Citation) bool { return c.DocumentID == at.DocumentID && c.Span == at.Span }) {
			continue
		}
		last = qda.OrderKeys(last, 1)[0]
		c := qda.Citation{ID: tx.NewID(), OwnerID: id, Owner: owner, Passage: at, CodingID: r.Coding, Role: r.Role, Pos: last, CoderID: tx.Viewer(), CreatedAt: tx.Now()}
		if err := store.Put(tx, c); err != nil {
			return err
		}
		have = append(have, c)
		if err := inheritTranslations(tx, r.Coding, c.ID); err != nil {
			return err
		}
	}
	return nil
}

// inheritTranslations gives a citation the wordings that its coding has.
func inheritTranslations(tx *store.Tx, coding, citation qda.ID) error {
	if coding.IsZero() {
		return nil
	}
	list, err := store.List[qda.Translation](tx, store.Eq{"owner_id": coding})
	if err != nil {
		return err
	}
	for _, t := range list {
		t.ID, t.Owner, t.OwnerID = tx.NewID(), "citation", citation
		if err := store.Put(tx, t); err != nil {
			return err
		}
	}
	return nil
}

// passage finds what a request cites and checks it against the text.
func (p *Project) passage(tx *store.Tx, r Cite) (qda.Passage, error) {
	span, document := qda.Span{Start: r.Start, End: r.End}, r.Document
	if !r.Coding.IsZero() {
		c, err := store.Get[qda.Coding](tx, r.Coding)
		if qda.KindOf(err) == qda.NotFound {
			return qda.Passage{}, qda.E(qda.NotFound, "coding.gone", "The coding {coding} is not in the project (any more).", "coding", r.Coding)
		}
		if err != nil {
			return qda.Passage{}, err
		}
		span, document = c.Span, c.DocumentID
	}
	d, ix, err := p.documentText(tx, document)
	if err != nil {
		return qda.Passage{}, err
	}
	if err := checkSpan(d, ix, span); err != nil {
		return qda.Passage{}, err
	}
	return qda.Passage{DocumentID: d.ID, TextHash: d.TextHash, Span: span, Quote: ix.Slice(span)}, nil
}

// citable refuses to cite for what is not there.
func citable(tx *store.Tx, owner string, id qda.ID) (err error) {
	switch owner {
	case "cell":
		_, err = store.Get[qda.Cell](tx, id)
	case "attribute_value":
		_, err = store.Get[qda.AttributeValue](tx, id)
	case "relation":
		_, err = store.Get[qda.Relation](tx, id)
	default:
		return qda.E(qda.Invalid, "citation.owner", "Passages can be cited for a finding, an attribute's value or a relation between actors.")
	}
	if qda.KindOf(err) == qda.NotFound {
		return qda.E(qda.NotFound, "citation.no_owner", "What the passage should be cited for is not in the project (any more). Nothing was changed.")
	}
	return err
}

// RemoveCitations takes passages away from what they were cited for.
func (p *Project) RemoveCitations(ctx context.Context, ids []qda.ID) error {
	_, err := p.update(ctx, "citation.remove", func(tx *store.Tx) error {
		gone := map[qda.ID]bool{}
		for _, id := range ids {
			if gone[id] {
				continue
			}
			c, err := citation(tx, id)
			if err != nil {
				return err
			}
			same, err := sameCitations(tx, c)
			if err != nil {
				return err
			}
			for _, c := range same {
				gone[c.ID] = true
				if err := store.Delete[qda.Citation](tx, c.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

// removeEach deletes records as one operation, each after find has given it or said
// why it may not be deleted.
func removeEach[T qda.Record](ctx context.Context, p *Project, action string, ids []qda.ID, find func(*store.Tx, qda.ID) (T, error)) error {
	_, err := p.update(ctx, action, func(tx *store.Tx) error {
		for _, id := range ids {
			if _, err := find(tx, id); err != nil {
				return err
			}
			if err := store.Delete[T](tx, id); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func citation(tx *store.Tx, id qda.ID) (qda.Citation, error) {
	c, err := store.Get[qda.Citation](tx, id)
	if qda.KindOf(err) == qda.NotFound {
		return c, qda.E(qda.NotFound, "citation.gone", "The citation {citation} is not in the project (any more).", "citation", id)
	}
	return c, err
}

// EditCitation gives a citation another role, another place in the order, or both.
type EditCitation struct {
	ID    qda.ID  `json:"id" ts_type:"string"`
	Role  *string `json:"role"`
	After *qda.ID `json:"after" ts_type:"string"` // the citation that it shall follow; none for the first place
}

// EditCitation changes a citation.
func (p *Project) EditCitation(ctx context.Context, r EditCitation) error {
	_, err := p.update(ctx, "citation.edit", func(tx *store.Tx) error {
		c, err := citation(tx, r.ID)
		if err != nil {
			return err
		}
		if r.Role != nil {
			if !slices.Contains(CitationRoles(), *r.Role) {
				return qda.E(qda.Invalid, "citation.role", "{role} is not what a passage can do to a statement. Use supports, qualifies or contradicts. Nothing was changed.", "role", *r.Role)
			}
			c.Role = *r.Role
		}
		if r.After != nil {
			all, err := store.List[qda.Citation](tx, store.Eq{"owner_id": c.OwnerID})
			if err != nil {
				return err
			}
			if c.Pos, err = posAfter(eachOnce(all), c.ID, *r.After, qda.Citation.Key, func(x qda.Citation) string { return x.Pos }); err != nil {
				return err
			}
		}
		same, err := sameCitations(tx, c)
		if err != nil {
			return err
		}
		for _, x := range same {
			x.Role, x.Pos = c.Role, c.Pos
			if err := store.Save(tx, x); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// posAfter finds the place in an order behind another thing; none is the first place.
func posAfter[T any](sorted []T, moved, after qda.ID, key func(T) qda.ID, pos func(T) string) (string, error) {
	rest := slices.DeleteFunc(slices.Clone(sorted), func(x T) bool { return key(x) == moved })
	i := 0
	if !after.IsZero() {
		i = slices.IndexFunc(rest, func(x T) bool { return key(x) == after }) + 1
		if i == 0 {
			return "", qda.E(qda.NotFound, "order.no_neighbour", "What it should follow is not there (any more). Nothing was changed.")
		}
	}
	var before, next string
	if i > 0 {
		before = pos(rest[i-1])
	}
	if i < len(rest) {
		next = pos(rest[i])
	}
	return qda.OrderBetween(before, next), nil
}

// Citations lists what a finding, a value or a relation rests on, in its order.
func (p *Project) Citations(ctx context.Context, owner qda.ID) ([]CitationView, error) {
	out := []CitationView{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		list, err := store.List[qda.Citation](tx, store.Eq{"owner_id": owner})
		if err != nil {
			return err
		}
		out, err = newWorld(p, tx, cat).citationViews(eachOnce(list), citationContext)
		return err
	})
	return out, err
}

// Citation shows one cited passage.
func (p *Project) Citation(ctx context.Context, id qda.ID) (CitationView, error) {
	var out CitationView
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		c, err := citation(tx, id)
		if err != nil {
			return err
		}
		list, err := newWorld(p, tx, cat).citationViews([]qda.Citation{c}, citationContext)
		if err == nil {
			out = list[0]
		}
		return err
	})
	return out, err
}

// citationContext is how much text a cited passage is shown with.
const citationContext = 160

func (w *world) citationViews(list []qda.Citation, around int) ([]CitationView, error) {
	translations, err := w.wordingsOf(list)
	if err != nil {
		return nil, err
	}
	out := make([]CitationView, len(list))
	for i, c := range list {
		d := w.doc(c.DocumentID)
		out[i] = CitationView{
			ID: c.ID, Owner: c.Owner, OwnerID: c.OwnerID, Start: c.Start, End: c.End, Quote: c.Quote, Role: c.Role, Coding: c.CodingID,
			Document: SegmentDocument{ID: d.ID, Title: d.Title, Kind: d.Kind, Lang: d.Lang, Date: d.Date}, Source: sourceOf(d.Kind),
			Moved: c.TextHash != d.TextHash, Binned: w.cat.binned(c.DocumentID), Coder: Ref{c.CoderID, w.cat.coderOf[c.CoderID]}, Created: c.CreatedAt, Translations: translations[c.ID],
		}
		if out[i].Translations == nil {
			out[i].Translations = []TranslationView{}
		}
		out[i].Lang = d.Lang
		if !out[i].Moved {
			out[i].Lang = w.cat.langAt(d.Document, c.Span)
			out[i].Position = d.form().position(c.Start)
		}
		if around > 0 {
			ix, err := w.p.texts.of(w.tx, c.TextHash)
			if err != nil {
				return nil, err
			}
			out[i].Before = ix.Slice(qda.Span{Start: max(0, c.Start-around), End: c.Start})
			out[i].After = ix.Slice(qda.Span{Start: c.End, End: min(ix.Len(), c.End+around)})
		}
	}
	return out, w.err
}

// citationsOf reads the citations of many owners at once, each in its order and each
// passage once.
func citationsOf(tx *store.Tx, owner string) (map[qda.ID][]qda.Citation, error) {
	list, err := store.List[qda.Citation](tx, store.Eq{"owner_entity": owner})
	if err != nil {
		return nil, err
	}
	out := map[qda.ID][]qda.Citation{}
	for _, c := range eachOnce(list) {
		out[c.OwnerID] = append(out[c.OwnerID], c)
	}
	return out, nil
}
