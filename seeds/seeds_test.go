package seeds_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	tree "articula/internal/codebook"
	"articula/internal/exchange/codebook"
	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/seed"
	"articula/seeds"
)

func readCodebook(t *testing.T) (codebook.Book, []byte) {
	t.Helper()
	file, err := fs.ReadFile(seeds.Files, "codebooks/institutional-analysis.yaml")
	if err != nil {
		t.Fatal(err)
	}
	book, notices, err := codebook.ReadYAML(file)
	if err != nil || len(notices) > 0 {
		t.Fatal(err, notices)
	}
	return book, file
}

func records(t *testing.T) codebook.Records {
	book, _ := readCodebook(t)
	return book.Records(func() qda.ID { t.Error("something in the codebook has no identity"); return qda.ID{} })
}

func sample(t *testing.T) *seed.Project {
	t.Helper()
	r := records(t)
	folder, err := fs.Sub(seeds.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	p, err := seed.Load(folder, seed.Vocabulary{Codes: r.Codes, Facets: r.Facets, FacetValues: r.FacetValues, Attributes: r.Attributes, Choices: r.Choices})
	if err != nil {
		t.Fatal(err, "\n", errors.Unwrap(err))
	}
	return p
}

func TestTheStarterCodebookIsInCanonicalForm(t *testing.T) {
	book, file := readCodebook(t)
	if d := cmp.Diff(string(codebook.WriteYAML(book)), string(file)); d != "" {
		t.Error(d)
	}
	again, notices, err := codebook.ReadCSV(codebook.WriteCSV(book, codebook.CSVOptions{BOM: true}))
	if err != nil || len(notices) > 0 {
		t.Fatal(err, notices)
	}
	if d := cmp.Diff(book.Codes, again.Codes); d != "" {
		t.Error(d)
	}
}

func TestEverythingInTheStarterCodebookIsDefinedInFourLanguages(t *testing.T) {
	book, _ := readCodebook(t)
	whole := func(what string, id qda.ID, w codebook.Wording, tr codebook.Translations) {
		if id.IsZero() || w.Name == "" || w.Definition == "" {
			t.Errorf("%s has no identity, name or definition", what)
		}
		for _, lang := range []string{"es", "fr", "pt"} {
			if tr[lang].Name == "" || tr[lang].Definition == "" {
				t.Errorf("%s has no name or definition in %s", what, lang)
			}
			if in := tr[lang]; (in.Include == "") != (w.Include == "") || (in.Exclude == "") != (w.Exclude == "") || (in.Example == "") != (w.Example == "") {
				t.Errorf("%s does not say in %s when to code with it, when not, or gives no example", what, lang)
			}
		}
	}
	codes := 0
	book.Walk(func(path []string, c *codebook.Code) {
		codes++
		what := tree.JoinPath(path)
		whole(what, c.ID, c.Wording, c.Translations)
		if c.Include == "" || c.Exclude == "" || c.Example == "" || c.Color == "" || c.Folder {
			t.Errorf("%s lacks a rule, an example or a colour, or is a folder", what)
		}
	})
	if codes < 40 {
		t.Errorf("%d codes", codes)
	}
	shortcuts := map[string]string{}
	for _, f := range book.Facets {
		whole(f.Name, f.ID, f.Wording, f.Translations)
		if f.Actors == (len(f.Values) > 0) {
			t.Errorf("the facet %s takes either actors or values", f.Name)
		}
		for _, v := range f.Values {
			whole(v.Name, v.ID, v.Wording, v.Translations)
			if v.Shortcut == "" || shortcuts[v.Shortcut] != "" {
				t.Errorf("the shortcut %q of %s is missing or belongs to %s too", v.Shortcut, v.Name, shortcuts[v.Shortcut])
			}
			shortcuts[v.Shortcut] = v.Name
		}
	}
	for _, a := range book.Attributes {
		whole(a.Name, a.ID, a.Wording, a.Translations)
		for _, c := range a.Choices {
			whole(c.Name, c.ID, c.Wording, c.Translations)
		}
	}
	if len(book.Codes) != 8 || len(book.Facets) != 5 || len(book.Attributes) < 6 {
		t.Errorf("%d branches, %d facets, %d attributes", len(book.Codes), len(book.Facets), len(book.Attributes))
	}
}

func TestRulesNameOnlyCodesThatExist(t *testing.T) {
	book, _ := readCodebook(t)
	var names []string
	book.Walk(func(_ []string, c *codebook.Code) { names = append(names, c.Name) })
	book.Walk(func(_ []string, c *codebook.Code) {
		for _, rest := range strings.Split(c.Exclude, "; code ")[1:] {
			if !slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(rest, n) }) &&
				!strings.HasPrefix(rest, "the matter described") && !strings.HasPrefix(rest, "that mechanism") {
				t.Errorf("%s refers to a code that is not there: %s", c.Name, rest)
			}
		}
	})
}

func TestTheSampleHoldsWhatItShould(t *testing.T) {
	p := sample(t)
	count := func(what string, got, least int) {
		t.Logf("%-22s %d", what, got)
		if got < least {
			t.Errorf("%d %s, at least %d are wanted", got, what, least)
		}
	}
	cases := 0
	for _, c := range p.Cases {
		if c.Kind == "case" {
			cases++
		}
	}
	if cases != 7 {
		t.Errorf("%d cases", cases)
	}
	kinds, langs := map[qda.DocumentKind]int{}, map[string]int{}
	for _, d := range p.Documents {
		kinds[d.Kind]++
		langs[d.Lang]++
		if n := len(strings.Fields(d.Text)); n < 150 || n > 700 {
			t.Errorf("%s has %d words", d.Slug, n)
		}
	}
	t.Log(kinds, langs)
	count("documents", len(p.Documents), 42)
	for _, lang := range []string{"en", "es", "fr", "pt"} {
		count("documents in "+lang, langs[lang], 1)
	}
	count("codings", len(p.Codings), 320)
	count("translations", len(p.Translation), 20)
	count("actors", len(p.Actors), 25)
	count("relations", len(p.Relations), 20)
	count("links", len(p.Links), 15)
	count("memos", len(p.Memos), 8)
	pairs := map[[2]string]int{}
	for _, c := range p.Codings {
		pairs[[2]string{c.Coder, c.Round}]++
	}
	t.Log(pairs)
	for _, coder := range p.Coders {
		for _, round := range p.Rounds {
			count("codings of "+coder.Name+", "+round.Label, pairs[[2]string{coder.Key, round.Key}], 30)
		}
	}
	linkKinds, owners := map[qda.LinkKind]bool{}, map[string]bool{}
	for _, k := range p.Links {
		linkKinds[k.Kind] = true
	}
	for _, m := range p.Memos {
		owners[m.Owner] = true
	}
	if len(linkKinds) != 4 || len(owners) != 4 {
		t.Errorf("kinds of links %v, owners of memos %v", linkKinds, owners)
	}
}

func TestEachRegionHasFiveKindsOfDocumentsAndAllKindsOfRespondents(t *testing.T) {
	p := sample(t)
	region := regions(p)
	kinds, respondents := map[string]map[qda.DocumentKind]bool{}, map[string]map[string]bool{}
	level := map[[2]string]string{}
	for _, v := range p.Values {
		if v.Speaker != "" {
			level[[2]string{v.Document, v.Speaker}] = v.Value
		}
	}
	for _, d := range p.Documents {
		r := region[d.Case]
		if kinds[r] == nil {
			kinds[r], respondents[r] = map[qda.DocumentKind]bool{}, map[string]bool{}
		}
		kinds[r][d.Kind] = true
		for _, s := range d.Speakers {
			respondents[r][string(s.Role)+" "+level[[2]string{d.Slug, s.Name}]] = true
		}
	}
	for _, r := range []string{"Latin America", "Africa"} {
		if len(kinds[r]) < 5 {
			t.Errorf("%s has documents of the kinds %v", r, kinds[r])
		}
		for _, want := range []string{"authority national", "authority sub-national", "technical national", "technical sub-national"} {
			if !respondents[r][want] {
				t.Errorf("%s has no respondent who is %s: %v", r, want, respondents[r])
			}
		}
	}
}

func TestTheSampleShowsAttributesOfEveryTypeOnEverythingThatHasThem(t *testing.T) {
	p, book := sample(t), records(t)
	attrs := map[string]qda.Attribute{}
	for _, a := range book.Attributes {
		attrs[a.Name] = a
	}
	types, cited, uncited := map[qda.ValueType]bool{}, map[qda.Scope]int{}, map[qda.Scope]int{}
	contested, alternatives := map[qda.Scope]int{}, map[qda.Scope]int{}
	for _, v := range p.Values {
		a := attrs[v.Attribute]
		types[a.Type] = true
		if len(v.Citations) > 0 {
			cited[a.Scope]++
		} else {
			uncited[a.Scope]++
		}
		if v.Status == "contested" {
			contested[a.Scope]++
		}
		if v.Alternatives != "" {
			alternatives[a.Scope]++
		}
	}
	for _, typ := range []qda.ValueType{qda.TextValue, qda.NumberValue, qda.DateValue, qda.BooleanValue, qda.ChoiceValue} {
		if !types[typ] {
			t.Errorf("no value is a %s", typ)
		}
	}
	for _, scope := range []qda.Scope{qda.OnCase, qda.OnDocument, qda.OnSpeaker} {
		if cited[scope] < 5 || alternatives[scope] == 0 {
			t.Errorf("of the values of a %s %d are cited, %d name alternatives", scope, cited[scope], alternatives[scope])
		}
	}
	if contested[qda.OnCase] == 0 || contested[qda.OnDocument] == 0 || uncited[qda.OnDocument] == 0 || uncited[qda.OnSpeaker] == 0 {
		t.Errorf("contested %v, without a citation %v", contested, uncited)
	}
}

// TestWhatFindingsAndValuesQuoteCanBeReadInEnglish holds that every passage on which the
// sample rests and that is not English has an English wording.
func TestWhatFindingsAndValuesQuoteCanBeReadInEnglish(t *testing.T) {
	p := sample(t)
	lang := map[string]string{}
	for _, d := range p.Documents {
		lang[d.Slug] = d.Lang
	}
	translated, kinds := map[seed.Passage]bool{}, map[[2]string]int{}
	for _, x := range p.Translation {
		if x.Lang == "en" {
			translated[x.Passage] = true
		}
		kinds[[2]string{x.Lang, x.Status}]++
	}
	check := func(list []seed.Citation) {
		for _, c := range list {
			if lang[c.Document] != "en" && !translated[c.Passage] {
				t.Errorf("%s: %q is not translated", c.Document, c.Quote)
			}
		}
	}
	for _, v := range p.Values {
		check(v.Citations)
	}
	for _, s := range p.Syntheses {
		for _, c := range s.Cells {
			check(c.Citations)
		}
	}
	for _, want := range [][2]string{{"en", "draft"}, {"en", "verified"}, {"es", "draft"}, {"es", "verified"}, {"fr", "draft"}, {"fr", "verified"}} {
		if kinds[want] == 0 {
			t.Errorf("no translation is %v", want)
		}
	}
}

// regions gives the region of every case.
func regions(p *seed.Project) map[string]string {
	out := map[string]string{}
	for _, c := range p.Cases {
		out[c.Name] = out[c.Parent]
		if c.Parent == "" {
			out[c.Name] = c.Name
		}
	}
	return out
}

func TestCodersDisagreeSomewhatAndLessInTheSecondRound(t *testing.T) {
	p := sample(t)
	type place struct{ document, round, code, quote string }
	by := map[place]map[string]bool{}
	coders := map[[2]string]map[string]bool{}
	for _, a := range p.Assignments {
		key := [2]string{a.Document, a.Round}
		if coders[key] == nil {
			coders[key] = map[string]bool{}
		}
		coders[key][a.Coder] = true
	}
	for _, c := range p.Codings {
		k := place{c.Document, c.Round, c.Code, c.Quote}
		if by[k] == nil {
			by[k] = map[string]bool{}
		}
		by[k][c.Coder] = true
	}
	share := map[string]float64{}
	for _, round := range p.Rounds {
		same, all := 0, 0
		for k, who := range by {
			if k.round != round.Key || len(coders[[2]string{k.document, k.round}]) < 2 {
				continue
			}
			all++
			if len(who) == 2 {
				same++
			}
		}
		share[round.Key] = float64(same) / float64(all)
		t.Logf("%s: %d of %d codings on the same words with the same code", round.Label, same, all)
	}
	if share["1"] < 0.2 || share["2"] <= share["1"] || share["2"] > 0.9 {
		t.Errorf("shares of identical codings: %v", share)
	}
}

func TestEachCellRestsOnSeveralDocumentsAndKinds(t *testing.T) {
	p := sample(t)
	kind, document := map[string]qda.DocumentKind{}, map[string]seed.Document{}
	for _, d := range p.Documents {
		kind[d.Slug], document[d.Slug] = d.Kind, d
	}
	region := regions(p)
	unfounded := 0
	for _, s := range p.Syntheses {
		gathers := map[string][]string{}
		for _, g := range s.Gathered {
			gathers[g.Title] = g.Cases
			for _, v := range p.Values {
				if v.Attribute == g.Attribute && v.Value == g.Value && v.Status == "held" {
					gathers[g.Title] = append(gathers[g.Title], v.Case)
				}
			}
		}
		for _, c := range s.Cells {
			if len(c.Citations) == 0 { // one shows what a statement without evidence looks like
				unfounded++
				continue
			}
			documents, kinds := map[string]bool{}, map[qda.DocumentKind]bool{}
			for _, cite := range c.Citations {
				documents[cite.Document], kinds[kind[cite.Document]] = true, true
				// a case rests on its own documents or those on its region, a region on all of its cases
				if from := document[cite.Document].Case; from != c.Case && region[from] != c.Case && region[c.Case] != from && !slices.Contains(gathers[c.Case], from) {
					t.Errorf("%s, %s: cites %s, which belongs to %s", s.Title, c.Case, cite.Document, from)
				}
			}
			if len(documents) < 2 || len(kinds) < 2 {
				t.Errorf("%s, %s, %s %d rests on %d documents of %d kinds", s.Title, c.Case, c.Dimension, c.Part, len(documents), len(kinds))
			}
		}
	}
	if unfounded != 1 {
		t.Errorf("%d findings rest on nothing", unfounded)
	}
}

func TestEveryValueOfACaseIsCitedAndOneIsContested(t *testing.T) {
	p := sample(t)
	values, contested := map[[2]string]string{}, 0
	for _, v := range p.Values {
		switch {
		case v.Case == "":
		case v.Status == "contested":
			contested++
		default:
			values[[2]string{v.Case, v.Attribute}] = v.Value
		}
	}
	if contested == 0 {
		t.Error("no value is contested")
	}
	for _, c := range p.Cases {
		for _, a := range []string{"country", "region", "programmes", "number of programmes", "intentionality", "type of architecture"} {
			if c.Kind == "case" && values[[2]string{c.Name, a}] == "" {
				t.Errorf("%s has no %s", c.Name, a)
			}
		}
	}
}

// The table and figures of the brief, as it prints them.

func brief(t *testing.T) []string {
	b, err := os.ReadFile(qdatest.Shared(t, "seeds", "000_0414190e07c21280.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))), "\n")
}

// rowsAfter gives the tab-separated rows that follow the line, after blank ones.
func rowsAfter(t *testing.T, lines []string, title string) [][]string {
	i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, title) })
	if i < 0 {
		t.Fatalf("the brief has no %q", title)
	}
	var out [][]string
	for _, l := range lines[i+1:] {
		if strings.Contains(l, "\t") {
			row := strings.Split(l, "\t")
			for j := range row {
				row[j] = strings.TrimSuffix(strings.TrimSpace(row[j]), ".")
			}
			out = append(out, row)
		} else if len(out) > 0 {
			break
		}
	}
	return out
}

func synthesis(t *testing.T, p *seed.Project, title string) map[string]map[string][]string {
	t.Helper()
	for _, s := range p.Syntheses {
		if s.Title != title {
			continue
		}
		out := map[string]map[string][]string{}
		for _, c := range s.Cells {
			if out[c.Case] == nil {
				out[c.Case] = map[string][]string{}
			}
			out[c.Case][c.Dimension] = append(out[c.Case][c.Dimension], c.Statement)
		}
		return out
	}
	t.Fatalf("there is no synthesis %q", title)
	return nil
}

func TestTheFiguresOfTheBriefComeOut(t *testing.T) {
	lines, p := brief(t), sample(t)
	cells := synthesis(t, p, "Synthesis of results")
	for title, cases := range map[string][]string{
		"Figure 1.": {"Colombia FEST–UNIDOS", "Colombia PPP", "Mexico PROINPRO–PDP", "Peru Juntos–Haku Wiñay"},
		"Figure 2.": {"Ethiopia PSNP–IN-SCT", "Lesotho CGP–SPRINGS", "Mali Nioro Cash+"},
	} {
		rows := rowsAfter(t, lines, title)
		if len(rows) != 4 {
			t.Fatalf("%s has %d rows", title, len(rows))
		}
		for i, name := range cases {
			want := []string{rows[1][i], rows[2][i], rows[3][i]}
			if d := cmp.Diff(want, cells[name]["results"]); d != "" {
				t.Errorf("%s, %s (%s): %s", title, name, rows[0][i], d)
			}
		}
	}
}

func TestTheTableOfTheBriefComesOut(t *testing.T) {
	lines, p := brief(t), sample(t)
	rows := rowsAfter(t, lines, "Tabla síntesis")
	cases := []string{"Colombia FEST–UNIDOS", "Colombia PPP", "Mexico PROINPRO–PDP", "Peru Juntos–Haku Wiñay", "Ethiopia PSNP–IN-SCT", "Mali Nioro Cash+", "Lesotho CGP–SPRINGS"}
	if len(rows) != len(cases)+1 {
		t.Fatalf("the table has %d rows", len(rows))
	}
	cells := synthesis(t, p, "Institutional architecture of the cases")
	held := map[[2]string]string{}
	for _, v := range p.Values {
		if v.Status == "held" {
			held[[2]string{v.Case, v.Attribute}] = v.Value
		}
	}
	for i, name := range cases {
		row := rows[i+1]
		want := map[string][]string{"programmes": {row[1]}, "architecture": {row[2]}, "number": {row[3]}, "intentionality": {row[4]}}
		if d := cmp.Diff(want, cells[name]); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		for j, attribute := range []string{"country", "programmes", "type of architecture", "number of programmes", "intentionality"} {
			if got := held[[2]string{name, attribute}]; got != row[j] {
				t.Errorf("%s: %s is %q, the brief has %q", name, attribute, got, row[j])
			}
		}
	}
}
