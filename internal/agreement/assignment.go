package agreement

import "math"

// assign pairs rows with columns, each at most once, so that the sum of the
// weights is largest, and gives the column of each row or −1. Pairs of weight 0 or
// less are never made. It also gives the prices of rows and columns that prove it:
// none is negative, row plus column price is never less than the weight, and all
// prices together are the sum.
//
// It is the Hungarian method with potentials and shortest augmenting paths (Kuhn
// 1955; Jonker & Volgenant 1987), cubic in the shorter side.
func assign(weight [][]float64) (columnOf []int, rowPrice, columnPrice []float64) {
	rows := len(weight)
	if rows == 0 {
		return nil, nil, nil
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
		rowOf, columnPrice, rowPrice := assign(turned)
		if rowOf == nil {
			return unmatched(rows), make([]float64, rows), nil
		}
		columnOf = unmatched(rows)
		for j, i := range rowOf {
			if i >= 0 {
				columnOf[i] = j
			}
		}
		return columnOf, rowPrice, columnPrice
	}

	// Costs are −max(0, weight). Row and column 0 are the method's artificial ones;
	// the last column costs nothing and keeps prices from going below zero.
	cost := func(i, j int) float64 {
		if j > columns {
			return 0
		}
		return -max(0, weight[i-1][j-1])
	}
	row, column := make([]float64, rows+1), make([]float64, columns+2)
	rowOf, from := make([]int, columns+2), make([]int, columns+2)
	slack, done := make([]float64, columns+2), make([]bool, columns+2)
	for i := 1; i <= rows; i++ {
		rowOf[0] = i
		for j := range slack {
			slack[j], done[j] = math.Inf(1), false
		}
		at := 0
		for rowOf[at] != 0 {
			done[at] = true
			r, step, nearest := rowOf[at], math.Inf(1), 0
			for j := 1; j < len(slack); j++ {
				if done[j] {
					continue
				}
				if reduced := cost(r, j) - row[r] - column[j]; reduced < slack[j] {
					slack[j], from[j] = reduced, at
				}
				if slack[j] < step {
					step, nearest = slack[j], j
				}
			}
			for j := range slack {
				if done[j] {
					row[rowOf[j]] += step
					column[j] -= step
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
	columnOf = unmatched(rows)
	rowPrice, columnPrice = make([]float64, rows), make([]float64, columns)
	for i := range rowPrice {
		rowPrice[i] = max(0, -row[i+1])
	}
	for j := range columnPrice {
		columnPrice[j] = max(0, -column[j+1])
		if i := rowOf[j+1]; i > 0 && weight[i-1][j] > 0 {
			columnOf[i-1] = j
		}
	}
	return columnOf, rowPrice, columnPrice
}
