package extract

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// rtfSkipped are destinations that hold no words of the document, besides all
// those that are marked as skippable and unknown here.
var rtfSkipped = words(`colortbl pict fldinst listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping datastore latentstyles
	xe tc rxe bkmkstart bkmkend objdata objclass objname result nonshppict shppict background sp shprslt pgptbl filetbl mmathPr wgrffmtfilter
	datafield formfield template atnid atnauthor atntime atnicn atnref atnparent atnref atrfstart atrfend pnseclvl panose falt fontemb fontfile
	keywords subject doccomm hlinkbase category buptim creatim revtim printim private xmlnstbl xform passwordhash ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn`)

// rtfRunes are control words that stand for a character.
var rtfRunes = map[string]rune{
	"tab": '\t', "line": '\n', "lbr": '\n', "softline": '\n', "column": '\n', "emdash": '—', "endash": '–', "lquote": '‘', "rquote": '’', "ldblquote": '“', "rdblquote": '”',
	"bullet": '•', "emspace": '\u2003', "enspace": '\u2002', "qmspace": '\u2005', "zwj": '\u200D', "zwnj": '\u200C', "zwbo": '\u200B',
}

// word handles a control word.
func (r *rtf) word(word string, num int, has bool) error {
	if word == "u" && has {
		if r.state.dest != rtfSkip {
			r.unicode(num)
		} else {
			r.skip = r.state.uc
		}
		return nil
	}
	if word == "bin" {
		r.at = min(len(r.src), r.at+max(0, num))
		return nil
	}
	r.flush()
	r.skip = 0
	if c, ok := rtfRunes[word]; ok {
		r.write(string(c))
		return nil
	}
	star := r.state.star
	r.state.star = false
	if done, err := r.destination(word, star); done || err != nil {
		return err
	}
	if star || r.state.dest == rtfSkip {
		if star {
			r.state.dest = rtfSkip
		}
		return nil
	}
	on := !has || num != 0
	switch word {
	case "ansicpg":
		if e := codepage(num); e != nil {
			r.page = e
		}
	case "mac":
		r.page = charmap.Macintosh
	case "pc":
		r.page = charmap.CodePage437
	case "pca":
		r.page = charmap.CodePage850
	case "deff":
		r.deff = num
	case "uc":
		r.state.uc = min(max(num, 0), 100)
	case "f":
		r.state.font = num
		if r.state.dest == rtfFontTable {
			r.story.font = num
		}
	case "fcharset":
		if r.state.dest == rtfFontTable {
			r.fonts[r.story.font] = rtfFont{fontCharset(num), num == 2}
		}
	case "cpg":
		if r.state.dest == rtfFontTable {
			r.fonts[r.story.font] = rtfFont{enc: codepage(num)}
		}
	case "b":
		r.state.bold = on
	case "i":
		r.state.italic = on
	case "v":
		r.state.hidden, r.state.counted = on, false
	case "deleted":
		r.state.deleted, r.state.counted = on, false
	case "revised":
		if on {
			r.d.warn(warnInserted, 1)
		}
	case "plain":
		r.state.bold, r.state.italic, r.state.hidden, r.state.deleted = false, false, false, false
	case "pard":
		r.state.outline, r.state.level, r.state.style, r.state.intable = 0, 0, 0, false
	case "s":
		r.state.style = num
		if r.state.dest == rtfStyles {
			r.story.sheet = num
		}
	case "outlinelevel":
		if num >= 0 && num < 9 {
			r.state.outline = num + 1
		}
		if r.state.dest == rtfStyles && num < 9 {
			r.headings[r.story.sheet] = max(num, 0) + 1
		}
	case "ilvl":
		r.state.level = min(max(num, 0), 8)
	case "intbl":
		r.state.intable = true
	case "par", "sect":
		if r.state.dest == rtfText {
			return r.endParagraph()
		}
	case "page":
		if r.state.dest == rtfText && !r.state.intable {
			return r.endParagraph()
		}
	case "cell", "nestcell":
		if r.state.dest == rtfText {
			return r.endCell()
		}
	case "row", "nestrow":
		if r.state.dest == rtfText {
			return r.endRow()
		}
	}
	return nil
}

// destination handles the words that say what a group is for.
func (r *rtf) destination(word string, star bool) (bool, error) {
	if r.state.dest == rtfSkip {
		return false, nil
	}
	switch word {
	case "fonttbl":
		r.state.dest = rtfFontTable
	case "stylesheet":
		r.state.dest = rtfStyles
		if !r.sheetRead { // a second one could only make a trap slow
			r.sheetRead = true
			r.styleNames()
		}
	case "cs", "ds", "ts", "tsrowd":
		if r.state.dest != rtfStyles {
			return false, nil
		}
		r.story.sheet = -1
	case "info":
		r.state.dest = rtfSkip
		if !r.infoRead {
			r.infoRead = true
			r.property()
		}
	case "footnote":
		return true, r.footnote()
	case "annotation":
		r.d.warn(warnComments, 1)
		r.state.dest = rtfSkip
	case "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf":
		return true, r.header()
	case "listtext", "pntext":
		r.state.dest = rtfMark
		r.state.hidden, r.state.deleted = false, false
	case "shpinst", "shp", "field", "fldrslt", "shpgrp", "do", "dptxbxtext":
		if star && word != "shpinst" && word != "do" {
			return false, nil
		}
	case "shptxt":
		return true, r.textBox()
	case "object":
		r.d.warn(warnPictures, 1)
	default:
		if !rtfSkipped[word] {
			return false, nil
		}
		if word == "pict" {
			r.d.warn(warnPictures, 1)
		}
		r.state.dest = rtfSkip
	}
	return true, nil
}

// enter reads the group as a text of its own and hands its blocks to done.
func (r *rtf) enter(done func([]block) error) {
	inner := &rtfStory{outer: r.story, saved: r.d.blocks}
	spacing := r.d.spacing
	r.d.blocks = nil
	r.story = inner
	r.state.bold, r.state.italic, r.state.intable, r.state.outline, r.state.style = false, false, false, 0, 0
	r.state.ends = func() error {
		kept := r.state
		r.state = rtfState{uc: kept.uc, font: kept.font}
		err := r.endRow()
		if err == nil {
			err = r.endParagraph()
		}
		r.state = kept
		got := r.d.blocks
		r.d.blocks, r.d.spacing, r.story = inner.saved, spacing, inner.outer
		if err != nil {
			return err
		}
		return done(got)
	}
}

func (r *rtf) footnote() error {
	mark := strconv.Itoa(len(r.notes) + 1)
	r.write("[" + mark + "]")
	r.notes = append(r.notes, note{mark: mark})
	n := len(r.notes) - 1
	r.enter(func(got []block) error {
		r.notes[n].blocks = got
		return nil
	})
	return nil
}

func (r *rtf) header() error {
	r.enter(func(got []block) error { return r.d.pageHeader(got, nil) })
	return nil
}

func (r *rtf) textBox() error {
	outer := r.story
	r.enter(func(got []block) error {
		outer.boxes = append(outer.boxes, got...)
		return nil
	})
	return nil
}

// styleNames reads the names of the styles by following the groups of the sheet.
func (r *rtf) styleNames() {
	depth := 1
	entry, style, named := 0, -1, false
	for i := r.at; i < len(r.src) && depth > 0; i++ {
		switch r.src[i] {
		case '\\':
			if i+2 < len(r.src) && r.src[i+1] == 's' && isDigit(r.src[i+2]) && depth == 2 && style < 0 {
				n := 0
				for j := i + 2; j < len(r.src) && isDigit(r.src[j]) && n < 1<<20; j++ {
					n = n*10 + int(r.src[j]-'0')
				}
				style = n
			}
			i++
		case '{':
			if depth++; depth == 2 {
				entry, style, named = i, 0, false
				if i+3 < len(r.src) && string(r.src[i+1:i+3]) != `\s` {
					style = -2 // not a paragraph style by its number; the default has none
				} else {
					style = -1
				}
			}
		case '}':
			if depth == 2 && style >= 0 && !named {
				name := string(r.src[entry:i])
				if at := strings.LastIndexAny(name, `\`); at >= 0 {
					name = name[at:]
				}
				_, name, _ = strings.Cut(name, " ")
				if level := headingName(strings.ToLower(strings.Trim(name, "; {}"))); level > 0 {
					r.headings[style] = level
				}
				named = true
			}
			depth--
		}
	}
}

// property reads the title and counts the authors in the group of properties,
// which is then passed over.
func (r *rtf) property() {
	depth, authors := 1, 0
	for i := r.at; i < len(r.src) && depth > 0; i++ {
		switch r.src[i] {
		case '\\':
			rest := r.src[i:min(len(r.src), i+1000)]
			for _, w := range []string{`\author `, `\operator `, `\manager `, `\company `} {
				if t, ok := bytes.CutPrefix(rest, []byte(w)); ok && !bytes.HasPrefix(t, []byte("}")) {
					authors++
				}
			}
			if t, ok := bytes.CutPrefix(rest, []byte(`\title `)); ok && len(r.d.titles) == 0 {
				if end := bytes.IndexByte(t, '}'); end > 0 {
					r.d.titles = append(r.d.titles, plainRTF(string(t[:end]), r.page))
				}
			}
			i++
		case '{':
			depth++
		case '}':
			depth--
		}
	}
	r.d.warn(warnAuthor, authors)
}

// plainRTF decodes a short piece without groups.
func plainRTF(s string, page encoding.Encoding) string {
	r := &rtf{d: newDraft(context.Background(), Options{}), src: []byte(s), fonts: map[int]rtfFont{}, page: page, story: &rtfStory{}}
	r.state = rtfState{uc: 1, font: -1}
	for r.at < len(r.src) {
		c := r.src[r.at]
		r.at++
		if c == '\\' {
			if r.control() != nil {
				break
			}
		} else if c != '{' && c != '}' {
			r.byte(c)
		}
	}
	r.flush()
	text, _ := r.story.p.take()
	return text
}

// fontCharset gives the encoding of a Windows character set number, nil for the document's.
func fontCharset(n int) encoding.Encoding {
	switch n {
	case 0:
		return charmap.Windows1252
	case 77:
		return charmap.Macintosh
	case 128:
		return japanese.ShiftJIS
	case 129, 130:
		return korean.EUCKR
	case 134:
		return simplifiedchinese.GBK
	case 136:
		return traditionalchinese.Big5
	case 161:
		return charmap.Windows1253
	case 162:
		return charmap.Windows1254
	case 163:
		return charmap.Windows1258
	case 177:
		return charmap.Windows1255
	case 178:
		return charmap.Windows1256
	case 186:
		return charmap.Windows1257
	case 204:
		return charmap.Windows1251
	case 222:
		return charmap.Windows874
	case 238:
		return charmap.Windows1250
	case 254:
		return charmap.CodePage437
	case 255:
		return charmap.CodePage850
	}
	return nil
}

// codepage gives the encoding of a Windows code page, nil if unknown.
func codepage(n int) encoding.Encoding {
	switch n {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 866:
		return charmap.CodePage866
	case 874:
		return charmap.Windows874
	case 932:
		return japanese.ShiftJIS
	case 936:
		return simplifiedchinese.GBK
	case 949:
		return korean.EUCKR
	case 950:
		return traditionalchinese.Big5
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1252:
		return charmap.Windows1252
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1255:
		return charmap.Windows1255
	case 1256:
		return charmap.Windows1256
	case 1257:
		return charmap.Windows1257
	case 1258:
		return charmap.Windows1258
	case 10000:
		return charmap.Macintosh
	}
	return nil
}
