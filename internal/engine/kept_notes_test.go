package engine

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/qda"
)

// notesProject is a project of another program with selections in a note, a case that has
// a code, and a graph.
func notesProject(t *testing.T) string {
	t.Helper()
	const note = "Ana Torres and the end. 😀 The end was near, said Ana Torres."
	selection := func(id int, words string, nth int, name, inside string) string {
		at := -1
		for range nth {
			at += 1 + strings.Index(note[at+1:], words)
		}
		from := len([]rune(note[:at]))
		return fmt.Sprintf(`<PlainTextSelection guid="%s" name="%s" startPosition="%d" endPosition="%d">%s</PlainTextSelection>`, guid(id), name, from, from+len([]rune(words)), inside)
	}
	coding := func(id, code int) string {
		return `<Coding guid="` + guid(id) + `" creatingUser="` + guid(1) + `"><CodeRef targetGUID="` + guid(code) + `"/></Coding>`
	}
	qde := `<?xml version="1.0" encoding="utf-8"?><Project name="Notes" origin="Other 1" xmlns="urn:QDA-XML:project:1.0">
<Users><User guid="` + guid(1) + `" name="Ana"/></Users>
<CodeBook><Codes><Code guid="` + guid(11) + `" name="Budget" isCodable="true"/><Code guid="` + guid(12) + `" name="Water" isCodable="true"/></Codes></CodeBook>
<Cases><Case guid="` + guid(30) + `" name="One"><CodeRef targetGUID="` + guid(12) + `"/></Case></Cases>
<Sources><TextSource guid="` + guid(40) + `" name="Talk"><PlainTextContent>The budget of Ana Torres.</PlainTextContent>
<PlainTextSelection guid="` + guid(50) + `" name="of Ana Torres" startPosition="11" endPosition="24"><Description>about Ana Torres</Description></PlainTextSelection></TextSource></Sources>
<Notes><Note guid="` + guid(72) + `" name="with selections" creatingUser="` + guid(1) + `"><PlainTextContent>` + note + `</PlainTextContent>` +
		selection(53, "the end", 1, "the end", coding(64, 12)) + selection(54, "Ana Torres", 2, "", "<Description>who is Ana Torres</Description>"+coding(65, 11)) + selection(55, "near", 1, "line:1", "") + `</Note></Notes>
<Graphs><Graph guid="` + guid(95) + `" name="graph of Ana Torres"><Vertex guid="` + guid(96) + `" representedGUID="` + guid(12) + `" name="vertex Ana Torres" firstX="1" firstY="2"/></Graph></Graphs>
</Project>`
	path := filepath.Join(t.TempDir(), "notes.qde")
	if err := os.WriteFile(path, []byte(qde), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// writtenProject gives the XML that is written of a project, and the report.
func writtenProject(t *testing.T, p *Project) (string, ProjectReport) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.qdpx")
	w, err := p.ExportProject(bg, out, ExportProject{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(out)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		if f.Name == "project.qde" {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			return string(b), ProjectReport{Elements: w.Elements}
		}
	}
	t.Fatal("there is no project in the file")
	return "", ProjectReport{}
}

// markedIn gives the words that a selection of the note marks; "" if it is not there.
func markedIn(t *testing.T, xml, text, id string) string {
	t.Helper()
	_, at, ok := strings.Cut(xml, `<PlainTextSelection guid="`+id+`"`)
	if !ok {
		return ""
	}
	at, _, _ = strings.Cut(at, ">")
	var from, to int
	for _, a := range strings.Fields(at) {
		fmt.Sscanf(a, `startPosition="%d"`, &from)
		fmt.Sscanf(a, `endPosition="%d"`, &to)
	}
	runes := []rune(text)
	return string(runes[min(from, len(runes)):min(to, len(runes))])
}

func editNote(t *testing.T, p *Project, body string) {
	t.Helper()
	id, err := qda.ParseID(guid(72))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.SaveMemo(bg, SaveMemo{ID: id, Title: "with selections", Body: body}); err != nil {
		t.Fatal(err)
	}
}

// A selection in a note goes where its words go; what has lost them is left out, with its
// codings, and the report says so.
func TestSelectionsInNotesFollowTheirWords(t *testing.T) {
	p := freshProject(t, "Notes", "Ana")
	takeOverProject(t, p, notesProject(t))
	was := "Ana Torres and the end. 😀 The end was near, said Ana Torres."
	for _, c := range []struct {
		body string
		want [3]string
		left int
	}{
		{was, [3]string{"the end", "Ana Torres", "near"}, 0},
		{"PREFIX words. 😀 " + was, [3]string{"the end", "Ana Torres", "near"}, 0},
		{"In the end, " + was, [3]string{"the end", "Ana Torres", "near"}, 0},
		{"Ana Torres and the end. 😀 The end was far, said Ana Torres.", [3]string{"the end", "Ana Torres", ""}, 1},
		{"Nothing.", [3]string{}, 3},
		{was, [3]string{"the end", "Ana Torres", "near"}, 0},
	} {
		editNote(t, p, c.body)
		xml, r := writtenProject(t, p)
		for i, want := range c.want {
			if got := markedIn(t, xml, c.body, guid(53+i)); got != want {
				t.Errorf("in %q selection %d marks %q, want %q", c.body, i, got, want)
			}
		}
		if c.left > 0 {
			if e := entry(t, r, "passage without a code"); e.Left != c.left {
				t.Errorf("in %q: %+v", c.body, e)
			}
		}
		if c.left == 3 {
			if e := entry(t, r, "coding"); e.Left != 2 {
				t.Errorf("of the codings the report says %+v", e)
			}
		}
	}
	// of two places of the words, it is the one that was meant
	editNote(t, p, "x "+was)
	xml, _ := writtenProject(t, p)
	if !strings.Contains(xml, fmt.Sprintf(`startPosition="%d"`, 2+len([]rune(was))-len("Ana Torres."))) {
		t.Error("another place with the same words is marked")
	}
}

// The codings of notes, the codes of cases and graphs follow a code that is merged, and
// what was written comes in with them.
func TestWhatIsKeptFollowsMergedCodes(t *testing.T) {
	for _, before := range []bool{false, true} {
		p := freshProject(t, "Notes", "Ana")
		if before {
			if _, err := p.AddCode(bg, AddCode{Name: "Water"}); err != nil {
				t.Fatal(err)
			}
		}
		takeOverProject(t, p, notesProject(t))
		refers := func(n int) {
			t.Helper()
			xml, _ := writtenProject(t, p)
			code, err := p.FindCode(bg, "Budget")
			if n == 1 {
				code, err = p.FindCode(bg, "Water")
			}
			if err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(xml, "</CodeBook>")
			if got := strings.Count(rest, `"`+code.ID.String()+`"`); got < 3 {
				t.Errorf("before %v: what is kept names %s %d times in %s", before, code.Name, got, rest)
			}
			if n == 2 && strings.Contains(rest, guid(12)) {
				t.Error("what is kept names a code that is not in the file")
			}
		}
		refers(1)
		from, err := p.FindCode(bg, "Water")
		if err != nil {
			t.Fatal(err)
		}
		into, err := p.FindCode(bg, "Budget")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.MergeCodes(bg, MergeCodes{From: []qda.ID{from.ID}, Into: into.ID}); err != nil {
			t.Fatal(err)
		}
		refers(2)
	}
}

// What is kept says no name any more that was replaced for good.
func TestNamesAreReplacedInWhatIsKept(t *testing.T) {
	p := freshProject(t, "Notes", "Ana")
	takeOverProject(t, p, notesProject(t))
	if _, err := p.SavePseudonym(bg, PseudonymView{Name: "Ana Torres", Replacement: "Rosa"}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Pseudonymise(bg, Pseudonymise{}, nil); err != nil {
		t.Fatal(err)
	}
	xml, _ := writtenProject(t, p)
	if strings.Contains(xml, "Torres") {
		t.Errorf("the name is in the file: %s", xml)
	}
	text := "Rosa and the end. 😀 The end was near, said Rosa."
	for i, want := range []string{"the end", "Rosa", "near"} {
		if got := markedIn(t, xml, text, guid(53+i)); got != want {
			t.Errorf("selection %d marks %q, want %q", i, got, want)
		}
	}
	for _, want := range []string{"graph of Rosa", "vertex Rosa", "who is Rosa", "about Rosa"} {
		if !strings.Contains(xml, want) {
			t.Errorf("%q is not in the file", want)
		}
	}
}
