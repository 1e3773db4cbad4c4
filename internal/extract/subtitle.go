package extract

import (
	"html"
	"regexp"
	"strings"

	"articula/internal/qda"
)

// srtStart is how the first subtitle of a SubRip file looks.
var srtStart = regexp.MustCompile(`^\d{1,6}[ \t]*\r?\n\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->`)

var (
	cueTimes  = regexp.MustCompile(`^[ \t]*(\S+)[ \t]*-->[ \t]*(\S+)`)
	voiceTag  = regexp.MustCompile(`(?i)<v(?:\.[^ \t>]*)?[ \t]+([^>]*)>`)
	markupTag = regexp.MustCompile(`</?[A-Za-z0-9][^>]*>|\{\\[^}]*\}`)
)

// subtitle is one cue of a file of subtitles.
type subtitle struct {
	begin, finish int
	voice         string
	text          string
}

// readVTT reads WebVTT (W3C): voices name the speakers, notes and styles are not text.
func readVTT(d *draft, data []byte) error {
	src, err := d.decode(data)
	if err != nil {
		return err
	}
	_, src, _ = strings.Cut(src, "\n")
	return d.subtitles(src, true)
}

// readSRT reads SubRip. Speakers that it writes as "Name:" before the words are
// found as in any transcript.
func readSRT(d *draft, data []byte) error {
	src, err := d.decode(data)
	if err != nil {
		return err
	}
	return d.subtitles(src, false)
}

func (d *draft) subtitles(src string, vtt bool) error {
	var cues []subtitle
	bad := 0
	for _, chunk := range strings.Split(blankLines.ReplaceAllString(src, "\n\n"), "\n\n") {
		lines := strings.Split(strings.Trim(chunk, "\n"), "\n")
		times := -1
		for i, l := range lines[:min(len(lines), 3)] {
			if strings.Contains(l, "-->") {
				times = i
				break
			}
		}
		if times < 0 {
			if strings.TrimSpace(chunk) == "" || vtt && notCue(lines[0]) {
				continue
			}
			bad++
			cues = append(cues, subtitle{begin: -1, finish: -1, text: strings.TrimSpace(markupTag.ReplaceAllString(chunk, ""))})
			continue
		}
		c := subtitle{begin: -1, finish: -1}
		if m := cueTimes.FindStringSubmatch(lines[times]); m != nil {
			if s, ok := parseStamp(m[1]); ok {
				c.begin = s.begin
			}
			if s, ok := parseStamp(m[2]); ok {
				c.finish = s.begin
			}
		}
		if c.begin < 0 {
			bad++
		}
		cues = append(cues, cueTexts(c, strings.Join(lines[times+1:], "\n"))...)
	}
	d.warn(warnBadCues, bad)
	return d.putCues(cues)
}

var blankLines = regexp.MustCompile(`\n[ \t]*\n(?:[ \t]*\n)*`)

// notCue recognises the blocks of WebVTT that are not shown.
func notCue(first string) bool {
	for _, w := range []string{"NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP", "Kind:", "Language:"} {
		if strings.HasPrefix(first, w) {
			return true
		}
	}
	return false
}

// cueTexts cuts a cue at its voices and takes the markup out.
func cueTexts(c subtitle, text string) []subtitle {
	clean := func(s string) string {
		s = html.UnescapeString(markupTag.ReplaceAllString(s, ""))
		return strings.Join(strings.Fields(s), " ")
	}
	marks := voiceTag.FindAllStringSubmatchIndex(text, -1)
	var out []subtitle
	add := func(voice, body string) {
		if body = clean(body); body != "" {
			c.voice, c.text = strings.Join(strings.Fields(html.UnescapeString(voice)), " "), body
			out = append(out, c)
		}
	}
	at := 0
	voice := ""
	for _, m := range marks {
		add(voice, text[at:m[0]])
		voice, at = text[m[2]:m[3]], m[1]
	}
	add(voice, text[at:])
	return out
}

// A pause between cues that ends a paragraph, and the length beyond which the
// next end of a sentence does.
const (
	cuePause      = 4000 // milliseconds
	cueParagraph  = 600  // bytes
	sentenceStops = ".?!…»\""
)

// putCues makes paragraphs of cues: cues of one voice run on until a pause or,
// in a long one, the end of a sentence. Their times stay with their words.
func (d *draft) putCues(cues []subtitle) error {
	named := false
	for _, c := range cues {
		named = named || c.voice != ""
	}
	var b *block
	voiceNow := ""
	var text strings.Builder
	flush := func() error {
		if b == nil {
			return nil
		}
		b.text = text.String()
		text.Reset()
		done := *b
		b = nil
		return d.add(done)
	}
	last := -1
	for _, c := range cues {
		label := parseLabel(c.text, 0)
		turns := c.voice != voiceNow || !named && label.form == colonForm && speaks(label)
		paused := last >= 0 && c.begin >= 0 && c.begin-last > cuePause
		full := text.Len() > cueParagraph && strings.ContainsAny(lastRune(text.String()), sentenceStops)
		if b != nil && (turns || paused || full || strings.HasPrefix(c.text, "- ") || strings.HasPrefix(c.text, ">>")) {
			if err := flush(); err != nil {
				return err
			}
		}
		if b == nil {
			b = &block{kind: qda.Paragraph}
			if named && (turns || len(d.blocks) == 0) {
				b.voice = &voice{name: c.voice, begin: c.begin, finish: c.finish}
				if c.voice != "" {
					text.WriteString(c.voice + ": ")
					b.voice.label = len(c.voice) + 1
				}
			}
			voiceNow = c.voice
		} else {
			text.WriteByte(' ')
		}
		at := text.Len()
		text.WriteString(c.text)
		if c.begin >= 0 {
			b.cues = append(b.cues, cue{at, text.Len(), c.begin, c.finish})
		}
		last = c.finish
	}
	return flush()
}

// lastRune gives the last character of a text, "" if it is empty.
func lastRune(s string) string {
	rs := []rune(s[max(0, len(s)-4):])
	if len(rs) == 0 {
		return ""
	}
	return string(rs[len(rs)-1])
}
