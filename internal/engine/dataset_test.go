package engine

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"articula/internal/exchange/table"
	"articula/internal/qda"
)

func writeDataset(t testing.TB, p *Project, r ExportDataset) (string, Dataset) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "dataset")
	d, err := p.ExportDataset(bg, path, r, nil)
	if err != nil {
		t.Fatal(err, qda.AsError(err).Cause)
	}
	return path, d
}

func tableRows(t testing.TB, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(path, err)
	}
	rows[0][0] = strings.TrimPrefix(rows[0][0], "\ufeff")
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, c := range rows[0] {
			if _, twice := m[c]; twice {
				t.Errorf("%s has two columns %s", path, c)
			}
			m[c] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// The matrices hold what looking at each coding gives.
func TestADatasetHoldsWhatLookingAtEachCodingGives(t *testing.T) {
	p := sampleProject(t)
	path, d := writeDataset(t, p, ExportDataset{})
	codings := tableRows(t, filepath.Join(path, "codings.csv"))
	if len(codings) == 0 || len(codings) != d.Codings {
		t.Fatalf("%d codings, the manifest says %d", len(codings), d.Codings)
	}
	column := map[string]string{}
	for _, c := range tableRows(t, filepath.Join(path, "codes.csv")) {
		column[c["code_id"]] = c["column"]
	}
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for by, name := range map[string]string{"document_id": "document", "case_id": "case"} {
		counts, chars := map[string]int{}, map[string]map[string]bool{}
		for _, c := range codings {
			if by == "case_id" && strings.Contains(c["case"], ";") {
				t.Skip("a passage of two cases: the table of codings names the first only")
			}
			if c[by] == "" {
				continue
			}
			k := c[by] + " " + column[c["code_id"]]
			counts[k]++
			if chars[k] == nil {
				chars[k] = map[string]bool{}
			}
			for i := number(c["start"]); i < number(c["end"]); i++ {
				chars[k][c["document_id"]+strconv.Itoa(i)] = true
			}
		}
		for measure, want := range map[string]func(k string) int{
			"counts": func(k string) int { return counts[k] }, "binary": func(k string) int { return min(1, counts[k]) }, "characters": func(k string) int { return len(chars[k]) },
		} {
			seen := 0
			for _, row := range tableRows(t, filepath.Join(path, name+"_by_code_"+measure+".csv")) {
				for c, v := range row {
					if !strings.HasPrefix(c, "c_") {
						continue
					}
					if got := number(v); got != want(row[by]+" "+c) {
						t.Errorf("%s %s of %s: %d, want %d", measure, c, row[name], got, want(row[by]+" "+c))
					} else if got > 0 {
						seen++
					}
				}
			}
			if seen == 0 || seen != len(counts) {
				t.Errorf("%s by %s: %d cells hold something, %d should", measure, name, seen, len(counts))
			}
		}
	}
	units := tableRows(t, filepath.Join(path, "unit_by_code.csv"))
	marks := 0
	for _, u := range units {
		for _, c := range slices.Sorted(func(yield func(string) bool) {
			for c := range u {
				if strings.HasPrefix(c, "c_") && !yield(c) {
					return
				}
			}
		}) {
			touched := false
			for _, k := range codings {
				touched = touched || k["document_id"] == u["document_id"] && column[k["code_id"]] == c && number(k["start"]) < number(u["end"]) && number(u["start"]) < number(k["end"])
			}
			if (u[c] == "1") != touched {
				t.Errorf("unit %s of %s: %s is %s", u["unit"], u["document"], c, u[c])
			}
			if touched {
				marks++
			}
		}
	}
	if marks == 0 {
		t.Error("no unit is coded")
	}
}

// Every file is named in the manifest with its hash, the lines are JSON of the
// schema's fields, and a condition selects.
func TestADatasetSaysWhatItHolds(t *testing.T) {
	p := sampleProject(t)
	path, d := writeDataset(t, p, ExportDataset{})
	var manifest Dataset
	b, err := os.ReadFile(filepath.Join(path, "manifest.json"))
	if err != nil || json.Unmarshal(b, &manifest) != nil {
		t.Fatal(err, string(b))
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(manifest.Files)+1 || len(manifest.Files) != len(d.Files) {
		t.Errorf("%d files, %d in the manifest", len(entries), len(manifest.Files))
	}
	for _, f := range manifest.Files {
		b, err := os.ReadFile(filepath.Join(path, f.Name))
		if err != nil || qda.HashOf(b).String() != f.SHA256 || len(b) != f.Bytes {
			t.Errorf("%s: %v, or its hash is not the one in the manifest", f.Name, err)
		}
		if f.Name == "codebook.yaml" && f.SHA256 != manifest.Codebook {
			t.Error("the codebook is another one than the manifest says")
		}
	}
	var schema struct {
		Properties map[string]struct{ Type []string }
		Required   []string
	}
	b, _ = os.ReadFile(filepath.Join(path, "codings.schema.json"))
	if err := json.Unmarshal(b, &schema); err != nil || len(schema.Required) < 20 || len(schema.Properties) != len(schema.Required) {
		t.Fatal(err, len(schema.Required))
	}
	b, _ = os.ReadFile(filepath.Join(path, "codings.jsonl"))
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	if len(lines) != d.Codings {
		t.Errorf("%d lines", len(lines))
	}
	for _, l := range lines {
		var row map[string]any
		if err := json.Unmarshal([]byte(l), &row); err != nil || len(row) != len(schema.Required) {
			t.Fatalf("%v in %s", err, l)
		}
		for k, v := range row {
			is := map[bool]string{}
			switch v := v.(type) {
			case nil:
				is[true] = "null"
			case string:
				is[true] = "string"
			case bool:
				is[true] = "boolean"
			case float64:
				is[true] = "number"
				if slices.Contains(schema.Properties[k].Type, "integer") && v == float64(int(v)) {
					is[true] = "integer"
				}
			}
			if !slices.Contains(schema.Properties[k].Type, is[true]) {
				t.Errorf("%s is %v, the schema says %v", k, v, schema.Properties[k].Type)
			}
		}
	}
	// every column is in the dictionary
	known := map[string]bool{}
	for _, r := range tableRows(t, filepath.Join(path, "dictionary.csv")) {
		known[r["file"]+" "+r["column"]] = r["meaning"] != ""
	}
	for _, name := range []string{"codings.csv", "cases.csv", "unit_by_code.csv"} {
		for c := range tableRows(t, filepath.Join(path, name))[0] {
			if !known[name+" "+c] {
				t.Errorf("%s of %s is not in the dictionary", c, name)
			}
		}
	}
	some, part := writeDataset(t, p, ExportDataset{Where: "lang:es"})
	if part.Codings == 0 || part.Codings >= d.Codings {
		t.Errorf("%d of %d codings are Spanish", part.Codings, d.Codings)
	}
	for _, r := range tableRows(t, filepath.Join(some, "documents.csv")) {
		if r["language"] != "es" {
			t.Errorf("%s came with the Spanish ones", r["document"])
		}
	}
	if _, err := p.ExportDataset(bg, path, ExportDataset{}, nil); qda.KindOf(err) != qda.Conflict {
		t.Errorf("over a folder that is there: %v", err)
	}
	if _, err := p.ExportDataset(bg, filepath.Join(path, "new"), ExportDataset{Where: "code:nothing-of-this-name"}, nil); err == nil {
		t.Error("an unknown code is accepted")
	}
	if left, _ := filepath.Glob(filepath.Join(path, ".new-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// The script is run where R is at hand.
func TestADatasetIsReadInR(t *testing.T) {
	tool, err := exec.LookPath("Rscript")
	if err != nil {
		t.Skip("R is not here")
	}
	path, d := writeDataset(t, sampleProject(t), ExportDataset{})
	cmd := exec.Command(tool, "-e", `source("read_in_R.R"); cat(nrow(codings), class(unit_by_code$coded), attr(codings$quote, "label"))`)
	cmd.Dir = path
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), strconv.Itoa(d.Codings)+" integer ") {
		t.Errorf("%v: %s", err, out)
	}
}

// The syntax is run where PSPP is at hand, which reads the same language as SPSS: every
// table has as many cases as the file has rows, and a column the sum that it has there.
func TestADatasetIsReadInPSPP(t *testing.T) {
	tool, err := exec.LookPath("pspp")
	if err != nil {
		t.Skip("PSPP is not here")
	}
	path, _ := writeDataset(t, sampleProject(t), ExportDataset{BOM: true})
	syntax, err := os.ReadFile(filepath.Join(path, "read_in_SPSS.sps"))
	if err != nil {
		t.Fatal(err)
	}
	const matrix = "case_by_code_counts"
	rows := tableRows(t, filepath.Join(path, matrix+".csv"))
	sum, column := 0, "c_coordination_mechanisms_agreements"
	for _, r := range rows {
		n, err := strconv.Atoi(r[column])
		if err != nil {
			t.Fatal(err)
		}
		sum += n
	}
	units, marks := tableRows(t, filepath.Join(path, "unit_by_code.csv")), 0
	for _, r := range units {
		if r[column] == "1" {
			marks++
		}
	}
	more := "\nDATASET ACTIVATE " + matrix + ".\nDISPLAY DICTIONARY.\nDESCRIPTIVES " + column + " /STATISTICS=SUM.\nDATASET ACTIVATE unit_by_code.\nFREQUENCIES " + column + ".\n"
	run := filepath.Join(path, "run.sps")
	if err := os.WriteFile(run, append(syntax, more...), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool, "-O", "format=csv", "run.sps")
	cmd.Dir = path
	out, err := cmd.CombinedOutput()
	said := string(out)
	if err != nil || strings.Contains(said, "error:") || strings.Contains(said, "warning:") {
		t.Fatalf("%v: %.3000s", err, said)
	}
	for _, want := range []string{"case_id,1,Identity of the case,Nominal", column + ",", "Coordination mechanisms/Agreements,Scale", fmt.Sprintf(",%d,%d", len(rows), sum), fmt.Sprintf("not there,%d,", len(units)-marks), fmt.Sprintf("there,%d,", marks)} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in what PSPP says: %.6000s", want, said)
		}
	}
}

// The syntax says widths, labels, missing values and levels.
func TestTheSyntaxForSPSS(t *testing.T) {
	tab := table.Table{Columns: []table.Column{
		{Name: "case", Type: table.Text, Meaning: "Somebody's\n\"name\" é"}, {Name: "with", Type: table.Integer, Meaning: strings.Repeat("日", 100)},
		{Name: "c_a", Type: table.Integer, Meaning: "A", Marks: true}, {Name: "n", Type: table.Number, Meaning: "N"}, {Name: "b", Type: table.Boolean, Meaning: "B"},
	}}
	tab.Rows = func(yield func([]any, error) bool) { yield([]any{"ééé", 1, 0, 2.5, nil}, nil) }
	shape := shapeOf(&tab)
	for range tab.Rows {
	}
	b, err := os.ReadFile(filepath.Join("testdata", "read_in_SPSS.sps"))
	if err != nil {
		t.Fatal(err)
	}
	got := spssSyntax([]string{"a.csv", "b.csv"}, []table.Table{tab, tab}, []tableShape{*shape, {lines: true}})
	if got != string(b) {
		t.Errorf("the syntax is another one:\n%s", got)
	}
}

func TestNamesForStatisticsPrograms(t *testing.T) {
	taken := map[string]bool{}
	for _, c := range [][2]string{{"c_Coordinación/informal", "c_coordinacion_informal"}, {"c_coordinacion informal", "c_coordinacion_informal_2"}, {"2nd", "v_2nd"}, {"日本", "v"}, {"", "v_2"}, {strings.Repeat("x", 80), strings.Repeat("x", 55)}} {
		if got := strings.TrimSuffix(variableName(c[0], taken), "_"); got != c[1] {
			t.Errorf("%q became %q, want %q", c[0], got, c[1])
		}
	}
}
