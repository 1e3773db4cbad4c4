package refi

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"articula/internal/textpos"
)

// slowPosition counts one position the long way: by writing out what stands before
// it in the raw text.
func slowPosition(raw string, c Convention, at int) int {
	before := raw[:at]
	if strings.HasPrefix(before, "\ufeff") && !c.BOM {
		before = before[len("\ufeff"):]
	}
	if c.CRLFOne {
		before = strings.ReplaceAll(before, "\r\n", "\n")
	}
	switch c.Unit {
	case UTF16Units:
		return len(utf16.Encode([]rune(before)))
	case UTF8Bytes:
		return len(before)
	}
	return utf8.RuneCountInString(before)
}

// boundaries are the byte offsets of the raw text at which a passage may begin or
// end, with the code point of the normalised text that each stands for.
func boundaries(raw string) (offsets, points []int) {
	skip := 0
	if strings.HasPrefix(raw, "\ufeff") {
		skip = len("\ufeff")
	}
	for i := range raw + "." {
		if i < skip || i > 0 && i < len(raw) && raw[i] == '\n' && raw[i-1] == '\r' {
			continue
		}
		offsets = append(offsets, i)
		points = append(points, utf8.RuneCountInString(textpos.Normalise(raw[:i])))
	}
	return offsets, points
}

func drawText(t *rapid.T) string {
	pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "word ", "é", "e\u0301", "😀", "👩\u200d🔬", "\r\n", "\n", "\r", "שלום ", "\u202e", "\u2028", "𝒳", "\x00", " ", "。", "ß", "."}), 0, 40).Draw(t, "pieces")
	s := strings.Join(pieces, "")
	if rapid.Bool().Draw(t, "bom") {
		s = "\ufeff" + s
	}
	return s
}

func TestEveryConventionCountsLikeTheLongWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := drawText(t)
		text := newRawText(raw)
		offsets, points := boundaries(raw)
		for _, c := range Conventions() {
			r := text.ruler(c)
			back := text.positions(c)
			for i := range offsets {
				for _, j := range []int{i, min(i+1, len(offsets)-1), len(offsets) - 1} {
					start, end := slowPosition(raw, c, offsets[i]), slowPosition(raw, c, offsets[j])
					if c.Inclusive {
						end--
					}
					if end < 0 {
						continue
					}
					from, to, whole, ok := r.span(start, end)
					if !ok || !whole || from != points[i] || to != points[j] {
						t.Fatalf("%q under %s: (%d, %d) gives [%d, %d) whole %v ok %v, want [%d, %d)", raw, c, start, end, from, to, whole, ok, points[i], points[j])
					}
					if s, e := place(back, c, from, to); s != start || e != end {
						t.Fatalf("%q under %s: [%d, %d) is written as (%d, %d), want (%d, %d)", raw, c, from, to, s, e, start, end)
					}
				}
			}
		}
	})
}

func TestTextsAreNormalisedAsEverywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := drawText(t) + string(rapid.SliceOfN(rapid.Byte(), 0, 8).Draw(t, "bytes"))
		text := ReadText([]byte(raw))
		if !strings.HasPrefix(raw, "\xff\xfe") && !strings.HasPrefix(raw, "\xfe\xff") && text.Text() != textpos.Normalise(raw) {
			t.Fatalf("%q became %q, elsewhere %q", raw, text.Text(), textpos.Normalise(raw))
		}
	})
	utf16le := []byte("\xff\xfeO\x00l\x00\xe1\x00")
	if got := ReadText(utf16le).Text(); got != "Olá" {
		t.Errorf("UTF-16 was read as %q", got)
	}
}

// conventionTexts differ in everything that conventions differ in.
func conventionTexts() map[string]string {
	body := "😀 The programme began in 2012%n👩‍🔬 and the ministry said nothing%nabout e\u0301lites, שלום and budgets 𝒳 for%nevery village, 🌾 every farm%nand every one of the offices in town.%n"
	out := map[string]string{}
	for name, nl := range map[string]string{"LF": "\n", "CRLF": "\r\n", "CR": "\r"} {
		for mark, bom := range map[string]string{"": "", " with a mark": "\ufeff"} {
			out[name+mark] = bom + strings.ReplaceAll(strings.Repeat(body, 3), "%n", nl)
		}
	}
	return out
}

// words gives the byte ranges of some passages of whole words.
func words(raw string) [][2]int {
	var out [][2]int
	for _, w := range []string{"programme", "ministry said nothing", "lites", "budgets", "every village", "every farm", "offices in town", "began in 2012"} {
		for at := 0; ; {
			i := strings.Index(raw[at:], w)
			if i < 0 {
				break
			}
			out = append(out, [2]int{at + i, at + i + len(w)})
			at += i + len(w)
		}
	}
	return out
}

// A confident wrong guess is a fault: with names of the passages, every convention
// is recognised or its passages are the same under the chosen one; without, it is
// recognised or called ambiguous.
func TestConventionsAreRecognisedOrCalledAmbiguous(t *testing.T) {
	for name, raw := range conventionTexts() {
		text := newRawText(raw)
		for _, c := range Conventions() {
			for _, evidence := range []string{"names", "cut names", "quotes", "nothing"} {
				t.Run(fmt.Sprintf("%s/%s/%s", name, c, evidence), func(t *testing.T) {
					var list []Selection
					var want [][2]int
					for _, w := range words(raw) {
						s := Selection{Start: slowPosition(raw, c, w[0]), End: slowPosition(raw, c, w[1])}
						if c.Inclusive {
							s.End--
						}
						switch words := raw[w[0]:w[1]]; evidence {
						case "names":
							s.Name = words
						case "cut names":
							s.Name = words[:len(words)/2+1] + "…"
						case "quotes":
							s.Quote = words
						}
						list = append(list, s)
						want = append(want, [2]int{utf8.RuneCountInString(textpos.Normalise(raw[:w[0]])), utf8.RuneCountInString(textpos.Normalise(raw[:w[1]]))})
					}
					for _, prior := range []Convention{Standard, NVivo} {
						inf := Infer(text, list, prior)
						right := true
						r := text.ruler(inf.Convention)
						for i, s := range list {
							from, to, _, ok := r.span(s.Start, s.End)
							right = right && ok && from == want[i][0] && to == want[i][1]
						}
						if !right && inf.Confidence != Ambiguous {
							t.Errorf("took %s (%s: %s) for %s", inf.Choice, inf.Confidence, inf.Evidence, c)
						}
						if (evidence == "names" || evidence == "quotes") && (!right || inf.Confidence == Ambiguous) {
							t.Errorf("with %s, took %s (%s: %s) for %s", evidence, inf.Choice, inf.Confidence, inf.Evidence, c)
						}
					}
				})
			}
		}
	}
}

func TestPlainTextsAskNothing(t *testing.T) {
	text := newRawText("All of this is ASCII.\nWith line feeds.\n")
	inf := Infer(text, []Selection{{Start: 0, End: 3, Name: "All"}, {Start: 7, End: 11, Name: "this"}}, Standard)
	if inf.Confidence != Proven || inf.Convention != Standard {
		t.Errorf("%+v", inf)
	}
	inf = Infer(text, nil, NVivo)
	if inf.Confidence != Sure || inf.Convention != NVivo {
		t.Errorf("nothing is selected: %+v", inf)
	}
}

func TestConventionsHaveNames(t *testing.T) {
	for _, c := range Conventions() {
		if got, ok := ParseConvention(c.String()); !ok || got != c {
			t.Errorf("%s is read as %s", c, got)
		}
	}
	if _, ok := ParseConvention("utf32"); ok {
		t.Error("utf32 is accepted")
	}
}
