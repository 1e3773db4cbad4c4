package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// maxUnzipped is how much a workbook may grow when it is unpacked, in bytes.
const maxUnzipped = 4 * MaxBytes

// laidOut counts the cells that the largest sheet of a workbook has when each of its rows is
// filled up to its last cell, as the library holds them: one cell in the last of 16,384
// columns takes as much memory as all before it. It stops beyond the limit. A workbook that
// says it grows beyond maxUnzipped is refused before anything of it is unpacked; one that says
// less than it holds, or is damaged, is refused, too: the library would take what it gets.
func laidOut(name string, data []byte) (most int, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return 0, unreadable(name, err)
	}
	var grown uint64
	for _, e := range z.File {
		if grown += min(e.UncompressedSize64, maxUnzipped+1); grown > maxUnzipped {
			return 0, tooLarge(name, int64(grown))
		}
	}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			return 0, unreadable(name, err)
		}
		if strings.HasPrefix(strings.ToLower(strings.ReplaceAll(e.Name, `\`, "/")), "xl/worksheets/") {
			most = max(most, laidOutSheet(r))
		}
		if most <= maxReadCells {
			_, err = io.Copy(io.Discard, r)
		}
		r.Close()
		if err != nil {
			return 0, unreadable(name, err)
		}
		if most > maxReadCells {
			return most, nil
		}
	}
	return most, nil
}

func laidOutSheet(r io.Reader) (sum int) {
	d := xml.NewDecoder(r)
	width := 0
	for {
		t, err := d.RawToken()
		if err != nil {
			return sum + width // what is wrong with it, reading it says
		}
		start, ok := t.(xml.StartElement)
		if !ok || start.Name.Local != "c" && start.Name.Local != "row" {
			continue
		}
		if start.Name.Local == "row" {
			sum, width = sum+width, 0
		} else {
			width = max(width+1, columnOf(start.Attr))
		}
		if sum+width > maxReadCells {
			return sum + width
		}
	}
}

// columnOf is the number of the column that a cell says it stands in, from 1; 0 if it
// says none.
func columnOf(attrs []xml.Attr) (n int) {
	for _, a := range attrs {
		if a.Name.Local != "r" {
			continue
		}
		for _, c := range strings.ToUpper(a.Value) {
			if c < 'A' || c > 'Z' || n > maxSeparators {
				break
			}
			n = n*26 + int(c-'A') + 1
		}
	}
	return n
}
