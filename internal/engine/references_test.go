package engine_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// What a memo refers to is said in the words of now, wherever it is shown or written.
func TestReferencesInMemosAreAlive(t *testing.T) {
	p, d := newProject(t)
	coding := add(t, p, d, "informal", "we share the list of households, informally")
	span := at(t, p, d, "the municipality")
	doc, err := p.Document(ctx, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	passage := fmt.Sprintf("[[passage:%s:%d:%d:%s]]", d.ID, span.Start, span.End, doc.Hash)
	other, err := p.SaveMemo(ctx, engine.SaveMemo{Title: "First thoughts", Body: "x"})
	if err != nil {
		t.Fatal(err)
	}
	body := fmt.Sprintf("See [[coding:%s]] under [[code:%s]], %s, [[memo:%s]] and [[document:%s]].\n\nNot [[code:%s]], nor [[this]].",
		coding.ID, code(t, p, "informal"), passage, other.ID, d.ID, qda.ID{1})
	m, err := p.SaveMemo(ctx, engine.SaveMemo{Title: "On lists", Body: body, On: "code", OnID: code(t, p, "informal")})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.References) != 6 || !m.References[5].Gone || m.References[2].Quote != "the municipality" || m.References[0].Passage == nil {
		t.Fatalf("%+v", m.References)
	}
	renamed := "by word of mouth"
	if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "informal"), Name: &renamed}); err != nil {
		t.Fatal(err)
	}
	list, err := p.Memos(ctx, engine.MemoFilter{Kind: "note", Words: "MOUTH thoughts"})
	if err != nil || len(list) != 1 {
		t.Fatalf("%v %v", list, err)
	}
	want := "See “we share the list of households, informally” (INT-07) under coordination/by word of mouth, “the municipality” (INT-07), First thoughts and INT-07.\n\nNot […], nor [[this]]."
	if got := engine.SayMemo(list[0]); got != want {
		t.Errorf("said as\n%s\nwant\n%s", got, want)
	}

	dir := t.TempDir()
	write := func(format string, f engine.MemoFilter) string {
		t.Helper()
		path := filepath.Join(dir, "memos."+format)
		done, err := p.ExportMemos(ctx, path, engine.ExportMemos{Format: format, Filter: f})
		if err != nil {
			t.Fatal(format, err)
		}
		b, err := os.ReadFile(path)
		if err != nil || done.Rows == 0 {
			t.Fatal(format, done, err)
		}
		return string(b)
	}
	if got := write("md", engine.MemoFilter{On: "code"}); !strings.Contains(got, "## On lists\n\n*note · Coder A · ") || !strings.Contains(got, want) || strings.Contains(got, "First thoughts\n") {
		t.Errorf("as Markdown:\n%s", got)
	}
	rows, err := csv.NewReader(strings.NewReader(write("csv", engine.MemoFilter{}))).ReadAll()
	if err != nil || len(rows) != 3 || rows[1][3] != want || rows[1][5] != "code" {
		t.Errorf("as CSV: %v %v", rows, err)
	}
	if got := write("html", engine.MemoFilter{}); !strings.Contains(got, "by word of mouth, “the municipality” (INT-07)") {
		t.Errorf("as HTML:\n%s", got)
	}
	write("docx", engine.MemoFilter{})
	if list, err := p.Memos(ctx, engine.MemoFilter{On: "free"}); err != nil || len(list) != 1 || list[0].ID != other.ID {
		t.Errorf("on nothing: %v %v", list, err)
	}
	_, err = p.ExportMemos(ctx, filepath.Join(dir, "x"), engine.ExportMemos{Format: "pdf"})
	wantError(t, err, qda.Invalid, "export.format")
}
