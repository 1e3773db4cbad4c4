package seed

import "articula/internal/qda"

const casesFile = "cases.yaml"

func (l *loader) cases() {
	var raw rawCases
	if l.read(casesFile, &raw) {
		l.rawCases = raw.Cases
		l.casesBelow("", raw.Cases)
	}
}

func (l *loader) casesBelow(parent string, raw []rawCase) {
	for _, r := range raw {
		l.unique(casesFile, r.Line, "case", r.Name, l.isCase)
		l.need(casesFile, r.Line, "the kind", r.Kind)
		l.out.Cases = append(l.out.Cases, Case{Parent: parent, Names: r.Names, Case: qda.Case{Name: r.Name, Kind: r.Kind, Description: r.Description}})
		l.casesBelow(r.Name, r.Cases)
	}
}

// values reads the attribute values of cases, documents and speakers; it comes after the
// documents, which they cite.
func (l *loader) values() {
	l.valuesBelow(l.rawCases)
	for _, r := range l.rawDocs {
		slug := r.slug()
		l.valuesOf(documentsFile, r.Attributes, qda.OnDocument, AttributeValue{Document: slug})
		for _, s := range r.Speakers {
			l.valuesOf(documentsFile, s.Attributes, qda.OnSpeaker, AttributeValue{Document: slug, Speaker: s.Name})
		}
	}
}

func (l *loader) valuesBelow(raw []rawCase) {
	for _, c := range raw {
		l.valuesOf(casesFile, c.Attributes, qda.OnCase, AttributeValue{Case: c.Name})
		l.valuesBelow(c.Cases)
	}
}

// valuesOf reads the values of one owner. A citation of a document's own value that names
// no document cites that one. The values of cases are judgements, and say why.
func (l *loader) valuesOf(file string, raw []rawValue, scope qda.Scope, of AttributeValue) {
	held := map[string]bool{}
	for _, r := range raw {
		if r.Status == "" {
			r.Status = "held"
		}
		oneOf(l, file, r.Line, "the status", r.Status, []string{"held", "contested", "rejected"})
		if r.Status == "held" {
			l.unique(file, r.Line, "held value of", r.Attribute, held)
		}
		l.value(file, r.Line, r.Attribute, r.Value, scope)
		l.known(file, r.Line, "coder", r.By, l.coder[r.By])
		if scope == qda.OnCase {
			l.need(file, r.Line, "the note", r.Note)
		}
		for i := range r.Citations {
			if r.Citations[i].Document == "" {
				r.Citations[i].Document = of.Document
			}
		}
		v := of
		v.Attribute, v.Coder, v.AttributeValue = r.Attribute, r.By, qda.AttributeValue{Value: r.Value, Status: r.Status, Alternatives: r.Alternatives, Note: r.Note}
		if len(r.Citations) > 0 || scope == qda.OnCase {
			v.Citations = l.citations(file, r.Line, r.Citations)
		}
		l.out.Values = append(l.out.Values, v)
	}
}
