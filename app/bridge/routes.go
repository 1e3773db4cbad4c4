package bridge

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"articula/internal/qda"
)

// KeyHeader carries the secret of the run in a fetch.
const KeyHeader = "X-Articula-Key"

// Payload is what a route gives: text, a value written as JSON, or bytes of a file.
type Payload struct {
	Text  string // sent as text/plain in UTF-8 when JSON and Bytes are nil
	JSON  any
	Bytes []byte // sent without a type, for the page to read and for nothing to show
}

// Route serves a GET address under /api/ for what is too big for a message. The
// pattern is that of http.ServeMux without a method: "/api/documents/{id}/text".
// An answer is text, JSON or bytes without a type, so that nothing served here can run.
func (d *Desk) Route(pattern string, get func(r *http.Request) (Payload, error)) {
	d.routes.HandleFunc("GET "+pattern, func(w http.ResponseWriter, r *http.Request) {
		payload, err := d.guarded(r, get)
		if err != nil {
			d.journal.failed(qda.AsError(err))
			writeJSON(w, statusOf(qda.KindOf(err)), FailureOf(err))
			return
		}
		if payload.JSON != nil {
			writeJSON(w, http.StatusOK, payload.JSON)
			return
		}
		if payload.Bytes != nil {
			w.Header().Set("Content-Type", "application/octet-stream")
			w.Header().Set("Content-Disposition", "attachment")
			w.Header().Set("Content-Length", strconv.Itoa(len(payload.Bytes)))
			w.WriteHeader(http.StatusOK)
			w.Write(payload.Bytes)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(payload.Text)))
		w.WriteHeader(http.StatusOK)
		io.WriteString(w, payload.Text)
	})
}

func (d *Desk) guarded(r *http.Request, get func(*http.Request) (Payload, error)) (out Payload, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = d.panicked(p)
		}
	}()
	return get(r.WithContext(d.context()))
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		status = http.StatusInternalServerError
		body, _ = json.Marshal(FailureOf(err))
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body)
}

// serveRoute lets only the program's own page through: it alone knows the secret,
// and a page of another origin could not send the header without the consent that
// is never given here.
func (d *Desk) serveRoute(w http.ResponseWriter, r *http.Request) {
	site := r.Header.Get("Sec-Fetch-Site")
	if !d.knows(r.Header.Get(KeyHeader)) || (site != "" && site != "same-origin") {
		writeJSON(w, http.StatusForbidden, FailureOf(d.foreign("fetch")))
		return
	}
	if _, pattern := d.routes.Handler(r); pattern == "" {
		writeJSON(w, http.StatusNotFound, FailureOf(qda.E(qda.NotFound, "bridge.no_route", "There is nothing at this address.")))
		return
	}
	d.routes.ServeHTTP(w, r)
}
