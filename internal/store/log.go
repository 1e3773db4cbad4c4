package store

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"fmt"
	"io"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// session is the present writing session of one coder.
type session struct {
	id   qda.ID
	n    int
	hash qda.Hash
}

// appendOp writes the operation. The counters of the file and of the session
// advance in the same transaction.
func (tx *Tx) appendOp(coder qda.ID, kind string, changes []oplog.Change) (oplog.Op, session, error) {
	var op oplog.Op
	s := tx.store
	sess, open := s.sessions[coder]
	if !open {
		sess = session{id: s.newID()}
		if _, err := tx.exec("INSERT INTO session (id, coder_id, device, app_version, started_at) VALUES (?1, ?2, ?3, ?4, ?5)",
			sess.id[:], coder[:], s.opts.Device, s.opts.AppVersion, tx.now); err != nil {
			return op, sess, err
		}
	}
	var seq, lamport int
	if err := tx.sql.QueryRowContext(tx.ctx, "UPDATE head SET seq = seq + 1, lamport = lamport + 1 RETURNING seq, lamport").Scan(&seq, &lamport); err != nil {
		return op, sess, err
	}
	sess.n++
	op = oplog.Op{
		Seq: seq, Ref: oplog.Ref{Session: sess.id, N: sess.n}, CoderID: coder,
		Lamport: lamport, At: tx.now, Kind: kind, Undoes: tx.undoes,
	}
	payload := oplog.Encode(changes)
	op.Hash = oplog.ChainHash(sess.hash, op, payload)
	sess.hash = op.Hash
	if err := tx.insertOp(op, 0, payload); err != nil {
		return op, sess, err
	}
	return op, sess, tx.insertTargets(seq, changes)
}

func (tx *Tx) insertOp(op oplog.Op, mergedBy int, payload []byte) error {
	packed, stored := pack(payload)
	_, err := tx.exec(`INSERT INTO op (seq, session_id, n, lamport, at, kind, undoes_session, undoes_n, merged_by, packed, payload, hash)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`,
		op.Seq, op.Ref.Session[:], op.Ref.N, op.Lamport, op.At, op.Kind, idArg(op.Undoes.Session), op.Undoes.N, mergedBy, packed, stored, op.Hash[:])
	return err
}

func (tx *Tx) insertTargets(seq int, changes []oplog.Change) error {
	st, err := tx.prepared("INSERT INTO op_target (entity, id, seq) VALUES (?1, ?2, ?3)")
	if err != nil {
		return err
	}
	for _, c := range changes {
		if _, err := st.ExecContext(tx.ctx, c.Entity.Name, c.ID[:], seq); err != nil {
			return err
		}
	}
	return nil
}

// packAbove is the size from which payloads are compressed.
const packAbove = 4096

func pack(payload []byte) (packed int, stored []byte) {
	if len(payload) <= packAbove {
		return 0, payload
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(payload) // a bytes.Buffer does not fail
	w.Close()
	return 1, b.Bytes()
}

// unpackLimit bounds what a damaged or hostile payload may grow to.
const unpackLimit = 2 << 30

func unpack(packed int, stored []byte) ([]byte, error) {
	if packed == 0 {
		return stored, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(stored))
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(r, unpackLimit+1))
	if err == nil && len(b) > unpackLimit {
		err = fmt.Errorf("an operation of more than %d bytes", unpackLimit)
	}
	return b, err
}

const opColumns = `o.seq, o.session_id, o.n, s.coder_id, o.lamport, o.at, o.kind, o.undoes_session, o.undoes_n, o.hash`

func scanOp(rows interface{ Scan(...any) error }, more ...any) (oplog.Op, error) {
	var op oplog.Op
	var sess, coder, undoes, hash []byte
	err := rows.Scan(append([]any{&op.Seq, &sess, &op.Ref.N, &coder, &op.Lamport, &op.At, &op.Kind, &undoes, &op.Undoes.N, &hash}, more...)...)
	copy(op.Ref.Session[:], sess)
	copy(op.CoderID[:], coder)
	copy(op.Undoes.Session[:], undoes)
	copy(op.Hash[:], hash)
	return op, err
}

// OpFilter selects operations; zero values select all.
type OpFilter struct {
	Coder   qda.ID
	Entity  string // with ID: operations that touched this record
	ID      qda.ID
	Labels  []qda.ID // with ID: or one of these texts in other languages
	Codings bool     // with ID of a document or a code: or a coding that lies there, or did when it was taken away
	Kinds   []string // these kinds, or whole areas: "coding."
	Since   string   // times, as in qda.TimeLayout
	Until   string
	After   int // seq
	Before  int // seq, 0 for no bound
	Limit   int // 0 for no bound
	Newest  bool
	Session qda.ID
	Own     bool // without operations that came with a merge
}

// Ops reads operations in the order of the log, or newest first.
func (tx *Tx) Ops(f OpFilter) ([]oplog.Op, error) {
	q := "SELECT " + opColumns + " FROM op o JOIN session s ON s.id = o.session_id WHERE o.seq > ?1"
	args := []any{f.After}
	and := func(clause string, v any) {
		args = append(args, v)
		q += fmt.Sprintf(" AND "+clause, len(args))
	}
	if !f.Coder.IsZero() {
		and("s.coder_id = ?%d", f.Coder[:])
	}
	if !f.Session.IsZero() {
		and("o.session_id = ?%d", f.Session[:])
	}
	if f.Entity != "" {
		args = append(args, f.Entity, f.ID[:])
		touched := fmt.Sprintf("SELECT t.seq FROM op_target t WHERE t.entity = ?%d AND t.id = ?%d", len(args)-1, len(args))
		if len(f.Labels) > 0 {
			marks := make([]string, len(f.Labels))
			for i, id := range f.Labels {
				args = append(args, id[:])
				marks[i] = fmt.Sprintf("?%d", len(args))
			}
			touched += " UNION ALL SELECT t.seq FROM op_target t WHERE t.entity = 'label' AND t.id IN (" + strings.Join(marks, ", ") + ")"
		}
		if f.Codings {
			there, more, err := tx.codingsThere(f.ID, len(args))
			if err != nil {
				return nil, explain(err)
			}
			touched += " UNION ALL " + there
			args = append(args, more...)
		}
		q += " AND o.seq IN (" + touched + ")"
	}
	if f.Own {
		q += " AND o.merged_by = 0"
	}
	if len(f.Kinds) > 0 {
		var any []string
		for _, kind := range f.Kinds {
			area, whole := strings.CutSuffix(kind, ".")
			args = append(args, area)
			if whole {
				any = append(any, fmt.Sprintf("o.kind LIKE ?%d || '.%%'", len(args)))
			} else {
				any = append(any, fmt.Sprintf("o.kind = ?%d", len(args)))
			}
		}
		q += " AND (" + strings.Join(any, " OR ") + ")"
	}
	if f.Since != "" {
		and("o.at >= ?%d", f.Since)
	}
	if f.Until != "" {
		and("o.at < ?%d", f.Until)
	}
	if f.Before > 0 {
		and("o.seq < ?%d", f.Before)
	}
	q += " ORDER BY o.seq"
	if f.Newest {
		q += " DESC"
	}
	if f.Limit > 0 {
		args = append(args, f.Limit)
		q += fmt.Sprintf(" LIMIT ?%d", len(args))
	}
	rows, err := tx.query(q, args...)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	var out []oplog.Op
	for rows.Next() {
		op, err := scanOp(rows)
		if err != nil {
			return nil, explain(err)
		}
		out = append(out, op)
	}
	return out, explain(rows.Err())
}

// OpAt reads the operation at a place in the log.
func (tx *Tx) OpAt(seq int) (oplog.Op, error) {
	op, err := scanOp(tx.sql.QueryRowContext(tx.ctx, "SELECT "+opColumns+" FROM op o JOIN session s ON s.id = o.session_id WHERE o.seq = ?1", seq))
	return op, explain(err)
}

// OpNamed reads the operation with the identity.
func (tx *Tx) OpNamed(ref oplog.Ref) (oplog.Op, error) {
	op, err := scanOp(tx.sql.QueryRowContext(tx.ctx,
		"SELECT "+opColumns+" FROM op o JOIN session s ON s.id = o.session_id WHERE o.session_id = ?1 AND o.n = ?2", ref.Session[:], ref.N))
	return op, explain(err)
}

// Changes reads what an operation changed.
func (tx *Tx) Changes(seq int) ([]oplog.Change, error) {
	var packed int
	var stored []byte
	if err := tx.sql.QueryRowContext(tx.ctx, "SELECT packed, payload FROM op WHERE seq = ?1", seq).Scan(&packed, &stored); err != nil {
		return nil, explain(err)
	}
	payload, err := unpack(packed, stored)
	if err == nil {
		var changes []oplog.Change
		if changes, err = oplog.Decode(payload); err == nil {
			return changes, nil
		}
	}
	return nil, qda.E(qda.Damaged, "log.damaged", "Operation {seq} of the log cannot be read. The project's present state is whole; undo beyond this point is not possible.", "seq", seq).Because(err)
}

// Head is the place of the last operation and its hash: what changes whenever
// anything changes.
func (tx *Tx) Head() (seq int, hash qda.Hash, err error) {
	var b []byte
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT h.seq, o.hash FROM head h LEFT JOIN op o ON o.seq = h.seq").Scan(&seq, &b)
	copy(hash[:], b)
	return seq, hash, explain(err)
}

// OpHash is the hash of the operation at a place in the log; zero if there is none.
func (tx *Tx) OpHash(seq int) (hash qda.Hash, err error) {
	var b []byte
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT hash FROM op WHERE seq = ?1", seq).Scan(&b)
	if err == sql.ErrNoRows {
		return hash, nil
	}
	copy(hash[:], b)
	return hash, explain(err)
}

// Since is the place in the log of the operation that first touched a record; 0 if none did.
func (tx *Tx) Since(entity string, id qda.ID) (int, error) {
	seq, err := tx.scalar("SELECT COALESCE(MIN(seq), 0) FROM op_target WHERE id = ?1 AND entity = ?2", id[:], entity)
	return seq, explain(err)
}

// Target is a record that operations touched.
type Target struct {
	Entity string
	ID     qda.ID
}

// Touched lists each record that the operations after the given place touched,
// up to limit operations, and the place of the last of them.
func (tx *Tx) Touched(after, limit int) (targets []Target, last int, err error) {
	last, err = tx.scalar("SELECT COALESCE(MAX(seq), ?1) FROM (SELECT seq FROM op WHERE seq > ?1 ORDER BY seq LIMIT ?2)", after, limit)
	if err != nil {
		return nil, 0, explain(err)
	}
	rows, err := tx.query("SELECT DISTINCT entity, id FROM op_target WHERE seq > ?1 AND seq <= ?2", after, last)
	if err != nil {
		return nil, 0, explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var t Target
		var id []byte
		if err := rows.Scan(&t.Entity, &id); err != nil {
			return nil, 0, explain(err)
		}
		copy(t.ID[:], id)
		targets = append(targets, t)
	}
	return targets, last, explain(rows.Err())
}

// TargetRow is one record that one operation touched.
type TargetRow struct {
	Seq int
	Target
}

// TargetsAfter lists the records of some kinds that operations touched, in the order
// of the log, from the (skip+1)-th of operation seq+1 on, at most limit of them. It
// also gives the last operation there is.
func (tx *Tx) TargetsAfter(seq, skip, limit int, kinds ...string) (rows []TargetRow, head int, err error) {
	if head, err = tx.scalar("SELECT seq FROM head"); err != nil {
		return nil, 0, explain(err)
	}
	args, marks := []any{seq, limit, skip}, make([]string, len(kinds))
	for i, k := range kinds {
		args = append(args, k)
		marks[i] = fmt.Sprintf("?%d", len(args))
	}
	list, err := tx.query("SELECT seq, entity, id FROM op_target WHERE seq > ?1 AND entity IN ("+strings.Join(marks, ", ")+") ORDER BY seq, id, entity LIMIT ?2 OFFSET ?3", args...)
	if err != nil {
		return nil, 0, explain(err)
	}
	defer list.Close()
	for list.Next() {
		var r TargetRow
		var id []byte
		if err := list.Scan(&r.Seq, &r.Entity, &id); err != nil {
			return nil, 0, explain(err)
		}
		copy(r.ID[:], id)
		rows = append(rows, r)
	}
	return rows, head, explain(list.Err())
}
