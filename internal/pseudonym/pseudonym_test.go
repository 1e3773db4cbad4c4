package pseudonym

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/qda"
	"articula/internal/textpos"
)

func person(name, put string) Entry {
	return Entry{Name: name, Kind: qda.PersonName, Replacement: put}
}

func TestNamesAreReplacedInEveryFormThatTheyTake(t *testing.T) {
	register := []Entry{
		person("Alba Ferro", "Person 1"), person("Ferro", "Person 1"),
		{Name: "OMS", Kind: qda.AcronymName, Replacement: "AGENCY", MatchCase: true},
		{Name: "Ministerio del Agua", Kind: qda.OrganisationName, Replacement: "Institución A", Lang: "es"},
		{Name: "coordinador", Kind: qda.RoleName, Replacement: "funcionario", Lang: "es"},
		{Name: "district officer", Kind: qda.RoleName, Replacement: "official", Lang: "en"},
		{Name: "Valle Hondo", Kind: qda.PlaceName, Replacement: "District 3", Forms: []Form{{Text: "vallehondino", Replacement: "local"}}},
	}
	for _, c := range []struct{ lang, in, want string }{
		{"en", "Alba Ferro said so.", "Person 1 said so."},
		{"en", "ALBA FERRO: yes", "PERSON 1: yes"},
		{"en", "alba\nferro", "Person 1"},
		{"en", "Alba  Ferro’s house, Ferro's car", "Person 1’s house, Person 1's car"},
		{"en", "the Ferros", "the Person 1"},
		{"en", "Ferrol and Ferroni are others", "Ferrol and Ferroni are others"},
		{"en", "Alba, Ferro", "Alba, Person 1"},
		{"en", "the OMS is not oms", "the AGENCY is not oms"},
		{"fr", "l'OMS", "l'AGENCY"},
		{"en", "three district officers, a District Officer", "three officials, a official"},
		{"es", "el ministerio del agua y el Ministerio del Agua", "el Institución A y el Institución A"},
		{"es", "los Ministerios del Agua", "los Institución A"},
		{"en", "el Ministerio del Agua", "el Ministerio del Agua"},
		{"es", "la coordinadora y los coordinadores", "la funcionario y los funcionarios"},
		{"es", "un VALLEHONDINO de Valle Hondo", "un LOCAL de District 3"},
		{"es", "A\u0301lba Fe\u0301rro", "Person 1"},
	} {
		if got := NewMatcher(register, c.lang).Replace(c.in); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}

func TestRolesAreReplacedInBothGenders(t *testing.T) {
	for _, c := range []struct {
		lang, name string
		forms      []string
	}{
		{"es", "director general", []string{"directora general", "directores generales", "directoras generales"}},
		{"es", "jefe de distrito", []string{"jefa de distrito", "jefas de distrito", "jefes de distrito"}},
		{"es", "técnica", []string{"técnico", "técnicos", "técnicas"}},
		{"es", "coordinadora", []string{"coordinador", "coordinadores"}},
		{"es", "guardián", []string{"guardiana", "guardianes", "guardianas"}},
		{"fr", "coordinateur", []string{"coordinatrice", "coordinatrices", "coordinateurs"}},
		{"fr", "conseiller régional", []string{"conseillère régionale", "conseillères régionales", "conseillers régionaux"}},
		{"fr", "chargé de mission", []string{"chargée de mission", "chargées de mission", "chargés de mission"}},
		{"fr", "technicienne", []string{"technicien", "techniciens"}},
		{"fr", "chef de projet", []string{"cheffe de projet", "cheffes de projet"}},
		{"pt", "coordenador geral", []string{"coordenadora geral", "coordenadores gerais", "coordenadoras gerais"}},
		{"pt", "técnico", []string{"técnica", "técnicas"}},
		{"pt", "escrivão", []string{"escrivã", "escrivães"}},
	} {
		m := NewMatcher([]Entry{{Name: c.name, Kind: qda.RoleName, Replacement: "X", Lang: c.lang}}, c.lang)
		for _, form := range append(c.forms, c.name) {
			if got := m.Replace("… " + form + "."); got != "… X." && got != "… Xs." {
				t.Errorf("%s %q: %q", c.lang, form, got)
			}
		}
	}
	m := NewMatcher([]Entry{{Name: "agent", Kind: qda.RoleName, Replacement: "X", Lang: "fr"}}, "fr")
	for _, other := range []string{"agence", "agenda", "argent"} {
		if got := m.Replace(other); got != other {
			t.Errorf("%q became %q", other, got)
		}
	}
}

func TestAReplacementThatMakesANameWithItsNeighbourIsReplacedToo(t *testing.T) {
	m := NewMatcher([]Entry{person("Ana Mora", "Person 1"), person("Zoe", "Ana")}, "en")
	if got := m.Replace("with Zoe Mora here"); got != "with Person 1 here" {
		t.Errorf("%q", got)
	}
	// two that lead to each other end in a blank, never in a name
	circle := NewMatcher([]Entry{person("Ana", "Zoe"), person("Zoe", "Ana")}, "en")
	if got := circle.Replace("Ana and Zoe"); strings.Contains(got, "Ana") || strings.Contains(got, "Zoe") {
		t.Errorf("%q", got)
	}
}

// syllables make names and texts that meet often.
var syllables = []string{"ana", "Ana", "MORA", "mora", "Río", "rio", "s", "del", "José", "JOSE", "a", "Nº", "é", "e\u0301", "北京", "Ω"}

func phrase(t *rapid.T, label string, most int) string {
	var b strings.Builder
	for range rapid.IntRange(1, most).Draw(t, label) {
		b.WriteString(rapid.SampledFrom(syllables).Draw(t, "word"))
		b.WriteString(rapid.SampledFrom([]string{" ", " ", "", "-", "\n", ", ", ". ", "’", "_", "\u00a0", "🙂"}).Draw(t, "gap"))
	}
	return b.String()
}

func register(t *rapid.T) []Entry {
	var list []Entry
	for range rapid.IntRange(1, 5).Draw(t, "entries") {
		e := Entry{Name: phrase(t, "name", 3), Replacement: phrase(t, "put", 2), Kind: rapid.SampledFrom(qda.PseudonymKinds()).Draw(t, "kind"), MatchCase: rapid.Bool().Draw(t, "case")}
		if rapid.Bool().Draw(t, "more") {
			e.Forms = append(e.Forms, Form{Text: phrase(t, "form", 2), Replacement: "x"})
		}
		list = append(list, e)
	}
	return list
}

func TestNoListedFormIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"en", "es", "fr", "pt", "", "de"}).Draw(t, "lang")
		m := NewMatcher(register(t), lang)
		text := phrase(t, "text", 30)
		out := m.Replace(text)
		if left := m.Find(out); len(left) > 0 {
			t.Fatalf("%q became %q, in which %v are names", text, out, left)
		}
		edits, ix := m.Edits(text), textpos.NewIndex(text)
		if err := edits.Check(ix.Len()); err != nil {
			t.Fatal(err)
		}
		if got := edits.Apply(ix); got != out {
			t.Fatalf("edits give %q, replacing gives %q", got, out)
		}
	})
}

func TestWhatIsNotListedStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := NewMatcher([]Entry{person("Nobody Elsewhere", "x")}, "en")
		if text := phrase(t, "text", 20); m.Replace(text) != text {
			t.Fatalf("%q was changed", text)
		}
	})
}

func TestAScanFindsWhatMayTellWhoSomebodyIs(t *testing.T) {
	m := NewMatcher([]Entry{person("Alba Ferro", "Person 1"), {Name: "OMS", Kind: qda.AcronymName, Replacement: "Agency", MatchCase: true}}, "es")
	text := "Hablé con Alba Ferro y con Bruno Salas de la Cruz en marzo. Después Ferro dijo: Nada.\n" +
		"Escriba a b.salas@example.org o llame al +56 9 8765 4321. Su cédula es 12.345.678-9, del 12/03/2019.\n" +
		"La oms gastó 1.250.000 pesos entre 2010-2014, según la Ley 1234. Véase www.example.org/x."
	var got []string
	for _, f := range m.Scan(text, nil) {
		if textpos.NewIndex(text).Slice(f.Span) != f.Text {
			t.Errorf("%v is not at its place", f)
		}
		got = append(got, string(f.Why)+" "+f.Text)
	}
	want := []string{
		"capitalised Bruno Salas de la Cruz", "part Ferro", "mail b.salas@example.org", "phone +56 9 8765 4321", "number 12.345.678-9", "listed oms", "web www.example.org/x",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFindingsLieOutsideOfWhatIsReplaced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, text := NewMatcher(register(t), "es"), phrase(t, "text", 30)
		edits, at := m.Edits(text), 0
		for _, f := range m.Scan(text, nil) {
			if f.Span.Start < at || f.Span.End <= f.Span.Start {
				t.Fatalf("%v overlaps the one before it", f)
			}
			at = f.Span.End
			for _, e := range edits {
				if e.Start < f.Span.End && f.Span.Start < e.End {
					t.Fatalf("%v lies in what is replaced", f)
				}
			}
		}
	})
}

func FuzzMatcher(f *testing.F) {
	f.Add("Ana Mora", "Person 1", "ana\nmora’s Ana-Mora 🙂 Ana. Mora")
	f.Add("e\u0301", "É", "é É é")
	f.Fuzz(func(t *testing.T, name, put, text string) {
		text = textpos.Normalise(text)
		m := NewMatcher([]Entry{{Name: name, Kind: qda.PersonName, Replacement: put}}, "")
		if left := m.Find(m.Replace(text)); len(left) > 0 {
			t.Errorf("%v are left", left)
		}
		m.Scan(text, nil)
	})
}
