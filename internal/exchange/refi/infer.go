package refi

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/exchange/bundle"
	"articula/internal/textpos"
)

// Selection is what a file says of a passage of plain text.
type Selection struct {
	Start, End int
	Name       string // in many dialects the passage or its beginning
	Quote      string // the passage in full, where the file has it
}

// Confidence says how sure an inference is.
type Confidence string

const (
	Sure      Confidence = "sure"      // every convention gives the same passages
	Proven    Confidence = "proven"    // names or quotes are the passages under this one only
	Likely    Confidence = "likely"    // most passages begin and end at words under this one, clearly fewer under others
	Ambiguous Confidence = "ambiguous" // conventions give different passages and the evidence does not decide
)

// Inference is the convention chosen for a source, and why.
type Inference struct {
	Convention Convention  `json:"-"`
	Choice     string      `json:"convention"`
	Confidence Confidence  `json:"confidence"`
	Evidence   string      `json:"evidence"` // a sentence with counts
	Seen       bundle.Seen `json:"seen"`     // the counts
	Other      *Convention `json:"-"`        // the next best that gives other passages
}

// candidate is one class of conventions that give the same passages.
type candidate struct {
	Convention
	spans  [][2]int
	out    int // outside of the text
	inside int // ends that split a character
	exact  int // names or quotes that are the passage
	prefix int // names that begin the passage, or that it begins
	spaced int // passages with white space at an end
	edges  int // passages that begin and end at a word
	prior  bool
	rank   int
}

// Infer finds the convention that explains the selections of a source. The prior
// convention counts where the evidence leaves several open.
func Infer(t *RawText, selections []Selection, prior Convention) Inference {
	inf := infer(t, selections, prior)
	inf.Evidence = tell(inf.Seen)
	return inf
}

func infer(t *RawText, selections []Selection, prior Convention) Inference {
	ix := textpos.NewIndex(t.text)
	list := candidates(t, selections, prior)
	for _, c := range list {
		c.weigh(ix, selections)
	}
	named := 0
	for _, s := range selections {
		if s.evident() {
			named++
		}
	}
	slices.SortStableFunc(list, func(a, b *candidate) int { return b.better(a) })
	best := list[0]
	inf := Inference{Convention: best.Convention, Choice: best.Convention.String()}
	inf.Seen = best.seen(named, len(selections))
	if len(list) == 1 {
		inf.Confidence = Sure
		if best.out > 0 {
			inf.Confidence = Ambiguous
		}
		return inf
	}
	second := list[1]
	inf.Other = &second.Convention
	n := len(selections)
	switch {
	case best.out > 0:
		inf.Confidence = Ambiguous
	case best.exact > second.exact && best.exact*10 >= named*6 && second.out+second.inside == 0, best.exact > 0 && second.out+second.inside > 0 && best.exact*10 >= named*6:
		inf.Confidence = Proven
	case best.exact == second.exact && best.prefix > second.prefix && best.prefix*10 >= named*6 && best.edges > second.edges:
		inf.Confidence = Proven
	case n >= 8 && best.edges*10 >= n*8 && (best.edges-second.edges)*4 >= n:
		inf.Confidence = Likely
	default:
		inf.Confidence = Ambiguous
		for _, c := range list { // all that the evidence does not tell apart
			if c.prior && c.out <= best.out && c.inside <= best.inside && c.exact == best.exact && c.prefix == best.prefix {
				inf.Convention, inf.Choice = c.Convention, c.Convention.String()
				inf.Seen = c.seen(named, n)
			}
		}
		if *inf.Other == inf.Convention {
			inf.Other = &best.Convention
		}
	}
	return inf
}

// candidates gives one convention for each set of passages, the prior and the
// standard first in theirs.
func candidates(t *RawText, selections []Selection, prior Convention) []*candidate {
	var out []*candidate
	var tried []Convention
	for rank, c := range append([]Convention{prior, Standard}, Conventions()...) {
		if slices.ContainsFunc(tried, func(o Convention) bool { return t.same(o, c) }) {
			continue
		}
		tried = append(tried, c)
		k := &candidate{Convention: c, prior: rank == 0, rank: rank}
		r := t.ruler(c)
		for _, s := range selections {
			from, to, whole, ok := r.span(s.Start, s.End)
			if !ok {
				k.out++
				from, to = -1, -1
			} else if !whole {
				k.inside++
			}
			k.spans = append(k.spans, [2]int{from, to})
		}
		if !slices.ContainsFunc(out, func(o *candidate) bool { return o.inside == k.inside && slices.Equal(o.spans, k.spans) }) {
			out = append(out, k)
		}
	}
	return out
}

func (c *candidate) weigh(ix *textpos.Index, selections []Selection) {
	text := ix.Text()
	for i, s := range selections {
		from, to := c.spans[i][0], c.spans[i][1]
		if from < 0 {
			continue
		}
		a, b := int(ix.ToByte(from)), int(ix.ToByte(to))
		slice := text[a:b]
		if s.evident() {
			switch exact, prefix := s.matches(slice); {
			case exact:
				c.exact++
				c.prefix++
			case prefix:
				c.prefix++
			}
		}
		before, _ := utf8.DecodeLastRuneInString(text[:a])
		first, _ := utf8.DecodeRuneInString(slice)
		last, _ := utf8.DecodeLastRuneInString(slice)
		after, _ := utf8.DecodeRuneInString(text[b:])
		if slice == "" {
			continue
		}
		if unicode.IsSpace(first) || unicode.IsSpace(last) && last != '\n' {
			c.spaced++
		}
		starts := a == 0 || !wordRune(before) || !wordRune(first)
		ends := b == len(text) || !wordRune(last) || !wordRune(after)
		if starts && ends && !unicode.IsSpace(first) && (!unicode.IsSpace(last) || last == '\n') {
			c.edges++
		}
	}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// better sorts by evidence, strongest first; the order of candidates decides among
// equals.
func (c *candidate) better(o *candidate) int {
	for _, d := range []int{o.out - c.out, c.exact - o.exact, c.prefix - o.prefix, o.inside - c.inside, c.edges - o.edges, o.spaced - c.spaced} {
		if d != 0 {
			return d
		}
	}
	return o.rank - c.rank
}

func (c *candidate) seen(named, n int) bundle.Seen {
	return bundle.Seen{Passages: n, Words: c.edges, Named: named, Exact: c.exact, Begun: c.prefix, Split: c.inside, Outside: c.out}
}

// tell words what was seen.
func tell(s bundle.Seen) string {
	var parts []string
	if s.Named > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d names are the passage, %d begin it", s.Exact, s.Named, s.Begun))
	}
	parts = append(parts, fmt.Sprintf("%d of %d passages begin and end at words", s.Words, s.Passages))
	if s.Split > 0 {
		parts = append(parts, fmt.Sprintf("%d split a character", s.Split))
	}
	if s.Outside > 0 {
		parts = append(parts, fmt.Sprintf("%d lie outside of the text", s.Outside))
	}
	return strings.Join(parts, ", ")
}

// evident reports whether the selection says in words what it selects.
func (s Selection) evident() bool { return len(squeeze(s.words())) >= 2 }

func (s Selection) words() string {
	if s.Quote != "" {
		return s.Quote
	}
	return s.Name
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// matches compares a passage with what the selection says of it, white space
// squeezed. A name may be cut off, with an ellipsis or without.
func (s Selection) matches(slice string) (exact, prefix bool) {
	want, have := squeeze(s.words()), squeeze(slice)
	if edge := strings.TrimSpace(slice) != slice; edge && strings.TrimSpace(s.words()) == s.words() {
		have += " " // begins like it, and goes on
	}
	cut := strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(want, "…"), "..."), " ")
	if cut != want {
		return want == have, len(cut) > 0 && strings.HasPrefix(have, cut)
	}
	return want == have, len(want) >= 12 && strings.HasPrefix(have, want)
}
