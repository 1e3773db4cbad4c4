package qda

// Code is a node of the code tree.
type Code struct {
	ID          ID     `log:"id"`
	ParentID    ID     `log:"parent_id" ref:"code"`
	Pos         string `log:"pos"`
	Name        string `log:"name"`
	Color       string `log:"color"` // #rrggbb, "" inherits the parent's hue
	Folder      bool   `log:"folder"`
	Definition  string `log:"definition"`
	IncludeWhen string `log:"include_when"`
	ExcludeWhen string `log:"exclude_when"`
	Example     string `log:"example"`
	MergedInto  ID     `log:"merged_into" ref:"code"` // the code that took over its codings, none if it stands
	CreatedAt   string `log:"created_at"`
	DeletedAt   string `log:"deleted_at"`
}

// Label is a text of another record in another language: the name or definition
// of a code, facet, facet value, attribute, choice or dimension.
type Label struct {
	ID      ID     `log:"id"`
	OwnerID ID     `log:"owner_id" ref:"@owner_entity,cascade"`
	Owner   string `log:"owner_entity"`
	Field   string `log:"field"` // the field of the owner that it translates: "name", "definition" …
	Lang    string `log:"lang"`  // ISO 639-1
	Text    string `log:"text"`
}

// CodebookVersion is a frozen state of the code tree, its facets and definitions.
type CodebookVersion struct {
	ID      ID     `log:"id"`
	Label   string `log:"label"`
	Note    string `log:"note"`
	Body    string `log:"body"` // the codebook as readable YAML
	Hash    Hash   `log:"hash"` // of Body
	CoderID ID     `log:"coder_id" ref:"coder"`
	At      string `log:"at"`
}

// Facet is a question that can be answered about any coding: at which level, by
// which mechanism. A facet with Actors set takes its answers from the actor
// register instead of from facet values.
type Facet struct {
	ID         ID     `log:"id"`
	Name       string `log:"name"`
	Definition string `log:"definition"`
	Actors     bool   `log:"actors"`
	Multiple   bool   `log:"multiple"` // more than one value on one coding
	Pos        string `log:"pos"`
	DeletedAt  string `log:"deleted_at"`
}

// FacetValue is one permitted answer of a facet.
type FacetValue struct {
	ID         ID     `log:"id"`
	FacetID    ID     `log:"facet_id" ref:"facet,cascade"`
	Name       string `log:"name"`
	Definition string `log:"definition"`
	Shortcut   string `log:"shortcut"` // the single key that sets it right after coding
	Pos        string `log:"pos"`
	DeletedAt  string `log:"deleted_at"`
}

func (Code) Entity() string            { return "code" }
func (c Code) Key() ID                 { return c.ID }
func (Label) Entity() string           { return "label" }
func (l Label) Key() ID                { return l.ID }
func (CodebookVersion) Entity() string { return "codebook_version" }
func (v CodebookVersion) Key() ID      { return v.ID }
func (Facet) Entity() string           { return "facet" }
func (f Facet) Key() ID                { return f.ID }
func (FacetValue) Entity() string      { return "facet_value" }
func (v FacetValue) Key() ID           { return v.ID }
