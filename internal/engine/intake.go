package engine

import (
	"fmt"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/exchange/bundle"
	"articula/internal/exchange/refi"
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// RecordCount says what became of the records of one kind.
type RecordCount struct {
	Entity  string `json:"entity"`
	In      int    `json:"in"`
	Added   int    `json:"added"`
	Known   int    `json:"known"`  // were in the project already
	Filled  int    `json:"filled"` // of the known: got texts that they lacked
	Moved   int    `json:"moved"`  // of the known: went to the place that the file gives them as the person had it counted
	Differ  int    `json:"differ"` // of the known: the file has something else in them, and the project stands
	Hidden  int    `json:"hidden"` // of the known: a blind round hides them, so what the file has is not compared
	Dropped int    `json:"dropped"`
}

// thing is a record by kind and identity.
type thing struct {
	entity string
	id     qda.ID
}

// intake fits the records of a bundle into the project: what is there already, by
// identity or by what it is, is recognised and not doubled; the rest is added.
type intake struct {
	tx          *store.Tx
	b           *bundle.Bundle
	becomes     map[thing]qda.ID
	counts      []RecordCount
	differences []Difference
	differ      int
	documents   []qda.ID          // added
	elsewhere   bool              // a code or coder has another identity here than in the file
	weighs      bool              // the file says of every coding how much it weighs
	anew        map[qda.ID]bool   // records that stand beside those that have their identity: of a text that has changed, and what hangs on it
	decided     map[qda.ID]bool   // documents of the file, see [intake.counted]
	hidden      map[qda.ID]bool   // records of the kind that is taken in that a blind round hides
	unsaid      map[qda.ID]unsaid // of documents of the file
	docKind     qda.DocumentKind  // said of the import
	lang        string            // likewise
	stands      []qda.ID          // documents of which the file says otherwise than was said of the import, in order
	against     map[qda.ID]string // their names
}

// naturalColumns say by which fields a record of a kind is recognised where its
// identity is not known; "~" after a name compares without case and accents.
var naturalColumns = map[string][]string{
	"coder": {"name~"}, "speaker": {"document_id", "name"}, "passage_language": {"document_id", "start_pos", "end_pos"}, "case_unit": {"parent_id", "name~"},
	"case_span": {"case_id", "document_id", "whole", "start_pos", "end_pos"}, "attribute": {"scope", "name~"}, "choice": {"attribute_id", "name~"},
	"code": {"parent_id", "name~"}, "label": {"owner_id", "field", "lang"}, "facet": {"name~"}, "facet_value": {"facet_id", "name~"}, "round": {"label~"},
	"codebook_version": {"label", "hash"}, "assignment": {"round_id", "document_id", "coder_id"}, "excerpt": {"round_id", "document_id", "start_pos", "end_pos"},
	"coding":       {"document_id", "start_pos", "end_pos", "code_id", "coder_id", "round_id"},
	"coding_check": {"coding_id"}, "qualifier": {"owner_id", "facet_id", "value_id"}, "memo": {"owner_entity", "owner_id", "title", "body", "coder_id"},
	"link": {"kind", "from_document_id", "from_start_pos", "from_end_pos", "to_document_id", "to_start_pos", "to_end_pos", "coder_id"}, "actor": {"name~"},
	"actor_name": {"actor_id", "name", "lang"}, "refused_mention": {"actor_id", "document_id", "start_pos", "end_pos"}, "relation": {"from_id", "to_id", "case_id", "note"}, "synthesis": {"title~"},
	"dimension": {"synthesis_id", "title~"}, "synthesis_row": {"synthesis_id", "kind", "case_id", "attribute_id", "value"}, "row_member": {"row_id", "case_id"}, "cell": {"dimension_id", "case_id", "row_id", "part"}, "citation": {"owner_id", "document_id", "start_pos", "end_pos", "role"},
	"translation": {"owner_id", "lang"}, "item_set": {"name~"}, "set_member": {"set_id", "target_entity", "target_id"}, "saved_query": {"name~"}, "term_group": {"name~"}, "pseudonym": {"name~", "lang"}, "identifier_answer": {"text", "document_id"},
	"attribute_value": {"attribute_id", "owner_id", "status"}, "preserved": {"owner_entity", "owner_id", "format", "element"},
}

// unique are the kinds of which the project cannot hold two of one nature.
var unique = map[string]bool{"coding": true, "coding_check": true, "label": true, "qualifier": true, "assignment": true}

// optional are references that may be none where what they point at is missing.
var optional = map[string]bool{
	"parent_id": true, "of_round_id": true, "codebook_version_id": true, "merged_into": true, "coding_id": true,
	"attribute_value.coder_id": true, "cell.coder_id": true, "relation.case_id": true, "dimension.code_id": true,
}

func (in *intake) run(project qda.ID) error {
	byKind := map[string][]oplog.Row{}
	for _, r := range in.b.Records {
		if p, ok := r.(qda.Project); ok {
			in.becomes[thing{"project", p.ID}] = project
			continue
		}
		e := oplog.EntityOf(r)
		byKind[e.Name] = append(byKind[e.Name], e.RowOf(r))
	}
	// Some things hang on others of kinds that come later: names in other languages on
	// facets, facets on relations. They wait until those are there.
	waiting := map[string][]oplog.Row{}
	for last, before := false, -1; ; {
		left := 0
		for _, e := range oplog.Entities() {
			rows := byKind[e.Name]
			if len(rows) == 0 {
				continue
			}
			if err := in.tx.Context().Err(); err != nil {
				return err
			}
			wait, err := in.kind(e, rows, last)
			if err != nil {
				return err
			}
			waiting[e.Name] = wait
			left += len(wait)
		}
		if left == 0 {
			return nil
		}
		last = left == before // nothing more came that they wait for
		before, byKind, waiting = left, waiting, map[string][]oplog.Row{}
	}
}

// count is the count of one kind, which is taken in in several turns.
func (in *intake) count(e *oplog.Entity) *RecordCount {
	for i := range in.counts {
		if in.counts[i].Entity == e.Name {
			return &in.counts[i]
		}
	}
	in.counts = append(in.counts, RecordCount{Entity: e.Name})
	return &in.counts[len(in.counts)-1]
}

// kind takes in the records of one kind, and gives back those that wait for something
// that may still come; at last, none waits any more.
func (in *intake) kind(e *oplog.Entity, all []oplog.Row, last bool) (wait []oplog.Row, err error) {
	rows, broken := parentsFirst(e, all)
	for _, r := range broken {
		in.b.Account.Note(e.Name, nameOfRow(e, r), bundle.Why("account.circle", "in the file it lies within itself; it came to the top"))
	}
	count := in.count(e)
	count.In += len(all)
	have, err := store.Rows(in.tx.Unblinded(), e) // what a blind round hides must be recognised too, and is not shown
	if err != nil {
		return nil, err
	}
	if err := in.hide(e, have); err != nil {
		return nil, err
	}
	byID, byNature := map[qda.ID]oplog.Row{}, map[string]oplog.Row{}
	deleted, bin := e.Column("deleted_at")
	for _, r := range have {
		byID[r.Key()] = r
		if k := in.nature(e, r); k != "" && !(bin && r[deleted].Str != "") && byNature[k] == nil {
			byNature[k] = r
		}
	}
	if err := in.putRight(e, rows, byID, byNature, count); err != nil {
		return nil, err
	}
	places := in.places(e, have, rows)
	recognised, claimed := map[qda.ID]bool{}, map[qda.ID]bool{}
	for _, row := range rows { // what a row is by its identity, no other row stands for
		if old := byID[row.Key()]; old != nil && textOf(e, old) == textOf(e, row) {
			claimed[row.Key()] = true
		}
	}
	for _, row := range rows {
		from, original := row.Key(), row
		row = slices.Clone(row)
		if !in.refit(e, row) {
			if !last {
				wait = append(wait, original)
				count.In--
				continue
			}
			count.Dropped++
			in.b.Account.Note(e.Name, nameOfRow(e, row), bundle.Why("account.no_owner", "what it belongs to is not in the file, so it was left out"))
			continue
		}
		in.refitCondition(e, row)
		if e.Name == "preserved" && in.elsewhere {
			row = in.refitKept(e, row)
		}
		old := in.same(e, from, row, byID)
		if old == nil {
			old = byNature[in.nature(e, row)]
			if old != nil && !unique[e.Name] && (recognised[old.Key()] || claimed[old.Key()] && old.Key() != from) {
				old = nil
			}
		}
		if old != nil {
			in.become(e, from, old.Key(), byID)
			in.elsewhere = in.elsewhere || from != old.Key() && (e.Name == "code" || e.Name == "coder")
			if e.Name == "code" {
				if i, _ := e.Column("merged_into"); !old[i].ID().IsZero() {
					in.becomes[thing{e.Name, from}] = old[i].ID()
				}
			}
			recognised[old.Key()] = true
			count.Known++
			if err := in.fill(e, old, in.withoutGuesses(e, from, row), count); err != nil {
				return nil, err
			}
			continue
		}
		if byID[from] != nil {
			row[0] = oplog.Value{Str: string(idBytes(in.beside(e, from, row)))}
		}
		if pos, ok := places[from]; ok {
			i, _ := e.Column("pos")
			row[i].Str = pos
		}
		in.give(e, from, row)
		if err := store.PutRow(in.tx, e, row); err != nil {
			return nil, err
		}
		in.become(e, from, row.Key(), byID)
		byID[row.Key()] = row
		if unique[e.Name] {
			byNature[in.nature(e, row)] = row
		}
		if e.Name == "document" {
			in.documents = append(in.documents, row.Key())
		}
		count.Added++
	}
	return wait, nil
}

func idBytes(id qda.ID) []byte { return id[:] }

// textOf distinguishes versions of a document.
func textOf(e *oplog.Entity, row oplog.Row) string {
	if i, ok := e.Column("text_hash"); ok {
		return row[i].Str
	}
	return ""
}

// hide finds out which records of a kind a blind round hides.
func (in *intake) hide(e *oplog.Entity, have []oplog.Row) error {
	in.hidden = map[qda.ID]bool{}
	if len(have) == 0 || !store.BlindKind(e) {
		return nil
	}
	seen, err := store.Rows(in.tx, e)
	if err != nil || len(seen) == len(have) {
		return err
	}
	for _, r := range have {
		in.hidden[r.Key()] = true
	}
	for _, r := range seen {
		delete(in.hidden, r.Key())
	}
	return nil
}

// become notes what a record of the file is in the project.
func (in *intake) become(e *oplog.Entity, from, to qda.ID, byID map[qda.ID]oplog.Row) {
	in.becomes[thing{e.Name, from}] = to
	if from != to && byID[from] != nil {
		in.anew[to] = true
	}
}

// hangsAnew lists the columns in which a row refers to what stands beside the record with
// its identity.
func (in *intake) hangsAnew(e *oplog.Entity, row oplog.Row) (columns []int) {
	for i, c := range e.Columns {
		if c.Type == oplog.IDType && i > 0 && in.anew[row[i].ID()] {
			columns = append(columns, i)
		}
	}
	return columns
}

// beside is the identity under which a row comes in whose own the project has for
// something else: the same at every import of the file.
func (in *intake) beside(e *oplog.Entity, from qda.ID, row oplog.Row) qda.ID {
	if on := in.hangsAnew(e, row); len(on) > 0 {
		parts := []string{"intake", e.Name, from.String()}
		for _, i := range on {
			parts = append(parts, row[i].ID().String())
		}
		return bundle.DerivedID(parts...)
	}
	return bundle.DerivedID("intake", e.Name, from.String(), in.nature(e, row), textOf(e, row))
}

// same finds the record of the project that has the identity of a row and is the same
// thing, nil if there is none: what belonged to another version of a text is another. The
// row has its references in the project; from is its identity in the file.
func (in *intake) same(e *oplog.Entity, from qda.ID, row oplog.Row, byID map[qda.ID]oplog.Row) oplog.Row {
	old := byID[from]
	elsewhere := func(i int) bool { return old[i] != row[i] }
	if old == nil || textOf(e, old) == textOf(e, row) && !slices.ContainsFunc(in.hangsAnew(e, row), elsewhere) {
		return old
	}
	return byID[in.beside(e, from, row)]
}

// nature is what a record is recognised by; "" if by its identity only.
func (in *intake) nature(e *oplog.Entity, row oplog.Row) string {
	names := naturalColumns[e.Name]
	if e.Name == "document" {
		t, _ := e.Column("title")
		h, _ := e.Column("text_hash")
		if empty := qda.HashOf(nil); row[h].Str == string(empty[:]) {
			return ""
		}
		return "document\x00" + codebook.Fold(row[t].Str) + "\x00" + row[h].Str
	}
	if e.Name == "attribute_value" {
		if i, _ := e.Column("status"); row[i].Str != ValueHeld {
			names = append(slices.Clone(names), "value")
		}
	}
	if e.Name == "synthesis_row" {
		if i, _ := e.Column("kind"); row[i].Str == qda.RowOfGroup {
			names = append(slices.Clone(names), "title~")
		}
	}
	if e.Name == "preserved" {
		owner, _ := e.Column("owner_id")
		element, _ := e.Column("element")
		format, _ := e.Column("format")
		// of the rows of a table, a document has many; their identities say which is which
		if row[owner].Str == "" || strings.HasPrefix(row[element].Str, "_") || row[format].Str != refi.Format {
			return ""
		}
	}
	if names == nil {
		return ""
	}
	var k strings.Builder
	for _, n := range names {
		name, folded := strings.CutSuffix(n, "~")
		i, ok := e.Column(name)
		if !ok {
			panic("engine: " + e.Name + " has no column " + name)
		}
		v := row[i]
		if folded {
			v.Str = codebook.Fold(v.Str)
		}
		fmt.Fprintf(&k, "%d:%s%d\x00", len(v.Str), v.Str, v.Int)
	}
	return k.String()
}

// refit points the references of a row at what they have become in the project. It
// reports whether all that it needs are there.
func (in *intake) refit(e *oplog.Entity, row oplog.Row) bool {
	for i, c := range e.Columns {
		if c.Type != oplog.IDType || row[i].Str == "" || i == 0 {
			continue
		}
		kinds := c.Refs
		if c.RefBy != "" {
			at, _ := e.Column(c.RefBy)
			if kinds = []string{row[at].Str}; row[at].Str == "" {
				continue
			}
		}
		if len(kinds) == 0 {
			continue
		}
		found := false
		for _, k := range kinds {
			if to, ok := in.becomes[thing{k, row[i].ID()}]; ok {
				row[i].Str, found = string(to[:]), true
				break
			}
		}
		switch {
		case found:
		case optional[c.Name] || optional[e.Name+"."+c.Name] || c.OnDelete == oplog.Clear:
			row[i] = oplog.Value{}
		default:
			return false
		}
	}
	return true
}

// refitCondition has the condition that a row keeps ask for what the things that it names
// have become in the project.
func (in *intake) refitCondition(e *oplog.Entity, row oplog.Row) {
	i, ok := e.Column(keptCondition[e.Name])
	if !ok {
		return
	}
	row[i].Str = identities.ReplaceAllStringFunc(row[i].Str, func(s string) string {
		id, err := qda.ParseID(s)
		if err != nil {
			return s
		}
		for _, kind := range oplog.Entities() {
			if to, ok := in.becomes[thing{kind.Name, id}]; ok {
				return to.String()
			}
		}
		return s
	})
}

// places gives new records of an ordered kind places after those that stand; where
// nothing stands, the places of the file are kept.
func (in *intake) places(e *oplog.Entity, have, rows []oplog.Row) map[qda.ID]string {
	pos, ok := e.Column("pos")
	if !ok || e.Name == "preserved" {
		return nil
	}
	group := -1
	for _, n := range []string{"parent_id", "attribute_id", "facet_id", "synthesis_id", "set_id", "owner_id"} {
		if i, ok := e.Column(n); ok {
			group = i
			break
		}
	}
	in1 := func(r oplog.Row) string {
		if group < 0 {
			return ""
		}
		return r[group].Str
	}
	last := map[string]string{}
	for _, r := range have {
		last[in1(r)] = max(last[in1(r)], r[pos].Str)
	}
	members := map[string][]oplog.Row{}
	for _, r := range rows {
		to := slices.Clone(r)
		if group >= 0 {
			in.refit(e, to)
		}
		if last[in1(to)] != "" {
			members[in1(to)] = append(members[in1(to)], r)
		}
	}
	out := map[qda.ID]string{}
	for g, list := range members {
		slices.SortStableFunc(list, func(a, b oplog.Row) int { return strings.Compare(a[pos].Str, b[pos].Str) })
		for i, k := range qda.OrderKeys(last[g], len(list)) {
			out[list[i].Key()] = k
		}
	}
	return out
}
