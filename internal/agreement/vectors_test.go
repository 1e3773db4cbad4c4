package agreement_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"articula/internal/agreement"
	"articula/internal/qdatest"
)

// vectorFiles names the environment variable with the vector files to run, a list
// separated by ":". Without it the shared file and the package's own are run.
const vectorFiles = "ARTICULA_AGREEMENT_VECTORS"

// vector is one worked example: an input of some kind, and numbers to be reached
// within the tolerance. Published are numbers as a source prints them.
type vector struct {
	ID        string
	Kind      string
	Source    string
	Input     json.RawMessage
	Expected  json.RawMessage
	Tolerance float64
	Published map[string]struct {
		Value    float64
		Decimals *int
		Tol      *float64
	}
}

// tree is what a kind of vector computes: everything that this package can say
// about the input, under the names that vectors use. Leaves are numbers, Estimates,
// texts, booleans; branches are trees and lists.
type tree = map[string]any

// kinds computes the tree of every kind of vector that is known.
var kinds = map[string]func(input json.RawMessage) (tree, error){
	"coding":          codingTree,
	"edge":            edgeTree,
	"table2":          tableTree,
	"table2_weighted": weightedTableTree,
	"sets":            setsTree,
	"set_distance":    setDistanceTree,
	"char2x2":         charactersTree,
	"unit_projection": projectionTree,
	"segment_match":   segmentTree,
	"ualpha_2016":     unitizingTree,
	"alphaU_1995":     unitizing1995Tree,
	"gamma":           gammaTree,
	"segmentation":    segmentationTree,
	"drift":           driftTree,
	"scale":           scaleTree,
}

// citation is what a source of a published example has: a year, or the work that it is in.
var citation = regexp.MustCompile(`\((19|20)\d\d\)|encyclopaedia|Agresti, |\w+\.(com|org)/`)

func TestVectors(t *testing.T) {
	var files []string
	if list := os.Getenv(vectorFiles); list != "" {
		files = strings.Split(list, ":")
	} else {
		own, err := filepath.Glob(filepath.Join("testdata", "*.json"))
		if err != nil || len(own) == 0 {
			t.Fatalf("the package's own vectors are missing: %v", err)
		}
		files = append(own, "shared")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			if file == "shared" {
				file = qdatest.Shared(t, "vectors", "agreement.json")
			}
			if _, err := os.Stat(file); err != nil && !filepath.IsAbs(file) {
				file = filepath.Join(qdatest.Root(t), file) // named as seen from the project's root
			}
			runVectorFile(t, file)
		})
	}
}

func runVectorFile(t *testing.T, file string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var content struct {
		Meta    struct{ Format string }
		Vectors []vector
	}
	if err := json.Unmarshal(raw, &content); err != nil {
		t.Fatal(err)
	}
	if content.Meta.Format != "icr-vectors/1" {
		t.Fatalf("%s is of format %q, not icr-vectors/1", file, content.Meta.Format)
	}
	if len(content.Vectors) == 0 {
		t.Fatalf("%s holds no vectors", file)
	}
	own := filepath.Dir(file) == "testdata"
	for _, v := range content.Vectors {
		t.Run(v.ID, func(t *testing.T) {
			if own && !citation.MatchString(v.Source) {
				t.Errorf("%q does not say where the example is published", v.Source)
			}
			runVector(t, v)
		})
	}
}

func runVector(t *testing.T, v vector) {
	compute, ok := kinds[v.Kind]
	if !ok {
		t.Fatalf("vectors of kind %q are not known", v.Kind)
	}
	var expected map[string]any
	if err := json.Unmarshal(v.Expected, &expected); err != nil {
		t.Fatal(err)
	}
	if len(expected) == 0 || v.Tolerance <= 0 {
		t.Fatal("the vector expects nothing, or states no tolerance")
	}
	got, err := compute(v.Input)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range differences("", expected, got, v.Tolerance) {
		t.Error(problem)
	}
	for path, p := range v.Published {
		tolerance := 0.0
		switch {
		case p.Tol != nil:
			tolerance = *p.Tol
		case p.Decimals != nil:
			tolerance = 0.5 * math.Pow(10, -float64(*p.Decimals))
		default:
			t.Errorf("published %s has neither decimals nor a tolerance", path)
		}
		leaf, err := follow(got, path)
		if err != nil {
			t.Error(err)
			continue
		}
		// printed values are rounded, some of them twice
		for _, problem := range differences("published "+path, p.Value, leaf, tolerance*1.0001+1e-9) {
			t.Error(problem)
		}
	}
}

// differences compares what a vector expects with what was computed. A key that
// was not computed is a difference.
func differences(path string, expected, got any, tolerance float64) []string {
	if leaf, ok := got.(estimateLeaf); ok {
		got = leaf.Estimate
		if _, spelled := expected.(map[string]any); spelled {
			got = leaf.spelled
		}
	}
	if e, ok := got.(agreement.Estimate); ok {
		switch expected.(type) {
		case map[string]any:
			got = estimateTree(e)
		case nil:
			if e.Defined || e.Reason == "" {
				return []string{fmt.Sprintf("%s: got %+v, want no value and a reason", path, e)}
			}
			return nil
		default:
			if !e.Defined {
				return []string{fmt.Sprintf("%s: got no value (%s), want %v", path, e.Reason, expected)}
			}
			got = e.Value
		}
	}
	switch want := expected.(type) {
	case map[string]any:
		branch, ok := got.(tree)
		if !ok {
			return []string{fmt.Sprintf("%s: got %T, want an object", path, got)}
		}
		return branchDifferences(path, want, branch, tolerance)
	case []any:
		return listDifferences(path, want, got, tolerance)
	case float64:
		n, ok := number(got)
		if !ok || math.IsNaN(n) || math.Abs(n-want) > tolerance {
			return []string{fmt.Sprintf("%s: got %v, want %v ± %g", path, got, want, tolerance)}
		}
	default:
		if got != expected {
			return []string{fmt.Sprintf("%s: got %v, want %v", path, got, expected)}
		}
	}
	return nil
}

func branchDifferences(path string, want map[string]any, got tree, tolerance float64) []string {
	var problems []string
	reason, hasReason := want["reason"]
	unexplained := hasReason
	for key, expected := range want {
		if key == "reason" {
			continue
		}
		value, ok := got[key]
		if !ok {
			problems = append(problems, fmt.Sprintf("%s: nothing computes %q", path, key))
			continue
		}
		problems = append(problems, differences(strings.TrimPrefix(path+"."+key, "."), expected, value, tolerance)...)
		if expected == nil && hasReason {
			unexplained = false
			if leaf, ok := value.(estimateLeaf); ok {
				value = leaf.Estimate
			}
			if e, ok := value.(agreement.Estimate); ok && string(e.Reason) != reason {
				problems = append(problems, fmt.Sprintf("%s.%s: reason %q, want %q", path, key, e.Reason, reason))
			}
		}
	}
	if unexplained {
		problems = append(problems, fmt.Sprintf("%s: the reason %q stands beside no missing value", path, reason))
	}
	slices.Sort(problems)
	return problems
}

func listDifferences(path string, want []any, got any, tolerance float64) []string {
	list := asList(got)
	if len(list) != len(want) {
		return []string{fmt.Sprintf("%s: got %v, want a list of %d", path, got, len(want))}
	}
	var problems []string
	for i := range want {
		problems = append(problems, differences(fmt.Sprintf("%s.%d", path, i), want[i], list[i], tolerance)...)
	}
	return problems
}

func number(v any) (float64, bool) {
	switch n := v.(type) {
	case float64:
		return n, true
	case int:
		return float64(n), true
	}
	return 0, false
}

func asList(v any) []any {
	var out []any
	switch l := v.(type) {
	case []any:
		out = l
	case []float64:
		for _, x := range l {
			out = append(out, x)
		}
	case []int:
		for _, x := range l {
			out = append(out, x)
		}
	case [][]int:
		for _, x := range l {
			out = append(out, x)
		}
	case []agreement.Estimate:
		for _, x := range l {
			out = append(out, x)
		}
	case []tree:
		for _, x := range l {
			out = append(out, x)
		}
	}
	return out
}

// follow finds the leaf of a tree at a path such as "kappa.ci95_z.0".
func follow(at any, path string) (any, error) {
	for _, key := range strings.Split(path, ".") {
		switch leaf := at.(type) {
		case agreement.Estimate:
			at = estimateTree(leaf)
		case estimateLeaf:
			at = leaf.spelled
		}
		switch branch := at.(type) {
		case tree:
			next, ok := branch[key]
			if !ok {
				return nil, fmt.Errorf("published %s: nothing computes %q", path, key)
			}
			at = next
		default:
			list := asList(at)
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(list) {
				return nil, fmt.Errorf("published %s: no element %q", path, key)
			}
			at = list[i]
		}
	}
	return at, nil
}

// estimateLeaf is an estimate that has more to say than estimateTree knows.
type estimateLeaf struct {
	agreement.Estimate
	spelled tree
}

// estimateTree spells out an estimate.
func estimateTree(e agreement.Estimate) tree {
	out := tree{"value": agreement.Estimate{Value: e.Value, Defined: e.Defined, Reason: e.Reason}, "n": e.N, "po": e.Observed, "pe": e.Expected}
	if e.Uncertainty != nil {
		out["se"] = e.Uncertainty.SE
	}
	if low, high, ok := e.Student(0.95); ok {
		out["ci95"] = []float64{low, high}
		out["ci95_t"] = []float64{low, high}
	}
	if low, high, ok := e.Normal(0.95); ok {
		out["ci95_z"] = []float64{low, high}
	}
	return out
}

// decode reads an input. Numbers stay as they are written, so that 1 is the
// category "1".
func decode(input json.RawMessage, into any) error {
	d := json.NewDecoder(bytes.NewReader(input))
	d.UseNumber()
	return d.Decode(into)
}

// cells turns a matrix of anything into texts, null into the empty cell.
func cells(matrix [][]any) [][]string {
	out := make([][]string, len(matrix))
	for i, row := range matrix {
		out[i] = make([]string, len(row))
		for j, v := range row {
			if v != nil {
				out[i][j] = fmt.Sprint(v)
			}
		}
	}
	return out
}

// TestTheComparisonNoticesWhatIsWrong holds the vectors' own machinery: a vector
// that cannot fail proves nothing.
func TestTheComparisonNoticesWhatIsWrong(t *testing.T) {
	got := tree{
		"kappa": agreement.Estimate{Value: 0.5, Defined: true}, "none": agreement.Estimate{Reason: agreement.NoVariation},
		"list": []float64{1, 2}, "nan": math.NaN(), "flag": true,
	}
	for expected, wrong := range map[string]bool{
		`{"kappa": 0.5, "list": [1, 2], "flag": true}`:   false,
		`{"kappa": {"value": 0.5}}`:                      false,
		`{"none": null, "reason": "no_variation"}`:       false,
		`{"kappa": 0.52}`:                                true,
		`{"kappa": null}`:                                true,
		`{"kappa": {"se": 0.1}}`:                         true,
		`{"none": 1}`:                                    true,
		`{"none": null, "reason": "code_not_used"}`:      true,
		`{"kappa": 0.5, "reason": "code_not_used"}`:      true,
		`{"list": [1]}`:                                  true,
		`{"list": [1, 2.1]}`:                             true,
		`{"nan": 1}`:                                     true,
		`{"flag": false}`:                                true,
		`{"kappa": 0.5, "something nobody computes": 1}`: true,
	} {
		var want map[string]any
		if err := json.Unmarshal([]byte(expected), &want); err != nil {
			t.Fatal(err)
		}
		if problems := differences("", want, got, 0.01); (len(problems) > 0) != wrong {
			t.Errorf("%s: problems %q", expected, problems)
		}
	}
}
