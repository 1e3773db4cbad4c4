package store

import (
	"database/sql"
	"errors"
	"fmt"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// takeContents copies texts, structures and imported files that this copy has not,
// one at a time, each verified against the hash that names it.
func (m *merger) takeContents() error {
	for _, q := range []struct{ table, columns, body string }{
		{"text", "hash, body, runes, norm", "body"}, {"source", "hash, media_type, bytes", "bytes"}, {"structure", "hash, text_hash, body", "body"},
	} {
		rows, err := m.other.QueryContext(m.ctx, "SELECT hash FROM "+q.table+" WHERE staged = 0")
		if err != nil {
			return err
		}
		var missing [][]byte
		for rows.Next() {
			var hash []byte
			if err := rows.Scan(&hash); err != nil {
				rows.Close()
				return err
			}
			n, err := m.tx.scalar("SELECT COUNT(*) FROM "+q.table+" WHERE hash = ?1", hash)
			if err != nil {
				rows.Close()
				return err
			}
			if n == 0 {
				missing = append(missing, hash)
			}
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return err
		}
		for _, hash := range missing {
			if err := m.takeContent(q.table, q.columns, q.body, hash); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *merger) takeContent(table, columns, body string, hash []byte) error {
	var content []byte
	if err := m.other.QueryRowContext(m.ctx, "SELECT CAST("+body+" AS BLOB) FROM "+table+" WHERE hash = ?1", hash).Scan(&content); err != nil {
		return err
	}
	if qda.HashOf(content) != qda.Hash(hash) {
		return qda.E(qda.Damaged, "merge.content", "A text or file in the other copy is not what its hash says: it was altered. Nothing was changed. Run a check of that copy.")
	}
	var err error
	switch table {
	case "text":
		var runes, norm int
		if err = m.other.QueryRowContext(m.ctx, "SELECT runes, norm FROM text WHERE hash = ?1", hash).Scan(&runes, &norm); err == nil {
			_, err = m.tx.exec("INSERT INTO text (hash, body, runes, norm, staged) VALUES (?1, ?2, ?3, ?4, 0)", hash, string(content), runes, norm)
		}
	case "source":
		var media string
		if err = m.other.QueryRowContext(m.ctx, "SELECT media_type FROM source WHERE hash = ?1", hash).Scan(&media); err == nil {
			_, err = m.tx.exec("INSERT INTO source (hash, media_type, bytes, staged) VALUES (?1, ?2, ?3, 0)", hash, media, content)
		}
	case "structure":
		var text []byte
		if err = m.other.QueryRowContext(m.ctx, "SELECT text_hash FROM structure WHERE hash = ?1", hash).Scan(&text); err == nil {
			_, err = m.tx.exec("INSERT INTO structure (hash, text_hash, body, staged) VALUES (?1, ?2, ?3, 0)", hash, text, string(content))
		}
	}
	return err
}

// stream brings the operations over, in the order of their stamps.
func (m *merger) stream(progress func(done, total int)) error {
	rows, err := m.other.QueryContext(m.ctx, "SELECT "+opColumns+", o.packed, o.payload FROM op o JOIN session s ON s.id = o.session_id ORDER BY o.lamport, o.session_id, o.n")
	if err != nil {
		return err
	}
	defer rows.Close()
	total := 0
	if progress != nil {
		if err := m.other.QueryRowContext(m.ctx, "SELECT COUNT(*) FROM op").Scan(&total); err != nil {
			return err
		}
	}
	chain := map[qda.ID]string{}
	for done := 0; rows.Next(); done++ {
		if progress != nil && done%500 == 0 {
			progress(done, total)
		}
		var packed int
		var stored []byte
		op, err := scanOp(rows, &packed, &stored)
		if err != nil {
			return err
		}
		if op.Ref.N <= m.have[op.Ref.Session] || m.skip[op.Ref] {
			continue
		}
		payload, err := unpack(packed, stored)
		if err != nil {
			return altered(err)
		}
		if err := m.verifyChain(chain, op, payload); err != nil {
			return err
		}
		if err := m.bring(op, packed, stored, payload); err != nil {
			return err
		}
	}
	return rows.Err()
}

func altered(cause error) error {
	return qda.E(qda.Damaged, "merge.log", "The history of the other copy is damaged or was altered. Nothing was changed. Run a check of that copy.").Because(cause)
}

// verifyChain holds an operation against the one before it in its session.
func (m *merger) verifyChain(chain map[qda.ID]string, op oplog.Op, payload []byte) error {
	prev, known := chain[op.Ref.Session]
	if !known && op.Ref.N > 1 {
		var err error
		if prev, err = (&Tx{ctx: m.ctx, sql: m.tx.sql}).hashOf(oplog.Ref{Session: op.Ref.Session, N: op.Ref.N - 1}); err != nil {
			return altered(fmt.Errorf("operation %s/%d has none before it: %w", op.Ref.Session, op.Ref.N, err))
		}
	}
	var before qda.Hash
	copy(before[:], prev)
	if oplog.ChainHash(before, op, payload) != op.Hash {
		return altered(fmt.Errorf("operation %s/%d is not what its hash says", op.Ref.Session, op.Ref.N))
	}
	chain[op.Ref.Session] = string(op.Hash[:])
	return nil
}

// bring takes one operation over: with its own effect where its changes fit, else
// with its records left to be settled.
func (m *merger) bring(op oplog.Op, packed int, stored, payload []byte) error {
	var err error
	m.seq++
	m.lamport = max(m.lamport, op.Lamport)
	if err := m.takeSession(op); err != nil {
		return err
	}
	changes, err := oplog.Decode(payload)
	if err != nil {
		return altered(err)
	}
	op.Seq = m.seq
	mark := 1
	if m.derived[op.Ref] {
		m.mine[op.Seq] = true
	} else {
		fits, err := m.apply(op, changes)
		if err != nil {
			return err
		}
		if fits {
			mark = -1
		}
	}
	st, err := m.tx.prepared(`INSERT INTO op (seq, session_id, n, lamport, at, kind, undoes_session, undoes_n, merged_by, packed, payload, hash)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`)
	if err != nil {
		return err
	}
	if _, err := st.ExecContext(m.ctx, op.Seq, op.Ref.Session[:], op.Ref.N, op.Lamport, op.At, op.Kind, idArg(op.Undoes.Session), op.Undoes.N, mark, packed, stored, op.Hash[:]); err != nil {
		return err
	}
	if err := m.tx.insertTargets(op.Seq, changes); err != nil {
		return err
	}
	return m.tellOp(changes)
}

// takeSession copies the head of a session that is not known here.
func (m *merger) takeSession(op oplog.Op) error {
	if op.Ref.N > 1 {
		return nil
	}
	var device, version, at string
	if err := m.other.QueryRowContext(m.ctx, "SELECT device, app_version, started_at FROM session WHERE id = ?1", op.Ref.Session[:]).Scan(&device, &version, &at); err != nil {
		return err
	}
	_, err := m.tx.exec("INSERT INTO session (id, coder_id, device, app_version, started_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO NOTHING",
		op.Ref.Session[:], op.CoderID[:], device, version, at)
	return err
}

// loose are kinds of record whose references the database cannot watch.
func loose(e *oplog.Entity) bool {
	for _, c := range e.Columns {
		if c.RefBy != "" || len(c.Refs) > 1 {
			return true
		}
	}
	return false
}

// apply makes the changes of an operation as they are, if they fit and nobody here
// touched the records later or without knowing. If not, all of its records are left
// to be settled, and it has no effect of its own.
func (m *merger) apply(op oplog.Op, changes []oplog.Change) (bool, error) {
	fits := true
	for _, c := range changes {
		key := record{c.Entity, c.ID}
		if m.slow[key] || c.Verb == oplog.Delete || c.Entity.Name == "merge_conflict" || c.Entity.Name == "project" && c.ID != m.project {
			fits = false
			continue
		}
		ok, err := m.fits(op, c)
		if err != nil {
			return false, err
		}
		fits = fits && ok
	}
	if fits {
		var err error
		if fits, err = m.makeDirectly(changes); err != nil {
			return false, err
		}
	}
	for _, c := range changes {
		key := record{c.Entity, c.ID}
		switch {
		case !fits:
			m.unsure(key)
		case c.Verb == oplog.Create:
			m.tally.fresh = append(m.tally.fresh, c)
			m.direct[key] = true
			if c.Entity.Name == "coding" {
				delete(m.direct, key) // the many are only counted
			}
			if loose(c.Entity) {
				m.fresh = append(m.fresh, key)
			}
		default:
			if _, again, err := m.counted(key); err != nil {
				return false, err
			} else if !again {
				m.tally.fresh = append(m.tally.fresh, c)
			}
		}
	}
	return fits, nil
}

// unsure leaves a record to be settled.
func (m *merger) unsure(key record) {
	if !m.slow[key] {
		m.slow[key] = true
		m.order = append(m.order, key)
	}
}

// fits reports whether a change continues what is here.
func (m *merger) fits(op oplog.Op, c oplog.Change) (bool, error) {
	st, err := m.tx.prepared("SELECT COALESCE(MAX(o.lamport), 0) FROM op_target t JOIN op o ON o.seq = t.seq WHERE t.id = ?1 AND t.entity = ?2")
	if err != nil {
		return false, err
	}
	var last int
	if err := st.QueryRowContext(m.ctx, c.ID[:], c.Entity.Name).Scan(&last); err != nil {
		return false, err
	}
	if c.Verb == oplog.Create {
		return last == 0, nil
	}
	if last >= op.Lamport {
		return false, nil
	}
	row, err := m.tx.row(c.Entity, c.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	for _, f := range c.Fields {
		if row[f.Column] != f.Before {
			return false, nil
		}
	}
	return m.namesItsText(c, row)
}

// namesItsText reports whether it is certain which text a passage lies in whose ends
// change: the change names the text, or the document never had another.
func (m *merger) namesItsText(c oplog.Change, row oplog.Row) (bool, error) {
	for _, p := range passages {
		touched := func(field string) bool { return c.Touches(p.prefix + field) }
		if c.Entity.Name != p.entity || !touched("start_pos") && !touched("end_pos") && !touched("quote") || touched("text_hash") {
			continue
		}
		i, _ := c.Entity.Column(p.prefix + "document_id")
		st, err := m.tx.prepared("SELECT EXISTS (SELECT 1 FROM revision WHERE document_id = ?1)")
		if err != nil {
			return false, err
		}
		var revised bool
		if err := st.QueryRowContext(m.ctx, []byte(row[i].Str)).Scan(&revised); err != nil {
			return false, err
		}
		if revised {
			return false, nil
		}
	}
	return true, nil
}

// makeDirectly makes changes without recording them: the operation itself is their
// record. It reports false, having changed nothing, where a natural key is taken.
func (m *merger) makeDirectly(changes []oplog.Change) (bool, error) {
	direct := *m.tx
	direct.rec = &oplog.Recorder{}
	if len(changes) > 1 {
		if _, err := m.tx.exec("SAVEPOINT one_operation"); err != nil {
			return false, err
		}
		defer m.tx.exec("RELEASE one_operation")
	}
	for _, c := range changes {
		var err error
		if c.Verb == oplog.Create {
			err = direct.insertRow(c.Entity, c.Row)
		} else {
			err = direct.updateRow(c.Entity, c)
		}
		if err == nil {
			continue
		}
		if qda.KindOf(explain(err)) != qda.Conflict {
			return false, err
		}
		if len(changes) > 1 {
			if _, err := m.tx.exec("ROLLBACK TO one_operation"); err != nil {
				return false, err
			}
		}
		return false, nil
	}
	m.tx.stmts = direct.stmts
	return true, nil
}
