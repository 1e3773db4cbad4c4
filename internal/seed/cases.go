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
		l.out.Cases = append(l.out.Cases, Case{Parent: parent, Case: qda.Case{Name: r.Name, Kind: r.Kind, Description: r.Description}})
		l.casesBelow(r.Name, r.Cases)
	}
}

// values reads the attribute values of the cases; it comes after the documents,
// which they cite.
func (l *loader) values() { l.valuesBelow(l.rawCases) }

func (l *loader) valuesBelow(raw []rawCase) {
	for _, c := range raw {
		held := map[string]bool{}
		for _, r := range c.Attributes {
			if r.Status == "" {
				r.Status = "held"
			}
			oneOf(l, casesFile, r.Line, "the status", r.Status, []string{"held", "contested", "rejected"})
			if r.Status == "held" {
				l.unique(casesFile, r.Line, "held value of", r.Attribute, held)
			}
			l.value(casesFile, r.Line, r.Attribute, r.Value, qda.OnCase)
			l.known(casesFile, r.Line, "coder", r.By, l.coder[r.By])
			l.need(casesFile, r.Line, "the note", r.Note)
			l.out.Values = append(l.out.Values, AttributeValue{Case: c.Name, Attribute: r.Attribute, Coder: r.By,
				Citations:      l.citations(casesFile, r.Line, r.Citations),
				AttributeValue: qda.AttributeValue{Value: r.Value, Status: r.Status, Alternatives: r.Alternatives, Note: r.Note}})
		}
		l.valuesBelow(c.Cases)
	}
}
