package engine

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/pseudonym"
	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// register are names that stand all over the sample.
var register = []PseudonymView{
	{Name: "Haku Wiñay", Replacement: "Programme 1", Kind: qda.OrganisationName},
	{Name: "Juntos", Replacement: "Programme 2", Kind: qda.OrganisationName},
	{Name: "FONCODES", Replacement: "AGENCY 1", Kind: qda.AcronymName},
	{Name: "Peru", Replacement: "Country 1", Kind: qda.PlaceName, Forms: []PseudonymForm{{Text: "Peruvian"}, {Text: "Pérou"}}},
	{Name: "household", Replacement: "family", Kind: qda.RoleName},
}

func withRegister(t testing.TB) *Project {
	t.Helper()
	p := sampleProject(t)
	for _, v := range register {
		if _, err := p.SavePseudonym(bg, v); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func registerMatcher(t testing.TB, p *Project) *pseudonym.Matcher {
	t.Helper()
	list, err := p.Pseudonyms(bg)
	if err != nil {
		t.Fatal(err)
	}
	return pseudonym.NewMatcher(entriesOf(list), "")
}

var tags = regexp.MustCompile(`<[^>]*>`)

// inside gives all that can be read in a file or folder, each text by where it lies.
func inside(t testing.TB, path string) map[string]string {
	t.Helper()
	out := map[string]string{}
	put := func(name string, b []byte) {
		text := string(b)
		if ext := filepath.Ext(name); slices.Contains([]string{".xml", ".qde", ".html", ".rels", ".svg", ".graphml", ".qdc"}, ext) {
			text += "\n" + tags.ReplaceAllString(text, "") // a word may be cut by marks
		}
		out[name] = html.UnescapeString(text)
	}
	err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if !bytes.HasPrefix(b, []byte("PK")) {
			put(name, b)
			return nil
		}
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return err
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				return err
			}
			b, err := io.ReadAll(r)
			if err != nil {
				return err
			}
			put(filepath.Base(name)+"/"+f.Name, b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// everyExport writes whatever the project can write.
func everyExport(t testing.TB, p *Project, s Sharing) string {
	t.Helper()
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	synthesis, err := p.Syntheses(bg)
	if err != nil || len(synthesis) == 0 {
		t.Fatal(err)
	}
	for name, write := range map[string]func() error{
		"codings.csv": func() error {
			_, err := p.Export(bg, file("codings.csv"), Export{Format: "csv", Share: s}, nil)
			return err
		},
		"codings.xlsx": func() error {
			_, err := p.Export(bg, file("codings.xlsx"), Export{Format: "xlsx", Share: s}, nil)
			return err
		},
		"codings.json": func() error {
			_, err := p.Export(bg, file("codings.json"), Export{Format: "json", Share: s}, nil)
			return err
		},
		"codings.jsonl": func() error {
			_, err := p.Export(bg, file("codings.jsonl"), Export{Format: "jsonl", Share: s}, nil)
			return err
		},
		"dataset": func() error { _, err := p.ExportDataset(bg, file("dataset"), ExportDataset{Share: s}, nil); return err },
		"coded.html": func() error {
			_, err := p.ExportCodedDocuments(bg, file("coded.html"), ExportDocuments{Format: "html", Share: s}, nil)
			return err
		},
		"coded.docx": func() error {
			_, err := p.ExportCodedDocuments(bg, file("coded.docx"), ExportDocuments{Format: "docx", Share: s}, nil)
			return err
		},
		"project.qdpx": func() error {
			_, err := p.ExportProject(bg, file("project.qdpx"), ExportProject{Share: s}, nil)
			return err
		},
		"report.html": func() error {
			_, err := p.Report(bg, file("report.html"), ReportRequest{Format: "html", Share: s}, nil)
			return err
		},
		"report.docx": func() error {
			_, err := p.Report(bg, file("report.docx"), ReportRequest{Format: "docx", Share: s}, nil)
			return err
		},
		"report.xlsx": func() error {
			_, err := p.Report(bg, file("report.xlsx"), ReportRequest{Format: "xlsx", Share: s}, nil)
			return err
		},
		"matrix.csv": func() error {
			_, err := p.ExportMatrix(bg, file("matrix.csv"), MatrixQuery{Rows: MatrixAxis{By: "code"}, Columns: MatrixAxis{By: "document"}}, "segments", Export{Format: "csv", Share: s})
			return err
		},
		"voices.csv": func() error {
			_, err := p.ExportCoverage(bg, file("voices.csv"), MatrixQuery{Rows: MatrixAxis{By: "code"}, Columns: MatrixAxis{By: "case"}}, false, Export{Format: "csv", Share: s})
			return err
		},
		"saturation.xlsx": func() error {
			_, err := p.ExportDocumentsCoverage(bg, file("saturation.xlsx"), OrderDate, Export{Format: "xlsx", Share: s})
			return err
		},
		"uncoded.json": func() error {
			_, err := p.ExportUncoded(bg, file("uncoded.json"), nil, Export{Format: "json", Share: s})
			return err
		},
		"network.graphml": func() error {
			_, err := p.ExportNetwork(bg, file("network.graphml"), RelationFilter{}, Export{Format: "graphml", Share: s}, "en")
			return err
		},
		"network.svg": func() error {
			_, err := p.ExportNetwork(bg, file("network.svg"), RelationFilter{}, Export{Format: "svg", Share: s}, "en")
			return err
		},
		"network.xlsx": func() error {
			_, err := p.ExportNetwork(bg, file("network.xlsx"), RelationFilter{}, Export{Format: "xlsx", Share: s}, "en")
			return err
		},
		"agreement.docx": func() error {
			_, err := p.ReportAgreement(bg, file("agreement.docx"), AgreementQuery{Unit: "sentence", Resamples: 20, For: s}, nil)
			return err
		},
		"agreement.json": func() error {
			_, err := p.ReportAgreement(bg, file("agreement.json"), AgreementQuery{Unit: "sentence", Resamples: 20, For: s}, nil)
			return err
		},
		"units.csv": func() error {
			_, err := p.ExportUnits(bg, file("units.csv"), AgreementQuery{Unit: "sentence", For: s}, nil)
			return err
		},
		"book.yaml": func() error {
			_, err := p.ExportCodebook(bg, file("book.yaml"), ExportCodebook{Format: "yaml", Share: s})
			return err
		},
		"book.qdc": func() error {
			_, err := p.ExportCodebook(bg, file("book.qdc"), ExportCodebook{Format: "qdc", Share: s})
			return err
		},
		"book.docx": func() error {
			_, err := p.ExportCodebook(bg, file("book.docx"), ExportCodebook{Format: "docx", Share: s})
			return err
		},
	} {
		if err := write(); err != nil {
			t.Fatalf("%s: %v (%v)", name, err, qda.AsError(err).Cause)
		}
	}
	return dir
}

func TestNoNameOfTheRegisterLeavesTheProjectInAnyFormat(t *testing.T) {
	p := withRegister(t)
	m := registerMatcher(t, p)
	open := 0
	for _, text := range inside(t, everyExport(t, p, Sharing{Profile: ForTeam})) {
		if len(m.Find(text)) > 0 {
			open++
		}
	}
	if open < 15 {
		t.Errorf("only %d of the files for the team hold names: the test looks into too little", open)
	}
	for name, text := range inside(t, everyExport(t, p, Sharing{Profile: ForArchive})) {
		ix := textpos.NewIndex(text)
		for _, at := range m.Find(text) {
			t.Errorf("%s holds %q: …%s…", name, ix.Slice(at), ix.Slice(qda.Span{Start: max(0, at.Start-60), End: min(ix.Len(), at.End+60)}))
			break
		}
		if strings.Contains(text, "Coder A") || strings.Contains(text, "Coder B") {
			t.Errorf("%s says who worked", name)
		}
	}
}

func TestAPublicationWaitsForAnswers(t *testing.T) {
	p := withRegister(t)
	to := filepath.Join(t.TempDir(), "out.csv")
	_, err := p.Export(bg, to, Export{Format: "csv", Share: Sharing{Profile: ForPublication}}, nil)
	if qda.AsError(err).Code != "sharing.unanswered" {
		t.Fatalf("%v", err)
	}
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
		t.Error("something was written")
	}
	scan, err := p.ScanIdentifiers(bg, IdentifierQuery{})
	if err != nil || scan.Open == 0 || scan.Open != len(scan.Findings) {
		t.Fatalf("%+v %v", scan, err)
	}
	var texts []string
	for _, f := range scan.Findings {
		texts = append(texts, f.Text)
	}
	half := len(texts) / 2
	if err := p.AnswerIdentifiers(bg, AnswerIdentifiers{Texts: texts[:half], Answer: qda.AnswerIgnore}); err != nil {
		t.Fatal(err)
	}
	if err := p.AnswerIdentifiers(bg, AnswerIdentifiers{Texts: texts[half:], Answer: qda.AnswerKeep}); err != nil {
		t.Fatal(err)
	}
	if scan, err = p.ScanIdentifiers(bg, IdentifierQuery{Open: true}); err != nil || scan.Open != 0 || len(scan.Findings) != 0 || scan.Answered != len(texts) {
		t.Fatalf("%d open, %d answered, %v", scan.Open, scan.Answered, err)
	}
	if _, err := p.Export(bg, to, Export{Format: "csv", Share: Sharing{Profile: ForPublication}}, nil); err != nil {
		t.Fatal(err)
	}
	rows := tableRows(t, to)
	for _, column := range []string{"memo", "file_name"} {
		if _, there := rows[0][column]; there {
			t.Errorf("a publication has the column %s", column)
		}
	}
	if at := rows[0]["created"]; len(at) != 10 {
		t.Errorf("a publication says when exactly: %s", at)
	}
	// what was said of one document does not hold in a new one
	d := p.importOne(t, "another.txt", "We met "+texts[len(texts)-1]+" and then Zacarias Quispe there.")
	if scan, err = p.ScanIdentifiers(bg, IdentifierQuery{Documents: []qda.ID{d}, Open: true}); err != nil || scan.Open == 0 {
		t.Fatalf("%+v %v", scan, err)
	}
	if err := p.AnswerIdentifiers(bg, AnswerIdentifiers{Texts: texts[:1]}); err != nil {
		t.Fatal(err)
	}
	again, err := p.ScanIdentifiers(bg, IdentifierQuery{Open: true})
	if err != nil || again.Open != scan.Open+1 {
		t.Errorf("taken back: %d open, %d before, %v", again.Open, scan.Open, err)
	}
	sound(t, p)
}

func (p *Project) importOne(t testing.TB, name, text string) qda.ID {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := p.Import(bg, Import{Paths: []string{path}, Lang: "en"}, nil)
	if err != nil || len(r.Imported) != 1 {
		t.Fatal(err, r)
	}
	return r.Imported[0].ID
}

func TestAReplacementMayNotBeAName(t *testing.T) {
	p := withRegister(t)
	for code, v := range map[string]PseudonymView{
		"pseudonym.says_name":      {Name: "Somebody", Replacement: "someone in PERÚ"},
		"pseudonym.same_name":      {Name: "haku winay", Replacement: "x"},
		"pseudonym.no_replacement": {Name: "Somebody"},
		"pseudonym.no_name":        {Name: " – ", Replacement: "x"},
		"pseudonym.kind":           {Name: "Somebody", Replacement: "x", Kind: "star"},
	} {
		if _, err := p.SavePseudonym(bg, v); qda.AsError(err).Code != code {
			t.Errorf("%+v: %v, want %s", v, err, code)
		}
	}
	if _, err := p.SavePseudonym(bg, PseudonymView{Name: "Programme", Replacement: "x"}); qda.AsError(err).Code != "pseudonym.says_name" {
		t.Errorf("a name that stands for another: %v", err)
	}
}

func TestNamesAreReplacedForGoodInOneStepThatCanBeUndone(t *testing.T) {
	p := withRegister(t)
	m := registerMatcher(t, p)
	before, err := p.Segments(bg, SegmentQuery{Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	preview, err := p.Pseudonymise(bg, Pseudonymise{Preview: true}, nil)
	if err != nil || !preview.Preview || len(preview.Documents) == 0 {
		t.Fatal(err, qda.AsError(err).Cause)
	}
	done, err := p.Pseudonymise(bg, Pseudonymise{}, nil)
	if err != nil {
		t.Fatal(err, qda.AsError(err).Cause)
	}
	if len(done.Documents) != len(preview.Documents) || done.Records != preview.Records {
		t.Errorf("the preview said %d texts and %d records, it was %d and %d", len(preview.Documents), preview.Records, len(done.Documents), done.Records)
	}
	sound(t, p)
	after, err := p.Segments(bg, SegmentQuery{Limit: 10_000})
	if err != nil || len(after.Segments) != len(before.Segments) {
		t.Fatalf("%d codings of %d, %v", len(after.Segments), len(before.Segments), err)
	}
	for _, s := range after.Segments {
		if len(m.Find(s.Quote)) > 0 {
			t.Errorf("a coding still says %q", s.Quote)
		}
	}
	for name, text := range inside(t, everyExport(t, p, Sharing{Profile: ForTeam})) {
		if strings.HasSuffix(name, "x-articula.json") {
			continue // holds the register itself
		}
		if at := m.Find(text); len(at) > 0 {
			t.Errorf("%s still holds %q", name, textpos.NewIndex(text).Slice(at[0]))
		}
	}
	if _, err := p.Undo(bg); err != nil {
		t.Fatal(err)
	}
	sound(t, p)
	back, err := p.Segments(bg, SegmentQuery{Limit: 10_000})
	if err != nil || len(back.Segments) != len(before.Segments) || back.Segments[0].Quote != before.Segments[0].Quote {
		t.Errorf("undone: %v", err)
	}
}

// Codings that hold all, a part or nothing of a name, at its edges and over them.
func TestCodingsFollowTheirWordsWhereNamesAreReplaced(t *testing.T) {
	p := freshProject(t, "Names", "Coder A")
	names := []string{"Alba Ferro", "Ferro", "OMS", "Río Seco"}
	for i, put := range []string{"Ω🙂", "the person", "P", "a place with a long name"} {
		if _, err := p.SavePseudonym(bg, PseudonymView{Name: names[i], Replacement: put}); err != nil {
			t.Fatal(err)
		}
	}
	code, err := p.AddCode(bg, AddCode{Name: "C"})
	if err != nil {
		t.Fatal(err)
	}
	m, dir, runs := registerMatcher(t, p), t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 12).Draw(t, "words") {
			b.WriteString(rapid.SampledFrom(append(names, "said", "é", "🙂 so", "alba", "and")).Draw(t, "word"))
			b.WriteString(rapid.SampledFrom([]string{" ", ", ", "’s "}).Draw(t, "gap"))
		}
		runs++
		body := fmt.Sprintf("%send %d.", b.String(), runs)
		path := filepath.Join(dir, fmt.Sprintf("%d.txt", runs))
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := p.Import(bg, Import{Paths: []string{path}, Lang: "en"}, nil)
		if err != nil || len(r.Imported) != 1 {
			t.Fatal(err, r)
		}
		d := r.Imported[0].ID
		ix := textpos.NewIndex(body)
		for range rapid.IntRange(1, 6).Draw(t, "codings") {
			s := qda.Span{Start: rapid.IntRange(0, ix.Len()-1).Draw(t, "start")}
			s.End = min(ix.Len(), s.Start+rapid.IntRange(1, 12).Draw(t, "length"))
			s = ix.SnapToGraphemes(s)
			if _, err := p.AddCodings(bg, AddCodings{Document: d, Span: s, Codes: []qda.ID{code.ID}, Overlap: OverlapSeparate}); err != nil && qda.KindOf(err) != qda.Conflict && qda.KindOf(err) != qda.Invalid {
				t.Fatal(err)
			}
		}
		before := codingsIn(t, p, d)
		done, err := p.Pseudonymise(bg, Pseudonymise{Documents: []qda.ID{d}}, nil)
		if err != nil {
			if qda.AsError(err).Code == "revise.twins" {
				return // two would become one: refused as a whole, and said
			}
			t.Fatal(err, qda.AsError(err).Cause)
		}
		after := codingsIn(t, p, d)
		if len(after) != len(before) {
			t.Fatalf("%d codings of %d", len(after), len(before))
		}
		edits := m.Edits(body)
		widened := 0
		for id, was := range before {
			is := after[id]
			if len(m.Find(is.Quote)) > 0 {
				t.Fatalf("%q is left in a coding of %q", is.Quote, body)
			}
			if edits.Widen(was.Span) != was.Span {
				widened++
			} else if len(m.Edits(was.Quote)) == 0 && is.Quote != was.Quote {
				t.Fatalf("%q became %q without a name in it", was.Quote, is.Quote)
			}
		}
		if widened != len(done.Widened) {
			t.Fatalf("%d held a part of a name, %d were told", widened, len(done.Widened))
		}
	})
	sound(t, p)
}

func codingsIn(t interface{ Fatal(...any) }, p *Project, d qda.ID) map[qda.ID]qda.Coding {
	out := map[qda.ID]qda.Coding{}
	if err := p.view(bg, func(tx *store.Tx) error {
		list, err := store.List[qda.Coding](tx, store.Eq{"document_id": d})
		for _, c := range list {
			out[c.ID] = c
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}
