package cli

import (
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"articula/internal/engine"
	"articula/internal/qda"
)

type importCmd struct {
	onProject
	Paths       []string `arg:"" name:"path" help:"Files, or folders with everything in them; codebooks of the REFI-QDA standard (QDC) where they are named." type:"path"`
	Kind        string   `help:"What they are: law, decree, manual, agreement, report, interview, focus_group, field_note, other. Without it: guessed." placeholder:"KIND"`
	Lang        string   `help:"Their language, two letters. Without it: guessed." placeholder:"XX"`
	Case        string   `help:"The case they belong to, by name or path; made if it is not there." placeholder:"NAME"`
	Encoding    string   `help:"Encoding of plain text files. Without it: detected." placeholder:"NAME"`
	KeepRunning bool     `help:"Keep running headers and footers of PDF pages in the text."`

	Convention map[string]string `help:"Of projects of other programs: how positions count in a source, as the report names both." placeholder:"SOURCE=HOW"`
	Dots       bool              `help:"Of projects of Taguette: a dot in a tag makes a level."`
	Inside     []string          `name:"inside" sep:"none" help:"Of a file of Taguette with several projects: only this one; may be given several times." placeholder:"NAME"`
	Preview    bool              `help:"Of projects of other programs: only say what would come in."`
}

func (importCmd) Examples() []string {
	return []string{
		`articula import rural.articula interviews --case "Africa/Mali"`,
		`articula import rural.articula law.txt --kind law --lang es --json`,
		`articula import rural.articula theirs.qdpx --preview`,
	}
}

func (c *importCmd) Run(a *app) error {
	r := engine.Import{Paths: c.Paths, Lang: c.Lang, Case: c.Case, Encoding: c.Encoding, KeepRunning: c.KeepRunning, Conventions: c.Convention, Dots: c.Dots, Projects: c.Inside, Preview: c.Preview}
	if c.Kind != "" {
		kind, err := engine.ParseKind(c.Kind)
		if err != nil {
			return err
		}
		r.Kind = kind
	}
	isBook := func(path string) bool { return strings.EqualFold(filepath.Ext(path), ".qdc") }
	r.Paths = slices.DeleteFunc(slices.Clone(c.Paths), isBook)
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		report := imported{engine.ImportReport{Imported: []engine.Imported{}, Projects: []engine.ProjectReport{}, Skipped: []engine.Skipped{}}, []takenBook{}}
		var err error
		for _, path := range c.Paths {
			if !isBook(path) {
				continue
			}
			var book takenBook
			if book, err = c.takeBook(a, p, path); err != nil {
				return err
			}
			report.Codebooks = append(report.Codebooks, book)
		}
		if len(r.Paths) > 0 {
			if report.ImportReport, err = p.Import(a.ctx, r, a.progress()); err != nil {
				return err
			}
		}
		if err := a.print(report, func() {
			for _, b := range report.Codebooks {
				for _, n := range b.Notices {
					a.say("%s", n.Message)
				}
				a.say("codebook     %d added, %d changed, %d as they were  %s", b.Added, b.Changed, b.Unchanged, b.Path)
			}
			for _, d := range report.Imported {
				a.say("%-12s %-3s %8d characters %5d turns %4d pages  %s", d.Kind, orDash(d.Lang), d.Characters, d.Turns, d.Pages, d.Title)
				for _, w := range d.Warnings {
					a.say("             %s", w.Message)
				}
			}
			for _, r := range report.Projects {
				a.taken(r)
			}
			for _, s := range report.Skipped {
				a.say("skipped      %s: %s", s.Path, s.Reason)
			}
			came := len(report.Imported)
			for _, r := range report.Projects {
				came += len(r.Documents)
			}
			if c.Preview {
				return
			}
			a.say("%s, %s.", plural(came, "document imported", "documents imported"), plural(len(report.Skipped), "file skipped", "files skipped"))
		}); err != nil {
			return err
		}
		if len(report.Imported)+len(report.Projects)+len(report.Codebooks) == 0 && slices.ContainsFunc(report.Skipped, failed) {
			return qda.E(qda.Invalid, "import.nothing", "Nothing was imported. The reasons are listed.")
		}
		return nil
	})
}

// imported is what an import brought, with the codebooks that were named.
type imported struct {
	engine.ImportReport
	Codebooks []takenBook `json:"codebooks"`
}

type takenBook struct {
	Path string `json:"path"`
	engine.CodebookReport
}

// takeBook takes a codebook over, or with --preview says what would come in.
func (c *importCmd) takeBook(a *app, p *engine.Project, path string) (takenBook, error) {
	book := engine.ImportCodebook{Path: path, Dots: c.Dots}
	if c.Preview {
		pre, err := p.PreviewCodebook(a.ctx, book)
		return takenBook{path, pre.CodebookReport}, err
	}
	r, err := p.ImportCodebook(a.ctx, book)
	return takenBook{path, r}, err
}

// failed reports whether a file should have come in: what is in the project already
// or is hidden is passed over as it should be.
func failed(s engine.Skipped) bool {
	return !slices.Contains([]string{"import.known", "import.twice", "import.hidden"}, s.Code)
}

type documentsCmd struct {
	onProject
	Bin bool `help:"Those in the bin instead."`
}

func (documentsCmd) Examples() []string {
	return []string{"articula documents rural.articula", "articula documents rural.articula --json"}
}

func (c *documentsCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		list, err := p.Documents(a.ctx, engine.DocumentFilter{Binned: c.Bin})
		if err != nil {
			return err
		}
		return printEach(a, list, func(d engine.DocumentRow) {
			a.say("%-12s %-3s %8d characters %5d codings  %s  %s", d.Kind, orDash(d.Lang), d.Characters, d.Codings, d.Title, bracketed(d.Case))
		})
	})
}

type documentCmd struct {
	onProject
	Document     string  `arg:"" help:"The document, by identity, title or file name."`
	Title        *string `help:"Give it this title." placeholder:"T"`
	Kind         *string `help:"Say what it is." placeholder:"KIND"`
	Lang         *string `help:"Say its language, two letters." placeholder:"XX"`
	Date         *string `help:"Say its date: YYYY, YYYY-MM or YYYY-MM-DD." placeholder:"DATE"`
	Jurisdiction *string `help:"Say where it applies." placeholder:"NAME"`
	Description  *string `help:"Say what it is about." placeholder:"TEXT"`
	Bin          bool    `help:"Put it into the bin; its codings rest with it." xor:"bin"`
	Restore      bool    `help:"Fetch it from the bin." xor:"bin"`
	Join         string  `help:"Make one document of it and this one, which has the same text: what hangs on the other moves here, and the other goes into the bin." placeholder:"OTHER"`
	Original     string  `help:"Write the imported file, as it was, to this path." type:"path" placeholder:"PATH"`
}

func (documentCmd) Examples() []string {
	return []string{
		"articula document rural.articula psnp-implementation-manual.md",
		`articula document rural.articula psnp-implementation-manual.md --kind manual --date 2014 --jurisdiction Ethiopia`,
		"articula document rural.articula psnp-implementation-manual.md --original manual.md",
		"articula document rural.articula psnp-implementation-manual.md --bin",
		`articula document rural.articula decree.txt --join decree-again.txt`,
	}
}

func (c *documentCmd) changes() bool {
	return c.Title != nil || c.Kind != nil || c.Lang != nil || c.Date != nil || c.Jurisdiction != nil || c.Description != nil
}

func (c *documentCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, !c.changes() && !c.Bin && !c.Restore && c.Join == "", func(p *engine.Project) error {
		d, err := c.find(a, p)
		if err != nil {
			return err
		}
		if c.changes() {
			r := engine.EditDocument{ID: d, Title: c.Title, Lang: c.Lang, Date: c.Date, Jurisdiction: c.Jurisdiction, Description: c.Description}
			if c.Kind != nil {
				kind, err := engine.ParseKind(*c.Kind)
				if err != nil {
					return err
				}
				r.Kind = &kind
			}
			if err := p.EditDocument(a.ctx, r); err != nil {
				return err
			}
		}
		if c.Bin || c.Restore {
			if err := p.BinDocuments(a.ctx, []qda.ID{d}, c.Restore); err != nil {
				return err
			}
		}
		if c.Join != "" {
			other, err := p.FindDocument(a.ctx, c.Join)
			if err != nil {
				return err
			}
			if _, err := p.JoinDocuments(a.ctx, d, other.ID); err != nil {
				return err
			}
		}
		if c.Original != "" {
			if err := p.SaveOriginal(a.ctx, d, c.Original); err != nil {
				return err
			}
		}
		v, err := p.Document(a.ctx, d)
		if err != nil {
			return err
		}
		values, err := p.Values(a.ctx, d)
		if err != nil {
			return err
		}
		return a.print(v, func() {
			a.say("%s", v.Title)
			a.say("kind        %s", v.Kind)
			a.say("language    %s", orDash(v.Lang))
			a.say("date        %s", orDash(v.Date))
			a.say("applies in  %s", orDash(v.Jurisdiction))
			a.say("case        %s", orDash(v.Case))
			a.say("file        %s (%s)", v.FileName, v.MediaType)
			a.say("text        %d characters, SHA-256 %s", v.Characters, v.Hash)
			a.say("codings     %d", v.Codings)
			a.say("speakers    %s", orDash(joined(v.Speakers, func(s engine.SpeakerView) string { return s.Name + " (" + string(s.Role) + ")" })))
			a.showValues(values)
		})
	})
}

// find also looks into the bin when it is to be emptied.
func (c *documentCmd) find(a *app, p *engine.Project) (qda.ID, error) {
	if c.Restore {
		list, err := p.Documents(a.ctx, engine.DocumentFilter{Binned: true})
		if err != nil {
			return qda.ID{}, err
		}
		for _, d := range list {
			if d.ID.String() == c.Document || strings.EqualFold(d.Title, c.Document) || d.FileName == c.Document {
				return d.ID, nil
			}
		}
	}
	d, err := p.FindDocument(a.ctx, c.Document)
	return d.ID, err
}

type textCmd struct {
	file
	output
	Document string `arg:"" help:"The document, by identity, title or file name."`
}

func (textCmd) Examples() []string {
	return []string{"articula text rural.articula interview-woreda-expert.txt"}
}

// textResult is what the text command gives with --json.
type textResult struct {
	ID         qda.ID   `json:"id"`
	Title      string   `json:"title"`
	Hash       qda.Hash `json:"hash"`
	Characters int      `json:"characters"`
	Text       string   `json:"text"`
}

func (c *textCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		d, err := p.FindDocument(a.ctx, c.Document)
		if err != nil {
			return err
		}
		text, err := p.Text(a.ctx, d.ID)
		if err != nil {
			return err
		}
		if !a.json { // exactly, whatever is in it
			_, err = io.WriteString(a.Out, text)
			return err
		}
		return a.print(textResult{ID: d.ID, Title: d.Title, Hash: d.TextHash, Characters: utf8.RuneCountInString(text), Text: text}, nil)
	})
}

type speakerCmd struct {
	onProject
	Document string  `arg:"" help:"The document, by identity, title or file name."`
	Speaker  string  `arg:"" help:"The speaker, by name or identity."`
	Role     *string `help:"Say the speaker's role: interviewer, authority, technical or other." placeholder:"ROLE"`
	Note     *string `help:"Note something about the speaker." placeholder:"TEXT"`
}

func (speakerCmd) Examples() []string {
	return []string{`articula speaker rural.articula interview-woreda-expert.txt "Woreda technical expert" --role technical --note "in office since 2011"`}
}

func (c *speakerCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, c.Role == nil && c.Note == nil, func(p *engine.Project) error {
		d, err := p.FindDocument(a.ctx, c.Document)
		if err != nil {
			return err
		}
		s, err := c.find(a, p, d)
		if err != nil {
			return err
		}
		if c.Role != nil || c.Note != nil {
			if c.Role != nil {
				s.Role = qda.SpeakerRole(*c.Role)
			}
			if c.Note != nil {
				s.Note = *c.Note
			}
			if err := p.EditSpeaker(a.ctx, s.ID, s.Role, s.Note); err != nil {
				return err
			}
		}
		values, err := p.Values(a.ctx, s.ID)
		if err != nil {
			return err
		}
		return a.print(s, func() {
			a.say("%s (%s) %s", s.Name, s.Role, s.Note)
			a.showValues(values)
		})
	})
}

func (c *speakerCmd) find(a *app, p *engine.Project, d qda.Document) (engine.SpeakerView, error) {
	v, err := p.Document(a.ctx, d.ID)
	if err != nil {
		return engine.SpeakerView{}, err
	}
	for _, s := range v.Speakers {
		if s.ID.String() == c.Speaker || strings.EqualFold(s.Name, strings.TrimSpace(c.Speaker)) {
			return s, nil
		}
	}
	return engine.SpeakerView{}, qda.E(qda.NotFound, "speaker.unknown", "No speaker of {document} is called {speaker}. There are: {choices}.", "document", d.Title, "speaker", c.Speaker,
		"choices", orDash(joined(v.Speakers, func(s engine.SpeakerView) string { return s.Name })))
}
