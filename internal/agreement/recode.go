package agreement

import (
	"math"
	"slices"
)

// The tests of this file compare two passes over the same units: the same coder
// before and after, or two coders. Agreement asks whether the passes are the same;
// these ask whether one of them leans to a side.

// ChangeTest is a test of whether changes go both ways equally.
type ChangeTest struct {
	Gained, Lost   int     // changed from 0 to 1 and from 1 to 0
	ChiSquare      float64 // (b−c)²/(b+c); 0 if nothing changed
	ChiSquareMinus float64 // the same with Yates' correction
	PExact         float64 // two-sided, from the binomial distribution: valid for any number of changes
}

// McNemar tests whether the second pass gained or lost the code overall (McNemar
// 1947). The first coder of the table is the first pass.
func (t Table2) McNemar() ChangeTest {
	b, c := float64(t.OnlyFirst), float64(t.OnlySecond)
	test := ChangeTest{Gained: t.OnlySecond, Lost: t.OnlyFirst, PExact: signTest(t.OnlyFirst, t.OnlySecond)}
	if b+c > 0 {
		test.ChiSquare = (b - c) * (b - c) / (b + c)
		yates := max(0, math.Abs(b-c)-1)
		test.ChiSquareMinus = yates * yates / (b + c)
	}
	return test
}

// MarginTest is a test of whether two passes use the categories equally often.
type MarginTest struct {
	ChiSquare float64
	Freedom   int
	P         float64
}

// StuartMaxwell extends McNemar's test to more than two categories (Stuart 1955;
// Maxwell 1970): d′V⁻¹d with d the differences of the margins. Categories that
// neither pass used are left out. It has a Reason instead of a value where no unit
// changed category, or where the changes fall into blocks that the test cannot
// weigh against each other.
func (t Table) StuartMaxwell() (MarginTest, Reason) {
	n := t.Units()
	if n == 0 {
		return MarginTest{}, NoPairableUnits
	}
	var used []int
	row, column := make([]int, t.Scale.Len()), make([]int, t.Scale.Len())
	for k, cells := range t.Counts {
		for l, c := range cells {
			row[k] += c
			column[l] += c
		}
	}
	for k := range row {
		// a category that never changes has neither a difference nor a variance
		if row[k]+column[k] > 2*t.Counts[k][k] {
			used = append(used, k)
		}
	}
	if len(used) < 2 {
		return MarginTest{}, NoVariation
	}
	used = used[1:] // the differences sum to 0, so one of them says nothing
	v, d := square(len(used)), make([]float64, len(used))
	for i, k := range used {
		d[i] = float64(row[k] - column[k])
		for j, l := range used {
			if k == l {
				v[i][j] = float64(row[k] + column[k] - 2*t.Counts[k][k])
			} else {
				v[i][j] = -float64(t.Counts[k][l] + t.Counts[l][k])
			}
		}
	}
	x, ok := solve(v, slices.Clone(d))
	if !ok {
		return MarginTest{}, NotApplicable
	}
	test := MarginTest{Freedom: len(used)}
	for i := range d {
		test.ChiSquare += d[i] * x[i]
	}
	test.P = chiSquareAbove(test.ChiSquare, test.Freedom)
	return test, ""
}

// solve gives x of m·x = y by elimination with pivots, and false if m is singular.
// Tables have few categories; it overwrites its arguments.
func solve(m [][]float64, y []float64) ([]float64, bool) {
	n := len(y)
	for i := range n {
		pivot := i
		for r := i + 1; r < n; r++ {
			if math.Abs(m[r][i]) > math.Abs(m[pivot][i]) {
				pivot = r
			}
		}
		if math.Abs(m[pivot][i]) < 1e-9 {
			return nil, false
		}
		m[i], m[pivot], y[i], y[pivot] = m[pivot], m[i], y[pivot], y[i]
		for r := i + 1; r < n; r++ {
			f := m[r][i] / m[i][i]
			for c := i; c < n; c++ {
				m[r][c] -= f * m[i][c]
			}
			y[r] -= f * y[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = y[i]
		for c := i + 1; c < n; c++ {
			x[i] -= m[i][c] * x[c]
		}
		x[i] /= m[i][i]
	}
	return x, true
}
