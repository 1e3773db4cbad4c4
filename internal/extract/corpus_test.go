package extract

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"articula/internal/qda"
	"articula/internal/qdatest"
)

// expected is what a person who looks at a file finds in it.
type expected struct {
	file       string
	characters int
	turns      int
	speakers   string // in the order in which they first speak, with their turns
	lang       string
	kind       qda.DocumentKind
	title      string
}

func describe(res Result) (speakers string) {
	var out []string
	for _, s := range res.Speakers {
		out = append(out, s.Name+" "+strconv.Itoa(s.Turns))
	}
	return strings.Join(out, ", ")
}

// TestEverythingBesideTheProjectIsReadWhole imports all the material that lies
// beside the project. Each file is in the table, and the words of the text are
// those that a reading with other means finds.
func TestEverythingBesideTheProjectIsReadWhole(t *testing.T) {
	var unseen []string
	for _, folder := range []string{"corpus", "seeds"} {
		root := qdatest.Shared(t, folder)
		_ = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				rel, _ := filepath.Rel(filepath.Dir(root), path)
				unseen = append(unseen, filepath.ToSlash(rel))
			}
			return err
		})
	}
	for _, want := range beside {
		t.Run(filepath.Base(want.file), func(t *testing.T) {
			unseen = slices.DeleteFunc(unseen, func(f string) bool { return f == want.file })
			data, err := os.ReadFile(qdatest.Shared(t, strings.Split(want.file, "/")...))
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(want.file)
			res, err := Bytes(t.Context(), data, Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			if err := Check(res); err != nil {
				t.Error(err)
			}
			got := expected{want.file, res.Characters, res.Turns, describe(res), res.Lang, res.Kind, res.Title}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(expected{})); diff != "" {
				t.Error(diff)
			}
			if n := strings.Count(res.Text, "") - 1; n != want.characters {
				t.Errorf("the text has %d characters, %d are reported", n, res.Characters)
			}
			if strings.HasSuffix(name, ".txt") && res.Text != strings.ReplaceAll(strings.TrimPrefix(string(data), "\uFEFF"), "\r\n", "\n") {
				t.Error("the text is not the one of the file")
			}
			lost, added := compareWords(otherwise(t, name, data), res.Text)
			if len(lost) > 0 || len(added) > 0 {
				t.Errorf("words lost: %.10q, words added: %.10q", lost, added)
			}
			again, err := Bytes(t.Context(), data, Options{Name: name})
			if diff := cmp.Diff(res, again); err != nil || diff != "" {
				t.Errorf("read again: %v %.300s", err, diff)
			}
		})
	}
	for _, f := range unseen {
		if strings.HasSuffix(f, ".sqlite3") {
			data, err := os.ReadFile(qdatest.Shared(t, strings.Split(f, "/")...))
			if err != nil {
				t.Fatal(err)
			}
			_, err = Bytes(t.Context(), data, Options{Name: filepath.Base(f)})
			wantCode(t, err, qda.Unsupported, "extract.project_file")
			continue
		}
		t.Errorf("%s is not in the table", f)
	}
}

// TestTurnsOfTranscriptsAreThoseThatAreMarked counts the marks of speakers in the
// interviews by a pattern for their form alone.
func TestTurnsOfTranscriptsAreThoseThatAreMarked(t *testing.T) {
	named := regexp.MustCompile(`(?m)^(Entrevistador|Entrevistadora|Moderadora|Rosa|Guadalupe|Martín|Teresa|Luis|Carmen): .`)
	bracketed := regexp.MustCompile(`(?m)^\[([^\]\n\d]+)\]`)
	for _, want := range beside {
		pattern := named
		switch {
		case strings.HasSuffix(want.file, ".docx"):
			pattern = bracketed
		case !strings.HasSuffix(want.file, ".txt") || want.turns == 0:
			continue
		}
		data, err := os.ReadFile(qdatest.Shared(t, strings.Split(want.file, "/")...))
		if err != nil {
			t.Fatal(err)
		}
		text := otherwise(t, want.file, data)
		text = strings.Replace(text, "\nModeradora: Alicia\n", "\n", 1) // says who she is, before anyone speaks
		marks := pattern.FindAllString(text, -1)
		if len(marks) != want.turns {
			t.Errorf("%s: %d marks of speakers, %d turns", want.file, len(marks), want.turns)
		}
	}
}

// otherwise gives the words of a file as simple means find them: the bytes of a
// text, the contents of the text elements of a Word document.
func otherwise(t *testing.T, name string, data []byte) string {
	t.Helper()
	switch filepath.Ext(name) {
	case ".docx":
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, part := range []string{"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"} {
			f, err := z.Open(part)
			if err != nil {
				continue
			}
			body, err := io.ReadAll(f)
			if err != nil {
				t.Fatal(err)
			}
			s := regexp.MustCompile(`(?s)<w:del [^>]*>.*?</w:del>`).ReplaceAllString(string(body), "")
			s = regexp.MustCompile(`</w:p>|<w:br/>|<w:cr/>|<w:tab/>`).ReplaceAllString(s, "\n")
			for _, m := range regexp.MustCompile(`(?s)<w:t(?: [^>]*)?>(.*?)</w:t>|(\n)`).FindAllStringSubmatch(s, -1) {
				out.WriteString(html.UnescapeString(m[1]) + m[2])
			}
		}
		return out.String()
	case ".md":
		s := string(data)
		s = regexp.MustCompile(`(?m)^[-=]{3,}\s*$`).ReplaceAllString(s, "")
		s = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`).ReplaceAllString(s, "$1")
		return html.UnescapeString(s)
	case ".csv":
		return strings.NewReplacer(";", " ", "_", " ").Replace(string(data))
	}
	return string(data)
}

// compareWords compares two texts word by word, whatever lies between the words.
func compareWords(want, got string) (lost, added []string) {
	count := map[string]int{}
	for _, w := range wordsOf(want) {
		count[w]++
	}
	for _, w := range wordsOf(got) {
		if count[w]--; count[w] < 0 {
			added = append(added, w)
		}
	}
	for w, n := range count {
		if n > 0 {
			lost = append(lost, w)
		}
	}
	slices.Sort(lost)
	return lost, added
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	})
}
