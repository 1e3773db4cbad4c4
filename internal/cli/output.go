package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"articula/internal/engine"
)

// print writes JSON or calls text.
func (a *app) print(v any, text func()) error {
	a.clearProgress()
	if !a.json {
		text()
		return nil
	}
	if a.printed != nil {
		a.printed(v)
	}
	enc := json.NewEncoder(a.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// printEach writes a list as JSON, or its things one after the other as text.
func printEach[T any](a *app, list []T, text func(T)) error {
	return a.print(list, func() {
		for _, x := range list {
			text(x)
		}
	})
}

// say writes a line of text.
func (a *app) say(format string, args ...any) { writeLine(a.Out, format, args...) }

// note writes a line for people, beside the result.
func (a *app) note(format string, args ...any) {
	a.clearProgress()
	writeLine(a.Err, format, args...)
}

// writeLine writes what people read. Words out of a project may come from anyone, so
// that control characters, which could steer a terminal, are shown as what they are.
func writeLine(w io.Writer, format string, args ...any) {
	line := strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20:
			return 0x2400 + r // the pictures of control characters
		case r == 0x7f:
			return 0x2421
		case r > 0x7f && r < 0xa0:
			return 0xfffd
		}
		return r
	}, fmt.Sprintf(format, args...))
	io.WriteString(w, line+"\n")
}

const progressWidth = 70

// progress draws how far a long piece of work is, where a person looks at it.
func (a *app) progress() engine.Progress {
	f, ok := a.Err.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 || os.Getenv("TERM") == "dumb" {
		return nil
	}
	return func(step string, done, total int) {
		line := step
		if total > 0 {
			line = fmt.Sprintf("%d of %d  %s", done, total, step)
		}
		fmt.Fprintf(f, "\r%-*s", progressWidth, oneLine(line, progressWidth))
		a.drawn = true
		if done >= total {
			a.clearProgress()
		}
	}
}

func (a *app) clearProgress() {
	if a.drawn {
		a.drawn = false
		fmt.Fprint(a.Err, "\r"+strings.Repeat(" ", progressWidth)+"\r")
	}
}

// plural writes a number with the right form of a word.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func joined[T any](list []T, name func(T) string) string {
	var out []string
	for _, x := range list {
		out = append(out, name(x))
	}
	return strings.Join(out, ", ")
}

// flat writes a passage in one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func oneLine(s string, most int) string {
	s = flat(s)
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "[" + s + "]"
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
