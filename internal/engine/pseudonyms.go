package engine

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/pseudonym"
	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/words"
)

// PseudonymForm is a form of a name that does not follow by rule; without a
// replacement it has that of the name.
type PseudonymForm = pseudonym.Form

// PseudonymView is a name that must not leave the project, and what stands for it.
type PseudonymView struct {
	ID          qda.ID            `json:"id" ts_type:"string"`
	Kind        qda.PseudonymKind `json:"kind"`
	Name        string            `json:"name"`
	Replacement string            `json:"replacement"`
	Lang        string            `json:"lang"`       // of the documents that it counts in; "" for all
	MatchCase   bool              `json:"match_case"` // only as it is written
	Forms       []PseudonymForm   `json:"forms"`
	Note        string            `json:"note"`
	Listed      []string          `json:"listed"` // all forms that are replaced
}

// entry gives the pseudonym as the matcher takes it.
func (v PseudonymView) entry() pseudonym.Entry {
	return pseudonym.Entry{Name: v.Name, Kind: v.Kind, Replacement: v.Replacement, Lang: v.Lang, MatchCase: v.MatchCase, Forms: v.Forms}
}

// Pseudonyms lists the register by kind and name.
func (p *Project) Pseudonyms(ctx context.Context) ([]PseudonymView, error) {
	var out []PseudonymView
	err := p.view(ctx, func(tx *store.Tx) (err error) {
		out, err = readPseudonyms(tx)
		return err
	})
	return out, err
}

func readPseudonyms(tx *store.Tx) ([]PseudonymView, error) {
	list, err := store.List[qda.Pseudonym](tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	out := make([]PseudonymView, 0, len(list))
	for _, x := range list {
		v := PseudonymView{ID: x.ID, Kind: x.Kind, Name: x.Name, Replacement: x.Replacement, Lang: x.Lang, MatchCase: x.MatchCase, Forms: []PseudonymForm{}, Note: x.Note}
		if err := json.Unmarshal([]byte(x.Forms), &v.Forms); err != nil {
			return nil, qda.E(qda.Damaged, "pseudonym.unreadable", "The forms of the name {name} cannot be read. Save it anew.", "name", x.Name).Because(err)
		}
		v.Listed = v.entry().Listed(x.Lang)
		out = append(out, v)
	}
	kinds := qda.PseudonymKinds()
	slices.SortStableFunc(out, func(a, b PseudonymView) int {
		if c := slices.Index(kinds, a.Kind) - slices.Index(kinds, b.Kind); c != 0 {
			return c
		}
		return strings.Compare(codebook.Fold(a.Name), codebook.Fold(b.Name))
	})
	return out, nil
}

func entriesOf(list []PseudonymView) []pseudonym.Entry {
	out := make([]pseudonym.Entry, len(list))
	for i, v := range list {
		out[i] = v.entry()
	}
	return out
}

// tidy puts the fields of a name in order and refuses what could not be replaced.
func (v *PseudonymView) tidy() error {
	v.Name, v.Replacement = strings.Join(strings.Fields(v.Name), " "), strings.Join(strings.Fields(v.Replacement), " ")
	var forms []PseudonymForm
	for _, f := range v.Forms {
		f.Text, f.Replacement = strings.Join(strings.Fields(f.Text), " "), strings.Join(strings.Fields(f.Replacement), " ")
		if f.Text != "" && !slices.ContainsFunc(forms, func(o PseudonymForm) bool { return o.Text == f.Text }) {
			forms = append(forms, f)
		}
	}
	if v.Forms = forms; forms == nil {
		v.Forms = []PseudonymForm{}
	}
	if v.Kind == "" {
		v.Kind = qda.PersonName
	}
	switch {
	case len(words.Terms(v.Name)) == 0:
		return qda.E(qda.Invalid, "pseudonym.no_name", "A pseudonym needs the name that it stands for. Nothing was changed.")
	case v.Replacement == "":
		return qda.E(qda.Invalid, "pseudonym.no_replacement", "The name {name} needs something that stands for it. Nothing was changed.", "name", v.Name)
	case !slices.Contains(qda.PseudonymKinds(), v.Kind):
		return qda.E(qda.Invalid, "pseudonym.kind", "{kind} is not a kind of name. Use one of {choices}.", "kind", string(v.Kind), "choices", "person, organisation, acronym, place, role, other")
	}
	return nil
}

// SavePseudonym puts a name into the register, or changes the one of that identity. A
// replacement that says a listed name is refused.
func (p *Project) SavePseudonym(ctx context.Context, r PseudonymView) (PseudonymView, error) {
	if err := r.tidy(); err != nil {
		return r, err
	}
	_, err := p.update(ctx, "pseudonym.save", func(tx *store.Tx) error {
		list, err := readPseudonyms(tx)
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(v PseudonymView) bool { return v.ID == r.ID && !r.ID.IsZero() })
		for _, v := range list {
			if codebook.Fold(v.Name) == codebook.Fold(r.Name) && (v.Lang == r.Lang) && v.MatchCase == r.MatchCase {
				return qda.E(qda.Conflict, "pseudonym.same_name", "The name {name} is in the register already. Nothing was changed.", "name", v.Name)
			}
		}
		if err := telling(append(list, r)); err != nil {
			return err
		}
		forms, err := json.Marshal(r.Forms)
		if err != nil {
			return err
		}
		x := qda.Pseudonym{ID: r.ID, Kind: r.Kind, Name: r.Name, Replacement: r.Replacement, Lang: r.Lang, MatchCase: r.MatchCase, Forms: string(forms), Note: r.Note, CreatedAt: tx.Now()}
		if !r.ID.IsZero() {
			old, err := store.Get[qda.Pseudonym](tx, r.ID)
			if err != nil {
				return err
			}
			x.CreatedAt = old.CreatedAt
			return store.Save(tx, x)
		}
		x.ID = qda.NaturalID("pseudonym", qda.Key(codebook.Fold(r.Name)), qda.Key(r.Lang))
		if _, err := store.Get[qda.Pseudonym](tx, x.ID); err == nil {
			x.ID = tx.NewID() // that one has another name by now
		} else if qda.KindOf(err) != qda.NotFound {
			return err
		}
		r.ID = x.ID
		return store.Put(tx, x)
	})
	r.Listed = r.entry().Listed(r.Lang)
	return r, err
}

// telling refuses a register in which what stands for a name is a name itself.
func telling(list []PseudonymView) error {
	m := pseudonym.NewMatcher(entriesOf(list), "")
	for _, v := range list {
		puts := []string{v.Replacement}
		for _, f := range v.Forms {
			puts = append(puts, f.Replacement)
		}
		for _, put := range puts {
			if len(m.Find(put)) > 0 {
				return qda.E(qda.Conflict, "pseudonym.says_name", "“{replacement}”, which stands for {name}, is or holds a name of the register. Nothing was changed. Choose something else.", "replacement", put, "name", v.Name)
			}
		}
	}
	return nil
}

// RemovePseudonym takes a name out of the register.
func (p *Project) RemovePseudonym(ctx context.Context, id qda.ID) error {
	_, err := p.update(ctx, "pseudonym.remove", func(tx *store.Tx) error { return store.Delete[qda.Pseudonym](tx, id) })
	return err
}

// FindPseudonym resolves the identity or name of an entry of the register.
func (p *Project) FindPseudonym(ctx context.Context, ref string) (PseudonymView, error) {
	list, err := p.Pseudonyms(ctx)
	if err != nil {
		return PseudonymView{}, err
	}
	for _, v := range list {
		if v.ID.String() == ref {
			return v, nil
		}
	}
	if found, one := matchNames(list, ref, func(v PseudonymView) string { return v.Name }); one {
		return found[0], nil
	}
	return PseudonymView{}, qda.E(qda.NotFound, "pseudonym.unknown", "There is no name {name} in the register, or several. List them to see their identities.", "name", ref)
}
