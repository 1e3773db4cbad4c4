package engine

import (
	"slices"
	"testing"
)

// A level that groups cases elsewhere is no case where it is empty; where a level groups
// nothing, its members are the cases.
func TestWhatOnlyGroupsIsNoCase(t *testing.T) {
	p := freshProject(t, "Cases", "Coder A")
	add := func(path, kind string) {
		k, err := p.EnsureCase(bg, path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.SaveCase(bg, SaveCase{ID: k.ID, Name: k.Name, Kind: kind}); err != nil {
			t.Fatal(err)
		}
	}
	counted := func() (names []string, groups []string) {
		tree, err := p.Cases(bg)
		if err != nil {
			t.Fatal(err)
		}
		var down func([]CaseNode)
		down = func(list []CaseNode) {
			for _, k := range list {
				if k.Group {
					groups = append(groups, k.Name)
				} else {
					names = append(names, k.Name)
				}
				down(k.Children)
			}
		}
		down(tree)
		info, err := p.Info(bg)
		if err != nil || info.Cases != len(names) {
			t.Errorf("%d cases, and %q: %v", info.Cases, names, err)
		}
		return names, groups
	}
	add("Africa", "region")
	if names, _ := counted(); !slices.Equal(names, []string{"Africa"}) {
		t.Errorf("regions that are compared themselves: %q", names)
	}
	add("Latin America", "Region")
	add("Latin America/Peru", "country")
	names, groups := counted()
	if !slices.Equal(names, []string{"Peru"}) || !slices.Equal(groups, []string{"Africa", "Latin America"}) {
		t.Errorf("%q %q", names, groups)
	}
	add("Latin America/Peru/Juntos", "case")
	add("Latin America/Peru/Juntos/Puno", "case")
	add("Latin America/Chile", "")
	if names, _ = counted(); !slices.Equal(names, []string{"Puno", "Chile"}) {
		t.Errorf("%q", names)
	}
	if m, err := p.Matrix(bg, MatrixQuery{Rows: MatrixAxis{By: AxisCode}, Columns: MatrixAxis{By: AxisCase}}); err != nil {
		t.Error(m, err)
	}
	sound(t, p)
}
