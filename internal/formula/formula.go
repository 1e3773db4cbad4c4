// Package formula keeps texts in tables from being taken for formulas. A
// spreadsheet that opens a CSV file runs every cell that begins like one, whoever
// wrote it (OWASP, CSV injection).
package formula

import (
	"strings"
	"unicode/utf8"
)

// Guard puts an apostrophe before a text that a spreadsheet would run, also where
// it has apostrophes before it already. Reading the file back, [Unguard] takes it
// away.
func Guard(s string) string {
	if risky(s) {
		return "'" + s
	}
	return s
}

// Unguard is the inverse of [Guard].
func Unguard(s string) string {
	if strings.HasPrefix(s, "'") && risky(s) {
		return s[1:]
	}
	return s
}

// risky looks at what stands first behind apostrophes: = + - @ begin formulas, in
// their wide forms too, and a tab or line end would hide one.
func risky(s string) bool {
	first, n := utf8.DecodeRuneInString(strings.TrimLeft(s, "'"))
	return n > 0 && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", first)
}
