package engine_test

import (
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func TestMergedActorsKeepWhatTheyHave(t *testing.T) {
	p := newSample(t)
	find := func(name string) engine.ActorView {
		t.Helper()
		list, err := p.Actors(ctx)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(list, func(a engine.ActorView) bool {
			return a.Name == name || slices.ContainsFunc(a.Names, func(n engine.ActorNameView) bool { return n.Name == name })
		})
		if i < 0 {
			t.Fatalf("no actor %s", name)
		}
		return list[i]
	}
	from, into := find("MoSD"), find("MAFS") // which coordinate with each other
	before, err := p.Actors(ctx)
	if err != nil {
		t.Fatal(err)
	}
	r := engine.MergeActors{From: []qda.ID{from.ID}, Into: into.ID}
	preview, err := p.PreviewMergeActors(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	done, err := p.MergeActors(ctx, r)
	if err != nil || done != preview || done.Between == 0 || done.Names == 0 {
		t.Fatalf("%+v, announced as %+v: %v", done, preview, err)
	}
	merged := find("MAFS")
	if merged.Relations != into.Relations-done.Between+done.Relations {
		t.Errorf("%d coordinations, of %d and %d", merged.Relations, into.Relations, from.Relations)
	}
	if merged.Codings < max(into.Codings, from.Codings) || merged.Codings > into.Codings+from.Codings {
		t.Errorf("%d codings, of %d and %d", merged.Codings, into.Codings, from.Codings)
	}
	for _, name := range append([]engine.ActorNameView{{Name: from.Name}}, from.Names...) {
		if !slices.Contains(merged.Names, name) {
			t.Errorf("%+v is not called %+v", merged.Names, name)
		}
	}
	if binned, err := p.BinnedActors(ctx); err != nil || len(binned) != 1 || binned[0].ID != from.ID {
		t.Errorf("%v %v in the bin", binned, err)
	}
	whole(t, p)
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if after, err := p.Actors(ctx); err != nil || len(after) != len(before) || find("MoSD").Relations != from.Relations {
		t.Errorf("undone: %d actors of %d, %v", len(after), len(before), err)
	}
	for code, r := range map[string]engine.MergeActors{
		"actor.merge_self": {From: []qda.ID{into.ID}, Into: into.ID}, "actor.merge_none": {Into: into.ID}, "actor.gone": {From: []qda.ID{p.Me().ID}, Into: into.ID},
	} {
		if _, err := p.MergeActors(ctx, r); qda.AsError(err) == nil || qda.AsError(err).Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
}

// An institution that is merged into what belongs to it leaves no circle behind.
func TestMergedActorsBelongToNoCircle(t *testing.T) {
	p := bareProject(t)
	save := func(name string, parent qda.ID) qda.ID {
		t.Helper()
		a, err := p.SaveActor(ctx, engine.SaveActor{Name: name, Parent: parent})
		if err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	top := save("Top", qda.ID{})
	middle := save("Middle", top)
	low := save("Low", middle)
	other := save("Other", middle)
	if _, err := p.MergeActors(ctx, engine.MergeActors{From: []qda.ID{middle}, Into: low}); err != nil {
		t.Fatal(err)
	}
	list, err := p.Actors(ctx)
	if err != nil {
		t.Fatal(err)
	}
	parent := map[qda.ID]qda.ID{}
	for _, a := range list {
		parent[a.ID] = a.Parent.ID
	}
	if parent[low] != top || parent[other] != low {
		t.Errorf("%v", parent)
	}
	whole(t, p)
}
