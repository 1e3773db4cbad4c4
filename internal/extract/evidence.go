package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
)

// candidate is a label that may open a turn.
type candidate struct {
	label
	line      int
	key       string
	stampLine int  // the line before it that holds its time alone, -1 none
	singleton bool // stands on a line that continues a wrapped paragraph
}

// tally is what the labels of one name come to.
type tally struct {
	n, timed, strong int
	role             bool
	accepted         bool
	order            int
}

// labels decides which lines open a turn. A text is taken for a transcript only
// on evidence: labels that only transcripts have, or names that return and
// alternate and of which the text is full. So a law with "Artículo 5:" and "Nota:"
// has no speakers.
func (d *draft) labels(ls []line) []candidate {
	cands, loose := d.candidates(ls)
	if len(cands) == 0 {
		return d.onlyTimes(ls, loose)
	}
	tallies := map[string]*tally{}
	for _, c := range cands {
		t := tallies[c.key]
		if t == nil {
			t = &tally{order: len(tallies), role: roleWord(c.name)}
			tallies[c.key] = t
		}
		t.n++
		if c.hasTime || c.stampLine >= 0 {
			t.timed++
		}
		if c.form == bracketForm || c.form == timedForm {
			t.strong++
		}
	}
	accept(tallies)
	main := keep(cands, func(c candidate) bool { return tallies[c.key].accepted })
	if !convincing(main, tallies, ls, loose+len(cands)-len(main)) {
		return d.onlyTimes(ls, loose)
	}
	main = d.onceOnly(cands, main, tallies, ls)
	return d.dropPreamble(main, cands, ls)
}

// candidates reads the labels of all lines. loose counts lines of the form
// "Word: text" whose word is known not to name a speaker.
func (d *draft) candidates(ls []line) (out []candidate, loose int) {
	stamp := -1
	for i, l := range ls {
		text := d.text[l.start:l.end]
		var lab label
		if b := d.blocks[l.block]; b.kind == qda.TableRow && len(b.cells) > 0 {
			if !l.first {
				continue
			}
			lab = rowLabel(text, b)
		} else {
			lab = parseLabel(text, l.bold)
		}
		switch {
		case lab.form == noForm:
			stamp = -1
		case lab.name == "":
			stamp = -1
			if lab.end == len(text) {
				stamp = i
			}
		case !speaks(lab):
			loose++
			stamp = -1
		default:
			c := candidate{label: lab, line: i, key: speakerKey(lab.name), stampLine: stamp, singleton: !l.first}
			if stamp >= 0 && !lab.hasTime {
				s := parseLabel(d.text[ls[stamp].start:ls[stamp].end], 0)
				c.begin, c.finish = s.begin, s.finish
			}
			out = append(out, c)
			stamp = -1
		}
	}
	return out, loose
}

// rowLabel reads a label from the first cells of a row: a name, or a time and a name.
func rowLabel(text string, b block) label {
	none := label{begin: -1, finish: -1}
	last := b.cells[len(b.cells)-1] - b.start
	if last > len(text) {
		return none
	}
	out := none
	from := 0
	for _, c := range b.cells {
		cell := strings.TrimSpace(strings.TrimSuffix(text[from:c-b.start], cellGap))
		from = c - b.start
		if s, ok := stampToEnd(cell, 0); ok {
			if out.begin >= 0 && out.finish < 0 {
				out.finish = s.begin
			} else {
				out.begin, out.finish = s.begin, s.finish
			}
			out.hasTime = true
		} else if out.name == "" && nameLike(cell) {
			out.name = strings.TrimRight(cell, ": ")
		}
	}
	if out.name == "" {
		return none
	}
	out.form, out.end = cellForm, last
	return out
}

// accept marks the names that return, or that say by themselves that somebody speaks.
func accept(tallies map[string]*tally) {
	for key, t := range tallies {
		t.accepted = t.n >= 2 || t.role || t.strong > 0
		if strings.TrimLeft(key, "ivxlc") == "" && !interviewerInitials[key] {
			t.accepted = false // a numeral of an enumeration
		}
	}
}

// convincing reports whether the accepted labels make the text a transcript.
func convincing(main []candidate, tallies map[string]*tally, ls []line, other int) bool {
	if len(main) < 2 {
		return false
	}
	names := map[string]bool{}
	var strong, role, weak, changes int
	for i, c := range main {
		names[c.key] = true
		if c.form == bracketForm || c.form == timedForm || c.stampLine >= 0 {
			strong++
		}
		if tallies[c.key].role {
			role++
		}
		if c.form == cellForm || c.form == tabForm || c.form == boldForm || c.form == dashForm {
			weak++
		}
		if i > 0 && main[i-1].key != c.key {
			changes++
		}
	}
	alternate := float64(changes) / float64(len(main)-1)
	span := main[len(main)-1].line - main[0].line + 1
	dense := float64(len(main)) / float64(span)
	switch {
	case strong*2 >= len(main) && strong >= 2:
		return true
	case len(names) < 2:
		return role >= 3 && dense > 0.05 && other <= len(main)
	case weak*2 > len(main) && role == 0 && !numbered(names):
		// A name in a cell, before a tab or in bold is common in any document:
		// it has to carry the whole text.
		return len(main) >= 6 && alternate >= 0.6 && dense > 0.2 && main[0].form != cellForm && len(names)*3 <= len(main)
	case role > 0 || numbered(names):
		return alternate >= 0.3 && dense > 0.03 && other <= 2*len(main)+3
	}
	return len(main) >= 3 && alternate >= 0.4 && dense > 0.1 && other <= len(main)/2+3 && span*4 >= len(ls)
}

// numbered reports whether most names are of the kind P1, P2, Speaker 1.
func numbered(names map[string]bool) bool {
	n := 0
	for k := range names {
		if numberedName(k) || interviewerInitials[k] {
			n++
		}
	}
	return n >= 2 && 2*n >= len(names)
}

func numberedName(key string) bool {
	r, _ := utf8.DecodeLastRuneInString(key)
	return unicode.IsDigit(r) && len(key) <= 16
}

// onceOnly adds those who speak a single time between the others: their label
// has the form, and the place, that the others have.
func (d *draft) onceOnly(cands, main []candidate, tallies map[string]*tally, ls []line) []candidate {
	timed, blank := 0, 0
	for _, c := range main {
		if c.hasTime || c.stampLine >= 0 {
			timed++
		}
		if d.afterBlank(ls, c) {
			blank++
		}
	}
	first := main[0].line
	return keep(cands, func(c candidate) bool {
		if tallies[c.key].accepted {
			return true
		}
		if c.line < first || c.singleton || c.form != colonForm || !properName(c.name) {
			return false
		}
		if timed*10 >= len(main)*7 && c.stampLine < 0 && !c.hasTime {
			return false
		}
		return blank*10 < len(main)*8 || d.afterBlank(ls, c)
	})
}

// afterBlank reports whether a blank line, or the start of the text, is before the label.
func (d *draft) afterBlank(ls []line, c candidate) bool {
	n := c.line
	if c.stampLine >= 0 {
		n = c.stampLine
	}
	return n == 0 || ls[n].chunk != ls[n-1].chunk
}

// dropPreamble takes away labels that belong to the description of the recording
// at its head ("Moderadora: Alicia" beside "Duración: 38 minutos") rather than to
// what is said.
func (d *draft) dropPreamble(main, cands []candidate, ls []line) []candidate {
	timed := 0
	for _, c := range main {
		if c.hasTime || c.stampLine >= 0 {
			timed++
		}
	}
	if timed*10 >= len(main)*7 {
		for len(main) > 0 && !main[0].hasTime && main[0].stampLine < 0 {
			main = main[1:]
		}
	}
	for len(main) > 1 && main[0].form == colonForm && d.inPreamble(main, ls) {
		main = main[1:]
	}
	return main
}

// inPreamble reports whether the first label shares its unbroken lines with
// entries of another kind, and is itself as short as they are.
func (d *draft) inPreamble(main []candidate, ls []line) bool {
	c := main[0]
	words := strings.TrimSpace(d.text[ls[c.line].start+c.end : ls[c.line].end])
	if words == "" || utf8.RuneCountInString(words) > 60 || strings.ContainsAny(words[len(words)-1:], ".?!") {
		return false
	}
	if main[1].line > c.line && ls[main[1].line].chunk == ls[c.line].chunk && main[1].line-c.line == 1 && c.line == 0 {
		return false // a transcript without blank lines starts here
	}
	for n := c.line - 1; n >= 0 && ls[n].chunk == ls[c.line].chunk; n-- {
		l := parseLabel(d.text[ls[n].start:ls[n].end], 0)
		if l.form == colonForm && !slices.ContainsFunc(main, func(m candidate) bool { return m.line == n }) {
			return true
		}
	}
	for n := c.line + 1; n < len(ls) && ls[n].chunk == ls[c.line].chunk; n++ {
		l := parseLabel(d.text[ls[n].start:ls[n].end], 0)
		if l.form == colonForm && !slices.ContainsFunc(main, func(m candidate) bool { return m.line == n }) {
			return true
		}
	}
	return false
}

// onlyTimes makes turns of nobody in particular from time stamps that run
// through the text, one by one ascending.
func (d *draft) onlyTimes(ls []line, _ int) []candidate {
	var out []candidate
	last, down := -1, 0
	for i, l := range ls {
		lab := parseLabel(d.text[l.start:l.end], 0)
		if lab.form != timeForm && (!lab.hasTime || lab.name == "") {
			continue
		}
		if lab.begin < last {
			down++
		}
		last = lab.begin
		if lab.form != timeForm {
			continue
		}
		wrapped := d.text[l.start] == '[' || d.text[l.start] == '(' || d.text[l.start] == '#'
		if !wrapped && lab.end < l.end-l.start {
			continue // a time of day in an agenda
		}
		out = append(out, candidate{label: lab, line: i, stampLine: -1})
	}
	if len(out) < 3 || down > len(out)/10 {
		return nil
	}
	return out
}

func keep(cands []candidate, want func(candidate) bool) []candidate {
	var out []candidate
	for _, c := range cands {
		if want(c) {
			out = append(out, c)
		}
	}
	return out
}
