package extract

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	uni "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Names of encodings, as they are reported and accepted.
const (
	utf8Name    = "utf-8"
	utf16LE     = "utf-16le"
	utf16BE     = "utf-16be"
	utf32LE     = "utf-32le"
	utf32BE     = "utf-32be"
	windows1252 = "windows-1252"
	latin1      = "iso-8859-1"
	latin9      = "iso-8859-15"
	macRoman    = "macintosh"
	dos850      = "ibm850"
)

// single are the encodings of one byte a character in which texts in English,
// Spanish, French and Portuguese have been written, the likeliest first.
var single = []struct {
	name string
	enc  encoding.Encoding
}{
	{windows1252, charmap.Windows1252},
	{latin9, charmap.ISO8859_15},
	{macRoman, charmap.Macintosh},
	{dos850, charmap.CodePage850},
}

// Encodings lists the names that Options.Encoding takes, for a chooser. Names and
// aliases of the WHATWG Encoding Standard are accepted besides.
func Encodings() []string {
	return []string{utf8Name, windows1252, latin1, latin9, utf16LE, utf16BE, macRoman, dos850,
		"iso-8859-2", "windows-1250", "windows-1251", "koi8-r", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
		"gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", utf32LE, utf32BE}
}

// encodingNamed finds an encoding by its name. The Encoding Standard reads
// iso-8859-1 as windows-1252; here it is what it says.
func encodingNamed(name string) (encoding.Encoding, string, bool) {
	n := strings.ToLower(strings.TrimSpace(name))
	switch n {
	case utf8Name, "utf8", "utf-8-sig":
		return encoding.Nop, utf8Name, true
	case utf16LE:
		return uni.UTF16(uni.LittleEndian, uni.IgnoreBOM), n, true
	case utf16BE:
		return uni.UTF16(uni.BigEndian, uni.IgnoreBOM), n, true
	case utf32LE:
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), n, true
	case utf32BE:
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), n, true
	case latin1, "latin1", "latin-1":
		return charmap.ISO8859_1, latin1, true
	case dos850, "cp850":
		return charmap.CodePage850, dos850, true
	case "macroman", "mac-roman", "x-mac-roman":
		return charmap.Macintosh, macRoman, true
	case "iso-8859-9":
		return charmap.ISO8859_9, n, true
	case "cp437", "ibm437":
		return charmap.CodePage437, "ibm437", true
	}
	enc, err := htmlindex.Get(n)
	if err != nil {
		return nil, "", false
	}
	if canon, err := htmlindex.Name(enc); err == nil {
		n = canon
	}
	return enc, n, true
}

// marks are the byte order marks, the longest first.
var marks = []struct{ mark, name string }{
	{"\xFF\xFE\x00\x00", utf32LE}, {"\x00\x00\xFE\xFF", utf32BE}, {"\xEF\xBB\xBF", utf8Name}, {"\xFF\xFE", utf16LE}, {"\xFE\xFF", utf16BE},
}

// decodeText turns the bytes of a text file into UTF-8 and names their encoding:
// the one asked for; else by a byte order mark; else UTF-16 by its zero bytes;
// else UTF-8 if valid, or valid but for strays; else the one-byte encoding that
// makes Western words; else what the letter statistics of chardet say with a
// confidence of 50 or more; else windows-1252, which reads anything. replaced
// counts what had to become U+FFFD.
func decodeText(data []byte, forced string) (text, name string, replaced int, err error) {
	if forced != "" {
		enc, name, ok := encodingNamed(forced)
		if !ok {
			return "", "", 0, errEncoding(forced)
		}
		return decodeAs(trimMark(data, name), enc, name)
	}
	for _, m := range marks {
		if bytes.HasPrefix(data, []byte(m.mark)) {
			enc, _, _ := encodingNamed(m.name)
			return decodeAs(data[len(m.mark):], enc, m.name)
		}
	}
	if name := zeroBytes(data); name != "" {
		enc, _, _ := encodingNamed(name)
		return decodeAs(data, enc, name)
	}
	if utf8.Valid(data) {
		return string(data), utf8Name, 0, nil
	}
	if mostlyUTF8(data) {
		return decodeAs(data, encoding.Nop, utf8Name)
	}
	enc, name := guessEncoding(data)
	return decodeAs(data, enc, name)
}

func trimMark(data []byte, name string) []byte {
	for _, m := range marks {
		if m.name == name {
			data = bytes.TrimPrefix(data, []byte(m.mark))
		}
	}
	return data
}

func decodeAs(data []byte, enc encoding.Encoding, name string) (string, string, int, error) {
	if enc == encoding.Nop {
		bad := 0
		for i := 0; i < len(data); {
			if data[i] < utf8.RuneSelf {
				i++
				continue
			}
			r, n := utf8.DecodeRune(data[i:])
			if r == utf8.RuneError && n == 1 {
				bad++
			}
			i += n
		}
		return string(data), name, bad, nil
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", "", 0, err
	}
	text := string(out)
	return text, name, strings.Count(text, "\uFFFD"), nil
}

// zeroBytes recognises UTF-16 without a mark: Western text has a zero in every
// other byte.
func zeroBytes(data []byte) string {
	head := data[:min(len(data), 4096)&^1]
	if len(head) < 4 {
		return ""
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case zeros[1]*10 >= half*4 && zeros[0]*20 < half:
		return utf16LE
	case zeros[0]*10 >= half*4 && zeros[1]*20 < half:
		return utf16BE
	}
	return ""
}

// mostlyUTF8 recognises UTF-8 with a few stray bytes, as truncated files and
// texts put together from several sources have.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good >= 10*bad
}

// guessEncoding chooses among the encodings of one byte, then asks chardet.
func guessEncoding(data []byte) (encoding.Encoding, string) {
	sample := data[:min(len(data), 1<<18)]
	best, bestScore := 0, -1.0
	for i, s := range single {
		text, err := s.enc.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		if score := western(string(text)); score > bestScore {
			best, bestScore = i, score
		}
	}
	if bestScore >= 0.9 {
		if s := single[best]; s.name == windows1252 && !hasC1(data) {
			return charmap.ISO8859_1, latin1 // the same characters, by the older name
		}
		return single[best].enc, single[best].name
	}
	if found, err := chardet.NewTextDetector().DetectAll(sample); err == nil {
		likeliest := slices.MinFunc(found, byLikelihood)
		enc, name, ok := encodingNamed(likeliest.Charset)
		switch {
		case likeliest.Confidence < 50 || !ok || enc == encoding.Nop:
		case name == latin1 && hasC1(data):
			return charmap.Windows1252, windows1252
		default:
			return enc, name
		}
	}
	return charmap.Windows1252, windows1252
}

// byLikelihood puts what is surer first; of two encodings that chardet is as sure of,
// the Western one, then by name. Its recognisers run side by side and come in the
// order they finish in, so that one file would else be read in another way each time.
func byLikelihood(a, b chardet.Result) int {
	other := func(r chardet.Result) int {
		if r.Charset == "ISO-8859-1" || r.Charset == "windows-1252" {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(other(a), other(b)), strings.Compare(a.Charset, b.Charset))
}

// hasC1 reports whether the bytes are used that ISO 8859 keeps for control
// characters and Windows for quotes and dashes.
func hasC1(data []byte) bool {
	for _, c := range data {
		if c >= 0x80 && c < 0xA0 {
			return true
		}
	}
	return false
}

// Letters and signs that are usual in Western texts: inside words, and elsewhere.
const (
	westernLetters = "áéíóúüñçãõàèùâêîôûëïœæäößìòåøýÿ"
	westernSigns   = "“”‘’«»–—…·•°ºª§€£©®™¿¡\u00A0\u00AD´¨¼½¾²³¹‰†‡¹×‹›„‚ﬁﬂ"
)

// western tells how well the text reads as Western prose, from 0 to 1: the share
// of its characters outside ASCII that stand where such texts have them. A text
// of which most letters are outside ASCII is of another script.
func western(text string) float64 {
	fit, all, letters := 0.0, 0, 0
	prev := ' '
	rs := []rune(text)
	for i, r := range rs {
		if r < utf8.RuneSelf {
			if unicode.IsLetter(r) {
				letters++
			}
			prev = r
			continue
		}
		all++
		next := ' '
		if i+1 < len(rs) {
			next = rs[i+1]
		}
		fit += fitness(prev, r, next)
		prev = r
	}
	if all == 0 || all*2 > letters {
		return 0
	}
	return fit / float64(all)
}

func fitness(prev, r, next rune) float64 {
	switch {
	case r < 0xA0 || r == utf8.RuneError:
		return 0
	case strings.ContainsRune(westernLetters, r):
		// An accented small letter follows a letter or starts a word; after a
		// capital inside a word it is a sign of the wrong encoding.
		if unicode.IsLetter(prev) || unicode.IsLetter(next) || !unicode.IsLetter(prev) && !unicode.IsLetter(next) && strings.ContainsRune("áéíóúàèêâ", r) {
			return 1
		}
		return 0.3
	case strings.ContainsRune(westernLetters, unicode.ToLower(r)):
		// A capital inside a word of small letters is misread.
		if unicode.IsLower(prev) {
			return 0
		}
		return 1
	case r == '½' || r == '¼' || r == '¾':
		if unicode.IsLetter(prev) || unicode.IsLetter(next) {
			return 0
		}
		return 1
	case strings.ContainsRune("“‘«¿¡„‹", r):
		if unicode.IsLetter(prev) && unicode.IsLetter(next) {
			return 0
		}
		return 1
	case r == '’':
		return 1
	case strings.ContainsRune(westernSigns, r):
		if unicode.IsLetter(prev) && unicode.IsLetter(next) && !strings.ContainsRune("–—…·\u00A0\u00AD", r) {
			return 0
		}
		return 0.95
	}
	return 0
}
