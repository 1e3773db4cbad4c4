package agreement

import "math"

// assign pairs rows with columns, each at most once, so that the sum of the
// weights is largest, and gives the column of each row or −1. Pairs of weight 0 or
// less are never made. It is the Hungarian method with potentials and shortest
// augmenting paths (Kuhn 1955; Jonker & Volgenant 1987), cubic in the shorter side.
func assign(weight [][]float64) []int {
	rows := len(weight)
	if rows == 0 {
		return nil
	}
	columns := len(weight[0])
	if rows > columns {
		turned := make([][]float64, columns)
		for j := range turned {
			turned[j] = make([]float64, rows)
			for i := range weight {
				turned[j][i] = weight[i][j]
			}
		}
		out := unmatched(rows)
		for j, i := range assign(turned) {
			if i >= 0 {
				out[i] = j
			}
		}
		return out
	}

	// Costs are −max(0, weight). Column 0 and row 0 are the method's artificial ones.
	cost := func(i, j int) float64 { return -max(0, weight[i-1][j-1]) }
	potentialRow := make([]float64, rows+1)
	potentialColumn := make([]float64, columns+1)
	rowOf := make([]int, columns+1)
	from := make([]int, columns+1)
	slack := make([]float64, columns+1)
	done := make([]bool, columns+1)
	for i := 1; i <= rows; i++ {
		rowOf[0] = i
		for j := range slack {
			slack[j], done[j] = math.Inf(1), false
		}
		at := 0
		for rowOf[at] != 0 {
			done[at] = true
			row, step, nearest := rowOf[at], math.Inf(1), 0
			for j := 1; j <= columns; j++ {
				if done[j] {
					continue
				}
				if reduced := cost(row, j) - potentialRow[row] - potentialColumn[j]; reduced < slack[j] {
					slack[j], from[j] = reduced, at
				}
				if slack[j] < step {
					step, nearest = slack[j], j
				}
			}
			for j := 0; j <= columns; j++ {
				if done[j] {
					potentialRow[rowOf[j]] += step
					potentialColumn[j] -= step
				} else {
					slack[j] -= step
				}
			}
			at = nearest
		}
		for at != 0 {
			rowOf[at] = rowOf[from[at]]
			at = from[at]
		}
	}
	out := unmatched(rows)
	for j := 1; j <= columns; j++ {
		if i := rowOf[j]; i > 0 && weight[i-1][j-1] > 0 {
			out[i-1] = j - 1
		}
	}
	return out
}
