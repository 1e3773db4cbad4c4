package seed

import (
	"maps"
	"slices"

	"articula/internal/qda"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// codingPlace is what makes a coding the same as another one.
type codingPlace struct {
	document, coder, round, code string
	span                         qda.Span
}

func (l *loader) allCodings() {
	listed := map[string]bool{}
	seen := map[codingPlace]bool{}
	for i := range l.out.Documents {
		d := &l.out.Documents[i]
		file := "codings/" + d.Slug + ".yaml"
		listed[file] = true
		var raw rawCodings
		if !l.read(file, &raw) {
			continue
		}
		if raw.Document != d.Slug {
			l.bad(file, raw.Line, "is about %q", raw.Document)
		}
		l.assignments(file, d.Slug, raw.Assigned)
		for _, r := range raw.Codings {
			l.coding(file, d, r, seen)
		}
		for _, r := range raw.Translations {
			l.translation(file, d.Slug, r)
		}
	}
	l.noOther("codings", listed)
}

func (l *loader) assignments(file, slug string, raw []rawAssignment) {
	if len(raw) == 0 {
		l.bad(file, 0, "nobody is assigned")
	}
	for _, r := range raw {
		l.known(file, r.Line, "round", r.Round, l.round[r.Round])
		if len(r.Finished) != len("2006-01-02") || !dates.MatchString(r.Finished) {
			l.bad(file, r.Line, "%q is not a day", r.Finished)
		}
		for _, coder := range r.Coders {
			l.known(file, r.Line, "coder", coder, l.coder[coder])
			a := Assignment{Document: slug, Coder: coder, Round: r.Round}
			if l.assigned[a] {
				l.bad(file, r.Line, "coder %s is assigned twice in round %s", coder, r.Round)
			}
			l.assigned[a] = true
			a.Finished = r.Finished
			l.out.Assignments = append(l.out.Assignments, a)
		}
	}
}

func (l *loader) coding(file string, d *Document, r rawCoding, seen map[codingPlace]bool) {
	p := l.passage(file, rawPassage{r.Line, d.Slug, r.Quote, r.Nth})
	l.code(file, r.Line, r.Code)
	facets := l.facets(file, r.Facets)
	if len(r.Coders) == 0 {
		l.bad(file, r.Line, "nobody coded it")
	}
	span, err := p.Find(d.Text)
	if err != nil {
		return // reported by passage
	}
	l.quoted[p] = true
	for i, coder := range r.Coders {
		if !l.assigned[Assignment{Document: d.Slug, Coder: coder, Round: r.Round}] {
			l.bad(file, r.Line, "coder %s is not assigned in round %s", coder, r.Round)
		}
		place := codingPlace{d.Slug, coder, r.Round, r.Code, span}
		if seen[place] {
			l.bad(file, r.Line, "coder %s has coded this with %q already in round %s", coder, r.Code, r.Round)
		}
		seen[place] = true
		c := Coding{Passage: p, Code: r.Code, Coder: coder, Round: r.Round, Facets: facets}
		if i == 0 {
			c.Memo = r.Memo
		}
		l.out.Codings = append(l.out.Codings, c)
	}
}

func (l *loader) translation(file, slug string, r rawTranslation) {
	t := Translation{Passage: l.passage(file, rawPassage{r.Line, slug, r.Quote, r.Nth}), Lang: r.Lang, Text: r.Text, Translator: r.Translator, Status: r.Status}
	l.need(file, r.Line, "the text of the translation", r.Text)
	l.need(file, r.Line, "the translator", r.Translator)
	oneOf(l, file, r.Line, "the status", r.Status, []string{"draft", "verified"})
	if d := l.slug[slug]; d.Lang == r.Lang || len(r.Lang) != 2 {
		l.bad(file, r.Line, "%q is not another language than that of the document", r.Lang)
	}
	l.out.Translation = append(l.out.Translation, t)
}

// translationsUsed reports translations of passages that nobody coded or cited.
func (l *loader) translationsUsed() {
	for _, t := range l.out.Translation {
		if !l.quoted[t.Passage] {
			l.bad("codings/"+t.Document+".yaml", 0, "the translated passage %q is neither coded nor cited", t.Quote)
		}
	}
}
