package engine

import (
	"context"
	"testing"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// MakeBlind assigns a document to every coder in the latest round and makes the
// round blind.
func MakeBlind(t *testing.T, p *Project, document qda.ID) {
	t.Helper()
	_, err := p.update(context.Background(), "round.plan", func(tx *store.Tx) error {
		rounds, err := store.List[qda.Round](tx, store.Eq{})
		if err != nil {
			return err
		}
		r := rounds[len(rounds)-1]
		r.Blind = true
		coders, err := store.List[qda.Coder](tx, store.Eq{})
		if err != nil {
			return err
		}
		for _, c := range coders {
			if err := store.Put(tx, qda.Assignment{ID: tx.NewID(), RoundID: r.ID, DocumentID: document, CoderID: c.ID, State: qda.AssignmentOpen}); err != nil {
				return err
			}
		}
		return store.Save(tx, r)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ForgetCounted lets go of what was read for counting, so that it is read as a whole.
func (p *Project) ForgetCounted() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.frames, p.touched = nil, nil
}

// CountedIsFollowed reports whether the next look at a matrix takes over what was read
// for the one before.
func (p *Project) CountedIsFollowed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.frames[false]
	if f != nil && f.counted == p.counted {
		return true
	}
	_, named := p.touchedSince(f)
	return named
}

// PrepareCounting reads at once what the first matrix looks at.
func (p *Project) PrepareCounting(ctx context.Context) error { return p.prepareCounting(ctx) }

// LastChanges reads what the last operation changed, in the order in which it did.
func LastChanges(t *testing.T, p *Project) (changes []oplog.Change) {
	t.Helper()
	if err := p.view(context.Background(), func(tx *store.Tx) error {
		seq, _, err := tx.Head()
		if err != nil {
			return err
		}
		changes, err = tx.Changes(seq)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return changes
}

// LabelID is the identity of a text in another language.
var LabelID = labelID
