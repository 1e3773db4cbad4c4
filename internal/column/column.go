package column

import (
	"strings"

	"articula/internal/qda"
	"articula/internal/words"
)

// The ways in which a value that can be read in two ways is read.
const (
	DayFirst     = "day-first"     // 3/4/2020 is the third of April
	MonthFirst   = "month-first"   // 3/4/2020 is the fourth of March
	DecimalPoint = "decimal-point" // 1.234 is more than one, and 1,234 more than a thousand
	DecimalComma = "decimal-comma" // the other way round
)

// Forms lists the ways that a type has; none for most types.
func Forms(t qda.ValueType) []string {
	switch t {
	case qda.DateValue:
		return []string{DayFirst, MonthFirst}
	case qda.NumberValue:
		return []string{DecimalPoint, DecimalComma}
	}
	return nil
}

// Reading says how the values of a column are read.
type Reading struct {
	Type     qda.ValueType
	Form     string // how values that can be read in two ways are read; "" where there is none, and none was asked for
	Fits     int    // values that have the type
	Doubtful int    // of these, read by Form although the column does not bear it out
	Timed    int    // of these, dates with a time of day, which is not kept
}

// As reads a column of values, none of them empty, as a type. The form is guessed where
// it is "". Choices fit as they are; which ones are permitted is not known here.
func As(t qda.ValueType, form string, values []string) Reading {
	r := Reading{Type: t, Form: form}
	forms := Forms(t)
	if forms == nil {
		for _, v := range values {
			if _, ok := r.Value(v); ok {
				r.Fits++
			}
		}
		return r
	}
	first, second, both := 0, 0, 0
	for _, v := range values {
		w := ways(t, v)
		switch {
		case w.first == "" && w.second == "":
			continue
		case w.second == "":
			first++
		case w.first == "":
			second++
		case w.first != w.second:
			both++
		}
		r.Fits++
		if w.timed {
			r.Timed++
		}
	}
	if form != "" || both == 0 {
		return r
	}
	if r.Form = forms[0]; second > first {
		r.Form = forms[1]
	}
	if (first > 0) == (second > 0) {
		r.Doubtful = both
	}
	return r
}

// Value reads one value as the column is read, in the form that the program keeps: true
// and false, 1234.5, YYYY-MM-DD, YYYY-MM or YYYY. Texts and choices stay as they are.
func (r Reading) Value(s string) (string, bool) {
	switch r.Type {
	case qda.BooleanValue:
		b, ok := Boolean(s)
		if b {
			return "true", ok
		}
		return "false", ok
	case qda.NumberValue, qda.DateValue:
		w := ways(r.Type, s)
		if w.first == "" || w.second != "" && r.Form == Forms(r.Type)[1] {
			return w.second, w.second != ""
		}
		return w.first, true
	}
	return s, true
}

// way is what a value can mean in the first and in the second form of its type; "" where
// it can mean nothing. Values that are written alike everywhere have the same meaning twice.
type way struct {
	first, second string
	timed         bool
}

func ways(t qda.ValueType, s string) way {
	if t == qda.DateValue {
		return date(s)
	}
	return way{first: number(s, '.', ','), second: number(s, ',', '.')}
}

// Boolean reads a truth value in four languages.
func Boolean(s string) (value, ok bool) {
	switch fold(s) {
	case "true", "yes", "si", "oui", "sim", "verdadero", "vrai", "verdadeiro", "1":
		return true, true
	case "false", "no", "non", "nao", "falso", "faux", "0":
		return false, true
	}
	return false, false
}

func fold(s string) string { return strings.Join(words.Terms(s), " ") }
