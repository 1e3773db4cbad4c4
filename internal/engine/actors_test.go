package engine_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"articula/internal/engine"
	"articula/internal/qda"
)

func TestTheRegisterOfActorsIsKept(t *testing.T) {
	p := bareProject(t)
	ministry, err := p.SaveActor(ctx, engine.SaveActor{Name: "Ministry of Water", Kind: qda.Ministry, Names: []engine.ActorNameView{{Name: "MoW", Acronym: true}, {Name: "Ministère de l’Eau", Lang: "fr"}}})
	if err != nil || len(ministry.Names) != 2 {
		t.Fatalf("%+v %v", ministry, err)
	}
	agency, err := p.SaveActor(ctx, engine.SaveActor{Name: "Well Agency", Kind: qda.Agency, Parent: ministry.ID})
	if err != nil || agency.Parent.Name != "Ministry of Water" {
		t.Fatalf("%+v %v", agency, err)
	}
	changed, err := p.SaveActor(ctx, engine.SaveActor{ID: ministry.ID, Name: "Ministry of Water", Kind: qda.Ministry, Names: []engine.ActorNameView{{Name: "MoW", Acronym: true}, {Name: "Ministerio  del Agua", Lang: "es"}}})
	if err != nil || !slices.ContainsFunc(changed.Names, func(n engine.ActorNameView) bool { return n.Name == "Ministerio del Agua" }) || len(changed.Names) != 2 {
		t.Errorf("%+v %v", changed.Names, err)
	}
	if found, err := p.FindActor(ctx, "ministerio del agua"); err != nil || found.ID != ministry.ID {
		t.Error(found, err)
	}
	for code, r := range map[string]engine.SaveActor{
		"actor.no_name": {}, "actor.kind": {Name: "x", Kind: "moon"}, "actor.exists": {Name: "well agency"},
		"actor.cycle": {ID: ministry.ID, Name: "Ministry of Water", Parent: agency.ID}, "actor.gone": {ID: p.Me().ID, Name: "x"},
	} {
		if _, err := p.SaveActor(ctx, r); qda.AsError(err) == nil || qda.AsError(err).Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if err := p.BinActors(ctx, []qda.ID{agency.ID}, true); err != nil {
		t.Fatal(err)
	}
	if list, _ := p.Actors(ctx); len(list) != 1 {
		t.Errorf("%d actors", len(list))
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if list, _ := p.Actors(ctx); len(list) != 2 {
		t.Errorf("%d actors", len(list))
	}
	whole(t, p)
}

// TestMentionsAreExactlyWhereTheTextsHaveTheNames compares the finder with a plain
// reading of every text.
func TestMentionsAreExactlyWhereTheTextsHaveTheNames(t *testing.T) {
	p := newSample(t)
	list, err := p.Mentions(ctx, engine.MentionQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 100 {
		t.Fatalf("%d mentions", len(list))
	}
	actors, err := p.Actors(ctx)
	if err != nil {
		t.Fatal(err)
	}
	named := map[qda.ID]int{}
	for _, m := range list {
		text, err := p.Text(ctx, m.Document.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := string([]rune(text)[m.Start:m.End]); got != m.Quote {
			t.Fatalf("%q stands at %d, not %q", got, m.Start, m.Quote)
		}
		named[m.Actor.ID]++
	}
	for _, a := range actors {
		if named[a.ID] == 0 {
			t.Errorf("%s is nowhere", a.Name)
		}
	}
	// one acronym by hand: whole words, letter for letter
	want := 0
	docs, _ := p.Documents(ctx, engine.DocumentFilter{})
	for _, d := range docs {
		text, _ := p.Text(ctx, d.ID)
		for _, word := range strings.FieldsFunc(text, func(r rune) bool {
			return !('A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || r > 0x7f && r != '“' && r != '”' && r != '…' && r != '–' && r != '’')
		}) {
			if word == "STEIA" {
				want++
			}
		}
	}
	got := 0
	for _, m := range list {
		if m.Name == "STEIA" {
			got++
		}
	}
	if got != want || want == 0 {
		t.Errorf("%d mentions of STEIA, %d in the texts", got, want)
	}
	signed := 0
	for _, m := range list {
		if strings.HasSuffix(m.Name, "+") {
			signed++
		}
		if strings.Contains(m.Name, "+") != strings.Contains(m.Quote, "+") {
			t.Errorf("%q is no mention of %s", m.Quote, m.Name)
		}
	}
	if signed == 0 {
		t.Error("no name that ends in a sign is found")
	}
	for i, m := range list {
		for j := i + 1; j < len(list) && list[j].Document.ID == m.Document.ID; j++ {
			if list[j].Actor == m.Actor && list[j].Start < m.End {
				t.Errorf("%q lies in %q", list[j].Quote, m.Quote)
			}
		}
	}
	codeMentions(t, p, list)
}

func codeMentions(t *testing.T, p *engine.Project, list []engine.Mention) {
	code, err := p.FindCode(ctx, "External actors")
	if err != nil {
		t.Fatal(err)
	}
	r := engine.CodeMentions{Code: code.ID, Extent: engine.ExtentSentence}
	var actor engine.Ref
	for _, m := range list {
		if m.Name == "STEIA" {
			actor = m.Actor
			r.Mentions = append(r.Mentions, engine.MentionPlace{HitPlace: engine.HitPlace{Document: m.Document.ID, Start: m.Start, End: m.End, Quote: m.Quote}, Actor: m.Actor.ID})
		}
	}
	before := len(segments(t, p, ""))
	done, err := p.CodeMentions(ctx, r)
	if err != nil || done.Coded+done.Extended+done.Covered != len(r.Mentions) || done.Coded == 0 {
		t.Fatalf("%+v of %d, %v", done, len(r.Mentions), err)
	}
	if after := len(segments(t, p, "")); after != before+done.Coded {
		t.Errorf("%d codings, %d before, %d made", after, before, done.Coded)
	}
	again, err := p.Mentions(ctx, engine.MentionQuery{Actors: []qda.ID{actor.ID}, Uncoded: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range again {
		if m.Name == "STEIA" {
			t.Errorf("a mention is not coded: %+v", m)
		}
	}
	r.Mentions[0].Quote = "MOON"
	if _, err := p.CodeMentions(ctx, r); qda.KindOf(err) != qda.Conflict {
		t.Error(err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if after := len(segments(t, p, "")); after != before {
		t.Errorf("%d codings after undo, %d before", after, before)
	}
	whole(t, p)
}

func TestCoordinationMakesAMatrixAndAMap(t *testing.T) {
	p := newSample(t)
	all, err := p.Relations(ctx, engine.RelationFilter{})
	if err != nil || len(all) < 15 {
		t.Fatalf("%d relations, %v", len(all), err)
	}
	for _, r := range all {
		if len(r.Citations) == 0 || r.Case.Name == "" || len(r.Facets) < 2 {
			t.Errorf("%s – %s: %d citations, facets %v", r.From.Name, r.To.Name, len(r.Citations), r.Facets)
		}
	}
	local, err := p.ParseFacet(ctx, "level=local")
	if err != nil {
		t.Fatal(err)
	}
	informal, err := p.ParseFacet(ctx, "mechanism=informal")
	if err != nil {
		t.Fatal(err)
	}
	region, err := p.FindCase(ctx, "Latin America")
	if err != nil {
		t.Fatal(err)
	}
	f := engine.RelationFilter{Case: region.ID, Facets: []engine.FacetValue{local, informal}}
	n, err := p.ActorNetwork(ctx, f, "")
	if err != nil {
		t.Fatal(err)
	}
	full, err := p.ActorNetwork(ctx, engine.RelationFilter{}, "")
	if err != nil {
		t.Fatal(err)
	}
	count := map[[2]string]int{}
	relations := 0
	for _, r := range all {
		is := func(v engine.FacetValue) bool {
			return slices.ContainsFunc(r.Facets, func(x engine.FacetValue) bool { return x.Facet == v.Facet && x.Value == v.Value })
		}
		if strings.HasPrefix(r.Case.Name, "Latin America") && is(local) && is(informal) {
			count[[2]string{r.From.Name, r.To.Name}]++
			relations++
		}
	}
	if n.Relations != relations || relations == 0 || len(n.Edges) != len(count) || n.Cited != relations || full.Relations != len(all) {
		t.Errorf("%d relations on %d edges, want %d on %d", n.Relations, len(n.Edges), relations, len(count))
	}
	for _, e := range n.Edges {
		if got := count[[2]string{n.Nodes[e.From].Name, n.Nodes[e.To].Name}]; got != len(e.Relations) || !slices.Contains(e.Levels, "local") || !e.Informal {
			t.Errorf("%+v, want %d", e, got)
		}
	}
	for _, v := range n.Nodes { // an actor stays where it is
		at := slices.IndexFunc(full.Nodes, func(o engine.NetworkNode) bool { return o.ID == v.ID })
		if at < 0 || full.Nodes[at].X != v.X || full.Nodes[at].Y != v.Y || v.Degree == 0 {
			t.Errorf("%+v", v)
		}
	}
	exportNetwork(t, p, f, n)
	changeRelations(t, p, all)
}

func exportNetwork(t *testing.T, p *engine.Project, f engine.RelationFilter, n engine.ActorNetwork) {
	dir := t.TempDir()
	for _, format := range []string{"graphml", "svg", "csv", "xlsx", "json"} {
		if _, err := p.ExportNetwork(ctx, filepath.Join(dir, "n."+format), f, engine.Export{Format: format}, "es"); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
	}
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	var g struct {
		Nodes []struct{} `xml:"graph>node"`
		Edges []struct {
			Data []struct {
				Key  string `xml:"key,attr"`
				Text string `xml:",chardata"`
			} `xml:"data"`
		} `xml:"graph>edge"`
	}
	if err := xml.Unmarshal(read("n.graphml"), &g); err != nil || len(g.Nodes) != len(n.Nodes) || len(g.Edges) != n.Relations {
		t.Errorf("%d nodes, %d edges, %v", len(g.Nodes), len(g.Edges), err)
	}
	said := map[string]int{}
	for _, e := range g.Edges {
		for _, d := range e.Data {
			if d.Text != "" {
				said[d.Key]++
			}
		}
	}
	if said["directions"] == 0 || said["influences"] == 0 || said["passages"] != n.Cited || said["strength"] != n.Relations || said["case"] != n.Relations {
		t.Errorf("the lines say %v", said)
	}
	for _, words := range []string{">débil<", ">media<", ">fuerte<"} {
		if !bytes.Contains(read("n.svg"), []byte(words)) {
			t.Errorf("the key does not say %s", words)
		}
	}
	if svg := read("n.svg"); bytes.Count(svg, []byte(` r="10" `)) != len(n.Nodes) || !bytes.Contains(svg, []byte("Actores y su coordinación")) {
		t.Error("the picture lacks something")
	}
	if lines := bytes.Count(read("n.csv"), []byte("\n")); lines < n.Relations+1 {
		t.Errorf("%d lines", lines)
	}
	book, err := excelize.OpenFile(filepath.Join(dir, "n.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Matrix")
	if err != nil {
		t.Fatal(err)
	}
	titled, err := p.ActorNetwork(ctx, f, "es")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range titled.Edges {
		row := slices.IndexFunc(rows, func(r []string) bool { return r[0] == titled.Nodes[e.From].Title })
		column := slices.Index(rows[0], titled.Nodes[e.To].Title)
		if row < 1 || column < 1 || rows[row][column] != itoa(len(e.Relations)) {
			t.Errorf("row %d, column %d, want %d", row, column, len(e.Relations))
		}
	}
	for i, row := range rows[1:] {
		if !slices.ContainsFunc(row[1:], func(cell string) bool { return cell != "0" }) {
			t.Errorf("row %d has only zeros", i+1)
		}
	}
	for i := 1; i < len(rows[0]); i++ {
		if !slices.ContainsFunc(rows[1:], func(row []string) bool { return row[i] != "0" }) {
			t.Errorf("column %d has only zeros", i)
		}
	}
	if formats, err := book.GetConditionalFormats("Matrix"); err != nil || len(formats) != 1 {
		t.Errorf("%d colourings of counts, %v", len(formats), err)
	}
	if _, err := p.ExportNetwork(ctx, filepath.Join(dir, "n.xyz"), f, engine.Export{Format: "xyz"}, "en"); qda.KindOf(err) != qda.Invalid {
		t.Error(err)
	}
}

func changeRelations(t *testing.T, p *engine.Project, all []engine.RelationView) {
	r := all[0]
	id, err := p.SaveRelation(ctx, engine.SaveRelation{From: r.To.ID, To: r.From.ID, Case: r.Case.ID, Strength: 1, Facets: r.Facets, Citations: []engine.Cite{{Document: r.Citations[0].Document.ID, Start: r.Citations[0].Start, End: r.Citations[0].End}}})
	if err != nil {
		t.Fatal(err)
	}
	find := func() *engine.RelationView {
		list, err := p.Relations(ctx, engine.RelationFilter{Actor: r.From.ID})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range list {
			if x.ID == id {
				return &x
			}
		}
		return nil
	}
	if got := find(); got == nil || len(got.Facets) != len(r.Facets) || got.Citations[0].Quote != r.Citations[0].Quote || got.Strength != 1 {
		t.Errorf("%+v", got)
	}
	if _, err := p.SaveRelation(ctx, engine.SaveRelation{ID: id, From: r.To.ID, To: r.From.ID, Strength: 2, Facets: r.Facets[:1]}); err != nil {
		t.Fatal(err)
	}
	if got := find(); len(got.Facets) != 1 || got.Strength != 2 || len(got.Citations) != 1 {
		t.Errorf("%+v", got)
	}
	for code, x := range map[string]engine.SaveRelation{
		"relation.self": {From: r.To.ID, To: r.To.ID}, "relation.strength": {From: r.To.ID, To: r.From.ID, Strength: 4},
		"actor.gone": {From: r.To.ID, To: id}, "case.gone": {From: r.To.ID, To: r.From.ID, Case: id}, "relation.gone": {ID: r.To.ID, From: r.To.ID, To: r.From.ID},
	} {
		if _, err := p.SaveRelation(ctx, x); qda.AsError(err) == nil || qda.AsError(err).Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if err := p.RemoveRelations(ctx, []qda.ID{id}); err != nil {
		t.Fatal(err)
	}
	if find() != nil {
		t.Error("it is still there")
	}
	whole(t, p)
}

// TestMentionsStandAmongWholeWords holds what stands around a mention against the text.
func TestMentionsStandAmongWholeWords(t *testing.T) {
	p := newSample(t)
	list, err := p.Mentions(ctx, engine.MentionQuery{})
	if err != nil {
		t.Fatal(err)
	}
	cut := 0
	for _, m := range list {
		text, err := p.Text(ctx, m.Document.ID)
		if err != nil {
			t.Fatal(err)
		}
		all := []rune(text)
		before, begins := strings.CutPrefix(m.Before, "…")
		after, ends := strings.CutSuffix(m.After, "…")
		from, to := m.Start-utf8.RuneCountInString(before), m.End
		if string(all[from:m.Start]) != before || !strings.HasPrefix(string(all[to:]), after) {
			t.Fatalf("%q is not what stands around %q", m.Before+"|"+m.After, m.Quote)
		}
		to += utf8.RuneCountInString(after)
		if begins != (from > 0) || from > 0 && !unicode.IsSpace(all[from-1]) {
			t.Errorf("%q begins within a word", m.Before)
		}
		if ends != (to < len(all)) || to < len(all) && !unicode.IsSpace(all[to]) {
			t.Errorf("%q ends within a word", m.After)
		}
		if begins && ends {
			cut++
		}
	}
	if cut < 20 {
		t.Errorf("%d mentions stand within a text", cut)
	}
}
