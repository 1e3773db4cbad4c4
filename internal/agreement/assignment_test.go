package agreement

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// largest tries every way of pairing.
func largest(weight [][]float64, row int, used []bool) float64 {
	if row == len(weight) {
		return 0
	}
	best := largest(weight, row+1, used)
	for j, w := range weight[row] {
		if !used[j] && w > 0 {
			used[j] = true
			best = max(best, w+largest(weight, row+1, used))
			used[j] = false
		}
	}
	return best
}

func TestAssignmentIsTheBestAndItsPricesProveIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(0, 6).Draw(t, "rows"), rapid.IntRange(1, 6).Draw(t, "columns")
		weight := make([][]float64, rows)
		for i := range weight {
			weight[i] = rapid.SliceOfN(rapid.Float64Range(-3, 10), columns, columns).Draw(t, "weights")
		}
		pairs, rowPrice, columnPrice := assign(weight)
		sum, prices, used := 0.0, 0.0, make([]bool, columns)
		for i, j := range pairs {
			if j < 0 {
				continue
			}
			if used[j] || weight[i][j] <= 0 {
				t.Fatalf("%v pairs row %d with column %d", pairs, i, j)
			}
			used[j] = true
			sum += weight[i][j]
		}
		if want := largest(weight, 0, make([]bool, columns)); math.Abs(sum-want) > 1e-9 {
			t.Fatalf("sum %v, the largest is %v", sum, want)
		}
		for i, p := range rowPrice {
			prices += p
			for j, q := range columnPrice {
				if p < 0 || q < 0 || p+q < weight[i][j]-1e-9 {
					t.Fatalf("prices %v and %v of weight %v", p, q, weight[i][j])
				}
			}
		}
		for _, q := range columnPrice {
			prices += q
		}
		if rows > 0 && math.Abs(prices-sum) > 1e-9 {
			t.Fatalf("prices add to %v, weights to %v", prices, sum)
		}
	})
}
