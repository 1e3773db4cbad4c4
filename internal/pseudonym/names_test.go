package pseudonym

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// known is what texts say, and the people that a project lists.
func known(texts []string, people ...string) *Names {
	var n Names
	for _, t := range texts {
		n.Read(t)
	}
	for _, p := range people {
		n.List(p)
	}
	return &n
}

// A name that stands alone at the beginning of a sentence is found if anything elsewhere
// says that it is one, and a word that only begins a sentence is not.
func TestANameThatOpensASentenceIsFound(t *testing.T) {
	for _, c := range []struct {
		about, lang, text string
		others, people    []string
		want              []string
	}{
		{"full name in the text, at its beginning", "en", "María Gómez came late. Maria said it.", nil, nil, []string{"María Gómez", "Maria"}},
		{"full name in another document", "en", "Maria said it.", []string{"They met María Gómez there."}, nil, []string{"Maria"}},
		{"surname of another document", "en", "Gomez said it.", []string{"They met María Gómez there."}, nil, []string{"Gomez"}},
		{"capital inside of a sentence elsewhere", "en", "Tesfaye said it.", []string{"We asked Tesfaye about it."}, nil, []string{"Tesfaye"}},
		{"a speaker", "en", "Chikondi said it. Phiri agreed.", nil, []string{"Chikondi Phiri"}, []string{"Chikondi", "Phiri"}},
		{"a name that is a word, too", "en", "Grace said it, with much grace.", []string{"Then grace fell. Grace Banda left."}, nil, []string{"Grace"}},
		{"a name that is a month", "en", "May said it.", nil, []string{"May Johnson"}, []string{"May"}},
		{"openers", "en", "The rain came. Village elders met. However, the village was far. Many came. There were goats. Agreements were signed.", []string{"At the Village Council we sat. The village, a village, this village.", "They said: The end. Market days."}, nil, nil},
		{"an address of mail does not make a name small", "en", "Imani said it.", []string{"Write to imani@example.org about Imani Otieno."}, nil, []string{"Imani"}},
		{"a speaker who is described", "en", "Technical matters came first. Manager and staff met.", []string{"a technical question of a manager"}, []string{"Technical Manager 1"}, nil},
		{"an interviewer", "en", "Interviewer and guest sat down.", nil, []string{"Interviewer"}, nil},

		{"a word that is also a title", "en", "He calls me. Before, nobody did. They asked me. Before Imani came, nothing. Tell me. Imani said so.", nil, nil, []string{"Imani", "Imani"}},
		{"a title before a name", "en", "We saw Me. Otieno and prof Wanjiru, and Prof. Kamau.", nil, nil, []string{"Otieno", "Wanjiru", "Kamau"}},

		{"full name", "es", "María Gómez llegó. Maria lo dijo.", nil, nil, []string{"María Gómez", "Maria"}},
		{"after a sign of asking", "es", "¿Ramón lo sabe?", []string{"Vimos a Ramon Quispe."}, nil, []string{"Ramón"}},
		{"a name that is a word, too", "es", "Rosa lo dijo.", []string{"Rosa Quispe llegó con una flor rosa."}, nil, []string{"Rosa"}},
		{"a surname that is a word, too", "es", "Flores lo dijo.", []string{"Habló Carmen Flores. Las flores, unas flores, esas flores."}, nil, []string{"Flores"}},
		{"a name that is a month", "es", "Hablé con Julio de todo. Julio lo dijo, el 3 de Julio de 2019.", nil, nil, []string{"Julio", "Julio"}},
		{"openers", "es", "El programa llegó. Aldea y consejo hablaron. Sin embargo, la aldea no. Muchas familias vinieron. Después nada. Llegaron tarde.", []string{"Ante el Consejo de la Aldea se habló. La aldea, una aldea, el consejo, un consejo.", "Dijeron: El fin."}, nil, nil},

		{"a small title", "es", "Vimos a la dra. Quispe, al sr. Mora y al prof. Luna.", nil, nil, []string{"Quispe", "Mora", "Luna"}},
		{"a word that is also a title", "es", "Nadie llegó por me. Antes sí. Habló el prof. Luego nada.", nil, nil, nil},

		{"full name", "fr", "Aïcha Diallo est venue. Aicha l’a dit.", nil, nil, []string{"Aïcha Diallo", "Aicha"}},
		{"after an elision", "fr", "L’Aïcha d’hier est là.", []string{"On a vu Aicha Diallo."}, nil, []string{"Aïcha"}},
		{"a name that is a word, too", "fr", "Claire l’a dit.", []string{"Claire Diallo est venue. Une eau claire."}, nil, []string{"Claire"}},
		{"openers", "fr", "Le village est loin. Conseil et village ont parlé. Cependant, rien. Plusieurs familles sont venues. Ensuite, plus rien. Il y a des chèvres.", []string{"Devant le Conseil du Village on a parlé. Le village, un village, le conseil, un conseil.", "Ils ont dit : Le tout."}, nil, nil},

		{"full name", "pt", "João Araújo chegou. Joao disse isso.", nil, nil, []string{"João Araújo", "Joao"}},
		{"surname of another document", "pt", "Araujo disse isso.", []string{"Vimos o João Araújo ali."}, nil, []string{"Araujo"}},
		{"a name that is a word, too", "pt", "Conceição disse isso.", []string{"Conceição Araújo chegou. É uma conceição antiga."}, nil, []string{"Conceição"}},
		{"a month that is no name", "pt", "Marco disse isso. Março veio, em Março de 2019.", []string{"Vimos o Marco ali."}, nil, []string{"Marco"}},
		{"openers", "pt", "O programa chegou. Aldeia e conselho falaram. Entretanto, nada. Muitas famílias vieram. Depois nada. Chegaram tarde.", []string{"No Conselho da Aldeia falou-se. A aldeia, uma aldeia, o conselho, um conselho.", "Disseram: O fim."}, nil, nil},
	} {
		var got []string
		for _, f := range NewMatcher(nil, c.lang).Scan(c.text, known(append(c.others, c.text), c.people...)) {
			if f.Why != Capitalised {
				t.Errorf("%s, %s: %v", c.lang, c.about, f)
			}
			got = append(got, f.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: %q, want %q", c.lang, c.about, got, c.want)
		}
	}
}

// plainWords begin sentences and are no names; they stand in small letters, too.
var plainWords = map[string][]string{
	"en": {"The", "Village", "Farmers", "However", "Nobody", "Water", "Council", "When", "Later"},
	"es": {"El", "Aldea", "Agricultores", "Además", "Nadie", "Agua", "Consejo", "Cuando", "Luego"},
	"fr": {"Le", "Village", "Paysans", "Cependant", "Personne", "Eau", "Conseil", "Quand", "Ensuite"},
	"pt": {"O", "Aldeia", "Agricultores", "Entretanto", "Ninguém", "Água", "Conselho", "Quando", "Logo"},
}

func TestAnyNameIsFoundWhereItOpensASentenceAndNoOtherWord(t *testing.T) {
	names := []string{"María", "Jōao", "Aïcha", "Wanjiru", "Ñusta", "Íñigo", "Nguyễn", "Grace", "Luz", "Çelik"}
	family := []string{"Gómez", "Araújo", "Diallo", "Kamau", "Quispe", "Otieno"}
	fold := strings.NewReplacer("í", "i", "ō", "o", "ï", "i", "Í", "I", "ñ", "n", "Ñ", "N", "ễ", "e", "ó", "o", "ú", "u", "Ç", "C")
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"en", "es", "fr", "pt"}).Draw(t, "lang")
		first, last := rapid.SampledFrom(names).Draw(t, "first"), rapid.SampledFrom(family).Draw(t, "last")
		word := func() string { return rapid.SampledFrom(plainWords[lang]).Draw(t, "word") }
		full := first + " " + last
		var n Names
		switch rapid.IntRange(0, 4).Draw(t, "where") {
		case 0:
			n.Read(full + " xyz.")
		case 1:
			n.Read("xyz " + full + ".")
		case 2:
			n.Read("xyz " + first + ", xyz " + last + ".")
		case 3:
			n.List(full)
		case 4:
			n.List("Dr. " + full)
		}
		name := rapid.SampledFrom([]string{first, last}).Draw(t, "name")
		if rapid.Bool().Draw(t, "folded") {
			name = fold.Replace(name)
		}
		var text []string
		at := rapid.IntRange(0, 4).Draw(t, "at")
		for i := range 5 {
			if i == at {
				text = append(text, name+" xyz")
			} else {
				// the last words are also written as some titles are
				text = append(text, word()+" "+rapid.SampledFrom([]string{"xyz", "me"}).Draw(t, "last word"))
			}
			n.Read("xyz " + strings.ToLower(strings.Join(plainWords[lang], " ")) + ".")
		}
		body := strings.Join(text, rapid.SampledFrom([]string{". ", "\n", "? — ", "! «", ".\n\n"}).Draw(t, "between"))
		n.Read(body)
		n.Trim()
		found := NewMatcher(nil, lang).Scan(body, &n)
		if len(found) != 1 || found[0].Text != name {
			t.Fatalf("%q in %q: %v", name, body, found)
		}
	})
}
