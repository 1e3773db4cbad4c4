package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/exchange/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// CodebookDifference says how one code differs between two versions of the codebook.
type CodebookDifference struct {
	Code   Ref           `json:"code"`   // by its path in the later version, or the earlier one where it is gone
	Change string        `json:"change"` // "added", "removed", "moved" or "changed"
	From   string        `json:"from"`   // of one that was moved or renamed: its path before
	Fields []FieldChange `json:"fields"` // that read differently
}

// FieldChange is one text of a code in two versions.
type FieldChange struct {
	Field  string `json:"field"` // "name", "definition", "include_when", "exclude_when", "example" or "folder"; of a translation with its language: "definition_es"
	Before string `json:"before"`
	After  string `json:"after"`
}

// CompareVersions says how codes differ between two versions of the codebook, in the
// order of the later one, what is gone last. No identity stands for the codebook as
// it is now.
func (p *Project) CompareVersions(ctx context.Context, earlier, later qda.ID) ([]CodebookDifference, error) {
	out := []CodebookDifference{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		before, err := versionCodes(tx, earlier)
		if err != nil {
			return err
		}
		after, err := versionCodes(tx, later)
		if err != nil {
			return err
		}
		for _, c := range after {
			old, known := codeOfVersion(before, c.id)
			if !known {
				out = append(out, CodebookDifference{Code: Ref{c.id, c.path}, Change: "added", Fields: []FieldChange{}})
				continue
			}
			d := CodebookDifference{Code: Ref{c.id, c.path}, Fields: changedFields(old.fields, c.fields)}
			if old.path != c.path {
				d.From = old.path
			}
			switch {
			case len(d.Fields) > 0:
				d.Change = "changed"
			case d.From != "":
				d.Change = "moved"
			default:
				continue
			}
			out = append(out, d)
		}
		for _, c := range before {
			if _, stays := codeOfVersion(after, c.id); !stays {
				out = append(out, CodebookDifference{Code: Ref{c.id, c.path}, Change: "removed", Fields: []FieldChange{}})
			}
		}
		return nil
	})
	return out, err
}

// versionCode is a code as a version knows it.
type versionCode struct {
	id     qda.ID
	path   string
	fields []FieldChange // with Before empty
}

func codeOfVersion(list []versionCode, id qda.ID) (versionCode, bool) {
	i := slices.IndexFunc(list, func(c versionCode) bool { return c.id == id })
	if i < 0 {
		return versionCode{}, false
	}
	return list[i], true
}

// versionCodes reads the codes of a version, or those that stand now.
func versionCodes(tx *store.Tx, id qda.ID) ([]versionCode, error) {
	var book codebook.Book
	if id.IsZero() {
		r, err := bookRecords(tx)
		if err != nil {
			return nil, err
		}
		book = codebook.FromRecords(r)
	} else {
		v, err := store.Get[qda.CodebookVersion](tx, id)
		if err != nil {
			return nil, err
		}
		if book, _, err = codebook.ReadYAML([]byte(v.Body)); err != nil {
			return nil, err
		}
	}
	var out []versionCode
	book.Walk(func(path []string, c *codebook.Code) {
		v := versionCode{id: c.ID, path: strings.Join(path, "/")}
		add := func(field, text string) { v.fields = append(v.fields, FieldChange{Field: field, After: text}) }
		words := func(w codebook.Wording, suffix string) {
			add("name"+suffix, w.Name)
			add("definition"+suffix, w.Definition)
			add("include_when"+suffix, w.Include)
			add("exclude_when"+suffix, w.Exclude)
			add("example"+suffix, w.Example)
		}
		words(c.Wording, "")
		folder := ""
		if c.Folder {
			folder = "yes"
		}
		add("folder", folder)
		for _, lang := range book.Languages() {
			words(c.Translations[lang], "_"+lang)
		}
		out = append(out, v)
	})
	return out, nil
}

// changedFields lists the fields that read differently.
func changedFields(before, after []FieldChange) []FieldChange {
	out := []FieldChange{}
	was := map[string]string{}
	for _, f := range before {
		was[f.Field] = f.After
	}
	for _, f := range after {
		if was[f.Field] != f.After {
			out = append(out, FieldChange{f.Field, was[f.Field], f.After})
		}
		delete(was, f.Field)
	}
	for _, f := range before {
		if text, left := was[f.Field]; left && text != "" {
			out = append(out, FieldChange{f.Field, text, ""})
		}
	}
	return out
}
