package bundle

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articula/internal/qda"
)

func TestABundleComesOverWhole(t *testing.T) {
	b := New("A program")
	doc := qda.Document{ID: DerivedID("d"), Title: "Día 😀", Kind: qda.Interview, Pos: "a", TextHash: b.AddText("The ministry é."), SourceHash: b.AddSource([]byte{0xff, 0, 1}, "application/pdf")}
	s := qda.Structure{TextHash: doc.TextHash, Norm: 1, Parts: []qda.Part{{Kind: qda.Turn, Span: qda.Span{End: 3}, Speaker: "A"}}}
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	doc.StructureHash = qda.HashOf(raw)
	b.Structures[doc.StructureHash] = s
	b.Put(doc)
	for i := range 450 {
		b.Put(qda.Coding{ID: DerivedID("c", string(rune(i))), DocumentID: doc.ID, TextHash: doc.TextHash, Span: qda.Span{Start: 4, End: 12}, Quote: "ministry", Weight: i})
	}
	b.Account.Left("thing", "x", Why("account.why", "why"))
	b.Questions = []Question{{About: "Día", Choice: "utf16"}}
	b.Inside = []Inside{{Name: "One", Documents: 1, Chosen: true}}
	got := New("")
	var parts [][2][]byte
	tell := func(head any, body []byte) error {
		h, err := json.Marshal(head)
		parts = append(parts, [2][]byte{h, body})
		return err
	}
	if err := b.Send(tell); err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if err := got.Take(p[0], p[1]); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(b, got); d != "" || !got.Sound() {
		t.Error(d)
	}
}

func TestWhatIsNoPartOfABundleIsRefused(t *testing.T) {
	for _, c := range [][2]string{
		{`{"records":[{"e":"nothing","r":[]}]}`, ""}, {`{"records":[{"e":"code","r":[{"s":"AA=="}]}]}`, ""}, {`[`, ""},
		{`{"text":true}`, "\ufeffa\r\n"}, {`{"text":true}`, "\xff"}, {`{"structure":true}`, "{"},
	} {
		if err := New("").Take(json.RawMessage(c[0]), []byte(c[1])); err == nil {
			t.Errorf("%s %q was taken", c[0], c[1])
		}
	}
	b := New("")
	b.Put(qda.Coding{ID: DerivedID("c"), TextHash: b.AddText("words"), Span: qda.Span{Start: 1, End: 9}, Quote: "ords"})
	if b.Sound() {
		t.Error("a coding outside of its text is sound")
	}
}

// TestABundleIsHandedOverInOneOrder sends the same contents again and again.
func TestABundleIsHandedOverInOneOrder(t *testing.T) {
	b := New("A program")
	for i := range 6 {
		words := strings.Repeat("word ", i+1)
		s := qda.Structure{TextHash: b.AddText(words), Norm: i}
		b.AddSource([]byte(words), "text/plain")
		b.Structures[qda.HashOf([]byte(words))] = s
	}
	var first []string
	for range 50 {
		var parts []string
		if err := b.Send(func(head any, body []byte) error {
			h, err := json.Marshal(head)
			parts = append(parts, string(h)+string(body))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = parts
		}
		if len(parts) != 19 || !slices.Equal(first, parts) {
			t.Fatalf("%q and then %q", first, parts)
		}
	}
}
