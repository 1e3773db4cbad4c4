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

// Project is a project ready to be written. Sources are files by the name that
// paths in the tree have after "internal://".
type Project struct {
	Root    *Element
	Sources map[string][]byte
	Extra   map[string][]byte // further entries by name, which only this program reads
	SideCar []byte
}

// archiveTime stands on every entry, so that equal projects are equal files: the
// first moment that a zip can name.
var archiveTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Write writes a project as .qdpx. It writes nothing and fails with Internal if the
// tree does not fit the schema, and with Invalid if a source is larger than the
// standard allows. mended counts characters that XML cannot hold.
func Write(to io.Writer, p Project) (mended int, err error) {
	Arrange(p.Root)
	if faults := Check(p.Root, 5); len(faults) > 0 {
		return 0, notValid(faults)
	}
	for name, b := range p.Sources {
		if int64(len(b)) > 1<<31-1 {
			return 0, qda.E(qda.Invalid, "refi.source_size", "{name} is larger than the 2 GB that the standard allows for a source. Nothing was written. Put it into the bin and export again.", "name", name)
		}
	}
	xml, mended := Print(p.Root, ProjectSpace)
	z := zip.NewWriter(to)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.DefaultCompression) })
	put := func(name string, b []byte) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: archiveTime})
		if err != nil {
			return err
		}
		_, err = w.Write(b)
		return err
	}
	if err := put("project.qde", xml); err != nil {
		return 0, err
	}
	for _, name := range slices.Sorted(maps.Keys(p.Sources)) {
		if err := put("sources/"+name, p.Sources[name]); err != nil {
			return 0, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Extra)) {
		if err := put(name, p.Extra[name]); err != nil {
			return 0, err
		}
	}
	if p.SideCar != nil {
		if err := put(SideCar, p.SideCar); err != nil {
			return 0, err
		}
	}
	return mended, z.Close()
}

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
