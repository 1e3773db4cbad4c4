package engine

import (
	"context"
	"encoding/json"
	"io/fs"
	"path"
	"slices"

	"articula/internal/extract"
	"articula/internal/qda"
	"articula/internal/seed"
	"articula/internal/store"
	"articula/internal/textpos"
)

// Sample makes the sample project "Rural Synergies": seven cases, documents
// written for it, coded by two coders in two rounds, with everything that the
// program can hold resting on cited passages.
func (e *Engine) Sample(ctx context.Context, file string, progress Progress) (*Project, error) {
	b := &sampleBuilder{
		documents: map[string]qda.Document{}, spans: map[seed.Passage]qda.Span{}, cases: map[string]qda.ID{}, coders: map[string]qda.Coder{},
		rounds: map[string]qda.ID{}, actors: map[string]qda.ID{}, speakers: map[[2]string]qda.ID{}, gathered: map[string]qda.ID{}, texts: map[string]*textpos.Index{}, passages: map[seed.Passage][]owner{},
	}
	if e.opts.Seeds == nil {
		return nil, qda.E(qda.NotFound, "sample.missing", "The sample project does not come with this program.")
	}
	sub, err := fs.Sub(e.opts.Seeds, "sample")
	if err != nil {
		return nil, explained(err)
	}
	book, err := e.starterBook("institutional-analysis")
	if err != nil {
		return nil, err
	}
	r := book.Records(func() qda.ID { return qda.ID{} }) // every entry of this book has an identity of its own
	if b.seed, err = seed.Load(sub, seed.Vocabulary{Codes: r.Codes, Facets: r.Facets, FacetValues: r.FacetValues, Attributes: r.Attributes, Choices: r.Choices}); err != nil {
		return nil, explained(err)
	}
	first := b.seed.Coders[0]
	p, err := e.Create(ctx, file, NewProject{Title: b.seed.Title, Description: b.seed.Description, Language: b.seed.Language, Codebook: b.seed.Codebook, Coder: first.Name})
	if err != nil {
		return nil, err
	}
	if err := b.fill(ctx, p, progress); err != nil {
		p.Close()
		store.RemoveProject(file) // half a sample helps nobody
		return nil, explained(err)
	}
	return p, nil
}

// owner is a record that translations can belong to.
type owner struct {
	entity string
	id     qda.ID
}

// sampleBuilder turns the references of the seed into records.
type sampleBuilder struct {
	seed      *seed.Project
	cat       *catalog
	documents map[string]qda.Document // by slug
	texts     map[string]*textpos.Index
	spans     map[seed.Passage]qda.Span
	passages  map[seed.Passage][]owner
	cases     map[string]qda.ID
	gathered  map[string]qda.ID    // rows of several cases, by title
	coders    map[string]qda.Coder // by key
	rounds    map[string]qda.ID    // by key
	actors    map[string]qda.ID
	speakers  map[[2]string]qda.ID
}

func (b *sampleBuilder) fill(ctx context.Context, p *Project, progress Progress) error {
	steps := []struct {
		name string
		run  func(context.Context, *Project) error
	}{
		{"coders and rounds", b.people}, {"codebook", b.freeze}, {"cases", b.caseTree}, {"documents", b.addDocuments}, {"parts of documents", b.addParts}, {"actors", b.addActors},
		{"codings", b.addCodings}, {"attributes", b.addValues}, {"relations", b.addRelations}, {"links and memos", b.addLinks},
		{"synthesis", b.addSyntheses}, {"translations", b.addTranslations},
	}
	for i, s := range steps {
		if progress != nil {
			progress(s.name, i, len(steps))
		}
		if err := s.run(ctx, p); err != nil {
			return err
		}
	}
	if progress != nil {
		progress("", len(steps), len(steps))
	}
	return p.Become(ctx, b.seed.Coders[0].Name)
}

// as writes as one of the sample's coders.
func (b *sampleBuilder) as(ctx context.Context, p *Project, coder, kind string, fn func(*store.Tx) error) error {
	if err := p.Become(ctx, b.coders[coder].Name); err != nil {
		return err
	}
	_, err := p.update(ctx, kind, fn)
	return err
}

func (b *sampleBuilder) lead() string { return b.seed.Coders[0].Key }

func (b *sampleBuilder) people(ctx context.Context, p *Project) error {
	for i, c := range b.seed.Coders {
		if err := p.Become(ctx, c.Name); err != nil {
			return err
		}
		me, err := p.join(ctx)
		if err != nil {
			return err
		}
		b.coders[c.Key] = me
		if _, err := p.update(ctx, "coder.edit", func(tx *store.Tx) error {
			me.Initials, me.Color = c.Initials, c.Color
			if i > 0 {
				me.Role = c.Role
			}
			return store.Save(tx, me)
		}); err != nil {
			return err
		}
	}
	return b.as(ctx, p, b.lead(), "round.add", func(tx *store.Tx) error {
		for i, pos := range qda.OrderKeys("", len(b.seed.Rounds)) {
			r := b.seed.Rounds[i]
			plan, err := json.Marshal(map[string]string{"note": r.Note})
			if err != nil {
				return err
			}
			rec := r.Round
			rec.ID, rec.Pos, rec.Plan, rec.CreatedAt = tx.NewID(), pos, string(plan), tx.Now()
			b.rounds[r.Key] = rec.ID
			if err := store.Put(tx, rec); err != nil {
				return err
			}
		}
		for _, g := range b.seed.TermGroups {
			terms, err := json.Marshal(g.Terms)
			if err != nil {
				return err
			}
			if err := store.Put(tx, qda.TermGroup{ID: tx.NewID(), Name: g.Name, Terms: string(terms)}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *sampleBuilder) caseTree(ctx context.Context, p *Project) error {
	return b.as(ctx, p, b.lead(), "case.add", func(tx *store.Tx) error {
		last := map[qda.ID]string{}
		for _, c := range b.seed.Cases {
			k := c.Case
			k.ID, k.ParentID = tx.NewID(), b.cases[c.Parent]
			k.Pos = qda.OrderKeys(last[k.ParentID], 1)[0]
			last[k.ParentID] = k.Pos
			b.cases[c.Name] = k.ID
			if err := store.Put(tx, k); err != nil {
				return err
			}
			if err := setOthers(tx, caseEntity, k.ID, "name", c.Names); err != nil {
				return err
			}
		}
		return nil
	})
}

// addDocuments reads the sample's files as an import does, and lets the sample
// say their kind, language and the roles of speakers.
func (b *sampleBuilder) addDocuments(ctx context.Context, p *Project) error {
	pos := qda.OrderKeys("", len(b.seed.Documents))
	return b.as(ctx, p, b.lead(), "document.import", func(tx *store.Tx) error {
		for i, d := range b.seed.Documents {
			res, err := extract.Bytes(ctx, d.Bytes, extract.Options{Name: path.Base(d.Path), Kind: d.Kind, Lang: d.Lang})
			if err != nil {
				return err
			}
			content := store.NewContent(res.Text, res.Structure, res.MediaType, d.Bytes)
			if err := tx.PutContent(content); err != nil {
				return err
			}
			rec := d.Document
			rec.ID, rec.FileName, rec.Pos, rec.CreatedAt = tx.NewID(), path.Base(d.Path), pos[i], tx.Now()
			rec.TextHash, rec.SourceHash, rec.StructureHash, rec.Encoding = content.Text.Hash, content.Source.Hash, store.StructureHash(content.Structure), res.Encoding
			if err := store.Put(tx, rec); err != nil {
				return err
			}
			b.documents[d.Slug], b.texts[d.Slug] = rec, textpos.NewIndex(res.Text)
			for _, s := range d.Speakers {
				s.ID, s.DocumentID = tx.NewID(), rec.ID
				b.speakers[[2]string{d.Slug, s.Name}] = s.ID
				if err := store.Put(tx, s); err != nil {
					return err
				}
			}
			if err := linkCase(tx, b.cases[d.Case], rec.ID, true); err != nil {
				return err
			}
		}
		return nil
	})
}

// freeze keeps the codebook as it was before its definitions were reworded.
func (b *sampleBuilder) freeze(ctx context.Context, p *Project) (err error) {
	if b.cat, err = p.names(ctx); err != nil {
		return err
	}
	var changed []seed.Reworded
	for _, s := range b.seed.Syntheses {
		for _, c := range s.Cells {
			for _, r := range c.Since.Reworded {
				was, err := b.reword(ctx, p, r.Code, r.Was)
				if err != nil {
					return err
				}
				changed = append(changed, seed.Reworded{Code: r.Code, Was: was})
			}
		}
	}
	for _, v := range b.seed.Versions {
		if err := b.as(ctx, p, v.Coder, "codebook.version", func(tx *store.Tx) error {
			version, err := freezeCodebook(tx, b.cat.project, v.Label, v.Note)
			if err != nil {
				return err
			}
			round, err := store.Get[qda.Round](tx, b.rounds[v.Round])
			if err != nil {
				return err
			}
			round.CodebookVersionID = version.ID
			return store.Save(tx, round)
		}); err != nil {
			return err
		}
	}
	slices.Reverse(changed) // one that was reworded twice ends as it was
	for _, r := range changed {
		if _, err := b.reword(ctx, p, r.Code, r.Was); err != nil {
			return err
		}
	}
	return nil
}

// addParts says which passages of documents belong to another case or are in another
// language.
func (b *sampleBuilder) addParts(ctx context.Context, p *Project) error {
	if err := b.as(ctx, p, b.lead(), "case.link", func(tx *store.Tx) error {
		for _, d := range b.seed.Documents {
			for _, part := range d.AlsoIn {
				at, err := b.at(part.Passage)
				if err != nil {
					return err
				}
				if err := store.Put(tx, qda.CaseSpan{ID: tx.NewID(), CaseID: b.cases[part.Case], DocumentID: at.DocumentID, Span: at.Span}); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return b.as(ctx, p, b.lead(), "passage.language", func(tx *store.Tx) error {
		for _, d := range b.seed.Documents {
			for _, part := range d.Passages {
				at, err := b.at(part.Passage)
				if err != nil {
					return err
				}
				if err := store.Put(tx, qda.PassageLanguage{ID: tx.NewID(), DocumentID: at.DocumentID, Lang: part.Lang, Span: at.Span}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// at finds a passage in the text that was stored.
func (b *sampleBuilder) at(q seed.Passage) (qda.Passage, error) {
	d, ix := b.documents[q.Document], b.texts[q.Document]
	span, known := b.spans[q]
	if !known {
		var err error
		if span, err = q.Find(ix.Text()); err != nil {
			return qda.Passage{}, err
		}
		b.spans[q] = span
	}
	return qda.Passage{DocumentID: d.ID, TextHash: d.TextHash, Span: span, Quote: ix.Slice(span)}, nil
}

func (b *sampleBuilder) addActors(ctx context.Context, p *Project) error {
	return b.as(ctx, p, b.lead(), "actor.add", func(tx *store.Tx) error {
		pos := qda.OrderKeys("", len(b.seed.Actors))
		for i, a := range b.seed.Actors {
			rec := a.Actor
			rec.ID, rec.ParentID, rec.Pos = tx.NewID(), b.actors[a.Parent], pos[i]
			b.actors[a.Name] = rec.ID
			if err := store.Put(tx, rec); err != nil {
				return err
			}
			for _, n := range a.Names {
				n.ID, n.ActorID = tx.NewID(), rec.ID
				if err := store.Put(tx, n); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
