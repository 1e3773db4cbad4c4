package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qdatest"
	"articula/seeds"
)

var (
	readmeFile    = regexp.MustCompile("`([^`]+)`:\n\n```text\n((?s:.*?))```")
	readmeConsole = regexp.MustCompile("```console\n((?s:.*?))```")
	identity      = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	moment        = regexp.MustCompile(`\d{4}-\d\d-\d\dT[\d:.]+Z`)
)

// TestReadme plays the console blocks of the README from the first to the last, over
// the files that it shows, and compares what is written. "…" stands for anything
// within a line, and in a line of its own for any lines.
func TestReadme(t *testing.T) {
	path, err := filepath.Abs("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	readme := string(b)
	dir := qdatest.FastDir(t)
	t.Chdir(dir)
	for _, m := range readmeFile.FindAllStringSubmatch(readme, -1) {
		file := filepath.Join(dir, m[1])
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(m[2]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	e := engine.New(engine.Options{Version: "test", Seeds: seeds.Files, User: "Coder A", StateDir: qdatest.FastDir(t), CacheDir: qdatest.FastDir(t)})
	played := 0
	fresh := readmeConsole.ReplaceAllStringFunc(readme, func(block string) string {
		lines := strings.Split(strings.TrimSuffix(strings.TrimPrefix(block, "```console\n"), "```"), "\n")
		out := "```console\n"
		for i := 0; i < len(lines); {
			command, ok := strings.CutPrefix(lines[i], "$ articula ")
			if !ok {
				if strings.TrimSpace(lines[i]) != "" {
					t.Errorf("not a command: %s", lines[i])
				}
				i++
				continue
			}
			out += lines[i] + "\n"
			i++
			for strings.HasSuffix(command, `\`) {
				command = strings.TrimSuffix(command, `\`) + strings.TrimSpace(lines[i])
				out += lines[i] + "\n"
				i++
			}
			var want []string
			for i < len(lines) && !strings.HasPrefix(lines[i], "$ ") {
				want = append(want, lines[i])
				i++
			}
			var stdout bytes.Buffer
			a := &app{IO: IO{In: strings.NewReader(""), Out: &stdout, Err: &stdout}, ctx: context.Background(), engine: e}
			a.run("test", splitWords(t, command))
			played++
			got := strings.ReplaceAll(stdout.String(), dir, "…")
			if expected := strings.TrimRight(strings.Join(want, "\n"), "\n"); !reads(expected, strings.TrimRight(got, "\n")) && !*update {
				t.Errorf("articula %s writes\n%s\nand the README says\n%s", command, got, expected)
			} else if expected != "" && !*update {
				out += expected + "\n"
				continue
			}
			if strings.HasPrefix(strings.Join(want, "\n"), "…") || strings.Contains(strings.Join(want, "\n"), "\n…") {
				out += strings.TrimRight(strings.Join(want, "\n"), "\n") + "\n" // shortened by hand
				continue
			}
			out += moment.ReplaceAllString(identity.ReplaceAllString(got, "…"), "…")
		}
		return out + "```"
	})
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range parser.Model.Children {
		if !strings.Contains(readme, "`"+command.Name+"`") && !strings.Contains(readme, "`"+command.Name+" ") {
			t.Errorf("the README does not list the command %s", command.Name)
		}
	}
	if played < 15 {
		t.Errorf("only %d commands of the README were played", played)
	}
	if *update {
		if err := os.WriteFile(path, []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// reads compares a text with what is expected of it.
func reads(want, got string) bool {
	pattern := regexp.QuoteMeta(want)
	pattern = regexp.MustCompile(`(?m)^…$`).ReplaceAllString(pattern, `(?s:.*)`)
	pattern = strings.ReplaceAll(pattern, "…", `.*`)
	return regexp.MustCompile(`\A` + pattern + `\z`).MatchString(got)
}

// TestReadmeKeys holds the keys that the README names against those that the window
// binds.
func TestReadmeKeys(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	err = filepath.WalkDir("../../frontend/src/screens", func(path string, d os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".ts") {
			return err
		}
		b, err := os.ReadFile(path)
		page.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(readme), "| key | |\n|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	keys := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(table, -1)
	if !found || len(keys) < 10 {
		t.Fatalf("the table of keys has %d", len(keys))
	}
	for _, k := range keys {
		if !strings.Contains(page.String(), "'"+k[1]+"'") {
			t.Errorf("the window has no key %s", k[1])
		}
	}
}
