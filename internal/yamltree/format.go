package yamltree

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const width = 100 // columns after which a long text is folded

// Format writes the tree as a file. The head, if any, is put above it as a
// comment. The root must be a map or a list.
func Format(head string, n *Node) []byte {
	var w writer
	if head != "" {
		for line := range strings.Lines(strings.TrimRight(head, "\n") + "\n") {
			w.WriteString(strings.TrimRight("# "+strings.TrimRight(line, "\n"), " ") + "\n")
		}
		w.WriteString("\n")
	}
	switch {
	case n.Kind == Map && len(n.Entries) == 0:
		w.WriteString("{}\n")
	case n.Kind == List && len(n.Items) == 0:
		w.WriteString("[]\n")
	case n.Kind == Map:
		w.entries(n, 0, false)
	default:
		w.items(n, 0)
	}
	return []byte(w.String())
}

type writer struct{ strings.Builder }

// entries writes the keys of a map at an indentation. With dashed, the first key
// stands behind the dash of a list item, which is already written.
func (w *writer) entries(n *Node, indent int, dashed bool) {
	for i, e := range n.Entries {
		block := !fitsLine(e.Value)
		if indent == 0 && i > 0 && block && e.Value.Kind != Scalar {
			w.WriteString("\n")
		}
		if i > 0 || !dashed {
			w.pad(indent)
		}
		w.WriteString(scalar(e.Key) + ":")
		w.value(e.Value, indent)
	}
}

func (w *writer) items(n *Node, indent int) {
	for i, item := range n.Items {
		if i > 0 && indent <= 2 && item.Kind == Map && len(item.Entries) > 1 {
			w.WriteString("\n")
		}
		w.pad(indent)
		w.WriteString("-")
		if item.Kind == Map && len(item.Entries) > 0 {
			w.WriteString(" ")
			w.entries(item, indent+2, true)
			continue
		}
		w.value(item, indent)
	}
}

// value writes what stands behind "key:" or "-", with the line's end.
func (w *writer) value(n *Node, indent int) {
	switch {
	case n.Kind == Map && len(n.Entries) == 0:
		w.WriteString(" {}\n")
	case n.Kind == Map:
		w.WriteString("\n")
		w.entries(n, indent+2, false)
	case n.Kind == List && fitsLine(n):
		w.WriteString(" " + flow(n) + "\n")
	case n.Kind == List:
		w.WriteString("\n")
		w.items(n, indent+2)
	case n.Bare && bare.MatchString(n.Text):
		w.WriteString(" " + n.Text + "\n")
	default:
		w.text(n.Text, indent+2)
	}
}

func (w *writer) text(s string, indent int) {
	switch {
	case literal(s):
		mark := " |-\n"
		if strings.HasSuffix(s, "\n") {
			mark = " |\n"
		}
		w.WriteString(mark)
		for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
			if line != "" {
				w.pad(indent)
			}
			w.WriteString(line + "\n")
		}
	case utf8.RuneCountInString(s)+indent > width-10 && foldable(s):
		w.WriteString(" >-\n")
		for _, line := range fold(s, width-indent) {
			w.pad(indent)
			w.WriteString(line + "\n")
		}
	default:
		w.WriteString(" " + scalar(s) + "\n")
	}
}

func (w *writer) pad(n int) { w.WriteString(strings.Repeat(" ", n)) }

// fitsLine reports whether the value is written on the line of its key: an empty
// value, a scalar, or a short list of plain words.
func fitsLine(n *Node) bool {
	switch n.Kind {
	case Scalar:
		return !strings.Contains(n.Text, "\n")
	case Map:
		return len(n.Entries) == 0
	}
	total := 0
	for _, item := range n.Items {
		if item.Kind != Scalar || item.Bare || !plain(item.Text) || strings.ContainsAny(item.Text, ",[]{}:#") {
			return false
		}
		total += utf8.RuneCountInString(item.Text) + 2
	}
	return total <= 70
}

func flow(n *Node) string {
	texts := make([]string, len(n.Items))
	for i, item := range n.Items {
		texts[i] = item.Text
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

func scalar(s string) string {
	if plain(s) {
		return s
	}
	return quoted(s)
}

var (
	bare = regexp.MustCompile(`^(true|false|0|-?[1-9][0-9]{0,14}|-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15})$`)
	// words that some reader of YAML takes for something else than text
	taken = regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|y|n|null|nan|inf)$`)
)

// plain reports whether a text can stand without quotes and be read as the same
// text by any reader of YAML, old or new.
func plain(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(first) || taken.MatchString(s) || strings.HasSuffix(s, " ") || strings.HasSuffix(s, ":") ||
		strings.Contains(s, ": ") || strings.Contains(s, " #") ||
		strings.Contains(s, "<<") { // goccy/go-yaml takes "a<<: b" for a merge key
		return false
	}
	return printable(s)
}

// printable reports whether the text is valid UTF-8 and all characters show, so
// that nobody who edits the file destroys what cannot be seen.
func printable(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// literal reports whether a text of several lines can be written line by line.
func literal(s string) bool {
	body := strings.TrimSuffix(s, "\n")
	if !strings.Contains(body, "\n") || strings.HasSuffix(body, "\n") || strings.HasPrefix(body, "\n") || strings.HasPrefix(body, " ") {
		return false
	}
	for line := range strings.SplitSeq(body, "\n") {
		if !printable(line) || strings.HasSuffix(line, " ") {
			return false
		}
	}
	return true
}

// foldable reports whether a text of one line survives being wrapped at spaces.
func foldable(s string) bool {
	return printable(s) && !strings.Contains(s, "  ") && !strings.HasPrefix(s, " ") && !strings.HasSuffix(s, " ") && strings.Contains(s, " ")
}

func fold(s string, columns int) []string {
	var lines []string
	var line strings.Builder
	n := 0
	for word := range strings.SplitSeq(s, " ") {
		k := utf8.RuneCountInString(word)
		if n > 0 && n+1+k > columns {
			lines = append(lines, line.String())
			line.Reset()
			n = 0
		}
		if n > 0 {
			line.WriteByte(' ')
			n++
		}
		line.WriteString(word)
		n += k
	}
	return append(lines, line.String())
}

func quoted(s string) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r) && r != utf8.RuneError:
			b.WriteRune(r)
		default:
			digits, mark := 4, `\u`
			if r > 0xFFFF {
				digits, mark = 8, `\U`
			}
			b.WriteString(mark)
			for i := digits - 1; i >= 0; i-- {
				b.WriteByte(hex[r>>(4*i)&15])
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}
