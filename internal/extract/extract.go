package extract

import (
	"context"
	"fmt"

	"articula/internal/qda"
)

// ReaderVersion names the rules of the readers. It is the Norm of every structure
// made here: a change of the rules that moves any part is a new version.
const ReaderVersion = 1

// Options say how to read a file. The zero value detects everything.
type Options struct {
	Name        string           `json:"name"`         // of the file, without its folder: for its ending and its title
	Encoding    string           `json:"encoding"`     // of plain text, one of [Encodings]; "" to detect it
	Lang        string           `json:"lang"`         // ISO 639-1; "" to guess it
	Kind        qda.DocumentKind `json:"kind"`         // "" to guess it
	KeepRunning bool             `json:"keep_running"` // keep running headers and footers in the text
	Limits      Limits           `json:"limits"`       // zero fields take the defaults
	CacheDir    string           `json:"cache_dir"`    // where the compiled PDF engine is kept between runs; "" for nowhere
}

// Result is what a file holds. Positions are code points of Text.
type Result struct {
	Text      string        `json:"-"`
	Structure qda.Structure `json:"structure"`

	Title        string           `json:"title"`
	Date         string           `json:"date"`         // of the document itself: YYYY, YYYY-MM or YYYY-MM-DD, "" if the file does not say
	Jurisdiction string           `json:"jurisdiction"` // country of a norm, as the file says it, in upper case if it is a code
	Kind         qda.DocumentKind `json:"kind"`

	Lang           string  `json:"lang"`            // ISO 639-1, "" if too uncertain
	LangConfidence float64 `json:"lang_confidence"` // 0 to 1; 1 if the caller or the file named it
	Encoding       string  `json:"encoding"`        // of plain text, "" for formats that define their own
	MediaType      string  `json:"media_type"`

	Speakers   []Speaker  `json:"speakers"` // in order of first appearance
	Pages      int        `json:"pages"`
	PageSizes  []PageSize `json:"page_sizes"` // of a PDF, one per page
	Turns      int        `json:"turns"`
	Characters int        `json:"characters"` // code points of Text
	Warnings   []Warning  `json:"warnings"`
}

// Speaker is one voice of a transcript with a guess of its role.
type Speaker struct {
	Name  string          `json:"name"` // as the text has it
	Role  qda.SpeakerRole `json:"role"`
	Turns int             `json:"turns"`
}

// PageSize is the size of a page as it is shown, in points (1/72 inch).
type PageSize struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// Bytes reads the file in this process. It returns a *[qda.Error] whose sentence
// is made for people; on an error nothing of the result is of use.
//
// The context is looked at between pages and blocks; only [Runner] can stop a
// reader that is stuck.
func Bytes(ctx context.Context, data []byte, o Options) (res Result, err error) {
	defer func() {
		if p := recover(); p != nil {
			res, err = Result{}, errBroken(o.Name).Because(fmt.Errorf("panic: %v", p))
		}
	}()
	o.Limits = o.Limits.orDefault()
	if int64(len(data)) > o.Limits.FileBytes {
		return Result{}, errFileTooLarge(o.Name, int64(len(data)), o.Limits.FileBytes)
	}
	f, err := recognise(data, o.Name)
	if err != nil {
		return Result{}, err
	}
	d := newDraft(ctx, o)
	if err := f.read(d, data); err != nil {
		return Result{}, d.explain(err)
	}
	d.result.MediaType = f.MediaType
	return d.finish()
}
