package extract

import (
	"slices"
	"strings"

	"articula/internal/qda"
)

// turn is what one speaker says, in bytes of the text.
type turn struct {
	start, end    int
	name          string
	key           string // the name folded, the same for all turns of a speaker
	begin, finish int    // milliseconds, -1 unknown
	labels        []run  // the label first, then time stamps inside and at the end
}

// line is one line of a block.
type line struct {
	start, end int
	block      int
	first      bool // of its block
	bold       int  // how many of its bytes, from the start, are bold
	chunk      int  // lines without a blank line between them share the number
}

// lines gives the lines of all blocks that may be spoken.
func (d *draft) lines(styles []run) []line {
	var out []line
	chunk, prev, next := 0, 0, 0
	for i, b := range d.blocks {
		if b.kind == qda.Metadata || b.kind == qda.Footnote || b.running {
			continue
		}
		for at := b.start; at <= b.end; {
			stop := b.end
			if n := strings.IndexByte(d.text[at:b.end], '\n'); n >= 0 {
				stop = at + n
			}
			l := line{start: at, end: stop, block: i, first: at == b.start}
			if strings.Count(d.text[prev:at], "\n") > 1 {
				chunk++
			}
			l.chunk = chunk
			for next < len(styles) && (styles[next].end <= at || styles[next].style&bold == 0) {
				next++
			}
			// Bold that starts with the line may come in several runs.
			reach := at
			for j := next; j < len(styles) && styles[j].start <= skipSpace(d.text[:stop], reach); j++ {
				if styles[j].style&bold != 0 {
					reach = max(reach, min(styles[j].end, stop))
				}
			}
			l.bold = reach - at
			if strings.TrimSpace(d.text[at:stop]) != "" {
				out = append(out, l)
				prev = stop
			}
			if stop == b.end {
				break
			}
			at = stop + 1
		}
	}
	return out
}

// findTurns finds who speaks where, and cuts the blocks so that every turn starts
// a block of its own.
func (d *draft) findTurns(styles []run) []turn {
	if turns, ok := d.voices(); ok {
		return turns
	}
	ls := d.lines(styles)
	opens := d.labels(ls)
	if len(opens) == 0 {
		return nil
	}
	turns := make([]turn, 0, len(opens))
	for _, o := range opens {
		l := ls[o.line]
		t := turn{start: l.start, name: o.name, key: o.key, begin: o.begin, finish: o.finish}
		from := l.start
		if o.stampLine >= 0 { // the time stands on a line of its own before the name
			t.start = ls[o.stampLine].start
			from = t.start
		}
		t.labels = []run{{start: from, end: l.start + len(strings.TrimRight(d.text[l.start:l.start+o.end], spaces))}}
		turns = append(turns, t)
	}
	d.closeTurns(turns, ls)
	d.innerStamps(turns, ls)
	d.cutBlocks(turns)
	return turns
}

// closeTurns ends each turn before the next one, without blank lines, and
// without headings that stand between the two.
func (d *draft) closeTurns(turns []turn, ls []line) {
	for i := range turns {
		stop := len(d.text)
		if i+1 < len(turns) {
			stop = turns[i+1].start
		}
		last := turns[i].labels[0].end
		kept := last
		n, _ := slices.BinarySearchFunc(ls, turns[i].start, func(l line, at int) int { return l.start - at })
		for ; n < len(ls) && ls[n].start < stop; n++ {
			last = max(last, ls[n].end)
			if d.blocks[ls[n].block].kind != qda.Heading {
				kept = last
			}
		}
		turns[i].end = kept
	}
}

// innerStamps marks time stamps inside the turns, which are nobody's words: on a
// line of their own, or between hashes anywhere. A stamp at the end of a turn
// is the time when it ends.
func (d *draft) innerStamps(turns []turn, ls []line) {
	n := 0
	for i := range turns {
		t := &turns[i]
		for n < len(ls) && ls[n].end <= t.labels[0].end {
			n++
		}
		for ; n < len(ls) && ls[n].start < t.end; n++ {
			text := d.text[ls[n].start:ls[n].end]
			if l := parseLabel(text, 0); l.form == timeForm && l.end == len(text) {
				t.labels = append(t.labels, run{start: ls[n].start, end: ls[n].end})
				continue
			}
			if strings.IndexByte(text, '#') < 0 {
				continue
			}
			for _, m := range hashForm.FindAllStringSubmatchIndex(text, -1) {
				r := run{start: ls[n].start + m[0], end: ls[n].start + m[1]}
				if r.start < t.labels[0].end {
					continue
				}
				t.labels = append(t.labels, r)
				if s := hashStamp(text, m); r.end == t.end {
					t.finish = s.begin
					if i+1 < len(turns) && turns[i+1].begin < 0 {
						turns[i+1].begin = s.begin
					}
				} else if t.begin < 0 && strings.TrimSpace(d.text[t.labels[0].end:r.start]) == "" {
					t.begin = s.begin
				}
			}
		}
	}
}

// cutBlocks splits blocks at the starts of turns that lie inside them.
func (d *draft) cutBlocks(turns []turn) {
	out := make([]block, 0, len(d.blocks)+len(turns))
	n := 0
	for _, b := range d.blocks {
		for ; n < len(turns) && turns[n].start < b.end; n++ {
			if turns[n].start <= b.start {
				continue
			}
			before := b
			before.end = b.start + len(strings.TrimRight(d.text[b.start:turns[n].start], spaces))
			b.start = turns[n].start
			b.label = ""
			if before.end > before.start {
				out = append(out, before)
			}
		}
		out = append(out, b)
	}
	d.blocks = out
}

// voices makes the turns of formats that name the speakers themselves. It
// reports false if the format names none.
func (d *draft) voices() ([]turn, bool) {
	var turns []turn
	found, open := false, false
	for _, b := range d.blocks {
		if b.voice == nil {
			if open {
				turns[len(turns)-1].end = b.end
			}
			continue
		}
		found = true
		if open = b.voice.name != ""; !open {
			continue
		}
		turns = append(turns, turn{
			start: b.start, end: b.end, name: b.voice.name, key: fold(b.voice.name),
			begin: b.voice.begin, finish: b.voice.finish,
			labels: []run{{start: b.start, end: b.start + b.voice.label}},
		})
	}
	return turns, found
}
