package refi

import (
	"bufio"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"articula/internal/exchange/bundle"
	"articula/internal/exchange/foreign"
	"articula/internal/oplog"
	"articula/internal/qda"
)

// sideCar is what travels beside the project: whole records of kinds that the
// standard does not know, and of the others the fields that it has no place for.
// The project can be read without it, and it never outweighs what the project says.
type sideCar struct {
	rows       map[string]map[qda.ID]map[string]any // by kind and identity: fields
	structures map[qda.Hash]qda.Structure           // by text
	adopted    map[string]map[qda.ID]bool
	natural    map[string]qda.ID
	originals  map[string]original
	counting   map[string]string
}

// sourceOf is the file that a document was imported from; none on a nil side-car.
func (s *sideCar) sourceOf(document qda.ID) qda.Hash {
	if s == nil {
		return qda.Hash{}
	}
	return s.originals[document.String()].Hash
}

func (s *sideCar) mediaOf(document qda.ID) string { return s.originals[document.String()].MediaType }

// sideForm is the JSON of the entry.
type sideForm struct {
	Format     string                      `json:"format"`
	Version    int                         `json:"version"`
	Records    map[string][]map[string]any `json:"records"`
	Structures []qda.Structure             `json:"structures"`
	Originals  map[string]original         `json:"originals"` // by identity of the document
	// Conventions say how positions count in the texts, by identity of the holder.
	Conventions map[string]string `json:"conventions"`
}

// original says which file a document was imported from.
type original struct {
	Hash      qda.Hash `json:"hash"`
	MediaType string   `json:"media_type"`
}

// originalFolder is where the archive has files that the standard has no place for.
const originalFolder = "x-articula/"

const (
	sideFormat  = "articula side-car of a REFI-QDA project"
	sideVersion = 1
)

// inProject are the kinds of record that stand in the project itself, with the
// fields of them that the side-car need not repeat.
var inProject = map[string][]string{
	"project": {"title", "description"}, "coder": {"name"}, "document": {"title", "description", "text_hash", "source_hash", "structure_hash", "pos"},
	"case_unit": {"name", "description"}, "case_span": {}, "attribute": {"name", "definition"}, "attribute_value": {},
	"code": {"name", "parent_id", "pos", "color", "folder", "definition"}, "coding": {"document_id", "text_hash", "code_id", "coder_id", "start_pos", "end_pos", "quote", "created_at"},
	"memo": {"title", "body"}, "link": {"from_document_id", "from_text_hash", "from_start_pos", "from_end_pos", "from_quote", "to_document_id", "to_text_hash", "to_start_pos", "to_end_pos", "to_quote"},
	"item_set": {"name", "description"}, "set_member": {},
}

// notInSideCar are kinds that mean nothing outside of the project they belong to.
var notInSideCar = map[string]bool{"revision": true, "merge_conflict": true, "snapshot": true}

// inSideCar reports whether a record travels in the side-car. What is kept of a project of
// the standard stands in the project itself; what is kept of other files does not.
func inSideCar(r qda.Record) bool {
	if p, ok := r.(qda.Preserved); ok {
		return p.Format != Format && p.Format != ""
	}
	return !notInSideCar[r.Entity()]
}

// named has what is kept of another file name what it hangs on, its code and its coder as
// the written file does.
func (x *encoder) named(p qda.Preserved) qda.Preserved {
	written := func(kind string, id qda.ID) (qda.ID, bool) {
		if kind == "code" {
			id = x.standsFor(id)
		}
		there, ok := guidOf(x.guids[owner{kind, id}])
		return there, ok
	}
	if to, ok := written(p.Owner, p.OwnerID); ok {
		p.OwnerID = to
	}
	p, _ = foreign.Refit(p, written)
	return p
}

// writeSideCar writes the entry: a sideForm, record by record.
func (x *encoder) writeSideCar(to io.Writer) error {
	b := x.b
	w := &jsonWriter{Writer: bufio.NewWriterSize(to, 1<<15)}
	w.WriteString(`{"format":`)
	w.value(sideFormat)
	w.WriteString(`,"version":`)
	w.value(sideVersion)
	w.WriteString(`,"records":{`)
	byKind := map[string][]qda.Record{}
	for _, r := range b.Records {
		if p, ok := r.(qda.Preserved); ok {
			r = x.named(p)
		}
		if inSideCar(r) {
			byKind[r.Entity()] = append(byKind[r.Entity()], r)
		}
	}
	for i, kind := range slices.Sorted(maps.Keys(byKind)) {
		w.next(i)
		w.value(kind)
		w.WriteByte(':')
		for j, r := range byKind[kind] {
			w.WriteByte("[,"[min(j, 1)])
			w.value(sideFields(r))
		}
		w.WriteByte(']')
	}
	w.WriteString(`},"structures":[`)
	originals, done := map[string]original{}, map[qda.Hash]bool{}
	for _, d := range bundle.Of[qda.Document](b) {
		typ, err := b.SourceType(d.SourceHash)
		if err != nil {
			return err
		}
		if typ != "" {
			originals[d.ID.String()] = original{d.SourceHash, typ}
		}
		s, err := b.Structure(d.StructureHash)
		if err != nil {
			return err
		}
		if s.TextHash.IsZero() || done[s.TextHash] {
			continue
		}
		w.next(len(done))
		w.value(s)
		done[s.TextHash] = true
	}
	w.WriteString(`],"originals":`)
	w.value(originals)
	w.WriteString(`,"conventions":`)
	w.value(x.conventions)
	w.WriteByte('}')
	if w.err != nil {
		return w.err
	}
	return w.Flush()
}

// sideFields are the fields of a record that the project does not hold.
func sideFields(r qda.Record) map[string]any {
	e := oplog.EntityOf(r)
	row, fields := e.RowOf(r), map[string]any{}
	for i, c := range e.Columns {
		if a, speaker := r.(qda.Attribute); i > 0 && slices.Contains(inProject[e.Name], c.Name) && !(speaker && a.Scope == qda.OnSpeaker) {
			continue
		}
		v := row[i]
		switch {
		case v == oplog.Value{}:
		case c.Type == oplog.IDType || c.Type == oplog.HashType:
			fields[c.Name] = hex.EncodeToString([]byte(v.Str))
		case c.Type == oplog.TextType:
			fields[c.Name] = v.Str
		default:
			fields[c.Name] = v.Int
		}
	}
	return fields
}

// jsonWriter writes JSON in parts.
type jsonWriter struct {
	*bufio.Writer
	err error
}

// next stands before the n-th of several.
func (w *jsonWriter) next(n int) {
	if n > 0 {
		w.WriteByte(',')
	}
}

func (w *jsonWriter) value(v any) {
	b, err := json.Marshal(v)
	if w.err == nil {
		w.err = err
	}
	w.Write(b)
}

func (d *decoder) readSideCar() {
	if d.f.SideCar == nil {
		return
	}
	var form sideForm
	if err := json.Unmarshal(d.f.SideCar, &form); err != nil || form.Format != sideFormat || form.Version > sideVersion {
		d.b.Account.Left("side-car", SideCar, bundle.Why("account.side_car_unread", "it is not readable, or of a newer version of the program; the project was read without it"))
		return
	}
	s := &sideCar{rows: map[string]map[qda.ID]map[string]any{}, structures: map[qda.Hash]qda.Structure{}, adopted: map[string]map[qda.ID]bool{}, natural: map[string]qda.ID{}, originals: form.Originals, counting: form.Conventions}
	for name, list := range form.Records {
		e, ok := oplog.EntityNamed(name)
		if !ok || notInSideCar[name] {
			continue
		}
		s.rows[name], s.adopted[name] = map[qda.ID]map[string]any{}, map[qda.ID]bool{}
		for _, fields := range list {
			id, ok := sideValue(oplog.IDType, fields["id"])
			if !ok || len(id.Str) != 16 || name == "preserved" && fields["format"] == Format {
				continue
			}
			s.rows[name][id.ID()] = fields
			if k := naturalOf(e, fields); k != "" {
				s.natural[k] = id.ID()
			}
		}
	}
	for _, st := range form.Structures {
		s.structures[st.TextHash] = st
	}
	d.side = s
}

// sideValue reads one field.
func sideValue(t oplog.Type, v any) (oplog.Value, bool) {
	switch t {
	case oplog.IDType, oplog.HashType:
		s, ok := v.(string)
		b, err := hex.DecodeString(s)
		want := 16
		if t == oplog.HashType {
			want = 32
		}
		return oplog.Value{Str: string(b)}, ok && err == nil && len(b) == want
	case oplog.TextType:
		s, ok := v.(string)
		return oplog.Value{Str: plainText(s)}, ok
	}
	n, ok := v.(float64)
	return oplog.Value{Int: int64(n)}, ok && n == float64(int64(n))
}

// naturalKeys are the fields by which records without an identity of their own in
// the project are found again.
var naturalKeys = map[string][]string{
	"attribute_value": {"attribute_id", "owner_id", "value", "status"},
	"case_span":       {"case_id", "document_id", "whole", "start_pos", "end_pos"},
	"set_member":      {"set_id", "target_entity", "target_id"},
}

func naturalOf(e *oplog.Entity, fields map[string]any) string {
	names := naturalKeys[e.Name]
	if names == nil {
		return ""
	}
	k := e.Name
	for _, n := range names {
		i, _ := e.Column(n)
		v := oplog.Value{}
		if f, there := fields[n]; there {
			v, _ = sideValue(e.Columns[i].Type, f)
		}
		k += fmt.Sprintf("\x00%q %d", v.Str, v.Int)
	}
	return k
}

// fill gives a record of the project the fields that only the side-car has.
func (s *sideCar) fill(ptr any) {
	r := deref(ptr)
	if fields := s.rows[r.Entity()][r.Key()]; fields != nil {
		s.apply(ptr, r, fields)
	}
}

// adopt gives a record the identity and fields that it has in the side-car, if
// there is one that says the same.
func (s *sideCar) adopt(ptr any) {
	r := deref(ptr)
	e := oplog.EntityOf(r)
	row, fields := e.RowOf(r), map[string]any{}
	for i, c := range e.Columns {
		switch v := row[i]; {
		case v == oplog.Value{}:
		case c.Type == oplog.IDType || c.Type == oplog.HashType:
			fields[c.Name] = hex.EncodeToString([]byte(v.Str))
		case c.Type == oplog.TextType:
			fields[c.Name] = v.Str
		default:
			fields[c.Name] = float64(v.Int)
		}
	}
	if id, ok := s.natural[naturalOf(e, fields)]; ok && !s.adopted[e.Name][id] {
		s.apply(ptr, r, s.rows[e.Name][id])
	}
}

func deref(ptr any) qda.Record {
	switch p := ptr.(type) {
	case *qda.Project:
		return *p
	case *qda.Coder:
		return *p
	case *qda.Code:
		return *p
	case *qda.Document:
		return *p
	case *qda.Attribute:
		return *p
	case *qda.AttributeValue:
		return *p
	case *qda.Case:
		return *p
	case *qda.CaseSpan:
		return *p
	case *qda.Coding:
		return *p
	case *qda.Memo:
		return *p
	case *qda.Link:
		return *p
	case *qda.Set:
		return *p
	case *qda.SetMember:
		return *p
	}
	panic(fmt.Sprintf("refi: %T stands in no project file", ptr))
}

func (s *sideCar) apply(ptr any, r qda.Record, fields map[string]any) {
	e := oplog.EntityOf(r)
	row := e.RowOf(r)
	for i, c := range e.Columns {
		if slices.Contains(inProject[e.Name], c.Name) {
			continue
		}
		v, there := fields[c.Name]
		if !there {
			row[i] = oplog.Value{}
			continue
		}
		if val, ok := sideValue(c.Type, v); ok {
			row[i] = val
		}
	}
	e.Fill(ptr, row)
	s.adopted[e.Name][row.Key()] = true
}

// finishSideCar adds the records of kinds that the project does not know, where
// what they refer to is there, and accounts for the others.
func (d *decoder) finishSideCar() {
	if d.side == nil {
		return
	}
	have := map[owner]bool{}
	for _, r := range d.b.Records {
		have[owner{r.Entity(), r.Key()}] = true
	}
	rows := map[owner]oplog.Row{}
	for _, e := range oplog.Entities() {
		for _, id := range sortedIDs(d.side.rows[e.Name]) {
			fields := d.side.rows[e.Name][id]
			if _, standard := inProject[e.Name]; standard && !d.side.beyond(e.Name, fields) {
				if e.Name != "project" && !have[owner{e.Name, id}] {
					d.b.Account.Left("side-car "+e.Name, id.String(), bundle.Why("account.side_car_gone", "the project does not have it any more"))
				}
				continue
			}
			row := make(oplog.Row, len(e.Columns))
			for i, c := range e.Columns {
				if v, there := fields[c.Name]; there {
					row[i], _ = sideValue(c.Type, v)
				}
			}
			rows[owner{e.Name, id}] = row
			have[owner{e.Name, id}] = true
		}
	}
	d.dropDangling(rows, have)
	for _, e := range oplog.Entities() {
		for _, id := range sortedIDs(d.side.rows[e.Name]) {
			if row := rows[owner{e.Name, id}]; row != nil {
				d.b.Put(e.RecordOf(row))
				d.b.Account.Stored("side-car " + e.Name)
			}
		}
	}
	for i, r := range d.b.Records {
		if doc, ok := r.(qda.Document); ok {
			if st, ok := d.side.structures[doc.TextHash]; ok {
				if b, err := json.Marshal(st); err == nil {
					doc.StructureHash = qda.HashOf(b)
					d.b.Structures[doc.StructureHash] = st
					d.b.Records[i] = doc
				}
			}
		}
	}
}

// dropDangling takes away what hangs on something that is not there, and what hangs on that.
func (d *decoder) dropDangling(rows map[owner]oplog.Row, have map[owner]bool) {
	for again := true; again; {
		again = false
		inOrder := slices.SortedFunc(maps.Keys(rows), func(a, b owner) int {
			return cmp.Or(cmp.Compare(a.entity, b.entity), slices.Compare(a.id[:], b.id[:]))
		})
		for _, o := range inOrder {
			e, _ := oplog.EntityNamed(o.entity)
			if missing := dangling(e, rows[o], have); missing != "" {
				d.b.Account.Left("side-car "+o.entity, o.id.String(), bundle.Why("account.side_car_missing", "what it refers to ({missing}) is not there", "missing", missing))
				delete(rows, o)
				delete(have, o)
				again = true
			}
		}
	}
}

// beyond reports whether a record is of a kind that the project has, but is one of
// those that the standard has no place for.
func (s *sideCar) beyond(entity string, fields map[string]any) bool {
	onSpeaker := func(attribute any) bool {
		id, ok := sideValue(oplog.IDType, attribute)
		return ok && s.rows["attribute"][id.ID()]["scope"] == string(qda.OnSpeaker)
	}
	switch entity {
	case "attribute":
		return fields["scope"] == string(qda.OnSpeaker)
	case "attribute_value":
		return fields["status"] != "held" || onSpeaker(fields["attribute_id"])
	case "set_member":
		return !slices.Contains([]any{"code", "document", "memo"}, fields["target_entity"])
	}
	return false
}

// dangling names a kind of record that a row refers to and that is not there.
func dangling(e *oplog.Entity, row oplog.Row, have map[owner]bool) string {
	for i, c := range e.Columns {
		if row[i].Str == "" || c.Type != oplog.IDType {
			continue
		}
		kinds := c.Refs
		if c.RefBy != "" {
			at, _ := e.Column(c.RefBy)
			kinds = []string{row[at].Str}
		}
		if len(kinds) == 0 {
			continue
		}
		if c.OnDelete == oplog.Clear && !slices.ContainsFunc(kinds, func(k string) bool { return have[owner{k, row[i].ID()}] }) {
			row[i] = oplog.Value{}
			continue
		}
		if !slices.ContainsFunc(kinds, func(k string) bool { return have[owner{k, row[i].ID()}] }) {
			return kinds[0]
		}
	}
	return ""
}

func sortedIDs[T any](m map[qda.ID]T) []qda.ID {
	out := make([]qda.ID, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b qda.ID) int { return slices.Compare(a[:], b[:]) })
	return out
}
