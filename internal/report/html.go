package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// HTML writes the document as one file that needs nothing else: styles are in it,
// scripts are not, and the page forbids itself to fetch anything. A quote comes to sight when
// its number is pressed, or with all others at once, and on paper; it has its translation, and
// opens where it stands, with the text around it.
func HTML(w io.Writer, d Document) error {
	h := &htmlWriter{b: bufio.NewWriter(w), words: WordsIn(d.Lang)}
	h.raw("<!doctype html>\n<html lang=\"" + xmlText(d.Lang) + "\">\n<head>\n<meta charset=\"utf-8\">\n")
	h.raw(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` + "\n")
	h.raw(`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n")
	h.raw("<title>" + xmlText(d.Title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n<main>\n")
	h.raw("<h1>" + xmlText(d.Title) + "</h1>\n")
	if d.Subtitle != "" {
		h.raw("<p class=\"sub\">" + xmlText(d.Subtitle) + "</p>\n")
	}
	h.contents(d)
	if d.quotes() {
		h.raw("<p class=\"show\"><input type=\"checkbox\" id=\"quotes\"> <label for=\"quotes\">" + xmlText(h.words.ShowQuotes) + "</label></p>\n")
	}
	section := 0
	for i, b := range d.Blocks {
		switch {
		case b.Heading != nil:
			level := min(b.Heading.Level+1, 6)
			id := ""
			if b.Heading.Level == 1 {
				section++
				id = fmt.Sprintf(" id=\"s%d\"", section)
			}
			h.raw(fmt.Sprintf("<h%d%s>%s</h%d>\n", level, id, xmlText(b.Heading.Text), level))
		case b.Text != nil:
			h.text(*b.Text)
		case b.Table != nil:
			h.table(d.captioned(i), b.Table.Caption)
		case b.Picture != nil:
			var svg bytes.Buffer
			if err := SVG(&svg, b.Picture); err != nil {
				return err
			}
			h.raw("<figure class=\"net\">" + svg.String() + "</figure>\n")
		}
	}
	h.raw("</main>\n</body>\n</html>\n")
	return h.b.Flush() // remembers the first failure
}

type htmlWriter struct {
	b      *bufio.Writer
	words  Words
	quotes int
}

func (h *htmlWriter) raw(s string) { h.b.WriteString(s) }

func (h *htmlWriter) contents(d Document) {
	var entries []string
	for _, b := range d.Blocks {
		if b.Heading != nil && b.Heading.Level == 1 {
			entries = append(entries, b.Heading.Text)
		}
	}
	if len(entries) < 2 {
		return
	}
	h.raw("<nav aria-label=\"" + xmlText(h.words.Contents) + "\"><ol>\n")
	for i, e := range entries {
		h.raw(fmt.Sprintf("<li><a href=\"#s%d\">%s</a></li>\n", i+1, xmlText(e)))
	}
	h.raw("</ol></nav>\n")
}

// text writes a paragraph and, behind it, the quotes of its runs.
func (h *htmlWriter) text(t Text) {
	h.raw("<p>")
	var quotes []Quote
	first := h.quotes + 1
	for _, r := range t.Runs {
		open, end := "", ""
		if r.Bold {
			open, end = open+"<strong>", "</strong>"+end
		}
		if r.Italic {
			open, end = open+"<em>", "</em>"+end
		}
		if r.Small {
			open, end = open+"<small>", "</small>"+end
		}
		h.raw(open + strings.ReplaceAll(xmlText(r.Text), "\n", "<br>") + end)
		before, between, after := noteSigns(r.Text)
		for i, q := range r.Quotes {
			h.quotes++
			sign := between
			if i == 0 {
				sign = "<sup>" + before
			}
			h.raw(fmt.Sprintf("%s<a href=\"#q%d\">%d</a>", sign, h.quotes, h.quotes))
			quotes = append(quotes, q)
		}
		if len(r.Quotes) > 0 {
			h.raw(after + "</sup>")
		}
	}
	h.raw("</p>\n")
	for i, q := range quotes {
		h.quote(first+i, q)
	}
}

func (h *htmlWriter) quote(n int, q Quote) {
	role := ""
	if q.Role != "" {
		role = " <i>" + xmlText(q.Role) + "</i>"
	}
	h.raw(fmt.Sprintf("<details class=\"q\" id=\"q%d\"><summary><b>%d</b>%s “<span%s>%s</span>” <cite>%s</cite>", n, n, role, langAttr(q.Lang), xmlText(q.Text), xmlText(q.Source)))
	if q.Translation != "" {
		h.raw(fmt.Sprintf("<br><span class=\"tr\"><span%s>“%s”</span> <small>[%s]</small></span>", langAttr(q.TransLang), xmlText(q.Translation), xmlText(q.TransNote)))
	}
	h.raw("</summary>")
	h.raw(fmt.Sprintf("<blockquote%s title=\"%s\">%s<mark>%s</mark>%s</blockquote>", langAttr(q.Lang), xmlText(h.words.OpenContext), lines(ellipsed(q.Before, true)), lines(q.Text), lines(ellipsed(q.After, false))))
	h.raw("</details>\n")
}

// ellipsed marks that the text goes on.
func ellipsed(s string, before bool) string {
	switch {
	case s == "":
		return ""
	case before:
		return "… " + strings.TrimLeft(s, " \n")
	}
	return strings.TrimRight(s, " \n") + " …"
}

func lines(s string) string { return strings.ReplaceAll(xmlText(s), "\n", "<br>") }

func langAttr(lang string) string {
	if lang == "" {
		return ""
	}
	return " lang=\"" + xmlText(lang) + "\""
}

// table writes a table; what it is called is said to readers who do not see it, too.
func (h *htmlWriter) table(t Table, called string) {
	label := ""
	if t.Caption == "" && called != "" {
		label = " aria-label=\"" + xmlText(called) + "\""
	}
	h.raw("<div class=\"scroll\"><table" + label + ">\n")
	if t.Caption != "" {
		h.raw("<caption>" + xmlText(t.Caption) + "</caption>\n")
	}
	h.raw("<thead><tr>")
	for _, c := range t.Head {
		h.raw("<th scope=\"col\">" + xmlText(c) + "</th>")
	}
	h.raw("</tr></thead>\n<tbody>\n")
	for _, row := range t.Rows {
		h.raw("<tr>")
		for i, c := range row {
			tag, scope := "td", ""
			if i == 0 && t.RowHead {
				tag, scope = "th", " scope=\"row\""
			}
			h.raw("<" + tag + scope + ">")
			for _, p := range c {
				h.text(p)
			}
			h.raw("</" + tag + ">")
		}
		h.raw("</tr>\n")
	}
	h.raw("</tbody></table></div>\n")
}

// style is the page's whole appearance; it prints, and follows the system's dark
// colours.
const style = `
:root{color-scheme:light dark;--fg:#1a1a1a;--bg:#fff;--line:#c9ced6;--head:#eef2f7;--mark:#fff2a8;--dim:#555;--link:#1f5fa8}
@media (prefers-color-scheme:dark){:root{--fg:#e8e8e8;--bg:#16181c;--line:#454b55;--head:#23272e;--mark:#665500;--dim:#aaa;--link:#8ab8f0}}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,'Liberation Sans',Arial,sans-serif}
main{max-width:72rem;margin:0 auto;padding:1.5rem}
a{color:var(--link)}h1{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
p{margin:.4rem 0}.sub,cite,.tr small{color:var(--dim)}cite{font-style:normal}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:600;padding:.4rem 0}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}thead th,th[scope=row]{background:var(--head)}
details.q{margin:.2rem 0;font-size:.88em;scroll-margin-top:9rem}details.q summary{cursor:pointer}details.q:target{outline:2px solid var(--link)}
blockquote{margin:.4rem 0 .4rem 1rem;padding-left:.8rem;border-left:3px solid var(--line)}mark{background:var(--mark);color:inherit}
.net svg{max-width:100%;height:auto;background:#fff}
.show{color:var(--dim)}@media screen{main:not(:has(#quotes:checked)) details.q:not(:target){display:none}}
@media print{.show{display:none}details.q{break-inside:avoid}main{max-width:none;padding:0}.scroll{overflow:visible}}
`
