package extract

import (
	"bytes"
	"path"
	"strings"

	"articula/internal/qda"
)

// Format is a kind of file that can be read.
type Format struct {
	Name      string   // short and stable: "docx"
	Label     string   // for people: "Word document"
	MediaType string   // as registered with IANA
	Endings   []string // with their dots, the usual one first
	read      func(*draft, []byte) error
}

var (
	plainFormat = &Format{"txt", "Plain text", "text/plain", []string{".txt", ".text"}, readPlain}
	markFormat  = &Format{"md", "Markdown", "text/markdown", []string{".md", ".markdown"}, readMarkdown}
	htmlFormat  = &Format{"html", "Web page", "text/html", []string{".html", ".htm", ".xhtml"}, readHTML}
	docxFormat  = &Format{"docx", "Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx", ".docm", ".dotx"}, readDOCX}
	odtFormat   = &Format{"odt", "OpenDocument text", "application/vnd.oasis.opendocument.text", []string{".odt", ".ott"}, readODT}
	fodtFormat  = &Format{"fodt", "Flat OpenDocument text", "application/vnd.oasis.opendocument.text-flat-xml", []string{".fodt"}, readFlatODT}
	rtfFormat   = &Format{"rtf", "Rich text", "application/rtf", []string{".rtf"}, readRTF}
	epubFormat  = &Format{"epub", "Electronic book", "application/epub+zip", []string{".epub"}, readEPUB}
	pdfFormat   = &Format{"pdf", "PDF", "application/pdf", []string{".pdf"}, readPDF}
	vttFormat   = &Format{"vtt", "WebVTT subtitles", "text/vtt", []string{".vtt"}, readVTT}
	srtFormat   = &Format{"srt", "SubRip subtitles", "application/x-subrip", []string{".srt"}, readSRT}
	csvFormat   = &Format{"csv", "Transcript table", "text/csv", []string{".csv", ".tsv", ".tab"}, readCSV}
)

// Formats lists the formats that can be read.
func Formats() []Format {
	var out []Format
	for _, f := range []*Format{docxFormat, odtFormat, fodtFormat, rtfFormat, pdfFormat, plainFormat, markFormat, htmlFormat, epubFormat, vttFormat, srtFormat, csvFormat} {
		out = append(out, *f)
	}
	return out
}

// recognise finds the format by the content, and by the ending of the name where
// several formats are plain text.
func recognise(data []byte, name string) (*Format, error) {
	ext := strings.ToLower(path.Ext(name))
	if len(data) == 0 {
		return nil, errEmpty(name)
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return recogniseZip(data, name, ext)
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return pdfFormat, nil
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		return rtfFormat, nil
	}
	if err := refuse(data, name, ext); err != nil {
		return nil, err
	}
	head := textHead(data)
	if head == "" {
		return nil, errNotText(name)
	}
	lower := strings.ToLower(head)
	switch {
	case strings.HasPrefix(head, "WEBVTT"):
		return vttFormat, nil
	case ext == ".srt" || ext != ".txt" && ext != ".md" && srtStart.MatchString(head):
		return srtFormat, nil
	case strings.Contains(lower, "<office:document"):
		return fodtFormat, nil
	case strings.HasPrefix(lower, "<!doctype html"), strings.HasPrefix(lower, "<html"),
		strings.HasPrefix(lower, "<?xml") && strings.Contains(lower, "<html"),
		isEnding(ext, htmlFormat):
		return htmlFormat, nil
	case isEnding(ext, csvFormat):
		return csvFormat, nil
	case isEnding(ext, markFormat):
		return markFormat, nil
	case ext == ".docx", ext == ".odt", ext == ".pdf", ext == ".epub":
		return nil, errBroken(name)
	}
	return plainFormat, nil
}

func isEnding(ext string, f *Format) bool {
	for _, e := range f.Endings {
		if e == ext {
			return true
		}
	}
	return false
}

// refuse names what is known and cannot be read, with advice.
func refuse(data []byte, name, ext string) error {
	has := func(at int, magic string) bool {
		return len(data) >= at+len(magic) && string(data[at:at+len(magic)]) == magic
	}
	switch {
	case has(0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		// Office wraps encrypted documents of the new kind in the old container.
		if bytes.Contains(data[:min(len(data), 1<<16)], []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")) {
			return errPassword(name)
		}
		return qda.E(qda.Unsupported, "extract.legacy_office", "{name} is in the old binary format of Microsoft Office, which is not read here, so nothing of it was imported. Open it in Word or LibreOffice, save it as DOCX and import that.", "name", name)
	case has(0, "SQLite format 3\x00"):
		return qda.E(qda.Unsupported, "extract.project_file", "{name} is a database or a project of an analysis program and not a document, so nothing of it was imported. Projects are opened or merged, not imported as documents.", "name", name)
	case has(0, "\x89PNG"), has(0, "\xFF\xD8\xFF"), has(0, "GIF8"), has(0, "II*\x00"), has(0, "MM\x00*"), has(0, "BM") && ext == ".bmp", has(8, "WEBP"), has(4, "ftypheic"):
		return qda.E(qda.Unsupported, "extract.image", "{name} is a picture, so it holds no text to import. Have a text recognition program (OCR) make a PDF or text of it and import that.", "name", name)
	case has(0, "ID3"), has(0, "\xFF\xFB"), has(0, "OggS"), has(0, "fLaC"), has(8, "WAVE"), has(8, "AVI "), has(4, "ftyp"), has(0, "\x1A\x45\xDF\xA3"):
		return qda.E(qda.Unsupported, "extract.recording", "{name} is a recording; what can be imported is its transcript (DOCX, text, VTT, SRT or CSV).", "name", name)
	case has(0, "\x1F\x8B"), has(0, "7z\xBC\xAF"), has(0, "Rar!"), has(257, "ustar"):
		return errArchive(name)
	}
	return nil
}

func errArchive(name string) error {
	return qda.E(qda.Unsupported, "extract.archive", "{name} is an archive and not a document, so nothing of it was imported. Unpack it and import the files in it.", "name", name)
}

// textHead gives the start of a text in whatever encoding, or "" for bytes that
// are no text.
func textHead(data []byte) string {
	head := data[:min(len(data), 4096)]
	text, enc, _, err := decodeText(head, "")
	if err != nil {
		return ""
	}
	if !strings.HasPrefix(enc, "utf-16") && !strings.HasPrefix(enc, "utf-32") {
		control := 0
		for _, c := range head {
			if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B && c != '\v' && c != 0x1A {
				control++
			}
		}
		if control*50 > len(head) {
			return ""
		}
	}
	return strings.TrimLeft(text, "\uFEFF \t\r\n")
}
