package engine_test

import (
	"strconv"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestMethodsSayWhatWasCounted reads the numbers of the paragraph on methods, with their
// words, in every language.
func TestMethodsSayWhatWasCounted(t *testing.T) {
	p := newSample(t)
	list, err := p.Syntheses(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cited, citations := map[string]bool{}, 0
	for _, s := range list {
		v, err := p.Synthesis(ctx, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range v.Cells {
			for _, f := range c.Findings {
				for _, x := range f.Citations {
					citations++
					cited[x.Document.ID.String()+x.Quote] = true
				}
			}
		}
	}
	if len(cited) == citations {
		t.Fatal("no passage of the sample is cited twice")
	}
	for lang, want := range map[string][]string{
		"en": {"α = 0.75 [0.67, 0.81] (Round 2: 11,666 decisions on 307 sentences and 38 codes).", "has 1 frozen version:", "2 coders (Coder A and Coder B) made 599 codings in 2 rounds", "law: 3", "French, Portuguese and Spanish", " on {cited} cited passages;"},
		"es": {"α = 0,75 [0,67; 0,81] (Round 2: 11.666 decisiones sobre 307 oraciones y 38 códigos).", "tiene 1 versión fijada:", "(Coder A y Coder B)", "ley: 3", " sobre {cited} pasajes citados;"},
		"fr": {"α = 0,75 [0,67; 0,81] (Round 2 : 11\u202f666 décisions sur 307 phrases et 38 codes).", "compte 1 version figée :", "(Coder A et Coder B)", "loi : 3", " sur {cited} passages cités ;"},
		"pt": {"α = 0,75 [0,67; 0,81] (Round 2: 11.666 decisões sobre 307 frases e 38 códigos).", "tem 1 versão fixada:", "(Coder A e Coder B)", "lei: 3", " sobre {cited} trechos citados;"},
	} {
		v, err := p.PreviewReport(ctx, engine.ReportRequest{Format: "html", Lang: lang, Sections: []string{"methods"}, Agreement: true}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		for _, b := range v.Blocks {
			for _, r := range b.Runs {
				said.WriteString(r.Text)
			}
		}
		for _, text := range want {
			if text = strings.ReplaceAll(text, "{cited}", strconv.Itoa(len(cited))); !strings.Contains(said.String(), text) {
				t.Errorf("%s does not say %q: %s", lang, text, said.String())
			}
		}
	}
}

// methodsSaid is the paragraph on methods of a report in English.
func methodsSaid(t *testing.T, p *engine.Project) string {
	t.Helper()
	v, err := p.PreviewReport(ctx, engine.ReportRequest{Format: "html", Lang: "en", Sections: []string{"methods"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, b := range v.Blocks {
		for _, r := range b.Runs {
			said.WriteString(r.Text)
		}
	}
	return said.String()
}

// TestMethodsNameThoseWhoCoded has a person and rounds without codings of their own,
// and a round in which what the others agree on stands.
func TestMethodsNameThoseWhoCoded(t *testing.T) {
	p := newSample(t)
	become(t, p, "Visitor")
	for _, label := range []string{"Round 3", "Round 4"} {
		if _, err := p.RoundNamed(ctx, label); err != nil {
			t.Fatal(err)
		}
	}
	second, err := p.FindRound(ctx, "Round 2")
	if err != nil {
		t.Fatal(err)
	}
	if agreed, err := p.MergeCoders(ctx, engine.MergeCoders{Round: second.ID}); err != nil || agreed.Codings == 0 {
		t.Fatalf("%+v %v", agreed, err)
	}
	if said, want := methodsSaid(t, p), "2 coders (Coder A and Coder B) made 599 codings in 2 rounds with"; !strings.Contains(said, want) {
		t.Errorf("%q is not said: %s", want, said)
	}
	d, err := p.FindDocument(ctx, "comparative-note.md")
	if err != nil {
		t.Fatal(err)
	}
	list, err := p.DocumentCodings(ctx, d.ID)
	if err != nil || len(list) == 0 {
		t.Fatal(len(list), err)
	}
	if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: qda.Span{Start: list[0].Start, End: list[0].End}, Codes: []qda.ID{list[0].Code}}); err != nil {
		t.Fatal(err)
	}
	if said, want := methodsSaid(t, p), "3 coders (Coder A, Coder B and Visitor) made 600 codings in 3 rounds with"; !strings.Contains(said, want) {
		t.Errorf("%q is not said: %s", want, said)
	}
}

func TestMethodsSayThatNobodyCoded(t *testing.T) {
	p, _ := newProject(t)
	if said, want := methodsSaid(t, p), "Nobody has coded yet; the codebook has 4 codes and"; !strings.Contains(said, want) {
		t.Errorf("%q is not said: %s", want, said)
	}
}
