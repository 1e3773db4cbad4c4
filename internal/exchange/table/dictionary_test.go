package table

import "testing"

func TestADictionaryHasNoEmptyColumn(t *testing.T) {
	for _, said := range []string{"", "What it says"} {
		d := dictionary([]Table{{Name: "A", Columns: []Column{{Name: "x", Type: Text, Meaning: said}, {Name: "y", Type: Text}}}})
		for row, err := range d.Rows {
			if want := map[string]int{"": 3, "What it says": 4}[said]; err != nil || len(row) != want || len(d.Columns) != want {
				t.Errorf("%q: %v under %v, %v", said, row, d.Columns, err)
			}
		}
	}
}
