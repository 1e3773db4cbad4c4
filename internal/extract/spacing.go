package extract

import (
	"strings"

	"articula/internal/qda"
)

// spacing follows where the source has empty paragraphs. Authors who set them
// show by them what belongs together; other sources leave it to their styles.
type spacing struct {
	pending bool
	blanks  int // blocks after an empty paragraph
}

func (s *spacing) blank() { s.pending = true }

func (s *spacing) take() bool {
	b := s.pending
	s.pending = false
	if b {
		s.blanks++
	}
	return b
}

// compose puts the text together from the blocks: each on a line of its own, a
// blank line between paragraphs, none inside lists and tables. A source that
// sets its own empty paragraphs keeps its grouping.
func (d *draft) compose() {
	if d.exact {
		return
	}
	own := d.spacing.blanks*10 >= len(d.blocks)
	var text strings.Builder
	text.Grow(d.size)
	for i := range d.blocks {
		b := &d.blocks[i]
		if i > 0 {
			text.WriteByte('\n')
			if apart(d.blocks[i-1], *b, own) {
				text.WriteByte('\n')
			}
		}
		b.shift(text.Len())
		text.WriteString(b.text)
		b.end = text.Len()
		b.text = ""
	}
	d.text = text.String()
}

// apart reports whether a blank line belongs between the two blocks.
func apart(a, b block, own bool) bool {
	switch {
	case b.tight:
		return false
	case a.kind == qda.Heading || b.kind == qda.Heading:
		return true
	case b.blank && own:
		return true
	case a.kind == b.kind && (a.kind == qda.ListItem || a.kind == qda.TableRow || a.kind == qda.Metadata || a.kind == qda.Footnote):
		return false
	case own && a.kind == b.kind:
		return false
	}
	return true
}

// shift turns positions in the block's own text into positions of the whole.
func (b *block) shift(at int) {
	b.start = at
	for i := range b.runs {
		b.runs[i].start += at
		b.runs[i].end += at
	}
	for i := range b.cells {
		b.cells[i] += at
	}
	for i := range b.cues {
		b.cues[i].start += at
		b.cues[i].end += at
	}
	for i := range b.breaks {
		b.breaks[i].at += at
	}
}
