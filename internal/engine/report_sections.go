package engine

import (
	"fmt"
	"slices"
	"strings"

	"articula/internal/agreement"
	"articula/internal/qda"
	"articula/internal/report"
	"articula/internal/store"
)

// caseSheets writes a sheet for each case: what is said of it, on which passages, and
// its documents.
func (b *reportBuilder) caseSheets() error {
	ids := b.request.Cases
	labels := map[string]string{} // of attributes and permitted values
	paths := map[qda.ID][]string{}
	err := b.named(func(tx *store.Tx, cat *catalog) error {
		if len(ids) == 0 {
			ids = cat.cases.leafIDs()
		}
		choices, err := store.List[qda.Choice](tx, store.Eq{})
		for _, c := range choices {
			labels[c.AttributeID.String()+c.Name] = cat.label(c.ID, c.Name, b.words.Lang)
		}
		for _, a := range cat.attrs {
			labels[a.ID.String()] = cat.label(a.ID, a.Name, b.words.Lang)
			if a.Type == qda.BooleanValue {
				labels[a.ID.String()+"true"], labels[a.ID.String()+"false"] = b.words.Yes, b.words.No
			}
		}
		for _, id := range ids {
			paths[id] = cat.casePathIn(id, b.words.Lang)
		}
		return err
	})
	if err != nil {
		return err
	}
	b.heading(1, b.words.CaseSheets)
	for _, id := range ids {
		s, err := b.p.CaseSheet(b.ctx, id)
		if err != nil {
			return err
		}
		b.heading(2, strings.Join(paths[id], " › "))
		s.Name = paths[id][len(paths[id])-1]
		if s.Description != "" {
			b.put(report.Paragraph(s.Description))
		}
		coverage, err := b.coverageOf(s)
		if err != nil {
			return err
		}
		b.put(report.Paragraph(coverage), report.Block{Table: b.valueTable(s, labels)}, report.Block{Table: b.documentTable(s)})
	}
	return nil
}

// coverageOf says who speaks of a case and how much of its documents, or of the parts of
// them that it has, nobody coded.
func (b *reportBuilder) coverageOf(s CaseSheet) (string, error) {
	passages, uncoded, err := b.p.passagesOf(b.ctx, s)
	return report.Fill(b.words.CaseCoverage, "voices", fmt.Sprint(s.Coverage.Voices), "documents", fmt.Sprint(s.Coverage.Documents), "uncoded", fmt.Sprint(uncoded), "passages", fmt.Sprint(passages)), err
}

func (b *reportBuilder) valueTable(s CaseSheet, labels map[string]string) *report.Table {
	w := b.words
	t := &report.Table{Caption: s.Name, Head: []string{w.Attribute, w.Value, w.DecidedBy, w.Note}, Widths: []int{3, 6, 3, 4}, RowHead: true}
	for _, v := range s.Values {
		value := report.Text{Runs: []report.Run{{Text: orElse(labels[v.Attribute.String()+v.Value], v.Value), Quotes: b.quotes(v.Citations)}}}
		var marks []string
		if v.Status != ValueHeld {
			marks = append(marks, w.Status(v.Status))
		}
		if !v.Cited {
			marks = append(marks, w.WithoutCitation)
		}
		if len(marks) > 0 {
			value.Runs = append(value.Runs, report.Run{Text: " [" + strings.Join(marks, ", ") + "]", Italic: true, Small: true})
		}
		note := report.Cell{}
		if v.Note != "" {
			note = append(note, report.Plain(v.Note)...)
		}
		if v.Alternatives != "" {
			note = append(note, report.Plain(w.Named(w.Alternatives, v.Alternatives))...)
		}
		t.Rows = append(t.Rows, []report.Cell{report.Plain(labels[v.Attribute.String()]), {value}, report.Plain(strings.TrimSuffix(v.Coder.Name+", "+v.At[:min(10, len(v.At))], ", ")), note})
	}
	return t
}

func (b *reportBuilder) documentTable(s CaseSheet) *report.Table {
	w := b.words
	t := &report.Table{Caption: w.Named(w.Documents, s.Name), Head: []string{w.Document, w.Kind, w.Language, w.Date, w.Codings}, Widths: []int{6, 2, 1, 2, 1}}
	for _, d := range s.Documents {
		title := report.Text{Runs: []report.Run{{Text: d.Document.Title}}}
		if !d.Whole {
			title.Runs = append(title.Runs, report.Run{Text: " [" + w.Named(w.DocumentPart, "“"+d.Quote+"”") + "]", Italic: true, Small: true})
		}
		t.Rows = append(t.Rows, []report.Cell{{title}, report.Plain(w.Name(string(d.Document.Kind))), report.Plain(w.Name(d.Document.Lang)), report.Plain(d.Document.Date), report.Plain(fmt.Sprint(d.Codings))})
	}
	return t
}

// gap writes the report on norm and practice.
func (b *reportBuilder) gap() error {
	rows, err := b.p.Gap(b.ctx, GapQuery{})
	if err != nil {
		return err
	}
	w := b.words
	verdicts := map[string]string{GapContradicted: w.GapContradicted, GapSupported: w.GapSupported, GapBoth: w.GapBoth, GapNormSilent: w.GapNormSilent, GapPracticeSilent: w.GapPracticeSilent, GapOther: w.GapOther}
	t := &report.Table{Caption: w.GapReport, Head: []string{w.Case, w.Code, w.Norm, w.Practice, w.Other, w.Verdict}, Widths: []int{4, 4, 2, 2, 2, 6}}
	err = b.named(func(_ *store.Tx, cat *catalog) error {
		for _, r := range rows {
			if r.Verdict == GapSilent {
				continue
			}
			code := cat.tree.Node(r.Code.ID)
			said := report.Text{Runs: []report.Run{{Text: verdicts[r.Verdict]}}}
			for _, l := range r.Links {
				from, to := w.LinkEnds(l.Kind)
				for i, end := range []LinkPassage{l.From, l.To} {
					other := []LinkPassage{l.To, l.From}[i]
					q := report.Quote{Text: end.Quote, Lang: end.Lang, Before: end.Before, After: end.After, Source: b.source(end.Document, end.Position)}
					q.Role = []string{from, to}[i] + " " + b.source(other.Document, Position{})
					said.Runs[0].Quotes = append(said.Runs[0].Quotes, q)
				}
			}
			side := func(s GapSide) report.Cell {
				parts := []string{fmt.Sprint(s.Segments)}
				if s.Linked > 0 {
					parts = append(parts, w.Count(w.LinkedSide, s.Linked))
				}
				return report.Plain(strings.Join(parts, " + "))
			}
			t.Rows = append(t.Rows, []report.Cell{report.Plain(cat.caseIn(r.Case.ID, w.Lang)), report.Plain(cat.label(r.Code.ID, code.Code.Name, w.Lang)), side(r.Norm), side(r.Practice), side(r.Other), {said}})
		}
		return nil
	})
	b.heading(1, w.GapReport)
	b.put(report.Block{Table: t})
	return err
}

// actors writes the map of actors and, beside it, every coordination.
func (b *reportBuilder) actors() error {
	w := b.words
	n, err := b.p.ActorNetwork(b.ctx, RelationFilter{}, w.Lang)
	if err != nil {
		return err
	}
	list, err := b.p.Relations(b.ctx, RelationFilter{})
	if err != nil {
		return err
	}
	b.heading(1, w.ActorMap)
	if len(n.Nodes) == 0 {
		return nil
	}
	picture := n.picture(b.info.Title, w)
	titles := map[qda.ID]string{}
	for _, v := range n.Nodes {
		titles[v.ID] = v.Title
	}
	called := func(actor Ref) report.Cell { return report.Plain(orElse(titles[actor.ID], actor.Name)) } // as on the map
	t := &report.Table{Caption: w.Relations, Head: []string{w.From, w.To, w.Case, w.Level, w.Mechanism, w.Direction, w.Strength, w.Note, w.Passages}, Widths: []int{4, 4, 3, 2, 2, 2, 2, 4, 2}}
	err = b.named(func(_ *store.Tx, cat *catalog) error {
		level, mechanism, direction := cat.facetCalled("level"), cat.facetCalled("mechanism"), cat.facetCalled("direction")
		meaning := func(f FacetValue) string { return cat.label(f.Value, f.Meaning, w.Lang) }
		for _, r := range list {
			value := func(facet qda.ID) report.Cell {
				var names []string
				for _, f := range r.Facets {
					if f.Facet == facet {
						names = append(names, meaning(f))
					}
				}
				return report.Plain(strings.Join(names, ", "))
			}
			passages := report.Cell{{Runs: []report.Run{{Text: fmt.Sprint(len(Standing(r.Citations))), Quotes: b.quotes(r.Citations)}}}}
			strength := []string{"", w.Weak, w.Medium, w.Strong}[r.Strength]
			t.Rows = append(t.Rows, []report.Cell{called(r.From), called(r.To), report.Plain(cat.caseIn(r.Case.ID, w.Lang)), value(level), value(mechanism), value(direction), report.Plain(strength), report.Plain(r.Note), passages})
		}
		b.matrices = n.matrixTables(list, matrixNames{all: w.ActorMap, from: w.From, value: func(f FacetValue) string { return cat.label(f.Facet, f.Name, w.Lang) + " " + meaning(f) }})
		return nil
	})
	b.put(report.Block{Picture: picture}, report.Block{Table: t})
	return err
}

// codebook writes every code with its definition and an example: its own, else a
// passage that is coded with it.
func (b *reportBuilder) codebook() error {
	w := b.words
	t := &report.Table{Caption: w.Codebook, Head: []string{w.Code, w.Definition, w.Example, w.Codings}, Widths: []int{4, 8, 7, 2}, RowHead: true}
	examples := map[qda.ID]Segment{}
	page, err := b.p.Segments(b.ctx, SegmentQuery{Context: citationContext})
	if err != nil {
		return err
	}
	for _, s := range page.Segments {
		if old, ok := examples[s.Code.ID]; !ok || len(s.Quote) < len(old.Quote) && len(s.Quote) > 60 {
			examples[s.Code.ID] = s
		}
	}
	err = b.named(func(tx *store.Tx, cat *catalog) error {
		counts, err := tx.CountByCode(store.CodingFilter{})
		if err != nil {
			return err
		}
		for n := range cat.tree.Standing {
			k := n.Code
			say := func(field, own string) (text, foreign string) {
				if text = cat.labelOf(k.ID, field, own, w.Lang); text == own && own != "" {
					foreign = b.foreign(cat, k.ID, field)
				}
				return text, foreign
			}
			var definition, example report.Cell
			if s, foreign := say("definition", k.Definition); s != "" {
				definition = append(definition, inLanguageOf(s, foreign))
			}
			for _, x := range [][3]string{{w.IncludeWhen, "include_when", k.IncludeWhen}, {w.ExcludeWhen, "exclude_when", k.ExcludeWhen}} {
				if s, foreign := say(x[1], x[2]); s != "" {
					definition = append(definition, report.Text{Runs: []report.Run{{Text: w.Named(strings.TrimSpace(x[0]+" "+foreign), ""), Italic: true}, {Text: s}}})
				}
			}
			if s, foreign := say("example", k.Example); s != "" {
				example = report.Cell{inLanguageOf(s, foreign)}
			} else {
				example = b.example(examples, k.ID)
			}
			name := strings.Repeat(" ", 4*n.Depth()) + cat.label(k.ID, k.Name, w.Lang)
			t.Rows = append(t.Rows, []report.Cell{report.Plain(name), definition, example, report.Plain(fmt.Sprint(counts[k.ID].Codings))})
		}
		return nil
	})
	b.heading(1, w.Codebook)
	b.put(report.Block{Table: t})
	return err
}

// foreign says in brackets that a text is in the language of the project and not in that
// of the report, which has no text of its own.
func (b *reportBuilder) foreign(cat *catalog, id qda.ID, field string) string {
	if b.info.Language == "" || b.info.Language == b.words.Lang || cat.labelOf(id, field, "", b.words.Lang) != "" {
		return ""
	}
	return "(" + report.Fill(b.words.InLanguage, "language", b.words.Name(b.info.Language)) + ")"
}

func inLanguageOf(s, foreign string) report.Text {
	runs := []report.Run{{Text: s}}
	if foreign != "" {
		runs = append(runs, report.Run{Text: " " + foreign, Italic: true, Small: true})
	}
	return report.Text{Runs: runs}
}

// example is a passage that is coded with a code.
func (b *reportBuilder) example(found map[qda.ID]Segment, code qda.ID) report.Cell {
	s, ok := found[code]
	if !ok {
		return nil
	}
	q := report.Quote{Text: s.Quote, Lang: s.Lang, Before: s.Before, After: s.After, Source: b.source(s.Document, s.Position)}
	return report.Cell{{Runs: []report.Run{{Text: "“" + inVivoName(s.Quote) + "”", Quotes: []report.Quote{q}}}}}
}

// methods writes what was done, in numbers that the project knows.
func (b *reportBuilder) methods() error {
	w := b.words
	b.heading(1, w.Methods)
	var said []string
	err := b.named(func(tx *store.Tx, cat *catalog) error {
		var cases []string
		for _, id := range cat.cases.leafIDs() {
			cases = append(cases, cat.caseIn(id, w.Lang))
		}
		said = append(said, report.Fill(w.MethodCases, "cases", w.Count(w.CountCases, len(cases)), "names", w.List(cases)))
		said = append(said, b.methodDocuments(cat))
		facets := 0
		for _, f := range cat.facets {
			if f.DeletedAt == "" {
				facets++
			}
		}
		coding, err := b.methodCoding(tx, cat, w.Count(w.CountFacets, facets))
		if err != nil {
			return err
		}
		said = append(said, coding)
		versions, err := store.List[qda.CodebookVersion](tx, store.Eq{})
		if err != nil {
			return err
		}
		if len(versions) == 0 {
			said = append(said, w.MethodNoVersion)
		} else {
			said = append(said, report.Fill(w.Count(w.MethodVersions, len(versions)), "names", w.List(each(versions, func(v qda.CodebookVersion) string { return v.Label }))))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, more := range []func() (string, error){b.methodDouble, b.methodAgreement, b.methodFindings} {
		s, err := more()
		if err != nil {
			return err
		}
		said = append(said, s)
	}
	if len(b.info.Hidden) > 0 {
		said = append(said, w.Count(w.MethodHidden, len(b.info.Hidden)))
	}
	b.put(report.Paragraph(strings.Join(said, " ")))
	return nil
}

// methodCoding says who coded how much in how many rounds. Who only looks on, a round that
// was begun and what was decided have no part in the codings that it counts.
func (b *reportBuilder) methodCoding(tx *store.Tx, cat *catalog, facets string) (string, error) {
	w := b.words
	codes := w.Count(w.CountCodes, b.info.Codes)
	codings, err := tx.CodingPlaces(store.CodingFilter{})
	if err != nil {
		return "", err
	}
	decided := map[qda.ID]bool{}
	for _, r := range cat.rounds {
		decided[r.ID] = r.Kind == qda.ConsensusRound
	}
	by, rounds := map[qda.ID]bool{}, map[qda.ID]bool{}
	for _, c := range codings {
		if !decided[c.RoundID] {
			by[c.CoderID], rounds[c.RoundID] = true, true
		}
	}
	var coders []string
	for _, c := range cat.coders {
		if by[c.ID] {
			coders = append(coders, c.Name)
		}
	}
	if len(coders) == 0 {
		return report.Fill(w.MethodNobody, "codes", codes, "facets", facets), nil
	}
	return report.Fill(w.Count(w.MethodCoding, len(coders)), "names", w.List(coders), "codings", w.Count(w.CountCodings, b.info.Codings), "rounds", w.Count(w.CountRounds, len(rounds)), "codes", codes, "facets", facets), nil
}

func (b *reportBuilder) methodDocuments(cat *catalog) string {
	kinds, langs := map[qda.DocumentKind]int{}, map[string]int{}
	n := 0
	for _, d := range cat.documents {
		if d.DeletedAt == "" {
			n++
			kinds[d.Kind]++
			langs[d.Lang]++
		}
	}
	var parts, languages []string
	for _, k := range qda.DocumentKinds() {
		if kinds[k] > 0 {
			parts = append(parts, b.words.Named(b.words.Name(string(k)), b.words.Number(kinds[k])))
		}
	}
	for lang := range langs {
		if lang != "" {
			languages = append(languages, b.words.Name(lang))
		}
	}
	slices.Sort(languages)
	return report.Fill(b.words.MethodDocuments, "documents", b.words.Count(b.words.CountDocuments, n), "kinds", strings.Join(parts, ", "), "languages", b.words.List(languages))
}

func (b *reportBuilder) methodDouble() (string, error) {
	f, err := b.p.frame(b.ctx, false)
	if err != nil {
		return "", err
	}
	coders := map[qda.ID]map[qda.ID]bool{}
	for _, c := range f.codings {
		if coders[c.DocumentID] == nil {
			coders[c.DocumentID] = map[qda.ID]bool{}
		}
		coders[c.DocumentID][c.CoderID] = true
	}
	n := 0
	for _, set := range coders {
		if len(set) > 1 {
			n++
		}
	}
	return b.words.Count(b.words.MethodDouble, n), nil
}

// methodAgreement says how far the coders agreed, if that was asked for.
func (b *reportBuilder) methodAgreement() (string, error) {
	if !b.request.Agreement {
		return b.words.MethodNoAgreement, nil
	}
	r, err := b.p.Agreement(b.ctx, AgreementQuery{Lang: b.words.Lang}, nil)
	if err != nil {
		return "", err
	}
	if r.Pooled.Alpha == nil {
		return report.Fill(b.words.MethodAgreement, "text", r.Pooled.Reason), nil
	}
	number := wordsIn(b.words.Lang)
	text := "α = " + number.number(*r.Pooled.Alpha)
	if ci := r.Pooled.CI; len(ci) == 2 {
		between := ", "
		if b.words.Lang != "en" { // where numbers have a comma themselves
			between = "; "
		}
		text += " [" + number.number(ci[0]) + between + number.number(ci[1]) + "]"
	}
	return report.Fill(b.words.MethodAgreement, "text", text+" ("+b.words.Named(r.Round.Name, b.decided(r))+")."), nil
}

// decided says on how much the coefficient rests: matched segments, or decisions, one
// for each unit and code that two coders or more judged.
func (b *reportBuilder) decided(r AgreementReport) string {
	w := b.words
	unit := w.Name("unit." + r.Unit)
	if r.Unit == string(agreement.Segment) {
		return w.Count(unit, r.Pooled.Units)
	}
	most, codes := map[qda.ID]int{}, 0 // of the units of a document, each code was judged on some
	for _, c := range r.Codes {
		if c.Compared() { // one that nobody used, or that fills no unit, is in none of the numbers
			codes++
		}
		for _, place := range c.By {
			most[place.Document] = max(most[place.Document], place.Units)
		}
	}
	units := 0
	for _, n := range most {
		units += n
	}
	return report.Fill(w.MethodDecisions, "decisions", w.Count(w.CountDecisions, r.Pooled.Units), "units", w.Count(unit, units), "codes", w.Count(w.CountCodes, codes))
}

func (b *reportBuilder) methodFindings() (string, error) {
	list, err := b.p.Syntheses(b.ctx)
	if err != nil {
		return "", err
	}
	type place struct { // that several findings may cite
		document   qda.ID
		start, end int
	}
	findings, reviewed, cited := 0, 0, map[place]bool{}
	for _, ref := range list {
		v, err := b.p.Synthesis(b.ctx, ref.ID)
		if err != nil {
			return "", err
		}
		for _, c := range v.Cells {
			for _, f := range c.Findings {
				if f.Statement == "" {
					continue
				}
				findings++
				for _, c := range Standing(f.Citations) {
					cited[place{c.Document.ID, c.Start, c.End}] = true
				}
				if f.Status == FindingReviewed {
					reviewed++
				}
			}
		}
	}
	return report.Fill(b.words.Count(b.words.MethodFindings, reviewed), "findings", b.words.Count(b.words.CountFindings, findings), "citations", b.words.Count(b.words.CountCited, len(cited))), nil
}
