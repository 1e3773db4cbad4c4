package engine

import (
	"context"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// SynthesisView is a framework matrix: rows, columns and the cells between them.
type SynthesisView struct {
	ID         qda.ID            `json:"id" ts_type:"string"`
	Title      string            `json:"title"`
	Titles     map[string]string `json:"titles"` // in other languages
	Rows       []SynthesisRow    `json:"rows"`
	Dimensions []DimensionView   `json:"dimensions"`
	Cells      []CellView        `json:"cells"` // every row × column, by row
	Hidden     int               `json:"hidden"`
}

// SynthesisRow is a case or a group of cases.
type SynthesisRow struct {
	Row   qda.ID `json:"row" ts_type:"string"`  // what its cells are found by: the case, or the row itself
	Case  qda.ID `json:"case" ts_type:"string"` // none for a row that is no case
	Name  string `json:"name"`                  // in this synthesis: that of the case or value unless the row was given another
	Path  string `json:"path"`                  // of the case
	Kind  string `json:"kind"`                  // of the case
	Cases int    `json:"cases"`                 // that it stands for: 1, or those below it
	By    string `json:"by"`                    // "case", "value" of an attribute or "group" of cases
	// Of a row by value: the attribute, none if it is gone, and the value as it is kept.
	Attribute Ref    `json:"attribute"`
	Value     string `json:"value"`
	// Members are the cases that the row gathers now, by path.
	Members []Ref  `json:"members"`
	Title   string `json:"title"` // the name that it was given, "" for none
	// Titles are names that it was given in other languages.
	Titles map[string]string `json:"titles"`
}

// DimensionView is a column.
type DimensionView struct {
	ID    qda.ID `json:"id" ts_type:"string"`
	Title string `json:"title"`
	Kind  string `json:"kind"`
	Code  qda.ID `json:"code" ts_type:"string"`
	Path  string `json:"path"`  // of the code
	Query string `json:"query"` // the condition, with the names that things have now, or the question
	// Problem says why the condition cannot be answered any more; none if it can be.
	Problem *Notice `json:"problem"`
	// What goes with the column when it is removed, that of rows that are not shown too.
	Findings  int `json:"findings"`
	Citations int `json:"citations"`
	// Titles are its titles in other languages.
	Titles map[string]string `json:"titles"`
}

// CellView is an intersection of a row and a column.
type CellView struct {
	Row       qda.ID        `json:"row" ts_type:"string"`
	Case      qda.ID        `json:"case" ts_type:"string"`
	Dimension qda.ID        `json:"dimension" ts_type:"string"`
	State     string        `json:"state"`    // see the Cell constants
	Segments  int           `json:"segments"` // codings that stand at the intersection
	Uncited   int           `json:"uncited"`  // of these, not cited yet
	Split     SourceSplit   `json:"split"`    // of the segments, by kind of source
	Voices    Voices        `json:"voices"`   // behind the cited passages
	Findings  []FindingView `json:"findings"` // in their order
	// Passages are the different places that these codings stand on: what several coders
	// or several codes say of the same words is one passage.
	Passages        int `json:"passages"`
	UncitedPassages int `json:"uncited_passages"` // of these, without a word that is cited
}

// SourceSplit counts by kind of source: what shall be, what people say, and the rest.
type SourceSplit struct {
	Norm     int `json:"norm"`
	Practice int `json:"practice"`
	Other    int `json:"other"`
}

// What a cell can be.
const (
	CellEmpty     = "empty"     // neither statement nor passage
	CellUnwritten = "unwritten" // passages stand there, and nothing is said
	CellUnfounded = "unfounded" // something is said, and no passage is cited but of documents in the bin
	CellWritten   = "written"
)

// FindingView is a statement with what it rests on.
type FindingView struct {
	ID        qda.ID `json:"id" ts_type:"string"`
	Row       qda.ID `json:"row" ts_type:"string"`
	Case      qda.ID `json:"case" ts_type:"string"`
	Dimension qda.ID `json:"dimension" ts_type:"string"`
	Part      int    `json:"part"` // place among the findings of its cell, from 0
	Statement string `json:"statement"`
	// Statements are what it says in other languages. Outdated are the languages in which
	// it says so of words that the statement does not have any more.
	Statements map[string]string `json:"statements"`
	Outdated   []string          `json:"outdated"`
	Status     string            `json:"status"`
	Coder      Ref               `json:"coder"`
	At         string            `json:"at"`
	Stale      Staleness         `json:"stale"`
	Citations  []CitationView    `json:"citations"`
}

// synthesisWorld is what a matrix is looked up in.
type synthesisWorld struct {
	p     *Project
	w     *world
	frame *frame
	dims  []qda.Dimension
	areas map[qda.ID]area // of dimensions that are no question
	rows  []rowNow
	cells map[[2]qda.ID][]qda.Cell  // by the key of the row and dimension, in order
	cited map[qda.ID][]qda.Citation // by finding
}

func (p *Project) withSynthesis(ctx context.Context, id qda.ID, fn func(*synthesisWorld, qda.Synthesis) error) error {
	f, err := p.frame(ctx, false)
	if err != nil {
		return err
	}
	return p.view(ctx, func(tx *store.Tx) error {
		s, err := store.Get[qda.Synthesis](tx, id)
		if qda.KindOf(err) == qda.NotFound {
			return noSynthesis(id)
		}
		if err != nil {
			return err
		}
		sw := &synthesisWorld{p: p, w: newWorld(p, tx, f.cat), frame: f, areas: map[qda.ID]area{}, cells: map[[2]qda.ID][]qda.Cell{}}
		if sw.rows, err = sw.w.rowsOf(s); err != nil {
			return err
		}
		if sw.dims, err = store.List[qda.Dimension](tx, store.Eq{"synthesis_id": id}); err != nil {
			return err
		}
		if sw.cited, err = citationsOf(tx, "cell"); err != nil {
			return err
		}
		for _, d := range sw.dims {
			if sw.areas[d.ID], err = p.dimensionArea(tx, f.cat, d); err != nil {
				return err
			}
			cells, err := store.List[qda.Cell](tx, store.Eq{"dimension_id": d.ID})
			if err != nil {
				return err
			}
			slices.SortFunc(cells, func(a, b qda.Cell) int { return a.Part - b.Part })
			for _, c := range cells {
				key := [2]qda.ID{cellKey(c), d.ID}
				sw.cells[key] = append(sw.cells[key], c)
			}
		}
		if err := fn(sw, s); err != nil {
			return err
		}
		return sw.w.err
	})
}

// rowCodings is the codings of cases and those below them, ready to be looked up.
type rowCodings struct {
	cases  []qda.ID
	list   []qda.Coding // in reading order
	byCode map[qda.ID][]int
	byID   map[qda.ID]int
}

// casesOf lists the cases of a row; a case that is no row (any more) is one by itself.
func (s *synthesisWorld) casesOf(row qda.ID) []qda.ID {
	for _, r := range s.rows {
		if r.key == row {
			return r.cases
		}
	}
	return []qda.ID{row}
}

// row gives the codings of a row; they are kept as long as the frame is.
func (s *synthesisWorld) row(row qda.ID) *rowCodings {
	cases := s.casesOf(row)
	key := gatheringKey(cases)
	s.frame.mu.Lock()
	r := s.frame.rows[key]
	s.frame.mu.Unlock()
	if r != nil {
		return r
	}
	r = &rowCodings{cases: cases, list: s.w.standing(area{}, cases, s.frame.of), byCode: map[qda.ID][]int{}}
	r.byID = make(map[qda.ID]int, len(r.list))
	for i, c := range r.list {
		r.byCode[c.CodeID] = append(r.byCode[c.CodeID], i)
		r.byID[c.ID] = i
	}
	s.frame.mu.Lock()
	defer s.frame.mu.Unlock()
	if s.frame.rows == nil {
		s.frame.rows = map[qda.ID]*rowCodings{}
	}
	s.frame.rows[key] = r
	return r
}

// count is how many codings of an area stand in a row.
func (s *synthesisWorld) count(a area, row qda.ID) int {
	if a.ids != nil {
		return len(s.standing(a, row))
	}
	r := s.row(row)
	if a.codes == nil {
		return len(r.list)
	}
	n := 0
	for code := range a.codes {
		n += len(r.byCode[code])
	}
	return n
}

// standing lists the codings of an area in a row, in reading order.
func (s *synthesisWorld) standing(a area, row qda.ID) []qda.Coding {
	var out []qda.Coding
	for _, c := range s.row(row).list {
		if a.holds(c) {
			out = append(out, c)
		}
	}
	return out
}

// cellArea is one cell looked up: which codings are its evidence, and what is cited.
type cellArea struct {
	area  area
	cells []qda.Cell
	cited []qda.Citation // by all findings, in documents that are not in the bin
}

func (s *synthesisWorld) place(row qda.ID, d qda.Dimension) cellArea {
	pl := cellArea{area: s.areas[d.ID], cells: s.cells[[2]qda.ID{row, d.ID}]}
	for _, c := range pl.cells {
		pl.cited = append(pl.cited, s.w.cat.standingOf(s.cited[c.ID])...)
	}
	if d.Kind == DimensionQuestion {
		// until something is cited, everything said in the case may answer the question
		if pl.area = (area{}); len(pl.cited) > 0 {
			pl.area = questionArea(pl.cited, s.frame.of)
		}
	}
	return pl
}

// since says what has changed for one finding.
func (s *synthesisWorld) since(c qda.Cell, d qda.Dimension, pl cellArea) changes {
	e, a := decodeEvidence(c.Evidence), pl.area
	if a.problem != nil {
		return changes{}
	}
	if d.Kind == DimensionQuestion {
		// the codes that its passages bore when it was written: to cite one more passage
		// now is no change of what the statement was made from
		a = area{codes: map[qda.ID]bool{}}
		for id := range e.codes {
			a.codes[id] = true
		}
	}
	row := s.row(cellKey(c))
	at := func(id qda.ID) (qda.Coding, bool) {
		i, ok := row.byID[id]
		if !ok {
			return qda.Coding{}, false
		}
		return row.list[i], a.holds(row.list[i])
	}
	return e.since(s.count(a, cellKey(c)), at, s.code, s.gone)
}

func (s *synthesisWorld) code(id qda.ID) (qda.Code, bool) {
	n := s.w.cat.tree.Node(id)
	if n == nil {
		return qda.Code{}, false
	}
	return n.Code, true
}

// gone reports whether a coding that is not seen was taken away, recoded or moved out
// of the row, and is not only hidden by a blind round.
func (s *synthesisWorld) gone(id qda.ID) bool {
	if list, err := s.w.tx.HiddenCodings(); err != nil || len(list) == 0 {
		return err == nil
	}
	seen, err := s.w.tx.CodingPlaces(store.CodingFilter{IDs: []qda.ID{id}, Binned: true})
	if err != nil {
		s.w.fail(err)
		return false
	}
	if len(seen) > 0 {
		return true
	}
	n, err := s.w.tx.CountAll("coding", "id", id)
	if err != nil {
		s.w.fail(err)
	}
	return n == 0
}

// Synthesis reads a framework matrix, its citations without the text around them.
func (p *Project) Synthesis(ctx context.Context, id qda.ID) (SynthesisView, error) {
	out := SynthesisView{Titles: map[string]string{}, Rows: []SynthesisRow{}, Dimensions: []DimensionView{}, Cells: []CellView{}}
	err := p.withSynthesis(ctx, id, func(s *synthesisWorld, rec qda.Synthesis) error {
		out.ID, out.Title, out.Titles = rec.ID, rec.Title, s.w.cat.titlesOf(rec.ID)
		for _, d := range s.dims {
			out.Dimensions = append(out.Dimensions, s.dimensionView(d))
		}
		for _, r := range s.rows {
			view, err := s.rowView(r)
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, view)
			for _, d := range s.dims {
				cell, err := s.cellView(r.key, d, 0)
				if err != nil {
					return err
				}
				out.Cells = append(out.Cells, cell)
			}
		}
		hidden, err := s.w.tx.HiddenCodings()
		out.Hidden = len(hidden)
		return err
	})
	return out, err
}

func (s *synthesisWorld) dimensionView(d qda.Dimension) DimensionView {
	v := DimensionView{ID: d.ID, Title: d.Title, Titles: s.w.cat.titlesOf(d.ID), Kind: d.Kind, Code: d.CodeID, Query: d.Query}
	if n := s.w.cat.tree.Node(d.CodeID); n != nil {
		v.Path = n.Path()
	}
	if d.Kind != DimensionQuestion {
		v.Query = names{s.w.cat, s.w.tx}.shown(d.Query)
	}
	if e := s.areas[d.ID].problem; e != nil {
		n := noticeOfError(e)
		v.Problem = &n
	}
	for key, cells := range s.cells {
		if key[1] != d.ID {
			continue
		}
		v.Findings += len(cells)
		for _, c := range cells {
			v.Citations += len(s.cited[c.ID])
		}
	}
	return v
}

func (s *synthesisWorld) rowView(r rowNow) (SynthesisRow, error) {
	v := SynthesisRow{Row: r.key, Case: r.CaseID, By: r.Kind, Title: r.Title, Titles: s.w.cat.titlesOf(r.ID), Value: r.Value, Cases: s.w.cat.cases.leavesUnder(r.cases...), Members: []Ref{}}
	for _, id := range r.cases {
		v.Members = append(v.Members, Ref{id, s.w.cat.cases.path(id)})
	}
	if r.Kind == qda.RowOfCase {
		v.Path, v.Kind = s.w.cat.cases.path(r.CaseID), s.w.cat.cases.byID[r.CaseID].Kind
	}
	if a, err := s.w.cat.attribute(r.AttributeID); err == nil {
		v.Attribute = Ref{a.ID, a.Name}
	}
	var err error
	v.Name, err = s.w.rowName(r, "")
	return v, err
}

func (s *synthesisWorld) cellView(row qda.ID, d qda.Dimension, around int) (CellView, error) {
	pl := s.place(row, d)
	now := s.standing(pl.area, row)
	v := CellView{Row: row, Case: s.caseOf(row), Dimension: d.ID, Segments: len(now), Findings: []FindingView{}, State: CellEmpty, Voices: s.w.voicesOf(pl.cited, s.frame.of)}
	type place struct {
		document qda.ID
		span     qda.Span
	}
	standing, open := map[place]bool{}, map[place]bool{}
	for _, c := range now {
		at := place{c.DocumentID, c.Span}
		standing[at] = true
		if !cites(pl.cited, c) {
			v.Uncited++
			open[at] = true
		}
		switch sourceOf(s.w.doc(c.DocumentID).Kind) {
		case SourceNorm:
			v.Split.Norm++
		case SourcePractice:
			v.Split.Practice++
		default:
			v.Split.Other++
		}
	}
	v.Passages, v.UncitedPassages = len(standing), len(open)
	written := false
	for _, c := range pl.cells {
		f, err := s.findingView(c, d, pl, around)
		if err != nil {
			return v, err
		}
		written = written || f.Statement != ""
		v.Findings = append(v.Findings, f)
	}
	switch {
	case written && len(pl.cited) == 0:
		v.State = CellUnfounded
	case written:
		v.State = CellWritten
	case len(now) > 0:
		v.State = CellUnwritten
	}
	return v, nil
}

func (s *synthesisWorld) findingView(c qda.Cell, d qda.Dimension, pl cellArea, around int) (FindingView, error) {
	views, err := s.w.citationViews(s.cited[c.ID], around)
	statements, outdated := s.w.cat.statementsOf(c)
	return FindingView{
		Statements: statements, Outdated: outdated,
		ID: c.ID, Row: cellKey(c), Case: c.CaseID, Dimension: c.DimensionID, Part: slices.IndexFunc(pl.cells, func(x qda.Cell) bool { return x.ID == c.ID }), Statement: c.Statement, Status: c.Status,
		Coder: Ref{c.CoderID, s.w.cat.coderOf[c.CoderID]}, At: c.At, Stale: s.since(c, d, pl).Staleness, Citations: views,
	}, err
}

// Finding reads one statement with what it rests on.
func (p *Project) Finding(ctx context.Context, id qda.ID) (FindingView, error) {
	var out FindingView
	var d qda.Dimension
	err := p.view(ctx, func(tx *store.Tx) error {
		c, err := finding(tx, id)
		if err != nil {
			return err
		}
		d, err = dimension(tx, c.DimensionID)
		return err
	})
	if err != nil {
		return out, err
	}
	err = p.withSynthesis(ctx, d.SynthesisID, func(s *synthesisWorld, _ qda.Synthesis) error {
		for key, cells := range s.cells {
			for _, c := range cells {
				if c.ID == id {
					out, err = s.findingView(c, d, s.place(key[0], d), citationContext)
					return err
				}
			}
		}
		return qda.E(qda.NotFound, "finding.gone", "The finding {finding} is not in the project (any more).", "finding", id)
	})
	return out, err
}

// SynthesisStaleness says, for every finding of a synthesis, what has changed at its
// place since it was written.
func (p *Project) SynthesisStaleness(ctx context.Context, id qda.ID) (map[qda.ID]Staleness, error) {
	out := map[qda.ID]Staleness{}
	err := p.withSynthesis(ctx, id, func(s *synthesisWorld, _ qda.Synthesis) error {
		for _, row := range s.rows {
			for _, d := range s.dims {
				cells := s.cells[[2]qda.ID{row.key, d.ID}]
				if len(cells) == 0 {
					continue
				}
				pl := cellArea{area: s.areas[d.ID]}
				for _, c := range cells {
					out[c.ID] = s.since(c, d, pl).Staleness
				}
			}
		}
		return nil
	})
	return out, err
}
