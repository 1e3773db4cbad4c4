package extract

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/qda"
	"articula/internal/qdatest"
)

// prose gives pages of text that is made up, in the four languages, as lines of at
// most width characters with a paragraph now and then.
func prose(pages, lines, width int) (out [][]string) {
	c := qdatest.Corpus{Seed: 7, Documents: 40, Bytes: 40 * 20_000}
	var words []string
	for i := 0; len(words) < pages*lines*width/3; i++ {
		words = append(words, strings.Fields(c.Document(i%c.Documents).Text)...)
	}
	next := 0
	for range pages {
		var page []string
		for range lines {
			line := words[next]
			for next++; len(line)+1+len(words[next]) <= width; next++ {
				line += " " + words[next]
			}
			page = append(page, line)
		}
		out = append(out, page)
	}
	return out
}

// setIn sets pages of lines in so many columns, with a running head and the
// number of the page at the foot.
func setIn(pages [][]string, n int, size float64, head string) *pdfMaker {
	m := &pdfMaker{title: "Report on coordination"}
	width := 500 / float64(n)
	for p, lines := range pages {
		var texts []pdfText
		if head != "" {
			texts = append(texts, pdfText{200, 770, 9, head}, pdfText{300, 30, 9, fmt.Sprint(p + 1)})
		}
		each := (len(lines) + n - 1) / n
		for i, l := range lines {
			texts = append(texts, pdfText{56 + float64(i/each)*width, 730 - float64(i%each)*size*1.25, size, l})
		}
		m.page(texts...)
	}
	return m
}

// runsKept is the share of the runs of four words of want that got has, in percent of
// all of them.
func runsKept(want, got []string) float64 {
	have := map[string]int{}
	for i := 0; i+4 <= len(got); i++ {
		have[strings.Join(got[i:i+4], " ")]++
	}
	kept, all := 0, 0
	for i := 0; i+4 <= len(want); i++ {
		all++
		if k := strings.Join(want[i:i+4], " "); have[k] > 0 {
			have[k]--
			kept++
		}
	}
	return float64(kept) / float64(all)
}

// recall is the share of the words of want that got has.
func recall(want, got []string) float64 {
	lost, _ := compareWords(strings.Join(want, " "), strings.Join(got, " "))
	return 1 - float64(len(lost))/float64(len(want))
}

func readPDFBytes(t testing.TB, data []byte, o Options) Result {
	t.Helper()
	o.Name = "report.pdf"
	res, err := Bytes(t.Context(), data, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(res); err != nil {
		t.Error(err)
	}
	return res
}

// TestPDFWordsAndTheirOrder reads pages whose text is known, and compares with
// pdftotext where it is installed.
func TestPDFWordsAndTheirOrder(t *testing.T) {
	for _, c := range []struct {
		name         string
		lines, width int
		columns      int
		size         float64
	}{
		{"one column", 44, 78, 1, 12},
		{"two columns", 100, 40, 2, 10},
		{"three columns", 165, 28, 3, 9},
	} {
		t.Run(c.name, func(t *testing.T) {
			pages := prose(12, c.lines, c.width)
			data := setIn(pages, c.columns, c.size, "Coordination in the regions").bytes()
			res := readPDFBytes(t, data, Options{})
			var all []string
			for _, p := range pages {
				all = append(all, p...)
			}
			want, got := wordsOf(strings.Join(all, "\n")), wordsOf(res.Text)
			r, o := recall(want, got), runsKept(want, got)
			t.Logf("%d words: recall %.4f, order %.4f", len(want), r, o)
			if r < 0.999 || o < 0.97 {
				t.Errorf("recall %.4f, order %.4f", r, o)
			}
			if strings.Contains(res.Text, "Coordination in the regions") {
				t.Error("the running head is in the text")
			}
			if n := len(res.Structure.Of(qda.Page)); n != 12 || res.Pages != 12 {
				t.Errorf("%d pages, %d parts", res.Pages, n)
			}
			theirs := pdftotext(t, data)
			tr, to := recall(want, theirs), runsKept(want, theirs)
			t.Logf("pdftotext: recall %.4f, order %.4f", tr, to)
			if r < tr-0.001 || o < to-0.005 {
				t.Errorf("recall %.4f and order %.4f, pdftotext has %.4f and %.4f", r, o, tr, to)
			}
		})
	}
}

// pdftotext gives the words that poppler's program finds. It skips the rest of the
// test where that is not installed.
func pdftotext(t *testing.T, data []byte) []string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return wordsOf(string(out))
}

func TestPDFPagesAreWhereTheirWordsAre(t *testing.T) {
	m := &pdfMaker{}
	for i := range 9 {
		m.page(pdfText{72, 700, 12, fmt.Sprintf("Only page %d says this of the programme.", i+1)})
	}
	res := readPDFBytes(t, m.bytes(), Options{})
	text := []rune(res.Text)
	for i, p := range res.Structure.Of(qda.Page) {
		if got := strings.TrimSpace(string(text[p.Span.Start:p.Span.End])); got != fmt.Sprintf("Only page %d says this of the programme.", i+1) || p.Label != fmt.Sprint(i+1) {
			t.Errorf("page %s: %q", p.Label, got)
		}
	}
	if len(res.PageSizes) != 9 || res.PageSizes[0] != (PageSize{612, 792}) {
		t.Errorf("sizes %v", res.PageSizes)
	}
}

func TestPDFRunningLinesAreLeftOutOrKept(t *testing.T) {
	data := setIn(prose(8, 40, 70), 1, 12, "Head of every page").bytes()
	out := readPDFBytes(t, data, Options{})
	if strings.Contains(out.Text, "Head of every page") || !warned(out, warnRunning) {
		t.Errorf("left out: %v", out.Warnings)
	}
	kept := readPDFBytes(t, data, Options{KeepRunning: true})
	if n := strings.Count(kept.Text, "Head of every page"); n != 8 || warned(kept, warnRunning) {
		t.Errorf("%d of 8 kept, %v", n, kept.Warnings)
	}
	if n := len(kept.Structure.Of(qda.RunningHdr)); n < 8 {
		t.Errorf("%d of them marked as running", n)
	}
}

func warned(r Result, w Warning) bool {
	for _, x := range r.Warnings {
		if x.Code == w.Code {
			return true
		}
	}
	return false
}

func TestAScanIsSaidToBeOne(t *testing.T) {
	m := &pdfMaker{images: true}
	_, err := Bytes(t.Context(), m.page().page().bytes(), Options{Name: "scan.pdf"})
	wantCode(t, err, qda.Unsupported, "extract.pdf_scan")

	m = &pdfMaker{images: true}
	m.page(pdfText{72, 700, 12, "A page with words."}).page()
	res := readPDFBytes(t, m.bytes(), Options{})
	if !warned(res, warnScanPages) || !strings.Contains(res.Text, "A page with words.") {
		t.Errorf("%q %v", res.Text, res.Warnings)
	}
}

// TestPDFWithDamagedPagesGivesTheOthers breaks single pages of a document.
func TestPDFWithDamagedPagesGivesTheOthers(t *testing.T) {
	m := &pdfMaker{}
	for i := range 10 {
		m.page(pdfText{72, 700, 12, fmt.Sprintf("This is page number %d.", i+1)})
	}
	data := string(m.bytes())
	for _, i := range []int{1, 3, 5, 7} { // more than an instance may crash
		at := fmt.Sprintf("%d 0 obj\n<< /Type /Page ", 1000+2*i)
		data = strings.Replace(data, at, fmt.Sprintf("%d 0 obj\n<< /Type /Wage ", 1000+2*i), 1)
		data = strings.Replace(data, fmt.Sprintf("%d 0 obj\n<< /Type /Wage /Parent", 1000+2*i), fmt.Sprintf("%d 0 obj\n]] /Type /Wage /Parent", 1000+2*i), 1)
	}
	res := readPDFBytes(t, []byte(data), Options{})
	for _, i := range []int{1, 3, 5, 7, 9} {
		if !strings.Contains(res.Text, fmt.Sprintf("This is page number %d.", i)) {
			t.Errorf("page %d is missing in %q", i, res.Text)
		}
	}
	if !warned(res, warnBadPages) {
		t.Errorf("nothing is said of the others: %v", res.Warnings)
	}
}

// TestPDFCrashesCostOnlyTheirPage has pages that bring the engine down between
// pages that do not.
func TestPDFCrashesCostOnlyTheirPage(t *testing.T) {
	objects := map[int]string{
		1: "<< /Type /Catalog /Pages 2 0 R >>",
		3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		4: "<< /Title (x) >>",
		8: stream(formObject, strings.Repeat("/Fm Do ", 8)),
	}
	kids := ""
	for i, bad := range []bool{false, true, false} {
		content := fmt.Sprintf("BT /F1 12 Tf 72 700 Td (This is page number %d.) Tj ET", i+1)
		if bad {
			content = "/Fm Do " + content
		}
		kids += fmt.Sprintf("%d 0 R ", 20+2*i)
		objects[20+2*i] = fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> /XObject << /Fm 8 0 R >> >> /Contents %d 0 R >>", 21+2*i)
		objects[21+2*i] = stream("", content)
	}
	objects[2] = "<< /Type /Pages /Kids [" + kids + "] /Count 3 >>"
	res := readPDFBytes(t, pdfOf(objects), Options{})
	if !strings.Contains(res.Text, "page number 1") || !strings.Contains(res.Text, "page number 3") {
		t.Errorf("%q %v", res.Text, res.Warnings)
	}
}

// TestPDFEngineSeesNothingOfTheDisk reads a file that refers to others.
func TestPDFEngineSeesNothingOfTheDisk(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("BT /F1 12 Tf 72 600 Td (secret words) Tj ET"), 0o600); err != nil {
		t.Fatal(err)
	}
	data := onePage("BT /F1 12 Tf 72 700 Td (open words) Tj ET /Fm Do", "", map[int]string{
		8: fmt.Sprintf("<< %s /F << /Type /Filespec /F (%s) >> /Length 0 >>\nstream\n\nendstream", formObject, secret),
	})
	res := readPDFBytes(t, data, Options{})
	if strings.Contains(res.Text, "secret") || !strings.Contains(res.Text, "open words") {
		t.Errorf("%q", res.Text)
	}
}

func TestPDFIsReadTheSameEveryTime(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	m := &pdfMaker{}
	for range 3 {
		var texts []pdfText
		for range 60 { // words anywhere on the page
			texts = append(texts, pdfText{r.Float64() * 550, r.Float64() * 780, 6 + r.Float64()*14, fmt.Sprintf("w%d x%d", r.IntN(1000), r.IntN(1000))})
		}
		m.page(texts...)
	}
	data := m.bytes()
	first := readPDFBytes(t, data, Options{})
	for range 3 {
		if again := readPDFBytes(t, data, Options{}); again.Text != first.Text || len(again.Structure.Parts) != len(first.Structure.Parts) {
			t.Fatalf("%q\n%q", first.Text, again.Text)
		}
	}
}
