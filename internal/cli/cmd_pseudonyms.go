package cli

import (
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

// sharing says for whom a file is written.
type sharing struct {
	Profile    string `enum:"team,archive,publication" default:"team" help:"For whom: team keeps everything; archive replaces the names of the register and leaves out who worked, paths, imported files and earlier texts; publication leaves out memos and exact times, too, gives everything a new identity, and needs every finding of a scan answered." placeholder:"PROFILE"`
	Pseudonyms bool   `help:"Replace the names of the register for the team, too."`
}

func (s *sharing) share() engine.Sharing {
	return engine.Sharing{Profile: s.Profile, Pseudonyms: s.Pseudonyms}
}

// pseudonymsCmd groups what keeps names from leaving the project.
type pseudonymsCmd struct {
	List      pseudonymsList      `cmd:"" default:"withargs" help:"List the register: names and what stands for them."`
	Set       pseudonymsSet       `cmd:"" help:"Put a name into the register, or change one."`
	Remove    pseudonymsRemove    `cmd:"" help:"Take a name out of the register."`
	Show      pseudonymsShow      `cmd:"" help:"Print a document with the names replaced."`
	Scan      pseudonymsScan      `cmd:"" help:"Find what may still tell who somebody is."`
	Answer    pseudonymsAnswer    `cmd:"" help:"Say of what a scan found that it may stay, or says nothing."`
	Permanent pseudonymsPermanent `cmd:"" help:"Replace the names in the project itself; codings are carried along."`
}

type pseudonymsList struct {
	file
	output
}

func (pseudonymsList) Examples() []string {
	return []string{`articula pseudonyms list interviews.articula --json`}
}

func (c *pseudonymsList) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		list, err := p.Pseudonyms(a.ctx)
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, v := range list {
				a.say("%-13s %-30s → %-24s %s", v.Kind, v.Name, v.Replacement, v.Lang)
			}
		})
	})
}

type pseudonymsSet struct {
	file
	worker
	output
	Name        string   `arg:"" help:"The name, acronym, place or role, as the texts have it."`
	Replacement string   `arg:"" help:"What stands for it."`
	Kind        string   `enum:"person,organisation,acronym,place,role,other" default:"person" help:"person, organisation, acronym, place, role or other." placeholder:"KIND"`
	Language    string   `help:"Only in documents of this language; its rules of inflection hold." placeholder:"XX"`
	MatchCase   bool     `help:"Only as it is written, for acronyms that are words, too."`
	Form        []string `sep:"none" help:"Another form of it, as FORM or FORM=REPLACEMENT; several may be given." placeholder:"FORM"`
	Note        string   `help:"Why, or who it is." placeholder:"TEXT"`
}

func (pseudonymsSet) Examples() []string {
	return []string{
		`articula pseudonyms set rural.articula "Valle Hondo" "District 3" --kind place --form vallehondino=local --coder "Coder A" --json`,
		`articula pseudonyms set rural.articula "directora regional" "funcionaria" --kind role --language es --coder "Coder A"`,
	}
}

func (c *pseudonymsSet) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		v := engine.PseudonymView{Kind: qda.PseudonymKind(c.Kind), Name: c.Name, Replacement: c.Replacement, Lang: c.Language, MatchCase: c.MatchCase, Note: c.Note}
		for _, f := range c.Form {
			text, put, _ := strings.Cut(f, "=")
			v.Forms = append(v.Forms, engine.PseudonymForm{Text: text, Replacement: put})
		}
		if there, err := p.FindPseudonym(a.ctx, c.Name); err == nil {
			v.ID, v.Name = there.ID, there.Name
		} else if qda.KindOf(err) != qda.NotFound {
			return err
		}
		v, err := p.SavePseudonym(a.ctx, v)
		if err != nil {
			return err
		}
		return a.print(v, func() { a.say("%s → %s", strings.Join(v.Listed, ", "), v.Replacement) })
	})
}

type pseudonymsRemove struct {
	file
	worker
	output
	Name string `arg:"" help:"The name or its identity."`
}

func (pseudonymsRemove) Examples() []string {
	return []string{`articula pseudonyms remove interviews.articula "Haku Wiñay" --coder "Coder A"`}
}

func (c *pseudonymsRemove) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		v, err := p.FindPseudonym(a.ctx, c.Name)
		if err != nil {
			return err
		}
		if err := p.RemovePseudonym(a.ctx, v.ID); err != nil {
			return err
		}
		return a.print(removed{[]qda.ID{v.ID}}, func() { a.say("Deleted.") })
	})
}

type pseudonymsShow struct {
	file
	output
	Document string `arg:"" help:"The document, by title or identity."`
}

func (pseudonymsShow) Examples() []string {
	return []string{`articula pseudonyms show interviews.articula "Entrevista a coordinadora técnica regional (ilustrativa)"`}
}

func (c *pseudonymsShow) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		d, err := p.FindDocument(a.ctx, c.Document)
		if err != nil {
			return err
		}
		v, err := p.CoveredText(a.ctx, d.ID)
		if err != nil {
			return err
		}
		return a.print(v, func() {
			a.say("%s", v.Text)
			a.note("%s replaced.", plural(len(v.Replaced), "name", "names"))
		})
	})
}

type pseudonymsScan struct {
	file
	output
	Document []string `sep:"none" help:"Only in this document; several may be given." placeholder:"D"`
	Open     bool     `help:"Only what has no answer yet."`
}

func (pseudonymsScan) Examples() []string {
	return []string{`articula pseudonyms scan interviews.articula --open`}
}

func (c *pseudonymsScan) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		q := engine.IdentifierQuery{Open: c.Open}
		for _, name := range c.Document {
			d, err := p.FindDocument(a.ctx, name)
			if err != nil {
				return err
			}
			q.Documents = append(q.Documents, d.ID)
		}
		found, err := p.ScanIdentifiers(a.ctx, q)
		if err != nil {
			return err
		}
		return a.print(found, func() {
			for _, f := range found.Findings {
				at := f.Places[0]
				a.say("%-12s %4d  %-30s %-7s …%s[%s]%s…", f.Why, f.Count, f.Text, f.Answer, oneLine(at.Before, 60), f.Text, oneLine(at.After, 60))
			}
			a.say("%d without an answer, %d with one", found.Open, found.Answered)
		})
	})
}

type pseudonymsAnswer struct {
	file
	worker
	output
	Answer string   `arg:"" enum:"keep,ignore,none" help:"keep: it stays where it stands now; ignore: it says nothing about anybody, anywhere; none: no answer any more."`
	Text   []string `arg:"" help:"What the scan found, as it is written there."`
}

func (pseudonymsAnswer) Examples() []string {
	return []string{`articula pseudonyms answer interviews.articula ignore "World Bank" --coder "Coder A"`}
}

// answered is what is said of findings.
type answered struct {
	Texts  []string `json:"texts"`
	Answer string   `json:"answer"`
}

func (c *pseudonymsAnswer) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r := engine.AnswerIdentifiers{Texts: c.Text, Answer: c.Answer}
		if c.Answer == "none" {
			r.Answer = ""
		}
		if err := p.AnswerIdentifiers(a.ctx, r); err != nil {
			return err
		}
		return a.print(answered{c.Text, r.Answer}, func() { a.say("%s answered.", plural(len(c.Text), "finding", "findings")) })
	})
}

type pseudonymsPermanent struct {
	file
	worker
	output
	Document []string `sep:"none" help:"Only in this document; several may be given. Without it: in the whole project, with titles, memos and findings." placeholder:"D"`
	DryRun   bool     `help:"Only say what would change."`
}

func (pseudonymsPermanent) Examples() []string {
	return []string{`articula pseudonyms permanent interviews.articula --dry-run --coder "Coder A"`}
}

func (c *pseudonymsPermanent) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r := engine.Pseudonymise{Preview: c.DryRun}
		for _, name := range c.Document {
			d, err := p.FindDocument(a.ctx, name)
			if err != nil {
				return err
			}
			r.Documents = append(r.Documents, d.ID)
		}
		done, err := p.Pseudonymise(a.ctx, r, a.progress())
		if err != nil {
			return err
		}
		return a.print(done, func() {
			for _, d := range done.Documents {
				a.say("%-50s %4d names, %4d passages carried along", d.Document.Name, d.Names, d.Passages)
			}
			a.say("%s with names in other words; %s detached", plural(done.Records, "record", "records"), plural(done.Files, "imported file", "imported files"))
			for _, w := range done.Widened {
				a.say("  %s held a part of a name and holds all of its replacement: %s", w.Entity, oneLine(w.Quote, 60))
			}
			if done.Preview {
				a.say("Nothing was changed.")
				return
			}
			a.note("The history of this file and its backups still hold the names; to hand the project out, export it with --profile archive or publication.")
		})
	})
}
