package store

import (
	"database/sql"
	"errors"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// A permitted value of an attribute is written out where it is used. One copy may have
// given it another name while the other went on using the old one: what came with that
// name follows, as it would have had it been there at the time. What the value was called
// before is read off the log.

// followRenames gives what bears a former name of a permitted value its name of today.
func (m *merger) followRenames() error {
	for _, kind := range []string{"attribute_value", "synthesis_row"} {
		// A name that a permitted value has now is not a former one, whatever it was.
		left, err := m.groups(`SELECT v.attribute_id, v.id FROM ` + kind + ` v JOIN attribute a ON a.id = v.attribute_id
			WHERE a.type = 'choice' AND NOT EXISTS (SELECT 1 FROM choice c WHERE c.attribute_id = a.id AND c.name = v.value) ORDER BY v.id`)
		if err != nil {
			return err
		}
		e, _ := oplog.EntityNamed(kind)
		column, _ := e.Column("value")
		names := map[qda.ID]map[string]string{}
		for _, x := range left {
			if names[x[0]] == nil {
				if names[x[0]], err = m.formerNames(x[0]); err != nil {
					return err
				}
			}
			row, err := m.tx.row(e, x[1])
			if errors.Is(err, sql.ErrNoRows) {
				continue // it has become one with its twin
			}
			if err != nil {
				return err
			}
			now, renamed := names[x[0]][row[column].Str]
			if !renamed {
				continue
			}
			after := slices.Clone(row)
			after[column].Str = now
			if err := m.place(record{e, x[1]}, after); err != nil {
				return err
			}
		}
	}
	return nil
}

// formerNames gives the names that permitted values of an attribute had, with those that
// they have now. Of several values that had one name, the one counts that had to do with
// it last.
func (m *merger) formerNames(attribute qda.ID) (map[string]string, error) {
	choices, err := List[qda.Choice](m.tx, Eq{"attribute_id": attribute})
	if err != nil {
		return nil, err
	}
	e, _ := oplog.EntityNamed("choice")
	column, _ := e.Column("name")
	now, last := map[string]string{}, map[string]oplog.Stamp{}
	for _, c := range choices {
		s, err := m.settlementOf(record{e, c.ID})
		if err != nil {
			return nil, err
		}
		for _, ev := range s.events {
			var names []string
			if ev.Verb != oplog.Update {
				names = append(names, ev.Row[column].Str)
			}
			for _, f := range ev.Fields {
				if f.Column == column {
					names = append(names, f.Before.Str, f.New.Str)
				}
			}
			for _, name := range names {
				if _, known := now[name]; !known || ev.Stamp.Compare(last[name]) > 0 {
					now[name], last[name] = c.Name, ev.Stamp
				}
			}
		}
	}
	return now, nil
}
