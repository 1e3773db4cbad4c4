package extract

import (
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
)

// Titles are at most this long; a longer one is a paragraph by mistake.
const maxTitleRunes = 250

var junkTitle = regexp.MustCompile(`(?i)^(microsoft (word|powerpoint|excel)\b|untitled|sin t(í|i)tulo|sans titre|sem t(í|i)tulo|document\d*$|documento\d*$|title$|t(í|i)tulo$|titre$|slide 1$|powerpoint)|\.(docx?|odt|rtf|indd|qxd|pages|pdf|tex|dvi|html?|txt)$`)

// chooseTitle gives the best title: what the file says for itself, its properties
// where the text bears them out, its first heading, and otherwise its name
// without the ending.
func (d *draft) chooseTitle() string {
	if t := tidyTitle(d.ownTitle); t != "" {
		return t
	}
	opening := squash(d.opening())
	for _, t := range d.titles {
		// Properties are often left over from another document: they count
		// only if the document itself begins with these words.
		if t = tidyTitle(t); t != "" && strings.Contains(opening, squash(t)) {
			return t
		}
	}
	if t := d.firstHeading(); t != "" {
		return t
	}
	return BaseTitle(d.o.Name)
}

// firstHeading is the heading that opens the document, if one does.
func (d *draft) firstHeading() string {
	for _, b := range d.blocks {
		if b.kind == qda.Metadata || b.running {
			continue
		}
		if b.kind == qda.Heading && b.styled && b.level == 1 {
			return tidyTitle(d.text[b.start:b.end])
		}
		return ""
	}
	return ""
}

// BaseTitle is the name of a file without folder and ending.
func BaseTitle(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if ext := path.Ext(name); len(ext) > 1 && len(ext) <= 6 && len(ext) < len(name) && !strings.ContainsFunc(ext, unicode.IsSpace) {
		name = strings.TrimSuffix(name, ext)
	}
	return strings.TrimSpace(name)
}

func tidyTitle(t string) string {
	t = strings.Join(strings.Fields(strings.ToValidUTF8(t, "\uFFFD")), " ")
	if utf8.RuneCountInString(t) > maxTitleRunes || junkTitle.MatchString(t) {
		return ""
	}
	if strings.IndexFunc(t, unicode.IsLetter) < 0 {
		return ""
	}
	return t
}

// squash leaves the letters and digits of a text, folded.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, fold(s))
}
