package report

import (
	"strconv"
	"strings"
)

// Count fills a number into a text that says "one|many", as the language writes it. In
// French, nothing is one, too.
func (w Words) Count(text string, n int) string {
	one, many, _ := strings.Cut(text, "|")
	if n == 1 || n == 0 && w.Lang == "fr" {
		many = one
	}
	return Fill(many, "n", w.Number(n))
}

// Number writes a count with its thousands apart. Spanish and Portuguese leave four
// digits together.
func (w Words) Number(n int) string {
	digits := strconv.Itoa(n)
	between, from := ",", 4
	switch w.Lang {
	case "es", "pt":
		between, from = ".", 5
	case "fr":
		between = "\u202f"
	}
	if len(digits) < from {
		return digits
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + between + digits[at:]
	}
	return digits
}

// List joins names as a sentence does: "a, b and c".
func (w Words) List(names []string) string {
	if len(names) == 0 {
		return ""
	}
	last := names[len(names)-1]
	if len(names) == 1 {
		return last
	}
	and := w.And
	if sound := strings.ToLower(last); w.Lang == "es" && (strings.HasPrefix(sound, "i") || strings.HasPrefix(sound, "hi")) && !strings.HasPrefix(sound, "hie") {
		and = "e" // "español e inglés"
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + and + " " + last
}

// Named says what something is: "law: 3". French sets a space before the colon.
func (w Words) Named(name, value string) string {
	if w.Lang == "fr" {
		return name + " : " + value
	}
	return name + ": " + value
}
