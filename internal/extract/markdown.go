package extract

import (
	"cmp"
	"html"
	"math"
	"regexp"
	"slices"
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
			util.Prioritized(anyParagraph{parser.NewParagraphParser()}, 1000),
		),
		parser.WithBlockParsers(util.Prioritized(outerNote{extension.NewFootnoteBlockParser()}, 999)),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		// The library's own step after these would take out notes that nothing refers to.
		parser.WithInlineParsers(util.Prioritized(extension.NewFootnoteParser(), 101)),
		parser.WithParagraphTransformers(util.Prioritized(onlyAddresses{parser.LinkReferenceParagraphTransformer}, 100)),
	)),
	goldmark.WithExtensions(extension.Table, extension.Strikethrough),
).Parser()

// anyParagraph is a paragraph however far it is indented. Without it the words of
// lines that would be code in Markdown would be in no block at all.
type anyParagraph struct{ parser.BlockParser }

// CanAcceptIndentedLine says that it can.
func (anyParagraph) CanAcceptIndentedLine() bool { return true }

// outerNote is a footnote that is not in another, which the library would lose.
type outerNote struct{ parser.BlockParser }

// Open starts a footnote.
func (n outerNote) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	for up := parent; up != nil; up = up.Parent() {
		if _, in := up.(*tables.Footnote); in {
			return nil, parser.NoChildren
		}
	}
	return n.BlockParser.Open(parent, reader, pc)
}

// onlyAddresses lets a definition such as [1]: https://example.org be one, and
// leaves [Ana]: yes in the text, where it is what Ana says.
type onlyAddresses struct{ parser.ParagraphTransformer }

var (
	definition        = regexp.MustCompile(`(?m)^[ \t]*\[(?:\\.|[^\]\\])+\]:`)
	addressDefinition = regexp.MustCompile(`(?m)^[ \t]*\[[^\]\n]+\]:[ \t]*(?:<?[a-zA-Z][a-zA-Z0-9+.-]*:\S|[/#]|\.\.?/|[^\s<>]+\.[^\s<>.]+[ \t]*$)\S*[ \t]*$`)
)

// Transform takes the definitions out of a paragraph that has no others.
func (t onlyAddresses) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	var lines strings.Builder
	for i := range node.Lines().Len() {
		seg := node.Lines().At(i)
		lines.Write(seg.Value(reader.Source()))
	}
	s := lines.String()
	if len(definition.FindAllString(s, -1)) == len(addressDefinition.FindAllString(s, -1)) {
		t.ParagraphTransformer.Transform(node, reader, pc)
	}
}

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
	slices.SortStableFunc(m.notes, func(a, b *tables.Footnote) int { return cmp.Compare(order(a), order(b)) })
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
		if !isMarkup(raw.String()) {
			var p paragraph
			p.write(unescape(raw.String()), 0)
			return m.d.put(&p, block{kind: qda.Paragraph})
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
	for _, s := range m.surplus(row) {
		cells = append(cells, []block{{kind: qda.Paragraph, text: s}})
	}
	return m.d.addRow(cells)
}

// surplus gives the cells that a row has beyond those of the head of its table,
// which the library passes over.
func (m *markdown) surplus(row ast.Node) (cells []string) {
	last := row.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		return nil
	}
	line, _, _ := strings.Cut(string(m.src[last.Lines().At(0).Stop:]), "\n")
	line = strings.TrimSpace(line)
	if !strings.HasPrefix(line, "|") {
		return nil
	}
	for c := range strings.SplitSeq(strings.Trim(line, "| \t"), "|") {
		if c = strings.TrimSpace(unescape(c)); c != "" {
			cells = append(cells, c)
		}
	}
	return cells
}

// order puts notes in the order of their references, and last those without one.
func order(f *tables.Footnote) int {
	if f.Index > 0 {
		return f.Index
	}
	return math.MaxInt
}

// note writes a footnote as a block after the text.
func (m *markdown) note(f *tables.Footnote) error {
	mark := strconv.Itoa(f.Index)
	if f.Index <= 0 {
		mark = string(f.Ref)
	}
	saved, spacing := m.d.blocks, m.d.spacing
	m.d.blocks = nil
	err := m.blocks(f, 0)
	got := m.d.blocks
	m.d.blocks, m.d.spacing = saved, spacing
	if err != nil {
		return err
	}
	return m.d.putNote(mark, got)
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
			var raw strings.Builder
			for i := range n.Segments.Len() {
				seg := n.Segments.At(i)
				raw.Write(seg.Value(m.src))
			}
			switch s := raw.String(); {
			case !isMarkup(s):
				p.write(unescape(s), st)
			case strings.HasPrefix(strings.ToLower(s), "<br"):
				p.write("\n", st)
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
