package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"path/filepath"

	"articula/internal/exchange/codebook"
	"articula/internal/qda"
	"articula/internal/safefile"
	"articula/internal/store"
)

// ManifestSuffix follows the name of a file in the name of its manifest.
const ManifestSuffix = ".manifest.json"

// manifest begins to say what an export of codings is: of which state of the project, with
// which condition, by which version of the codebook. Files come in when they are written.
// The book is the codebook as it is written for others.
func (p *Project) manifest(w *world, where string, consensus bool, share Sharing, codings int) (out Dataset, book []byte, err error) {
	out = Dataset{Program: "Articula " + p.eng.opts.Version, Created: w.cover.moment(qda.FormatTime(p.eng.opts.Now())), Consensus: consensus, Codings: codings, Files: []DatasetFile{}}
	hidden, err := w.tx.HiddenCodings()
	if err != nil {
		return out, nil, err
	}
	if out.Operation, _, err = w.tx.Head(); err != nil {
		return out, nil, err
	}
	records, err := bookRecords(w.tx)
	if err != nil {
		return out, nil, err
	}
	own := qda.HashOf(bookText(records, w.cat.project.Title, w.cat.project.Language))
	versions, err := store.List[qda.CodebookVersion](w.tx, store.Eq{})
	if err != nil {
		return out, nil, err
	}
	if last := latestVersion(versions); !last.ID.IsZero() {
		out.Version, out.Changed = w.cover.words(last.Label), last.Hash != own
	}
	title := w.cover.words(w.cat.project.Title)
	book = bookText(w.cover.book(records), title, w.cat.project.Language)
	out.Codebook = qda.HashOf(book).String()
	out.Project, out.Hidden, out.Where = Ref{ID: w.cover.identity(w.cat.project.ID), Name: title}, len(hidden), w.cover.said(where)
	out.Profile, out.Takes = orElse(share.Profile, ForTeam), share.all()
	return out, book, nil
}

// manifestOf begins to say what an export of something else than codings is.
func (p *Project) manifestOf(tx *store.Tx, cat *catalog, over *cover, where string, consensus bool, share Sharing, codings int) (Dataset, error) {
	w := newWorld(p, tx, cat)
	w.cover = over
	out, _, err := p.manifest(w, where, consensus, share, codings)
	return out, err
}

// bookText is a codebook as readable text, by which its versions are told apart.
func bookText(records codebook.Records, title, language string) []byte {
	book := codebook.FromRecords(records)
	book.Title, book.Language = title, language
	if book.Language == "" && len(book.Languages()) > 0 {
		book.Language = "en"
	}
	return codebook.WriteYAML(book)
}

func latestVersion(versions []qda.CodebookVersion) (latest qda.CodebookVersion) {
	for _, v := range versions {
		if v.At >= latest.At {
			latest = v
		}
	}
	return latest
}

// withManifest writes a file, and beside it what says what it is. Write gives the rows, if
// it is a table.
func withManifest(path, meaning string, m *Dataset, write func(io.Writer) (rows int, err error)) (beside string, err error) {
	f := DatasetFile{Name: filepath.Base(path), Meaning: meaning}
	sum := &summed{sum: sha256.New()}
	err = safefile.Write(path, func(to io.Writer) (err error) {
		sum.to = to
		f.Rows, err = write(sum)
		return err
	})
	if err != nil {
		return "", err
	}
	f.Bytes, f.SHA256 = sum.n, hex.EncodeToString(sum.sum.Sum(nil))
	m.Files = append(m.Files, f)
	b, err := json.MarshalIndent(withoutPath(*m), "", "  ")
	if err != nil {
		return "", err
	}
	beside = path + ManifestSuffix
	err = safefile.Write(beside, func(to io.Writer) error {
		_, err := to.Write(append(b, '\n'))
		return err
	})
	if err != nil {
		return "", qda.E(qda.Storage, "export.manifest", "{path} is written and complete, but the file beside it that says what it holds, {manifest}, could not be written. Make room or choose another place, and export again.", "path", path, "manifest", beside).Because(err)
	}
	return beside, nil
}

// summed counts and sums what goes through it.
type summed struct {
	to  io.Writer
	n   int
	sum hash.Hash
}

func (s *summed) Write(b []byte) (int, error) {
	n, err := s.to.Write(b)
	s.n += n
	s.sum.Write(b[:n])
	return n, err
}
