package extract

import (
	"math"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/text/unicode/norm"
)

// pdfPage is a page as the engine gives it.
type pdfPage struct {
	width, height float64
	glyphs        []glyph
	outside       int  // glyphs beyond the edges of the page, left out
	picture       bool // of a page without glyphs: it shows a picture
}

// glyph is one character on a page, in points; y grows upwards.
type glyph struct {
	char                     rune
	left, bottom, right, top float64
	base                     float64 // of the line it stands on
	size                     float64
	style                    style
	index                    int  // among the characters of the page
	space                    bool // white space, or a gap that the engine takes for it
	breaks                   bool // the engine ends a line here
	hyphen                   bool // a hyphen at the end of a line
}

// page reads one page.
func (f *pdfFile) page(n int) (*pdfPage, error) {
	size, err := f.in.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: f.doc, Index: n})
	if err != nil {
		return nil, err
	}
	p := &pdfPage{width: size.Width, height: size.Height}
	text, err := f.in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: f.index(n)})
	if err != nil {
		return nil, err
	}
	defer f.in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	if err := f.glyphs(p, text.TextPage); err != nil {
		return nil, err
	}
	if len(p.glyphs) == 0 {
		p.picture = f.picture(n)
		return p, nil
	}
	turn := f.turned(p, text.TextPage, n)
	p.rotate(turn)
	p.crop()
	return p, nil
}

// glyphs reads the characters of a page with their places. What is the same for
// all characters of a word is asked once for each, as every question to the
// engine costs.
func (f *pdfFile) glyphs(p *pdfPage, text references.FPDF_TEXTPAGE) error {
	count, err := f.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return err
	}
	p.glyphs = make([]glyph, 0, count.Count)
	fresh := true
	var face glyph // size, style and distance of the base from the bottom
	var drop float64
	for i := range count.Count {
		u, err := f.in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return err
		}
		char := rune(u.Unicode)
		switch {
		case char == '\r' || char == '\n':
			if k := len(p.glyphs); k > 0 {
				p.glyphs[k-1].breaks = true
			}
			fresh = true
			continue
		case char == 0 || char == 0xFFFE && false:
			char = '\uFFFD'
		}
		g := glyph{char: char, index: i, space: unicode.IsSpace(char) || char == '\u200B'}
		if g.space {
			if k := len(p.glyphs); k > 0 && !p.glyphs[k-1].space {
				p.glyphs = append(p.glyphs, g)
			}
			fresh = true
			continue
		}
		box, err := f.in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
		if err != nil {
			return err
		}
		g.left, g.right = float64(box.Rect.Left), float64(box.Rect.Right)
		g.bottom, g.top = float64(box.Rect.Bottom), float64(box.Rect.Top)
		if char == 2 || char == 0xAD || char == 0xFFFE {
			g.char, g.hyphen = '-', true
		}
		if fresh || math.Abs(g.top-g.bottom-(face.top-face.bottom)) > 0.05 {
			face = g
			if drop, err = f.face(&face, text); err != nil {
				return err
			}
			fresh = false
		}
		g.size, g.style, g.base = face.size, face.style, g.bottom+drop
		p.glyphs = append(p.glyphs, g)
	}
	return nil
}

// face asks for the size and type of a character, and how far its base lies
// above the bottom of its box.
func (f *pdfFile) face(g *glyph, text references.FPDF_TEXTPAGE) (drop float64, err error) {
	origin, err := f.in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: g.index})
	if err != nil {
		return 0, err
	}
	g.size = g.top - g.bottom
	if info, err := f.in.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: text, Index: g.index}); err == nil {
		g.style = faceStyle(info.FontName, info.Flags)
	}
	return origin.Y - g.bottom, nil
}

// faceStyle takes bold and italic from the name of a font and its descriptor
// (PDF 1.7, §9.8.2).
func faceStyle(name string, flags int) style {
	const flagItalic, flagForceBold = 1 << 6, 1 << 18
	n := strings.ToLower(name)
	var st style
	if flags&flagForceBold != 0 || strings.Contains(n, "bold") || strings.Contains(n, "black") || strings.Contains(n, "heavy") ||
		strings.Contains(n, "demi") || strings.HasPrefix(n, "cmb") || strings.HasPrefix(n, "cmssbx") || strings.HasPrefix(n, "sfbx") {
		st |= bold
	}
	if flags&flagItalic != 0 || strings.Contains(n, "italic") || strings.Contains(n, "oblique") || strings.HasPrefix(n, "cmti") || strings.HasPrefix(n, "sfti") {
		st |= italic
	}
	return st
}

// picture reports whether the page shows a picture, as scans do.
func (f *pdfFile) picture(n int) bool {
	const imageObject = 3
	count, err := f.in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: f.index(n)})
	if err != nil {
		return false
	}
	for i := range min(count.Count, 50) {
		o, err := f.in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: f.index(n), Index: i})
		if err != nil {
			return false
		}
		t, err := f.in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o.PageObject})
		if err == nil && int(t.Type) == imageObject {
			return true
		}
	}
	return false
}

// turned gives by how many quarters, against the clock, most of the text is
// turned on the page as stored.
func (f *pdfFile) turned(p *pdfPage, text references.FPDF_TEXTPAGE, n int) int {
	var votes [4]int
	step := max(1, len(p.glyphs)/200)
	for i := 0; i < len(p.glyphs); i += step {
		if p.glyphs[i].space {
			continue
		}
		a, err := f.in.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: p.glyphs[i].index})
		if err != nil {
			continue
		}
		votes[int(math.Round(float64(a.CharAngle)/(math.Pi/2)))&3]++
	}
	best := 0
	for i, v := range votes {
		if v > votes[best] {
			best = i
		}
	}
	return best
}

// rotate turns the page so that most of its text is upright.
func (p *pdfPage) rotate(quarters int) {
	if quarters == 0 {
		return
	}
	for i := range p.glyphs {
		g := &p.glyphs[i]
		l, b, r, t := g.left, g.bottom, g.right, g.top
		switch quarters {
		case 1:
			g.left, g.right, g.bottom, g.top = b, t, -r, -l
		case 2:
			g.left, g.right, g.bottom, g.top = -r, -l, -t, -b
		case 3:
			g.left, g.right, g.bottom, g.top = -t, -b, l, r
		}
		g.size = g.top - g.bottom
		g.base = g.bottom + 0.2*g.size
	}
	minX, minY := math.Inf(1), math.Inf(1)
	for _, g := range p.glyphs {
		if !g.space {
			minX, minY = math.Min(minX, g.left), math.Min(minY, g.bottom)
		}
	}
	for i := range p.glyphs {
		g := &p.glyphs[i]
		g.left, g.right = g.left-minX, g.right-minX
		g.bottom, g.top, g.base = g.bottom-minY, g.top-minY, g.base-minY
	}
}

// crop drops what lies wholly beyond the edges, where nobody sees it. Pages whose
// edges do not fit their text at all are left alone.
func (p *pdfPage) crop() {
	inside := func(g glyph) bool {
		return g.space || g.right > -1 && g.left < p.width+1 && g.top > -1 && g.bottom < p.height+1
	}
	out := 0
	for _, g := range p.glyphs {
		if !inside(g) {
			out++
		}
	}
	if out == 0 || out*2 > len(p.glyphs) {
		return
	}
	kept := p.glyphs[:0]
	for _, g := range p.glyphs {
		if inside(g) {
			kept = append(kept, g)
		}
	}
	p.glyphs, p.outside = kept, out
}

// presentation forms are glyphs that some documents store instead of letters:
// ligatures, Arabic letters by their shape in the word.
func plainChar(r rune) string {
	if r >= 0xFB00 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC {
		return norm.NFKC.String(string(r))
	}
	if r >= 0xF000 && r <= 0xF0FF {
		return symbolRune(r)
	}
	return string(r)
}
