package query

import (
	"fmt"
	"strconv"
	"strings"
)

// String writes the query in its shortest canonical form. Parsing it again gives
// the same tree.
func (t *Text) String() string {
	if t.Empty() {
		return ""
	}
	var b strings.Builder
	t.Root.print(&b)
	return b.String()
}

func (n *Node) print(b *strings.Builder) {
	switch n.Op {
	case Words:
		printWords(b, n.Words)
	case Literal:
		quote(b, n.Literal)
	case And, Or:
		if n.Group != "" {
			b.WriteString("{" + n.Group + "}")
			return
		}
		for i, k := range n.Nodes {
			if i > 0 {
				b.WriteString(map[Op]string{And: " ", Or: " OR "}[n.Op])
			}
			// a chain under the same operator further right came from parentheses
			k.printIn(b, k.Op == Or && k.Group == "" || k.Op == And && (n.Op == And || i > 0 && n.Op == And))
		}
	case Not:
		b.WriteString("NOT ")
		k := n.Nodes[0]
		k.printIn(b, k.compound())
	case Near:
		left, right := n.Nodes[0], n.Nodes[1]
		left.printIn(b, left.compound() && left.Op != Near)
		fmt.Fprintf(b, " NEAR/%d ", n.Distance)
		right.printIn(b, right.compound())
	}
}

// compound tells nodes that need parentheses beside an operator that binds closely.
func (n *Node) compound() bool { return (n.Op == And || n.Op == Or || n.Op == Near) && n.Group == "" }

func (n *Node) printIn(b *strings.Builder, parentheses bool) {
	if parentheses {
		b.WriteByte('(')
	}
	n.print(b)
	if parentheses {
		b.WriteByte(')')
	}
}

func printWords(b *strings.Builder, ws []Word) {
	exact := false
	for _, w := range ws {
		exact = exact || w.Kind == Exact
	}
	sep := "-"
	if exact {
		sep = " "
		b.WriteByte('"')
	}
	for i, w := range ws {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(w.Text)
		if w.Kind == Fuzzy {
			b.WriteString("~" + strconv.Itoa(w.Distance))
		}
	}
	if exact {
		b.WriteByte('"')
	}
}

// quote writes signs between quotation marks that do not occur in them.
func quote(b *strings.Builder, s string) {
	for _, pair := range [][2]string{{`"`, `"`}, {"«", "»"}, {"“", "”"}} {
		if !strings.Contains(s, pair[1]) && (pair[0] != "“" || !strings.ContainsAny(s, "“\"")) {
			b.WriteString(pair[0] + s + pair[1])
			return
		}
	}
	b.WriteString(s)
}

// Sentence says in English what the query was understood as. Other languages are
// made from Root in the same way.
func (t *Text) Sentence() string {
	if t.Empty() {
		return "There is nothing to look for."
	}
	return "Find " + t.Root.say(false) + "."
}

func (n *Node) say(inside bool) string {
	switch n.Op {
	case Words:
		return sayWords(n.Words)
	case Literal:
		return "the signs “" + n.Literal + "”"
	case Not:
		return "nothing with " + n.Nodes[0].say(true)
	case Near:
		return fmt.Sprintf("%s with at most %d words between it and %s", n.Nodes[0].say(true), n.Distance, n.Nodes[1].say(true))
	case Or:
		parts := make([]string, len(n.Nodes))
		for i, k := range n.Nodes {
			parts[i] = k.say(true)
		}
		s := strings.Join(parts, " or ")
		if n.Group != "" {
			return "a term of “" + n.Group + "” (" + s + ")"
		}
		if inside {
			return "(" + s + ")"
		}
		return s
	}
	var yes, no []string
	for _, k := range n.Nodes {
		if k.Op == Not {
			no = append(no, k.Nodes[0].say(true))
		} else {
			yes = append(yes, k.say(true))
		}
	}
	s := strings.Join(yes, " together with ")
	if len(no) > 0 {
		s = strings.TrimSpace(s + " without " + strings.Join(no, " or "))
	}
	if inside {
		return "(" + s + ")"
	}
	return s + ", in one turn or paragraph"
}

func sayWords(ws []Word) string {
	parts := make([]string, len(ws))
	for i, w := range ws {
		switch w.Kind {
		case Exact:
			parts[i] = "the word “" + w.Text + "”"
		case Stem:
			parts[i] = "a form of “" + w.Text + "”"
		case Wild:
			parts[i] = "a word like “" + w.Text + "”"
		case Fuzzy:
			letters := "one letter at most"
			if w.Distance > 1 {
				letters = fmt.Sprintf("%d letters at most", w.Distance)
			}
			parts[i] = "a word that differs from “" + w.Text + "” in " + letters
		}
	}
	return strings.Join(parts, " followed by ")
}
