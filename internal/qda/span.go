package qda

import "fmt"

// Span is a half-open range of Unicode code points, [Start, End).
type Span struct {
	Start int `log:"start_pos" json:"start"`
	End   int `log:"end_pos" json:"end"`
}

// Len is the number of code points in the span.
func (s Span) Len() int { return s.End - s.Start }

// Valid reports whether the span is not empty and lies in a text of n code points.
func (s Span) Valid(n int) bool { return 0 <= s.Start && s.Start < s.End && s.End <= n }

// Overlaps reports whether the two spans share at least one code point.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Touches reports whether the two spans overlap or meet without a gap.
func (s Span) Touches(t Span) bool { return s.Start <= t.End && t.Start <= s.End }

// Contains reports whether t lies wholly in s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Holds reports whether the position lies in the span.
func (s Span) Holds(pos int) bool { return s.Start <= pos && pos < s.End }

// Union is the smallest span that holds both.
func (s Span) Union(t Span) Span { return Span{min(s.Start, t.Start), max(s.End, t.End)} }

// Intersect is what both share; its length is zero or less if they share nothing.
func (s Span) Intersect(t Span) Span { return Span{max(s.Start, t.Start), min(s.End, t.End)} }

// Gap is the number of code points between the two spans, 0 if they overlap or touch.
func (s Span) Gap(t Span) int { return max(0, max(s.Start, t.Start)-min(s.End, t.End)) }

// String is "[start, end)".
func (s Span) String() string { return fmt.Sprintf("[%d, %d)", s.Start, s.End) }
