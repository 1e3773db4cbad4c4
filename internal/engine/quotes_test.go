package engine

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestQuotePlaces(t *testing.T) {
	for _, c := range []struct {
		text, quote string
		want        []string
	}{
		{"a b a b", "a b", []string{"a b", "a b"}},
		{"one two\n\n three", "two three", []string{"two\n\n three"}},
		{"l’équipe – « oui »", `l'équipe - " oui "`, []string{"l’équipe – « oui »"}},
		{"it's “so”", "it’s \"so\"", []string{"it's “so”"}},
		{"aaa", "aa", []string{"aa"}},
		{"20\u00a0000 F", "20 000 F", []string{"20\u00a0000 F"}},
		{"ab", "a b", nil},
		{"a b", "ab", nil},
		{"text", "  ", nil},
		{"text", "", nil},
		{" end ", "end", []string{"end"}},
		{"the very end \n", "very\tend", []string{"very end"}},
	} {
		var got []string
		for _, p := range quotePlaces(c.text, c.quote) {
			got = append(got, c.text[p[0]:p[1]])
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q in %q: %q, want %q", c.quote, c.text, got, c.want)
		}
	}
}

// What was cut out of a text is found again after a word processor had it.
func TestAQuoteIsFoundAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("aé ’'–-\n\u00a0“"))).Draw(t, "text")
		runes := []rune(text)
		if len(runes) == 0 {
			return
		}
		a := rapid.IntRange(0, len(runes)-1).Draw(t, "a")
		b := rapid.IntRange(a+1, len(runes)).Draw(t, "b")
		cut := string(runes[a:b])
		if strings.TrimSpace(cut) == "" {
			return
		}
		changed := strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r):
				return ' '
			case r == '’':
				return '\''
			case r == '\'':
				return '’'
			}
			return r
		}, cut)
		places := quotePlaces(text, changed)
		if len(places) == 0 {
			t.Fatalf("%q is not found as %q in %q", cut, changed, text)
		}
		want, _ := plainLetters(strings.TrimSpace(cut))
		for _, p := range places {
			if got, _ := plainLetters(strings.TrimSpace(text[p[0]:p[1]])); got != want {
				t.Fatalf("%q finds %q", changed, text[p[0]:p[1]])
			}
		}
	})
}
