package engine_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/textpos"
)

func segments(t testing.TB, p *engine.Project, where string) []engine.Segment {
	t.Helper()
	page, err := p.Segments(ctx, engine.SegmentQuery{Where: where})
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	if page.Total != len(page.Segments) {
		t.Fatalf("%s: total %d of %d", where, page.Total, len(page.Segments))
	}
	return page.Segments
}

// TestConditionsEqualLookingAtEverySegment compares answers with walking over all
// segments and deciding by hand.
func TestConditionsEqualLookingAtEverySegment(t *testing.T) {
	p := newSample(t)
	all := segments(t, p, "")
	if len(all) != 599 {
		t.Fatalf("%d segments", len(all))
	}
	under := func(path string) func(engine.Segment) bool {
		return func(s engine.Segment) bool { return s.Code.Path == path || strings.HasPrefix(s.Code.Path, path+"/") }
	}
	facet := func(name, value string) func(engine.Segment) bool {
		return func(s engine.Segment) bool { return slices.Contains(s.Facets[name], value) }
	}
	kind := func(k qda.DocumentKind) func(engine.Segment) bool {
		return func(s engine.Segment) bool { return s.Document.Kind == k }
	}
	both := func(a, b func(engine.Segment) bool) func(engine.Segment) bool {
		return func(s engine.Segment) bool { return a(s) && b(s) }
	}
	either := func(a, b func(engine.Segment) bool) func(engine.Segment) bool {
		return func(s engine.Segment) bool { return a(s) || b(s) }
	}
	not := func(a func(engine.Segment) bool) func(engine.Segment) bool {
		return func(s engine.Segment) bool { return !a(s) }
	}
	inCase := func(names ...string) func(engine.Segment) bool {
		return func(s engine.Segment) bool {
			for _, c := range s.Cases {
				if slices.Contains(names, c.Name) {
					return true
				}
			}
			return false
		}
	}
	overlapping := func(path string) func(engine.Segment) bool {
		return func(s engine.Segment) bool {
			for _, o := range all {
				if o.ID != s.ID && o.Document.ID == s.Document.ID && o.Start < s.End && s.Start < o.End && under(path)(o) {
					return true
				}
			}
			return false
		}
	}
	coded := func(name string) func(engine.Segment) bool {
		return func(s engine.Segment) bool { return s.Coder == name }
	}
	for where, want := range map[string]func(engine.Segment) bool{
		`code:"Coordination mechanisms"`:                          under("Coordination mechanisms"),
		`code="Coordination mechanisms"`:                          func(s engine.Segment) bool { return s.Code.Path == "Coordination mechanisms" },
		`code:"technical design/targeting" OR code:resistance`:    nil, // ambiguous names: see below
		`kind:interview AND NOT lang:en`:                          both(kind(qda.Interview), func(s engine.Segment) bool { return s.Document.Lang != "en" }),
		`level:local`:                                             facet("level", "local"),
		`facet.mechanism:informal level:local`:                    both(facet("mechanism", "informal"), facet("level", "local")),
		`(level:local OR level:central) AND NOT mechanism:formal`: both(either(facet("level", "local"), facet("level", "central")), not(facet("mechanism", "formal"))),
		`coder:"Coder A" round:"Round 1 – pilot"`:                 both(coded("Coder A"), func(s engine.Segment) bool { return s.Round == "Round 1 – pilot" }),
		`case:Peru`:                      inCase("Peru Juntos–Haku Wiñay"),
		`case:"Latin America" kind:law`:  both(inCase("Colombia FEST–UNIDOS", "Colombia PPP", "Mexico PROINPRO–PDP", "Peru Juntos–Haku Wiñay", "Latin America"), kind(qda.Law)),
		`attr."number of programmes">=3`: inCase("Mexico PROINPRO–PDP"),
		`overlaps:"Coordination mechanisms" code:"Political support"`: both(under("Political support"), overlapping("Coordination mechanisms")),
		`memo:yes`: func(s engine.Segment) bool { return s.Memos > 0 },
		`NOT (coder:"Coder A" OR kind:interview OR kind:"focus_group")`: not(either(coded("Coder A"), either(kind(qda.Interview), kind(qda.FocusGroup)))),
		`actor:STEIA`: func(s engine.Segment) bool {
			return len(s.Facets["actor"]) > 0 && strings.Contains(strings.Join(s.Facets["actor"], ";"), "Technical Subcommittee")
		},
		`text:"comité" AND lang:es`: func(s engine.Segment) bool {
			return s.Document.Lang == "es" && hasWord(s.Quote, "comité", "comités", "Comité", "Comités")
		},
		`case:"Mexico PROINPRO–PDP" AND code:"Technical design" kind:report`: both(both(inCase("Mexico PROINPRO–PDP"), under("Technical design")), kind(qda.Report)),
	} {
		if want == nil {
			if _, err := p.Segments(ctx, engine.SegmentQuery{Where: where}); qda.KindOf(err) != qda.NotFound {
				t.Errorf("%s: %v", where, err)
			}
			continue
		}
		got := map[qda.ID]bool{}
		for _, s := range segments(t, p, where) {
			got[s.ID] = true
		}
		n := 0
		for _, s := range all {
			if want(s) {
				n++
			}
			if want(s) != got[s.ID] {
				t.Errorf("%s: %s “%s” found %v, want %v", where, s.Document.Title, s.Quote, got[s.ID], want(s))
			}
		}
		if n == 0 {
			t.Errorf("%s: nothing to find", where)
		}
	}
}

func hasWord(text string, forms ...string) bool {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,.;:«»“”()\n", r) }) {
		if slices.Contains(forms, w) {
			return true
		}
	}
	return false
}

func TestSpeakersAndRolesSelect(t *testing.T) {
	p, d := newProject(t)
	add(t, p, d, "informal", "How do the two programmes work together?")
	mine := add(t, p, d, "informal", "At the local level")
	for _, where := range []string{"speaker:Manager", "role:technical", "NOT role:interviewer"} {
		if got := segments(t, p, where); len(got) != 1 || got[0].ID != mine.ID {
			t.Errorf("%s: %+v", where, got)
		}
	}
	got := segments(t, p, "speaker:Manager")
	if pos := got[0].Position; pos.Turn != 2 || pos.Speaker != "Manager" || pos.Paragraph != 2 {
		t.Errorf("%+v", pos)
	}
	page, err := p.Segments(ctx, engine.SegmentQuery{Where: "speaker:Manager", Context: 8})
	if err != nil || page.Segments[0].Before != "anager: " || page.Segments[0].After != " we meet" {
		t.Errorf("%+v %v", page.Segments, err)
	}
}

func TestPagesAndOrders(t *testing.T) {
	p := newSample(t)
	all := segments(t, p, "")
	page, err := p.Segments(ctx, engine.SegmentQuery{Offset: 590, Limit: 20})
	if err != nil || page.Total != 599 || len(page.Segments) != 9 || page.Segments[0].ID != all[590].ID {
		t.Errorf("%d of %d, %v", len(page.Segments), page.Total, err)
	}
	for order, key := range map[string]func(engine.Segment) string{
		"time": func(s engine.Segment) string { return s.Created },
	} {
		page, err := p.Segments(ctx, engine.SegmentQuery{Order: order})
		if err != nil || !slices.IsSortedFunc(page.Segments, func(a, b engine.Segment) int { return strings.Compare(key(a), key(b)) }) {
			t.Errorf("order %s: %v", order, err)
		}
	}
	page, err = p.Segments(ctx, engine.SegmentQuery{Order: "code"})
	if err != nil {
		t.Fatal(err)
	}
	seen, last := map[string]bool{}, ""
	for _, s := range page.Segments {
		if s.Code.Path != last {
			if seen[s.Code.Path] {
				t.Fatalf("%s comes twice", s.Code.Path)
			}
			seen[s.Code.Path], last = true, s.Code.Path
		}
	}
}

func TestSearchGivesExactRangesThatCanBeCodedInOneStep(t *testing.T) {
	p, d := newProject(t)
	importText(t, p, "es.txt", "La coordinación entre ministerios es débil.\n\nLas coordinaciones locales funcionan mejor.\n")
	for _, prepare := range []bool{false, true} {
		if prepare {
			if err := p.PrepareSearch(ctx, nil); err != nil {
				t.Fatal(err)
			}
		}
		for query, want := range map[string][]string{
			"COORDINACION":           {"coordinación", "coordinaciones"},
			`"la coordinación"`:      {"La coordinación"},
			"coordin*":               {"coordinación", "coordinaciones"},
			"minsterios~":            {"ministerios"},
			"coordinación NOT local": {"coordinación"},
			"municipality AND list":  {"municipality", "list"},
			"every NEAR/2 month":     {"every month"},
			"informal":               {"informally"},
			"nothing here":           nil,
		} {
			page, err := p.Search(ctx, engine.SearchQuery{Text: query, In: []string{"text"}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range page.Hits {
				got = append(got, h.Quote)
				text, err := p.Text(ctx, h.Document.ID)
				if err != nil || textpos.NewIndex(text).Slice(qda.Span{Start: h.Start, End: h.End}) != h.Quote || !strings.Contains(h.Context, h.Quote) {
					t.Errorf("%s: %+v is not what stands there", query, h)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s (index %v): %q, want %q", query, prepare, got, want)
			}
		}
	}
	page, err := p.Search(ctx, engine.SearchQuery{Text: "month", Where: "role:interviewer"})
	if err != nil || page.Total != 0 {
		t.Errorf("%+v %v", page, err)
	}
	page, err = p.Search(ctx, engine.SearchQuery{Text: "municipality", Where: `document:"INT-07" role:technical`})
	if err != nil || page.Total != 1 || page.Hits[0].Position.Speaker != "Manager" {
		t.Fatalf("%+v %v", page, err)
	}
	h := page.Hits[0]
	r := engine.CodeHits{Hits: []engine.HitPlace{{Document: d.ID, Start: h.Start, End: h.End, Quote: h.Quote}}, Codes: []qda.ID{code(t, p, "informal")}, Extent: engine.ExtentSentence}
	pre, err := p.PreviewHits(ctx, r)
	if err != nil || len(pre) != 1 || pre[0].Quote != "With the municipality we share the list of households, informally." {
		t.Fatalf("%+v %v", pre, err)
	}
	done, err := p.CodeHits(ctx, r)
	if err != nil || done.Coded != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	if done, err = p.CodeHits(ctx, r); err != nil || done.Covered != 1 || done.Coded != 0 {
		t.Errorf("again: %+v %v", done, err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if list, _ := p.DocumentCodings(ctx, d.ID); len(list) != 0 {
		t.Errorf("one undo takes back all: %+v", list)
	}
	r.Hits[0].Quote = "Municipality"
	_, err = p.CodeHits(ctx, r)
	wantError(t, err, qda.Conflict, "search.moved")
	whole(t, p)
}

func TestSearchSeesMemosAndCodesAndWhatChanged(t *testing.T) {
	p, d := newProject(t)
	if err := p.PrepareSearch(ctx, nil); err != nil {
		t.Fatal(err)
	}
	definition := "Arrangements laid down in writing"
	if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "formal"), Definition: &definition, Names: map[string]string{"es": "por escrito"}}); err != nil {
		t.Fatal(err)
	}
	m, err := p.SaveMemo(ctx, engine.SaveMemo{Title: "Idea", Body: "Ask about the arrangement.", On: "document", OnID: d.ID})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // before and after the index has caught up
		page, err := p.Search(ctx, engine.SearchQuery{Text: "arrangement*"})
		if err != nil || page.Total != 2 || page.Hits[0].Memo.ID != m.ID || page.Hits[1].Code.Name != "coordination/formal" || page.Hits[1].Field != "definition" {
			t.Errorf("%+v %v", page, err)
		}
		if page, err = p.Search(ctx, engine.SearchQuery{Text: "escrito"}); err != nil || page.Total != 1 || page.Hits[0].Field != "name.es" {
			t.Errorf("%+v %v", page, err)
		}
		if err := p.PrepareSearch(ctx, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if page, _ := p.Search(ctx, engine.SearchQuery{Text: "arrangement*"}); page.Total != 1 {
		t.Errorf("a memo that was taken back is found: %+v", page)
	}
	if err := p.BinDocuments(ctx, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	if page, _ := p.Search(ctx, engine.SearchQuery{Text: "month"}); page.Total != 0 {
		t.Errorf("a document in the bin is found: %+v", page)
	}
}

func TestExportsHoldOneRowPerCodingWithEverything(t *testing.T) {
	p := newSample(t)
	all := segments(t, p, "")
	dir := t.TempDir()
	read := map[string]func(path string) [][]string{
		"csv": func(path string) [][]string {
			b, err := os.ReadFile(path)
			if err != nil || !strings.HasPrefix(string(b), "\uFEFFcoding_id,") {
				t.Fatalf("%q %v", b[:20], err)
			}
			rows, err := csv.NewReader(strings.NewReader(string(b[3:]))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			return rows
		},
		"xlsx": func(path string) [][]string {
			f, err := excelize.OpenFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := f.GetRows("Codings")
			if err != nil {
				t.Fatal(err)
			}
			meanings, err := f.GetRows("Dictionary")
			if err != nil || len(meanings) != len(rows[0])+1 {
				t.Errorf("%d of %d columns are explained, %v", len(meanings)-1, len(rows[0]), err)
			}
			return rows
		},
		"json": func(path string) [][]string {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var list []map[string]any
			if err := json.Unmarshal(b, &list); err != nil {
				t.Fatal(err)
			}
			rows := [][]string{{"coding_id", "quote", "facet_level", "case", "case_number_of_programmes"}}
			for _, o := range list {
				n, _ := json.Marshal(o["case_number_of_programmes"])
				rows = append(rows, []string{o["coding_id"].(string), o["quote"].(string), o["facet_level"].(string), o["case"].(string), strings.Trim(string(n), `"`)})
			}
			return rows
		},
	}
	for format, open := range read {
		path := filepath.Join(dir, "out."+format)
		done, err := p.Export(ctx, path, engine.Export{Format: format, BOM: true}, nil)
		if err != nil || done.Rows != len(all) {
			t.Fatalf("%s: %+v %v", format, done, err)
		}
		rows := open(path)
		column := func(name string) int { return slices.Index(rows[0], name) }
		if len(rows) != len(all)+1 {
			t.Fatalf("%s: %d rows", format, len(rows))
		}
		for i, s := range all {
			row := rows[i+1]
			if row[column("coding_id")] != s.ID.String() || row[column("quote")] != s.Quote {
				t.Fatalf("%s: row %d is %q", format, i, row)
			}
			if strings.Join(s.Facets["level"], "; ") != row[column("facet_level")] {
				t.Errorf("%s: level %q of %+v", format, row[column("facet_level")], s.Facets)
			}
			if len(s.Cases) > 0 && s.Cases[0].Name == "Mexico PROINPRO–PDP" && row[column("case_number_of_programmes")] != "14" {
				t.Errorf("%s: an attribute of the case is %q", format, row[column("case_number_of_programmes")])
			}
		}
	}
	if done, err := p.Export(ctx, filepath.Join(dir, "few.csv"), engine.Export{Format: "csv", Where: "kind:law"}, nil); err != nil || done.Rows != len(segments(t, p, "kind:law")) {
		t.Errorf("%+v %v", done, err)
	}
	_, err := p.Export(ctx, filepath.Join(dir, "x.pdf"), engine.Export{Format: "pdf"}, nil)
	wantError(t, err, qda.Invalid, "export.format")
	if _, err := os.Stat(filepath.Join(dir, "x.pdf")); err == nil {
		t.Error("a failed export left a file")
	}
}

// TestABlindRoundHidesInEveryWayOfLooking asks the engine for others' work while a
// round is blind.
func TestABlindRoundHidesInEveryWayOfLooking(t *testing.T) {
	p, d := newProject(t)
	become(t, p, "Coder B")
	c := add(t, p, d, "informal", "we meet every month")
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{Body: "a secret thought", On: "coding", OnID: c.ID}); err != nil {
		t.Fatal(err)
	}
	become(t, p, "Coder A")
	add(t, p, d, "formal", "share the list")
	engine.MakeBlind(t, p, d.ID)
	if got := segments(t, p, ""); len(got) != 1 || got[0].Coder != "Coder A" {
		t.Errorf("retrieval: %+v", got)
	}
	if list, _ := p.DocumentCodings(ctx, d.ID); len(list) != 1 {
		t.Errorf("document: %+v", list)
	}
	if page, _ := p.Search(ctx, engine.SearchQuery{Text: "secret"}); page.Total != 0 {
		t.Errorf("search: %+v", page)
	}
	if page, _ := p.Search(ctx, engine.SearchQuery{Text: "month", Where: "code:informal"}); page.Total != 0 {
		t.Errorf("search by code: %+v", page)
	}
	tree, _ := p.Codes(ctx)
	if tree[0].Below != 1 {
		t.Errorf("frequencies: %+v", tree[0])
	}
	list, err := p.History(ctx, engine.HistoryFilter{Changes: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if strings.Contains(e.Sentence, "every month") || strings.Contains(e.Sentence, "secret") {
			t.Errorf("history: %s", e.Sentence)
		}
		for _, ch := range e.Changes {
			for name, pair := range ch.Fields {
				if s, _ := pair[1].(string); strings.Contains(s, "every month") || strings.Contains(s, "secret") {
					t.Errorf("history shows %s = %s", name, s)
				}
			}
		}
	}
	path := filepath.Join(t.TempDir(), "out.csv")
	if done, err := p.Export(ctx, path, engine.Export{Format: "csv"}, nil); err != nil || done.Rows != 1 || done.Hidden != 1 {
		t.Errorf("export: %+v %v", done, err)
	}
	info, _ := p.Info(ctx)
	if info.Codings != 1 || info.Memos != 0 || len(info.Hidden) != 1 {
		t.Errorf("summary: %+v", info)
	}
	docs, _ := p.Documents(ctx, engine.DocumentFilter{})
	if docs[0].Codings != 1 || !docs[0].Hidden {
		t.Errorf("list: %+v", docs[0])
	}
}
