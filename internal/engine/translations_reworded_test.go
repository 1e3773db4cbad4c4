package engine

import (
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// wordingIn is the only wording of a coding or citation in a language.
func wordingIn(t *testing.T, p *Project, owner qda.ID, lang string) TranslationView {
	t.Helper()
	list, err := p.Translations(bg, owner)
	if err != nil {
		t.Fatal(err)
	}
	x, ok := inLanguage(list, lang)
	if !ok {
		t.Fatalf("no wording in %s: %+v", lang, list)
	}
	return x
}

func wantStatus(t *testing.T, p *Project, owner qda.ID, lang, status, when string) {
	t.Helper()
	if x := wordingIn(t, p, owner, lang); x.Status != status {
		t.Errorf("%s, the wording in %s is %s, want %s", when, lang, x.Status, status)
	}
}

func translateVerified(t *testing.T, p *Project, owner string, id qda.ID, lang string) {
	t.Helper()
	if _, err := p.Translate(bg, Translate{Owner: owner, ID: id, Lang: lang, Text: "In other words.", Status: "verified"}); err != nil {
		t.Fatal(err)
	}
}

// ownCodings are codings of one document that the present coder may change.
func ownCodings(t *testing.T, p *Project) []CodingView {
	t.Helper()
	docs, err := p.Documents(bg, DocumentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		list, err := p.DocumentCodings(bg, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		var own []CodingView
		for _, c := range list {
			if c.Coder == p.Me().ID && c.End-c.Start > 40 {
				own = append(own, c)
			}
		}
		if len(own) > 3 {
			return own
		}
	}
	t.Fatal("no document has codings of the coder")
	return nil
}

func TestAWordingIsADraftAgainWhenItsCodingHasOtherWords(t *testing.T) {
	p := sampleProject(t)
	c := ownCodings(t, p)[0]
	translateVerified(t, p, "coding", c.ID, "pt")
	if v, err := p.ResizeCoding(bg, c.ID, qda.Span{Start: c.Start, End: c.End}); err != nil || v.Unverified != 0 {
		t.Fatalf("%+v %v", v, err)
	}
	wantStatus(t, p, c.ID, "pt", "verified", "with the ends that it had")
	before, err := p.Translations(bg, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.ResizeCoding(bg, c.ID, qda.Span{Start: c.Start, End: c.End - 9})
	if err != nil || v.Unverified == 0 {
		t.Fatalf("%+v %v", v, err)
	}
	for _, x := range before {
		after := wordingIn(t, p, c.ID, x.Lang)
		if after.Status != "draft" {
			t.Errorf("with other ends, the wording in %s is %s", x.Lang, after.Status)
		}
		if after.Status = x.Status; after != x {
			t.Errorf("with other ends, the wording is %+v, before %+v", after, x)
		}
	}
	finding := anyFinding(t, p)
	cited, err := p.AddCitations(bg, "cell", finding, []Cite{{Coding: c.ID}})
	if err != nil {
		t.Fatal(err)
	}
	wantStatus(t, p, cited[len(cited)-1].ID, "pt", "draft", "as a citation")
	for range 2 {
		if _, err := p.Undo(bg); err != nil {
			t.Fatal(err)
		}
	}
	wantStatus(t, p, c.ID, "pt", "verified", "taken back")
	again, err := p.oneCoding(bg, c.ID)
	if err != nil || again.Quote != c.Quote {
		t.Errorf("taken back, it is “%s”: %v", again.Quote, err)
	}
	sound(t, p)
}

// anyFinding is a finding of the sample that has words.
func anyFinding(t *testing.T, p *Project) qda.ID {
	t.Helper()
	list, err := p.Syntheses(bg)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		v, err := p.Synthesis(bg, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range v.Cells {
			for _, f := range c.Findings {
				if f.Statement != "" {
					return f.ID
				}
			}
		}
	}
	t.Fatal("the sample has no findings")
	return qda.ID{}
}

func TestAWordingIsADraftAgainWhenItsCodingIsExtended(t *testing.T) {
	p := sampleProject(t)
	c := ownCodings(t, p)[0]
	span := func(start, end int) AddCodings {
		return AddCodings{Document: c.Document, Codes: []qda.ID{c.Code}, Round: c.Round, Span: qda.Span{Start: start, End: end}, Overlap: OverlapExtend}
	}
	k, err := p.AddCode(bg, AddCode{Name: "Of its own"})
	if err != nil {
		t.Fatal(err)
	}
	c.Code = k.ID
	for _, r := range []AddCodings{span(c.Start, c.Start+10), span(c.Start+20, c.Start+30)} {
		if _, err := p.AddCodings(bg, r); err != nil {
			t.Fatal(err)
		}
	}
	list, err := p.DocumentCodings(bg, c.Document)
	if err != nil {
		t.Fatal(err)
	}
	var made []CodingView
	for _, x := range list {
		if x.Code == k.ID {
			made = append(made, x)
		}
	}
	if len(made) != 2 {
		t.Fatalf("%d codings", len(made))
	}
	translateVerified(t, p, "coding", made[0].ID, "pt")
	translateVerified(t, p, "coding", made[1].ID, "fr")
	whole, err := p.AddCodings(bg, span(c.Start+5, c.Start+25))
	if err != nil || len(whole) != 1 || whole[0].Start != c.Start || whole[0].End != c.Start+30 {
		t.Fatalf("%+v %v", whole, err)
	}
	wantStatus(t, p, whole[0].ID, "pt", "draft", "extended")
	wantStatus(t, p, whole[0].ID, "fr", "draft", "extended")
	if _, err := p.Undo(bg); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, p, made[0].ID, "pt", "verified", "taken back")
	wantStatus(t, p, made[1].ID, "fr", "verified", "taken back")
	sound(t, p)
}

// A coding that goes into a longer one with the same code does not bring along that its
// words were compared.
func TestAWordingIsADraftAgainWhenItGoesToOtherWords(t *testing.T) {
	p := sampleProject(t)
	c := ownCodings(t, p)[0]
	k, err := p.AddCode(bg, AddCode{Name: "Of its own"})
	if err != nil {
		t.Fatal(err)
	}
	var made []CodingView
	for _, s := range []qda.Span{{Start: c.Start, End: c.Start + 30}, {Start: c.Start + 5, End: c.Start + 15}} {
		list, err := p.AddCodings(bg, AddCodings{Document: c.Document, Codes: []qda.ID{k.ID}, Round: c.Round, Span: s, Overlap: OverlapSeparate})
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, list...)
	}
	translateVerified(t, p, "coding", made[0].ID, "pt")
	translateVerified(t, p, "coding", made[1].ID, "fr")
	whole, err := p.AddCodings(bg, AddCodings{Document: c.Document, Codes: []qda.ID{k.ID}, Round: c.Round, Span: qda.Span{Start: c.Start + 8, End: c.Start + 12}, Overlap: OverlapExtend})
	if err != nil || len(whole) != 1 || whole[0].Quote != made[0].Quote {
		t.Fatalf("%+v %v", whole, err)
	}
	wantStatus(t, p, whole[0].ID, "pt", "verified", "with the words that it had")
	wantStatus(t, p, whole[0].ID, "fr", "draft", "of other words")
	done, err := p.CodeHits(bg, CodeHits{Hits: []HitPlace{{Document: c.Document, Start: c.Start + 20, End: c.Start + 36, Quote: string([]rune(c.Quote)[20:36])}}, Codes: []qda.ID{k.ID}, Round: c.Round})
	if err != nil || done.Extended != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	wantStatus(t, p, whole[0].ID, "pt", "draft", "extended by a search")
	sound(t, p)
}

func TestWordingsAreDraftsAgainWhereNamesWereReplaced(t *testing.T) {
	p := withRegister(t)
	type wording struct {
		owner       string
		id          qda.ID
		quote, lang string
		status      string
	}
	read := func() map[qda.ID]wording {
		out := map[qda.ID]wording{}
		err := p.view(bg, func(tx *store.Tx) error {
			list, err := store.List[qda.Translation](tx, store.Eq{})
			if err != nil {
				return err
			}
			for _, x := range list {
				w := wording{owner: x.Owner, id: x.OwnerID, lang: x.Lang, status: x.Status}
				if x.Owner == "coding" {
					c, err := store.Get[qda.Coding](tx, x.OwnerID)
					if err != nil {
						return err
					}
					w.quote = c.Quote
				} else {
					c, err := citation(tx, x.OwnerID)
					if err != nil {
						return err
					}
					w.quote = c.Quote
				}
				out[x.ID] = w
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	before := read()
	if _, err := p.Pseudonymise(bg, Pseudonymise{}, nil); err != nil {
		t.Fatal(err)
	}
	drafts, kept := map[string]int{}, 0
	for id, now := range read() {
		was := before[id]
		switch {
		case was.status != "verified":
		case was.quote != now.quote:
			drafts[now.owner]++
			if now.status != "draft" {
				t.Errorf("the wording in %s of the %s “%s” is still %s", now.lang, now.owner, now.quote, now.status)
			}
		default:
			kept++
			if now.status != "verified" {
				t.Errorf("the wording in %s of the %s “%s”, which has the words that it had, is %s", now.lang, now.owner, now.quote, now.status)
			}
		}
	}
	if drafts["coding"] == 0 || drafts["citation"] == 0 || kept == 0 {
		t.Errorf("%v have other words, %d have not", drafts, kept)
	}
	if _, err := p.Undo(bg); err != nil {
		t.Fatal(err)
	}
	for id, now := range read() {
		if now != before[id] {
			t.Errorf("taken back: %+v, before %+v", now, before[id])
		}
	}
	sound(t, p)
}
