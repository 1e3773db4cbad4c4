package engine

import (
	"context"
	"maps"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// TranslationView is the wording of a passage in another language.
type TranslationView struct {
	ID         qda.ID `json:"id" ts_type:"string"`
	Lang       string `json:"lang"`
	Text       string `json:"text"`
	Translator string `json:"translator"`
	Status     string `json:"status"` // "draft" or "verified"
	At         string `json:"at"`
}

// Translate gives a coding or citation a wording in another language, in place of
// the one that it had.
type Translate struct {
	Owner      string `json:"owner"` // "coding" or "citation"
	ID         qda.ID `json:"id" ts_type:"string"`
	Lang       string `json:"lang"`
	Text       string `json:"text"`       // "" takes the wording away
	Translator string `json:"translator"` // "" is the present coder
	Status     string `json:"status"`     // "" is "draft"
}

// Translate writes a translation.
func (p *Project) Translate(ctx context.Context, r Translate) ([]TranslationView, error) {
	_, err := p.update(ctx, "translation.add", func(tx *store.Tx) error {
		if r.Lang = strings.ToLower(strings.TrimSpace(r.Lang)); len(r.Lang) != 2 {
			return qda.E(qda.Invalid, "translation.lang", "{lang} is not a language. Write two letters, as en, es, fr or pt. Nothing was changed.", "lang", r.Lang)
		}
		if r.Status == "" {
			r.Status = "draft"
		}
		if r.Status != "draft" && r.Status != "verified" {
			return qda.E(qda.Invalid, "translation.status", "A translation is draft or verified. Nothing was changed.")
		}
		if r.Translator = strings.TrimSpace(r.Translator); r.Translator == "" {
			r.Translator = p.Me().Name
		}
		var err error
		owners := []qda.ID{r.ID}
		switch r.Owner {
		case "coding":
			_, err = p.passage(tx, Cite{Coding: r.ID})
		case "citation":
			owners, err = citationOwners(tx, r.ID)
		default:
			err = qda.E(qda.Invalid, "translation.owner", "A coding or a citation can be translated.")
		}
		if err != nil {
			return err
		}
		have, err := store.List[qda.Translation](tx, store.Eq{"owner_id": owners, "lang": r.Lang})
		if err != nil {
			return err
		}
		for _, other := range have[min(1, len(have)):] { // of the same passage, cited in two copies
			if err := store.Delete[qda.Translation](tx, other.ID); err != nil {
				return err
			}
		}
		t := qda.Translation{OwnerID: r.ID, Owner: r.Owner, Lang: r.Lang, Text: strings.TrimSpace(r.Text), Translator: r.Translator, Status: r.Status, At: tx.Now()}
		switch {
		case t.Text == "" && len(have) > 0:
			return store.Delete[qda.Translation](tx, have[0].ID)
		case t.Text == "":
			return qda.E(qda.Invalid, "translation.empty", "The translation has no words. Nothing was changed.")
		case len(have) > 0:
			t.ID, t.OwnerID = have[0].ID, have[0].OwnerID
			return store.Save(tx, t)
		}
		t.ID = tx.NewID()
		return store.Put(tx, t)
	})
	if err != nil {
		return nil, err
	}
	return p.Translations(ctx, r.ID)
}

// citationOwners names the citations whose wordings are those of the given one.
func citationOwners(tx *store.Tx, id qda.ID) ([]qda.ID, error) {
	c, err := citation(tx, id)
	if err != nil {
		return nil, err
	}
	same, err := sameCitations(tx, c)
	return each(same, qda.Citation.Key), err
}

// Translations lists the wordings of a coding or citation.
func (p *Project) Translations(ctx context.Context, owner qda.ID) ([]TranslationView, error) {
	out := []TranslationView{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		w := newWorld(p, tx, cat)
		cited, err := store.List[qda.Citation](tx, store.Eq{"id": owner})
		if err != nil {
			return err
		}
		var byOwner map[qda.ID][]TranslationView
		if len(cited) > 0 {
			byOwner, err = w.wordingsOf(cited)
		} else {
			byOwner, err = w.translations([]qda.ID{owner})
		}
		out = append(out, byOwner[owner]...)
		return err
	})
	return out, err
}

// translations reads the wordings of codings or citations, by owner.
func (w *world) translations(owners []qda.ID) (map[qda.ID][]TranslationView, error) {
	out := map[qda.ID][]TranslationView{}
	const atOnce = 400
	for len(owners) > 0 {
		n := min(len(owners), atOnce)
		list, err := store.List[qda.Translation](w.tx, store.Eq{"owner_id": owners[:n]})
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			out[t.OwnerID] = append(out[t.OwnerID], TranslationView{ID: t.ID, Lang: t.Lang, Text: t.Text, Translator: t.Translator, Status: t.Status, At: t.At})
		}
		owners = owners[n:]
	}
	return out, nil
}

// unverify makes the wordings of codings or citations drafts again, in the operation of tx:
// they were compared with other words than what they belong to has now. It says how many
// it changed, of those that tx sees.
func unverify(tx *store.Tx, owners ...qda.ID) (int, error) {
	n := 0
	const atOnce = 400
	for len(owners) > 0 {
		now := owners[:min(len(owners), atOnce)]
		owners = owners[len(now):]
		list, err := store.List[qda.Translation](tx, store.Eq{"owner_id": now, "status": "verified"})
		if err != nil {
			return n, err
		}
		for _, t := range list {
			t.Status = "draft"
			if err := store.Save(tx, t); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// inLanguage picks the wording in a language.
func inLanguage(list []TranslationView, lang string) (TranslationView, bool) {
	for _, t := range list {
		if t.Lang == lang {
			return t, true
		}
	}
	return TranslationView{}, false
}

// languagesOf lists the languages that any of the wordings is in.
func languagesOf(wordings map[qda.ID][]TranslationView) []string {
	have := map[string]bool{}
	for _, list := range wordings {
		for _, t := range list {
			have[t.Lang] = true
		}
	}
	return slices.Sorted(maps.Keys(have))
}

// translationCells gives two cells for each language: the wording, and by whom it is.
func translationCells(list []TranslationView, languages []string) []any {
	var out []any
	for _, lang := range languages {
		t, ok := inLanguage(list, lang)
		if !ok {
			out = append(out, nil, nil)
			continue
		}
		out = append(out, t.Text, t.Translator+", "+t.Status)
	}
	return out
}
