package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/saintfish/chardet"
	"pgregory.net/rapid"

	"articula/internal/qda"
)

// outline writes the structure as lines: kind and level, what it spans, what is
// known of it.
func outline(r Result) string {
	text := []rune(r.Text)
	var b strings.Builder
	for _, p := range r.Structure.Parts {
		name := string(p.Kind)
		if p.Level > 0 {
			name += fmt.Sprint(" ", p.Level)
		}
		if p.Speaker != "" {
			name += " by " + p.Speaker
		}
		if p.BeginMS >= 0 {
			name += fmt.Sprintf(" %d–%d", p.BeginMS, p.EndMS)
		}
		fmt.Fprintf(&b, "%s: %s\n", name, strings.ReplaceAll(string(text[p.Span.Start:p.Span.End]), "\n", "⏎"))
	}
	return b.String()
}

// TestEachFormat says of one file of each format what its text and structure are.
func TestEachFormat(t *testing.T) {
	for name, want := range map[string]struct {
		text, outline string
		more          string // title, kind, language, encoding, date, pages, turns
		warnings      string
	}{
		"entrevista.txt": {interviewES, `paragraph: Entrevista con la responsable técnica de la región
turn by Entrevistadora: Entrevistadora: ¿Cómo se coordina el programa con la municipalidad?
paragraph: Entrevistadora: ¿Cómo se coordina el programa con la municipalidad?
turn_label: Entrevistadora:
turn by Responsable: Responsable: La coordinación es informal; nos reunimos cada mes con los técnicos.
paragraph: Responsable: La coordinación es informal; nos reunimos cada mes con los técnicos.
turn_label: Responsable:
turn by Entrevistadora: Entrevistadora: ¿Y el presupuesto?
paragraph: Entrevistadora: ¿Y el presupuesto?
turn_label: Entrevistadora:
turn by Responsable: Responsable: El presupuesto llega tarde todos los años.
paragraph: Responsable: El presupuesto llega tarde todos los años.
turn_label: Responsable:
`, "entrevista interview es utf-8  0 4", ""},
		"utf16.txt": {"Ana: ¿cómo están 😀?\n\nLuis: bien.\n", "paragraph: Ana: ¿cómo están 😀?\nparagraph: Luis: bien.\n", "utf16 other  utf-16le  0 0", ""},
		"latin.txt": {"La coordinación cuesta 100 € – según el “acuerdo”. Así lo dijo el técnico de la región, que también habló de la difícil situación.",
			"paragraph: La coordinación cuesta 100 € – según el “acuerdo”. Así lo dijo el técnico de la región, que también habló de la difícil situación.\n", "latin other es windows-1252  0 0", "extract.encoding_guessed 1"},
		"crlf.txt": {"One.\n\nTwo e\u0301.\n", "paragraph: One.\nparagraph: Two e\u0301.\n", "crlf other  utf-8  0 0", ""},
		"ley.md": {"title: Ley 123\ndate: 2001-05-04\n\nTítulo primero\n\nEl programa es de todos.\n\n• uno\n• dos\n\nArtículo 1\n\nTexto del artículo.", `metadata: title: Ley 123
metadata: date: 2001-05-04
heading 1: Título primero
paragraph: El programa es de todos.
italic: programa
bold: todos
list_item 1: • uno
list_item 1: • dos
heading 2: Artículo 1
paragraph: Texto del artículo.
`, "Ley 123 law es utf-8 2001-05-04 0 0", ""},
		"manual.html": {"Home\n\nOperating manual\n\nThe programme serves\u00a0rural households & others.\n\n• First\n• Second\n\nItem | Sum\nTransfer | 100",
			"paragraph: Home\nheading 1: Operating manual\nparagraph: The programme serves\u00a0rural households & others.\nbold: programme\nlist_item 1: • First\nlist_item 1: • Second\ntable_row: Item | Sum\ntable_row: Transfer | 100\n",
			"Operating manual manual en utf-8  0 0", "extract.hidden_text 1, extract.pictures 1, extract.soft_hyphens 1"},
		"interview.docx": {"Interview\n\nInterviewer: How do you meet?\n\nManager: Every month 😀, with the municipality.\n\nItem | Sum\n\nKept and added[1]\n\n[1] A note.",
			"heading 1: Interview\nparagraph: Interviewer: How do you meet?\nparagraph: Manager: Every month 😀, with the municipality.\ntable_row: Item | Sum\nparagraph: Kept and added[1]\nfootnote: [1] A note.\n",
			"Interview other en   0 0", "extract.deletions 1, extract.headers_left_out 1, extract.insertions 1"},
		"manual.odt": {"Reglas de operación\n\nEl programa  atiende a\nhogares rurales.\n\n• uno\n\na | b\n\nFin[1].\n\n[1] La nota.",
			"heading 2: Reglas de operación\nparagraph: El programa  atiende a⏎hogares rurales.\nlist_item 1: • uno\ntable_row: a | b\nparagraph: Fin[1].\nfootnote: [1] La nota.\n",
			"manual manual es   0 0", ""},
		"acuerdo.rtf": {"La coordinación es informal.\n\nCuesta 100 €.\n\ncelda uno | celda dos\n\nFin.[1]\n\n[1] Nota al pie.",
			"paragraph: La coordinación es informal.\nbold: informal\nparagraph: Cuesta 100 €.\ntable_row: celda uno | celda dos\nparagraph: Fin.[1]\nfootnote: [1] Nota al pie.\n",
			"acuerdo other es   0 0", ""},
		"actas.epub": {"Primera\n\nTexto uno.\n\nSegunda\n\nTexto dos.", "heading 1: Primera\nparagraph: Texto uno.\nheading 1: Segunda\nparagraph: Texto dos.\n", "Libro de actas other es   0 0", ""},
		"meeting.vtt": {"Ana: We meet every month. With the municipality.\n\nLuis: And the list is shared & kept.", `turn by Ana 1000–6000: Ana: We meet every month. With the municipality.
paragraph: Ana: We meet every month. With the municipality.
turn_label: Ana:
cue 1000–4500: We meet every month.
cue 4500–6000: With the municipality.
turn by Luis 6000–9000: Luis: And the list is shared & kept.
paragraph: Luis: And the list is shared & kept.
turn_label: Luis:
cue 6000–9000: And the list is shared & kept.
`, "meeting other en utf-8  0 2", ""},
		"meeting.srt": {"ANA: We meet every month. With the municipality.\n\nLUIS: And the list is shared.",
			"paragraph: ANA: We meet every month. With the municipality.\ncue 1000–4500: ANA: We meet every month.\ncue 4500–6000: With the municipality.\nparagraph: LUIS: And the list is shared.\ncue 6000–9000: LUIS: And the list is shared.\n",
			"meeting other en utf-8  0 0", ""},
		"meeting.csv": {"Ana: We meet, every month.\n\nLuis: And the list is shared.\nIt is kept.", `turn by Ana 1000–-1: Ana: We meet, every month.
paragraph: Ana: We meet, every month.
turn_label: Ana:
cue 1000–-1: We meet, every month.
turn by Luis 5000–-1: Luis: And the list is shared.⏎It is kept.
paragraph: Luis: And the list is shared.
turn_label: Luis:
cue 5000–-1: And the list is shared.
paragraph: It is kept.
cue 9000–-1: It is kept.
`, "meeting other en utf-8  0 2", ""},
		"report.pdf": {"The programme serves rural households. It meets every month.\n\nA second page.",
			"page: The programme serves rural households. It meets every month.⏎⏎\nparagraph: The programme serves rural households. It meets every month.\npage: A second page.\nparagraph: A second page.\n",
			"report report en   2 0", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var data []byte
			for _, s := range samples(t) {
				if s.name == name {
					data = s.data
				}
			}
			r, err := Bytes(t.Context(), data, Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			if err := Check(r); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(want.text, r.Text); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(want.outline, outline(r)); diff != "" {
				t.Error(diff)
			}
			if more := fmt.Sprintf("%s %s %s %s %s %d %d", r.Title, r.Kind, r.Lang, r.Encoding, r.Date, r.Pages, r.Turns); more != want.more {
				t.Errorf("%q, want %q", more, want.more)
			}
			var warnings []string
			for _, w := range r.Warnings {
				warnings = append(warnings, fmt.Sprint(w.Code, " ", w.Count))
				if strings.ContainsAny(w.Message(), "{}") {
					t.Errorf("holes in %q", w.Message())
				}
			}
			if got := strings.Join(warnings, ", "); got != want.warnings {
				t.Errorf("warnings %s, want %s", got, want.warnings)
			}
		})
	}
	if n := len(samples(t)); n != 14 {
		t.Errorf("%d samples", n)
	}
}

// TestFormatsAreKnownByTheirContent gives files wrong names.
func TestFormatsAreKnownByTheirContent(t *testing.T) {
	for _, s := range samples(t) {
		right, err := recognise(s.data, s.name)
		if err != nil {
			t.Fatal(err)
		}
		switch right {
		case markFormat, csvFormat, plainFormat:
			continue // which of them it is only the name says
		}
		for _, name := range []string{"", "document", "x.dat", "x.docx.bak"} {
			if got, err := recognise(s.data, name); got != right {
				t.Errorf("%s as %q: %v %v", s.name, name, got, err)
			}
		}
	}
}

// TestTranscriptsInTheFormsThatProgramsGiveThem has each way of marking speakers.
func TestTranscriptsInTheFormsThatProgramsGiveThem(t *testing.T) {
	say := []string{"How do you work together with the municipality?", "We meet every month, and sometimes we call each other.", "And is that written down somewhere?", "No, it is not. It is a habit by now.", "Who began it, and when was that?", "The people before us did, many years ago."}
	for name, form := range map[string]func(i int, words string) string{
		"names":    func(i int, w string) string { return []string{"Interviewer", "Manager"}[i%2] + ": " + w + "\n\n" },
		"lines":    func(i int, w string) string { return []string{"Interviewer", "Manager"}[i%2] + ": " + w + "\n" },
		"speakers": func(i int, w string) string { return fmt.Sprintf("SPEAKER %d: %s\n\n", i%2+1, w) },
		"letters":  func(i int, w string) string { return []string{"I", "R"}[i%2] + ": " + w + "\n\n" },
		"roles": func(i int, w string) string {
			return fmt.Sprintf("[%s] (0:%02d - 0:%02d)\n%s\n\n", []string{"Chercheur", "Interviewe"}[i%2], 5*i, 5*i+4, w)
		},
		"stamps before": func(i int, w string) string {
			return fmt.Sprintf("[00:00:%02d]\n%s: %s\n\n", 5*i, []string{"Ana", "Luis"}[i%2], w)
		},
		"stamps in line": func(i int, w string) string {
			return fmt.Sprintf("[00:00:%02d] %s: %s\n\n", 5*i, []string{"Ana", "Luis"}[i%2], w)
		},
		"stamps after": func(i int, w string) string {
			return fmt.Sprintf("%s [00:00:%02d]: %s\n\n", []string{"Ana", "Luis"}[i%2], 5*i, w)
		},
		"names over": func(i int, w string) string {
			return fmt.Sprintf("%s  00:00:%02d\n%s\n\n", []string{"Ana Ruiz", "Luis Paz"}[i%2], 5*i, w)
		},
		"capitals": func(i int, w string) string { return []string{"ANA RUIZ", "LUIS PAZ"}[i%2] + ": " + w + "\n\n" },
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for i, w := range say {
				b.WriteString(form(i, w))
			}
			r, err := Bytes(t.Context(), []byte(b.String()), Options{Name: "a.txt"})
			if err != nil {
				t.Fatal(err)
			}
			if r.Turns != len(say) || len(r.Speakers) != 2 {
				t.Fatalf("%d turns of %v in\n%s", r.Turns, r.Speakers, b.String())
			}
			text := []rune(r.Text)
			labels := r.Structure.Of(qda.TurnLabel)
			for i, p := range r.Structure.Of(qda.Turn) {
				own := string(text[p.Span.Start:p.Span.End])
				for _, l := range labels {
					if p.Span.Contains(l.Span) {
						own = strings.Replace(own, string(text[l.Span.Start:l.Span.End]), "", 1)
					}
				}
				if got := strings.TrimSpace(own); got != say[i] {
					t.Errorf("turn %d of %s without its label is %q, want %q", i, p.Speaker, got, say[i])
				}
				if timed := strings.Contains(b.String(), "0:05"); timed != (p.BeginMS >= 0) || timed && p.BeginMS != 5000*i {
					t.Errorf("turn %d begins at %d", i, p.BeginMS)
				}
			}
		})
	}
}

func TestBoldSpeakersOfAWordDocument(t *testing.T) {
	var b strings.Builder
	for i, w := range []string{"How do you meet?", "Every month.", "Is it written?", "It is: I have it here.", "And who began?", "Others did."} {
		fmt.Fprintf(&b, `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">%s </w:t></w:r><w:r><w:t>%s</w:t></w:r></w:p>`, []string{"Ana Ruiz", "Luis"}[i%2], w)
	}
	r, err := Bytes(t.Context(), docxFile(t, b.String()), Options{Name: "a.docx"})
	if err != nil || r.Turns != 6 || len(r.Speakers) != 2 || r.Speakers[0].Name != "Ana Ruiz" || r.Speakers[1].Name != "Luis" {
		t.Errorf("%d turns of %v, %v: %q", r.Turns, r.Speakers, err, r.Text)
	}
}

// TestTextsThatLookLikeTranscripts are none.
func TestTextsThatLookLikeTranscripts(t *testing.T) {
	for name, text := range map[string]string{
		"a list of definitions": "Programme: a set of activities.\n\nHousehold: those who eat together.\n\nRegion: a part of the country.\n\nTransfer: money paid every month.\n",
		"a letter":              "Date: 4 May 2001\n\nFrom: the ministry\n\nTo: the municipality\n\nSubject: coordination\n\nWe write to you about the list.\n",
		"a law":                 "Article 1: The programme is national.\n\nArticle 2: It is free.\n\nArticle 3: It begins in May.\n\nArticle 4: It ends never.\n",
		"times":                 "The bus leaves at 10:30 and at 11:45.\n\nNote: it is late.\n\nIt comes back at 12:00.\n",
	} {
		r, err := Bytes(t.Context(), []byte(text), Options{Name: "a.txt"})
		if err != nil || r.Turns != 0 {
			t.Errorf("%s: %d turns of %v, %v", name, r.Turns, r.Speakers, err)
		}
	}
}

func TestEncodings(t *testing.T) {
	const said = "La coordinación también mejoró según el señor técnico de la región, ¿no?"
	for _, c := range []struct {
		name, encoding string
		data           []byte
		choose         string
	}{
		{"UTF-8", "utf-8", []byte(said), ""},
		{"UTF-8 with a mark", "utf-8", []byte("\uFEFF" + said), ""},
		{"UTF-16", "utf-16le", utf16le(said), ""},
		{"Windows-1252", "windows-1252", inWindows(t, said+" “€”"), ""},
		{"HTML", "windows-1252", append([]byte(`<html><head><meta charset="windows-1252"></head><body>`), inWindows(t, said)...), ""},
		{"chosen", "iso-8859-15", []byte("cuesta 100 \xA4 seg\xFAn"), "iso-8859-15"},
	} {
		r, err := Bytes(t.Context(), c.data, Options{Name: "a", Encoding: c.choose})
		if err != nil || r.Encoding != c.encoding {
			t.Errorf("%s: %s %v", c.name, r.Encoding, err)
		}
		if c.choose == "" && !strings.HasPrefix(r.Text, said) {
			t.Errorf("%s: %q", c.name, r.Text)
		}
		if c.choose != "" && r.Text != "cuesta 100 € según" {
			t.Errorf("%s: %q", c.name, r.Text)
		}
	}
	_, err := Bytes(t.Context(), []byte("x"), Options{Name: "a.txt", Encoding: "klingon"})
	wantCode(t, err, qda.Invalid, "extract.unknown_encoding")
	// Bytes that are not of the encoding are said to be so, and nothing behind them is lost.
	r, err := Bytes(t.Context(), []byte("first \xFF\xFE last"), Options{Name: "a.txt", Encoding: "utf-8"})
	if err != nil || !warned(r, warnReplaced) || !strings.HasSuffix(r.Text, "last") {
		t.Errorf("%q %v %v", r.Text, r.Warnings, err)
	}
}

// Encodings that chardet is as sure of come in any order; the guess must not.
func TestTheGuessOfAnEncodingIsAlwaysTheSame(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"e do ler de ", latin1},
		{"er ini le n ", latin1},
		{"ni et da ama ", latin1},
		{"ni et da ama \x93\xF0 ", windows1252},
	} {
		for range 300 {
			if _, got := guessEncoding([]byte(c.text)); got != c.want {
				t.Fatalf("%q was guessed to be %s, want %s", c.text, got, c.want)
			}
		}
	}
	equals := []chardet.Result{{Charset: "ISO-8859-9", Confidence: 60}, {Charset: "KOI8-R", Confidence: 60}, {Charset: "windows-1252", Confidence: 60}, {Charset: "Big5", Confidence: 59}}
	rapid.Check(t, func(t *rapid.T) {
		got := slices.SortedFunc(slices.Values(rapid.Permutation(equals).Draw(t, "order")), byLikelihood)
		if diff := cmp.Diff([]chardet.Result{equals[2], equals[0], equals[1], equals[3]}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestLanguages(t *testing.T) {
	for lang, text := range map[string]string{
		"en": "The programme is run by the ministry, and the municipality keeps the list of households that were chosen.",
		"es": "El programa lo lleva el ministerio, y la municipalidad guarda la lista de los hogares que fueron elegidos.",
		"fr": "Le programme est mené par le ministère, et la commune garde la liste des ménages qui ont été choisis.",
		"pt": "O programa é conduzido pelo ministério, e o município guarda a lista dos domicílios que foram escolhidos.",
		"de": "Das Programm wird vom Ministerium geführt, und die Gemeinde hat die Liste der Haushalte, die gewählt wurden.",
		"it": "Il programma è condotto dal ministero, e il comune tiene la lista delle famiglie che sono state scelte.",
		"ru": "Программу ведёт министерство, а список хранит муниципалитет.",
		"ar": "تدير الوزارة البرنامج وتحتفظ البلدية بالقائمة.",
		"":   "E01 no si E02 si no E03 no no E04 si si E05 no si E06 no no",
	} {
		r, err := Bytes(t.Context(), []byte(text), Options{Name: "a.txt"})
		if err != nil || r.Lang != lang {
			t.Errorf("%s is taken for %q (%.2f), %v", lang, r.Lang, r.LangConfidence, err)
		}
		if r, err := Bytes(t.Context(), []byte(text), Options{Name: "a.txt", Lang: "sw"}); err != nil || r.Lang != "sw" || r.LangConfidence != 1 {
			t.Errorf("what the person says does not count: %q %v", r.Lang, err)
		}
	}
}
