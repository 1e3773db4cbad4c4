package engine

import (
	"context"
	"io/fs"
	"strings"

	"articula/internal/exchange/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// CodebookNone is the name for starting without a codebook.
const CodebookNone = "none"

// Codebooks lists the names of the codebooks that come with the program.
func (e *Engine) Codebooks() []string {
	var names []string
	if e.opts.Seeds == nil {
		return names
	}
	entries, err := fs.ReadDir(e.opts.Seeds, "codebooks")
	if err != nil {
		return names
	}
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return names
}

// starterBook reads a codebook that comes with the program.
func (e *Engine) starterBook(name string) (codebook.Book, error) {
	unknown := qda.E(qda.NotFound, "codebook.unknown", "No codebook called {name} comes with the program. Use one of {choices}, or none.", "name", name, "choices", strings.Join(e.Codebooks(), ", "))
	if e.opts.Seeds == nil {
		return codebook.Book{}, unknown
	}
	b, err := fs.ReadFile(e.opts.Seeds, "codebooks/"+name+".yaml")
	if err != nil {
		return codebook.Book{}, unknown.Because(err)
	}
	book, _, err := codebook.ReadYAML(b)
	return book, err
}

// Create makes a project file and opens it. It fails with Conflict if there is a
// file of that name.
func (e *Engine) Create(ctx context.Context, path string, r NewProject) (*Project, error) {
	if strings.TrimSpace(r.Title) == "" {
		return nil, qda.E(qda.Invalid, "project.no_title", "A project needs a title. Nothing was changed.")
	}
	lang, err := language(r.Language)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSpace(r.Coder)
	if name == "" {
		name = e.opts.User
	}
	me := newCoder(name, 0)
	me.Role = "supervisor"
	var book codebook.Book
	if r.Codebook != "" && r.Codebook != CodebookNone {
		var err error
		if book, err = e.starterBook(r.Codebook); err != nil {
			return nil, err
		}
	}
	project := qda.Project{Title: strings.TrimSpace(r.Title), Description: r.Description, Language: lang, Settings: "{}"}
	s, err := store.Create(ctx, path, e.storeOptions(false), project, me, func(tx *store.Tx, _ qda.Coder) error {
		return putBook(tx, book)
	})
	if err != nil {
		return nil, explained(err)
	}
	p := newProject(e, s)
	if err := p.Become(ctx, name); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// putBook writes a codebook into a project that has none.
func putBook(tx *store.Tx, book codebook.Book) error {
	r := book.Records(tx.NewID)
	for _, c := range r.Codes {
		c.CreatedAt = tx.Now()
		if err := store.Put(tx, c); err != nil {
			return err
		}
	}
	for _, put := range []func() error{
		putAll(tx, r.Facets), putAll(tx, r.FacetValues), putAll(tx, r.Attributes), putAll(tx, r.Choices), putAll(tx, r.Labels),
	} {
		if err := put(); err != nil {
			return err
		}
	}
	return nil
}

func putAll[T qda.Record](tx *store.Tx, list []T) func() error {
	return func() error {
		for _, x := range list {
			if err := store.Put(tx, x); err != nil {
				return err
			}
		}
		return nil
	}
}
