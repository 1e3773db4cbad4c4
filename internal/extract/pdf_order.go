package extract

import (
	"cmp"
	"math"
	"slices"
)

// A page is read as a list of areas: text that runs down one column, or a table
// that is read row by row.
type area struct {
	lines       []*pdfLine     // of a column, from the top
	left, right float64        // edges of the column
	rows        [][][]*pdfLine // of a table: rows of cells of lines
}

// Layout thresholds, as multiples of the size of the characters.
const (
	gutter = 0.45 // least width of the space between columns
	rowGap = 0.35 // of white space between the rows of a table whose cells have several lines
)

// The pages of real documents have a few hundred pieces of lines; beyond this
// number the page's own sequence is taken.
const maxLayoutLines = 3000

// areas finds the reading order of the lines of a page.
func areas(lines []*pdfLine) []area {
	if len(lines) > maxLayoutLines {
		slices.SortStableFunc(lines, func(a, b *pdfLine) int { return cmp.Compare(a.order, b.order) })
		return []area{column(lines)}
	}
	sortTopDown(lines)
	var out []area
	divide(lines, 0, &out)
	return out
}

// sortTopDown sorts by the base, from the top, and on one base from the left.
func sortTopDown(lines []*pdfLine) {
	slices.SortStableFunc(lines, func(a, b *pdfLine) int { return cmp.Compare(b.base, a.base) })
	for i := 0; i < len(lines); {
		j := i + 1
		for j < len(lines) && lines[i].base-lines[j].base <= sameBase*math.Min(lines[i].size, lines[j].size) {
			j++
		}
		slices.SortStableFunc(lines[i:j], func(a, b *pdfLine) int { return cmp.Compare(a.left, b.left) })
		i = j
	}
}

func column(lines []*pdfLine) area {
	a := area{lines: lines, left: math.Inf(1), right: math.Inf(-1)}
	for _, l := range lines {
		a.left, a.right = math.Min(a.left, l.left), math.Max(a.right, l.right)
	}
	return a
}

// divide looks for the white space that divides most of the lines into columns.
// What lies above and below of it is divided on its own, and each column again.
func divide(lines []*pdfLine, depth int, out *[]area) {
	if len(lines) == 0 {
		return
	}
	g, ok := gutterOf(lines)
	if !ok || depth > 12 {
		*out = append(*out, column(lines))
		return
	}
	above, inside, below := lines[:g.from], lines[g.from:g.to], lines[g.to:]
	divide(above, depth+1, out)
	if rows := tableRows(inside); rows != nil {
		*out = append(*out, area{rows: rows})
	} else {
		var left, right []*pdfLine
		for _, l := range inside {
			if l.right <= g.x+1 {
				left = append(left, l)
			} else {
				right = append(right, l)
			}
		}
		first, second := left, right
		if mostlyRightToLeft(inside) {
			first, second = right, left
		}
		divide(first, depth+1, out)
		divide(second, depth+1, out)
	}
	divide(below, depth+1, out)
}

// division is white space at x between the lines from and to, exclusive.
type division struct {
	x        float64
	from, to int
	weight   float64
}

// gutterOf finds the best division. Columns start where several lines start, so
// only these places are tried.
func gutterOf(lines []*pdfLine) (division, bool) {
	var best division
	for _, x := range starts(lines) {
		for from := 0; from < len(lines); {
			if crosses(lines[from], x) {
				from++
				continue
			}
			to := from
			for to < len(lines) && !crosses(lines[to], x) {
				to++
			}
			if d, ok := weigh(lines[from:to], x); ok && d.weight > best.weight {
				d.from, d.to = d.from+from, d.to+from
				best = d
			}
			from = to
		}
	}
	return best, best.weight > 0
}

func crosses(l *pdfLine, x float64) bool { return l.left < x-1 && l.right > x+1 }

// starts gives the places where columns may start: left edges, and for scripts
// from right to left the places after right edges, that two lines or more share.
func starts(lines []*pdfLine) []float64 {
	count := map[int]int{}
	place := map[int]float64{}
	for _, l := range lines {
		k := int(math.Round(l.left / 3))
		if count[k]++; count[k] == 1 || l.left-0.5 < place[k] {
			place[k] = l.left - 0.5
		}
	}
	keys := make([]int, 0, len(count))
	for k, n := range count {
		if n+count[k+1]+count[k-1] >= 2 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b int) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	var out []float64
	for _, k := range keys[:min(len(keys), 40)] {
		out = append(out, place[k])
	}
	return out
}

// weigh judges a division: both sides need lines beside each other, and space
// between them. Lines at its ends with nothing beside them are left out of it.
func weigh(lines []*pdfLine, x float64) (division, bool) {
	d := division{x: x, to: len(lines)}
	side := func(l *pdfLine) bool { return l.right > x+1 }
	// The division reaches from the first line that has another beside it to the last.
	beside := func(i int) bool {
		for _, step := range []int{-1, 1} {
			for j := i + step; j >= 0 && j < len(lines) && math.Abs(lines[j].base-lines[i].base) < 2.5*lines[i].size; j += step {
				if side(lines[j]) != side(lines[i]) {
					return true
				}
			}
		}
		return false
	}
	for d.from < d.to && !beside(d.from) {
		d.from++
	}
	for d.to > d.from && !beside(d.to-1) {
		d.to--
	}
	lines = lines[d.from:d.to]
	leftEnd, rightStart := math.Inf(-1), math.Inf(1)
	var n [2]int
	var top, bottom [2]float64
	top[0], top[1], bottom[0], bottom[1] = math.Inf(-1), math.Inf(-1), math.Inf(1), math.Inf(1)
	size := 0.0
	for _, l := range lines {
		i := 0
		if side(l) {
			i = 1
			rightStart = math.Min(rightStart, l.left)
		} else {
			leftEnd = math.Max(leftEnd, l.right)
		}
		n[i]++
		top[i], bottom[i] = math.Max(top[i], l.top), math.Min(bottom[i], l.bottom)
		size += l.size
	}
	if n[0] < 2 || n[1] < 2 {
		return d, false
	}
	size /= float64(len(lines))
	height := math.Min(top[0], top[1]) - math.Max(bottom[0], bottom[1])
	gap := rightStart - leftEnd
	if gap < gutter*size || height < 1.8*size {
		return d, false
	}
	d.weight = height * float64(min(n[0], n[1])) * math.Min(gap/size, 3)
	return d, true
}

// tableRows gives the rows of the lines if they are a table and not columns of
// running text; nil otherwise.
func tableRows(lines []*pdfLine) [][][]*pdfLine {
	cols := columnsOf(lines)
	if len(cols) < 2 {
		return nil
	}
	if rows := sequenceRows(lines, cols); rows != nil {
		return rows
	}
	bands := bandsOf(lines)
	if celled(bands, cols) {
		return cellsOf(bands, cols)
	}
	if running(lines, cols) {
		return nil
	}
	rows := basesOf(lines)
	several := 0
	for _, r := range rows {
		if len(r) > 1 {
			several++
		}
	}
	if several < 2 || several*2 < len(rows) {
		return nil
	}
	return cellsOf(rows, cols)
}

// sequenceRows finds the rows of a table by the page's own sequence, as most
// programs write tables: cell by cell and row by row. A row starts where the
// sequence goes back to a column further left. It gives nil unless the rows so
// found lie below each other, and hold few lines in a cell.
func sequenceRows(lines []*pdfLine, cols []float64) [][][]*pdfLine {
	seq := slices.Clone(lines)
	slices.SortStableFunc(seq, func(a, b *pdfLine) int { return cmp.Compare(a.order, b.order) })
	var rows [][][]*pdfLine
	prev := len(cols)
	cells := 0
	for i, l := range seq {
		c := columnAt(cols, l)
		if c < prev || c == prev && seq[i-1].base-l.base > 1.7*l.size {
			rows = append(rows, make([][]*pdfLine, len(cols)))
		}
		row := rows[len(rows)-1]
		if len(row[c]) == 0 {
			cells++
		}
		row[c] = append(row[c], l)
		prev = c
	}
	if len(rows) < 2 || len(lines) > 6*cells || cells < len(rows)*3/2 {
		return nil
	}
	wrong := 0
	low := math.Inf(1)
	for _, r := range rows {
		high, next := math.Inf(-1), math.Inf(1)
		for _, c := range r {
			for _, l := range c {
				high, next = math.Max(high, l.base), math.Min(next, l.base)
			}
		}
		if high > low+0.3*lines[0].size {
			wrong++
		}
		low = next
	}
	if wrong*10 > len(rows) {
		return nil
	}
	return rows
}

// columnsOf gives the left edges of the columns: where white space runs through
// all lines, and where several lines start and hardly any other passes, as words
// that are too long for their cell do.
func columnsOf(lines []*pdfLine) []float64 {
	byLeft := slices.Clone(lines)
	slices.SortFunc(byLeft, func(a, b *pdfLine) int { return cmp.Compare(a.left, b.left) })
	var cols []float64
	reach := math.Inf(-1)
	for _, l := range byLeft {
		if l.left > reach+0.3*l.size {
			cols = append(cols, l.left)
		}
		reach = math.Max(reach, l.right)
	}
	for _, x := range starts(lines) {
		first, over := 0, 0
		for _, l := range lines {
			switch {
			case math.Abs(l.left-x) < 3:
				first++
			case crosses(l, x+0.5):
				over++
			}
		}
		near := slices.ContainsFunc(cols, func(c float64) bool { return math.Abs(c-x) < 2*lines[0].size })
		if first >= 3 && over*8 <= first && !near {
			cols = append(cols, x+0.5)
		}
	}
	slices.Sort(cols)
	return cols
}

func columnAt(cols []float64, l *pdfLine) int {
	i, _ := slices.BinarySearch(cols, l.left+0.5)
	return max(0, i-1)
}

// running reports whether the columns hold running text: lines that fill them.
func running(lines []*pdfLine, cols []float64) bool {
	type stat struct{ lines, full, chars int }
	stats := make([]stat, len(cols))
	width := make([]float64, len(cols))
	for _, l := range lines {
		c := columnAt(cols, l)
		width[c] = math.Max(width[c], l.right-l.left)
	}
	for _, l := range lines {
		c := columnAt(cols, l)
		stats[c].lines++
		stats[c].chars += l.chars
		if l.right-l.left >= 0.75*width[c] {
			stats[c].full++
		}
	}
	prose := 0
	for _, s := range stats {
		if s.lines >= 3 && s.full*100 >= s.lines*45 && s.chars >= 16*s.lines {
			prose++
		}
	}
	return prose >= 2 || prose*2 > len(cols)
}

// basesOf groups lines by the base they stand on.
func basesOf(lines []*pdfLine) [][]*pdfLine {
	var rows [][]*pdfLine
	for _, l := range lines {
		if n := len(rows); n > 0 && math.Abs(rows[n-1][0].base-l.base) <= sameBase*l.size {
			rows[n-1] = append(rows[n-1], l)
			continue
		}
		rows = append(rows, []*pdfLine{l})
	}
	return rows
}

// bandsOf groups lines that no white space from edge to edge divides.
func bandsOf(lines []*pdfLine) [][]*pdfLine {
	byTop := slices.Clone(lines)
	slices.SortStableFunc(byTop, func(a, b *pdfLine) int { return cmp.Compare(b.top, a.top) })
	var bands [][]*pdfLine
	low := math.Inf(1)
	for _, l := range byTop {
		if len(bands) == 0 || l.top < low-rowGap*l.size {
			bands = append(bands, nil)
			low = math.Inf(1)
		}
		low = math.Min(low, l.bottom)
		bands[len(bands)-1] = append(bands[len(bands)-1], l)
	}
	return bands
}

// celled reports whether the bands are rows of cells: several, most with lines
// beside each other that start at one height, none long.
func celled(bands [][]*pdfLine, cols []float64) bool {
	if len(bands) < 3 {
		return false
	}
	good, long := 0, 0
	for _, b := range bands {
		first := map[int]float64{}
		count := map[int]int{}
		for _, l := range b {
			c := columnAt(cols, l)
			if count[c]++; count[c] == 1 {
				first[c] = l.base
			}
			if count[c] > 12 {
				long++
			}
		}
		aligned := 0
		for _, y := range first {
			if math.Abs(y-b[0].base) <= 0.5*b[0].size {
				aligned++
			}
		}
		if aligned >= 2 {
			good++
		}
	}
	return good*10 >= len(bands)*7 && long == 0
}

// cellsOf sorts the lines of each row into its cells.
func cellsOf(rows [][]*pdfLine, cols []float64) [][][]*pdfLine {
	out := make([][][]*pdfLine, len(rows))
	for i, r := range rows {
		out[i] = make([][]*pdfLine, len(cols))
		sortTopDown(r)
		for _, l := range r {
			c := columnAt(cols, l)
			out[i][c] = append(out[i][c], l)
		}
	}
	return out
}

func mostlyRightToLeft(lines []*pdfLine) bool {
	rtl, all := 0, 0
	for _, l := range lines {
		for _, r := range l.text {
			all++
			if rightToLeft(r) {
				rtl++
			}
		}
	}
	return rtl*3 > all
}
