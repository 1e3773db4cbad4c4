package engine

import (
	"testing"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// TestEveryKindOfRecordHasAName asks for the names of the first records of each kind in a
// project that has all of them. What a conflict keeps is itself no subject of one.
func TestEveryKindOfRecordHasAName(t *testing.T) {
	p := sampleProject(t)
	if _, err := p.TakeSnapshot(bg, "Before"); err != nil {
		t.Fatal(err)
	}
	if _, err := p.update(bg, "test.add", func(tx *store.Tx) error {
		codings, err := store.List[qda.Coding](tx, store.Eq{})
		if err != nil {
			return err
		}
		actors, err := store.List[qda.Actor](tx, store.Eq{})
		if err != nil {
			return err
		}
		versions, err := store.List[qda.CodebookVersion](tx, store.Eq{})
		if err != nil {
			return err
		}
		c, me, now, set := codings[0], tx.Viewer(), tx.Now(), qda.Set{ID: tx.NewID(), Name: "Set", Pos: "1"}
		for _, put := range []func() error{
			func() error {
				return store.Put(tx, qda.Preserved{ID: tx.NewID(), Owner: "code", OwnerID: c.CodeID, Format: "refi-project", Element: "NoteRef"})
			},
			func() error {
				return store.Put(tx, qda.IdentifierAnswer{ID: tx.NewID(), Text: "Eva", Answer: "other", CoderID: me, At: now})
			},
			func() error {
				return store.Put(tx, qda.CodingCheck{ID: tx.NewID(), CodingID: c.ID, CoderID: me, At: now})
			},
			func() error {
				return store.Put(tx, qda.Decision{ID: tx.NewID(), RoundID: c.RoundID, DocumentID: c.DocumentID, CodeID: c.CodeID, Span: c.Span, Choice: "a", CodebookVersionID: versions[0].ID, CoderID: me, At: now})
			},
			func() error {
				return store.Put(tx, qda.Excerpt{ID: tx.NewID(), RoundID: c.RoundID, DocumentID: c.DocumentID, Span: c.Span, Pos: "1"})
			},
			func() error { return store.Put(tx, set) },
			func() error {
				return store.Put(tx, qda.SetMember{ID: tx.NewID(), SetID: set.ID, Target: "code", TargetID: c.CodeID, Pos: "1"})
			},
			func() error {
				return store.Put(tx, qda.Pseudonym{ID: tx.NewID(), Kind: qda.PersonName, Name: "Eva", Replacement: "P1", CreatedAt: now})
			},
			func() error {
				return store.Put(tx, qda.RefusedMention{ID: tx.NewID(), ActorID: actors[0].ID, DocumentID: c.DocumentID, CoderID: me, At: now})
			},
			func() error {
				return store.Put(tx, qda.Revision{ID: tx.NewID(), DocumentID: c.DocumentID, FromHash: c.TextHash, ToHash: c.TextHash, Edits: "[]", Reason: "correction", CoderID: me, At: now})
			},
			func() error {
				return store.Put(tx, qda.SavedQuery{ID: tx.NewID(), Name: "Query", Kind: "search", CoderID: me, At: now})
			},
		} {
			if err := put(); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := p.withCatalog(bg, func(tx *store.Tx, cat *catalog) error {
		for _, e := range oplog.Entities() {
			rows, err := store.Rows(tx, e)
			if err != nil {
				return err
			}
			if len(rows) == 0 && e.Name != "merge_conflict" {
				t.Errorf("there is no %s to name", e.Name)
			}
			for _, row := range rows[:min(len(rows), 8)] {
				name, err := cat.nameInConflict(tx, e.Name, row.Key())
				if err != nil {
					return err
				}
				if name == "" && e.Name != "merge_conflict" {
					t.Errorf("a %s has no name: %s", e.Name, oplog.Encode([]oplog.Change{oplog.CreateOf(e, row)}))
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
