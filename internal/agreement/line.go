package agreement

import (
	"slices"
	"sort"

	"articula/internal/qda"
)

// line is one document prepared for comparison: the lanes of every code and coder
// on the line that the unit rule makes of the text.
type line struct {
	document int
	unit     Unit      // in effect, after falling back
	units    Partition // empty where the line is the text itself
	length   int       // of the line, in units or characters
	text     qda.Span  // all of the text
	stops    []int     // where clusters for resampling begin on the line, without 0
	clusters Unit      // what those clusters are
	coders   []int     // who finished, ascending
	unknown  []map[int]bool
	given    [][][]qda.Span // [code][position in coders]: the codings as they were made; nil where nobody used the code
	segments [][][]qda.Span // [code][position in coders]: on the text, touching apart; nil where nobody used the code
	lanes    [][][]qda.Span // the same on the line, as runs
	coded    [][]coded      // [position in coders]: everything that the coder applied, see codesAt
	repairs  Repairs
	ignored  Ignored
}

// coded is a run on the line with its code. reach is the furthest end so far, so
// that a search backwards knows when to stop.
type coded struct {
	qda.Span
	code, reach int
}

// lines prepares the study. It refuses codings whose text is not that of the
// document: their positions would mean other words.
func (s Study) lines(at places, o Options) ([]*line, Ignored, error) {
	lines := make([]*line, len(s.Documents))
	for d := range s.Documents {
		lines[d] = &line{document: d}
	}
	finished := make([]map[int]Assignment, len(s.Documents)) // by coder
	for d := range finished {
		finished[d] = make(map[int]Assignment)
	}
	for _, a := range s.Assignments {
		d, ok := at.document[a.Document]
		c, known := at.coder[a.Coder]
		if ok && known {
			finished[d][c] = a
		}
	}
	for d, l := range lines {
		for c, a := range finished[d] {
			if a.Finished {
				l.coders = append(l.coders, c)
			}
		}
		slices.Sort(l.coders)
		for _, c := range l.coders {
			unknown := make(map[int]bool)
			for _, id := range finished[d][c].Unknown {
				if k, ok := at.code[id]; ok {
					unknown[k] = true
				}
			}
			l.unknown = append(l.unknown, unknown)
		}
	}

	var ignored Ignored
	spans := make([][]Coding, len(lines))
	for _, c := range s.Codings {
		d, ok := at.document[c.Document]
		if !ok {
			ignored.OtherDocument++
			continue
		}
		if text := s.Documents[d].Text; !text.IsZero() && !c.Text.IsZero() && text != c.Text {
			return nil, ignored, qda.E(qda.Conflict, "agreement.text_changed",
				"The text of document {document} changed after it was coded, and some codings still refer to the old text. Nothing was computed. Please let the codings be placed anew first.",
				"document", c.Document)
		}
		spans[d] = append(spans[d], c)
	}
	err := o.Job.quietly().each(len(lines), func(d int) {
		lines[d].place(s, at, spans[d], finished[d])
		lines[d].project(s.Documents[d], o)
	})
	if err != nil {
		return nil, ignored, err
	}
	for _, l := range lines {
		ignored.add(l.ignored)
	}
	return lines, ignored, nil
}

// quietly is the job without its report of progress, for preparations.
func (j Job) quietly() Job {
	j.Progress = nil
	return j
}

// place sorts the document's codings by code and coder and puts each in order.
func (l *line) place(s Study, at places, codings []Coding, assigned map[int]Assignment) {
	position := make(map[int]int, len(l.coders))
	for i, c := range l.coders {
		position[c] = i
	}
	l.text = qda.Span{Start: 0, End: s.Documents[l.document].Length}
	l.given, l.segments = make([][][]qda.Span, len(s.Codes)), make([][][]qda.Span, len(s.Codes))
	for _, c := range codings {
		coder, ok := at.coder[c.Coder]
		if !ok {
			l.ignored.OtherCoder++
			continue
		}
		code, ok := at.code[c.Code]
		if !ok {
			l.ignored.OtherCode++
			continue
		}
		i, ok := position[coder]
		if !ok {
			if _, was := assigned[coder]; was {
				l.ignored.NotFinished++
			} else {
				l.ignored.NotAssigned++
			}
			continue
		}
		if l.unknown[i][code] {
			l.ignored.UnknownCode++
			continue
		}
		if l.given[code] == nil {
			l.given[code], l.segments[code] = make([][]qda.Span, len(l.coders)), make([][]qda.Span, len(l.coders))
		}
		l.given[code][i] = append(l.given[code][i], c.Span)
	}
	for code, coders := range l.given {
		for i, spans := range coders {
			segments, repairs := Segments(spans, l.text.End)
			l.segments[code][i] = segments
			l.repairs.Add(repairs)
		}
	}
}

// project lays the segments on the line of the unit rule. A document without the
// partition that was asked for is compared by paragraph, and if it has none as a
// whole: a law among interviews has no turns.
func (l *line) project(d Document, o Options) {
	l.unit = o.Unit
	if l.unit != Character && l.unit != Segment && l.unit != WholeDocument && len(d.Partitions[l.unit]) == 0 {
		l.unit = Paragraph
		if len(d.Partitions[Paragraph]) == 0 {
			l.unit = WholeDocument
		}
		if o.Unit == Excerpt {
			l.unit = Excerpt // nothing was chosen from this document
		}
	}
	switch l.unit {
	case Character, Segment:
		l.length = d.Length
	case WholeDocument:
		l.units = NewPartition([]qda.Span{{Start: 0, End: d.Length}}, d.Length)
		l.length = len(l.units.Units)
	default:
		l.units = NewPartition(d.Partitions[l.unit], d.Length)
		l.length = len(l.units.Units)
	}
	l.lanes = make([][][]qda.Span, len(l.segments))
	for code, coders := range l.segments {
		if coders == nil {
			continue
		}
		l.lanes[code] = make([][]qda.Span, len(coders))
		for i, segments := range coders {
			runs := Runs(segments)
			if l.unit != Character && l.unit != Segment {
				// what counts for a whole document is that the theme occurs at all
				cover := o.Cover
				if l.unit == WholeDocument {
					cover = Any
				}
				runs = l.units.Project(runs, cover)
			}
			l.lanes[code][i] = runs
		}
	}
	l.cluster(d)
}

// cluster cuts the line where a new turn or paragraph begins: the pieces that are
// drawn from when there are too few documents.
func (l *line) cluster(d Document) {
	for _, coarser := range []Unit{Turn, Paragraph} {
		if l.unit == coarser || l.unit == Excerpt || l.unit == WholeDocument {
			break
		}
		if pieces := NewPartition(d.Partitions[coarser], d.Length).Units; len(pieces) > 0 {
			l.clusters = coarser
			for _, p := range pieces[1:] {
				stop := p.Start
				if l.unit != Character && l.unit != Segment {
					stop = sort.Search(len(l.units.Units), func(i int) bool { return l.units.Units[i].Start >= p.Start })
				}
				if stop > 0 && stop < l.length && (len(l.stops) == 0 || stop > l.stops[len(l.stops)-1]) {
					l.stops = append(l.stops, stop)
				}
			}
			return
		}
	}
	if l.unit == Character || l.unit == Segment {
		return
	}
	l.clusters = l.unit
	for i := 1; i < l.length; i++ {
		l.stops = append(l.stops, i)
	}
}

// of gives the coders who knew the code, as positions, with their lanes and
// segments (empty where the coder applied nothing).
func (l *line) of(code int) (positions []int, lanes, segments [][]qda.Span) {
	for i := range l.coders {
		if l.unknown[i][code] {
			continue
		}
		positions = append(positions, i)
		if l.lanes[code] == nil {
			lanes, segments = append(lanes, nil), append(segments, nil)
			continue
		}
		lanes, segments = append(lanes, l.lanes[code][i]), append(segments, l.segments[code][i])
	}
	return positions, lanes, segments
}

// span is the text of a stretch of the line.
func (l *line) span(on qda.Span) qda.Span {
	if l.unit == Character || l.unit == Segment {
		return on
	}
	return qda.Span{Start: l.units.Units[on.Start].Start, End: l.units.Units[on.End-1].End}
}

// listCoded makes the lists that codesAt looks through.
func (l *line) listCoded() {
	l.coded = make([][]coded, len(l.coders))
	for code, coders := range l.lanes {
		for i, runs := range coders {
			for _, r := range runs {
				l.coded[i] = append(l.coded[i], coded{Span: r, code: code})
			}
		}
	}
	for i := range l.coded {
		slices.SortStableFunc(l.coded[i], func(a, b coded) int { return a.Start - b.Start })
		reach := 0
		for k := range l.coded[i] {
			reach = max(reach, l.coded[i][k].End)
			l.coded[i][k].reach = reach
		}
	}
}

// codesAt lists the codes that a coder applied anywhere on the stretch, ascending.
func (l *line) codesAt(position int, on qda.Span) []int {
	list := l.coded[position]
	var codes []int
	for k := sort.Search(len(list), func(k int) bool { return list[k].Start >= on.End }) - 1; k >= 0 && list[k].reach > on.Start; k-- {
		if list[k].End > on.Start {
			codes = append(codes, list[k].code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
