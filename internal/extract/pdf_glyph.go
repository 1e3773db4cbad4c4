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
	aside         []glyph // those that run another way than most
	quarters      int     // by which the glyphs were turned
	left, bottom  float64 // corner of the box that is shown, as the file counts
	boxWidth      float64 // of that box, before the page is turned
	boxHeight     float64
	outside       int  // glyphs beyond the edges of the page, left out
	picture       bool // of a page without glyphs: it shows a picture
}

// glyph is one character on a page, in points; y grows upwards.
type glyph struct {
	char                     rune
	left, bottom, right, top float64
	base, originX            float64 // of the line it stands on
	size                     float64
	style                    style
	index                    int  // among the characters of the page
	space                    bool // white space, or a gap that the engine takes for it
	breaks                   bool // the engine ends a line here
	hyphen                   bool // a hyphen at the end of a line
	turn                     int  // quarters, against the clock, by which it is turned
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
	p.origin(f, n)
	p.crop()
	p.compose()
	p.upright()
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
	var face glyph // size, style and direction of the word
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
		case char == 0:
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
		origin, err := f.in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
		if err != nil {
			return err
		}
		g.left, g.right = float64(box.Rect.Left), float64(box.Rect.Right)
		g.bottom, g.top = float64(box.Rect.Bottom), float64(box.Rect.Top)
		g.base, g.originX = origin.Y, origin.X
		if char == 2 || char == 0xAD || char == 0xFFFE {
			g.char, g.hyphen = '-', true
		}
		if fresh || math.Abs(g.base-face.base) > 0.05 && face.turn == 0 {
			face = g
			f.face(&face, text)
			fresh = false
		}
		g.size, g.style, g.turn = face.size, face.style, face.turn
		p.glyphs = append(p.glyphs, g)
	}
	return nil
}

// face asks for the size, type and direction of a character.
func (f *pdfFile) face(g *glyph, text references.FPDF_TEXTPAGE) {
	g.size = g.top - g.bottom
	if s, err := f.in.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: g.index}); err == nil && s.FontSize > 0 {
		scale := 1.0
		if m, err := f.in.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: g.index}); err == nil {
			if c, d := float64(m.Matrix.C), float64(m.Matrix.D); c != 0 || d != 0 {
				scale = math.Hypot(c, d)
			}
		}
		g.size = s.FontSize * scale
	}
	g.size = math.Min(math.Max(g.size, 0.5), 1000)
	if a, err := f.in.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: g.index}); err == nil {
		g.turn = int(math.Round(float64(a.CharAngle)/(math.Pi/2))) & 3
	}
	if info, err := f.in.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: text, Index: g.index}); err == nil {
		g.style = faceStyle(info.FontName, info.Flags)
	}
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

// upright turns the page so that most of its text stands upright. Text that
// runs another way, as along the edge of a page, is set apart and follows.
func (p *pdfPage) upright() {
	var groups [4][]glyph
	for _, g := range p.glyphs {
		groups[g.turn] = append(groups[g.turn], g)
	}
	best := 0
	for i, g := range groups {
		if len(g) > len(groups[best]) {
			best = i
		}
	}
	if len(groups[best]) == len(p.glyphs) && best == 0 {
		return
	}
	p.glyphs = rotated(groups[best], best)
	p.quarters = best
	for i, g := range groups {
		if i != best && len(g) > 0 {
			p.aside = append(p.aside, rotated(g, i)...)
		}
	}
}

// rotated turns glyphs back by the quarters by which they are turned.
func rotated(gs []glyph, quarters int) []glyph {
	if quarters == 0 {
		return gs
	}
	low, left := math.Inf(1), math.Inf(1)
	for i := range gs {
		g := &gs[i]
		l, b, r, t := g.left, g.bottom, g.right, g.top
		switch quarters {
		case 1:
			g.left, g.right, g.bottom, g.top, g.base = b, t, -r, -l, -g.originX
		case 2:
			g.left, g.right, g.bottom, g.top, g.base = -r, -l, -t, -b, -g.base
		case 3:
			g.left, g.right, g.bottom, g.top, g.base = -t, -b, l, r, g.originX
		}
		if !g.space {
			low, left = math.Min(low, g.bottom), math.Min(left, g.left)
		}
	}
	for i := range gs {
		g := &gs[i]
		g.left, g.right = g.left-left, g.right-left
		g.bottom, g.top, g.base = g.bottom-low, g.top-low, g.base-low
	}
	return gs
}

// origin counts the places from the corner of the page that is shown.
func (p *pdfPage) origin(f *pdfFile, n int) {
	box, err := f.in.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: f.index(n)})
	if err != nil {
		return
	}
	left, bottom := math.Min(float64(box.Rect.Left), float64(box.Rect.Right)), math.Min(float64(box.Rect.Top), float64(box.Rect.Bottom))
	p.left, p.bottom = left, bottom
	p.boxWidth, p.boxHeight = math.Abs(float64(box.Rect.Right-box.Rect.Left)), math.Abs(float64(box.Rect.Top-box.Rect.Bottom))
	if left == 0 && bottom == 0 {
		return
	}
	for i := range p.glyphs {
		g := &p.glyphs[i]
		g.left, g.right, g.originX = g.left-left, g.right-left, g.originX-left
		g.bottom, g.top, g.base = g.bottom-bottom, g.top-bottom, g.base-bottom
	}
}

// crop drops what lies wholly beyond the edges, where nobody sees it. Pages whose
// edges do not fit their text at all are left alone.
func (p *pdfPage) crop() {
	inside := func(g glyph) bool {
		return g.space || g.right > -1 && g.left < p.boxWidth+1 && g.top > -1 && g.bottom < p.boxHeight+1
	}
	out := 0
	for _, g := range p.glyphs {
		if !inside(g) {
			out++
		}
	}
	if out == 0 || out*2 > len(p.glyphs) || p.boxWidth == 0 {
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
