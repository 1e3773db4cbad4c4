package seed

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"articula/internal/qda"
)

// whole is a project in few lines; its keys are file names.
func whole() map[string]string {
	return map[string]string{
		"project.yaml": `title: Small
language: en
codebook: c
coders:
  - {key: A, name: Coder A, role: coder}
  - {key: B, name: Coder B, role: coder}
rounds:
  - {key: "1", label: One, kind: coding, blind: true}
codebook_versions:
  - {label: V1, by: A, round: "1"}
term_groups:
  - {name: g, terms: [a, b]}
`,
		"cases.yaml": `cases:
  - name: North
    kind: region
    cases:
      - name: Hill
        kind: case
        attributes:
          - attribute: type
            value: single
            by: A
            note: n
            citations:
              - {document: hill/law, quote: one office, nth: 1}
              - {document: hill/talk, quote: two of us, nth: 1, role: qualifies}
`,
		"actors.yaml": `actors:
  - {name: Office, kind: agency, names: {en: [office]}}
  - {name: Desk, kind: other, parent: Office, names: {any: [desk]}, acronyms: {es: [D]}}
relations:
  - from: Office
    to: Desk
    case: Hill
    strength: 2
    by: A
    facets: {level: local}
    citations: [{document: hill/law, quote: one office, nth: 1}]
`,
		"documents/documents.yaml": `documents:
  - {file: hill/law.md, title: Law, kind: law, lang: en, date: 2014-05, jurisdiction: Hill, case: Hill, description: d}
  - file: hill/talk.txt
    title: Talk
    kind: interview
    lang: es
    date: 2015
    jurisdiction: Hill
    case: Hill
    description: d
    speakers:
      - {name: Interviewer, role: interviewer}
      - {name: Manager (local), role: technical, attributes: [{attribute: rank, value: low, by: A, citations: [{quote: at a desk}]}]}
    also_in: [{case: North, quote: How many?}]
    in_language: [{lang: en, quote: two of us, nth: 1}]
    attributes: [{attribute: binding, value: "false", by: B}]
`,
		"documents/hill/law.md":   illustrative["en"] + "\n\n# Law\n\nThere is **one office** and one desk, one office.\n",
		"documents/hill/talk.txt": illustrative["es"] + "\n\nA talk\n\nInterviewer: How many?\n\nManager (local): We are two of us. Yes, two of us: at a desk.\n",
		"codings/hill/law.yaml": `document: hill/law
assigned:
  - {round: "1", coders: [A, B], finished: 2021-02-01}
codings:
  - quote: one office
    nth: 1
    code: Design/Budget
    coders: [A, B]
    round: "1"
    facets: {level: central, actor: [Office, Desk]}
    memo: m
`,
		"codings/hill/talk.yaml": `document: hill/talk
assigned:
  - {round: "1", coders: [B], finished: 2021-02-01}
codings:
  - quote: We are two of us.
    code: Design
    coders: [B]
    round: "1"
translations:
  - {quote: We are two of us., lang: en, text: t, translator: Coder A, status: draft}
`,
		"links.yaml": `links:
  - kind: supports
    by: A
    from: {document: hill/law, quote: one office, nth: 2}
    to: {document: hill/talk, quote: two of us, nth: 2}
`,
		"memos.yaml": `memos:
  - {title: t, kind: note, by: A, on: project, body: b}
  - {title: t, kind: note, by: A, on: code, code: Design, body: b}
`,
		"synthesis.yaml": `syntheses:
  - title: S
    rows: [Hill]
    gathered: [{title: Both, cases: [Hill, North]}, {title: Single, attribute: type, value: single}]
    dimensions:
      - {key: q, title: Q, kind: question}
    cells:
      - case: Hill
        dimension: q
        statement: s
        status: draft
        by: A
        citations: [{document: hill/law, quote: one office, nth: 2}]
      - case: Hill
        dimension: q
        part: 1
        statement: s
        status: draft
        by: A
        citations: [{document: hill/law, quote: one office, nth: 2}]
        since:
          new: [{document: hill/law, quote: one office, nth: 1}]
          withdrawn: [{document: hill/talk, quote: How many?, code: Design, by: B, round: "1"}]
          reworded: [{code: Design, was: before}]
`,
	}
}

func vocabulary() Vocabulary {
	id := func(n byte) qda.ID { return qda.ID{n} }
	return Vocabulary{
		Codes:       []qda.Code{{ID: id(1), Name: "Design"}, {ID: id(2), ParentID: id(1), Name: "Budget"}, {ID: id(3), Name: "Shelf", Folder: true}},
		Facets:      []qda.Facet{{ID: id(4), Name: "level"}, {ID: id(5), Name: "actor", Actors: true, Multiple: true}},
		FacetValues: []qda.FacetValue{{ID: id(6), FacetID: id(4), Name: "central"}, {ID: id(7), FacetID: id(4), Name: "local"}},
		Attributes: []qda.Attribute{{ID: id(8), Name: "type", Scope: qda.OnCase, Type: qda.ChoiceValue}, {ID: id(9), Name: "number", Scope: qda.OnCase, Type: qda.NumberValue},
			{ID: id(10), Name: "rank", Scope: qda.OnSpeaker, Type: qda.TextValue}, {ID: id(12), Name: "binding", Scope: qda.OnDocument, Type: qda.BooleanValue}},
		Choices: []qda.Choice{{ID: id(11), AttributeID: id(8), Name: "single"}},
	}
}

func load(files map[string]string) (*Project, error) {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Load(m, vocabulary())
}

func TestAWholeProjectIsRead(t *testing.T) {
	p, err := load(whole())
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Cases) != 2 || p.Cases[1].Parent != "North" || len(p.Documents) != 2 || len(p.Codings) != 3 || len(p.Assignments) != 3 {
		t.Errorf("got %+v", p)
	}
	if c := p.Codings[1]; c.Coder != "B" || c.Memo != "" || c.Code != "Design/Budget" || len(c.Facets) != 3 || c.Nth != 1 {
		t.Errorf("the second coding is %+v", c)
	}
	if p.Codings[0].Memo != "m" {
		t.Errorf("the memo belongs to the first coder, not %+v", p.Codings[0])
	}
	wantNames := []qda.ActorName{{Name: "desk"}, {Name: "D", Lang: "es", Acronym: true}}
	if d := cmp.Diff(wantNames, p.Actors[1].Names); d != "" {
		t.Error(d)
	}
	if v := p.Values[1]; v.Document != "hill/talk" || v.Speaker != "" || v.Value != "false" || v.Coder != "B" || len(v.Citations) != 0 {
		t.Errorf("the value of the document is %+v", v)
	}
	if v := p.Values[2]; v.Speaker != "Manager (local)" || v.Value != "low" || len(v.Citations) != 1 || v.Citations[0].Document != "hill/talk" {
		t.Errorf("the value of the speaker is %+v", v)
	}
	if cites := p.Values[0].Citations; len(cites) != 2 || cites[0].Role != "supports" || cites[1].Role != "qualifies" {
		t.Errorf("the citations are %+v", cites)
	}
	again, err := load(whole())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(p, again); d != "" {
		t.Errorf("read differently the second time: %s", d)
	}
}

func TestEachFaultIsNamedWithItsFileAndLine(t *testing.T) {
	for _, c := range []struct{ file, old, new, at, says string }{
		{"project.yaml", "title: Small", "titel: Small", "project.yaml:1", "titel"},
		{"project.yaml", "key: B", "key: A", "project.yaml:6", "stands twice"},
		{"project.yaml", "terms: [a, b]", "terms: [a]", "project.yaml:12", "two terms"},
		{"cases.yaml", "value: single", "value: double", "cases.yaml:8", "no choice value"},
		{"cases.yaml", "attribute: type", "attribute: number", "cases.yaml:8", "no number value"},
		{"cases.yaml", "attribute: type", "attribute: rank", "cases.yaml:8", "describes a speaker"},
		{"cases.yaml", "by: A", "by: C", "cases.yaml:8", `no coder "C"`},
		{"cases.yaml", "role: qualifies", "role: proves", "cases.yaml:14", "proves"},
		{"cases.yaml", ", nth: 1}", "}", "cases.yaml:13", "occurs 2 times"},
		{"cases.yaml", "document: hill/law", "document: hill/act", "cases.yaml:13", `no document "hill/act"`},
		{"cases.yaml", "quote: one office, nth: 1", "quote: one Office", "cases.yaml:13", "does not occur"},
		{"actors.yaml", "kind: agency", "kind: firm", "actors.yaml:2", "firm"},
		{"actors.yaml", "parent: Office", "parent: Nobody", "actors.yaml:3", `"Nobody"`},
		{"actors.yaml", "en: [office]", "en: [bureau]", "actors.yaml:2", "no document names"},
		{"actors.yaml", "strength: 2", "strength: 4", "actors.yaml:5", "strength"},
		{"actors.yaml", "level: local", "level: lokal", "actors.yaml:10", "lokal"},
		{"actors.yaml", "level: local", "height: local", "actors.yaml:10", `no facet "height"`},
		{"documents/documents.yaml", "kind: law", "kind: bill", "documents/documents.yaml:2", "bill"},
		{"documents/documents.yaml", "case: Hill, desc", "case: Dale, desc", "documents/documents.yaml:2", "Dale"},
		{"documents/documents.yaml", "2014-05", "May 2014", "documents/documents.yaml:2", "not a date"},
		{"documents/documents.yaml", "title: Talk", "title: Law", "documents/documents.yaml:3", "stands twice"},
		{"documents/documents.yaml", "role: technical", "role: boss", "documents/documents.yaml:13", "boss"},
		{"documents/documents.yaml", "attribute: rank", "attribute: type", "documents/documents.yaml:13", "describes a case"},
		{"documents/documents.yaml", "name: Interviewer", "name: Nobody", "documents/documents.yaml:12", "says nothing"},
		{"documents/hill/law.md", illustrative["en"], "Law", "documents/hill/law.md:1", "illustrative"},
		{"documents/hill/law.md", illustrative["en"], illustrative["fr"], "documents/hill/law.md:1", "illustrative"},
		{"documents/hill/law.md", "There", "There\r", "documents/hill/law.md", "UTF-8"},
		{"documents/hill/talk.txt", "Interviewer: How", "Somebody: How", "documents/hill/talk.txt:5", "turn"},
		{"codings/hill/law.yaml", "document: hill/law", "document: hill/talk", "codings/hill/law.yaml:1", "hill/talk"},
		{"codings/hill/law.yaml", "code: Design/Budget", "code: Budget", "codings/hill/law.yaml:5", `no code "Budget"`},
		{"codings/hill/law.yaml", "code: Design/Budget", "code: Shelf", "codings/hill/law.yaml:5", "folder"},
		{"codings/hill/law.yaml", "nth: 1", "nth: 3", "codings/hill/law.yaml:5", "occurs 2 times"},
		{"codings/hill/law.yaml", "quote: one office", "quote: '**one office'", "codings/hill/law.yaml:5", "Markdown"},
		{"codings/hill/law.yaml", "level: central", "level: [central, local]", "codings/hill/law.yaml:10", "one value"},
		{"codings/hill/law.yaml", "[Office, Desk]", "[Office, Chair]", "codings/hill/law.yaml:10", "Chair"},
		{"codings/hill/law.yaml", "2021-02-01", "2021-02", "codings/hill/law.yaml:3", "not a day"},
		{"codings/hill/talk.yaml", "    coders: [B]\n", "    coders: [A]\n", "codings/hill/talk.yaml:5", "not assigned"},
		{"codings/hill/talk.yaml", "    coders: [B]\n", "    coders: [B, B]\n", "codings/hill/talk.yaml:5", "already"},
		{"codings/hill/talk.yaml", "quote: We are two of us.\n", "quote: A talk\n", "codings/hill/talk.yaml:5", "what a speaker says"},
		{"codings/hill/talk.yaml", "quote: We are two of us.\n", "quote: Manager (local)\n", "codings/hill/talk.yaml:5", "what a speaker says"},
		{"codings/hill/talk.yaml", "lang: en", "lang: es", "codings/hill/talk.yaml:10", "another language"},
		{"codings/hill/talk.yaml", "{quote: We are two of us.,", "{quote: How many?,", "codings/hill/talk.yaml", "neither coded nor cited"},
		{"documents/documents.yaml", "also_in: [{case: North", "also_in: [{case: South", "documents/documents.yaml:14", "South"},
		{"documents/documents.yaml", "also_in: [{case: North", "also_in: [{case: Hill", "documents/documents.yaml:14", "whole document belongs"},
		{"documents/documents.yaml", "also_in: [{case: North, quote: How many?", "also_in: [{case: North, quote: How much?", "documents/documents.yaml:14", "does not occur"},
		{"documents/documents.yaml", "in_language: [{lang: en", "in_language: [{lang: es", "documents/documents.yaml:15", "another language"},
		{"project.yaml", "{label: V1, by: A", "{label: V1, by: C", "project.yaml:10", "C"},
		{"links.yaml", "kind: supports", "kind: helps", "links.yaml:2", "helps"},
		{"memos.yaml", "on: project", "on: page", "memos.yaml:2", "page"},
		{"memos.yaml", "code: Design", "code: Sign", "memos.yaml:3", "Sign"},
		{"synthesis.yaml", "part: 1", "part: 2", "synthesis.yaml:14", "count from 0"},
		{"synthesis.yaml", "rows: [Hill]", "rows: [North]", "synthesis.yaml:8", "not a row"},
		{"synthesis.yaml", "cases: [Hill, North]", "cases: [Hill, South]", "synthesis.yaml:4", "South"},
		{"synthesis.yaml", "cases: [Hill, North]", "value: x", "synthesis.yaml:4", "either them or an attribute"},
		{"synthesis.yaml", "value: single", "value: double", "synthesis.yaml:4", "double"},
		{"synthesis.yaml", "        statement: s\n", "        statement: ''\n", "synthesis.yaml:8", "statement is missing"},
		{"synthesis.yaml", "status: draft", "status: done", "synthesis.yaml:8", "done"},
		{"synthesis.yaml", "citations: [{document: hill/law, quote: one office, nth: 2}]", "citations: []", "synthesis.yaml:8", "no citation"},
		{"synthesis.yaml", "        by: A\n", "        by: A\n        unfounded: true\n", "synthesis.yaml:8", "rests on citations"},
		{"synthesis.yaml", "new: [{document: hill/law, quote: one office, nth: 1}]", "new: [{document: hill/law, quote: one office, nth: 2}]", "synthesis.yaml:22", "nobody coded"},
		{"synthesis.yaml", "code: Design, by: B", "code: Sign, by: B", "synthesis.yaml:23", "Sign"},
		{"synthesis.yaml", "code: Design, by: B", "code: Design, by: A", "synthesis.yaml:23", "not assigned"},
		{"synthesis.yaml", "was: before", "was: ''", "synthesis.yaml:24", "wording"},
	} {
		files := whole()
		text := strings.Replace(files[c.file], c.old, c.new, 1)
		if text == files[c.file] {
			t.Errorf("%s: %q is not there to be changed", c.file, c.old)
			continue
		}
		files[c.file] = text
		_, err := load(files)
		var ps Problems
		if !errors.As(err, &ps) || qda.KindOf(err) != qda.Damaged {
			t.Errorf("%s: %q for %q: got %v", c.file, c.new, c.old, err)
			continue
		}
		found := false
		for _, p := range ps {
			found = found || strings.HasPrefix(p.String(), c.at+": ") && strings.Contains(p.Text, c.says)
		}
		if !found {
			t.Errorf("%s: %q for %q: no problem at %s that says %q, but\n%v", c.file, c.new, c.old, c.at, c.says, ps)
		}
	}
}

func TestFilesThatNothingListsAndFilesThatAreMissingAreReported(t *testing.T) {
	files := whole()
	files["documents/hill/other.txt"] = illustrative["en"] + "\n"
	files["codings/hill/other.yaml"] = "document: hill/other\n"
	delete(files, "codings/hill/talk.yaml")
	_, err := load(files)
	var ps Problems
	if !errors.As(err, &ps) {
		t.Fatal(err)
	}
	for _, want := range []string{"documents/hill/other.txt: is not listed", "codings/hill/other.yaml: is not listed", "codings/hill/talk.yaml: cannot be read"} {
		if !strings.Contains(ps.Error(), want) {
			t.Errorf("%q is not among\n%v", want, ps)
		}
	}
	if _, err := Load(fstest.MapFS{}, vocabulary()); !errors.As(err, &ps) {
		t.Errorf("an empty folder: %v", err)
	}
}

// slowFind looks at every position of the text, in code points.
func slowFind(text, quote string, nth int) (qda.Span, bool) {
	t, q := []rune(text), []rune(quote)
	for i := 0; i+len(q) <= len(t); i++ {
		if string(t[i:i+len(q)]) == quote {
			if nth--; nth == 0 {
				return qda.Span{Start: i, End: i + len(q)}, true
			}
		}
	}
	return qda.Span{}, false
}

func TestFindGivesTheSameSpanAsLookingAtEveryPosition(t *testing.T) {
	letters := rapid.SampledFrom([]rune("aaé\U0001F600\u0301\n"))
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(letters, 0, 20, -1).Draw(t, "text")
		quote := rapid.StringOfN(letters, 1, 3, -1).Draw(t, "quote")
		nth := rapid.IntRange(1, 4).Draw(t, "nth")
		want, ok := slowFind(text, quote, nth)
		got, err := Passage{Quote: quote, Nth: nth}.Find(text)
		if ok != (err == nil) || got != want {
			t.Fatalf("got %v, %v; want %v, %v", got, err, want, ok)
		}
		all := 0
		for {
			if _, ok := slowFind(text, quote, all+1); !ok {
				break
			}
			all++
		}
		if n := occurrences(text, quote); n != all {
			t.Fatalf("%d occurrences, counted one by one %d", n, all)
		}
	})
	if _, err := (Passage{Quote: ""}).Find("a"); err == nil {
		t.Error("an empty quote was found")
	}
}
