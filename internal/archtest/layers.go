package archtest

import "strings"

// module is the name of the project in go.mod.
const module = "articula"

// rule says what a package, or every package below a path that ends in "/...", may
// import of the project. The first rule that fits counts.
type rule struct {
	pkg  string
	may  []string
	pure bool // no files, no network, no processes: values in, values out
}

// The layers, lowest first. Packages of one adapter may import each other; two
// adapters never may, the engine joins them.
var (
	layer0   = []string{"internal/qda"}
	ground   = append(layer0, "internal/textpos", "internal/words", "internal/formula", "internal/yamltree")
	pure     = append(ground, "internal/codebook", "internal/oplog", "internal/query", "internal/agreement", "internal/analysis", "internal/pseudonym", "internal/column")
	adapters = []string{"internal/store/...", "internal/index/...", "internal/extract/...", "internal/exchange/...", "internal/report/...", "internal/seed/..."}
)

var rules = []rule{
	{pkg: "internal/qda", pure: true},
	{pkg: "internal/textpos/...", may: layer0, pure: true},
	{pkg: "internal/words/...", may: append(layer0, "internal/textpos"), pure: true},
	{pkg: "internal/formula/...", pure: true},
	{pkg: "internal/yamltree/...", may: append(layer0, "internal/textpos"), pure: true},
	{pkg: "internal/safefile/...", may: layer0},
	{pkg: "internal/codebook/...", may: ground, pure: true},
	{pkg: "internal/oplog/...", may: append(ground, "internal/codebook"), pure: true},
	{pkg: "internal/query/...", may: ground, pure: true},
	{pkg: "internal/agreement/...", may: ground, pure: true},
	{pkg: "internal/analysis/...", may: ground, pure: true},
	{pkg: "internal/pseudonym/...", may: ground, pure: true},
	{pkg: "internal/column/...", may: ground, pure: true},

	{pkg: "internal/store/...", may: append(pure, "internal/store/...")},
	{pkg: "internal/index/...", may: append(pure, "internal/index/...")},
	{pkg: "internal/extract/...", may: append(pure, "internal/extract/...")},
	{pkg: "internal/exchange/...", may: append(pure, "internal/exchange/...")},
	{pkg: "internal/report/...", may: append(pure, "internal/report/...")},
	{pkg: "internal/seed/...", may: append(pure, "internal/seed/...")},

	{pkg: "internal/engine/...", may: append(append(pure, adapters...), "internal/safefile", "internal/engine/...")},
	{pkg: "internal/cli/...", may: append(layer0, "internal/engine", "internal/cli/...")},

	{pkg: "app/profile", may: layer0},
	{pkg: "app/webview/..."},
	{pkg: "app/bridge", may: append(layer0, "internal/engine", "app/profile")},
	{pkg: "app", may: append(layer0, "internal/engine", "app/bridge", "app/profile", "app/webview", "frontend", "seeds")},
	{pkg: "app/cli", may: append(layer0, "internal/engine", "internal/cli", "seeds")},
	{pkg: "frontend"},
	{pkg: "seeds/..."},

	{pkg: "internal/qdatest", may: append(append(pure, adapters...), "internal/engine")},
	{pkg: "internal/archtest"},
}

// confined names the packages that alone may use a library, or a part of the
// standard library that reaches out of the program.
var confined = []struct {
	library string
	users   []string
	why     string
}{
	{"database/sql", []string{"internal/store/..."}, "SQL is in one place"},
	{"github.com/mattn/go-sqlite3", []string{"internal/store/..."}, "SQL is in one place"},
	{"github.com/jackc/pgx", []string{"internal/store/..."}, "SQL is in one place"},
	{"github.com/blevesearch/bleve", []string{"internal/index/..."}, "the index is a cache behind one door"},
	{"github.com/wailsapp/", []string{"app", "app/bridge"}, "everything below the window runs without one"},
	{"github.com/xuri/excelize", []string{"internal/exchange/table/...", "internal/report/..."}, "workbooks are written in two places"},
	{"github.com/klippa-app/go-pdfium", []string{"internal/extract/..."}, "foreign bytes are read in one place"},
	{"github.com/tetratelabs/wazero", []string{"internal/extract/..."}, "foreign bytes are read in one place"},
	{"filippo.io/age", []string{"internal/engine"}, "packets are locked in one place"},
	{"net", []string{"app"}, "the program opens no connection"},
	{"net/http", []string{"app", "app/bridge"}, "the program opens no connection; the window's page is served in memory"},
	{"os/exec", []string{"internal/extract/..."}, "only the reader of foreign files starts a process, its own"},
	{"C", []string{"app/webview/..."}, "C is where the system's web view needs it"},
}

// impure are the parts of the standard library that a pure package does without.
var impure = []string{"os", "os/exec", "io/fs", "net", "net/http", "syscall", "database/sql", "log", "log/slog", "embed", "path/filepath"}

func fits(pattern, pkg string) bool {
	if base, below := strings.CutSuffix(pattern, "/..."); below {
		return pkg == base || strings.HasPrefix(pkg, base+"/")
	}
	return pkg == pattern
}

func fitsAny(patterns []string, pkg string) bool {
	for _, p := range patterns {
		if fits(p, pkg) {
			return true
		}
	}
	return false
}

// complaints gives what is wrong with a package, by its path in the project and the
// paths that it imports.
func complaints(pkg string, imports []string) []string {
	var out []string
	for _, r := range rules {
		if !fits(r.pkg, pkg) {
			continue
		}
		for _, i := range imports {
			own, ours := strings.CutPrefix(i, module+"/")
			switch {
			case ours && !fitsAny(r.may, own):
				out = append(out, pkg+" imports "+own+", which is not below it")
			case !ours && r.pure && fitsAny(impure, i):
				out = append(out, pkg+" imports "+i+", but it takes values and gives values")
			}
		}
		return append(out, confinement(pkg, imports)...)
	}
	return []string{pkg + " has no row in the table of layers"}
}

func confinement(pkg string, imports []string) []string {
	var out []string
	for _, c := range confined {
		for _, i := range imports {
			part := strings.HasSuffix(c.library, "/") || strings.Contains(c.library, ".")
			if (i == c.library || part && strings.HasPrefix(i, c.library)) && !fitsAny(c.users, pkg) {
				out = append(out, pkg+" imports "+i+": "+c.why)
			}
		}
	}
	return out
}
