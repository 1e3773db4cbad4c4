package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	formats "articula/internal/exchange/foreign"
	"articula/internal/exchange/refi"
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// UnplacedCoding is a coding of another program that no text has a place for: of an area
// of a picture or page, or of a time of a recording. It is kept as it came and written
// out again.
type UnplacedCoding struct {
	Document Ref    `json:"document"`
	Code     Ref    `json:"code"`
	Coder    Ref    `json:"coder"`
	Kind     string `json:"kind"`                    // "area", "time", "words" or "whole"
	Page     int    `json:"page"`                    // from 1; 0 for none
	Area     [4]int `json:"area" ts_type:"number[]"` // left, first, right and second edge, as the file counts them
	Begin    int    `json:"begin"`
	End      int    `json:"end"` // of a time, in milliseconds; of words, as the file counts
	Name     string `json:"name"`
	Created  string `json:"created"`
}

// Unplaced lists the codings of a document, or of all where it is none, that no text has
// a place for.
func (p *Project) Unplaced(ctx context.Context, document qda.ID) ([]UnplacedCoding, error) {
	out := []UnplacedCoding{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		hidden, err := tx.HiddenCodings()
		if err != nil {
			return err
		}
		codes, coders, err := foreignNames(tx)
		if err != nil {
			return err
		}
		for i := range cat.documents {
			d := &cat.documents[i]
			if !document.IsZero() && d.ID != document || document.IsZero() && d.DeletedAt != "" {
				continue
			}
			kept, err := store.List[qda.Preserved](tx, store.Eq{"owner_id": d.ID})
			if err != nil {
				return err
			}
			for _, k := range kept {
				for _, u := range append(refi.Unplaced(k), formats.Unplaced(k)...) {
					view := UnplacedCoding{Document: Ref{ID: d.ID, Name: d.Title}, Kind: string(u.Kind), Page: u.Page, Area: u.Area, Begin: u.Begin, End: u.End, Name: u.Name, Created: u.CreatedAt}
					coder := referred(coders, u.Coder)
					view.Coder = Ref{coder, cat.coderOf[coder]}
					if hidden[d.ID] && coder != tx.Viewer() {
						continue
					}
					if n := cat.heir(referred(codes, u.Code)); n != nil {
						view.Code = Ref{ID: n.Code.ID, Name: n.Path()}
					}
					out = append(out, view)
				}
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b UnplacedCoding) int {
		if a.Document.ID != b.Document.ID {
			return 0
		}
		if c := strings.Compare(a.Kind, b.Kind); c != 0 {
			return c
		}
		return slices.Compare([]int{a.Page, a.Begin, a.Area[1], a.Area[0]}, []int{b.Page, b.Begin, b.Area[1], b.Area[0]})
	})
	return out, explained(err)
}

// referred is the record that an identity in a file means: the one that has it there,
// else the one that has it here.
func referred(by map[qda.ID]qda.ID, guid string) qda.ID {
	id, err := qda.ParseID(strings.TrimSpace(guid))
	if err != nil {
		return qda.ID{}
	}
	if there, ok := by[id]; ok {
		return there
	}
	return id
}

// foreignNames tells which codes and coders have another identity in the file that they
// came from.
func foreignNames(tx *store.Tx) (codes, coders map[qda.ID]qda.ID, err error) {
	of := map[string]map[qda.ID]qda.ID{"code": {}, "coder": {}}
	for kind, into := range of {
		kept, err := store.List[qda.Preserved](tx, store.Eq{"owner_entity": kind})
		if err != nil {
			return nil, nil, err
		}
		for _, k := range kept {
			if id, ok := refi.IdentityIn(k); ok {
				into[id] = k.OwnerID
			}
		}
	}
	return of["code"], of["coder"], nil
}

// refitKept points what is kept of a document at what the codes and coders have become
// that it names.
func (in *intake) refitKept(e *oplog.Entity, row oplog.Row) oplog.Row {
	p, ok := e.RecordOf(row).(qda.Preserved)
	if !ok {
		return row
	}
	becomes := func(kind string, id qda.ID) (qda.ID, bool) {
		to, ok := in.becomes[thing{kind, id}]
		return to, ok
	}
	for _, refit := range []func(qda.Preserved, bundle.Becomes) (qda.Preserved, bool){refi.Refit, formats.Refit} {
		if next, changed := refit(p, becomes); changed {
			return e.RowOf(next)
		}
	}
	return row
}
