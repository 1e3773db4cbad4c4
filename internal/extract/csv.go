package extract

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"articula/internal/qda"
)

// Names of the columns of a transcript in a table, folded.
var (
	beginColumns   = words(`timestamp time start begin begintime starttime timecode tc in inicio hora tiempo debut heure temps tempo marca marcatemporal timespan marcadetiempo`)
	endColumns     = words(`end finish stop endtime out fin fim hasta`)
	speakerColumns = words(`speaker name who participant actor person role hablante persona participante nombre orador voz locuteur locutrice intervenant nom personne falante nome pessoa interlocutor`)
	wordsColumns   = words(`words word text utterance content transcript transcription speech message body texto contenido transcripcion palabras habla intervencion texte contenu propos mots parole paroles palavras conteudo fala transcricao dialogue dialogo`)
)

// columns of a transcript, -1 for those it lacks.
type columns struct{ begin, end, speaker, words int }

// readCSV reads a table with separators as a transcript if it has columns of
// speakers and words, else as a table.
func readCSV(d *draft, data []byte) error {
	src, err := d.decode(data)
	if err != nil {
		return err
	}
	rows, err := d.csvRows(src)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return errEmpty(d.o.Name)
	}
	cols, header := transcriptColumns(rows)
	if cols.words < 0 {
		d.warn(warnNoTranscript, 1)
		for _, row := range rows {
			var cells [][]block
			for _, c := range row {
				cells = append(cells, cellBlocks(c))
			}
			if err := d.addRow(cells); err != nil {
				return err
			}
		}
		return nil
	}
	used := 0
	for _, i := range []int{cols.begin, cols.end, cols.speaker, cols.words} {
		if i >= 0 {
			used++
		}
	}
	d.warn(warnColumns, len(rows[0])-used)
	if header {
		rows = rows[1:]
	}
	cell := func(row []string, i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return strings.Join(strings.Fields(row[i]), " ")
	}
	var cues []subtitle
	bad := 0
	for _, row := range rows {
		if cell(row, cols.words) == "" {
			continue
		}
		c := subtitle{begin: -1, finish: -1, voice: strings.TrimRight(cell(row, cols.speaker), ":"), text: cell(row, cols.words)}
		if s, ok := stampToEnd(cell(row, cols.begin), 0); ok {
			c.begin, c.finish = s.begin, s.finish
		} else if ms, ok := seconds(cell(row, cols.begin)); ok {
			c.begin = ms
		} else if cols.begin >= 0 {
			bad++
		}
		if s, ok := stampToEnd(cell(row, cols.end), 0); ok {
			c.finish = s.begin
		} else if ms, ok := seconds(cell(row, cols.end)); ok {
			c.finish = ms
		}
		cues = append(cues, c)
	}
	d.warn(warnBadCues, bad)
	return d.putRows(cues)
}

// putRows makes a paragraph of each row; a row of the same speaker goes on with
// the turn of the row before.
func (d *draft) putRows(cues []subtitle) error {
	prev := ""
	for i, c := range cues {
		b := block{kind: qda.Paragraph}
		text := c.text
		if i == 0 || c.voice != prev || c.voice == "" {
			b.voice = &voice{name: c.voice, begin: c.begin, finish: c.finish}
			if c.voice != "" {
				b.voice.label = len(c.voice) + 1
				text = c.voice + ": " + text
			}
		} else {
			b.tight = true
		}
		b.text = text
		if c.begin >= 0 {
			b.cues = []cue{{len(text) - len(c.text), len(text), c.begin, c.finish}}
		}
		if err := d.add(b); err != nil {
			return err
		}
		prev = c.voice
	}
	return nil
}

// csvRows splits the table, whichever of the usual separators it uses.
func (d *draft) csvRows(src string) ([][]string, error) {
	head := src[:min(len(src), 1<<16)]
	best, bestScore := ',', -1
	for _, sep := range ",;\t" {
		r := csv.NewReader(strings.NewReader(head))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = sep, true, -1
		score, width := 0, 0
		for n := 0; n < 50; n++ {
			row, err := r.Read()
			if err != nil {
				break
			}
			if n == 0 {
				width = len(row)
			}
			if len(row) == width && width > 1 {
				score += 10 + min(width, 9)
			}
		}
		if score > bestScore {
			best, bestScore = sep, score
		}
	}
	r := csv.NewReader(strings.NewReader(src))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = best, true, -1, false
	var rows [][]string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
		if len(rows) > d.o.Limits.Parts || len(rows)%4096 == 0 && d.ctx.Err() != nil {
			return nil, errTooMuchText(d.o.Name)
		}
	}
}

// transcriptColumns finds the columns by the names in the first row or, without
// such names, by what they hold: times, short names that return, words.
func transcriptColumns(rows [][]string) (columns, bool) {
	c := columns{-1, -1, -1, -1}
	for i, name := range rows[0] {
		n := strings.Join(nameWords(name), "")
		switch {
		case speakerColumns[n] && c.speaker < 0:
			c.speaker = i
		case wordsColumns[n] && c.words < 0:
			c.words = i
		case beginColumns[n] && c.begin < 0:
			c.begin = i
		case endColumns[n] && c.end < 0:
			c.end = i
		}
	}
	if c.words >= 0 && (c.speaker >= 0 || c.begin >= 0) {
		return c, true
	}
	none := columns{-1, -1, -1, -1}
	if len(rows[0]) < 3 || len(rows) < 3 {
		return none, false
	}
	for _, row := range rows {
		if len(row) < 3 {
			return none, false
		}
		if _, ok := stampToEnd(strings.TrimSpace(row[0]), 0); !ok {
			return none, false
		}
	}
	return columns{begin: 0, end: -1, speaker: 1, words: 2}, false
}

// seconds reads a time in seconds, with a point or comma, as milliseconds.
func seconds(s string) (int, bool) {
	whole, frac, _ := strings.Cut(strings.ReplaceAll(s, ",", "."), ".")
	if whole == "" || len(whole) > 7 || len(frac) > 9 {
		return 0, false
	}
	ms := 0
	for _, c := range []byte(whole) {
		if !isDigit(c) {
			return 0, false
		}
		ms = ms*10 + int(c-'0')
	}
	frac = (frac + "000")
	for _, c := range []byte(frac[:3]) {
		if !isDigit(c) {
			return 0, false
		}
		ms = ms*10 + int(c-'0')
	}
	return ms, true
}

func cellBlocks(s string) []block {
	var p paragraph
	p.write(strings.Join(strings.Fields(s), " "), 0)
	text, _ := p.take()
	if text == "" {
		return nil
	}
	return []block{{kind: qda.Paragraph, text: text}}
}
