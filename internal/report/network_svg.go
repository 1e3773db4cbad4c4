package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// SVG draws a picture: one file, without scripts, with a title for every node and edge,
// or part of a bar, that screen readers and tooltips show.
func SVG(w io.Writer, pic Picture) error {
	b := bufio.NewWriter(w)
	p := func(format string, args ...any) { fmt.Fprintf(b, format, args...) }
	d := pic.draw()
	title, description := pic.said()
	p(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img" aria-labelledby="t d" font-family="system-ui, 'Liberation Sans', Arial, sans-serif">`, d.width, d.height, d.width, d.height)
	p("\n<title id=\"t\">%s</title>\n<desc id=\"d\">%s</desc>\n", xmlText(title), xmlText(description))
	p("<rect width=\"%.0f\" height=\"%.0f\" fill=\"#fff\"/>\n", d.width, d.height)
	for _, g := range d.groups {
		p("<g>")
		if g.tooltip != "" {
			p("<title>%s</title>", xmlText(g.tooltip))
		}
		for _, s := range g.shapes {
			p("%s", s.svg())
		}
		p("</g>\n")
	}
	p("</svg>\n")
	return b.Flush()
}

// corners are those of a polygon, as SVG has them.
func corners(points []point) string {
	at := make([]string, len(points))
	for i, q := range points {
		at[i] = fmt.Sprintf("%.1f,%.1f", q.x, q.y)
	}
	return strings.Join(at, " ")
}

func (s shape) svg() string {
	switch s.kind {
	case "line":
		path := fmt.Sprintf("M%.1f %.1fL%.1f %.1f", s.a.x, s.a.y, s.b.x, s.b.y)
		if s.bent {
			path = fmt.Sprintf("M%.1f %.1fQ%.1f %.1f %.1f %.1f", s.a.x, s.a.y, s.c.x, s.c.y, s.b.x, s.b.y)
		}
		dash := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(s.dash)), " "), "[]")
		return fmt.Sprintf(`<path d="%s" fill="none" stroke="%s" stroke-width="%.1f" stroke-dasharray="%s"/>`, path, s.color, s.width, dash)
	case "polygon":
		return fmt.Sprintf(`<polygon points="%s" fill="%s"/>`, corners(s.points), s.color)
	case "circle":
		return fmt.Sprintf(`<circle cx="%.1f" cy="%.1f" r="%.0f" fill="%s" stroke="#fff" stroke-width="%.0f"/>`, s.a.x, s.a.y, s.radius, s.color, s.width)
	}
	return fmt.Sprintf(`<text x="%.1f" y="%.1f" font-size="%.4g" text-anchor="%s" fill="%s" stroke="#fff" stroke-width="%.0f" paint-order="stroke">%s</text>`, s.a.x, s.a.y, s.size, s.anchor, s.color, s.width, xmlText(s.text))
}
