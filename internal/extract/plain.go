package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// decode reads the bytes of a text file and notes their encoding.
func (d *draft) decode(data []byte) (string, error) {
	text, name, replaced, err := decodeText(data, d.o.Encoding)
	if err != nil {
		return "", err
	}
	text = textpos.Normalise(text)
	if len(text) > d.o.Limits.TextBytes {
		return "", errTooMuchText(d.o.Name)
	}
	d.result.Encoding = name
	if d.o.Encoding == "" && name != utf8Name && !strings.HasPrefix(name, "utf-") {
		d.warn(warnEncoding, 1)
	}
	d.warn(warnReplaced, max(replaced, strings.Count(text, "\uFFFD")*min(1, replaced)))
	return text, nil
}

// readPlain keeps the text as it came and finds the paragraphs in it.
func readPlain(d *draft, data []byte) error {
	text, err := d.decode(data)
	if err != nil {
		return err
	}
	d.exact, d.text = true, text
	wrap := wrapWidth(text)
	for _, chunk := range chunks(text) {
		if err := d.plainChunk(chunk, wrap); err != nil {
			return err
		}
	}
	d.formFeeds()
	return nil
}

// chunks gives the ranges of lines that no blank line divides. A form feed ends one.
func chunks(text string) [][]run {
	var out [][]run
	var cur []run
	for at := 0; at < len(text); {
		stop := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			stop = at + n
		}
		body := text[at:stop]
		if strings.TrimSpace(body) == "" || strings.HasPrefix(body, "\f") {
			if len(cur) > 0 {
				out = append(out, cur)
			}
			cur = nil
		}
		if t := strings.TrimSpace(body); t != "" {
			lead := strings.Index(body, t)
			cur = append(cur, run{start: at + lead, end: at + lead + len(t)})
		}
		at = stop + 1
	}
	if len(cur) > 0 {
		out = append(out, cur)
	}
	return out
}

// wrapWidth is the width, in code points, at which the lines of the text were
// broken, or 0 if every line is a paragraph.
func wrapWidth(text string) int {
	var widths []int
	for _, c := range chunks(text) {
		for _, l := range c[:len(c)-1] {
			widths = append(widths, utf8.RuneCountInString(text[l.start:l.end]))
		}
	}
	if len(widths) < 2 {
		return 0
	}
	slices.Sort(widths)
	w := widths[len(widths)*95/100]
	if w > 130 || w < 40 {
		return 0
	}
	full := 0
	for _, n := range widths {
		if n*4 >= w*3 {
			full++
		}
	}
	if full*10 < len(widths)*4 {
		return 0
	}
	return w
}

var (
	bulletStart = regexp.MustCompile(`^(?:[-–—•*·▪■●○‣◦+]|o)[ \t]+\S`)
	numberStart = regexp.MustCompile(`^(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,6}|[IVXLC]{1,6})\)|(?:\d{1,3}|[a-z])\.-?)[ \t]+\S`)
)

// listMark gives the length of the bullet or number that makes the line an item
// of a list, with the space after it.
func listMark(line string) int {
	for _, re := range []*regexp.Regexp{bulletStart, numberStart} {
		if m := re.FindString(line); m != "" {
			_, n := utf8.DecodeLastRuneInString(m)
			return len(m) - n
		}
	}
	return 0
}

// plainChunk makes blocks of lines that stand together: of each line, unless
// the text is wrapped and the line before is full.
func (d *draft) plainChunk(lines []run, wrap int) error {
	tabs := tabular(d.text, lines)
	open := -1 // block that the next line may continue
	for i, l := range lines {
		body := d.text[l.start:l.end]
		b := block{kind: qda.Paragraph, start: l.start, end: l.end}
		mark := listMark(body)
		switch {
		case tabs:
			b.kind, b.styled = qda.TableRow, true
			for j := range len(body) {
				if body[j] == '\t' {
					b.cells = append(b.cells, l.start+j+1)
				}
			}
		case mark > 0:
			b.kind, b.level, b.label = qda.ListItem, 1, strings.TrimSpace(body[:mark])
		case open >= 0 && wrap > 0 && continues(d.text, lines[i-1], l, wrap):
			d.blocks[open].end = l.end
			continue
		}
		if err := d.add(b); err != nil {
			return err
		}
		open = -1
		if b.kind != qda.TableRow {
			open = len(d.blocks) - 1
		}
	}
	return nil
}

// continues reports whether the line was broken off the one before: its first
// word would not have fitted there. Labels of speakers start anew.
func continues(text string, prev, next run, wrap int) bool {
	body := text[next.start:next.end]
	first := body
	if n := strings.IndexFunc(body, unicode.IsSpace); n > 0 {
		first = body[:n]
	}
	width := utf8.RuneCountInString(text[prev.start:prev.end])
	if width+1+utf8.RuneCountInString(first) < wrap*9/10 {
		return false
	}
	if l := parseLabel(body, 0); l.form == bracketForm || l.form == timedForm || l.form == timeForm && l.end == len(body) {
		return false
	}
	return true
}

// tabular reports whether the lines are rows of a table, with the same number of
// tabs in each; one line alone is none.
func tabular(text string, lines []run) bool {
	if len(lines) < 2 {
		return false
	}
	n := strings.Count(text[lines[0].start:lines[0].end], "\t")
	for _, l := range lines {
		if n == 0 || strings.Count(text[l.start:l.end], "\t") != n {
			return false
		}
	}
	return true
}

// formFeeds makes pages of a text that has them.
func (d *draft) formFeeds() {
	if strings.IndexByte(d.text, '\f') < 0 {
		return
	}
	at := 0
	for {
		d.pageMarks = append(d.pageMarks, pageMark{at: at, label: strconv.Itoa(len(d.pageMarks) + 1)})
		n := strings.IndexByte(d.text[at:], '\f')
		if n < 0 || at+n+1 >= len(d.text) {
			break
		}
		at += n + 1
	}
	d.result.Pages = len(d.pageMarks)
}
