package qda

import (
	"errors"
	"fmt"
	"strings"
)

// Kind sorts errors by what the person can do about them. The command line maps
// each to an exit code, the window to a tone. The list only grows at its end.
type Kind string

const (
	Internal    Kind = "internal"    // a fault of the program
	Invalid     Kind = "invalid"     // the request cannot be carried out as it was put
	NotFound    Kind = "not_found"   // what was named does not exist
	Conflict    Kind = "conflict"    // something else stands in the way and is named
	Busy        Kind = "busy"        // someone else holds the project; try again later
	Damaged     Kind = "damaged"     // a file is not whole
	TooNew      Kind = "too_new"     // written by a newer version of the program
	Unsupported Kind = "unsupported" // the format or feature is not known to the program
	ReadOnly    Kind = "read_only"   // the project can only be read
	Cancelled   Kind = "cancelled"   // the person stopped it
	Storage     Kind = "storage"     // the disk or file system refused
)

// Error is what every exported operation returns. Message is made for people:
// what happened, what was kept, what to do. It holds no text of a document
// beyond titles and names that the person gave.
type Error struct {
	Kind  Kind
	Code  string // stable identity of the message, for translation: "coding.outside_text"
	Text  string // English template with {name} placeholders
	Args  []Arg  // values of the placeholders
	Cause error  // for the log, never for the screen
}

// Arg is one placeholder's name and value.
type Arg struct {
	Name  string
	Value any
}

// E makes an Error. The args are alternating names and values:
//
//	qda.E(qda.NotFound, "code.unknown", "There is no code {code}.", "code", name)
func E(kind Kind, code, text string, args ...any) *Error {
	e := &Error{Kind: kind, Code: code, Text: text}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args = append(e.Args, Arg{Name: args[i].(string), Value: args[i+1]})
	}
	return e
}

// Because returns a copy of the error that keeps its cause for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.Cause = cause
	return &c
}

// Message is the English sentence with its placeholders filled in.
func (e *Error) Message() string {
	if len(e.Args) == 0 {
		return e.Text
	}
	pairs := make([]string, 0, 2*len(e.Args))
	for _, a := range e.Args {
		pairs = append(pairs, "{"+a.Name+"}", fmt.Sprint(a.Value))
	}
	return strings.NewReplacer(pairs...).Replace(e.Text)
}

// Error is the message followed by the cause, for logs and tests.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Message()
	}
	return e.Message() + " (" + e.Cause.Error() + ")"
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Is makes errors.Is(err, &qda.Error{Kind: k}) true for every error of kind k,
// and with a Code only for that message.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && e.Kind == t.Kind && (t.Code == "" || t.Code == e.Code)
}

// KindOf is the kind of the error; a foreign error is Internal, nil is "".
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// AsError turns any error into an *Error; a foreign one becomes Internal with a
// sentence that promises nothing it cannot keep. AsError(nil) is nil.
func AsError(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return E(Internal, "internal", "Something went wrong inside the program. What was saved before is kept. Please report it with the log.").Because(err)
}
