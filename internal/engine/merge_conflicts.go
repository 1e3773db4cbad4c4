package engine

import (
	"context"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// Conflicts lists what a merge left for a person to decide.
func (p *Project) Conflicts(ctx context.Context, all bool) ([]ConflictView, error) {
	out := []ConflictView{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) (err error) {
		match := store.Eq{"state": "open"}
		if all {
			match = store.Eq{}
		}
		list, err := store.List[qda.MergeConflict](tx, match)
		if err != nil {
			return err
		}
		for _, c := range list {
			here, err := tx.CountAll(c.Target, "id", c.TargetID)
			if err != nil {
				return err
			}
			if here == 0 && c.State == "open" {
				continue // it was deleted since; the next merge closes the question
			}
			v, err := conflictView(tx, cat, c)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		several, err := severalValues(tx, cat)
		out = append(out, several...)
		return err
	})
	return out, err
}

// conflictView shows the field as it stands now.
func conflictView(tx *store.Tx, cat *catalog, c qda.MergeConflict) (ConflictView, error) {
	name, err := cat.nameInConflict(tx, c.Target, c.TargetID)
	if err != nil {
		return ConflictView{}, err
	}
	v := ConflictView{ID: c.ID, Entity: c.Target, Thing: Ref{c.TargetID, name}, Field: c.Field, Shown: c.Ours, Other: c.Theirs, State: c.State, At: c.At}
	if c.Field == "" {
		return v, v.veil(tx)
	}
	now, err := tx.FieldText(c.Target, c.TargetID, c.Field)
	if err == nil {
		v.Shown = now
	}
	if qda.KindOf(err) == qda.NotFound {
		err = nil // it has gone since
	}
	if err != nil {
		return v, err
	}
	if err := v.compare(tx, cat, ""); err != nil {
		return v, err
	}
	return v, v.veil(tx)
}

// veil takes out what a blind round hides from the viewer.
func (v *ConflictView) veil(tx *store.Tx) (err error) {
	if v.Hidden, err = tx.Hides(v.Entity, v.Thing.ID); v.Hidden {
		v.Shown, v.Other, v.Base, v.Merged = "", "", "", ""
	}
	return err
}

// compare finds what both versions were made of, unless that is known.
func (v *ConflictView) compare(tx *store.Tx, cat *catalog, base string) error {
	if v.Field == "" {
		return nil
	}
	var err error
	for _, text := range []string{v.Other, v.Shown} {
		if base == "" && err == nil {
			base, _, err = tx.FieldBefore(v.Entity, v.Thing.ID, v.Field, text)
		}
	}
	v.Base = base
	v.Merged, _ = putTogether(base, v.Shown, v.Other)
	if err != nil {
		return err
	}
	return v.nameReferences(tx, cat)
}

// DecideConflict settles a conflict: "ours" leaves what is shown, "theirs" takes the
// other version, "edited" writes a third one. Where one side had deleted the thing,
// "theirs" deletes it, if nothing hangs on it. Of two values of a facet that takes one,
// the chosen one stays.
func (p *Project) DecideConflict(ctx context.Context, id qda.ID, choice, text string) (ConflictView, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return ConflictView{}, err
	}
	var v ConflictView
	several := false
	if _, err := p.update(ctx, "conflict.decide", func(tx *store.Tx) (err error) {
		if v, several, err = decideSeveral(tx, cat, id, choice); several || err != nil {
			return err
		}
		return decideConflict(tx, id, choice, text)
	}); err != nil || several {
		return v, err
	}
	return p.conflict(ctx, id)
}

func decideConflict(tx *store.Tx, id qda.ID, choice, text string) error {
	c, err := store.Get[qda.MergeConflict](tx, id)
	if err != nil {
		return err
	}
	if c.State != "open" {
		return qda.E(qda.Conflict, "conflict.decided", "This has been decided already. Nothing was changed.")
	}
	if hidden, err := tx.Hides(c.Target, c.TargetID); err != nil {
		return err
	} else if hidden {
		return qda.E(qda.Conflict, "conflict.blind", "What this is about belongs to a blind round and is hidden from you. Nothing was changed. Decide when the round is finished, or let its coder decide.")
	}
	switch choice {
	case "ours":
	case "theirs":
		if c.Field == "" {
			err = tx.RemoveRecord(c.Target, c.TargetID)
		} else {
			err = tx.SetField(c.Target, c.TargetID, c.Field, c.Theirs)
		}
	case "edited":
		if c.Field == "" {
			return qda.E(qda.Invalid, "conflict.no_text", "There is no text to write: the question is whether the thing stays. Nothing was changed.")
		}
		if !isText(c.Target, c.Field) {
			return qda.E(qda.Invalid, "conflict.no_words", "What this is about is not a text that can be written. Use ours or theirs. Nothing was changed.")
		}
		err = tx.SetField(c.Target, c.TargetID, c.Field, text)
	default:
		return qda.E(qda.Invalid, "conflict.choice", "{choice} is not a way to decide. Use ours, theirs or edited. Nothing was changed.", "choice", choice)
	}
	if err != nil {
		return err
	}
	return tx.Decide(c, choice)
}

// isText reports whether a field holds words, and not a reference, a number or a yes or no.
func isText(entity, field string) bool {
	e, ok := oplog.EntityNamed(entity)
	if !ok {
		return false
	}
	i, ok := e.Column(field)
	return ok && e.Columns[i].Type == oplog.TextType
}

// conflict shows one.
func (p *Project) conflict(ctx context.Context, id qda.ID) (ConflictView, error) {
	var out ConflictView
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		c, err := store.Get[qda.MergeConflict](tx, id)
		if err == nil {
			out, err = conflictView(tx, cat, c)
		}
		return err
	})
	return out, err
}
