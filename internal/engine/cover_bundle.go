package engine

import (
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/exchange/codebook"
	"articula/internal/oplog"
	"articula/internal/pseudonym"
	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// wordless are fields of text that hold no words of anybody: marks that the program
// gives a meaning to.
var wordless = map[string]bool{
	"pos": true, "lang": true, "color": true, "role": true, "type": true, "scope": true, "status": true, "state": true, "created_at": true, "deleted_at": true,
	"changed_at": true, "finished_at": true, "unlocked_at": true, "at": true, "owner_entity": true, "target_entity": true, "format": true, "element": true,
	"encoding": true, "choice": true, "reason": true, "date": true, "answer": true,
	"document.kind": true, "round.kind": true, "link.kind": true, "actor.kind": true, "dimension.kind": true, "synthesis_row.kind": true, "saved_query.kind": true, "label.field": true,
}

// structured are fields that hold JSON.
var structured = map[string]bool{
	"project.settings": true, "round.plan": true, "synthesis.rows": true, "cell.evidence": true, "decision.sides": true, "saved_query.text": true, "term_group.terms": true,
}

var moments = map[string]bool{"created_at": true, "changed_at": true, "finished_at": true, "unlocked_at": true, "at": true}

// bundle covers everything that a project holds. What is left out is told.
func (c *cover) bundle(b *bundle.Bundle) (*bundle.Bundle, error) {
	if c == nil {
		return b, nil
	}
	inside := &coveredContents{c: c, b: b, texts: map[qda.Hash]*coveredText{}, shapes: map[qda.Hash]coveredShape{}}
	out := &bundle.Bundle{Origin: b.Origin, Elsewhere: inside, Account: b.Account, Questions: b.Questions, Merged: map[qda.ID]qda.ID{}}
	for from, to := range b.Merged {
		out.Merged[c.identity(from)] = c.identity(to)
	}
	texts := map[qda.ID]*coveredText{}
	for _, d := range bundle.Of[qda.Document](b) {
		body, err := b.Text(d.TextHash)
		if err != nil {
			return nil, err
		}
		t := c.covered(d.Lang, body.Body)
		texts[d.ID], inside.texts[t.hash] = t, t
	}
	gone := map[qda.ID]bool{}
	for _, r := range b.Records {
		e := oplog.EntityOf(r)
		row := e.RowOf(r)
		if why, yes := c.leaves(r); yes {
			gone[r.Key()] = true
			out.Account.Left(e.Name, "", why)
			continue
		}
		c.move(e, row, texts)
		c.row(e, row)
		r = e.RecordOf(row)
		switch x := r.(type) {
		case qda.Document:
			t := texts[x.ID]
			var err error
			if x.StructureHash, err = inside.shape(x.StructureHash, t); err != nil {
				return nil, err
			}
			x.TextHash = t.hash
			if !x.SourceHash.IsZero() {
				out.Account.Left("file", x.Title, bundle.Why("account.file_uncovered", "the imported file holds what was taken out of the text, and may name its author"))
				x.SourceHash = qda.Hash{}
			}
			if c.takes("files") {
				x.FileName = ""
			}
			r = x
		case qda.CodebookVersion:
			x.Hash = qda.HashOf([]byte(x.Body))
			r = x
		case qda.SetMember:
			if gone[x.TargetID] {
				continue
			}
		}
		out.Put(c.renamed(r))
	}
	return out, nil
}

// coveredContents are the contents of a bundle with the names in them replaced.
type coveredContents struct {
	c      *cover
	b      *bundle.Bundle
	texts  map[qda.Hash]*coveredText
	shapes map[qda.Hash]coveredShape // structures by their new names
}

type coveredShape struct {
	of   qda.Hash
	text *coveredText
}

// shape gives the new name of a structure.
func (i *coveredContents) shape(of qda.Hash, t *coveredText) (qda.Hash, error) {
	s, err := i.b.Structure(of)
	if err != nil || s.TextHash.IsZero() {
		return of, err
	}
	h := store.StructureHash(i.c.structure(s, t))
	i.shapes[h] = coveredShape{of, t}
	return h, nil
}

func (i *coveredContents) Text(h qda.Hash) (qda.Text, error) {
	t, ok := i.texts[h]
	if !ok {
		return qda.Text{}, nil
	}
	return qda.Text{Hash: h, Body: t.ix.Text(), Runes: t.ix.Len(), Norm: textpos.NormVersion}, nil
}

func (i *coveredContents) Structure(h qda.Hash) (qda.Structure, error) {
	at, ok := i.shapes[h]
	if !ok {
		return qda.Structure{}, nil
	}
	s, err := i.b.Structure(at.of)
	return i.c.structure(s, at.text), err
}

// Files are left out: they hold what was replaced.
func (i *coveredContents) Source(qda.Hash) (qda.Source, error) { return qda.Source{}, nil }
func (i *coveredContents) SourceType(qda.Hash) (string, error) { return "", nil }

// leaves reports whether a record is not written at all, and says why.
func (c *cover) leaves(r qda.Record) (why bundle.Reason, yes bool) {
	switch r.(type) {
	case qda.Pseudonym, qda.IdentifierAnswer:
		return bundle.Why("account.register_stays", "the register of names stays in the project"), true
	case qda.Revision, qda.MergeConflict, qda.Snapshot:
		return bundle.Why("account.earlier_states", "earlier states say what was replaced"), true
	case qda.Preserved:
		return bundle.Why("account.kept_unseen", "what is kept as another program wrote it cannot be looked through for names"), true
	case qda.Memo:
		if c.takes("memos") {
			return bundle.Why("account.no_memos", "memos are not published"), true
		}
	}
	return bundle.Reason{}, false
}

// move carries the passages of a row over to the texts with their names replaced.
func (c *cover) move(e *oplog.Entity, row oplog.Row, texts map[qda.ID]*coveredText) {
	for _, end := range passageColumns[e.Name] {
		at := func(i int) int {
			col, ok := e.Column(end[i])
			if !ok {
				return -1
			}
			return col
		}
		t := texts[row[at(0)].ID()]
		if t == nil {
			continue
		}
		span := t.shown(qda.Span{Start: int(row[at(2)].Int), End: int(row[at(3)].Int)})
		if i, ok := e.Column("whole"); ok && row[i].Int != 0 {
			span = qda.Span{End: t.ix.Len()}
		}
		row[at(2)].Int, row[at(3)].Int = int64(span.Start), int64(span.End)
		if i := at(1); i >= 0 {
			row[i].Str = string(t.hash[:])
		}
		if i := at(4); i >= 0 {
			row[i].Str = t.ix.Slice(span)
		}
	}
}

// row covers the words of a record.
func (c *cover) row(e *oplog.Entity, row oplog.Row) {
	for i, col := range e.Columns {
		name := e.Name + "." + col.Name
		switch {
		case col.Type != oplog.TextType || row[i].Str == "":
		case moments[col.Name] && c.takes("times"):
			if len(row[i].Str) >= 10 {
				row[i].Str = row[i].Str[:10] + "T00:00:00.000Z"
			}
		case wordless[col.Name] && !structured[name], wordless[name]:
		case structured[name]:
			row[i].Str = c.written(row[i].Str)
		case col.Name == "quote" || strings.HasSuffix(col.Name, "_quote"):
			// cut from the covered text already
		default:
			row[i].Str = c.said(row[i].Str)
		}
	}
}

// CoveredText is a document as it is shown to others.
type CoveredText struct {
	Document Ref              `json:"document"`
	Text     string           `json:"text"`
	Replaced []CoveredPlace   `json:"replaced"`
	Findings []CoveredSuspect `json:"findings"` // what may still tell who somebody is
}

// CoveredPlace is a name that was replaced. Positions are code points of the text that
// is shown.
type CoveredPlace struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Name  string `json:"name"` // what stands in the document
}

// CoveredSuspect is a finding of a scan in the text that is shown.
type CoveredSuspect struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Why    string `json:"why"`
	Answer string `json:"answer"`
}

// coveredView lays a text out with what was replaced in it.
func (c *cover) coveredView(d qda.Document, body string, given answers, known *pseudonym.Names) CoveredText {
	t, old := c.covered(d.Lang, body), textpos.NewIndex(body)
	out := CoveredText{Document: Ref{d.ID, c.words(d.Title)}, Text: t.ix.Text(), Replaced: []CoveredPlace{}, Findings: []CoveredSuspect{}}
	shift := 0
	for _, e := range t.edits {
		n := len([]rune(e.Text))
		out.Replaced = append(out.Replaced, CoveredPlace{Start: e.Start + shift, End: e.Start + shift + n, Name: old.Slice(qda.Span{Start: e.Start, End: e.End})})
		shift += n - (e.End - e.Start)
	}
	for _, f := range c.matcher(d.Lang).Scan(body, known) {
		span := t.shown(f.Span)
		out.Findings = append(out.Findings, CoveredSuspect{span.Start, span.End, string(f.Why), given.of(strings.Join(strings.Fields(f.Text), " "), d.ID)})
	}
	slices.SortFunc(out.Findings, func(a, b CoveredSuspect) int { return a.Start - b.Start })
	return out
}

// book covers a codebook.
func (c *cover) book(r codebook.Records) codebook.Records {
	if c == nil {
		return r
	}
	return codebook.Records{
		Codes: coverAll(c, r.Codes), Facets: coverAll(c, r.Facets), FacetValues: coverAll(c, r.FacetValues),
		Attributes: coverAll(c, r.Attributes), Choices: coverAll(c, r.Choices), Labels: coverAll(c, r.Labels),
	}
}

func coverAll[T qda.Record](c *cover, list []T) []T {
	out := make([]T, len(list))
	for i, r := range list {
		e := oplog.EntityOf(r)
		row := e.RowOf(r)
		c.row(e, row)
		out[i] = c.renamed(e.RecordOf(row)).(T)
	}
	return out
}
