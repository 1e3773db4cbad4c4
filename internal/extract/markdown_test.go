package extract

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestMarkdownLosesNoWord writes documents of numbered words between all sorts of
// marks, and looks for every word in the text, in order.
func TestMarkdownLosesNoWord(t *testing.T) {
	starts := []string{"", "", "", "* ", "*     ", "-      ", "+\t\t", "    ", "        ", "\t", "  ", "> ", ">     ", "> * ", ">> ", "1. ", "12)      ", "  * ", "    - ", "        * ", "# ", "###### ", "#", "| ", "|", "- - ", "- > ", "* * *", "**", "_", "`", "```\n", "~~~\n", "    ```\n", "***", "---", "===", "[", "![", "[^1]: ", "[^1]", "<", "<<", "x<b>", "x</b>", "x<br>", "&lt;", "\\", "· ", "• ", ": ", "Art. 5º ", "a) ", "\u00A0\u00A0"}
	between := []string{" ", " ", " ", "  \n", "\n", "\n    ", "**", " *", "* ", "_", "`", " | ", ")", "]", "]: ", "]:", ">", ">> ", "<", "&nbsp;", "\t", "\\", "  ", ". ", ": "}
	ends := []string{"\n", "\n", "\n\n", "\n\n\n", "  \n", "\n>\n", "\n---\n", "\n| --- | --- |\n", "|\n", "**\n", "`\n", "\n```\n", "]\n", ">>\n", "\n=====\n"}
	rapid.Check(t, func(t *rapid.T) {
		var src strings.Builder
		n := 0
		for range rapid.IntRange(1, 8).Draw(t, "lines") {
			for range rapid.IntRange(1, 2).Draw(t, "starts") {
				src.WriteString(rapid.SampledFrom(starts).Draw(t, "start"))
			}
			for range rapid.IntRange(1, 3).Draw(t, "words") {
				n++
				fmt.Fprintf(&src, "w%dx", n)
				src.WriteString(rapid.SampledFrom(between).Draw(t, "between"))
			}
			src.WriteString(rapid.SampledFrom(ends).Draw(t, "end"))
		}
		res, err := Bytes(t.Context(), []byte(src.String()), Options{Name: "a.md"})
		if err != nil {
			t.Fatalf("%q: %v", src.String(), err)
		}
		if err := Check(res); err != nil {
			t.Fatalf("%q: %v", src.String(), err)
		}
		for i := 1; i <= n; i++ {
			if !strings.Contains(res.Text, fmt.Sprintf("w%dx", i)) {
				t.Fatalf("word %d of %q is not in %q", i, src.String(), res.Text)
			}
		}
	})
}
