package extract

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"articula/internal/qda"
)

// markdownParser reads CommonMark with tables, footnotes and deleted text. Code
// blocks by indentation are not among it: in laws and transcripts an indented
// paragraph is a paragraph.
var markdownParser = goldmark.New(
	goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)),
	goldmark.WithExtensions(extension.Table, extension.Footnote, extension.Strikethrough),
).Parser()

// deepQuote finds lines that nest deeper than any document; the parser would
// spend a time on them that grows with the square of the depth.
var deepQuote = regexp.MustCompile(`(?m)^[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]*){100}`)

// readMarkdown keeps the words and drops the marks; what they meant is in the
// structure.
func readMarkdown(d *draft, data []byte) error {
	src, err := d.decode(data)
	if err != nil {
		return err
	}
	body, err := d.frontMatter(src)
	if err != nil {
		return err
	}
	if deepQuote.MatchString(body) || strings.Contains(body, strings.Repeat("[", 1000)) || strings.Contains(body, strings.Repeat("*_", 1000)) {
		return errTooDeep(d.o.Name)
	}
	m := &markdown{d: d, src: []byte(body), wrap: wrapWidth(body)}
	root := markdownParser.Parse(text.NewReader(m.src))
	if err := m.blocks(root, 0); err != nil {
		return err
	}
	for _, n := range m.notes {
		if err := m.note(n); err != nil {
			return err
		}
	}
	return nil
}

type markdown struct {
	d     *draft
	src   []byte
	wrap  int
	notes []*tables.Footnote
	lists []list // open lists, the innermost last
}

type list struct {
	number int // next number; 0 for bullets
	mark   string
}

func (m *markdown) blocks(parent ast.Node, depth int) error {
	if depth > m.d.o.Limits.Depth {
		return errTooDeep(m.d.o.Name)
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if err := m.block(n, depth); err != nil {
			return err
		}
	}
	return nil
}

func (m *markdown) block(n ast.Node, depth int) error {
	switch n := n.(type) {
	case *ast.Heading:
		return m.inlineBlock(n, block{kind: qda.Heading, level: n.Level, styled: true})
	case *ast.Paragraph, *ast.TextBlock:
		return m.inlineBlock(n, block{kind: qda.Paragraph, tight: len(m.lists) > 0})
	case *ast.List:
		l := list{}
		if n.IsOrdered() {
			l.number = n.Start
			l.mark = string(n.Marker)
		}
		m.lists = append(m.lists, l)
		defer func() { m.lists = m.lists[:len(m.lists)-1] }()
		return m.blocks(n, depth+1)
	case *ast.ListItem:
		return m.item(n, depth)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		var p paragraph
		for i := range n.Lines().Len() {
			seg := n.Lines().At(i)
			p.write(string(seg.Value(m.src)), 0)
		}
		return m.d.put(&p, block{kind: qda.Paragraph})
	case *ast.HTMLBlock:
		var raw strings.Builder
		for i := range n.Lines().Len() {
			seg := n.Lines().At(i)
			raw.Write(seg.Value(m.src))
		}
		if n.HasClosure() {
			raw.Write(n.ClosureLine.Value(m.src))
		}
		return m.d.fragment(raw.String())
	case *tables.Table:
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			if err := m.row(row); err != nil {
				return err
			}
		}
		return nil
	case *tables.FootnoteList:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if f, ok := c.(*tables.Footnote); ok {
				m.notes = append(m.notes, f)
			}
		}
		return nil
	case *ast.ThematicBreak:
		m.d.spacing.blank()
		return nil
	}
	return m.blocks(n, depth+1)
}

// item writes the first paragraph of a list item after its mark.
func (m *markdown) item(n *ast.ListItem, depth int) error {
	l := &m.lists[len(m.lists)-1]
	mark := "•"
	if l.mark != "" {
		mark = strconv.Itoa(l.number) + l.mark
		l.number++
	}
	first := n.FirstChild()
	switch first.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		var p paragraph
		p.write(mark+" ", 0)
		if err := m.inlines(first, &p, 0, 0); err != nil {
			return err
		}
		if err := m.d.put(&p, block{kind: qda.ListItem, level: len(m.lists), label: mark, styled: true}); err != nil {
			return err
		}
		first = first.NextSibling()
	}
	for c := first; c != nil; c = c.NextSibling() {
		if err := m.block(c, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (m *markdown) row(row ast.Node) error {
	var cells [][]block
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		var p paragraph
		st := style(0)
		if row.Kind() == tables.KindTableHeader {
			st = bold
		}
		if err := m.inlines(c, &p, st, 0); err != nil {
			return err
		}
		b := block{kind: qda.Paragraph}
		if b.text, b.runs = p.take(); b.text == "" {
			cells = append(cells, nil)
			continue
		}
		b.text = strings.ReplaceAll(b.text, "\n", " ")
		cells = append(cells, []block{b})
	}
	return m.d.addRow(cells)
}

// note writes a footnote as a block after the text.
func (m *markdown) note(f *tables.Footnote) error {
	var p paragraph
	mark := strconv.Itoa(f.Index)
	p.write("["+mark+"] ", 0)
	for c := f.FirstChild(); c != nil; c = c.NextSibling() {
		if c != f.FirstChild() {
			p.write("\n", 0)
		}
		if err := m.inlines(c, &p, 0, 0); err != nil {
			return err
		}
	}
	return m.d.put(&p, block{kind: qda.Footnote, label: mark, styled: true})
}

func (m *markdown) inlineBlock(n ast.Node, b block) error {
	var p paragraph
	if err := m.inlines(n, &p, 0, 0); err != nil {
		return err
	}
	return m.d.put(&p, b)
}

// inlines writes the words below the node.
func (m *markdown) inlines(parent ast.Node, p *paragraph, st style, depth int) error {
	if depth > m.d.o.Limits.Depth {
		return errTooDeep(m.d.o.Name)
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			s := string(n.Segment.Value(m.src))
			if !n.IsRaw() {
				s = unescape(s)
			}
			p.write(s, st)
			switch {
			case n.HardLineBreak():
				p.write("\n", st)
			case n.SoftLineBreak():
				p.write(m.softBreak(n.Segment.Stop), st)
			}
		case *ast.String:
			p.write(string(n.Value), st)
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					p.write(string(t.Segment.Value(m.src)), st)
				}
			}
		case *ast.Emphasis:
			with := italic
			if n.Level == 2 {
				with = bold
			}
			if err := m.inlines(n, p, st|with, depth+1); err != nil {
				return err
			}
		case *ast.AutoLink:
			p.write(string(n.Label(m.src)), st)
		case *ast.Image:
			m.d.warn(warnPictures, 1)
			if err := m.inlines(n, p, st, depth+1); err != nil {
				return err
			}
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				seg := n.Segments.At(i)
				if strings.HasPrefix(strings.ToLower(string(seg.Value(m.src))), "<br") {
					p.write("\n", st)
				}
			}
		case *tables.FootnoteLink:
			p.write("["+strconv.Itoa(n.Index)+"]", st)
		case *tables.FootnoteBacklink:
		default:
			if err := m.inlines(n, p, st, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// softBreak is what a line end inside a paragraph stands for: a space where the
// line was full, else a line end that the author set, as between turns.
func (m *markdown) softBreak(at int) string {
	if m.wrap == 0 {
		return "\n"
	}
	src := string(m.src[max(0, at-1000):min(len(m.src), at+1000)])
	at = min(at, 1000)
	from := strings.LastIndexByte(src[:at], '\n') + 1
	stop := strings.IndexByte(src[at:], '\n')
	if stop < 0 {
		return "\n"
	}
	next := at + stop + 1
	end := len(src)
	if n := strings.IndexByte(src[next:], '\n'); n >= 0 {
		end = next + n
	}
	if continues(src, run{start: from, end: at}, run{start: next, end: end}, m.wrap) {
		return " "
	}
	return "\n"
}

// strayBold is a mark for bold that opens or closes nothing.
var strayBold = regexp.MustCompile(`(^|[^*])\*\*($|[^*])`)

// unescape resolves backslash escapes and character references, and drops marks
// for bold that were left without a partner.
func unescape(s string) string {
	if strings.Contains(s, "**") {
		s = strayBold.ReplaceAllString(s, "$1$2")
	}
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	from := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '\\' && util.IsPunct(s[i+1]) {
			b.WriteString(html.UnescapeString(s[from:i]))
			b.WriteByte(s[i+1])
			i++
			from = i + 1
		}
	}
	b.WriteString(html.UnescapeString(s[from:]))
	return b.String()
}
