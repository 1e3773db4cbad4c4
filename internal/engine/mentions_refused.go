package engine

import (
	"context"
	"slices"
	"strconv"

	"articula/internal/qda"
	"articula/internal/store"
)

// refusalOf is the identity of a refusal: there can only be one for an actor and a
// passage, whoever says it.
func refusalOf(actor, document qda.ID, span qda.Span) qda.ID {
	return qda.NaturalID("refused_mention", actor, document, qda.Key(strconv.Itoa(span.Start)), qda.Key(strconv.Itoa(span.End)))
}

// RefuseMentions remembers that passages do not speak of the actors whose names stand
// there, as one operation, and gives how many were not refused before.
func (p *Project) RefuseMentions(ctx context.Context, places []MentionPlace) (int, error) {
	n := 0
	_, err := p.update(ctx, "mention.refuse", func(tx *store.Tx) error {
		n = 0
		for _, m := range places {
			d, ix, err := p.documentText(tx, m.Document)
			if err != nil {
				return err
			}
			span := qda.Span{Start: m.Start, End: m.End}
			if err := checkSpan(d, ix, span); err != nil {
				return err
			}
			if _, err := store.Get[qda.Actor](tx, m.Actor); err != nil {
				return noActor(m.Actor)
			}
			have, err := refusals(tx, m.Actor, m.Document, span)
			if err != nil {
				return err
			}
			if len(have) > 0 {
				continue
			}
			r := qda.RefusedMention{ID: refusalOf(m.Actor, m.Document, span), ActorID: m.Actor, DocumentID: m.Document, Span: span, CoderID: tx.Viewer(), At: tx.Now()}
			if err := store.Put(tx, r); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// RestoreMentions takes refusals back, as one operation, and gives how many there were.
func (p *Project) RestoreMentions(ctx context.Context, places []MentionPlace) (int, error) {
	n := 0
	_, err := p.update(ctx, "mention.restore", func(tx *store.Tx) error {
		n = 0
		for _, m := range places {
			have, err := refusals(tx, m.Actor, m.Document, qda.Span{Start: m.Start, End: m.End})
			if err != nil {
				return err
			}
			for _, r := range have {
				if err := store.Delete[qda.RefusedMention](tx, r.ID); err != nil {
					return err
				}
				n++
			}
		}
		return nil
	})
	return n, err
}

// refusals are the refusals of an actor at a passage: one, or none.
func refusals(tx *store.Tx, actor, document qda.ID, span qda.Span) ([]qda.RefusedMention, error) {
	list, err := store.List[qda.RefusedMention](tx, store.Eq{"document_id": document, "actor_id": actor})
	return slices.DeleteFunc(list, func(r qda.RefusedMention) bool { return r.Span != span }), err
}

// markRefused says which mentions were refused.
func markRefused(tx *store.Tx, found []Mention) error {
	list, err := store.List[qda.RefusedMention](tx, store.Eq{})
	if err != nil {
		return err
	}
	type place struct {
		actor, document qda.ID
		span            qda.Span
	}
	refused := map[place]bool{}
	for _, r := range list {
		refused[place{r.ActorID, r.DocumentID, r.Span}] = true
	}
	for i, m := range found {
		found[i].Refused = refused[place{m.Actor.ID, m.Document.ID, qda.Span{Start: m.Start, End: m.End}}]
	}
	return nil
}

// mergeRefusals has refusals of actors that go hold for the one that remains.
func mergeRefusals(tx *store.Tx, into qda.ID, from map[qda.ID]bool, do bool) error {
	if !do {
		return nil
	}
	list, err := store.List[qda.RefusedMention](tx, store.Eq{})
	if err != nil {
		return err
	}
	for _, r := range list {
		if !from[r.ActorID] {
			continue
		}
		if err := store.Delete[qda.RefusedMention](tx, r.ID); err != nil {
			return err
		}
		have, err := refusals(tx, into, r.DocumentID, r.Span)
		if err != nil {
			return err
		}
		if len(have) > 0 {
			continue
		}
		r.ID, r.ActorID = refusalOf(into, r.DocumentID, r.Span), into
		if err := store.Put(tx, r); err != nil {
			return err
		}
	}
	return nil
}
