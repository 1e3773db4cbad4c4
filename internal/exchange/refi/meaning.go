package refi

import (
	"math/big"
	"path"
	"strconv"
	"strings"
	"time"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// What an attribute or text of a file means in a record. These readings are used in
// both directions: at export, what still means what the record says stays as the
// file had it.

// unnamed is what a thing without a name is called.
const unnamed = "(unnamed)"

// plainName is a name on one line.
func plainName(s string) string {
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return s
	}
	s = strings.Join(strings.Fields(textpos.Normalise(s)), " ")
	if s == "" {
		return unnamed
	}
	return s
}

func plainText(s string) string { return textpos.Normalise(s) }

// guidOf reads an identity; what is none gets one that follows from it.
func guidOf(s string) (id qda.ID, ok bool) {
	id, err := qda.ParseID(strings.TrimSpace(s))
	if err != nil || id.IsZero() {
		return bundle.DerivedID("refi", "guid", strings.TrimSpace(s)), false
	}
	return id, true
}

// timeOf gives a time as records have it. A time without a zone stays the time that
// it shows.
func timeOf(lexical string) string {
	s := strings.TrimSpace(lexical)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
		if t, err := time.Parse(layout, s); err == nil {
			return qda.FormatTime(t)
		}
	}
	return ""
}

func colorOf(s string) string {
	if c := longColor(strings.TrimSpace(s)); wellFormed("rgb", c) {
		return c
	}
	return ""
}

// isCodable reports whether a code is one; an absent or strange value does not make
// a folder.
func isCodable(e *Element) bool {
	v := strings.TrimSpace(e.Attr("isCodable"))
	return v != "false" && v != "0"
}

// intOf reads a whole number that a position can be.
func intOf(s string) (int, bool) {
	n, ok := new(big.Int).SetString(strings.TrimSpace(s), 10)
	if !ok || !n.IsInt64() || n.Int64() > 1<<31 || n.Int64() < -(1<<31) {
		return 0, false
	}
	return int(n.Int64()), true
}

// valueOf is what a value element says, as attributes of the type hold it. Missing
// says that it says nothing.
func valueOf(e *Element, t qda.ValueType) (value string, missing bool) {
	if e == nil {
		return "", true
	}
	s := strings.TrimSpace(e.Text)
	if s == "" {
		return "", true
	}
	switch e.Name {
	case "BooleanValue":
		return meaning("boolean", s), false
	case "IntegerValue":
		return meaning("integer", s), false
	case "FloatValue":
		return decimal(s), false
	case "DateValue":
		if t == qda.DateValue && len(s) >= 10 && wellFormed("date", s) && s[0] != '-' {
			return s[:10], false
		}
		return s, false
	case "DateTimeValue":
		return s, false
	}
	return plainText(e.Text), false
}

// decimal is a decimal number in plain form: no plus, a digit on both sides of the
// point.
func decimal(s string) string {
	sign := ""
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s[0] == '-' {
			sign = "-"
		}
		s = s[1:]
	}
	if strings.HasPrefix(s, ".") {
		s = "0" + s
	}
	return sign + strings.TrimSuffix(s, ".")
}

// valueElement writes a value of an attribute.
func valueElement(t qda.ValueType, v string) *Element {
	name := "TextValue"
	switch {
	case t == qda.NumberValue && wellFormed("integer", v):
		name = "IntegerValue"
	case t == qda.NumberValue && wellFormed("decimal", v):
		name = "FloatValue"
	case t == qda.BooleanValue && (v == "true" || v == "false"):
		name = "BooleanValue"
	case t == qda.DateValue && wellFormed("date", v):
		name = "DateValue"
	}
	return textElement(name, v)
}

var valueTypes = map[string]qda.ValueType{
	"Boolean": qda.BooleanValue, "Integer": qda.NumberValue, "Float": qda.NumberValue, "Date": qda.DateValue,
}

// typeOfVariable is the type of the attributes that a variable becomes.
func typeOfVariable(e *Element) qda.ValueType {
	if t, ok := valueTypes[e.Attr("typeOfVariable")]; ok {
		return t
	}
	return qda.TextValue
}

func variableType(t qda.ValueType) string {
	switch t {
	case qda.NumberValue:
		return "Float"
	case qda.BooleanValue:
		return "Boolean"
	case qda.DateValue:
		return "Date"
	}
	return "Text"
}

// titleOf is what a source is called: its name, else that of its file.
func titleOf(e *Element) string {
	if t := plainName(e.Attr("name")); t != unnamed {
		return t
	}
	for _, a := range []string{"currentPath", "path", "plainTextPath", "richTextPath"} {
		if p := slashed(e.Attr(a)); p != "" {
			return path.Base(p)
		}
	}
	return unnamed
}

// fileNameOf is the name of the file of a source without its folder.
func fileNameOf(e *Element) string {
	for _, a := range []string{"currentPath", "path"} {
		if p := slashed(e.Attr(a)); p != "" && !strings.HasPrefix(p, "internal:") {
			return path.Base(p)
		}
	}
	return path.Base(slashed(titleOf(e)))
}

// entryName is the name of the file in the archive that a path stands for.
func entryName(ref string) (name string, internal bool) {
	name = slashed(strings.TrimSpace(ref))
	low := strings.ToLower(name)
	switch {
	case name == "", strings.HasPrefix(low, "relative:"), strings.HasPrefix(low, "absolute:"), strings.HasPrefix(low, "file:"), len(name) > 1 && name[1] == ':':
		return "", false
	case strings.HasPrefix(low, "internal:"):
		name = strings.TrimLeft(name[len("internal:"):], "/")
	}
	if len(name) > 8 && strings.EqualFold(name[:8], "sources/") {
		name = name[8:]
	}
	if name == "" || strings.ContainsAny(name, "/\x00") || name == ".." || name == "." {
		return "", false
	}
	return name, true
}

var mediaTypes = map[string]string{
	".pdf": "application/pdf", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".txt": "text/plain",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".mp3": "audio/mpeg", ".wav": "audio/wav",
	".m4a": "audio/mp4", ".mp4": "video/mp4", ".mov": "video/quicktime", ".avi": "video/x-msvideo",
}

func mediaType(name string) string {
	if t, ok := mediaTypes[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}

func itoa(n int) string { return strconv.Itoa(n) }
