package archtest

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"articula/internal/qdatest"
)

// maxLines is where a file has become two.
const maxLines = 600

// skipped are folders that are made or fetched, not written.
var skipped = []string{".git", "node_modules", "build/bin", "build/out", "frontend/dist", "frontend/src/wailsjs"}

// written gives every text file of the project by its path, with its bytes.
func written(t *testing.T, visit func(path string, body []byte)) {
	t.Helper()
	root := qdatest.Root(t)
	err := filepath.WalkDir(root, func(full string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, full)
		rel = filepath.ToSlash(rel)
		if e.IsDir() && (slices.Contains(skipped, rel) || e.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if !e.Type().IsRegular() || rel == ".git" {
			return nil
		}
		body, err := os.ReadFile(full)
		if err == nil && !bytes.ContainsRune(body[:min(len(body), 4096)], 0) {
			visit(rel, body)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func source(path string) bool {
	return slices.Contains([]string{".go", ".ts", ".tsx", ".css", ".c", ".h", ".js", ".mjs"}, filepath.Ext(path))
}

func TestNoFileIsTooLongToRead(t *testing.T) {
	seen := 0
	written(t, func(path string, body []byte) {
		if !source(path) {
			return
		}
		seen++
		if n := bytes.Count(body, []byte("\n")); n > maxLines {
			t.Errorf("%s has %d lines; split it by concept (the ceiling is %d)", path, n, maxLines)
		}
	})
	if seen < 50 {
		t.Errorf("only %d files were looked at", seen)
	}
}

func TestNoFileIsNamedAfterNothing(t *testing.T) {
	nothing := regexp.MustCompile(`(^|/)(util|utils|common|helper|helpers|misc)(/|\.|_test\.|$)`)
	written(t, func(path string, _ []byte) {
		if nothing.MatchString(path) {
			t.Errorf("%s: a file or folder is named after what it is about", path)
		}
	})
}

// leftovers are what must not stay in a file: work put off, places of one machine,
// tests switched off. The patterns are put together so that they do not find themselves.
var leftovers = map[string]*regexp.Regexp{
	"work put off":              regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b|not imple` + `mented`),
	"a place of one machine":    regexp.MustCompile(`(^|[^\w.])/(wo` + `rk|ro` + `ot|ho` + `me/\w+|Us` + `ers/\w+|tmp/br` + `ief)(/|\b)`),
	"a test that is left out":   regexp.MustCompile(`\b(it|test|describe|scenario)\.(on` + `ly|sk` + `ip)\(|t\.Sk` + `ip\(\)`),
	"a number of a task list":   regexp.MustCompile(`(?i)\bissue #?\d+\b`),
	"a conflict of two changes": regexp.MustCompile(`(?m)^(<{7}|>{7}) `),
}

func TestNothingIsLeftLyingAbout(t *testing.T) {
	written(t, func(path string, body []byte) {
		if strings.HasSuffix(path, "package-lock.json") || strings.HasSuffix(path, "go.sum") || strings.Contains(path, "/testdata/") {
			return
		}
		for what, pattern := range leftovers {
			if m := pattern.Find(body); m != nil {
				t.Errorf("%s holds %s: %q", path, what, m)
			}
		}
	})
	for what, text := range map[string]string{
		"work put off":           "// TO" + "DO later",
		"a place of one machine": `open("/ro` + `ot/x")`,
	} {
		if !leftovers[what].MatchString(text) {
			t.Errorf("%s is not noticed in %q", what, text)
		}
	}
}

// The page could send the program an event of any name; so the program hears none.
func TestTheProgramHearsNoEventOfThePage(t *testing.T) {
	hears := regexp.MustCompile(`runtime\.(Events` + `On|OnFile` + `Drop)`)
	written(t, func(path string, body []byte) {
		if strings.HasSuffix(path, ".go") && hears.Match(body) {
			t.Errorf("%s listens to events that the page can send", path)
		}
	})
}
