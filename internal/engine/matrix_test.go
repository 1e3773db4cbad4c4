package engine_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"articula/internal/analysis"
	"articula/internal/engine"
	"articula/internal/qda"
)

// tallySegments measures segments with sets of everything. Of their cases, those count
// that counts says.
func tallySegments(list []engine.Segment, counts func(qda.ID) bool) analysis.Tally {
	docs, cases, characters := map[qda.ID]bool{}, map[qda.ID]bool{}, map[qda.ID]map[int]bool{}
	for _, s := range list {
		docs[s.Document.ID] = true
		for _, k := range s.Cases {
			if counts(k.ID) {
				cases[k.ID] = true
			}
		}
		if characters[s.Document.ID] == nil {
			characters[s.Document.ID] = map[int]bool{}
		}
		for c := s.Start; c < s.End; c++ {
			characters[s.Document.ID][c] = true
		}
	}
	t := analysis.Tally{Segments: len(list), Documents: len(docs), Cases: len(cases)}
	for _, set := range characters {
		t.Characters += len(set)
	}
	return t
}

// casesIn says which cases count in a row or column: those under which there is no other
// and for which it stands. A row of anything else than cases limits none.
func casesIn(t *testing.T, p *engine.Project, a engine.MatrixAxis, key string) func(qda.ID) bool {
	list, err := p.Cases(ctx)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[qda.ID]bool{}
	var walk func([]engine.CaseNode, bool)
	walk = func(list []engine.CaseNode, above bool) {
		for _, k := range list {
			in := key == engine.AnyKey || a.By != engine.AxisCase || k.ID.String() == key || above && a.Below
			for _, v := range k.Attributes {
				in = in || v.Name == "intentionality" && v.Status == "held" && "group:"+v.Value == key
			}
			if len(k.Children) == 0 && in {
				counts[k.ID] = true
			}
			walk(k.Children, in)
		}
	}
	walk(list, false)
	return func(id qda.ID) bool { return counts[id] }
}

// casesAt says which cases count where a row and a column meet.
func casesAt(t *testing.T, p *engine.Project, q engine.MatrixQuery, row, column string) func(qda.ID) bool {
	inRow, inColumn := casesIn(t, p, q.Rows, row), casesIn(t, p, q.Columns, column)
	return func(id qda.ID) bool { return inRow(id) && inColumn(id) }
}

// TestOnlyWhatIsComparedCountsAsACase counts the cases of comparative notes: one that
// speaks of a region is of no case, and the row of one case has one.
func TestOnlyWhatIsComparedCountsAsACase(t *testing.T) {
	p := newSample(t)
	info, err := p.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	attr, err := p.FindAttribute(ctx, qda.OnCase, "intentionality")
	if err != nil {
		t.Fatal(err)
	}
	cases := engine.MatrixAxis{By: engine.AxisCase, Below: true}
	source := engine.MatrixAxis{By: engine.AxisSource}
	for _, c := range []struct {
		rows engine.MatrixAxis
		want map[string]int
	}{
		{cases, map[string]int{"Latin America": 4, "Africa": 3, "Peru": 1, "Peru Juntos–Haku Wiñay": 1, "Colombia": 2}},
		{engine.MatrixAxis{By: engine.AxisCase, Group: attr.ID}, map[string]int{"Intentional": 5, "Non-intentional": 2}},
		{engine.MatrixAxis{By: engine.AxisAttribute, ID: attr.ID}, map[string]int{"Intentional": 5, "Non-intentional": 2}},
	} {
		m, err := p.Matrix(ctx, engine.MatrixQuery{Rows: c.rows, Columns: source})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, r := range m.Rows {
			if _, asked := c.want[r.Name]; asked {
				got[r.Name] = r.Tally.Cases
			}
		}
		if !maps.Equal(got, c.want) || m.Total.Cases != info.Cases || m.Of.Cases != info.Cases {
			t.Errorf("%+v: %v and %d in all of %d, want %v and %d", c.rows, got, m.Total.Cases, m.Of.Cases, c.want, info.Cases)
		}
	}
	page, err := p.Segments(ctx, engine.SegmentQuery{})
	if err != nil || page.Cases != info.Cases {
		t.Errorf("all segments are of %d cases, want %d: %v", page.Cases, info.Cases, err)
	}
}

// keysOf says to which rows of an axis a segment belongs, from what retrieval shows
// of it.
func keysOf(t *testing.T, p *engine.Project, a engine.MatrixAxis) func(engine.Segment) []string {
	orNone := func(list []string) []string {
		if len(list) == 0 {
			return []string{""}
		}
		return list
	}
	switch a.By {
	case engine.AxisCode:
		codes, err := p.Codes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		path := map[string]string{}
		var walk func([]engine.CodeNode)
		walk = func(list []engine.CodeNode) {
			for _, c := range list {
				path[c.Path] = c.ID.String()
				walk(c.Children)
			}
		}
		walk(codes)
		return func(s engine.Segment) (out []string) {
			for at := s.Code.Path; ; at = at[:strings.LastIndex(at, "/")] {
				out = append(out, path[at])
				if !a.Below || !strings.Contains(at, "/") {
					return out
				}
			}
		}
	case engine.AxisCase:
		cases, err := p.Cases(ctx)
		if err != nil {
			t.Fatal(err)
		}
		above := map[string][]string{}
		var walk func([]engine.CaseNode, []string)
		walk = func(list []engine.CaseNode, up []string) {
			for _, c := range list {
				above[c.ID.String()] = append(slices.Clone(up), c.ID.String())
				walk(c.Children, above[c.ID.String()])
			}
		}
		walk(cases, nil)
		return func(s engine.Segment) (out []string) {
			for _, k := range s.Cases {
				list := []string{k.ID.String()}
				if a.Below {
					list = above[k.ID.String()]
				}
				for _, id := range list {
					if !slices.Contains(out, id) {
						out = append(out, id)
					}
				}
			}
			return orNone(out)
		}
	case engine.AxisFacet:
		facets, err := p.Facets(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range facets {
			if f.ID == a.ID {
				return func(s engine.Segment) (out []string) {
					for _, v := range f.Values {
						if slices.Contains(s.Facets[f.Name], v.Name) {
							out = append(out, v.ID.String())
						}
					}
					return orNone(out)
				}
			}
		}
	case engine.AxisKind:
		return func(s engine.Segment) []string { return []string{string(s.Document.Kind)} }
	case engine.AxisYear:
		return func(s engine.Segment) []string { return []string{s.Document.Date[:min(4, len(s.Document.Date))]} }
	case engine.AxisCoder:
		return func(s engine.Segment) []string { return []string{s.CoderID.String()} }
	case engine.AxisDocument:
		return func(s engine.Segment) []string { return []string{s.Document.ID.String()} }
	case engine.AxisSource:
		return func(s engine.Segment) []string {
			switch s.Document.Kind {
			case qda.Law, qda.Decree, qda.Manual, qda.Agreement:
				return []string{"norm"}
			case qda.Interview, qda.FocusGroup, qda.FieldNote:
				return []string{"practice"}
			}
			return []string{"other"}
		}
	}
	t.Fatalf("no keys for %+v", a)
	return nil
}

func facetNamed(t testing.TB, p *engine.Project, name string) qda.ID {
	facets, err := p.Facets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facets {
		if f.Name == name {
			return f.ID
		}
	}
	t.Fatalf("no facet %s", name)
	return qda.ID{}
}

// TestEveryCellOfAMatrixIsWhatItOpens compares counts with a count over retrieved
// segments, and the segments of a cell with what the cell counts.
func TestEveryCellOfAMatrixIsWhatItOpens(t *testing.T) {
	p := newSample(t)
	all := segments(t, p, "")
	level, actor := facetNamed(t, p, "level"), facetNamed(t, p, "actor")
	code, cases := engine.MatrixAxis{By: engine.AxisCode}, engine.MatrixAxis{By: engine.AxisCase}
	for _, q := range []engine.MatrixQuery{
		{Rows: code, Columns: cases},
		{Rows: engine.MatrixAxis{By: engine.AxisCode, Below: true}, Columns: engine.MatrixAxis{By: engine.AxisCase, Below: true}},
		{Rows: engine.MatrixAxis{By: engine.AxisFacet, ID: level}, Columns: cases},
		{Rows: engine.MatrixAxis{By: engine.AxisFacet, ID: actor}, Columns: cases},
		{Rows: code, Columns: engine.MatrixAxis{By: engine.AxisKind}},
		{Rows: code, Columns: engine.MatrixAxis{By: engine.AxisSource}},
		{Rows: engine.MatrixAxis{By: engine.AxisYear}, Columns: engine.MatrixAxis{By: engine.AxisCoder}},
		{Rows: engine.MatrixAxis{By: engine.AxisDocument}, Columns: code},
	} {
		rows, columns := keysOf(t, p, q.Rows), keysOf(t, p, q.Columns)
		checkMatrix(t, p, q, func(row, column string) (out []engine.Segment) {
			for _, s := range all {
				inRow := row == engine.AnyKey || slices.Contains(rows(s), row)
				if inRow && (column == engine.AnyKey || slices.Contains(columns(s), column)) {
					out = append(out, s)
				}
			}
			return out
		})
	}
	rows := keysOf(t, p, code)
	for _, together := range []string{"overlap", "near", "turn", "document"} {
		q := engine.MatrixQuery{Rows: code, Columns: code, Together: together, Distance: 60}
		type said struct { // what is one, by whomever it was said
			document, code qda.ID
			start, end     int
		}
		var once []engine.Segment
		seen := map[said]bool{}
		for _, s := range all {
			k := said{s.Document.ID, s.Code.ID, s.Start, s.End}
			if !seen[k] {
				once = append(once, s)
			}
			seen[k] = true
		}
		if len(once) == len(all) {
			t.Fatal("no two coders of the sample agree")
		}
		checkMatrix(t, p, q, func(row, column string) (out []engine.Segment) {
			for _, s := range once {
				if row != engine.AnyKey && rows(s)[0] != row {
					continue
				}
				for _, o := range once {
					gap := max(s.Start, o.Start) - min(s.End, o.End)
					near := together == "document" || together == "near" && gap <= 60 || together == "overlap" && gap < 0
					if together == "turn" { // no passage of the sample touches two turns
						near = s.Position.Turn > 0 && s.Position.Turn == o.Position.Turn
					}
					if s.ID != o.ID && s.Document.ID == o.Document.ID && near && (column == engine.AnyKey || rows(o)[0] == column) {
						out = append(out, s)
						break
					}
				}
			}
			return out
		})
	}
}

func checkMatrix(t *testing.T, p *engine.Project, q engine.MatrixQuery, want func(row, column string) []engine.Segment) {
	t.Helper()
	m, err := p.Matrix(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Cells) == 0 {
		t.Errorf("%+v is empty", q)
	}
	if w := tallySegments(want(engine.AnyKey, engine.AnyKey), casesAt(t, p, q, engine.AnyKey, engine.AnyKey)); m.Total != w {
		t.Errorf("%+v: total %+v, want %+v", q, m.Total, w)
	}
	cells := map[[2]int]analysis.Tally{}
	for _, c := range m.Cells {
		cells[[2]int{c.Row, c.Column}] = c.Tally
	}
	opened := 0
	for i, r := range m.Rows {
		if w := tallySegments(want(r.Key, engine.AnyKey), casesAt(t, p, q, r.Key, engine.AnyKey)); r.Tally != w {
			t.Errorf("%+v: row %s: %+v, want %+v", q, r.Path, r.Tally, w)
		}
		for k, c := range m.Columns {
			w := want(r.Key, c.Key)
			tally := tallySegments(w, casesAt(t, p, q, r.Key, c.Key))
			if got := cells[[2]int{i, k}]; got != tally {
				t.Errorf("%+v: %s × %s: %+v, want %+v", q, r.Path, c.Path, got, tally)
			}
			if len(w) == 0 || (i+k)%7 != 0 {
				continue
			}
			page, err := p.MatrixSegments(ctx, engine.CellQuery{Matrix: q, Row: r.Key, Column: c.Key})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(segmentIDs(page.Segments), segmentIDs(w)) || page.Cases != tally.Cases {
				t.Errorf("%+v: %s × %s opens %d segments of %d cases, counts %+v", q, r.Path, c.Path, len(page.Segments), page.Cases, tally)
			}
			opened++
		}
	}
	if opened == 0 {
		t.Errorf("%+v: no cell was opened", q)
	}
}

func segmentIDs(list []engine.Segment) []string {
	out := []string{}
	for _, s := range list {
		out = append(out, s.ID.String())
	}
	slices.Sort(out)
	return out
}

func TestAMatrixFollowsWhatIsCoded(t *testing.T) {
	p := newSample(t)
	q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisCode}, Columns: engine.MatrixAxis{By: engine.AxisCase}}
	before, err := p.Matrix(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	all := segments(t, p, "")
	var mine []qda.ID
	for _, s := range all {
		if s.CoderID == p.Me().ID {
			mine = append(mine, s.ID)
		}
	}
	if err := p.RemoveCodings(ctx, mine[:10]); err != nil {
		t.Fatal(err)
	}
	after, err := p.Matrix(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	if after.Total.Segments != before.Total.Segments-10 {
		t.Errorf("%d segments after ten of %d were removed", after.Total.Segments, before.Total.Segments)
	}
	q.Where = `kind:law AND NOT level:central`
	some, err := p.Matrix(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	if want := len(segments(t, p, q.Where)); some.Of.Segments != want || want == 0 || want == after.Of.Segments {
		t.Errorf("a condition gives %d segments, want %d", some.Of.Segments, want)
	}
}

func TestQuestionsThatHaveNoMatrixAreRefused(t *testing.T) {
	p := newSample(t)
	code, cases := engine.MatrixAxis{By: engine.AxisCode}, engine.MatrixAxis{By: engine.AxisCase}
	for message, q := range map[string]engine.MatrixQuery{
		"matrix.axis":           {Rows: engine.MatrixAxis{By: "moon"}, Columns: cases},
		"matrix.together":       {Rows: code, Columns: code, Together: "somewhere"},
		"matrix.together_codes": {Rows: code, Columns: cases, Together: "overlap"},
		"matrix.distance":       {Rows: code, Columns: code, Together: "near", Distance: -1},
		"attribute.gone":        {Rows: code, Columns: engine.MatrixAxis{By: engine.AxisAttribute}},
		"facet.gone":            {Rows: code, Columns: engine.MatrixAxis{By: engine.AxisFacet}},
	} {
		if _, err := p.Matrix(ctx, q); qda.AsError(err) == nil || qda.AsError(err).Code != message {
			t.Errorf("%+v: %v, want %s", q, err, message)
		}
	}
}

func TestAMatrixByAttributeCountsWhatRetrievalFinds(t *testing.T) {
	p := newSample(t)
	attrs, err := p.Attributes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, a := range attrs {
		m, err := p.Matrix(ctx, engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisAttribute, ID: a.ID}, Columns: engine.MatrixAxis{By: engine.AxisCase, Below: true}})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range m.Rows {
			where := `attr."` + a.Name + `"="` + r.Key + `"`
			if r.None {
				where = `NOT attr."` + a.Name + `":*`
			}
			if want := len(segments(t, p, where)); want != r.Tally.Segments {
				t.Errorf("%s: %d segments, want %d", where, r.Tally.Segments, want)
			}
			checked++
		}
		if a.Name == "number of programmes" {
			var got []string
			for _, r := range m.Rows {
				got = append(got, r.Key)
			}
			if !slices.Equal(got[:3], []string{"1", "2", "14"}) {
				t.Errorf("numbers stand in the order %v", got)
			}
		}
	}
	if checked < 20 {
		t.Errorf("only %d values", checked)
	}
}

func TestAMatrixIsWrittenInFull(t *testing.T) {
	p := newSample(t)
	q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisCode, Below: true}, Columns: engine.MatrixAxis{By: engine.AxisCase}}
	m, err := p.Matrix(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "m.xlsx")
	done, err := p.ExportMatrix(ctx, file, q, "segments", engine.Export{Format: "xlsx"})
	if err != nil || done.Rows != len(m.Rows)+1 {
		t.Fatalf("%+v %v", done, err)
	}
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetList(); !slices.Equal(got[:4], []string{"Segments", "Documents", "Cases", "Characters"}) {
		t.Errorf("sheets %v", got)
	}
	rows, err := book.GetRows("Documents")
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range m.Rows {
		for k := range m.Columns {
			if got, want := rows[i+1][k+1], m.At(i, k).Documents; got != itoa(want) {
				t.Errorf("%s: %s, want %d", r.Path, got, want)
			}
		}
	}
	csv := filepath.Join(t.TempDir(), "m.csv")
	if _, err := p.ExportMatrix(ctx, csv, q, "characters", engine.Export{Format: "csv"}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(csv)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), itoa(m.Total.Characters)) {
		t.Error("the total is missing")
	}
	if _, err := p.ExportMatrix(ctx, csv, q, "moons", engine.Export{Format: "csv"}); qda.KindOf(err) != qda.Invalid {
		t.Error(err)
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
