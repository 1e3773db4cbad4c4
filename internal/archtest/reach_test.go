package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/qdatest"
)

// windowOnly are methods of the engine that a command has no use for, with the reason.
var windowOnly = map[string]string{
	"Project.Close":              "a command closes what it opened",
	"Project.Flush":              "closing makes the file whole",
	"Project.Subscribe":          "a command ends before anybody else changes something",
	"Project.KeepSearchReady":    "a command ends; it prepares the search when it searches",
	"Project.KeepCountingReady":  "a command ends; a matrix reads what it counts",
	"Project.DocumentCodings":    "the segments of a document, for drawing them",
	"Project.CodingsByID":        "the segments that an event names, for drawing them again",
	"Project.SetFacets":          "one facet at a time, as one ticks them; the command changes several at once",
	"Project.Become":             "--coder says who works when the project is opened",
	"Project.Resume":             "who was chosen on this computer is a matter of its window",
	"Project.Me":                 "the information on a project says who works",
	"Project.RecodeToNew":        "the command names the new code and where it stands, and splits by that",
	"Project.SourceFile":         "the original is written to a file",
	"Project.RoundNamed":         "the commands begin a round in the same step as its first coding",
	"Project.FindActor":          "values of facets find actors",
	"Project.SynthesisStaleness": "the findings of a synthesis carry it; the command asks for the synthesis",
	"Project.ImportProject":      "the import tells files of projects from documents and passes them on",
	"Engine.Codebooks":           "an unknown codebook is answered with their names",
	"Engine.Open":                "every command opens",
}

// TestEverythingCanBeDoneFromTheCommandLine compares the methods of the engine with
// the names that the commands call.
func TestEverythingCanBeDoneFromTheCommandLine(t *testing.T) {
	root := qdatest.Root(t)
	called := map[string]bool{}
	eachFile(t, filepath.Join(root, "internal", "cli"), func(f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && ofTheEngine(s.X) {
				called[s.Sel.Name] = true
			}
			return true
		})
	})
	methods := map[string]bool{}
	eachFile(t, filepath.Join(root, "internal", "engine"), func(f *ast.File) {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || !fn.Name.IsExported() {
				continue
			}
			star, ok := fn.Recv.List[0].Type.(*ast.StarExpr)
			if !ok {
				continue
			}
			on, ok := star.X.(*ast.Ident)
			if !ok || on.Name != "Project" && on.Name != "Engine" {
				continue
			}
			methods[on.Name+"."+fn.Name.Name] = true
			if !called[fn.Name.Name] && windowOnly[on.Name+"."+fn.Name.Name] == "" {
				t.Errorf("engine.%s.%s cannot be reached from the command line: let a command call it, or say in windowOnly why none needs to", on.Name, fn.Name.Name)
			}
		}
	})
	for name := range windowOnly {
		if !methods[name] {
			t.Errorf("windowOnly names engine.%s, which is not there", name)
		}
	}
	if len(methods) < 50 {
		t.Errorf("only %d methods of the engine were found", len(methods))
	}
}

// ofTheEngine says that commands call a project p, and the engine engine or e: fields of
// the same name as a method do not count as calls of it.
func ofTheEngine(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name == "p" || x.Name == "e"
	case *ast.SelectorExpr:
		return x.Sel.Name == "engine"
	}
	return false
}

// eachFile parses the files of a package, without its tests.
func eachFile(t *testing.T, dir string, do func(*ast.File)) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		do(f)
	}
}
