package engine

import (
	"context"
	"errors"
	"fmt"

	formats "articula/internal/exchange/foreign"
	"articula/internal/exchange/refi"
	"articula/internal/extract"
	"articula/internal/oplog"
	"articula/internal/pseudonym"
	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// CoveredText shows a document with the names of the register replaced.
func (p *Project) CoveredText(ctx context.Context, id qda.ID) (CoveredText, error) {
	var out CoveredText
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		d := cat.docOf[id]
		if d == nil {
			return noDocument(id)
		}
		c, err := newCover(tx, Sharing{Pseudonyms: true})
		if err != nil {
			return err
		}
		given, err := readAnswers(tx)
		if err != nil {
			return err
		}
		text, err := tx.Text(d.TextHash)
		if err != nil {
			return err
		}
		register, err := readPseudonyms(tx)
		if err != nil {
			return err
		}
		known, err := p.knownNames(tx, cat, register)
		if err != nil {
			return err
		}
		out = c.coveredView(*d, text.Body, given, known)
		return nil
	})
	return out, err
}

// Pseudonymise says where the names of the register are replaced for good.
type Pseudonymise struct {
	Documents []qda.ID `json:"documents" ts_type:"string[]"` // none: the whole project, with titles, memos, findings and all other words
	Preview   bool     `json:"preview"`                      // only say what would change
}

// Pseudonymised says what was changed.
type Pseudonymised struct {
	Documents []PseudonymisedText `json:"documents"`
	Records   int                 `json:"records"` // besides: records in whose words names were replaced
	Widened   []Unanchored        `json:"widened"` // passages that held a part of a name, and hold all that stands for it now
	Files     int                 `json:"files"`   // imported files that were detached, for they hold the names
	Preview   bool                `json:"preview"`
}

// PseudonymisedText is a document that has another text.
type PseudonymisedText struct {
	Document Ref `json:"document"`
	Names    int `json:"names"`    // replaced in it
	Passages int `json:"passages"` // that lie at another place or hold other words
}

// Pseudonymise gives documents a text in which the names of the register are replaced,
// in one operation that can be undone: everything that points into a text is carried
// along. The project's history and its backups still hold the names; what leaves the
// project with the profile archive or publication does not.
func (p *Project) Pseudonymise(ctx context.Context, r Pseudonymise, progress Progress) (Pseudonymised, error) {
	out := Pseudonymised{Documents: []PseudonymisedText{}, Widened: []Unanchored{}, Preview: r.Preview}
	cat, err := p.names(ctx)
	if err != nil {
		return out, err
	}
	list := cat.documents
	if len(r.Documents) > 0 {
		list = nil
		for _, id := range r.Documents {
			d := cat.docOf[id]
			if d == nil {
				return out, noDocument(id)
			}
			list = append(list, *d)
		}
	}
	_, err = p.update(ctx, "pseudonym.permanent", func(tx *store.Tx) error {
		names, err := readPseudonyms(tx)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			return qda.E(qda.Invalid, "pseudonym.empty", "The register holds no names yet, so there is nothing to replace. Nothing was changed.")
		}
		c := &cover{Sharing: Sharing{Pseudonyms: true}, entries: entriesOf(names), matchers: map[string]*pseudonym.Matcher{}}
		for i, d := range list {
			if err := ctx.Err(); err != nil {
				return qda.E(qda.Cancelled, "pseudonym.stopped", "Replacing the names was stopped. Nothing was changed.").Because(err)
			}
			step(progress, d.Title, i, len(list))
			if err := pseudonymiseText(tx, c, d, &out); err != nil {
				return err
			}
		}
		if len(r.Documents) == 0 {
			if err := pseudonymiseWords(tx, c, &out); err != nil {
				return err
			}
		}
		step(progress, "", len(list), len(list))
		if r.Preview {
			return errPreview
		}
		return nil
	})
	if r.Preview && (errors.Is(err, errPreview) || err == nil) {
		return out, nil
	}
	return out, explained(err)
}

// pseudonymiseText gives one document another text, title and speakers, and detaches
// the file that it was imported from.
func pseudonymiseText(tx *store.Tx, c *cover, d qda.Document, out *Pseudonymised) error {
	old, err := tx.Text(d.TextHash)
	if err != nil {
		return err
	}
	edits := c.matcher(d.Lang).Edits(old.Body)
	before := d
	if len(edits) > 0 {
		shape, err := tx.Structure(d.StructureHash)
		if err != nil {
			return err
		}
		t := c.covered(d.Lang, old.Body)
		next := textpos.Normalise(t.ix.Text())
		if next != t.ix.Text() {
			return fmt.Errorf("engine: the text of %s would need to be normalised", d.ID)
		}
		carried := c.structure(shape, t)
		change := textChange{edits: edits, reason: qda.RevisedForPseudonyms, shape: func(string) (qda.Structure, error) { return carried, nil }}
		if extract.Check(extract.Result{Text: next, Structure: carried, Characters: t.ix.Len(), Turns: len(carried.Of(qda.Turn)), Speakers: speakersIn(carried)}) != nil {
			change.shape = nil
		}
		lost, moved, err := change.apply(tx, d)
		if err != nil {
			return err
		}
		for _, l := range lost {
			if l.Fate == string(textpos.Lost) {
				return qda.E(qda.Conflict, "pseudonym.lost", "“{quote}” in {document} would lose all of its words. Nothing was changed.", "quote", inVivoName(l.Quote), "document", d.Title)
			}
			if l.Fate == fateWidened {
				out.Widened = append(out.Widened, l)
			}
		}
		out.Documents = append(out.Documents, PseudonymisedText{Document: Ref{d.ID, d.Title}, Names: len(edits), Passages: moved})
		if d, err = store.Get[qda.Document](tx, d.ID); err != nil {
			return err
		}
		before = d
	}
	e := oplog.EntityOf(d)
	row := e.RowOf(d)
	c.row(e, row)
	d = e.RecordOf(row).(qda.Document)
	changed := len(edits) > 0 || d != before
	if changed && !d.SourceHash.IsZero() {
		d.SourceHash = qda.Hash{}
		out.Files++
	}
	if d != before {
		if err := store.Save(tx, d); err != nil {
			return err
		}
	}
	speakers, err := store.List[qda.Speaker](tx, store.Eq{"document_id": d.ID})
	if err != nil {
		return err
	}
	for _, s := range speakers {
		if next := c.words(s.Name); next != s.Name {
			s.Name = next
			if err := store.Save(tx, s); err != nil {
				return err
			}
		}
	}
	return nil
}

func speakersIn(s qda.Structure) (out []extract.Speaker) {
	for _, t := range s.Of(qda.Turn) {
		out = append(out, extract.Speaker{Name: t.Speaker})
	}
	return out
}

// pseudonymiseWords replaces the names in all other words of the project.
func pseudonymiseWords(tx *store.Tx, c *cover, out *Pseudonymised) error {
	for _, e := range oplog.Entities() {
		switch e.Name {
		case "pseudonym", "identifier_answer", "revision", "document", "coder", "merge_conflict", "codebook_version":
			continue
		}
		rows, err := store.Rows(tx.Unblinded(), e)
		if err != nil {
			return err
		}
		for _, row := range rows {
			next := append(oplog.Row(nil), row...)
			if kept, ok := e.RecordOf(row).(qda.Preserved); ok {
				kept, _ = refi.Reword(kept, c.said)
				kept, _ = formats.Reword(kept, c.said)
				next = e.RowOf(kept)
			} else {
				c.row(e, next)
			}
			if _, differs := oplog.UpdateOf(e, row, next); !differs {
				continue
			}
			if err := store.SaveRow(tx, e, next); err != nil {
				return err
			}
			out.Records++
		}
	}
	return nil
}
