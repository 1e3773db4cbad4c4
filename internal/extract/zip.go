package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"

	"articula/internal/qda"
)

// archive reads the parts of a zip file within the limits. Nothing is ever
// written or opened by the name of an entry.
type archive struct {
	d     *draft
	parts map[string]*zip.File
	left  int64 // bytes that may still be inflated
}

func openZip(data []byte, name string, l Limits) (*zip.Reader, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errBroken(name).Because(err)
	}
	if len(z.File) > l.Entries {
		return nil, errInflates(name)
	}
	return z, nil
}

func (d *draft) archive(data []byte) (*archive, error) {
	z, err := openZip(data, d.o.Name, d.o.Limits)
	if err != nil {
		return nil, err
	}
	a := &archive{d: d, parts: map[string]*zip.File{}, left: d.o.Limits.Inflated}
	for _, f := range z.File {
		if _, twice := a.parts[f.Name]; !twice { // programs read the first
			a.parts[f.Name] = f
		}
	}
	return a, nil
}

func (a *archive) has(name string) bool { return a.parts[name] != nil }

// errAbsent says that an archive lacks a part.
var errAbsent = errors.New("the archive has no such part")

// open gives a part to read. What is inflated counts against the limit, whatever
// sizes the archive declares.
func (a *archive) open(name string) (io.Reader, error) {
	f := a.parts[name]
	if f == nil {
		return nil, errAbsent
	}
	if f.Flags&1 != 0 {
		return nil, errPassword(a.d.o.Name)
	}
	if int64(f.UncompressedSize64) > a.left || f.UncompressedSize64 > 1<<62 {
		return nil, errInflates(a.d.o.Name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &inflating{a: a, r: r, packed: int64(f.CompressedSize64)}, nil
}

// bytes gives a whole part, which must be small.
func (a *archive) bytes(name string, limit int64) ([]byte, error) {
	r, err := a.open(name)
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(out)) > limit {
		return nil, errInflates(a.d.o.Name)
	}
	return out, err
}

// inflating counts what comes out of a part.
type inflating struct {
	a      *archive
	r      io.Reader
	packed int64
	out    int64
}

func (r *inflating) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.out += int64(n)
	r.a.left -= int64(n)
	if r.a.left < 0 || r.out > 1<<20 && r.out > r.a.d.o.Limits.Ratio*max(r.packed, 1) {
		return 0, errInflates(r.a.d.o.Name)
	}
	return n, err
}

// recogniseZip tells the formats that are zip archives by what lies in them.
func recogniseZip(data []byte, name, ext string) (*Format, error) {
	z, err := openZip(data, name, DefaultLimits())
	if err != nil {
		return nil, err
	}
	has := map[string]bool{}
	var media string
	for _, f := range z.File {
		has[f.Name] = true
		if f.Name == "mimetype" && f.UncompressedSize64 < 200 {
			if r, err := f.Open(); err == nil {
				b, _ := io.ReadAll(io.LimitReader(r, 200))
				media = strings.TrimSpace(string(b))
			}
		}
	}
	under := func(folder string) bool {
		for n := range has {
			if strings.HasPrefix(n, folder) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.HasPrefix(media, "application/vnd.oasis.opendocument.text"):
		return odtFormat, nil
	case media == "application/epub+zip", has["META-INF/container.xml"] && !has["content.xml"]:
		return epubFormat, nil
	case has["word/document.xml"], has["[Content_Types].xml"] && under("word/"):
		return docxFormat, nil
	case has["content.xml"] && ext == ".odt":
		return odtFormat, nil
	case strings.Contains(media, "spreadsheet"), under("xl/"):
		return nil, qda.E(qda.Unsupported, "extract.spreadsheet", "{name} is a spreadsheet. Tables of attributes are imported as attributes; a transcript in a table is imported after saving it as CSV.", "name", name)
	case strings.Contains(media, "presentation"), under("ppt/"):
		return nil, qda.E(qda.Unsupported, "extract.presentation", "{name} is a presentation, which is not read here, so nothing of it was imported. Save it as PDF and import that.", "name", name)
	case under("Index/"), has["index.xml"], has["Index.zip"]:
		return nil, qda.E(qda.Unsupported, "extract.pages", "{name} is a document of Apple Pages, which is not read here, so nothing of it was imported. Export it from Pages as Word (DOCX) or PDF and import that.", "name", name)
	case has["project.qde"]:
		return nil, qda.E(qda.Unsupported, "extract.project_file", "{name} is a database or a project of an analysis program and not a document, so nothing of it was imported. Projects are opened or merged, not imported as documents.", "name", name)
	case isEnding(ext, docxFormat), isEnding(ext, odtFormat), isEnding(ext, epubFormat):
		return nil, errBroken(name)
	}
	return nil, errArchive(name)
}
