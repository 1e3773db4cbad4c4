package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// CodingView is a coding as screens and files show it.
type CodingView struct {
	ID        qda.ID       `json:"id" ts_type:"string"`
	Document  qda.ID       `json:"document" ts_type:"string"`
	Code      qda.ID       `json:"code" ts_type:"string"`
	Coder     qda.ID       `json:"coder" ts_type:"string"`
	Round     qda.ID       `json:"round" ts_type:"string"`
	Start     int          `json:"start"`
	End       int          `json:"end"`
	Quote     string       `json:"quote"`
	Weight    int          `json:"weight"`
	Facets    []FacetValue `json:"facets"`
	Memos     int          `json:"memos"`
	CreatedAt string       `json:"created"`
	// Unverified is how many of its wordings in other languages are drafts again, because it
	// was just given other ends.
	Unverified int `json:"unverified,omitempty"`
}

// FacetValue is one facet's value on a coding.
type FacetValue struct {
	Facet   qda.ID `json:"facet" ts_type:"string"`
	Value   qda.ID `json:"value" ts_type:"string"`
	Name    string `json:"name"`       // of the facet
	Meaning string `json:"value_name"` // of the value
}

// Overlap says what to do where the coder has the same code on words that overlap
// or touch the new ones.
type Overlap string

const (
	OverlapAsk      Overlap = ""         // refuse, and say what is there: see the error coding.overlaps
	OverlapExtend   Overlap = "extend"   // one coding over both
	OverlapSeparate Overlap = "separate" // two codings
)

// AddCodings applies one or several codes to a span.
type AddCodings struct {
	Document qda.ID       `json:"document" ts_type:"string"`
	Span     qda.Span     `json:"span"`
	Codes    []qda.ID     `json:"codes" ts_type:"string[]"`
	New      []NewCode    `json:"new,omitempty"`          // codes that are made with it
	Round    qda.ID       `json:"round" ts_type:"string"` // none: the latest round of coding
	NewRound string       `json:"new_round,omitempty"`    // instead: the round of this name, begun if it is not there
	Facets   []FacetValue `json:"facets"`
	Memo     string       `json:"memo"`
	Weight   int          `json:"weight"`
	Overlap  Overlap      `json:"overlap"`
}

// NewCode is a code that is made to be applied: a path of names below a code. What
// stands of the path already is taken.
type NewCode struct {
	Names  []string `json:"names"`
	Parent qda.ID   `json:"parent" ts_type:"string"` // none: from the top
}

// AddCodings codes the span and makes the new codes, as one operation. Where it extends a coding, that
// coding keeps its identity, memos and facets. It fails with Conflict if the very
// same coding exists, or, unless Overlap says otherwise, one that overlaps.
func (p *Project) AddCodings(ctx context.Context, r AddCodings) ([]CodingView, error) {
	if len(r.Codes)+len(r.New) == 0 {
		return nil, qda.E(qda.Invalid, "coding.no_code", "No code was chosen. Nothing was changed.")
	}
	if err := checkWeight(r.Weight); err != nil {
		return nil, err
	}
	var ids []qda.ID
	_, err := p.update(ctx, "coding.add", func(tx *store.Tx) error {
		ids = nil
		d, ix, err := p.documentText(tx, r.Document)
		if err != nil {
			return err
		}
		round, err := roundNamed(tx, r.Round, r.NewRound)
		if err != nil {
			return err
		}
		codes := slices.Clone(r.Codes)
		for _, n := range r.New {
			code, err := makeCode(tx, n)
			if err != nil {
				return err
			}
			codes = append(codes, code)
		}
		for _, code := range codes {
			id, err := addCoding(tx, d, ix, code, round, r)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p.codingsByID(ctx, ids)
}

// makeCode makes what is not there yet of a path of codes, and gives its last.
func makeCode(tx *store.Tx, n NewCode) (qda.ID, error) {
	at := n.Parent
	for i, name := range n.Names {
		tree, err := readTree(tx)
		if err != nil {
			return at, err
		}
		var found qda.ID
		for k := range tree.Standing {
			if k.Code.ParentID == at && k.Code.Name == name && (i < len(n.Names)-1 || !k.Code.Folder) {
				found = k.Code.ID
			}
		}
		if found.IsZero() {
			c, err := addCode(tx, AddCode{Name: name, Parent: at})
			if err != nil {
				return at, err
			}
			found = c.ID
		}
		at = found
	}
	return at, nil
}

// documentText reads a document that stands and its text.
func (p *Project) documentText(tx *store.Tx, id qda.ID) (qda.Document, *textpos.Index, error) {
	d, err := store.Get[qda.Document](tx, id)
	if qda.KindOf(err) == qda.NotFound {
		return d, nil, noDocument(id)
	}
	if err != nil {
		return d, nil, err
	}
	if d.DeletedAt != "" {
		return d, nil, qda.E(qda.Conflict, "document.binned", "{document} lies in the bin. Fetch it from there first.", "document", d.Title)
	}
	ix, err := p.texts.of(tx, d.TextHash)
	return d, ix, err
}

func checkSpan(d qda.Document, ix *textpos.Index, s qda.Span) error {
	if !s.Valid(ix.Len()) {
		return qda.E(qda.Invalid, "coding.outside", "{start}–{end} is not a passage of {document}, which has {length} characters. Nothing was changed.",
			"start", s.Start, "end", s.End, "document", d.Title, "length", ix.Len())
	}
	if strings.TrimSpace(ix.Slice(s)) == "" {
		return qda.E(qda.Invalid, "coding.blank", "{start}–{end} of {document} is nothing but blanks. Nothing was changed.", "start", s.Start, "end", s.End, "document", d.Title)
	}
	return nil
}

func addCoding(tx *store.Tx, d qda.Document, ix *textpos.Index, code, round qda.ID, r AddCodings) (qda.ID, error) {
	if err := checkSpan(d, ix, r.Span); err != nil {
		return qda.ID{}, err
	}
	k, err := codableCode(tx, code)
	if err != nil {
		return qda.ID{}, err
	}
	near, err := ownOverlapping(tx, d.ID, code, round, r.Span)
	if err != nil {
		return qda.ID{}, err
	}
	for _, c := range near {
		if c.Span == r.Span {
			return qda.ID{}, qda.E(qda.Conflict, "coding.exists", "You have coded exactly this passage with {code} already. Nothing was changed.", "code", k.Name, "coding", c.ID)
		}
	}
	c := qda.Coding{
		ID: tx.NewID(), DocumentID: d.ID, TextHash: d.TextHash, CodeID: code, CoderID: tx.Viewer(), RoundID: round,
		Span: r.Span, Quote: ix.Slice(r.Span), Weight: r.Weight, CreatedAt: tx.Now(),
	}
	switch {
	case len(near) > 0 && r.Overlap == OverlapAsk:
		union := r.Span
		for _, o := range near {
			union = union.Union(o.Span)
		}
		return qda.ID{}, qda.E(qda.Conflict, "coding.overlaps",
			"You have coded a passage that overlaps or touches this one with {code} already ({start}–{end}). Nothing was changed. Extend that coding, or keep both.",
			"code", k.Name, "coding", near[0].ID, "start", near[0].Start, "end", near[0].End, "union_start", union.Start, "union_end", union.End)
	case len(near) > 0 && r.Overlap == OverlapExtend:
		if c, err = growCoding(tx, near[0], near[1:], r.Span, ix); err != nil {
			return qda.ID{}, err
		}
	default:
		if err := store.Put(tx, c); err != nil {
			return qda.ID{}, err
		}
	}
	for _, f := range r.Facets {
		if err := setFacet(tx, "coding", c.ID, f, true); err != nil {
			return qda.ID{}, err
		}
	}
	if strings.TrimSpace(r.Memo) != "" {
		if err := putMemo(tx, "coding", c.ID, "note", "", r.Memo); err != nil {
			return qda.ID{}, err
		}
	}
	return c.ID, nil
}

// codableCode reads a code that can be applied to text.
func codableCode(tx *store.Tx, id qda.ID) (qda.Code, error) {
	tree, err := readTree(tx)
	if err != nil {
		return qda.Code{}, err
	}
	n := tree.Node(id)
	switch {
	case n == nil:
		return qda.Code{}, noCode(id)
	case n.Binned:
		return n.Code, qda.E(qda.Conflict, "code.binned", "{code} lies in the bin. Fetch it from there first.", "code", n.Path())
	case n.Code.Folder:
		return n.Code, qda.E(qda.Invalid, "code.folder", "{code} is a folder and cannot be applied to text. Choose a code below it.", "code", n.Path())
	}
	return n.Code, nil
}

// ownOverlapping lists the coder's codings of one code that overlap or touch.
func ownOverlapping(tx *store.Tx, document, code, round qda.ID, span qda.Span) ([]qda.Coding, error) {
	list, err := store.List[qda.Coding](tx, store.Eq{"document_id": document, "code_id": code, "coder_id": tx.Viewer(), "round_id": round})
	if err != nil {
		return nil, err
	}
	var out []qda.Coding
	for _, c := range list {
		if c.Touches(span) {
			out = append(out, c)
		}
	}
	return out, nil
}

// seenCoding reads a coding that the present coder sees.
func seenCoding(tx *store.Tx, id qda.ID) (qda.Coding, error) {
	c, err := store.Get[qda.Coding](tx, id)
	if qda.KindOf(err) == qda.NotFound {
		return c, qda.E(qda.NotFound, "coding.gone", "The coding {coding} is not in the project (any more).", "coding", id)
	}
	return c, err
}

// ownCoding reads a coding that the present coder may change: her own. Others'
// codings belong to them; what is right in them can be coded by oneself.
func (p *Project) ownCoding(tx *store.Tx, id qda.ID) (qda.Coding, error) {
	c, err := seenCoding(tx, id)
	if err != nil {
		return c, err
	}
	if c.CoderID != tx.Viewer() {
		owner, err := store.Get[qda.Coder](tx, c.CoderID)
		if err != nil {
			return c, err
		}
		return c, qda.E(qda.Conflict, "coding.not_yours", "This coding belongs to {coder}, and only {coder} can change it. Nothing was changed. Code the passage yourself instead.", "coder", owner.Name)
	}
	return c, nil
}

// RemoveCodings takes codings away, with the memos and facets on them.
func (p *Project) RemoveCodings(ctx context.Context, ids []qda.ID) error {
	_, err := p.update(ctx, "coding.remove", func(tx *store.Tx) error {
		for _, id := range ids {
			if _, err := p.ownCoding(tx, id); err != nil {
				return err
			}
			if err := store.Delete[qda.Coding](tx, id); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// ResizeCoding gives a coding other ends. Its wordings in other languages are drafts again.
func (p *Project) ResizeCoding(ctx context.Context, id qda.ID, span qda.Span) (CodingView, error) {
	unverified := 0
	_, err := p.update(ctx, "coding.resize", func(tx *store.Tx) error {
		c, err := p.ownCoding(tx, id)
		if err != nil {
			return err
		}
		d, ix, err := p.documentText(tx, c.DocumentID)
		if err != nil {
			return err
		}
		if err := checkSpan(d, ix, span); err != nil {
			return err
		}
		moved := c
		moved.Span = span
		if twin, err := sameCoding(tx, moved, c.CodeID); err != nil || twin != nil && twin.ID != c.ID {
			if err != nil {
				return err
			}
			k, err := store.Get[qda.Code](tx, c.CodeID)
			if err != nil {
				return err
			}
			return qda.E(qda.Conflict, "coding.exists", "You have coded exactly this passage with {code} already. Nothing was changed.", "code", k.Name, "coding", twin.ID)
		}
		if moved.Quote = ix.Slice(span); moved.Quote != c.Quote {
			if unverified, err = unverify(tx, id); err != nil {
				return err
			}
		}
		return store.Save(tx, moved)
	})
	if err != nil {
		return CodingView{}, err
	}
	v, err := p.oneCoding(ctx, id)
	v.Unverified = unverified
	return v, err
}

func checkWeight(weight int) error {
	if weight < 0 || weight > 100 {
		return qda.E(qda.Invalid, "coding.weight", "A weight lies between 1 and 100, or is 0 for none. Nothing was changed.")
	}
	return nil
}

// WeighCoding sets how important a coding is, 1–100, or 0 for no weight.
func (p *Project) WeighCoding(ctx context.Context, id qda.ID, weight int) error {
	_, err := p.update(ctx, "coding.weigh", func(tx *store.Tx) error {
		if err := checkWeight(weight); err != nil {
			return err
		}
		c, err := p.ownCoding(tx, id)
		if err != nil {
			return err
		}
		c.Weight = weight
		return store.Save(tx, c)
	})
	return err
}

// InVivo makes a code of the coded words themselves and applies it.
type InVivo struct {
	Document qda.ID   `json:"document" ts_type:"string"`
	Span     qda.Span `json:"span"`
	Parent   qda.ID   `json:"parent" ts_type:"string"`
	Round    qda.ID   `json:"round" ts_type:"string"`
	NewRound string   `json:"new_round,omitempty"` // see AddCodings
}

// maxInVivo is how long a name made from text may become, in characters.
const maxInVivo = 60

// CodeInVivo makes the code, or takes the sibling that has the name already, and
// applies it, as one operation.
func (p *Project) CodeInVivo(ctx context.Context, r InVivo) (CodeNode, CodingView, error) {
	var code, coding qda.ID
	_, err := p.update(ctx, "coding.in_vivo", func(tx *store.Tx) error {
		d, ix, err := p.documentText(tx, r.Document)
		if err != nil {
			return err
		}
		if err := checkSpan(d, ix, r.Span); err != nil {
			return err
		}
		code, err = makeCode(tx, NewCode{Names: []string{inVivoName(ix.Slice(r.Span))}, Parent: r.Parent})
		if err != nil {
			return err
		}
		round, err := roundNamed(tx, r.Round, r.NewRound)
		if err != nil {
			return err
		}
		coding, err = addCoding(tx, d, ix, code, round, AddCodings{Document: r.Document, Span: r.Span})
		return err
	})
	if err != nil {
		return CodeNode{}, CodingView{}, err
	}
	node, err := p.Code(ctx, code)
	if err != nil {
		return node, CodingView{}, err
	}
	v, err := p.oneCoding(ctx, coding)
	return node, v, err
}

// inVivoName is the coded words as a name: one line, not too long.
func inVivoName(quote string) string {
	name := []rune(strings.Join(strings.Fields(quote), " "))
	if len(name) > maxInVivo {
		cut := string(name[:maxInVivo])
		if i := strings.LastIndexByte(cut, ' '); i > maxInVivo/2 {
			cut = cut[:i]
		}
		return cut + "…"
	}
	return string(name)
}

// DocumentCodings reads the codings of a document that the present coder may see,
// in reading order.
func (p *Project) DocumentCodings(ctx context.Context, document qda.ID) ([]CodingView, error) {
	var out []CodingView
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		list, err := allCodings(tx, store.CodingFilter{Documents: []qda.ID{document}})
		if err != nil {
			return err
		}
		out, err = codingViews(tx, cat, list)
		return err
	})
	return out, err
}

func (p *Project) oneCoding(ctx context.Context, id qda.ID) (CodingView, error) {
	list, err := p.codingsByID(ctx, []qda.ID{id})
	if err != nil || len(list) == 0 {
		return CodingView{}, err
	}
	return list[0], nil
}

// codingsByID reads codings in the order asked for.
func (p *Project) codingsByID(ctx context.Context, ids []qda.ID) ([]CodingView, error) {
	out := make([]CodingView, 0, len(ids))
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		list, err := allCodings(tx, store.CodingFilter{IDs: ids, Binned: true})
		if err != nil {
			return err
		}
		views, err := codingViews(tx, cat, list)
		if err != nil {
			return err
		}
		byID := map[qda.ID]CodingView{}
		for _, v := range views {
			byID[v.ID] = v
		}
		for _, id := range ids {
			if v, ok := byID[id]; ok {
				out = append(out, v)
			}
		}
		return nil
	})
	return out, err
}

// withCatalog reads with the catalog at hand.
func (p *Project) withCatalog(ctx context.Context, fn func(*store.Tx, *catalog) error) error {
	cat, err := p.names(ctx)
	if err != nil {
		return err
	}
	return p.view(ctx, func(tx *store.Tx) error { return fn(tx, cat) })
}

func codingViews(tx *store.Tx, cat *catalog, list []qda.Coding) ([]CodingView, error) {
	ids := make([]qda.ID, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	facets, err := tx.Qualifiers(ids)
	if err != nil {
		return nil, err
	}
	memos, err := tx.MemoCounts(ids)
	if err != nil {
		return nil, err
	}
	out := make([]CodingView, len(list))
	for i, c := range list {
		out[i] = CodingView{
			ID: c.ID, Document: c.DocumentID, Code: c.CodeID, Coder: c.CoderID, Round: c.RoundID, Start: c.Start, End: c.End,
			Quote: c.Quote, Weight: c.Weight, CreatedAt: c.CreatedAt, Memos: memos[c.ID], Facets: cat.facetValues(facets[c.ID]),
		}
	}
	return out, nil
}

// facetValues names qualifiers, in the order of the facets.
func (c *catalog) facetValues(list []qda.Qualifier) []FacetValue {
	out := []FacetValue{}
	for _, f := range c.facets {
		for _, q := range list {
			if q.FacetID == f.ID {
				meaning := c.valueOf[q.ValueID]
				if f.Actors {
					meaning = c.actorOf[q.ValueID]
				}
				out = append(out, FacetValue{Facet: f.ID, Value: q.ValueID, Name: f.Name, Meaning: meaning})
			}
		}
	}
	return out
}
