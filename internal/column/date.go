package column

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	// a time of day after a date, as programs write it
	clock = regexp.MustCompile(`^(.*\d)[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(?: ?(?:Z|[+-]\d{2}:?\d{2}))?$`)
	// year, month, day
	downwards = regexp.MustCompile(`^(\d{4})(?:([-/.])(\d{1,2})(?:([-/.])(\d{1,2}))?)?$`)
	// day and month in either order, year
	upwards = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{4})$`)
	// month, year
	monthYear = regexp.MustCompile(`^(\d{1,2})[-/](\d{4})$`)
)

// date reads a date: the first way has the day before the month, the second the month
// before the day.
func date(s string) way {
	s = strings.TrimSpace(s)
	out := way{}
	if m := clock.FindStringSubmatch(s); m != nil {
		s, out.timed = m[1], strings.Trim(m[2], "0:.,") != ""
	}
	if m := upwards.FindStringSubmatch(s); m != nil && m[2] == m[4] {
		out.first = day(m[5], m[3], m[1])
		if m[2] != "." { // points are written between day and month in this order only
			out.second = day(m[5], m[1], m[3])
		}
		return out
	}
	out.first = sameEverywhere(s)
	out.second = out.first
	return out
}

// sameEverywhere reads the dates that have one meaning: year first, month and year, or
// with the name of the month.
func sameEverywhere(s string) string {
	if m := downwards.FindStringSubmatch(s); m != nil && (m[5] == "" || m[2] == m[4]) {
		return day(m[1], m[3], m[5])
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		return day(m[2], m[1], "")
	}
	return inWords(s)
}

// day writes a date in the form that the program keeps, "" if there is none such; month
// and day may be missing.
func day(year, month, of string) string {
	out, form := year, "2006"
	for _, part := range []string{month, of} {
		if part == "" {
			break
		}
		if len(part) == 1 {
			part = "0" + part
		}
		out += "-" + part
	}
	switch len(out) {
	case len("2006-01"):
		form = "2006-01"
	case len("2006-01-02"):
		form = time.DateOnly
	}
	if _, err := time.Parse(form, out); err != nil {
		return ""
	}
	return out
}

// months are the names of the months, folded, in English, Spanish, French and Portuguese.
var months = [12]string{
	"january enero janvier janeiro", "february febrero fevrier fevereiro", "march marzo mars marco", "april abril avril",
	"may mayo mai maio", "june junio juin junho", "july julio juillet julho", "august agosto aout",
	"september septiembre setiembre septembre setembro", "october octubre octobre outubro", "november noviembre novembre novembro", "december diciembre decembre dezembro",
}

// month gives the number of a month by its name, or by a beginning of three letters or
// more that no other month has; "" if there is none.
func month(word string) string {
	if len(word) < 3 {
		return ""
	}
	found := ""
	for i, names := range months {
		for _, name := range strings.Fields(names) {
			if name == word {
				return strconv.Itoa(i + 1)
			}
			if strings.HasPrefix(name, word) && found != strconv.Itoa(i+1) {
				if found != "" {
					return ""
				}
				found = strconv.Itoa(i + 1)
			}
		}
	}
	return found
}

var ordinal = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th|er|o|a)$`)

// inWords reads 3 de mayo de 2021, 1er mai 2021, May 3, 2021, 3-May-2021 or mayo de 2021.
func inWords(s string) string {
	if len(s) > 40 {
		return ""
	}
	var m, d, y string
	for _, w := range strings.Fields(fold(strings.NewReplacer("º", "", "°", "", "-", " ").Replace(s))) {
		if found := ordinal.FindStringSubmatch(w); found != nil {
			w = found[1]
		}
		switch {
		case w == "de" || w == "del" || w == "of" || w == "the" || w == "le" || w == "do":
		case len(w) == 4 && digits(w) && y == "":
			y = w
		case len(w) <= 2 && digits(w) && d == "" && y == "":
			d = w
		case m == "" && month(w) != "":
			m = month(w)
		default:
			return ""
		}
	}
	if m == "" || y == "" {
		return ""
	}
	return day(y, m, d)
}
