package seed

import (
	"slices"

	"articula/internal/qda"
)

const synthesisFile = "synthesis.yaml"

func (l *loader) syntheses() {
	var raw rawSyntheses
	if !l.read(synthesisFile, &raw) {
		return
	}
	titles := map[string]bool{}
	for _, r := range raw.Syntheses {
		l.unique(synthesisFile, r.Line, "synthesis", r.Title, titles)
		s := Synthesis{Title: r.Title, Rows: r.Rows}
		for _, row := range r.Rows {
			l.known(synthesisFile, r.Line, "case", row, l.isCase[row])
		}
		keys := map[string]bool{}
		for _, d := range r.Dimensions {
			l.unique(synthesisFile, d.Line, "dimension", d.Key, keys)
			s.Dimensions = append(s.Dimensions, l.dimension(d))
		}
		parts := map[[2]string]int{}
		for _, c := range r.Cells {
			if !slices.Contains(r.Rows, c.Case) {
				l.bad(synthesisFile, c.Line, "the case %q is not a row of this synthesis", c.Case)
			}
			l.known(synthesisFile, c.Line, "dimension", c.Dimension, keys[c.Dimension])
			place := [2]string{c.Case, c.Dimension}
			if c.Part != parts[place] {
				l.bad(synthesisFile, c.Line, "the parts of a row and column count from 0: %d where %d was expected", c.Part, parts[place])
			}
			parts[place]++
			s.Cells = append(s.Cells, l.cell(c))
		}
		l.out.Syntheses = append(l.out.Syntheses, s)
	}
}

func (l *loader) dimension(r rawDimension) Dimension {
	kind := oneOf(l, synthesisFile, r.Line, "the kind", r.Kind, []string{"code", "facet", "question"})
	l.need(synthesisFile, r.Line, "the title", r.Title)
	if kind == "code" {
		_, ok := l.words.code[r.Code]
		l.known(synthesisFile, r.Line, "code", r.Code, ok)
	}
	return Dimension{Key: r.Key, Code: r.Code, Dimension: qda.Dimension{Title: r.Title, Kind: kind, Query: r.Query}}
}

func (l *loader) cell(r rawCell) Cell {
	l.need(synthesisFile, r.Line, "the statement", r.Statement)
	oneOf(l, synthesisFile, r.Line, "the status", r.Status, []string{"draft", "reviewed", "contested"})
	l.known(synthesisFile, r.Line, "coder", r.By, l.coder[r.By])
	return Cell{Case: r.Case, Dimension: r.Dimension, Part: r.Part, Statement: r.Statement, Status: r.Status, Coder: r.By,
		Citations: l.citations(synthesisFile, r.Line, r.Citations)}
}
