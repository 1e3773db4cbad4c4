package refi

import (
	"archive/zip"
	"compress/flate"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"articula/internal/qda"
)

// Project is a project ready to be written. What its bundle reads when it is asked for
// must be there until it is.
type Project struct {
	Root    *Element
	sources map[string]piece // by the name that paths in the tree have after "internal://"
	extra   map[string]piece // further entries by name, which only this program reads
	sideCar func(io.Writer) error
}

// archiveTime stands on every entry, so that equal projects are equal files: the
// first moment that a zip can name.
var archiveTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Write writes a project as .qdpx. It fails with Internal if the tree does not fit the
// schema, and with Invalid if a source is larger than the standard allows; what it has
// written then is no project. mended counts characters that XML cannot hold.
func Write(to io.Writer, p Project) (mended int, err error) {
	Arrange(p.Root)
	if faults := Check(p.Root, 5); len(faults) > 0 {
		return 0, notValid(faults)
	}
	z := zip.NewWriter(to)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.DefaultCompression) })
	entry := func(name string) (io.Writer, error) {
		return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: archiveTime})
	}
	w, err := entry("project.qde")
	if err != nil {
		return 0, err
	}
	if mended, err = printTo(w, p.Root, ProjectSpace); err != nil {
		return 0, err
	}
	for _, name := range slices.Sorted(maps.Keys(p.sources)) {
		if err := p.sources[name].write(entry, "sources/"+name); err != nil {
			return 0, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.extra)) {
		if err := p.extra[name].write(entry, name); err != nil {
			return 0, err
		}
	}
	if p.sideCar != nil {
		w, err := entry(SideCar)
		if err != nil {
			return 0, err
		}
		if err := p.sideCar(w); err != nil {
			return 0, err
		}
	}
	return mended, z.Close()
}

// write reads the file and makes it an entry of the archive.
func (p piece) write(entry func(string) (io.Writer, error), name string) error {
	b, err := p.read()
	if err != nil {
		return err
	}
	if int64(len(b)) > sourceMost {
		return qda.E(qda.Invalid, "refi.source_size", "{name} is larger than the 2 GB that the standard allows for a source. Nothing was written. Put it into the bin and export again.", "name", name)
	}
	w, err := entry(name)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// sourceMost is the largest source that the standard allows.
const sourceMost = 1<<31 - 1

// notValid is a fault of the program: nothing that it makes may break the schema.
func notValid(faults []Fault) error {
	var list []string
	for _, f := range faults {
		list = append(list, f.String())
	}
	return qda.E(qda.Internal, "refi.invalid", "The exchange file would not have been valid, so it was not written. The project was not changed.").Because(invalidTree(strings.Join(list, "; ")))
}

type invalidTree string

func (e invalidTree) Error() string { return "refi: " + string(e) }
