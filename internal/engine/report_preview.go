package engine

import (
	"context"

	"articula/internal/report"
)

// ReportPreview is what a report would hold, for a screen.
type ReportPreview struct {
	Title    string        `json:"title"`
	Subtitle string        `json:"subtitle"`
	Lang     string        `json:"lang"`
	Blocks   []ReportBlock `json:"blocks"`
}

// ReportBlock is a part of a report in the order of reading. Its kind says which
// fields it has.
type ReportBlock struct {
	Kind    string         `json:"kind"` // "heading", "text", "table", "picture" or "bars"
	Level   int            `json:"level"`
	Text    string         `json:"text"` // of a heading; the caption of a table; the title of a picture
	Runs    []ReportRun    `json:"runs"` // of a text
	Head    []string       `json:"head"` // of a table
	Rows    [][]ReportCell `json:"rows"`
	RowHead bool           `json:"row_head"` // the first cell of each row is a header
	Nodes   []ReportNode   `json:"nodes"`    // of a picture
	Edges   []ReportEdge   `json:"edges"`
	Legend  []string       `json:"legend"` // what the styles of lines mean, by style
	Key     NetworkKey     `json:"key"`
	Bars    *MatrixBars    `json:"bars,omitempty"`
}

// ReportCell is the paragraphs of a cell.
type ReportCell struct {
	Paragraphs [][]ReportRun `json:"paragraphs"`
}

// ReportRun is a stretch of text of one look, with the quotes that it rests on.
type ReportRun struct {
	Text   string        `json:"text"`
	Bold   bool          `json:"bold"`
	Italic bool          `json:"italic"`
	Small  bool          `json:"small"`
	Quotes []ReportQuote `json:"quotes"`
}

// ReportQuote is a cited passage, with its translation where there is one.
type ReportQuote struct {
	Text            string `json:"text"`
	Lang            string `json:"lang"`
	Before          string `json:"before"`
	After           string `json:"after"`
	Source          string `json:"source"`
	Role            string `json:"role"` // in words; "" is not said
	Translation     string `json:"translation"`
	TranslationLang string `json:"translation_lang"`
	TranslationNote string `json:"translation_note"` // by whom, and how sure
}

// ReportNode is an actor on a map; places lie within 0 and 1.
type ReportNode struct {
	Label string  `json:"label"`
	X     float64 `json:"x"`
	Y     float64 `json:"y"`
	Name  string  `json:"name"`
	Kind  string  `json:"kind"`
	// Lines and Side are how and where the label stands, as in the file.
	Lines []string `json:"lines"`
	Side  string   `json:"side"`
}

// ReportEdge is a line between two nodes.
type ReportEdge struct {
	From     int    `json:"from"`
	To       int    `json:"to"`
	Strength int    `json:"strength"`
	Style    int    `json:"style"` // 0 formal, 1 informal, 2 both, 3 not said
	Tooltip  string `json:"tooltip"`
	// Bend, Color and Mark are as in NetworkLine.
	Bend  float64 `json:"bend"`
	Color string  `json:"color"`
	Mark  string  `json:"mark"`
}

// PreviewReport gathers what a report would hold and writes nothing.
func (p *Project) PreviewReport(ctx context.Context, r ReportRequest, progress Progress) (ReportPreview, error) {
	b, err := p.buildReport(ctx, r, progress)
	if err != nil {
		return ReportPreview{Blocks: []ReportBlock{}}, err
	}
	out := ReportPreview{Title: b.doc.Title, Subtitle: b.doc.Subtitle, Lang: b.doc.Lang, Blocks: []ReportBlock{}}
	for _, block := range b.doc.Blocks {
		out.Blocks = append(out.Blocks, reportBlock(block))
	}
	return out, nil
}

func reportBlock(b report.Block) ReportBlock {
	out := ReportBlock{Runs: []ReportRun{}, Head: []string{}, Rows: [][]ReportCell{}, Nodes: []ReportNode{}, Edges: []ReportEdge{}, Legend: []string{}, Key: NetworkKey{Levels: []NetworkLevel{}}}
	switch {
	case b.Heading != nil:
		out.Kind, out.Level, out.Text = "heading", b.Heading.Level, b.Heading.Text
	case b.Text != nil:
		out.Kind, out.Runs = "text", reportRuns(b.Text.Runs)
	case b.Table != nil:
		out.Kind, out.Text, out.Head, out.RowHead = "table", b.Table.Caption, append(out.Head, b.Table.Head...), b.Table.RowHead
		for _, row := range b.Table.Rows {
			cells := []ReportCell{}
			for _, c := range row {
				cell := ReportCell{Paragraphs: [][]ReportRun{}}
				for _, t := range c {
					cell.Paragraphs = append(cell.Paragraphs, reportRuns(t.Runs))
				}
				cells = append(cells, cell)
			}
			out.Rows = append(out.Rows, cells)
		}
	case b.Picture != nil:
		if bars, is := b.Picture.(report.Bars); is {
			out.Kind, out.Text, out.Bars = "bars", bars.Title, laidBars(bars, nil, nil)
			return out
		}
		n, _ := b.Picture.(report.Network)
		out.Kind, out.Text, out.Legend = "picture", n.Title, append(out.Legend, n.Legend...)
		for _, v := range n.Nodes {
			out.Nodes = append(out.Nodes, ReportNode{Label: v.Label, X: v.X, Y: v.Y, Kind: v.Kind, Name: v.Name, Lines: report.LabelLines(v.Label), Side: v.Side})
		}
		out.Key.Mechanism, out.Key.Level = n.Mechanism, n.Level
		for _, l := range n.Levels {
			out.Key.Levels = append(out.Key.Levels, NetworkLevel{Level: l.Level, Name: l.Name, Color: report.LevelColor(l.Level), Mark: l.Mark})
		}
		bends := n.Bends()
		for i, e := range n.Edges {
			out.Edges = append(out.Edges, ReportEdge{From: e.From, To: e.To, Strength: e.Strength, Style: e.Style, Tooltip: e.Tooltip, Bend: bends[i], Color: report.LevelColor(e.Level), Mark: e.Mark})
		}
	}
	return out
}

func reportRuns(runs []report.Run) []ReportRun {
	out := make([]ReportRun, len(runs))
	for i, r := range runs {
		out[i] = ReportRun{Text: r.Text, Bold: r.Bold, Italic: r.Italic, Small: r.Small, Quotes: make([]ReportQuote, len(r.Quotes))}
		for k, q := range r.Quotes {
			out[i].Quotes[k] = ReportQuote{
				Text: q.Text, Lang: q.Lang, Before: q.Before, After: q.After, Source: q.Source, Role: q.Role,
				Translation: q.Translation, TranslationLang: q.TransLang, TranslationNote: q.TransNote,
			}
		}
	}
	return out
}
