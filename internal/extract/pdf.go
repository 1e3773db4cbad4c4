package extract

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"
)

// readPDF reads the text layer of a PDF: characters by their place on the page,
// put together to lines, columns, tables and paragraphs.
func readPDF(d *draft, data []byte) error {
	engine, err := startEngine(d.o.CacheDir, d.o.Limits.EngineBytes)
	if err != nil {
		return err
	}
	f, err := engine.open(data, d.o.Name)
	if err != nil {
		return err
	}
	defer f.close()
	n, err := f.pages()
	switch {
	case err != nil:
		return err
	case n == 0:
		return errBroken(d.o.Name)
	case n > d.o.Limits.Pages:
		return errTooManyPages(d.o.Name, n, d.o.Limits.Pages)
	}
	d.titles = append(d.titles, f.meta("Title"))
	if f.meta("Author") != "" {
		d.warn(warnAuthor, 1)
	}
	pages, err := d.pdfPages(f, n)
	if err != nil {
		return err
	}
	d.result.Pages = n
	d.pageLabels(f, pages)
	w := &pdfWriter{d: d, body: bodySize(pages), words: pdfWords(pages)}
	for i, p := range pages {
		if err := w.page(i+1, p); err != nil {
			return err
		}
		p.lines, p.aside = nil, nil
	}
	if err := w.end(); err != nil {
		return err
	}
	d.warn(warnHyphens, w.joined)
	return nil
}

// pdfPageText is what is kept of a page until all have been read.
type pdfPageText struct {
	height float64
	lines  []*pdfLine // from the top
	aside  []*pdfLine // text that runs another way
}

// pdfPages reads the lines of all pages. A page that cannot be read is said to be
// so; after one that crashed the engine, the rest is read in a new instance.
func (d *draft) pdfPages(f *pdfFile, n int) ([]*pdfPageText, error) {
	pages := make([]*pdfPageText, n)
	scans, bad, outside, size := 0, 0, 0, 0
	for i := range n {
		if err := d.ctx.Err(); err != nil {
			return nil, err
		}
		p, err := f.page(i)
		if err != nil {
			bad++
			pages[i] = &pdfPageText{}
			d.result.PageSizes = append(d.result.PageSizes, PageSize{})
			if !f.answers(err) && !f.restart() {
				return nil, errBroken(d.o.Name).Because(err)
			}
			continue
		}
		d.result.PageSizes = append(d.result.PageSizes, PageSize{p.width, p.height})
		if len(p.glyphs) == 0 && p.picture {
			scans++
		}
		outside += p.outside
		pages[i] = p.text(false)
		for _, l := range pages[i].lines {
			size += len(l.text) + 1
		}
		if size > d.o.Limits.TextBytes {
			return nil, errTooMuchText(d.o.Name)
		}
	}
	switch {
	case size == 0 && bad == n:
		return nil, errBroken(d.o.Name).Because(errors.New("no page could be read"))
	case size == 0 && scans > 0:
		return nil, errScan(d.o.Name, n)
	}
	d.warn(warnScanPages, scans)
	d.warn(warnBadPages, bad)
	if outside > 0 {
		d.warn(warnHidden, 1)
	}
	return pages, nil
}

// text puts the glyphs of a page together to lines, from the top.
func (p *pdfPage) text(boxes bool) *pdfPageText {
	t := &pdfPageText{height: p.height, lines: p.lines(boxes)}
	if p.quarters&1 == 1 {
		t.height = p.width
	}
	sortTopDown(t.lines)
	t.joinInitials()
	if len(p.aside) > 0 {
		q := pdfPage{glyphs: p.aside}
		t.aside = q.lines(boxes)
		sortTopDown(t.aside)
	}
	return t
}

// joinInitials puts large initials, which reach down beside several lines, before
// the first of these lines.
func (t *pdfPageText) joinInitials() {
	for i, l := range t.lines {
		r, n := utf8.DecodeRuneInString(l.text)
		if n != len(l.text) || !unicode.IsUpper(r) {
			continue
		}
		var first *pdfLine
		for _, m := range t.lines {
			if m.size*1.8 <= l.size && m.left > l.right-0.3*m.size && m.left < l.right+m.size && m.base < l.top && m.base > l.base-0.3*m.size && (first == nil || m.base > first.base) {
				first = m
			}
		}
		if first == nil {
			continue
		}
		for j := range first.runs {
			first.runs[j].start += n
			first.runs[j].end += n
		}
		for j := range first.boxes {
			first.boxes[j].at += n
		}
		first.boxes = append(slices.Clone(l.boxes), first.boxes...)
		first.text, first.left, first.chars = l.text+first.text, l.left, first.chars+1
		t.lines = slices.Delete(t.lines, i, i+1)
		return // pages have one, and the list has changed
	}
}

// pageLabels finds running lines and names the pages: as the document's own list
// of labels does, else by the numbers printed on them, else by counting.
func (d *draft) pageLabels(f *pdfFile, pages []*pdfPageText) {
	d.pageNames = markRunning(pages)
	for i := range pages {
		if l := f.label(i); l != "" && len(l) < 20 {
			d.pageNames[i] = l
		}
	}
}

// bodySize is the size in which most of the text is set.
func bodySize(pages []*pdfPageText) float64 {
	count := map[int]int{}
	for _, p := range pages {
		for _, l := range p.lines {
			count[int(math.Round(l.size*4))] += l.chars
		}
	}
	sizes := make([]int, 0, len(count))
	for s := range count {
		sizes = append(sizes, s)
	}
	if len(sizes) == 0 {
		return 10
	}
	slices.SortFunc(sizes, func(a, b int) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return float64(sizes[0]) / 4
}

// level gives the level of a heading by how much larger than the body it is set.
func (w *pdfWriter) level(size float64) int {
	k := int(math.Round(size / w.body * 10))
	switch {
	case k >= 17:
		return 1
	case k >= 14:
		return 2
	case k >= 12:
		return 3
	}
	return 4
}
