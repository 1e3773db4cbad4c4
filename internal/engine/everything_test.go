package engine

import (
	"path/filepath"
	"testing"

	"articula/internal/oplog"
	"articula/internal/store"
)

// A project that is written for others and read again has as many records of every kind
// as before: those on records of kinds that are read later, too.
func TestEveryKindOfRecordComesBack(t *testing.T) {
	p := sampleProject(t)
	path := filepath.Join(t.TempDir(), "all.qdpx")
	if _, err := p.ExportProject(bg, path, ExportProject{}, nil); err != nil {
		t.Fatal(err)
	}
	q := freshProject(t, "Again", "Coder A")
	r, err := q.ImportProject(bg, ImportProject{Path: path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Records {
		if c.Dropped > 0 || c.In != c.Added+c.Known {
			t.Errorf("%+v", c)
		}
	}
	count := func(p *Project) map[string]int {
		n := map[string]int{}
		if err := p.view(bg, func(tx *store.Tx) error {
			for _, e := range oplog.Entities() {
				rows, err := store.Rows(tx, e)
				if err != nil {
					return err
				}
				for _, row := range rows {
					kind := e.Name
					if i, ok := e.Column("owner_entity"); ok {
						kind += " on " + row[i].Str
					}
					n[kind]++
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	have, want := count(q), count(p)
	for kind, n := range want {
		if have[kind] != n {
			t.Errorf("%d %s, want %d", have[kind], kind, n)
		}
	}
}
