package extract

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
)

// pdfWriter makes blocks of the lines of pages.
type pdfWriter struct {
	d      *draft
	body   float64         // size of the running text
	words  map[string]bool // of the whole document, to tell divided words from compounds
	joined int             // words divided at line ends

	open   []openLine // lines of the paragraph that is being written
	number int        // of the page
	height float64
}

// openLine is a line of the open paragraph, with the column it stands in.
type openLine struct {
	*pdfLine
	page        int
	left, right float64 // of its column
	leading     float64 // usual distance between lines there
}

// page writes one page: its running lines if they are wanted, then its areas.
func (w *pdfWriter) page(number int, p *pdfPageText) error {
	w.number, w.height = number, p.height
	kept := p.lines[:0:0]
	var top, foot []*pdfLine
	for _, l := range p.lines {
		switch {
		case !l.running:
			kept = append(kept, l)
		case !w.d.o.KeepRunning:
			w.d.warn(warnRunning, 1)
		case l.base > p.height/2:
			top = append(top, l)
		default:
			foot = append(foot, l)
		}
	}
	if err := w.running(top); err != nil {
		return err
	}
	for _, a := range areas(kept) {
		if err := w.area(a); err != nil {
			return err
		}
	}
	for _, a := range areas(p.aside) {
		if err := w.flush(); err != nil {
			return err
		}
		if err := w.area(a); err != nil {
			return err
		}
	}
	return w.running(foot)
}

// running writes headers and footers as blocks of their own.
func (w *pdfWriter) running(lines []*pdfLine) error {
	if len(lines) == 0 {
		return nil
	}
	if err := w.flush(); err != nil {
		return err
	}
	for _, l := range lines {
		w.open = []openLine{{pdfLine: l, page: w.number}}
		if err := w.flush(); err != nil {
			return err
		}
	}
	return nil
}

func (w *pdfWriter) end() error { return w.flush() }

func (w *pdfWriter) area(a area) error {
	if a.rows != nil {
		return w.table(a.rows)
	}
	rows := basesOf(a.lines)
	left, right := edges(a.lines)
	leading := usualLeading(rows)
	for _, r := range rows {
		next := openLine{joinRow(r), w.number, left, right, leading}
		if len(w.open) > 0 && !w.continues(w.open[len(w.open)-1], next) {
			if err := w.flush(); err != nil {
				return err
			}
		}
		w.open = append(w.open, next)
	}
	return nil
}

// joinRow makes one line of pieces on one base.
func joinRow(r []*pdfLine) *pdfLine {
	if len(r) == 1 {
		return r[0]
	}
	if mostlyRightToLeft(r) {
		r = slices.Clone(r)
		slices.Reverse(r)
	}
	all := *r[0]
	all.runs = slices.Clone(all.runs)
	for _, l := range r[1:] {
		all.text += " "
		at := len(all.text)
		all.text += l.text
		for _, x := range l.runs {
			all.runs = append(all.runs, run{x.start + at, x.end + at, x.style})
		}
		all.left, all.right = math.Min(all.left, l.left), math.Max(all.right, l.right)
		all.chars, all.hyphen = all.chars+l.chars, l.hyphen
		all.bottom, all.top = math.Min(all.bottom, l.bottom), math.Max(all.top, l.top)
	}
	return &all
}

// edges gives the sides of a column, without the few lines that stick out.
func edges(lines []*pdfLine) (left, right float64) {
	ls, rs := make([]float64, len(lines)), make([]float64, len(lines))
	for i, l := range lines {
		ls[i], rs[i] = l.left, l.right
	}
	slices.Sort(ls)
	slices.Sort(rs)
	return ls[len(ls)*5/100], rs[len(rs)*95/100]
}

// usualLeading is the middle one of the distances between bases.
func usualLeading(rows [][]*pdfLine) float64 {
	var ds []float64
	for i := 1; i < len(rows); i++ {
		a, b := rows[i-1][0], rows[i][0]
		if d := a.base - b.base; d > 0 && d < 2.2*a.size && math.Abs(a.size-b.size) < 0.1*a.size {
			ds = append(ds, d)
		}
	}
	if len(ds) == 0 {
		return 0
	}
	slices.Sort(ds)
	return ds[(len(ds)-1)/2]
}

// continues reports whether the line goes on with the paragraph of the one before.
func (w *pdfWriter) continues(prev, next openLine) bool {
	if math.Abs(prev.size-next.size) > 0.13*math.Max(prev.size, next.size) || next.raised {
		return false
	}
	if contentsEntry.MatchString(prev.text) {
		return false
	}
	divided := prev.divided(next.text)
	across := prev.page != next.page || prev.base <= next.base || prev.left != next.left || prev.right != next.right
	if across {
		return divided || prev.full(next) && startsLower(next.text) && !endsSentence(prev.text) && !prev.allBold()
	}
	drop := prev.base - next.base
	leading := prev.leading
	if leading == 0 {
		leading = 1.2 * prev.size
	}
	if drop > 1.3*leading && drop > 1.3*prev.size {
		return false
	}
	if divided {
		return true
	}
	if listMark(next.text) > 0 && !(prev.full(next) && !endsSentence(prev.text) && math.Abs(next.pdfLine.left-prev.pdfLine.left) < 1 && listMark(w.open[0].text) == 0 && !strings.ContainsAny(next.text[:1], "-–•*")) {
		return false
	}
	if opensTurn(next.text) {
		return false
	}
	heading := prev.size > 1.12*w.body || prev.allBold() && next.allBold()
	if prev.allBold() != next.allBold() && !prev.full(next) {
		return false
	}
	if heading {
		// Headings follow each other without more space than their lines have.
		return (prev.full(next) || startsLower(next.text) && !endsSentence(prev.text)) && divisionLevel(next.text) == 0 && !article.MatchString(next.text)
	}
	indent := next.pdfLine.left - prev.pdfLine.left
	item := len(w.open) == 1 && listMark(w.open[0].text) > 0
	switch {
	case indent > 0.8*prev.size && indent < 5*prev.size && !item:
		return prev.full(next) && !endsSentence(prev.text)
	case prev.full(next):
		return true
	}
	return startsLower(next.text) && !endsSentence(prev.text) && !strings.HasSuffix(prev.text, ":")
}

// contentsEntry is how an entry of a table of contents ends.
var contentsEntry = regexp.MustCompile(`(?:…|_)\s*[0-9ivxlc]{1,5}$`)

// full reports whether the first word of the next line would not have fitted on
// this one.
func (l openLine) full(next openLine) bool {
	first := next.text
	if i := strings.IndexByte(first, ' '); i > 0 {
		first = first[:i]
	}
	width := (next.pdfLine.right - next.pdfLine.left) / math.Max(1, float64(next.chars))
	need := width * (float64(utf8.RuneCountInString(first)) + 0.7)
	if mostlyRightToLeft([]*pdfLine{l.pdfLine}) {
		return l.pdfLine.left-need <= l.left+0.5
	}
	return l.pdfLine.right+need >= l.right-0.5
}

// divided reports whether the last word of the line goes on in the next text.
func (l openLine) divided(next string) bool {
	if !startsLower(next) {
		return false
	}
	if l.hyphen {
		return true
	}
	body, ok := cutHyphen(l.text)
	r, _ := utf8.DecodeLastRuneInString(body)
	return ok && unicode.IsLetter(r)
}

func cutHyphen(s string) (string, bool) {
	for _, h := range []string{"-", "\u2010", "\u00AD"} {
		if body, ok := strings.CutSuffix(s, h); ok {
			return body, true
		}
	}
	return s, false
}

func (l openLine) allBold() bool {
	n := 0
	for _, r := range l.runs {
		if r.style&bold != 0 {
			n += r.end - r.start
		}
	}
	return n*10 >= (len(l.text)-strings.Count(l.text, " "))*9
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "«“\"'(¿¡"))
	return unicode.IsLower(r)
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "»”\"')] ")
	return s == "" || strings.ContainsAny(s[len(s)-1:], ".?!:;") || strings.HasSuffix(s, "…")
}

// opensTurn recognises lines that only a transcript has.
func opensTurn(text string) bool {
	l := parseLabel(text, 0)
	return l.form == bracketForm || l.form == timedForm || l.form == timeForm && l.end == len(text) ||
		l.form == colonForm && (roleWord(l.name) || interviewerInitials[fold(l.name)] || numberedName(fold(l.name)))
}

// flush writes the open paragraph as a block.
func (w *pdfWriter) flush() error {
	lines := w.open
	w.open = nil
	if len(lines) == 0 {
		return nil
	}
	b := block{kind: qda.Paragraph, page: lines[0].page, running: lines[0].running}
	b.text, b.runs, b.breaks = w.join(lines)
	if b.text == "" {
		return nil
	}
	first := lines[0]
	mark := listMark(b.text)
	switch {
	case b.running:
	case w.footnote(first, b.text):
		b.kind, b.label, b.styled = qda.Footnote, noteLabel(b.text), true
	case first.size > 1.12*w.body && utf8.RuneCountInString(b.text) <= 200 && len(lines) <= 4 && strings.IndexFunc(b.text, unicode.IsLetter) >= 0:
		b.kind, b.level, b.styled = qda.Heading, w.level(first.size), true
	case mark > 0:
		b.kind, b.level, b.label = qda.ListItem, 1, strings.TrimSpace(b.text[:mark])
	}
	return w.d.add(b)
}

// footnote reports whether the paragraph is a footnote: smaller than the text,
// in the lower part of the page, and with a mark before it.
func (w *pdfWriter) footnote(first openLine, text string) bool {
	return first.size < 0.93*w.body && first.base < 0.5*w.height && noteLabel(text) != ""
}

// noteLabel gives the mark of a footnote that the text starts with, "" if none.
func noteLabel(text string) string {
	if rest, ok := strings.CutPrefix(text, "["); ok {
		if n := strings.IndexByte(rest, ']'); n > 0 && n <= 3 && strings.Trim(rest[:n], "0123456789") == "" {
			return rest[:n]
		}
	}
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	if n > 0 && n <= 3 && n < len(text) && (text[n] == ' ' || text[n] == '.') {
		return text[:n]
	}
	if strings.HasPrefix(text, "* ") || strings.HasPrefix(text, "† ") {
		r, _ := utf8.DecodeRuneInString(text)
		return string(r)
	}
	return ""
}

// join writes the lines of a paragraph one after the other: with a space between
// them, or without one where a word was divided.
func (w *pdfWriter) join(lines []openLine) (string, []run, []pageBreak) {
	var p paragraph
	var breaks []pageBreak
	for i, l := range lines {
		text := l.text
		if i > 0 && l.page != lines[i-1].page {
			breaks = append(breaks, pageBreak{l.page, p.len()})
		}
		end := " "
		if i+1 == len(lines) {
			end = ""
		} else if l.divided(lines[i+1].text) {
			end = ""
			if body, ok := cutHyphen(text); ok && !w.compound(body, lines[i+1].text) {
				text = body
				w.joined++
			}
		}
		at := p.len()
		p.write(text, 0)
		for _, r := range l.runs {
			p.runs = appendRun(p.runs, run{at + min(r.start, len(text)), at + min(r.end, len(text)), r.style})
		}
		p.write(end, 0)
	}
	text, runs := p.take()
	return text, runs, breaks
}

// appendRun adds a run, joined to the one before where only a space lies between.
func appendRun(runs []run, r run) []run {
	if n := len(runs); n > 0 && runs[n-1].style == r.style && r.start-runs[n-1].end <= 1 {
		runs[n-1].end = r.end
		return runs
	}
	return append(runs, r)
}

// compound reports whether the hyphen belongs to the word: the document has the
// word with it elsewhere, or both halves as words but not the whole.
func (w *pdfWriter) compound(before, after string) bool {
	a, b := lastWord(before), firstWord(after)
	if w.words[a+b] {
		return false
	}
	return w.words[a+"-"+b] || len(a) > 3 && len(b) > 3 && w.words[a] && w.words[b]
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || r == '-' }

func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !isWordRune(r) })
	if i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		s = s[i+n:]
	}
	return strings.ToLower(s)
}

func firstWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) }); i >= 0 {
		s = s[:i]
	}
	return strings.ToLower(s)
}

// pdfWords collects the words of a document, but for those at the ends of lines,
// which may be halves.
func pdfWords(pages []*pdfPageText) map[string]bool {
	out := map[string]bool{}
	for _, p := range pages {
		for i, l := range p.lines {
			ws := strings.FieldsFunc(strings.ToLower(l.text), func(r rune) bool { return !isWordRune(r) })
			if len(ws) > 0 && strings.HasSuffix(ws[len(ws)-1], "-") {
				ws = ws[:len(ws)-1]
			}
			if i > 0 && len(ws) > 0 && strings.HasSuffix(p.lines[i-1].text, "-") {
				ws = ws[1:]
			}
			for _, x := range ws {
				out[strings.Trim(x, "-")] = true
			}
		}
	}
	return out
}

// table writes the rows of a table.
func (w *pdfWriter) table(rows [][][]*pdfLine) error {
	if err := w.flush(); err != nil {
		return err
	}
	for _, row := range rows {
		cells := make([][]block, len(row))
		for i, c := range row {
			if len(c) == 0 {
				continue
			}
			var lines []openLine
			for _, r := range basesOf(c) {
				lines = append(lines, openLine{pdfLine: joinRow(r), page: w.number})
			}
			b := block{kind: qda.Paragraph}
			b.text, b.runs, _ = w.join(lines)
			if b.text != "" {
				cells[i] = []block{b}
			}
		}
		n := len(w.d.blocks)
		if err := w.d.addRow(cells); err != nil {
			return err
		}
		for i := n; i < len(w.d.blocks); i++ {
			w.d.blocks[i].page = w.number
		}
	}
	return nil
}
