package engine

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/exchange/bundle"
	"articula/internal/exchange/refi"
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/store"
	"articula/seeds"
)

var bg = context.Background()

func freshProject(t testing.TB, title, coder string) *Project {
	t.Helper()
	e := New(Options{Version: "test", Seeds: seeds.Files, User: coder, StateDir: t.TempDir(), CacheDir: t.TempDir()})
	p, err := e.Create(bg, filepath.Join(qdatest.FastDir(t), "fresh.articula"), NewProject{Title: title, Codebook: CodebookNone, Coder: coder})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func sampleProject(t testing.TB) *Project {
	t.Helper()
	e := New(Options{Version: "test", Seeds: seeds.Files, User: "Coder A", StateDir: t.TempDir(), CacheDir: t.TempDir()})
	p, err := e.Sample(bg, filepath.Join(qdatest.FastDir(t), "sample.articula"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func takeOverProject(t testing.TB, p *Project, path string) ProjectReport {
	t.Helper()
	r, err := p.ImportProject(bg, ImportProject{Path: path}, nil)
	if err != nil {
		t.Fatal(err, qda.AsError(err).Cause)
	}
	sound(t, p)
	for _, e := range r.Elements {
		if e.In != e.Stored+e.Kept+e.Left {
			t.Errorf("the account of %s does not balance: %+v", e.Element, e)
		}
	}
	return r
}

// sound holds the project against its own check.
func sound(t testing.TB, p *Project) {
	t.Helper()
	check, err := p.Check(bg, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range check.Problems {
		t.Errorf("the project is not sound: %+v", problem)
	}
}

func writeProject(t testing.TB, p *Project, r ExportProject) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out.qdpx")
	if _, err := p.ExportProject(bg, path, r, nil); err != nil {
		t.Fatal(err, qda.AsError(err).Cause)
	}
	return path
}

func openRefi(t testing.TB, path string) *refi.File {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := refi.Open(bg, bytes.NewReader(b), int64(len(b)), filepath.Base(path), refi.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func standingRows(t testing.TB, p *Project) map[string]oplog.Row {
	t.Helper()
	out := map[string]oplog.Row{}
	if err := p.withBundle(bg, "", func(_ *store.Tx, _ *catalog, b *bundle.Bundle, _ int) error {
		for _, r := range b.Records {
			e := oplog.EntityOf(r)
			out[e.Name+" "+r.Key().String()] = e.RowOf(r)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// Rule 1, through a project: what came from a file and is unchanged is written as it
// came.
func TestAProjectOfAnotherProgramGoesOutAsItCame(t *testing.T) {
	for _, name := range []string{"A2-atlasti-simple.qde", "TestProject.qdpx"} {
		t.Run(name, func(t *testing.T) {
			path := qdatest.Shared(t, "refi-qda", "examples", name)
			before := openRefi(t, path)
			p := freshProject(t, before.Root.Attr("name"), "Coder A")
			takeOverProject(t, p, path)
			after := openRefi(t, writeProject(t, p, ExportProject{}))
			users := after.Root.Kid("Users")
			users.Kids = slices.DeleteFunc(users.Kids, func(u *refi.Element) bool { return u.Attr("name") == "Coder A" }) // who took it over is in the project now
			for _, d := range refi.Diff(before.Root, after.Root, 20, "Project/origin") {
				t.Error(d)
			}
		})
	}
}

// Rule 19: the same file twice doubles nothing.
func TestRule19TheSameFileTwiceDoublesNothing(t *testing.T) {
	for _, name := range []string{"A2-atlasti-simple.qde", "A3-transana-complex.qde"} {
		path := qdatest.Shared(t, "refi-qda", "examples", name)
		p := freshProject(t, "Twice", "Coder A")
		first := takeOverProject(t, p, path)
		before := standingRows(t, p)
		again := takeOverProject(t, p, path)
		for _, c := range again.Records {
			if c.Added+c.Filled > 0 || c.In != c.Known+c.Dropped {
				t.Errorf("%s: %+v", name, c)
			}
		}
		if after := standingRows(t, p); len(after) != len(before) {
			t.Errorf("%s: %d records, then %d", name, len(before), len(after))
		}
		if len(first.Documents) == 0 {
			t.Errorf("%s: no document came in", name)
		}
	}
}

// Rule 2: a project written by this program and read again is the same project,
// record by record.
func TestOurOwnProjectComesBackWhole(t *testing.T) {
	p := sampleProject(t)
	path := writeProject(t, p, ExportProject{})
	q := freshProject(t, "Another", "Somebody else")
	takeOverProject(t, q, path)
	want, have := standingRows(t, p), standingRows(t, q)
	compareRows(t, want, have)
	again := writeProject(t, p, ExportProject{})
	a, _ := os.ReadFile(path)
	b, _ := os.ReadFile(again)
	if !bytes.Equal(a, b) {
		t.Error("two exports of an unchanged project differ")
	}
}

func compareRows(t testing.TB, want, have map[string]oplog.Row) {
	t.Helper()
	missing := map[string]int{}
	for k, row := range want {
		entity, _, _ := strings.Cut(k, " ")
		if entity == "project" || entity == "snapshot" {
			continue
		}
		e, _ := oplog.EntityNamed(entity)
		got, ok := have[k]
		if !ok {
			if missing[entity]++; missing[entity] < 3 {
				t.Errorf("%s did not come back: %s", k, nameOfRow(e, row))
			}
			continue
		}
		for i, c := range e.Columns {
			if c.Name == "owner_id" && entity == "memo" && row[i-1].Str == "project" {
				continue // the project that it is in now
			}
			if row[i] != got[i] && !slices.Contains([]string{"source_hash"}, c.Name) {
				if missing[entity+c.Name]++; missing[entity+c.Name] < 3 {
					t.Errorf("%s (%s): %s was %q %d and is %q %d", k, nameOfRow(e, row), c.Name, row[i].Str, row[i].Int, got[i].Str, got[i].Int)
				}
			}
		}
	}
	for k, row := range have {
		entity, _, _ := strings.Cut(k, " ")
		e, _ := oplog.EntityNamed(entity)
		if _, ok := want[k]; !ok && entity != "project" && entity != "preserved" && nameOfRow(e, row) != "Somebody else" {
			t.Errorf("%s came in: %s", k, nameOfRow(e, row))
		}
	}
}

// A preview says what an import would do, and does nothing.
func TestAPreviewChangesNothing(t *testing.T) {
	path := qdatest.Shared(t, "refi-qda", "examples", "A2-atlasti-simple.qde")
	p := freshProject(t, "Preview", "Coder A")
	before := standingRows(t, p)
	r, err := p.ImportProject(bg, ImportProject{Path: path, Preview: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if after := standingRows(t, p); len(after) != len(before) {
		t.Errorf("%d records, then %d", len(before), len(after))
	}
	real := takeOverProject(t, p, path)
	for i, c := range real.Records {
		if r.Records[i] != c {
			t.Errorf("foretold %+v, was %+v", r.Records[i], c)
		}
	}
}
