package qdatest

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// Corpus describes a made-up project for benchmarks: interviews with turns and
// reports with paragraphs, in four languages, about coordination between
// programmes. The same description always gives the same documents and codings,
// and each document can be made by itself, so nothing has to be kept in memory or
// on disk. Words follow a Zipf distribution; many nouns carry a name from
// a long tail, as names, places and misspellings do in real material.
//
//	c := qdatest.Corpus{Seed: 1, Documents: 2000, Bytes: 50 << 20}
//	for i := range c.Documents {
//		d := c.Document(i)
//		for _, coding := range c.Codings(d, 500, 400, 10) { … }
//	}
//
// gives 2,000 documents of 50 MiB with 1,000,000 codings of 400 codes by 10 coders.
type Corpus struct {
	Seed      uint64
	Documents int
	Bytes     int // of all texts together, met within a turn per document
}

// CorpusDocument is one document of a corpus with all that belongs to it.
type CorpusDocument struct {
	Document  qda.Document // Lang, Kind, Date, Title and the hashes are set
	Text      string       // normalised
	Structure qda.Structure
	Speakers  []qda.Speaker // none for reports
}

// ID is the identity of the n-th thing of a kind in the corpus.
func (c Corpus) ID(kind string, n int) qda.ID {
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], c.Seed)
	binary.LittleEndian.PutUint64(seed[8:], uint64(n))
	copy(seed[16:], kind)
	return qda.NewID(time.UnixMilli(1_767_600_000_000+int64(n)), rand.NewChaCha8(seed))
}

// Document makes the i-th document, counted from 0.
func (c Corpus) Document(i int) CorpusDocument {
	r := rand.New(rand.NewPCG(c.Seed, uint64(i)))
	t, share := &tongues[0], r.Float64()
	for k := range tongues {
		if t = &tongues[k]; share < t.share {
			break
		}
		share -= t.share
	}
	w := &writer{r: r, t: t, size: c.Bytes / max(1, c.Documents), nouns: rand.NewZipf(r, 1.15, 3, uint64(len(t.nouns)-1)), names: rand.NewZipf(r, 1.02, 20, 200_000)}
	d := CorpusDocument{Document: qda.Document{
		ID: c.ID("document", i), Title: fmt.Sprintf("%04d", i), FileName: fmt.Sprintf("%04d.txt", i), Lang: t.code,
		Date: fmt.Sprintf("%d-%02d-%02d", 2009+r.IntN(15), 1+r.IntN(12), 1+r.IntN(28)), Kind: qda.Interview, Pos: fmt.Sprintf("%08d", i),
	}}
	if r.IntN(5) == 0 {
		d.Document.Kind = []qda.DocumentKind{qda.Report, qda.Manual, qda.Law}[r.IntN(3)]
		w.report()
	} else {
		for k, role := range []qda.SpeakerRole{qda.Interviewer, qda.Authority, qda.Technical}[:2+r.IntN(2)] {
			name := "INT"
			if k > 0 {
				name = fmt.Sprintf("P%03d", 1+r.IntN(400))
			}
			d.Speakers = append(d.Speakers, qda.Speaker{ID: c.ID("speaker", 8*i+k), DocumentID: d.Document.ID, Name: name, Role: role})
		}
		w.interview(d.Speakers)
	}
	d.Text = w.b.String()
	d.Document.TextHash = qda.HashOf([]byte(d.Text))
	d.Structure = qda.Structure{TextHash: d.Document.TextHash, Norm: textpos.NormVersion, Parts: w.parts}
	return d
}

// Codings makes n codings of a document, in order of their start: codes are drawn
// with a Zipf distribution from the given number of them, spans reach from a few
// words to several turns and overlap as people's codings do.
func (c Corpus) Codings(d CorpusDocument, n, codes, coders int) []qda.Coding {
	id := d.Document.ID
	r := rand.New(rand.NewPCG(c.Seed^0x5eed, binary.BigEndian.Uint64(id[8:])))
	zipf := rand.NewZipf(r, 1.2, 8, uint64(codes-1))
	ix := textpos.NewIndex(d.Text)
	round := c.ID("round", 0)
	out := make([]qda.Coding, 0, n)
	for k := range n {
		// starts are spread evenly with a jitter, so that they come out sorted
		start := (k*ix.Len() + r.IntN(ix.Len())) / n
		length := 20 + r.IntN(200)
		if r.IntN(10) == 0 {
			length *= 6
		}
		span := qda.Span{Start: min(start, ix.Len()-1), End: min(start+length, ix.Len())}
		out = append(out, qda.Coding{
			ID:         qda.NewID(time.UnixMilli(1_767_700_000_000+int64(k)), byteReader{r}),
			DocumentID: id, TextHash: d.Document.TextHash, RoundID: round, Span: span, Quote: ix.Slice(span),
			CodeID: c.ID("code", int(zipf.Uint64())), CoderID: c.ID("coder", r.IntN(coders)), CreatedAt: "2026-01-05T09:00:00.000Z",
		})
	}
	return out
}

// byteReader draws bytes from a source of numbers.
type byteReader struct{ r *rand.Rand }

func (b byteReader) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(b.r.Uint32())
	}
	return len(p), nil
}

// writer builds one text and its parts.
type writer struct {
	r     *rand.Rand
	t     *tongue
	nouns *rand.Zipf
	names *rand.Zipf
	size  int
	b     strings.Builder
	runes int // written up to b.Len() at the last mark
	bytes int
	parts []qda.Part
}

// at is the code point at which the next character will stand.
func (w *writer) at() int {
	w.runes += utf8.RuneCountInString(w.b.String()[w.bytes:])
	w.bytes = w.b.Len()
	return w.runes
}

func (w *writer) interview(speakers []qda.Speaker) {
	for n := 0; w.b.Len() < w.size; n++ {
		s := speakers[0]
		if n%2 == 1 {
			s = speakers[1+w.r.IntN(len(speakers)-1)]
		}
		start := w.at()
		w.b.WriteString(s.Name + ":")
		label := w.at()
		if n%2 == 0 {
			w.question()
		} else {
			for range 1 + w.r.IntN(6) {
				w.sentence()
			}
		}
		end := w.at()
		w.parts = append(w.parts,
			qda.Part{Kind: qda.Turn, Span: qda.Span{Start: start, End: end}, Speaker: s.Name, BeginMS: -1, EndMS: -1},
			qda.Part{Kind: qda.Paragraph, Span: qda.Span{Start: start, End: end}, BeginMS: -1, EndMS: -1},
			qda.Part{Kind: qda.TurnLabel, Span: qda.Span{Start: start, End: label}, BeginMS: -1, EndMS: -1})
		w.b.WriteByte('\n')
	}
}

func (w *writer) report() {
	for n := 0; w.b.Len() < w.size; n++ {
		start, kind, level := w.at(), qda.Paragraph, 0
		if n%12 == 0 {
			kind, level = qda.Heading, 1+w.r.IntN(3)
			fmt.Fprintf(&w.b, "%d.", 1+n/12)
			w.noun(false)
		} else {
			for range 2 + w.r.IntN(6) {
				w.sentence()
			}
		}
		w.parts = append(w.parts, qda.Part{Kind: kind, Span: qda.Span{Start: start, End: w.at()}, Level: level, BeginMS: -1, EndMS: -1})
		w.b.WriteByte('\n')
	}
}

func (w *writer) pick(of []string) string {
	// the smaller of two draws: early entries are more frequent
	return of[min(w.r.IntN(len(of)), w.r.IntN(len(of)))]
}

func (w *writer) word(s string) {
	w.b.WriteByte(' ')
	w.b.WriteString(strings.ReplaceAll(s, "_", " "))
}

// noun writes a noun with its article, and sometimes an adjective or a name.
func (w *writer) noun(capital bool) {
	n, plural := w.t.nouns[w.nouns.Uint64()], w.r.IntN(3) == 0
	article := w.t.article(n, plural)
	if plural {
		n = w.t.plural(n)
	}
	if capital {
		article = strings.ToUpper(article[:1]) + article[1:]
	}
	w.b.WriteByte(' ')
	w.b.WriteString(article)
	if !strings.HasSuffix(article, "’") {
		w.b.WriteByte(' ')
	}
	adj := ""
	if w.r.IntN(4) == 0 {
		if adj = w.pick(w.t.adjs); plural && w.t.code != "en" {
			adj = w.t.plural(adj)
		}
	}
	if adj != "" && w.t.code == "en" {
		w.b.WriteString(adj + " ")
	}
	w.b.WriteString(n)
	if adj != "" && w.t.code != "en" {
		w.b.WriteString(" " + adj)
	}
	switch w.r.IntN(24) {
	case 0, 1:
		w.word(w.name())
	case 2:
		fmt.Fprintf(&w.b, " %d", w.r.IntN(2100))
	}
}

// name makes one of some two hundred thousand names of three or four syllables.
func (w *writer) name() string {
	const consonants, vowels = "bcdfghjklmnpqrstvz", "aeiou"
	n := w.names.Uint64() * 2654435761 % (1 << 24)
	var b []byte
	for range 3 + n%2 {
		b = append(b, consonants[n%18], vowels[n/18%5])
		n /= 37
	}
	b[0] -= 'a' - 'A'
	return string(b)
}

func (w *writer) verb() {
	stem, ending := w.pick(w.t.verbs), w.t.endings[w.r.IntN(len(w.t.endings))]
	if w.t.code == "en" && ending != "s" {
		stem = strings.TrimSuffix(stem, "e")
	}
	w.word(stem + ending)
}

func (w *writer) clause(capital bool) {
	w.noun(capital)
	if w.r.IntN(4) == 0 {
		w.word(w.pick(w.t.adverbs))
	}
	w.verb()
	w.noun(false)
	for w.r.IntN(2) == 0 {
		w.word(w.pick(w.t.preps))
		w.noun(false)
	}
}

func (w *writer) sentence() {
	if w.r.IntN(4) == 0 {
		w.word(w.pick(w.t.openers))
		w.b.WriteByte(',')
		w.clause(false)
	} else {
		w.clause(true)
	}
	if w.r.IntN(2) == 0 {
		w.b.WriteByte(',')
		w.word(w.pick(w.t.joins))
		w.clause(false)
	}
	w.b.WriteByte('.')
}

func (w *writer) question() {
	w.word(w.pick(w.t.questions))
	w.verb()
	w.noun(false)
	w.b.WriteString(w.t.marks)
}
