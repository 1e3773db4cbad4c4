package engine

import (
	"slices"

	"articula/internal/codebook"
	"articula/internal/qda"
)

// A round names the codes that it is about when it is planned. Later a code may become
// part of another, or go to the bin: the round then is about what took the code's place,
// or about fewer codes, and never about others.

// heir gives the code that stands for another: itself, or what it became part of, over
// as many steps as there were. It may lie in the bin; nil if there is no such code.
func (c *catalog) heir(id qda.ID) *codebook.Node {
	n := c.tree.Node(id)
	for seen := map[*codebook.Node]bool{}; n != nil && n.Binned && !n.Code.MergedInto.IsZero() && !seen[n]; {
		seen[n] = true
		n = c.tree.Node(n.Code.MergedInto)
	}
	return n
}

// heirs gives what stands for each of some codes now, every code once and none in the bin.
func (c *catalog) heirs(codes []qda.ID) []qda.ID {
	var out []qda.ID
	for _, id := range codes {
		if n := c.heir(id); n != nil && !n.Binned && !slices.Contains(out, n.Code.ID) {
			out = append(out, n.Code.ID)
		}
	}
	return out
}

// codesOrBelow gives what stands for codes now, with the codes that lie under them.
func (c *catalog) codesOrBelow(codes []qda.ID) []qda.ID {
	codes = c.heirs(codes)
	var out []qda.ID
	for n := range c.tree.Standing {
		for up := n; up != nil; up = up.Parent {
			if slices.Contains(codes, up.Code.ID) {
				out = append(out, n.Code.ID)
				break
			}
		}
	}
	return out
}

// since is when it began that codes could be applied: each was made then, or the oldest
// of those that have become part of it.
func (c *catalog) since() map[qda.ID]string {
	out := map[qda.ID]string{}
	for n := range c.tree.Walk {
		if is := c.heir(n.Code.ID); is != nil {
			if first, known := out[is.Code.ID]; !known || n.Code.CreatedAt < first {
				out[is.Code.ID] = n.Code.CreatedAt
			}
		}
	}
	return out
}

// movedCodes says what became of the codes that the plan of the round names.
func (c comparison) movedCodes(w wording) []string {
	if c.query.none {
		return []string{w.say("codes.none")}
	}
	var out []string
	for _, id := range c.query.planned {
		was, is := c.cat.tree.Node(id), c.cat.heir(id)
		switch {
		case was != nil && is != nil && !is.Binned && is != was:
			out = append(out, w.say("codes.merged", "code", c.code(id).Name, "into", c.code(is.Code.ID).Name))
		case was != nil && (is == nil || is.Binned):
			out = append(out, w.say("codes.gone", "code", c.code(id).Name))
		}
	}
	return out
}
