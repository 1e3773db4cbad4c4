package codebook

import "strings"

const pathSeparator = " > "

var pathEscapes = strings.NewReplacer(`\`, `\\`, ">", `\>`, "›", `\›`)

// JoinPath writes the names from the root to a code as one text.
func JoinPath(names []string) string {
	escaped := make([]string, len(names))
	for i, n := range names {
		escaped[i] = pathEscapes.Replace(n)
	}
	return strings.Join(escaped, pathSeparator)
}

// SplitPath is the inverse of [JoinPath] for names without blanks at their ends.
// "›" separates too, and blanks around a separator do not matter.
func SplitPath(path string) []string {
	var names []string
	var name strings.Builder
	escaped := false
	end := func() {
		names = append(names, strings.TrimSpace(name.String()))
		name.Reset()
	}
	for _, r := range path {
		switch {
		case escaped:
			name.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == '>' || r == '›':
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
