package engine

import (
	"context"
	"maps"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/store"
)

// What a dimension can ask for.
const (
	DimensionCode     = "code"     // a code with its descendants
	DimensionFacet    = "facet"    // what a condition selects, as level:local
	DimensionQuestion = "question" // a free question
)

// SynthesisRef names a synthesis with its measures.
type SynthesisRef struct {
	ID         qda.ID `json:"id" ts_type:"string"`
	Title      string `json:"title"`
	Rows       int    `json:"rows"`
	Dimensions int    `json:"dimensions"`
	Findings   int    `json:"findings"` // with a statement
	// Titles are its titles in other languages.
	Titles map[string]string `json:"titles"`
}

// Syntheses lists the framework matrices of the project.
func (p *Project) Syntheses(ctx context.Context) ([]SynthesisRef, error) {
	out := []SynthesisRef{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		list, err := store.List[qda.Synthesis](tx, store.Eq{})
		if err != nil {
			return err
		}
		dims, err := store.List[qda.Dimension](tx, store.Eq{})
		if err != nil {
			return err
		}
		cells, err := store.List[qda.Cell](tx, store.Eq{})
		if err != nil {
			return err
		}
		of := map[qda.ID]qda.ID{}
		for _, d := range dims {
			of[d.ID] = d.SynthesisID
		}
		for _, s := range list {
			rows, err := newWorld(p, tx, cat).rowsOf(s)
			if err != nil {
				return err
			}
			r := SynthesisRef{ID: s.ID, Title: s.Title, Rows: len(rows), Titles: cat.titlesOf(s.ID)}
			for _, d := range dims {
				if d.SynthesisID == s.ID {
					r.Dimensions++
				}
			}
			for _, c := range cells {
				if of[c.DimensionID] == s.ID && c.Statement != "" {
					r.Findings++
				}
			}
			out = append(out, r)
		}
		return nil
	})
	return out, err
}

// FindSynthesis resolves what a person calls a synthesis; "" is the only or first.
func (p *Project) FindSynthesis(ctx context.Context, ref string) (SynthesisRef, error) {
	list, err := p.Syntheses(ctx)
	if err != nil {
		return SynthesisRef{}, err
	}
	var titles []string
	for _, s := range list {
		if ref == "" || s.ID.String() == ref || titled(s.Title, s.Titles, ref) {
			return s, nil
		}
		titles = append(titles, s.Title)
	}
	if len(titles) == 0 {
		return SynthesisRef{}, qda.E(qda.NotFound, "synthesis.none", "The project has no synthesis {synthesis}, nor any other.", "synthesis", ref)
	}
	return SynthesisRef{}, qda.E(qda.NotFound, "synthesis.unknown", "There is no synthesis {synthesis}. The project has {choices}.", "synthesis", ref, "choices", strings.Join(titles, ", "))
}

// titled reports whether a title in any language is meant.
func titled(title string, others map[string]string, ref string) bool {
	ref = codebook.Fold(ref)
	if codebook.Fold(title) == ref {
		return true
	}
	for _, t := range others {
		if codebook.Fold(t) == ref {
			return true
		}
	}
	return false
}

// Called reports whether a column is meant by a text: its title in any language, or its
// identity.
func (d DimensionView) Called(ref string) bool {
	return d.ID.String() == ref || titled(d.Title, d.Titles, ref)
}

// Called reports whether a row is meant by a text: its name in any language, or its key.
func (r SynthesisRow) Called(ref string) bool {
	return r.Row.String() == ref || titled(r.Name, r.Titles, ref)
}

// titlesOf gives the titles of a synthesis, of a column or of a row in other languages.
func (c *catalog) titlesOf(id qda.ID) map[string]string { return c.textsOf(id, "title") }

// titleIn is such a title in a language, or its own where there is none.
func (c *catalog) titleIn(id qda.ID, own, lang string) string {
	return c.labelOf(id, "title", own, lang)
}

// setTitles writes titles in other languages; languages that are not named keep theirs,
// and "" takes one away.
func setTitles(tx *store.Tx, entity string, owner qda.ID, titles map[string]string) error {
	return setOthers(tx, entity, owner, "title", titles)
}

// setOthers does so for any field of a record.
func setOthers(tx *store.Tx, entity string, owner qda.ID, field string, texts map[string]string) error {
	for _, lang := range slices.Sorted(maps.Keys(texts)) {
		if len(lang) != 2 {
			return qda.E(qda.Invalid, "translation.lang", "{lang} is not a language. Write two letters, as en, es, fr or pt. Nothing was changed.", "lang", lang)
		}
		if err := setLabel(tx, entity, owner, field, lang, strings.TrimSpace(texts[lang])); err != nil {
			return err
		}
	}
	return nil
}

func noSynthesis(id qda.ID) error {
	return qda.E(qda.NotFound, "synthesis.gone", "The synthesis {synthesis} is not in the project (any more).", "synthesis", id)
}

// SaveSynthesis makes a synthesis or changes its title and rows.
type SaveSynthesis struct {
	ID    qda.ID   `json:"id" ts_type:"string"` // none for a new one
	Title string   `json:"title"`
	Rows  []qda.ID `json:"rows" ts_type:"string[]"` // rows that it has, and cases that shall be rows, in their order; none for a new one: all cases without others below them
	// Names call rows otherwise than their cases; "" takes that back, those not named stay.
	Names []RowName `json:"names,omitempty"`
	// Titles are its titles in other languages; those not named stay, "" takes one away.
	Titles map[string]string `json:"titles,omitempty"`
}

// RowName is what a row is called in a synthesis.
type RowName struct {
	Case qda.ID `json:"case" ts_type:"string"`
	Name string `json:"name"`
}

// SaveSynthesis writes it. A row of a case that is not named any more is taken out and
// keeps its findings: they are there again when it comes back. Other rows that are not
// named stay, after those that are; see [Project.RemoveRow].
func (p *Project) SaveSynthesis(ctx context.Context, r SaveSynthesis) (qda.ID, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return r.ID, err
	}
	id := r.ID
	_, err = p.update(ctx, addOrEdit("synthesis", r.ID), func(tx *store.Tx) error {
		if r.Title = strings.TrimSpace(r.Title); r.Title == "" {
			return qda.E(qda.Invalid, "synthesis.no_title", "A synthesis needs a title. Nothing was changed.")
		}
		s := qda.Synthesis{ID: r.ID, Title: r.Title, Rows: noOldRows}
		rows := r.Rows
		if r.ID.IsZero() {
			if len(rows) == 0 {
				rows = cat.cases.leafIDs()
			}
			all, err := store.List[qda.Synthesis](tx, store.Eq{})
			if err != nil {
				return err
			}
			last := ""
			for _, s := range all {
				last = max(last, s.Pos)
			}
			s.ID, s.Pos = tx.NewID(), qda.OrderKeys(last, 1)[0]
			id = s.ID
			if err := store.Put(tx, s); err != nil {
				return err
			}
		} else {
			if s, err = store.Get[qda.Synthesis](tx, r.ID); qda.KindOf(err) == qda.NotFound {
				return noSynthesis(r.ID)
			}
			if err != nil {
				return err
			}
			s.Title = r.Title
			if err := store.Save(tx, s); err != nil {
				return err
			}
		}
		if err := setTitles(tx, "synthesis", s.ID, r.Titles); err != nil || len(rows)+len(r.Names) == 0 {
			return err
		}
		order, err := openRows(tx, cat, s)
		if err != nil {
			return err
		}
		if err := order.arrange(rows); err != nil {
			return err
		}
		for _, n := range r.Names {
			if err := order.call(n.Case, n.Name); err != nil {
				return err
			}
		}
		return nil
	})
	return id, err
}

// compared numbers the cases that are compared, see [caseTree.leafIDs]. Regions and the
// like, which group them, are no cases where cases are counted.
func (t caseTree) compared() map[qda.ID]int32 {
	out := map[qda.ID]int32{}
	for i, id := range t.leafIDs() {
		out[id] = int32(i)
	}
	return out
}

// RemoveSynthesis deletes a synthesis with its dimensions, findings and citations.
func (p *Project) RemoveSynthesis(ctx context.Context, id qda.ID) error {
	_, err := p.update(ctx, "synthesis.remove", func(tx *store.Tx) error {
		if _, err := store.Get[qda.Synthesis](tx, id); err != nil {
			return noSynthesis(id)
		}
		return store.Delete[qda.Synthesis](tx, id)
	})
	return err
}

// SaveDimension makes a column or changes it.
type SaveDimension struct {
	ID        qda.ID  `json:"id" ts_type:"string"` // none for a new one
	Synthesis qda.ID  `json:"synthesis" ts_type:"string"`
	Title     string  `json:"title"`
	Kind      string  `json:"kind"` // "code", "facet" or "question"
	Code      qda.ID  `json:"code" ts_type:"string"`
	Query     string  `json:"query"`                  // the condition, or the question in words
	After     *qda.ID `json:"after" ts_type:"string"` // the column that it shall follow, none for the first place; absent: where it is, a new one at the end
	// Titles are its titles in other languages; those not named stay, "" takes one away.
	Titles map[string]string `json:"titles,omitempty"`
}

// SaveDimension writes it.
func (p *Project) SaveDimension(ctx context.Context, r SaveDimension) (qda.ID, error) {
	kind := addOrEdit("dimension", r.ID)
	id := r.ID
	err := p.checkDimension(ctx, &r)
	if err != nil {
		return id, err
	}
	_, err = p.update(ctx, kind, func(tx *store.Tx) error {
		d := qda.Dimension{ID: r.ID, SynthesisID: r.Synthesis}
		if !r.ID.IsZero() {
			if d, err = dimension(tx, r.ID); err != nil {
				return err
			}
		} else if _, err := store.Get[qda.Synthesis](tx, r.Synthesis); err != nil {
			return noSynthesis(r.Synthesis)
		}
		all, err := store.List[qda.Dimension](tx, store.Eq{"synthesis_id": d.SynthesisID})
		if err != nil {
			return err
		}
		d.Title, d.Kind, d.CodeID, d.Query = r.Title, r.Kind, r.Code, strings.TrimSpace(r.Query)
		switch {
		case r.After != nil:
			if d.Pos, err = posAfter(all, d.ID, *r.After, qda.Dimension.Key, func(x qda.Dimension) string { return x.Pos }); err != nil {
				return err
			}
		case r.ID.IsZero():
			last := ""
			for _, x := range all {
				last = max(last, x.Pos)
			}
			d.Pos = qda.OrderKeys(last, 1)[0]
		}
		if r.ID.IsZero() {
			d.ID = tx.NewID()
			id = d.ID
			err = store.Put(tx, d)
		} else {
			err = store.Save(tx, d)
		}
		if err != nil {
			return err
		}
		return setTitles(tx, "dimension", d.ID, r.Titles)
	})
	return id, err
}

// checkDimension refuses a column that asks for nothing that can be found, and has its
// condition as the project keeps it.
func (p *Project) checkDimension(ctx context.Context, r *SaveDimension) error {
	if r.Title = strings.TrimSpace(r.Title); r.Title == "" {
		return qda.E(qda.Invalid, "dimension.no_title", "A column needs a title. Nothing was changed.")
	}
	return p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		switch r.Kind {
		case DimensionCode:
			if cat.tree.Node(r.Code) == nil {
				return noCode(r.Code)
			}
		case DimensionFacet:
			if strings.TrimSpace(r.Query) == "" {
				return qda.E(qda.Invalid, "dimension.no_condition", "A column of this kind needs a condition, as level:local. Nothing was changed.")
			}
			r.Code = qda.ID{}
		case DimensionQuestion:
			r.Code = qda.ID{}
			return nil
		default:
			return qda.E(qda.Invalid, "dimension.kind", "A column asks for a code, a facet or a question. Nothing was changed.")
		}
		where, err := query.ParseWhere(r.Query)
		if err != nil {
			return err
		}
		n := names{cat, tx}
		if _, err := where.Bind(n); err != nil {
			// What cannot be answered any more stays as it is until it is given another.
			if d, gone := dimension(tx, r.ID); gone == nil && n.shown(d.Query) == where.String() {
				r.Query = d.Query
				return nil
			}
			return err
		}
		r.Query = n.held(where)
		return nil
	})
}

func dimension(tx *store.Tx, id qda.ID) (qda.Dimension, error) {
	d, err := store.Get[qda.Dimension](tx, id)
	if qda.KindOf(err) == qda.NotFound {
		return d, qda.E(qda.NotFound, "dimension.gone", "The column {column} is not in the project (any more).", "column", id)
	}
	return d, err
}

// RemoveDimension deletes a column with its findings.
func (p *Project) RemoveDimension(ctx context.Context, id qda.ID) error {
	_, err := p.update(ctx, "dimension.remove", func(tx *store.Tx) error {
		if _, err := dimension(tx, id); err != nil {
			return err
		}
		return store.Delete[qda.Dimension](tx, id)
	})
	return err
}
