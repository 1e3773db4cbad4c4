package engine

import (
	"context"

	"articula/internal/exchange/bundle"
	"articula/internal/store"
)

// PreviewExport says what would be written, in which format and for whom.
type PreviewExport struct {
	Format    string    `json:"format"` // as the command line names them: csv, xlsx, json, jsonl, html, docx, dataset, qdpx
	Where     string    `json:"where"`
	Consensus bool      `json:"consensus"`
	Positions Positions `json:"positions"`   // qdpx
	NoSideCar bool      `json:"no_side_car"` // qdpx
	Share     Sharing   `json:"share"`
}

// ExportPreview says what an export would hold, lose and take out.
type ExportPreview struct {
	Codings   int            `json:"codings"`
	Documents int            `json:"documents"` // that they lie in
	Elements  []bundle.Entry `json:"elements"`  // qdpx: stored, kept beside the standard, left out
	Takes     []string       `json:"takes"`     // what the profile takes out, see [SharingProfiles]
	Names     int            `json:"names"`     // in texts, that are replaced
	Open      int            `json:"open"`      // findings without an answer that stand against a publication
	Hidden    int            `json:"hidden"`    // documents in a blind round, of which others' codings are left out
}

// PreviewExport looks at an export before anything is written.
func (p *Project) PreviewExport(ctx context.Context, r PreviewExport, progress Progress) (ExportPreview, error) {
	out := ExportPreview{Elements: []bundle.Entry{}, Takes: r.Share.all()}
	if err := r.Share.check(); err != nil {
		return out, err
	}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		found, _, err := p.selectCodings(tx, cat, r.Where, r.Consensus, nil)
		if err != nil {
			return err
		}
		out.Codings, out.Documents = len(found), len(documentsOf(found))
		hidden, err := tx.HiddenCodings()
		if err != nil {
			return err
		}
		out.Hidden = len(hidden)
		c, err := newCover(tx, r.Share)
		if err != nil || c == nil {
			return err
		}
		only := documentsOf(found)
		if r.Where == "" || r.Format == "qdpx" {
			only = nil
		}
		for i := range cat.documents {
			d := &cat.documents[i]
			if d.DeletedAt != "" || only != nil && !only[d.ID] {
				continue
			}
			step(progress, d.Title, i, len(cat.documents))
			if err := ctx.Err(); err != nil {
				return err
			}
			t, err := c.text(tx, d)
			if err != nil {
				return err
			}
			out.Names += len(t.edits)
		}
		if !r.Share.takes("answers") {
			return nil
		}
		findings, err := p.scanIdentifiers(tx, cat, only)
		for _, f := range findings {
			if f.Answer == "" {
				out.Open++
			}
		}
		return err
	})
	if err != nil || r.Format != "qdpx" {
		return out, explained(err)
	}
	done, err := p.ExportProject(ctx, "", ExportProject{Where: r.Where, Positions: r.Positions, NoSideCar: r.NoSideCar, Preview: true, Share: r.Share}, progress)
	out.Elements = done.Elements
	return out, err
}

// coverAsIs prepares a cover without asking whether everything is answered, for looking
// at what it does.
func (p *Project) coverAsIs(ctx context.Context, s Sharing) (c *cover, err error) {
	err = p.view(ctx, func(tx *store.Tx) error {
		c, err = newCover(tx, s)
		return err
	})
	return c, err
}
