package store

import (
	"context"
	"database/sql"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// MergeReport says what a merge did, or would do, to the coder who makes it: what a
// blind round hides from her is in none of its numbers.
type MergeReport struct {
	Ops       int            // operations that this copy did not have
	Known     int            // that it had
	New       map[string]int // records that came, by kind
	Changed   map[string]int // records that are different now
	Removed   map[string]int // records that are gone now
	Codings   map[qda.ID]int // codings that came, by coder
	Arrived   []MergeArrival // documents and codes that came
	Conflicts []MergeDifference
	Unplaced  []MergeUnplaced
	SameTexts []SameText     // documents with equal text and different identity: they stay two until a person joins them
	Resting   []MergeArrival // what lies in the bin where somebody worked with it who did not know that
	Moved     int            // memos that were put on what remains of the thing they were on
	Hidden    bool           // a blind round hides a part of what came, which is not counted
	Op        oplog.Op       // the merge; zero if there was nothing to do
	Again     bool           // the copy had been merged before and taken back: that was undone
}

// MergeArrival is a document or code that came with a merge.
type MergeArrival struct {
	Entity string
	ID     qda.ID
	Name   string
}

// MergeDifference is a field of a record that two people changed differently. Field
// is "" where one deleted what the other changed: it stays.
type MergeDifference struct {
	Conflict qda.ID // the record that keeps both sides
	Entity   string
	ID       qda.ID
	Field    string
	Shown    string
	Other    string
}

// MergeUnplaced is something that could not be taken over, and why.
type MergeUnplaced struct {
	Entity string
	ID     qda.ID
	Why    string // "no_parent": what it hangs on is in neither copy; "cycle": the move would have put it under itself; "gone": it hung on a coding that its coder took away; "other_project": the header of another project
}

// SameText pairs two documents with the same text.
type SameText struct{ Ours, Theirs qda.ID }

// merger is a merge under way.
type merger struct {
	tx          *Tx // writes and records what the merge itself corrects
	other       *sql.Tx
	ctx         context.Context
	report      *MergeReport
	tally       mergeTally
	project     qda.ID
	have        map[qda.ID]int     // last operation of each session here
	theirVector map[qda.ID]int     // and in the other copy
	binned      map[record]bool    // what lay in the bin before
	derived     map[oplog.Ref]bool // operations of the other copy that are nobody's word
	skip        map[oplog.Ref]bool // and those that it does not stand by itself
	mine        map[int]bool       // places in our log that are nobody's word, or taken back merges
	slow        map[record]bool    // records to be settled from the whole log
	order       []record
	fresh       []record               // records with loose references, made by direct operations
	decoded     map[int][]oplog.Change // the operations read last
	start       int                    // our last operation before
	seq         int
	lamport     int
	direct      map[record]bool                // made directly in this merge
	leaving     map[record]*settlement         // how records end, while those that end nowhere are taken away
	circles     map[record]bool                // moves that do not count, because something would lie in itself
	asked       map[record][]qda.MergeConflict // all questions about a record, open or decided
	texts       map[qda.ID]bool                // documents whose text differs between the copies, or may
	ours        sideTexts                      // before the merge
	theirs      sideTexts
}

// record names a record.
type record struct {
	entity *oplog.Entity
	id     qda.ID
}

// Merge takes over what another copy of the project, or a packet made from it, has
// and this one has not. All happens in one transaction and counts as one action of
// the coder, which can be undone as one. With dry set nothing is kept. The order in
// which copies are merged does not matter, and merging twice is the same as once.
//
// An operation whose changes fit as they are keeps its own effect; so a merge of any
// size needs the memory of what is in doubt only. Records that both copies touched
// are settled from the whole log, see [oplog.Settle].
//
// It fails with Damaged if the two copies disagree about what one operation was.
func (s *Store) Merge(ctx context.Context, coder qda.ID, other *Store, dry bool, progress func(done, total int)) (MergeReport, error) {
	return s.MergeDeciding(ctx, coder, other, dry, progress, nil)
}

// Deciding makes a person's decisions on what a merge brought. Each update becomes an
// operation of its own, of a kind that goes with the merge (see [oplog.GoesWithMerge]).
type Deciding func(report MergeReport, update func(kind string, fn func(*Tx) error) error) error

// MergeDeciding merges, with decisions that are made in the same transaction: if one of
// them fails, nothing was merged. Undo takes them back together with the merge. With dry
// set they are tried and nothing of them is kept, either. A merge that finds nothing new,
// and does none again, makes none.
func (s *Store) MergeDeciding(ctx context.Context, coder qda.ID, other *Store, dry bool, progress func(done, total int), decide Deciding) (MergeReport, error) {
	if s.readOnly && !dry {
		return MergeReport{}, readOnly()
	}
	if s.readOnly {
		return MergeReport{}, qda.E(qda.ReadOnly, "merge.read_only", "The project is open for reading only, so that a merge cannot be tried. Nothing was changed.")
	}
	if dry {
		return s.mergeNew(ctx, coder, other, true, false, progress, decide)
	}
	again, err := s.retake(ctx, coder, other)
	if err != nil {
		return MergeReport{}, err
	}
	report, err := s.mergeNew(ctx, coder, other, false, len(again) > 0, progress, decide)
	if err != nil {
		return report, s.giveBack(ctx, coder, again, err)
	}
	report.Again = len(again) > 0
	return report, nil
}

// mergeNew merges what this copy never had. With again set there is something to decide on
// also if that is nothing.
func (s *Store) mergeNew(ctx context.Context, coder qda.ID, other *Store, dry, again bool, progress func(done, total int), decide Deciding) (MergeReport, error) {
	var report MergeReport
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.stillOurs(); err != nil {
		return report, err
	}
	t, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return report, explain(err)
	}
	defer t.Rollback()
	o, err := other.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return report, explain(err)
	}
	defer o.Rollback()
	b := s.batch(ctx, t, coder)
	tx := b.tx()
	tx.all = true
	m := newMerger(tx, &report)
	m.other = o
	if err := m.run(progress); err != nil {
		return report, explain(err)
	}
	changes := m.tx.rec.Changes()
	nothing := m.seq == m.start && len(changes) == 0
	if nothing && !again {
		return report, nil
	}
	if !dry && !nothing {
		if report.Op, err = b.add(m.tx, oplog.KindMerge); err == nil {
			_, err = m.tx.exec("UPDATE op SET merged_by = merged_by * ?1 WHERE seq > ?2 AND seq < ?1", report.Op.Seq, m.start)
		}
	}
	if err == nil && decide != nil {
		err = decide(report, func(kind string, fn func(*Tx) error) error {
			_, err := b.do(kind, fn)
			return err
		})
	}
	if err != nil || dry {
		b.drop()
		return report, explain(err)
	}
	return report, b.commit()
}

// Damaged reports whether the file as a whole cannot be read.
func (s *Store) Damaged(ctx context.Context) bool {
	var verdict string
	err := s.reader.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict)
	return err != nil || verdict != "ok"
}

func newMerger(tx *Tx, report *MergeReport) *merger {
	report.New, report.Changed, report.Removed, report.Codings = map[string]int{}, map[string]int{}, map[string]int{}, map[qda.ID]int{}
	return &merger{
		tx: tx, ctx: tx.ctx, report: report, tally: mergeTally{records: map[tallyKey]int{}, ops: map[place]int{}},
		slow: map[record]bool{}, decoded: map[int][]oplog.Change{}, direct: map[record]bool{}, circles: map[record]bool{}, asked: map[record][]qda.MergeConflict{}, texts: map[qda.ID]bool{},
	}
}

func (m *merger) run(progress func(done, total int)) error {
	if err := m.prepare(); err != nil {
		return err
	}
	if err := m.takeContents(); err != nil {
		return err
	}
	if err := m.stream(progress); err != nil {
		return err
	}
	if _, err := m.tx.exec("UPDATE head SET seq = ?1, lamport = max(lamport, ?2)", m.seq, m.lamport); err != nil {
		return err
	}
	if err := m.settle(); err != nil {
		return err
	}
	if err := m.count(); err != nil {
		return err
	}
	if err := m.arrived(); err != nil {
		return err
	}
	if err := m.resting(); err != nil {
		return err
	}
	return m.sameTexts()
}

// prepare reads what each copy knows of the other's sessions.
func (m *merger) prepare() error {
	projects, err := List[qda.Project](m.tx, Eq{})
	if err != nil {
		return err
	}
	if len(projects) > 0 {
		m.project = projects[0].ID
	}
	if m.start, err = m.tx.scalar("SELECT seq FROM head"); err != nil {
		return err
	}
	m.seq = m.start
	mine := &Tx{store: m.tx.store, ctx: m.ctx, sql: m.tx.sql}
	if m.have, err = mine.vector(); err != nil {
		return err
	}
	if m.mine, err = mine.silent(); err != nil {
		return err
	}
	theirs := &Tx{ctx: m.ctx, sql: m.other}
	m.derived, m.skip, err = theirs.nobodysWord()
	if err != nil {
		return err
	}
	if err := m.compareTexts(theirs); err != nil {
		return err
	}
	if m.theirVector, err = theirs.vector(); err != nil {
		return err
	}
	if m.binned, err = m.readBinned(); err != nil {
		return err
	}
	for session, n := range m.theirVector {
		common := min(n, m.have[session])
		if common == 0 {
			continue
		}
		m.report.Known += common
		ref := oplog.Ref{Session: session, N: common}
		a, err := mine.hashOf(ref)
		if err != nil {
			return err
		}
		b, err := theirs.hashOf(ref)
		if err != nil {
			return err
		}
		if a != b {
			return qda.E(qda.Damaged, "merge.histories", "The two files tell differently of one and the same action, so that one of them was altered. Nothing was changed. Run a check of both.")
		}
	}
	return nil
}
