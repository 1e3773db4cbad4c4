package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	cellMargins = 216 // left and right of the text of a cell, in twentieths of a point
	tableLetter = 190 // size of the text of tables, in the same
	nameLetters = 28  // a text no longer than this that has a dash is a name and stays on one line
)

// lettersTogether is how long the text of a table may be that stays whole on a page. A longer
// one would leave half of the page before it empty.
const lettersTogether = 1000

// letters counts those of the rows of a table.
func (t Table) letters() int {
	n := 0
	for _, row := range t.Rows {
		for _, c := range row {
			for _, p := range c {
				for _, r := range p.Runs {
					n += utf8.RuneCountInString(r.Text)
				}
			}
		}
	}
	return n
}

// columnWidths gives every column what its longest word needs, so that none is broken,
// and shares the rest of the width among them.
func columnWidths(t Table, n, width int) []int {
	out := make([]int, n)
	for i, h := range t.Head {
		out[i] = unbroken(h, true)
	}
	for _, row := range t.Rows {
		for i, c := range row[:min(len(row), n)] {
			for _, p := range c {
				for _, r := range p.Runs {
					out[i] = max(out[i], unbroken(r.Text, r.Bold))
				}
			}
		}
	}
	needed, shares := 0, 0
	for i := range out {
		out[i] += cellMargins
		needed += out[i]
		shares += share(t.Widths, i)
	}
	rest := width - needed
	for i := range out {
		if rest < 0 { // words are longer than the page is wide
			out[i] = out[i] * width / needed
			continue
		}
		out[i] += rest * share(t.Widths, i) / shares
	}
	return out
}

func share(shares []int, i int) int {
	if i < len(shares) && shares[i] > 0 {
		return shares[i]
	}
	return 1
}

// unbroken is how wide the longest piece of a text is that must not be broken.
func unbroken(s string, bold bool) int {
	pieces := strings.Fields(s)
	if utf8.RuneCountInString(s) <= nameLetters && strings.ContainsAny(s, "-–—") {
		pieces = []string{strings.TrimSpace(s)}
	}
	most := 0
	for _, piece := range pieces {
		wide := 0
		for _, r := range piece {
			wide += letterWidth(r)
		}
		if bold {
			wide += wide / 20
		}
		most = max(most, wide)
	}
	return most
}

// letterWidth is about how wide a letter of a table is, with some air: which font the
// reader has is not known here.
func letterWidth(r rune) int {
	switch {
	case r == 'm' || r == 'w' || r == 'M' || r == 'W' || r > 0x2E80:
		return tableLetter * 90 / 100
	case unicode.IsUpper(r):
		return tableLetter * 66 / 100
	case strings.ContainsRune("iljtfr.,:;!|'()[] ", r):
		return tableLetter * 36 / 100
	}
	return tableLetter * 55 / 100
}
