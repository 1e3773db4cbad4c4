package engine

import "strings"

// putTogether makes one text of two that were changed apart from a common one, line by
// line: what only one side changed is taken from it. It reports false where both sides
// changed the same lines in different ways, or where nothing is left to put together.
func putTogether(base, ours, theirs string) (string, bool) {
	if base == "" || ours == base || theirs == base || ours == theirs {
		return "", false
	}
	b, o, t := strings.SplitAfter(base, "\n"), strings.SplitAfter(ours, "\n"), strings.SplitAfter(theirs, "\n")
	keptO, keptT := keptPieces(b, o), keptPieces(b, t)
	var out strings.Builder
	atB, atO, atT := 0, 0, 0
	for {
		// the next line of the common text that stands on both sides
		next := atB
		for next < len(b) && (keptO[next] < 0 || keptT[next] < 0) {
			next++
		}
		endO, endT := len(o), len(t)
		if next < len(b) {
			endO, endT = keptO[next], keptT[next]
		}
		was, left, right := strings.Join(b[atB:next], ""), strings.Join(o[atO:endO], ""), strings.Join(t[atT:endT], "")
		switch {
		case left == right, right == was:
			out.WriteString(left)
		case left == was:
			out.WriteString(right)
		default:
			return "", false
		}
		if next == len(b) {
			return out.String(), true
		}
		out.WriteString(b[next])
		atB, atO, atT = next+1, endO+1, endT+1
	}
}

// keptPieces gives, for each line or word of a text, where it stands in a changed one, or -1:
// the longest common subsequence.
func keptPieces(a, b []string) []int {
	long := make([][]int32, len(a)+1)
	for i := range long {
		long[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				long[i][j] = long[i+1][j+1] + 1
			} else {
				long[i][j] = max(long[i+1][j], long[i][j+1])
			}
		}
	}
	out := make([]int, len(a))
	for i := range out {
		out[i] = -1
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			out[i] = j
			i, j = i+1, j+1
		case long[i+1][j] >= long[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}
