package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// Problem is something that a check found wrong.
type Problem struct {
	Code    string // stable identity: "coding.quote", "log.replay" …
	Message string // English sentence
	Entity  string
	ID      string
}

// maxProblems bounds the list: a badly damaged file would fill the screen.
const maxProblems = 200

// Check verifies the project: the file itself, that the log accounts for every
// field of every record, that every quote is the text it stands for, that trees
// have no cycles and references lead somewhere, and that texts and files match
// the hashes that name them. progress is told what is being looked at, and may be
// nil. A project without problems gives an empty list.
func (s *Store) Check(ctx context.Context, progress func(step string, done, total int)) ([]Problem, error) {
	t, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, explain(err)
	}
	defer t.Rollback()
	c := checker{tx: &Tx{store: s, ctx: ctx, sql: t}}
	steps := []struct {
		name string
		run  func() error
	}{
		{"file", c.file}, {"log", c.log}, {"texts", c.texts}, {"quotes", c.quotes}, {"trees", c.trees}, {"references", c.references},
	}
	for i, step := range steps {
		if progress != nil {
			progress(step.name, i, len(steps))
		}
		if err := step.run(); err != nil {
			return c.problems, explain(err)
		}
	}
	return c.problems, nil
}

type checker struct {
	tx       *Tx
	problems []Problem
}

func (c *checker) add(code, entity string, id fmt.Stringer, format string, args ...any) {
	if len(c.problems) >= maxProblems {
		return
	}
	p := Problem{Code: code, Entity: entity, Message: fmt.Sprintf(format, args...)}
	if id != nil {
		p.ID = id.String()
	}
	c.problems = append(c.problems, p)
}

// file asks SQLite.
func (c *checker) file() error {
	rows, err := c.tx.query("PRAGMA integrity_check(20)")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var verdict string
		if err := rows.Scan(&verdict); err != nil {
			return err
		}
		if verdict != "ok" {
			c.add("file.integrity", "", nil, "The file is damaged: %s.", verdict)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	broken, err := c.tx.query("PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	defer broken.Close()
	for broken.Next() {
		var table, parent string
		var rowid, fk sql.NullInt64
		if err := broken.Scan(&table, &rowid, &parent, &fk); err != nil {
			return err
		}
		c.add("file.reference", table, nil, "A record of %s refers to a %s that does not exist.", table, parent)
	}
	return broken.Err()
}

// log verifies the chain of every session and that the operations, applied to
// nothing, give the tables.
func (c *checker) log() error {
	var head int
	if err := c.tx.sql.QueryRowContext(c.tx.ctx, "SELECT seq FROM head").Scan(&head); err != nil {
		return err
	}
	rows, err := c.tx.query("SELECT " + opColumns + ", o.merged_by, o.packed, o.payload FROM op o JOIN session s ON s.id = o.session_id ORDER BY o.session_id, o.n")
	if err != nil {
		return err
	}
	defer rows.Close()
	var (
		sum   oplog.Sum
		prev  oplog.Op
		count int
	)
	for rows.Next() {
		var mergedBy, packed int
		var stored []byte
		op, err := scanOp(rows, &mergedBy, &packed, &stored)
		if err != nil {
			return err
		}
		count++
		if op.Ref.Session != prev.Ref.Session {
			prev = oplog.Op{}
		}
		if op.Ref.N != prev.Ref.N+1 {
			c.add("log.gap", "op", nil, "Operation %d follows %d in its session: the log has a gap.", op.Ref.N, prev.Ref.N)
		}
		payload, err := unpack(packed, stored)
		if err != nil {
			c.add("log.damaged", "op", nil, "Operation %d cannot be unpacked.", op.Seq)
			prev = op
			continue
		}
		if oplog.ChainHash(prev.Hash, op, payload) != op.Hash {
			c.add("log.chain", "op", nil, "Operation %d is not what its hash says: the log was altered.", op.Seq)
		}
		prev = op
		changes, err := oplog.Decode(payload)
		if err != nil {
			c.add("log.damaged", "op", nil, "Operation %d cannot be read: %v.", op.Seq, err)
			continue
		}
		if mergedBy <= 0 {
			sum.Add(changes)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if count != head {
		c.add("log.count", "op", nil, "The log holds %d operations where %d were made.", count, head)
	}
	var tables oplog.Sum
	for _, e := range oplog.Entities() {
		if err := c.tx.eachRow(e, func(row oplog.Row) error {
			tables.Row(e, row)
			return nil
		}); err != nil {
			return err
		}
	}
	if !tables.Equal(sum) {
		return c.replay()
	}
	return nil
}

// replay applies the log in memory to name the records that differ.
func (c *checker) replay() error {
	before := len(c.problems)
	ops, err := c.tx.Ops(OpFilter{})
	if err != nil {
		return err
	}
	state := oplog.State{}
	for _, op := range ops {
		changes, err := c.tx.effect(op)
		if err != nil {
			continue // reported above
		}
		if err := state.Apply(changes); err != nil {
			c.add("log.replay", "op", nil, "Operation %d does not fit what came before it: %v.", op.Seq, err)
		}
	}
	for _, e := range oplog.Entities() {
		if err := c.tx.eachRow(e, func(row oplog.Row) error {
			want, ok := state[e][row.Key()]
			if !ok {
				c.add("log.replay", e.Name, row.Key(), "A %s stands in the project that no operation made.", e.Name)
				return nil
			}
			for i := range row {
				if row[i] != want[i] {
					c.add("log.replay", e.Name, row.Key(), "The %s of a %s is not what the log says.", e.Columns[i].Name, e.Name)
				}
			}
			delete(state[e], row.Key())
			return nil
		}); err != nil {
			return err
		}
		for _, id := range slices.SortedFunc(maps.Keys(state[e]), byBytes) {
			c.add("log.replay", e.Name, id, "A %s that the log made is missing from the project.", e.Name)
		}
	}
	if len(c.problems) == before {
		c.add("log.replay", "", nil, "The log does not add up to the project's records.")
	}
	return nil
}

// eachRow reads every record of a kind, unseen by blindness. A file of an older format
// has none of the kinds that came later, and none in references that came later.
func (tx *Tx) eachRow(e *oplog.Entity, fn func(oplog.Row) error) error {
	if there, err := tx.scalar("SELECT COUNT(*) FROM sqlite_schema WHERE name = ?1", e.Name); err != nil || there == 0 {
		return err
	}
	names := make([]string, len(e.Columns))
	for i, c := range e.Columns {
		there, err := tx.scalar("SELECT COUNT(*) FROM pragma_table_info(?1) WHERE name = ?2", e.Name, c.Name)
		if err != nil {
			return err
		}
		if names[i] = c.Name; there == 0 && c.Type == oplog.IDType {
			names[i] = "NULL"
		}
	}
	rows, err := tx.query("SELECT " + strings.Join(names, ", ") + " FROM " + e.Name)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		row, err := scanRow(e, rows)
		if err != nil {
			return err
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// texts verifies every text, structure and imported file against its hash.
func (c *checker) texts() error {
	rows, err := c.tx.query("SELECT hash, body, runes FROM text")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var hash []byte
		var body string
		var runes int
		if err := rows.Scan(&hash, &body, &runes); err != nil {
			return err
		}
		name := qda.Hash(hash)
		if qda.HashOf([]byte(body)) != name {
			c.add("text.hash", "text", name, "A text is not what its hash says: its characters were altered.")
		} else if !utf8.ValidString(body) || utf8.RuneCountInString(body) != runes {
			c.add("text.length", "text", name, "A text has another length than was stored.")
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	files, err := c.tx.query("SELECT hash, bytes FROM source")
	if err != nil {
		return err
	}
	defer files.Close()
	for files.Next() {
		var hash, body []byte
		if err := files.Scan(&hash, &body); err != nil {
			return err
		}
		if qda.HashOf(body) != qda.Hash(hash) {
			c.add("source.hash", "source", qda.Hash(hash), "An imported file is not what its hash says. The text and codings are not affected.")
		}
	}
	if err := files.Err(); err != nil {
		return err
	}
	structures, err := c.tx.query("SELECT s.hash, s.body, t.runes FROM structure s JOIN text t ON t.hash = s.text_hash")
	if err != nil {
		return err
	}
	defer structures.Close()
	for structures.Next() {
		var hash []byte
		var body string
		var runes int
		if err := structures.Scan(&hash, &body, &runes); err != nil {
			return err
		}
		name := qda.Hash(hash)
		var s qda.Structure
		if qda.HashOf([]byte(body)) != name || json.Unmarshal([]byte(body), &s) != nil {
			c.add("structure.hash", "structure", name, "A structure is not what its hash says. The text and codings are not affected.")
			continue
		}
		for _, p := range s.Parts {
			if p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > runes {
				c.add("structure.span", "structure", name, "A %s of a structure lies outside of its text.", p.Kind)
				break
			}
		}
	}
	return structures.Err()
}

// quotes compares each stored quote with the text at its place.
func (c *checker) quotes() error {
	for _, q := range []struct{ entity, prefix string }{{"coding", ""}, {"citation", ""}, {"link", "from_"}, {"link", "to_"}} {
		rows, err := c.tx.query(fmt.Sprintf(`SELECT x.id, x.%[2]stext_hash, d.text_hash, x.%[2]sstart_pos, x.%[2]send_pos, x.%[2]squote
			FROM %[1]s x JOIN document d ON d.id = x.%[2]sdocument_id ORDER BY x.%[2]stext_hash`, q.entity, q.prefix))
		if err != nil {
			return err
		}
		if err := c.quotesOf(q.entity, rows); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) quotesOf(entity string, rows *sql.Rows) error {
	defer rows.Close()
	var at qda.Hash
	var ix *textpos.Index
	for rows.Next() {
		var id, text, docText []byte
		var span qda.Span
		var quote string
		if err := rows.Scan(&id, &text, &docText, &span.Start, &span.End, &quote); err != nil {
			return err
		}
		key := qda.ID(id)
		if string(text) != string(docText) {
			c.add(entity+".text", entity, key, "A %s refers to a text that its document no longer has.", entity)
			continue
		}
		if hash := qda.Hash(text); ix == nil || hash != at {
			t, err := c.tx.Text(hash)
			if err != nil {
				return err
			}
			at, ix = hash, textpos.NewIndex(t.Body)
		}
		if !span.Valid(ix.Len()) {
			c.add(entity+".span", entity, key, "A %s lies outside of its text.", entity)
		} else if ix.Slice(span) != quote {
			c.add(entity+".quote", entity, key, "The quote of a %s is not the text at its place.", entity)
		}
	}
	return rows.Err()
}

// trees follows every parent to the root.
func (c *checker) trees() error {
	for _, name := range treeKinds {
		e, _ := oplog.EntityNamed(name)
		column, _ := e.Column("parent_id")
		parent := map[qda.ID]qda.ID{}
		if err := c.tx.eachRow(e, func(row oplog.Row) error {
			parent[row.Key()] = row[column].ID()
			return nil
		}); err != nil {
			return err
		}
		sound := map[qda.ID]bool{}
		for _, id := range slices.SortedFunc(maps.Keys(parent), byBytes) {
			path := map[qda.ID]bool{}
			at := id
			for !at.IsZero() && !sound[at] && !path[at] {
				path[at] = true
				at = parent[at]
			}
			if path[at] {
				first := at // of the circle; where the way to it began may lie outside
				for node := parent[at]; node != at; node = parent[node] {
					if byBytes(node, first) < 0 {
						first = node
					}
				}
				c.add("tree.cycle", name, first, "A %s is its own ancestor.", name)
			}
			for node := range path {
				sound[node] = true
			}
		}
	}
	return nil
}

// references follows the references that the database cannot watch.
func (c *checker) references() error {
	keys := map[string]map[qda.ID]bool{}
	for _, e := range oplog.Entities() {
		set := map[qda.ID]bool{}
		if err := c.tx.eachKey(e, set); err != nil {
			return err
		}
		keys[e.Name] = set
	}
	for _, e := range oplog.Entities() {
		for i, col := range e.Columns {
			if col.RefBy == "" && len(col.Refs) < 2 {
				continue
			}
			by := -1
			if col.RefBy != "" {
				by, _ = e.Column(col.RefBy)
			}
			if err := c.tx.eachRow(e, func(row oplog.Row) error {
				id := row[i].ID()
				targets := col.Refs
				if by >= 0 {
					targets = []string{row[by].Str}
				}
				if id.IsZero() {
					return nil
				}
				for _, target := range targets {
					if keys[target][id] {
						return nil
					}
				}
				c.add("reference.dangling", e.Name, row.Key(), "The %s of a %s leads to no %s.", col.Name, e.Name, strings.Join(targets, " or "))
				return nil
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (tx *Tx) eachKey(e *oplog.Entity, set map[qda.ID]bool) error {
	rows, err := tx.query("SELECT id FROM " + e.Name)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return err
		}
		set[oplog.Value{Str: string(id)}.ID()] = true
	}
	return rows.Err()
}
