package extract

import "time"

// Limits bound what one file may cost. A zero field takes its default.
type Limits struct {
	FileBytes   int64         `json:"file_bytes"`   // size of the file
	Entries     int           `json:"entries"`      // files in an archive
	Inflated    int64         `json:"inflated"`     // bytes inflated from one archive
	Ratio       int64         `json:"ratio"`        // inflated to packed, looked at above 1 MiB
	Depth       int           `json:"depth"`        // nesting of elements, groups, lists
	TagBytes    int           `json:"tag_bytes"`    // one tag with its attributes
	TextBytes   int           `json:"text_bytes"`   // the text that comes out
	Parts       int           `json:"parts"`        // parts of the structure
	Pages       int           `json:"pages"`        // pages of a PDF
	Memory      int64         `json:"memory"`       // of the child process, in bytes
	Time        time.Duration `json:"time"`         // wall clock of one file in the child process
	EngineBytes int64         `json:"engine_bytes"` // memory that the PDF engine may ask for
}

// DefaultLimits hold any document that a person would code, with room to spare.
func DefaultLimits() Limits {
	return Limits{
		FileBytes:   512 << 20,
		Entries:     20_000,
		Inflated:    128 << 20,
		Ratio:       200,
		Depth:       256,
		TagBytes:    1 << 20,
		TextBytes:   64 << 20,
		Parts:       500_000,
		Pages:       5_000,
		Memory:      1 << 30,
		Time:        60 * time.Second,
		EngineBytes: 256 << 20,
	}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	fill(&l.FileBytes, d.FileBytes)
	fill(&l.Entries, d.Entries)
	fill(&l.Inflated, d.Inflated)
	fill(&l.Ratio, d.Ratio)
	fill(&l.Depth, d.Depth)
	fill(&l.TagBytes, d.TagBytes)
	fill(&l.TextBytes, d.TextBytes)
	fill(&l.Parts, d.Parts)
	fill(&l.Pages, d.Pages)
	fill(&l.Memory, d.Memory)
	fill(&l.Time, d.Time)
	fill(&l.EngineBytes, d.EngineBytes)
	return l
}

func fill[T int | int64 | time.Duration](v *T, d T) {
	if *v <= 0 {
		*v = d
	}
}
