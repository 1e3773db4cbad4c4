package engine

import (
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/words"
)

// LabelOf says which text of which record a text in another language stands for.
type LabelOf struct {
	Entity string `json:"entity"`
	ID     qda.ID `json:"id" ts_type:"string"`
	Field  string `json:"field"` // "name", "definition" …
	Lang   string `json:"lang"`  // ISO 639-1
}

// translatedFields are the fields of a code that are written in several languages.
var translatedFields = append([]string{"name", "example"}, definitionFields...)

// labelled says what a changed text in another language stands for. Of one that was
// changed and does not exist any more the log holds no more than its identity, and
// identities are made of what they stand for: only codes are found by it.
func (c *catalog) labelled(change oplog.Change) (LabelOf, bool) {
	if change.Entity.Name != "label" {
		return LabelOf{}, false
	}
	if change.Row != nil {
		var l qda.Label
		change.Entity.Fill(&l, change.Row)
		return LabelOf{l.Owner, l.OwnerID, l.Field, l.Lang}, true
	}
	of, ok := c.labelIs()[change.ID]
	return of, ok
}

// labelIs names every text in another language that is there, or that a code may have had.
func (c *catalog) labelIs() map[qda.ID]LabelOf {
	c.labelsOnce.Do(func() {
		c.labelByID = map[qda.ID]LabelOf{}
		for _, n := range c.codes {
			for _, field := range translatedFields {
				for _, lang := range words.Languages() {
					c.labelByID[labelID(n.ID, field, lang)] = LabelOf{"code", n.ID, field, lang}
				}
			}
		}
		for _, list := range c.labels {
			for _, l := range list {
				c.labelByID[l.ID] = LabelOf{l.Owner, l.OwnerID, l.Field, l.Lang}
			}
		}
	})
	return c.labelByID
}

// labelsOf gives the identities of the texts that a record has, or may have had, in
// other languages.
func (c *catalog) labelsOf(owner qda.ID) []qda.ID {
	var out []qda.ID
	for _, field := range translatedFields {
		for _, lang := range words.Languages() {
			out = append(out, labelID(owner, field, lang))
		}
	}
	for _, l := range c.labels[owner] {
		if !slices.Contains(out, l.ID) {
			out = append(out, l.ID)
		}
	}
	return out
}

func labelID(owner qda.ID, field, lang string) qda.ID {
	return qda.NaturalID("label", owner, qda.Key(field), qda.Key(lang))
}
