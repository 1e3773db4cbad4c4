package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"

	"articula/internal/qdatest"
)

type listed struct {
	ImportPath string
	Name       string
	Doc        string
	Imports    []string
	GoFiles    []string
	CgoFiles   []string
}

// packages lists those of the project as they are built with the tags.
func packages(t *testing.T, tags string) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-tags", tags, "-json=ImportPath,Name,Doc,Imports,GoFiles,CgoFiles", "./...")
	cmd.Dir = qdatest.Root(t)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(p.ImportPath, module+"/")
		all = append(all, p)
	}
	return all
}

// builds are the ways in which the program is put together.
var builds = []string{"", "desktop,production,webkit2_41", "dev,webkit2_41,e2e"}

func TestImportsPointDownwardsOnly(t *testing.T) {
	for _, tags := range builds {
		all := packages(t, tags)
		if len(all) < 8 {
			t.Fatalf("only %d packages were found", len(all))
		}
		for _, p := range all {
			for _, c := range complaints(p.ImportPath, p.Imports) {
				t.Errorf("with tags %q: %s", tags, c)
			}
		}
	}
}

func TestTheTableNoticesWhatItForbids(t *testing.T) {
	for _, c := range []struct {
		pkg, imports string
		bad          bool
	}{
		{"internal/qda", "articula/internal/textpos", true},
		{"internal/textpos", "articula/internal/qda", false},
		{"internal/agreement", "articula/internal/store", true},
		{"internal/agreement", "os", true},
		{"internal/agreement", "math", false},
		{"internal/oplog", "articula/internal/codebook", false},
		{"internal/store", "articula/internal/index", true},
		{"internal/store", "database/sql", false},
		{"internal/store/storetest", "articula/internal/store", false},
		{"internal/exchange/refi", "articula/internal/exchange/table", false},
		{"internal/exchange/refi", "articula/internal/extract", true},
		{"internal/exchange/refi", "github.com/xuri/excelize/v2", true},
		{"internal/exchange/table", "github.com/xuri/excelize/v2", false},
		{"internal/engine", "articula/internal/store", false},
		{"internal/engine", "github.com/blevesearch/bleve/v2", true},
		{"internal/engine", "articula/internal/cli", true},
		{"internal/cli", "articula/internal/store", true},
		{"internal/engine", "net/http", true},
		{"internal/engine", "net/url", false},
		{"app/bridge", "articula/internal/store", true},
		{"app/bridge", "github.com/wailsapp/wails/v2/pkg/runtime", false},
		{"app/cli", "github.com/wailsapp/wails/v2", true},
		{"app/bridge", "C", true},
		{"internal/new", "fmt", true},
	} {
		if got := complaints(c.pkg, []string{c.imports}); (len(got) > 0) != c.bad {
			t.Errorf("%s importing %s: %v", c.pkg, c.imports, got)
		}
	}
}

func TestTheCommandLineNeedsNoWindow(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "-tags", "desktop,production,webkit2_41", "./app/cli")
	cmd.Dir = qdatest.Root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.FieldsSeq(string(out)) {
		if strings.Contains(dep, "wailsapp") || strings.HasPrefix(dep, module+"/app/bridge") {
			t.Errorf("the command line depends on %s", dep)
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	for _, p := range packages(t, "") {
		want := "Package " + p.Name + " "
		if p.Name == "main" {
			want = "Command "
		}
		if !strings.HasPrefix(p.Doc, want) {
			t.Errorf("%s: the package comment must begin with %q, not %q", p.ImportPath, want, p.Doc)
		}
	}
}
