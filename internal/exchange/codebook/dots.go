package codebook

import (
	"slices"
	"strings"

	"articula/internal/qda"
)

// Dotted gives the book with a level for each dot in the names of its codes, as people
// write them where a program has no levels: "water.access.price". Codes of one path become
// one. A name in which something is missing beside a dot, as at its end, stays whole, and
// so does that of a code whose identity stays says so of.
func (b Book) Dotted(stays func(qda.ID) bool) Book {
	b.Codes = dotted(b.Codes, stays)
	return b
}

// HasDots reports whether Dotted would make levels.
func (b Book) HasDots(stays func(qda.ID) bool) (has bool) {
	b.Walk(func(_ []string, c *Code) { has = has || !stays(c.ID) && len(dotParts(c.Name)) > 1 })
	return has
}

func dotted(list []Code, stays func(qda.ID) bool) []Code {
	var out []Code
	for _, c := range list {
		c.Codes = dotted(c.Codes, stays)
		if stays(c.ID) {
			out = joinCode(out, c)
		} else {
			out = underDots(out, dotParts(c.Name), c)
		}
	}
	return out
}

// dotParts are the parts of a name between its dots, or all of it where one is missing.
func dotParts(name string) []string {
	parts := strings.Split(name, ".")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if slices.Contains(parts, "") {
		return []string{name}
	}
	return parts
}

// underDots puts a code where the parts of its name say, among others.
func underDots(among []Code, parts []string, c Code) []Code {
	if len(parts) == 1 {
		return joinCode(among, c)
	}
	at := slices.IndexFunc(among, func(o Code) bool { return o.Name == parts[0] })
	if at < 0 {
		among, at = append(among, Code{Wording: Wording{Name: parts[0]}}), len(among)
	}
	c.Name = strings.Join(parts[1:], ".")
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
