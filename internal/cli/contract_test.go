package cli

import (
	"bytes"
	"context"
	"encoding"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"articula/internal/engine"
	"articula/internal/qdatest"
	"articula/seeds"
)

var update = flag.Bool("update", false, "write the contract of the command line anew")

// TestExamplesAndContract plays the examples that every command has in its help, each
// over its own copy of the sample project, as they stand and with --json. The types
// of what is printed as JSON are compared, field by field, with the contract in
// testdata/contract.txt; the comment of the package must name every field.
func TestExamplesAndContract(t *testing.T) {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	ground := prepareExamples(t)
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	shapes := map[string][]string{}
	var commands []string
	for _, leaf := range parser.Model.Leaves(false) {
		name := strings.TrimPrefix(commandPath(leaf), "articula ")
		commands = append(commands, name)
		examples := examplesOf(leaf)
		if len(examples) == 0 {
			t.Errorf("articula %s --help shows no example", name)
		}
		for _, line := range examples {
			args := splitWords(t, line)
			if !strings.HasPrefix(line, "articula "+name+" ") {
				t.Errorf("an example of %s is %s", name, line)
				continue
			}
			asJSON := args[1:]
			if !slices.Contains(args, "--json") {
				asJSON = append(slices.Clone(asJSON), "--json")
			}
			if !slices.Contains(args, "--json") && !testing.Short() {
				out, notes, code := ground.play(t, args[1:], nil)
				if code != 0 || strings.Contains(notes, "articula:") {
					t.Errorf("%s: exit %d\n%s%s", line, code, out, notes)
				}
			}
			var printed any
			out, notes, code := ground.play(t, asJSON, func(v any) { printed = v })
			if code != 0 {
				t.Errorf("%s --json: exit %d\n%s", line, code, notes)
				continue
			}
			if !json.Valid([]byte(out)) {
				t.Errorf("%s --json: %s", line, out)
			}
			if s := shape(reflect.TypeOf(printed)); !slices.Contains(shapes[name], s) {
				shapes[name] = append(shapes[name], s)
			}
		}
	}
	var b strings.Builder
	first := map[string]string{}
	for _, name := range commands {
		whole := strings.Join(shapes[name], "# or\n")
		if same, ok := first[whole]; ok {
			fmt.Fprintf(&b, "# %s, as %s\n", name, same)
			continue
		}
		first[whole] = name
		fmt.Fprintf(&b, "# %s\n%s", name, whole)
	}
	t.Chdir(here)
	holdContract(t, b.String())
}

func holdContract(t *testing.T, got string) {
	golden := filepath.Join("testdata", "contract.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("What the commands write with --json is not what %s says. A field may be added, never renamed or removed; if that is what was done, run: go test ./internal/cli -run Contract -update\n%s", golden, differing(string(want), got))
	}
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(got) {
		path, _, _ := strings.Cut(line, " ")
		name, _, _ := strings.Cut(path[strings.LastIndexByte(path, '.')+1:], "[")
		name = strings.TrimRight(name, "?\n")
		if strings.HasPrefix(line, "#") || name == "" || name == "*" {
			continue
		}
		if !bytes.Contains(doc, []byte(`"`+name+`"`)) {
			t.Errorf("doc.go does not name the field %q of %s", name, path)
		}
	}
}

// differing gives the lines that only one of two texts has.
func differing(want, got string) string {
	var b strings.Builder
	a, c := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, l := range a {
		if !slices.Contains(c, l) {
			b.WriteString("- " + l + "\n")
		}
	}
	for _, l := range c {
		if !slices.Contains(a, l) {
			b.WriteString("+ " + l + "\n")
		}
	}
	return b.String()
}

func commandPath(n *kong.Node) string {
	if n.Parent == nil {
		return n.Name
	}
	return commandPath(n.Parent) + " " + n.Name
}

// shape writes a type as the JSON that comes of it: one line for each value, by its
// path. "[]" is each element of a list, "*" each name of an object, "?" a field that
// may be missing.
func shape(t reflect.Type) string {
	var b strings.Builder
	writeShape(&b, "", t, nil)
	return b.String()
}

var marshaler = reflect.TypeFor[encoding.TextMarshaler]()

func writeShape(b *strings.Builder, path string, t reflect.Type, above []reflect.Type) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	plain := func(s string) { fmt.Fprintf(b, "%s %s\n", path, s) }
	switch {
	case t.Implements(marshaler):
		plain("string")
	case t.Kind() == reflect.Struct:
		if slices.Contains(above, t) {
			plain("the same again")
			return
		}
		for _, f := range reflect.VisibleFields(t) {
			name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous && name == "" || name == "-" || !f.IsExported() {
				continue
			}
			if strings.Contains(rest, "omit") {
				name += "?"
			}
			writeShape(b, strings.TrimPrefix(path+"."+name, "."), f.Type, append(slices.Clone(above), t))
		}
	case t.Kind() == reflect.Slice:
		writeShape(b, path+"[]", t.Elem(), above)
	case t.Kind() == reflect.Array:
		writeShape(b, fmt.Sprintf("%s[%d]", path, t.Len()), t.Elem(), above)
	case t.Kind() == reflect.Map:
		writeShape(b, path+".*", t.Elem(), above)
	case t.Kind() == reflect.Interface:
		plain("any")
	case t.Kind() == reflect.Bool:
		plain("bool")
	case t.Kind() == reflect.String:
		plain("string")
	default:
		plain("number")
	}
}

// exampleGround is the files over which the examples are played, and what the words
// in capitals stand for.
type exampleGround struct {
	dir    string
	copies string // where the copies are made
	engine *engine.Engine
	stands map[string]string
}

// play runs one command line in a fresh copy of the files.
func (g *exampleGround) play(t *testing.T, args []string, printed func(any)) (out, notes string, code int) {
	t.Helper()
	dir, err := os.MkdirTemp(g.copies, "")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, os.DirFS(g.dir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(dir); err != nil { // TestExamplesAndContract goes back
		t.Fatal(err)
	}
	defer os.Chdir(g.dir)
	args = slices.Clone(args)
	for i, a := range args {
		if s := g.stands[a]; s != "" {
			args[i] = s
		}
	}
	var stdout, stderr bytes.Buffer
	a := &app{IO: IO{In: strings.NewReader("A new wording.\n"), Out: &stdout, Err: &stderr}, ctx: context.Background(), engine: g.engine, printed: printed}
	code = a.run("test", args)
	return stdout.String(), stderr.String(), code
}

// prepareExamples makes the files that the examples speak of.
func prepareExamples(t *testing.T) *exampleGround {
	dir := qdatest.FastDir(t)
	g := &exampleGround{dir: dir, copies: qdatest.FastDir(t), engine: engine.New(engine.Options{Version: "test", Seeds: seeds.Files, User: "Coder C", StateDir: qdatest.FastDir(t), CacheDir: qdatest.FastDir(t)}), stands: map[string]string{}}
	for name, text := range map[string]string{
		"interviews/INT-01.txt": "Interviewer: What has changed?\n\nManager: We meet every month.\n",
		"interviews/INT-02.txt": "Interviewer: Who pays?\n\nManager: The municipality pays the fuel.\n",
		"law.txt":               "LEY 7\n\nArtículo 1. Los ministerios coordinan sus programas.\n",
		"decree.txt":            "DECRETO 1\n\nArtículo 1. Créase el comité.\n",
		"decree-again.txt":      "\ufeffDECRETO 1\r\n\r\nArtículo 1. Créase el comité.\r\n",
		"ratings.csv":           "Ana,Ben\nyes,yes\nno,yes\nno,no\n",
		"codebook.csv":          "path,definition\nSeasonal work,Work that comes and goes.\n",
		"cases.csv":             "case,households,remark\nMali Nioro Cash+,300,x\nAsia/Nepal,many,y\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(line string) map[string]any {
		t.Helper()
		t.Chdir(dir)
		var stdout, stderr bytes.Buffer
		a := &app{IO: IO{Out: &stdout, Err: &stderr}, ctx: context.Background(), engine: g.engine}
		if code := a.run("test", splitWords(t, line)); code != 0 {
			t.Fatalf("%s: exit %d\n%s", line, code, stderr.String())
		}
		var v map[string]any
		if json.Unmarshal(stdout.Bytes(), &v) != nil {
			return nil
		}
		return v
	}
	run(`sample rural.articula`)
	run(`export rural.articula --format qdpx --out theirs.qdpx`)
	run(`backup rural.articula --to backup-of-rural.articula`)
	run(`backup rural.articula --to copy-of-rural.articula`)
	run(`backup rural.articula --to interviews.articula`)
	run(`pseudonyms set interviews.articula "Haku Wiñay" "Programme 1" --kind organisation --coder "Coder A"`)
	run(`codebook edit copy-of-rural.articula Habits --definition "As they say there." --coder "Coder B"`)
	run(`backup rural.articula --to decided.articula`)
	run(`adjudicate fill decided.articula --round "Round 2" --coder "Coder A"`)
	for _, passage := range []string{"0:40", "50:90"} {
		run(`adjudicate decide decided.articula --document ley-sistema-victimas.md --code Staff --range ` + passage + ` --choice neither --reason oversight --note "Seen together" --coder "Coder A" --round "Round 2" --a "Coder A" --b "Coder B"`)
	}
	run(`packet make rural.articula packet.articula --round "Round 2" --for "Coder B" --coder "Coder A"`)
	run(`query save rural.articula "Formal coordination" --code "Coordination mechanisms" --facet mechanism=formal --coder "Coder A"`)
	run(`codebook add rural.articula "Old code" --coder "Coder A"`)
	run(`codebook bin rural.articula "Old code" --coder "Coder A"`)
	run(`round plan rural.articula BLIND --coders "Coder A,Coder B" --draw 2 --coder "Coder A"`)
	run(`case rural.articula "Peru Juntos–Haku Wiñay" --document ley-sistema-victimas.md --range 0:120 --coder "Coder A"`)
	run(`import rural.articula decree.txt decree-again.txt --coder "Coder A"`)
	finding := run(`synthesis cell rural.articula --row "Colombia PPP" --json`)["cell"].(map[string]any)["findings"].([]any)[0].(map[string]any)
	g.stands["FINDING"] = finding["id"].(string)
	g.stands["CITATION"] = finding["citations"].([]any)[0].(map[string]any)["id"].(string)
	g.stands["RELATION"] = run(`actors relate rural.articula STEIA PROSPERA --coder "Coder A" --json`)["id"].(string)
	g.stands["ACTOR"] = run(`actors save rural.articula "Old office" --kind agency --coder "Coder A" --json`)["id"].(string)
	run(`actors bin rural.articula "Old office" --coder "Coder A"`)
	run(`snapshot rural.articula --name "first state" --coder "Coder A"`)
	g.stands["MEMO"] = run(`memo rural.articula --title Idea --text "Look again." --coder "Coder A" --json`)["id"].(string)
	run(`codebook edit rural.articula Habits --definition "What people are used to." --coder "Coder A"`)
	run(`undo rural.articula --coder "Coder A"`)
	g.stands["CODING"] = run(`code rural.articula --document interview-district-officer.txt --code Staff --range 10:40 --facet mechanism=formal --coder "Coder A" --json`)["id"].(string)
	g.stands["LINK"] = run(`link rural.articula --from ley-sistema-victimas.md:50:90 --to interview-district-officer.txt:10:40 --kind refers_to --coder "Coder A" --json`)["id"].(string)
	run(`codebook edit rural.articula Habits --definition "What people do without a thought." --coder "Coder A"`)
	run(`undo rural.articula --coder "Coder A"`) // for redo
	t.Chdir(dir)
	var out bytes.Buffer
	a := &app{IO: IO{Out: &out, Err: &out}, ctx: context.Background(), engine: g.engine}
	a.run("test", []string{"log", "rural.articula", "--coding", g.stands["CODING"], "--json"})
	var list []struct{ Ref string }
	if err := json.Unmarshal(out.Bytes(), &list); err != nil || len(list) != 1 {
		t.Fatalf("the log of one coding: %v %s", err, out.String())
	}
	g.stands["ACTION"] = list[0].Ref
	return g
}

// splitWords cuts a command line as a shell does, as far as examples need it.
func splitWords(t *testing.T, line string) []string {
	t.Helper()
	var words []string
	var word strings.Builder
	quote, begun := rune(0), false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && r == ' ':
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if quote != 0 {
		t.Fatalf("an open quotation mark: %s", line)
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}
