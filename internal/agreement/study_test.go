package agreement_test

import (
	"slices"

	"pgregory.net/rapid"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// id makes identities that are easy to tell apart: kind and number.
func id(kind byte, n int) qda.ID { return qda.ID{kind, byte(n >> 8), byte(n)} }

func ids(kind byte, n int) []qda.ID {
	out := make([]qda.ID, n)
	for i := range out {
		out[i] = id(kind, i)
	}
	return out
}

// drawStudy makes a small project: documents with partitions (or without), coders
// who finished, are still at it or were never asked, codes in a tree, some of them
// unknown to some coders, and messy codings.
func drawStudy(t *rapid.T, coders int) agreement.Study {
	s := agreement.Study{Coders: ids('c', coders)}
	codes := rapid.IntRange(1, 4).Draw(t, "codes")
	for k := range codes {
		c := agreement.Code{ID: id('k', k)}
		switch rapid.IntRange(0, 2).Draw(t, "depth") {
		case 1:
			c.Ancestors = []qda.ID{id('p', k%2)}
		case 2:
			c.Ancestors = []qda.ID{id('p', k%2), id('t', 0)}
		}
		s.Codes = append(s.Codes, c)
	}
	for d := range rapid.IntRange(1, 3).Draw(t, "documents") {
		doc := agreement.Document{ID: id('d', d), Length: rapid.IntRange(0, 40).Draw(t, "length"), Partitions: map[agreement.Unit][]qda.Span{}}
		for _, unit := range []agreement.Unit{agreement.Sentence, agreement.Paragraph, agreement.Turn, agreement.Excerpt} {
			if rapid.IntRange(0, 3).Draw(t, "has partition") == 0 {
				continue
			}
			for at := 0; at < doc.Length; {
				end := min(doc.Length, at+rapid.IntRange(1, 12).Draw(t, "unit"))
				doc.Partitions[unit] = append(doc.Partitions[unit], qda.Span{Start: at, End: end})
				at = end
			}
		}
		s.Documents = append(s.Documents, doc)
		for c := range coders {
			state := rapid.IntRange(0, 5).Draw(t, "state")
			if state == 0 {
				continue // never asked
			}
			a := agreement.Assignment{Document: doc.ID, Coder: s.Coders[c], Finished: state > 1}
			if state == 5 {
				a.Unknown = []qda.ID{id('k', rapid.IntRange(0, codes-1).Draw(t, "unknown"))}
			}
			s.Assignments = append(s.Assignments, a)
		}
		for range rapid.IntRange(0, 12).Draw(t, "codings") {
			spans := drawSpans(t, doc.Length, "coding")
			coder, code := id('c', rapid.IntRange(0, coders).Draw(t, "coder")), id('k', rapid.IntRange(0, codes).Draw(t, "code"))
			for _, span := range spans {
				s.Codings = append(s.Codings, agreement.Coding{Document: doc.ID, Coder: coder, Code: code, Span: span})
			}
		}
	}
	return s
}

// partitionOf is the units that a document is compared on, by the rules of the
// specification; nil stands for single characters.
func partitionOf(d agreement.Document, unit agreement.Unit) []qda.Span {
	whole := []qda.Span{{Start: 0, End: d.Length}}
	switch {
	case unit == agreement.Character:
		units := []qda.Span{}
		for at := range d.Length {
			units = append(units, qda.Span{Start: at, End: at + 1})
		}
		return units
	case d.Length == 0:
		return nil
	case unit == agreement.WholeDocument:
		return whole
	case len(d.Partitions[unit]) > 0:
		return d.Partitions[unit]
	case unit == agreement.Excerpt:
		return nil
	case len(d.Partitions[agreement.Paragraph]) > 0:
		return d.Partitions[agreement.Paragraph]
	}
	return whole
}

// naiveUnits is the table of units × coders of one code, built by painting.
func naiveUnits(s agreement.Study, code qda.ID, unit agreement.Unit) (units [][]int, perDocument [][][]int) {
	for _, d := range s.Documents {
		partition := partitionOf(d, unit)
		rows := make([][]int, len(partition))
		for i := range rows {
			rows[i] = make([]int, len(s.Coders))
			for g := range rows[i] {
				rows[i][g] = agreement.Missing
			}
		}
		share := 0.5
		if len(partition) == 1 && unit != agreement.Character && partition[0] == (qda.Span{Start: 0, End: d.Length}) && (unit == agreement.WholeDocument || len(d.Partitions[unit]) == 0 && len(d.Partitions[agreement.Paragraph]) == 0) {
			share = 0
		}
		for g, coder := range s.Coders {
			finished := false
			for _, a := range s.Assignments {
				if a.Document == d.ID && a.Coder == coder {
					finished = a.Finished && !slices.Contains(a.Unknown, code)
				}
			}
			if !finished {
				continue
			}
			var spans []qda.Span
			for _, c := range s.Codings {
				if c.Document == d.ID && c.Coder == coder && c.Code == code {
					spans = append(spans, c.Span)
				}
			}
			for i, hit := range naiveProject(mark(spans, d.Length), partition, share) {
				rows[i][g] = 0
				if hit {
					rows[i][g] = 1
				}
			}
		}
		units = append(units, rows...)
		perDocument = append(perDocument, rows)
	}
	return units, perDocument
}
