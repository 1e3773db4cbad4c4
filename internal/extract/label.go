package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A label is the start of a line that may name who speaks from there on.
type label struct {
	form    form
	name    string // as the text has it; "" for a time alone
	end     int    // bytes of the line that are the label, with what separates it from the words
	begin   int    // milliseconds, -1 none
	finish  int
	hasTime bool
}

// form is how a label is written. Strong forms are hardly ever anything else.
type form uint8

const (
	noForm      form = iota
	bracketForm      // [Role], [Role] (0:01 - 0:11)
	timedForm        // Name  00:00:07 · [00:00:07] Name: · Name (0:07):
	timeForm         // [00:00:07] alone
	colonForm        // Name: words
	dashForm         // P1.- words
	tabForm          // P1 <tab> words
	boldForm         // a bold name, then words
	cellForm         // the first cells of a table row
)

// Names of speakers are at most this long.
const (
	maxNameRunes = 50
	maxNameWords = 6
)

// parseLabel reads the label that the line may start with. bold is how many of
// its bytes, from the start, are set in bold.
func parseLabel(line string, bold int) label {
	none := label{begin: -1, finish: -1}
	l := none
	at := skipSpace(line, 0)
	if s, ok := parseStamp(line[at:]); ok {
		l.begin, l.finish, l.hasTime = s.begin, s.finish, true
		after := skipSpace(line, at+s.length)
		if after == len(line) {
			l.form, l.end = timeForm, len(line)
			return l
		}
		if !s.wrapped && after == at+s.length && line[after] != ':' && line[after] != '-' {
			return none // a number that runs on into a word
		}
		l.end = after
		at = skipSpace(line, skipAny(line, after, "-–—:|"))
	}
	if at >= len(line) {
		return none
	}
	if line[at] == '[' {
		if b, ok := bracketLabel(line, at, l); ok {
			return b
		}
		if l.hasTime {
			l.form = timeForm
		}
		return l
	}
	if n, ok := namedLabel(line, at, bold, l); ok {
		return n
	}
	if l.hasTime {
		l.form = timeForm // a time, then words of somebody unnamed
		return l
	}
	return none
}

// bracketLabel reads [Role] with the times, colon or line end that make it one.
func bracketLabel(line string, at int, l label) (label, bool) {
	stop := strings.IndexByte(line[at:], ']')
	if stop < 0 {
		return l, false
	}
	name := strings.TrimSpace(line[at+1 : at+stop])
	if !nameLike(name) {
		return l, false
	}
	rest := skipSpace(line, at+stop+1)
	if s, ok := parseStamp(line[rest:]); ok {
		l.begin, l.finish, l.hasTime = s.begin, s.finish, true
		rest = skipSpace(line, rest+s.length)
	}
	colon := skipAny(line, rest, ":")
	if !l.hasTime && colon == rest && rest < len(line) {
		return l, false // "[laughs] well" is a remark on the voice, not its name
	}
	l.form, l.name, l.end = bracketForm, name, skipSpace(line, colon)
	return l, true
}

// namedLabel reads a name that a colon, time, tab, dash or change of type ends.
func namedLabel(line string, at, bold int, l label) (label, bool) {
	// A bold name ends where the bold does: a colon or question mark further on is
	// of the words.
	reach := len(line)
	bold = len(strings.TrimRight(line[:bold], spaces))
	if r, _ := utf8.DecodeRuneInString(line[bold:]); bold > at && bold < len(line) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		reach = min(len(line), skipSpace(line, bold)+1)
	}
	runes := 0
	for i := at; i < reach; {
		r, n := utf8.DecodeRuneInString(line[i:])
		switch {
		case r == ':' || r == '：':
			next := skipSpace(line, i+n)
			if i+n < len(line) && (line[i+n] == '/' || isDigit(line[i+n]) && i > at && isDigit(line[i-1])) {
				return l, false // an address or a time of day
			}
			if s, ok := parseStamp(line[next:]); ok && (s.wrapped || next+s.length == len(line)) {
				return l.timed(s, line[at:i], skipSpace(line, next+s.length))
			}
			return l.named(colonForm, line[at:i], next)
		case r == '\t' && i > at:
			if s, ok := stampToEnd(line, skipSpace(line, i)); ok {
				return l.timed(s, line[at:i], len(line))
			}
			return l.named(tabForm, line[at:i], skipSpace(line, i))
		case i > at && (r == '(' || r == '[' || r == '<' || r == '|' || r < utf8.RuneSelf && isDigit(byte(r)) && boundary(line[:i])):
			from := i
			if r == '|' {
				from = skipSpace(line, i+1)
			}
			if s, ok := parseStamp(line[from:]); ok {
				rest := skipSpace(line, from+s.length)
				if after := skipAny(line, rest, ":"); after > rest || rest == len(line) || s.wrapped {
					return l.timed(s, line[at:i], skipSpace(line, after))
				}
				return l, false
			}
		case r == '.' && i > at && (strings.HasPrefix(line[i:], ".-") || strings.HasPrefix(line[i:], ".–") || strings.HasPrefix(line[i:], ".—")):
			return l.named(dashForm, line[at:i], skipSpace(line, skipAny(line, i+1, "-–—")))
		case strings.ContainsRune("?!¿¡;\"«“", r):
			return l, false
		}
		i += n
		if runes++; runes > maxNameRunes {
			break
		}
	}
	if bold > at && bold-at <= 4*maxNameRunes && (reach < len(line) || bold == len(line)) {
		name := strings.TrimRight(line[at:bold], spaces+",|-–—")
		if !strings.HasSuffix(name, ".") {
			return l.named(boldForm, name, skipSpace(line, bold))
		}
	}
	return l, false
}

func (l label) named(f form, name string, end int) (label, bool) {
	name = strings.Trim(name, spaces+",-–—|*_")
	if !nameLike(name) {
		return l, false
	}
	if l.hasTime {
		f = timedForm
	}
	l.form, l.name, l.end = f, name, end
	return l, true
}

func (l label) timed(s stamp, name string, end int) (label, bool) {
	l.begin, l.finish, l.hasTime = s.begin, s.finish, true
	return l.named(timedForm, name, end)
}

// stampToEnd reads a stamp that is the last thing on the line.
func stampToEnd(line string, at int) (stamp, bool) {
	s, ok := parseStamp(line[at:])
	return s, ok && skipSpace(line, at+s.length) == len(line)
}

// nameLike reports whether the text has the form of a name, role or initial.
func nameLike(name string) bool {
	if name == "" || utf8.RuneCountInString(name) > maxNameRunes {
		return false
	}
	words := strings.Fields(name)
	if len(words) > maxNameWords {
		return false
	}
	first, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(first) {
		return false
	}
	for i, w := range words {
		// Only a short abbreviation may end in a full stop: "Dr.", "P."
		if strings.HasSuffix(w, ".") && utf8.RuneCountInString(w) > 5 && i < len(words)-1 {
			return false
		}
	}
	return true
}

// boundary reports whether a time may begin after the text.
func boundary(before string) bool {
	return strings.HasSuffix(before, " ") || strings.HasSuffix(before, "\t") || strings.HasSuffix(before, "\u00A0")
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

func skipAny(s string, i int, set string) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune(set, r) {
			break
		}
		i += n
	}
	return i
}
