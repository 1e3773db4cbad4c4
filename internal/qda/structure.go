package qda

// PartKind says what a piece of a document's structure is.
type PartKind string

const (
	Heading    PartKind = "heading"    // Level 1–9
	Paragraph  PartKind = "paragraph"  // one block of running text; never overlaps another block
	ListItem   PartKind = "list_item"  // a block; Level is its depth, from 1
	TableRow   PartKind = "table_row"  // a block: one row of a table, cells separated by " | " (by tabs where a plain text has them)
	Footnote   PartKind = "footnote"   // a block; Label is its mark
	Turn       PartKind = "turn"       // from the speaker's name to the next speaker; covers blocks
	TurnLabel  PartKind = "turn_label" // the name, role or time stamp that opens a turn: not words of the speaker
	Page       PartKind = "page"       // Label is the number printed or counted; pages cover the text without gaps
	RunningHdr PartKind = "running"    // a header or footer repeated on the pages
	Bold       PartKind = "bold"       // a run of characters
	Italic     PartKind = "italic"     // a run of characters
	Metadata   PartKind = "metadata"   // front matter of the file, kept readable in the text
	Cue        PartKind = "cue"        // a piece of a transcript with its own times, as subtitles have them; lies in a block
)

// Block reports whether the kind is a block: blocks are ordered, never overlap,
// and every line of the text that is not blank lies in one.
func (k PartKind) Block() bool {
	switch k {
	case Heading, Paragraph, ListItem, TableRow, Footnote, Metadata:
		return true
	}
	return false
}

// Part is a piece of the structure. Times are milliseconds from the start of the
// recording, -1 where the transcript gives none.
type Part struct {
	Kind    PartKind `json:"kind"`
	Span    Span     `json:"span"`
	Level   int      `json:"level,omitempty"`
	Label   string   `json:"label,omitempty"`
	Speaker string   `json:"speaker,omitempty"` // on turns
	BeginMS int      `json:"begin_ms"`
	EndMS   int      `json:"end_ms"`
}

// Structure is everything known about the form of one text, ordered by start and,
// where two parts start together, longest first. It is named by the hash of its
// encoding and never changes; a better reading of the file is another Structure.
type Structure struct {
	TextHash Hash   `json:"text"`
	Norm     int    `json:"norm"` // version of the reader that made it
	Parts    []Part `json:"parts"`
}

// Of gives the parts of one kind, in order.
func (s Structure) Of(kinds ...PartKind) []Part {
	var out []Part
	for _, p := range s.Parts {
		for _, k := range kinds {
			if p.Kind == k {
				out = append(out, p)
				break
			}
		}
	}
	return out
}

// Blocks gives the blocks, in order.
func (s Structure) Blocks() []Part {
	var out []Part
	for _, p := range s.Parts {
		if p.Kind.Block() {
			out = append(out, p)
		}
	}
	return out
}
