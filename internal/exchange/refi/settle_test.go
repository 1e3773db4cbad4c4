package refi

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"articula/internal/qda"
)

// What comes through as it is read is what the slow way makes of the whole.
func TestXMLIsSettledAsItComes(t *testing.T) {
	pieces := []string{"<", ">", "\"", "'", "=", "a", " ", "\t", "\n", "\r", "\r\n", "<a b=\"", "\">", "<!--", "-->", "--", "<![CDATA[", "]]>", "]", "<?", "?>", "?", "/", "!", "-", "[", "</a>", "<!DOCTYPE ", "é", "&#10;", "\xff"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "")
		l := DefaultLimits()
		l.TagBytes, l.Elements = 24, rapid.IntRange(0, 6).Draw(t, "elements")
		want, refused := settle([]byte(s), "x", l)
		var in io.Reader = strings.NewReader(s)
		if rapid.Bool().Draw(t, "byte by byte") {
			in = iotest.OneByteReader(in)
		}
		got, err := io.ReadAll(newSettler(in, "x", l))
		if (err == nil) != (refused == nil) {
			t.Fatalf("%q: %v, slowly %v", s, err, refused)
		}
		if err == nil && string(got) != string(want) {
			t.Fatalf("%q: %q, slowly %q", s, got, want)
		}
	})
}

// XML in UTF-16 loses its mark and its declaration, whatever the order of bytes.
func TestUTF16IsSettled(t *testing.T) {
	little := []byte(utf16le(`<?xml version="1.0" encoding="utf-16"?><Project name="é😀"/>`))
	big := bytes.Clone(little)
	for i := 0; i+1 < len(big); i += 2 {
		big[i], big[i+1] = big[i+1], big[i]
	}
	for _, b := range [][]byte{little, big, little[2:], big[2:]} {
		got, err := io.ReadAll(newSettler(bytes.NewReader(b), "x", DefaultLimits()))
		if err != nil || string(got) != `<Project name="é😀"/>` {
			t.Errorf("%q %v", got, err)
		}
	}
}

// What cannot be read to its end is said as it is.
func TestASettlerSaysWhatGoesWrong(t *testing.T) {
	broken := errors.New("broken")
	if _, err := io.ReadAll(newSettler(io.MultiReader(strings.NewReader("<a>"), iotest.ErrReader(broken)), "x", DefaultLimits())); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// settle makes of white space in values of attributes what XML
// 1.0 (§3.3.3) says it is: spaces, unless it was written as a reference. It guards
// the length of tags on the way, which the decoder takes into memory whole, and their
// number, before anything is made of them.
func settle(b []byte, name string, l Limits) ([]byte, error) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if n := elements(b); n > l.Elements {
		return nil, qda.E(qda.Invalid, "refi.elements", "{name} was not read, because it has more than {n} elements, which some hundred thousand codings make. Nothing was changed. Export the project in parts, a group of documents at a time.", "name", name, "n", l.Elements)
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if b[i] != '<' {
			n := bytes.IndexByte(b[i:], '<')
			if n < 0 {
				n = len(b) - i
			}
			out = append(out, b[i:i+n]...)
			i += n
			continue
		}
		end, quoted := markup(b[i:])
		if end > l.TagBytes && !bytes.HasPrefix(b[i:], []byte("<![CDATA[")) {
			return nil, qda.E(qda.Invalid, "refi.tag", "{name} was not read, because one of its tags is longer than a tag can be. Nothing was changed.", "name", name)
		}
		at := len(out)
		out = append(out, b[i:i+end]...)
		if quoted {
			out = append(out[:at], spaced(out[at:])...)
		}
		i += end
	}
	return out, nil
}

// elements counts the tags with which elements begin.
func elements(b []byte) (n int) {
	for i := 0; ; {
		at := bytes.IndexByte(b[i:], '<')
		if at < 0 {
			return n
		}
		end, _ := markup(b[i+at:])
		if end > 1 && !bytes.ContainsRune([]byte("/!?"), rune(b[i+at+1])) {
			n++
		}
		i += at + end
	}
}

// markup is the length of the tag, comment, instruction or section that b begins
// with, and whether it is a tag with quoted values.
func markup(b []byte) (n int, quoted bool) {
	for _, m := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(b, []byte(m[0])) {
			if i := bytes.Index(b[len(m[0]):], []byte(m[1])); i >= 0 {
				return len(m[0]) + i + len(m[1]), false
			}
			return len(b), false
		}
	}
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote, quoted = c, true
		case c == '>':
			return i + 1, quoted
		}
	}
	return len(b), quoted
}

// spaced replaces white space in the quoted values of a tag, in place.
func spaced(tag []byte) []byte {
	out, quote := tag[:0], byte(0)
	for i, c := range tag {
		switch {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		case quote != 0 && c == '\r' && i+1 < len(tag) && tag[i+1] == '\n':
			continue
		case quote != 0 && (c == '\t' || c == '\n' || c == '\r'):
			c = ' '
		}
		out = append(out, c)
	}
	return out
}
