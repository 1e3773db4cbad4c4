package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// groups are the headings under which --help lists the commands. A command that
// brings a new heading adds it here.
var groups = []kong.Group{
	{Key: "project", Title: "Projects"},
	{Key: "documents", Title: "Documents and cases"},
	{Key: "codes", Title: "Codes"},
	{Key: "coding", Title: "Coding"},
	{Key: "retrieval", Title: "Finding and handing on"},
	{Key: "comparing", Title: "Comparing and reporting"},
	{Key: "team", Title: "Working together"},
	{Key: "history", Title: "History"},
}

// exampled is what every command is, so that its help ends with how it is used. The
// examples are played by the tests, over the sample project in the file
// rural.articula. CODING, MEMO, LINK, ACTION and SPEAKER stand for identities as other
// commands give them.
type exampled interface{ Examples() []string }

const exitHelp = `
Exit codes: 0 done, 1 fault of the program, 2 the request cannot be carried out as it was put,
3 not found, 4 something stands in the way, 5 the project is in use, 6 damaged, 7 written by a
newer version, 8 format not known, 9 read-only, 10 stopped, 11 the disk refused.
`

// help shows the usual help with the examples of the command and, for the program
// itself, the exit codes.
func help(options kong.HelpOptions, ctx *kong.Context) error {
	out := ctx.Stdout
	var usual bytes.Buffer
	ctx.Stdout = &usual
	err := kong.DefaultHelpPrinter(options, ctx)
	ctx.Stdout = out
	if err != nil {
		return err
	}
	text := usual.String()
	if ctx.Selected() != nil {
		text = strings.Replace(text, ctx.Selected().FlagSummary(true), requiredFlags(ctx.Selected()), 1)
	}
	if _, err := io.WriteString(out, text); err != nil {
		return err
	}
	if ctx.Selected() == nil {
		fmt.Fprint(ctx.Stdout, exitHelp)
		return nil
	}
	for i, e := range examplesOf(ctx.Selected()) {
		if i == 0 {
			fmt.Fprintln(ctx.Stdout, "\nExamples:")
		}
		fmt.Fprintln(ctx.Stdout, "  "+e)
	}
	return nil
}

// requiredFlags says which flags a command needs, those of which it needs one as
// "(--out=PATH | --preview)".
func requiredFlags(n *kong.Node) string {
	var parts []string
	choice := map[string]int{} // the part that a group of exclusive flags is
	for _, group := range n.AllFlags(true) {
		for _, flag := range group {
			if !flag.Required {
				continue
			}
			text := flag.Summary()
			if len(flag.Xor) == 0 {
				parts = append(parts, text)
			} else if at, known := choice[flag.Xor[0]]; known {
				parts[at] = strings.TrimSuffix(parts[at], ")") + " | " + text + ")"
			} else {
				choice[flag.Xor[0]] = len(parts)
				parts = append(parts, "("+text+")")
			}
		}
	}
	return strings.Join(parts, " ")
}

func examplesOf(n *kong.Node) []string {
	if n.Target.CanAddr() {
		if e, ok := n.Target.Addr().Interface().(exampled); ok {
			return e.Examples()
		}
	}
	return nil
}
