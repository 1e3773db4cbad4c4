package engine_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func actorCalled(t testing.TB, p *engine.Project, name string) engine.ActorView {
	t.Helper()
	list, err := p.Actors(ctx)
	i := slices.IndexFunc(list, func(a engine.ActorView) bool { return a.Name == name })
	if err != nil || i < 0 {
		t.Fatalf("no actor %s: %v", name, err)
	}
	return list[i]
}

// becomesOne merges a code, a case and an actor of the sample into others.
func becomesOne(t testing.TB, p *engine.Project) {
	t.Helper()
	if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{code(t, p, "Habits")}, Into: code(t, p, "Savings")}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.MergeCases(ctx, engine.MergeCases{From: []qda.ID{caseCalled(t, p, "Colombia PPP")}, Into: caseCalled(t, p, "Colombia FEST–UNIDOS")}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.MergeActors(ctx, engine.MergeActors{From: []qda.ID{actorCalled(t, p, "Somos Rurales").ID}, Into: actorCalled(t, p, "Estrategia UNIDOS").ID}); err != nil {
		t.Fatal(err)
	}
}

// worksWith does with the same code, case and actor what people do. The words are those of
// whoever does it.
func worksWith(t testing.TB, p *engine.Project, words string) {
	t.Helper()
	habits, kase := code(t, p, "Habits"), caseCalled(t, p, "Colombia PPP")
	if _, err := p.SaveQuery(ctx, engine.SaveQuery{Name: "Kept " + words, Kind: engine.SavedSegments, Where: "code:Habits"}); err != nil {
		t.Fatal(err)
	}
	table := synthesisNamed(t, p, "Comparison by theme")
	column, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: table.ID, Kind: engine.DimensionCode, Title: "Column " + words, Code: habits})
	if err != nil {
		t.Fatal(err)
	}
	page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Codes: []qda.ID{habits}, Unit: "sentence"}, Open: true}, nil)
	if err != nil || len(page.Items) == 0 {
		t.Fatalf("%+v %v", page, err)
	}
	open := page.Items[0]
	if _, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: open.Document.ID, Code: habits, Span: qda.Span{Start: open.Start, End: open.End}, A: open.With[0].Coder.ID, B: open.Without[0].Coder.ID, Choice: "neither"}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: column, Case: kase, Statement: "Found " + words}); err != nil {
		t.Fatal(err)
	}
	attrs, err := p.Attributes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range attrs {
		if a.Scope == qda.OnCase && a.Type == qda.NumberValue {
			if _, err := p.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: kase, Value: "7"}); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{Title: "Memo " + words, Body: "Of the case.", On: "case", OnID: kase}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.SaveCase(ctx, engine.SaveCase{Parent: kase, Name: "Municipality " + words}); err != nil {
		t.Fatal(err)
	}
	somos := actorCalled(t, p, "Somos Rurales")
	if _, err := p.SaveRelation(ctx, engine.SaveRelation{From: somos.ID, To: actorCalled(t, p, "Municipal Unit for Agricultural Technical Assistance").ID, Case: kase, Strength: 2, Note: "Coordination " + words}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.SaveActor(ctx, engine.SaveActor{ID: somos.ID, Name: somos.Name, Kind: somos.Kind, Parent: somos.Parent.ID, Description: somos.Description, Names: append(somos.Names, engine.ActorNameView{Name: "Rurales " + words, Lang: "es"})}); err != nil {
		t.Fatal(err)
	}
}

// whatBecame writes down where the work of [worksWith] is. Fill puts coders together where
// a person decided for neither, and leaves that be.
func whatBecame(t testing.TB, p *engine.Project) string {
	t.Helper()
	whole(t, p)
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	queries, err := p.SavedQueries(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queries {
		if page, err := p.Segments(ctx, engine.SegmentQuery{Where: q.Where}); err != nil || strings.HasPrefix(q.Name, "Kept ") {
			say("%s: %s, %d codings %v", q.Name, q.Where, page.Total, err)
		}
	}
	decided, err := p.Decided(ctx, engine.DecidedQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range decided.Items {
		say("decided on %s %d–%d of %s: %s", d.Code.Name, d.Start, d.End, d.Document.Name, d.Choice)
	}
	page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Unit: "sentence"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	filled, err := p.MergeCoders(ctx, engine.MergeCoders{Round: page.Round.ID, Strategy: "fill", DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	say("%d to fill", filled.Codings)
	table := synthesisNamed(t, p, "Comparison by theme")
	for _, r := range table.Rows {
		say("row %s", r.Name)
	}
	for _, d := range table.Dimensions {
		say("column %s: %s %s", d.Title, d.Path, d.Query)
	}
	for _, c := range table.Cells {
		for _, f := range c.Findings {
			if strings.HasPrefix(f.Statement, "Found ") {
				say("%s: %s", c.Row, f.Statement)
			}
		}
	}
	for _, name := range []string{"Colombia PPP", "Colombia FEST–UNIDOS"} {
		k, err := p.FindCase(ctx, name)
		if err != nil {
			continue
		}
		sheet, err := p.CaseSheet(ctx, k.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range sheet.Values {
			say("%s: %s %s %s", name, v.Name, v.Status, v.Value)
		}
		for _, c := range sheet.Children {
			say("%s above %s", name, c.Name)
		}
		memos, err := p.Memos(ctx, engine.MemoFilter{On: "case", OnID: k.ID})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range memos {
			say("%s: %s", name, m.Title)
		}
	}
	network, err := p.ActorNetwork(ctx, engine.RelationFilter{}, "")
	if err != nil {
		t.Fatal(err)
	}
	relations, err := p.Relations(ctx, engine.RelationFilter{})
	if err != nil {
		t.Fatal(err)
	}
	say("%d in the network, %d in the list", network.Relations, len(relations))
	actors, err := p.Actors(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range actors {
		for _, n := range a.Names {
			say("%s is called %s", a.Name, n.Name)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// asItIs is a project as a file.
func asItIs(t testing.TB, p *engine.Project) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	return path
}

// meets merges a project, as a file, into another.
func meets(t testing.TB, into *engine.Project, path string) engine.MergeResult {
	t.Helper()
	met, err := into.Merge(ctx, engine.MergeRequest{Path: path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return met
}

// copies gives copies of the sample, each for another person.
func copies(t testing.TB, seed byte, names ...string) (out []*engine.Project) {
	t.Helper()
	p := newSample(t)
	for i, name := range names {
		out = append(out, openAs(t, asItIs(t, p), name, seed+byte(i)))
	}
	return out
}

// What was done in one copy with things that were merged into others in another copy is,
// after they met, where it would be if it had been done first and they had been merged
// then. It is told, it is not told twice, and it goes back with the merge.
func TestWorkFollowsWhatWasMergedElsewhere(t *testing.T) {
	all := copies(t, 130, "Coder A", "Coder B", "Coder A")
	x, y, one := all[0], all[1], all[2]
	worksWith(t, one, "apart")
	becomesOne(t, one)
	want := whatBecame(t, one)
	becomesOne(t, x)
	worksWith(t, y, "apart")
	before := []string{whatBecame(t, x), whatBecame(t, y)}
	told := func(met engine.MergeResult) (out []string) {
		for _, n := range met.Notices {
			if n.Code == "merge.followed" {
				out = append(out, n.Args["merged"]+" → "+n.Args["into"])
			}
		}
		return out
	}
	paths := []string{asItIs(t, y), asItIs(t, x)}
	for i, p := range []*engine.Project{x, y} {
		tried, err := p.Merge(ctx, engine.MergeRequest{Path: paths[i], DryRun: true}, nil)
		if err != nil || len(told(tried)) != 3 || whatBecame(t, p) != before[i] {
			t.Errorf("%d: tried %+v %v", i, tried.Notices, err)
		}
		met := meets(t, p, paths[i])
		if got := whatBecame(t, p); got != want {
			t.Errorf("%d: got\n%s\nwant\n%s", i, got, want)
		}
		if fmt.Sprint(met.Notices) != fmt.Sprint(tried.Notices) || len(met.Resting)+len(met.Conflicts) > 0 {
			t.Errorf("%d: %+v", i, met)
		}
		if _, err := p.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if got := whatBecame(t, p); got != before[i] {
			t.Errorf("%d: undone\n%s\nwas\n%s", i, got, before[i])
		}
		if met := meets(t, p, paths[i]); !met.Again || len(told(met)) != 3 {
			t.Errorf("%d: again: %+v", i, met.Notices)
		}
		if got := whatBecame(t, p); got != want {
			t.Errorf("%d: again\n%s\nwant\n%s", i, got, want)
		}
	}
	for range 2 {
		for i, p := range []*engine.Project{x, y} {
			met := meets(t, p, asItIs(t, []*engine.Project{y, x}[i]))
			if len(met.Notices) > 0 || len(met.Conflicts) > 0 {
				t.Errorf("%d: met again: %+v %+v", i, met.Notices, met.Conflicts)
			}
			if got := whatBecame(t, p); got != want {
				t.Errorf("%d: met again\n%s\nwant\n%s", i, got, want)
			}
		}
	}
}

// Three copies come to the same in every order in which they meet.
func TestWorkFollowsInEveryOrder(t *testing.T) {
	all := copies(t, 140, "Coder A", "Coder B", "Coder C")
	becomesOne(t, all[0])
	worksWith(t, all[1], "first")
	worksWith(t, all[2], "second")
	first := ""
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		p := openAs(t, asItIs(t, all[order[0]]), "Coder "+string(rune('D'+order[0])), byte(150+10*order[0]+order[1]))
		meets(t, p, asItIs(t, all[order[1]]))
		meets(t, p, asItIs(t, all[order[2]]))
		got := whatBecame(t, p)
		if first == "" {
			first = got
		}
		if got != first || strings.Contains(got, "Habits") {
			t.Errorf("%v:\n%s\nfirst:\n%s", order, got, first)
		}
	}
}

// A merged thing is followed to what stands in the end, also if it had nothing of its own
// before. What was fetched back keeps what was done with it, what two people merged into
// each other is left alone, and what took the place of a merged thing comes out from under it.
func TestWorkFollowsToWhatStandsInTheEnd(t *testing.T) {
	p, _ := newProject(t)
	id := map[string]qda.ID{}
	for _, name := range []string{"First", "Second", "Third", "One", "Other", "Gone", "Back", "Upper", "Lower"} {
		k, err := p.SaveCase(ctx, engine.SaveCase{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		id[name] = k.ID
	}
	a, err := p.SaveAttribute(ctx, engine.SaveAttribute{Name: "region", Scope: qda.OnCase, Type: qda.TextValue})
	if err != nil {
		t.Fatal(err)
	}
	there, meet := apart(t, p, "Coder B", 160)
	merge := func(q *engine.Project, from, into string) {
		t.Helper()
		if _, err := q.MergeCases(ctx, engine.MergeCases{From: []qda.ID{id[from]}, Into: id[into]}); err != nil {
			t.Fatal(err)
		}
	}
	set := func(name, value string) {
		t.Helper()
		if _, err := there.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: id[name], Value: value}); err != nil {
			t.Fatal(err)
		}
	}
	merge(p, "First", "Second")
	merge(p, "Second", "Third")
	set("First", "coast")
	merge(p, "One", "Other")
	set("One", "plain")
	merge(there, "Other", "One")
	merge(p, "Back", "Gone")
	if err := p.BinCases(ctx, []qda.ID{id["Back"]}, false); err != nil {
		t.Fatal(err)
	}
	set("Back", "hills")
	merge(p, "Upper", "Lower")
	if err := there.MoveCase(ctx, id["Lower"], id["Upper"], qda.ID{}); err != nil {
		t.Fatal(err)
	}
	set("Upper", "north")
	for i, met := range meet() {
		if got := codesOf(met.Notices); !slices.Equal(got, []string{"merge.followed", "merge.followed"}) {
			t.Errorf("%d: %+v", i, met.Notices)
		}
	}
	for range 2 {
		for i, q := range []*engine.Project{p, there} {
			for name, want := range map[string]string{"First": "", "Second": "", "Third": "coast", "Gone": "", "Back": "hills", "One": "plain", "Upper": "", "Lower": "north"} {
				if held, beside := heldOf(t, q, id[name], a.ID); held != want || len(beside) > 0 {
					t.Errorf("%d: %s is %s beside %q, want %s", i, name, held, beside, want)
				}
			}
			if k, err := q.FindCase(ctx, "Lower"); err != nil || !k.ParentID.IsZero() {
				t.Errorf("%d: %+v %v", i, k, err)
			}
		}
		for i, met := range meet() {
			if len(met.Notices) > 0 {
				t.Errorf("%d: again: %+v", i, met.Notices)
			}
		}
	}
}

// A name that an actor got with another one, and lost again, does not come back with the
// next merge.
func TestNamesThatWereTakenAwayDoNotFollow(t *testing.T) {
	p, _ := newProject(t)
	save := func(q *engine.Project, id qda.ID, name string, names ...string) qda.ID {
		t.Helper()
		r := engine.SaveActor{ID: id, Name: name}
		for _, n := range names {
			r.Names = append(r.Names, engine.ActorNameView{Name: n})
		}
		a, err := q.SaveActor(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	board, council := save(p, qda.ID{}, "Board", "The board"), save(p, qda.ID{}, "Council")
	there, meet := apart(t, p, "Coder B", 165)
	if _, err := p.MergeActors(ctx, engine.MergeActors{From: []qda.ID{board}, Into: council}); err != nil {
		t.Fatal(err)
	}
	save(p, council, "Council", "The board") // and not "Board"
	save(there, board, "Board", "The board", "Board of directors")
	for range 2 {
		meet()
		for i, q := range []*engine.Project{p, there} {
			var names []string
			for _, n := range actorCalled(t, q, "Council").Names {
				names = append(names, n.Name)
			}
			slices.Sort(names)
			if !slices.Equal(names, []string{"Board of directors", "The board"}) {
				t.Errorf("%d: %q", i, names)
			}
		}
	}
}

// What was decided, on either of two codes, stands as if it had been decided before they
// became one, and the consensus holds what follows from it.
func TestDecisionsFollowCodesThatWereMergedElsewhere(t *testing.T) {
	base, d := pair(t)
	page := sentences(t, base, true)
	ids := coders(t, base, "Coder A", "Coder B")
	resistance, formal, informal := code(t, base, "resistance"), code(t, base, "formal"), code(t, base, "informal")
	if _, err := base.MergeCoders(ctx, engine.MergeCoders{Round: page.Round.ID, Strategy: "unanimous"}); err != nil {
		t.Fatal(err)
	}
	decide := func(p *engine.Project, c qda.ID, quote, choice string) {
		t.Helper()
		if _, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: d.ID, Code: c, Span: at(t, p, d, quote), A: ids[0], B: ids[1], Choice: choice}); err != nil {
			t.Fatal(err)
		}
	}
	decided := func(p *engine.Project) string {
		t.Helper()
		whole(t, p)
		list, err := p.Decided(ctx, engine.DecidedQuery{Round: page.Round.ID})
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, x := range list.Items {
			lines = append(lines, x.Code.Name+" "+x.Choice+": "+x.Quote)
		}
		for _, s := range consensus(t, p) {
			lines = append(lines, s.Code.Name+" holds: "+s.Quote)
		}
		slices.Sort(lines)
		return strings.Join(lines, "\n")
	}
	work := func(p *engine.Project) {
		decide(p, resistance, "Gamma three here.", "both")
		decide(p, resistance, "Delta four here.", "b")
		decide(p, resistance, "Epsilon five here.", "neither")
	}
	merge := func(p *engine.Project) {
		t.Helper()
		if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{resistance, formal}, Into: informal}); err != nil {
			t.Fatal(err)
		}
	}
	one, there := openAs(t, asItIs(t, base), "Coder C", 170), openAs(t, asItIs(t, base), "Coder C", 171)
	work(one)
	merge(one)
	want := decided(one)
	merge(base)
	work(there)
	paths := []string{asItIs(t, there), asItIs(t, base)}
	for range 2 {
		for i, p := range []*engine.Project{base, there} {
			meets(t, p, paths[i])
			if got := decided(p); got != want {
				t.Errorf("%d: got\n%s\nwant\n%s", i, got, want)
			}
		}
		paths = []string{asItIs(t, there), asItIs(t, base)}
	}
}
