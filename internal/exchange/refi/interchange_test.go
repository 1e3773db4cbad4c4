package refi

import (
	"context"
	"slices"
	"strings"
	"testing"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/textpos"
)

// textsFor writes a text for every source of a project that has none, so that the words at
// each passage are those by which the project calls it. Positions count code points.
func textsFor(root *Element) map[string][]rune {
	filler := []rune("La reunión fue larga 😀, e\u0301l no vino.\nÀ demain… 中文 العربية\n")
	out := map[string][]rune{}
	var visit func(e *Element)
	visit = func(e *Element) {
		if path := e.Attr("plainTextPath"); path != "" {
			text := out[strings.TrimPrefix(path, "internal://")] // several may name one
			for _, s := range e.Kids {
				if s.Name == "PlainTextSelection" {
					for end := number(s.Attr("endPosition")); len(text) < end+20; {
						text = append(text, filler[len(text)%len(filler)])
					}
				}
			}
			for _, s := range e.Kids {
				start, end := number(s.Attr("startPosition")), number(s.Attr("endPosition"))
				if name := []rune(s.Attr("name")); s.Name == "PlainTextSelection" && len(name) == end-start {
					copy(text[start:end], name)
				}
			}
			out[strings.TrimPrefix(path, "internal://")] = text
		}
		for _, k := range e.Kids {
			visit(k)
		}
	}
	visit(root)
	return out
}

func number(s string) (n int) {
	for _, r := range s {
		n = 10*n + int(r-'0')
	}
	return n
}

// passagesOf are the words at the passages of a project, by the text they lie in, coded or not.
func passagesOf(root *Element, texts map[string][]rune) (out []string) {
	var visit func(e *Element)
	visit = func(e *Element) {
		text := texts[strings.TrimPrefix(e.Attr("plainTextPath"), "internal://")]
		for _, s := range e.Kids {
			if s.Name != "PlainTextSelection" || text == nil {
				continue
			}
			for _, k := range s.Kids {
				if k.Name == "Coding" {
					out = append(out, string(text[number(s.Attr("startPosition")):number(s.Attr("endPosition"))]))
				}
			}
		}
		for _, k := range e.Kids {
			visit(k)
		}
	}
	visit(root)
	slices.Sort(out)
	return out
}

// The standard's examples of two programs, whole with their texts, in each way in which
// programs write texts: the coded words are those that the positions mean, the project comes
// out as it came in, and read again it says the same words.
func TestExamplesWithTheirTextsGoRound(t *testing.T) {
	ctx := context.Background()
	for _, example := range []string{"A2-atlasti-simple.qde", "A3-transana-complex.qde"} {
		path := qdatest.Shared(t, "refi-qda", "examples", example)
		root := openFile(t, path).Root
		xml, _ := Print(root, ProjectSpace)
		texts := textsFor(root)
		want := passagesOf(root, texts)
		if len(texts) < 5 || len(want) < 5 {
			t.Fatalf("%s: %d texts, %d coded passages", example, len(texts), len(want))
		}
		for name, c := range map[string]struct {
			write func(string) string
			how   Convention
		}{
			"LF":                   {func(s string) string { return s }, Standard},
			"a byte order mark":    {func(s string) string { return "\ufeff" + s }, Standard},
			"CRLF that counts one": {func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, Convention{Unit: CodePoints, CRLFOne: true}},
		} {
			t.Run(example+"/"+name, func(t *testing.T) {
				members := []member{{"project.qde", string(xml), nil}}
				for file, text := range texts {
					members = append(members, member{"sources/" + file, c.write(string(text)), nil})
				}
				archive := archiveOf(t, members...)
				read := func(archive []byte, how Convention) (*bundle.Bundle, []string) {
					b, err := Decode(ctx, openBytes(t, archive, example), DecodeOptions{Convention: map[string]Convention{"": how}})
					if err != nil {
						t.Fatal(err)
					}
					if !b.Account.Balanced() {
						t.Errorf("%+v", b.Account.Entries)
					}
					var quotes []string
					for _, k := range bundle.Of[qda.Coding](b) {
						quotes = append(quotes, k.Quote)
					}
					slices.Sort(quotes)
					return b, quotes
				}
				b, got := read(archive, c.how)
				left := slices.Clone(got) // what transcripts and pictures hold comes beside these
				for _, quote := range want {
					i := slices.Index(left, quote)
					if i < 0 {
						t.Fatalf("%q is not coded; coded are\n%q", quote, got)
					}
					left = slices.Delete(left, i, i+1)
				}
				for _, d := range bundle.Of[qda.Document](b) {
					if text, err := b.Text(d.TextHash); err == nil && text.Body != textpos.Normalise(text.Body) {
						t.Errorf("%s is not normalised", d.Title)
					}
				}
				if strings.HasPrefix(example, "A2") { // the other one departs from the schema, and is mended
					out := writeBundle(t, b, EncodeOptions{Origin: "x", Positions: OriginalPositions, SideCar: true})
					for _, d := range Diff(root, openBytes(t, out, "out.qdpx").Root, 20, "Project/origin") {
						t.Error(d)
					}
				}
				for positions, how := range map[Positions]Convention{StandardPositions: Standard, NVivoPositions: NVivo, OriginalPositions: c.how} {
					if _, again := read(writeBundle(t, b, EncodeOptions{Origin: "x", Positions: positions}), how); !slices.Equal(again, got) {
						t.Errorf("%s: written as %q", positions, again)
					}
				}
			})
		}
	}
}
