package cli

import (
	"fmt"
	"slices"
	"strings"
)

// fit is a flag that was given, or not, and the formats for which it means something.
type fit struct {
	name    string
	given   bool
	formats []string
}

// noEnding is the format of a file whose name has no ending: what writes it says so.
const noEnding = "?"

// toFile is the format of a file that may be written.
func toFile(out string) string {
	if f := (&written{Out: out}).format(); f != "" || out == "" {
		return f
	}
	return noEnding
}

// fits refuses flags that mean nothing for the format of the file that is written, or that
// only mean something for a file: format is "" where none is written.
func fits(format string, flags ...fit) error {
	for _, f := range flags {
		switch {
		case !f.given || format == noEnding || format != "" && (f.formats == nil || slices.Contains(f.formats, format)):
		case format == "":
			return fmt.Errorf("%s means nothing without --out; leave it out, or say which file to write", f.name)
		default:
			return fmt.Errorf("%s means nothing for %s, only for %s; leave it out, or choose another format", f.name, format, strings.Join(f.formats, ", "))
		}
	}
	return nil
}

func (s *sharing) flags() []fit {
	return []fit{{"--profile", s.Profile != "team" && s.Profile != "", nil}, {"--pseudonyms", s.Pseudonyms, nil}}
}

// Validate is called by the parser when all flags are read.
func (w *written) Validate() error {
	return fits(toFile(w.Out), append(w.flags(),
		fit{"--bom", w.BOM, []string{"csv"}}, fit{"--semicolon", w.Semicolon, []string{"csv"}}, fit{"--words", w.Words != "", []string{"xlsx", "html"}})...)
}

func (c *matrixCmd) Validate() error {
	if c.Out != "" {
		for _, f := range []fit{{"--row", c.Row != "", nil}, {"--column", c.Column != "", nil}, {"--source", c.Source != "", nil}} {
			if f.given {
				return fmt.Errorf("%s opens a cell and means nothing with --out, which writes the whole matrix; leave one of them out", f.name)
			}
		}
	}
	return c.written.Validate()
}

// Validate refuses a profile where agreement is shown instead of written: what is shown holds
// everything, names of coders, too.
func (c *agreementCmd) Validate() error {
	for _, f := range c.flags() {
		switch {
		case !f.given:
		case c.FromCSV != "":
			return fmt.Errorf("%s means nothing with --from-csv, which shows the table as it is; leave one of them out", f.name)
		case c.Report == "" && c.Matrix == "":
			return fmt.Errorf("%s means nothing without --report or --matrix; leave it out, or say which file to write", f.name)
		}
	}
	return nil
}

func (c *exportCmd) Validate() error {
	qdpx := []string{"qdpx"}
	return fits(c.Format,
		fit{"--bom", c.BOM, []string{"csv", "dataset"}},
		fit{"--semicolon", c.Semicolon, []string{"csv"}},
		fit{"--words", c.Words != "", []string{"xlsx"}},
		fit{"--consensus", c.Consensus, []string{"csv", "xlsx", "json", "jsonl", "dataset", "html", "docx"}},
		fit{"--positions", c.Positions != "", qdpx}, fit{"--strip-paths", c.StripPaths, qdpx},
		fit{"--no-names", c.NoNames, qdpx}, fit{"--standard-only", c.StandardOnly, qdpx},
	)
}

func (c *codebookExport) Validate() error {
	return fits(c.format(), fit{"--bom", c.BOM, []string{"csv"}})
}

func (c *memosCmd) Validate() error {
	return fits(toFile(c.Out), fit{"--bom", c.BOM, []string{"csv"}}, fit{"--semicolon", c.Semicolon, []string{"csv"}})
}

func (c *caseSheetCmd) Validate() error {
	return fits(toFile(c.Out), append(c.flags(), fit{"--lang", c.Lang != "", nil})...)
}

func (c *synthesisShow) Validate() error {
	return fits(toFile(c.Out), append(c.flags(), fit{"--lang", c.Lang != "", nil})...)
}
