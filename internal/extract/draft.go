package extract

import (
	"context"
	"strings"
	"unicode/utf8"

	"articula/internal/qda"
)

// draft is a document while it is read: its blocks in reading order.
type draft struct {
	ctx    context.Context
	o      Options
	result Result
	blocks []block
	size   int // bytes of all blocks

	// text is set by readers that keep the text as it came; the blocks of such a
	// draft are ranges of it. Otherwise the blocks carry their own text.
	text  string
	exact bool

	titles    []string // from the properties of the file, most trusted first, to be weighed
	ownTitle  string   // a title that the file gives for itself beyond doubt
	pageLang  string   // that a web page says of itself, which is often left over from a template
	softHyph  int
	notes     int // footnotes numbered so far
	spacing   spacing
	pageMarks []pageMark
	pageNames []string // labels of all pages
}

// block is a block of the text. Until the text is put together its runs, cells
// and page marks count bytes of its own text, afterwards bytes of the whole.
type block struct {
	kind  qda.PartKind
	level int
	label string
	text  string

	start, end int // bytes of the whole text

	runs    []run
	cells   []int       // starts of the cells after the first, of a table row
	cues    []cue       // timed pieces
	voice   *voice      // who speaks, where the format itself says it
	blank   bool        // the source has an empty paragraph before it
	tight   bool        // belongs close to the block before
	running bool        // a header or footer repeated on the pages
	styled  bool        // the source itself calls it what kind says
	page    int         // that it starts on, from 1; 0 for formats without pages
	breaks  []pageBreak // where following pages start inside it
}

// style is how characters are set.
type style uint8

const (
	bold style = 1 << iota
	italic
)

// run is a range of bytes that is set in one style.
type run struct {
	start, end int
	style      style
}

// cue is a range of bytes with its times in milliseconds.
type cue struct{ start, end, begin, finish int }

// voice opens a turn at the start of its block. A block without one continues
// the turn before, unless that is closed by a voice with an empty name.
type voice struct {
	name          string
	label         int // bytes of the block's text that are its label
	begin, finish int // milliseconds, -1 unknown
}

// pageBreak says at which byte of a block a page starts.
type pageBreak struct{ page, at int }

// pageMark says at which byte of the text a page starts.
type pageMark struct {
	at    int
	label string
}

func newDraft(ctx context.Context, o Options) *draft {
	return &draft{ctx: ctx, o: o}
}

// add appends a block and holds the limits.
func (d *draft) add(b block) error {
	d.size += len(b.text) + 2
	if d.size > d.o.Limits.TextBytes || len(d.blocks) > d.o.Limits.Parts {
		return errTooMuchText(d.o.Name)
	}
	if len(d.blocks)%1024 == 1023 {
		if err := d.ctx.Err(); err != nil {
			return err
		}
	}
	d.blocks = append(d.blocks, b)
	return nil
}

// paragraph collects the characters of one block with their styles.
type paragraph struct {
	buf  strings.Builder
	runs []run
	soft int // soft hyphens left out
}

// write appends characters as they are, but for what has no place in a text:
// soft hyphens, carriage returns and control characters.
func (p *paragraph) write(s string, st style) {
	if s == "" {
		return
	}
	from := p.buf.Len()
	if strings.IndexFunc(s, unwanted) < 0 && utf8.ValidString(s) {
		p.buf.WriteString(s)
	} else {
		for _, r := range s {
			switch {
			case r == '\u00AD':
				p.soft++
			case r == '\v' || r == '\u2028' || r == '\u0085':
				p.buf.WriteByte('\n')
			case unwanted(r):
			default:
				p.buf.WriteRune(r)
			}
		}
	}
	p.mark(from, st)
}

// unwanted tells the characters that write treats in a special way.
func unwanted(r rune) bool {
	return r == '\u00AD' || r < ' ' && r != '\n' && r != '\t' || r == 0x7F || r == '\u2028' || r == '\u0085'
}

// mark sets the style of everything from the byte on.
func (p *paragraph) mark(from int, st style) {
	to := p.buf.Len()
	if st == 0 || from == to {
		return
	}
	if n := len(p.runs); n > 0 && p.runs[n-1].end == from && p.runs[n-1].style == st {
		p.runs[n-1].end = to
		return
	}
	p.runs = append(p.runs, run{from, to, st})
}

func (p *paragraph) len() int { return p.buf.Len() }

// take gives what was collected, without white space at its ends, and starts anew.
func (p *paragraph) take() (text string, runs []run) {
	all := p.buf.String()
	text = strings.TrimLeft(all, spaces)
	cut := len(all) - len(text)
	text = strings.TrimRight(text, spaces)
	for _, r := range p.runs {
		r.start, r.end = max(r.start-cut, 0), min(r.end-cut, len(text))
		if r.start < r.end {
			runs = append(runs, r)
		}
	}
	soft := p.soft
	*p = paragraph{soft: soft}
	return text, runs
}

// spaces are trimmed from the ends of blocks. Other white space (no-break space,
// for one) may carry meaning there, as in an empty cell, and stays.
const spaces = " \t\n\u00A0\u2003\u2002\u2009\u200B\f"

// put ends a paragraph as a block of the kind. An empty one is remembered as a
// blank line before the next.
func (d *draft) put(p *paragraph, b block) error {
	b.text, b.runs = p.take()
	d.softHyph += p.soft
	p.soft = 0
	if b.text == "" {
		d.spacing.blank()
		return nil
	}
	b.blank = d.spacing.take()
	return d.add(b)
}
