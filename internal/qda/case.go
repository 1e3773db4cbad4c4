package qda

// Case is what is compared. Cases form a tree, for example region › country › case.
type Case struct {
	ID          ID     `log:"id"`
	ParentID    ID     `log:"parent_id" ref:"case_unit"`
	Name        string `log:"name"`
	Kind        string `log:"kind"` // what this level of the tree is: "region", "country", "case" or the team's own word
	Pos         string `log:"pos"`
	Description string `log:"description"`
	DeletedAt   string `log:"deleted_at"`
	MergedInto  ID     `log:"merged_into" ref:"case_unit,clear"` // the case that took over what it had, none if it stands or was only binned
}

// CaseSpan says that a document, or a span of it, belongs to a case. Whole means
// the entire document, whatever its length becomes; the span is then its length.
type CaseSpan struct {
	ID         ID   `log:"id"`
	CaseID     ID   `log:"case_id" ref:"case_unit,cascade"`
	DocumentID ID   `log:"document_id" ref:"document,cascade"`
	Whole      bool `log:"whole"`
	Span
}

// Scope says what an attribute describes.
type Scope string

const (
	OnCase     Scope = "case"
	OnDocument Scope = "document"
	OnSpeaker  Scope = "speaker"
)

// ValueType is the type of an attribute's values.
type ValueType string

const (
	TextValue    ValueType = "text"
	NumberValue  ValueType = "number"  // decimal, "." before the fraction
	DateValue    ValueType = "date"    // YYYY, YYYY-MM or YYYY-MM-DD
	BooleanValue ValueType = "boolean" // "true" or "false"
	ChoiceValue  ValueType = "choice"  // the Name of a Choice
)

// Attribute is a property that cases, documents or speakers can have.
type Attribute struct {
	ID         ID        `log:"id"`
	Name       string    `log:"name"`
	Scope      Scope     `log:"scope"`
	Type       ValueType `log:"type"`
	Definition string    `log:"definition"`
	Pos        string    `log:"pos"`
}

// Choice is one permitted value of an attribute of type choice.
type Choice struct {
	ID          ID     `log:"id"`
	AttributeID ID     `log:"attribute_id" ref:"attribute,cascade"`
	Name        string `log:"name"`
	Definition  string `log:"definition"`
	Pos         string `log:"pos"`
}

// AttributeValue is one value held for a case, document or speaker. Contested
// values stand side by side: there may be several for one owner and attribute, of
// which one at most is "held". Its evidence are the citations that it owns.
type AttributeValue struct {
	ID           ID     `log:"id"`
	AttributeID  ID     `log:"attribute_id" ref:"attribute,cascade"`
	OwnerID      ID     `log:"owner_id" ref:"case_unit|document|speaker,cascade"` // a case, document or speaker, by the attribute's scope
	Value        string `log:"value"`
	Status       string `log:"status"`       // "held", "contested" or "rejected"
	Alternatives string `log:"alternatives"` // what else was considered
	Note         string `log:"note"`
	CoderID      ID     `log:"coder_id" ref:"coder"` // who decided
	At           string `log:"at"`
}

// DecidedAfter reports whether a value was decided later than another; of two decided at
// one time it is the one with the larger identity.
func (v AttributeValue) DecidedAfter(o AttributeValue) bool {
	if v.At != o.At {
		return v.At > o.At
	}
	return string(v.ID[:]) > string(o.ID[:])
}

// HeldAside names the values that do not count as held though their records say so: copies
// that met each held another one for one thing, and one of these was decided later.
func HeldAside(list []AttributeValue) map[ID]bool {
	type place struct{ attribute, owner ID }
	latest, aside := map[place]AttributeValue{}, map[ID]bool{}
	for _, v := range list {
		if v.Status != "held" {
			continue
		}
		at := place{v.AttributeID, v.OwnerID}
		o, two := latest[at]
		if !two || v.DecidedAfter(o) {
			o, v = v, o
			latest[at] = o
		}
		if two {
			aside[v.ID] = true
		}
	}
	return aside
}

func (Case) Entity() string           { return "case_unit" }
func (c Case) Key() ID                { return c.ID }
func (CaseSpan) Entity() string       { return "case_span" }
func (c CaseSpan) Key() ID            { return c.ID }
func (Attribute) Entity() string      { return "attribute" }
func (a Attribute) Key() ID           { return a.ID }
func (Choice) Entity() string         { return "choice" }
func (c Choice) Key() ID              { return c.ID }
func (AttributeValue) Entity() string { return "attribute_value" }
func (v AttributeValue) Key() ID      { return v.ID }
