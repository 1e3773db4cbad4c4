package extract

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// pdfLine is a piece of a line: characters on one base without a wide gap.
type pdfLine struct {
	text                     string
	runs                     []run
	left, right, bottom, top float64
	base, size               float64
	order                    int  // in the page's own sequence
	hyphen                   bool // ends in a hyphen that the engine takes for a division
	raised                   bool // starts with a small raised figure, as footnotes do
	running                  bool // repeats on the pages
	chars                    int
	boxes                    []charBox // of each byte's character, where wanted
}

// charBox tells which byte of a line starts a character, and where it stands.
type charBox struct {
	at                       int
	left, bottom, right, top float64
}

// Gaps, as multiples of the size of the characters.
const (
	wideGap     = 1.4  // ends a piece of a line even if the engine goes on
	bareGap     = 0.2  // ends a piece where the engine gives no space
	joinGap     = 0.45 // joins pieces that follow each other in the page's sequence
	strayGap    = 0.1  // joins pieces that do not
	wordGap     = 0.12 // stands for a space between pieces
	missedGap   = 0.17 // stands for a space that the engine has missed
	noGap       = 0.04 // is no space even if the engine gives one
	sameBase    = 0.2
	listMarkGap = 3.0 // after the mark of a list item
	ascent      = 0.78
	descent     = 0.22
)

// lines puts the glyphs of a page together to lines. boxes asks for the place of
// every character to be kept.
func (p *pdfPage) lines(boxes bool) []*pdfLine {
	var pieces [][]glyph
	var cur []glyph
	space := false
	for _, g := range p.glyphs {
		if g.space {
			space = true
			if g.breaks && len(cur) > 0 {
				cur[len(cur)-1].breaks = true
			}
			continue
		}
		if n := len(cur); n > 0 && !follows(cur[n-1], g, space) {
			pieces = append(pieces, cur)
			cur = nil
		}
		if n := len(cur); n > 0 {
			a := cur[n-1]
			g.space = space || math.Max(g.left-a.right, a.left-g.right) > missedGap*math.Max(a.size, g.size)
		}
		space = false
		cur = append(cur, g)
	}
	if len(cur) > 0 {
		pieces = append(pieces, cur)
	}
	return joinPieces(pieces, boxes)
}

// follows reports whether the glyph goes on with the line of the one before.
func follows(a, b glyph, space bool) bool {
	if a.breaks {
		return false
	}
	size := math.Max(a.size, b.size)
	overlap := math.Min(a.base+ascent*a.size, b.base+ascent*b.size) - math.Max(a.base-descent*a.size, b.base-descent*b.size)
	if overlap < 0.3*math.Min(a.size, b.size) {
		return false
	}
	if shift := math.Abs(a.base - b.base); shift > 0.3*size && math.Min(a.size, b.size) > 0.85*size {
		return false // the next line, or another cell: raised and lowered figures are small
	}
	if b.left < a.left-0.5*size && !rightToLeft(b.char) && !rightToLeft(a.char) {
		return false
	}
	most := bareGap
	if space {
		most = wideGap
	}
	return math.Max(b.left-a.right, a.left-b.right) < most*size
}

// leaders writes the dots that lead from an entry of a table of contents to its
// page as one ellipsis.
func leaders(gs []glyph) []glyph {
	var out []glyph
	for i := 0; i < len(gs); {
		j := i
		for j < len(gs) && (gs[j].char == '.' || gs[j].char == '·' || gs[j].char == '…' || gs[j].char == '_') && gs[j].char == gs[i].char {
			j++
		}
		if j-i < 5 {
			j = max(j, i+1)
			out = append(out, gs[i:j]...)
			i = j
			continue
		}
		g := gs[i]
		if g.char == '.' || g.char == '·' {
			g.char = '…'
		}
		g.right, g.space = gs[j-1].right, len(out) > 0
		out = append(out, g)
		if j < len(gs) {
			gs[j].space = true
		}
		i = j
	}
	return out
}

// noteAt reports whether the glyph belongs to the raised number of a footnote: a
// small figure above the line, at its start or after a word. The 2 of m² is none.
func (p *piece) noteAt(gs []glyph, i int) bool {
	small := func(g glyph) bool {
		return unicode.IsDigit(g.char) && g.base > p.base+0.12*p.size && g.size < 0.85*p.size
	}
	if !small(gs[i]) {
		return false
	}
	from := i
	for from > 0 && small(gs[from-1]) && !gs[from].space {
		from--
	}
	if from == 0 {
		return true
	}
	letters := 0
	for j := from - 1; j >= 0 && unicode.IsLetter(gs[j].char) && !gs[j+1].space; j-- {
		letters++
	}
	return letters >= 3 || strings.ContainsRune(".,;:)”\"»’]", gs[from-1].char)
}

// closeTo reports whether nothing lies between the glyphs that could be a space.
func closeTo(a, b glyph) bool {
	return math.Max(b.left-a.right, a.left-b.right) < noGap*math.Max(a.size, b.size) || b.char == '-' && b.breaks && b.left-a.right < bareGap*b.size
}

func allDigits(gs []glyph) bool {
	for _, g := range gs {
		if !unicode.IsDigit(g.char) {
			return false
		}
	}
	return true
}

// piece is a run of glyphs with its box.
type piece struct {
	glyphs                               []glyph
	left, right, bottom, top, base, size float64
	order                                int
	rtl                                  bool
}

func newPiece(gs []glyph, order int) *piece {
	p := &piece{glyphs: gs, left: math.Inf(1), right: math.Inf(-1), bottom: math.Inf(1), top: math.Inf(-1), order: order}
	p.measure()
	return p
}

// measure takes base and size from the characters that take up most of the piece.
func (p *piece) measure() {
	weight := map[[2]int]float64{}
	var best [2]int
	for _, g := range p.glyphs {
		p.rtl = p.rtl || rightToLeft(g.char)
		p.left, p.right = math.Min(p.left, g.left), math.Max(p.right, g.right)
		p.bottom, p.top = math.Min(p.bottom, g.base-descent*g.size), math.Max(p.top, g.base+ascent*g.size)
		k := [2]int{int(math.Round(g.base * 4)), int(math.Round(g.size * 4))}
		weight[k] += math.Max(g.right-g.left, 0.1) * g.size
		if weight[k] > weight[best] {
			best = k
		}
	}
	p.base, p.size = float64(best[0])/4, math.Max(float64(best[1])/4, 1)
}

// joinPieces joins the pieces of a line that the page's sequence keeps apart.
func joinPieces(pieces [][]glyph, boxes bool) []*pdfLine {
	all := make([]*piece, len(pieces))
	for i, gs := range pieces {
		all[i] = newPiece(gs, i)
	}
	slices.SortStableFunc(all, func(a, b *piece) int { return cmp.Compare(b.base, a.base) })
	var out []*pdfLine
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[i].base-all[j].base <= sameBase*math.Max(all[i].size, all[j].size) {
			j++
		}
		row := all[i:j]
		slices.SortStableFunc(row, func(a, b *piece) int { return cmp.Compare(a.left, b.left) })
		cur := row[0]
		for _, next := range row[1:] {
			if !joins(cur, next) {
				out = append(out, cur.line(boxes))
				cur = next
				continue
			}
			cur.join(next)
		}
		out = append(out, cur.line(boxes))
		i = j
	}
	return out
}

func joins(a, b *piece) bool {
	size := math.Max(a.size, b.size)
	gap := b.left - a.right
	switch {
	case gap < -0.5*size:
		return false
	case gap <= strayGap*size:
		return true
	}
	near := b.order-a.order <= 2 && b.order >= a.order || a.order-b.order <= 2 && a.rtl && b.rtl
	if near && gap <= joinGap*size {
		return true
	}
	return near && gap <= listMarkGap*size && len(a.glyphs) <= 7 && a.marks()
}

// marks reports whether the piece is the mark of a list item or heading: a
// bullet or a number.
func (p *piece) marks() bool {
	var b strings.Builder
	for _, g := range p.glyphs {
		b.WriteString(plainChar(g.char))
	}
	s := b.String()
	return listMark(s+" x") > 0 || strings.Trim(s, "0123456789.") == "" && strings.Contains(s, ".")
}

func (p *piece) join(next *piece) {
	gap := next.left - p.right
	if gap > wordGap*math.Max(p.size, next.size) {
		next.glyphs[0].space = true
	}
	p.glyphs = append(p.glyphs[:len(p.glyphs):len(p.glyphs)], next.glyphs...)
	p.order = next.order
	p.measure()
}

// line writes the characters of the piece in the order in which they are read.
func (p *piece) line(boxes bool) *pdfLine {
	l := &pdfLine{left: p.left, right: p.right, bottom: p.bottom, top: p.top, base: p.base, size: p.size, order: p.order}
	gs := leaders(p.glyphs)
	if slices.ContainsFunc(gs, func(g glyph) bool { return rightToLeft(g.char) }) {
		gs = logical(gs)
	}
	var b strings.Builder
	note := false // inside the raised number of a footnote
	for i, g := range gs {
		if raised := p.noteAt(gs, i); note && !raised {
			b.WriteByte(']')
			note = false
			if i > 0 && i < len(gs) && allDigits(gs[:i]) {
				b.WriteByte(' ')
			}
		} else if raised && !note {
			b.WriteByte('[')
			note = true
		}
		if g.space && b.Len() > 0 && !strings.HasSuffix(b.String(), " ") && !closeTo(gs[i-1], g) {
			b.WriteByte(' ')
		}
		at := b.Len()
		b.WriteString(plainChar(g.char))
		if boxes {
			l.boxes = append(l.boxes, charBox{at, g.left, g.bottom, g.right, g.top})
		}
		if g.style != 0 {
			if n := len(l.runs); n > 0 && l.runs[n-1].style == g.style && l.runs[n-1].end >= at-1 {
				l.runs[n-1].end = b.Len()
			} else {
				l.runs = append(l.runs, run{at, b.Len(), g.style})
			}
		}
		l.hyphen = g.hyphen
		l.chars++
	}
	if note {
		b.WriteByte(']')
	}
	l.raised = p.noteAt(gs, 0)
	l.text = b.String()
	return l
}
