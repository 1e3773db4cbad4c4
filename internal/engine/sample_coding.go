package engine

import (
	"context"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/seed"
	"articula/internal/store"
)

// addCodings plays the work of the coders: rounds are planned, each codes, each
// finishes.
func (b *sampleBuilder) addCodings(ctx context.Context, p *Project) error {
	var err error
	if b.cat, err = p.names(ctx); err != nil {
		return err
	}
	if err := b.as(ctx, p, b.lead(), "round.plan", func(tx *store.Tx) error {
		for _, a := range b.seed.Assignments {
			if err := store.Put(tx, qda.Assignment{
				ID: tx.NewID(), RoundID: b.rounds[a.Round], DocumentID: b.documents[a.Document].ID, CoderID: b.coders[a.Coder].ID,
				State: qda.AssignmentFinished, FinishedAt: a.Finished + "T17:00:00.000Z",
			}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	later := b.later()
	for _, c := range b.seed.Codings {
		if err := ctx.Err(); err != nil {
			return err
		}
		if later[c.Passage] {
			continue
		}
		if err := b.as(ctx, p, c.Coder, "coding.add", func(tx *store.Tx) error { return b.addCoding(tx, c) }); err != nil {
			return err
		}
	}
	return nil
}

// finished is when the coder of a coding had finished its document in the round: the
// sample was coded over months, and not in the minute in which it is made.
func (b *sampleBuilder) finished(c seed.Coding, now string) string {
	for _, a := range b.seed.Assignments {
		if a.Round == c.Round && a.Coder == c.Coder && a.Document == c.Passage.Document {
			return a.Finished + "T17:00:00.000Z"
		}
	}
	return now
}

func (b *sampleBuilder) addCoding(tx *store.Tx, c seed.Coding) error {
	at, err := b.at(c.Passage)
	if err != nil {
		return err
	}
	code, err := b.code(c.Code)
	if err != nil {
		return err
	}
	rec := qda.Coding{
		ID: tx.NewID(), DocumentID: at.DocumentID, TextHash: at.TextHash, CodeID: code, CoderID: tx.Viewer(), RoundID: b.rounds[c.Round],
		Span: at.Span, Quote: at.Quote, CreatedAt: b.finished(c, tx.Now()),
	}
	if err := store.Put(tx, rec); err != nil {
		return err
	}
	b.passages[c.Passage] = append(b.passages[c.Passage], owner{"coding", rec.ID})
	if err := b.qualify(tx, "coding", rec.ID, c.Facets); err != nil {
		return err
	}
	if c.Memo == "" {
		return nil
	}
	return putMemo(tx, "coding", rec.ID, "note", "", c.Memo)
}

func (b *sampleBuilder) code(path string) (qda.ID, error) {
	found := b.cat.tree.Find(path)
	if len(found) != 1 {
		return qda.ID{}, qda.E(qda.NotFound, "code.unknown", "There is no code {code}. List the codes to see their paths.", "code", path)
	}
	return found[0].Code.ID, nil
}

func (b *sampleBuilder) qualify(tx *store.Tx, entity string, id qda.ID, facets []seed.FacetValue) error {
	for _, f := range facets {
		for _, facet := range b.cat.facets {
			if facet.Name != f.Facet {
				continue
			}
			value := b.actors[f.Value]
			for _, v := range b.cat.values {
				if v.FacetID == facet.ID && v.Name == f.Value {
					value = v.ID
				}
			}
			if err := setFacet(tx, entity, id, FacetValue{Facet: facet.ID, Value: value}, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// cite writes citations, in their order. Where a coding stands on exactly the
// passage, the citation remembers it.
func (b *sampleBuilder) cite(tx *store.Tx, entity string, id qda.ID, list []seed.Citation) error {
	pos := qda.OrderKeys("", len(list))
	for i, c := range list {
		at, err := b.at(c.Passage)
		if err != nil {
			return err
		}
		rec := qda.Citation{ID: tx.NewID(), OwnerID: id, Owner: entity, Passage: at, Role: c.Role, Pos: pos[i], CoderID: tx.Viewer(), CreatedAt: tx.Now()}
		for _, o := range b.passages[c.Passage] {
			if o.entity == "coding" {
				rec.CodingID = o.id
				break
			}
		}
		if err := store.Put(tx, rec); err != nil {
			return err
		}
		b.passages[c.Passage] = append(b.passages[c.Passage], owner{"citation", rec.ID})
	}
	return nil
}

// attribute finds an attribute by what it describes and its name.
func (b *sampleBuilder) attribute(scope qda.Scope, name string) qda.ID {
	for _, a := range b.cat.attrs {
		if a.Scope == scope && codebook.Fold(a.Name) == codebook.Fold(name) {
			return a.ID
		}
	}
	return qda.ID{}
}

func (b *sampleBuilder) addValues(ctx context.Context, p *Project) error {
	for _, v := range b.seed.Values {
		if err := b.as(ctx, p, b.orLead(v.Coder), "attribute.value", func(tx *store.Tx) error {
			rec := v.AttributeValue
			rec.ID, rec.CoderID, rec.At = tx.NewID(), tx.Viewer(), tx.Now()
			scope := qda.OnCase
			switch {
			case v.Speaker != "":
				scope = qda.OnSpeaker
				rec.OwnerID = b.speakers[[2]string{v.Document, v.Speaker}]
			case v.Document != "":
				scope = qda.OnDocument
				rec.OwnerID = b.documents[v.Document].ID
			default:
				rec.OwnerID = b.cases[v.Case]
			}
			rec.AttributeID = b.attribute(scope, v.Attribute)
			if rec.Status == "" {
				rec.Status = "held"
			}
			if err := store.Put(tx, rec); err != nil {
				return err
			}
			return b.cite(tx, "attribute_value", rec.ID, v.Citations)
		}); err != nil {
			return err
		}
	}
	return nil
}

func (b *sampleBuilder) orLead(coder string) string {
	if coder == "" {
		return b.lead()
	}
	return coder
}

func (b *sampleBuilder) addRelations(ctx context.Context, p *Project) error {
	for _, r := range b.seed.Relations {
		if err := b.as(ctx, p, b.orLead(r.Coder), "relation.add", func(tx *store.Tx) error {
			rec := qda.Relation{ID: tx.NewID(), FromID: b.actors[r.From], ToID: b.actors[r.To], CaseID: b.cases[r.Case], Strength: r.Strength, Note: r.Note, CoderID: tx.Viewer(), At: tx.Now()}
			if err := store.Put(tx, rec); err != nil {
				return err
			}
			if err := b.qualify(tx, "relation", rec.ID, r.Facets); err != nil {
				return err
			}
			return b.cite(tx, "relation", rec.ID, r.Citations)
		}); err != nil {
			return err
		}
	}
	return nil
}

func (b *sampleBuilder) addLinks(ctx context.Context, p *Project) error {
	for _, l := range b.seed.Links {
		if err := b.as(ctx, p, b.orLead(l.Coder), "link.add", func(tx *store.Tx) error {
			from, err := b.at(l.From)
			if err != nil {
				return err
			}
			to, err := b.at(l.To)
			if err != nil {
				return err
			}
			return store.Put(tx, qda.Link{ID: tx.NewID(), Kind: l.Kind, From: from, To: to, Note: l.Note, CoderID: tx.Viewer(), CreatedAt: tx.Now()})
		}); err != nil {
			return err
		}
	}
	for _, m := range b.seed.Memos {
		if err := b.as(ctx, p, b.orLead(m.Coder), "memo.add", func(tx *store.Tx) error {
			entity, id := m.Owner, b.cat.project.ID
			switch m.Owner {
			case "code":
				var err error
				if id, err = b.code(m.Code); err != nil {
					return err
				}
			case "document":
				id = b.documents[m.Document].ID
			case "case":
				entity, id = "case_unit", b.cases[m.Case]
			}
			return putMemo(tx, entity, id, memoKind(m.Kind), m.Title, m.Body)
		}); err != nil {
			return err
		}
	}
	return nil
}

// addTranslations gives the wording of a passage to every coding and citation of
// exactly that passage.
func (b *sampleBuilder) addTranslations(ctx context.Context, p *Project) error {
	return b.as(ctx, p, b.lead(), "translation.add", func(tx *store.Tx) error {
		for _, t := range b.seed.Translation {
			for _, o := range b.passages[t.Passage] {
				if err := store.Put(tx, qda.Translation{ID: tx.NewID(), OwnerID: o.id, Owner: o.entity, Lang: t.Lang, Text: t.Text, Translator: t.Translator, Status: t.Status, At: tx.Now()}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
