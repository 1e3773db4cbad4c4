package extract

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Running headers and footers stand in the outer parts of the pages, on few lines.
const (
	marginPart  = 0.14 // of the height of a page
	marginLines = 4
)

// marginLine is a line in the upper or lower margin of a page.
type marginLine struct {
	page   int
	line   *pdfLine
	zone   byte
	key    string  // its words, with every number alike
	offset float64 // from the edge
}

// markRunning marks the lines that repeat on the pages: the same words at the same
// height on most pages, or most odd or even ones; words that change with the
// chapter, at a height where words repeat on most pages; and page numbers. It
// gives the number printed on each page, "" where none was recognised.
func markRunning(pages []*pdfPageText) []string {
	var lines []marginLine
	for i, p := range pages {
		p.markLineNumbers()
		lines = append(lines, p.margins(i)...)
	}
	byKey := map[string][]marginLine{}
	for _, l := range lines {
		byKey[string(l.zone)+l.key] = append(byKey[string(l.zone)+l.key], l)
	}
	repeats := func(group []marginLine) bool {
		var n [2]int
		last := -1
		for _, l := range group {
			if l.page != last {
				n[l.page&1]++
			}
			last = l.page
		}
		even, odd := (len(pages)+1)/2, len(pages)/2
		return n[0]+n[1] >= 3 && ((n[0]+n[1])*10 >= len(pages)*6 || n[0] >= 3 && n[0]*10 >= even*6 || n[1] >= 3 && n[1]*10 >= odd*6)
	}
	chapter := map[string]map[int]bool{} // pages on which words at this height repeat elsewhere
	for _, group := range byKey {
		near := sameHeight(group)
		if !countsWithPages(near) {
			continue
		}
		if repeats(near) {
			for _, l := range near {
				l.line.running = true
			}
		}
		if len(near) >= 2 {
			for _, l := range near {
				k := l.slot()
				if chapter[k] == nil {
					chapter[k] = map[int]bool{}
				}
				chapter[k][l.page] = true
			}
		}
	}
	for _, group := range byKey {
		near := sameHeight(group)
		if !countsWithPages(near) {
			continue
		}
		for _, l := range near {
			if on := chapter[l.slot()]; len(near) >= 2 && len(on) >= 4 && len(on)*10 >= len(pages)*6 {
				l.line.running = true
			}
		}
	}
	keepBare(pages)
	return markNumbers(pages, lines)
}

// keepBare takes back the marks where they would leave most pages without a word:
// what repeats there, as on slides of a line each, is all that the document says.
func keepBare(pages []*pdfPageText) {
	written := 0
	var bare []*pdfPageText
	for _, p := range pages {
		if len(p.lines) == 0 {
			continue
		}
		written++
		if !slices.ContainsFunc(p.lines, func(l *pdfLine) bool { return !l.running }) {
			bare = append(bare, p)
		}
	}
	if len(bare)*2 <= written {
		return
	}
	for _, p := range bare {
		for _, l := range p.lines {
			l.running = !strings.ContainsFunc(l.text, unicode.IsLetter)
		}
	}
}

// markLineNumbers marks numbers that count the lines in the margin of a page: ten
// or more below each other that go up by the same step.
func (p *pdfPageText) markLineNumbers() {
	groups := map[int][]*pdfLine{}
	for _, l := range p.lines {
		if len(l.text) <= 4 && strings.Trim(l.text, "0123456789") == "" {
			groups[int(math.Round(l.right/3))] = append(groups[int(math.Round(l.right/3))], l)
		}
	}
	for _, g := range groups {
		if len(g) < 10 {
			continue
		}
		steps := map[int]int{}
		best := 0
		for i := 1; i < len(g); i++ {
			a, _ := strconv.Atoi(g[i-1].text)
			b, _ := strconv.Atoi(g[i].text)
			if steps[b-a]++; b > a && steps[b-a] > steps[best] {
				best = b - a
			}
		}
		if best > 0 && steps[best]*10 >= (len(g)-1)*9 && p.outermost(g) {
			for _, l := range g {
				l.running = true
			}
		}
	}
}

// outermost reports whether nothing of the page stands beyond the lines, on the
// left or on the right.
func (p *pdfPageText) outermost(g []*pdfLine) bool {
	left, right := 0, 0
	for _, l := range p.lines {
		if l.right < g[0].left-1 {
			left++
		}
		if l.left > g[0].right+1 {
			right++
		}
	}
	return left <= 2 || right <= 2
}

// countsWithPages reports whether the numbers in the lines stay the same or count
// with the pages, as those of a header do. The numbers of articles, questions or
// notes, which happen to stand at the edge of pages, do neither.
func countsWithPages(group []marginLine) bool {
	good, all := 0, 0
	for i := 1; i < len(group); i++ {
		a, b := pageNumber.FindAllString(group[i-1].line.text, 4), pageNumber.FindAllString(group[i].line.text, 4)
		if group[i].page == group[i-1].page || len(a) != len(b) {
			continue
		}
		for j := range a {
			m, _ := strconv.Atoi(a[j])
			n, _ := strconv.Atoi(b[j])
			all++
			if n == m || n-m == group[i].page-group[i-1].page {
				good++
			}
		}
	}
	return good*10 >= all*7
}

// slot names the height at which the line stands.
func (l marginLine) slot() string {
	return string(l.zone) + strconv.Itoa(int(math.Round(l.offset/4)))
}

// sameHeight leaves those of the lines that stand at the height of most.
func sameHeight(group []marginLine) []marginLine {
	count := map[string]int{}
	best := ""
	for _, l := range group {
		s := l.slot()
		if count[s]++; count[s] > count[best] {
			best = s
		}
	}
	var mid float64
	for _, l := range group {
		if l.slot() == best {
			mid = l.offset
		}
	}
	var out []marginLine
	for _, l := range group {
		if math.Abs(l.offset-mid) <= 9 {
			out = append(out, l)
		}
	}
	return out
}

// margins gives the lines in the margins of a page, at most a few at each end.
func (p *pdfPageText) margins(page int) []marginLine {
	var out []marginLine
	for _, zone := range []byte{'t', 'b'} {
		bases := map[int]bool{}
		for i := range p.lines {
			l := p.lines[i]
			offset := p.height - l.top
			if zone == 'b' {
				l = p.lines[len(p.lines)-1-i]
				offset = l.bottom
			}
			if offset > marginPart*p.height {
				break
			}
			bases[int(math.Round(l.base/2))] = true
			if len(bases) > marginLines {
				break
			}
			if !opensTurn(l.text) {
				out = append(out, marginLine{page, l, zone, marginKey(l.text), offset})
			}
		}
	}
	return out
}

// marginKey writes the words of a line with every number, Arabic or Roman, as "#".
func marginKey(text string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if strings.Trim(w, "ivxlc") == "" || strings.IndexFunc(w, unicode.IsLetter) < 0 {
			w = "#"
		}
		b.WriteString(w)
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// numberKey is how lines look that hold a page number and nothing else.
var (
	numberKey  = regexp.MustCompile(`^(?:(?:page|pagina|pag|pg|p|folio|hoja) )?#(?: (?:of|de|sur|di|von|#))*(?: #)?$`)
	pageNumber = regexp.MustCompile(`\d+`)
)

// markNumbers marks page numbers: lines with a number only, on half of the pages
// at least, that count with the pages. It gives the numbers, filled in where a
// page shows none.
func markNumbers(pages []*pdfPageText, lines []marginLine) []string {
	votes := map[int]int{} // printed number less place in the file
	type found struct {
		line   *pdfLine
		offset int
	}
	var all []found
	seen := map[[2]int]bool{}
	for _, l := range lines {
		ok := numberKey.MatchString(l.key)
		for _, m := range pageNumber.FindAllString(l.line.text, 2) {
			n, err := strconv.Atoi(m)
			if err != nil || !ok && !l.line.running {
				continue
			}
			if o := n - (l.page + 1); !seen[[2]int{l.page, o}] {
				seen[[2]int{l.page, o}] = true
				votes[o]++
			}
			if ok {
				all = append(all, found{l.line, n - (l.page + 1)})
			}
		}
	}
	best := 0
	for o, n := range votes {
		if n > votes[best] || n == votes[best] && o < best {
			best = o
		}
	}
	labels := make([]string, len(pages))
	if n := votes[best]; n < 2 || n*2 < len(pages) {
		return labels
	}
	for _, f := range all {
		if f.offset == best {
			f.line.running = true
		}
	}
	for i := range labels {
		if n := i + 1 + best; n > 0 {
			labels[i] = strconv.Itoa(n)
		}
	}
	return labels
}
