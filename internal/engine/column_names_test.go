package engine

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"articula/internal/exchange/table"
	"articula/internal/qda"
)

// oddNames are names of attributes that meet the fixed columns of codings, or that are no
// names of variables.
var oddNames = map[qda.Scope][]string{
	qda.OnCase: {
		"id", "path", "Do you farm, yes or no?", "Income/month", "Income\\year", "???", "日本語", "日本語? 語", "2nd wave", "it's \"so\"", "x=y", "Año", "straße", "a;b\tc",
		strings.Repeat("long ", 30), strings.Repeat("long ", 30) + "b", strings.Repeat("日本", 20), "share²", "5 $", "re\u0301gion 2",
	},
	qda.OnDocument: {"date", "id", "title"},
	qda.OnSpeaker:  {"role", "to"},
}

func oddProject(t *testing.T) *Project {
	t.Helper()
	p := sampleProject(t)
	for scope, names := range oddNames {
		for _, name := range names {
			if _, err := p.SaveAttribute(bg, SaveAttribute{Name: name, Scope: scope, Type: qda.TextValue, Definition: "it's\n100% \"so\"; a\\b /c."}); err != nil {
				t.Fatalf("%q: %v", name, err)
			}
		}
	}
	return p
}

// No attribute takes the place of a fixed column; each is found by its whole name.
func TestAttributesTakeNoColumnOfTheCodings(t *testing.T) {
	p := oddProject(t)
	path, _ := writeDataset(t, p, ExportDataset{})
	rows := tableRows(t, filepath.Join(path, "codings.csv")) // fails at two columns of a name
	if rows[0]["document_id"] == "" || len(rows[0]["case_id"]) != 36 && rows[0]["case"] != "" {
		t.Errorf("the columns of the coding are not its own: %v", rows[0])
	}
	b, err := os.ReadFile(filepath.Join(path, "codings.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Properties map[string]struct{ Description string }
		Required   []string
	}
	if err := json.Unmarshal(b, &schema); err != nil {
		t.Fatal(err)
	}
	if slices.Sort(schema.Required); len(slices.Compact(schema.Required)) != len(rows[0]) || len(schema.Properties) != len(rows[0]) {
		t.Errorf("%d columns, %d are required, %d described", len(rows[0]), len(schema.Required), len(schema.Properties))
	}
	for name := range rows[0] {
		if !isName(name) && name != "document" {
			t.Errorf("%q is no name", name)
		}
	}
	meanings := map[string]string{}
	for _, r := range tableRows(t, filepath.Join(path, "dictionary.csv")) {
		if r["file"] == "codings.csv" {
			meanings[r["meaning"]] = r["column"]
		}
	}
	for scope, names := range oddNames {
		for _, name := range names {
			said := "Attribute of the " + string(scope) + " " + strings.TrimSpace(name) + ": it's\n100% \"so\"; a\\b /c."
			column := meanings[said]
			if column == "" || schema.Properties[column].Description != said {
				t.Errorf("%q is not in the dictionary, or not in the schema (as %q)", name, column)
			}
		}
	}
	for _, c := range [][2]string{{"id", "case_id_2"}, {"Do you farm, yes or no?", "case_do_you_farm_yes_or_no"}, {"Income/month", "case_income_month"}, {"???", "case_v"}, {"日本語", "case_日本語"}, {"Año", "case_año"}, {"5 $", "case_5_$"}} {
		if got := meanings["Attribute of the case "+c[0]+": it's\n100% \"so\"; a\\b /c."]; got != c[1] {
			t.Errorf("%q is the column %q, want %q", c[0], got, c[1])
		}
	}
}

// Whatever things are called: the names are those of variables, each there once, what was
// one already stays, and one more changes none of the others.
func TestNamesOfColumns(t *testing.T) {
	word := rapid.OneOf(rapid.StringMatching(`[ -~]{0,12}`), rapid.String(), rapid.SampledFrom([]string{"id", "ID", "path", "income month", "Income/month", "straße", "strasse", "région", "re\u0301gion", "-", "", "id 2", "LE ", "by"}),
		rapid.Map(rapid.IntRange(1, 90), func(n int) string { return strings.Repeat("日", n) }))
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(word, 1, 12).Draw(t, "names")
		var all []ownColumn
		fixed := []table.Column{{Name: "case_id"}, {Name: "case"}, {Name: "case_path"}}
		for i, n := range names {
			all = append(all, ownColumn{at: len(fixed) + i, prefix: "case_", name: n, id: qda.NewID(time.UnixMilli(int64(i)), rand.Reader)})
		}
		give := func(own []ownColumn) []string {
			columns := append(slices.Clone(fixed), make([]table.Column, len(own))...)
			nameOwn(columns, own)
			return each(columns, func(c table.Column) string { return c.Name })
		}
		got := give(all)
		seen := map[string]int{}
		for i, name := range got {
			if !isName(name) || len(name) > 64 || strings.ContainsFunc(name, unicode.IsSpace) {
				t.Fatalf("%q is no name", name)
			}
			seen[caseless(name)]++
			if seen[caseless(name)] > 1 {
				t.Fatalf("%q is there twice in %q", name, got)
			}
			if i < len(fixed) {
				continue
			}
			by := "case_" + columnName(names[i-len(fixed)])
			alone := isName(by)
			for j, other := range names {
				alone = alone && (j == i-len(fixed) || caseless("case_"+columnName(other)) != caseless(by))
			}
			if alone && !slices.Contains([]string{"case_id", "case_path"}, caseless(by)) && name != by {
				t.Fatalf("%q is called %q, was %q", names[i-len(fixed)], name, by)
			}
		}
		// the same in another order of the columns
		turned := slices.Clone(all)
		slices.Reverse(turned)
		for i := range turned {
			turned[i].at = len(fixed) + i
		}
		again := give(turned)
		slices.Reverse(again[len(fixed):])
		if !slices.Equal(got, again) {
			t.Fatalf("in another order %q are %q", got, again)
		}
		tables := each(names, func(n string) table.Column { return table.Column{Name: n} })
		seen = map[string]int{}
		for _, name := range spssNames(tables) {
			if seen[caseless(name)]++; !isName(name) || seen[caseless(name)] > 1 {
				t.Fatalf("SPSS cannot take %q", name)
			}
		}
	})
}

// PSPP takes the names, and what it has of each column is what stands in the file.
func TestOddNamesAreReadInPSPP(t *testing.T) {
	tool, err := exec.LookPath("pspp")
	if err != nil {
		t.Skip("PSPP is not here")
	}
	path, d := writeDataset(t, oddProject(t), ExportDataset{})
	syntax, err := os.ReadFile(filepath.Join(path, "read_in_SPSS.sps"))
	if err != nil {
		t.Fatal(err)
	}
	run := filepath.Join(path, "run.sps")
	if err := os.WriteFile(run, append(syntax, "\nDATASET ACTIVATE codings.\nDISPLAY DICTIONARY.\nFREQUENCIES case_income_month.\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool, "-O", "format=csv", "run.sps")
	cmd.Dir = path
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	said := string(out)
	if err != nil || strings.Contains(said, "error:") || strings.Contains(said, "warning:") {
		t.Fatalf("%v: %.3000s", err, said)
	}
	for _, want := range []string{"case_id_2,", "case_日本語,", "Attribute of the case Income/month", fmt.Sprint(d.Codings)} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in what PSPP says: %.6000s", want, said)
		}
	}
}
