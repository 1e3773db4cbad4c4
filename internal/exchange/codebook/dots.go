package codebook

import (
	"slices"
	"strings"
)

// Dotted gives the book with a level for each dot in the names of its codes, as people
// write them where a program has no levels: "water.access.price". Codes of one path become
// one. A name in which something is missing beside a dot, as at its end, stays whole.
func (b Book) Dotted() Book {
	b.Codes = dotted(b.Codes)
	return b
}

func dotted(list []Code) []Code {
	var out []Code
	for _, c := range list {
		c.Codes = dotted(c.Codes)
		out = underDots(out, strings.Split(c.Name, "."), c)
	}
	return out
}

// underDots puts a code where the parts of its name say, among others.
func underDots(among []Code, parts []string, c Code) []Code {
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) == 1 || slices.Contains(parts, "") {
		return joinCode(among, c)
	}
	at := slices.IndexFunc(among, func(o Code) bool { return o.Name == parts[0] })
	if at < 0 {
		among, at = append(among, Code{Wording: Wording{Name: parts[0]}}), len(among)
	}
	rest := strings.Join(parts[1:], ".")
	c.Name = rest
	among[at].Codes = underDots(among[at].Codes, parts[1:], c)
	return among
}

// joinCode puts a code among others: into one that was only made to hold those below it,
// else beside them.
func joinCode(among []Code, c Code) []Code {
	at := slices.IndexFunc(among, func(o Code) bool {
		return o.Name == c.Name && o.ID.IsZero() && o.Wording == (Wording{Name: o.Name}) && o.Color == "" && len(o.Translations) == 0
	})
	if at < 0 {
		return append(among, c)
	}
	below := among[at].Codes
	for _, o := range c.Codes {
		below = joinCode(below, o)
	}
	c.Codes = below
	among[at] = c
	return among
}
