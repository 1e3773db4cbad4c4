package engine

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"articula/internal/exchange/table"
	"articula/internal/qda"
)

// nameBytes is how long a name may be, in bytes of UTF-8: SPSS takes no longer one.
const nameBytes = 64

// reservedNames are the words that SPSS keeps for itself, and DOCUMENT, which PSPP takes
// for a command wherever it stands.
var reservedNames = []string{"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH", "DOCUMENT"}

// columnName is what a column is called by itself that is named after something of the
// project.
func columnName(name string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(strings.ToLower(strings.NewReplacer("-", " ", ".", " ", "(", " ", ")", " ").Replace(name))), "_"), "__", "_")
}

// inName reports whether a statistics program takes a character within a name.
func inName(r rune) bool {
	return strings.ContainsRune("_@#$", r) || unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl) && !unicode.In(r, unicode.Me, unicode.Pattern_Syntax)
}

// isName reports whether every statistics program takes a name for a variable.
func isName(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.IsLetter(first) && len(name) <= nameBytes && !strings.ContainsFunc(name, func(r rune) bool { return !inName(r) }) && !slices.Contains(reservedNames, strings.ToUpper(name))
}

// asName makes a name of one that is none: "_" for what has no place in it, and cut to
// length. What nothing is left of is "v".
func asName(name string) string {
	parts := strings.FieldsFunc(name, func(r rune) bool { return !inName(r) || r == '_' })
	out := orElse(strings.Join(parts, "_"), "v")
	if first, _ := utf8.DecodeRuneInString(out); !unicode.IsLetter(first) {
		out = "v_" + out
	}
	if slices.Contains(reservedNames, strings.ToUpper(out)) {
		out += "_"
	}
	return cutName(out, nameBytes)
}

// cutName cuts a name to n bytes, whole characters.
func cutName(name string, n int) string {
	return string(bytes.ToValidUTF8([]byte(name)[:min(len(name), n)], nil))
}

// givenNames are names that were given, by what programs that are blind to case and to
// how a character is composed take for the same.
type givenNames map[string]bool

func caseless(name string) string { return cases.Fold().String(norm.NFKD.String(name)) }

// give gives the name if it is free, else with the first number that is.
func (g givenNames) give(name string) string {
	free := name
	for n := 2; g[caseless(free)]; n++ {
		number := "_" + strconv.Itoa(n)
		free = cutName(name, nameBytes-len(number)) + number
	}
	g[caseless(free)] = true
	return free
}

// ownColumn is a column that is named after something of the project: Prefix says what
// that is, as "case_".
type ownColumn struct {
	at     int // among the columns
	prefix string
	name   string
	id     qda.ID
}

// nameOwn names the columns that are named after something of the project. Each name is
// there once, and every statistics program takes it. What was called by itself stays so if
// that can be; of several that would be called the same, the oldest one does. So a name
// stays the same when others come to be.
func nameOwn(columns []table.Column, own []ownColumn) {
	given := givenNames{}
	mine := map[int]bool{}
	for _, o := range own {
		mine[o.at] = true
	}
	for i, c := range columns {
		if !mine[i] {
			given[caseless(c.Name)] = true
		}
	}
	own = slices.SortedFunc(slices.Values(own), func(a, b ownColumn) int { return cmp.Compare(a.id.String(), b.id.String()) })
	var others []ownColumn
	for _, o := range own {
		name := o.prefix + columnName(o.name)
		if !isName(name) || given[caseless(name)] {
			others = append(others, o)
			continue
		}
		columns[o.at].Name = given.give(name)
	}
	for _, o := range others {
		name := asName(o.prefix + columnName(o.name))
		if name+"_" == o.prefix { // no character of it has a place in a name
			name = o.prefix + "v"
		}
		columns[o.at].Name = given.give(name)
	}
}

// spssNames are the names of columns as SPSS takes them.
func spssNames(columns []table.Column) []string {
	given := givenNames{}
	out := make([]string, len(columns))
	for i, c := range columns {
		if isName(c.Name) && !given[caseless(c.Name)] {
			out[i] = given.give(c.Name)
		}
	}
	for i, c := range columns {
		if out[i] == "" {
			out[i] = given.give(asName(c.Name))
		}
	}
	return out
}
