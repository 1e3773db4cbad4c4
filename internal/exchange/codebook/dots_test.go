package codebook

import (
	"slices"
	"strings"
	"testing"
)

func TestADotMakesALevelWhereThatIsAskedFor(t *testing.T) {
	book, _, err := ReadCSV([]byte("tag,description\nwater.access.price,what it costs\nwater,all of it\nwater.access,to get it\nland.,odd\nv1. one,a dot and a space\nalone,x\n"))
	if err != nil {
		t.Fatal(err)
	}
	list := func(b Book) (out []string) {
		b.Walk(func(path []string, c *Code) { out = append(out, strings.Join(path, "/")+" = "+c.Definition) })
		slices.Sort(out)
		return out
	}
	if got := list(book.Dotted()); !slices.Equal(got, []string{"alone = x", "land. = odd", "v1 = ", "v1/one = a dot and a space", "water = all of it", "water/access = to get it", "water/access/price = what it costs"}) {
		t.Errorf("%q", got)
	}
	if got := list(book); !slices.Contains(got, "water.access.price = what it costs") || len(got) != 6 {
		t.Errorf("without: %q", got)
	}
}
