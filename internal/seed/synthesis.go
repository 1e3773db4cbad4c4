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
		s := Synthesis{Title: r.Title, Titles: r.Titles, Rows: r.Rows}
		for _, row := range r.Rows {
			l.known(synthesisFile, r.Line, "case", row, l.isCase[row])
		}
		rows := slices.Clone(r.Rows)
		for _, g := range r.Gathered {
			s.Gathered = append(s.Gathered, l.gathered(g))
			rows = append(rows, g.Title)
		}
		keys := map[string]bool{}
		for _, d := range r.Dimensions {
			l.unique(synthesisFile, d.Line, "dimension", d.Key, keys)
			s.Dimensions = append(s.Dimensions, l.dimension(d))
		}
		parts := map[[2]string]int{}
		for _, c := range r.Cells {
			if !slices.Contains(rows, c.Case) {
				l.bad(synthesisFile, c.Line, "%q is not a row of this synthesis", c.Case)
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

func (l *loader) gathered(r rawRow) Row {
	l.need(synthesisFile, r.Line, "the title", r.Title)
	if (r.Attribute == "") == (len(r.Cases) == 0) {
		l.bad(synthesisFile, r.Line, "a row of several cases names either them or an attribute")
	}
	if r.Attribute != "" {
		l.value(synthesisFile, r.Line, r.Attribute, r.Value, qda.OnCase)
	}
	for _, c := range r.Cases {
		l.known(synthesisFile, r.Line, "case", c, l.isCase[c])
	}
	return Row{Title: r.Title, Titles: r.Titles, Attribute: r.Attribute, Value: r.Value, Cases: r.Cases}
}

func (l *loader) dimension(r rawDimension) Dimension {
	kind := oneOf(l, synthesisFile, r.Line, "the kind", r.Kind, []string{"code", "facet", "question"})
	l.need(synthesisFile, r.Line, "the title", r.Title)
	if kind == "code" {
		_, ok := l.words.code[r.Code]
		l.known(synthesisFile, r.Line, "code", r.Code, ok)
	}
	return Dimension{Key: r.Key, Code: r.Code, Titles: r.Titles, Dimension: qda.Dimension{Title: r.Title, Kind: kind, Query: r.Query}}
}

func (l *loader) cell(r rawCell) Cell {
	l.need(synthesisFile, r.Line, "the statement", r.Statement)
	oneOf(l, synthesisFile, r.Line, "the status", r.Status, []string{"draft", "reviewed", "contested"})
	l.known(synthesisFile, r.Line, "coder", r.By, l.coder[r.By])
	c := Cell{Case: r.Case, Dimension: r.Dimension, Part: r.Part, Statement: r.Statement, Statements: r.Statements, Status: r.Status, Coder: r.By, Since: l.since(r.Since)}
	if !r.Unfounded {
		c.Citations = l.citations(synthesisFile, r.Line, r.Citations)
	} else if len(r.Citations) > 0 {
		l.bad(synthesisFile, r.Line, "it is said to be unfounded, and rests on citations")
	}
	return c
}

// since checks what happened after a finding was written: what came must be coded, and
// who withdrew something must have been assigned.
func (l *loader) since(r rawSince) Since {
	var out Since
	for _, n := range r.New {
		p := l.passage(synthesisFile, n)
		if !slices.ContainsFunc(l.out.Codings, func(c Coding) bool { return c.Passage == p }) {
			l.bad(synthesisFile, n.Line, "nobody coded the passage %q that is said to be new", n.Quote)
		}
		out.New = append(out.New, p)
	}
	for _, w := range r.Withdrawn {
		l.code(synthesisFile, w.Line, w.Code)
		if !l.assigned[Assignment{Document: w.Document, Coder: w.By, Round: w.Round}] {
			l.bad(synthesisFile, w.Line, "coder %s is not assigned in round %s", w.By, w.Round)
		}
		out.Withdrawn = append(out.Withdrawn, Coding{Passage: l.passage(synthesisFile, w.rawPassage), Code: w.Code, Coder: w.By, Round: w.Round})
	}
	for _, d := range r.Reworded {
		l.code(synthesisFile, d.Line, d.Code)
		l.need(synthesisFile, d.Line, "the wording that it had", d.Was)
		out.Reworded = append(out.Reworded, Reworded{d.Code, d.Was})
	}
	return out
}
