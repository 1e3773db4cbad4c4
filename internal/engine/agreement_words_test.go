package engine

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"articula/internal/agreement"
)

func TestEveryLanguageSaysEverything(t *testing.T) {
	holes := regexp.MustCompile(`\{[a-z]+\}`)
	for lang, words := range agreementWords {
		for key, english := range agreementWords["en"] {
			want := holes.FindAllString(english, -1)
			got := holes.FindAllString(words[key], -1)
			sort.Strings(want)
			sort.Strings(got)
			if words[key] == "" || !slices.Equal(got, want) {
				t.Errorf("%s %s: %q, which fills %v and not %v", lang, key, words[key], got, want)
			}
			if lang != "en" && len(english) > 20 && words[key] == english {
				t.Errorf("%s %s is in English", lang, key)
			}
		}
		if len(words) != len(agreementWords["en"]) {
			t.Errorf("%s has %d sentences, English has %d", lang, len(words), len(agreementWords["en"]))
		}
	}
}

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	if s := wordsIn("fr").number(0.634) + " " + wordsIn("en-GB").number(-0.001) + " " + wordsIn("pt").percent(0.004) + " " + wordsIn("en").number(0.998) + " " + wordsIn("en").percent(0.998) + " " + wordsIn("en").percent(1); s != "0,63 0.00 0,4 % 0.99 99 % 100 %" {
		t.Error(s)
	}
	if s := wordsIn("es").interval([]float64{0.631, 0.852}, "document_bootstrap"); !strings.Contains(s, "entre 0,63 y 0,85") {
		t.Error(s)
	}
}

func TestOneThingIsSaidAsOne(t *testing.T) {
	for lang, want := range map[string]string{"en": "1 document is still", "es": "1 documento sigue", "fr": "1 document est encore", "pt": "1 documento ainda está"} {
		if s := wordsIn(lang).say("hidden", "n", "1"); !strings.HasPrefix(s, want) {
			t.Errorf("%s: %s", lang, s)
		}
	}
	if s := wordsIn("en").say("hidden", "n", "2"); !strings.HasPrefix(s, "2 documents are") {
		t.Error(s)
	}
}

// TestOnlyDrawnDocumentsSpeakOfOtherDocuments: where turns, paragraphs or single units were
// drawn, there were too few documents, and the sentence says so.
func TestOnlyDrawnDocumentsSpeakOfOtherDocuments(t *testing.T) {
	w := wordsIn("en")
	for _, m := range []agreement.Method{agreement.ByTurn, agreement.ByParagraph, agreement.ByUnit} {
		if s := w.interval([]float64{0.1, 0.2}, string(m)); !strings.Contains(s, "other passages") || !strings.Contains(s, "too few documents") {
			t.Errorf("%s: %s", m, s)
		}
		if s := w.say("method." + string(m)); !strings.Contains(s, "too few documents") {
			t.Errorf("%s: %s", m, s)
		}
	}
	few, many := &agreement.Uncertainty{Resamples: 2000, Degenerate: 20}, &agreement.Uncertainty{Resamples: 2000, Degenerate: 21}
	if s := undefined(agreement.Estimate{Uncertainty: few}, w); s != nil {
		t.Error(s)
	}
	if s := undefined(agreement.Estimate{Uncertainty: many}, w); len(s) != 1 || !strings.Contains(s[0], "In 21 of 2000 resamples") {
		t.Error(s)
	}
}

// TestMethodsSayWhatWasDone: the paragraph tells the rule of the unit that was compared, of
// the codes that were rolled up, and only numbers that exist.
func TestMethodsSayWhatWasDone(t *testing.T) {
	for _, c := range []struct {
		r          AgreementReport
		says, omit []string
	}{
		{AgreementReport{Unit: "segment", Level: "leaf", Cover: 0.5, Match: "max", Share: 0.8}, []string{"paired one to one", "80 % of the longer one", "Holsti"}, []string{"AC1 and Cohen's", "50 %", "covered"}},
		{AgreementReport{Unit: "document", Level: "top", Cover: 0.8}, []string{"any part of it", "top of its branch", "Gwet's AC1"}, []string{"80 %", "covered"}},
		{AgreementReport{Unit: "character", Level: "parent", Cover: 0.5}, []string{"every character", "the one above it"}, []string{"50 %", "covered"}},
		{AgreementReport{Unit: "sentence", Level: "leaf", Cover: 0.5}, []string{"if 50 % of it is covered"}, []string{"branch", "above it"}},
	} {
		s := methods(c.r, RoundDetail{}, wordsIn("en"))
		for _, x := range c.says {
			if !strings.Contains(s, x) {
				t.Errorf("%s: no %q in %s", c.r.Unit, x, s)
			}
		}
		for _, x := range c.omit {
			if strings.Contains(s, x) {
				t.Errorf("%s: %q in %s", c.r.Unit, x, s)
			}
		}
	}
}
