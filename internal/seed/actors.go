package seed

import (
	"strings"

	"articula/internal/qda"
)

const actorsFile = "actors.yaml"

func (l *loader) actors() {
	var raw rawActors
	if !l.read(actorsFile, &raw) {
		return
	}
	l.rawRels = raw.Relations
	for _, r := range raw.Actors {
		if r.Parent != "" {
			l.known(actorsFile, r.Line, "actor above it", r.Parent, l.isActor[r.Parent])
		}
		l.unique(actorsFile, r.Line, "actor", r.Name, l.isActor)
		kind := oneOf(l, actorsFile, r.Line, "the kind", r.Kind, qda.ActorKinds())
		a := Actor{Parent: r.Parent, Actor: qda.Actor{Name: r.Name, Kind: kind, Description: r.Description}}
		a.Names = append(l.actorNames(r, r.Names, false), l.actorNames(r, r.Acronyms, true)...)
		if !l.mentioned(a) {
			l.bad(actorsFile, r.Line, "no document names the actor %q", r.Name)
		}
		l.out.Actors = append(l.out.Actors, a)
	}
}

func (l *loader) actorNames(r rawActor, byLang map[string][]string, acronym bool) []qda.ActorName {
	var out []qda.ActorName
	for _, lang := range sortedKeys(byLang) {
		code := lang
		if lang == "any" {
			code = ""
		} else if len(lang) != 2 {
			l.bad(actorsFile, r.Line, "%q is not a language", lang)
		}
		for _, name := range byLang[lang] {
			l.need(actorsFile, r.Line, "a name", name)
			out = append(out, qda.ActorName{Name: name, Lang: code, Acronym: acronym})
		}
	}
	return out
}

func (l *loader) mentioned(a Actor) bool {
	for _, d := range l.out.Documents {
		for _, n := range a.Names {
			if strings.Contains(d.Text, n.Name) {
				return true
			}
		}
	}
	return false
}

func (l *loader) relations() {
	for _, r := range l.rawRels {
		l.known(actorsFile, r.Line, "actor", r.From, l.isActor[r.From])
		l.known(actorsFile, r.Line, "actor", r.To, l.isActor[r.To])
		l.known(actorsFile, r.Line, "case", r.Case, l.isCase[r.Case])
		l.known(actorsFile, r.Line, "coder", r.By, l.coder[r.By])
		if r.From == r.To {
			l.bad(actorsFile, r.Line, "an actor is related to itself")
		}
		if r.Strength < 0 || r.Strength > 3 {
			l.bad(actorsFile, r.Line, "the strength %d is not between 0 and 3", r.Strength)
		}
		l.out.Relations = append(l.out.Relations, Relation{From: r.From, To: r.To, Case: r.Case, Coder: r.By, Strength: r.Strength,
			Facets: l.facets(actorsFile, r.Facets), Note: r.Note, Citations: l.citations(actorsFile, r.Line, r.Citations)})
	}
}
