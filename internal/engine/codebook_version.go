package engine

import (
	"context"
	"strconv"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// freezeCodebook gives the version of the codebook as it stands: the latest one if
// nothing has changed since it was frozen, else a new one with the label, or a
// number where that is "".
func freezeCodebook(tx *store.Tx, project qda.Project, label, note string) (qda.CodebookVersion, error) {
	var v qda.CodebookVersion
	records, err := bookRecords(tx)
	if err != nil {
		return v, err
	}
	body := bookText(records, project.Title, project.Language)
	versions, err := store.List[qda.CodebookVersion](tx, store.Eq{})
	if err != nil {
		return v, err
	}
	hash := qda.HashOf(body)
	latest := latestVersion(versions)
	if latest.Hash == hash && label == "" {
		return latest, nil
	}
	if label == "" {
		label = "Codebook " + strconv.Itoa(len(versions)+1)
	}
	v = qda.CodebookVersion{ID: tx.NewID(), Label: label, Note: note, Body: string(body), Hash: hash, CoderID: tx.Viewer(), At: tx.Now()}
	return v, store.Put(tx, v)
}

// CodebookVersion is a frozen state of the codebook.
type CodebookVersion struct {
	ID    qda.ID `json:"id" ts_type:"string"`
	Label string `json:"label"`
	Note  string `json:"note"`
	Hash  string `json:"hash"`
	By    Ref    `json:"by"`
	At    string `json:"at"`
}

// FreezeCodebook keeps the codebook as it stands under a label.
func (p *Project) FreezeCodebook(ctx context.Context, label, note string) (CodebookVersion, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return CodebookVersion{}, err
	}
	var v qda.CodebookVersion
	_, err = p.update(ctx, "codebook.version", func(tx *store.Tx) (err error) {
		v, err = freezeCodebook(tx, cat.project, label, note)
		return err
	})
	return CodebookVersion{ID: v.ID, Label: v.Label, Note: v.Note, Hash: v.Hash.String(), By: Ref{v.CoderID, p.Me().Name}, At: v.At}, err
}

// CodebookVersions lists what was frozen, earliest first.
func (p *Project) CodebookVersions(ctx context.Context) ([]CodebookVersion, error) {
	out := []CodebookVersion{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		list, err := store.List[qda.CodebookVersion](tx, store.Eq{})
		for _, v := range list {
			out = append(out, CodebookVersion{ID: v.ID, Label: v.Label, Note: v.Note, Hash: v.Hash.String(), By: Ref{v.CoderID, cat.coderOf[v.CoderID]}, At: v.At})
		}
		return err
	})
	return out, err
}

// FindVersion resolves what a person calls a version of the codebook: identity or label.
func (p *Project) FindVersion(ctx context.Context, ref string) (CodebookVersion, error) {
	list, err := p.CodebookVersions(ctx)
	if err != nil {
		return CodebookVersion{}, err
	}
	var labels []string
	for _, v := range list {
		if v.ID.String() == ref {
			return v, nil
		}
		labels = append(labels, v.Label)
	}
	found, ok := matchNames(list, ref, func(v CodebookVersion) string { return v.Label })
	switch {
	case ok:
		return found[0], nil
	case len(found) > 1:
		return CodebookVersion{}, qda.E(qda.Conflict, "codebook.version_ambiguous", "{n} versions of the codebook are called {version}. Name the one you mean by identity.", "n", len(found), "version", ref)
	}
	return CodebookVersion{}, qda.E(qda.NotFound, "codebook.version_unknown", "There is no version {version} of the codebook. The project has {choices}.", "version", ref, "choices", strings.Join(labels, ", "))
}
