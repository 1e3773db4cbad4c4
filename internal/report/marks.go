package report

import (
	"fmt"
	"unicode"
)

// Marks gives each name a letter of its own, which tells apart what else colours alone
// would: its first that none before it has, else a number.
func Marks(names []string) []string {
	out := make([]string, len(names))
	taken := map[string]bool{}
	for i, name := range names {
		out[i] = fmt.Sprint(i + 1)
		for _, r := range name {
			if mark := string(unicode.ToUpper(r)); unicode.IsLetter(r) && !taken[mark] {
				out[i] = mark
				break
			}
		}
		taken[out[i]] = true
	}
	return out
}
