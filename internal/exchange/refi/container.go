package refi

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"articula/internal/qda"
)

// File is an exchange file opened for reading: its tree and, for a project, the
// sources beside it. Nothing is ever written or opened by the name of an entry.
type File struct {
	Parsed
	Name    string // of the file, for messages
	Entry   string // of the XML in the archive, "" for a bare file
	SideCar []byte // what [Write] put beside the project, nil if there is none
	Strange []string
	limits  Limits
	left    int64
	entries map[string]*zip.File // by lower-case name below the folder of the XML
}

// SideCar is the entry of the archive for what the standard has no place for.
const SideCar = "x-articula.json"

// Open reads a project (.qdpx, .qde) or codebook (.qdc) of size bytes. Errors are
// of kind Damaged for files that are not whole, Invalid for those that go beyond
// the limits or try to, and Unsupported for other formats.
func Open(ctx context.Context, r io.ReaderAt, size int64, name string, l Limits) (*File, error) {
	f := &File{Name: name, limits: l, left: l.Inflated, entries: map[string]*zip.File{}}
	if size > l.FileBytes {
		return nil, qda.E(qda.Invalid, "refi.file_size", "{name} was not read, because it is larger than {n} MB. Nothing was changed.", "name", name, "n", l.FileBytes>>20)
	}
	head := make([]byte, 4)
	n, _ := r.ReadAt(head, 0)
	open := func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(r, 0, size)), nil }
	if bytes.HasPrefix(head[:n], []byte("PK")) {
		project, err := f.openArchive(ctx, r, size)
		if err != nil {
			return nil, err
		}
		open = func() (io.ReadCloser, error) { return f.unpack(ctx, project, l.XMLBytes) }
	} else if size > l.XMLBytes {
		return nil, errXMLSize(name, l)
	}
	if is, err := beginsLikeXML(open); err != nil {
		return nil, err
	} else if !is {
		return nil, qda.E(qda.Unsupported, "refi.format", "{name} is not a project or codebook of the REFI-QDA standard: it does not hold XML. Nothing was changed.", "name", name)
	}
	left := f.left
	var err error
	if f.Parsed, err = parse(ctx, open, name, l); err != nil {
		return nil, err
	}
	f.left = left - (left-f.left)/2 // it was unpacked twice
	if schemaOf(f.Root) == nil {
		return nil, qda.E(qda.Unsupported, "refi.root", "{name} is not a project or codebook of the REFI-QDA standard: it begins with {element}. Nothing was changed.", "name", name, "element", f.Root.Name)
	}
	return f, nil
}

func beginsLikeXML(open func() (io.ReadCloser, error)) (bool, error) {
	in, err := open()
	if err != nil {
		return false, err
	}
	defer in.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(in, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	r := newSettler(bytes.NewReader(head[:n&^1]), "", Limits{}).in
	text, _ := io.ReadAll(r)
	return bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("<")), nil
}

func errArchive(name string) *qda.Error {
	return qda.E(qda.Damaged, "refi.archive", "{name} is not a whole archive: it is cut off or damaged. Nothing was changed. Ask for the file again or export it anew.", "name", name)
}

// openArchive gives the entry that holds the project.
func (f *File) openArchive(ctx context.Context, r io.ReaderAt, size int64) (*zip.File, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, errArchive(f.Name).Because(err)
	}
	if len(z.File) > f.limits.Entries {
		return nil, qda.E(qda.Invalid, "refi.entries", "{name} was not read, because it holds more than {n} files. Nothing was changed.", "name", f.Name, "n", f.limits.Entries)
	}
	if err := f.plausible(z.File, size); err != nil {
		return nil, err
	}
	project, err := f.findProject(z.File)
	if err != nil {
		return nil, err
	}
	folder := strings.ToLower(strings.TrimSuffix(slashed(project.Name), path.Base(slashed(project.Name))))
	for _, e := range z.File {
		name := strings.ToLower(slashed(e.Name))
		if e == project || e.FileInfo().IsDir() || litter(name) {
			continue
		}
		name = strings.TrimPrefix(name, folder)
		if _, twice := f.entries[name]; twice {
			return nil, qda.E(qda.Invalid, "refi.same_name", "{name} was not read, because two of its files have the same name. Nothing was changed.", "name", f.Name)
		}
		f.entries[name] = e
	}
	f.Entry = project.Name
	if e := f.entries[SideCar]; e != nil {
		if f.SideCar, err = f.inflate(ctx, e, f.limits.XMLBytes); err != nil {
			return nil, err
		}
	}
	return project, nil
}

// plausible looks at what the directory of the archive declares, before anything
// is inflated: places outside, links, sums that no honest archive has.
func (f *File) plausible(files []*zip.File, size int64) error {
	var packed, total uint64
	for _, e := range files {
		name := slashed(e.Name)
		switch {
		case strings.ContainsRune(name, 0), strings.HasPrefix(name, "/"), len(name) > 1 && name[1] == ':', name == "..",
			strings.HasPrefix(name, "../"), strings.Contains(name, "/../"), strings.HasSuffix(name, "/.."):
			return qda.E(qda.Invalid, "refi.outside", "{name} was not read, because one of its files has a name that points outside of the archive. Nothing was changed.", "name", f.Name)
		case e.Mode()&fs.ModeSymlink != 0, !e.Mode().IsRegular() && !e.Mode().IsDir():
			return qda.E(qda.Invalid, "refi.link", "{name} was not read, because it holds a link to another place. Nothing was changed.", "name", f.Name)
		case e.Flags&1 != 0:
			return qda.E(qda.Unsupported, "refi.password", "{name} is protected by a password, so it was not read. Nothing was changed. Export it without one.", "name", f.Name)
		}
		packed += e.CompressedSize64
		total += e.UncompressedSize64
		if total > uint64(f.limits.Inflated) || packed > uint64(size) {
			return qda.E(qda.Invalid, "refi.sizes", "{name} was not read, because its files would not fit into the sizes that it declares. Nothing was changed.", "name", f.Name)
		}
	}
	return nil
}

func slashed(name string) string { return strings.ReplaceAll(name, `\`, "/") }

// litter is what systems and programs leave in archives.
func litter(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__macosx/") || base == ".ds_store" || base == ".root" || base == "thumbs.db" || strings.HasPrefix(base, "~$")
}

// findProject is the one .qde at the root, else the one there is.
func (f *File) findProject(files []*zip.File) (*zip.File, error) {
	var root, deep []*zip.File
	for _, e := range files {
		name := strings.ToLower(slashed(e.Name))
		if !strings.HasSuffix(name, ".qde") || litter(name) {
			continue
		}
		if strings.Contains(name, "/") {
			deep = append(deep, e)
		} else {
			root = append(root, e)
		}
	}
	if len(root) == 0 {
		root = deep
	}
	switch len(root) {
	case 1:
		return root[0], nil
	case 0:
		return nil, qda.E(qda.Unsupported, "refi.no_project", "{name} is an archive, but it holds no project.qde, so it is not an exchange file of the REFI-QDA standard. Nothing was changed.", "name", f.Name)
	}
	var names []string
	for _, e := range root {
		names = append(names, e.Name)
	}
	return nil, qda.E(qda.Invalid, "refi.projects", "{name} holds more than one project: {list}. Nothing was changed. Put each into an archive of its own.", "name", f.Name, "list", strings.Join(names, ", "))
}

// inflate reads an entry whole.
func (f *File) inflate(ctx context.Context, e *zip.File, limit int64) ([]byte, error) {
	r, err := f.unpack(ctx, e, limit)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out bytes.Buffer
	if _, err := io.CopyBuffer(struct{ io.Writer }{&out}, r, make([]byte, 64<<10)); err != nil {
		return nil, err
	}
	if out.Len() == 0 {
		return []byte{}, nil
	}
	return out.Bytes(), nil
}

// unpack reads an entry as it comes; what comes out counts, whatever the archive
// declares.
func (f *File) unpack(ctx context.Context, e *zip.File, limit int64) (io.ReadCloser, error) {
	if int64(e.UncompressedSize64) > limit {
		return nil, qda.E(qda.Invalid, "refi.entry_size", "{name} was not read, because one of its files is larger than {n} MB. Nothing was changed.", "name", f.Name, "n", limit>>20)
	}
	r, err := e.Open()
	if err != nil {
		return nil, errArchive(f.Name).Because(err)
	}
	return &unpacking{ctx: ctx, f: f, ReadCloser: r, limit: limit, packed: int64(e.CompressedSize64)}, nil
}

type unpacking struct {
	io.ReadCloser
	ctx           context.Context
	f             *File
	size          int64 // that has come out
	limit, packed int64
}

func (u *unpacking) Read(b []byte) (int, error) {
	n, err := u.ReadCloser.Read(b)
	u.f.left -= int64(n)
	u.size += int64(n)
	switch {
	case u.f.left < 0 || u.size > u.limit || u.size > 64<<20 && u.size > u.f.limits.Ratio*max(u.packed, 1):
		return n, qda.E(qda.Invalid, "refi.grows", "{name} was not read, because what is packed in it grows beyond all measure. Nothing was changed.", "name", u.f.Name)
	case err != nil && !errors.Is(err, io.EOF):
		return n, errArchive(u.f.Name).Because(err)
	case err == nil && u.ctx.Err() != nil:
		return n, u.ctx.Err()
	}
	return n, err
}

// errOutside says that a path leads to a place outside of the file.
var errOutside = errors.New("refi: the source lies outside of the file")

// errMissing says that a source is not in the file.
var errMissing = errors.New("refi: the source is not in the file")

// Source reads the file that a path of the project stands for. It accepts every
// form that programs write for files in the archive; errOutside says that the path
// is one of another place, errMissing that there is no such file.
func (f *File) Source(ctx context.Context, ref string) ([]byte, error) {
	name := slashed(strings.TrimSpace(ref))
	low := strings.ToLower(name)
	switch {
	case strings.HasPrefix(low, "relative:"), strings.HasPrefix(low, "absolute:"), strings.HasPrefix(low, "file:"), len(name) > 1 && name[1] == ':':
		return nil, errOutside
	case strings.HasPrefix(low, "internal:"):
		low = strings.TrimLeft(low[len("internal:"):], "/")
	}
	low = strings.TrimPrefix(low, "sources/")
	for _, n := range []string{low, unescaped(low)} {
		for _, at := range []string{"sources/" + n, n} {
			if e := f.entries[at]; e != nil && n != "" {
				return f.inflate(ctx, e, min(f.limits.EntryMax, f.limits.Inflated))
			}
		}
	}
	return nil, errMissing
}

// unescaped resolves %XX, and gives the name back as it is where it does not hold.
func unescaped(s string) string {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			var b byte
			if _, err := fmt.Sscanf(s[i+1:i+3], "%02x", &b); err == nil {
				out = append(out, b)
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}
