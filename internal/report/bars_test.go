package report_test

import (
	"bytes"
	"image/png"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"articula/internal/report"
)

// someBars has a row that is empty, one that is nested, and parts of which one is none.
func someBars() report.Bars {
	return report.Bars{
		Title: "Cases <b>", Description: "Two rows.", PartsHead: "Nivel", Note: "Once.",
		Parts: []report.BarPart{{Name: "central", Mark: "C"}, {Name: "local", Mark: "L"}, {Name: "no se dice", None: true}},
		Rows:  []report.BarRow{{Name: "Mali", Values: []int{6, 3, 1}, After: "n 10"}, {Name: "Peru \x02" + strings.Repeat("very ", 40), Depth: 1, Values: []int{0, 20, 0}, After: "n 19"}, {Name: "Lesotho", Values: []int{0, 0, 0}, After: "n 0"}},
	}
}

func TestBarsAreAsLongAsTheirNumbers(t *testing.T) {
	var b bytes.Buffer
	if err := report.SVG(&b, someBars()); err != nil {
		t.Fatal(err)
	}
	text := wellFormed(t, b.Bytes())
	for _, want := range []string{"Cases <b>", "Nivel:", "central", "no se dice", "Mali, local: 3", "n 10", "n 0", "Lesotho", "Once.", "C 6", "L 3", "L 20"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the picture", want)
		}
	}
	if strings.Contains(b.String(), "<b>") || strings.Contains(b.String(), "NaN") {
		t.Error(b.String())
	}
	long := map[string]float64{}
	for _, m := range regexp.MustCompile(`<title>([A-Z]\w+)[^,<]*, ([^:]+): \d+</title><polygon points="([0-9.]+),[0-9.]+ ([0-9.]+),`).FindAllStringSubmatch(b.String(), -1) {
		from, _ := strconv.ParseFloat(m[3], 64)
		to, _ := strconv.ParseFloat(m[4], 64)
		long[m[1]+" "+m[2]] = to - from + 1
	}
	one := long["Peru local"] / 20
	for name, n := range map[string]float64{"Mali central": 6, "Mali local": 3, "Mali no se dice": 1} {
		if one < 10 || long[name] < one*n-0.2 || long[name] > one*n+0.2 {
			t.Errorf("%s is %v long, want %v", name, long[name], one*n)
		}
	}
	if len(long) != 4 {
		t.Errorf("%d parts are drawn: %v", len(long), long)
	}
	right := 0.0
	for _, m := range regexp.MustCompile(`points="([^"]+)"`).FindAllStringSubmatch(b.String(), -1) {
		for _, at := range strings.Fields(m[1]) {
			x, _ := strconv.ParseFloat(strings.Split(at, ",")[0], 64)
			right = max(right, x)
		}
	}
	if right > 976 {
		t.Errorf("a bar reaches to %v", right)
	}
}

func TestBarsInDotsAreNeverTooHigh(t *testing.T) {
	bars := someBars()
	for _, rows := range []int{3, 900} {
		for len(bars.Rows) < rows {
			bars.Rows = append(bars.Rows, report.BarRow{Name: "x", Values: []int{1, 1, 1}})
		}
		var b bytes.Buffer
		if err := report.PNG(&b, bars); err != nil {
			t.Fatal(err)
		}
		pic, err := png.DecodeConfig(&b)
		if err != nil || pic.Height > 16000 || pic.Height < 200 {
			t.Errorf("%d rows are %d dots high, %v", rows, pic.Height, err)
		}
	}
}

func TestPartsThatAreTooManyAreGatheredAndNothingIsLost(t *testing.T) {
	most := report.BarColors()
	bars := report.Bars{Rows: []report.BarRow{{Name: "A"}, {Name: "B"}}}
	sum := 0
	for i := range most + 3 {
		bars.Parts = append(bars.Parts, report.BarPart{Name: strconv.Itoa(i)})
		for r := range bars.Rows {
			bars.Rows[r].Values = append(bars.Rows[r].Values, i*(r+1))
			sum += i * (r + 1)
		}
	}
	now := bars.Fewest("others")
	if len(bars.Parts) != most || bars.Parts[most-1].Name != "others" || bars.Parts[0].Name != "4" {
		t.Errorf("%v", bars.Parts)
	}
	if !slices.Equal(now[:5], []int{most - 1, most - 1, most - 1, most - 1, 0}) {
		t.Errorf("%v", now)
	}
	for _, r := range bars.Rows {
		for _, n := range r.Values {
			sum -= n
		}
	}
	if sum != 0 {
		t.Errorf("%d are lost", sum)
	}
	few := someBars()
	few.Fewest("others")
	if len(few.Parts) != 3 {
		t.Errorf("%v", few.Parts)
	}
}
