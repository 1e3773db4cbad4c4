package report

import (
	"fmt"
	"strings"
)

const noteStyle = `<w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr>`

// numbers writes the numbers of the notes of a run, each once.
func (x *docxWriter) numbers(r Run) {
	open, between, end := noteSigns(r.Text)
	here := map[int]bool{}
	for _, q := range r.Quotes {
		n, known := x.note(q)
		if here[n] {
			continue
		}
		sign := between
		if len(here) == 0 {
			sign = open
		}
		here[n] = true
		x.raised(sign)
		if known {
			x.doc.WriteString(noteRef(n))
			continue
		}
		fmt.Fprintf(&x.doc, `<w:bookmarkStart w:id="%d" w:name="%s"/><w:r>%s<w:endnoteReference w:id="%[1]d"/></w:r><w:bookmarkEnd w:id="%[1]d"/>`, n, noteMark(n), noteStyle)
	}
	if len(here) > 0 {
		x.raised(end)
	}
}

// raised writes signs that stand as high as the numbers of notes.
func (x *docxWriter) raised(signs string) {
	if signs != "" {
		x.doc.WriteString(`<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr><w:t xml:space="preserve">` + signs + `</w:t></w:r>`)
	}
}

// note gives the number of the note of a quote, which it writes unless there is one that
// says the same.
func (x *docxWriter) note(q Quote) (n int, known bool) {
	q.Before, q.After = "", "" // a note does not have what stands around the passage
	if n, known = x.noted[q]; known {
		return n, true
	}
	x.endnotes++
	n = x.endnotes
	x.noted[q] = n
	passage := q
	passage.Role = ""
	first := x.passages[passage]
	if first == 0 {
		x.passages[passage] = n
	}
	x.endnote(n, q, first)
	return n, false
}

// endnote writes a note. Of a passage that a note before has, it says only what the
// passage does here.
func (x *docxWriter) endnote(n int, q Quote, first int) {
	fmt.Fprintf(&x.notes, `<w:endnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="EndnoteText"/></w:pPr><w:r>%s<w:endnoteRef/></w:r>`, n, noteStyle)
	say := func(s string, r Run, lang string) { x.notes.WriteString(docxRun(s, r, lang)) }
	say(" ", Run{}, "")
	role := q.Role
	if role == "" && first > 0 {
		role = x.words.Supports
	}
	if role != "" {
		say(role+": ", Run{Italic: true}, "")
	}
	if first > 0 {
		before, after, _ := strings.Cut(x.words.SeeNote, "{n}")
		say(before, Run{}, "")
		x.notes.WriteString(fieldOf(first, ""))
		say(after+".", Run{}, "")
		x.notes.WriteString("</w:p></w:endnote>")
		return
	}
	say("“"+q.Text+"”", Run{}, q.Lang)
	say(" ("+q.Source+")", Run{}, "")
	if q.Translation != "" {
		say(" – ", Run{}, "")
		say("“"+q.Translation+"”", Run{}, q.TransLang)
		say(" ["+q.TransNote+"]", Run{}, "")
	}
	x.notes.WriteString("</w:p></w:endnote>")
}

func noteMark(n int) string { return fmt.Sprintf("note%d", n) }

// noteRef writes the number of a note that stands elsewhere, as the number of a note.
func noteRef(n int) string { return fieldOf(n, noteStyle) }

// fieldOf writes a field that follows the number of a note (ECMA-376 §17.16.5.41).
func fieldOf(n int, style string) string {
	return fmt.Sprintf(`<w:r>%[1]s<w:fldChar w:fldCharType="begin"/></w:r><w:r>%[1]s<w:instrText xml:space="preserve"> NOTEREF %[2]s \h </w:instrText></w:r><w:r>%[1]s<w:fldChar w:fldCharType="separate"/></w:r><w:r>%[1]s<w:t>%[3]d</w:t></w:r><w:r>%[1]s<w:fldChar w:fldCharType="end"/></w:r>`, style, noteMark(n), n)
}
