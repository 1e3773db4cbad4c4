package agreement

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"

	"articula/internal/qda"
)

// Missing stands in a table for a unit that a coder did not judge: was not
// assigned, or has not finished. A coder who judged the unit and found nothing to
// apply is not missing; that is a category of its own.
const Missing = -1

// Scale is the list of categories that the coders could choose from. It belongs
// to the codebook and not to the data: Brennan–Prediger and Gwet's AC1 count the
// categories, including those that nobody happened to use.
type Scale struct {
	Names   []string
	Values  []float64 // one per name: the number it spells, else its rank 1, 2, …
	Numeric bool      // every name spells a number
}

// largestValue is the largest number that is taken as one: squares of larger ones
// would leave the range of float64. It also keeps out infinities and "NaN".
const largestValue = 1e100

// NewScale makes a scale of the names in the given order. Where every name spells
// a number, those are the values.
func NewScale(names ...string) Scale {
	s := Scale{Names: names, Values: make([]float64, len(names)), Numeric: len(names) > 0}
	for i, name := range names {
		v, err := strconv.ParseFloat(name, 64)
		s.Values[i] = v
		s.Numeric = s.Numeric && err == nil && math.Abs(v) <= largestValue
	}
	if !s.Numeric {
		for i := range s.Values {
			s.Values[i] = float64(i + 1)
		}
	}
	return s
}

// ScaleOf makes a scale of the categories that occur: ascending by number if all
// spell numbers, else by their text. Numbers of one value are one category, called by
// the shortest spelling: programs write 1 and 1.0 for the same thing. Prefer a scale
// from the codebook.
func ScaleOf(names []string) Scale {
	distinct := slices.Clone(names)
	slices.Sort(distinct)
	distinct = slices.Compact(distinct)
	if !NewScale(distinct...).Numeric {
		return NewScale(distinct...)
	}
	value := make(map[string]float64, len(distinct))
	for _, name := range distinct {
		value[name], _ = strconv.ParseFloat(name, 64)
	}
	slices.SortStableFunc(distinct, func(a, b string) int {
		return cmp.Or(cmp.Compare(value[a], value[b]), len(a)-len(b))
	})
	return NewScale(slices.CompactFunc(distinct, func(a, b string) bool { return value[a] == value[b] })...)
}

// find gives the place of a category in the scale, by its name or, where all are
// numbers, by its value.
func (s Scale) find(name string) int {
	if k := slices.Index(s.Names, name); k >= 0 || !s.Numeric {
		return k
	}
	v, err := strconv.ParseFloat(name, 64)
	if err != nil {
		return -1
	}
	return slices.Index(s.Values, v)
}

// Len is the number of categories, q in the formulas.
func (s Scale) Len() int { return len(s.Names) }

// Ratings is a table of units × coders: Units[i][g] is the category that coder g
// chose for unit i, as an index into the scale, or [Missing]. Every row has the
// same length.
type Ratings struct {
	Scale Scale
	Units [][]int
	Times []int // how many units each row stands for; nil for one each
}

func (r Ratings) times(i int) int {
	if r.Times == nil {
		return 1
	}
	return r.Times[i]
}

// ParseRatings reads cells[unit][coder]; an empty cell is missing. The scale is
// that of the categories given, or of those that occur if none are. It refuses
// rows of different lengths and cells that are not among the categories.
func ParseRatings(cells [][]string, categories []string) (Ratings, error) {
	var scale Scale
	if categories != nil {
		scale = NewScale(categories...)
	} else {
		var seen []string
		for _, row := range cells {
			for _, cell := range row {
				if cell = strings.TrimSpace(cell); cell != "" {
					seen = append(seen, cell)
				}
			}
		}
		scale = ScaleOf(seen)
	}
	index := make(map[string]int, scale.Len())
	r := Ratings{Scale: scale, Units: make([][]int, len(cells))}
	for i, row := range cells {
		if len(row) != len(cells[0]) {
			return Ratings{}, qda.E(qda.Invalid, "agreement.ragged_table",
				"Row {row} has {got} columns and the first row has {want}. Nothing was computed. Please give every row one cell per coder, empty where the coder did not judge the unit.",
				"row", i+1, "got", len(row), "want", len(cells[0]))
		}
		r.Units[i] = make([]int, len(row))
		for g, cell := range row {
			cell = strings.TrimSpace(cell)
			k, known := index[cell]
			if !known {
				k = scale.find(cell)
				index[cell] = k
			}
			switch {
			case cell == "":
				k = Missing
			case k < 0:
				return Ratings{}, qda.E(qda.Invalid, "agreement.unknown_category",
					"Row {row}, column {column} says “{cell}”, which is not among the categories. Nothing was computed. Please correct the cell or add the category.",
					"row", i+1, "column", g+1, "cell", cell)
			}
			r.Units[i][g] = k
		}
	}
	return r, nil
}

// Coders is the number of columns.
func (r Ratings) Coders() int {
	if len(r.Units) == 0 {
		return 0
	}
	return len(r.Units[0])
}

// Active lists the coders who judged at least one unit.
func (r Ratings) Active() []int {
	var active []int
	for g := range r.Coders() {
		for _, unit := range r.Units {
			if unit[g] != Missing {
				active = append(active, g)
				break
			}
		}
	}
	return active
}

// Binary recodes the table to category k against all others, as the values 1 and 0.
func (r Ratings) Binary(k int) Ratings {
	b := Ratings{Scale: NewScale("0", "1"), Units: make([][]int, len(r.Units)), Times: r.Times}
	for i, unit := range r.Units {
		b.Units[i] = make([]int, len(unit))
		for g, c := range unit {
			switch c {
			case Missing:
				b.Units[i][g] = Missing
			case k:
				b.Units[i][g] = 1
			}
		}
	}
	return b
}

// Cross is the table of two coders over the units that both judged.
func (r Ratings) Cross(g, h int) Table {
	t := NewTable(r.Scale)
	for i, unit := range r.Units {
		if unit[g] != Missing && unit[h] != Missing {
			t.Counts[unit[g]][unit[h]] += r.times(i)
		}
	}
	return t
}

// TwoCoders is the table of the only two coders who judged anything, or the reason
// why there is no such table.
func (r Ratings) TwoCoders() (Table, Reason) {
	coders := r.Active()
	switch {
	case len(coders) < 2:
		return Table{}, FewerThanTwoCoders
	case len(coders) > 2:
		return Table{}, NotApplicable
	}
	t := r.Cross(coders[0], coders[1])
	if t.Units() == 0 {
		return t, NoPairableUnits
	}
	return t, ""
}

// Tally forgets who said what and keeps how often each category was chosen per
// unit: all that the coefficients for exchangeable coders need. Units that nobody
// judged are dropped and equal units share a row.
func (r Ratings) Tally() Tally {
	t := Tally{Scale: r.Scale, Coders: len(r.Active())}
	rows := make(map[string]int)
	var chosen []int // in order: equal units have it alike, however many categories there are
	var key []byte
	for i, unit := range r.Units {
		chosen, key = chosen[:0], key[:0]
		for _, k := range unit {
			if k != Missing {
				chosen = append(chosen, k)
			}
		}
		if len(chosen) == 0 {
			continue
		}
		slices.Sort(chosen)
		for _, k := range chosen {
			key = binary.AppendUvarint(key, uint64(k))
		}
		at, ok := rows[string(key)]
		if !ok {
			at = len(t.Rows)
			rows[string(key)] = at
			t.Rows = append(t.Rows, TallyRow{Counts: make([]int, r.Scale.Len())})
			for _, k := range chosen {
				t.Rows[at].Counts[k]++
			}
		}
		t.Rows[at].Times += r.times(i)
	}
	return t
}
