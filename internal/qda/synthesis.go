package qda

// Synthesis is a framework matrix: rows are cases or groups of cases, columns
// are dimensions, and each intersection is a finding cell.
type Synthesis struct {
	ID    ID     `log:"id"`
	Title string `log:"title"`
	Rows  string `log:"rows"` // JSON: rows of cases as files before format 6 have them; they come before its [SynthesisRow] records
	Pos   string `log:"pos"`
}

// What a row of a synthesis can be.
const (
	RowOfCase  = "case"  // a case with those below it
	RowOfValue = "value" // all compared cases that hold a value of an attribute now
	RowOfGroup = "group" // chosen cases, its [RowMember] records
)

// SynthesisRow is a row of a synthesis. What is found for a case is kept by the case, so
// that it stands wherever the row goes; what is found for other rows is kept by the row.
type SynthesisRow struct {
	ID          ID     `log:"id"`
	SynthesisID ID     `log:"synthesis_id" ref:"synthesis,cascade"`
	Kind        string `log:"kind"`                               // one of the RowOf constants
	Title       string `log:"title"`                              // "" where it is called as its case or its value
	CaseID      ID     `log:"case_id" ref:"case_unit,cascade"`    // for kind "case"
	AttributeID ID     `log:"attribute_id" ref:"attribute,clear"` // for kind "value"
	Value       string `log:"value"`
	Pos         string `log:"pos"`
}

// RowMember is a case that a row of kind "group" gathers, with those below it.
type RowMember struct {
	ID     ID `log:"id"`
	RowID  ID `log:"row_id" ref:"synthesis_row,cascade"`
	CaseID ID `log:"case_id" ref:"case_unit,cascade"`
}

// Dimension is a column of a synthesis.
type Dimension struct {
	ID          ID     `log:"id"`
	SynthesisID ID     `log:"synthesis_id" ref:"synthesis,cascade"`
	Title       string `log:"title"`
	Kind        string `log:"kind"`               // "code" (with its descendants), "facet" or "question"
	CodeID      ID     `log:"code_id" ref:"code"` // for kind "code"
	Query       string `log:"query"`              // which codings count as its evidence, where the kind does not say
	Pos         string `log:"pos"`
}

// Cell is the finding for one row and one dimension: CaseID is of a row of a case, RowID
// of any other row, and one of them is none. Its evidence are citations.
type Cell struct {
	ID          ID     `log:"id"`
	DimensionID ID     `log:"dimension_id" ref:"dimension,cascade"`
	CaseID      ID     `log:"case_id" ref:"case_unit,cascade"`
	Part        int    `log:"part"` // 0; a row that holds several findings in one column counts them from 0
	Statement   string `log:"statement"`
	Status      string `log:"status"`   // "empty", "draft", "reviewed" or "contested"
	Evidence    string `log:"evidence"` // JSON: the codings and definitions that stood there when it was written
	CoderID     ID     `log:"coder_id" ref:"coder"`
	At          string `log:"at"`
	RowID       ID     `log:"row_id" ref:"synthesis_row,cascade"`
}

func (Synthesis) Entity() string    { return "synthesis" }
func (s Synthesis) Key() ID         { return s.ID }
func (SynthesisRow) Entity() string { return "synthesis_row" }
func (r SynthesisRow) Key() ID      { return r.ID }
func (RowMember) Entity() string    { return "row_member" }
func (m RowMember) Key() ID         { return m.ID }
func (Dimension) Entity() string    { return "dimension" }
func (d Dimension) Key() ID         { return d.ID }
func (Cell) Entity() string         { return "cell" }
func (c Cell) Key() ID              { return c.ID }
