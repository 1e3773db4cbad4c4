package bridge

import (
	"encoding/json"
	"fmt"
	"net/http"

	"articula/internal/qda"
)

// Failure is how an error crosses to the page.
type Failure struct {
	Kind    string         `json:"kind"`    // a qda.Kind
	Code    string         `json:"code"`    // stable identity of the message, for translation
	Message string         `json:"message"` // in English, placeholders filled in
	Args    map[string]any `json:"args"`    // values of the placeholders: text, numbers, booleans
}

// FailureOf keeps what the page may see of an error; the cause stays here.
func FailureOf(err error) Failure {
	e := qda.AsError(err)
	f := Failure{Kind: string(e.Kind), Code: e.Code, Message: e.Message(), Args: map[string]any{}}
	for _, a := range e.Args {
		switch v := a.Value.(type) {
		case string, bool, int, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64:
			f.Args[a.Name] = v
		default:
			f.Args[a.Name] = fmt.Sprint(v)
		}
	}
	return f
}

// FormatError gives the window library the error of a bound method as one JSON text.
func FormatError(err error) any {
	body, err := json.Marshal(FailureOf(err))
	if err != nil { // a number that JSON cannot write
		body, _ = json.Marshal(Failure{Kind: string(qda.Internal), Code: "internal", Message: qda.AsError(err).Message(), Args: map[string]any{}})
	}
	return string(body)
}

// statusOf is the status of a route that failed, by kind.
func statusOf(kind qda.Kind) int {
	switch kind {
	case qda.Invalid:
		return http.StatusBadRequest
	case qda.NotFound:
		return http.StatusNotFound
	case qda.Conflict, qda.Busy, qda.ReadOnly:
		return http.StatusConflict
	case qda.Unsupported, qda.TooNew:
		return http.StatusUnprocessableEntity
	default:
		return http.StatusInternalServerError
	}
}

// foreign notes and refuses a request that does not carry the secret of the run.
func (d *Desk) foreign(what string) error {
	d.journal.foreign(what)
	return qda.E(qda.Invalid, "bridge.foreign_caller",
		"This request did not come from the program's own page and was refused.")
}

// panicked notes a panic and makes an error of it.
func (d *Desk) panicked(value any) error {
	d.journal.panicked(value)
	return qda.E(qda.Internal, "bridge.panic",
		"Something went wrong inside the program while it was doing this. What was saved before is kept; please report it.")
}
