package column

import (
	"strings"

	"articula/internal/qda"
)

// How much of a column must have a type for the column to be taken for one of it: two
// thirds. The rest is told, value by value.
const (
	mostOf   = 2
	mostFrom = 3
)

// The bounds of what is a list of permitted values by itself.
const (
	maxChoices = 20
	maxChoice  = 200 // code points
)

// Guess says what type most values of a column, none of them empty, have: of truth
// values, dates and numbers the one that fits most. Few different short texts that come
// again are choices; the rest is text.
func Guess(values []string) Reading {
	best := Reading{}
	for _, t := range []qda.ValueType{qda.BooleanValue, qda.DateValue, qda.NumberValue} {
		if n := plain(t, values); n > best.Fits {
			best = Reading{Type: t, Fits: n}
		}
	}
	if best.Fits > 0 && best.Fits*mostFrom >= len(values)*mostOf {
		return As(best.Type, "", values)
	}
	different := map[string]bool{}
	for _, v := range values {
		different[fold(v)] = true
		if len([]rune(v)) > maxChoice {
			return As(qda.TextValue, "", values)
		}
	}
	if len(different) < len(values) && len(different) <= maxChoices {
		return As(qda.ChoiceValue, "", values)
	}
	return As(qda.TextValue, "", values)
}

// What makes open answers of texts: at least half of them are as long as a sentence, and
// hardly any comes again.
const (
	longWords  = 8
	longRunes  = 40
	manyTimes  = 10 // one in so many may come again
	someWords  = 3  // a text without spaces is an address or a number, however long it is
	halfOfThem = 2
)

// Answers reports whether texts are what people say, and no values of an attribute.
func Answers(values []string) bool {
	long, different := 0, map[string]bool{}
	for _, v := range values {
		different[fold(v)] = true
		n := len(strings.Fields(v))
		if n >= longWords && len([]rune(v)) >= longRunes || n >= someWords && len([]rune(v)) > maxChoice {
			long++
		}
	}
	return long > 0 && long*halfOfThem >= len(values) && (len(values)-len(different))*manyTimes <= len(values)
}

// plain counts the values that look like a type of their own accord; 0 where something
// in the column speaks against it, for what does not look so could be lost by reading it so.
func plain(t qda.ValueType, values []string) (n int) {
	others := map[string]int{}
	for _, v := range values {
		var is, against bool
		switch t {
		case qda.BooleanValue:
			_, is = Boolean(v)
			is = is && v != "0" && v != "1"
			if !is {
				others[fold(v)]++
				against = others[fold(v)] > 1 // a third answer
			}
		case qda.DateValue:
			w := date(v)
			is = (w.first != "" || w.second != "") && (len(w.first) != len("2006") || w.first >= "1500" && w.first <= "2199")
			against = w.timed
		case qda.NumberValue:
			is = number(v, '.', ',') != "" || number(v, ',', '.') != ""
			against = is && isLabel(v)
		}
		if against {
			return 0
		}
		if is {
			n++
		}
	}
	return n
}

// isLabel reports whether digits are rather the name of something: they begin with a
// zero, as codes of places do, or are more than a number of the program can hold.
func isLabel(v string) bool {
	digits := strings.TrimLeft(v, "+-")
	if len(digits) > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9' {
		return true
	}
	n := 0
	for _, r := range v {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n > 15
}
