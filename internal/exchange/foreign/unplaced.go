package foreign

import (
	"encoding/json"
	"strconv"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// keptRow gives a row of a coding that is kept, as it was written; nil for other things.
func keptRow(p qda.Preserved) map[string]any {
	switch p.Element {
	case "code_image", "code_av", "imageCoding":
	default:
		return nil
	}
	var r map[string]any
	if json.Unmarshal([]byte(p.Body), &r) != nil {
		return nil
	}
	return r
}

// keepArea keeps a row that codes an area or a time of a document, with the records that
// it is about.
func (w *work) keepArea(table string, r row, doc *document) error {
	entity, on := "", qda.ID{}
	if doc != nil {
		entity, on = "document", doc.ID
	}
	if code, ok := w.codes[r.ref("cid")]; ok {
		r[bundle.CodeOf] = code.String()
	}
	r[bundle.CoderOf] = w.coder(r.text("owner")).String()
	w.keep(table, r, entity, on, r.text("memo"), bundle.Why("account.row_area", "codings of pictures and recordings are kept and listed with their document, not shown in a text"))
	return nil
}

// Unplaced lists the coding that a kept row of QualCoder or RQDA is, if it is one of an
// area or of a time.
func Unplaced(p qda.Preserved) []bundle.Unplaced {
	r := keptRow(p)
	if r == nil {
		return nil
	}
	number := func(name string) int {
		switch v := r[name].(type) {
		case float64:
			return int(v)
		case string:
			f, _ := strconv.ParseFloat(v, 64)
			return int(f)
		}
		return 0
	}
	words := func(name string) string { s, _ := r[name].(string); return s }
	u := bundle.Unplaced{Code: words(bundle.CodeOf), Coder: words(bundle.CoderOf), CreatedAt: moment(words("date")), Name: short(words("memo"))}
	if p.Element == "code_av" {
		u.Kind, u.Begin, u.End = bundle.OnTime, number("pos0"), number("pos1")
		return []bundle.Unplaced{u}
	}
	u.Kind = bundle.OnArea
	u.Area = [4]int{number("x1"), number("y1"), number("x1") + number("width"), number("y1") + number("height")}
	if p.Element == "imageCoding" {
		u.Area = [4]int{number("x1"), number("y1"), number("x2"), number("y2")}
	}
	if r["pdf_page"] != nil {
		u.Page = number("pdf_page") + 1
	}
	return []bundle.Unplaced{u}
}

// Refit points such a row at what its code and coder have become, and reports whether
// that changes anything.
func Refit(p qda.Preserved, becomes bundle.Becomes) (qda.Preserved, bool) {
	r := keptRow(p)
	changed := false
	for name, kind := range map[string]string{bundle.CodeOf: "code", bundle.CoderOf: "coder"} {
		s, _ := r[name].(string)
		from, err := qda.ParseID(s)
		if err != nil {
			continue
		}
		if to, known := becomes(kind, from); known && to != from {
			r[name], changed = to.String(), true
		}
	}
	if !changed {
		return p, false
	}
	body, err := json.Marshal(r)
	if err != nil {
		return p, false
	}
	p.Body = string(body)
	return p, true
}

// Reword has what is kept of a file of another program say its texts in other words, and
// reports whether that changes anything.
func Reword(p qda.Preserved, other func(string) string) (qda.Preserved, bool) {
	var r map[string]any
	from := json.NewDecoder(strings.NewReader(p.Body))
	from.UseNumber()
	if p.Format != "qualcoder" && p.Format != "rqda" && p.Format != "taguette" || from.Decode(&r) != nil {
		return p, false
	}
	changed := false
	for name, v := range r {
		have, ok := v.(string)
		if !ok || name == bundle.CodeOf || name == bundle.CoderOf {
			continue
		}
		if said := other(have); said != have {
			r[name], changed = said, true
		}
	}
	if !changed {
		return p, false
	}
	body, err := json.Marshal(r)
	if err != nil {
		return p, false
	}
	p.Body = string(body)
	return p, true
}
