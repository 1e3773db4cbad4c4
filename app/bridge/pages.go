package bridge

import (
	"bytes"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// policy is the content policy of the page. Styles made by scripts (the text
// editor's) carry the nonce of the run; scripts come from files alone. The one maker
// of trusted addresses is for the worker that reads PDFs, and makes its address alone.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; " +
	"img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'none'; object-src 'none'; " +
	"base-uri 'none'; form-action 'none'; worker-src 'self'; manifest-src 'none'; " +
	"require-trusted-types-for 'script'; trusted-types articula-worker"

// types are the files that are served; nothing else is, SVG and other markup least.
var types = map[string]string{
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".css":   "text/css; charset=utf-8",
	".woff2": "font/woff2",
	".png":   "image/png",
	".json":  "application/json",
	".wasm":  "application/wasm",
	// Fonts and tables of characters that a PDF may leave out.
	".bcmap": "application/octet-stream",
	".pfb":   "application/octet-stream",
	".ttf":   "font/ttf",
	".icc":   "application/octet-stream",
}

// Pages serves the built front end and the routes. Every answer has the strict
// headers. The window library takes /wails/*.js before it asks here.
func (d *Desk) Pages(dist fs.FS) http.Handler {
	csp := loosened.Replace(strings.ReplaceAll(policy, "{nonce}", d.nonce))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		if r.Method != http.MethodGet {
			http.Error(w, "only GET is served", http.StatusMethodNotAllowed)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/api/") {
			d.serveRoute(w, r)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "" || name == "." {
			name = "index.html"
		}
		kind, known := types[path.Ext(name)]
		body, err := fs.ReadFile(dist, name)
		if err != nil || !known {
			http.NotFound(w, r)
			return
		}
		if name == "index.html" {
			body = d.fill(body, csp)
		}
		h.Set("Content-Type", kind)
		w.Write(body)
	})
}

// fill writes into the page what only this run knows: the policy, which stands in
// the page too in case a header is lost, the nonce and the secret.
func (d *Desk) fill(page []byte, csp string) []byte {
	for mark, value := range map[string]string{"{{policy}}": csp, "{{nonce}}": d.nonce, "{{key}}": d.key} {
		page = bytes.ReplaceAll(page, []byte(mark), []byte(value))
	}
	return d.markForTests(page)
}
