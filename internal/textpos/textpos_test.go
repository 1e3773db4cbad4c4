package textpos_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// pieces are the texts that break position arithmetic.
var pieces = []string{
	"a", "b", " ", "\n", "\t", "é", "e\u0301", "a\u0308\u0323", "ñ", "ß", "\u00a0",
	"😀", "👩‍👩‍👧‍👦", "🧑🏽‍🌾", "🇵🇪", "𠮷", "क्षि", "שלום", "العربية", "\u200f", "\u202e", "한국", "\uFEFF", "\u2028", "\u0085", "\uFFFD",
}

func text(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 900).Draw(t, label), "")
}

// TestIndexEqualsSlowReference compares every conversion with counting runes one by one.
func TestIndexEqualsSlowReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := text(t, "text")
		ix := textpos.NewIndex(s)
		runes := []rune(s)
		if ix.Len() != len(runes) {
			t.Fatalf("length %d, want %d", ix.Len(), len(runes))
		}
		if got, want := int(ix.UTF16Len()), len(utf16.Encode(runes)); got != want {
			t.Fatalf("UTF-16 length %d, want %d", got, want)
		}
		cp := rapid.IntRange(0, len(runes)).Draw(t, "cp")
		head := string(runes[:cp])
		wantByte, wantUnit := textpos.Byte(len(head)), textpos.UTF16(len(utf16.Encode(runes[:cp])))
		if got := ix.ToByte(cp); got != wantByte {
			t.Errorf("ToByte(%d) = %d, want %d", cp, got, wantByte)
		}
		if got := ix.ToUTF16(cp); got != wantUnit {
			t.Errorf("ToUTF16(%d) = %d, want %d", cp, got, wantUnit)
		}
		if got := ix.FromByte(wantByte); got != cp {
			t.Errorf("FromByte(%d) = %d, want %d", wantByte, got, cp)
		}
		if got := ix.FromUTF16(wantUnit); got != cp {
			t.Errorf("FromUTF16(%d) = %d, want %d", wantUnit, got, cp)
		}
		if cp < len(runes) {
			for b := range utf8.RuneLen(runes[cp]) {
				if got := ix.FromByte(wantByte + textpos.Byte(b)); got != cp {
					t.Errorf("byte %d inside character %d gives %d", b, cp, got)
				}
			}
			if runes[cp] > 0xffff {
				if got := ix.FromUTF16(wantUnit + 1); got != cp {
					t.Errorf("low surrogate of character %d gives %d", cp, got)
				}
			}
		}
		end := rapid.IntRange(cp, len(runes)).Draw(t, "end")
		if got, want := ix.Slice(qda.Span{Start: cp, End: end}), string(runes[cp:end]); got != want {
			t.Errorf("Slice = %q, want %q", got, want)
		}
	})
}

func TestIndexClampsPositionsOutsideTheText(t *testing.T) {
	for _, s := range []string{"", "abc", "añ😀"} {
		ix := textpos.NewIndex(s)
		if got := ix.ToByte(99); int(got) != len(s) {
			t.Errorf("%q: ToByte(99) = %d", s, got)
		}
		if got := ix.ToByte(-1); got != 0 {
			t.Errorf("%q: ToByte(-1) = %d", s, got)
		}
		if got := ix.FromByte(99); got != ix.Len() {
			t.Errorf("%q: FromByte(99) = %d", s, got)
		}
		if got := ix.FromUTF16(99); got != ix.Len() {
			t.Errorf("%q: FromUTF16(99) = %d", s, got)
		}
		if got := ix.Slice(qda.Span{Start: 2, End: 1}); got != "" {
			t.Errorf("%q: reversed slice %q", s, got)
		}
	}
}

func TestNormalise(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{"\uFEFFmark", "mark"},
		{"\uFEFF\uFEFFtwo", "\uFEFFtwo"},
		{"a\r\nb\rc\n", "a\nb\nc\n"},
		{"\r\r\n\n", "\n\n\n"},
		{"nul\x00", "nul\uFFFD"},
		{"bad\xffé\xc3", "bad\uFFFDé\uFFFD"},
		{"surrogate\xed\xa0\x80", "surrogate\uFFFD\uFFFD\uFFFD"},
		{"e\u0301 stays decomposed", "e\u0301 stays decomposed"},
	} {
		if got := textpos.Normalise(c.in); got != c.want {
			t.Errorf("Normalise(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzNormalise(f *testing.F) {
	f.Add("a\r\nb\x00\xff\uFEFF")
	f.Fuzz(func(t *testing.T, s string) {
		n := textpos.Normalise(s)
		if !utf8.ValidString(n) || strings.ContainsAny(n, "\r\x00") {
			t.Fatalf("not normal: %q", n)
		}
		if again := textpos.Normalise(n); again != n && !strings.HasPrefix(n, "\uFEFF") {
			t.Fatalf("not stable: %q then %q", n, again)
		}
	})
}

// TestSnapToGraphemes checks that a snapped span is never smaller, that snapping
// twice changes nothing, and that the known clusters are taken whole.
func TestSnapToGraphemes(t *testing.T) {
	const s = "x👩‍👩‍👧‍👦y e\u0301 🇵🇪"
	ix := textpos.NewIndex(s)
	for _, c := range []struct{ in, want qda.Span }{
		{qda.Span{Start: 0, End: 1}, qda.Span{Start: 0, End: 1}},
		{qda.Span{Start: 2, End: 3}, qda.Span{Start: 1, End: 8}},
		{qda.Span{Start: 0, End: 2}, qda.Span{Start: 0, End: 8}},
		{qda.Span{Start: 11, End: 12}, qda.Span{Start: 10, End: 12}},
		{qda.Span{Start: 13, End: 14}, qda.Span{Start: 13, End: 15}},
	} {
		if got := ix.SnapToGraphemes(c.in); got != c.want {
			t.Errorf("snap %v = %v, want %v", c.in, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		ix := textpos.NewIndex(text(t, "text"))
		a := rapid.IntRange(0, ix.Len()).Draw(t, "a")
		b := rapid.IntRange(a, ix.Len()).Draw(t, "b")
		s := qda.Span{Start: a, End: b}
		snapped := ix.SnapToGraphemes(s)
		if a < b && !snapped.Contains(s) {
			t.Fatalf("snap %v = %v lost text", s, snapped)
		}
		if again := ix.SnapToGraphemes(snapped); again != snapped {
			t.Fatalf("snap %v, again %v", snapped, again)
		}
	})
}

func TestTrimSpace(t *testing.T) {
	ix := textpos.NewIndex("  aé\u00a0 \n b  ")
	for _, c := range []struct{ in, want qda.Span }{
		{qda.Span{Start: 0, End: 11}, qda.Span{Start: 2, End: 9}},
		{qda.Span{Start: 2, End: 4}, qda.Span{Start: 2, End: 4}},
		{qda.Span{Start: 4, End: 8}, qda.Span{Start: 4, End: 4}},
		{qda.Span{Start: 3, End: 3}, qda.Span{Start: 3, End: 3}},
	} {
		if got := ix.TrimSpace(c.in); got != c.want {
			t.Errorf("trim %v = %v, want %v", c.in, got, c.want)
		}
	}
}

// TestAnchorEqualsCharacterTags carries spans through random edits and compares
// with tagging every character of the old text one by one.
func TestAnchorEqualsCharacterTags(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := []rune(text(t, "old"))
		var edits textpos.Edits
		at := 0
		for range rapid.IntRange(0, 6).Draw(t, "edits") {
			start := rapid.IntRange(at, len(old)).Draw(t, "start")
			end := rapid.IntRange(start, len(old)).Draw(t, "end")
			edits = append(edits, textpos.Edit{Start: start, End: end, Text: text(t, "new")})
			at = end + 1
			if at > len(old) {
				break
			}
		}
		if err := edits.Check(len(old)); err != nil {
			t.Fatal(err)
		}
		ix := textpos.NewIndex(string(old))
		fresh := []rune(edits.Apply(ix))
		if len(old) == 0 {
			return
		}
		a := rapid.IntRange(0, len(old)-1).Draw(t, "a")
		b := rapid.IntRange(a+1, len(old)).Draw(t, "b")
		got, fate := edits.Anchor(qda.Span{Start: a, End: b})

		// where each old character went, -1 if it was replaced
		to := make([]int, len(old))
		n, i := 0, 0
		for _, e := range edits {
			for ; i < e.Start; i++ {
				to[i] = n
				n++
			}
			for ; i < e.End; i++ {
				to[i] = -1
			}
			n += len([]rune(e.Text))
		}
		for ; i < len(old); i++ {
			to[i] = n
			n++
		}
		if n != len(fresh) {
			t.Fatalf("new text has %d characters, want %d", len(fresh), n)
		}
		survivors := 0
		for i := a; i < b; i++ {
			if to[i] < 0 {
				continue
			}
			survivors++
			if !got.Holds(to[i]) {
				t.Fatalf("character %d went to %d, outside %v (%s)", i, to[i], got, fate)
			}
		}
		for i := range old {
			if (i < a || i >= b) && to[i] >= 0 && got.Holds(to[i]) {
				t.Fatalf("character %d was not coded but lies in %v (%s)", i, got, fate)
			}
		}
		if fate == textpos.Kept && string(fresh[got.Start:got.End]) != string(old[a:b]) {
			t.Fatalf("kept span reads %q, was %q", string(fresh[got.Start:got.End]), string(old[a:b]))
		}
		if fate == textpos.Lost && survivors > 0 {
			t.Fatalf("lost although %d characters survive", survivors)
		}
		if fate != textpos.Lost && !got.Valid(len(fresh)) {
			t.Fatalf("%s span %v is not valid in %d characters", fate, got, len(fresh))
		}
	})
}

func TestAnchorKeepsACodingOverAReplacedName(t *testing.T) {
	edits := textpos.Edits{{Start: 6, End: 11, Text: "[respondent 1]"}}
	got, fate := edits.Anchor(qda.Span{Start: 6, End: 11})
	if want := (qda.Span{Start: 6, End: 20}); got != want || fate != textpos.Changed {
		t.Errorf("got %v %s, want %v changed", got, fate, want)
	}
	got, fate = textpos.Edits{{Start: 6, End: 11}}.Anchor(qda.Span{Start: 6, End: 11})
	if got.Len() != 0 || fate != textpos.Lost {
		t.Errorf("deleted words: got %v %s", got, fate)
	}
}

func TestEditsTravelAsJSON(t *testing.T) {
	in := textpos.Edits{{Start: 1, End: 2, Text: "é"}, {Start: 5, End: 5, Text: ""}}
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := `[[1,2,"é"],[5,5,""]]`; string(b) != want {
		t.Fatalf("got %s, want %s", b, want)
	}
	var out textpos.Edits
	if err := json.Unmarshal(b, &out); err != nil || len(out) != 2 || out[0] != in[0] || out[1] != in[1] {
		t.Fatalf("got %v, %v", out, err)
	}
}

// vector is one line of testdata/vectors.json, which the front end's tests read too.
type vector struct {
	Name  string   `json:"name"`
	Text  string   `json:"text"`
	Runes int      `json:"runes"`
	UTF16 int      `json:"utf16"`
	Bytes int      `json:"bytes"`
	At    [][3]int `json:"at"` // [code point, UTF-16 unit, byte]
}

// TestSharedVectors proves that Go agrees with the positions that the front end's
// tests check against the same file.
func TestSharedVectors(t *testing.T) {
	b, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(b, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) < 12 {
		t.Fatalf("only %d vectors", len(vectors))
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			ix := textpos.NewIndex(v.Text)
			if ix.Len() != v.Runes || int(ix.UTF16Len()) != v.UTF16 || len(v.Text) != v.Bytes {
				t.Errorf("lengths %d %d %d, want %d %d %d", ix.Len(), ix.UTF16Len(), len(v.Text), v.Runes, v.UTF16, v.Bytes)
			}
			if len(v.At) == 0 {
				t.Error("no positions")
			}
			for _, p := range v.At {
				if got := ix.ToUTF16(p[0]); int(got) != p[1] {
					t.Errorf("ToUTF16(%d) = %d, want %d", p[0], got, p[1])
				}
				if got := ix.ToByte(p[0]); int(got) != p[2] {
					t.Errorf("ToByte(%d) = %d, want %d", p[0], got, p[2])
				}
			}
		})
	}
}
