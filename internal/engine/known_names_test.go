package engine

import (
	"path/filepath"
	"slices"
	"testing"

	"articula/internal/qda"
)

// A first name alone, where a sentence begins, is asked about if the full name stands
// anywhere in the project, with other accents, too.
func TestASingleNameThatOpensASentenceWaitsForAnAnswer(t *testing.T) {
	p := freshProject(t, "Names", "Vera")
	p.importOne(t, "visit.txt", "We met María Gómez near the village.\nThe village was quiet, and the people too.")
	d := p.importOne(t, "talk.txt", "Maria said it. Village life went on. People came. The end.")
	speech := p.importOne(t, "speech.txt", "Interviewer: Who was there?\n\nChikondi Phiri: Many of us.\n\nInterviewer: And then?\n\nChikondi Phiri: Chikondi is me.\n\nInterviewer: And there?\n\nChikondi Phiri: Tuma is far. Nobody went.")
	if _, err := p.SaveCase(bg, SaveCase{Name: "Tuma"}); err != nil {
		t.Fatal(err)
	}
	code, err := p.AddCode(bg, AddCode{Name: "daily life"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.AddCodings(bg, AddCodings{Document: d, Codes: []qda.ID{code.ID}, Span: qda.Span{Start: 0, End: 14}}); err != nil {
		t.Fatal(err)
	}
	scan, err := p.ScanIdentifiers(bg, IdentifierQuery{})
	if err != nil {
		t.Fatal(err)
	}
	where := map[string][]string{}
	for _, f := range scan.Findings {
		for _, at := range f.Places {
			where[f.Text] = append(where[f.Text], at.Document.Name)
		}
	}
	for name, document := range map[string]string{"Maria": "talk", "Chikondi": "speech", "Tuma": "speech"} {
		if !slices.Contains(where[name], document) {
			t.Errorf("%s of %s is not found: %v", name, document, where)
		}
	}
	for _, word := range []string{"Village", "People", "The", "Nobody", "We"} {
		if where[word] != nil {
			t.Errorf("%s is found", word)
		}
	}
	seen, err := p.CoveredText(bg, d)
	if err != nil || len(seen.Findings) != 1 || seen.Findings[0].End != len("Maria") {
		t.Errorf("%+v %v", seen.Findings, err)
	}
	// everything but her is answered
	var texts []string
	for _, f := range scan.Findings {
		if f.Text != "Maria" {
			texts = append(texts, f.Text)
		}
	}
	if err := p.AnswerIdentifiers(bg, AnswerIdentifiers{Texts: texts, Answer: qda.AnswerIgnore}); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "out.csv")
	if _, err := p.Export(bg, to, Export{Format: "csv", Share: Sharing{Profile: ForPublication}}, nil); err == nil || qda.AsError(err).Code != "sharing.unanswered" {
		t.Fatalf("%v", err)
	}
	if err := p.AnswerIdentifiers(bg, AnswerIdentifiers{Texts: []string{"Maria"}, Answer: qda.AnswerKeep}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Export(bg, to, Export{Format: "csv", Share: Sharing{Profile: ForPublication}}, nil); err != nil {
		t.Fatal(err)
	}
	// what a text says of names counts from when it comes
	p.importOne(t, "more.txt", "With Nobody the first we spoke.")
	if scan, err = p.ScanIdentifiers(bg, IdentifierQuery{Documents: []qda.ID{speech}, Open: true}); err != nil || scan.Open != 1 || scan.Findings[0].Text != "Nobody" {
		t.Errorf("%+v %v", scan, err)
	}
}
