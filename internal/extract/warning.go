package extract

import (
	"regexp"
	"strconv"
	"strings"
)

// Warning says what a reader left out, changed or doubts. Code is its stable
// identity for translation; Text is the English template, with {count} in it
// where the number matters, and {count|one|many} where it changes words.
type Warning struct {
	Code  string `json:"code"`
	Text  string `json:"text"`
	Count int    `json:"count"`
}

// counted is where words follow the number.
var counted = regexp.MustCompile(`\{count\|([^|{}]*)\|([^|{}]*)\}`)

// Message is the English sentence.
func (w Warning) Message() string {
	text := counted.ReplaceAllStringFunc(w.Text, func(mark string) string {
		forms := counted.FindStringSubmatch(mark)
		if w.Count == 1 {
			return forms[1]
		}
		return forms[2]
	})
	return strings.ReplaceAll(text, "{count}", strconv.Itoa(w.Count))
}

// The warnings, each with the one template that its code has.
var (
	warnReplaced     = Warning{Code: "extract.bytes_replaced", Text: "{count} {count|byte or character could not be read in this encoding and shows|bytes or characters could not be read in this encoding and show} as \uFFFD. If there are many, choose another encoding."}
	warnEncoding     = Warning{Code: "extract.encoding_guessed", Text: "The encoding was guessed from the letters; look whether accents read well, and choose another if not."}
	warnHidden       = Warning{Code: "extract.hidden_text", Text: "{count} {count|passage that the file hides was|passages that the file hides were} left out."}
	warnInserted     = Warning{Code: "extract.insertions", Text: "The file tracks changes: {count} {count|insertion was|insertions were} taken as part of the text."}
	warnDeleted      = Warning{Code: "extract.deletions", Text: "The file tracks changes: {count} {count|deletion was|deletions were} left out."}
	warnComments     = Warning{Code: "extract.comments", Text: "{count} {count|comment of the file was|comments of the file were} left out."}
	warnAuthor       = Warning{Code: "extract.author", Text: "The file names its authors in {count} of its properties; the imported text does not, the kept original does."}
	warnRunning      = Warning{Code: "extract.running_removed", Text: "{count} {count|line of running headers, footers or page numbers was|lines of running headers, footers and page numbers were} left out."}
	warnHeaders      = Warning{Code: "extract.headers_left_out", Text: "{count} {count|page header or footer of the file was|page headers and footers of the file were} left out."}
	warnSoftHyphens  = Warning{Code: "extract.soft_hyphens", Text: "{count} {count|soft hyphen, which only marks where a word may break, was|soft hyphens, which only mark where words may break, were} left out."}
	warnHyphens      = Warning{Code: "extract.hyphens_joined", Text: "{count} {count|word divided at a line end was|words divided at line ends were} joined."}
	warnScanPages    = Warning{Code: "extract.pdf_scan_pages", Text: "{count} {count|page is a picture without text; what it shows|pages are pictures without text; what they show} is not in the text."}
	warnBadPages     = Warning{Code: "extract.pdf_bad_pages", Text: "{count} {count|page could not be read; what it shows|pages could not be read; what they show} is not in the text."}
	warnPictures     = Warning{Code: "extract.pictures", Text: "{count} {count|picture or embedded object was|pictures or embedded objects were} left out."}
	warnExternal     = Warning{Code: "extract.external", Text: "{count} {count|reference to another file was|references to other files were} not followed."}
	warnMacros       = Warning{Code: "extract.macros", Text: "The file carries macros; they were not run and are not in the text."}
	warnBidiControls = Warning{Code: "extract.bidi_controls", Text: "The text holds {count} {count|invisible character that changes|invisible characters that change} the direction of writing, which can make a passage read otherwise than it is stored."}
	warnNoTranscript = Warning{Code: "extract.csv_not_transcript", Text: "No columns for speaker and words were recognised, so each row became a row of a table. If the rows are cases or answers to a survey, take the file over as a table of cases instead."}
	warnColumns      = Warning{Code: "extract.csv_columns", Text: "{count} {count|column besides times, speakers and words was|columns besides times, speakers and words were} left out."}
	warnBadCues      = Warning{Code: "extract.bad_cues", Text: "{count} {count|piece without readable times was|pieces without readable times were} kept as plain text."}
	warnTruncated    = Warning{Code: "extract.part_missing", Text: "{count} {count|part of the file is damaged or missing|parts of the file are damaged or missing}; the rest was read."}
)

// warn counts n more of a warning.
func (d *draft) warn(w Warning, n int) {
	if n <= 0 {
		return
	}
	for i := range d.result.Warnings {
		if d.result.Warnings[i].Code == w.Code {
			d.result.Warnings[i].Count += n
			return
		}
	}
	w.Count = n
	d.result.Warnings = append(d.result.Warnings, w)
}
