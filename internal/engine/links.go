package engine

import (
	"context"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// LinkView is a typed link between two passages.
type LinkView struct {
	ID      qda.ID      `json:"id" ts_type:"string"`
	Kind    string      `json:"kind"`
	From    LinkPassage `json:"from"`
	To      LinkPassage `json:"to"`
	Note    string      `json:"note"`
	Coder   Ref         `json:"coder"`
	Created string      `json:"created"`
}

// LinkPassage is one end of a link, in code points of the text of its document.
type LinkPassage struct {
	Document SegmentDocument `json:"document"`
	Start    int             `json:"start"`
	End      int             `json:"end"`
	Quote    string          `json:"quote"`
	Lang     string          `json:"lang"` // of the passage
	Before   string          `json:"before"`
	After    string          `json:"after"`
	Source   string          `json:"source"`
	Position Position        `json:"position"` // where it stands; with the text around it only
	Moved    bool            `json:"moved"`    // the document has another text now, which lacks these words
}

// LinkFilter selects links; zero values select all. Context is how many code points
// around each passage are read along.
type LinkFilter struct {
	Kind     string `json:"kind"`
	Document qda.ID `json:"document" ts_type:"string"` // at either end
	Coder    qda.ID `json:"coder" ts_type:"string"`
	Context  int    `json:"context"`
}

// Links lists links between passages, the latest first. Those that lead to a document
// in the bin are left out until it is fetched back.
func (p *Project) Links(ctx context.Context, f LinkFilter) ([]LinkView, error) {
	out := []LinkView{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		list, err := cat.standingLinks(tx)
		if err != nil {
			return err
		}
		w := newWorld(p, tx, cat)
		for _, l := range slices.Backward(list) {
			if f.Kind != "" && string(l.Kind) != f.Kind ||
				!f.Coder.IsZero() && l.CoderID != f.Coder ||
				!f.Document.IsZero() && l.From.DocumentID != f.Document && l.To.DocumentID != f.Document {
				continue
			}
			out = append(out, w.linkView(l, f.Context))
		}
		return w.err
	})
	return out, err
}

// standingLinks reads the links between documents that are not in the bin, the first
// made first.
func (c *catalog) standingLinks(tx *store.Tx) ([]qda.Link, error) {
	list, err := store.List[qda.Link](tx, store.Eq{})
	return slices.DeleteFunc(list, func(l qda.Link) bool { return c.binned(l.From.DocumentID) || c.binned(l.To.DocumentID) }), err
}

// binned tells if a document lies in the bin, or is not there at all.
func (c *catalog) binned(document qda.ID) bool {
	d := c.docOf[document]
	return d == nil || d.DeletedAt != ""
}

// linkView shows a link with so many code points around its passages.
func (w *world) linkView(l qda.Link, around int) LinkView {
	end := func(at qda.Passage) LinkPassage {
		d := w.doc(at.DocumentID)
		v := LinkPassage{Document: SegmentDocument{ID: d.ID, Title: d.Title, Kind: d.Kind, Lang: d.Lang, Date: d.Date}, Start: at.Start, End: at.End, Quote: at.Quote, Lang: d.Lang, Source: sourceOf(d.Kind), Moved: at.TextHash != w.cat.docOf[at.DocumentID].TextHash}
		if !v.Moved {
			v.Lang = w.cat.langAt(d.Document, at.Span)
		}
		if around <= 0 {
			return v
		}
		ix, err := w.p.texts.of(w.tx, at.TextHash)
		if err != nil {
			w.fail(err)
			return v
		}
		v.Before = ix.Slice(qda.Span{Start: max(0, at.Start-around), End: at.Start})
		v.After = ix.Slice(qda.Span{Start: at.End, End: min(ix.Len(), at.End+around)})
		if !v.Moved {
			v.Position = d.form().position(at.Start)
		}
		return v
	}
	return LinkView{
		ID: l.ID, Kind: string(l.Kind), From: end(l.From), To: end(l.To), Note: l.Note,
		Coder: Ref{l.CoderID, w.cat.coderOf[l.CoderID]}, Created: l.CreatedAt,
	}
}

// LinkEnd names a passage: that of a coding, or a span of a document.
type LinkEnd struct {
	Coding   qda.ID `json:"coding" ts_type:"string"` // none: the span
	Document qda.ID `json:"document" ts_type:"string"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

func (e LinkEnd) isZero() bool { return e == LinkEnd{} }

// SaveLink makes a link or changes it. An existing one keeps the ends that are not
// given.
type SaveLink struct {
	ID   qda.ID  `json:"id" ts_type:"string"` // none for a new one
	Kind string  `json:"kind"`                // see [qda.LinkKinds]
	From LinkEnd `json:"from"`
	To   LinkEnd `json:"to"`
	Note string  `json:"note"`
}

// SaveLink writes the link. Only who made it changes it. A second link of the same kind
// between the same passages is refused with Conflict.
func (p *Project) SaveLink(ctx context.Context, r SaveLink) (LinkView, error) {
	return saved(ctx, p, "link", r.ID, func(tx *store.Tx) (qda.ID, error) { return p.saveLink(tx, r) },
		func(ctx context.Context) ([]LinkView, error) { return p.Links(ctx, LinkFilter{}) },
		func(l LinkView) qda.ID { return l.ID })
}

func (p *Project) saveLink(tx *store.Tx, r SaveLink) (qda.ID, error) {
	l := qda.Link{CoderID: tx.Viewer(), CreatedAt: tx.Now()}
	if !r.ID.IsZero() {
		var err error
		if l, err = ownLink(tx, r.ID); err != nil {
			return r.ID, err
		}
	}
	was := l
	l.Kind, l.Note = qda.LinkKind(r.Kind), r.Note
	if !slices.Contains(qda.LinkKinds(), l.Kind) {
		return r.ID, qda.E(qda.Invalid, "link.kind", "{kind} is not a kind of link. Use supports, contradicts, implements or refers_to. Nothing was changed.", "kind", r.Kind)
	}
	for _, end := range []struct {
		asked LinkEnd
		at    *qda.Passage
	}{{r.From, &l.From}, {r.To, &l.To}} {
		if end.asked.isZero() && !r.ID.IsZero() {
			continue
		}
		at, err := p.passage(tx, Cite{Coding: end.asked.Coding, Document: end.asked.Document, Start: end.asked.Start, End: end.asked.End})
		if err != nil {
			return r.ID, err
		}
		*end.at = at
	}
	if l == was {
		return r.ID, nil
	}
	if samePlace(l.From, l.To) {
		return r.ID, qda.E(qda.Invalid, "link.self", "A link joins two passages, and this is one and the same. Nothing was changed. Choose another passage.")
	}
	all, err := store.List[qda.Link](tx, store.Eq{"from_document_id": l.From.DocumentID})
	if err != nil {
		return r.ID, err
	}
	if slices.ContainsFunc(all, func(o qda.Link) bool {
		return o.ID != l.ID && o.CoderID == l.CoderID && o.Kind == l.Kind && samePlace(o.From, l.From) && samePlace(o.To, l.To)
	}) {
		return r.ID, qda.E(qda.Conflict, "link.exists", "You linked these passages in this way already. Nothing was changed.")
	}
	if r.ID.IsZero() {
		l.ID = tx.NewID()
		return l.ID, store.Put(tx, l)
	}
	return l.ID, store.Save(tx, l)
}

func samePlace(a, b qda.Passage) bool { return a.DocumentID == b.DocumentID && a.Span == b.Span }

// RemoveLinks deletes links of one's own, as one operation.
func (p *Project) RemoveLinks(ctx context.Context, ids []qda.ID) error {
	return removeEach(ctx, p, "link.remove", ids, ownLink)
}

func ownLink(tx *store.Tx, id qda.ID) (qda.Link, error) {
	l, err := store.Get[qda.Link](tx, id)
	if qda.KindOf(err) == qda.NotFound {
		return l, qda.E(qda.NotFound, "link.gone", "The link {link} is not in the project (any more).", "link", id)
	}
	if err != nil || l.CoderID == tx.Viewer() {
		return l, err
	}
	owner, err := store.Get[qda.Coder](tx, l.CoderID)
	if err != nil {
		return l, err
	}
	return l, qda.E(qda.Conflict, "link.not_yours", "This link was made by {coder}, and only {coder} can change it. Nothing was changed. Make one of your own beside it.", "coder", owner.Name)
}
