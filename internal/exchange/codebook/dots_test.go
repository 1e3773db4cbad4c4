package codebook

import (
	"slices"
	"strings"
	"testing"

	"articula/internal/qda"
)

func TestADotMakesALevelWhereThatIsAskedFor(t *testing.T) {
	book, _, err := ReadCSV([]byte("tag,description\nwater.access.price,what it costs\nwater,all of it\nwater.access,to get it\nland.,odd\nv1. one,a dot and a space\nalone,x\n"))
	if err != nil {
		t.Fatal(err)
	}
	none := func(qda.ID) bool { return false }
	if !book.HasDots(none) {
		t.Error("no dots were found")
	}
	if odd, _, err := ReadCSV([]byte("tag\nland.\n.land\na..b\n...\n")); err != nil || odd.HasDots(none) {
		t.Error("dots with nothing beside them are no levels", err)
	}
	list := func(b Book) (out []string) {
		b.Walk(func(path []string, c *Code) { out = append(out, strings.Join(path, "/")+" = "+c.Definition) })
		slices.Sort(out)
		return out
	}
	if got := list(book.Dotted(none)); !slices.Equal(got, []string{"alone = x", "land. = odd", "v1 = ", "v1/one = a dot and a space", "water = all of it", "water/access = to get it", "water/access/price = what it costs"}) {
		t.Errorf("%q", got)
	}
	if got := list(book); !slices.Contains(got, "water.access.price = what it costs") || len(got) != 6 {
		t.Errorf("without: %q", got)
	}
}
