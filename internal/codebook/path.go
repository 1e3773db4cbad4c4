package codebook

import (
	"slices"
	"strings"

	"articula/internal/words"
)

// separators are what [SplitPath] takes for the end of a name, escaped.
var separators = strings.NewReplacer(`\`, `\\`, "/", `\/`, ">", `\>`, "›", `\›`)

// JoinPath writes names from the root downwards as one text: "a/b/c". A slash or
// arrow in a name has "\" before it, so that [SplitPath] gives the names back.
func JoinPath(names []string) string {
	escaped := make([]string, len(names))
	for i, n := range names {
		escaped[i] = separators.Replace(n)
	}
	return strings.Join(escaped, "/")
}

// SplitPath reads a path as people write it: "/", ">" and "›" separate, blanks
// around them do not count, and "\" takes the next character as it is.
func SplitPath(path string) []string {
	var names []string
	var name strings.Builder
	end := func() {
		names = append(names, strings.TrimSpace(name.String()))
		name.Reset()
	}
	escaped := false
	for _, r := range path {
		switch {
		case escaped:
			name.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == '/' || r == '>' || r == '›':
			end()
		default:
			name.WriteRune(r)
		}
	}
	if escaped {
		name.WriteByte('\\')
	}
	end()
	return names
}

// Fold is a name as people compare it: without case, accents and punctuation.
func Fold(name string) string { return strings.Join(words.Terms(name), " ") }

// Find gives the standing codes that a person may mean by ref: the one whose whole
// path it is; else those whose name it is; else those whose path ends with it.
// Case and accents count only where they decide between several.
func (t *Tree) Find(ref string) []*Node {
	var all []*Node
	for n := range t.Standing {
		all = append(all, n)
	}
	same := func(a, b []string, eq func(a, b string) bool) bool {
		return slices.EqualFunc(a, b, eq)
	}
	exact := func(a, b string) bool { return a == b }
	loose := func(a, b string) bool { return a == b || Fold(a) == Fold(b) && Fold(a) != "" }
	path := SplitPath(ref)
	whole := strings.TrimSpace(ref)
	for _, eq := range []func(a, b string) bool{exact, loose} {
		for _, match := range []func(*Node) bool{
			func(n *Node) bool { return same(n.Names(), path, eq) },
			func(n *Node) bool { return eq(n.Code.Name, whole) },
			func(n *Node) bool {
				names := n.Names()
				return len(path) > 1 && len(names) > len(path) && same(names[len(names)-len(path):], path, eq)
			},
		} {
			var found []*Node
			for _, n := range all {
				if match(n) {
					found = append(found, n)
				}
			}
			if len(found) > 0 {
				return found
			}
		}
	}
	return nil
}
