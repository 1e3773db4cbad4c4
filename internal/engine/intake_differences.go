package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// Difference is a field that the project and the file both have, differently. The
// project's stands. Ours and Theirs are what a person would call it: words, names, paths
// of codes; "" for none.
type Difference struct {
	Entity string `json:"entity"`
	Name   string `json:"name"`
	Field  string `json:"field"`
	Ours   string `json:"ours"`
	Theirs string `json:"theirs"`
}

// differencesTold is how many differences are told one by one.
const differencesTold = 200

// fieldCompared is what is compared of two records beside their texts: columns that say one
// thing together.
type fieldCompared struct {
	field   string
	columns []string
	quote   string // the column with the words of a passage
	always  bool   // that the file names none is a difference as well
}

// fieldsCompared lists by kind what is compared beside texts. Rounds and times are not, since
// most files know none.
var fieldsCompared = map[string][]fieldCompared{
	"coding": {
		{field: "passage", columns: []string{"start_pos", "end_pos"}, quote: "quote", always: true}, {field: "code", columns: []string{"code_id"}},
		{field: "coder", columns: []string{"coder_id"}}, {field: "weight", columns: []string{"weight"}},
	},
	"code":      {{field: "parent", columns: []string{"parent_id"}, always: true}, {field: "folder", columns: []string{"folder"}, always: true}},
	"case_unit": {{field: "parent", columns: []string{"parent_id"}}},
	"case_span": {{field: "passage", columns: []string{"start_pos", "end_pos"}, always: true}},
	"memo":      {{field: "owner", columns: []string{"owner_id"}, always: true}},
	"link": {
		{field: "from", columns: []string{"from_document_id", "from_start_pos", "from_end_pos"}, quote: "from_quote", always: true},
		{field: "to", columns: []string{"to_document_id", "to_start_pos", "to_end_pos"}, quote: "to_quote", always: true},
	},
	"relation": {{field: "from", columns: []string{"from_id"}}, {field: "to", columns: []string{"to_id"}}, {field: "case", columns: []string{"case_id"}}, {field: "strength", columns: []string{"strength"}}},
	"actor":    {{field: "parent", columns: []string{"parent_id"}}},
}

// untold are texts that say nothing of the matter, or that files of other programs do not
// have.
var untold = map[string]bool{
	"pos": true, "created_at": true, "changed_at": true, "at": true, "deleted_at": true, "file_name": true, "encoding": true, "settings": true, "plan": true, "finished_at": true,
	"unlocked_at": true, "role": true, "initials": true, "status": true, "quote": true, "from_quote": true, "to_quote": true, "owner_entity": true, "memo.kind": true,
}

// fill gives a record of the project the texts that it lacks, and notes in what it and
// the file differ. Of what a blind round hides nothing is noted.
func (in *intake) fill(e *oplog.Entity, old, row oplog.Row, count *RecordCount) error {
	next := slices.Clone(old)
	if i, _ := e.Column("body"); e.Name == "preserved" { // the file is the newer one
		next[i].Str = row[i].Str
	} else {
		hidden := in.hidden[old.Key()]
		var found []Difference
		for i, c := range e.Columns {
			if c.Type != oplog.TextType || old[i].Str == row[i].Str || row[i].Str == "" || untold[c.Name] || untold[e.Name+"."+c.Name] {
				continue
			}
			if old[i].Str == "" {
				next[i].Str = row[i].Str
				continue
			}
			found = append(found, Difference{Field: c.Name, Ours: old[i].Str, Theirs: row[i].Str})
		}
		switch {
		case hidden:
			count.Hidden++
		default:
			more, err := in.compare(e, old, row)
			if err != nil {
				return err
			}
			in.tell(e, old, append(found, more...), count)
		}
	}
	if slices.Equal(old, next) {
		return nil
	}
	count.Filled++
	return store.SaveRow(in.tx, e, next)
}

func (in *intake) tell(e *oplog.Entity, old oplog.Row, found []Difference, count *RecordCount) {
	if len(found) == 0 {
		return
	}
	count.Differ++
	in.differ += len(found)
	for _, d := range found {
		if len(in.differences) < differencesTold {
			d.Entity, d.Name = e.Name, nameOfRow(e, old)
			in.differences = append(in.differences, d)
		}
	}
}

// compare lists in what else than texts the record and the file differ. A row of a code
// that was merged or taken away says where it was, which the project has left behind.
func (in *intake) compare(e *oplog.Entity, old, row oplog.Row) (found []Difference, err error) {
	if i, ok := e.Column("merged_into"); ok && !old[i].ID().IsZero() {
		return nil, nil
	}
	if i, ok := e.Column("deleted_at"); ok && old[i].Str != "" {
		return nil, nil
	}
	for _, c := range fieldsCompared[e.Name] {
		same, silent := true, true
		for _, name := range c.columns {
			i, ok := e.Column(name)
			if !ok {
				panic("engine: " + e.Name + " has no column " + name)
			}
			same = same && old[i] == row[i]
			silent = silent && row[i] == oplog.Value{}
		}
		if same || silent && !c.always && !(c.field == "weight" && in.weighs) {
			continue
		}
		d := Difference{Field: c.field}
		if len(in.differences) < differencesTold {
			if d.Ours, err = in.wordsOf(e, old, c); err != nil {
				return nil, err
			}
			if d.Theirs, err = in.wordsOf(e, row, c); err != nil {
				return nil, err
			}
			if d.Ours == d.Theirs && c.quote != "" { // the same words at another place
				c.quote = ""
				if d.Ours, err = in.wordsOf(e, old, c); err == nil {
					d.Theirs, err = in.wordsOf(e, row, c)
				}
				if err != nil {
					return nil, err
				}
			}
		}
		found = append(found, d)
	}
	return found, nil
}

// wordsOf says to a person what a record has in some columns.
func (in *intake) wordsOf(e *oplog.Entity, row oplog.Row, c fieldCompared) (string, error) {
	if i, ok := e.Column(c.quote); ok {
		return row[i].Str, nil
	}
	var parts []string
	for _, name := range c.columns {
		i, _ := e.Column(name)
		switch col := e.Columns[i]; col.Type {
		case oplog.IDType:
			kinds := col.Refs
			if at, ok := e.Column(col.RefBy); ok {
				kinds = []string{row[at].Str}
			}
			said, err := in.called(kinds, row[i].ID())
			if err != nil {
				return "", err
			}
			parts = append(parts, said)
		case oplog.BoolType:
			parts = append(parts, map[bool]string{true: "yes", false: "no"}[row[i].Int != 0])
		default:
			parts = append(parts, strconv.FormatInt(row[i].Int, 10))
		}
	}
	if n := len(parts); n > 1 { // a passage: half-open, in code points
		parts = append(parts[:n-2], fmt.Sprintf("%s–%s", parts[n-2], parts[n-1]))
	}
	return strings.Join(parts, " "), nil
}

// called names a record of the project that another refers to: one in a tree by its path.
func (in *intake) called(kinds []string, id qda.ID) (string, error) {
	for _, k := range kinds {
		e, ok := oplog.EntityNamed(k)
		if !ok {
			continue
		}
		up, tree := e.Column("parent_id")
		var path []string
		for !id.IsZero() && len(path) < 100 {
			rows, err := store.RowsWhere(in.tx, e, store.Eq{"id": id})
			if err != nil {
				return "", err
			}
			if len(rows) == 0 {
				break
			}
			path = append(path, nameOfRow(e, rows[0]))
			if id = (qda.ID{}); tree {
				id = rows[0][up].ID()
			}
		}
		if len(path) > 0 {
			slices.Reverse(path)
			return strings.Join(path, "/"), nil
		}
	}
	return "", nil
}

// nameOfRow names a record to a person.
func nameOfRow(e *oplog.Entity, row oplog.Row) string {
	for _, column := range []string{"title", "name", "label", "quote", "value", "text", "element", "body"} {
		if i, ok := e.Column(column); ok && row[i].Str != "" {
			return inVivoName(row[i].Str)
		}
	}
	return row.Key().String()
}
