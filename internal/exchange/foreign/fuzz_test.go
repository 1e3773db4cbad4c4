package foreign

import (
	"context"
	"iter"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// tables is a database in memory.
type tables map[string][]map[string]any

func (t tables) Columns(table string) []string {
	seen := map[string]bool{}
	var out []string
	for _, r := range t[table] {
		for c := range r {
			if !seen[c] {
				seen[c] = true
				out = append(out, c)
			}
		}
	}
	return out
}

func (t tables) Tables() (out []string) {
	for name := range t {
		out = append(out, name)
	}
	return out
}

func (t tables) Count(_ context.Context, table string) (int, error) { return len(t[table]), nil }

func (t tables) Rows(_ context.Context, table string) iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for _, r := range t[table] {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// honest holds what every bundle promises: the account balances, and every coding
// stands on its words.
func honest(t interface {
	Errorf(string, ...any)
}, b *bundle.Bundle) {
	if !b.Account.Balanced() {
		t.Errorf("%+v", b.Account.Entries)
	}
	ids := map[string]bool{}
	for _, r := range b.Records {
		k := r.Entity() + r.Key().String()
		if ids[k] && r.Entity() != "preserved" {
			t.Errorf("two records %s", k)
		}
		ids[k] = true
	}
	for _, c := range bundle.Of[qda.Coding](b) {
		ix := textpos.NewIndex(b.Texts[c.TextHash].Body)
		if !c.Span.Valid(ix.Len()) || ix.Slice(c.Span) != c.Quote {
			t.Errorf("a coding of %v says %q", c.Span, c.Quote)
		}
	}
	for _, s := range bundle.Of[qda.CaseSpan](b) {
		if s.End < s.Start || s.Start < 0 {
			t.Errorf("a case has %v", s.Span)
		}
	}
}

var anyValue = rapid.OneOf(
	rapid.Just[any](nil), rapid.Map(rapid.Int64Range(-2, 12), func(n int64) any { return n }), rapid.Map(rapid.Float64Range(-3, 30), func(f float64) any { return f }),
	rapid.Map(rapid.SampledFrom([]string{"", "1", "2", "a", "é😀\r\nx", "<p>a &amp; b</p>", "/docs/../x", "Thu Jan 31 17:37:41 2013", "#ff0000", "a.b.", "words in a text"}), func(s string) any { return s }),
	rapid.Just[any]([]byte{0xff, 0}),
)

func drawTables(t *rapid.T, columns map[string][]string) tables {
	out := tables{}
	for _, table := range sortedKeys(columns) {
		for range rapid.IntRange(1, 4).Draw(t, table) {
			row := map[string]any{}
			for _, c := range columns[table] {
				row[c] = anyValue.Draw(t, c)
			}
			out[table] = append(out[table], row)
		}
	}
	return out
}

// Whatever stands in the tables, a reader ends, and what it gives is sound.
func TestTablesOfAnyContent(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		readers := map[string]func() (*bundle.Bundle, error){
			"taguette": func() (*bundle.Bundle, error) {
				return Taguette(ctx, drawTables(t, map[string][]string{"projects": {"id", "name", "created"}, "documents": {"id", "project_id", "name", "contents", "created"}, "tags": {"id", "project_id", "path", "description"},
					"highlights": {"id", "document_id", "start_offset", "end_offset", "snippet"}, "highlight_tags": {"highlight_id", "tag_id"}, "commands": {"payload", "user_login", "date"}}), "x", TaguetteOptions{Dots: true})
			},
			"qualcoder": func() (*bundle.Bundle, error) {
				return QualCoder(ctx, drawTables(t, map[string][]string{"source": {"id", "name", "fulltext", "mediapath", "memo"}, "code_name": {"cid", "name", "catid", "color", "supercid"}, "code_cat": {"catid", "name", "supercatid"},
					"code_text": {"cid", "fid", "seltext", "pos0", "pos1", "owner", "memo", "important"}, "cases": {"caseid", "name"}, "case_text": {"caseid", "fid", "pos0", "pos1"}, "annotation": {"fid", "pos0", "pos1", "memo"},
					"attribute_type": {"name", "caseOrFile", "valuetype"}, "attribute": {"name", "attr_type", "value", "id"}, "journal": {"name", "jentry"}}), "x.qda", func(string) ([]byte, bool, error) { return nil, false, nil })
			},
			"rqda": func() (*bundle.Bundle, error) {
				return RQDA(ctx, drawTables(t, map[string][]string{"source": {"id", "name", "file", "status", "date"}, "freecode": {"id", "name", "status", "color"}, "codecat": {"catid", "name", "status"}, "treecode": {"cid", "catid", "status"},
					"coding": {"cid", "fid", "seltext", "selfirst", "selend", "status", "owner", "memo"}, "cases": {"id", "name", "status"}, "caselinkage": {"caseid", "fid", "selfirst", "selend", "status"}, "attributes": {"name", "class", "status"},
					"caseAttr": {"variable", "value", "caseID", "status"}, "fileAttr": {"variable", "value", "fileID", "status"}, "annotation": {"fid", "position", "annotation", "status"}, "filecat": {"catid", "name", "status"}, "treefile": {"fid", "catid", "status"}}), "x.rqda")
			},
		}
		for _, name := range sortedKeys(readers) {
			b, err := readers[name]()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			honest(t, b)
		}
	})
}

// The text of a page has a place for each of its bytes, and the words between two
// places are those of the page.
func FuzzTextOfHTML(f *testing.F) {
	f.Add("<h1>Día</h1><p>El <b>ministerio</b> &amp; 😀</p>")
	f.Add("a<br>b\r\n<p>\n</p>&nbsp;&#0;&#x110000;<script>x</script>")
	f.Add("<p>\xff</p><!-- c -->")
	f.Fuzz(func(t *testing.T, page string) {
		text, err := textOfHTML(page)
		if err != nil {
			return
		}
		n := utf8.RuneCountInString(text.text)
		if text.n != n || !utf8.ValidString(text.text) || textpos.Normalise(text.text) != strings.TrimPrefix(text.text, "\ufeff") {
			t.Fatalf("%d characters counted, %d there: %q", text.n, n, text.text)
		}
		last := int32(-1)
		for _, cp := range text.first {
			if cp < last || int(cp) >= n {
				t.Fatalf("places %v of %d", text.first, n)
			}
			last = cp
		}
	})
}

func TestWordsAreFoundWhereTheyAreNearest(t *testing.T) {
	f := flatten("one two  \n one two. one")
	for _, c := range []struct {
		words      string
		at         int
		start, end int
		ok         bool
	}{{"one two", 0, 0, 7, true}, {"one two", 9, 11, 18, true}, {"two one", 0, 4, 14, true}, {"one", 100, 20, 23, true}, {"three", 0, 0, 0, false}, {" \n", 0, 0, 0, false}} {
		span, ok := f.near(c.words, c.at)
		if ok != c.ok || ok && (span.Start != c.start || span.End != c.end) {
			t.Errorf("%q near %d: %v %v", c.words, c.at, span, ok)
		}
	}
}
