package engine

import (
	"context"
	"encoding/csv"
	"io"
	"slices"
	"strconv"

	"articula/internal/agreement"
	"articula/internal/formula"
	"articula/internal/qda"
	"articula/internal/store"
)

// ExportUnits writes the matrix behind a comparison as CSV: one row for each unit
// and code that anybody used where two judged, one column for each coder, 1 for applied, 0 for not
// applied, empty for missing. Codes are rolled up as they were for the comparison.
// Everything can be computed again from it, with R or with this program (split by the
// column code). Characters are written as the longest stretches on which nothing
// changes, with their length: each row counts that often. Names are those that
// the profile shows; positions are those of the project's own texts, for replacements
// have other lengths and would weigh differently. A manifest lies beside it.
func (p *Project) ExportUnits(ctx context.Context, path string, q AgreementQuery, progress Progress) (Exported, error) {
	out := Exported{Path: path}
	q.bare = true
	err := p.compare(ctx, q, progress, func(tx *store.Tx, c comparison) error {
		out.Hidden = len(c.study.hidden)
		if c.report.Unit == agreement.Segment {
			return qda.E(qda.Invalid, "agreement.no_matrix", "Matched segments have no matrix of units. Choose another unit.")
		}
		over, err := p.coverOver(tx, c.cat, q.For, nil)
		if err != nil {
			return err
		}
		m, err := p.manifestOf(tx, c.cat, over, "", false, q.For, len(c.study.Codings))
		if err != nil {
			return err
		}
		m.Units = &UnitsAsked{Round: over.identity(c.query.Round), Coders: []qda.ID{}, Documents: []qda.ID{}, Unit: string(c.report.Unit), Cover: c.query.Cover, Level: orElse(c.query.Level, "leaf")}
		if !c.query.Masked { // their order is that of the columns
			m.Units.Coders = each(c.study.Coders, over.identity)
		}
		for _, d := range c.study.Documents {
			m.Units.Documents = append(m.Units.Documents, over.identity(d.ID))
		}
		what := "One row per unit and code, one column per coder: 1 applied, 0 not applied, empty missing"
		if c.report.Unit == agreement.Character {
			what = "One row per code and stretch of text on which nothing changes, one column per coder: 1 applied, 0 not applied, empty missing. length is how many characters a row stands for, and so how often it counts"
		}
		rolled := c.study.RolledUp(c.options.Level)
		out.Manifest, err = withManifest(path, what, &m, func(to io.Writer) (int, error) {
			w := csv.NewWriter(to)
			heading := []string{"document", "unit", "start", "end", "code"}
			if c.report.Unit == agreement.Character {
				heading = append(heading, lengthColumn)
			}
			for _, id := range c.study.Coders {
				heading = append(heading, formula.Guard(over.coder(id, c.coder(id).Name)))
			}
			if err := w.Write(heading); err != nil {
				return 0, err
			}
			for _, d := range c.study.Documents {
				for _, code := range c.report.Codes {
					if !code.Sums.Used() {
						continue
					}
					n, err := c.writeUnits(w, over, rolled, d, code.Code)
					if err != nil {
						return 0, err
					}
					out.Rows += n
				}
			}
			w.Flush()
			return out.Rows, w.Error()
		})
		return err
	})
	return out, err
}

// writeUnits writes the rows of one document and code of the study, whose codes are on
// the level of the comparison.
func (c comparison) writeUnits(w *csv.Writer, over *cover, s agreement.Study, d agreement.Document, code qda.ID) (int, error) {
	partition, cover := c.partition(d)
	units := partition.Units
	lanes := make([][]qda.Span, len(c.study.Coders)) // in characters, or unit numbers
	judged := make([]bool, len(c.study.Coders))
	for i, coder := range c.study.Coders {
		for _, a := range s.Assignments {
			if a.Document == d.ID && a.Coder == coder && a.Finished {
				judged[i] = true
				for _, unknown := range a.Unknown {
					judged[i] = judged[i] && unknown != code
				}
			}
		}
		var spans []qda.Span
		for _, k := range s.Codings {
			if k.Document == d.ID && k.Coder == coder && k.Code == code {
				spans = append(spans, k.Span)
			}
		}
		lanes[i], _ = agreement.Normalise(spans, d.Length)
		if c.report.Unit != agreement.Character {
			lanes[i] = partition.Project(lanes[i], cover)
		}
	}
	if c.report.Unit == agreement.Character {
		units = stretches(lanes, d.Length)
	}
	title, path := formula.Guard(over.said(c.document(d.ID).Name)), formula.Guard(over.said(c.code(code).Name))
	for u, span := range units {
		row := []string{title, strconv.Itoa(u + 1), strconv.Itoa(span.Start), strconv.Itoa(span.End), path}
		at := u
		if c.report.Unit == agreement.Character {
			at = span.Start
			row = append(row, strconv.Itoa(span.Len()))
		}
		for i := range lanes {
			cell := ""
			if judged[i] {
				cell = "0"
				for _, run := range lanes[i] {
					if run.Holds(at) {
						cell = "1"
						break
					}
				}
			}
			row = append(row, cell)
		}
		if err := w.Write(row); err != nil {
			return u, err
		}
	}
	return len(units), nil
}

// stretches cuts [0, length) wherever one of the lanes begins or ends.
func stretches(lanes [][]qda.Span, length int) []qda.Span {
	cuts := map[int]bool{0: true, length: true}
	for _, lane := range lanes {
		for _, s := range lane {
			cuts[s.Start], cuts[s.End] = true, true
		}
	}
	var out []qda.Span
	for _, end := range sortedKeys(cuts) {
		if n := len(out); n > 0 {
			out[n-1].End = end
		}
		if end < length {
			out = append(out, qda.Span{Start: end, End: length})
		}
	}
	return out
}

func sortedKeys(set map[int]bool) []int {
	keys := make([]int, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
