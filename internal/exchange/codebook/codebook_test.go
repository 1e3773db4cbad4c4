package codebook

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"articula/internal/qda"
	"articula/internal/qdatest"
)

// anyText draws texts as they are kept: without carriage return and NUL.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", "Passages on budgets.", "Política: «apoyo» # no", "=1+1", "'=x", "-", "two\nlines", "a;b,c\t\"d\"", "véase > aquí", "Coordination by a working group whose members meet at regular dates and who may take decisions together, at any level of government."}),
		rapid.StringOf(rapid.SampledFrom([]rune("ab é>›\\;,\t\"'=＝+-@\n: #\U0001F600"))),
	)
}

func anyName() *rapid.Generator[string] {
	return rapid.Map(anyText(), func(s string) string {
		if s = strings.TrimSpace(s); s == "" {
			return "Savings"
		}
		return s
	})
}

type drawing struct {
	t    *rapid.T
	last uint64
}

// id draws an identity or none.
func (d *drawing) id() (id qda.ID) {
	if rapid.Bool().Draw(d.t, "identified") {
		d.last++
		binary.BigEndian.PutUint64(id[8:], d.last)
	}
	return id
}

func (d *drawing) wording(full bool) Wording {
	w := Wording{Name: anyName().Draw(d.t, "name"), Definition: anyText().Draw(d.t, "definition")}
	if full {
		w.Include, w.Exclude, w.Example = anyText().Draw(d.t, "include"), anyText().Draw(d.t, "exclude"), anyText().Draw(d.t, "example")
	}
	return w
}

func (d *drawing) translations(full bool) Translations {
	var out Translations
	for _, lang := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"es", "fr", "pt", "no"}), 0, 3, rapid.ID).Draw(d.t, "langs") {
		if out == nil {
			out = Translations{}
		}
		out[lang] = d.wording(full)
	}
	return out
}

func (d *drawing) codes(depth int) []Code {
	var out []Code
	if depth == 0 {
		return nil
	}
	for range rapid.IntRange(0, 3).Draw(d.t, "codes") {
		out = append(out, Code{ID: d.id(), Wording: d.wording(true), Folder: rapid.Bool().Draw(d.t, "folder"),
			Color: rapid.SampledFrom([]string{"", "#a0b1c2"}).Draw(d.t, "color"), Translations: d.translations(true), Codes: d.codes(depth - 1)})
	}
	return out
}

func anyBook() *rapid.Generator[Book] {
	return rapid.Custom(func(t *rapid.T) Book {
		d := &drawing{t: t}
		b := Book{Title: anyText().Draw(t, "title"), Description: anyText().Draw(t, "description"), Language: "en"}
		b.Codes = append(d.codes(3), Code{Wording: Wording{Name: "at least one"}})
		for range rapid.IntRange(0, 2).Draw(t, "facets") {
			f := Facet{ID: d.id(), Wording: d.wording(false), Actors: rapid.Bool().Draw(t, "actors"), Multiple: rapid.Bool().Draw(t, "multiple"), Translations: d.translations(false)}
			for range rapid.IntRange(0, 3).Draw(t, "values") {
				f.Values = append(f.Values, Value{ID: d.id(), Wording: d.wording(false), Shortcut: rapid.SampledFrom([]string{"", "c", "-", "é"}).Draw(t, "shortcut"), Translations: d.translations(false)})
			}
			b.Facets = append(b.Facets, f)
		}
		for range rapid.IntRange(0, 2).Draw(t, "attributes") {
			a := Attribute{ID: d.id(), Wording: d.wording(false), Scope: rapid.SampledFrom([]qda.Scope{qda.OnCase, qda.OnSpeaker}).Draw(t, "scope"),
				Type: rapid.SampledFrom([]qda.ValueType{qda.TextValue, qda.ChoiceValue}).Draw(t, "type"), Translations: d.translations(false)}
			for range rapid.IntRange(0, 3).Draw(t, "choices") {
				a.Choices = append(a.Choices, Choice{ID: d.id(), Wording: d.wording(false), Translations: d.translations(false)})
			}
			b.Attributes = append(b.Attributes, a)
		}
		return b
	})
}

func TestReadingAWrittenCodebookGivesTheSameCodebook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyBook().Draw(t, "book")
		file := WriteYAML(want)
		got, notices, err := ReadYAML(file)
		if err != nil {
			t.Fatalf("%v in\n%s", err, file)
		}
		for _, n := range notices {
			if n.Code != "codebook.same_name" {
				t.Fatalf("notice %v in\n%s", n, file)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%s in\n%s", d, file)
		}
		if again := WriteYAML(got); !bytes.Equal(file, again) {
			t.Fatalf("written differently the second time:\n%s\n%s", file, again)
		}
	})
}

func TestReadingAWrittenTableGivesTheSameCodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyBook().Draw(t, "book")
		o := CSVOptions{Comma: rapid.SampledFrom([]rune{0, ';', '\t'}).Draw(t, "comma"), BOM: rapid.Bool().Draw(t, "bom")}
		file := WriteCSV(want, o)
		got, notices, err := ReadCSV(file)
		if err != nil {
			t.Fatalf("%v in\n%s", err, file)
		}
		for _, n := range notices {
			if n.Code != "codebook.same_name" {
				t.Fatalf("notice %v in\n%s", n, file)
			}
		}
		if d := cmp.Diff(want.Codes, got.Codes); d != "" {
			t.Fatalf("%s in\n%s", d, file)
		}
	})
}

func TestTurningACodebookIntoRecordsAndBackGivesTheSameCodebook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyBook().Draw(t, "book")
		clock, random := qdatest.NewClock(), qdatest.NewRandom(1)
		mint := func() qda.ID { return qda.NewID(clock.Now(), random) }
		records := want.Records(mint)
		seen := map[qda.ID]bool{}
		for _, l := range records.Labels {
			if seen[l.ID] {
				t.Fatalf("two labels have the identity %s", l.ID)
			}
			seen[l.ID] = true
		}
		got := FromRecords(records)
		got.Title, got.Description, got.Language = want.Title, want.Description, want.Language
		ignore := cmpopts.IgnoreFields(Code{}, "ID")
		if d := cmp.Diff(want, got, ignore, cmpopts.IgnoreFields(Facet{}, "ID"), cmpopts.IgnoreFields(Value{}, "ID"), cmpopts.IgnoreFields(Attribute{}, "ID"), cmpopts.IgnoreFields(Choice{}, "ID")); d != "" {
			t.Fatal(d)
		}
	})
}

func TestRecordsKeepIdentitiesAndLeaveOutTheBin(t *testing.T) {
	id := qda.NewID(time.UnixMilli(1), qdatest.NewRandom(7))
	b := Book{Codes: []Code{{ID: id, Wording: Wording{Name: "Savings"}, Translations: Translations{"es": {Name: "Ahorro"}}}}}
	r := b.Records(func() qda.ID { t.Error("minted"); return qda.ID{} })
	if r.Codes[0].ID != id || r.Labels[0].ID != LabelID(id, "name", "es") || r.Labels[0].Owner != "code" {
		t.Errorf("got %+v", r)
	}
	if other := b.Records(nil); other.Labels[0].ID != r.Labels[0].ID {
		t.Error("a second project has another label")
	}
	r.Codes[0].DeletedAt = "2026-01-05T09:00:00.000Z"
	if got := FromRecords(r); len(got.Codes) != 0 {
		t.Errorf("the bin was exported: %+v", got)
	}
}

func TestAHandWrittenFileMayBeShort(t *testing.T) {
	file := "\uFEFFTitle: Mine\r\nLanguage: EN\r\ncodes:\r\n" +
		"- Political support\r\n" +
		"- Coordination:\r\n  - Agreements\r\n  - Working groups: Passages on committees\r\n" +
		"- Name: Savings\r\n  Colour: 'ABC'\r\n  When to use: saving groups\r\n  exclude-when: loans\r\n  sub codes: x\r\n  children:\r\n  - name: Groups\r\n  in:\r\n    pt-BR: Poupança\r\n    es:\r\n      name: Ahorro\r\n      note: x\r\n"
	want := Book{Title: "Mine", Language: "en", Codes: []Code{
		{Wording: Wording{Name: "Political support"}},
		{Wording: Wording{Name: "Coordination"}, Codes: []Code{{Wording: Wording{Name: "Agreements"}}, {Wording: Wording{Name: "Working groups", Definition: "Passages on committees"}}}},
		{Wording: Wording{Name: "Savings", Include: "saving groups", Exclude: "loans"}, Color: "#aabbcc",
			Translations: Translations{"pt": {Name: "Poupança"}, "es": {Name: "Ahorro"}}, Codes: []Code{{Wording: Wording{Name: "Groups"}}}},
	}}
	got, notices, err := ReadYAML([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	var lines []any
	for _, n := range notices {
		lines = append(lines, n.Args[0].Value)
	}
	if !slices.Equal(lines, []any{12, 19}) {
		t.Errorf("notices on lines %v: %v", lines, notices)
	}
}

func TestAListOfNamesIsACodebook(t *testing.T) {
	got, _, err := ReadYAML([]byte("- Savings\n- Habits\n"))
	if err != nil || len(got.Codes) != 2 || got.Codes[1].Name != "Habits" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestMistakesInAFileAreNamedWithTheirLine(t *testing.T) {
	const id = "01890000-0000-7000-8000-000000000001"
	for _, c := range []struct {
		text, code string
		line       any
	}{
		{"codes:\n- name: A\n- color: '#000000'\n", "codebook.nameless", 3},
		{"facets:\n- name: level\n  values:\n  - definition: x\n", "codebook.nameless_value", 4},
		{"codes:\n- name: A\n  color: reddish\n", "codebook.bad_color", 3},
		{"codes:\n- name: A\n  id: 12\n", "codebook.bad_id", 3},
		{"codes:\n- name: A\n  id: " + id + "\n- name: B\n  id: " + id + "\n", "codebook.same_id", 5},
		{"codes:\n- name: A\n  translations:\n    español: B\n", "codebook.bad_language", 4},
		{"codes:\n- name: A\n  codes: B\n", "yaml.shape", 3},
		{"codes:\n- name: [A]\n", "yaml.shape", 2},
		{"attributes:\n- name: A\n  type: colour\n", "codebook.not_one_of", 3},
		{"attributes:\n- name: A\n  scope: town\n", "codebook.not_one_of", 3},
		{"facets:\n- name: A\n  values:\n  - name: B\n    shortcut: bb\n", "codebook.shortcut", 5},
		{"facets:\n- name: A\n  actors: maybe\n", "yaml.shape", 3},
		{"language: english\n", "codebook.bad_language", 1},
		{"codes:\n- name: A\n  name: B\n", "yaml.syntax", 3},
	} {
		_, _, err := ReadYAML([]byte(c.text))
		var e *qda.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Kind != qda.Invalid || e.Args[0].Value != c.line {
			t.Errorf("%q: got %v, want %s on line %v", c.text, err, c.code, c.line)
		}
	}
	for _, text := range []string{"", "title: x\n", "codes: []\n"} {
		if _, _, err := ReadYAML([]byte(text)); !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: "codebook.empty"}) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTablesOfOtherHandsAreRead(t *testing.T) {
	for name, file := range map[string]string{
		"semicolons and a mark": "\uFEFFPath;Definition;Colour;Name_ES\nA > B;first;#fff;Bé\nA;;;\n",
		"another arrow, CRLF":   "path,definition,color,name (es)\r\nA›B,first,#ffffff,Bé\r\nA,,,\r\n",
		"parents by name":       "code\tparent\tdescription\tcolor\tname es\nA\t\t\t\t\nB\tA\tfirst\tfff\tBé\n",
		"Windows-1252":          "path;definition;color;name_es\nA;;;\nA > B;first;#fff;B\xe9\n",
	} {
		got, notices, err := ReadCSV([]byte(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := []Code{{Wording: Wording{Name: "A"}, Codes: []Code{{Wording: Wording{Name: "B", Definition: "first"}, Color: "#ffffff", Translations: Translations{"es": {Name: "Bé"}}}}}}
		if d := cmp.Diff(want, got.Codes); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if wrong := name == "Windows-1252"; len(notices) > 0 != wrong || wrong && notices[0].Code != "codebook.not_utf8" {
			t.Errorf("%s: notices %v", name, notices)
		}
	}
}

func TestAParentWithoutARowIsMadeAndReported(t *testing.T) {
	got, notices, err := ReadCSV([]byte("path\nA\nB > C\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Code{{Wording: Wording{Name: "A"}}, {Wording: Wording{Name: "B"}, Codes: []Code{{Wording: Wording{Name: "C"}}}}}
	if d := cmp.Diff(want, got.Codes); d != "" {
		t.Error(d)
	}
	if len(notices) != 1 || notices[0].Message() != "Line 3: there is no row for the code B; it was made without a definition." {
		t.Errorf("notices %v", notices)
	}
}

func TestMistakesInATableAreNamedWithTheirLine(t *testing.T) {
	for _, c := range []struct {
		text, code string
		line       any
	}{
		{"path,name\nA,A\n,\nB,\nC,C,too much\n,,\n,x\n", "", nil},
		{"name,definition\nA,\n,B\n", "codebook.nameless", 3},
		{"name,color\nA,blue\n", "codebook.bad_color", 2},
		{"name,id\nA,7\n", "codebook.bad_id", 2},
		{"name,folder\n\"A\nB\",\nC,perhaps\n", "yaml.shape", 4},
	} {
		_, _, err := ReadCSV([]byte(c.text))
		if c.code == "" {
			if err != nil {
				t.Errorf("%q: %v", c.text, err)
			}
			continue
		}
		var e *qda.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Args[0].Value != c.line {
			t.Errorf("%q: got %v, want %s on line %v", c.text, err, c.code, c.line)
		}
	}
	if _, _, err := ReadCSV([]byte("a,b\n1,2\n")); !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: "codebook.no_columns"}) {
		t.Error(err)
	}
}

// A path of many levels took the square of its length, and a list of millions of codes as
// much as the machine had.
func TestTablesBeyondMeasureAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ text, code string }{
		"deep":    {"path\n" + strings.Repeat("a/", 20_000) + "a\n", "yaml.too_deep"},
		"parents": {"name,parent\nx," + strings.Repeat("a/", 20_000) + "a\n", "yaml.too_deep"},
		"list":    {strings.Repeat("a>>", 20_000) + "a\n", "yaml.too_deep"},
		"many":    {"path\n" + strings.Repeat("a\n", 60_000), "codebook.too_many_codes"},
		"wide":    {"name" + strings.Repeat(",x", 20_000) + "\na\n", "codebook.too_many_columns"},
		"long":    {"name\n" + strings.Repeat("a", 33<<20), "yaml.too_large"},
	} {
		if _, _, err := ReadCSV([]byte(c.text)); !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: c.code}) {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
		}
	}
	if _, _, err := ReadCSV([]byte("path\n" + strings.Repeat("a/", 98) + "a\n")); err != nil {
		t.Errorf("99 levels: %v", err)
	}
}

func FuzzReadYAML(f *testing.F) {
	f.Add([]byte("- A\n- B:\n  - C\n"))
	f.Add(WriteYAML(Book{Title: "t", Language: "en", Codes: []Code{{Wording: Wording{Name: "A", Definition: "d"}, Color: "#112233", Translations: Translations{"es": {Name: "a"}}}}, Attributes: []Attribute{{Wording: Wording{Name: "x"}, Scope: qda.OnCase, Type: qda.ChoiceValue}}}))
	f.Fuzz(func(t *testing.T, file []byte) {
		b, _, err := ReadYAML(file)
		if err != nil {
			if qda.KindOf(err) != qda.Invalid {
				t.Fatalf("kind of %v", err)
			}
			return
		}
		again, _, err := ReadYAML(WriteYAML(b))
		if err != nil {
			t.Fatalf("%v in\n%s", err, WriteYAML(b))
		}
		if d := cmp.Diff(b, again, cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("path;definition;name_es\nA > B;x;y\n"))
	f.Add(WriteCSV(Book{Codes: []Code{{Wording: Wording{Name: "A > \\"}, Translations: Translations{"es": {Name: "a"}}}}}, CSVOptions{BOM: true}))
	f.Fuzz(func(t *testing.T, file []byte) {
		b, _, err := ReadCSV(file)
		if err != nil {
			if qda.KindOf(err) != qda.Invalid {
				t.Fatalf("kind of %v", err)
			}
			return
		}
		if _, _, err := ReadCSV(WriteCSV(b, CSVOptions{})); err != nil {
			t.Fatalf("%v in\n%s", err, WriteCSV(b, CSVOptions{}))
		}
	})
}

// The tables that other programs export.
func TestCodebookTablesOfOtherPrograms(t *testing.T) {
	for name, c := range map[string]struct{ in, path, definition string }{
		"Taguette":                     {"tag,description,number of highlights\nopen: privacy,about privacy,3\n", "open: privacy", "about privacy"},
		"MAXQDA":                       {"Color,Parent code,Code,Code memo,Cod. seg. (all documents)\n#ff0000,,Top,,0\n#ff0000,Top,Middle,,0\n#00ff00,Top\\Middle,Leaf,what it is,4\n", "Top/Middle/Leaf", "what it is"},
		"MAXQDA, one column":           {"Code;Memo\nTop > Middle > and/or leaf;what it is\n> 18 years;\n", "Top/Middle/and/or leaf", "what it is"},
		"MAXQDA 12":                    {"Code,Memo\nTop\\Middle\\Leaf,what it is\n", "Top/Middle/Leaf", "what it is"},
		"MAXQDA, German":               {"Farbe;Obercode;Code;Code-Memo;Codings (alle Dokumente)\n#ff0000;;Oben;;0\n#ff0000;Oben;Mitte;;0\n#00ff00;Oben\\Mitte;Blatt;was es ist;4\n", "Oben/Mitte/Blatt", "was es ist"},
		"MAXQDA, Spanish":              {"Color;Código superior;Código;Memo de código\n#ff0000;;Arriba;\n#00ff00;Arriba;Hoja;lo que es\n", "Arriba/Hoja", "lo que es"},
		"MAXQDA, Spanish, one column":  {"Código;Memo\nArriba > Medio > Hoja;lo que es\n", "Arriba/Medio/Hoja", "lo que es"},
		"MAXQDA, French":               {"Couleur;Code supérieur;Code;Mémo de code\n#ff0000;;Haut;\n#00ff00;Haut;Feuille;ce que c’est\n", "Haut/Feuille", "ce que c’est"},
		"MAXQDA, French, another word": {"Couleur;Code parent;Code;Mémo du code\n#ff0000;;Haut;\n#00ff00;Haut;Feuille;ce que c’est\n", "Haut/Feuille", "ce que c’est"},
		"MAXQDA, Portuguese":           {"Cor;Código pai;Código;Memo do código\n#ff0000;;Alto;\n#00ff00;Alto;Folha;o que é\n", "Alto/Folha", "o que é"},
		"Spanish":                      {"Nombre;Definición;Ejemplo\nHoja;lo que es;así\n", "Hoja", "lo que es"},
		"French":                       {"Chemin;Définition;Exemple\nHaut/Feuille;ce que c’est;ainsi\n", "Haut/Feuille", "ce que c’est"},
		"Portuguese":                   {"Nome;Definição;Exemplo\nFolha;o que é;assim\n", "Folha", "o que é"},
		"German":                       {"Kategorie;Code;Beschreibung;Ankerbeispiel\nOben;Blatt;was es ist;so\n", "Oben/Blatt", "was es ist"},
		"levels":                       {"Category;Sub-category;Code;Definition\nTop;Middle;Leaf;what it is\nTop;Other;Leaf;another\nTop;;Alone;x\n", "Top/Middle/Leaf", "what it is"},
		"levels, one left out":         {"Category;Sub-category;Code;Definition\nTop;Middle;Leaf;x\nTop;;Alone;what it is\n", "Top/Alone", "what it is"},
		"levels, of the middle":        {"Category;Sub-category;Code;Definition\nTop;Middle;;what it is\nTop;Middle;Leaf;x\n", "Top/Middle", "what it is"},
		"levels, five":                 {"Theme,Sub-theme,Category,Subcategory,Code,Subcode,Memo\na,b,c,d,e,f,what it is\n", "a/b/c/d/e/f", "what it is"},
		"levels, Spanish":              {"Categoría;Subcategoría;Código;Descripción\nArriba;Medio;Hoja;lo que es\n", "Arriba/Medio/Hoja", "lo que es"},
		"levels, signs in names":       {"Categoria;Subcategoria;Código;Descrição\nAlto;e/ou > mais;Folha;o que é\n", "Alto/e/ou > mais/Folha", "o que é"},
		"QualCoder, a list":            {"alone\nPlaces>>Small places>>Village,a small place\nPlaces>>Town\n", "Places/Small places/Village", "a small place"},
		"QualCoder, with tabs":         {"alone\nPlaces>>Village\ta place, small\n", "Places/Village", "a place, small"},
		"QualCoder, a table":           {"Category,Code name,Memo\nPlaces,Village,a small place\n", "Places/Village", "a small place"},
	} {
		book, _, err := ReadCSV([]byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		found := false
		book.Walk(func(path []string, code *Code) {
			if strings.Join(path, "/") == c.path {
				found = code.Definition == c.definition
			}
		})
		if !found {
			t.Errorf("%s: no %s with %q in %+v", name, c.path, c.definition, book.Codes)
		}
	}
}
