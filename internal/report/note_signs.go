package report

import (
	"unicode"
	"unicode/utf8"
)

// noteSigns are what stands before, between and after the numbers of notes at the end of
// a text: commas, so that two numbers do not read as one, and brackets where the text
// ends in a number itself.
func noteSigns(text string) (open, between, end string) {
	if last, _ := utf8.DecodeLastRuneInString(text); unicode.IsDigit(last) {
		return "\u00a0(", ",\u2009", ")"
	}
	return "", ",\u2009", ""
}
