package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"iter"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// blindPair is a round and document in which the viewer does not see others yet.
type blindPair struct{ round, document qda.ID }

// openBlind is the condition that an assignment keeps its document blind: in a blind
// round that nobody unlocked, for as long as one of those assigned has not finished.
const openBlind = "r.blind = 1 AND r.unlocked_at = '' AND a.state <> 'finished'"

// apartPairs is a query for the rounds and documents in which the viewer, its parameter,
// does not see others: the blind round itself, whoever asks; and for who is assigned to
// the document there, every other round too, because what was coded on it before is a
// hint as good as any.
const apartPairs = `SELECT a.round_id AS round_id, a.document_id AS document_id
	FROM assignment a JOIN round r ON r.id = a.round_id WHERE ` + openBlind + `
	UNION SELECT o.id, a.document_id FROM assignment a JOIN round r ON r.id = a.round_id
	JOIN assignment m ON m.round_id = a.round_id AND m.document_id = a.document_id AND m.coder_id = %[1]s
	JOIN round o ON 1 = 1 WHERE ` + openBlind

// blindPairs lists where the viewer does not see others.
func (tx *Tx) blindPairs() ([]blindPair, error) {
	if tx.blind != nil {
		return *tx.blind, nil
	}
	list, err := tx.pairs(fmt.Sprintf(apartPairs, "?1"))
	if err != nil {
		return nil, err
	}
	tx.blind = &list
	return list, nil
}

// pairs reads what a query over rounds and documents, with the viewer as its parameter, finds.
func (tx *Tx) pairs(q string) ([]blindPair, error) {
	rows, err := tx.query(q, tx.viewer[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := []blindPair{}
	for rows.Next() {
		var r, d []byte
		if err := rows.Scan(&r, &d); err != nil {
			return nil, err
		}
		list = append(list, blindPair{oplog.Value{Str: string(r)}.ID(), oplog.Value{Str: string(d)}.ID()})
	}
	return list, rows.Err()
}

// reissuedPairs is a query for the rounds and documents in which the viewer, its
// parameter, sees nobody's codings. In some, a blind round repeats them, and she has not
// finished it: hidden are the round that is repeated, with her own or with the answers of
// the one she learns from, and what was decided on it. In the others, what was decided
// repeats what coders did whom she does not see: it is nobody's own, whoever decided it.
const reissuedPairs = `SELECT b.id AS round_id, a.document_id AS document_id
	FROM assignment a JOIN round r ON r.id = a.round_id
	JOIN round b ON b.id = r.of_round_id OR b.of_round_id = r.of_round_id AND b.kind = 'consensus'
	WHERE ` + openBlind + ` AND a.coder_id = %[1]s
	UNION SELECT k.id, w.document_id FROM (` + apartPairs + `) w
	JOIN round k ON k.kind = 'consensus' AND (k.id = w.round_id OR k.of_round_id = w.round_id)`

// hiddenDecisions is a query for the identities of the decisions that the viewer, its
// parameter, must not see: they say what coders did where she does not see it.
const hiddenDecisions = `SELECT k.id FROM decision k
	JOIN (` + reissuedPairs + `) p ON p.round_id = k.round_id AND p.document_id = k.document_id`

// hiddenCodings is a query for the identities of all codings that the viewer, its
// parameter, must not see.
const hiddenCodings = `SELECT c.id FROM coding c
	JOIN (` + apartPairs + `) p ON p.round_id = c.round_id AND p.document_id = c.document_id
	WHERE c.coder_id <> %[1]s
	UNION SELECT c.id FROM coding c
	JOIN (` + reissuedPairs + `) p ON p.round_id = c.round_id AND p.document_id = c.document_id`

// reissued lists where the viewer sees nobody's codings, her own neither.
func (tx *Tx) reissued() ([]blindPair, error) {
	if tx.again != nil {
		return *tx.again, nil
	}
	list, err := tx.pairs(fmt.Sprintf(reissuedPairs, "?1"))
	if err != nil {
		return nil, err
	}
	tx.again = &list
	return list, nil
}

// hiddenDocuments is a query for the documents that lie in a blind round.
const hiddenDocuments = `SELECT a.document_id FROM assignment a JOIN round r ON r.id = a.round_id
	WHERE ` + openBlind

// hiddenLinks is a query for the identities of the links of others that the viewer, its
// parameter, must not see: a link quotes what it joins and belongs to no round, so that one
// end in a document of a blind round is enough.
const hiddenLinks = `SELECT l.id FROM link l WHERE l.coder_id <> %[1]s AND (
	l.from_document_id IN (` + hiddenDocuments + `) OR l.to_document_id IN (` + hiddenDocuments + `))`

// hiddenCitations is a query for the identities of the citations that the viewer, its
// parameter, must not see: those of codings that are hidden, and those that others made
// straight from the text of a document in a blind round, for they quote what matters in it.
const hiddenCitations = `SELECT x.id FROM citation x WHERE x.coding_id IN (` + hiddenCodings + `)
	OR x.coding_id IS NULL AND x.coder_id <> %[1]s AND x.document_id IN (` + hiddenDocuments + `)`

// visible gives the conditions that keep blind what must be blind, for a query
// over one kind of record; its parameters follow n others. This is the only
// place where blindness is decided: every read of codings, and of what hangs on
// them, goes through it.
func (tx *Tx) visible(kind string, n int) (clauses []string, args []any, err error) {
	switch kind {
	case "coding", "coding_check", "qualifier", "memo", "translation", "citation", "link", "decision":
	default:
		return nil, nil, nil
	}
	if tx.all {
		return nil, nil, nil
	}
	pairs, err := tx.blindPairs()
	if err != nil || len(pairs) == 0 {
		return nil, nil, err
	}
	viewer := tx.viewer // a viewer who is nobody matches no coder
	mark := fmt.Sprintf("?%d", n+1)
	hidden, links := fmt.Sprintf(hiddenCodings, mark), fmt.Sprintf(hiddenLinks, mark)
	citations := fmt.Sprintf(hiddenCitations, mark)
	owners := hidden + " UNION " + links + " UNION " + citations
	args = []any{viewer[:]}
	switch kind {
	case "coding":
		clauses = []string{"id NOT IN (" + hidden + ")"}
	case "coding_check":
		clauses = []string{"coding_id NOT IN (" + hidden + ")"}
	case "link":
		clauses = []string{"id NOT IN (" + links + ")"}
	case "decision":
		clauses = []string{"id NOT IN (" + fmt.Sprintf(hiddenDecisions, mark) + ")"}
	case "qualifier", "translation":
		clauses = []string{"owner_id NOT IN (" + owners + ")"}
	case "citation":
		clauses = []string{"id NOT IN (" + citations + ")"}
	case "memo":
		clauses = []string{
			"(owner_id IS NULL OR owner_id NOT IN (" + owners + "))",
			"(coder_id = " + mark + " OR owner_id IS NULL OR owner_id NOT IN (" + hiddenDocuments + "))",
		}
	}
	return clauses, args, nil
}

// CodingFilter selects codings; empty lists select all.
type CodingFilter struct {
	IDs       []qda.ID
	Documents []qda.ID
	Codes     []qda.ID
	Coders    []qda.ID
	Rounds    []qda.ID
	// Binned includes codings whose document or code lies in the bin.
	Binned bool
	own    bool // without what was decided: the consensus repeats what coders did
}

// Codings reads the codings that match, in the order of document, start, and
// longest first. What a blind round hides from the viewer is not among them.
// The sequence ends at the first error, which it yields.
func (tx *Tx) Codings(f CodingFilter) iter.Seq2[qda.Coding, error] {
	return func(yield func(qda.Coding, error) bool) {
		q, args, keep, err := tx.codingQuery("c.id, c.document_id, c.text_hash, c.code_id, c.coder_id, c.round_id, c.start_pos, c.end_pos, c.quote, c.weight, c.created_at", f)
		if err != nil {
			yield(qda.Coding{}, explain(err))
			return
		}
		rows, err := tx.query(q+" ORDER BY c.document_id, c.start_pos, c.end_pos DESC, c.id", args...)
		if err != nil {
			yield(qda.Coding{}, explain(err))
			return
		}
		defer rows.Close()
		var id, doc, text, code, coder, round sql.RawBytes
		for rows.Next() {
			var c qda.Coding
			if err := rows.Scan(&id, &doc, &text, &code, &coder, &round, &c.Start, &c.End, &c.Quote, &c.Weight, &c.CreatedAt); err != nil {
				yield(c, explain(err))
				return
			}
			copy(c.ID[:], id)
			copy(c.DocumentID[:], doc)
			copy(c.TextHash[:], text)
			copy(c.CodeID[:], code)
			copy(c.CoderID[:], coder)
			copy(c.RoundID[:], round)
			if keep(c) && !yield(c, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(qda.Coding{}, explain(err))
		}
	}
}

// codingQuery builds the common part of all queries over codings. Lists that are
// too long for conditions are checked row by row, by keep.
func (tx *Tx) codingQuery(columns string, f CodingFilter) (q string, args []any, keep func(qda.Coding) bool, err error) {
	var where []string
	var checks []func(qda.Coding) bool
	in := func(column string, ids []qda.ID, get func(qda.Coding) qda.ID) {
		if len(ids) == 0 {
			return
		}
		if len(ids) > maxIn {
			set := make(map[qda.ID]bool, len(ids))
			for _, id := range ids {
				set[id] = true
			}
			checks = append(checks, func(c qda.Coding) bool { return set[get(c)] })
			return
		}
		marks := make([]string, len(ids))
		for i, id := range ids {
			args = append(args, id[:])
			marks[i] = fmt.Sprintf("?%d", len(args))
		}
		where = append(where, "c."+column+" IN ("+strings.Join(marks, ", ")+")")
	}
	in("id", f.IDs, func(c qda.Coding) qda.ID { return c.ID })
	in("document_id", f.Documents, func(c qda.Coding) qda.ID { return c.DocumentID })
	in("code_id", f.Codes, func(c qda.Coding) qda.ID { return c.CodeID })
	in("coder_id", f.Coders, func(c qda.Coding) qda.ID { return c.CoderID })
	in("round_id", f.Rounds, func(c qda.Coding) qda.ID { return c.RoundID })
	if f.own {
		where = append(where, "c.round_id NOT IN (SELECT id FROM round WHERE kind = 'consensus')")
	}
	if !f.Binned {
		where = append(where, "c.document_id NOT IN (SELECT id FROM document WHERE deleted_at <> '')", "c.code_id NOT IN ("+binnedCodes+")")
	}
	hide, hideArgs, err := tx.visible("coding", len(args))
	if err != nil {
		return "", nil, nil, err
	}
	for _, clause := range hide {
		where = append(where, "c."+clause)
	}
	args = append(args, hideArgs...)
	q = "SELECT " + columns + " FROM coding c"
	if len(where) > 0 {
		q += " WHERE " + strings.Join(where, " AND ")
	}
	keep = func(c qda.Coding) bool {
		for _, check := range checks {
			if !check(c) {
				return false
			}
		}
		return true
	}
	return q, args, keep, nil
}

// binnedCodes is a query for the codes that lie in the bin, by themselves or
// under a code that does.
const binnedCodes = `WITH RECURSIVE binned(id) AS (
	SELECT id FROM code WHERE deleted_at <> ''
	UNION SELECT k.id FROM code k JOIN binned b ON k.parent_id = b.id)
	SELECT id FROM binned`

// Count is how often something is coded.
type Count struct {
	Codings   int
	Documents int
}

// CountByCode counts the visible codings that coders made with each code, without its
// descendants.
func (tx *Tx) CountByCode(f CodingFilter) (map[qda.ID]Count, error) {
	f.own = true
	q, args, _, err := tx.codingQuery("c.code_id, COUNT(*), COUNT(DISTINCT c.document_id)", f)
	if err != nil {
		return nil, explain(err)
	}
	return tx.counts(q+" GROUP BY c.code_id", args)
}

// CodedIn is how many codings of a code a document has.
type CodedIn struct {
	Code, Document qda.ID
	Codings        int
}

// CountByCodeAndDocument counts the visible codings that coders made, of each code in
// each document where it has any.
func (tx *Tx) CountByCodeAndDocument(f CodingFilter) ([]CodedIn, error) {
	f.own = true
	q, args, _, err := tx.codingQuery("c.code_id, c.document_id, COUNT(*)", f)
	if err != nil {
		return nil, explain(err)
	}
	rows, err := tx.query(q+" GROUP BY c.code_id, c.document_id", args...)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	var out []CodedIn
	for rows.Next() {
		var code, document []byte
		var in CodedIn
		if err := rows.Scan(&code, &document, &in.Codings); err != nil {
			return nil, explain(err)
		}
		in.Code, in.Document = oplog.Value{Str: string(code)}.ID(), oplog.Value{Str: string(document)}.ID()
		out = append(out, in)
	}
	return out, explain(rows.Err())
}

// CountByDocument counts the visible codings that coders made in each document;
// Documents is 1.
func (tx *Tx) CountByDocument(f CodingFilter) (map[qda.ID]Count, error) {
	f.own = true
	q, args, _, err := tx.codingQuery("c.document_id, COUNT(*), 1", f)
	if err != nil {
		return nil, explain(err)
	}
	return tx.counts(q+" GROUP BY c.document_id", args)
}

func (tx *Tx) counts(q string, args []any) (map[qda.ID]Count, error) {
	rows, err := tx.query(q, args...)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	out := map[qda.ID]Count{}
	for rows.Next() {
		var id []byte
		var n Count
		if err := rows.Scan(&id, &n.Codings, &n.Documents); err != nil {
			return nil, explain(err)
		}
		out[oplog.Value{Str: string(id)}.ID()] = n
	}
	return out, explain(rows.Err())
}

// HiddenCodings counts, by document, the codings that a blind round hides from
// the viewer, so that a screen can always say that there are some. It gives
// documents only where hiding holds, and never more than the fact.
func (tx *Tx) HiddenCodings() (map[qda.ID]bool, error) {
	pairs, err := tx.blindPairs()
	if err != nil {
		return nil, explain(err)
	}
	out := map[qda.ID]bool{}
	for _, p := range pairs {
		out[p.document] = true
	}
	return out, nil
}

// Qualifiers reads the facet values of codings or relations, by owner.
func (tx *Tx) Qualifiers(owners []qda.ID) (map[qda.ID][]qda.Qualifier, error) {
	out := map[qda.ID][]qda.Qualifier{}
	if len(owners) > 20*maxIn { // most of the project: one pass is faster
		all, err := List[qda.Qualifier](tx, Eq{})
		if err != nil {
			return nil, err
		}
		for _, q := range all {
			out[q.OwnerID] = append(out[q.OwnerID], q)
		}
		return out, nil
	}
	for len(owners) > 0 {
		n := min(len(owners), maxIn)
		part, err := List[qda.Qualifier](tx, Eq{"owner_id": owners[:n]})
		if err != nil {
			return nil, err
		}
		for _, q := range part {
			out[q.OwnerID] = append(out[q.OwnerID], q)
		}
		owners = owners[n:]
	}
	return out, nil
}

// SeveralValues reads the values of facets that take one value where a coding or relation
// has several, by owner and facet. What a blind round hides is not among them.
func (tx *Tx) SeveralValues() ([][]qda.Qualifier, error) {
	rows, err := tx.query(`SELECT q.owner_id, q.facet_id FROM facet f JOIN qualifier q ON q.facet_id = f.id
		WHERE f.multiple = 0 AND f.deleted_at = '' GROUP BY q.owner_id, q.facet_id HAVING COUNT(*) > 1 ORDER BY q.owner_id, q.facet_id`)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	var places []Eq
	for rows.Next() {
		var owner, facet []byte
		if err := rows.Scan(&owner, &facet); err != nil {
			return nil, explain(err)
		}
		places = append(places, Eq{"owner_id": qda.ID(owner), "facet_id": qda.ID(facet)})
	}
	if err := rows.Err(); err != nil {
		return nil, explain(err)
	}
	var out [][]qda.Qualifier
	for _, at := range places {
		list, err := List[qda.Qualifier](tx, at)
		if err != nil {
			return nil, err
		}
		if len(list) > 1 {
			out = append(out, list)
		}
	}
	return out, nil
}

// CountAll counts the records of a kind whose column is the identity, seen or not.
func (tx *Tx) CountAll(entity, column string, id qda.ID) (int, error) {
	e, ok := oplog.EntityNamed(entity)
	if !ok {
		return 0, fmt.Errorf("store: no kind of record %q", entity)
	}
	if _, ok := e.Column(column); !ok {
		return 0, fmt.Errorf("store: %s has no column %q", entity, column)
	}
	n, err := tx.scalar("SELECT COUNT(*) FROM "+e.Name+" WHERE "+column+" = ?1", id[:])
	return n, explain(err)
}

// MemoCounts counts the visible memos on each of the records.
func (tx *Tx) MemoCounts(owners []qda.ID) (map[qda.ID]int, error) {
	all, err := tx.AllMemoCounts()
	if err != nil || len(all) == 0 {
		return all, err
	}
	out := map[qda.ID]int{}
	for _, id := range owners {
		if n := all[id]; n > 0 {
			out[id] = n
		}
	}
	return out, nil
}

// AllMemoCounts counts the visible memos on every record that has some; one on a coding
// also counts for the codings that it lies on besides.
func (tx *Tx) AllMemoCounts() (map[qda.ID]int, error) {
	out := map[qda.ID]int{}
	hide, args, err := tx.visible("memo", 0)
	if err != nil {
		return nil, explain(err)
	}
	where := " FROM memo WHERE owner_id IS NOT NULL"
	for _, clause := range hide {
		where += " AND " + clause
	}
	texts, err := tx.query("SELECT owner_id, body"+where+" AND owner_entity = 'coding' AND body LIKE '%[[coding:%'", args...)
	if err != nil {
		return nil, explain(err)
	}
	defer texts.Close()
	for texts.Next() {
		var b []byte
		m := qda.Memo{Owner: "coding"}
		if err := texts.Scan(&b, &m.Body); err != nil {
			return nil, explain(err)
		}
		m.OwnerID = oplog.Value{Str: string(b)}.ID()
		for _, id := range m.AlsoOn() {
			out[id]++
		}
	}
	if err := texts.Err(); err != nil {
		return nil, explain(err)
	}
	q := "SELECT owner_id, COUNT(*)" + where
	counts, err := tx.query(q+" GROUP BY owner_id", args...)
	if err != nil {
		return nil, explain(err)
	}
	defer counts.Close()
	for counts.Next() {
		var b []byte
		var n int
		if err := counts.Scan(&b, &n); err != nil {
			return nil, explain(err)
		}
		out[oplog.Value{Str: string(b)}.ID()] += n
	}
	return out, explain(counts.Err())
}

// EveryMemo reads all memos for the search index, seen or not: what is found is
// shown only after it was read again with the viewer's eyes.
func (tx *Tx) EveryMemo() ([]qda.Memo, error) {
	c := *tx
	c.all = true
	return List[qda.Memo](&c, Eq{})
}

// AnyMemo reads one memo for the search index, seen or not.
func (tx *Tx) AnyMemo(id qda.ID) (qda.Memo, error) {
	c := *tx
	c.all = true
	return Get[qda.Memo](&c, id)
}

func byBytes(a, b qda.ID) int { return bytes.Compare(a[:], b[:]) }

// CodingPlaces reads the codings that match without their words, text and weight:
// what counting needs, in the same order as [Tx.Codings].
func (tx *Tx) CodingPlaces(f CodingFilter) ([]qda.Coding, error) {
	// The five identities come as one column: with a hundred thousand rows, most of the
	// time goes into handing over columns.
	q, args, keep, err := tx.codingQuery("c.id || c.document_id || c.code_id || c.coder_id || c.round_id, c.start_pos, c.end_pos, c.created_at", f)
	if err != nil {
		return nil, explain(err)
	}
	// They are read as they lie in the file and put in order here: to look them up in the
	// order of an index takes three times as long.
	rows, err := tx.query(q, args...)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	read := placesRead{number: map[qda.ID]int32{}, moments: map[string]string{}}
	var ids, start, end, at any // as the driver has them: to turn them into other types takes as long as to read them
	for rows.Next() {
		if err := rows.Scan(&ids, &start, &end, &at); err != nil {
			return nil, explain(err)
		}
		if err := read.add(ids, start, end, at, keep); err != nil {
			return nil, err
		}
	}
	if err := rows.Err(); err != nil {
		return nil, explain(err)
	}
	return read.inOrder(), nil
}
