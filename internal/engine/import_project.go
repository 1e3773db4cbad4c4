package engine

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/exchange/refi"
	"articula/internal/extract"
	"articula/internal/qda"
	"articula/internal/store"
)

// ImportProject says how the work of another program is taken over.
type ImportProject struct {
	Path string `json:"path"`
	// Conventions decide how positions count, by identity of the source or "" for
	// all, in the form in which the report names them; without, they are inferred.
	Conventions map[string]string `json:"conventions"`
	Dots        bool              `json:"dots"`     // Taguette: a dot in a tag makes a level
	Projects    []string          `json:"projects"` // Taguette: the names of those to take over, of several in one file; empty for all
	// What holds of the documents that come in, where the file does not say otherwise.
	Kind    qda.DocumentKind `json:"kind"`    // "" to guess
	Lang    string           `json:"lang"`    // ISO 639-1, "" to guess
	Case    string           `json:"case"`    // name or path; made if it is not there
	Preview bool             `json:"preview"` // only say what would come in
}

// ProjectReport says what a file of another program held and what became of it.
type ProjectReport struct {
	Path        string            `json:"path"`
	Format      string            `json:"format"`
	Origin      string            `json:"origin"`   // the program that wrote it, as the file says
	Elements    []bundle.Entry    `json:"elements"` // what the file held
	Records     []RecordCount     `json:"records"`  // what became of it in the project
	Inside      []bundle.Inside   `json:"inside"`   // its projects, where the file can hold several
	Questions   []bundle.Question `json:"questions"`
	Differences []Difference      `json:"differences"` // the first of them
	Differ      int               `json:"differ"`      // how many there are
	Documents   []Ref             `json:"documents"`   // that were added
	Preview     bool              `json:"preview"`
}

// AccountEntry is what became of one kind of thing in a file.
type AccountEntry = bundle.Entry

// formatOf tells the files that hold a project of another program by their names.
func formatOf(path string) string {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".qdpx", ".qde":
		return "refi"
	case ".sqlite3", ".sqlite", ".db":
		return "taguette"
	case ".rqda":
		return "rqda"
	case ".qda":
		return "qualcoder"
	}
	return ""
}

// splitProjects takes out of a list of paths those of projects.
func splitProjects(paths []string) (others, projects []string) {
	for _, p := range paths {
		if formatOf(p) != "" {
			projects = append(projects, p)
		} else {
			others = append(others, p)
		}
	}
	return others, projects
}

// ImportProject takes over the work of another program, as one operation. What is
// in the project already is recognised and not doubled. If the context ends or
// anything fails, the project is as before.
func (p *Project) ImportProject(ctx context.Context, r ImportProject, progress Progress) (ProjectReport, error) {
	report := ProjectReport{Path: r.Path, Format: formatOf(r.Path), Preview: r.Preview, Records: []RecordCount{}, Inside: []bundle.Inside{}, Differences: []Difference{}, Documents: []Ref{}}
	if p.store.ReadOnly() && !r.Preview {
		_, err := p.join(ctx)
		return report, err
	}
	step(progress, "read", 0, 3)
	b, err := p.readProject(ctx, r)
	if err != nil {
		return report, explained(stopped(ctx, err))
	}
	report.Origin = b.Origin
	step(progress, "texts", 1, 3)
	var contents []store.Content // of a preview; else they are in the project file before the records
	take := func(c store.Content) error { return p.store.Stage(ctx, c) }
	if r.Preview {
		take = func(c store.Content) error { contents = append(contents, c); return nil }
	}
	unsaid := unsaidIn(b)
	if err = p.shapeTexts(ctx, b, take); err == nil {
		step(progress, "write", 2, 3)
		err = p.takeIn(ctx, r, b, unsaid, contents, &report)
	}
	if e := p.store.Sweep(context.WithoutCancel(ctx)); e != nil && err == nil && !p.store.ReadOnly() {
		err = e
	}
	if err != nil {
		return report, explained(stopped(ctx, err))
	}
	step(progress, "", 3, 3)
	report.Elements, report.Questions = b.Account.Sorted(), b.Questions
	if report.Questions == nil {
		report.Questions = []bundle.Question{}
	}
	if report.Inside = b.Inside; report.Inside == nil {
		report.Inside = []bundle.Inside{}
	}
	return report, nil
}

func step(progress Progress, name string, done, total int) {
	if progress != nil {
		progress(name, done, total)
	}
}

// stopped says so where a context ended.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return qda.E(qda.Cancelled, "import.stopped_project", "The import was stopped. Nothing was added.").Because(err)
	}
	return err
}

// errPreview ends a preview's transaction before anything is kept.
var errPreview = errors.New("engine: only a preview")

func (p *Project) takeIn(ctx context.Context, r ImportProject, b *bundle.Bundle, unsaid map[qda.ID]unsaid, contents []store.Content, report *ProjectReport) error {
	cat, err := p.names(ctx)
	if err != nil {
		return err
	}
	notes := b.Account
	_, err = p.update(ctx, "project.import", func(tx *store.Tx) error {
		b.Account = notes
		in := &intake{tx: tx, b: b, becomes: map[thing]qda.ID{}, anew: map[qda.ID]bool{}, weighs: report.Format == "qualcoder", unsaid: unsaid, lang: r.Lang, docKind: r.Kind}
		in.counted(r.Conventions)
		for _, c := range contents {
			if err := tx.PutContent(c); err != nil {
				return err
			}
		}
		if err := in.run(cat.project.ID); err != nil {
			return err
		}
		if err := in.putInCase(r.Case); err != nil {
			return err
		}
		in.tellGiven()
		report.Records, report.Differences, report.Differ = in.counts, in.differences, in.differ
		if report.Differences == nil {
			report.Differences = []Difference{}
		}
		report.Documents = []Ref{}
		for _, id := range in.documents {
			d, err := store.Get[qda.Document](tx, id)
			if err != nil {
				return err
			}
			report.Documents = append(report.Documents, Ref{ID: id, Name: d.Title})
		}
		if r.Preview {
			return errPreview
		}
		return nil
	})
	if r.Preview && (errors.Is(err, errPreview) || err == nil) {
		return nil
	}
	return err
}

// readProjectHere reads a file of another program into a bundle, in this process.
func readProjectHere(ctx context.Context, r ImportProject) (*bundle.Bundle, error) {
	switch formatOf(r.Path) {
	case "refi":
		return readRefi(ctx, r)
	case "taguette", "rqda", "qualcoder":
		return readForeign(ctx, r)
	}
	return nil, qda.E(qda.Unsupported, "import.no_project", "{name} is not a project of a program that can be read here. Nothing was changed.", "name", filepath.Base(r.Path))
}

func readRefi(ctx context.Context, r ImportProject) (*bundle.Bundle, error) {
	o := refi.DecodeOptions{Convention: map[string]refi.Convention{}}
	for source, name := range r.Conventions {
		c, ok := refi.ParseConvention(name)
		if !ok {
			return nil, qda.E(qda.Invalid, "import.convention", "{convention} is not a way of counting. Write it as in utf16,crlf=2,bom=0,end=exclusive.", "convention", name)
		}
		o.Convention[strings.ToLower(source)] = c
	}
	file, err := os.Open(r.Path)
	if err != nil {
		return nil, unreadable(r.Path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, unreadable(r.Path, err)
	}
	f, err := refi.Open(ctx, file, info.Size(), filepath.Base(r.Path), refi.DefaultLimits())
	if err != nil {
		return nil, err
	}
	return refi.Decode(ctx, f, o)
}

// shapeTexts finds the structure of the texts that come without one, and hands over
// the contents to be put into the project, one for each document. What the bundle does
// not need any more is let go.
func (p *Project) shapeTexts(ctx context.Context, b *bundle.Bundle, take func(store.Content) error) error {
	left := map[qda.Hash]int{} // documents that have yet to come, by what they need
	for _, d := range bundle.Of[qda.Document](b) {
		for _, h := range []qda.Hash{d.TextHash, d.SourceHash, d.StructureHash} {
			left[h]++
		}
	}
	for i, r := range b.Records {
		d, ok := r.(qda.Document)
		if !ok {
			continue
		}
		text, src, needed := b.Texts[d.TextHash], b.Sources[d.SourceHash], []qda.Hash{d.TextHash, d.SourceHash, d.StructureHash}
		shape, known := b.Structures[d.StructureHash]
		known = known && soundShape(text, shape)
		if !known {
			res, err := extract.Bytes(ctx, []byte(text.Body), extract.Options{Name: "text.txt", Encoding: "utf-8", Lang: d.Lang})
			if ctx.Err() != nil {
				return ctx.Err()
			}
			shape = qda.Structure{}
			if err == nil && res.Text == text.Body {
				shape = res.Structure
				if d.Kind == qda.OtherKind {
					d.Kind = res.Kind
				}
				if d.Kind == "" {
					d.Kind = qda.OtherKind
				}
				if d.Lang == "" {
					d.Lang = res.Lang
				}
				for _, s := range res.Speakers {
					b.Put(qda.Speaker{ID: bundle.DerivedID("speaker", d.ID.String(), s.Name), DocumentID: d.ID, Name: s.Name, Role: s.Role})
				}
			}
		}
		c := store.NewContent(text.Body, shape, src.MediaType, src.Bytes)
		d.StructureHash = store.StructureHash(c.Structure)
		b.Records[i] = d
		if err := take(c); err != nil {
			return err
		}
		for _, h := range needed {
			if left[h]--; left[h] == 0 {
				delete(b.Texts, h)
				delete(b.Sources, h)
				delete(b.Structures, h)
			}
		}
	}
	return nil
}

// soundShape reports whether a structure that came with a text is one of it.
func soundShape(text qda.Text, shape qda.Structure) bool {
	res := extract.Result{Text: text.Body, Structure: shape, Characters: text.Runes}
	for _, t := range shape.Of(qda.Turn) {
		res.Turns++
		res.Speakers = append(res.Speakers, extract.Speaker{Name: t.Speaker})
	}
	return extract.Check(res) == nil
}
