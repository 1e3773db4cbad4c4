package column

import (
	"math"
	"strconv"
	"strings"
)

// groupers are what stands between groups of three digits besides point and comma.
var groupers = strings.NewReplacer("\u00A0", " ", "\u202F", " ", "\u2009", " ", "'", " ", "’", " ", "\u2212", "-")

// number reads a number with the given signs before decimals and between groups of
// three; "" if it is none.
func number(s string, decimal, group byte) string {
	s = groupers.Replace(strings.TrimSpace(s))
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = s[:1], s[1:]
	}
	mantissa, exponent := s, ""
	if at := strings.IndexAny(s, "eE"); at >= 0 {
		if decimal != '.' {
			return "" // only programs write so, and they write points
		}
		mantissa, exponent = s[:at], s[at:]
	}
	whole, rest, fraction := strings.Cut(mantissa, string(decimal))
	if fraction && !digits(rest) || !fraction && whole == "" {
		return ""
	}
	for _, by := range []string{string(group), " "} {
		if strings.Contains(whole, by) {
			if !grouped(strings.Split(whole, by)) {
				return ""
			}
			whole = strings.ReplaceAll(whole, by, "")
			break
		}
	}
	if whole != "" && !digits(whole) {
		return ""
	}
	n, err := strconv.ParseFloat(sign+whole+"."+rest+exponent, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return ""
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func grouped(parts []string) bool {
	if len(parts[0]) == 0 || len(parts[0]) > 3 || parts[0][0] == '0' {
		return false
	}
	for i, p := range parts {
		if !digits(p) || i > 0 && len(p) != 3 {
			return false
		}
	}
	return true
}

// Number reads a number that stands alone, where it can have one meaning only: 12,5 and
// 1.234,5, but not 1,234. A point alone is taken as programs write it, before decimals.
func Number(s string) (string, bool) {
	w := way{first: number(s, '.', ','), second: number(s, ',', '.')}
	if w.first == "" {
		return w.second, w.second != ""
	}
	return w.first, w.second == "" || w.first == w.second || !strings.Contains(s, ",")
}
