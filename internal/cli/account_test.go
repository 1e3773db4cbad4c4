package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"articula/internal/engine"
)

// What is only remarked on is not counted: nothing is said to be 0 in the file.
func TestARemarkWithoutThingsHasNoCounts(t *testing.T) {
	var list []engine.AccountEntry
	err := json.Unmarshal([]byte(`[{"element":"Project","notes":[{"what":"the file departs from the standard","count":1,"names":["Project"]}]},{"element":"Code","in":2,"stored":1,"left":1}]`), &list)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := &app{IO: IO{Out: &out}}
	a.taken(engine.ProjectReport{Path: "theirs.qdpx", Elements: list})
	a.accounts(list)
	if text := out.String(); strings.Contains(text, " 0 in the file") || strings.Contains(text, " 0 in the standard,      0 beside") || strings.Count(text, "departs from the standard") != 2 {
		t.Errorf("%s", text)
	}
	if !strings.Contains(out.String(), "2 in the file:      1 stored,      0 kept as they are,      1 left out") {
		t.Errorf("%s", out.String())
	}
}

// What has no name of its own is not listed by its identity, nor by nothing.
func TestARemarkNamesOnlyWhatHasAName(t *testing.T) {
	var list []engine.AccountEntry
	err := json.Unmarshal([]byte(`[{"element":"Cell","in":5,"stored":5,"notes":[
		{"what":"none has a name","count":3,"names":["01a21ac6-7e15-7018-8000-000000000001","",""]},
		{"what":"some have","count":3,"names":["01a21ac6-7e15-7018-8000-000000000001","Savings","Budget"]},
		{"what":"all have","count":1,"names":["Savings"]}]}]`), &list)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	(&app{IO: IO{Out: &out}}).accounts(list)
	for _, wanted := range []string{"    3: none has a name\n", "    3: some have (Savings, Budget, …)\n", "    1: all have (Savings)\n"} {
		if !strings.Contains(out.String(), wanted) {
			t.Errorf("%q is not in %s", wanted, out.String())
		}
	}
}
