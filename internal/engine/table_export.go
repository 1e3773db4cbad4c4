package engine

import (
	"context"
	"io"

	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/store"
)

// exportTable writes the table that read gives under a cover, and a manifest beside it,
// which tells of how many codings it is where it counts them. The file is complete or not
// there.
func (p *Project) exportTable(ctx context.Context, path string, r Export, counts bool, read func() (table.Table, error)) (Exported, error) {
	var t table.Table
	return p.exportSteady(ctx, path, r, counts, steady{
		read: func() (name string, err error) {
			t, err = read()
			return t.Name, err
		},
		write: func(to io.Writer, over *cover) (table.Written, error) {
			return writeTable(to, over.table(worded(t, r.Lang)), r)
		},
	})
}

// steady is something that is read in several steps and written.
type steady struct {
	read  func() (name string, err error)
	write func(to io.Writer, over *cover) (table.Written, error)
}

// exportSteady reads until what was read and what the manifest says of it are of one state
// of the project, and writes.
func (p *Project) exportSteady(ctx context.Context, path string, r Export, counts bool, s steady) (Exported, error) {
	out := Exported{Path: path}
	var m Dataset
	var over *cover
	describe := func(tx *store.Tx, cat *catalog) (err error) {
		if over, err = p.coverOver(tx, cat, r.Share, nil); err != nil {
			return err
		}
		var found []qda.Coding
		if counts {
			if found, _, err = p.selectCodings(tx, cat, r.Where, r.Consensus, nil); err != nil {
				return err
			}
		}
		m, err = p.manifestOf(tx, cat, over, r.Where, r.Consensus, r.Share, len(found))
		return err
	}
	name := ""
	for before := -1; m.Operation != before; {
		err := p.view(ctx, func(tx *store.Tx) (err error) {
			before, _, err = tx.Head()
			return err
		})
		if err == nil {
			name, err = s.read()
		}
		if err == nil {
			err = p.withCatalog(ctx, describe)
		}
		if err != nil {
			return out, err
		}
	}
	out.Hidden = m.Hidden
	var err error
	out.Manifest, err = withManifest(path, name, &m, func(to io.Writer) (int, error) {
		done, err := s.write(to, over)
		out.Rows, out.Long, out.Mended, m.Mended = done.Rows, done.Long, done.Mends, done.Mends
		return done.Rows, err
	})
	return out, err
}
