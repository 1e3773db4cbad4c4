package yamltree

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"articula/internal/qda"
)

var sameTree = cmp.Options{cmpopts.IgnoreFields(Node{}, "Line"), cmpopts.IgnoreFields(Entry{}, "Line"), cmpopts.EquateEmpty()}

// texts draws what people write, and what they never would.
func texts() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringOf(rapid.SampledFrom([]rune("ab é ñ:#-?,[]{}&*!|>'\"%@`\\\n\t0123.~=<\u00a0\u2028\U0001F600\u0301"))),
		rapid.SampledFrom([]string{"", "yes", "No", "null", "~", "12", "1.5", "0x1f", "2015-01-02", "true", "- a", "a: b", "a #b", "#", "---", "...", "<<", "*x", "&x", "!t", "a:", " a", "a ", "a\n", "\na", "a\n\nb", "a\n  b\n", ".inf", "a\n\n"}),
		rapid.Custom(func(t *rapid.T) string {
			words := rapid.SliceOfN(rapid.SampledFrom([]string{"formal", "coordination", "of", "the", "articulação,", "niveau:", "#", "-", "l’accord", "«así»"}), 10, 60).Draw(t, "words")
			return strings.Join(words, " ")
		}),
		rapid.Custom(func(t *rapid.T) string {
			lines := rapid.SliceOfN(rapid.SampledFrom([]string{"", "one", "  two", "# three", "- four", "five: six", "--- ", "..."}), 2, 6).Draw(t, "lines")
			return strings.Join(lines, "\n")
		}),
	).Filter(func(s string) bool { return !strings.ContainsAny(s, "\r\x00") })
}

func trees(depth int) *rapid.Generator[*Node] {
	return rapid.Custom(func(t *rapid.T) *Node {
		kind := Scalar
		if depth > 0 {
			kind = rapid.SampledFrom([]Kind{Scalar, Scalar, List, Map}).Draw(t, "kind")
		}
		switch kind {
		case List:
			return Of(rapid.SliceOfN(trees(depth-1), 0, 4).Draw(t, "items")...)
		case Map:
			n := &Node{Kind: Map}
			for _, key := range rapid.SliceOfNDistinct(texts(), 0, 4, rapid.ID).Draw(t, "keys") {
				n.Put(key, trees(depth-1).Draw(t, "value"))
			}
			return n
		}
		if rapid.Bool().Draw(t, "bare") {
			return Bare(rapid.SampledFrom([]string{"true", "false", "0", "14", "-3", "2.5"}).Draw(t, "number"))
		}
		return Text(texts().Draw(t, "text"))
	})
}

func TestParseIsTheInverseOfFormat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := &Node{Kind: Map}
		want.Put("root", trees(4).Draw(t, "tree"))
		b := Format("a head\nof two lines", want)
		got, err := Parse(b)
		if err != nil {
			t.Fatalf("%v in\n%s", err, b)
		}
		if d := cmp.Diff(want, got, sameTree); d != "" {
			t.Fatalf("%s in\n%s", d, b)
		}
		if again := Format("a head\nof two lines", got); string(again) != string(b) {
			t.Fatalf("formatted differently the second time:\n%s\n%s", b, again)
		}
	})
}

func TestLongTextsAreFoldedAndParagraphsKeptLineByLine(t *testing.T) {
	n := &Node{}
	n.Put("long", Text(strings.TrimSpace(strings.Repeat("coordination ", 20))))
	n.Put("lines", Text("one\n\n  two"))
	n.Put("list", Texts("en", "es"))
	for line := range strings.Lines(string(Format("", n))) {
		if len(line) > width+1 {
			t.Errorf("a line of %d characters: %q", len(line), line)
		}
	}
	if got := string(Format("", n)); !strings.Contains(got, "long: >-\n  coordination") || !strings.Contains(got, "lines: |-\n  one\n\n    two\n") || !strings.Contains(got, "list: [en, es]") {
		t.Errorf("got\n%s", got)
	}
}

func TestMistakesAreNamedWithTheirLine(t *testing.T) {
	for _, c := range []struct {
		name, text, code string
		line             any
	}{
		{"a key twice", "a: 1\nb: 2\na: 3\n", "yaml.syntax", 3},
		{"a key twice in braces", "a: 1\nb: {c, c}\n", "yaml.same_key", 2},
		{"a tab", "a:\n\t- x\n", "yaml.syntax", 2},
		{"a colon in a plain text", "a: 1\nb: c: d\n", "yaml.syntax", 2},
		{"an open quote", "a: 1\nb: \"x\n", "yaml.syntax", 2},
		{"an anchor", "a: 1\nb: &x 1\n", "yaml.alias", 2},
		{"an alias", "a: 1\nb: *x\n", "yaml.alias", 2},
		{"a merge key", "a: 1\n<<: {b: 1}\n", "yaml.alias", 2},
		{"a text alone", "\njust words\n", "yaml.root", 2},
		{"a tag", "a: !!str 1\n", "yaml.tag", 1},
		{"two documents", "a: 1\n---\nb: 1\n", "yaml.documents", 3},
		{"brackets without end", "a: 1\nb: " + strings.Repeat("[", 200), "yaml.too_deep", 2},
		{"steps without end", "a:\n" + strings.Repeat(" ", 5000) + "b: 1", "yaml.too_deep", 2},
	} {
		_, err := Parse([]byte(c.text))
		var e *qda.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Kind != qda.Invalid {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
			continue
		}
		if e.Args[0].Value != c.line {
			t.Errorf("%s: line %v, want %v", c.name, e.Args[0].Value, c.line)
		}
	}
}

func TestAnEmptyFileIsAnEmptyMap(t *testing.T) {
	for _, text := range []string{"", "# only a comment\n", "\uFEFF", "---\n"} {
		n, err := Parse([]byte(text))
		if err != nil || n.Kind != Map || !n.Blank() {
			t.Errorf("%q: %v, %v", text, n, err)
		}
	}
}

func TestDecodeFillsStructsAndRefusesWhatTheyDoNotKnow(t *testing.T) {
	type inner struct {
		Line int    `yaml:",line"`
		Name string `yaml:"name"`
	}
	type outer struct {
		inner
		N     int               `yaml:"n"`
		Yes   bool              `yaml:"yes"`
		Words []string          `yaml:"words"`
		Texts map[string]string `yaml:"texts"`
		List  []inner           `yaml:"list"`
		Any   *Node             `yaml:"any"`
	}
	n, err := Parse([]byte("name: x\nn: 3\nyes: true\nwords: [a, b]\ntexts: {es: sí}\nlist:\n  - name: one\n  - name: two\nany: x\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got outer
	if err := Decode(n, &got); err != nil {
		t.Fatal(err)
	}
	want := outer{inner{1, "x"}, 3, true, []string{"a", "b"}, map[string]string{"es": "sí"}, []inner{{7, "one"}, {8, "two"}}, &Node{Line: 9, Text: "x"}}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(outer{})); d != "" {
		t.Error(d)
	}
	for text, code := range map[string]string{
		"name: x\nnmae: y\n": "yaml.unknown_key", "n: many\n": "yaml.shape", "yes: yes\n": "yaml.shape",
		"words: a\n": "yaml.shape", "list: {a: b}\n": "yaml.shape", "name: [a]\n": "yaml.shape", "texts: []\n": "yaml.shape",
	} {
		n, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := Decode(n, new(outer)); !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: code}) {
			t.Errorf("%q: got %v, want %s", text, err, code)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a: 1", "- [a, {b: c}]", "a: >-\n  x\n\n  y\n", "a: |2\n   x\n", "? a\n: b", "a: \"\\u00e9\\x07\"", "---\n...\n", "a: 'it''s'\r\nb: ~\r\n", "%YAML 1.2\n---\na: b", "a:\n- b\n-\n  - c\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := Parse(b)
		if err != nil {
			if qda.KindOf(err) != qda.Invalid {
				t.Fatalf("kind of %v", err)
			}
			return
		}
		again, err := Parse(Format("", n))
		if err != nil {
			t.Fatalf("%v\nin %q\nfrom %q", err, Format("", n), b)
		}
		if d := cmp.Diff(n, again, sameTree); d != "" {
			t.Fatalf("%s\nin %q\nfrom %q", d, Format("", n), b)
		}
	})
}
