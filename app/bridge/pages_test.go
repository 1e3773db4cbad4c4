package bridge

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"articula/internal/qda"
	"articula/internal/qdatest"
)

var dist = fstest.MapFS{
	"index.html":  {Data: []byte(`<meta http-equiv="Content-Security-Policy" content="{{policy}}"><meta name="k" content="{{key}}"><meta name="n" content="{{nonce}}">`)},
	"assets/a.js": {Data: []byte("1")}, "assets/a.css": {Data: []byte("a{}")}, "assets/f.woff2": {Data: []byte("f")},
	"evil.svg": {Data: []byte("<svg/>")}, "page.xhtml": {Data: []byte("<html/>")}, ".gitkeep": {},
}

func get(h http.Handler, method, path string, header map[string]string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(r *http.Response) string {
	b, _ := io.ReadAll(r.Body)
	return string(b)
}

func TestEveryAnswerHasTheStrictHeaders(t *testing.T) {
	d, _, c := newDesk(t)
	d.Route("/api/text", func(*http.Request) (Payload, error) { return Payload{Text: "<script>"}, nil })
	d.Route("/api/bytes", func(*http.Request) (Payload, error) { return Payload{Bytes: []byte("<script>")}, nil })
	pages := d.Pages(dist)
	for _, path := range []string{"/", "/index.html", "/assets/a.js", "/nothing", "/api/text", "/api/bytes", "/api/none"} {
		r := get(pages, "GET", path, map[string]string{KeyHeader: c.Key})
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		csp := r.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self';", "frame-src 'none'", "base-uri 'none'", "connect-src 'self'", "require-trusted-types-for 'script'", "trusted-types articula-worker"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: the policy lacks %q: %s", path, want, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "{") || strings.Contains(csp, "http:") {
			t.Errorf("%s: the policy is %s", path, csp)
		}
	}
}

func TestOnlyKnownFilesAreServedAndOnlyByGet(t *testing.T) {
	d, _, _ := newDesk(t)
	pages := d.Pages(dist)
	for path, want := range map[string]int{
		"/": 200, "/assets/a.js": 200, "/assets/a.css": 200, "/assets/f.woff2": 200,
		"/evil.svg": 404, "/page.xhtml": 404, "/.gitkeep": 404, "/assets": 404, "/assets/": 404, "/../pages.go": 404, "/wails.json": 404,
	} {
		if r := get(pages, "GET", path, nil); r.StatusCode != want {
			t.Errorf("GET %s gives %d, want %d", path, r.StatusCode, want)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "HEAD"} {
		if r := get(pages, method, "/", nil); r.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s gives %d", method, r.StatusCode)
		}
	}
}

func TestThePageCarriesThePolicyTheNonceAndTheSecretOfThisRun(t *testing.T) {
	d, _, c := newDesk(t)
	page := body(get(d.Pages(dist), "GET", "/", nil))
	for _, want := range []string{c.Key, d.nonce, "'nonce-" + d.nonce + "'", "default-src 'none'"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "{{") {
		t.Errorf("a mark was left: %s", page)
	}
	other, _, _ := newDesk(t)
	if strings.Contains(body(get(other.Pages(dist), "GET", "/", nil)), c.Key) {
		t.Error("two runs have one secret")
	}
}

// TestTheRealPageHasEveryMark holds frontend/index.html to what fill replaces.
func TestTheRealPageHasEveryMark(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(qdatest.Root(t), "frontend", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range []string{
		`<meta http-equiv="Content-Security-Policy" content="{{policy}}"`,
		`<meta name="articula-key" content="{{key}}"`,
		`<meta property="csp-nonce" nonce="{{nonce}}"`,
	} {
		if !strings.Contains(string(page), mark) {
			t.Errorf("index.html lacks %s", mark)
		}
	}
	if marks := regexp.MustCompile(`\{\{\w+\}\}`).FindAllString(string(page), -1); len(marks) != 3 {
		t.Errorf("index.html has the marks %v", marks)
	}
	if regexp.MustCompile(`(?i)\son\w+=|<style|<script(?:>|[^>]*[^>/]>[^<]+<)|https?://`).Match(page) {
		t.Error("index.html has an inline script, an inline style or a foreign address")
	}
}

func TestARouteAnswersThePageOfThisRunAlone(t *testing.T) {
	d, _, c := newDesk(t)
	called := 0
	d.Route("/api/things/{id}/text", func(r *http.Request) (Payload, error) {
		called++
		switch id := r.PathValue("id"); id {
		case "none":
			return Payload{}, qda.E(qda.NotFound, "document.unknown", "There is no document {id}.", "id", id)
		case "panic":
			panic("text of an interview")
		case "json":
			return Payload{JSON: []int{1, 2}}, nil
		}
		return Payload{Text: "𠮷 text"}, nil
	})
	pages := d.Pages(dist)
	for name, header := range map[string]map[string]string{
		"without the secret": {},
		"with a wrong one":   {KeyHeader: c.Key + "x"},
		"from another site":  {KeyHeader: c.Key, "Sec-Fetch-Site": "cross-site"},
		"from another port":  {KeyHeader: c.Key, "Sec-Fetch-Site": "same-site"},
	} {
		r := get(pages, "GET", "/api/things/1/text", header)
		if r.StatusCode != http.StatusForbidden || called > 0 || !strings.Contains(body(r), "bridge.foreign_caller") {
			t.Errorf("%s: %d", name, r.StatusCode)
		}
	}
	own := map[string]string{KeyHeader: c.Key, "Sec-Fetch-Site": "same-origin"}
	r := get(pages, "GET", "/api/things/1/text", own)
	if text := body(r); r.StatusCode != 200 || text != "𠮷 text" || r.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%d %q %v", r.StatusCode, text, r.Header)
	}
	if r = get(pages, "GET", "/api/things/json/text", own); body(r) != "[1,2]" || r.Header.Get("Content-Type") != "application/json" {
		t.Errorf("%d %v", r.StatusCode, r.Header)
	}
	r = get(pages, "GET", "/api/things/none/text", own)
	var f Failure
	if err := json.NewDecoder(r.Body).Decode(&f); err != nil || r.StatusCode != 404 || f.Code != "document.unknown" || f.Args["id"] != "none" {
		t.Errorf("%d %+v %v", r.StatusCode, f, err)
	}
	r = get(pages, "GET", "/api/things/panic/text", own)
	if text := body(r); r.StatusCode != 500 || strings.Contains(text, "interview") {
		t.Errorf("%d %s", r.StatusCode, text)
	}
	if r = get(pages, "GET", "/api/other", own); r.StatusCode != 404 {
		t.Errorf("%d", r.StatusCode)
	}
	if got := statusOf(qda.KindOf(errors.New("x"))); got != 500 {
		t.Errorf("a foreign error is %d", got)
	}
}
