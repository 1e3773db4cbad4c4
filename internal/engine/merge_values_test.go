package engine_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/engine"
	"articula/internal/qda"
)

// heldOf says which value of an attribute is held, and what stands beside it.
func heldOf(t testing.TB, p *engine.Project, owner, attribute qda.ID) (held string, beside []string) {
	t.Helper()
	list, err := p.Values(ctx, owner)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		switch {
		case v.Attribute != attribute:
		case v.Status != engine.ValueHeld:
			beside = append(beside, v.Value)
		case held != "":
			t.Errorf("%s and %s are held", held, v.Value)
		default:
			held = v.Value
		}
	}
	slices.Sort(beside)
	return held, beside
}

func codesOf(list []engine.Notice) (out []string) {
	for _, n := range list {
		out = append(out, n.Code)
	}
	return out
}

// Of two values that two copies held of one thing the later one is held afterwards, in
// both, and the other stands beside it; the same value is there once, with all that it
// rests on. It is told before and after, and goes back with the merge.
func TestOneOfTwoValuesIsHeldAfterAMerge(t *testing.T) {
	p, d := newProject(t)
	k, a, _ := aboutACase(t, p)
	same, err := p.SaveAttribute(ctx, engine.SaveAttribute{Name: "funder", Scope: qda.OnCase, Type: qda.TextValue})
	if err != nil {
		t.Fatal(err)
	}
	there, meet := apart(t, p, "Coder B", 73)
	for i, q := range []*engine.Project{p, there} {
		span := at(t, q, d, []string{"we meet every month", "informally"}[i])
		if _, err := q.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k.ID, Value: []string{"hills", "plain"}[i]}); err != nil {
			t.Fatal(err)
		}
		if _, err := q.SetValue(ctx, engine.SetValue{Attribute: same.ID, Owner: k.ID, Value: "state", Note: "as the law says", Citations: []engine.Cite{{Document: d.ID, Start: span.Start, End: span.End}}}); err != nil {
			t.Fatal(err)
		}
	}
	for i, met := range meet() {
		if codes := codesOf(met.Notices); !slices.Equal(codes, []string{"merge.contested"}) || met.Notices[0].Args["on"] != "North" || met.Notices[0].Args["attribute"] != "region" {
			t.Errorf("%d: %+v", i, met.Notices)
		}
	}
	here, beside := heldOf(t, p, k.ID, a.ID)
	if other, also := heldOf(t, there, k.ID, a.ID); here == "" || here != other || len(beside) != 2 || !slices.Equal(beside, also) {
		t.Errorf("%s beside %q here, %s beside %q there", here, beside, other, also)
	}
	check := func(q *engine.Project) {
		t.Helper()
		list, err := q.Values(ctx, k.ID)
		if err != nil {
			t.Fatal(err)
		}
		list = slices.DeleteFunc(list, func(v engine.ValueView) bool { return v.Attribute != same.ID })
		if len(list) != 1 || list[0].Value != "state" || list[0].Note != "as the law says" || len(list[0].Citations) != 2 {
			t.Errorf("%+v", list)
		}
	}
	check(p)
	check(there)
	for i, met := range meet() {
		if len(met.Notices) > 0 || len(met.Conflicts) > 0 {
			t.Errorf("%d: met again: %+v", i, met)
		}
	}
	check(p)
	check(there)
	// a person decides, and it stays so
	chosen := map[string]string{"hills": "plain", "plain": "hills"}[here]
	if _, err := p.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k.ID, Value: chosen}); err != nil {
		t.Fatal(err)
	}
	meet()
	for _, q := range []*engine.Project{p, there} {
		if held, _ := heldOf(t, q, k.ID, a.ID); held != chosen {
			t.Errorf("%s is held, %s was chosen", held, chosen)
		}
	}
}

// A trial tells what would be made of values and changes nothing, and one undo takes all
// of a merge back.
func TestWhatAMergeMakesOfValuesIsTriedAndTakenBack(t *testing.T) {
	p, _ := newProject(t)
	k, a, _ := aboutACase(t, p)
	there, _ := apart(t, p, "Coder B", 74)
	for q, value := range map[*engine.Project]string{p: "hills", there: "plain"} {
		if _, err := q.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k.ID, Value: value}); err != nil {
			t.Fatal(err)
		}
	}
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	info, err := there.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	path := info.Path
	before, _ := p.Values(ctx, k.ID)
	tried, err := p.Merge(ctx, engine.MergeRequest{Path: path, DryRun: true}, nil)
	if err != nil || !slices.Equal(codesOf(tried.Notices), []string{"merge.contested"}) {
		t.Fatalf("%+v %v", tried.Notices, err)
	}
	if after, _ := p.Values(ctx, k.ID); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("a trial changed %+v into %+v", before, after)
	}
	met, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil)
	if err != nil || fmt.Sprint(met.Notices) != fmt.Sprint(tried.Notices) {
		t.Fatalf("%+v, tried %+v, %v", met.Notices, tried.Notices, err)
	}
	if _, beside := heldOf(t, p, k.ID, a.ID); len(beside) != 2 {
		t.Errorf("%q", beside)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	whole(t, p)
	if after, _ := p.Values(ctx, k.ID); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("undo made %+v of %+v", after, before)
	}
	again, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil)
	if err != nil || !again.Again {
		t.Fatalf("%+v %v", again, err)
	}
	if _, beside := heldOf(t, p, k.ID, a.ID); len(beside) != 2 {
		t.Errorf("%q", beside)
	}
}

// What uses a permitted value by the name that it had follows it to its new name, when a
// copy that renamed it meets one that went on using it: the vocabulary stays whole, and
// the rows of a synthesis by value do not split.
func TestValuesFollowTheNewNameOfAPermittedValue(t *testing.T) {
	p, _ := newProject(t)
	var cases []qda.ID
	for _, name := range []string{"North", "South", "East"} {
		k, err := p.SaveCase(ctx, engine.SaveCase{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases, k.ID)
	}
	a, err := p.SaveAttribute(ctx, engine.SaveAttribute{Name: "region", Scope: qda.OnCase, Type: qda.ChoiceValue, Choices: []engine.ChoiceView{{Name: "coast"}, {Name: "hills"}}})
	if err != nil {
		t.Fatal(err)
	}
	set := func(q *engine.Project, k qda.ID, value string) {
		t.Helper()
		if _, err := q.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k, Value: value}); err != nil {
			t.Fatal(err)
		}
	}
	save := func(q *engine.Project, choices []engine.ChoiceView) {
		t.Helper()
		if _, err := q.SaveAttribute(ctx, engine.SaveAttribute{ID: a.ID, Name: "region", Scope: qda.OnCase, Type: qda.ChoiceValue, Choices: choices}); err != nil {
			t.Fatal(err)
		}
	}
	set(p, cases[0], "coast")
	synthesis, err := p.SaveSynthesis(ctx, engine.SaveSynthesis{Title: "Comparison"})
	if err != nil {
		t.Fatal(err)
	}
	twice, err := p.SaveSynthesis(ctx, engine.SaveSynthesis{Title: "Another"})
	if err != nil {
		t.Fatal(err)
	}
	column, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: twice, Kind: engine.DimensionQuestion, Title: "Who?", Query: "Who?"})
	if err != nil {
		t.Fatal(err)
	}
	rowOf := func(q *engine.Project, synthesis qda.ID, value string) qda.ID {
		t.Helper()
		return saveRow(t, q, engine.SaveRow{Synthesis: synthesis, Kind: qda.RowOfValue, Attribute: a.ID, Value: value})
	}
	there, meet := apart(t, p, "Coder B", 75)
	set(p, cases[2], "coast")
	renamed := []engine.ChoiceView{{ID: a.Choices[0].ID, Name: "seaside"}, {ID: a.Choices[1].ID, Name: "hills"}}
	save(p, renamed)
	set(there, cases[1], "coast")
	set(there, cases[2], "coast")
	rowOf(there, synthesis, "coast")
	for q, value := range map[*engine.Project]string{p: "seaside", there: "coast"} {
		if _, err := q.WriteFinding(ctx, engine.WriteFinding{Dimension: column, Row: rowOf(q, twice, value), Statement: "The same words."}); err != nil {
			t.Fatal(err)
		}
	}
	for i, met := range meet() {
		if len(met.Conflicts)+len(met.Unplaced) > 0 || !slices.Equal(codesOf(met.Notices), []string{"merge.renamed"}) || met.Notices[0].Args["name"] != "seaside" {
			t.Errorf("%d: %+v", i, met)
		}
	}
	all := func() {
		t.Helper()
		for i, q := range []*engine.Project{p, there} {
			for _, k := range cases {
				if held, beside := heldOf(t, q, k, a.ID); held != "seaside" || len(beside) > 0 {
					t.Errorf("%d: %s beside %q", i, held, beside)
				}
			}
			for _, name := range []string{"Comparison", "Another"} {
				if row := rowCalled(t, synthesisNamed(t, q, name), "seaside"); row.Cases != 3 {
					t.Errorf("%d: %s: %+v", i, name, row)
				}
			}
			v := synthesisNamed(t, q, "Another")
			if names := rowNames(v); len(names) != 4 {
				t.Errorf("%d: rows %q", i, names)
			}
			if c := cellOf(t, v, "seaside", "Who?"); len(c.Findings) != 1 {
				t.Errorf("%d: %+v", i, c.Findings)
			}
		}
	}
	all()
	for i, met := range meet() {
		if len(met.Notices) > 0 {
			t.Errorf("%d: %+v", i, met.Notices)
		}
	}
	all()
	// A name that was given to another value meanwhile is that one's.
	save(p, append(renamed, engine.ChoiceView{Name: "plain"}))
	save(there, append(renamed, engine.ChoiceView{Name: "coast"}))
	set(there, cases[1], "coast")
	meet()
	for i, q := range []*engine.Project{p, there} {
		if held, beside := heldOf(t, q, cases[1], a.ID); held != "coast" || !slices.Equal(beside, []string{"seaside"}) {
			t.Errorf("%d: %s beside %q", i, held, beside)
		}
	}
}

// A value that came and is none that the attribute can have here is kept, and told once.
func TestAValueThatIsNotPermittedAnyMoreIsTold(t *testing.T) {
	p, _ := newProject(t)
	k, err := p.SaveCase(ctx, engine.SaveCase{Name: "North"})
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.SaveAttribute(ctx, engine.SaveAttribute{Name: "region", Scope: qda.OnCase, Type: qda.ChoiceValue, Choices: []engine.ChoiceView{{Name: "coast"}, {Name: "hills"}}})
	if err != nil {
		t.Fatal(err)
	}
	there, meet := apart(t, p, "Coder B", 76)
	if _, err := p.SaveAttribute(ctx, engine.SaveAttribute{ID: a.ID, Name: "region", Scope: qda.OnCase, Type: qda.ChoiceValue, Choices: a.Choices[1:]}); err != nil {
		t.Fatal(err)
	}
	if _, err := there.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k.ID, Value: "coast"}); err != nil {
		t.Fatal(err)
	}
	for i, met := range meet() {
		if !slices.Equal(codesOf(met.Notices), []string{"merge.misfit"}) || !strings.Contains(met.Notices[0].Message, "coast") {
			t.Errorf("%d: %+v", i, met.Notices)
		}
	}
	for _, q := range []*engine.Project{p, there} {
		if held, _ := heldOf(t, q, k.ID, a.ID); held != "coast" {
			t.Errorf("%q", held)
		}
	}
	if _, err := there.SaveCase(ctx, engine.SaveCase{Name: "South"}); err != nil {
		t.Fatal(err)
	}
	for i, met := range meet() {
		if len(met.Notices) > 0 {
			t.Errorf("%d: told again: %+v", i, met.Notices)
		}
	}
}

// TestValuesMeetInEveryOrder lets three people set, contest and take away values of one
// case and rename what is permitted, apart and sometimes meeting, and then brings them
// together in every order: one value at most is held, none is there twice, none goes by a
// former name, and all orders end alike.
func TestValuesMeetInEveryOrder(t *testing.T) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := f.Value.Set("8"); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Value.Set(f.DefValue) })
	}
	base, d := newProject(t)
	k, err := base.SaveCase(ctx, engine.SaveCase{Name: "North"})
	if err != nil {
		t.Fatal(err)
	}
	a, err := base.SaveAttribute(ctx, engine.SaveAttribute{Name: "region", Scope: qda.OnCase, Type: qda.ChoiceValue, Choices: []engine.ChoiceView{{Name: "coast"}, {Name: "hills"}, {Name: "plain"}}})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		seed := byte(80)
		copyOf := func(p *engine.Project) *engine.Project {
			seed++
			path := filepath.Join(t.TempDir(), fmt.Sprintf("copy-%d.articula", seed))
			if _, err := p.Backup(ctx, "by-hand", path); err != nil {
				rt.Fatal(err)
			}
			return openAs(t, path, "Coder "+string(rune('X'+seed%3)), seed)
		}
		merge := func(into, from *engine.Project) {
			path := filepath.Join(t.TempDir(), "from.articula")
			if _, err := from.Backup(ctx, "by-hand", path); err != nil {
				rt.Fatal(err)
			}
			if _, err := into.Merge(ctx, engine.MergeRequest{Path: path}, nil); err != nil {
				rt.Fatal(err)
			}
		}
		people := []*engine.Project{copyOf(base), copyOf(base), copyOf(base)}
		names := 0
		for range rapid.IntRange(1, 14).Draw(rt, "steps") {
			i := rapid.IntRange(0, 2).Draw(rt, "who")
			p := people[i]
			now := regionOf(rt, p)
			choice := rapid.IntRange(0, 2).Draw(rt, "choice")
			values, err := p.Values(ctx, k.ID)
			if err != nil {
				rt.Fatal(err)
			}
			switch rapid.SampledFrom([]string{"hold", "hold", "hold", "contest", "reject", "cite", "drop", "rename", "undo", "meet"}).Draw(rt, "what") {
			case "hold":
				_, err = p.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k.ID, Value: now.Choices[choice].Name})
			case "contest":
				_, err = p.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k.ID, Value: now.Choices[choice].Name, Status: engine.ValueContested})
			case "reject":
				_, err = p.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k.ID, Value: now.Choices[choice].Name, Status: engine.ValueRejected})
			case "cite":
				if len(values) > choice {
					_, err = p.AddCitations(ctx, "attribute_value", values[choice].ID, []engine.Cite{{Document: d.ID, Start: 4 * i, End: 4*i + 4}})
				}
			case "drop":
				if len(values) > choice {
					err = p.RemoveValue(ctx, values[choice].ID)
				}
			case "rename":
				names++
				now.Choices[choice].Name = fmt.Sprintf("name %d of %d", names, i)
				_, err = p.SaveAttribute(ctx, engine.SaveAttribute{ID: a.ID, Name: a.Name, Scope: a.Scope, Type: a.Type, Choices: now.Choices})
			case "undo":
				if _, err = p.Undo(ctx); qda.KindOf(err) == qda.NotFound || qda.KindOf(err) == qda.Conflict {
					err = nil
				}
			case "meet":
				merge(p, people[(i+1)%3])
			}
			if err != nil {
				rt.Fatal(err)
			}
		}
		first := ""
		for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			p := copyOf(people[order[0]])
			merge(p, people[order[1]])
			merge(p, people[order[2]])
			whole(t, p)
			got := whatIsSaid(rt, p, k.ID)
			if first == "" {
				first = got
			}
			if got != first {
				rt.Fatalf("order %v:\n%s\nand the first:\n%s", order, got, first)
			}
		}
	})
}

func regionOf(t rapid.TB, p *engine.Project) engine.AttributeView {
	list, err := p.Attributes(ctx)
	at := slices.IndexFunc(list, func(a engine.AttributeView) bool { return a.Name == "region" })
	if err != nil || at < 0 {
		t.Fatalf("%+v %v", list, err)
	}
	return list[at]
}

// whatIsSaid writes down what is permitted and what is said of a case, and fails the test
// where that is not in order.
func whatIsSaid(t rapid.TB, p *engine.Project, owner qda.ID) string {
	permitted := map[string]bool{}
	var lines []string
	for _, c := range regionOf(t, p).Choices {
		permitted[c.Name] = true
		lines = append(lines, "permitted "+c.Name)
	}
	list, err := p.Values(ctx, owner)
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for _, v := range list {
		line := v.Status + " " + v.Value + fmt.Sprint(len(v.Citations))
		if v.Status == engine.ValueHeld {
			held++
		}
		if slices.Contains(lines, line) || !permitted[v.Value] {
			t.Fatalf("%+v", list)
		}
		lines = append(lines, line)
	}
	if held > 1 {
		t.Fatalf("%d held: %+v", held, list)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
