package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// SaveCase makes a case or changes it.
type SaveCase struct {
	ID          qda.ID `json:"id" ts_type:"string"` // none for a new one
	Parent      qda.ID `json:"parent" ts_type:"string"`
	Name        string `json:"name"`
	Kind        string `json:"kind"` // what this level of the tree is: region, country, case or the team's own word
	Description string `json:"description"`
	// Names are its names in other languages; those not named stay, "" takes one away.
	Names map[string]string `json:"names,omitempty"`
}

// caseEntity is what a case is called in the log.
const caseEntity = "case_unit"

// SaveCase writes it. A new case comes last among its siblings; to change the parent
// of one, move it.
func (p *Project) SaveCase(ctx context.Context, r SaveCase) (qda.Case, error) {
	kind := addOrEdit("case", r.ID)
	var k qda.Case
	_, err := p.update(ctx, kind, func(tx *store.Tx) error {
		all, err := store.List[qda.Case](tx, store.Eq{})
		if err != nil {
			return err
		}
		if !r.ID.IsZero() {
			if k, err = caseIn(all, r.ID); err != nil {
				return err
			}
			r.Parent = k.ParentID
		} else if !r.Parent.IsZero() {
			if _, err := caseIn(all, r.Parent); err != nil {
				return err
			}
		}
		k.Name, k.Kind, k.Description, k.ParentID = strings.TrimSpace(r.Name), strings.TrimSpace(r.Kind), r.Description, r.Parent
		if err := freeCaseName(all, k); err != nil {
			return err
		}
		if !r.ID.IsZero() {
			err = store.Save(tx, k)
		} else {
			k.ID, k.Pos = tx.NewID(), qda.OrderKeys(lastCase(all, r.Parent), 1)[0]
			err = store.Put(tx, k)
		}
		if err != nil {
			return err
		}
		return setOthers(tx, caseEntity, k.ID, "name", r.Names)
	})
	return k, err
}

func caseIn(all []qda.Case, id qda.ID) (qda.Case, error) {
	i := slices.IndexFunc(all, func(c qda.Case) bool { return c.ID == id })
	if i < 0 {
		return qda.Case{}, noCase(id)
	}
	return all[i], nil
}

func lastCase(all []qda.Case, parent qda.ID) string {
	last := ""
	for _, c := range all {
		if c.ParentID == parent {
			last = max(last, c.Pos)
		}
	}
	return last
}

// freeCaseName refuses a case without a name, or of a name that a sibling has.
func freeCaseName(all []qda.Case, k qda.Case) error {
	if k.Name == "" {
		return qda.E(qda.Invalid, "case.no_name", "A case needs a name. Nothing was changed.")
	}
	for _, c := range all {
		if c.ID != k.ID && c.ParentID == k.ParentID && c.DeletedAt == "" && codebook.Fold(c.Name) == codebook.Fold(k.Name) {
			return qda.E(qda.Conflict, "case.exists", "There is a case {case} at this place already. Nothing was changed.", "case", c.Name)
		}
	}
	return nil
}

// MoveCase puts a case, with those below it, under another parent, behind a sibling.
// No parent is the top of the tree; no sibling is the first place.
func (p *Project) MoveCase(ctx context.Context, id, parent, after qda.ID) error {
	_, err := p.update(ctx, "case.move", func(tx *store.Tx) error {
		all, err := store.List[qda.Case](tx, store.Eq{})
		if err != nil {
			return err
		}
		k, err := caseIn(all, id)
		if err != nil {
			return err
		}
		for up := parent; !up.IsZero(); {
			c, err := caseIn(all, up)
			if err != nil {
				return err
			}
			if c.ID == id {
				return qda.E(qda.Invalid, "case.cycle", "{case} cannot lie below itself. Nothing was changed.", "case", k.Name)
			}
			up = c.ParentID
		}
		k.ParentID = parent
		if err := freeCaseName(all, k); err != nil {
			return err
		}
		siblings := slices.DeleteFunc(slices.Clone(all), func(c qda.Case) bool { return c.ParentID != parent })
		if k.Pos, err = posAfter(siblings, id, after, qda.Case.Key, func(c qda.Case) string { return c.Pos }); err != nil {
			return err
		}
		return store.Save(tx, k)
	})
	return err
}

// BinCases puts cases, with those below them, into the bin, or fetches them back.
// What they gather and what is said of them rests with them.
func (p *Project) BinCases(ctx context.Context, ids []qda.ID, bin bool) error {
	kind := "case.restore"
	if bin {
		kind = "case.bin"
	}
	_, err := p.update(ctx, kind, func(tx *store.Tx) error {
		all, err := store.List[qda.Case](tx, store.Eq{})
		if err != nil {
			return err
		}
		for _, id := range ids {
			k, err := caseIn(all, id)
			if err != nil {
				return err
			}
			switch {
			case bin && k.DeletedAt == "":
				k.DeletedAt = tx.Now()
			case !bin && k.DeletedAt != "":
				k.DeletedAt, k.MergedInto = "", qda.ID{}
				if err := freeCaseName(all, k); err != nil {
					return err
				}
			}
			if err := store.Save(tx, k); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// BinnedCases lists the cases in the bin, each by its path; those that went with one
// above them come back with it and are not named.
func (p *Project) BinnedCases(ctx context.Context) ([]Ref, error) {
	out := []Ref{}
	err := p.withCatalog(ctx, func(_ *store.Tx, cat *catalog) error {
		for _, k := range cat.cases.list {
			if k.DeletedAt != "" && !cat.cases.binned[k.ParentID] {
				out = append(out, Ref{k.ID, cat.cases.path(k.ID)})
			}
		}
		return nil
	})
	return out, err
}

// CaseSpanView is a document, or a part of one, that belongs to a case.
type CaseSpanView struct {
	ID       qda.ID          `json:"id" ts_type:"string"`
	Case     Ref             `json:"case"` // that it was linked to: the case itself or one below it
	Document SegmentDocument `json:"document"`
	Whole    bool            `json:"whole"`
	Start    int             `json:"start"`
	End      int             `json:"end"`
	Quote    string          `json:"quote"`   // the beginning of a part
	Codings  int             `json:"codings"` // in it
}

// LinkCaseSpan says that a part of a document belongs to a case: an answer about
// another programme, a chapter on one country. It joins parts that overlap or touch.
func (p *Project) LinkCaseSpan(ctx context.Context, caseID, document qda.ID, span qda.Span) error {
	_, err := p.update(ctx, "case.link", func(tx *store.Tx) error {
		if _, err := store.Get[qda.Case](tx, caseID); err != nil {
			return noCase(caseID)
		}
		d, ix, err := p.documentText(tx, document)
		if err != nil {
			return err
		}
		if err := checkSpan(d, ix, span); err != nil {
			return err
		}
		have, err := store.List[qda.CaseSpan](tx, store.Eq{"case_id": caseID, "document_id": document})
		if err != nil {
			return err
		}
		for _, s := range have {
			if s.Whole || s.Contains(span) {
				return nil
			}
		}
		for _, s := range have {
			if s.Touches(span) {
				span = span.Union(s.Span)
				if err := store.Delete[qda.CaseSpan](tx, s.ID); err != nil {
					return err
				}
			}
		}
		return store.Put(tx, qda.CaseSpan{ID: tx.NewID(), CaseID: caseID, DocumentID: document, Span: span})
	})
	return err
}

// UnlinkCaseSpans takes documents or parts of them out of cases again.
func (p *Project) UnlinkCaseSpans(ctx context.Context, ids []qda.ID) error {
	_, err := p.update(ctx, "case.link", func(tx *store.Tx) error {
		gone := map[qda.ID]bool{}
		for _, id := range ids {
			if gone[id] {
				continue
			}
			s, err := store.Get[qda.CaseSpan](tx, id)
			if err != nil {
				return qda.E(qda.NotFound, "case.span_gone", "That part of a document does not belong to a case (any more). Nothing was changed.")
			}
			have, err := store.List[qda.CaseSpan](tx, store.Eq{"case_id": s.CaseID, "document_id": s.DocumentID})
			if err != nil {
				return err
			}
			for _, h := range have {
				if linkMade(h) != linkMade(s) {
					continue
				}
				gone[h.ID] = true
				if err := store.Delete[qda.CaseSpan](tx, h.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

// CaseSheet is everything about one case on a page.
type CaseSheet struct {
	ID          qda.ID            `json:"id" ts_type:"string"`
	Name        string            `json:"name"`
	Path        string            `json:"path"`
	Kind        string            `json:"kind"`
	Description string            `json:"description"`
	Names       map[string]string `json:"names"` // in other languages
	Children    []Ref             `json:"children"`
	Values      []ValueView       `json:"values"`
	Missing     []Ref             `json:"missing"` // attributes of cases of which nothing is held
	Documents   []CaseSpanView    `json:"documents"`
	Coverage    Voices            `json:"coverage"` // behind the codings of the case
	Codes       int               `json:"codes"`    // different ones that are used in it
	Uncoded     []Ref             `json:"uncoded"`  // documents of the case without a coding in it
	Actors      []Ref             `json:"actors"`   // with a relation in the case
}

// CaseSheet reads the sheet of a case; one that groups others shows what belongs to
// these, too.
func (p *Project) CaseSheet(ctx context.Context, id qda.ID) (CaseSheet, error) {
	out := CaseSheet{ID: id, Children: []Ref{}, Missing: []Ref{}, Documents: []CaseSpanView{}, Uncoded: []Ref{}, Actors: []Ref{}}
	f, err := p.frame(ctx, false)
	if err != nil {
		return out, err
	}
	err = p.view(ctx, func(tx *store.Tx) error {
		w := newWorld(p, tx, f.cat)
		k := f.cat.cases.byID[id]
		if k == nil {
			return noCase(id)
		}
		out.Name, out.Path, out.Kind, out.Description = k.Name, f.cat.cases.path(id), k.Kind, k.Description
		out.Names = f.cat.namesOf(id)
		for _, c := range f.cat.cases.list {
			if c.ParentID == id && !f.cat.cases.binned[c.ID] {
				out.Children = append(out.Children, Ref{c.ID, c.Name})
			}
		}
		if out.Values, err = w.valueViews(id); err != nil {
			return err
		}
		for _, a := range f.cat.attrs {
			held := slices.ContainsFunc(out.Values, func(v ValueView) bool { return v.Attribute == a.ID && v.Status == ValueHeld })
			if a.Scope == qda.OnCase && !held {
				out.Missing = append(out.Missing, Ref{a.ID, a.Name})
			}
		}
		facets, err := f.facets(tx)
		if err != nil {
			return err
		}
		if err := w.caseDocuments(f, id, &out); err != nil {
			return err
		}
		standing := w.standing(area{}, []qda.ID{id}, f.of)
		codes := map[qda.ID]bool{}
		voices := w.newVoices()
		for _, c := range standing {
			codes[c.CodeID] = true
			voices.add(c.DocumentID, c.Span)
			voices.level(facets[c.ID])
		}
		out.Codes, out.Coverage = len(codes), voices.view()
		return w.caseActors(id, &out)
	})
	return out, err
}

func (w *world) caseDocuments(f *frame, id qda.ID, out *CaseSheet) error {
	row := w.cat.cases.within(id)
	for _, d := range w.cat.documents {
		if d.DeletedAt != "" {
			continue
		}
		coded := 0
		linked := false
		for _, s := range w.cat.spans[d.ID] {
			if !slices.Contains(row, s.CaseID) {
				continue
			}
			linked = true
			v := CaseSpanView{ID: s.ID, Case: Ref{s.CaseID, w.cat.cases.byID[s.CaseID].Name}, Document: SegmentDocument{ID: d.ID, Title: d.Title, Kind: d.Kind, Lang: d.Lang, Date: d.Date}, Whole: s.Whole, Start: s.Start, End: s.End}
			for _, c := range f.of(d.ID) {
				if s.Whole || c.Overlaps(s.Span) {
					v.Codings++
				}
			}
			if !s.Whole {
				v.Quote = inVivoName(w.slice(w.doc(d.ID), s.Span))
			}
			coded += v.Codings
			out.Documents = append(out.Documents, v)
		}
		if linked && coded == 0 {
			out.Uncoded = append(out.Uncoded, Ref{d.ID, d.Title})
		}
	}
	return w.err
}

func (w *world) caseActors(id qda.ID, out *CaseSheet) error {
	row := w.cat.cases.within(id)
	relations, err := store.List[qda.Relation](w.tx, store.Eq{})
	if err != nil {
		return err
	}
	in := map[qda.ID]bool{}
	for _, r := range relations {
		if slices.Contains(row, r.CaseID) {
			in[r.FromID], in[r.ToID] = true, true
		}
	}
	for _, a := range w.cat.actors {
		if in[a.ID] && a.DeletedAt == "" {
			out.Actors = append(out.Actors, Ref{a.ID, a.Name})
		}
	}
	return nil
}
