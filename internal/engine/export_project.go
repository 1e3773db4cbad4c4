package engine

import (
	"context"
	"io"
	"slices"

	"articula/internal/exchange/bundle"
	formats "articula/internal/exchange/foreign"
	"articula/internal/exchange/refi"
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// Positions say how positions in texts count in a written project.
type Positions = refi.Positions

// ExportProject says how the project is written for other programs.
type ExportProject struct {
	Where      string    `json:"where"`     // which codings; "" for all
	Positions  Positions `json:"positions"` // "standard", "nvivo" or "original"
	StripPaths bool      `json:"strip_paths"`
	Nameless   bool      `json:"nameless"`    // without who worked on it, names of files, and files whose inside may name an author
	NoSideCar  bool      `json:"no_side_car"` // leave out what only this program reads
	Preview    bool      `json:"preview"`     // only say what would be written and lost

	Share Sharing `json:"share"`
}

// ProjectWritten says what was written and what the standard cannot hold.
type ProjectWritten struct {
	Path     string         `json:"path"`
	Elements []bundle.Entry `json:"elements"` // stored: in the standard; kept: only in what this program reads; left: not written
	Mended   int            `json:"mended"`   // characters that XML cannot hold, written as U+FFFD
	Hidden   int            `json:"hidden"`   // documents in a blind round, of which others' codings were left out
	Size     int64          `json:"size"`
	Manifest string         `json:"manifest"` // the file beside it that says what it holds
}

// ExportProject writes the project as a file of the REFI-QDA standard (.qdpx),
// complete or not at all; a manifest lies beside it.
func (p *Project) ExportProject(ctx context.Context, path string, r ExportProject, progress Progress) (ProjectWritten, error) {
	out := ProjectWritten{Path: path}
	switch r.Positions {
	case "":
		r.Positions = refi.StandardPositions
	case refi.StandardPositions, refi.NVivoPositions, refi.OriginalPositions:
	default:
		return out, qda.E(qda.Invalid, "export.positions", "{name} is not a way of counting positions. Use one of standard, nvivo, original.", "name", r.Positions)
	}
	lay := p.coverFor
	if r.Preview {
		lay = p.coverAsIs
	}
	over, err := lay(ctx, r.Share)
	if err != nil {
		return out, explained(err)
	}
	r.StripPaths, r.Nameless = r.StripPaths || r.Share.takes("paths"), r.Nameless || r.Share.takes("users")
	step(progress, "read", 0, 3)
	err = p.withBundle(ctx, r.Where, func(tx *store.Tx, cat *catalog, b *bundle.Bundle, hidden int) error {
		out.Hidden = hidden
		codings := len(bundle.Of[qda.Coding](b))
		b, err := over.bundle(b)
		if err != nil {
			return err
		}
		step(progress, "arrange", 1, 3)
		done, account, err := refi.Encode(b, refi.EncodeOptions{Origin: "Articula " + p.eng.opts.Version, Positions: r.Positions, StripPaths: r.StripPaths, Nameless: r.Nameless, SideCar: !r.NoSideCar})
		if err != nil {
			return err
		}
		account.Join(b.Account)
		out.Elements = account.Sorted()
		if r.Preview {
			return nil
		}
		step(progress, "write", 2, 3)
		m, err := p.manifestOf(tx, cat, over, r.Where, false, r.Share, codings)
		if err != nil {
			return err
		}
		out.Manifest, err = withManifest(path, "The project as a file of the REFI-QDA standard", &m, func(w io.Writer) (int, error) {
			var err error
			out.Mended, err = refi.Write(w, done)
			m.Mended = out.Mended
			if err == nil {
				err = ctx.Err()
			}
			return 0, err
		})
		if len(m.Files) > 0 {
			out.Size = int64(m.Files[0].Bytes)
		}
		return err
	})
	step(progress, "", 3, 3)
	return out, explained(err)
}

// withBundle calls fn with what stands in the project as plain values: without what lies
// in the bin, and with the codings that meet the condition only. Texts and files are
// read when they are asked for, as long as fn runs. hidden counts documents in a blind
// round.
func (p *Project) withBundle(ctx context.Context, where string, fn func(tx *store.Tx, cat *catalog, b *bundle.Bundle, hidden int) error) error {
	return p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		var wanted map[qda.ID]bool
		if where != "" {
			wanted = map[qda.ID]bool{}
			found, _, err := p.selectCodings(tx, cat, where, false, nil)
			if err != nil {
				return err
			}
			for _, c := range found {
				wanted[c.ID] = true
			}
		}
		blind, err := tx.HiddenCodings()
		if err != nil {
			return err
		}
		b := bundle.New("Articula " + p.eng.opts.Version)
		b.Elsewhere, b.Merged = tx, map[qda.ID]qda.ID{}
		if err := standing(tx, b, wanted); err != nil {
			return err
		}
		b.Records = slices.DeleteFunc(b.Records, func(r qda.Record) bool { return othersKept(r, blind, tx.Viewer()) })
		return fn(tx, cat, b, len(blind))
	})
}

// othersKept reports whether a record is a row of another program that hangs on a document
// of which only the viewer's own codings are to be seen, and is not known to be theirs.
func othersKept(r qda.Record, blind map[qda.ID]bool, viewer qda.ID) bool {
	p, ok := r.(qda.Preserved)
	if !ok || p.Format == refi.Format || !blind[p.OwnerID] {
		return false
	}
	codings := formats.Unplaced(p)
	return len(codings) == 0 || slices.ContainsFunc(codings, func(u bundle.Unplaced) bool { return u.Coder != viewer.String() })
}

// standing collects the records that stand. Nothing in it refers to what is not in it.
func standing(tx *store.Tx, b *bundle.Bundle, wanted map[qda.ID]bool) error {
	there := map[thing]bool{}
	standing := map[*oplog.Entity][]oplog.Row{}
	for _, e := range oplog.Entities() {
		if err := tx.Context().Err(); err != nil {
			return err
		}
		rows, err := store.Rows(tx, e)
		if err != nil {
			return err
		}
		deleted, bin := e.Column("deleted_at")
		ordered, _ := parentsFirst(e, rows)
		for _, row := range ordered {
			if e.Name == "code" {
				if i, _ := e.Column("merged_into"); row[i].Str != "" {
					b.Merged[row.Key()] = row[i].ID()
					continue
				}
			}
			if bin && row[deleted].Str != "" || e.Name == "coding" && wanted != nil && !wanted[row.Key()] {
				continue
			}
			there[thing{e.Name, row.Key()}] = true
			standing[e] = append(standing[e], row)
		}
	}
	for again := true; again; { // what hangs on something that lies in the bin is not written, nor what hangs on that
		again = false
		for _, e := range oplog.Entities() {
			standing[e] = slices.DeleteFunc(standing[e], func(row oplog.Row) bool {
				if supported(e, slices.Clone(row), there) {
					return false
				}
				if e.Name == "coding" {
					b.Account.Left("coding", nameOfRow(e, row), bundle.Why("account.in_bin", "its code or document lies in the bin"))
				} else if wanted == nil {
					b.Account.Left(e.Name, nameOfRow(e, row), bundle.Why("account.owner_in_bin", "what it belongs to lies in the bin"))
				}
				delete(there, thing{e.Name, row.Key()})
				again = true
				return true
			})
		}
	}
	writeHeldOnce(standing)
	for _, e := range oplog.Entities() {
		for _, row := range standing[e] {
			supported(e, row, there)
			b.Put(e.RecordOf(row))
		}
		delete(standing, e)
	}
	return nil
}

// writeHeldOnce writes values as they are read, where several are held for one thing.
func writeHeldOnce(standing map[*oplog.Entity][]oplog.Row) {
	e := oplog.EntityOf(qda.AttributeValue{})
	status, _ := e.Column("status")
	var list []qda.AttributeValue
	for _, row := range standing[e] {
		list = append(list, e.RecordOf(row).(qda.AttributeValue))
	}
	aside := qda.HeldAside(list)
	for i, row := range standing[e] {
		if aside[row.Key()] {
			standing[e][i] = slices.Clone(row)
			standing[e][i][status].Str = ValueContested
		}
	}
}

// supported reports whether all that a row needs is there; references that may be
// none are made none where it is not.
func supported(e *oplog.Entity, row oplog.Row, there map[thing]bool) bool {
	for i, c := range e.Columns {
		if c.Type != oplog.IDType || row[i].Str == "" || i == 0 {
			continue
		}
		kinds := c.Refs
		if c.RefBy != "" {
			at, _ := e.Column(c.RefBy)
			kinds = []string{row[at].Str}
		}
		if len(kinds) == 0 || kinds[0] == "" {
			continue
		}
		found := false
		for _, k := range kinds {
			found = found || there[thing{k, row[i].ID()}]
		}
		switch {
		case found:
		case (optional[c.Name] || optional[e.Name+"."+c.Name] || c.OnDelete == oplog.Clear) && !(c.Name == "parent_id"):
			row[i] = oplog.Value{}
		default:
			return false
		}
	}
	return true
}
