package engine

import (
	"context"
	"slices"

	"articula/internal/index"
	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/store"
)

// source shows the project to the search index. It reads with nobody's eyes: what
// a blind round hides is taken out where results are shown.
type source struct{ p *Project }

var _ index.Source = source{}

func (s source) view(ctx context.Context, fn func(*store.Tx) error) error {
	return s.p.store.View(ctx, qda.ID{}, fn)
}

func (s source) Head(ctx context.Context) (op index.Op, err error) {
	err = s.view(ctx, func(tx *store.Tx) (err error) {
		op.Seq, op.Hash, err = tx.Head()
		return err
	})
	return op, err
}

func (s source) Op(ctx context.Context, seq int) (op index.Op, err error) {
	err = s.view(ctx, func(tx *store.Tx) error {
		hash, err := tx.OpHash(seq)
		if !hash.IsZero() {
			op = index.Op{Seq: seq, Hash: hash}
		}
		return err
	})
	return op, err
}

func (s source) Changed(ctx context.Context, after index.Place, limit int) (list []index.Change, next index.Place, err error) {
	next = after
	err = s.view(ctx, func(tx *store.Tx) error {
		rows, head, err := tx.TargetsAfter(after.Seq, after.N, limit, "document", "memo", "code", "label")
		if err != nil {
			return err
		}
		at, n := after.Seq+1, after.N
		for _, r := range rows {
			if r.Seq != at {
				at, n = r.Seq, 0
			}
			n++
			place := index.Place{Seq: at - 1, N: n}
			targets, err := indexed(tx, r.Target)
			if err != nil {
				return err
			}
			for _, t := range targets {
				list = append(list, index.Change{Target: t, After: place})
			}
			next = place
		}
		if len(rows) < limit {
			next = index.Place{Seq: head}
		}
		return nil
	})
	return list, next, err
}

// indexed gives the things whose texts a record is part of.
func indexed(tx *store.Tx, t store.Target) ([]index.Target, error) {
	switch t.Entity {
	case "document":
		return []index.Target{{Entity: index.Document, ID: t.ID}}, nil
	case "memo":
		return []index.Target{{Entity: index.Memo, ID: t.ID}}, nil
	case "code":
		return []index.Target{{Entity: index.Code, ID: t.ID}}, nil
	case "label":
		labels, err := store.List[qda.Label](tx, store.Eq{"id": t.ID})
		if err != nil {
			return nil, err
		}
		if len(labels) > 0 {
			if labels[0].Owner != "code" {
				return nil, nil
			}
			return []index.Target{{Entity: index.Code, ID: labels[0].OwnerID}}, nil
		}
		// the wording is gone and with it whose it was: any code may be meant
		codes, err := store.List[qda.Code](tx, store.Eq{})
		var all []index.Target
		for _, c := range codes {
			all = append(all, index.Target{Entity: index.Code, ID: c.ID})
		}
		return all, err
	}
	return nil, nil
}

func (s source) All(ctx context.Context) (all []index.Target, err error) {
	err = s.view(ctx, func(tx *store.Tx) error {
		documents, err := store.List[qda.Document](tx, store.Eq{"deleted_at": ""})
		if err != nil {
			return err
		}
		for _, d := range documents {
			all = append(all, index.Target{Entity: index.Document, ID: d.ID})
		}
		memos, err := tx.EveryMemo()
		if err != nil {
			return err
		}
		for _, m := range memos {
			all = append(all, index.Target{Entity: index.Memo, ID: m.ID})
		}
		tree, err := readTree(tx)
		if err != nil {
			return err
		}
		for n := range tree.Standing {
			all = append(all, index.Target{Entity: index.Code, ID: n.Code.ID})
		}
		slices.SortFunc(all, index.Target.Compare)
		return nil
	})
	return all, err
}

func (s source) Load(ctx context.Context, targets []index.Target, each func(index.Item) error) error {
	return s.view(ctx, func(tx *store.Tx) error {
		tree, err := readTree(tx)
		if err != nil {
			return err
		}
		for _, t := range targets {
			item := index.Item{Target: t, Gone: true}
			switch t.Entity {
			case index.Document:
				d, err := store.Get[qda.Document](tx, t.ID)
				if qda.KindOf(err) == qda.NotFound || err == nil && d.DeletedAt != "" {
					break
				}
				if err != nil {
					return err
				}
				ix, err := s.p.texts.of(tx, d.TextHash)
				if err != nil {
					return err
				}
				item.Gone = false
				item.Fields = []index.Field{{Name: fieldText, Lang: d.Lang, Text: ix.Text(), Hash: d.TextHash, Units: func() ([]query.Unit, error) {
					return s.p.units(context.WithoutCancel(ctx), d) // it may be asked for later
				}}}
			case index.Memo:
				m, err := tx.AnyMemo(t.ID)
				if qda.KindOf(err) == qda.NotFound {
					break
				}
				if err != nil {
					return err
				}
				item.Gone = false
				item.Fields = fields("", fieldTitle, m.Title, fieldBody, m.Body)
			case index.Code:
				n := tree.Node(t.ID)
				if n == nil || n.Binned {
					break
				}
				item.Gone = false
				item.Fields = fields("", "name", n.Code.Name, "definition", n.Code.Definition, "include_when", n.Code.IncludeWhen, "exclude_when", n.Code.ExcludeWhen, "example", n.Code.Example)
				labels, err := store.List[qda.Label](tx, store.Eq{"owner_id": t.ID})
				if err != nil {
					return err
				}
				for _, l := range labels {
					item.Fields = append(item.Fields, fields(l.Lang, l.Field+"."+l.Lang, l.Text)...)
				}
			}
			if err := each(item); err != nil {
				return err
			}
		}
		return nil
	})
}

// Names of the fields that hold texts of documents and memos.
const (
	fieldText  = "text"
	fieldTitle = "title"
	fieldBody  = "body"
)

// fields makes fields of alternating names and texts, without empty ones.
func fields(lang string, pairs ...string) []index.Field {
	var out []index.Field
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, index.Field{Name: pairs[i], Lang: lang, Text: pairs[i+1], Hash: qda.HashOf([]byte(pairs[i+1]))})
		}
	}
	return out
}

// units cuts the text of a document into turns and paragraphs.
func (p *Project) units(ctx context.Context, d qda.Document) (out []query.Unit, err error) {
	err = p.store.View(ctx, qda.ID{}, func(tx *store.Tx) error {
		ix, err := p.texts.of(tx, d.TextHash)
		if err != nil {
			return err
		}
		s, err := tx.Structure(d.StructureHash)
		if err == nil {
			out = query.Units(ix, s)
		}
		return err
	})
	return out, err
}

// searcher is the index of an open project. It is opened on first need and brought
// up to date in the background after each change.
func (p *Project) searcher(ctx context.Context) *index.Index {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.index != nil {
		return p.index
	}
	id := p.projectID
	p.index = index.New(index.Options{Dir: p.eng.opts.CacheDir, Project: id}, source{p})
	return p.index
}

// OpenSearch opens the index as it is.
func (p *Project) OpenSearch(ctx context.Context) error {
	ix := p.searcher(ctx)
	p.indexing.Lock()
	defer p.indexing.Unlock()
	if ix.Status().Open {
		return nil
	}
	return explained(ix.Open())
}

// PrepareSearch opens the index and brings it up to date. Searches work before and
// while it runs, only slower; what keeps the index from being opened is given back
// for people to know, and harms nothing.
func (p *Project) PrepareSearch(ctx context.Context, progress Progress) error {
	ix := p.searcher(ctx)
	p.indexing.Lock()
	defer p.indexing.Unlock()
	if !ix.Status().Open {
		if err := ix.Open(); err != nil {
			return explained(err)
		}
	}
	return explained(ix.CatchUp(ctx, asIndexProgress(progress)))
}

// RebuildSearch throws the index away and reads the project anew.
func (p *Project) RebuildSearch(ctx context.Context, progress Progress) (index.Status, error) {
	ix := p.searcher(ctx)
	p.indexing.Lock()
	defer p.indexing.Unlock()
	if !ix.Status().Open {
		if err := ix.Open(); err != nil {
			return ix.Status(), explained(err)
		}
	}
	err := ix.Rebuild(ctx, asIndexProgress(progress))
	return ix.Status(), explained(err)
}

func asIndexProgress(progress Progress) func(index.Progress) {
	if progress == nil {
		return nil
	}
	return func(at index.Progress) { progress("index", at.Done, at.Total) }
}
