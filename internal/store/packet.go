package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// MakePacket writes a smaller project made of parts of this one, for somebody to
// work in: the same project, the same identities, its own history from here on. keep
// says which records go into it; what refers to something that does not go, stays
// behind, too. Reading is blind as ever: what the coder may not see does not go. The
// work done in it comes back by [Store.Merge].
//
// It fails with Conflict if there is a file already, and leaves nothing behind if it
// fails.
func (s *Store) MakePacket(ctx context.Context, path string, coder qda.ID, keep func(qda.Record) bool) (records int, err error) {
	if exists(path) {
		return 0, qda.E(qda.Conflict, "project.exists", "There is already a file {path}. It was not touched. Choose another name.", "path", path)
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".new-*"+Extension)
	if err != nil {
		return 0, explain(err)
	}
	draft.Close()
	defer removeDatabase(draft.Name())
	p := &Store{opts: s.opts, path: draft.Name(), file: draft.Name(), writer: open(draft.Name(), creating), reader: open(draft.Name(), reading)}
	defer p.closePools()
	err = s.View(ctx, coder, func(from *Tx) error {
		records, err = p.fillPacket(ctx, from, coder, keep)
		return err
	})
	if p.settle != nil {
		p.settle.Stop()
	}
	if err != nil {
		return 0, explain(err)
	}
	p.closePools()
	if err := os.Chmod(draft.Name(), 0o600); err != nil {
		return 0, explain(err)
	}
	if err := verifyFile(ctx, draft.Name()); err != nil {
		return 0, qda.E(qda.Damaged, "packet.unverified", "The packet that was made did not pass its check and was thrown away. The project itself was not changed. Run a check of the project.").Because(err)
	}
	if err := syncFile(draft.Name()); err != nil {
		return 0, explain(err)
	}
	if err := os.Link(draft.Name(), path); err != nil {
		if exists(path) {
			return 0, qda.E(qda.Conflict, "project.exists", "There is already a file {path}. It was not touched. Choose another name.", "path", path)
		}
		if err := os.Rename(draft.Name(), path); err != nil { // file systems without links
			return 0, explain(err)
		}
	}
	return records, explain(syncDir(filepath.Dir(path)))
}

func (s *Store) fillPacket(ctx context.Context, from *Tx, coder qda.ID, keep func(qda.Record) bool) (int, error) {
	if _, err := s.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, Version)); err != nil {
		return 0, err
	}
	lamport, err := from.scalar("SELECT lamport FROM head")
	if err != nil {
		return 0, err
	}
	// what is done in the packet comes after everything that was done here so far
	if _, err := s.writer.ExecContext(ctx, newSchema()+fmt.Sprintf("; INSERT INTO head (id, seq, lamport) VALUES (1, 0, %d)", lamport)); err != nil {
		return 0, err
	}
	n := 0
	_, err = s.Update(ctx, coder, oplog.KindPacket, func(tx *Tx) error {
		n = 0
		kept := map[string]map[qda.ID]bool{}
		for _, e := range oplog.Entities() {
			kept[e.Name] = map[qda.ID]bool{}
			rows, err := from.visibleRows(e)
			if err != nil {
				return err
			}
			for _, row := range rows {
				if !keep(e.RecordOf(row)) || !refersOnlyTo(e, row, kept) {
					continue
				}
				if err := tx.insertRow(e, row); err != nil {
					return err
				}
				kept[e.Name][row.Key()] = true
				n++
				if err := packContents(tx, from, e, row); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return n, err
}

// visibleRows reads the records of a kind that the viewer may see.
func (tx *Tx) visibleRows(e *oplog.Entity) ([]oplog.Row, error) {
	clauses, args, err := tx.visible(e.Name, 0)
	if err != nil {
		return nil, err
	}
	q := "SELECT " + columnList(e) + " FROM " + e.Name
	for i, c := range clauses {
		q += map[bool]string{true: " WHERE ", false: " AND "}[i == 0] + c
	}
	rows, err := tx.query(q+" ORDER BY id", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []oplog.Row
	for rows.Next() {
		row, err := scanRow(e, rows)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return tx.seenQuestions(e, out)
}

// refersOnlyTo reports whether everything that a record points at goes along. Within
// one kind everything that is kept goes, so that its order does not matter.
func refersOnlyTo(e *oplog.Entity, row oplog.Row, kept map[string]map[qda.ID]bool) bool {
	for i, c := range e.Columns {
		targets := c.Refs
		if c.RefBy != "" {
			by, _ := e.Column(c.RefBy)
			targets = []string{row[by].Str}
		}
		if len(targets) == 0 || row[i].Str == "" {
			continue
		}
		found := false
		for _, t := range targets {
			found = found || t == e.Name || kept[t][row[i].ID()]
		}
		if !found {
			return false
		}
	}
	return true
}

// packContents copies what a document or revision names by hash.
func packContents(to, from *Tx, e *oplog.Entity, row oplog.Row) error {
	hash := func(name string) (h qda.Hash) {
		if i, ok := e.Column(name); ok {
			copy(h[:], row[i].Str)
		}
		return h
	}
	var texts []qda.Hash
	switch e.Name {
	case "document":
		texts = []qda.Hash{hash("text_hash")}
	case "revision":
		texts = []qda.Hash{hash("from_hash"), hash("to_hash")}
	default:
		return nil
	}
	for _, h := range texts {
		t, err := from.Text(h)
		if err != nil {
			return err
		}
		if _, err := to.exec("INSERT INTO text (hash, body, runes, norm, staged) VALUES (?1, ?2, ?3, ?4, 0) ON CONFLICT (hash) DO NOTHING", h[:], t.Body, t.Runes, t.Norm); err != nil {
			return err
		}
	}
	if h := hash("source_hash"); !h.IsZero() {
		f, err := from.Source(h)
		if err != nil {
			return err
		}
		if _, err := to.exec("INSERT INTO source (hash, media_type, bytes, staged) VALUES (?1, ?2, ?3, 0) ON CONFLICT (hash) DO NOTHING", h[:], f.MediaType, f.Bytes); err != nil {
			return err
		}
	}
	if h := hash("structure_hash"); !h.IsZero() {
		var body string
		var text []byte
		if err := from.sql.QueryRowContext(from.ctx, "SELECT text_hash, body FROM structure WHERE hash = ?1", h[:]).Scan(&text, &body); err != nil {
			return err
		}
		if _, err := to.exec("INSERT INTO structure (hash, text_hash, body, staged) VALUES (?1, ?2, ?3, 0) ON CONFLICT (hash) DO NOTHING", h[:], text, body); err != nil {
			return err
		}
	}
	return nil
}
