package extract

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// finish turns the draft into the result.
func (d *draft) finish() (Result, error) {
	d.compose()
	if strings.TrimSpace(d.text) == "" {
		return Result{}, errEmpty(d.o.Name)
	}
	if err := d.ctx.Err(); err != nil {
		return Result{}, errCancelled(err)
	}
	styles, cues := d.collect()
	turns := d.findTurns(styles)
	timeTurns(turns, cues)
	voices := speakers(turns)
	d.findHeadings(styles, turns)

	r := &d.result
	r.Text = d.text
	r.Characters = utf8.RuneCountInString(d.text)
	r.Turns, r.Speakers = len(turns), voices
	r.Title = d.chooseTitle()
	d.describe(turns, voices)
	d.warn(warnSoftHyphens, d.softHyph)
	d.warn(warnBidiControls, countBidiControls(d.text))
	slices.SortStableFunc(r.Warnings, func(a, b Warning) int { return cmp.Compare(a.Code, b.Code) })

	r.Structure = qda.Structure{TextHash: qda.HashOf([]byte(d.text)), Norm: ReaderVersion, Parts: d.parts(styles, cues, turns)}
	if len(r.Structure.Parts) > d.o.Limits.Parts {
		return Result{}, errTooMuchText(d.o.Name)
	}
	return *r, nil
}

// describe fills in what the document is, where the options do not say it.
func (d *draft) describe(turns []turn, voices []Speaker) {
	r := &d.result
	switch lang := strings.ToLower(r.Lang); {
	case d.o.Lang != "":
		r.Lang, r.LangConfidence = d.o.Lang, 1
	case lang != "":
		r.Lang, r.LangConfidence = lang, 1
	default:
		r.Lang, r.LangConfidence = GuessLanguage(d.text)
		if r.Lang == "" && d.pageLang != "" {
			r.Lang, r.LangConfidence = d.pageLang, 0.5
		}
	}
	switch {
	case d.o.Kind != "":
		r.Kind = d.o.Kind
	case r.Kind == "":
		r.Kind = d.guessKind(turns, voices, BaseTitle(d.o.Name)+"\n"+r.Title)
	}
}

// collect gathers the styles and cues of all blocks, and the marks of the pages.
func (d *draft) collect() (styles []run, cues []cue) {
	for _, b := range d.blocks {
		styles = append(styles, b.runs...)
		cues = append(cues, b.cues...)
	}
	slices.SortStableFunc(styles, func(a, b run) int { return cmp.Compare(a.start, b.start) })
	d.markPages()
	return styles, cues
}

// timeTurns gives the turns the times of the pieces that they consist of.
func timeTurns(turns []turn, cues []cue) {
	n := 0
	for i := range turns {
		t := &turns[i]
		for n < len(cues) && cues[n].end <= t.start {
			n++
		}
		for ; n < len(cues) && cues[n].start < t.end; n++ {
			if t.begin < 0 {
				t.begin = cues[n].begin
			}
			t.finish = max(t.finish, cues[n].finish)
		}
	}
}

// markPages finds where the pages start from what the blocks say. A page without
// text has no part.
func (d *draft) markPages() {
	last := 0
	mark := func(page, at int) {
		if page <= last {
			return
		}
		last = page
		label := strconv.Itoa(page)
		if page <= len(d.pageNames) && d.pageNames[page-1] != "" {
			label = d.pageNames[page-1]
		}
		if len(d.pageMarks) == 0 {
			at = 0
		}
		d.pageMarks = append(d.pageMarks, pageMark{at, label})
	}
	for _, b := range d.blocks {
		if b.page == 0 {
			continue
		}
		mark(b.page, b.start)
		for _, next := range b.breaks {
			mark(next.page, next.at)
		}
	}
}

// parts gives the structure in code points.
func (d *draft) parts(styles []run, cues []cue, turns []turn) []qda.Part {
	ix := textpos.NewIndex(d.text)
	span := func(start, end int) qda.Span {
		return qda.Span{Start: ix.FromByte(textpos.Byte(start)), End: ix.FromByte(textpos.Byte(end))}
	}
	var out []qda.Part
	add := func(p qda.Part, start, end int) {
		if start < end {
			p.Span = span(start, end)
			out = append(out, p)
		}
	}
	untimed := qda.Part{BeginMS: -1, EndMS: -1}
	for _, b := range d.blocks {
		p := untimed
		p.Kind, p.Level, p.Label = b.kind, b.level, b.label
		add(p, b.start, b.end)
		if b.running {
			p = untimed
			p.Kind = qda.RunningHdr
			add(p, b.start, b.end)
		}
	}
	for _, t := range turns {
		p := untimed
		p.Kind, p.Speaker, p.BeginMS, p.EndMS = qda.Turn, t.name, t.begin, t.finish
		p.Label = strings.TrimSpace(d.text[t.labels[0].start:t.labels[0].end])
		add(p, t.start, t.end)
		p = untimed
		p.Kind = qda.TurnLabel
		for _, l := range t.labels {
			add(p, l.start, l.end)
		}
	}
	for _, c := range cues {
		add(qda.Part{Kind: qda.Cue, BeginMS: c.begin, EndMS: c.finish}, c.start, c.end)
	}
	for i, m := range d.pageMarks {
		end := len(d.text)
		if i+1 < len(d.pageMarks) {
			end = d.pageMarks[i+1].at
		}
		p := untimed
		p.Kind, p.Label = qda.Page, m.label
		add(p, m.at, end)
	}
	for _, s := range []struct {
		style style
		kind  qda.PartKind
	}{{bold, qda.Bold}, {italic, qda.Italic}} {
		for _, r := range joinRuns(styles, s.style, d.text) {
			p := untimed
			p.Kind = s.kind
			add(p, r.start, r.end)
		}
	}
	slices.SortStableFunc(out, compareParts)
	return out
}

// joinRuns gives the ranges that are set in the style, without white space at
// their ends, joined where only white space lies between two on one line.
func joinRuns(styles []run, st style, text string) []run {
	var out []run
	for _, r := range styles {
		if r.style&st == 0 {
			continue
		}
		if n := len(out); n > 0 && r.start <= skipBlank(text, out[n-1].end) {
			out[n-1].end = max(out[n-1].end, r.end)
			continue
		}
		out = append(out, r)
	}
	kept := out[:0]
	for _, r := range out {
		s := text[r.start:r.end]
		left := strings.TrimLeft(s, spaces)
		r.start += len(s) - len(left)
		r.end = r.start + len(strings.TrimRight(left, spaces))
		if r.start < r.end {
			kept = append(kept, r)
		}
	}
	return kept
}

// skipBlank gives the end of the spaces at the position.
func skipBlank(text string, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	return i
}

// rank orders parts that have the same span.
var rank = map[qda.PartKind]int{
	qda.Page: 0, qda.Turn: 1, qda.Heading: 2, qda.Paragraph: 2, qda.ListItem: 2, qda.TableRow: 2, qda.Footnote: 2, qda.Metadata: 2,
	qda.RunningHdr: 3, qda.TurnLabel: 4, qda.Cue: 5, qda.Bold: 6, qda.Italic: 7,
}

// compareParts is the order of parts in a structure.
func compareParts(a, b qda.Part) int {
	return cmp.Or(
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(b.Span.End, a.Span.End),
		cmp.Compare(rank[a.Kind], rank[b.Kind]),
	)
}

// countBidiControls counts the characters of Unicode Standard Annex #9 that turn
// the direction of writing: embeddings, overrides and isolates.
func countBidiControls(text string) int {
	n := 0
	for _, r := range text {
		if r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			n++
		}
	}
	return n
}
