package refi

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"articula/internal/textpos"
)

// Unit is what positions of a file count.
type Unit string

const (
	CodePoints Unit = "codepoint" // as the standard says
	UTF16Units Unit = "utf16"     // NVivo
	UTF8Bytes  Unit = "byte"
)

// Convention is how a program counts positions in the plain text of a source.
type Convention struct {
	Unit      Unit `json:"unit"`
	CRLFOne   bool `json:"crlf_one"`  // a carriage return with its line feed counts one
	BOM       bool `json:"bom"`       // the byte order mark counts
	Inclusive bool `json:"inclusive"` // the end is the last character instead of the one after
}

// Standard is the convention of the standard, with the half-open end that every
// program writes.
var Standard = Convention{Unit: CodePoints}

// NVivo is the convention of NVivo, measured on files of its Windows and Mac versions.
var NVivo = Convention{Unit: UTF16Units}

// Conventions lists all 24.
func Conventions() []Convention {
	var out []Convention
	for _, unit := range []Unit{CodePoints, UTF16Units, UTF8Bytes} {
		for _, one := range []bool{false, true} {
			for _, bom := range []bool{false, true} {
				for _, inclusive := range []bool{false, true} {
					out = append(out, Convention{unit, one, bom, inclusive})
				}
			}
		}
	}
	return out
}

// String is the short form that reports show and [ParseConvention] reads:
// "utf16,crlf=2,bom=0,end=exclusive".
func (c Convention) String() string {
	crlf, bom, end := 2, 0, "exclusive"
	if c.CRLFOne {
		crlf = 1
	}
	if c.BOM {
		bom = 1
	}
	if c.Inclusive {
		end = "inclusive"
	}
	return fmt.Sprintf("%s,crlf=%d,bom=%d,end=%s", c.Unit, crlf, bom, end)
}

// ParseConvention reads what String writes; parts that are left out are those of
// the standard.
func ParseConvention(s string) (Convention, bool) {
	c := Standard
	for _, part := range strings.Split(s, ",") {
		switch strings.ToLower(strings.TrimSpace(part)) {
		case "codepoint", "crlf=2", "bom=0", "end=exclusive", "":
		case "utf16":
			c.Unit = UTF16Units
		case "byte":
			c.Unit = UTF8Bytes
		case "crlf=1":
			c.CRLFOne = true
		case "bom=1":
			c.BOM = true
		case "end=inclusive":
			c.Inclusive = true
		default:
			return c, false
		}
	}
	return c, true
}

// RawText is the plain text of a source as its file has it, ready for counting.
type RawText struct {
	raw  string // valid UTF-8, with its mark and line ends
	text string // normalised
	bom  bool
	crlf bool
	wide int // characters outside of the basic plane
	high bool
	bad  int // bytes that are not UTF-8
}

// ReadText takes the bytes of a plain text. UTF-16 is recognised by its mark. Bytes
// that are not UTF-8 stand as U+FFFD, one each.
func ReadText(b []byte) *RawText {
	if len(b) >= 4 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff) {
		b = append([]byte("\ufeff"), fromUTF16(b)...)
	}
	return newRawText(string(b))
}

func newRawText(s string) *RawText {
	t := &RawText{}
	if !utf8.ValidString(s) {
		var clean strings.Builder
		for i, r := range s {
			if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
				t.bad++
			}
			clean.WriteRune(r)
		}
		s = clean.String()
	}
	t.raw, t.text = s, textpos.Normalise(s)
	t.bom = strings.HasPrefix(s, "\ufeff")
	t.crlf = strings.Contains(s, "\r\n")
	for _, r := range s {
		if r > 0xffff {
			t.wide++
		}
		t.high = t.high || r > 0x7f && r != 0xfeff
	}
	t.high = t.high || t.wide > 0
	return t
}

// Text is the normalised text that the project keeps.
func (t *RawText) Text() string { return t.text }

// same reports whether the two conventions cannot differ on this text.
func (t *RawText) same(a, b Convention) bool {
	return a.Inclusive == b.Inclusive &&
		(a.Unit == b.Unit || !t.high && (!t.bom || !a.BOM) || t.wide == 0 && a.Unit != UTF8Bytes && b.Unit != UTF8Bytes) &&
		(a.CRLFOne == b.CRLFOne || !t.crlf) && (a.BOM == b.BOM || !t.bom)
}

// ruler turns positions of one convention into code points of the normalised text.
type ruler struct {
	at        []int32 // by position: code point; -1-cp inside of a character or line end
	inclusive bool
}

func (t *RawText) ruler(c Convention) ruler {
	r := ruler{inclusive: c.Inclusive, at: make([]int32, 0, len(t.raw)+1)}
	cp := int32(0)
	step := func(width int, counted bool) {
		for i := range width {
			if i == 0 {
				r.at = append(r.at, cp)
			} else {
				r.at = append(r.at, -1-cp)
			}
		}
		if counted {
			cp++
		}
	}
	width := func(x rune) int {
		switch {
		case c.Unit == UTF16Units && x > 0xffff:
			return 2
		case c.Unit == UTF8Bytes:
			return utf8.RuneLen(x)
		}
		return 1
	}
	s := t.raw
	if t.bom {
		if c.BOM {
			step(width(0xfeff), false)
		}
		s = s[len("\ufeff"):]
	}
	for i, x := range s {
		switch {
		case x == '\r' && strings.HasPrefix(s[i:], "\r\n"):
			if c.CRLFOne {
				continue
			}
			step(2, true)
		case x == '\n' && i > 0 && s[i-1] == '\r' && !c.CRLFOne:
		default:
			step(width(x), true)
		}
	}
	r.at = append(r.at, cp)
	return r
}

// span turns the two positions of a selection into a range of code points. whole
// says that neither lies inside of a character; ok that both lie in the text.
func (r ruler) span(start, end int) (from, to int, whole, ok bool) {
	if r.inclusive {
		if end++; end < 0 {
			return 0, 0, false, false
		}
	}
	if start < 0 || end < start || end >= len(r.at) {
		return 0, 0, false, false
	}
	whole = true
	one := func(p int) int {
		v := r.at[p]
		if v < 0 {
			whole = false
			return int(-1 - v)
		}
		return int(v)
	}
	from, to = one(start), one(end)
	if r.inclusive { // the last character may be wide: its end is where the next one begins
		for p := end; p < len(r.at) && r.at[p] < 0; p++ {
			if p+1 < len(r.at) && r.at[p+1] >= 0 {
				to, whole = int(r.at[p+1]), r.at[start] >= 0
			}
		}
	}
	return from, to, whole, true
}

// position gives the position of each code point of the normalised text, and of
// its end, under the convention.
func (t *RawText) positions(c Convention) []int32 {
	r := t.ruler(c)
	out := make([]int32, 0, len(r.at))
	for p, v := range r.at {
		if v >= 0 {
			if int(v) < len(out) {
				out[v] = int32(p) // after a counted mark
			} else {
				out = append(out, int32(p))
			}
		}
	}
	return out
}

// place is the inverse of reading: the two positions that stand for a range.
func place(positions []int32, c Convention, from, to int) (start, end int) {
	start, end = int(positions[from]), int(positions[to])
	if c.Inclusive {
		end--
	}
	return start, end
}

// fromUTF16 recognises UTF-16 by its mark or by the zero beside the first "<".
func fromUTF16(b []byte) []byte {
	if len(b) < 4 {
		return b
	}
	order, is := utf16Order(b)
	if !is {
		return b
	}
	high, low := 0, 1
	if order == unicode.LittleEndian {
		high, low = 1, 0
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i+high])<<8|uint16(b[i+low]))
	}
	return []byte(strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff"))
}
