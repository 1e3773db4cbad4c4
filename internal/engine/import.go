package engine

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"articula/internal/extract"
	"articula/internal/qda"
	"articula/internal/store"
)

// Encodings lists the names that Import takes for the encoding of plain text.
func Encodings() []string { return extract.Encodings() }

// Import says what to import and what is known of it.
type Import struct {
	Paths       []string         `json:"paths"`    // files, and folders with everything in them
	Kind        qda.DocumentKind `json:"kind"`     // "" to guess
	Lang        string           `json:"lang"`     // ISO 639-1, "" to guess
	Encoding    string           `json:"encoding"` // of plain text, "" to detect
	Case        string           `json:"case"`     // name or path; made if it is not there
	KeepRunning bool             `json:"keep_running"`
	// For projects of other programs, see [ImportProject].
	Conventions map[string]string `json:"conventions"`
	Dots        bool              `json:"dots"`
	Projects    []string          `json:"projects"`
	Preview     bool              `json:"preview"` // only projects can be previewed
}

// Imported is a document that came in.
type Imported struct {
	ID         qda.ID           `json:"id" ts_type:"string"`
	Path       string           `json:"path"`
	Title      string           `json:"title"`
	Kind       qda.DocumentKind `json:"kind"`
	Lang       string           `json:"lang"`
	Confidence float64          `json:"lang_confidence"`
	Encoding   string           `json:"encoding"`
	Characters int              `json:"characters"`
	Turns      int              `json:"turns"`
	Pages      int              `json:"pages"`
	Speakers   int              `json:"speakers"`
	Hash       qda.Hash         `json:"hash" ts_type:"string"` // of the text
	Warnings   []ImportWarning  `json:"warnings"`
}

// ImportWarning says what was left out or changed on the way in.
type ImportWarning struct {
	Code    string            `json:"code"`
	Message string            `json:"message"`
	Count   int               `json:"count"`
	Args    map[string]string `json:"args,omitempty"` // what the message names
}

// Skipped is a file that did not come in.
type Skipped struct {
	Path   string         `json:"path"`
	Reason string         `json:"reason"`
	Code   string         `json:"code"`
	Args   map[string]any `json:"args,omitempty"` // of the reason, for translation
}

// ImportReport is the table of an import: every file is in one of the lists.
type ImportReport struct {
	Imported []Imported      `json:"imported"`
	Projects []ProjectReport `json:"projects"` // of other programs, each taken over as an operation of its own
	Skipped  []Skipped       `json:"skipped"`
}

// Import reads files and adds what they hold, as one operation. A file that cannot
// be read, or is in the project already, is skipped and the report says why. If the
// context ends, nothing is added.
func (p *Project) Import(ctx context.Context, r Import, progress Progress) (ImportReport, error) {
	report := ImportReport{Imported: []Imported{}, Projects: []ProjectReport{}, Skipped: []Skipped{}}
	if p.store.ReadOnly() {
		_, err := p.join(ctx)
		if err == nil {
			_, err = p.store.Update(ctx, p.Me().ID, "", nil)
		}
		return report, explained(err)
	}
	var err error
	if r.Lang, err = language(r.Lang); err != nil {
		return report, err
	}
	paths, projects := splitProjects(r.Paths)
	if r.Preview && len(paths) > 0 {
		return report, qda.E(qda.Invalid, "import.preview", "Only projects of other programs can be previewed, and {name} is none. Nothing was imported.", "name", filepath.Base(paths[0]))
	}
	for _, path := range projects {
		done, err := p.ImportProject(ctx, ImportProject{Path: path, Conventions: r.Conventions, Dots: r.Dots, Projects: r.Projects, Kind: r.Kind, Lang: r.Lang, Case: r.Case, Preview: r.Preview}, progress)
		if err != nil {
			if len(r.Paths) == 1 || qda.KindOf(err) == qda.Cancelled {
				return ImportReport{}, err
			}
			report.Skipped = append(report.Skipped, skip(path, err))
			continue
		}
		report.Projects = append(report.Projects, done)
	}
	files, skipped := listFiles(paths)
	report.Skipped = append(report.Skipped, skipped...)
	batch, err := p.readFiles(ctx, r, files, &report, progress)
	if err == nil {
		err = p.addDocuments(ctx, "document.import", r.Case, batch, &report)
	}
	if err != nil {
		if e := p.store.Sweep(context.WithoutCancel(ctx)); e != nil && qda.KindOf(err) != qda.Cancelled {
			return ImportReport{}, explained(errors.Join(err, e))
		}
		if ctx.Err() != nil {
			err = qda.E(qda.Cancelled, "import.stopped", "The import was stopped. No document was added.").Because(err)
		}
		return ImportReport{}, explained(err)
	}
	return report, nil
}

// listFiles walks folders, in the order of names. What programs leave lying about
// is skipped by name.
func listFiles(paths []string) (files []string, skipped []Skipped) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			skipped = append(skipped, skip(path, unreadable(path, err)))
			continue
		}
		if strings.EqualFold(filepath.Ext(path), ".qdc") {
			skipped = append(skipped, skip(path, codebookFile(path)))
			continue
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		// what cannot be read is noted file by file, so the walk itself does not fail
		_ = filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
			switch name := filepath.Base(at); {
			case err != nil:
				skipped = append(skipped, skip(at, unreadable(at, err)))
			case d.IsDir() && at != path && strings.HasPrefix(name, "."):
				return filepath.SkipDir
			case d.IsDir():
			case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || name == "Thumbs.db" || name == "desktop.ini":
				skipped = append(skipped, skip(at, qda.E(qda.Unsupported, "import.hidden", "{name} is a hidden or temporary file.", "name", name)))
			case !d.Type().IsRegular():
				skipped = append(skipped, skip(at, irregular(at)))
			case strings.EqualFold(filepath.Ext(at), ".qdc"):
				skipped = append(skipped, skip(at, codebookFile(at)))
			default:
				files = append(files, at)
			}
			return nil
		})
	}
	return files, skipped
}

// codebookFile refuses what would else come in as a text of tags.
func codebookFile(path string) error {
	return qda.E(qda.Unsupported, "import.codebook", "{name} is a codebook and not a document. Take it over in the code tree, with its menu; articula import and articula codebook import take it when it is named.", "name", filepath.Base(path))
}

func skip(path string, err error) Skipped {
	e := qda.AsError(err)
	out := Skipped{Path: path, Reason: e.Message(), Code: e.Code}
	for _, a := range e.Args {
		if out.Args == nil {
			out.Args = map[string]any{}
		}
		out.Args[a.Name] = a.Value
	}
	return out
}

// incoming is a document on its way in. Its content is staged in the file already.
type incoming struct {
	path     string
	document qda.Document
	speakers []extract.Speaker
	row      Imported
}

// readFiles reads in parallel and keeps the order of the files.
func (p *Project) readFiles(ctx context.Context, r Import, files []string, report *ImportReport, progress Progress) ([]incoming, error) {
	type outcome struct {
		res  extract.Result
		data []byte
		err  error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	slots := make([]chan outcome, len(files))
	for i := range slots {
		slots[i] = make(chan outcome, 1)
	}
	room := make(chan struct{}, readers+2) // read ahead no further than memory allows
	var wg sync.WaitGroup
	next := make(chan int)
	for range readers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range next {
				o := extract.Options{Name: filepath.Base(files[i]), Kind: r.Kind, Lang: r.Lang, Encoding: r.Encoding, KeepRunning: r.KeepRunning, CacheDir: p.eng.opts.CacheDir}
				res, data, err := p.eng.readFile(ctx, files[i], o)
				slots[i] <- outcome{res, data, err}
			}
		}()
	}
	go func() {
		defer close(next)
		for i := range files {
			select {
			case room <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	defer wg.Wait()
	defer cancel()
	var batch []incoming
	seen := map[qda.Hash]string{}
	for i, path := range files {
		if progress != nil {
			progress(filepath.Base(path), i, len(files))
		}
		var o outcome
		select {
		case o = <-slots[i]:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		<-room
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if o.err != nil {
			report.Skipped = append(report.Skipped, skip(path, o.err))
			continue
		}
		in, err := p.stage(ctx, path, o.res, o.data, seen)
		if err != nil {
			if qda.KindOf(err) == qda.Conflict {
				report.Skipped = append(report.Skipped, skip(path, err))
				continue
			}
			return nil, err
		}
		batch = append(batch, in)
	}
	if progress != nil {
		progress("", len(files), len(files))
	}
	return batch, nil
}

// readers is how many files are read at once.
const readers = 2

// stage puts the content of one file into the project file, unless it is there.
func (p *Project) stage(ctx context.Context, path string, res extract.Result, data []byte, seen map[qda.Hash]string) (incoming, error) {
	content := store.NewContent(res.Text, res.Structure, res.MediaType, data)
	cat, err := p.names(ctx)
	if err != nil {
		return incoming{}, err
	}
	for _, d := range cat.documents {
		if d.SourceHash != content.Source.Hash {
			continue
		}
		if d.DeletedAt != "" {
			return incoming{}, qda.E(qda.Conflict, "import.in_bin", "The same file lies in the bin as {document}. Fetch it from there.", "document", d.Title)
		}
		return incoming{}, qda.E(qda.Conflict, "import.known", "The same file is in the project already, as {document}.", "document", d.Title)
	}
	if first, twice := seen[content.Source.Hash]; twice {
		return incoming{}, qda.E(qda.Conflict, "import.twice", "It is the same file as {path}.", "path", first)
	}
	seen[content.Source.Hash] = path
	if err := p.store.Stage(ctx, content); err != nil {
		return incoming{}, err
	}
	in := incoming{path: path, speakers: res.Speakers}
	in.document = qda.Document{
		Title: res.Title, FileName: filepath.Base(path), Kind: res.Kind, Lang: res.Lang, Date: res.Date, Jurisdiction: res.Jurisdiction,
		TextHash: content.Text.Hash, SourceHash: content.Source.Hash, StructureHash: store.StructureHash(content.Structure), Encoding: res.Encoding,
	}
	if in.document.Kind == "" {
		in.document.Kind = qda.OtherKind
	}
	in.row = Imported{
		Path: path, Kind: in.document.Kind, Lang: res.Lang, Confidence: res.LangConfidence, Encoding: res.Encoding,
		Characters: content.Text.Runes, Turns: res.Turns, Pages: res.Pages, Speakers: len(res.Speakers), Hash: content.Text.Hash, Warnings: []ImportWarning{},
	}
	for _, w := range res.Warnings {
		in.row.Warnings = append(in.row.Warnings, ImportWarning{Code: w.Code, Message: w.Message(), Count: w.Count})
	}
	for _, d := range cat.documents {
		if d.TextHash == content.Text.Hash && d.DeletedAt == "" {
			e := qda.E(qda.Conflict, "import.same_text", "Its text is the same as that of {document}, from another file.", "document", d.Title)
			in.row.Warnings = append(in.row.Warnings, warningOf(e))
			break
		}
	}
	return in, nil
}

// addDocuments makes documents of staged content, in one operation.
func (p *Project) addDocuments(ctx context.Context, kind, caseRef string, batch []incoming, report *ImportReport) error {
	if len(batch) == 0 {
		return nil
	}
	var rows []Imported
	_, err := p.update(ctx, kind, func(tx *store.Tx) error {
		rows = nil
		documents, err := store.List[qda.Document](tx, store.Eq{})
		if err != nil {
			return err
		}
		var into qda.Case
		if caseRef != "" {
			if into, err = findOrMakeCase(tx, caseRef); err != nil {
				return err
			}
		}
		last, titles := "", map[string]bool{}
		for _, d := range documents {
			last = max(last, d.Pos)
			titles[d.Title] = true
		}
		for i, pos := range qda.OrderKeys(last, len(batch)) {
			in := batch[i]
			d := in.document
			d.ID, d.Pos, d.CreatedAt = tx.NewID(), pos, tx.Now()
			d.Title = freeTitle(d.Title, titles)
			titles[d.Title] = true
			if err := store.Put(tx, d); err != nil {
				return err
			}
			for _, s := range in.speakers {
				if err := store.Put(tx, qda.Speaker{ID: tx.NewID(), DocumentID: d.ID, Name: s.Name, Role: s.Role}); err != nil {
					return err
				}
			}
			if !into.ID.IsZero() {
				if err := linkCase(tx, into.ID, d.ID, true); err != nil {
					return err
				}
			}
			row := in.row
			row.ID, row.Title = d.ID, d.Title
			rows = append(rows, row)
		}
		return nil
	})
	report.Imported = append(report.Imported, rows...)
	return err
}

// freeTitle adds a number to a title that another document has.
func freeTitle(title string, taken map[string]bool) string {
	if !taken[title] {
		return title
	}
	for n := 2; ; n++ {
		if t := title + " (" + strconv.Itoa(n) + ")"; !taken[t] {
			return t
		}
	}
}
