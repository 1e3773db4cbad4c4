package words_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"articula/internal/words"
)

// scan gives "term@text" of each word.
func scan(text string) []string {
	var s words.Scanner
	var out []string
	for s.Reset(text); s.Next(); {
		out = append(out, string(s.Term)+"@"+text[s.Start:s.End])
	}
	return out
}

func TestWordsAndTheirPlaces(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"signs only", " — ¡!? … § % 😀\n", nil},
		{"case and accents", "La Coordinación", []string{"la@La", "coordinacion@Coordinación"}},
		{"decomposed accents belong to the word", "E\u0301cole.", []string{"ecole@E\u0301cole"}},
		{"elision", "l'école d’été", []string{"l@l", "ecole@école", "d@d", "ete@été"}},
		{"italian and catalan elision", "dell'acqua l'Agència", []string{"dell@dell", "acqua@acqua", "l@l", "agencia@Agència"}},
		{"english contraction", "don't", []string{"don@don", "t@t"}},
		{"hyphens", "socio-económico, co‑design", []string{"socio@socio", "economico@económico", "co@co", "design@design"}},
		{"address", "ana.ruiz@example.org", []string{"ana@ana", "ruiz@ruiz", "example@example", "org@org"}},
		{"underscore", "foo_bar", []string{"foo@foo", "bar@bar"}},
		{"soft hyphen inside, not outside", "co\u00adordina\u00ad ción", []string{"coordina@co\u00adordina", "cion@ción"}},
		{"joiner and direction marks", "\u200fשָׁלוֹם\u200f", []string{"שלום@שָׁלוֹם"}},
		{"arabic vowel signs and tatweel", "كِتَابـ مدرسة", []string{"كتاب@كِتَاب", "مدرسه@مدرسة"}},
		{"ligatures", "œuvre ﬁn straße Æsir", []string{"oeuvre@œuvre", "fin@ﬁn", "strasse@straße", "aesir@Æsir"}},
		{"width", "ＡＢＣ１２", []string{"abc12@ＡＢＣ１２"}},
		{"greek final sigma", "ΛΌΓΟΣ λόγος", []string{"λογοσ@ΛΌΓΟΣ", "λογοσ@λόγος"}},
		{"han, kana, hangul", "北京カタ が 한국", []string{"北@北", "京@京", "カタ@カタ", "か\u3099@が", norm.NFD.String("한국") + "@한국"}},
		{"thai keeps its marks", "ที่นี่", []string{"ที่@ที่", "นี่@นี่"}},
		{"devanagari keeps its vowels", "क्षि की", []string{"क्षि@क्षि", "की@की"}},
		{"mark at the beginning", "\u0301a", []string{"a@a"}},
		{"ordinals and notes", "Art. 5º, 1ª norma² m²", []string{"art@Art", "5@5", "1@1", "norma@norma", "m@m"}},
		{"fraction", "½ hora", []string{"½@½", "hora@hora"}},
		{"letters and digits", "COVID19 5kg", []string{"covid19@COVID19", "5kg@5kg"}},
		{"thousands", "1.234.567 1,234,567 1\u202f234\u00a0567 1\u00a0234 1'234 1’234", []string{
			"1234567@1.234.567", "1234567@1,234,567", "1234567@1\u202f234\u00a0567", "1234@1\u00a0234", "1234@1'234", "1234@1’234"}},
		{"decimals", "3,5 3.5 0.125 1.234,56 1,234.56", []string{"3.5@3,5", "3.5@3.5", "0.125@0.125", "1234.56@1.234,56", "1234.56@1,234.56"}},
		{"dates and sections stay apart", "12.03.2019 § 5.2.1 35-95-RE 2019/2020", []string{
			"12@12", "03@03", "2019@2019", "5@5", "2@2", "1@1", "35@35", "95@95", "re@RE", "2019@2019", "2020@2020"}},
		{"years in a list", "2015,2016", []string{"2015@2015", "2016@2016"}},
		{"long chain", "1.2.3.4.5.6.7.8.9.10.11", []string{"1@1", "2@2", "3@3", "4@4", "5@5", "6@6", "7@7", "8@8", "9@9", "10@10", "11@11"}},
		{"end of a sentence", "En 2019.\nY 5.", []string{"en@En", "2019@2019", "y@Y", "5@5"}},
		{"number before letters", "2.5a", []string{"2@2", "5a@5a"}},
		{"invalid bytes end a word and nothing else", "uno\xffdos \xc3 tres", []string{"uno@uno", "dos@dos", "tres@tres"}},
		{"replacement character", "uno\uFFFDdos", []string{"uno@uno", "dos@dos"}},
		{"a mark on a letter that folds to nothing", "\u037A\u0E48 \u037Aa\u0E48", []string{"a\u0E48@\u037Aa\u0E48"}},
		{"byte order mark", "\uFEFFuno", []string{"uno@uno"}},
		{"line breaks", "uno\u2028dos\u0085tres\r\ncuatro\tcinco\u00a0seis", []string{"uno@uno", "dos@dos", "tres@tres", "cuatro@cuatro", "cinco@cinco", "seis@seis"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, scan(c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// pieces are what texts are made of when they are made to break things.
var pieces = []string{
	"a", "b", "Z", "é", "e\u0301", "ñ", "ß", "œ", "ﬁ", "İ", "ſ", "ª", " ", "\n", "\t", ".", ",", "-", "'", "’", "1", "23", "456", "0",
	"\u00a0", "\u00ad", "\u200b", "\u200d", "\u200f", "😀", "👩‍👩‍👧‍👦", "🇵🇪", "𠮷", "北", "が", "か\u3099", "한", "क्षि", "ที่", "שָׁ", "كِ", "ـ",
	"\u037A", "\u0E48", "\uFEFF", "\u2028", "\uFFFD", "½", "²", "\u0301", "_", "@", "ｆ",
}

func text(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "text"), "")
}

// TestEveryWordReadsLikeItself checks that words are in order, do not overlap, that
// the text of a word by itself is that one word (a hit can be read again), and that
// a term is its own folding.
func TestEveryWordReadsLikeItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkScan(t, text(t)) })
}

// TestEveryCharacter puts each character of the assigned planes of Unicode at the
// beginning, in the middle and at the end of a word.
func TestEveryCharacter(t *testing.T) {
	for r := rune(0); r <= 0xE01FF; r++ {
		if r == 0x33480 {
			r = 0xE0000
		}
		if utf8.ValidRune(r) {
			checkScan(t, "a"+string(r)+"b "+string(r)+" 1"+string(r))
		}
	}
}

func checkScan(t interface{ Fatalf(string, ...any) }, text string) {
	var s words.Scanner
	at := 0
	for s.Reset(text); s.Next(); {
		if s.Start < at || s.End <= s.Start || s.End > len(text) || len(s.Term) == 0 {
			t.Fatalf("word [%d, %d) %q after %d in %q", s.Start, s.End, s.Term, at, text)
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[s.Start:s.End]) {
			t.Fatalf("word %q splits a character of %q", text[s.Start:s.End], text)
		}
		if again := words.Terms(text[s.Start:s.End]); len(again) != 1 || again[0] != string(s.Term) {
			t.Fatalf("%q is the word %q, but by itself it reads %q", text[s.Start:s.End], s.Term, again)
		}
		if again := words.Terms(string(s.Term)); len(again) != 1 || again[0] != string(s.Term) {
			t.Fatalf("the term %q of %q reads %q", s.Term, text[s.Start:s.End], again)
		}
		at = s.End
	}
}

// TestFoldingIsBlindToFormAndCase: composed or decomposed, lower or upper case,
// the terms are the same.
func TestFoldingIsBlindToFormAndCase(t *testing.T) {
	letters := rapid.SampledFrom([]rune("aázñçöüàèâêîôûãõåšžőαόςйёЇ한국がбд0 .-'"))
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(letters).Draw(t, "text"))
		want := words.Terms(s)
		for _, other := range []string{norm.NFD.String(s), norm.NFC.String(s), norm.NFKC.String(s), strings.ToUpper(s), strings.ToLower(s)} {
			if diff := cmp.Diff(want, words.Terms(other)); diff != "" {
				t.Fatalf("%q and %q: %s", s, other, diff)
			}
		}
	})
}

// TestSpaceSeparates: the words of two texts are the words of both.
func TestSpaceSeparates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := text(t), text(t)
		if diff := cmp.Diff(append(words.Terms(a), words.Terms(b)...), words.Terms(a+" "+b)); diff != "" {
			t.Fatalf("%q + %q: %s", a, b, diff)
		}
	})
}

// TestNextOfFindsWhatNextFinds compares passing over words with looking at each.
func TestNextOfFindsWhatNextFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkNextOf(t, text(t), rapid.SliceOfN(rapid.SampledFrom([]string{"a", "ab", "b", "z", "1", "23", "e", "ss", "\xe5", "ф"}), 0, 3).Draw(t, "set"))
	})
}

func checkNextOf(t interface{ Fatalf(string, ...any) }, text string, set []string) {
	var b words.Beginnings
	for _, prefix := range set {
		b.Allow(prefix)
	}
	var all, some words.Scanner
	all.Reset(text)
	some.Reset(text)
	for {
		passed, ok := some.NextOf(&b)
		for range passed {
			if !all.Next() {
				t.Fatalf("%q: passed over too many words", text)
			}
			for _, prefix := range set {
				if strings.HasPrefix(string(all.Term), prefix[:min(2, len(prefix))]) {
					t.Fatalf("%q: passed over %q, which begins with %q", text, all.Term, prefix)
				}
			}
		}
		if next := all.Next(); next != ok {
			t.Fatalf("%q: %v behind %d words, want %v", text, ok, passed, next)
		}
		if !ok {
			return
		}
		if all.Start != some.Start || all.End != some.End || string(all.Term) != string(some.Term) {
			t.Fatalf("%q: %q at %d, want %q at %d", text, some.Term, some.Start, all.Term, all.Start)
		}
	}
}

func FuzzScanner(f *testing.F) {
	for _, s := range []string{"l'école d’été 1.234,56", "e\u0301\u00ad\xff½²5º 北京 ที่", strings.Repeat("a", 300), strings.Repeat("1.", 90), strings.Repeat("9", 300) + ".5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkScan(t, s)
		checkNextOf(t, s, []string{"a", "0", "1", "s"})
	})
}
