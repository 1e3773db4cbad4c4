package engine_test

import (
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
)

// Numbers with decimal commas are numbers where the comma does not stand between cells.
func TestTablesWithDecimalCommas(t *testing.T) {
	read := ofTable(t)
	pointed := "u,A,B\n1,0.5,0.5\n2,1.5,10\n3,10,10\n4,0.5,1.5\n5,2.5,10\n6,2.5,2.5\n7,-1,2.5\n"
	want := read(pointed, engine.TableQuery{Weights: "quadratic"})
	if want.Interval == nil || want.Cohen == nil || want.ScaleReason != "negative_values" {
		t.Fatalf("%+v", want)
	}
	comma := strings.NewReplacer(",", ";", ".", ",").Replace(pointed)
	_, bare, _ := strings.Cut(comma, "\n")
	for name, text := range map[string]string{
		"semicolons": comma,
		"tabs":       strings.ReplaceAll(comma, ";", "\t"),
		"bare":       strings.NewReplacer("\n1;", "\n", "\n2;", "\n", "\n3;", "\n", "\n4;", "\n", "\n5;", "\n", "\n6;", "\n", "\n7;", "\n").Replace("\n" + bare)[1:],
	} {
		q := engine.TableQuery{Weights: "quadratic"}
		if name == "bare" {
			q.Separator = ";" // it could be the comma as well
		}
		r := read(text, q)
		if !slices.Equal(r.Categories, want.Categories) || r.Header != (name != "bare") || len(r.Notices) != 0 {
			t.Errorf("%s: %+v", name, r)
		}
		near(t, name, r.Cohen, *want.Cohen)
		near(t, name, r.Ordinal, *want.Ordinal)
		near(t, name, r.Interval, *want.Interval)
	}
	scale := []string{"-1", "0,5", "1,5", "2,5", "10", "20"}
	if r := read(comma, engine.TableQuery{Categories: scale, Weights: "quadratic"}); r.Interval == nil || len(r.Categories) != 6 {
		t.Errorf("%+v", r)
	}
	// Commas between codes of one cell are no decimal commas.
	if r := read("A;B\n1,2;1,2\n2;1,2\n1;1\n", engine.TableQuery{Sets: ",", Separator: ";"}); r.MASI == nil || len(r.Codes) != 2 {
		t.Errorf("%+v", r)
	}
	// Where not all are numbers it is said which are not.
	r := read(strings.Replace(comma, "-1", "none", 1), engine.TableQuery{Weights: "quadratic"})
	if r.Interval != nil || r.ScaleReason != "not_numeric" || len(r.Notices) != 1 || !strings.Contains(r.Notices[0], "“none”") {
		t.Errorf("%+v", r)
	}
	if r := read("A,B\n0.5,low\n0.5,0.5\n", engine.TableQuery{}); r.ScaleReason != "not_numeric" || len(r.Notices) != 1 || !strings.Contains(r.Notices[0], "“low”") {
		t.Errorf("%+v", r)
	}
	if r := read("A,B\nyes,no\nno,no\n", engine.TableQuery{}); r.ScaleReason != "not_numeric" || len(r.Notices) != 0 {
		t.Errorf("%+v", r)
	}
}
