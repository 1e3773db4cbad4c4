package bridge

import (
	"context"

	"articula/internal/engine"
	"articula/internal/qda"
)

// Documents are what is read. Texts, structures, codings and the imported file of a
// document are fetched by route: /api/documents/{id}/text, /view, /codings, /original.
type Documents struct{ desk *Desk }

// List gives the documents in their order; with binned those in the bin.
func (b *Documents) List(c Caller, binned bool) ([]engine.DocumentRow, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.DocumentRow, error) {
		return p.Documents(ctx, engine.DocumentFilter{Binned: binned})
	})
}

// View gives the header and the structure of a document.
func (b *Documents) View(c Caller, document string) (engine.DocumentView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.DocumentView, error) {
		id, err := identity(document)
		if err != nil {
			return engine.DocumentView{}, err
		}
		return p.Document(ctx, id)
	})
}

// Unplaced lists the codings of a document that no text has a place for.
func (b *Documents) Unplaced(c Caller, document string) ([]engine.UnplacedCoding, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.UnplacedCoding, error) {
		id, err := identity(document)
		if err != nil {
			return nil, err
		}
		return p.Unplaced(ctx, id)
	})
}

// ImportChoice says what is known of documents to import.
type ImportChoice struct {
	Tokens      []string         `json:"tokens"`
	Kind        qda.DocumentKind `json:"kind"`
	Lang        string           `json:"lang"`
	Encoding    string           `json:"encoding"`
	Case        string           `json:"case"`
	KeepRunning bool             `json:"keep_running"`
	// For projects of other programs, see engine.ImportProject.
	Conventions map[string]string `json:"conventions"`
	Dots        bool              `json:"dots"`
	Projects    []string          `json:"projects"`
	Preview     bool              `json:"preview"` // only say what would come in, of projects
}

// Import reads the chosen files, as a job whose result is an engine.ImportReport.
func (b *Documents) Import(c Caller, r ImportChoice) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		var paths []string
		for _, t := range r.Tokens {
			path, err := b.desk.tokens.Path(UseImport, t)
			if err != nil {
				return Job{}, err
			}
			paths = append(paths, path)
		}
		return b.desk.work("import", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.Import(ctx, engine.Import{Paths: paths, Kind: r.Kind, Lang: r.Lang, Encoding: r.Encoding, Case: r.Case, KeepRunning: r.KeepRunning, Conventions: r.Conventions, Dots: r.Dots, Projects: r.Projects, Preview: r.Preview}, progress)
		}), nil
	})
}

// Encodings lists the encodings of plain text that Import takes.
func (b *Documents) Encodings(c Caller) ([]string, error) {
	return answer(b.desk, c, func(context.Context) ([]string, error) { return engine.Encodings(), nil })
}

// Edit changes the header of a document.
func (b *Documents) Edit(c Caller, r engine.EditDocument) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error { return p.EditDocument(ctx, r) })
}

// Bin puts documents into the bin, or fetches them from it.
func (b *Documents) Bin(c Caller, documents []string, back bool) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(documents)
		if err != nil {
			return err
		}
		return p.BinDocuments(ctx, ids, back)
	})
}

// EditSpeaker says what role a voice has.
func (b *Documents) EditSpeaker(c Caller, speaker string, role qda.SpeakerRole, note string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(speaker)
		if err != nil {
			return err
		}
		return p.EditSpeaker(ctx, id, role, note)
	})
}

// SetPassageLanguage says in which language a passage is written; "" is that of its
// document.
func (b *Documents) SetPassageLanguage(c Caller, document string, start, end int, lang string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(document)
		if err != nil {
			return err
		}
		return p.SetPassageLanguage(ctx, id, qda.Span{Start: start, End: end}, lang)
	})
}

// SaveOriginal writes the imported file to the place that the token stands for.
func (b *Documents) SaveOriginal(c Caller, document, token string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(document)
		if err != nil {
			return err
		}
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return err
		}
		return p.SaveOriginal(ctx, id, path)
	})
}

// Cases gives the tree of cases.
func (b *Documents) Cases(c Caller) ([]engine.CaseNode, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CaseNode, error) { return p.Cases(ctx) })
}

// LinkCase links documents to a case, or takes them out of it. A case that is not
// there yet is made by its name or path.
func (b *Documents) LinkCase(c Caller, caseRef string, documents []string, on bool) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(documents)
		if err != nil {
			return err
		}
		k, err := p.EnsureCase(ctx, caseRef)
		if err != nil {
			return err
		}
		return p.LinkCase(ctx, k.ID, ids, on)
	})
}
