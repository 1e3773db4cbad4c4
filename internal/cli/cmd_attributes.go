package cli

import (
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type caseSheetCmd struct {
	onProject
	Case string `arg:"" help:"The case, by name or path."`
	Out  string `help:"Write the sheet as a report to this file: .docx, .html or .xlsx." type:"path" placeholder:"PATH"`
	Lang string `help:"Language of the report's own words: en, es, fr, pt. Without it: that of the project." placeholder:"XX"`
	sharing
}

func (caseSheetCmd) Examples() []string {
	return []string{
		`articula case-sheet rural.articula "Mali Nioro Cash+"`,
		`articula case-sheet rural.articula "Mali Nioro Cash+" --out mali.docx --lang fr`,
	}
}

func (c *caseSheetCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		k, err := p.FindCase(a.ctx, c.Case)
		if err != nil {
			return err
		}
		if c.Out != "" {
			r := engine.ReportRequest{Format: (&written{Out: c.Out}).format(), Lang: c.Lang, Title: k.Name, Sections: []string{"cases"}, Cases: []qda.ID{k.ID}, Share: c.share()}
			return a.writeReport(p, c.Out, r)
		}
		s, err := p.CaseSheet(a.ctx, k.ID)
		if err != nil {
			return err
		}
		return a.print(s, func() {
			a.say("%s\n%s\n", s.Path, s.Description)
			a.showValues(s.Values)
			a.say("\n%s, %s, %s", plural(len(s.Documents), "document", "documents"), plural(s.Coverage.Segments, "coding", "codings"), plural(s.Coverage.Voices, "voice", "voices"))
			for _, d := range s.Documents {
				part := ""
				if !d.Whole {
					part = "  part: " + d.Quote
				}
				a.say("    %-12s %4d codings  %s%s", d.Document.Kind, d.Codings, d.Document.Title, part)
			}
			if len(s.Missing) > 0 {
				a.say("not said: %s", joined(s.Missing, func(r engine.Ref) string { return r.Name }))
			}
		})
	})
}

func (a *app) showValues(list []engine.ValueView) {
	for _, v := range list {
		cited := "no citation"
		if len(v.Citations) > 0 {
			cited = citations(v.Citations)
		}
		a.say("%s: %s  [%s, %s, %s, %s]", v.Name, v.Value, v.Status, v.Coder.Name, v.At[:min(10, len(v.At))], cited)
		if v.Note != "" {
			a.say("    %s", v.Note)
		}
		if v.Alternatives != "" {
			a.say("    considered: %s", v.Alternatives)
		}
		for _, x := range v.Citations {
			a.say("    %s %s", x.Role, citedAs(x, 160))
		}
	}
}

type attributesCmd struct {
	onProject
}

func (attributesCmd) Examples() []string { return []string{`articula attributes rural.articula`} }

func (c *attributesCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		list, err := p.Attributes(a.ctx)
		if err != nil {
			return err
		}
		return printEach(a, list, func(x engine.AttributeView) {
			a.say("%-9s %-8s %-28s %d values, %d without a citation, %d contested", x.Scope, x.Type, x.Name, x.Values, x.Uncited, x.Contested)
			for _, v := range x.Choices {
				a.say("                   %3d  %s", v.Values, v.Name)
			}
		})
	})
}

type attributeTableCmd struct {
	onProject
	written
	Of qda.Scope `enum:"case,document,speaker" default:"case" help:"Rows are cases, documents or speakers: case, document, speaker."`
}

func (attributeTableCmd) Examples() []string {
	return []string{
		`articula attribute-table rural.articula`,
		`articula attribute-table rural.articula --of speaker --out speakers.xlsx`,
	}
}

func (c *attributeTableCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		if c.Out != "" {
			done, err := p.ExportAttributes(a.ctx, c.Out, c.Of, c.export())
			return a.exported(done, err, "row", "rows")
		}
		t, err := p.AttributeTable(a.ctx, c.Of)
		if err != nil {
			return err
		}
		return a.print(t, func() {
			for _, row := range t.Rows {
				a.say("%s  (%s)", row.Name, row.Detail)
				for i, cell := range row.Cells {
					if cell.Value != "" {
						a.say("    %-28s %s  [%s, %d contested]", t.Columns[i].Name, cell.Value, citationsCounted(cell.Citations, cell.Binned), cell.Contested)
					}
				}
			}
		})
	})
}

type valueCmd struct {
	onProject
	Attribute    string `arg:"" help:"The attribute, by name."`
	Value        string `arg:"" optional:"" help:"What it is; without it, the values are shown."`
	Delete       bool   `help:"Delete this value with its citations. To keep it with its reasons, say --status rejected instead."`
	Case         string `help:"Of this case." placeholder:"NAME" xor:"owner"`
	OfDocument   string `name:"of-document" help:"Of this document." placeholder:"D" xor:"owner"`
	OfSpeaker    string `name:"of-speaker" help:"Of this speaker of the document, by name or identity." placeholder:"NAME"`
	Status       string `enum:"held,contested,rejected" default:"held" help:"held, contested or rejected."`
	Note         string `help:"Why." placeholder:"TEXT"`
	Alternatives string `help:"What else was considered." placeholder:"TEXT"`
	Document     string `help:"Cite a passage: the document it stands in." placeholder:"D"`
	Quote        string `help:"Cite a passage: its words." placeholder:"TEXT"`
	Role         string `enum:"supports,qualifies,contradicts" default:"supports" help:"What the passage does to the value."`
}

func (valueCmd) Examples() []string {
	return []string{
		`articula value rural.articula intentionality --case "Peru Juntos–Haku Wiñay"`,
		`articula value rural.articula intentionality Non-intentional --case "Peru Juntos–Haku Wiñay" --note "By the new rules." --alternatives Intentional`,
		`articula value rural.articula intentionality Intentional --case "Peru Juntos–Haku Wiñay" --delete`,
		`articula value rural.articula "respondent level" national --of-document interview-woreda-expert.txt --of-speaker "Woreda technical expert"`,
	}
}

func (c *valueCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, c.Value == "" && !c.Delete, func(p *engine.Project) error {
		scope, owner, err := c.owner(a, p)
		if err != nil {
			return err
		}
		attr, err := p.FindAttribute(a.ctx, scope, c.Attribute)
		if err != nil {
			return err
		}
		var written engine.ValueView
		if c.Delete {
			if err := c.remove(a, p, attr, owner); err != nil {
				return err
			}
		} else if c.Value != "" {
			r := engine.SetValue{Attribute: attr.ID, Owner: owner, Value: c.Value, Status: c.Status, Note: c.Note, Alternatives: c.Alternatives}
			if c.Quote != "" {
				d, span, err := (&place{Document: c.Document, Quote: c.Quote, Nth: 1}).find(a, p)
				if err != nil {
					return err
				}
				r.Citations = []engine.Cite{{Document: d, Start: span.Start, End: span.End, Role: c.Role}}
			}
			if written, err = p.SetValue(a.ctx, r); err != nil {
				return err
			}
		}
		all, err := p.Values(a.ctx, owner)
		if err != nil {
			return err
		}
		list := []engine.ValueView{}
		for _, v := range all {
			if v.ID == written.ID {
				v.Notices = written.Notices
			}
			if v.Attribute == attr.ID {
				list = append(list, v)
			}
		}
		return a.print(list, func() {
			a.showValues(list)
			for _, n := range written.Notices {
				a.say("note: %s", n.Message)
			}
		})
	})
}

// owner finds what the attribute describes.
func (c *valueCmd) owner(a *app, p *engine.Project) (qda.Scope, qda.ID, error) {
	if c.OfDocument == "" {
		if c.OfSpeaker != "" {
			return "", qda.ID{}, qda.E(qda.Invalid, "cli.speaker_of", "A speaker belongs to a document: say which with --of-document. Nothing was changed.")
		}
		k, err := p.FindCase(a.ctx, c.Case)
		return qda.OnCase, k.ID, err
	}
	d, err := p.FindDocument(a.ctx, c.OfDocument)
	if err != nil || c.OfSpeaker == "" {
		return qda.OnDocument, d.ID, err
	}
	s, err := (&speakerCmd{Speaker: c.OfSpeaker}).find(a, p, d)
	return qda.OnSpeaker, s.ID, err
}

// remove deletes the value that is named.
func (c *valueCmd) remove(a *app, p *engine.Project, attr qda.Attribute, owner qda.ID) error {
	list, err := p.Values(a.ctx, owner)
	if err != nil {
		return err
	}
	var have []string
	for _, v := range list {
		if v.Attribute != attr.ID {
			continue
		}
		if v.ID.String() == c.Value || sameName(v.Value, c.Value) {
			return p.RemoveValue(a.ctx, v.ID)
		}
		have = append(have, v.Value)
	}
	return qda.E(qda.NotFound, "attribute.no_such_value", "{attribute} is not {value} there. It is: {choices}. Nothing was changed.",
		"attribute", attr.Name, "value", orDash(c.Value), "choices", orDash(strings.Join(have, ", ")))
}

type translateCmd struct {
	onProject
	Coding     string `help:"The coding, by identity." placeholder:"ID" xor:"what"`
	Citation   string `help:"The citation, by identity." placeholder:"ID" xor:"what"`
	To         string `required:"" help:"The language of the wording, two letters." placeholder:"XX"`
	Text       string `help:"The wording; empty takes it away." placeholder:"TEXT"`
	Translator string `help:"Who translated; without it, the coder." placeholder:"NAME"`
	Verified   bool   `help:"Somebody has compared it with the original."`
}

func (translateCmd) Examples() []string {
	return []string{`articula translate rural.articula --coding CODING --to es --text "Una frase." --verified`}
}

func (c *translateCmd) Run(a *app) error {
	r := engine.Translate{Owner: "coding", Lang: c.To, Text: c.Text, Translator: c.Translator}
	ref := c.Coding
	if c.Citation != "" {
		r.Owner, ref = "citation", c.Citation
	}
	id, err := qda.ParseID(ref)
	if err != nil {
		return qda.E(qda.Invalid, "cli.identity", "{text} is not an identity. Other commands give them with --json.", "text", ref)
	}
	if r.ID = id; c.Verified {
		r.Status = "verified"
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		list, err := p.Translate(a.ctx, r)
		if err != nil {
			return err
		}
		return printEach(a, list, func(t engine.TranslationView) {
			a.showTranslation(t)
		})
	})
}

type qualifyCmd struct {
	onProject
	Where string `required:"" help:"Which codings: a condition, as in segments." placeholder:"EXPR"`
	Facet string `required:"" help:"The facet and its value, as level=local." placeholder:"F=V"`
	Off   bool   `help:"Take it away instead."`
}

func (qualifyCmd) Examples() []string {
	return []string{`articula qualify rural.articula --where "kind:focus_group" --facet level=local`}
}

func (c *qualifyCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		f, err := p.ParseFacet(a.ctx, c.Facet)
		if err != nil {
			return err
		}
		changed, others, err := p.FacetsWhere(a.ctx, c.Where, f, !c.Off)
		if err != nil {
			return err
		}
		return a.print(map[string]int{"changed": changed, "others": others}, func() {
			a.say("%s changed; %d belong to others and were left as they are.", plural(changed, "coding", "codings"), others)
		})
	})
}
