package engine

import (
	"cmp"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
)

// maxNear is how many names are offered in place of one that is not there.
const maxNear = 3

// unknown is the error for a name that nothing bears. It offers the names that are
// nearest to it, else says where names can be looked up.
func unknown(code, template, lookUp, placeholder, ref string, names []string) error {
	if near := nearest(ref, names); len(near) > 0 {
		return qda.E(qda.NotFound, code, template+" Did you mean {near}?", placeholder, ref, "near", strings.Join(near, ", or "))
	}
	return qda.E(qda.NotFound, code, strings.TrimSpace(template+" "+lookUp), placeholder, ref)
}

// nearest gives the names that a person may have meant: those whose letters are few
// edits away, compared whole and by their last step, and those that hold the words
// or are held by them. Case and accents do not count.
func nearest(ref string, names []string) []string {
	want := codebook.Fold(ref)
	if want == "" {
		return nil
	}
	type rated struct {
		name string
		far  int
	}
	var found []rated
	for _, name := range names {
		path := codebook.SplitPath(name)
		best := -1
		for _, n := range []string{codebook.Fold(name), codebook.Fold(path[len(path)-1])} {
			if n == "" {
				continue
			}
			far := edits([]rune(want), []rune(n))
			switch {
			case far <= max(1, min(len([]rune(want)), len([]rune(n)))/4):
			case len(want) >= 4 && strings.Contains(n, want), len(n) >= 4 && strings.Contains(want, n):
				far += 100 // behind whatever is misspelt
			default:
				continue
			}
			if best < 0 || far < best {
				best = far
			}
		}
		if best >= 0 {
			found = append(found, rated{name, best})
		}
	}
	slices.SortStableFunc(found, func(a, b rated) int { return cmp.Compare(a.far, b.far) })
	var out []string
	for _, f := range found {
		if !slices.Contains(out, f.name) && len(out) < maxNear {
			out = append(out, f.name)
		}
	}
	return out
}

// edits counts the letters to insert, delete, replace or swap with their neighbour to
// make one word of the other (optimal string alignment).
func edits(a, b []rune) int {
	before, last, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

// codePaths lists the paths of the codes that stand.
func (c *catalog) codePaths() []string {
	var out []string
	for n := range c.tree.Standing {
		out = append(out, n.Path())
	}
	return out
}

func (c *catalog) unknownCode(ref string) error {
	return unknown("code.unknown", "There is no code {code}.", "List the codes to see their paths.", "code", ref, c.codePaths())
}

func (c *catalog) unknownDocument(ref string) error {
	var titles []string
	for _, d := range c.documents {
		if d.DeletedAt == "" {
			titles = append(titles, d.Title)
		}
	}
	return unknown("document.unknown", "There is no document {document}.", "List the documents to see their titles.", "document", ref, titles)
}

func (c *catalog) unknownCase(ref string) error {
	var paths []string
	for _, k := range c.cases.list {
		if !c.cases.binned[k.ID] {
			paths = append(paths, c.cases.path(k.ID))
		}
	}
	return unknown("case.unknown", "There is no case {case}.", "List the cases to see their names.", "case", ref, paths)
}
