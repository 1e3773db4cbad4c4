package textpos

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"articula/internal/qda"
)

// Edit replaces a range of the old text, in code points, by Text. Start == End
// inserts.
type Edit struct {
	Start, End int
	Text       string
}

// Edits is a list of edits of one text, ascending and not overlapping.
type Edits []Edit

// MarshalJSON writes an edit as [start, end, text].
func (e Edit) MarshalJSON() ([]byte, error) { return json.Marshal([]any{e.Start, e.End, e.Text}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (e *Edit) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&e.Start, &e.End, &e.Text})
}

// Check reports what is wrong with the list for a text of n code points.
func (es Edits) Check(n int) error {
	at := 0
	for i, e := range es {
		if e.Start < at || e.End < e.Start || e.End > n {
			return fmt.Errorf("edit %d [%d, %d) is out of order or outside the text of %d characters", i, e.Start, e.End, n)
		}
		at = e.End
	}
	return nil
}

// Apply gives the new text. The list must have passed [Edits.Check].
func (es Edits) Apply(ix *Index) string {
	var b strings.Builder
	at := 0
	for _, e := range es {
		b.WriteString(ix.Slice(qda.Span{Start: at, End: e.Start}))
		b.WriteString(e.Text)
		at = e.End
	}
	b.WriteString(ix.Slice(qda.Span{Start: at, End: ix.Len()}))
	return b.String()
}

// Fate says what became of a span when its text was edited.
type Fate string

const (
	Kept    Fate = "kept"    // same words, perhaps at another place
	Changed Fate = "changed" // words inside it changed, its ends are certain
	Cut     Fate = "cut"     // an end fell inside an edit and was moved to the edit's edge
	Lost    Fate = "lost"    // nothing of its words is left
)

// Anchor carries a span of the old text over to the new one. A span whose end
// falls inside a replaced range is cut back to that range's edge, so that it never
// takes in words that nobody coded; a span of which nothing is left is Lost and
// comes back empty, at the place where it stood.
//
// Text inserted exactly at a span's edge stays outside of it.
func (es Edits) Anchor(s qda.Span) (qda.Span, Fate) {
	var (
		fate         = Kept
		start, end   = s.Start, s.End
		shift, after int // shift of the text before the span; change of length inside it
		kept         = s.Len()
	)
	for _, e := range es {
		n := utf8.RuneCountInString(e.Text)
		grow := n - (e.End - e.Start)
		switch {
		case e.End <= s.Start && e.Start < s.Start || e.End < s.Start: // before
			shift += grow
		case e.Start >= s.End: // after
		case e.Start == e.End && e.Start <= s.Start: // insertion at the start edge
			shift += n
		case s.Start <= e.Start && e.End <= s.End: // inside
			fate = worse(fate, Changed)
			after += grow
			kept -= e.End - e.Start
		case e.Start < s.Start && e.End >= s.End: // swallows the span
			return qda.Span{Start: e.Start + shift, End: e.Start + shift}, Lost
		case e.Start < s.Start: // cuts the start
			fate = worse(fate, Cut)
			kept -= e.End - s.Start
			shift += grow
			start = e.End
		default: // cuts the end
			fate = worse(fate, Cut)
			kept -= s.End - e.Start
			end = e.Start
		}
	}
	out := qda.Span{Start: start + shift, End: end + shift + after}
	if out.End <= out.Start || kept <= 0 && fate != Changed {
		return qda.Span{Start: out.Start, End: out.Start}, Lost
	}
	return out, fate
}

// Widen makes a span that holds a part of a replaced range hold all of it.
func (es Edits) Widen(s qda.Span) qda.Span {
	out := s
	for _, e := range es {
		if e.Start < e.End && e.Start < s.End && s.Start < e.End {
			out.Start, out.End = min(out.Start, e.Start), max(out.End, e.End)
		}
	}
	return out
}

func worse(a, b Fate) Fate {
	rank := []Fate{Kept, Changed, Cut, Lost}
	if slices.Index(rank, b) > slices.Index(rank, a) {
		return b
	}
	return a
}
