package engine

import (
	"cmp"
	"context"
	"slices"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// MergeCases says which cases become part of which.
type MergeCases struct {
	From []qda.ID `json:"from" ts_type:"string[]"`
	Into qda.ID   `json:"into" ts_type:"string"`
}

// CaseMerge is what merging cases does, or would do.
type CaseMerge struct {
	Into      string `json:"into"`      // path of the case that remains
	Documents int    `json:"documents"` // documents and parts of them that it gets
	Values    int    `json:"values"`    // values that it gets
	Contested int    `json:"contested"` // of them, that differ from the value it has and are kept beside it
	Findings  int    `json:"findings"`  // findings of syntheses that it gets
	Relations int    `json:"relations"` // coordinations of actors that it gets
	Children  int    `json:"children"`  // cases that move under it
}

// PreviewMergeCases says what a merge would do, and changes nothing.
func (p *Project) PreviewMergeCases(ctx context.Context, r MergeCases) (CaseMerge, error) {
	var out CaseMerge
	err := p.view(ctx, func(tx *store.Tx) (err error) {
		out, err = mergeCases(tx, r, false)
		return err
	})
	return out, err
}

// MergeCases gives one case the documents, values, findings, coordinations, memos and
// lower cases of others, which go into the bin, as one operation. A value that differs
// from the one it has is kept beside it, contested; of values that are the same, one
// stays with the citations of both.
func (p *Project) MergeCases(ctx context.Context, r MergeCases) (CaseMerge, error) {
	var out CaseMerge
	_, err := p.update(ctx, "case.merge", func(tx *store.Tx) (err error) {
		out, err = mergeCases(tx.Unblinded(), r, true)
		return err
	})
	return out, err
}

// caseMerging is one merge under way.
type caseMerging struct {
	tx   *store.Tx
	do   bool
	into qda.ID
	late bool // the merge was made elsewhere: what comes late follows, whatever its name is
	out  CaseMerge
}

// takeOver gives the case that remains what hangs on another, but for the cases below it.
func (m *caseMerging) takeOver(from qda.ID) error {
	for _, step := range []func(qda.ID) error{m.spans, m.values, m.findings, m.relations, m.memos, m.sets, m.rows} {
		if err := step(from); err != nil {
			return err
		}
	}
	return nil
}

func mergeCases(tx *store.Tx, r MergeCases, do bool) (CaseMerge, error) {
	all, err := store.List[qda.Case](tx, store.Eq{})
	if err != nil {
		return CaseMerge{}, err
	}
	into, err := caseIn(all, r.Into)
	if err != nil {
		return CaseMerge{}, err
	}
	m := &caseMerging{tx: tx, do: do, into: r.Into, out: CaseMerge{Into: into.Name}}
	if len(r.From) == 0 {
		return m.out, qda.E(qda.Invalid, "case.merge_none", "No case was chosen to be merged. Nothing was changed.")
	}
	for i, id := range r.From {
		k, err := caseIn(all, id)
		if err != nil {
			return m.out, err
		}
		if slices.Contains(r.From[:i], id) {
			continue
		}
		for up := r.Into; !up.IsZero(); {
			c, err := caseIn(all, up)
			if err != nil {
				return m.out, err
			}
			if c.ID == id {
				return m.out, qda.E(qda.Conflict, "case.merge_up", "{case} cannot be merged into {into}, which is the same or lies under it. Nothing was changed.", "case", k.Name, "into", into.Name)
			}
			up = c.ParentID
		}
		if err := m.takeOver(id); err != nil {
			return m.out, err
		}
		if all, err = m.children(all, k); err != nil {
			return m.out, err
		}
		if do {
			k.DeletedAt, k.MergedInto = tx.Now(), r.Into
			if err := store.Save(tx, k); err != nil {
				return m.out, err
			}
			if err := meantInstead(tx, id, r.Into); err != nil {
				return m.out, err
			}
		}
	}
	return m.out, nil
}

// spans gives the documents and the parts of documents over. What the case has
// already, or lies within a document that it has as a whole, is not kept twice.
func (m *caseMerging) spans(from qda.ID) error {
	have, err := store.List[qda.CaseSpan](m.tx, store.Eq{"case_id": m.into})
	if err != nil {
		return err
	}
	list, err := store.List[qda.CaseSpan](m.tx, store.Eq{"case_id": from})
	if err != nil {
		return err
	}
	for _, s := range list {
		twice := slices.ContainsFunc(have, func(h qda.CaseSpan) bool {
			return h.DocumentID == s.DocumentID && (h.Whole || !s.Whole && h.Span == s.Span)
		})
		switch {
		case twice && m.do:
			err = store.Delete[qda.CaseSpan](m.tx, s.ID)
		case !twice:
			m.out.Documents++
			have = append(have, s)
			if m.do {
				s.CaseID = m.into
				err = store.Save(m.tx, s)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// values gives what is said of a case over.
func (m *caseMerging) values(from qda.ID) error {
	have, err := m.valuesOf(m.into)
	if err != nil {
		return err
	}
	list, err := m.valuesOf(from)
	if err != nil {
		return err
	}
	for _, v := range list {
		same := slices.IndexFunc(have, func(h qda.AttributeValue) bool {
			return h.AttributeID == v.AttributeID && codebook.Fold(h.Value) == codebook.Fold(v.Value)
		})
		if same >= 0 {
			if m.do {
				if err := foldValue(m.tx, v, &have[same]); err != nil {
					return err
				}
			}
			continue
		}
		m.out.Values++
		held := slices.ContainsFunc(have, func(h qda.AttributeValue) bool {
			return h.AttributeID == v.AttributeID && h.Status == ValueHeld
		})
		if held && v.Status == ValueHeld {
			m.out.Contested++
			v.Status = ValueContested
		}
		v.OwnerID = m.into
		have = append(have, v)
		if m.do {
			if err := store.Save(m.tx, v); err != nil {
				return err
			}
		}
	}
	return nil
}

// valuesOf reads the values of a case as they count, and puts them in order where that is
// to be done.
func (m *caseMerging) valuesOf(id qda.ID) ([]qda.AttributeValue, error) {
	list, err := store.List[qda.AttributeValue](m.tx, store.Eq{"owner_id": id})
	if err != nil {
		return nil, err
	}
	if once, _ := valuesOnce(list); !m.do {
		return once, nil
	}
	return putInOrder(m.tx, list)
}

// foldValue puts two values that are the same together: the citations of both stay,
// and what was noted on either.
func foldValue(tx *store.Tx, from qda.AttributeValue, into *qda.AttributeValue) error {
	have, err := store.List[qda.Citation](tx, store.Eq{"owner_id": into.ID})
	if err != nil {
		return err
	}
	last := ""
	for _, c := range have {
		last = max(last, c.Pos)
	}
	list, err := store.List[qda.Citation](tx, store.Eq{"owner_id": from.ID})
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b qda.Citation) int { return cmp.Compare(a.Pos, b.Pos) })
	for _, c := range list {
		if slices.ContainsFunc(have, func(h qda.Citation) bool {
			return h.DocumentID == c.DocumentID && h.Span == c.Span && h.Role == c.Role
		}) {
			continue // deleted with its value
		}
		last = qda.OrderKeys(last, 1)[0]
		c.OwnerID, c.Pos = into.ID, last
		if err := store.Save(tx, c); err != nil {
			return err
		}
	}
	before := *into
	into.Note, into.Alternatives = besideText(into.Note, from.Note), besideText(into.Alternatives, from.Alternatives)
	if *into != before {
		if err := store.Save(tx, *into); err != nil {
			return err
		}
	}
	return store.Delete[qda.AttributeValue](tx, from.ID)
}

// findings puts what syntheses say of a case after what they say of the one that
// remains.
func (m *caseMerging) findings(from qda.ID) error {
	list, err := store.List[qda.Cell](m.tx, store.Eq{"case_id": from})
	if err != nil {
		return err
	}
	m.out.Findings += len(list)
	if !m.do {
		return nil
	}
	have, err := store.List[qda.Cell](m.tx, store.Eq{"case_id": m.into})
	if err != nil {
		return err
	}
	next := map[qda.ID]int{}
	for _, c := range have {
		next[c.DimensionID] = max(next[c.DimensionID], c.Part+1)
	}
	slices.SortFunc(list, func(a, b qda.Cell) int { return a.Part - b.Part })
	for _, c := range list {
		c.CaseID, c.Part = m.into, next[c.DimensionID]
		next[c.DimensionID]++
		if err := store.Save(m.tx, c); err != nil {
			return err
		}
	}
	return nil
}

func (m *caseMerging) relations(from qda.ID) error {
	list, err := store.List[qda.Relation](m.tx, store.Eq{"case_id": from})
	if err != nil {
		return err
	}
	m.out.Relations += len(list)
	for _, r := range list {
		if r.CaseID = m.into; m.do {
			if err := store.Save(m.tx, r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *caseMerging) memos(from qda.ID) error {
	if !m.do {
		return nil
	}
	return moveMemos(m.tx, from, m.into)
}

// sets has the case that remains stand in the sets in which the others stood.
func (m *caseMerging) sets(from qda.ID) error {
	list, err := store.List[qda.SetMember](m.tx, store.Eq{"target_id": []qda.ID{from, m.into}})
	if err != nil || !m.do {
		return err
	}
	return standIn(m, list, func(s *qda.SetMember) (qda.ID, *qda.ID) { return s.SetID, &s.TargetID })
}

// standIn has the case that remains be in every group in which the other was, once.
func standIn[R qda.Record](m *caseMerging, list []R, of func(*R) (group qda.ID, member *qda.ID)) error {
	in := map[qda.ID]bool{}
	for i := range list {
		group, member := of(&list[i])
		in[group] = in[group] || *member == m.into
	}
	for i := range list {
		var err error
		group, member := of(&list[i])
		switch {
		case *member == m.into:
		case in[group]:
			err = store.Delete[R](m.tx, list[i].Key())
		default:
			*member = m.into
			err = store.Save(m.tx, list[i])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rows has rows of syntheses that are a case, or gather it, be or gather the one that
// remains.
func (m *caseMerging) rows(from qda.ID) error {
	list, err := store.List[qda.Synthesis](m.tx, store.Eq{})
	if err != nil || !m.do {
		return err
	}
	for _, s := range list {
		rows, err := rowRecords(m.tx, s)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(rows, func(r qda.SynthesisRow) bool { return r.CaseID == from }) {
			continue
		}
		o, err := openRows(m.tx, nil, s)
		if err != nil {
			return err
		}
		gone, stays := &o.rows[o.find(from)], o.find(m.into)
		if stays < 0 {
			gone.CaseID = m.into
			if err := store.Save(m.tx, *gone); err != nil {
				return err
			}
			continue
		}
		if o.rows[stays].Title == "" && gone.Title != "" {
			o.rows[stays].Title = gone.Title
			if err := store.Save(m.tx, o.rows[stays]); err != nil {
				return err
			}
		}
		if err := store.Delete[qda.SynthesisRow](m.tx, gone.ID); err != nil {
			return err
		}
	}
	return m.gathered(from)
}

func (m *caseMerging) gathered(from qda.ID) error {
	list, err := store.List[qda.RowMember](m.tx, store.Eq{"case_id": []qda.ID{from, m.into}})
	if err != nil {
		return err
	}
	return standIn(m, list, func(k *qda.RowMember) (qda.ID, *qda.ID) { return k.RowID, &k.CaseID })
}

// children moves the cases that lie directly below one, and gives all cases as they
// are then.
func (m *caseMerging) children(all []qda.Case, k qda.Case) ([]qda.Case, error) {
	all = slices.Clone(all)
	for i, c := range all {
		if c.ParentID != k.ID {
			continue
		}
		last := lastCase(all, m.into)
		c.ParentID, c.Pos = m.into, qda.OrderKeys(last, 1)[0]
		if c.DeletedAt == "" {
			m.out.Children++
			if err := freeCaseName(all, c); err != nil && !m.late {
				return all, err
			}
		}
		if all[i] = c; m.do {
			if err := store.Save(m.tx, c); err != nil {
				return all, err
			}
		}
	}
	return all, nil
}
