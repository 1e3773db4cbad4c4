package cli

import (
	"articula/internal/engine"
)

type exportCmd struct {
	onProject
	filter
	Code      []string `help:"With this code or one below it." placeholder:"C"`
	Format    string   `required:"" enum:"csv,xlsx,json,jsonl,qdpx,dataset,html,docx" help:"csv, xlsx, json, jsonl: one row per coding; html, docx: the documents with their codings; dataset: a folder for R, SPSS and other statistics programs; qdpx: the project for other programs." placeholder:"FORMAT"`
	Out       string   `required:"" help:"The file to write; it is replaced only by a complete one." type:"path" placeholder:"PATH"`
	BOM       bool     `name:"bom" help:"Begin CSV with a byte order mark, for Excel."`
	Semicolon bool     `help:"Separate CSV by semicolons, for Excel where decimals have a comma."`
	Words     string   `enum:"en,es,fr,pt," default:"" help:"xlsx: language in which the dictionary says what stands in columns: en, es, fr, pt." placeholder:"XX"`
	Consensus bool     `help:"The adjudicated layer instead of the coders' own codings."`
	asProject
	sharing
}

func (exportCmd) Examples() []string {
	return []string{
		`articula export rural.articula --format csv --bom --out codings.csv`,
		`articula export rural.articula --format xlsx --out savings.xlsx --code Savings`,
		`articula export rural.articula --format json --out codings.json --json`,
		`articula export rural.articula --format qdpx --out rural.qdpx`,
		`articula export rural.articula --format qdpx --out rural.qdpx --profile archive --preview`,
		`articula export rural.articula --format docx --out coded.docx --code Savings`,
		`articula export rural.articula --format csv --out for-the-archive.csv --profile archive`,
		`articula export rural.articula --format dataset --out for-statistics --lang es`,
	}
}

func (c *exportCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		if c.Preview {
			return c.preview(a, p)
		}
		switch c.Format {
		case "qdpx":
			return c.project(a, p)
		case "dataset":
			return c.dataset(a, p)
		case "html", "docx":
			return c.documents(a, p)
		}
		done, err := p.Export(a.ctx, c.Out, engine.Export{Format: c.Format, Where: c.condition(c.Code), Consensus: c.Consensus, BOM: c.BOM, Semicolon: c.Semicolon, Lang: c.Words, Share: c.share()}, a.progress())
		if err != nil {
			return err
		}
		return a.print(done, func() {
			a.say("%s in %s", plural(done.Rows, "row", "rows"), done.Path)
			a.holds(done.Manifest)
			if done.Long > 0 {
				a.note("%s longer than a cell can hold; the rest stands on the sheet Continued.", plural(done.Long, "text is", "texts are"))
			}
			if done.Mended > 0 {
				a.note("%s cannot stand in this format and became �.", plural(done.Mended, "character", "characters"))
			}
			a.hidden(done.Hidden)
		})
	})
}
