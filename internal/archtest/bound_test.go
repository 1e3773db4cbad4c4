package archtest

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"articula/app/bridge"
	"articula/app/profile"
)

var update = flag.Bool("update", false, "write the golden lists anew")

// TestThePageCanCallThisAndNothingElse holds the list of bound methods: whatever the
// page can call, somebody has put there on purpose.
func TestThePageCanCallThisAndNothingElse(t *testing.T) {
	desk := bridge.New(bridge.Options{Profile: profile.At(t.TempDir()), Desktop: bridge.System{}})
	defer desk.Stop()
	var lines []string
	for _, s := range desk.Bound() {
		typ := reflect.TypeOf(s)
		for i := range typ.NumMethod() {
			m := typ.Method(i)
			signature := strings.ReplaceAll(strings.TrimPrefix(m.Type.String(), "func("+typ.String()), "bridge.", "")
			lines = append(lines, typ.Elem().Name()+"."+m.Name+"("+strings.TrimPrefix(signature, ", "))
		}
	}
	slices.Sort(lines)
	got := strings.Join(lines, "\n") + "\n"
	golden := filepath.Join("testdata", boundList)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the bound methods are not those of %s (-update writes it):\n%s", golden, got)
	}
}
