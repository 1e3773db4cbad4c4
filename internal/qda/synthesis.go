package qda

// Synthesis is a framework matrix: rows are cases or groups of cases, columns
// are dimensions, and each intersection is a finding cell.
type Synthesis struct {
	ID    ID     `log:"id"`
	Title string `log:"title"`
	Rows  string `log:"rows"` // JSON: which cases, or which attribute groups them
	Pos   string `log:"pos"`
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

// Cell is the finding for one row and one dimension. Its evidence are citations.
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
}

func (Synthesis) Entity() string { return "synthesis" }
func (s Synthesis) Key() ID      { return s.ID }
func (Dimension) Entity() string { return "dimension" }
func (d Dimension) Key() ID      { return d.ID }
func (Cell) Entity() string      { return "cell" }
func (c Cell) Key() ID           { return c.ID }
