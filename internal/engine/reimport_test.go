package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/store/foreign/foreigntest"
)

// guid is an identity in the files of these tests.
func guid(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

// qde writes a project of the standard with one text, some codes and what else is in its parts.
func qde(t *testing.T, text, codes, selections, rest string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "study.qde")
	body := `<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="Study" origin="Elsewhere">` +
		`<Users><User guid="` + guid(1) + `" name="Ana"/></Users><CodeBook><Codes>` + codes + `</Codes></CodeBook>` + strings.ReplaceAll(rest, "<Sources/>",
		`<Sources><TextSource guid="`+guid(2)+`" name="Talk"><PlainTextContent>`+text+`</PlainTextContent>`+selections+`</TextSource></Sources>`) + `</Project>`
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func codeElement(n int, name, kids string) string {
	return `<Code guid="` + guid(n) + `" name="` + name + `" isCodable="true">` + kids + `</Code>`
}

// codedWords is a coded passage; inside is what else the coding has.
func codedWords(n, start, end, code int, inside string) string {
	return fmt.Sprintf(`<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d"><Coding guid="%s" creatingUser="%s"><CodeRef targetGUID="%s"/>%s</Coding></PlainTextSelection>`,
		guid(1000+n), start, end, guid(n), guid(1), guid(code), inside)
}

// quotesOf gives the words of the codings by identity.
func quotesOf(t *testing.T, p *Project) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, c := range listed[qda.Coding](t, p) {
		out[c.ID.String()] = c.Quote
	}
	return out
}

func count(r ProjectReport, entity string) RecordCount {
	i := slices.IndexFunc(r.Records, func(c RecordCount) bool { return c.Entity == entity })
	if i < 0 {
		return RecordCount{}
	}
	return r.Records[i]
}

// toldOf reports whether the report says that the project stands in a field, and what both have.
func toldOf(r ProjectReport, entity, field, ours, theirs string) bool {
	return slices.ContainsFunc(r.Differences, func(d Difference) bool {
		return d.Entity == entity && d.Field == field && d.Ours == ours && d.Theirs == theirs
	})
}

// Following the advice of the report puts the passages right that nobody touched here, also
// where one goes to the place of another; the one that somebody moved stands, and is told.
func TestAConventionPutsPassagesRightThatAreInTheProject(t *testing.T) {
	// the positions count UTF-16 units: the first character has two
	path := qde(t, "😀 Hello world, we meet here.", codeElement(10, "Meetings", ""),
		codedWords(20, 3, 8, 10, "")+codedWords(21, 9, 10, 10, "")+codedWords(22, 10, 11, 10, "")+codedWords(23, 16, 18, 10, ""),
		`<Cases><Case guid="`+guid(40)+`" name="Mali"><SelectionRef targetGUID="`+guid(1020)+`"/></Case></Cases><Sources/>`)
	p := freshProject(t, "Advice", "Coder A")
	r := takeOverProject(t, p, path)
	if len(r.Questions) != 1 || quotesOf(t, p)[guid(20)] != "ello " {
		t.Fatalf("%+v %v", r.Questions, quotesOf(t, p))
	}
	if err := p.Become(bg, "Ana"); err != nil {
		t.Fatal(err)
	}
	id, _ := qda.ParseID(guid(23))
	if _, err := p.ResizeCoding(bg, id, qda.Span{Start: 18, End: 22}); err != nil {
		t.Fatal(err)
	}
	ask := ImportProject{Path: path, Conventions: map[string]string{r.Questions[0].Source: "utf16,crlf=2,bom=0,end=exclusive"}}
	look := ask
	look.Preview = true
	var err error
	if r, err = p.ImportProject(bg, look, nil); err != nil || count(r, "coding").Moved != 3 || quotesOf(t, p)[guid(20)] != "ello " {
		t.Errorf("the preview says %+v %v", r.Records, err)
	}
	if r, err = p.ImportProject(bg, ask, nil); err != nil {
		t.Fatal(err)
	}
	got := quotesOf(t, p)
	if got[guid(20)] != "Hello" || got[guid(21)] != "w" || got[guid(22)] != "o" || got[guid(23)] != "meet" {
		t.Errorf("the passages are %v", got)
	}
	if k := count(r, "coding"); k.Known != 4 || k.Moved != 3 || k.Differ != 1 || k.Added != 0 || !toldOf(r, "coding", "passage", "meet", "we") {
		t.Errorf("%+v %+v", k, r.Differences)
	}
	if spans := listed[qda.CaseSpan](t, p); len(spans) != 1 || spans[0].Span != (qda.Span{Start: 2, End: 7}) || count(r, "case_span").Moved != 1 {
		t.Errorf("the part of the case is %+v", spans)
	}
	sound(t, p)
	if _, err := p.Undo(bg); err != nil {
		t.Fatal(err)
	}
	if got := quotesOf(t, p)[guid(20)]; got != "ello " {
		t.Errorf("undone, the passage is %q", got)
	}
	sound(t, p)
}

// What was changed in the other program is told field by field, and the project stands.
func TestWhatAnotherProgramChangedIsTold(t *testing.T) {
	text := "We meet monthly. We plan."
	memo := `<NoteRef targetGUID="` + guid(30) + `"/>`
	notes := func(body string) string {
		return `<Sources/><Notes><Note guid="` + guid(30) + `" name="On it" creatingUser="` + guid(1) + `"><PlainTextContent>` + body + `</PlainTextContent></Note></Notes>`
	}
	first := qde(t, text, codeElement(10, "Meetings", "")+codeElement(11, "Plans", ""), codedWords(20, 0, 15, 10, memo)+codedWords(21, 17, 24, 11, ""), notes("as it was"))
	second := qde(t, text, codeElement(11, "Plans", codeElement(10, "Meetings", "")), codedWords(20, 0, 7, 10, memo)+codedWords(21, 17, 24, 10, ""), notes("as it is"))
	p := freshProject(t, "Changed", "Coder A")
	takeOverProject(t, p, first)
	if r := takeOverProject(t, p, first); r.Differ != 0 || len(r.Differences) != 0 {
		t.Errorf("the same file differs: %+v", r.Differences)
	}
	before := quotesOf(t, p)
	r := takeOverProject(t, p, second)
	for _, d := range []Difference{
		{"code", "", "parent", "", "Plans"}, {"coding", "", "passage", "We meet monthly", "We meet"},
		{"coding", "", "code", "Plans", "Plans/Meetings"}, {"memo", "", "body", "as it was", "as it is"},
	} {
		if d.Entity == "coding" && d.Field == "code" {
			d.Theirs = "Meetings" // as the code stands in the project
		}
		if !toldOf(r, d.Entity, d.Field, d.Ours, d.Theirs) {
			t.Errorf("not told: %+v in %+v", d, r.Differences)
		}
	}
	if r.Differ != 4 || count(r, "coding").Differ != 2 || count(r, "memo").Differ != 1 || count(r, "code").Differ != 1 {
		t.Errorf("%d differ: %+v", r.Differ, r.Records)
	}
	for id, quote := range quotesOf(t, p) {
		if before[id] != quote {
			t.Errorf("%q became %q", before[id], quote)
		}
	}
}

// qualcoderTables is a small project of QualCoder with one of everything that hangs on a text.
func qualcoderProject(t *testing.T, text string, extra ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "study.qda")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "data.qda")
	at := strings.Index(text, "meet")
	foreigntest.Make(t, db, append([]string{
		`CREATE TABLE project (databaseversion TEXT, date TEXT, memo TEXT)`,
		`CREATE TABLE source (id INTEGER, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT, owner TEXT, date TEXT)`,
		`CREATE TABLE code_cat (catid INTEGER, name TEXT, owner TEXT, date TEXT, memo TEXT, supercatid INTEGER)`,
		`CREATE TABLE code_name (cid INTEGER, name TEXT, memo TEXT, catid INTEGER, owner TEXT, date TEXT, color TEXT)`,
		`CREATE TABLE code_text (cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER, pos1 INTEGER, owner TEXT, date TEXT, memo TEXT, important INTEGER)`,
		`CREATE TABLE annotation (anid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER, memo TEXT, owner TEXT, date TEXT)`,
		`CREATE TABLE cases (caseid INTEGER, name TEXT, memo TEXT, owner TEXT, date TEXT)`,
		`CREATE TABLE case_text (id INTEGER, caseid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER, owner TEXT)`,
		`CREATE TABLE attribute_type (name TEXT, date TEXT, owner TEXT, memo TEXT, caseOrFile TEXT, valuetype TEXT)`,
		`CREATE TABLE attribute (attrid INTEGER, name TEXT, attr_type TEXT, value TEXT, id INTEGER, date TEXT, owner TEXT)`,
		`CREATE TABLE journal (jid INTEGER, name TEXT, jentry TEXT, date TEXT, owner TEXT)`,
		`INSERT INTO project VALUES ('v8', '2024-02-01 09:00:00', '')`,
		`INSERT INTO source VALUES (1, 'one.txt', '` + text + `', NULL, '', 'ana', '')`,
		`INSERT INTO code_name VALUES (1, 'Meetings', '', NULL, 'ana', '', ''), (2, 'Plans', '', NULL, 'ana', '', '')`,
		fmt.Sprintf(`INSERT INTO code_text VALUES (1, 1, 'meet', %d, %d, 'ana', '', 'why', 0)`, at, at+4),
		fmt.Sprintf(`INSERT INTO annotation VALUES (1, 1, %d, %d, 'a remark', 'ana', '')`, at, at+4),
		`INSERT INTO cases VALUES (1, 'Mali', '', 'ana', '')`, fmt.Sprintf(`INSERT INTO case_text VALUES (1, 1, 1, 0, %d, 'ana')`, len(text)),
		`INSERT INTO attribute_type VALUES ('size', '', 'ana', '', 'case', 'numeric'), ('place', '', 'ana', '', 'file', 'character')`,
		`INSERT INTO attribute VALUES (1, 'place', 'file', 'Bamako', 1, '', 'ana')`,
		`INSERT INTO journal VALUES (1, 'Day one', 'It rained.', '', 'ana')`,
	}, extra...)...)
	return dir
}

func TestWhatQualCoderChangedIsTold(t *testing.T) {
	p := freshProject(t, "Changed", "Coder A")
	text := "We meet monthly."
	takeOverProject(t, p, qualcoderProject(t, text))
	r := takeOverProject(t, p, qualcoderProject(t, text, `UPDATE code_text SET important = 1, memo = 'why not'`, `UPDATE journal SET jentry = 'It shone.'`, `UPDATE attribute SET value = 'Kayes'`))
	if r.Differ != 4 || !toldOf(r, "coding", "weight", "0", "100") || !toldOf(r, "memo", "body", "why", "why not") || !toldOf(r, "memo", "body", "It rained.", "It shone.") || !toldOf(r, "attribute_value", "value", "Bamako", "Kayes") {
		t.Errorf("%+v", r.Differences)
	}
	if r = takeOverProject(t, p, qualcoderProject(t, text)); r.Differ != 0 {
		t.Errorf("the same file differs: %+v", r.Differences)
	}
}

// Whether a memo or coding that a blind round hides differs is not told; that it was not
// compared is.
func TestDifferencesOfWhatIsHiddenAreNotTold(t *testing.T) {
	p := freshProject(t, "Blind", "Coder A")
	text := "We meet monthly."
	takeOverProject(t, p, qualcoderProject(t, text))
	hideImported(t, p)
	r := takeOverProject(t, p, qualcoderProject(t, text, `UPDATE code_text SET important = 1, memo = 'why not'`))
	if r.Differ != 0 || count(r, "coding").Hidden != 1 {
		t.Errorf("%+v %+v", r.Differences, r.Records)
	}
}

// hideImported makes the round of what came in blind, and gives its documents to whoever
// works in the project, who has not finished them.
func hideImported(t *testing.T, p *Project) {
	t.Helper()
	_, err := p.update(bg, "round.plan", func(tx *store.Tx) error {
		rounds, err := store.List[qda.Round](tx, store.Eq{})
		if err != nil {
			return err
		}
		documents, err := store.List[qda.Document](tx, store.Eq{})
		if err != nil {
			return err
		}
		for _, r := range rounds {
			r.Blind = true
			if err := store.Save(tx, r); err != nil {
				return err
			}
			for _, d := range documents {
				if err := store.Put(tx, qda.Assignment{ID: tx.NewID(), RoundID: r.ID, DocumentID: d.ID, CoderID: tx.Viewer(), State: "open"}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A text that has changed is a document of its own, with all that hangs on it: its cases,
// values, memos and codings, with theirs. The old one keeps its own, and another
// import of the same file knows everything.
func TestAChangedTextComesWithAllThatHangsOnIt(t *testing.T) {
	changed := "First of all, we meet monthly."
	for name, project := range map[string]func() (string, string){
		"QualCoder": func() (string, string) {
			return qualcoderProject(t, "We meet monthly."), qualcoderProject(t, changed)
		},
		"REFI": func() (string, string) {
			rest := `<Variables><Variable guid="` + guid(50) + `" name="place" typeOfVariable="Text"/></Variables>` +
				`<Cases><Case guid="` + guid(40) + `" name="Mali"><SourceRef targetGUID="` + guid(2) + `"/><SelectionRef targetGUID="` + guid(1020) + `"/></Case></Cases><Sources/>` +
				`<Notes><Note guid="` + guid(30) + `" name="On it" creatingUser="` + guid(1) + `"><PlainTextContent>why</PlainTextContent></Note></Notes>`
			value := `<VariableValue><VariableRef targetGUID="` + guid(50) + `"/><TextValue>Bamako</TextValue></VariableValue>`
			memo := `<NoteRef targetGUID="` + guid(30) + `"/>`
			return qde(t, "We meet monthly.", codeElement(10, "Meetings", ""), codedWords(20, 3, 7, 10, memo)+value, rest),
				qde(t, changed, codeElement(10, "Meetings", ""), codedWords(20, 17, 21, 10, memo)+value, rest)
		},
	} {
		t.Run(name, func(t *testing.T) {
			first, second := project()
			p := freshProject(t, "Changed", "Coder A")
			takeOverProject(t, p, first)
			tally := func() map[qda.ID][4]int {
				out := map[qda.ID][4]int{}
				add := func(document qda.ID, i int) { n := out[document]; n[i]++; out[document] = n }
				of := map[qda.ID]qda.ID{}
				for _, d := range listed[qda.Document](t, p) {
					of[d.ID] = d.ID
				}
				for _, c := range listed[qda.Coding](t, p) {
					add(c.DocumentID, 0)
					of[c.ID] = c.DocumentID
				}
				for _, s := range listed[qda.CaseSpan](t, p) {
					add(s.DocumentID, 1)
				}
				for _, v := range listed[qda.AttributeValue](t, p) {
					add(v.OwnerID, 2)
				}
				for _, m := range listed[qda.Memo](t, p) {
					if d := of[m.OwnerID]; !d.IsZero() {
						add(d, 3)
					}
				}
				return out
			}
			before := tally()
			if len(before) != 1 {
				t.Fatalf("%v", before)
			}
			takeOverProject(t, p, second)
			after := tally()
			for document, n := range before {
				if after[document] != n {
					t.Errorf("the old document had %v and has %v codings, cases, values and memos", n, after[document])
				}
				for other, m := range after {
					if other != document && m != n {
						t.Errorf("the new document has %v, the old one %v", m, n)
					}
				}
			}
			if len(after) != 2 {
				t.Errorf("there are %v", after)
			}
			if r := takeOverProject(t, p, second); r.Differ != 0 {
				t.Errorf("the same file differs: %+v", r.Differences)
			}
			again(t, p, second)
			again(t, p, first)
		})
	}
}
