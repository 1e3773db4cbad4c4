package index

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/textpos"
)

// TestChunksKeepTheUnits cuts texts of any sort into chunks, writes and reads them,
// and compares each unit with the text.
func TestChunksKeepTheUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		var units []query.Unit
		at := 0
		write := func(s string) { text.WriteString(s); at += len([]rune(s)) }
		for range rapid.IntRange(0, 300).Draw(t, "units") {
			write(rapid.SampledFrom([]string{"", "\n", "  ", "\u2028\n"}).Draw(t, "gap"))
			start := at
			write(rapid.SampledFrom([]string{"a", "é", "😀😀", "INT:", strings.Repeat("á ", 200) + "x"}).Draw(t, "unit"))
			units = append(units, query.Unit{Span: qda.Span{Start: start, End: at}, Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
				Speaker: rapid.SampledFrom([]string{"", "INT", "P1", "Ñandú"}).Draw(t, "speaker")})
		}
		f := Field{Name: "text", Lang: "es", Text: text.String(), Units: func() ([]query.Unit, error) { return units, nil }}
		chunks, err := chunksOf(target(Document, 1), 0, 1, f)
		if err != nil {
			t.Fatal(err)
		}
		var got []query.Unit
		ix := textpos.NewIndex(f.Text)
		for i, c := range chunks.list {
			h, u, err := decode(c.stored)
			if err != nil || (h != nil) != (i == 0) {
				t.Fatalf("chunk %d: %v %v", i, h, err)
			}
			if len(u.bits)-1 > maxBits || len(u.list) > maxUnits {
				t.Fatalf("chunk %d has %d units for %d bits", i, len(u.list), len(u.bits)-1)
			}
			for k := range u.list {
				p := u.place(k)
				if f.Text[p.start:p.end] != ix.Slice(p.Span) {
					t.Fatalf("bytes [%d, %d) are not code points %v", p.start, p.end, p.Span)
				}
				got = append(got, p.Unit)
			}
		}
		if diff := cmp.Diff(units, got); diff != "" && len(units)+len(got) > 0 {
			t.Fatal(diff)
		}
	})
}

func TestUnitsThatDoNotFitAreRefused(t *testing.T) {
	for _, spans := range [][]qda.Span{{{Start: 2, End: 3}, {Start: 1, End: 2}}, {{Start: 0, End: 4}}, {{Start: 1, End: 1}}, {{Start: 0, End: 2}, {Start: 1, End: 3}}, {{Start: -1, End: 1}}} {
		f := Field{Text: "añb", Units: func() (out []query.Unit, _ error) {
			for _, s := range spans {
				out = append(out, query.Unit{Span: s, Kind: qda.Paragraph})
			}
			return out, nil
		}}
		if _, err := chunksOf(target(Document, 1), 0, 1, f); qda.KindOf(err) != qda.Internal {
			t.Errorf("%v: %v", spans, err)
		}
	}
}

func TestChunkIDs(t *testing.T) {
	for _, e := range entities {
		got, field, n, ok := readChunkID(chunkID(target(e, 9), 3, 70000))
		if !ok || got != target(e, 9) || field != 3 || n != 70000 {
			t.Errorf("%s: %v %d %d %v", e, got, field, n, ok)
		}
	}
	for _, s := range []string{"", "x", strings.Repeat("\xff", 22)} {
		if _, _, _, ok := readChunkID(s); ok {
			t.Errorf("%q was read", s)
		}
	}
}

// FuzzDecode: whatever the bytes of a chunk are, reading them ends and units are sane.
func FuzzDecode(f *testing.F) {
	f.Add(encode(&head{1, 1, "text", "es", qda.Hash{}}, []place{{Unit: query.Unit{Span: qda.Span{End: 3}, Kind: qda.Turn, Speaker: "P1"}, end: 4}}))
	f.Add([]byte{0, 0, 1, 0, 0, 0, 0, 5, 1})
	f.Add([]byte{1, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		_, u, err := decode(b)
		if err != nil {
			return
		}
		end := 0
		for i := range u.list {
			p := u.place(i)
			if p.start < end || p.end <= p.start || p.Span.Len() <= 0 || p.Span.Len() > p.end-p.start {
				t.Fatal(fmt.Sprint(p))
			}
			end = p.end
		}
	})
}
