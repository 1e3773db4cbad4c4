package engine_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// ofTable compares the columns of tables that are given as texts.
func ofTable(t *testing.T) func(string, engine.TableQuery) engine.TableAgreement {
	e := newEngine(t)
	return func(text string, q engine.TableQuery) engine.TableAgreement {
		t.Helper()
		path := filepath.Join(t.TempDir(), "t.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := e.AgreementFromCSV(ctx, path, q)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
}

// TestColumnsThatDescribeUnitsAreNoCoders: what tells where a judgement was made is no
// judgement, in whatever language of the program its heading is.
func TestColumnsThatDescribeUnitsAreNoCoders(t *testing.T) {
	read := ofTable(t)
	const judged = "\nD1,1,yes,yes\nD1,2,no,yes\nD2,1,no,no\nD2,2,yes,yes\n"
	for _, heads := range []string{
		"doc,sentence", "document,turn", "file,paragraph", "source,line", "id,row", "doc,No.", "doc,Nr", "doc,Nº", "doc,sentence_id", "Doc ID,Unit no",
		"documento,frase", "documento,oración", "caso,turno", "archivo,párrafo", "documento,línea", "documento,número de frase", "texto,fila",
		"document,phrase", "cas,tour de parole", "document,paragraphe", "document,ligne", "fichier,numéro", "texte,extrait",
		"documento,parágrafo", "ficheiro,linha", "documento,segmento", "documento,passagem",
	} {
		r := read(heads+",Ana,Ben"+judged, engine.TableQuery{})
		if !slices.Equal(r.Coders, []string{"Ana", "Ben"}) || !r.Header || len(r.Notices) != 0 {
			t.Errorf("%s: %v, %q", heads, r.Coders, r.Notices)
			continue
		}
		near(t, heads, r.Percent, 0.75)
	}
	for lang, want := range map[string]string{"en": "“weekday” was taken for a coder", "fr": "« weekday » a été pris"} {
		r := read("doc,weekday,Ana,Ben"+judged, engine.TableQuery{Lang: lang})
		if len(r.Coders) != 3 || len(r.Notices) != 1 || !strings.Contains(r.Notices[0], want) || !strings.Contains(r.Notices[0], "--columns") {
			t.Errorf("%v %q", r.Coders, r.Notices)
		}
	}
	if r := read("doc,weekday,Ana,Ben"+judged, engine.TableQuery{Columns: []string{"Ana", "Ben", "weekday"}}); len(r.Coders) != 3 || len(r.Notices) != 0 {
		t.Errorf("as asked for: %v %q", r.Coders, r.Notices)
	}
	// Numbers of two spellings are one value, an empty column is none, and of sets it is the codes.
	if r := read("Ana,Ben,Cy\n1.0,1,\n2.0,2,\n1.0,2,\n", engine.TableQuery{}); len(r.Notices) != 0 {
		t.Errorf("%q", r.Notices)
	}
	if r := read("Ana,Ben\na;b,b\nb;c,c\n", engine.TableQuery{Sets: ";", Separator: ","}); len(r.Notices) != 0 {
		t.Errorf("%q", r.Notices)
	}
	if r := read("Kim,NR\n1,2\n2,2\n1,1\n", engine.TableQuery{}); !slices.Equal(r.Coders, []string{"Kim", "NR"}) {
		t.Errorf("initials: %v", r.Coders)
	}
	// "no" is a judgement before it is a heading.
	if r := read("yes,no\nyes,yes\nyes,yes\nno,yes\n", engine.TableQuery{}); r.Header || len(r.Coders) != 2 {
		t.Errorf("without headings: %+v", r)
	}
}

// TestRowsThatStandForSeveralUnits: a row of a stretch of text counts as often as its
// characters, as a matrix of characters says it or as it is asked for.
func TestRowsThatStandForSeveralUnits(t *testing.T) {
	read := ofTable(t)
	const matrix = "document,unit,start,end,code,length,Ana,Ben\nD,1,0,6,x,6,0,0\nD,2,6,8,x,2,1,1\nD,3,8,10,x,2,1,0\n"
	r := read(matrix, engine.TableQuery{})
	near(t, "percent", r.Percent, 0.8)
	near(t, "kappa", r.Kappa, (0.8-0.56)/(1-0.56))
	if len(r.Coders) != 2 || r.Units != 10 || len(r.CI) != 0 || r.NoCI != "stretches" || len(r.Notices) != 1 || !strings.Contains(r.Notices[0], "“length”") {
		t.Errorf("%+v", r)
	}
	one := read("Ana,Ben\n"+strings.Repeat("0,0\n", 6)+strings.Repeat("1,1\n", 2)+strings.Repeat("1,0\n", 2), engine.TableQuery{})
	for name, pair := range map[string][2]*float64{"conger": {r.Conger, one.Conger}, "holsti": {r.Holsti, one.Holsti}, "light": {r.Light, one.Light}, "alpha": {r.Alpha, one.Alpha}, "fleiss": {r.Fleiss, one.Fleiss}, "AC1": {r.AC1, one.AC1}} {
		near(t, name, pair[0], *pair[1])
	}
	near(t, "asked for", read("how often,Ana,Ben\n6,0,0\n2,1,1\n2,1,0\n", engine.TableQuery{Times: "how often"}).Percent, 0.8)
	near(t, "lengths of something else", read("start,end,length,Ana,Ben\n1,2,7,a,a\n2,3,9,a,b\n", engine.TableQuery{Columns: []string{"Ana", "Ben"}}).Percent, 0.5)
	for _, cell := range []string{"0", "-1", "1.5", "x", "9999999999"} {
		if _, err := newEngine(t).AgreementFromCSV(ctx, written(t, "how,Ana,Ben\n"+cell+",0,0\n"), engine.TableQuery{Times: "how"}); err == nil || qda.AsError(err).Code != "agreement.times" {
			t.Errorf("%s: %v", cell, err)
		}
	}
	parts := read("code,A,B\nx,1,1\nx,1,1\nx,1,1\ny,1,0\ny,0,0\n", engine.TableQuery{Split: "code"})
	near(t, "a category that one part does not show", parts.Parts[0].AC1, 1)
}

func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestTooManySetsAreSaidToBeEstimated: where chance is drawn, the figure says so, and a
// comparison that is stopped says that, too.
func TestTooManySetsAreSaidToBeEstimated(t *testing.T) {
	var b strings.Builder
	b.WriteString("A,B\n")
	for i := range 3100 {
		var codes []string
		for k := range 12 {
			if i>>k&1 == 1 {
				codes = append(codes, string(rune('a'+k)))
			}
		}
		cell := strings.Join(append(codes, "z"), "+")
		b.WriteString(cell + "," + cell + "\n")
	}
	path := written(t, b.String())
	for lang, want := range map[string]string{"pt": "são aproximados"} {
		r, err := newEngine(t).AgreementFromCSV(ctx, path, engine.TableQuery{Sets: "+", Resamples: 1, Lang: lang})
		if err != nil || !r.Approximate || len(r.Notices) != 1 || !strings.Contains(r.Notices[0], want) {
			t.Errorf("%v %q %v", r.Approximate, r.Notices, err)
		}
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := newEngine(t).AgreementFromCSV(stopped, path, engine.TableQuery{Sets: "+"}); qda.KindOf(err) != qda.Cancelled {
		t.Errorf("stopped: %v", err)
	}
}
