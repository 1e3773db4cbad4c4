package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// CaseNode is a case in the tree.
type CaseNode struct {
	ID          qda.ID `json:"id" ts_type:"string"`
	Name        string `json:"name"`
	Path        string `json:"path"`
	Kind        string `json:"kind"`
	Description string `json:"description"`
	// Names are its names in other languages.
	Names      map[string]string `json:"names"`
	Documents  []Ref             `json:"documents"` // linked to it directly, wholly or in part
	Attributes []AttributeEntry  `json:"attributes"`
	Group      bool              `json:"group"` // it only groups others, and is not counted as a case
	Children   []CaseNode        `json:"children"`
}

// Cases gives the case tree.
func (p *Project) Cases(ctx context.Context) ([]CaseNode, error) {
	var out []CaseNode
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		cited, err := cat.restsOn(tx, "attribute_value")
		out = cat.caseNodes(qda.ID{}, cat.cases.groups(), cited)
		return err
	})
	return out, err
}

func (c *catalog) caseNodes(parent qda.ID, groups map[qda.ID]bool, cited map[qda.ID][]qda.Citation) []CaseNode {
	out := []CaseNode{}
	for _, k := range c.cases.list {
		up := k.ParentID
		if c.cases.byID[up] == nil {
			up = qda.ID{}
		}
		if up != parent || c.cases.binned[k.ID] {
			continue
		}
		v := CaseNode{ID: k.ID, Name: k.Name, Path: c.cases.path(k.ID), Kind: k.Kind, Description: k.Description, Names: c.namesOf(k.ID), Documents: []Ref{}, Attributes: c.entries(k.ID, cited), Group: groups[k.ID]}
		for _, d := range c.documents {
			for _, s := range c.spans[d.ID] {
				if s.CaseID == k.ID && d.DeletedAt == "" {
					v.Documents = append(v.Documents, Ref{d.ID, d.Title})
					break
				}
			}
		}
		v.Children = c.caseNodes(k.ID, groups, cited)
		out = append(out, v)
	}
	return out
}

// FindCase resolves what a person calls a case: its identity, path or unique name, in
// any language.
func (p *Project) FindCase(ctx context.Context, ref string) (qda.Case, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return qda.Case{}, err
	}
	return cat.findCase(ref)
}

func (c *catalog) findCase(ref string) (qda.Case, error) {
	if id, err := qda.ParseID(ref); err == nil && c.cases.byID[id] != nil {
		return *c.cases.byID[id], nil
	}
	var standing []qda.Case
	for _, k := range c.cases.list {
		if !c.cases.binned[k.ID] {
			standing = append(standing, k)
		}
	}
	path := codebook.JoinPath(codebook.SplitPath(ref))
	if found, ok := matchNames(standing, path, func(k qda.Case) string { return c.cases.path(k.ID) }); ok {
		return found[0], nil
	}
	found, ok := matchNames(standing, ref, func(k qda.Case) string { return k.Name })
	if ok {
		return found[0], nil
	}
	if len(found) == 0 {
		found = slices.DeleteFunc(standing, func(k qda.Case) bool { return !matches(ref, k.Name, c.namesOf(k.ID)) })
	}
	switch len(found) {
	case 0:
		return qda.Case{}, c.unknownCase(ref)
	case 1:
		return found[0], nil
	}
	var paths []string
	for _, k := range found {
		paths = append(paths, c.cases.path(k.ID))
	}
	return qda.Case{}, qda.E(qda.Conflict, "case.ambiguous", "{case} may mean {choices}. Name it by its path.", "case", ref, "choices", strings.Join(paths, ", "))
}

// EnsureCase finds a case by name or path, or makes it at that path, with the
// cases above it that are missing.
func (p *Project) EnsureCase(ctx context.Context, ref string) (qda.Case, error) {
	found, err := p.FindCase(ctx, ref)
	if qda.KindOf(err) != qda.NotFound {
		return found, err
	}
	_, err = p.update(ctx, "case.add", func(tx *store.Tx) (err error) {
		found, err = findOrMakeCase(tx, ref)
		return err
	})
	return found, err
}

// findOrMakeCase is EnsureCase within a larger operation.
func findOrMakeCase(tx *store.Tx, ref string) (qda.Case, error) {
	cases, err := store.List[qda.Case](tx, store.Eq{})
	if err != nil {
		return qda.Case{}, err
	}
	named, err := store.List[qda.Label](tx, store.Eq{"owner_entity": caseEntity})
	if err != nil {
		return qda.Case{}, err
	}
	labels := map[qda.ID][]qda.Label{}
	for _, l := range named {
		labels[l.OwnerID] = append(labels[l.OwnerID], l)
	}
	found, err := (&catalog{cases: buildCases(cases), labels: labels}).findCase(ref)
	if qda.KindOf(err) != qda.NotFound {
		return found, err
	}
	return ensureCase(tx, cases, codebook.SplitPath(ref))
}

func noCaseName() error {
	return qda.E(qda.Invalid, "case.no_name", "A case needs a name. Nothing was changed.")
}

// ensureCase walks down a path and makes what is missing. The last name is a
// "case"; cases above it have no kind until somebody gives them one.
func ensureCase(tx *store.Tx, cases []qda.Case, path []string) (at qda.Case, err error) {
	for i, name := range path {
		if name == "" {
			return at, noCaseName()
		}
		var next *qda.Case
		last := ""
		for j, k := range cases {
			if k.ParentID != at.ID || k.DeletedAt != "" {
				continue
			}
			last = max(last, k.Pos)
			if codebook.Fold(k.Name) == codebook.Fold(name) {
				next = &cases[j]
			}
		}
		if next != nil {
			at = *next
			continue
		}
		k := qda.Case{ID: tx.NewID(), ParentID: at.ID, Name: name, Pos: qda.OrderKeys(last, 1)[0]}
		if i == len(path)-1 {
			k.Kind = "case"
		}
		if err := store.Put(tx, k); err != nil {
			return at, err
		}
		cases = append(cases, k)
		at = k
	}
	return at, nil
}

// LinkCase says that documents belong to a case, wholly.
func (p *Project) LinkCase(ctx context.Context, caseID qda.ID, documents []qda.ID, on bool) error {
	_, err := p.update(ctx, "case.link", func(tx *store.Tx) error {
		if _, err := store.Get[qda.Case](tx, caseID); err != nil {
			return err
		}
		for _, id := range documents {
			if err := linkCase(tx, caseID, id, on); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func linkCase(tx *store.Tx, caseID, document qda.ID, on bool) error {
	d, err := store.Get[qda.Document](tx, document)
	if err != nil {
		return err
	}
	spans, err := store.List[qda.CaseSpan](tx, store.Eq{"case_id": caseID, "document_id": document})
	if err != nil {
		return err
	}
	for _, s := range spans {
		if !on {
			if err := store.Delete[qda.CaseSpan](tx, s.ID); err != nil {
				return err
			}
		} else if s.Whole {
			return nil
		}
	}
	if !on {
		return nil
	}
	n, err := tx.TextLength(d.TextHash)
	if err != nil {
		return err
	}
	return store.Put(tx, qda.CaseSpan{ID: tx.NewID(), CaseID: caseID, DocumentID: document, Whole: true, Span: qda.Span{Start: 0, End: n}})
}
