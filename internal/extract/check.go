package extract

import (
	"fmt"
	"strings"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// Check reports the first thing in which the result is not what the package
// promises of every result.
func Check(r Result) error {
	if textpos.Normalise(r.Text) != r.Text {
		return fmt.Errorf("the text is not normal")
	}
	ix := textpos.NewIndex(r.Text)
	n := ix.Len()
	switch {
	case r.Characters != n:
		return fmt.Errorf("%d characters counted, the text has %d", r.Characters, n)
	case r.Structure.TextHash != qda.HashOf([]byte(r.Text)):
		return fmt.Errorf("the structure is of another text")
	case r.Structure.Norm != ReaderVersion:
		return fmt.Errorf("reader version %d", r.Structure.Norm)
	}
	names := map[string]bool{}
	for _, s := range r.Speakers {
		names[s.Name] = true
	}
	var last qda.Part
	ends := map[string]int{} // of the last part of each group whose parts never overlap
	turns, pages := 0, 0
	for i, p := range r.Structure.Parts {
		if !p.Span.Valid(n) {
			return fmt.Errorf("part %d %s %v lies outside the text of %d characters", i, p.Kind, p.Span, n)
		}
		if _, known := rank[p.Kind]; !known {
			return fmt.Errorf("part %d is of the unknown kind %q", i, p.Kind)
		}
		if i > 0 && compareParts(last, p) > 0 {
			return fmt.Errorf("part %d %s %v is out of order after %s %v", i, p.Kind, p.Span, last.Kind, last.Span)
		}
		last = p
		group := string(p.Kind)
		if p.Kind.Block() {
			group = "block"
		}
		if end, seen := ends[group]; seen && p.Span.Start < end && group != string(qda.TurnLabel) {
			return fmt.Errorf("part %d %s %v overlaps the one before, which ends at %d", i, p.Kind, p.Span, end)
		}
		switch p.Kind {
		case qda.Turn:
			turns++
			if p.Speaker != "" && !names[p.Speaker] {
				return fmt.Errorf("turn %v of %q, who is not among the speakers", p.Span, p.Speaker)
			}
		case qda.TurnLabel:
			if end := ends[string(qda.Turn)]; p.Span.End > end {
				return fmt.Errorf("label %v lies outside its turn, which ends at %d", p.Span, end)
			}
		case qda.Page:
			pages++
			if p.Span.Start != ends[group] {
				return fmt.Errorf("page %v starts at %d, the one before ends at %d", p.Span, p.Span.Start, ends[group])
			}
		}
		ends[group] = p.Span.End
	}
	if turns != r.Turns {
		return fmt.Errorf("%d turns counted, the structure has %d", r.Turns, turns)
	}
	if pages > 0 && ends[string(qda.Page)] != n {
		return fmt.Errorf("pages end at %d of %d", ends[string(qda.Page)], n)
	}
	return covered(r, ix)
}

// covered checks that every line that is not blank lies in exactly one block,
// and that blocks consist of whole lines.
func covered(r Result, ix *textpos.Index) error {
	blocks := r.Structure.Blocks()
	next := 0
	at := 0 // bytes
	for _, l := range strings.SplitAfter(r.Text, "\n") {
		body := strings.TrimSuffix(l, "\n")
		words := strings.TrimSpace(body)
		if words != "" {
			lead := strings.Index(body, words)
			start, end := ix.FromByte(textpos.Byte(at+lead)), ix.FromByte(textpos.Byte(at+lead+len(words)))
			for next < len(blocks) && blocks[next].Span.End <= start {
				next++
			}
			if next == len(blocks) || !blocks[next].Span.Contains(qda.Span{Start: start, End: end}) {
				return fmt.Errorf("the line %d–%d lies in no block", start, end)
			}
		}
		at += len(l)
	}
	return nil
}
